"""Hires and placements: reported, then confirmed or contested by evidence from several sources; still in work later on."""

import datetime as dt
import uuid
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from openpes.base import clock, hooks
from openpes.base.actor import Actor
from openpes.base.enums import InteractionLevel, Service
from openpes.base.errors import Conflict, InvalidInput, NotAllowed, NotFound
from openpes.base.events import record_event
from openpes.base.ids import new_reference
from openpes.base.locking import require_write, write
from openpes.base.text import clean_line
from openpes.people.models import Person
from openpes.placement import rules
from openpes.placement.actions.application_status import move_application
from openpes.placement.enums import ApplicationStatus, EvidenceSource, InvitationStatus, PlacementStatus
from openpes.placement.models import Application, Invitation, Placement, PlacementEvidence, Referral
from openpes.placement.perms import application_for, placement_for_employer, speaks_for
from openpes.trust.audit import audit
from openpes.work.actions.vacancy_steps import fill_place, free_place
from openpes.work.enums import Contract
from openpes.work.models import Vacancy

REGISTERS = (EvidenceSource.SOCIAL_INSURANCE, EvidenceSource.TAX)
EARLIEST = dt.timedelta(days=366)
LATEST = dt.timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Terms:
    """The work somebody began. None and "unknown" mean that nobody said."""

    started_on: dt.date
    contract: str = Contract.UNKNOWN
    hours_per_week: Decimal | None = None
    formal: bool | None = None
    written_contract: bool | None = None
    ends_on: dt.date | None = None
    own_account: bool = False


def report_hire(
    *, actor: Actor, application_id: uuid.UUID, terms: Terms, close_when_full: bool = True, words: str = ""
) -> Placement:
    """The employer (or an officer for it) reports that an applicant was hired: one place is filled, a placement is reported.

    Reporting it again gives back the same placement. Locks the application, then the vacancy. Raises Conflict when no place is left,
    InvalidInput (field), NotFound.
    """
    _check_terms(terms)
    with write():
        application = application_for(actor, application_id)
        application = (
            Application.objects.select_for_update(of=("self",)).select_related("vacancy__employer").get(pk=application.pk)
        )
        if application.status == ApplicationStatus.HIRED:
            known = Placement.objects.filter(application=application).first()
            if known:
                return known
        move_application(actor=actor, application=application, to=ApplicationStatus.HIRED, words=clean_line(words, 500))
        placement, made = _placement_for(actor, application, terms)
        if made:
            fill_place(actor=actor, vacancy_id=application.vacancy_id, close_when_full=close_when_full)
        source = EvidenceSource.EMPLOYER if actor.role == "employer" else EvidenceSource.COUNSELLOR
        _add_evidence(actor, placement, source, True, words, None)
        record_event(
            actor=actor,
            service=Service.JOB_MATCHING,
            act="placement.hire_reported",
            level=InteractionLevel.TRANSACTION,
            person_id=application.person_id,
            employer_id=application.vacancy.employer_id,
            synthetic=placement.synthetic,
        )
    return placement


def record_placement(
    *,
    actor: Actor,
    person_id: uuid.UUID,
    terms: Terms,
    source: str,
    vacancy_id: uuid.UUID | None = None,
    employer_name: str = "",
    words: str = "",
    file_id: uuid.UUID | None = None,
) -> Placement:
    """A counsellor writes down, or a jobseeker tells, that somebody began work: through a vacancy here, elsewhere, or on own account.

    The same person and vacancy, or the same person, name and first day, give one placement with more evidence. Raises InvalidInput
    (field), NotFound, Conflict when the vacancy has no place left.
    """
    _check_terms(terms)
    employer_name = clean_line(employer_name, 300)
    with write():
        person = _person_for(actor, person_id, source)
        vacancy = Vacancy.objects.select_related("employer").filter(pk=vacancy_id).first() if vacancy_id else None
        if vacancy_id and vacancy is None:
            raise NotFound(_("There is no such vacancy."))
        if vacancy is None and not employer_name and not terms.own_account:
            raise InvalidInput(_("Please name the employer, or say that it is own-account work."), field="employer_name")
        placement, made = _placement(actor, person, vacancy, None, employer_name, terms)
        if made and vacancy is not None:
            fill_place(actor=actor, vacancy_id=vacancy.pk)
        _add_evidence(actor, placement, source, True, words, file_id)
        record_event(
            actor=actor,
            service=Service.JOB_MATCHING,
            act="placement.recorded",
            level=InteractionLevel.TRANSACTION,
            person_id=person.pk,
            employer_id=vacancy.employer_id if vacancy else None,
            synthetic=placement.synthetic,
        )
    return placement


