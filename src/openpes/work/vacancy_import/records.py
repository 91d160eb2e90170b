"""Plain values that pass between the readers: a raw row, a problem, an advert."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from .pay_words import Pay

UNKNOWN_PAY = Pay()


class Severity(StrEnum):
    """What became of the row."""

    NOTE = "note"  # the row was taken; something in it was left out or changed
    ROW = "row"  # the row was not taken
    FILE = "file"  # reading stopped here


class Audience(StrEnum):
    """Who may see the vacancy, as the source says."""

    PUBLIC = "public"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong at a line of the file (1 is the first line; 0 the file as a whole).

    ``code`` is one of ``CODES``; ``detail`` is at most 200 characters of what was found.
    """

    line: int
    code: str
    severity: Severity = Severity.NOTE
    reference: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row as it was in the file, before anything is understood. ``values`` may hold anything."""

    line: int
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Place:
    """A place as given; every part may be "" or None, which means unknown."""

    locality: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    street: str = ""
    latitude: float | None = None
    longitude: float | None = None

    @property
    def known(self) -> bool:
        """Whether anything narrower than the country is known."""
        return bool(self.locality or self.region or self.postal_code or self.street or self.latitude is not None)


@dataclass(frozen=True, slots=True)
class Advert:
    """One vacancy as a file tells it, cleaned. "" and None and () mean unknown, never a default.

    ``reference`` is unique within a source. ``text`` is plain: blank lines between paragraphs, "- " before items of
    a list. ``posted`` and ``closes`` are local dates of the source. ``lines`` are the rows it was made from.
    """

    reference: str
    title: str
    employer: str
    text: str = ""
    audience: Audience = Audience.PUBLIC
    category: str = ""
    isco08: str = ""
    positions: int | None = None
    pay: Pay = UNKNOWN_PAY
    pay_words: str = ""
    places: tuple[Place, ...] = ()
    telework: bool | None = None
    applicants_from: tuple[str, ...] = ()
    employment_types: tuple[str, ...] = ()
    posted: date | None = None
    closes: date | None = None
    url: str = ""
    language: str = ""
    dates_rebased: bool = False
    lines: tuple[int, ...] = ()
    problems: tuple[Problem, ...] = field(default=(), compare=False)


class FileProblem(Exception):
    """Reading cannot go on; carries the :class:`Problem` that the report shows. Never leaves this folder."""

    def __init__(self, code: str, *, line: int = 0, detail: str = "") -> None:
        super().__init__(code)
        self.problem = Problem(line=line, code=code, severity=Severity.FILE, detail=detail[:200])


# Every code that a report can hold; ``explain.py`` says each in words.
CODES = frozenset(
    {
        # the file
        "cannot_open", "empty_file", "not_unpackable", "unpacks_too_large", "file_too_large", "line_too_long",
        "document_too_large", "not_a_workbook", "sheet_too_large", "too_many_columns", "no_header",
        "missing_columns", "too_many_problems", "broken_list", "encoding_guessed", "reader_ended",
        "too_much_memory",
        # the row
        "not_json", "not_a_posting", "no_title", "no_employer", "title_too_long",
        "employer_too_long", "reference_too_long", "too_many_cells", "too_few_cells", "cell_too_large",
        "not_a_row",
        # one fact of the row
        "reference_made", "text_cut", "bad_date", "bad_coordinates", "bad_positions", "bad_url", "bad_isco",
        "unknown_audience", "unknown_employment_type", "too_many_places", "closes_before_posted",
        "merged", "merged_differs",
        # pay
        "ends_do_not_fit", "ambiguous_number", "too_large", "too_long", "figures_without_words",
        "figures_differ",
    }
)  # fmt: skip
