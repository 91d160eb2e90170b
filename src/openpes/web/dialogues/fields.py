"""From a slot to what a page shows, and from what a form sent back to an answer. No rules live here.

Every part of an answer has a name of its own, ``<slot>.<part>``, so that one question a page and all questions on one page read the same.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from openpes.base.languages import language_name
from openpes.base.money import Money
from openpes.base.text import clean_line
from openpes.dialogues import lookups
from openpes.dialogues.definitions import Option, Slot, Turn
from openpes.dialogues.rules import options_of
from openpes.dialogues.values import PERIODS
from openpes.work.enums import CefrLevel, PayPeriod

CONCEPTS = frozenset({"occupations", "skills", "licences"})
ROWS = frozenset({"languages", "experience"})
MOST_ROWS = 50
TEMPLATES = {
    "email": "text", "phone": "text", "number": "text", "occupations": "concepts", "skills": "concepts", "licences": "concepts",
    "partial_date": "date", "yes_no": "choice",
}  # fmt: skip
COMMON_LANGUAGES = ("en", "ar", "fr", "es", "sw", "pt", "zh-hans", "hi", "bn", "ur", "ru", "tr", "fa", "id", "am")


@dataclass
class Reading:
    """What a form sent for one slot.

    value: for ``actions.answer``. typed: for showing again. intent: "answer", "search", "rows" (a row added or taken away), "file".
    """

    value: Any
    typed: dict[str, Any]
    intent: str = "answer"


@dataclass
class Field:
    """One slot as the page shows it. ``parts``: messages beside parts of the answer, by part."""

    slot: Slot
    typed: dict[str, Any]
    options: list[Option] = field(default_factory=list)
    error: str = ""
    parts: dict[str, str] = field(default_factory=dict)
    hits: list[dict[str, str]] = field(default_factory=list)
    nothing_found: bool = False
    currency: str = ""

    @property
    def name(self) -> str:
        return self.slot.name

    @property
    def template(self) -> str:
        return f"dialogues/slots/{TEMPLATES.get(self.slot.kind, self.slot.kind)}.html"

    @property
    def grouped(self) -> bool:
        """Whether several inputs answer it: then a fieldset with a legend names them."""
        return self.slot.kind not in {"text", "long_text", "email", "phone", "number", "file"}

    @property
    def input_type(self) -> str:
        return {"email": "email", "phone": "tel"}.get(self.slot.kind, "text")

    @property
    def input_mode(self) -> str:
        return {"email": "email", "phone": "tel", "number": "numeric"}.get(self.slot.kind, "text")

    @property
    def periods(self) -> list[tuple[str, object]]:
        return [(value, PayPeriod(value).label) for value in PERIODS]

    @property
    def levels(self) -> list[tuple[str, object]]:
        return [(str(level.value), level.label) for level in CefrLevel]

    @property
    def languages(self) -> list[tuple[str, str]]:
        from django.conf.locale import LANG_INFO

        common = [(code, language_name(code)) for code in COMMON_LANGUAGES]
        rest = [
            (c, language_name(c))
            for c, info in LANG_INFO.items()
            if "-" not in c and c not in COMMON_LANGUAGES and "name" in info
        ]
        return common + sorted(rest, key=lambda pair: pair[1])

    @property
    def picked_ids(self) -> set[str]:
        return {entry["id"] for entry in self.typed.get("picked", [])}

    @property
    def rows(self) -> list[tuple[int, dict[str, Any], dict[str, str]]]:
        """(number, what was typed, messages by part) of each row."""
        return [
            (n, row, {p.split(".", 1)[1]: t for p, t in self.parts.items() if p.startswith(f"{n}.")})
            for n, row in enumerate(self.typed.get("rows", []))
        ]


def _one(post: QueryDict, slot: Slot, part: str = "") -> str:
    return post.get(f"{slot.name}.{part}" if part else slot.name, "")[:20_000]


def read(slot: Slot, post: QueryDict, turn: Turn) -> Reading:
    """What the form says about ``slot``. Files are read by the view."""
    if slot.kind in CONCEPTS:
        return _read_concepts(slot, post, turn)
    if slot.kind == "place":
        return _read_place(slot, post)
    if slot.kind in ROWS:
        return _read_rows(slot, post)
    if slot.kind == "many":
        chosen = post.getlist(slot.name)[:500]
        return Reading(chosen, {"chosen": chosen})
    if slot.kind == "confirm":
        return Reading(bool(_one(post, slot)), {"text": _one(post, slot)})
    if slot.kind == "name":
        name = {part: clean_line(_one(post, slot, part)) for part in ("given", "family")}
        return Reading(name if any(name.values()) else None, name)
    if slot.kind in {"date", "partial_date"}:
        parts = {part: clean_line(_one(post, slot, part), 10) for part in ("day", "month", "year")}
        return Reading(parts if any(parts.values()) else None, parts)
    if slot.kind == "money":
        typed = {"amount": clean_line(_one(post, slot, "amount"), 40), "period": _one(post, slot, "period")[:10]}
        return Reading(typed if typed["amount"] else None, typed)
    text = _one(post, slot)
    return Reading(text if text.strip() else None, {"text": text})


def _read_place(slot: Slot, post: QueryDict) -> Reading:
    words = clean_line(_one(post, slot, "words"), 200)
    pick, searched = _one(post, slot, "pick")[:64], clean_line(_one(post, slot, "searched"), 200)
    typed = {"words": words, "pick": pick, "searched": searched}
    if not words:
        return Reading(None, typed)
    if words == searched and pick:
        return Reading({"label": words} if pick == "words" else {"place_id": pick}, typed)
    return Reading(None, typed, "search")


def _read_concepts(slot: Slot, post: QueryDict, turn: Turn) -> Reading:
    ids = list(dict.fromkeys(v[:64] for v in post.getlist(f"{slot.name}.pick")[:200]))
    words, searched = clean_line(_one(post, slot, "words"), 100), clean_line(_one(post, slot, "searched"), 100)
    names = {entry["id"]: entry["label"] for entry in (turn.answers.get(slot.name) or []) + offered(slot, turn)}
    names |= {pk: clean_line(post.get(f"{slot.name}.label.{pk}", ""), 300) for pk in ids if pk not in names}
    picked = [{"id": pk, "label": names.get(pk) or pk} for pk in ids]
    asked = post.get("do") == f"{slot.name}.search" or (words and words != searched)
    return Reading(
        picked or None, {"picked": picked, "words": words, "searched": searched}, "search" if asked and words else "answer"
    )


def offered(slot: Slot, turn: Turn) -> list[dict[str, str]]:
    """What the slot suggests to tick, e.g. skills that go with the chosen occupations."""
    return list(slot.suggest(turn) or []) if slot.suggest and slot.kind in CONCEPTS else []


ROW_PARTS = {
    "languages": ("language", "level"),
    "experience": ("kind", "title", "where", "began_month", "began_year", "ended_month", "ended_year", "years", "months"),
}


def _read_rows(slot: Slot, post: QueryDict) -> Reading:
    size = _one(post, slot, "rows")
    count = min(int(size), MOST_ROWS) if re.fullmatch(r"\d{1,3}", size) else 0
    rows = [{part: clean_line(_one(post, slot, f"{n}.{part}"), 300) for part in ROW_PARTS[slot.kind]} for n in range(count)]
    do = post.get("do", "")
    gone = re.fullmatch(rf"{re.escape(slot.name)}\.remove\.(\d+)", do)
    rows = [row for n, row in enumerate(rows) if _says_something(row) and not (gone and n == int(gone.group(1)))]
    value = [dict(row) if slot.kind == "languages" else _experience(row) for row in rows] or None
    if do == f"{slot.name}.add" and count < MOST_ROWS:
        return Reading(value, {"rows": [*rows, {}]}, "rows")
    return Reading(value, {"rows": rows or [{}]}, "rows" if gone else "answer")


def _says_something(row: Mapping[str, str]) -> bool:
    """An empty row is no row; the kind alone was chosen by nobody in particular."""
    return any(text for part, text in row.items() if part != "kind")


def _experience(row: Mapping[str, str]) -> dict[str, Any]:
    years, months = row.get("years", ""), row.get("months", "")
    total: Any = ""
    if years or months:
        plain = (years or "0", months or "0")
        total = int(plain[0]) * 12 + int(plain[1]) if all(re.fullmatch(r"\d{1,3}", p) for p in plain) else "?"
    return {
        "kind": row.get("kind", ""),
        "title": row.get("title", ""),
        "where": row.get("where", ""),
        "began": {"year": row.get("began_year", ""), "month": row.get("began_month", "")},
        "ended": {"year": row.get("ended_year", ""), "month": row.get("ended_month", "")},
        "months": total,
    }


def typed_of(slot: Slot, value: Any, turn: Turn) -> dict[str, Any]:
    """A stored answer as the form shows it."""
    if slot.kind in CONCEPTS:
        return {"picked": list(value or []), "words": "", "searched": ""}
    if slot.kind == "place":
        label = (value or {}).get("label", "")
        return {"words": label, "searched": label, "pick": (value or {}).get("place_id") or ("words" if label else "")}
    if slot.kind == "languages":
        return {"rows": [{"language": e["language"], "level": str(e["level"])} for e in value or []] or [{}]}
    if slot.kind == "experience":
        return {"rows": [_row_of(entry) for entry in value or []] or [{}]}
    if slot.kind == "many":
        return {"chosen": list(value or [])}
    if slot.kind == "name":
        return {
            "given": (value or {}).get("given") or (value or {}).get("only_name", ""),
            "family": (value or {}).get("family", ""),
        }
    if slot.kind == "yes_no":
        return {"text": "" if value is None else "yes" if value else "no"}
    if slot.kind == "confirm":
        return {"text": "yes" if value else ""}
    if slot.kind == "money":
        if not value:
            return {"amount": "", "period": "month"}
        major = Money(value["minor"], value["currency"]).major
        return {"amount": str(int(major) if major == int(major) else major), "period": value["period"]}
    if slot.kind == "date":
        year, month, day = (value or "--").split("-")
        return {"year": year, "month": month.lstrip("0"), "day": day.lstrip("0")}
    if slot.kind == "partial_date":
        return {part: str((value or {}).get(part) or "") for part in ("day", "month", "year")}
    if slot.kind == "file":
        return dict(value or {})
    return {"text": "" if value is None else str(value)}


def _row_of(entry: Mapping[str, Any]) -> dict[str, str]:
    began, ended = (entry.get("began") or "-").split("-")[:2], (entry.get("ended") or "-").split("-")[:2]
    months = entry.get("months") or 0
    return {
        "kind": entry["kind"],
        "title": entry["title"],
        "where": entry.get("where") or "",
        "began_year": began[0],
        "began_month": began[1].lstrip("0"),
        "ended_year": ended[0],
        "ended_month": ended[1].lstrip("0"),
        "years": str(months // 12) if months >= 12 else "",
        "months": str(months % 12) if months % 12 else "",
    }


def field_for(slot: Slot, turn: Turn, *, typed: dict[str, Any] | None = None, search: bool = False) -> Field:
    """The field as it is shown: what was typed, else the stored answer, else what the slot suggests. Searches when asked to."""
    if typed is None:
        value = turn.answers.get(slot.name)
        if value is None and slot.name not in turn.answers and slot.suggest and slot.kind not in CONCEPTS:
            value = slot.suggest(turn)
        typed = typed_of(slot, value, turn)
    shown = Field(slot, typed, options=options_of(slot, turn))
    if slot.kind == "yes_no":
        from django.utils.translation import gettext as _

        shown.options = [Option("yes", _("Yes")), Option("no", _("No"))]
    if slot.kind == "money":
        shown.currency = lookups.local().currency
    if slot.kind in CONCEPTS:
        shown.hits = [entry for entry in offered(slot, turn) if entry["id"] not in shown.picked_ids]
    if search:
        words = typed.get("words", "")
        found = lookups.find(slot, words)
        known = shown.picked_ids if slot.kind in CONCEPTS else set()
        shown.typed["searched"] = words
        shown.nothing_found = not found
        fresh = [entry for entry in found if entry.get("id") not in known]
        shown.hits = fresh if slot.kind == "place" else fresh + [h for h in shown.hits if h["id"] not in {f["id"] for f in fresh}]
    elif slot.kind == "place" and typed.get("pick") and typed.get("pick") != "words":
        shown.hits = [{"place_id": typed["pick"], "label": typed["words"]}]
    return shown
