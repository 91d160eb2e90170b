"""The stored form of an answer, kind by kind. Pure. Digits of any script are read; nothing is guessed silently."""

import datetime as dt
import re
import unicodedata
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpes.base.countrypack import PhonePlan
from openpes.base.text import clean, clean_line
from openpes.dialogues.definitions import Option, Slot

EMAIL = re.compile(r"^[^\s@,;:<>()\[\]\\\"]+@[^\s@,;:<>()\[\]\\\"]+\.[^\s@.,;:<>()\[\]\\\"]{2,}$")
PERIODS = ("hour", "day", "week", "month", "year")
MOST_MONEY = 10**12
LIST_LIMIT = 50


class Problem(Exception):
    """An answer that is not usable: a code with parameters, and the part of the answer it is about."""

    def __init__(self, code: str, *, part: str = "", **params: Any):
        super().__init__(code)
        self.code, self.part, self.params = code, part, params


@dataclass(frozen=True, slots=True)
class Local:
    """What depends on the country: telephone plan, currency with its minor digits, today."""

    phone: PhonePlan
    currency: str
    minor_digits: int
    today: dt.date


def plain_digits(text: str) -> str:
    """``text`` with digits of any script as 0-9."""
    return "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in text)


def read_whole(text: Any) -> int:
    """A whole number as typed. Raises Problem("number")."""
    if isinstance(text, bool) or not isinstance(text, str | int):
        raise Problem("number")
    compact = re.sub(r"[\s\u00a0\u202f'’]", "", plain_digits(str(text)))
    if not re.fullmatch(r"-?\d{1,12}", compact):
        raise Problem("number")
    return int(compact)


def read_amount(text: Any, minor_digits: int) -> int:
    """Money as typed, in minor units: "1,200.50", "1.200,5", "1 200" and Arabic digits are read. Raises Problem("money")."""
    compact = re.sub(r"[^\d.,٫٬-]", "", plain_digits(str(text))).replace("٫", ".").replace("٬", ",")
    part_of_unit = rf"(?:[.,](\d{{1,{minor_digits}}}))?" if minor_digits else "()"
    match = re.fullmatch(rf"(\d[\d.,]*?){part_of_unit}", compact)
    if not match:
        raise Problem("money")
    whole, part = match.group(1), match.group(2) or ""
    if re.search(r"[.,]", whole) and not re.fullmatch(r"\d{1,3}([.,]\d{3})+", whole):
        raise Problem("money")
    minor = int(re.sub(r"[.,]", "", whole)) * 10**minor_digits + int((part or "0").ljust(minor_digits, "0")[:minor_digits] or 0)
    if minor > MOST_MONEY:
        raise Problem("money_high")
    return minor


def read_year(text: Any) -> int:
    year = read_whole(text)
    if not 1900 <= year <= 2100:
        raise Problem("year", part="year")
    return year


def _month(text: Any) -> int:
    month = read_whole(text)
    if not 1 <= month <= 12:
        raise Problem("month", part="month")
    return month


def year_month(value: Any) -> str | None:
    """ "YYYY-MM" from {"year", "month"} or text; None when empty."""
    if value in (None, "", {}):
        return None
    if isinstance(value, str):
        parts = value.split("-")
        value = {"year": parts[0], "month": parts[1] if len(parts) > 1 else ""}
    if not isinstance(value, Mapping):
        raise Problem("date_part")
    if not value.get("year") and not value.get("month"):
        return None
    try:
        year = read_year(value.get("year") or "")
        return f"{year:04d}-{_month(value.get('month') or 1):02d}"
    except Problem as problem:
        raise Problem("date_part") from problem


