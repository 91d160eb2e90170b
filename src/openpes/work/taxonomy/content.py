"""A classification as plain values, between the file it was read from and the tables it goes to."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2s

from openpes.base.text import clean_line

PREFERRED, ALTERNATIVE, HIDDEN = "preferred", "alternative", "hidden"
SKILL, KNOWLEDGE, LICENCE = "skill", "knowledge", "licence"
ESSENTIAL, OPTIONAL = "essential", "optional"

LONGEST_LABEL = 300
LONGEST_CODE = 200


class UnusableTaxonomy(Exception):
    """The files cannot be loaded at all; the text says what is wrong and what to do. Nothing was written."""


@dataclass(frozen=True, slots=True)
class Label:
    language: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class IscoEntry:
    """A group of ISCO-08; ``titles`` by language, English always there."""

    code: str
    titles: dict[str, str]


@dataclass(frozen=True, slots=True)
class ConceptEntry:
    """An occupation or a skill. ``isco`` and ``broader`` are for occupations, ``kind`` is for skills."""

    code: str
    label: str
    description: str
    labels: tuple[Label, ...]
    isco: str = ""
    broader: str = ""
    kind: str = ""

    def digest(self) -> str:
        """Of everything that is stored with the concept itself; equal digests need no writing."""
        parts = [self.label, self.description, self.isco, self.kind]
        parts += [f"{each.language}\x1f{each.kind}\x1f{each.text}" for each in self.labels]
        return blake2s("\x1e".join(parts).encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class RelationEntry:
    """An occupation needs a skill: essential or optional. Codes as in the entries."""

    occupation: str
    skill: str
    relation: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that was left out or mended, with the place to look."""

    file: str
    line: int
    code: str
    message: str

    def as_dict(self) -> dict[str, str | int]:
        return {"file": self.file, "line": self.line, "code": self.code, "message": self.message}


@dataclass(slots=True)
class Content:
    """One release of one classification.

    ``languages`` are those whose labels the files hold: labels in others are left as they are. ``held`` are codes that the
    files name in rows that could not be used: known concepts with such a code are neither changed nor retired.
    """

    scheme: str
    version: str
    digest: str
    languages: tuple[str, ...]
    occupations: dict[str, ConceptEntry] = field(default_factory=dict)
    skills: dict[str, ConceptEntry] = field(default_factory=dict)
    relations: list[RelationEntry] = field(default_factory=list)
    isco: list[IscoEntry] = field(default_factory=list)
    held: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        concepts = [*self.occupations.values(), *self.skills.values()]
        return {
            "occupations": len(self.occupations),
            "skills": len(self.skills),
            "relations": len(self.relations),
            "labels": sum(len(each.labels) for each in concepts),
            "problems": len(self.problems),
        }


def unique_labels(labels: Iterable[Label]) -> Iterator[Label]:
    """Cleaned labels, each text once per language without regard to case: preferred before alternative before hidden."""
    order = {PREFERRED: 0, ALTERNATIVE: 1, HIDDEN: 2}
    seen: set[tuple[str, str]] = set()
    for label in sorted(labels, key=lambda each: order[each.kind]):
        text = clean_line(label.text, LONGEST_LABEL)
        key = (label.language, text.casefold())
        if text and key not in seen:
            seen.add(key)
            yield Label(label.language, label.kind, text)


def forms_of(label: str) -> list[str]:
    """The forms that a label with a slash stands for.

    ``"Chef / cheffe de projet"`` gives ``["Chef de projet", "cheffe de projet"]``: what the first form lacks is taken from the
    end of the second. A label without " / " has no other forms.
    """
    parts = [part.strip() for part in label.split(" / ") if part.strip()]
    if len(parts) < 2:
        return []
    if len(parts) == 2:
        first, second = (part.split() for part in parts)
        return [" ".join([*first, *second[len(first) :]]), " ".join(second)]
    return parts


def version_key(version: str) -> tuple[int, ...] | None:
    """``"1.1.1"`` as numbers to compare, or None for a version that is not made of numbers."""
    return tuple(int(part) for part in version.split(".")) if re.fullmatch(r"\d{1,6}(\.\d{1,6})*", version) else None
