"""Reads of the registers. Each with a bounded number of queries."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from openpes.assessment import scope
from openpes.assessment.models import (
    Consultation,
    ConsultationBody,
    ConsultationParty,
    ConsultationSubject,
    DriverRank,
    DriverRanking,
    Opinion,
    OutlookEntry,
    Seats,
    SocialPartner,
)
from openpes.assessment.registers import rules
from openpes.base import clock
from openpes.base.actor import Actor
from openpes.base.errors import NotFound
from openpes.matching.models import MatchWeights


@dataclass(frozen=True, slots=True)
class Body:
    """A body with its seats in force and whether they are equal."""

    row: ConsultationBody
    seats: list[Seats]
    balance: rules.Balance

    @property
    def may_be_called_balanced(self) -> bool:
        return self.balance.equal and self.row.balanced_since is None


@dataclass(frozen=True, slots=True)
class Record:
    """A consultation with everything that belongs to its record."""

    row: Consultation
    parties: list[ConsultationParty]
    opinions: list[Opinion]
    subjects: list[ConsultationSubject]
    votes: dict[str, int]
    state: str

    @property
    def voted(self) -> bool:
        return any(self.votes.values())

    @property
    def answered(self) -> tuple[int, int]:
        return rules.answered(opinion.answered_on is not None for opinion in self.opinions)


def _missing() -> NotFound:
    return NotFound(_("There is no such record, or it is not open to you."))


def partners(*, actor: Actor, only_active: bool = False) -> QuerySet[SocialPartner]:
    rows = SocialPartner.objects.filter(organisation_id__in=scope.readable_ids(actor)).select_related("organisation")
    return rows.filter(active_until__isnull=True) if only_active else rows


def partner(*, actor: Actor, pk: uuid.UUID) -> SocialPartner:
    """Raises NotFound."""
    found = partners(actor=actor).filter(pk=pk).first()
    if found is None:
        raise _missing()
    return found


def _with_seats(rows: QuerySet[ConsultationBody], day: dt.date) -> list[Body]:
    in_force = Seats.objects.filter(valid_from__lte=day).filter(Q(valid_until__isnull=True) | Q(valid_until__gt=day))
    seats = in_force.select_related("partner").order_by("partner__side", "partner__name")
    found = []
    for row in rows.prefetch_related(Prefetch("seats", seats, to_attr="held")):
        held: list[Seats] = row.held  # type: ignore[attr-defined]
        found.append(Body(row, held, rules.balance((s.partner.side, s.number) for s in held)))
    return found


def bodies(*, actor: Actor) -> list[Body]:
    """Bodies with their seats today. 2 queries for the scope, 2 for the rows."""
    readable = scope.readable_ids(actor)
    return _with_seats(ConsultationBody.objects.filter(organisation_id__in=readable, active_until__isnull=True), clock.today())


def body(*, actor: Actor, pk: uuid.UUID) -> Body:
    """Raises NotFound."""
    found = _with_seats(ConsultationBody.objects.filter(organisation_id__in=scope.readable_ids(actor), pk=pk), clock.today())
    if not found:
        raise _missing()
    return found[0]


def seats(*, actor: Actor, pk: uuid.UUID) -> Seats:
    """Raises NotFound."""
    readable = scope.readable_ids(actor)
    found = Seats.objects.filter(body__organisation_id__in=readable, pk=pk).select_related("body", "partner").first()
    if found is None:
        raise _missing()
    return found


def consultations(*, actor: Actor) -> QuerySet[Consultation]:
    return Consultation.objects.filter(organisation_id__in=scope.readable_ids(actor)).select_related("body", "organisation")


def _record(row: Consultation) -> Record:
    """3 queries beyond the row."""
    parties = list(row.parties.select_related("partner").order_by("partner__side", "partner__name"))
    opinions = list(Opinion.objects.filter(party__consultation=row).select_related("party__partner", "party__consultation"))
    return Record(
        row=row,
        parties=parties,
        opinions=opinions,
        subjects=list(row.subjects.all()),
        votes=rules.votes(party.vote for party in parties),
        state=rules.state_on(row.state, row.opens_on, row.closes_on, clock.today()),
    )


def record(*, actor: Actor, pk: uuid.UUID) -> Record:
    """A consultation with its record. At most 6 queries. Raises NotFound."""
    row = consultations(actor=actor).filter(pk=pk).first()
    if row is None:
        raise _missing()
    return _record(row)


def opinion(*, actor: Actor, pk: uuid.UUID) -> Opinion:
    """Raises NotFound."""
    readable = scope.readable_ids(actor)
    found = (
        Opinion.objects.filter(party__consultation__organisation_id__in=readable, pk=pk)
        .select_related("party__consultation", "party__partner")
        .first()
    )
    if found is None:
        raise _missing()
    return found


def party(*, actor: Actor, pk: uuid.UUID) -> ConsultationParty:
    """Raises NotFound."""
    readable = scope.readable_ids(actor)
    found = (
        ConsultationParty.objects.filter(consultation__organisation_id__in=readable, pk=pk)
        .select_related("consultation", "partner")
        .first()
    )
    if found is None:
        raise _missing()
    return found


def published() -> QuerySet[Consultation]:
    """Published consultations, for everybody; the newest first."""
    return Consultation.objects.filter(published_at__isnull=False).select_related("organisation").order_by("-published_at", "pk")


def published_record(*, pk: uuid.UUID) -> Record:
    """The published record of a consultation, for everybody. Raises NotFound."""
    row = published().filter(pk=pk).select_related("body").first()
    if row is None:
        raise _missing()
    return _record(row)


def document_reader(actor: Actor, subject_id: uuid.UUID, file_id: uuid.UUID) -> bool:
    """For ``trust.files``: the paper of a published consultation is everybody's; before that, the planners'."""
    rows = Consultation.objects.filter(file_id=file_id, organisation_id=subject_id)
    if actor.role in scope.PLANNERS and subject_id in scope.readable_ids(actor):
        return rows.exists()
    return rows.filter(published_at__isnull=False).exists()


def weights_versions() -> list[tuple[uuid.UUID, int]]:
    """(id, version) of the matching weights, newest first: what a consultation can be linked to."""
    return list(MatchWeights.objects.order_by("-version").values_list("pk", "version"))


def consultations_on(*, kind: str, target_id: uuid.UUID) -> QuerySet[Consultation]:
    """Consultations that were linked to a row of another room, as a version of the matching weights."""
    ids = ConsultationSubject.objects.filter(kind=kind, target_id=target_id).values("consultation_id")
    return Consultation.objects.filter(pk__in=ids)


def rankings(*, actor: Actor) -> list[DriverRanking]:
    """Rankings of the drivers with their places, newest year first. 2 queries for the scope, 2 for the rows."""
    rows = DriverRanking.objects.filter(organisation_id__in=scope.readable_ids(actor)).select_related(
        "organisation", "recorded_by"
    )
    return list(rows.prefetch_related(Prefetch("ranks", DriverRank.objects.order_by("place"))))


def outlook(*, actor: Actor, year: int | None = None) -> list[OutlookEntry]:
    """Challenges and opportunities, by year and importance. 2 queries for the scope, 1 for the rows."""
    rows = OutlookEntry.objects.filter(organisation_id__in=scope.readable_ids(actor))
    if year:
        rows = rows.filter(year=year)
    return list(rows.select_related("owner", "organisation"))