def add_evidence(
    *,
    actor: Actor,
    placement_id: uuid.UUID,
    source: str,
    confirms: bool,
    words: str = "",
    file_id: uuid.UUID | None = None,
) -> Placement:
    """One more word about a placement; its status follows from all of them.

    An employer speaks for the employer, a jobseeker for themself, staff for themself or with the extract of a register. A "no" needs
    words. When nobody says yes any more, the placement is cancelled and the place is free again. Locks the placement's row.
    """
    words = clean_line(words, 500)
    if not confirms and not words:
        raise InvalidInput(_("Please say in a few words what is not right."), field="words")
    with write():
        placement = Placement.objects.select_for_update().filter(pk=placement_id).first()
        if placement is None:
            raise NotFound(_("There is no such placement."))
        if source == EvidenceSource.EMPLOYER and actor.role == "employer":
            placement_for_employer(actor, placement_id)
        else:
            _person_for(actor, placement.person_id, source)
        _add_evidence(actor, placement, source, confirms, words, file_id)
        record_event(
            actor=actor,
            service=Service.JOB_MATCHING,
            act="placement.evidence_added",
            level=InteractionLevel.SUBMISSION,
            person_id=placement.person_id,
            employer_id=placement.employer_id,
            synthetic=placement.synthetic,
        )
    return placement


def answer_follow_up(*, actor: Actor, placement_id: uuid.UUID, months: int, in_work: bool, source: str) -> Placement:
    """Still in work 3 or 6 months after the start? The newest answer counts. Raises InvalidInput, NotFound."""
    if months not in rules.FOLLOW_UP_MONTHS:
        raise InvalidInput(_("Please choose 3 or 6 months."), field="months")
    with write():
        placement = Placement.objects.select_for_update().filter(pk=placement_id).first()
        if placement is None:
            raise NotFound(_("There is no such placement."))
        if source == EvidenceSource.EMPLOYER and actor.role == "employer":
            placement_for_employer(actor, placement_id)
        else:
            _person_for(actor, placement.person_id, source)
        if rules.months_later(placement.started_on, months) > clock.today():
            raise InvalidInput(_("That day has not come yet."), field="months")
        name = f"in_work_{months}_months"
        if getattr(placement, name) != in_work:
            setattr(placement, name, in_work)
            placement.save(update_fields=[name])
            audit(
                actor=actor,
                act="placement.followed_up",
                target=placement,
                person_id=placement.person_id,
                changes={name: in_work, "source": source},
            )
            record_event(
                actor=actor,
                service=Service.JOB_MATCHING,
                act="placement.followed_up",
                level=InteractionLevel.TRANSACTION,
                person_id=placement.person_id,
                employer_id=placement.employer_id,
                synthetic=placement.synthetic,
            )
            hooks.publish("placement.changed", id=placement.pk)
    return placement


def ask_due_follow_ups() -> int:
    """Ask for every question "still in work?" that is due: one task per placement and question, however often this runs."""
    today = clock.today()
    asked = 0
    for months in rules.FOLLOW_UP_MONTHS:
        latest = rules.months_later(today, -months)
        rows = (
            Placement.objects.filter(
                **{f"in_work_{months}_months__isnull": True},
                status__in=[PlacementStatus.REPORTED, PlacementStatus.CONFIRMED],
                started_on__lte=latest + dt.timedelta(days=3),
                started_on__gte=latest - dt.timedelta(days=rules.FOLLOW_UP_WINDOW_DAYS + 3),
            )
            .order_by("started_on", "pk")
            .iterator(chunk_size=500)
        )
        for placement in rows:
            answered = {3: placement.in_work_3_months, 6: placement.in_work_6_months}
            if months in rules.follow_ups_due(placement.started_on, today, answered):
                with write():
                    hooks.publish("placement.follow_up", placement_id=placement.pk, person_id=placement.person_id, months=months)
                asked += 1
    return asked


def _check_terms(terms: Terms) -> None:
    today = clock.today()
    if not today - EARLIEST <= terms.started_on <= today + LATEST:
        raise InvalidInput(_("Please give the first day of work, at most a year from today."), field="started_on")
    if terms.ends_on and terms.ends_on < terms.started_on:
        raise InvalidInput(_("The work ends before it begins."), field="ends_on")
    if terms.contract not in Contract.values:
        raise InvalidInput(_("Please choose one of the answers."), field="contract")
    if terms.hours_per_week is not None and not 0 < terms.hours_per_week <= 99:
        raise InvalidInput(_("Please write the hours a week, at most 99."), field="hours_per_week")


