"""Reasons as values and as plain sentences. Every part of a score has one, misses and unknowns too, and they add up to the score."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openpes.matching.engine import Explanation, Person, Vacancy, Weights
from openpes.matching.engine.codes import CONTRACTS, HOURS, TELEWORK, UNKNOWN, unpack
from openpes.matching.engine.helping import NEAR_ENOUGH
from openpes.matching.engine.shares import HALF
from openpes.matching.engine.weights import ONE
from openpes.matching.requests import Reason
from openpes.work.enums import CefrLevel, Contract, IscedLevel, Telework

Names = Callable[[int], str]
_FULLY = TELEWORK.index("fully")


def of_match(made: Explanation, person: Person, vacancy: Vacancy, name: Names, age_days: int | None) -> tuple[Reason, ...]:
    """One reason for each part, in the order of the weights. ``name`` gives the name of a skill or licence by its key."""
    builders: dict[str, Callable[[], tuple[str, bool | None, dict[str, object]]]] = {
        "occupation": lambda: _occupation(made, person, vacancy),
        "skills": lambda: _skills(made, vacancy, name),
        "distance": lambda: _distance(made, person, vacancy),
        "pay": lambda: _pay(made, person, vacancy),
        "hours": lambda: _hours(made, person, vacancy),
        "licences": lambda: _licences(made, vacancy, name),
        "languages": lambda: _languages(made, vacancy),
        "experience": lambda: _experience(made, vacancy),
        "contract": lambda: _contract(made, person, vacancy),
        "telework": lambda: _telework(made, person, vacancy),
        "education": lambda: _education(made, vacancy),
        "freshness": lambda: ("freshness", None if age_days is None else made.shares["freshness"] > 0, {"days": age_days}),
    }
    reasons = []
    for part, millionths in made.parts.items():
        code, good, values = builders[part]()
        reasons.append(Reason(code, good, values, millionths, part))
    return tuple(reasons)


def _state(share: int) -> bool | None:
    return True if share >= ONE else None if share == HALF else False


def _occupation(made: Explanation, person: Person, vacancy: Vacancy) -> tuple[str, bool | None, dict[str, object]]:
    if not person.occupations or vacancy.isco < 0:
        return "occupation_unknown", None, {}
    values: dict[str, object] = {"level": made.occupation, "isco": f"{vacancy.isco:04d}", "doubtful": vacancy.certainty < ONE}
    if made.moved:
        return "occupation_move", True if made.shares["occupation"] >= NEAR_ENOUGH else None, values
    return "occupation", True if made.occupation >= 3 else None if made.occupation else False, values


def _skills(made: Explanation, vacancy: Vacancy, name: Names) -> tuple[str, bool | None, dict[str, object]]:
    total = len(made.skills_matched) + len(made.skills_near) + len(made.skills_missing)
    if not total:
        return "skills_unknown", None, {}
    values: dict[str, object] = {
        "matched": len(made.skills_matched),
        "total": total,
        "implied": vacancy.skills_implied,
        "has": [name(s) for s in made.skills_matched],
        "near": [(name(wanted), name(has)) for wanted, has in made.skills_near],
        "missing": [name(s) for s in made.skills_missing],
    }
    return "skills", True if not made.skills_missing else None if made.skills_matched or made.skills_near else False, values


def _distance(made: Explanation, person: Person, vacancy: Vacancy) -> tuple[str, bool | None, dict[str, object]]:
    if vacancy.telework == _FULLY:
        return "distance_from_home", True, {}
    if made.metres < 0:
        return ("distance_unknown" if person.places else "distance_any"), None, {}
    return "distance", "distance" not in made.breaks, {"km": round(made.metres / 1000), "metres": made.metres}


def _pay(made: Explanation, person: Person, vacancy: Vacancy) -> tuple[str, bool | None, dict[str, object]]:
    if vacancy.wage_max < 0 and vacancy.wage_min < 0:
        return "pay_unknown", None, {}
    if person.pay_floor < 0:
        return "pay_no_floor", True, {}
    if vacancy.currency != person.currency:
        return "pay_other_currency", None, {"currency": unpack(vacancy.currency)}
    if made.shares["pay"] >= ONE:
        return "pay_above", True, {}
    return ("pay_partly", True, {}) if made.shares["pay"] else ("pay_below", False, {})


def _hours(made: Explanation, person: Person, vacancy: Vacancy) -> tuple[str, bool | None, dict[str, object]]:
    if "hours" in made.breaks:
        return "hours_other", False, {"hours": HOURS[vacancy.hours]}
    if vacancy.shifts & person.shifts_unwanted:
        return "hours_shift", False, {}
    if vacancy.hours == UNKNOWN:
        return "hours_unknown", None, {}
    return "hours", True, {"hours": HOURS[vacancy.hours]}


def _licences(made: Explanation, vacancy: Vacancy, name: Names) -> tuple[str, bool | None, dict[str, object]]:
    if not vacancy.licences:
        return "licences_none", True, {}
    missing = [name(x) for x in made.licences_missing]
    return ("licences_missing", False, {"missing": missing}) if missing else ("licences", True, {})


def _languages(made: Explanation, vacancy: Vacancy) -> tuple[str, bool | None, dict[str, object]]:
    if not vacancy.languages:
        return "languages_none", True, {}
    missing = [(unpack(tag), level) for tag, level in made.languages_missing]
    return ("languages_missing", False, {"missing": missing}) if missing else ("languages", True, {})


def _experience(made: Explanation, vacancy: Vacancy) -> tuple[str, bool | None, dict[str, object]]:
    asked = vacancy.experience_months
    values: dict[str, object] = {"months": made.months, "asked": max(0, asked)}
    if asked > 0:
        return "experience_asked", made.months >= asked, values
    return ("experience", True, values) if made.months else ("experience_none", None, values)


def _contract(made: Explanation, person: Person, vacancy: Vacancy) -> tuple[str, bool | None, dict[str, object]]:
    kind = CONTRACTS[vacancy.contract]
    if "contract" in made.breaks:
        return "contract_other", False, {"contract": kind}
    return ("contract_unknown", None, {}) if vacancy.contract == UNKNOWN else ("contract", True, {"contract": kind})


def _telework(made: Explanation, person: Person, vacancy: Vacancy) -> tuple[str, bool | None, dict[str, object]]:
    if vacancy.telework == UNKNOWN:
        return "telework_unknown", None, {}
    share = made.shares["telework"]
    return "telework", share >= HALF, {"telework": TELEWORK[vacancy.telework]}


def _education(made: Explanation, vacancy: Vacancy) -> tuple[str, bool | None, dict[str, object]]:
    if vacancy.education < 0:
        return "education_none", True, {}
    return "education", _state(made.shares["education"]), {"level": vacancy.education}


def sentence(reason: Reason) -> str:
    """The reason in a short plain sentence in the language in force; never empty."""
    values: Mapping[str, Any] = reason.values
    builder = _LISTED.get(reason.code)
    if builder is not None:
        return builder(values)
    return _fixed(reason.code, reason.good)


def _fixed(code: str, good: bool | None) -> str:
    return {
        "occupation_unknown": _("occupation not known"),
        "skills_unknown": _("skills not stated"),
        "distance_from_home": _("can be done from home"),
        "distance_unknown": _("place not stated"),
        "distance_any": _("you named no place"),
        "pay_unknown": _("pay not stated"),
        "pay_no_floor": _("pay stated"),
        "pay_above": _("pay above your floor"),
        "pay_partly": _("pay may reach your floor"),
        "pay_below": _("pay below your floor"),
        "hours_other": _("other hours than you want"),
        "hours_shift": _("at times that you do not want"),
        "hours_unknown": _("hours not stated"),
        "hours": _("hours fit"),
        "licences_none": _("no licence asked for"),
        "licences": _("you hold the licences asked for"),
        "languages_none": _("no language asked for"),
        "languages": _("you speak the languages asked for"),
        "contract_unknown": _("kind of contract not stated"),
        "telework_unknown": _("work from home not stated"),
        "education_none": _("no education asked for"),
        "word_text": _("in the text of the advert"),
        "word_employer": _("the employer's name fits"),
        "pay_stated": _("pay stated"),
    }.get(code, code)


def _level(values: Mapping[str, Any]) -> str:
    text = {
        5: _("the occupation you want"),
        4: _("an occupation of the same group"),
        3: _("a nearly related occupation"),
        2: _("a distantly related occupation"),
        1: _("an occupation at a similar level"),
        0: _("another occupation"),
    }[values["level"]]
    return _checked(text, values)


def _move(values: Mapping[str, Any]) -> str:
    return _checked(_("people from your occupation often find work in this one"), values)


def _checked(text: str, values: Mapping[str, Any]) -> str:
    return _("%(occupation)s (to be checked)") % {"occupation": text} if values.get("doubtful") else text


def _of_skills(values: Mapping[str, Any]) -> str:
    of = {"matched": values["matched"], "total": values["total"]}
    if values.get("implied"):
        return _("%(matched)d of %(total)d skills usual for this occupation") % of
    return _("%(matched)d of %(total)d skills") % of


def _kilometres(values: Mapping[str, Any]) -> str:
    if values["metres"] < 1000:
        return _("less than 1 km away")
    return _("%(km)d km away") % {"km": values["km"]}


def _days(values: Mapping[str, Any]) -> str:
    days = values["days"]
    if days is None:
        return _("day of posting not known")
    if days == 0:
        return _("posted today")
    return ngettext("posted %(days)d day ago", "posted %(days)d days ago", days) % {"days": days}


def _months(values: Mapping[str, Any]) -> str:
    return ngettext("%(months)d month of experience", "%(months)d months of experience", values["months"]) % {
        "months": values["months"]
    }


def _language_level(tag: str, level: int) -> str:
    known = {c.value: c.name for c in CefrLevel}
    return f"{tag} {known.get(level, '')}".strip()


_LISTED: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "occupation": _level,
    "occupation_move": _move,
    "skills": _of_skills,
    "distance": _kilometres,
    "licences_missing": lambda v: _("missing: %(what)s") % {"what": ", ".join(v["missing"])},
    "languages_missing": lambda v: _("missing: %(what)s") % {"what": ", ".join(_language_level(t, n) for t, n in v["missing"])},
    "experience_asked": lambda v: (
        _("%(months)d of %(asked)d months of experience") % {"months": min(v["months"], v["asked"]), "asked": v["asked"]}
    ),
    "experience": _months,
    "experience_none": lambda v: _("no experience asked for"),
    "contract": lambda v: str(Contract(v["contract"]).label),
    "contract_other": lambda v: _("another contract than you want: %(kind)s") % {"kind": Contract(v["contract"]).label},
    "telework": lambda v: str(Telework(v["telework"]).label),
    "education": lambda v: _("education asked for: %(level)s") % {"level": IscedLevel(v["level"]).label},
    "freshness": _days,
    "word_title": lambda v: _("“%(word)s” is in the title") % {"word": v["word"]},
    "word_occupation": lambda v: _("occupation: %(label)s") % {"label": v["label"]},
    "group": lambda v: _("occupation: %(label)s") % {"label": v["label"]},
    "near": lambda v: _("%(km)s from %(place)s") % {"km": _short_distance(v["metres"]), "place": v["place"]},
    "skills_missing": lambda v: _("missing: %(what)s") % {"what": ", ".join(v["missing"])},
}


def _short_distance(metres: int) -> str:
    return _("less than 1 km") if metres < 1000 else _("%(km)d km") % {"km": round(metres / 1000)}


def weights_as_shares(weights: Weights) -> dict[str, float]:
    """The agreed weights in per cent, for the page that explains them."""
    return {name: weight / 10_000 for name, weight in weights.parts.items()}
