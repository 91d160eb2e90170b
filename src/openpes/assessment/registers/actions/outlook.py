"""Drivers ranked (1.1), challenges (5.1) and opportunities (5.2) rated, year by year."""

import uuid
from collections.abc import Mapping

from django.utils.translation import gettext as _

from openpes.assessment import scope
from openpes.assessment.models import DriverRank, DriverRanking, OutlookEntry
from openpes.assessment.registers import rules
from openpes.assessment.registers.enums import Challenge, Driver, Importance, Opportunity, OutlookKind
from openpes.base import clock
from openpes.base.actor import Actor
from openpes.base.errors import InvalidInput
from openpes.base.locking import write
from openpes.base.text import clean, clean_line
from openpes.trust.audit import audit

CODES = {OutlookKind.CHALLENGE: Challenge.values, OutlookKind.OPPORTUNITY: Opportunity.values}


def check_year(year: int) -> None:
    """Raises InvalidInput(year)."""
    if not 2000 <= year <= clock.today().year + 1:
        raise InvalidInput(_("Write a year with four digits, at most next year."), field="year")


def rank_drivers(
    *,
    actor: Actor,
    year: int,
    places: Mapping[str, int],
    words: str = "",
    organisation_id: uuid.UUID | None = None,
    synthetic: bool | None = None,
) -> DriverRanking:
    """The order of the six drivers for a year; a second ranking of the same year replaces the first. Raises InvalidInput, NotAllowed.

    places: {driver: 1 to 6}, 1 the most important, no two the same.
    """
    place = organisation_id or actor.organisation_id
    scope.require_planner(actor, place)
    check_year(year)
    wrong = rules.ranking_problem(places, Driver.values)
    if wrong:
        raise InvalidInput(_("Give each driver a place of its own from 1 to %(n)s.") % {"n": len(Driver)}, field=wrong)
    with write():
        ranking, _made = DriverRanking.objects.update_or_create(
            organisation_id=place, year=year,
            defaults={
                "words": clean(words, 5000), "recorded_at": clock.now(), "recorded_by_id": actor.account_id,
                "synthetic": actor.synthetic if synthetic is None else synthetic,
            },
        )  # fmt: skip
        ranking.ranks.all().delete()
        DriverRank.objects.bulk_create([DriverRank(ranking=ranking, driver=d, place=places[d]) for d in Driver.values])
        audit(actor=actor, act="drivers.ranked", target=ranking, changes=dict(places))
    return ranking


def rate(
    *,
    actor: Actor,
    year: int,
    kind: str,
    code: str,
    importance: int,
    title: str = "",
    words: str = "",
    owner_email: str = "",
    organisation_id: uuid.UUID | None = None,
    synthetic: bool | None = None,
) -> OutlookEntry:
    """How important a challenge or an opportunity is in a year; the same one again in that year is changed.

    code: of the questionnaire's list, or "own" with a title. Raises InvalidInput(year, code, title, importance, owner), NotAllowed.
    """
    place = organisation_id or actor.organisation_id
    scope.require_planner(actor, place)
    check_year(year)
    own = code == OutlookEntry.OWN
    if not own and code not in CODES[OutlookKind(kind)]:
        raise InvalidInput(_("Choose one in the list, or your own."), field="code")
    title = clean_line(title, 200) if own else ""
    if own and not title:
        raise InvalidInput(_("Write a title for your own."), field="title")
    if importance not in Importance.values:
        raise InvalidInput(_("Choose 1, 2 or 3."), field="importance")
    owner = scope.colleague(actor, owner_email)
    with write():
        row, _made = OutlookEntry.objects.update_or_create(
            organisation_id=place, year=year, kind=kind, code=code, title=title,
            defaults={
                "importance": importance, "words": clean(words, 5000), "owner": owner, "recorded_at": clock.now(),
                "recorded_by_id": actor.account_id, "synthetic": actor.synthetic if synthetic is None else synthetic,
            },
        )  # fmt: skip
        audit(actor=actor, act="outlook.rated", target=row, changes={"importance": importance})
    return row
