"""Reads for employers: their vacancies with counts, applicants, people without names, invitations. Bounded SQL each."""

import datetime as dt
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openpes.base import clock
from openpes.base.actor import Actor
from openpes.base.errors import NotFound
from openpes.base.languages import language_name
from openpes.contact.enums import PointKind
from openpes.contact.models import ContactPoint
from openpes.matching import queries as matching
from openpes.placement.employer_reasons import SaidReason, say_for_employer
from openpes.placement.enums import ApplicationStatus, InvitationStatus
from openpes.placement.models import Application, ApplicationStep, Invitation, Placement
from openpes.placement.perms import applications_seen, candidates_vacancy, hidden_from, may_see_candidates
from openpes.placement.pseudonyms import pseudonym_of, token_of
from openpes.trust.access import record_accesses
from openpes.trust.keys import decrypt
from openpes.work import queries as work_queries
from openpes.work.enums import CefrLevel, ExperienceKind
from openpes.work.models import Experience, JobseekerProfile, LanguageSkill, ProfileSkill, Vacancy
from openpes.work.taxonomy.queries import occupation_labels, skill_labels

MOST_APPLICANTS = 200
MOST_PEOPLE = 100
PAGE = 10


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


@dataclass(frozen=True, slots=True)
class FullApplication:
    """One application with everything that came with it."""

    application: Application
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    letter: str
    facts: ProfileFacts
    reasons: list[SaidReason]
    steps: tuple[ApplicationStep, ...]
    placement: Placement | None


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
    """(vacancy, one page of ten people without names, how many there are, at most 100). Each reading is logged.

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
    raise NotFound(_("This person cannot be invited any more."))


def _matches(vacancy: Vacancy) -> list[Any]:
    left_out = set(vacancy.applications.values_list("person_id", flat=True))
    left_out |= set(hidden_from(vacancy).values_list("person_id", flat=True))
    found = matching.people_for_vacancy(vacancy_id=vacancy.pk, limit=MOST_PEOPLE, language=get_language() or "en")
    return [m for m in found.matches if m.person_id not in left_out]


def invitations_of(actor: Actor, vacancy: Vacancy) -> list[tuple[Invitation, str]]:
    """(invitation, name or pseudonym): the name only where the person said yes and does not hide now."""
    if actor.role == "employer" and not may_see_candidates(vacancy):
        return []
    hidden = hidden_from(vacancy).filter(person_id=OuterRef("person_id"))
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
    """Skills, experience by occupation and languages of people, nothing else. At most eight queries for any number."""
    profiles = dict(JobseekerProfile.objects.filter(person_id__in=list(person_ids)).values_list("pk", "person_id"))
    tongue, today = get_language() or "en", clock.today()
    held = list(ProfileSkill.objects.filter(profile__in=profiles).order_by("pk").values_list("profile_id", "skill_id"))
    names = skill_labels({skill for _, skill in held}, tongue)
    skills: dict[uuid.UUID, list[str]] = defaultdict(list)
    for profile, skill in held:
        skills[profile].append(names[skill][0])
    spells = list(Experience.objects.filter(profile__in=profiles).order_by("-began", "pk"))
    jobs = occupation_labels({s.occupation_id for s in spells if s.occupation_id}, tongue)
    months: dict[uuid.UUID, Counter[str]] = defaultdict(Counter)
    for spell in spells:
        label = jobs[spell.occupation_id][0] if spell.occupation_id else str(ExperienceKind(spell.kind).label)
        months[spell.profile_id][label] += _months_of(spell, today)
    spoken: dict[uuid.UUID, list[tuple[str, str]]] = defaultdict(list)
    for row in LanguageSkill.objects.filter(profile__in=profiles).order_by("-level", "language"):
        spoken[row.profile_id].append((language_name(row.language), CefrLevel(row.level).name))
    return {
        person: ProfileFacts(
            tuple(sorted(skills[profile])),
            tuple((label, total // 12) for label, total in months[profile].items()),
            tuple(spoken[profile]),
        )
        for profile, person in profiles.items()
    }


def _months_of(spell: Experience, today: dt.date) -> int:
    if spell.months is not None:
        return spell.months
    if spell.began is None:
        return 0
    end = spell.ended or today
    return max(0, (end.year - spell.began.year) * 12 + end.month - spell.began.month)


def full_application(actor: Actor, application: Application) -> FullApplication:
    """What came with an application that the actor opened: ways to reach the person if they share them, letter, facts, reasons."""
    person_id = application.person_id
    points: list[ContactPoint] = []
    if application.share_contact:
        kinds = (PointKind.EMAIL, PointKind.PHONE)
        points = list(
            ContactPoint.objects.filter(person_id=person_id, kind__in=kinds, ended_at__isnull=True).order_by("kind", "pk")
        )
    return FullApplication(
        application=application,
        emails=tuple(p.address for p in points if p.kind == PointKind.EMAIL),
        phones=tuple(p.address for p in points if p.kind == PointKind.PHONE),
        letter=decrypt(person_id, application.letter_sealed),
        facts=facts_of_people([person_id]).get(person_id, ProfileFacts()),
        reasons=_reasons_for(application.vacancy, [person_id]).get(person_id, []),
        steps=tuple(application.steps.order_by("at", "pk")),
        placement=Placement.objects.filter(application=application).first(),
    )