def _written(value: Any) -> str:
    """Something typed; nothing else is taken for text."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Problem("required")
    return str(value)


def _rows(value: Any) -> list[Mapping[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(entry, Mapping) for entry in value):
        raise Problem("required")
    return value


def _text(slot: Slot, value: Any) -> str:
    value = _written(value)
    text = clean(value) if slot.kind == "long_text" else clean_line(value)
    if not text:
        raise Problem("required")
    if len(text) > slot.max_length:
        raise Problem("too_long", most=slot.max_length, length=len(text))
    return text


SCRIPTS = {"LATIN": "Latn", "ARABIC": "Arab", "CYRILLIC": "Cyrl", "DEVANAGARI": "Deva", "ETHIOPIC": "Ethi", "GREEK": "Grek",
"HEBREW": "Hebr", "CJK": "Hani", "HANGUL": "Hang", "THAI": "Thai", "BENGALI": "Beng", "TAMIL": "Taml"}  # fmt: skip


def script_of(text: str) -> str:
    """ISO 15924 code of the script that most letters of ``text`` belong to; "Zyyy" when it is none that we know."""
    names = [unicodedata.name(c, "").split(" ")[0] for c in text if c.isalpha()]
    best = max(set(names), key=names.count, default="")
    return SCRIPTS.get(best, "Zyyy")


def _name(slot: Slot, value: Any) -> dict[str, str]:
    """Given and family, or one name only. A lone name in any field is the only name."""
    if isinstance(value, str):
        value = {"only_name": value}
    if not isinstance(value, Mapping):
        raise Problem("name")
    parts = {part: clean_line(_written(value.get(part) or "")) for part in ("given", "family", "only_name")}
    for part, text in parts.items():
        if len(text) > 200:
            raise Problem("too_long", part=part, most=200, length=len(text))
    whole = " ".join(text for text in parts.values() if text)
    if not any(c.isalpha() for c in whole):
        raise Problem("name", part="given")
    if sum(bool(text) for text in parts.values()) == 1:
        parts = {"given": "", "family": "", "only_name": whole}
    return {**parts, "script": script_of(whole)}


def _yes_no(slot: Slot, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if value in ("yes", "true", "1", "no", "false", "0"):
        return value in ("yes", "true", "1")
    raise Problem("choose")


def _choice(value: Any, options: Sequence[Option]) -> str:
    if str(value) not in {option.value for option in options}:
        raise Problem("choose")
    return str(value)


def _many(slot: Slot, value: Any, options: Sequence[Option]) -> list[str]:
    if not isinstance(value, list):
        raise Problem("choose")
    chosen = {str(v) for v in value}
    if not chosen <= {option.value for option in options}:
        raise Problem("choose")
    _bounds(slot, len(chosen))
    return [option.value for option in options if option.value in chosen]


def _bounds(slot: Slot, size: int) -> None:
    most = slot.maximum or LIST_LIMIT
    if size > most:
        raise Problem("too_many", most=most)
    if slot.minimum and size < slot.minimum:
        raise Problem("too_few", least=slot.minimum)


def _number(slot: Slot, value: Any) -> int:
    number = read_whole(value)
    if slot.minimum is not None and number < slot.minimum:
        raise Problem("low", least=slot.minimum)
    if slot.maximum is not None and number > slot.maximum:
        raise Problem("high", most=slot.maximum)
    return number


def _money(value: Any, local: Local) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise Problem("money")
    minor = read_whole(value["minor"]) if "minor" in value else read_amount(value.get("amount", ""), local.minor_digits)
    if minor <= 0 or minor > MOST_MONEY:
        raise Problem("money")
    period = str(value.get("period") or "")
    if period not in PERIODS:
        raise Problem("period", part="period")
    return {"minor": minor, "currency": str(value.get("currency") or local.currency), "period": period}


def _date(value: Any) -> str:
    if isinstance(value, str):
        parts = plain_digits(value.strip()).split("-")
        value = dict(zip(("year", "month", "day"), parts, strict=False)) if len(parts) == 3 else {}
    if not isinstance(value, Mapping):
        raise Problem("date")
    try:
        year, month, day = (
            read_year(value.get("year") or ""),
            _month(value.get("month") or ""),
            read_whole(value.get("day") or ""),
        )
        return dt.date(year, month, day).isoformat()
    except (Problem, ValueError, AttributeError) as problem:
        raise Problem("date") from problem


def _partial_date(value: Any) -> dict[str, int | None]:
    if isinstance(value, str | int):
        parts = plain_digits(str(value).strip()).split("-")
        value = dict(zip(("year", "month", "day"), parts, strict=False))
    if not isinstance(value, Mapping):
        raise Problem("year", part="year")
    try:
        year = read_year(value.get("year") or "")
    except Problem as problem:
        raise Problem("year", part="year") from problem
    if value.get("day") and not value.get("month"):
        raise Problem("month", part="month")
    try:
        month = _month(value["month"]) if value.get("month") else None
        day = read_whole(value["day"]) if value.get("day") else None
        if day is not None and month is not None:
            dt.date(year, month, day)
    except (Problem, ValueError) as problem:
        raise Problem("date") from problem
    return {"year": year, "month": month, "day": day}


def _email(slot: Slot, value: Any) -> str:
    text = clean_line(_written(value)).replace(" ", "").lower()
    if len(text) > 254 or not EMAIL.match(text):
        raise Problem("email")
    return text


def read_phone(text: str, local: Local) -> str:
    """A number in E.164. A number without country code is taken as the country's own. Raises Problem("phone")."""
    number = local.phone.normalise(clean_line(text)[:60])
    if number is None:
        raise Problem("phone")
    return number


def _place(slot: Slot, value: Any) -> dict[str, Any]:
    if isinstance(value, str):
        value = {"label": value}
    if not isinstance(value, Mapping):
        raise Problem("required")
    label = clean_line(str(value.get("label") or ""), 200)
    if value.get("place_id"):
        return {"place_id": _uuid(value["place_id"]), "label": label}
    if not label:
        raise Problem("required")
    if not slot.in_words:
        raise Problem("choose")
    return {"label": label}


