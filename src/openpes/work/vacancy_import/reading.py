"""A file of vacancies from the first byte to clean adverts, in two readings.

The first reading counts the rows, finds references that occur twice and the newest date; the second yields adverts,
merged and with their dates shifted. Both give the same rows in the same order, so an import that was killed can be
run again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from . import posting_adverts
from .dates import read_date, shift_days, shifted
from .limits import MAX_PROBLEMS
from .mapping import TableMapping, mapping_by_name
from .merging import Merger
from .postings import posting_rows
from .records import Advert, FileProblem, Problem, RawRow, Severity
from .table_adverts import TableReader
from .tables import table_rows

FORMATS = ("csv", "jsonld")


@dataclass(slots=True)
class Survey:
    """What the first reading found. ``whole`` is False when reading had to stop before the end."""

    rows: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    days_to_shift: int | None = None
    whole: bool = True
    problems: list[Problem] = field(default_factory=list)


class VacancyFile:
    """One file with its format and, for a table, its mapping (None: columns by their own names)."""

    def __init__(self, path: Path, format: str, mapping: TableMapping | None = None, *, currency: str = "") -> None:
        if format not in FORMATS:
            raise ValueError(format)
        self._path, self._format, self._mapping, self._currency = path, format, mapping, currency
        self._table: TableReader | None = TableReader(mapping) if mapping else None

    def survey(self, *, rebase_onto: date | None = None, today: date | None = None) -> Survey:
        """Read once: count, find repeats, and the shift when ``rebase_onto`` is given (then ``today`` is needed)."""
        found = Survey()
        days: list[date] = []
        pattern = self._mapping.date_format if self._mapping else ""
        for row in self._rows():
            if isinstance(row, Problem):
                found.rows += row.severity is Severity.ROW
                if row.severity is Severity.FILE:
                    found.whole = False
                    found.problems.append(row)
                continue
            found.rows += 1
            found.counts[self._reference_of(row)] += 1
            if rebase_onto and (day := read_date(self._posted_on(row), pattern=pattern)):
                days.append(day)
        if rebase_onto and today:
            found.days_to_shift = shift_days(days, onto=rebase_onto, today=today)
        return found

    def adverts(self, survey: Survey) -> Iterator[Advert | Problem]:
        """Read again: every advert once, and every problem and note with its line. Never raises on bad data."""
        merger = Merger(survey.counts)
        finish = _shifter(survey.days_to_shift)
        for row in self._rows():
            if isinstance(row, Problem):
                yield row
                continue
            advert = self._advert(row)
            if isinstance(advert, Problem):
                yield advert
                yield from (finish(each) for each in merger.seen(self._reference_of(row)))
                continue
            for each in merger.add(advert):
                yield finish(each) if isinstance(each, Advert) else each
        yield from (finish(each) for each in merger.rest())

    def _rows(self) -> Iterator[RawRow | Problem]:
        problems = 0
        try:
            for row in self._checked_header(self._raw_rows()):
                if isinstance(row, Problem) and row.severity is Severity.ROW:
                    problems += 1
                    if problems > MAX_PROBLEMS:
                        raise FileProblem("too_many_problems", line=row.line)
                yield row
        except FileProblem as stop:
            yield stop.problem
        except OSError as error:
            yield FileProblem("cannot_open", detail=error.strerror or "").problem

    def _raw_rows(self) -> Iterator[RawRow | Problem]:
        if self._format == "jsonld":
            return posting_rows(self._path)
        mapping = self._mapping
        if mapping is None:
            return table_rows(self._path)
        return table_rows(self._path, delimiter=mapping.delimiter, encoding=mapping.encoding, sheet=mapping.sheet)

    def _checked_header(self, rows: Iterator[RawRow | Problem]) -> Iterator[RawRow | Problem]:
        """The first row of a table shows whether the mapping fits it."""
        seen = self._format == "jsonld"
        for row in rows:
            if not seen and isinstance(row, RawRow):
                seen = True
                if self._table is None:
                    self._table = TableReader(mapping_by_name(list(row.values)))
                missing = self._table.missing(list(row.values))
                if missing:
                    raise FileProblem("missing_columns", line=1, detail=", ".join(missing))
            yield row

    def _reference_of(self, row: RawRow) -> str:
        return self._table.reference_of(row) if self._table else posting_adverts.reference_of(row)

    def _posted_on(self, row: RawRow) -> object:
        return self._table.posted_on(row) if self._table else posting_adverts.posted_on(row)

    def _advert(self, row: RawRow) -> Advert | Problem:
        return self._table.advert(row) if self._table else posting_adverts.advert(row, currency=self._currency)


def _shifter(days: int | None) -> Callable[[Advert], Advert]:
    if days is None:
        return lambda advert: advert

    def shift(advert: Advert) -> Advert:
        return replace(advert, posted=shifted(advert.posted, days), closes=shifted(advert.closes, days), dates_rebased=True)

    return shift
