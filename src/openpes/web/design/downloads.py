"""A table as a file: CSV with the mark that spreadsheets need, or XLSX without formulas."""

import csv
import io
from collections.abc import Sequence

import xlsxwriter
from django.http import HttpResponse

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Lines = Sequence[Sequence[object]]


def table_file(lines: Lines, name: str, kind: str) -> HttpResponse:
    """``kind`` "xlsx", or anything else for CSV; ``name`` without ending. The cells have been made safe (``base.text.safe_cell``)."""
    if kind == "xlsx":
        return _file(_xlsx(lines), f"{name}.xlsx", XLSX)
    buffer = io.StringIO()
    csv.writer(buffer).writerows(lines)
    return _file(("\ufeff" + buffer.getvalue()).encode(), f"{name}.csv", "text/csv; charset=utf-8")


def _xlsx(lines: Lines) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    for number, line in enumerate(lines):
        sheet.write_row(number, 0, [str(v) if not isinstance(v, int) else v for v in line])
    sheet.set_column(0, 0, 40)
    book.close()
    return buffer.getvalue()


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
