"""Reads about employers and their vacancies, each with a bounded number of SQL queries."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openpes.base import clock
from openpes.base.actor import Actor
from openpes.base.text import fold
from openpes.people.models import Account
from openpes.work import perms
from openpes.work.enums import ClosingReason, ContactState, ReportState, VacancyStatus, VerificationTier
from openpes.work.models import Employer, EmployerContact, LabourDispute, Vacancy, VacancyReport, VacancyStatusChange
from openpes.work.taxonomy.queries import skill_labels


class HistoryRow(NamedTuple):
    """Something that happened: when, who, what, the words said, about which vacancy."""

    at: dt.datetime
    who: str
    what: str
    words: str
    vacancy: Vacancy | None


OPEN_STATES = (VacancyStatus.IN_REVIEW, VacancyStatus.PUBLISHED, VacancyStatus.PAUSED)


def employers_of(account_id: uuid.UUID | None) -> list[Employer]:
    """Employers that an account acts for, by name. One query."""
    if account_id is None:
        return []
    return list(
        Employer.objects.filter(
            contacts__account_id=account_id, contacts__state=ContactState.ACTIVE, contacts__ended_at__isnull=True
        )
        .distinct()
        .order_by("name", "pk")
    )


def open_invitations(account_id: uuid.UUID | None) -> list[EmployerContact]:
    """Invitations to act for an employer that wait for this account's e-mail address. Two queries."""
    email = Account.objects.filter(pk=account_id).values_list("email", flat=True).first() if account_id else None
    if not email:
        return []
    waiting = Q(state=ContactState.INVITED) | Q(state=ContactState.ACTIVE, account__isnull=True)
    return list(
        EmployerContact.objects.filter(waiting, email__iexact=email, ended_at__isnull=True)
        .select_related("employer")
        .order_by("created_at", "pk")
    )


def contacts_of(actor: Actor, employer_id: uuid.UUID) -> list[EmployerContact]:
    """Everybody who acts or acted for the employer. Raises NotFound."""
    employer = perms.employer_for(actor, employer_id)
    return list(employer.contacts.order_by(F("ended_at").asc(nulls_first=True), "created_at", "pk"))


def vacancies_of_employer(actor: Actor, employer_id: uuid.UUID) -> "QuerySet[Vacancy]":
    """The employer's vacancies, newest first. Raises NotFound."""
    employer = perms.employer_for(actor, employer_id)
    return (
        perms.vacancies_of(actor)
        .filter(employer=employer)
        .select_related("occupation")
        .prefetch_related("places__place")
        .order_by("-created_at", "-pk")
    )


def places_taken(employer_id: uuid.UUID) -> int:
    """Vacancies that count towards the limit of the tier."""
    return Vacancy.objects.filter(employer_id=employer_id, status__in=OPEN_STATES).count()


def in_dispute(vacancies: Iterable[Vacancy]) -> dict[uuid.UUID, LabourDispute]:
    """Vacancies at whose workplace a labour dispute goes on today, by vacancy id. One query.

    A dispute of the whole employer covers every workplace; one at a workplace covers vacancies there and those that name none.
    """
    rows = list(vacancies)
    today = clock.today()
    disputes = LabourDispute.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gte=today),
        employer_id__in={v.employer_id for v in rows} | {v.on_behalf_of_id for v in rows if v.on_behalf_of_id},
        began_on__lte=today,
    ).order_by("began_on", "pk")
    found: dict[uuid.UUID, LabourDispute] = {}
    for dispute in disputes:
        for vacancy in rows:
            here = dispute.employer_id in {vacancy.employer_id, vacancy.on_behalf_of_id}
            if here and (not dispute.establishment_id or vacancy.establishment_id in {None, dispute.establishment_id}):
                found.setdefault(vacancy.pk, dispute)
    return found


def employers_to_verify(actor: Actor, limit: int = 100) -> list[Employer]:
    """Unverified registered employers in the care of the actor's offices, oldest first."""
    if actor.role not in perms.CARE_ROLES:
        return []
    return list(
        Employer.objects.filter(
            perms.looked_after_by(actor), tier=VerificationTier.UNVERIFIED, source__isnull=True, blocked_at__isnull=True
        )
        .annotate(open_vacancies=Count("vacancies", filter=Q(vacancies__status__in=OPEN_STATES)))
        .order_by("created_at", "pk")[:limit]
    )


def vacancies_to_check(actor: Actor, limit: int = 100) -> list[Vacancy]:
    """Vacancies that wait for an officer's check, oldest first."""
    if not perms.may_check_vacancies(actor):
        return []
    return list(
        perms.vacancies_of(actor)
        .filter(status=VacancyStatus.IN_REVIEW)
        .select_related("employer", "occupation")
        .order_by("changed_at", "pk")[:limit]
    )


def reports_to_decide(actor: Actor, limit: int = 100) -> list[VacancyReport]:
    """Open reports about vacancies in the care of the actor's offices, oldest first."""
    if not perms.may_check_vacancies(actor):
        return []
    return list(
        VacancyReport.objects.filter(state=ReportState.OPEN, vacancy__in=perms.vacancies_of(actor))
        .select_related("vacancy__employer")
        .order_by("at", "pk")[:limit]
    )


def similar_employers(name: str, register_number: str = "", limit: int = 5) -> list[Employer]:
    """Employers with the same number or the same folded name, for staff who verify."""
    same = Q(folded=fold(name)[:300])
    if register_number:
        same |= Q(register_number=register_number)
    return list(Employer.objects.filter(same).order_by("name", "pk")[:limit])


def skill_names(vacancy: Vacancy) -> list[str]:
    """Names of the vacancy's skills in the language of the page, essential ones first. Three queries."""
    rows = list(vacancy.skills.order_by("relation", "pk").values_list("skill_id", flat=True))
    names = skill_labels(rows, get_language() or "en")
    return [names[pk][0] for pk in rows]


def words_of(reason: str) -> str:
    """What was said about a change of status; a closing reason stored by its code is said in the language of the page."""
    return str(ClosingReason(reason).label) if reason in ClosingReason.values else reason


def history_of(actor: Actor, employer_id: uuid.UUID, limit: int = 100) -> list[HistoryRow]:
    """What happened to an employer's vacancies and to its verification, newest first. Who: a contact's name, else the service.

    Raises NotFound.
    """
    employer = perms.employer_for(actor, employer_id)
    contacts: dict[uuid.UUID | None, str] = {c.account_id: c.name for c in employer.contacts.all() if c.account_id}
    service = str(_("The employment service"))
    changes = (
        VacancyStatusChange.objects.filter(vacancy__employer=employer).select_related("vacancy").order_by("-at", "-pk")[:limit]
    )
    rows = [
        HistoryRow(c.at, contacts.get(c.account_id, service), c.get_status_display(), words_of(c.reason), c.vacancy)
        for c in changes
    ]
    rows += [
        HistoryRow(v.at, service, _("Verification: %(tier)s") % {"tier": v.get_tier_display()}, v.means, None)
        for v in employer.verifications.order_by("-at", "-pk")[:limit]
    ]
    return sorted(rows, key=lambda r: r.at, reverse=True)[:limit]
