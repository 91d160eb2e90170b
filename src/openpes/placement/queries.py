"""Reads for employers: their vacancies with counts, applicants, people without names, invitations. Bounded SQL each."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import get_language

from openpes.base import clock
from openpes.base.actor import Actor
from openpes.base.errors import NotFound
from openpes.contact.enums import PointKind
from openpes.contact.models import ContactPoint
from openpes.matching import queries as matching
from openpes.placement.employer_reasons import SaidReason, say_for_employer
from openpes.placement.enums import ApplicationStatus, InvitationStatus
from openpes.placement.models import Application, Invitation, Placement
from openpes.placement.perms import applications_seen, candidates_vacancy, hidden_from, may_see_candidates
from openpes.placement.pseudonyms import pseudonym_of, token_of
from openpes.trust.access import record_accesses
from openpes.trust.keys import decrypt
from openpes.work import perms as work_perms
from openpes.work import queries as work_queries
from openpes.work.enums import CefrLevel, LabelKind
from openpes.work.models import Experience, JobseekerProfile, LanguageSkill, OccupationLabel, SkillLabel, Vacancy

MOST_APPLICANTS = 200
MOST_PEOPLE = 100
PAGE = 20


@dataclass(frozen=True, slots=True)
class ProfileFacts:
    """What somebody can do, without who they are. ``experience``: (occupation or kind of work, whole years)."""

    skills: tuple[str, ...] = ()
    experience: tuple[tuple[str, int], ...] = ()
    languages: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Applicant:
    """An application as its vacancy's employer sees it in the list."""

    application: Application
    name: str
    reasons: list[SaidReason] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class NamelessPerson:
    """A person who fits, by pseudonym. ``token`` is sent back to invite them."""

    token: str
    pseudonym: str
    reasons: list[SaidReason]
    facts: ProfileFacts
    invitation: str = ""


def vacancies_with_counts(actor: Actor, employer_id: uuid.UUID) -> "QuerySet[Vacancy]":
    """The employer's vacancies, newest first, with ``applicants`` (not withdrawn) and ``new_applicants`` (not looked at)."""
    live = ~Q(applications__status=ApplicationStatus.WITHDRAWN)
    return work_queries.vacancies_of_employer(actor, employer_id).annotate(
        applicants=Count("applications", filter=live, distinct=True),
        new_applicants=Count("applications", filter=Q(applications__status=ApplicationStatus.SENT), distinct=True),
    )


def count_applications(vacancy: Vacancy) -> int:
    """How many applied and did not withdraw: a number, shown also to an employer who may not see people yet."""
    return vacancy.applications.exclude(status=ApplicationStatus.WITHDRAWN).count()


def applicants_of(actor: Actor, vacancy: Vacancy) -> list[Applicant]:
    """Applicants by status and day, each with the reasons; the reading is logged for each of them. At most 200."""
    order = [s.value for s in ApplicationStatus]
    rows = list(
        applications_seen(actor, vacancy).select_related("person", "referral").order_by("sent_at", "pk")[:MOST_APPLICANTS]
    )
    rows.sort(key=lambda a: order.index(a.status))
    record_accesses(
        actor=actor.with_purpose(f"vacancy {vacancy.reference}"), person_ids=[a.person_id for a in rows], what="applicant list"
    )
    reasons = _reasons_for(vacancy, [a.person_id for a in rows])
    return [Applicant(a, a.person.display_name, reasons.get(a.person_id, [])) for a in rows]


def _reasons_for(vacancy: Vacancy, person_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[SaidReason]]:
    profiles = list(JobseekerProfile.objects.filter(person_id__in=person_ids).values_list("pk", flat=True))
    page = matching.rank_own_clients(vacancy_id=vacancy.pk, profile_ids=profiles, language=get_language() or "en")
    return {match.person_id: say_for_employer(match.reasons) for match in page.matches}


