"""Answer sheets out of a file: wide CSV, long CSV, XLSX or JSON, checked cell by cell.

Wide: one line a service; columns ``respondent``, ``income_group`` (H, U, L, LI), ``synthetic`` (yes or empty) and one for each cell,
with or without the leading q. Long: ``respondent, income_group, item, value``. JSON: a list of objects like the lines of the wide form,
or with the cells below ``answers``. Either everything is right or nothing is read.
"""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from .cells import ALLOWED, RANKED, SINGLE_SELECT, VERSION
from .specification import GROUP_OF
from .tabulate import NO_ANSWER, Sheets

# Columns that say who answered and are not counted.
ABOUT = {
    *("agency", "agency_name", "country", "system", "ilo_region", "ilo_subregion", "reference_date", "approach"),
    *("questionnaire", "version", "extension", "no_answer", "state", "language", "reference", "id"),
}
# How important a challenge is stands beside the cell that is counted.
RATING = ".rating"
MOST_FAULTS = 200


@dataclass(frozen=True)
class Fault:
    """What is wrong in one cell: which service, which column, and what to do."""

    respondent: str
    cell: str
    text: str

    def __str__(self) -> str:
        place = ", ".join(each for each in (self.respondent, self.cell) if each)
        return f"{place}: {self.text}" if place else self.text


class UnreadableSheets(Exception):
    """The file is not read; ``faults`` says why, at most the first two hundred."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)[:MOST_FAULTS]
        super().__init__("\n".join(str(fault) for fault in self.faults))


Grid = tuple[list[str], list[list[str]]]


def read(path: Path) -> Sheets:
    """The sheets in a file, told by its ending. Raises UnreadableSheets, or OSError when the file cannot be opened."""
    try:
        header, lines = _grid(path)
    except (UnicodeDecodeError, ValueError, csv.Error) as error:
        raise UnreadableSheets(
            [Fault("", "", f"The file cannot be read as {path.suffix.lstrip('.') or 'CSV'}: {error}")]
        ) from error
    return from_grid(header, lines)


def from_grid(header: Sequence[str], lines: Sequence[Sequence[str]]) -> Sheets:
    """The sheets of a wide table of texts. Raises UnreadableSheets."""
    names = [_cell_id(each) for each in header]
    faults = _wrong_header(names, own_questions="extension" in names)
    faults += [
        Fault(f"line {i}", "", f"has {len(line)} cells, the heading {len(names)}.")
        for i, line in enumerate(lines, 2)
        if len(line) != len(names)
    ]
    if faults:
        raise UnreadableSheets(faults)
    columns = dict(zip(names, zip(*lines, strict=True), strict=True)) if lines else dict.fromkeys(names, ())
    who = [each.strip() for each in columns["respondent"]]
    faults = [
        *_wrong_respondents(who),
        *_wrong_groups(who, columns["income_group"]),
        *_wrong_versions(who, columns.get("version", ())),
    ]
    synthetic, mixed = _synthetic(columns.get("synthetic", ()))
    faults += mixed
    answers: dict[str, np.ndarray] = {}
    for name, column in columns.items():
        if name in SINGLE_SELECT or name in ALLOWED:
            found, wrong = _values(who, name, column)
            faults += wrong
            answers |= found
    faults += _contradictions(who, answers)
    if faults:
        raise UnreadableSheets(faults)
    return Sheets(np.array([each.strip() for each in columns["income_group"]], dtype="U2"), answers, synthetic)


def _cell_id(name: str) -> str:
    name = name.strip()
    return f"q{name}" if name[:1].isdigit() else name


def _wrong_header(names: list[str], *, own_questions: bool) -> list[Fault]:
    """A country's own questions (their ids never begin with q) are left aside where the file names their version."""
    known = {"respondent", "income_group", "synthetic", *ABOUT, *ALLOWED, *SINGLE_SELECT}
    known |= {f"{cell}{RATING}" for cell in ALLOWED if cell.startswith("q5_1.")}
    known |= {name for name in names if own_questions and "_" in name and not name.startswith("q")}
    faults = [Fault("", name, "is missing; every line needs it.") for name in ("respondent", "income_group") if name not in names]
    faults += [Fault("", name or "(empty heading)", "is no cell of the questionnaire.") for name in names if name not in known]
    return faults + [Fault("", name, "stands in two columns.") for name in sorted({n for n in names if names.count(n) > 1})]


def _wrong_respondents(who: list[str]) -> list[Fault]:
    faults = [Fault(f"line {i}", "respondent", "is empty.") for i, each in enumerate(who, 2) if not each]
    seen: set[str] = set()
    for each in who:
        if each and each in seen:
            faults.append(Fault(each, "respondent", "answers twice; leave one sheet of it."))
        seen.add(each)
    return faults


def _wrong_groups(who: list[str], groups: Sequence[str]) -> list[Fault]:
    return [
        Fault(each, "income_group", f"“{group}” is none of {', '.join(GROUP_OF)}.")
        for each, group in zip(who, groups, strict=True)
        if group.strip() not in GROUP_OF
    ]


