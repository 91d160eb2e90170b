"""The filters beside the results: how many there are for each, what is chosen, and the way to take it off."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from openpes.base.money import Money
from openpes.matching.requests import FacetValue, SearchPage
from openpes.web.design.wording import amount
from openpes.work.enums import Contract, Hours, Telework

from .asked import Asked, posted_words

SHOWN = 8


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Group:
    """One filter: its name in the address, its title, its choices; ``one`` when only one can be chosen."""

    name: str
    title: str
    choices: list[Choice]
    one: bool = False
    open: bool = False


def filter_groups(asked: Asked, found: SearchPage, currency: str) -> list[Group]:
    """The filters that would change something. Once a visitor knows what work, the kinds of work are the finer ones."""
    fine = bool(asked.words) or any(len(code) > 1 for code in asked.isco)
    sources: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
        ("isco", "occupation_minor" if fine else "occupation_major", _("Kind of work"), {}),
        ("hours", "hours", _("Hours"), dict(Hours.choices)),
        ("region", "region", _("Region"), {}),
        ("contract", "contract", _("Contract"), dict(Contract.choices)),
        ("telework", "telework", _("Where"), dict(Telework.choices)),
    )
    groups = []
    for name, facet, title, labels in sources:
        chosen = getattr(asked, name)
        choices = _choices(found.facets.get(facet, ()), chosen, labels)
        if choices:
            groups.append(Group(name, title, choices, open=bool(chosen)))
    pay = [
        Choice(
            _major(f.value, currency),
            _("from %(amount)s a month") % {"amount": amount(int(f.value), currency)},
            f.count,
            f.chosen,
        )
        for f in found.facets.get("pay", ())
        if f.value.isdigit() and (f.count or f.chosen)
    ]
    if pay:
        groups.append(Group("pay", _("Pay"), pay, one=True, open=asked.pay_minor is not None or asked.stated))
    posted = [
        Choice(f.value, posted_words(int(f.value)), f.count, asked.posted == int(f.value))
        for f in found.facets.get("posted", ())
        if f.value.isdigit() and (f.count or f.chosen)
    ]
    if posted:
        groups.append(Group("posted", _("Posted"), posted, one=True, open=asked.posted is not None))
    return groups


def _choices(values: tuple[FacetValue, ...], chosen: list[str], labels: dict[str, Any]) -> list[Choice]:
    rows = [Choice(f.value, str(f.label or labels.get(f.value, f.value)), f.count, f.value in chosen) for f in values]
    kept = [c for c in rows if c.count or c.chosen]
    kept.sort(key=lambda c: (not c.chosen, -c.count))
    return kept[: max(SHOWN, len(chosen))]


def _major(minor: str, currency: str) -> str:
    return f"{Money(int(minor), currency).major.normalize():f}"


def chosen_filters(asked: Asked, found: SearchPage, currency: str) -> list[dict[str, str]]:
    """What narrows the list now, each with the address without it."""
    chosen = []
    names = {
        f.value: f.label for facet in ("occupation_major", "occupation_minor", "region") for f in found.facets.get(facet, ())
    }
    names |= {**dict(Contract.choices), **dict(Hours.choices), **dict(Telework.choices)}
    for name in ("isco", "region", "contract", "hours", "telework"):
        values = getattr(asked, name)
        for value in values:
            rest = [v for v in values if v != value]
            chosen.append({"label": str(names.get(value, value)), "url": asked.query(**{name: rest})})
    if asked.pay_minor is not None:
        words = _("from %(amount)s a month") % {"amount": amount(asked.pay_minor, currency)}
        chosen.append({"label": words, "url": asked.query(pay=None)})
    if asked.stated:
        chosen.append({"label": _("pay stated"), "url": asked.query(stated=None)})
    if asked.posted:
        chosen.append({"label": posted_words(asked.posted), "url": asked.query(posted=None)})
    return chosen
