"""A vacancy as readers see it: names in their language, what is unknown said, the employer hidden where it must be."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from openpes.work.enums import ApplyBy, Contract, Handling, Hours, Telework, VerificationTier
from openpes.work.models import Vacancy
from openpes.work.public_queries import place_name, takes_applications

SOON = 3


def employer_name(vacancy: Vacancy) -> str:
    """The employer, or a sentence when it wants to stay unnamed until it invites."""
    if vacancy.handling == Handling.CONFIDENTIAL_EMPLOYER:
        return _("Employer known to us, not named here")
    return vacancy.employer.name


def mark_of(good: bool | None) -> str:
    """The mark before a reason: ``met``, ``missed`` or ``unknown``."""
    return "unknown" if good is None else "met" if good else "missed"


@dataclass(frozen=True)
class Shown:
    """One vacancy on a list or on its own page."""

    vacancy: Vacancy
    today: dt.date
    metres: int = -1
    reasons: tuple[Any, ...] = ()

    @property
    def url(self) -> str:
        return reverse("public:vacancy", args=[self.vacancy.reference])

    @property
    def employer(self) -> str:
        return employer_name(self.vacancy)

    @property
    def named(self) -> bool:
        return self.vacancy.handling != Handling.CONFIDENTIAL_EMPLOYER

    @cached_property
    def places(self) -> list[str]:
        return list(dict.fromkeys(n for n in (place_name(p) for p in self.vacancy.places.all()) if n))

    @property
    def place(self) -> str:
        """The first place and how many more there are."""
        if not self.places:
            return _("At home") if self.vacancy.telework == Telework.FULLY else _("Place not stated")
        if len(self.places) == 1:
            return self.places[0]
        return _("%(place)s and %(n)s more") % {"place": self.places[0], "n": len(self.places) - 1}

    @property
    def contract(self) -> str:
        return self.vacancy.get_contract_display() if self.vacancy.contract != Contract.UNKNOWN else ""

    @property
    def hours(self) -> str:
        return self.vacancy.get_hours_display() if self.vacancy.hours != Hours.UNKNOWN else ""

    @property
    def telework(self) -> str:
        known = self.vacancy.telework in (Telework.PARTLY, Telework.FULLY)
        return self.vacancy.get_telework_display() if known else ""

    @property
    def verified(self) -> bool:
        return self.named and self.vacancy.employer.tier > VerificationTier.UNVERIFIED

    @property
    def verification(self) -> str:
        """What we know about the employer, in plain words."""
        if self.vacancy.source_id:
            return _("This advert came to us from another source. We did not check the employer ourselves.")
        return {
            VerificationTier.REGISTER: _("We found this employer in the business or tax register."),
            VerificationTier.PERSONAL: _("We know who stands behind this employer, from their papers and a letter or a visit."),
            VerificationTier.UNVERIFIED: _(
                "We have not checked this employer yet. Do not pay anything and do not hand over papers."
            ),
        }[VerificationTier(self.vacancy.employer.tier)]

    @property
    def open(self) -> bool:
        return takes_applications(self.vacancy, self.today)

    @property
    def days_left(self) -> int | None:
        return (self.vacancy.expires_on - self.today).days if self.vacancy.expires_on else None

    @property
    def closes_soon(self) -> bool:
        return self.open and self.days_left is not None and self.days_left <= SOON

    @property
    def closed_words(self) -> str:
        """Why one can no longer apply."""
        v = self.vacancy
        if v.places_filled >= v.places_total:
            return _("All places are filled.")
        if v.expires_on and v.expires_on < self.today:
            return _("The last day to apply has passed.")
        if v.status == "paused":
            return _("The employer takes no applications at the moment.")
        if v.closing_reason in ("filled_by_service", "filled_otherwise"):
            return _("The place is filled.")
        return _("This vacancy is closed.")

    @property
    def places_left(self) -> int:
        return self.vacancy.places_total - self.vacancy.places_filled

    @cached_property
    def blocks(self) -> list[tuple[str, list[str]]]:
        """The description as paragraphs (``p``) and lists (``ul``): stored as plain text with empty lines and ``- ``."""
        return text_blocks(self.vacancy.description)

    @property
    def apply_elsewhere(self) -> bool:
        return self.vacancy.apply_by != ApplyBy.HERE

    @property
    def apply_link(self) -> str:
        """A web address to apply at; empty unless it is one."""
        to = self.vacancy.apply_to
        return to if self.vacancy.apply_by == ApplyBy.LINK and to.startswith(("https://", "http://")) else ""


def text_blocks(text: str) -> list[tuple[str, list[str]]]:
    """Plain text as blocks: a run of lines beginning with ``- `` is one list, every other line a paragraph."""
    blocks: list[tuple[str, list[str]]] = []
    for raw in text.splitlines():
        line = raw.strip()
        if not line:
            continue
        if line.startswith(("- ", "• ", "* ")):
            if not blocks or blocks[-1][0] != "ul":
                blocks.append(("ul", []))
            blocks[-1][1].append(line[2:].strip())
        else:
            blocks.append(("p", [line]))
    return blocks