def _wrong_versions(who: list[str], versions: Sequence[str]) -> list[Fault]:
    return [
        Fault(each, "version", f"“{version}” is another version of the questionnaire; these tables stand on {VERSION}.")
        for each, version in zip(who, versions, strict=False)
        if version.strip() not in ("", VERSION)
    ]


def _synthetic(marks: Sequence[str]) -> tuple[bool, list[Fault]]:
    """Whether the sheets are invented. A file with both kinds is refused: they are never counted together."""
    said = {mark.strip().lower() in ("yes", "1", "true") for mark in marks}
    if len(said) == 2:
        return False, [Fault("", "synthetic", "Invented and real sheets stand in one file; they are never counted together.")]
    return said == {True}, []


def _values(who: list[str], name: str, column: Sequence[str]) -> tuple[dict[str, np.ndarray], list[Fault]]:
    options = SINGLE_SELECT.get(name)
    allowed = {code: i for i, code in enumerate(options)} if options else ALLOWED[name]
    meant = {"": NO_ANSWER, **allowed}
    numbers = [meant.get(each) if each in meant else meant.get(each.strip().lower()) for each in column]
    faults = [
        Fault(each, name, f"“{text}” is not an answer here: {', '.join(sorted(allowed))} or empty.")
        for each, text, number in zip(who, column, numbers, strict=True)
        if number is None
    ]
    if faults:
        return {}, faults
    array = np.array(numbers, dtype=np.int8)
    if not options:
        return {name: array}, []
    return {
        f"{name}.{code}": np.where(array == NO_ANSWER, NO_ANSWER, array == i).astype(np.int8) for code, i in allowed.items()
    }, []


def _contradictions(who: list[str], answers: dict[str, np.ndarray]) -> list[Fault]:
    """Two answers where one is asked for: options of a one-answer question, and ranks given twice."""
    faults = []
    for question, options in SINGLE_SELECT.items():
        given = [answers[cell] for code in options if (cell := f"{question}.{code}") in answers]
        if given:
            chosen = np.sum([each > 0 for each in given], axis=0)
            faults += [Fault(who[i], question, "has more than one answer; one is asked for.") for i in np.flatnonzero(chosen > 1)]
    ranks = [answers[cell] for cell in RANKED if cell in answers]
    for rank in range(1, len(RANKED) + 1) if ranks else ():
        times = np.sum([each == rank for each in ranks], axis=0)
        faults += [Fault(who[i], "q1_1", f"rank {rank} is given more than once.") for i in np.flatnonzero(times > 1)]
    return faults


def _grid(path: Path) -> Grid:
    if path.suffix.lower() == ".xlsx":
        return _workbook(path)
    text = path.read_text("utf-8-sig")
    if path.suffix.lower() == ".json":
        return _from_objects(json.loads(text))
    separator = max(",;\t", key=text.split("\n", 1)[0].count)
    lines = [
        line for line in csv.reader(io.StringIO(text, newline=""), delimiter=separator) if any(cell.strip() for cell in line)
    ]
    header = lines[0] if lines else []
    names = [each.strip() for each in header]
    if {"respondent", "item", "value"} <= set(names):
        return _from_long([dict(zip(names, line, strict=False)) for line in lines[1:]])
    return header, lines[1:]


def _workbook(path: Path) -> Grid:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        found = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    except CalamineError as error:
        raise ValueError(error) from error
    lines = [[_text(each) for each in line] for line in found]
    return (lines[0], [line for line in lines[1:] if any(line)]) if lines else ([], [])


def _from_long(entries: list[dict[str, str]]) -> Grid:
    sheets: dict[str, dict[str, str]] = {}
    faults = []
    for entry in entries:
        who, cell = entry.get("respondent", "").strip(), _cell_id(entry.get("item", ""))
        sheet = sheets.setdefault(who, {"respondent": who})
        if cell in sheet:
            faults.append(Fault(who, cell, "is answered twice."))
        sheet[cell] = entry.get("value", "")
        for name in ("income_group", "synthetic", "version"):
            if name in entry and sheet.setdefault(name, entry[name]) != entry[name]:
                faults.append(Fault(who, name, f"is “{sheet[name]}” in one line and “{entry[name]}” in another."))
    if faults:
        raise UnreadableSheets(faults)
    return _wide(list(sheets.values()))


def _from_objects(found: Any) -> Grid:
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise ValueError("a list of objects is expected, one for each service")
    sheets = []
    for each in found:
        answers = each.get("answers", {})
        if not isinstance(answers, dict):
            raise ValueError("“answers” must be an object")
        flat = {**{name: value for name, value in each.items() if name != "answers"}, **answers}
        sheets.append({_cell_id(str(name)): _text(value) for name, value in flat.items()})
    return _wide(sheets)


def _wide(sheets: list[dict[str, str]]) -> Grid:
    header = list(dict.fromkeys(name for sheet in sheets for name in sheet))
    return header, [[sheet.get(name, "") for name in header] for sheet in sheets]


def _text(value: Any) -> str:
    """A value of a workbook or of JSON as the wide CSV would write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
