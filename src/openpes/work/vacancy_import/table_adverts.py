"""Adverts from rows of a table, by a mapping."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

from .adverts import (
    Notes,
    checked,
    count_of,
    deadline,
    employment_types,
    isco_code,
    made_reference,
    named,
    text_within_limit,
    web_address,
)
from .currencies import stated_currency
from .dates import read_date
from .mapping import TableMapping
from .pay_patterns import UNKNOWN
from .pay_words import Pay, combine, period_of, read_figures, read_pay
from .places import coordinates, country_of, short
from .records import UNKNOWN_PAY, Advert, Audience, Place, Problem, RawRow
from .values import text_of


class TableReader:
    """Turns raw rows into adverts by one mapping."""

    def __init__(self, mapping: TableMapping) -> None:
        self._mapping = mapping
        self._columns = mapping.columns

    def missing(self, header: list[str]) -> list[str]:
        """Columns that the mapping names and the table has not."""
        if not self._columns.title:
            return ["title"]
        wanted = [getattr(self._columns, each.name) for each in fields(self._columns)]
        return [name for name in wanted if name and name not in header]

    def reference_of(self, row: RawRow) -> str:
        """The row's reference, also when it had to be made."""
        return self._line(row, "reference") or made_reference(
            self._line(row, "title"), self._line(row, "employer"), self._line(row, "locality")
        )

    def posted_on(self, row: RawRow) -> object:
        """The cell with the date of posting, as it is."""
        return row.values.get(self._columns.posted) if self._columns.posted else None

    def advert(self, row: RawRow) -> Advert | Problem:
        """The advert of a row, or the problem that keeps it out."""
        reference = self.reference_of(row)
        notes = Notes(row.line, reference[:120])
        if not self._line(row, "reference"):
            notes.add("reference_made")
        pay, words = self._pay(row, notes)
        posted = self._date(row, "posted", notes)
        advert = Advert(
            reference=reference,
            title=self._line(row, "title"),
            employer=self._line(row, "employer"),
            text=text_within_limit([self._text(row, "description")], notes),
            audience=self._audience(row, notes),
            category=self._line(row, "category")[:200],
            isco08=isco_code(self._line(row, "isco08"), notes),
            positions=count_of(self._line(row, "positions"), notes),
            pay=pay,
            pay_words=words,
            places=self._places(row, notes),
            telework=self._telework(row),
            employment_types=employment_types(
                [t for t in [self._line(row, "employment_type")] if t], notes, dict(self._mapping.employment_types)
            ),
            posted=posted,
            closes=deadline(posted, self._date(row, "closes", notes), notes),
            url=web_address(self._text(row, "url"), notes),
            language=self._line(row, "language")[:12],
            lines=(row.line,),
        )
        found = checked(advert, notes)
        return found if isinstance(found, Problem) else _with_notes(found, notes)

    def _text(self, row: RawRow, name: str) -> str:
        column = getattr(self._columns, name)
        value = text_of(row.values.get(column)) if column else ""
        if value.strip().casefold() in self._mapping.empty:
            value = ""
        return value or self._mapping.constants.get(name, "")

    def _line(self, row: RawRow, name: str) -> str:
        return named(self._text(row, name), self._mapping.empty)

    def _date(self, row: RawRow, name: str, notes: Notes) -> date | None:
        column = getattr(self._columns, name)
        value = row.values.get(column) if column else None
        day = read_date(value, pattern=self._mapping.date_format)
        if day is None and self._line(row, name):
            notes.add("bad_date", self._line(row, name))
        return day

    def _audience(self, row: RawRow, notes: Notes) -> Audience:
        if not self._columns.audience:
            return Audience(self._mapping.constants.get("audience") or Audience.PUBLIC)
        value = self._line(row, "audience").casefold()
        if value in self._mapping.public:
            return Audience.PUBLIC
        if value not in self._mapping.internal:
            notes.add("unknown_audience", value)
        return Audience.INTERNAL

    def _pay(self, row: RawRow, notes: Notes) -> tuple[Pay, str]:
        currency = stated_currency(self._line(row, "currency"))
        period = period_of(self._line(row, "pay_period")) if self._line(row, "pay_period") else UNKNOWN
        words = self._line(row, "pay")
        low, high = self._line(row, "pay_min"), self._line(row, "pay_max")
        figures = read_figures(low, high, currency=currency, period=period) if low or high else UNKNOWN_PAY
        notes.add(figures.problem, f"{low} {high}")
        if not words:
            return figures, ""
        said = read_pay(words, expected_currency=currency)
        notes.add(said.problem, words)
        pay, remark = combine(said, figures)
        notes.add(remark, f"{words} | {low} {high}")
        return pay, words[:300]

    def _places(self, row: RawRow, notes: Notes) -> tuple[Place, ...]:
        latitude, longitude, code = coordinates(self._text(row, "latitude"), self._text(row, "longitude"))
        notes.add(code, f"{self._text(row, 'latitude')} {self._text(row, 'longitude')}")
        place = Place(
            locality=short(self._text(row, "locality")),
            region=short(self._text(row, "region")),
            postal_code=short(self._text(row, "postal_code"))[:16],
            country=country_of(self._text(row, "country")),
            street=short(self._text(row, "street")),
            latitude=latitude,
            longitude=longitude,
        )
        return (place,) if place.known or place.country else ()

    def _telework(self, row: RawRow) -> bool | None:
        value = self._line(row, "telework").casefold()
        if value in self._mapping.telework_yes:
            return True
        return False if value in self._mapping.telework_no else None


def _with_notes(advert: Advert, notes: Notes) -> Advert:
    return replace(advert, problems=tuple(notes.found)) if notes.found else advert
