"""Tables and papers as files to take away: CSV, XLSX without formulas, PDF."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

import xlsxwriter
from django.http import HttpResponse

from openpes.base.text import safe_cell

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BYTE_ORDER_MARK = "\ufeff"
Lines = Iterable[Sequence[object]]


def table_file(lines: Lines, name: str, kind: str) -> HttpResponse:
    """For people: ``kind`` "xlsx", or anything else for CSV with the mark that spreadsheets need. ``name`` without ending."""
    return workbook({"": lines}, f"{name}.xlsx") if kind == "xlsx" else csv_file(lines, f"{name}.csv", mark=BYTE_ORDER_MARK)


def csv_file(lines: Lines, name: str, *, mark: str = "") -> HttpResponse:
    """A CSV in UTF-8, with no cell that a spreadsheet takes for a formula; an empty cell for what is not known."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows([safe_cell("" if v is None else v) for v in line] for line in lines)
    return _file((mark + buffer.getvalue()).encode(), name, "text/csv; charset=utf-8")


def workbook(sheets: Mapping[str, Lines], name: str) -> HttpResponse:
    """One workbook; each set of lines is a sheet (an empty title takes the usual one) with its head kept in view."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    for title, lines in sheets.items():
        sheet = book.add_worksheet(title or None)
        for number, line in enumerate(lines):
            sheet.write_row(number, 0, ["" if v is None else v if isinstance(v, int | float) else str(v) for v in line])
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 20, 18)
    book.close()
    return _file(buffer.getvalue(), name, XLSX)


def pdf_file(content: bytes, name: str) -> HttpResponse:
    return _file(content, name, "application/pdf")


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