def _uuid(value: Any) -> str:
    try:
        return str(uuid.UUID(str(value)))
    except ValueError as problem:
        raise Problem("choose") from problem


def _concepts(slot: Slot, value: Any) -> list[dict[str, str]]:
    if not isinstance(value, list):
        raise Problem("choose")
    out: dict[str, dict[str, str]] = {}
    for entry in value:
        key = _uuid(entry.get("id") if isinstance(entry, Mapping) else entry)
        label = clean_line(str(entry.get("label", "")), 300) if isinstance(entry, Mapping) else ""
        out.setdefault(key, {"id": key, "label": label})
    _bounds(slot, len(out))
    return list(out.values())


def _languages(slot: Slot, value: Any) -> list[dict[str, Any]]:
    out: dict[str, dict[str, Any]] = {}
    for row, entry in enumerate(_rows(value)):
        language = clean_line(str(entry.get("language") or ""), 12)
        if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", language):
            raise Problem("language", part=f"{row}.language")
        try:
            level = read_whole(entry.get("level") or "")
        except Problem as problem:
            raise Problem("level", part=f"{row}.level") from problem
        if not 1 <= level <= 6:
            raise Problem("level", part=f"{row}.level")
        if language in out:
            raise Problem("language_twice", part=f"{row}.language")
        out[language] = {"language": language, "level": level}
    _bounds(slot, len(out))
    return list(out.values())


def _experience(slot: Slot, value: Any, options: Sequence[Option], local: Local) -> list[dict[str, Any]]:
    kinds = {option.value for option in options}
    out = []
    for row, entry in enumerate(_rows(value)):
        try:
            out.append(_one_experience(entry, kinds, local))
        except Problem as problem:
            raise Problem(problem.code, part=f"{row}.{problem.part}", **problem.params) from problem
    _bounds(slot, len(out))
    return out


def _one_experience(entry: Mapping[str, Any], kinds: set[str], local: Local) -> dict[str, Any]:
    kind = str(entry.get("kind") or "")
    if kind not in kinds:
        raise Problem("experience_kind", part="kind")
    title = clean_line(str(entry.get("title") or ""))
    if not title:
        raise Problem("experience_title", part="title")
    if len(title) > 200:
        raise Problem("too_long", part="title", most=200, length=len(title))
    try:
        began = year_month(entry.get("began"))
    except Problem as problem:
        raise Problem(problem.code, part="began") from problem
    try:
        ended = year_month(entry.get("ended"))
    except Problem as problem:
        raise Problem(problem.code, part="ended") from problem
    if began and began > local.today.strftime("%Y-%m"):
        raise Problem("date_future", part="began")
    if began and ended and ended < began:
        raise Problem("date_order", part="ended")
    months = None
    if entry.get("months") not in (None, ""):
        months = read_whole(entry["months"])
        if not 0 <= months <= 840:
            raise Problem("number", part="months")
    occupation = entry.get("occupation_id")
    return {
        "kind": kind,
        "title": title,
        "where": clean_line(str(entry.get("where") or ""), 200),
        "began": began,
        "ended": ended,
        "months": months,
        "occupation_id": _uuid(occupation) if occupation else None,
    }


def _file(value: Any) -> dict[str, str]:
    if not isinstance(value, Mapping) or not value.get("file_id"):
        raise Problem("required")
    return {"file_id": _uuid(value["file_id"]), "name": clean_line(str(value.get("name") or ""), 200)}


def check_shape(slot: Slot, value: Any, options: Sequence[Option], local: Local) -> Any:
    """``value`` (from a form, a phone or a program) in the stored form of ``slot.kind``. Raises Problem."""
    forms: dict[str, Callable[[], Any]] = {
        "text": lambda: _text(slot, value),
        "long_text": lambda: _text(slot, value),
        "name": lambda: _name(slot, value),
        "yes_no": lambda: _yes_no(slot, value),
        "confirm": lambda: True,
        "choice": lambda: _choice(value, options),
        "many": lambda: _many(slot, value, options),
        "number": lambda: _number(slot, value),
        "money": lambda: _money(value, local),
        "date": lambda: _date(value),
        "partial_date": lambda: _partial_date(value),
        "email": lambda: _email(slot, value),
        "phone": lambda: read_phone(_written(value), local),
        "place": lambda: _place(slot, value),
        "occupations": lambda: _concepts(slot, value),
        "skills": lambda: _concepts(slot, value),
        "licences": lambda: _concepts(slot, value),
        "languages": lambda: _languages(slot, value),
        "experience": lambda: _experience(slot, value, options, local),
        "file": lambda: _file(value),
    }
    return forms[slot.kind]()
