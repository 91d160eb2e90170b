"""For jobseekers and the programs they trust: own profile, matches, applications. The same acts as on the pages."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from openpes.api import own_schemas as schemas
from openpes.api import presenting
from openpes.api.auth import actor, secured, token
from openpes.api.documents import with_key
from openpes.api.own_parts import parts_of, profile_out
from openpes.base.errors import Conflict, NotFound
from openpes.base.ids import clean_reference
from openpes.people.models import Person
from openpes.people.queries import open_registration_of
from openpes.placement.actions import saved as saving
from openpes.placement.actions.applications import apply, withdraw
from openpes.placement.models import Application
from openpes.placement.own_queries import own_application_page, own_applications, own_lists, own_matches, own_person
from openpes.work.actions.profiles import save_profile
from openpes.work.models import JobseekerProfile, Vacancy
from openpes.work.public_queries import profile_of, public_vacancy

router = Router(tags=["Own record"])
NOTHING_SAID = schemas.Withdrawal(words="")
NO_REASON = schemas.Hiding(reason="")


class Part(Schema):
    limit: int = Field(20, ge=1, le=100)
    offset: int = Field(0, ge=0, le=1000)


def _person(request: HttpRequest) -> Person:
    person = own_person(actor(request))
    if person is None:
        raise Conflict(_("Register as a jobseeker first, on our pages or at an office."), code="register_first")
    return person


def _vacancy(reference: str) -> Vacancy:
    vacancy = public_vacancy(clean_reference(reference, "V") or "-")
    if vacancy is None:
        raise NotFound(_("There is no such vacancy."), field="vacancy")
    return vacancy


@router.get("/key", response=with_key(schemas.KeyInForce), summary="What this key may do", **secured(""))
def key(request: HttpRequest) -> dict[str, Any]:
    """Name, role, scopes and last day of the key of this call. Any key in force may ask."""
    row = token(request)
    return {"name": row.name, "role": actor(request).role, "scopes": row.scopes, "expires_at": row.expires_at}


@router.get("/me", response=with_key(schemas.Me), summary="Who I am", **secured("profile:read"))
def me(request: HttpRequest) -> dict[str, Any]:
    """The own name, reference and registration."""
    person = own_person(actor(request))
    account = token(request).account
    if person is None:
        return {
            "reference": None, "name": account.display_name, "language": account.language, "registration": None,
            "synthetic": account.synthetic,
        }  # fmt: skip
    spell = open_registration_of(person)
    return {
        "reference": person.reference,
        "name": person.display_name,
        "language": person.language,
        "synthetic": person.synthetic,
        "registration": spell
        and {
            "reference": spell.reference,
            "status": spell.status,
            "state": spell.state,
            "office": spell.organisation.name,
            "since": spell.effective_from,
        },
    }


@router.get("/me/profile", response=with_key(schemas.Profile, 409), summary="My profile", **secured("profile:read"))
def profile(request: HttpRequest) -> dict[str, Any]:
    """What I can and want. An empty profile is given while there is none."""
    person = _person(request)
    row = profile_of(person.pk)
    return profile_out(row) if row else _empty(person)


def _empty(person: Person) -> dict[str, Any]:
    blank = JobseekerProfile(person=person)
    lists = ("occupations", "skills", "licences", "languages", "experience", "places")
    plain = {name: getattr(blank, name) for name in schemas.Profile.model_fields if name not in {*lists, "pay_floor"}}
    return {**plain, **dict.fromkeys(lists, ()), "pay_floor": None, "changed_at": None}


@router.patch(
    "/me/profile", response=with_key(schemas.Profile, 404, 409, 413, 415), summary="Change my profile", **secured("profile:write")
)
def change_profile(request: HttpRequest, change: schemas.ProfileChange) -> dict[str, Any]:
    """Set what is named; what is not named stays. A list replaces the whole list."""
    person = _person(request)
    return profile_out(save_profile(actor=actor(request), person=person, **parts_of(change)))


@router.get("/me/matches", response=with_key(schemas.Matches, 409), summary="My matches", **secured("profile:read"))
def matches(request: HttpRequest, part: Query[Part]) -> dict[str, Any]:
    """The vacancies that suit my profile best, with every reason and every miss."""
    _person(request)
    found = own_matches(actor(request), offset=part.offset, limit=part.limit, language=get_language() or "en")
    titles = presenting.group_titles(m.vacancy for m in found.matches)
    return {
        "total": found.total,
        "has_profile": found.has_profile,
        "weights_version": found.weights_version,
        "results": [
            {
                "vacancy": presenting.brief(request, m.vacancy, titles, m.reasons),
                "reasons": [
                    {**said, "millionths": r.millionths} for said, r in zip(presenting.reasons(m.reasons), m.reasons, strict=True)
                ],
                "saved": m.saved,
                "applied": m.applied,
            }
            for m in found.matches
        ],
    }


def _named(request: HttpRequest, vacancy: Vacancy) -> dict[str, Any]:
    return {
        "id": vacancy.reference,
        "title": vacancy.title,
        "employer": presenting.employer_name(vacancy),
        "url": presenting.page_of(request, vacancy),
    }


def _application(request: HttpRequest, row: Application, steps: Any) -> dict[str, Any]:
    same = ("reference", "status", "sent_at", "interview_at", "interview_where", "rejection_reason", "rejection_words")
    return {
        **{name: getattr(row, name) for name in same},
        "label": row.get_status_display(),
        "vacancy": _named(request, row.vacancy),
        "steps": [{"status": s.status, "label": s.get_status_display(), "words": s.words, "at": s.at} for s in steps],
    }


@router.get("/me/applications", response=with_key(schemas.Applications), summary="My applications", **secured("profile:read"))
def applications(request: HttpRequest) -> dict[str, Any]:
    """The newest hundred, each with its steps."""
    return {"results": [_application(request, row, row.steps.all()) for row in own_applications(actor(request))]}


@router.get(
    "/me/applications/{reference}", response=with_key(schemas.ApplicationOut, 404), summary="One of my applications",
    **secured("profile:read"),
)  # fmt: skip
def application(request: HttpRequest, reference: str) -> dict[str, Any]:
    """One application with each step of it."""
    return _one(request, reference)


def _one(request: HttpRequest, reference: str) -> dict[str, Any]:
    page = own_application_page(actor(request), clean_reference(reference, "A") or "-")
    return _application(request, page.application, page.steps)


@router.post(
    "/me/applications", response=with_key(schemas.ApplicationOut, 404, 409, 413, 415, status=201), summary="Apply",
    **secured("applications:write"),
)  # fmt: skip
def send_application(request: HttpRequest, application: schemas.ApplicationGiven) -> Status[dict[str, Any]]:
    """Apply for a vacancy. With ``share_contact`` off the employer answers through the service. A CV file goes from the pages only."""
    person, vacancy = _person(request), _vacancy(application.vacancy)
    row = apply(
        actor=actor(request), person=person, vacancy_id=vacancy.pk, letter=application.letter,
        share_contact=application.share_contact,
    )  # fmt: skip
    return Status(201, _one(request, row.reference))


@router.post(
    "/me/applications/{reference}/withdraw", response=with_key(schemas.ApplicationOut, 404, 409, 413, 415),
    summary="Take an application back", **secured("applications:write"),
)  # fmt: skip
def withdraw_application(request: HttpRequest, reference: str, withdrawal: schemas.Withdrawal = NOTHING_SAID) -> dict[str, Any]:
    """Twice does no harm. A decided application cannot be taken back."""
    row = withdraw(actor=actor(request), reference=clean_reference(reference, "A") or "-", words=withdrawal.words)
    return _one(request, row.reference)


@router.get("/me/kept", response=with_key(schemas.Kept), summary="Kept and hidden vacancies", **secured("profile:read"))
def kept(request: HttpRequest) -> dict[str, Any]:
    """At most a hundred of each."""
    return _kept(request)


def _kept(request: HttpRequest) -> dict[str, Any]:
    lists = own_lists(actor(request))
    return {
        "saved": [_named(request, row.vacancy) for row in lists.saved],
        "hidden": [_named(request, row.vacancy) for row in lists.hidden],
    }


@router.put(
    "/me/kept/{reference}", response=with_key(schemas.Kept, 404, 409), summary="Keep a vacancy", **secured("profile:write")
)
def keep(request: HttpRequest, reference: str) -> dict[str, Any]:
    """Put a vacancy into the own list; a hidden one is shown again."""
    _person(request)
    saving.save_vacancy(actor=actor(request), vacancy_id=_vacancy(reference).pk)
    return _kept(request)


@router.post(
    "/me/kept/{reference}/hide",
    response=with_key(schemas.Kept, 404, 409, 413, 415),
    summary="Hide a vacancy",
    **secured("profile:write"),
)
def hide(request: HttpRequest, reference: str, hiding: schemas.Hiding = NO_REASON) -> dict[str, Any]:
    """Not to be proposed again; no other consequence."""
    _person(request)
    saving.hide_vacancy(actor=actor(request), vacancy_id=_vacancy(reference).pk, reason=hiding.reason)
    return _kept(request)


@router.delete(
    "/me/kept/{reference}", response=with_key(schemas.Kept, 404, 409), summary="Forget a vacancy", **secured("profile:write")
)
def forget(request: HttpRequest, reference: str) -> dict[str, Any]:
    """Take a vacancy out of the kept or hidden ones."""
    _person(request)
    saving.forget_vacancy(actor=actor(request), vacancy_id=_vacancy(reference).pk)
    return _kept(request)
