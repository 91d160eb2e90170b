"""For employers: write, publish, change, pause and close own vacancies through the same acts as the pages."""

import uuid
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Header, Query, Router, Schema, Status
from pydantic import Field

from openpes.api import employer_schemas as schemas
from openpes.api import presenting
from openpes.api.auth import actor, secured
from openpes.api.documents import with_key
from openpes.base.errors import NotFound
from openpes.base.ids import clean_reference
from openpes.work import perms
from openpes.work.actions import vacancies as posting
from openpes.work.actions import vacancy_steps as steps
from openpes.work.enums import Audience, VacancyStatus
from openpes.work.models import Vacancy
from openpes.work.queries import vacancies_of_employer
from openpes.work.taxonomy.queries import skill_labels
from openpes.work.vacancy_facts import Requirement, VacancyFacts, WorkPlace

router = Router(tags=["Own vacancies of an employer"])
READ, WRITE = "vacancies:read", "vacancies:write"
NOT_ASKED, NO_WORDS = schemas.Submission(fee_asked=False), schemas.Why(reason="")
CHANGED = with_key(schemas.OwnVacancy, 404, 409, 413, 415)


class Wanted(Schema):
    status: list[VacancyStatus] = Field([], max_length=5)
    limit: int = Field(20, ge=1, le=100)
    offset: int = Field(0, ge=0, le=100_000)


def _vacancy(request: HttpRequest, reference: str) -> Vacancy:
    rows = perms.vacancies_of(actor(request)).select_related("employer", "occupation__isco")
    vacancy = rows.filter(reference=clean_reference(reference, "V") or "-").first()
    if vacancy is None:
        raise NotFound(_("There is no such vacancy."))
    return vacancy


def _facts(given: schemas.Facts, before: VacancyFacts | None = None) -> VacancyFacts:
    """What was named, on top of ``before``."""
    named: dict[str, Any] = {}
    for name, value in given.dict(exclude_unset=before is not None).items():
        named[name] = value.value if hasattr(value, "value") else value
    if "hours_per_week" in named and given.hours_per_week is not None:
        named["hours_per_week"] = Decimal(str(given.hours_per_week)).quantize(Decimal("0.1"))
    if "shifts" in named:
        named["shifts"] = [shift.value for shift in given.shifts]
    if "places" in named:
        named["places"] = [WorkPlace(p.place_id, p.text) for p in given.places if p.place_id or p.text.strip()]
    if "skills" in named:
        named["skills"] = {s.id: s.relation.value for s in given.skills}
    if "requirements" in named:
        named["requirements"] = [Requirement(r.kind.value, r.code, r.label, r.level, r.reason) for r in given.requirements]
    return replace(before or VacancyFacts(), **named)


def _shown(request: HttpRequest, vacancy: Vacancy) -> dict[str, Any]:
    """A vacancy as ``OwnVacancy``. At most nine queries."""
    vacancy = (
        Vacancy.objects.select_related("employer", "occupation__isco").prefetch_related("places__place__names").get(pk=vacancy.pk)
    )
    same = (
        "status", "closing_reason", "title", "description", "language", "audience", "handling", "places_total", "places_filled",
        "contract", "formal", "hours", "hours_per_week", "shifts", "telework", "education_min", "experience_months", "starts_on",
        "ends_on", "posted_on", "expires_on", "abroad", "created_at", "changed_at", "synthetic",
    )  # fmt: skip
    skills = list(vacancy.skills.order_by("relation", "pk").values_list("skill_id", "relation"))
    names = skill_labels([pk for pk, _relation in skills], get_language() or "en") if skills else {}
    last_word = vacancy.status_changes.order_by("-at", "-pk").first()
    was_public = vacancy.published_at is not None and vacancy.audience == Audience.PUBLIC
    return {
        "id": vacancy.reference,
        **{name: getattr(vacancy, name) for name in same},
        "status_reason": last_word.reason if last_word else "",
        "occupation": presenting.occupation(vacancy, presenting.group_titles([vacancy])),
        "apply": {"by": vacancy.apply_by, "to": vacancy.apply_to},
        "pay": presenting.pay(vacancy),
        "places": presenting.places(vacancy),
        "skills": [{"id": pk, "label": names[pk][0], "relation": relation} for pk, relation in skills],
        "requirements": [
            {"kind": r.kind, "label": r.label or r.code, "level": r.level, "reason": r.reason}
            for r in vacancy.requirements.order_by("pk")
        ],
        "url": presenting.page_of(request, vacancy) if was_public else None,
    }


