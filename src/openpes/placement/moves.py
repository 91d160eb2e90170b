"""Who found work in which occupation, as the match index learns from it: numbers of people, never a person."""

import uuid

from django.db.models import Count, F, OuterRef, Subquery, UUIDField
from django.db.models.functions import Coalesce

from openpes.matching import transitions
from openpes.placement.enums import PlacementStatus
from openpes.placement.models import Placement
from openpes.work.models import Experience, ProfileOccupation


def people_who_moved(*, synthetic: bool, at_least: int) -> dict[tuple[uuid.UUID, uuid.UUID], int]:
    """People by (occupation before, occupation of the vacancy) in confirmed placements, where they are at least so many. One query.

    Before is the occupation of the work begun last before the placement, else the first one wanted. A person counts once.
    """
    spells = Experience.objects.filter(
        profile__person=OuterRef("person"), occupation__isnull=False, began__lt=OuterRef("started_on")
    )
    wanted = ProfileOccupation.objects.filter(profile__person=OuterRef("person"))
    found = (
        Placement.objects.filter(status=PlacementStatus.CONFIRMED, synthetic=synthetic, vacancy__occupation__isnull=False)
        .annotate(
            before=Coalesce(
                Subquery(spells.order_by("-began", "-id").values("occupation_id")[:1]),
                Subquery(wanted.order_by("rank", "id").values("occupation_id")[:1]),
                output_field=UUIDField(),
            ),
            after=F("vacancy__occupation_id"),
        )
        .filter(before__isnull=False)
        .exclude(before=F("after"))
        .values("before", "after")
        .annotate(people=Count("person", distinct=True))
        .filter(people__gte=at_least)
        .order_by("before", "after")
    )
    return {(row["before"], row["after"]): row["people"] for row in found}


def register_moves() -> None:
    """Called once when the program starts."""
    transitions.register(people_who_moved)
