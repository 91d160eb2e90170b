"""The mapping file: which column of a table is what. The format is described in ``docs/imports.md``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from .cleaning import clean_line
from .currencies import stated_currency
from .pay_patterns import PERIODS

MAX_MAPPING = 256 * 1024
EMPTY_WORDS = frozenset({"", "nan", "n/a", "null", "none", "-"})


class MappingProblem(ValueError):
    """The mapping file cannot be used. ``where`` names the table and key, ``what`` is a code of ``explain.py``."""

    def __init__(self, what: str, where: str = "", detail: str = "") -> None:
        super().__init__(f"{what}: {where} {detail}".strip())
        self.what, self.where, self.detail = what, where, detail


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of columns; "" when the table has no such column. Only ``title`` is needed."""

    title: str = ""
    reference: str = ""
    employer: str = ""
    description: str = ""
    category: str = ""
    isco08: str = ""
    positions: str = ""
    pay: str = ""
    pay_min: str = ""
    pay_max: str = ""
    pay_period: str = ""
    currency: str = ""
    locality: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    street: str = ""
    latitude: str = ""
    longitude: str = ""
    telework: str = ""
    employment_type: str = ""
    posted: str = ""
    closes: str = ""
    url: str = ""
    language: str = ""
    audience: str = ""


@dataclass(frozen=True, slots=True)
class TableMapping:
    """A mapping file as read. ``constants`` holds facts that are the same for every row, under names of columns.

    ``public`` and ``internal`` are the cell values (case folded) of the audience column; without such a column every
    row is public, with one a value that is in neither list counts as internal.
    """

    columns: Columns
    source: str = ""
    constants: Mapping[str, str] = field(default_factory=dict)
    empty: frozenset[str] = EMPTY_WORDS
    public: frozenset[str] = frozenset()
    internal: frozenset[str] = frozenset()
    employment_types: Mapping[str, str] = field(default_factory=dict)
    telework_yes: frozenset[str] = frozenset({"yes", "true", "1", "y"})
    telework_no: frozenset[str] = frozenset({"no", "false", "0", "n"})
    date_format: str = ""
    delimiter: str = ""
    encoding: str = ""
    sheet: str = ""


_COLUMN_NAMES = frozenset(each.name for each in fields(Columns))
_TABLES = {
    "source": {"name"},
    "file": {"delimiter", "encoding", "sheet", "empty"},
    "columns": _COLUMN_NAMES,
    "constants": _COLUMN_NAMES - {"title", "reference"},
    "audience": {"public", "internal"},
    "employment_type": None,
    "telework": {"yes", "no"},
    "dates": {"format"},
}


def read_mapping(content: bytes) -> TableMapping:
    """Read a mapping file (TOML, UTF-8). Raises :class:`MappingProblem` that names the place and what is wrong."""
    if len(content) > MAX_MAPPING:
        raise MappingProblem("mapping_too_large")
    try:
        given = tomllib.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise MappingProblem("mapping_not_toml", detail=str(error)[:200]) from None
    _check_names(given)
    columns = Columns(**{name: clean_line(_text(given, "columns", name)) for name in given.get("columns", {})})
    if not columns.title:
        raise MappingProblem("mapping_without_title", "columns.title")
    constants = {name: clean_line(_text(given, "constants", name)) for name in given.get("constants", {})}
    _check_constants(constants)
    return TableMapping(
        columns=columns,
        source=clean_line(_text(given, "source", "name"))[:100],
        constants=constants,
        empty=_words(given, "file", "empty") | {""} if "empty" in given.get("file", {}) else EMPTY_WORDS,
        public=_words(given, "audience", "public"),
        internal=_words(given, "audience", "internal"),
        employment_types={key.casefold(): _text(given, "employment_type", key) for key in given.get("employment_type", {})},
        telework_yes=_words(given, "telework", "yes") or frozenset({"yes", "true", "1", "y"}),
        telework_no=_words(given, "telework", "no") or frozenset({"no", "false", "0", "n"}),
        date_format=_text(given, "dates", "format"),
        delimiter=_delimiter(_text(given, "file", "delimiter")),
        encoding=_text(given, "file", "encoding"),
        sheet=_text(given, "file", "sheet"),
    )


def mapping_by_name(header: list[str]) -> TableMapping:
    """For a table without a mapping file: columns that are called what we call them ("Title", "pay_min", "Pay min")."""
    by_name = {name.casefold().replace(" ", "_").replace("-", "_"): name for name in header}
    return TableMapping(columns=Columns(**{name: by_name[name] for name in _COLUMN_NAMES if name in by_name}))


def _check_names(given: Mapping[str, object]) -> None:
    for table, content in given.items():
        if table not in _TABLES or not isinstance(content, dict):
            raise MappingProblem("mapping_unknown_name", str(table)[:100])
        known = _TABLES[table]
        for key in content:
            if known is not None and key not in known:
                raise MappingProblem("mapping_unknown_name", f"{table}.{key}"[:100])


def _check_constants(constants: Mapping[str, str]) -> None:
    if constants.get("pay_period", "unknown") not in PERIODS:
        raise MappingProblem("mapping_bad_value", "constants.pay_period", constants["pay_period"][:100])
    if constants.get("currency") and not stated_currency(constants["currency"]):
        raise MappingProblem("mapping_bad_value", "constants.currency", constants["currency"][:100])
    if constants.get("audience", "public") not in {"public", "internal"}:
        raise MappingProblem("mapping_bad_value", "constants.audience", constants["audience"][:100])


def _text(given: Mapping[str, object], table: str, key: str) -> str:
    content = given.get(table, {})
    value = content.get(key, "") if isinstance(content, dict) else ""
    if not isinstance(value, str) or len(value) > 300:
        raise MappingProblem("mapping_bad_value", f"{table}.{key}"[:100])
    return value


def _words(given: Mapping[str, object], table: str, key: str) -> frozenset[str]:
    content = given.get(table, {})
    value = content.get(key, []) if isinstance(content, dict) else []
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise MappingProblem("mapping_bad_value", f"{table}.{key}")
    return frozenset(clean_line(word).casefold() for word in value)


def _delimiter(value: str) -> str:
    if value and (len(value) != 1 or value in '"\r\n'):
        raise MappingProblem("mapping_bad_value", "file.delimiter")
    return value
