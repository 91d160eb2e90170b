"""Reads for counsellors: a person's job search, referrals under way, whom a vacancy suits. Bounded SQL each."""

import datetime as dt
import uuid
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import get_language

from openpes.base.actor import Actor
from openpes.base.ids import clean_reference
from openpes.contact.queries import persons_reached_by
from openpes.matching.queries import rank_own_clients
from openpes.matching.reasons import sentence
from openpes.matching.requests import Reason
from openpes.people.models import Person
from openpes.people.perms import visible_persons
from openpes.people.queries import find_persons
from openpes.placement.enums import ApplicationStatus, ReferralStatus
from openpes.placement.models import Application, Placement, Referral
from openpes.work.enums import VacancyStatus
from openpes.work.models import JobseekerProfile, Vacancy
from openpes.work.taxonomy.queries import occupation_labels, skill_labels

UNDER_WAY = (ReferralStatus.PROPOSED, ReferralStatus.SENT, ReferralStatus.NO_ANSWER)
MOST_CLIENTS = 400
MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class WorkFile:
    """A person's applications, referrals and placements, newest first."""

    applications: list[Application]
    referrals: list[Referral]
    placements: list[Placement]


@dataclass(frozen=True, slots=True)
class ProfileSummary:
    """A profile in a few lines, in the reader's language."""

    occupations: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    profile: JobseekerProfile | None = None


@dataclass(frozen=True, slots=True)
class Suited:
    """One of the actor's clients for a vacancy, with the reasons and whether it was proposed already."""

    person: Person
    score_percent: int
    reasons: list[tuple[Reason, str]] = field(default_factory=list)
    ruled_out: bool = False
    state: str = ""


def find_people(*, actor: Actor, text: str) -> list[Person]:
    """By name, reference, telephone number or e-mail, among those the actor may open."""
    found = find_persons(actor=actor, text=text)
    compact = "".join(c for c in text if c.isdigit() or c == "+")
    addresses = [text.strip().lower()] if "@" in text else [compact] if len(compact) >= 6 else []
    if addresses:
        reached = persons_reached_by(addresses)
        known = {p.pk for p in found}
        found += [p for p in visible_persons(actor).filter(pk__in=reached).order_by("folded_name")[:20] if p.pk not in known]
    return found


def work_of(person: Person) -> WorkFile:
    """What the person applied for, was proposed, and where they were placed. 4 queries."""
    return WorkFile(
        applications=list(person.applications.select_related("vacancy__employer").order_by("-sent_at")[:30]),
        referrals=list(person.referrals.select_related("vacancy__employer").order_by("-made_at")[:30]),
        placements=list(
            person.placements.select_related("vacancy", "employer").prefetch_related("evidence").order_by("-started_on")[:20]
        ),
    )


def profile_summary(person: Person) -> ProfileSummary:
    """Occupations, skills and places of the profile. 6 queries at most."""
    profile: JobseekerProfile | None = getattr(person, "profile", None)
    if profile is None:
        return ProfileSummary()
    language = get_language() or "en"
    occupations = list(profile.occupations.values_list("occupation_id", flat=True))
    skills = list(profile.skills.values_list("skill_id", flat=True)[:30])
    names, skill_names = occupation_labels(occupations, language), skill_labels(skills, language)
    return ProfileSummary(
        occupations=tuple(names[pk][0] for pk in occupations if pk in names),
        skills=tuple(skill_names[pk][0] for pk in skills if pk in skill_names),
        places=tuple(
            f"{p.place.name if p.place else ''} {p.radius_km} km".strip() for p in profile.places.select_related("place").all()
        ),
        profile=profile,
    )


def referrals_under_way(*, actor: Actor) -> list[Referral]:
    """Referrals of people the actor may open: without an answer first, then by the day it is due. At most 200, 2 queries."""
    rows = (
        Referral.objects.filter(status__in=UNDER_WAY, person__in=visible_persons(actor).values("pk"))
        .select_related("person", "vacancy__employer", "application")
        .order_by("answer_due_on", "made_at", "pk")
    )
    if actor.role == "counsellor":
        rows = rows.filter(
            Q(account_id=actor.account_id)
            | Q(person__case_assignments__counsellor_id=actor.account_id, person__case_assignments__valid_until__isnull=True)
        ).distinct()
    found = list(rows[:200])
    order = {ReferralStatus.NO_ANSWER: 0, ReferralStatus.SENT: 1, ReferralStatus.PROPOSED: 2}
    found.sort(key=lambda r: (order[ReferralStatus(r.status)], r.answer_due_on or dt.date.max))
    return found


def vacancies_known_to(person: Person) -> list[Vacancy]:
    """Vacancies the person applied for or was referred to: what a placement is usually about."""
    condition = Q(applications__person=person) & ~Q(applications__status=ApplicationStatus.WITHDRAWN)
    return list(
        Vacancy.objects.filter(condition | Q(referrals__person=person))
        .select_related("employer")
        .distinct()
        .order_by("-posted_on")[:50]
    )


def placement_for_case(*, actor: Actor, pk: uuid.UUID) -> Placement | None:
    """A placement of a person the actor may open."""
    return Placement.objects.filter(pk=pk, person__in=visible_persons(actor).values("pk")).select_related("person").first()


def open_vacancy(reference: str) -> Vacancy | None:
    """A published vacancy by reference, also one that only the service sees."""
    clean = clean_reference(reference, "V")
    rows = Vacancy.objects.select_related("employer").prefetch_related("requirements", "places__place")
    return rows.filter(reference=clean, status=VacancyStatus.PUBLISHED).first() if clean else None


def own_clients_for(*, actor: Actor, vacancy: Vacancy, language: str) -> list[Suited]:
    """The actor's own clients in the order in which the vacancy suits them, nobody left out. A fixed number of queries."""
    assigned = Q(case_assignments__counsellor_id=actor.account_id, case_assignments__valid_until__isnull=True)
    persons = visible_persons(actor)
    own = persons.filter(assigned) if actor.role == "counsellor" else persons
    profiles = dict(JobseekerProfile.objects.filter(person__in=own.values("pk")).values_list("pk", "person_id")[:MOST_CLIENTS])
    page = rank_own_clients(vacancy_id=vacancy.pk, profile_ids=list(profiles), language=language)
    best = page.matches[:MOST_SHOWN]
    people = {p.pk: p for p in Person.objects.filter(pk__in=[m.person_id for m in best])}
    states: dict[uuid.UUID, str] = {}
    for referral in Referral.objects.filter(vacancy=vacancy, person__in=people):
        states[referral.person_id] = referral.get_status_display()
    for application in Application.objects.filter(vacancy=vacancy, person__in=people).exclude(status=ApplicationStatus.WITHDRAWN):
        states.setdefault(application.person_id, application.get_status_display())
    return [
        Suited(
            person=people[m.person_id],
            score_percent=round(m.score / 10_000),
            reasons=[(r, sentence(r)) for r in m.reasons],
            ruled_out=bool(m.ruled_out),
            state=states.get(m.person_id, ""),
        )
        for m in best
        if m.person_id in people
    ]
