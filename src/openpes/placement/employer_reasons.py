"""Reasons of a match as an employer may read them: about the work only, in bands, without what the person asks for.

What a person wants to earn, which hours or contract they rule out and where exactly they live is theirs and is never said here.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openpes.work.enums import CefrLevel, IscedLevel

BANDS_KM = (5, 10, 20, 50)


class SaidReason(NamedTuple):
    """kind: "met", "missed" or "unknown"."""

    kind: str
    text: str


def distance_band(metres: int) -> str:
    """How far, in bands of at least five kilometres."""
    for km in BANDS_KM:
        if metres < km * 1000:
            return _("less than %(km)d km away") % {"km": km}
    return _("more than %(km)d km away") % {"km": BANDS_KM[-1]}


def _occupation(values: Mapping[str, Any]) -> str:
    return {
        5: _("looks for this occupation"),
        4: _("looks for an occupation of the same group"),
        3: _("looks for a nearly related occupation"),
        2: _("looks for a distantly related occupation"),
        1: _("looks for an occupation at a similar level"),
    }.get(int(values.get("level", 0)), _("looks for another occupation"))


def _skills(values: Mapping[str, Any]) -> str:
    counted = {"matched": values["matched"], "total": values["total"]}
    text = _("%(matched)d of %(total)d skills") % counted
    if values.get("has"):
        text = _("%(text)s: %(skills)s") % {"text": text, "skills": ", ".join(values["has"])}
    if values.get("missing"):
        text = _("%(text)s; missing: %(skills)s") % {"text": text, "skills": ", ".join(values["missing"])}
    return text


def _months(months: int) -> str:
    if months < 12:
        return _("less than a year of experience")
    years = months // 12
    return ngettext("%(n)d year of experience", "%(n)d years of experience", years) % {"n": years}


def _languages_missing(values: Mapping[str, Any]) -> str:
    levels = {level.value: level.name for level in CefrLevel}
    named = [f"{tag} {levels.get(level, '')}".strip() for tag, level in values.get("missing", ())]
    return _("languages missing: %(what)s") % {"what": ", ".join(named)}


_SAID: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "occupation": _occupation,
    "occupation_move": lambda v: _("comes from an occupation from which people often find work in this one"),
    "skills": _skills,
    "distance": lambda v: distance_band(int(v["metres"])),
    "distance_from_home": lambda v: _("can work from home"),
    "licences": lambda v: _("holds the licences asked for"),
    "licences_missing": lambda v: _("licences missing: %(what)s") % {"what": ", ".join(v["missing"])},
    "languages": lambda v: _("speaks the languages asked for"),
    "languages_missing": _languages_missing,
    "experience": lambda v: _months(int(v["months"])),
    "experience_asked": lambda v: _months(int(v["months"])),
    "education": lambda v: _("education asked for: %(level)s") % {"level": IscedLevel(v["level"]).label},
}


def say_for_employer(reasons: Sequence[Any]) -> list[SaidReason]:
    """The reasons that concern the work, in their order. Each has ``code``, ``good`` and ``values``; others are left out."""
    said = []
    for reason in reasons:
        build = _SAID.get(reason.code)
        if build is not None:
            kind = {True: "met", False: "missed", None: "unknown"}[reason.good]
            said.append(SaidReason(kind, build(reason.values)))
    return said
