"""Small files for tests, and reading them to the end."""

from pathlib import Path

import xlsxwriter

from openpes.work.vacancy_import.mapping import TableMapping, read_mapping
from openpes.work.vacancy_import.reading import VacancyFile
from openpes.work.vacancy_import.records import Advert, Problem

MAPPING = b"""
[columns]
reference = "Ref"
title = "Job"
employer = "Firm"
audience = "For"
pay_min = "From"
pay_max = "To"
posted = "Posted"
[constants]
currency = "USD"
[audience]
public = ["External"]
internal = ["Internal"]
"""
HEADER = "Ref,Job,Firm,For,From,To,Posted\n"


def mapping(extra: str = "") -> TableMapping:
    return read_mapping(MAPPING + extra.encode())


def write(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def workbook(folder: Path, rows: list[list[object]], name: str = "jobs.xlsx") -> Path:
    path = folder / name
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Jobs")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return path


def read(path: Path, format: str = "csv", table: TableMapping | None = None) -> tuple[list[Advert], list[Problem]]:
    """(adverts, problems) of a file, read the way an import reads it."""
    file = VacancyFile(path, format, table)
    items = list(file.adverts(file.survey()))
    return [i for i in items if isinstance(i, Advert)], [i for i in items if isinstance(i, Problem)]


def codes(problems: list[Problem]) -> list[tuple[int, str]]:
    return [(problem.line, problem.code) for problem in problems]