def _person_for(actor: Actor, person_id: uuid.UUID, source: str) -> Person:
    """The person, when the actor may speak for this source about them."""
    missing = NotFound(_("There is no such record, or it is not open to you."))
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        raise missing
    if source not in EvidenceSource.values:
        raise InvalidInput(_("Please choose where this is known from."), field="source")
    if actor.role == "jobseeker":
        if not speaks_for(actor, person):
            raise missing
        if source != EvidenceSource.JOBSEEKER:
            raise NotAllowed(_("You speak for yourself here."))
        return person
    if actor.role == "system" and source in REGISTERS:
        return person
    if actor.is_staff and (speaks_for(actor, person) or actor.role == "employer_liaison"):
        return person
    raise missing


def _placement_for(actor: Actor, application: Application, terms: Terms) -> tuple[Placement, bool]:
    return _placement(actor, application.person, application.vacancy, application, "", terms)


def _placement(
    actor: Actor, person: Person, vacancy: Vacancy | None, application: Application | None, employer_name: str, terms: Terms
) -> tuple[Placement, bool]:
    """The placement of this person in this work, and whether it is new. Must be inside ``write()``."""
    require_write()
    live = Placement.objects.filter(person=person).exclude(status=PlacementStatus.CANCELLED)
    if vacancy is not None:
        known = live.filter(vacancy=vacancy).first()
    else:
        known = live.filter(
            vacancy=None, employer_name__iexact=employer_name, own_account=terms.own_account, started_on=terms.started_on
        ).first()
    if known is not None:
        if application is not None and known.application_id is None:
            known.application = application
            known.save(update_fields=["application"])
        return known, False
    referred = vacancy is not None and Referral.objects.filter(person=person, vacancy=vacancy).exists()
    invited = (
        vacancy is not None
        and Invitation.objects.filter(person=person, vacancy=vacancy, status=InvitationStatus.ACCEPTED).exists()
    )
    registration = person.registrations.exclude(state="ended").order_by("-effective_from").first()
    placement = Placement.objects.create(
        reference=new_reference("P"),
        person=person,
        vacancy=vacancy,
        employer=vacancy.employer if vacancy else None,
        employer_name=vacancy.employer.name if vacancy else employer_name,
        application=application,
        organisation_id=registration.organisation_id if registration else actor.organisation_id,
        origin=rules.origin_of(referred=referred, invited=invited, applied=application is not None),
        own_account=terms.own_account,
        formal=terms.formal,
        written_contract=terms.written_contract,
        contract=terms.contract,
        hours_per_week=terms.hours_per_week,
        started_on=terms.started_on,
        ends_on=terms.ends_on,
        recorded_at=clock.now(),
        synthetic=person.synthetic or actor.synthetic,
    )
    audit(
        actor=actor,
        act="placement.made",
        target=placement,
        person_id=person.pk,
        changes={"started_on": terms.started_on, "contract": terms.contract},
    )
    return placement, True


def _add_evidence(actor: Actor, placement: Placement, source: str, confirms: bool, words: str, file_id: uuid.UUID | None) -> None:
    same = placement.evidence.filter(source=source).order_by("-at", "-pk").first()
    if same and (same.confirms, same.words, same.file_id) == (confirms, clean_line(words, 500), file_id):
        return
    PlacementEvidence.objects.create(
        placement=placement,
        source=source,
        confirms=confirms,
        words=clean_line(words, 500),
        file_id=file_id,
        account_id=actor.account_id,
        at=clock.now(),
    )
    said = list(placement.evidence.order_by("at", "pk").values_list("source", "confirms"))
    status = rules.placement_status(said)
    if status != placement.status:
        if placement.status == PlacementStatus.CANCELLED and placement.vacancy_id:
            raise Conflict(_("This placement was cancelled. Report the hire again."), code="cancelled")
        placement.status = status
        placement.save(update_fields=["status"])
        if status == PlacementStatus.CANCELLED and placement.vacancy_id:
            free_place(actor=actor, vacancy_id=placement.vacancy_id)
    audit(
        actor=actor,
        act="placement.evidence",
        target=placement,
        person_id=placement.person_id,
        changes={"source": source, "confirms": confirms, "status": status},
    )
    hooks.publish("placement.changed", id=placement.pk)
    if status in {PlacementStatus.REPORTED, PlacementStatus.CONTESTED}:
        hooks.publish("placement.reported", placement_id=placement.pk, person_id=placement.person_id)
