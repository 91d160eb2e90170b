"""What a jobseeker sees of their own: matches, lists, applications, proposals, and the next step. Bounded SQL each."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Prefetch

from openpes.base.actor import Actor
from openpes.base.errors import NotFound
from openpes.matching.advice import Advice, advice_for
from openpes.matching.queries import matches_for_person, suggested_for
from openpes.matching.requests import Match, MatchPage, Reason
from openpes.people.models import Person, Registration
from openpes.people.queries import open_registration_of
from openpes.placement.actions.applications import own_application
from openpes.placement.enums import ApplicationStatus, InvitationStatus, ReferralStatus
from openpes.placement.models import (
    Application,
    ApplicationStep,
    EmployerBlock,
    Invitation,
    Referral,
    SavedVacancy,
)
from openpes.trust.keys import decrypt
from openpes.work.models import JobseekerProfile, Vacancy
from openpes.work.public_queries import public_vacancies

PAGE = 10
MOST = 100
PLACES = ("vacancy__places__place__names",)
LIVE = [ApplicationStatus.SENT, ApplicationStatus.SEEN, ApplicationStatus.SHORTLISTED, ApplicationStatus.INTERVIEW,
        ApplicationStatus.OFFERED]  # fmt: skip


@dataclass(frozen=True, slots=True)
class OwnMatch:
    """A vacancy that suits the person, with every reason and every miss; ``saved`` and ``applied`` as of now."""

    vacancy: Vacancy
    reasons: tuple[Reason, ...]
    saved: bool = False
    applied: bool = False


@dataclass(frozen=True, slots=True)
class OwnMatches:
    """One page of matches. ``total``: how many there are without the hidden ones. ``has_profile``: False when nothing is known yet."""

    total: int = 0
    matches: tuple[OwnMatch, ...] = ()
    weights_version: int = 0
    has_profile: bool = False


@dataclass(frozen=True, slots=True)
class Lists:
    """Saved and hidden vacancies, and employers the person hides from."""

    saved: Sequence[SavedVacancy] = ()
    hidden: Sequence[SavedVacancy] = ()
    employers: Sequence[EmployerBlock] = ()


@dataclass(frozen=True, slots=True)
class OwnApplication:
    """One application as its sender sees it."""

    application: Application
    steps: Sequence[ApplicationStep]
    letter: str


@dataclass(frozen=True, slots=True)
class Proposals:
    """What waits for a yes or no, and what was answered."""

    referrals: Sequence[Referral] = ()
    invitations: Sequence[Invitation] = ()
    answered_referrals: Sequence[Referral] = ()
    answered_invitations: Sequence[Invitation] = ()

    @property
    def waiting(self) -> int:
        return len(self.referrals) + len(self.invitations)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the person stands: what the first page needs. ``next_step``: register, profile, answer, interview, matches."""

    person: Person | None = None
    registration: Registration | None = None
    profile: JobseekerProfile | None = None
    proposals: Proposals = field(default_factory=Proposals)
    live: Sequence[Application] = ()
    next_step: str = "register"


def own_person(actor: Actor) -> Person | None:
    """The human being behind the account in the role of jobseeker."""
    if actor.role != "jobseeker" or actor.person_id is None:
        return None
    return Person.objects.filter(pk=actor.person_id, merged_into=None).first()


def own_profile(actor: Actor) -> JobseekerProfile | None:
    """The profile once it says what work the person looks for."""
    if own_person(actor) is None:
        return None
    return JobseekerProfile.objects.filter(person_id=actor.person_id, occupations__isnull=False).distinct().first()


def own_matches(actor: Actor, *, offset: int = 0, limit: int = PAGE, language: str = "en") -> OwnMatches:
    """A page of the best vacancies for the person's profile."""
    profile = own_profile(actor)
    if profile is None:
        return OwnMatches()
    return _shown(actor, matches_for_person(profile_id=profile.pk, limit=limit, offset=offset, language=language))


def own_suggestions(actor: Actor, *, limit: int = 3, language: str = "en") -> OwnMatches:
    """The first of the list that was made so that not everyone is sent to the same vacancies. Empty when none was made."""
    profile = own_profile(actor)
    return _shown(actor, suggested_for(profile_id=profile.pk, limit=limit, language=language)) if profile else OwnMatches()


