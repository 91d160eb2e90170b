"""The questions of a page as fields: what is asked, what stands, what was shown, what is wrong."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from openpes.assessment.instrument import Definition, Given, Item, ItemKind, Step, Words, rules
from openpes.assessment.models import Answer
from openpes.assessment.sheets import wording
from openpes.assessment.sheets.actions import Clash, Entry

NO_ANSWER = "no_answer"


def code_of(given: Given | None) -> str:
    """An answer as a form sends it: nothing, "no_answer" or the value."""
    return "" if given is None else given.value or NO_ANSWER


def given_of(code: str) -> Given | None:
    """What a form sent, as an answer."""
    if not code:
        return None
    return rules.NO_ANSWER if code == NO_ANSWER else Given(code)


@dataclass(slots=True)
class Field:
    """One item on the page. ``seen`` goes with the form and comes back: the version and the answer that were shown."""

    item: Item
    label: str
    note: str
    choices: list[tuple[str, str]]
    code: str
    seen: str
    said: str
    only_if: str = ""
    problems: list[str] = field(default_factory=list)
    clash: str = ""

    @property
    def name(self) -> str:
        return f"a.{self.item.id}"

    @property
    def key(self) -> str:
        return self.item.id.replace(".", "-")

    @property
    def by_list(self) -> bool:
        return self.item.kind is ItemKind.RANK


def fields_of(
    definition: Definition,
    step: Step,
    words: Words,
    answers: Mapping[str, Answer],
    *,
    sent: Mapping[str, str] | None = None,
) -> list[Field]:
    """The fields of a page with what stands, or with what was ``sent`` where that could not be saved."""
    found = []
    for item in step.items:
        row = answers.get(item.id)
        stands = Given(row.value) if row else None
        code = (sent or {}).get(item.id, code_of(stands))
        found.append(
            Field(
                item=item,
                label=words.part(item, of_step=step.part),
                note=_note(definition, item, words),
                choices=_choices(item, words),
                code=code,
                seen=f"{row.version if row else 0}:{code_of(stands)}",
                said=wording.of_answer(item, stands, words),
                only_if=_("Only when the first answer is yes.") if item.gate and item.gate[0] == item.question else "",
            )
        )
    return found


def _note(definition: Definition, item: Item, words: Words) -> str:
    question = definition.by_id[item.question]
    part = next((o for o in (*question.rows, *question.options) if o.id in (item.row, item.option) and o.confidence), None)
    return words.text(part.confidence) if part else ""


def _choices(item: Item, words: Words) -> list[tuple[str, str]]:
    return [*((code, wording.of_value(item, code, words)) for code in item.choices), (NO_ANSWER, _("No answer"))]


def entries_of(data: QueryDict, items: Iterable[Item]) -> dict[str, Entry]:
    """What a form sends, for the items that it knows; an item without a choice is left as it is."""
    found = {}
    for item in items:
        code = data.get(f"a.{item.id}")
        if code is None:
            continue
        version, _colon, shown = data.get(f"w.{item.id}", "0:").partition(":")
        number = int(version) if version.isascii() and version.isdigit() and len(version) < 9 else 0
        found[item.id] = Entry(given_of(code[:64]), seen=(number, given_of(shown)))
    return found


def say_clash(clash: Clash, item: Item, words: Words, names: Mapping[Any, str]) -> str:
    """Who changed what meanwhile, and what to do now."""
    return _("%(who)s changed this meanwhile to: %(theirs)s. Your answer “%(mine)s” is not saved. "
             "Save again to keep yours, or choose theirs.") % {
        "who": names.get(clash.by) or _("Somebody else"),
        "theirs": wording.of_answer(item, clash.theirs, words),
        "mine": wording.of_answer(item, clash.mine, words),
    }  # fmt: skip
