"""Typed reading of one record of a pack, whether it came from TOML or from a CSV row.

Every method either returns a value of the promised type or raises `Fault` with file, line, fault and advice.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from .problems import Fault, Problem

CODE = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]{0,47}$")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


class Localised(dict[str, str]):
    """One text in several languages, keyed by BCP 47 tag."""

    def in_language(self, language: str) -> str:
        """The text in `language`, else in its base language, else English, else any."""
        for tag in (language, language.split("-")[0], "en"):
            if tag in self:
                return self[tag]
        return next(iter(self.values()), "")

    def __str__(self) -> str:
        return self.in_language("en")


class Record:
    """A record with its place in a file. `values` is a TOML table or a CSV row."""

    def __init__(
        self,
        values: Mapping[str, Any],
        file: str,
        line_of: Callable[[str | None], int],
        languages: tuple[str, ...],
        flat: bool = False,
    ) -> None:
        self.values = values
        self.file = file
        self.line_of = line_of
        self.languages = languages
        self.flat = flat
        self.read: set[str] = set()

    def fault(self, key: str | None, what: str, do: str) -> Fault:
        return Fault(Problem(self.file, self.line_of(key), what, do))

    def has(self, key: str) -> bool:
        self.read.add(key)
        return self.values.get(key) not in (None, "")

    def _value(self, key: str, example: str) -> Any:
        self.read.add(key)
        value = self.values.get(key)
        if value is None or value == "":
            raise self.fault(key, f"'{key}' is missing.", f"Add it, for example: {key} = {example}")
        return value

    def text(self, key: str, default: str | None = None, *, longest: int = 4000) -> str:
        if default is not None and not self.has(key):
            return default
        value = self._value(key, '"…"')
        if not isinstance(value, str):
            raise self.fault(key, f"'{key}' must be text.", f'Put it in quotes: {key} = "{value}"')
        value = value.strip()
        if not value:
            raise self.fault(key, f"'{key}' is empty.", "Write the text between the quotes.")
        if len(value) > longest:
            raise self.fault(key, f"'{key}' is {len(value)} characters long.", f"Use at most {longest}.")
        if CONTROL.search(value):
            raise self.fault(key, f"'{key}' holds invisible control characters.", "Type it again by hand.")
        return value

    def code(self, key: str = "code", default: str | None = None) -> str:
        value = self.text(key, default)
        if value and not CODE.match(value):
            raise self.fault(
                key,
                f"'{key}' is \"{value}\", which is no code.",
                "Use letters A-Z, digits, '-', '_' or '.', at most 48 of them, without spaces.",
            )
        return value

    def choice(self, key: str, allowed: Iterable[str], default: str | None = None) -> str:
        value = self.text(key, default)
        options = list(allowed)
        if value not in options:
            raise self.fault(key, f"'{key}' is \"{value}\".", f"Use one of: {', '.join(options)}.")
        return value

    def integer(self, key: str, default: int | None = None, *, least: int = 0, most: int = 2_000_000_000) -> int:
        if default is not None and not self.has(key):
            return default
        value = self._value(key, str(least))
        if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,12}", value.strip()):
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.fault(key, f"'{key}' must be a whole number.", f"Write it as {key} = {least}")
        if not least <= value <= most:
            raise self.fault(key, f"'{key}' is {value}.", f"Use a number from {least} to {most}.")
        return value

    def number(self, key: str, *, least: float, most: float) -> float:
        value = self._value(key, str(least))
        try:
            figure = Decimal(str(value).strip())
            if isinstance(value, bool) or not figure.is_finite():
                raise InvalidOperation
        except InvalidOperation:
            raise self.fault(key, f"'{key}' must be a number.", "Write it with a point: 12.5") from None
        if not least <= figure <= most:
            raise self.fault(key, f"'{key}' is {value}.", f"Use a number from {least} to {most}.")
        return float(figure)

    def yes_no(self, key: str, default: bool | None = None) -> bool:
        if default is not None and not self.has(key):
            return default
        value = self._value(key, "true")
        if self.flat and value in ("yes", "no"):
            return bool(value == "yes")
        if not isinstance(value, bool):
            wanted = "yes or no" if self.flat else "true or false, without quotes"
            raise self.fault(key, f"'{key}' is {value!r}.", f"Write {wanted}.")
        return value

    def date(self, key: str) -> dt.date:
        value = self._value(key, "2026-01-01")
        if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            return value
        try:
            return dt.date.fromisoformat(str(value).strip())
        except ValueError:
            raise self.fault(key, f"'{key}' is no date.", "Write year-month-day: 2026-01-31") from None

    def optional_date(self, key: str) -> dt.date | None:
        return self.date(key) if self.has(key) else None

    def time(self, key: str) -> dt.time:
        value = self._value(key, '"08:00"')
        if isinstance(value, dt.time):
            return value
        try:
            return dt.time.fromisoformat(str(value).strip())
        except ValueError:
            raise self.fault(key, f"'{key}' is no time of day.", "Write hours and minutes: 08:00") from None

    def texts(self, key: str, *, separator: str = ";") -> tuple[str, ...]:
        """A list of texts; in CSV separated by semicolons. Missing means empty."""
        if not self.has(key):
            return ()
        value = self.values[key]
        if self.flat:
            return tuple(part.strip() for part in str(value).split(separator) if part.strip())
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            raise self.fault(key, f"'{key}' must be a list of texts.", f'Write {key} = ["one", "two"]')
        return tuple(v.strip() for v in value)

    def localised(self, key: str, *, required: bool = True, longest: int = 4000) -> Localised:
        """A text in every language that the pack promises to be complete in."""
        if self.flat:
            found: Any = {
                column[len(key) + 1 :]: text for column, text in self.values.items() if column.startswith(f"{key}_") and text
            }
            self.read.update(f"{key}_{language}" for language in found)
            self.read.update(column for column in self.values if column.startswith(f"{key}_"))
        else:
            self.read.add(key)
            found = self.values.get(key)
        if not found and not required:
            return Localised()
        if not isinstance(found, dict) or not all(isinstance(v, str) for v in found.values()):
            raise self.fault(key, f"'{key}' must be given by language.", f'Write {key}.en = "…", {key}.ar = "…"')
        missing = [tag for tag in self.languages if not str(found.get(tag, "")).strip()]
        if missing:
            raise self.fault(
                key,
                f"'{key}' is missing in: {', '.join(missing)}.",
                f"Add {key}.{missing[0]}, or take the language out of 'complete_languages' in pack.toml.",
            )
        for tag, text in found.items():
            if len(text) > longest or CONTROL.search(text):
                raise self.fault(
                    key,
                    f"'{key}' in {tag} is longer than {longest} characters or holds control characters.",
                    "Shorten it, or type it again by hand.",
                )
        return Localised({tag: text.strip() for tag, text in found.items()})

    def unread(self) -> list[str]:
        """Keys that nobody asked for: most often a typing mistake."""
        return [key for key in self.values if key not in self.read]