def people_who_fit(actor: Actor, vacancy_id: uuid.UUID, *, page: int = 1) -> tuple[Vacancy, list[NamelessPerson], int]:
    """(vacancy, one page of 20 people without names, how many there are, at most 100). Each reading is logged.

    Nobody who hides, hides from this employer, or applied already. Raises NotFound, or NotAllowed below tier 1.
    """
    vacancy = candidates_vacancy(actor, vacancy_id)
    matches = _matches(vacancy)
    start = (max(1, page) - 1) * PAGE
    shown = matches[start : start + PAGE]
    record_accesses(
        actor=actor.with_purpose(f"vacancy {vacancy.reference}"),
        person_ids=[m.person_id for m in shown],
        what="profile without name",
    )
    facts = facts_of_people([m.person_id for m in shown])
    invited = dict(vacancy.invitations.values_list("person_id", "status"))
    people = [
        NamelessPerson(
            token=token_of(vacancy.pk, m.person_id),
            pseudonym=pseudonym_of(vacancy.pk, m.person_id),
            reasons=say_for_employer(m.reasons),
            facts=facts.get(m.person_id, ProfileFacts()),
            invitation=invited.get(m.person_id, ""),
        )
        for m in shown
    ]
    return vacancy, people, len(matches)


def person_behind(actor: Actor, vacancy_id: uuid.UUID, token: str) -> uuid.UUID:
    """The person a token of this vacancy stands for, while they can still be found. Raises NotFound."""
    vacancy = candidates_vacancy(actor, vacancy_id)
    for match in _matches(vacancy):
        if token_of(vacancy.pk, match.person_id) == token:
            return match.person_id
    raise NotFound("")


def _matches(vacancy: Vacancy) -> list[Any]:
    applied = set(vacancy.applications.values_list("person_id", flat=True))
    found = matching.people_for_vacancy(vacancy_id=vacancy.pk, limit=MOST_PEOPLE, language=get_language() or "en")
    return [m for m in found.matches if m.person_id not in applied]


def invitations_of(actor: Actor, vacancy: Vacancy) -> list[tuple[Invitation, str]]:
    """(invitation, name or pseudonym): the name only where the person said yes and does not hide now."""
    if actor.role == "employer" and not may_see_candidates(vacancy):
        return []
    hidden = hidden_from(vacancy.employer_id).filter(person_id=OuterRef("person_id"))
    rows = vacancy.invitations.annotate(hides=Exists(hidden)).select_related("person").order_by("-sent_at", "-pk")
    return [
        (
            row,
            row.person.display_name
            if row.status == InvitationStatus.ACCEPTED and not row.hides
            else pseudonym_of(vacancy.pk, row.person_id),
        )
        for row in rows
    ]


def facts_of_people(person_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, ProfileFacts]:
    """Skills, experience by occupation and languages of people, nothing else. At most six queries for any number."""
    profiles = dict(JobseekerProfile.objects.filter(person_id__in=list(person_ids)).values_list("pk", "person_id"))
    language = get_language() or "en"
    skills: dict[uuid.UUID, list[str]] = {}
    for profile, skill, label in _profile_skills(profiles):
        skills.setdefault(profile, []).append(_SkillNames.of(language, skill, label))
    experience: dict[uuid.UUID, dict[str, int]] = {}
    today = clock.today()
    rows = list(Experience.objects.filter(profile__in=profiles).select_related("occupation").order_by("-began", "pk"))
    named = _occupation_names([r.occupation_id for r in rows if r.occupation_id], language)
    for row in rows:
        label = named.get(row.occupation_id, row.occupation.label) if row.occupation else row.get_kind_display()
        months = row.months
        if months is None and row.began:
            end = row.ended or today
            months = (end.year - row.began.year) * 12 + end.month - row.began.month
        held = experience.setdefault(row.profile_id, {})
        held[str(label)] = held.get(str(label), 0) + max(0, months or 0)
    spoken: dict[uuid.UUID, list[tuple[str, str]]] = {}
    for row in LanguageSkill.objects.filter(profile__in=profiles).order_by("-level", "language"):
        spoken.setdefault(row.profile_id, []).append((row.language, CefrLevel(row.level).name))
    return {
        person: ProfileFacts(
            tuple(skills.get(profile, ())),
            tuple((label, months // 12) for label, months in experience.get(profile, {}).items()),
            tuple(spoken.get(profile, ())),
        )
        for profile, person in profiles.items()
    }
