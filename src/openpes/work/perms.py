"""Who may act for an employer, look after it, or decide about its vacancies."""

import uuid

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from openpes.base.actor import Actor
from openpes.base.errors import NotAllowed, NotFound
from openpes.people.models import ConflictOfInterest
from openpes.work.enums import ContactState, VerificationTier
from openpes.work.models import Employer, EmployerContact, Vacancy

CARE_ROLES = frozenset({"employer_liaison", "counsellor", "contact_agent", "manager"})
DECIDING_ROLES = frozenset({"employer_liaison", "manager"})
CHECKING_ROLES = frozenset({"employer_liaison", "counsellor", "manager"})


def may_act_for_employer(account_id: uuid.UUID | None, employer_id: uuid.UUID | None) -> bool:
    """Whether the account is an active contact of the employer today. One query."""
    if account_id is None or employer_id is None:
        return False
    return EmployerContact.objects.filter(
        account_id=account_id, account__is_active=True, employer_id=employer_id, state=ContactState.ACTIVE, ended_at__isnull=True
    ).exists()


def may_manage_contacts(actor: Actor, employer_id: uuid.UUID) -> bool:
    """Whether the actor may invite and end contacts of the employer."""
    if actor.role == "employer":
        return EmployerContact.objects.filter(
            account_id=actor.account_id,
            employer_id=employer_id,
            state=ContactState.ACTIVE,
            ended_at__isnull=True,
            may_manage=True,
        ).exists()
    return actor.role in CARE_ROLES


def looked_after_by(actor: Actor) -> Q:
    """Filter of employers that a member of staff looks after: those of the own offices, and those that no office has yet."""
    return Q(organisation_id__in=actor.scope_ids) | Q(organisation_id__isnull=True)


def _has_declared_tie(actor: Actor, employer_id: uuid.UUID) -> bool:
    return ConflictOfInterest.objects.filter(account_id=actor.account_id, employer_id=employer_id, ended_at__isnull=True).exists()


def employer_for(actor: Actor, employer_id: uuid.UUID | None) -> Employer:
    """The employer, for its active contacts and for the staff who look after it.

    Raises NotFound for everyone else (a stranger does not learn that it exists) and NotAllowed where staff declared a tie.
    """
    missing = NotFound(_("There is no such employer."))
    if employer_id is None:
        raise missing
    if actor.role == "system":
        employer = Employer.objects.filter(pk=employer_id).first()
    elif actor.role == "employer":
        mine = actor.employer_id == employer_id and may_act_for_employer(actor.account_id, employer_id)
        employer = Employer.objects.filter(pk=employer_id).first() if mine else None
    elif actor.role in CARE_ROLES:
        employer = Employer.objects.filter(looked_after_by(actor), pk=employer_id).first()
        if employer and _has_declared_tie(actor, employer_id):
            raise NotAllowed(_("You declared a tie to this employer. A colleague has to do this."), code="conflict_of_interest")
    else:
        employer = None
    if employer is None:
        raise missing
    return employer


def employer_to_decide(actor: Actor, employer_id: uuid.UUID) -> Employer:
    """The employer, for staff who may set its tier or block it. Raises NotAllowed or NotFound."""
    if actor.role not in DECIDING_ROLES | {"system"}:
        raise NotAllowed(_("Only an employer-liaison officer or a manager may decide this."))
    return employer_for(actor, employer_id)


def vacancies_of(actor: Actor) -> "QuerySet[Vacancy]":
    """Vacancies that the actor may handle: the own employer's, or those in the care of the own offices.

    A vacancy of an employer to whom a member of staff declared a tie is left out.
    """
    rows = Vacancy.objects.all()
    if actor.role == "system":
        return rows
    if actor.role == "employer":
        if not may_act_for_employer(actor.account_id, actor.employer_id):
            return rows.none()
        return rows.filter(employer_id=actor.employer_id)
    if actor.role in CARE_ROLES:
        ties = ConflictOfInterest.objects.filter(
            account_id=actor.account_id, employer_id__isnull=False, ended_at__isnull=True
        ).values("employer_id")
        here = Q(organisation_id__in=actor.scope_ids) | Q(organisation_id__isnull=True)
        return rows.filter(here).exclude(employer_id__in=ties)
    return rows.none()


def vacancy_for(actor: Actor, vacancy_id: uuid.UUID) -> Vacancy:
    """The vacancy with its employer, for those who may handle it. Raises NotFound."""
    vacancy = vacancies_of(actor).select_related("employer", "occupation").filter(pk=vacancy_id).first()
    if vacancy is None:
        raise NotFound(_("There is no such vacancy."))
    return vacancy


def may_check_vacancies(actor: Actor) -> bool:
    """Whether the actor may publish or refuse vacancies that wait for a check."""
    return actor.role in CHECKING_ROLES


def may_see_candidates(employer: Employer) -> bool:
    """Never below tier 1, whatever the country pack says; never while blocked."""
    return employer.tier >= VerificationTier.PERSONAL and employer.blocked_at is None
