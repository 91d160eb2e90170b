"""Reads what comes with the program: ISCO-08 and the small taxonomy of our own writing (`work/data/`)."""

import csv
import hashlib
from collections.abc import Iterator
from pathlib import Path

from openpes.base.text import clean_line
from openpes.work.taxonomy.content import (
    ALTERNATIVE,
    ESSENTIAL,
    OPTIONAL,
    PREFERRED,
    ConceptEntry,
    Content,
    IscoEntry,
    Label,
    RelationEntry,
    forms_of,
    unique_labels,
)

FOLDER = Path(__file__).parents[1] / "data"
ISCO_FILE, OCCUPATIONS_FILE, SKILLS_FILE = "isco08.csv", "openpes_occupations.csv", "openpes_skills.csv"
SCHEME = "openpes"
VERSION = "1"
LANGUAGES = ("en", "fr", "es", "ar", "sw")


def isco08() -> list[IscoEntry]:
    """The 619 groups of ISCO-08 with the titles we have."""
    return [
        IscoEntry(row["code"], {each: row[f"title_{each}"] for each in LANGUAGES if row[f"title_{each}"]})
        for row in _rows(ISCO_FILE)
    ]


def read() -> Content:
    """Our own occupations and skills. Every occupation has an ISCO-08 unit group and a label in each language."""
    content = Content(SCHEME, VERSION, _digest(), LANGUAGES)
    for row in _rows(SKILLS_FILE):
        content.skills[row["code"]] = ConceptEntry(
            row["code"], row["label_en"], "", tuple(unique_labels(_labels(row))), kind=row["kind"]
        )
    for row in _rows(OCCUPATIONS_FILE):
        code = row["code"]
        content.occupations[code] = ConceptEntry(
            code, row["label_en"], "", tuple(unique_labels(_labels(row))), isco=row["isco08"]
        )
        for column, relation in (("essential_skills", ESSENTIAL), ("optional_skills", OPTIONAL)):
            content.relations += [RelationEntry(code, skill, relation) for skill in _list(row[column])]
    return content


def _labels(row: dict[str, str]) -> Iterator[Label]:
    for language in LANGUAGES:
        label = clean_line(row[f"label_{language}"])
        yield Label(language, PREFERRED, label)
        for text in [*forms_of(label), *_list(row.get(f"alt_{language}", ""))]:
            yield Label(language, ALTERNATIVE, text)


def _list(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _digest() -> str:
    return hashlib.sha256(b"".join((FOLDER / name).read_bytes() for name in (OCCUPATIONS_FILE, SKILLS_FILE))).hexdigest()
