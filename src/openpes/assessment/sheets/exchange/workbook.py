"""The workbook for filling in without a network: one sheet per part, lists to choose from, ids in a hidden column.

The words of the lists travel with the workbook, so that an older workbook is still understood when a translation changed since.
"""

import io
import re
import zipfile
from collections import defaultdict
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from openpes.assessment.instrument import Definition, Item, ItemKind, Words
from openpes.assessment.sheets import wording

from .form import LARGEST, NO_ANSWER, Cast, Read, Row, plain, unreadable

META, LISTS, FORMAT = "_openpes", "_lists", "openpes-survey-workbook-1"
FIRST_LINE = 3  # below title and heads, counted from 0
LARGEST_UNPACKED = 40 * 1024 * 1024
ANSWER_COLUMN = 3


def _list_of(item: Item) -> str:
    return item.question if item.kind in (ItemKind.ONE_OF, ItemKind.RANK) else item.kind


def _choices(definition: Definition, words: Words) -> dict[str, list[tuple[str, str]]]:
    """{list: [(code, word)]}; every list ends with "No answer"."""
    found: dict[str, list[tuple[str, str]]] = {}
    for item in definition.items.values():
        own = [(code, wording.of_value(item, code, words)) for code in item.choices]
        found.setdefault(_list_of(item), [*own, (NO_ANSWER, _("No answer"))])
    return found


