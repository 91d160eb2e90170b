"""What an employer, and staff who act for it, may see of people; and who may answer an employer for a person."""

import uuid

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from openpes.base import clock
from openpes.base.actor import Actor
from openpes.base.errors import NotAllowed, NotFound
from openpes.people.enums import MandateScope
from openpes.people.models import Person
from openpes.people.perms import may_see
from openpes.placement.enums import ApplicationStatus
from openpes.placement.models import Application, EmployerBlock, Placement
from openpes.work import perms as work_perms
from openpes.work.country_limits import tier_limits
from openpes.work.enums import Handling
from openpes.work.models import Vacancy


def may_see_candidates(vacancy: Vacancy) -> bool:
    """Whether the vacancy's employer may see people at all: verified, not blocked, and allowed by the country."""
    return work_perms.may_see_candidates(vacancy.employer) and tier_limits(vacancy.employer.tier).sees_candidates


def candidates_vacancy(actor: Actor, vacancy_id: uuid.UUID) -> Vacancy:
    """The vacancy, when the actor may see candidates of it. Raises NotFound, or NotAllowed while the employer is not verified."""
    vacancy = work_perms.vacancy_for(actor, vacancy_id)
    if actor.role == "employer" and not may_see_candidates(vacancy):
        raise NotAllowed(_("You see people as soon as we have verified you."), code="not_verified")
    return vacancy


def hidden_from(vacancy: Vacancy) -> "QuerySet[EmployerBlock]":
    """People who hide themselves from the vacancy's employer, or from the one it is posted for."""
    return EmployerBlock.objects.filter(employer_id__in=[pk for pk in (vacancy.employer_id, vacancy.on_behalf_of_id) if pk])


def applications_seen(actor: Actor, vacancy: Vacancy) -> "QuerySet[Application]":
    """Applications for the vacancy that the actor may open.

    Not the withdrawn ones; not of people who hid themselves from the employer (a hire stays); with a first selection by the service
    only referred or shortlisted people. The same rule as ``rules.employer_sees_application``.
    """
    rows = Application.objects.filter(vacancy=vacancy).exclude(status=ApplicationStatus.WITHDRAWN)
    if actor.role != "employer":
        return rows
    if not may_see_candidates(vacancy):
        return rows.none()
    hidden = hidden_from(vacancy).filter(person_id=OuterRef("person_id"))
    rows = rows.filter(Q(status=ApplicationStatus.HIRED) | ~Exists(hidden))
    if vacancy.handling == Handling.PRESELECTION:
        first = (ApplicationStatus.SENT, ApplicationStatus.SEEN)
        rows = rows.filter(Q(referral__isnull=False) | ~Q(status__in=first))
    return rows


def application_for(actor: Actor, application_id: uuid.UUID) -> Application:
    """One application with person and vacancy, for those who may decide about it. Raises NotFound."""
    missing = NotFound(_("There is no such application."))
    row = Application.objects.filter(pk=application_id).values("vacancy_id").first()
    if row is None:
        raise missing
    try:
        vacancy = work_perms.vacancy_for(actor, row["vacancy_id"])
    except NotFound:
        raise missing from None
    application = (
        applications_seen(actor, vacancy)
        .select_related("person", "vacancy__employer", "referral")
        .filter(pk=application_id)
        .first()
    )
    if application is None:
        raise missing
    return application


def may_read_application_file(actor: Actor, file_id: uuid.UUID) -> bool:
    """Whether a CV may be opened: it came with an application that the actor may open, and the actor acts for that employer."""
    for application in Application.objects.filter(cv_file_id=file_id).only("pk")[:20]:
        try:
            application_for(actor, application.pk)
        except (NotFound, NotAllowed):
            continue
        return True
    return False


def placement_for_employer(actor: Actor, placement_id: uuid.UUID) -> Placement:
    """A placement at the own employer, or one in the care of the own offices. Raises NotFound."""
    placement = Placement.objects.select_related("person", "vacancy").filter(pk=placement_id).first()
    if placement is not None and placement.employer_id is not None:
        try:
            work_perms.employer_for(actor, placement.employer_id)
            return placement
        except NotFound:
            pass
    raise NotFound(_("There is no such placement."))


def speaks_for(actor: Actor, person: Person) -> bool:
    """The person themself, a holder of a mandate for applications, or staff who may open the record."""
    if actor.role == "system":
        return True
    if actor.role != "jobseeker":
        return actor.is_staff and may_see(actor, person)
    if actor.person_id == person.pk:
        return True
    today = clock.today()
    return (
        actor.person_id is not None
        and person.mandates.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gte=today),
            holder_id=actor.person_id,
            scope__in=[MandateScope.ALL, MandateScope.APPLICATIONS],
            valid_from__lte=today,
            revoked_at__isnull=True,
        ).exists()
    )


def may_read_file_of_subject(actor: Actor, subject_id: uuid.UUID, file_id: uuid.UUID) -> bool:
    """A reader for ``trust.files``: a CV opens for those who may open an application it came with."""
    return may_read_application_file(actor, file_id)
