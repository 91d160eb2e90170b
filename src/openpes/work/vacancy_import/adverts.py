"""From a raw row to an advert: what tables and JobPostings share."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from openpes.base.text import fold

from .cleaning import clean_line, clean_text
from .limits import MAX_EMPLOYER, MAX_REFERENCE, MAX_TEXT, MAX_TITLE, MAX_URL
from .records import Advert, Problem, Severity

EMPLOYMENT_TYPES = (
    "FULL_TIME",
    "PART_TIME",
    "PERMANENT",
    "TEMPORARY",
    "CONTRACTOR",
    "INTERN",
    "APPRENTICE",
    "VOLUNTEER",
    "PER_DIEM",
    "SEASONAL",
    "OTHER",
)
_TYPE_WORDS = {
    "fulltime": "FULL_TIME", "parttime": "PART_TIME", "permanent": "PERMANENT", "temporary": "TEMPORARY", "temp": "TEMPORARY",
    "fixedterm": "TEMPORARY", "contractor": "CONTRACTOR", "contract": "TEMPORARY", "freelance": "CONTRACTOR",
    "intern": "INTERN", "internship": "INTERN", "trainee": "INTERN", "apprentice": "APPRENTICE",
    "apprenticeship": "APPRENTICE", "volunteer": "VOLUNTEER", "voluntary": "VOLUNTEER", "perdiem": "PER_DIEM",
    "casual": "PER_DIEM", "daylabour": "PER_DIEM", "seasonal": "SEASONAL", "other": "OTHER",
}  # fmt: skip


@dataclass(slots=True)
class Notes:
    """Remarks gathered while one row is read."""

    line: int
    reference: str = ""
    found: list[Problem] = field(default_factory=list)

    def add(self, code: str, detail: str = "") -> None:
        """Remember a remark; an empty code is none."""
        if code:
            self.found.append(Problem(self.line, code, Severity.NOTE, self.reference, clean_line(detail[:400])[:200]))

    def rejected(self, code: str, detail: str = "") -> Problem:
        """The problem that keeps the row out."""
        return Problem(self.line, code, Severity.ROW, self.reference, clean_line(detail[:400])[:200])


def named(value: str, empty: Iterable[str] = ()) -> str:
    """A short text as one clean line; "" when it is one of the words that mean nothing."""
    text = clean_line(value[: 20 * MAX_TITLE])
    return "" if text.casefold() in empty else text


def checked(advert: Advert, notes: Notes) -> Advert | Problem:
    """The advert when it has what it needs, else the problem that keeps it out."""
    if not advert.title:
        return notes.rejected("no_title")
    if len(advert.title) > MAX_TITLE:
        return notes.rejected("title_too_long", str(len(advert.title)))
    if not advert.employer:
        return notes.rejected("no_employer", advert.title)
    if len(advert.employer) > MAX_EMPLOYER:
        return notes.rejected("employer_too_long", str(len(advert.employer)))
    if len(advert.reference) > MAX_REFERENCE:
        return notes.rejected("reference_too_long", str(len(advert.reference)))
    return advert


def made_reference(*facts: str) -> str:
    """A reference for a row that has none: the same title, employer and place give the same one."""
    key = "\x1f".join(fold(fact) for fact in facts)
    return "made-" + hashlib.sha256(key.encode()).hexdigest()[:24]


def text_within_limit(parts: Iterable[str], notes: Notes) -> str:
    """Texts of an advert cleaned and joined, cut at a paragraph when longer than anyone reads."""
    text = "\n\n".join(part for part in (clean_text(raw[: MAX_TEXT * 20]) for raw in parts if raw) if part)
    if len(text) <= MAX_TEXT:
        return text
    notes.add("text_cut", str(len(text)))
    cut = text[:MAX_TEXT]
    at = max(cut.rfind("\n\n"), cut.rfind("\n"), cut.rfind(" "))
    return cut[: at if at > MAX_TEXT // 2 else MAX_TEXT].rstrip()


def web_address(value: str, notes: Notes) -> str:
    """An http or https address of at most 500 characters; anything else is left out and noted."""
    text = clean_line(value[: MAX_URL * 4])
    if not text:
        return ""
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.netloc or len(text) > MAX_URL or " " in text:
        notes.add("bad_url", text)
        return ""
    return text


def count_of(value: str, notes: Notes) -> int | None:
    """How many people are wanted: 1 to 10,000, else unknown and noted."""
    text = clean_line(value[:40])
    if not text:
        return None
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 10_000:
        return int(text)
    notes.add("bad_positions", text)
    return None


def employment_types(values: Iterable[str], notes: Notes, known: dict[str, str] | None = None) -> tuple[str, ...]:
    """The terms of schema.org out of whatever words stand there; unknown words are noted."""
    found: list[str] = []
    for value in values:
        for word in _terms(value, known or {}):
            if word not in found:
                found.append(word)
        if not _terms(value, known or {}):
            notes.add("unknown_employment_type", value)
    return tuple(found)


def _terms(value: str, known: dict[str, str]) -> list[str]:
    given = known.get(clean_line(value[:200]).casefold(), value)
    plain = "".join(c for c in given.casefold().rsplit("/", 1)[-1] if c.isalnum() or c == ",")
    found = [_TYPE_WORDS[part] for part in plain.split(",") if part in _TYPE_WORDS]
    if found:
        return found
    if "full" in plain and "part" in plain:
        return ["FULL_TIME", "PART_TIME"]
    return []


def isco_code(value: str, notes: Notes) -> str:
    """An ISCO-08 code of one to four digits; anything else is left out and noted."""
    text = clean_line(value[:60])
    digits = text.split()[0].split(".")[0] if text else ""
    if digits.isascii() and digits.isdigit() and 1 <= len(digits) <= 4:
        return digits
    if text:
        notes.add("bad_isco", text)
    return ""


def deadline(posted: date | None, closes: date | None, notes: Notes) -> date | None:
    """A closing date before the posting date is a slip: it is left out and noted, so that nothing closes by mistake."""
    if posted and closes and closes < posted:
        notes.add("closes_before_posted", f"{closes} < {posted}")
        return None
    return closes
