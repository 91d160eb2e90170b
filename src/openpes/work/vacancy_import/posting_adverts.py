"""Adverts from schema.org JobPosting objects."""

from __future__ import annotations

from dataclasses import replace
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
from .pay_patterns import UNKNOWN
from .pay_words import Pay, combine, period_of, read_figures, read_pay
from .places import places_of, telework_of
from .records import UNKNOWN_PAY, Advert, Audience, Problem, RawRow
from .values import dicts_in, text_of, texts_of

_TEXT_FIELDS = ("description", "responsibilities", "qualifications", "skills", "educationRequirements", "experienceRequirements")


def reference_of(row: RawRow) -> str:
    """The posting's identifier, else its address, else one made of title, employer and place."""
    values = row.values
    identifier = values.get("identifier")
    if isinstance(identifier, dict):
        identifier = identifier.get("value") or identifier.get("@id") or identifier.get("name")
    given = text_of(identifier) or text_of(values.get("@id")) or text_of(values.get("url"))
    if given:
        return named(given)
    places, _codes = places_of(values.get("jobLocation"))
    where = places[0].locality if places else ""
    return made_reference(_line(row, "title"), _line(row, "hiringOrganization"), where)


def posted_on(row: RawRow) -> object:
    """The value of datePosted, as it is."""
    return text_of(row.values.get("datePosted"))


def advert(row: RawRow, *, currency: str = "", language: str = "") -> Advert | Problem:
    """The advert of a posting, or the problem that keeps it out."""
    values = row.values
    reference = reference_of(row)
    notes = Notes(row.line, reference[:120])
    if reference.startswith("made-"):
        notes.add("reference_made")
    pay, words = _pay(values.get("baseSalary"), notes, currency)
    places, codes = places_of(values.get("jobLocation"))
    for code in codes:
        notes.add(code)
    telework, applicants_from = telework_of(values.get("jobLocationType"), values.get("applicantLocationRequirements"))
    posted = _date(row, "datePosted", notes)
    result = Advert(
        reference=reference,
        title=_line(row, "title") or _line(row, "name"),
        employer=_line(row, "hiringOrganization"),
        text=text_within_limit([_body(values.get(name)) for name in _TEXT_FIELDS], notes),
        audience=Audience.PUBLIC,
        category=named(text_of(values.get("industry")) or text_of(values.get("occupationalCategory")))[:200],
        isco08=_isco(values.get("occupationalCategory"), notes),
        positions=count_of(text_of(values.get("totalJobOpenings")), notes),
        pay=pay,
        pay_words=words,
        places=places,
        telework=telework,
        applicants_from=applicants_from,
        employment_types=employment_types(texts_of(values.get("employmentType")), notes),
        posted=posted,
        closes=deadline(posted, _date(row, "validThrough", notes), notes),
        url=web_address(text_of(values.get("url")), notes),
        language=named(text_of(values.get("inLanguage")))[:12] or language,
        lines=(row.line,),
    )
    found = checked(result, notes)
    return replace(found, problems=tuple(notes.found)) if isinstance(found, Advert) and notes.found else found


def _line(row: RawRow, name: str) -> str:
    return named(text_of(row.values.get(name)))


def _body(value: object) -> str:
    """Text of a field, or the texts of a list of them one a line."""
    if isinstance(value, list):
        return "\n".join(f"- {text}" for text in texts_of(value))
    return text_of(value)


def _date(row: RawRow, name: str, notes: Notes) -> date | None:
    value = text_of(row.values.get(name))
    day = read_date(value)
    if value and day is None:
        notes.add("bad_date", value)
    return day


def _isco(value: object, notes: Notes) -> str:
    """A category counts as ISCO-08 only when it says so: most codes found there are O*NET's."""
    for category in dicts_in(value):
        if "isco" in text_of(category.get("inCodeSet")).casefold():
            return isco_code(text_of(category.get("codeValue")), notes)
    return ""


def _pay(value: object, notes: Notes, expected: str) -> tuple[Pay, str]:
    if isinstance(value, list):
        value = next(dicts_in(value), text_of(value))
    if not isinstance(value, dict):
        return _pay_in_words(named(text_of(value)), UNKNOWN_PAY, expected, notes)
    currency = stated_currency(text_of(value.get("currency"))) or expected
    amount = value.get("value", value)
    if isinstance(amount, list):
        amount = next(dicts_in(amount), amount[0] if amount else "")
    if not isinstance(amount, dict):
        amount = {"value": amount, **{k: value[k] for k in ("minValue", "maxValue", "unitText") if k in value}}
    period = period_of(text_of(amount.get("unitText")) or text_of(amount.get("unitCode")))
    words = named(text_of(amount.get("value")))
    low, high = text_of(amount.get("minValue")), text_of(amount.get("maxValue"))
    plain = read_figures(words, words, currency=currency, period=period) if words[:1].isdigit() else UNKNOWN_PAY
    if plain.known and not low and not high:
        return plain, ""  # value is a number, as the vocabulary has it: the period stands beside it
    figures = read_figures(low, high, currency=currency, period=period)
    notes.add(figures.problem, f"{low} {high}")
    if not words or (plain.known and figures.known):
        return figures, ""
    return _pay_in_words(words, figures, currency, notes, period)


def _pay_in_words(words: str, figures: Pay, currency: str, notes: Notes, period: str = UNKNOWN) -> tuple[Pay, str]:
    if not words:
        return figures, ""
    said = read_pay(words, expected_currency=currency)
    notes.add(said.problem, words)
    pay, remark = combine(said, figures)
    notes.add(remark, words)
    return pay, words[:300]
