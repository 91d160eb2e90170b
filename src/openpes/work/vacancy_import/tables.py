"""Rows of a table: CSV in any dialect, or the first or a named sheet of an XLSX workbook."""

from __future__ import annotations

import csv
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TextIO

import python_calamine

from .cleaning import clean_line
from .limits import (
    MAX_CELL,
    MAX_COLUMNS,
    MAX_LINE,
    MAX_RATIO,
    MAX_SHEET_BYTES,
    MAX_SHEET_CELLS,
    MAX_SHEET_PARTS,
    MIB,
    RATIO_COUNTS_FROM,
)
from .opening import is_zip, open_text
from .records import FileProblem, Problem, RawRow, Severity

_DELIMITERS = (",", ";", "\t", "|")
_CELL_ADDRESS = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{1,4})(\d{1,8})[\"']")
_ROW_NUMBER = re.compile(rb"<(?:\w+:)?row\b[^>]*?\br\s*=\s*[\"'](\d{1,8})[\"']")
_MAX_SHEET_ROWS = 1_048_576


def table_rows(path: Path, *, delimiter: str = "", encoding: str = "", sheet: str = "") -> Iterator[RawRow | Problem]:
    """Rows as {column name: cell}, with problems among them; the first row that is not empty names the columns.

    Empty rows are skipped. Raises :class:`FileProblem` where reading has to stop.
    """
    if is_zip(path):
        yield from _named(_sheet_rows(path, sheet))
        return
    with open_text(path, encoding) as text:
        yield from text.remarks
        yield from _named(_csv_rows(text.stream, delimiter))


def _named(rows: Iterator[tuple[int, list[object]] | Problem]) -> Iterator[RawRow | Problem]:
    header: list[str] = []
    for row in rows:
        if isinstance(row, Problem):
            yield row
            continue
        line, cells = row
        if not any(cell not in ("", None) for cell in cells):
            continue
        if not header:
            header = _header(cells, line)
            continue
        extra = [cell for cell in cells[len(header) :] if cell not in ("", None)]
        if extra:
            yield Problem(line, "too_many_cells", Severity.ROW, detail=f"{len(cells)} > {len(header)}")
            continue
        if len(cells) < len(header):
            yield Problem(line, "too_few_cells", detail=f"{len(cells)} < {len(header)}")
        yield RawRow(line, dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=False)))
    if not header:
        raise FileProblem("no_header")


def _header(cells: list[object], line: int) -> list[str]:
    if len(cells) > MAX_COLUMNS:
        raise FileProblem("too_many_columns", line=line, detail=str(len(cells)))
    return [clean_line(str(cell)[:300]) for cell in cells]


def _csv_rows(stream: TextIO, delimiter: str) -> Iterator[tuple[int, list[object]] | Problem]:
    lines = _bounded_lines(stream)
    first = next(lines, "")
    reader = csv.reader(_again(first, lines), delimiter=delimiter or _delimiter_of(first), strict=False)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Problem(line, "cell_too_large" if "limit" in str(error) else "not_a_row", Severity.ROW, detail=str(error)[:200])
            continue
        yield line, list(cells)


def _again(first: str, rest: Iterator[str]) -> Iterator[str]:
    if first:
        yield first
    yield from rest


def _bounded_lines(stream: TextIO) -> Iterator[str]:
    number = 0
    while line := stream.readline(MAX_LINE):
        number += 1
        if len(line) >= MAX_LINE:
            raise FileProblem("line_too_long", line=number)
        yield line.replace("\x00", "")


def _delimiter_of(line: str) -> str:
    """The mark that stands most often in the first line, outside quotes."""
    plain = re.sub(r'"[^"]*"', "", line[: 64 * 1024])
    return max(_DELIMITERS, key=plain.count)


def _sheet_rows(path: Path, sheet: str) -> Iterator[tuple[int, list[object]] | Problem]:
    _check_workbook(path)
    with _any_failure_is("not_a_workbook"):
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        names = book.sheet_names
        if sheet and sheet not in names:
            raise FileProblem("not_a_workbook", detail=sheet)
        page = book.get_sheet_by_name(sheet or names[0])
        top = page.start[0] if page.start else 0
        rows = iter(page.iter_rows())
    line = top
    while True:
        with _any_failure_is("not_a_workbook"):
            cells = next(rows, None)
        if cells is None:
            return
        line += 1
        if len(cells) > MAX_COLUMNS and any(cell != "" for cell in cells[MAX_COLUMNS:]):
            raise FileProblem("too_many_columns", line=line, detail=str(len(cells)))
        values = [_cell(cell) for cell in cells[:MAX_COLUMNS]]
        if any(isinstance(value, str) and len(value) > MAX_CELL for value in values):
            yield Problem(line, "cell_too_large", Severity.ROW)
            continue
        while values and values[-1] == "":
            values.pop()
        yield line, values


def _cell(value: object) -> object:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, time | timedelta):
        return str(value)
    if isinstance(value, str | int | float | date | datetime):
        return value
    return ""


@contextmanager
def _any_failure_is(code: str) -> Iterator[None]:
    """Whatever a reader of broken workbooks throws, a panic of its Rust side included, becomes a problem."""
    try:
        yield
    except (FileProblem, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:
        raise FileProblem(code, detail=f"{type(error).__name__}: {error}") from None


def _check_workbook(path: Path) -> None:
    """Unpack every part once, counting, before anything believes the sizes that the file states about itself.

    A sheet that names a cell far away would make a reader lay out everything in between, so the addresses are
    looked at too.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_SHEET_PARTS:
                raise FileProblem("sheet_too_large", detail=f"{len(parts)} parts")
            total = 0
            for part in parts:
                total += _check_part(archive, part, total)
    except FileProblem:
        raise
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise FileProblem("not_a_workbook", detail=type(error).__name__) from None


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, before: int) -> int:
    size, tail = 0, b""
    rows = columns = 0
    is_sheet = part.filename.lower().endswith(".xml") and "sheet" in part.filename.lower()
    with archive.open(part) as file:
        while chunk := file.read(MIB):
            size += len(chunk)
            if before + size > MAX_SHEET_BYTES:
                raise FileProblem("sheet_too_large", detail=f"{part.filename}"[:100])
            if size > RATIO_COUNTS_FROM and size > max(1, part.compress_size) * MAX_RATIO:
                raise FileProblem("unpacks_too_large", detail=f"{part.filename}"[:100])
            if is_sheet:
                rows, columns = _extent(tail + chunk, rows, columns)
                tail = chunk[-512:]
    if columns > MAX_COLUMNS:
        raise FileProblem("too_many_columns", detail=str(columns))
    if rows > _MAX_SHEET_ROWS or rows * columns > MAX_SHEET_CELLS:
        raise FileProblem("sheet_too_large", detail=f"{rows} x {columns}")
    return size


def _extent(data: bytes, rows: int, columns: int) -> tuple[int, int]:
    if b"&#" in data:  # an address written in character references would slip past the patterns below
        data = re.sub(rb"&#(\d{1,3});", lambda m: bytes([int(m[1]) & 255]), data)
        data = re.sub(rb"&#x([0-9a-fA-F]{1,2});", lambda m: bytes([int(m[1], 16)]), data)
    for letters, number in _CELL_ADDRESS.findall(data):
        rows = max(rows, int(number))
        columns = max(columns, _column_number(letters))
    for number in _ROW_NUMBER.findall(data):
        rows = max(rows, int(number))
    return rows, columns


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
