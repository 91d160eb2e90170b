"""Lines as files to take away."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import xlsxwriter
from django.http import HttpResponse

from openpes.base.text import safe_cell

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def csv_file(lines: Iterable[Sequence[Any]], name: str) -> HttpResponse:
    """A CSV in UTF-8; an empty cell for what is not known."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows([safe_cell("" if v is None else v) for v in line] for line in lines)
    return _file(buffer.getvalue().encode(), name, "text/csv; charset=utf-8")


def workbook(sheets: Mapping[str, Iterable[Sequence[Any]]], name: str) -> HttpResponse:
    """One workbook; each set of lines is a sheet with its head kept in view."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    for title, lines in sheets.items():
        sheet = book.add_worksheet(title)
        for i, line in enumerate(lines):
            sheet.write_row(i, 0, ["" if v is None else v if isinstance(v, int | float) else str(v) for v in line])
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 20, 18)
    book.close()
    return _file(buffer.getvalue(), name, XLSX)


def pdf_file(content: bytes, name: str) -> HttpResponse:
    return _file(content, name, "application/pdf")


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