def write_workbook(cast: Cast) -> bytes:
    """The workbook in the language of ``cast.words``, with the answers that are there already."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    formats = {
        "title": book.add_format({"bold": True, "font_size": 14, "text_wrap": True, "valign": "top"}),
        "head": book.add_format({"bold": True, "bottom": 1}),
        "label": book.add_format({"text_wrap": True, "valign": "top"}),
        "answer": book.add_format({"locked": False, "text_wrap": True, "valign": "top", "border": 1, "bg_color": "#FFFBE6"}),
    }
    _cover(book, cast, formats)
    lists = _choices(cast.definition, cast.words)
    ranges = _lists_sheet_ranges(lists)
    names: set[str] = set()
    for cluster in cast.definition.clusters:
        sheet = book.add_worksheet(_sheet_name(cast.words.cluster(cluster), names))
        _cluster(sheet, cast, cluster, lists, ranges, formats)
    _hidden(book, cast, lists)
    book.close()
    return buffer.getvalue()


def _sheet_name(label: str, taken: set[str]) -> str:
    """At most 31 characters, none of those that Excel refuses, and not twice."""
    name = re.sub(r"[\[\]:*?/\\']", " ", label)[:28].strip() or "-"
    while name in taken:
        name = f"{name[:28]} {len(taken)}"
    taken.add(name)
    return name


def _cover(book: Any, cast: Cast, formats: dict[str, Any]) -> None:
    sheet = book.add_worksheet(_("Read me"))
    if cast.words.language == "ar":
        sheet.right_to_left()
    sheet.set_column(0, 0, 90)
    lines = [
        cast.words.text("title"), f"{cast.facts.get('agency', '')} · {cast.facts.get('reference_date', '')}",
        _("Choose an answer in the yellow cells. A cell that you leave empty stays as it is; “No answer” says openly that there is none."),
        _("Do not change the other cells: they are locked so that the workbook can be read back."),
        cast.words.text("credit"), cast.words.text("disclaimer"),
    ]  # fmt: skip
    if cast.facts.get("synthetic") == "yes":
        lines.insert(2, _("Made-up data"))
    for number, line in enumerate(lines):
        sheet.write_string(number, 0, line, formats["title" if number == 0 else "label"])
    sheet.protect()


def _lists_sheet_ranges(lists: dict[str, list[tuple[str, str]]]) -> dict[str, str]:
    """{list: the range of its words on the sheet of lists}."""
    found, line = {}, 1
    for name, choices in lists.items():
        found[name] = f"={LISTS}!$C${line}:$C${line + len(choices) - 1}"
        line += len(choices)
    return found


def _cluster(
    sheet: Any, cast: Cast, cluster: str, lists: dict[str, list[tuple[str, str]]], ranges: dict[str, str], formats: dict[str, Any]
) -> None:
    if cast.words.language == "ar":
        sheet.right_to_left()
    sheet.set_column(0, 0, 10, None, {"hidden": True})
    sheet.set_column(1, 2, 48)
    sheet.set_column(ANSWER_COLUMN, ANSWER_COLUMN, 40)
    sheet.write_string(0, 1, cast.words.cluster(cluster), formats["title"])
    for column, text in enumerate(("id", _("Question"), _("Item"), _("Answer"))):
        sheet.write_string(FIRST_LINE - 1, column, text, formats["head"])
    sheet.freeze_panes(FIRST_LINE, 0)
    line = FIRST_LINE
    for question in (q for q in cast.definition.questions if q.cluster == cluster):
        for item in question.items:
            said = dict(lists[_list_of(item)])
            sheet.write_string(line, 0, item.id)
            sheet.write_string(line, 1, f"{question.no} {cast.words.question(question.id)}".strip(), formats["label"])
            sheet.write_string(line, 2, cast.words.part(item), formats["label"])
            given = cast.answers.get(item.id)
            answer = "" if given is None else said.get(given.value or NO_ANSWER, given.value)
            sheet.write(line, ANSWER_COLUMN, answer, formats["answer"])
            sheet.data_validation(
                line, ANSWER_COLUMN, line, ANSWER_COLUMN,
                {"validate": "list", "source": ranges[_list_of(item)], "error_title": _("Answer")[:32],
                 "error_message": _("Choose one of the list.")},
            )  # fmt: skip
            line += 1
    sheet.protect()
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _hidden(book: Any, cast: Cast, lists: dict[str, list[tuple[str, str]]]) -> None:
    choices = book.add_worksheet(LISTS)
    rows = [(name, code, word) for name, own in lists.items() for code, word in own]
    for line, row in enumerate(rows):
        choices.write_row(line, 0, row)
    meta = book.add_worksheet(META)
    d = cast.definition
    facts = {"format": FORMAT, "sheet": str(cast.sheet_id), "version": d.version, "extension": d.extension}
    for line, pair in enumerate(facts.items()):
        meta.write_row(line, 0, pair)
    for sheet in (choices, meta):
        sheet.hide()
        sheet.protect()


def read_workbook(content: bytes, definition: Definition) -> Read:
    """What a workbook says, each answer with its sheet and cell."""
    book = _opened(content)
    if book is None:
        return unreadable()
    tables = {name: _table(book, name) for name in book.sheet_names}
    meta = {plain(line[0]): plain(line[1]) for line in tables.get(META, []) if len(line) > 1}
    if meta.get("format") != FORMAT:
        return unreadable(_("This is no workbook of an answer sheet. Download the sheet anew and fill that in."))
    said: dict[str, dict[str, str]] = defaultdict(dict)
    for line in tables.get(LISTS, []):
        if len(line) > 2:
            said[plain(line[0])][plain(line[2])] = plain(line[1])
    read = Read(meta.get("sheet", ""), meta.get("version", ""), meta.get("extension", ""))
    for name, table in tables.items():
        if name not in (META, LISTS) and len(table) > FIRST_LINE and plain(table[FIRST_LINE - 1][0]) == "id":
            _read_sheet(read, name, table, definition, said)
    return read


def _opened(content: bytes) -> CalamineWorkbook | None:
    if len(content) > LARGEST:
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST_UNPACKED:
                return None
        return CalamineWorkbook.from_filelike(io.BytesIO(content))
    except (zipfile.BadZipFile, CalamineError, OSError, ValueError):
        return None


def _table(book: CalamineWorkbook, name: str) -> list[list[Any]]:
    """The cells from A1 on: without this, calamine leaves empty first columns and lines out, and addresses would lie."""
    return book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _read_sheet(read: Read, name: str, table: list[list[Any]], definition: Definition, said: dict[str, dict[str, str]]) -> None:
    for number, line in enumerate(table[FIRST_LINE:], start=FIRST_LINE + 1):
        item_id = plain(line[0]) if line else ""
        answer = plain(line[ANSWER_COLUMN]) if len(line) > ANSWER_COLUMN else ""
        if not answer:
            continue
        where = f"{name}!{'D' if item_id in definition.items else 'A'}{number}"
        item = definition.items.get(item_id)
        code = said[_list_of(item)].get(answer, answer) if item else answer
        read.rows.append(Row(where, item_id, code))
