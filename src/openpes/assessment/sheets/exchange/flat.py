"""Long CSV (one line per answer), wide CSV (one line per sheet, the columns of the survey's microdata), JSON."""

import csv
import io
import json
from collections.abc import Iterable

from django.utils.translation import gettext as _

from openpes.assessment.instrument import Definition, ItemKind, values
from openpes.base.text import safe_cell

from .form import NO_ANSWER, Cast, Fault, Read, Row, plain, unreadable

FORMAT = "openpes-survey"
LONG = ("sheet", "version", "extension", "item", "state", "value")
FACTS = ("respondent", "synthetic", "income_group", "version", "extension", "no_answer")
RATING = ".rating"


def _csv(lines: Iterable[Iterable[object]]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows([[safe_cell(value) for value in line] for line in lines])
    return buffer.getvalue().encode("utf-8-sig")


def _lines(content: bytes) -> list[list[str]] | None:
    """The lines of a CSV with comma, semicolon or tab; None when it is no text."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    first = text.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    try:
        return list(csv.reader(io.StringIO(text), delimiter=separator))
    except csv.Error:
        return None


def write_long(cast: Cast) -> bytes:
    d = cast.definition
    lines = [
        [str(cast.sheet_id), d.version, d.extension, item, cast.answers[item].state, cast.answers[item].value]
        for item in d.items
        if item in cast.answers
    ]
    return _csv([LONG, *lines])


def read_long(content: bytes, definition: Definition) -> Read:
    lines = _lines(content)
    if not lines or not {"item", "value"} <= set(lines[0]):
        return unreadable(_("This is no long CSV: its first line must name the columns item, state and value."))
    head = {name: number for number, name in enumerate(lines[0])}
    read = Read()
    for number, line in enumerate(lines[1:], start=2):
        if not any(line):
            continue
        cell = {name: line[column].strip() if column < len(line) else "" for name, column in head.items()}
        where = _("line %(n)s") % {"n": number}
        read.sheet = read.sheet or cell.get("sheet", "")
        read.version, read.extension = read.version or cell.get("version", ""), read.extension or cell.get("extension", "")
        if (cell.get("sheet") or read.sheet, cell.get("version") or read.version) != (read.sheet, read.version):
            read.faults.append(Fault(where, _("This line is of another sheet or version. One file holds one sheet.")))
            continue
        value = NO_ANSWER if cell.get("state") == NO_ANSWER else cell["value"]
        if value:
            read.rows.append(Row(where, cell["item"], value))
    return read


def _column(cell: str) -> str:
    """The name of a cell's column: as in the microdata without the q of the survey's own questions."""
    return cell[1:] if cell.startswith("q") and cell[1:2].isdigit() else cell


def wide_head(definition: Definition) -> list[str]:
    scales = [item.id for item in definition.items.values() if item.kind is ItemKind.SCALE]
    return [*FACTS, *map(_column, definition.columns), *(_column(item) + RATING for item in scales)]


def wide_line(cast: Cast) -> dict[str, object]:
    """One sheet as a line: the cells in force; ratings and the mark "no answer" in columns of their own."""
    cells = {_column(cell): value for cell, value in values.cell_values(cast.definition, cast.answers).items()}
    ratings = {_column(item) + RATING: value for item, value in values.ratings(cast.definition, cast.answers).items()}
    left = " ".join(item for item in cast.definition.items if item in cast.answers and not cast.answers[item].value)
    facts = {
        "respondent": str(cast.sheet_id), "synthetic": cast.facts.get("synthetic", ""),
        "income_group": cast.facts.get("income_group", ""),
        "version": cast.definition.version, "extension": cast.definition.extension, "no_answer": left,
    }  # fmt: skip
    return {**facts, **cells, **ratings}


def write_wide(cast: Cast) -> bytes:
    return write_wide_of([cast])


def write_wide_of(casts: list[Cast]) -> bytes:
    """Several sheets of the same questionnaire in one file."""
    head = wide_head(casts[0].definition)
    lines = [wide_line(cast) for cast in casts]
    return _csv([head, *([line.get(name, "") for name in head] for line in lines)])


def read_wide(content: bytes, definition: Definition) -> Read:
    lines = [line for line in _lines(content) or [] if any(line)]
    if len(lines) < 2 or "respondent" not in lines[0]:
        return unreadable(_("This is no wide CSV: its first line must name the column respondent and the items."))
    if len(lines) > 2:
        return unreadable(_("This file holds several sheets. Take in one sheet at a time."))
    read = Read()
    cells: dict[str, str] = {}
    for name, value in zip(lines[0], lines[1], strict=False):
        if name in cells:
            read.faults.append(Fault(name, _("This column stands twice. Delete one of the two.")))
        cells[name] = value.strip()
    facts = {name: cells.pop(name, "") for name in FACTS}
    read.sheet, read.version, read.extension = facts["respondent"], facts["version"], facts["extension"]
    read.rows += [Row("no_answer", item, NO_ANSWER) for item in facts["no_answer"].split()]
    known = {_column(cell): cell for cell in definition.columns}
    for name, value in cells.items():
        if value:
            _read_cell(read, definition, cells, known, name, value)
    _check_choices(read, definition, cells)
    return read


def _read_cell(read: Read, definition: Definition, cells: dict[str, str], known: dict[str, str], name: str, value: str) -> None:
    cell = known.get(name.removesuffix(RATING), name)
    item = definition.items.get(cell)
    if item is not None and item.kind is ItemKind.SCALE:
        if name.endswith(RATING):
            read.rows.append(Row(name, cell, value))
        elif not cells.get(name + RATING):
            read.faults.append(Fault(name, _("This column says only whether the challenge counts. Write the rating 0 to 3 "
                                             "into the column %(column)s.") % {"column": name + RATING}))  # fmt: skip
    elif item is None and cell in definition.cells:
        if value not in ("0", "1"):
            read.faults.append(Fault(name, _("Answer with 1 (yes) or 0 (no).")))
        found = values.of_cell(definition, cell, value)
        if found:
            read.rows.append(Row(name, found[0], found[1].value))
    else:
        read.rows.append(Row(name, cell, value))


def _check_choices(read: Read, definition: Definition, cells: dict[str, str]) -> None:
    """A choice that is spread over columns needs one 1."""
    for item in definition.items.values():
        mine = [cells.get(_column(f"{item.id}.{choice}"), "") for choice in item.choices]
        if item.kind is ItemKind.ONE_OF and any(mine) and "1" not in mine:
            read.faults.append(Fault(_column(item.id), _("Exactly one of these columns must be 1.")))


def write_json(cast: Cast) -> bytes:
    d = cast.definition
    answers = [
        {"item": item, "state": str(cast.answers[item].state), "value": cast.answers[item].value}
        for item in d.items
        if item in cast.answers
    ]
    content = {
        "format": FORMAT, "sheet": str(cast.sheet_id), "version": d.version, "extension": d.extension, "facts": dict(cast.facts),
        "credit": cast.words.text("credit"), "disclaimer": cast.words.text("disclaimer"), "answers": answers,
    }  # fmt: skip
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def read_json(content: bytes, definition: Definition) -> Read:
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        return unreadable()
    if not isinstance(data, dict) or data.get("format") != FORMAT or not isinstance(data.get("answers"), list):
        return unreadable(_('This JSON is no answer sheet: it must say "format": "openpes-survey" and list "answers".'))
    read = Read(str(data.get("sheet") or ""), str(data.get("version") or ""), str(data.get("extension") or ""))
    for number, entry in enumerate(data["answers"]):
        where = f"answers[{number}]"
        if not isinstance(entry, dict) or not isinstance(entry.get("item"), str):
            read.faults.append(Fault(where, _("Each answer needs an item and a value.")))
            continue
        value = NO_ANSWER if entry.get("state") == NO_ANSWER else plain(entry.get("value"))
        if value:
            read.rows.append(Row(where, entry["item"], value))
    return read
