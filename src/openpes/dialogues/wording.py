"""Problems and answers in words, in the language of the reader."""

import datetime as dt
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from openpes.base.languages import language_name
from openpes.base.money import Money
from openpes.dialogues.definitions import Slot, Turn
from openpes.dialogues.rules import EMPTY, options_of
from openpes.dialogues.values import Problem
from openpes.work.enums import CefrLevel, PayPeriod

PROBLEMS = {
    "required": gettext_lazy("Please answer this question."),
    "name": gettext_lazy("Write the name as you use it."),
    "confirm": gettext_lazy("Please tick the box to go on."),
    "choose": gettext_lazy("Choose one of the answers."),
    "number": gettext_lazy("Write a whole number, for example 12."),
    "low": gettext_lazy("Write at least %(least)s."),
    "high": gettext_lazy("Write at most %(most)s."),
    "too_long": gettext_lazy("This is too long: %(length)s letters, at most %(most)s."),
    "too_many": gettext_lazy("Choose at most %(most)s."),
    "too_few": gettext_lazy("Choose at least %(least)s."),
    "money": gettext_lazy("Write an amount in numbers, for example 1200."),
    "money_high": gettext_lazy("This amount is too high. Check the number."),
    "period": gettext_lazy("Say whether this is for an hour, a day, a week, a month or a year."),
    "year": gettext_lazy("Write the year with four digits, for example 1990."),
    "month": gettext_lazy("Write the month as a number from 1 to 12."),
    "date": gettext_lazy("Write a date with day, month and year, for example 31 3 1990."),
    "date_part": gettext_lazy("Write the month and the year, for example 3 and 2019."),
    "date_future": gettext_lazy("This date lies in the future."),
    "date_order": gettext_lazy("The end lies before the beginning."),
    "email": gettext_lazy("Write a whole e-mail address, for example name@example.org."),
    "phone": gettext_lazy("Write a whole telephone number. Start with + and the country code if it is from another country."),
    "language": gettext_lazy("Choose a language."),
    "language_twice": gettext_lazy("This language is in the list twice."),
    "level": gettext_lazy("Choose how well you know this language."),
    "experience_kind": gettext_lazy("Choose what kind of work it was."),
    "experience_title": gettext_lazy("Write what you did, for example cook."),
    "unknown": gettext_lazy("This entry is no longer in our lists. Please choose again."),
    "place_unknown": gettext_lazy("We do not find this place. Check the spelling, or choose a town nearby."),
    "file_gone": gettext_lazy("The file is no longer here. Please choose it again."),
}


def problem_text(problem: Problem) -> str:
    """What to say beside the field."""
    if problem.code == "own":
        return str(problem.params["words"])
    return str(PROBLEMS[problem.code]) % problem.params


def _month_year(text: str) -> str:
    year, month = (int(part) for part in text.split("-"))
    return formats.date_format(dt.date(year, month, 1), pgettext("date", "F Y"))


def _partial_date(value: dict[str, Any]) -> str:
    if value.get("day"):
        return formats.date_format(dt.date(value["year"], value["month"], value["day"]), pgettext("date", "j F Y"))
    if value.get("month"):
        return _month_year(f"{value['year']}-{value['month']}")
    return str(value["year"])


def money_text(value: dict[str, Any]) -> str:
    """ "1,200.00 QSD a month"."""
    money = Money(value["minor"], value["currency"], value.get("period") or "")
    digits = 0 if money.major == int(money.major) else None
    amount = formats.number_format(money.major, decimal_pos=digits, use_l10n=True, force_grouping=True)
    period = PayPeriod(money.period).label if money.period else ""
    return f"{amount} {money.currency} {period}".strip()


def months_text(months: int) -> str:
    """ "2 years 3 months"."""
    years, rest = divmod(months, 12)
    parts = []
    if years:
        parts.append(ngettext("%(n)s year", "%(n)s years", years) % {"n": years})
    if rest or not years:
        parts.append(ngettext("%(n)s month", "%(n)s months", rest) % {"n": rest})
    return " ".join(parts)


def _experience(entry: dict[str, Any], kinds: dict[str, object]) -> str:
    parts = [entry["title"], str(kinds.get(entry["kind"], "")), entry.get("where") or ""]
    if entry.get("began"):
        ended = _month_year(entry["ended"]) if entry.get("ended") else pgettext("period", "until today")
        parts.append(f"{_month_year(entry['began'])} – {ended}")
    elif entry.get("months"):
        parts.append(months_text(entry["months"]))
    return " · ".join(part for part in parts if part)


def show(slot: Slot, value: Any, turn: Turn) -> list[str]:
    """The answer for the review page, as lines of text; empty when nothing was answered."""
    if value in EMPTY and value is not False:
        return []
    if slot.kind in {"yes_no", "confirm"}:
        return [_("Yes") if value else _("No")]
    if slot.kind in {"choice", "many", "experience"}:
        labels = {option.value: option.label for option in options_of(slot, turn)}
        if slot.kind == "experience":
            return [_experience(entry, labels) for entry in value]
        chosen = [value] if slot.kind == "choice" else value
        return [str(labels.get(v, v)) for v in chosen]
    if slot.kind in {"occupations", "skills", "licences"}:
        return [entry["label"] for entry in value]
    if slot.kind == "languages":
        return [f"{language_name(entry['language'])}: {CefrLevel(entry['level']).label}" for entry in value]
    return [_single(slot, value)]


def _single(slot: Slot, value: Any) -> str:
    if slot.kind == "money":
        return money_text(value)
    if slot.kind == "name":
        return value["only_name"] or f"{value['given']} {value['family']}".strip()
    if slot.kind == "date":
        return formats.date_format(dt.date.fromisoformat(value), pgettext("date", "j F Y"))
    if slot.kind == "partial_date":
        return _partial_date(value)
    if slot.kind == "place":
        return value["label"]
    if slot.kind == "file":
        return value["name"]
    if slot.kind == "number" and slot.unit:
        return f"{value} {slot.unit}"
    return str(value)