def own_advice(actor: Actor, *, language: str = "en") -> Advice:
    """What would open most vacancies to the person. Empty while nothing is known."""
    profile = own_profile(actor)
    return advice_for(profile_id=profile.pk, language=language) if profile else Advice()


def _shown(actor: Actor, page: MatchPage) -> OwnMatches:
    by_id: dict[uuid.UUID, Match] = {m.vacancy_id: m for m in page.matches}
    rows = public_vacancies(list(by_id))
    saved = set(
        SavedVacancy.objects.filter(person_id=actor.person_id, vacancy__in=rows, hidden=False).values_list(
            "vacancy_id", flat=True
        )
    )
    applied = set(
        Application.objects.filter(person_id=actor.person_id, vacancy__in=rows)
        .exclude(status=ApplicationStatus.WITHDRAWN)
        .values_list("vacancy_id", flat=True)
    )
    matches = tuple(OwnMatch(v, by_id[v.pk].reasons, v.pk in saved, v.pk in applied) for v in rows)
    return OwnMatches(page.total, matches, page.weights_version, True)


def own_lists(actor: Actor) -> Lists:
    """At most 100 of each. Three queries."""
    if own_person(actor) is None:
        return Lists()
    rows = (
        SavedVacancy.objects.filter(person_id=actor.person_id)
        .select_related("vacancy__employer")
        .prefetch_related(*PLACES)
        .order_by("-at", "pk")
    )
    blocks = EmployerBlock.objects.filter(person_id=actor.person_id).select_related("employer").order_by("employer__folded", "pk")
    return Lists(list(rows.filter(hidden=False)[:MOST]), list(rows.filter(hidden=True)[:MOST]), list(blocks[:MOST]))


def own_applications(actor: Actor) -> list[Application]:
    """The person's applications, newest first, with their steps. At most 100, three queries."""
    if own_person(actor) is None:
        return []
    steps = Prefetch("steps", ApplicationStep.objects.order_by("at", "pk"))
    rows = (
        Application.objects.filter(person_id=actor.person_id).select_related("vacancy__employer").prefetch_related(steps, *PLACES)
    )
    return list(rows.order_by("-sent_at", "-pk")[:MOST])


def own_application_page(actor: Actor, reference: str) -> OwnApplication:
    """One application with its history and letter. Raises NotFound for somebody else's."""
    row = own_application(actor, reference)
    return OwnApplication(row, list(row.steps.order_by("at", "pk")), decrypt(row.person_id, row.letter_sealed))


def own_proposals(actor: Actor) -> Proposals:
    """Vacancies the service proposes and employers who would like to know the person. Two queries."""
    if own_person(actor) is None:
        return Proposals()
    referrals = list(
        Referral.objects.filter(person_id=actor.person_id)
        .select_related("vacancy__employer")
        .prefetch_related(*PLACES)
        .order_by("-made_at", "-pk")[:MOST]
    )
    invitations = list(
        Invitation.objects.filter(person_id=actor.person_id)
        .select_related("vacancy__employer")
        .prefetch_related(*PLACES)
        .order_by("-sent_at", "-pk")[:MOST]
    )
    return Proposals(
        [r for r in referrals if r.status == ReferralStatus.PROPOSED],
        [i for i in invitations if i.status == InvitationStatus.SENT],
        [r for r in referrals if r.status != ReferralStatus.PROPOSED],
        [i for i in invitations if i.status != InvitationStatus.SENT],
    )


def standing(actor: Actor) -> Standing:
    """What comes next for the person, and what they have going. At most nine queries."""
    person = own_person(actor)
    if person is None:
        return Standing()
    registration = open_registration_of(person)
    profile = own_profile(actor)
    proposals = own_proposals(actor)
    live = list(
        Application.objects.filter(person=person, status__in=LIVE).select_related("vacancy__employer").order_by("-sent_at")[:5]
    )
    if registration is None:
        step = "register"
    elif proposals.waiting:
        step = "answer"
    elif any(a.status in {ApplicationStatus.INTERVIEW, ApplicationStatus.OFFERED} for a in live):
        step = "interview"
    else:
        step = "profile" if profile is None else "matches"
    return Standing(person, registration, profile, proposals, live, step)


def own_registration(actor: Actor) -> Registration:
    """The open spell, or the last one. Raises NotFound when there is none."""
    person = own_person(actor)
    row = person and (
        open_registration_of(person) or person.registrations.select_related("organisation").order_by("-effective_from").first()
    )
    if not row:
        raise NotFound("no registration")
    return row
