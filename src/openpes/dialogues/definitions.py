"""What a dialogue is: typed slots over one service contract, guards, one commit, a receipt. Plain values, no database.

A service registers its dialogues in ``AppConfig.ready``; renderers (web pages, the counsellor's form, later SMS, USSD, phone, chat,
e-mail) ask the same slots and call the same commit.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from openpes.base.actor import Actor
from openpes.base.enums import Sensitivity

SlotKind = Literal[
    "text", "long_text", "name", "yes_no", "choice", "many", "number", "money", "date", "partial_date", "email", "phone",
    "place", "occupations", "skills", "licences", "languages", "experience", "file", "confirm",
]  # fmt: skip
Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Turn:
    """What a slot's functions may look at: answers so far (plain JSON values), who asks, and the ids the session began with.

    answers: at the commit only those of slots that are asked; an optional slot left empty is None.
    person_id: whom it is about, when known already; None for a person-to-be. A member of staff is the actor, never the person.
    """

    answers: Answers
    actor: Actor
    context: Mapping[str, Any]
    person_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """A choice: ``value`` is stored, ``label`` shown, ``hint`` explains in plain words."""

    value: str
    label: object
    hint: object = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Something to read before answering: a heading and lines, each "met", "missed" or "unknown" (a reason), or "" (plain)."""

    title: object
    lines: Sequence[tuple[str, object]] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the member of staff should look at before the commit, e.g. a record that may be the same person.

    person_id: set when the session can be continued for that existing person instead of a new one.
    """

    title: object
    text: object = ""
    url: str = ""
    person_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """One question.

    kind decides widget and stored form: name → {"given", "family", "only_name", "script"} (one name only, or given and family;
    script: ISO 15924), text/email/phone/date → str, number → int, yes_no/confirm → bool, choice → str,
    many → list[str], money → {"minor", "currency", "period"}, partial_date → {"year", "month", "day"},
    place → {"place_id", "label"} or {"label"}, occupations/skills/licences → list of {"id", "label"},
    languages → list of {"language", "level"} (level: CEFR 1 to 6), experience → list of {"kind", "title", "occupation_id",
    "months", "began", "ended", "where"} (began, ended: "YYYY-MM" or None; began without ended: it goes on),
    file → {"file_id", "name"}.
    when: asked only if true. validate: returns an error message or None. suggest: a first value, shown and changeable; for
    skills and licences a list of {"id", "label"} to tick.
    minimum, maximum: of a number, or of how many entries a list may have. in_words: a place may stay as it was written.
    sensitivity: doors below it never carry the slot. step: heading under which neighbours stand on the one-page form.
    """

    name: str
    kind: SlotKind
    question: object
    help: object = ""
    required: bool = True
    options: Sequence[Option] | Callable[[Turn], Sequence[Option]] = ()
    when: Callable[[Turn], bool] | None = None
    validate: Callable[[Any, Turn], object | None] | None = None
    suggest: Callable[[Turn], Any] | None = None
    minimum: int | None = None
    maximum: int | None = None
    max_length: int = 500
    unit: object = ""
    autocomplete: str = ""
    sensitivity: str = Sensitivity.PERSONAL
    step: object = ""
    in_words: bool = True
    file_kind: str = "cv"


@dataclass(frozen=True, slots=True)
class Commit:
    """What a commit gives back: ids for the record (plain strings), a reference for the client, and what happens next.

    person_id: whose record it is. subject_id: whose key seals the receipt and the files when that is not the person (an employer).
    """

    result: Mapping[str, Any]
    reference: str = ""
    message: object = ""
    next_url: str = ""
    person_id: uuid.UUID | None = None
    subject_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A client service as a dialogue.

    guard(turn): raises an ActionError when the service may not be started or committed (asked at the start and again at commit).
    commit(turn, idempotency_key): the one act, inside one transaction; calling it again with the same key does no harm.
    assurance: least assurance of the client (0 a sender's number, 1 a returned code, 2 code and PIN, 3 papers or electronic
    identity).
    roles: who may start it for themself; staff_roles: who may assist.
    account_needed: a client must have signed in by the commit; a visitor's answers move to the account then.
    accepts: names of the ids it may be started with (``context``). prefill: first answers, e.g. from the stored profile.
    intro: what to read before the first question and above the review. findings: what staff look at before the commit.
    at_hand: what is good to have ready, in words. review_text: said above the button that commits.
    """

    name: str
    version: int
    service: str
    title: object
    purpose: object
    slots: tuple[Slot, ...]
    commit: Callable[[Turn, str], Commit]
    guard: Callable[[Turn], None] | None = None
    roles: frozenset[str] = frozenset({"visitor", "jobseeker"})
    staff_roles: frozenset[str] = frozenset({"counsellor", "employer_liaison", "contact_agent", "manager"})
    assurance: int = 0
    minutes: int = 4
    legal_purpose: str = ""
    receipt_next: tuple[tuple[object, str], ...] = field(default=())
    account_needed: bool = False
    accepts: frozenset[str] = frozenset()
    prefill: Callable[[Turn], Mapping[str, Any]] | None = None
    intro: Callable[[Turn], Sequence[Note]] | None = None
    findings: Callable[[Turn], Sequence[Finding]] | None = None
    at_hand: tuple[object, ...] = ()
    review_text: object = ""
    commit_label: object = ""

    def slot(self, name: str) -> Slot:
        """The slot called ``name``; KeyError when there is none."""
        for slot in self.slots:
            if slot.name == name:
                return slot
        raise KeyError(name)


_registry: dict[tuple[str, int], Dialogue] = {}
_newest: dict[str, int] = {}


def register(dialogue: Dialogue) -> Dialogue:
    """Make a dialogue known. Old versions stay registered while sessions may still be open in them."""
    names = [slot.name for slot in dialogue.slots]
    if len(set(names)) != len(names):
        raise ValueError(f"{dialogue.name}: two slots have one name")
    _registry[dialogue.name, dialogue.version] = dialogue
    _newest[dialogue.name] = max(_newest.get(dialogue.name, 0), dialogue.version)
    return dialogue


def get(name: str, version: int | None = None) -> Dialogue:
    """A registered dialogue, by default its newest version. KeyError when unknown."""
    return _registry[name, version if version is not None else _newest[name]]


def all_dialogues() -> list[Dialogue]:
    """The newest version of every dialogue, by name."""
    return [_registry[name, version] for name, version in sorted(_newest.items())]
