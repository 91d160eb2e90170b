"""Answer sheets as files, out and in: XLSX workbook, long CSV, wide CSV, JSON."""

from .flat import read_json, read_long, read_wide, write_json, write_long, write_wide
from .form import Cast, Fault, Read, Row, checked
from .workbook import read_workbook, write_workbook

FORMATS = ("xlsx", "long", "wide", "json")
READERS = {"xlsx": read_workbook, "long": read_long, "wide": read_wide, "json": read_json}
WRITERS = {"xlsx": write_workbook, "long": write_long, "wide": write_wide, "json": write_json}
KINDS = {
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "long": ("csv", "text/csv; charset=utf-8"),
    "wide": ("csv", "text/csv; charset=utf-8"),
    "json": ("json", "application/json"),
}

__all__ = ["FORMATS", "KINDS", "READERS", "WRITERS", "Cast", "Fault", "Read", "Row", "checked"]