@router.get("/employer/vacancies", response=with_key(schemas.OwnVacancies), summary="Our vacancies", **secured(READ))
def own_vacancies(request: HttpRequest, wanted: Query[Wanted]) -> dict[str, Any]:
    """Newest first, drafts and closed ones too."""
    me = actor(request)
    rows = vacancies_of_employer(me, me.employer_id)  # type: ignore[arg-type]
    if wanted.status:
        rows = rows.filter(status__in=[s.value for s in wanted.status])
    names = [*schemas.OwnVacancyBrief.model_fields]
    part = rows[wanted.offset : wanted.offset + wanted.limit]
    found = [{"id": v.reference, **{n: getattr(v, n) for n in names if n != "id"}} for v in part.prefetch_related(None)]
    return {"total": rows.count(), "results": found}


@router.post(
    "/employer/vacancies", response=with_key(schemas.OwnVacancy, 404, 409, 413, 415, status=201), summary="Write a vacancy down",
    **secured(WRITE),
)  # fmt: skip
def draft(
    request: HttpRequest,
    facts: schemas.Facts,
    idempotency_key: str = Header("", max_length=200, description="Say the same words again and no second vacancy is made"),
) -> Status[dict[str, Any]]:
    """A draft that nobody sees yet; submit it to have it published."""
    me = actor(request)
    same = uuid.uuid5(me.employer_id, idempotency_key) if idempotency_key and me.employer_id else None
    vacancy = posting.draft_vacancy(actor=me, employer_id=me.employer_id, facts=_facts(facts), vacancy_id=same)  # type: ignore[arg-type]
    return Status(201, _shown(request, vacancy))


@router.get(
    "/employer/vacancies/{reference}", response=with_key(schemas.OwnVacancy, 404), summary="One of our vacancies", **secured(READ)
)
def own_vacancy(request: HttpRequest, reference: str) -> dict[str, Any]:
    """All that was written down, and the last word of the service about it."""
    return _shown(request, _vacancy(request, reference))


@router.patch("/employer/vacancies/{reference}", response=CHANGED, summary="Change a vacancy", **secured(WRITE))
def change(request: HttpRequest, reference: str, facts: schemas.FactsChange) -> dict[str, Any]:
    """What is not named stays. A published advert stays published unless the change raises a question that an officer has to look at."""
    vacancy = _vacancy(request, reference)
    changed = _facts(facts, posting.facts_of(vacancy))
    return _shown(request, posting.change_vacancy(actor=actor(request), vacancy_id=vacancy.pk, facts=changed))


@router.post("/employer/vacancies/{reference}/submit", response=CHANGED, summary="Ask for publication", **secured(WRITE))
def submit(request: HttpRequest, reference: str, submission: schemas.Submission = NOT_ASKED) -> dict[str, Any]:
    """Published at once for a verified employer whose advert raises no question, else after a check by an officer."""
    vacancy = _vacancy(request, reference)
    return _shown(request, posting.submit_vacancy(actor=actor(request), vacancy_id=vacancy.pk, fee_asked=submission.fee_asked))


@router.post("/employer/vacancies/{reference}/pause", response=CHANGED, summary="Pause a vacancy", **secured(WRITE))
def pause(request: HttpRequest, reference: str, why: schemas.Why = NO_WORDS) -> dict[str, Any]:
    """Nobody finds it while it is paused; people who applied stay."""
    vacancy = _vacancy(request, reference)
    return _shown(request, steps.pause_vacancy(actor=actor(request), vacancy_id=vacancy.pk, reason=why.reason))


@router.post(
    "/employer/vacancies/{reference}/resume", response=CHANGED, summary="Publish a paused vacancy again", **secured(WRITE)
)
def resume(request: HttpRequest, reference: str) -> dict[str, Any]:
    """People find it again at once."""
    vacancy = _vacancy(request, reference)
    return _shown(request, steps.resume_vacancy(actor=actor(request), vacancy_id=vacancy.pk))


@router.post("/employer/vacancies/{reference}/extend", response=CHANGED, summary="Keep a vacancy open longer", **secured(WRITE))
def extend(request: HttpRequest, reference: str) -> dict[str, Any]:
    """It stays open for 60 days from today."""
    vacancy = _vacancy(request, reference)
    return _shown(request, steps.extend_vacancy(actor=actor(request), vacancy_id=vacancy.pk))


@router.post("/employer/vacancies/{reference}/close", response=CHANGED, summary="Close a vacancy", **secured(WRITE))
def close(request: HttpRequest, reference: str, closing: schemas.Closing) -> dict[str, Any]:
    """With the reason. A closed vacancy stays closed."""
    vacancy = _vacancy(request, reference)
    return _shown(
        request, steps.close_vacancy(actor=actor(request), vacancy_id=vacancy.pk, reason=closing.reason, words=closing.words)
    )
