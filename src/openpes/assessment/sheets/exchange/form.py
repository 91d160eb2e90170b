"""What every file form is turned into, and what can be wrong with it. Nothing here reads or writes the database."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from openpes.assessment.instrument import Definition, Given, Problem, Words, rules
from openpes.assessment.sheets import wording

LARGEST = 5 * 1024 * 1024
NO_ANSWER = "no_answer"


@dataclass(frozen=True, slots=True)
class Cast:
    """A sheet on its way into a file. ``facts``: agency, income_group, reference_date, status, synthetic ("yes" or "no")."""

    sheet_id: uuid.UUID
    definition: Definition
    words: Words
    answers: Mapping[str, Given]
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One answer as the file has it. ``where`` says where it stands, for people; ``value`` is a code, or "no_answer"."""

    where: str
    item: str
    value: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, where (sheet and cell, or line and column), and what to do."""

    where: str
    text: str


@dataclass(slots=True)
class Read:
    """What a file says: which sheet and version it is of (empty: it does not say), its answers, and what could not be read."""

    sheet: str = ""
    version: str = ""
    extension: str = ""
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def unreadable(text: str = "") -> Read:
    """A file that is none of ours."""
    return Read(faults=[Fault("", text or _("This file cannot be read. Download the sheet anew and fill that in."))])


def checked(read: Read, definition: Definition, sheet_id: uuid.UUID) -> tuple[dict[str, Given], list[Fault]]:
    """The answers of a file, and every fault in it. With a fault nothing of it may be taken over."""
    faults = list(read.faults) + _wrong_file(read, definition, sheet_id)
    if any(fault.where == "" for fault in faults):
        return {}, faults
    found: dict[str, Given] = {}
    places: dict[str, str] = {}
    for row in read.rows:
        fault = _wrong_row(row, definition, places)
        if fault:
            faults.append(Fault(row.where, fault))
            continue
        places[row.item] = row.where
        found[row.item] = rules.NO_ANSWER if row.value == NO_ANSWER else Given(row.value)
    return found, faults


def _wrong_file(read: Read, definition: Definition, sheet_id: uuid.UUID) -> list[Fault]:
    found = []
    # A file without the country's own questions still holds the survey's: they are the same items.
    other = read.version not in ("", definition.version) or read.extension not in ("", definition.extension)
    if other:
        theirs, ours = f"{read.version} {read.extension}".strip(), f"{definition.version} {definition.extension}".strip()
        found.append(
            Fault("", _("This file is of version %(theirs)s of the questionnaire, the sheet of version %(ours)s. "
                        "Download the sheet anew and copy the answers over.") % {"theirs": theirs, "ours": ours})
        )  # fmt: skip
    if read.sheet and read.sheet != str(sheet_id):
        found.append(Fault("", _("This file was downloaded from another answer sheet. Open that one, or choose another file.")))
    return found


def _wrong_row(row: Row, definition: Definition, places: Mapping[str, str]) -> str:
    if row.item not in definition.items:
        return _("There is no item %(item)s in this questionnaire. Put the hidden id back, or delete the line.") % {
            "item": row.item[:80]
        }
    if row.item in places:
        return _("%(item)s is answered twice, first at %(where)s. Delete one of the two.") % {
            "item": row.item, "where": places[row.item],
        }  # fmt: skip
    if row.value == NO_ANSWER:
        return ""
    code = rules.value_problem(definition.items[row.item], row.value)
    return wording.of_problem(Problem(row.item, code, row.value[:40])) if code else ""


def plain(value: object) -> str:
    """A cell as text: whole numbers without their ".0", truth values as 1 and 0."""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()
