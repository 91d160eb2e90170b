"""Vacancies and reasons as the API says them. Names in the language of the call; a confidential employer is not named."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from openpes.base import clock
from openpes.base.money import MINOR_DIGITS
from openpes.matching import requests as matching
from openpes.matching.reasons import sentence
from openpes.work.enums import ApplyBy, Handling
from openpes.work.models import IscoGroup, Vacancy
from openpes.work.public_queries import place_name, takes_applications


def page_of(request: HttpRequest, vacancy: Vacancy) -> str:
    """The address of the vacancy's page for people."""
    return request.build_absolute_uri(reverse("public:vacancy", args=[vacancy.reference]))


def group_titles(vacancies: Iterable[Vacancy]) -> dict[str, str]:
    """Titles of the ISCO groups of vacancies that name a group but no occupation. One query, none when there are no such."""
    codes = {v.isco for v in vacancies if v.isco and v.occupation is None}
    language = get_language() or "en"
    groups = IscoGroup.objects.filter(code__in=codes) if codes else ()
    return {g.code: g.titles.get(language) or g.titles.get("en", "") for g in groups}


def occupation(vacancy: Vacancy, titles: dict[str, str]) -> dict[str, Any]:
    if vacancy.occupation is None:
        return {"isco08": vacancy.isco or None, "label": titles.get(vacancy.isco, "")}
    language = get_language() or "en"
    title = vacancy.occupation.isco.titles.get(language, "") if language != "en" and vacancy.occupation.isco else ""
    return {"isco08": vacancy.isco or None, "label": title or vacancy.occupation.label}


def pay(vacancy: Vacancy) -> dict[str, Any] | None:
    """None when the advert says nothing at all about pay."""
    if vacancy.pay_min_minor is None and vacancy.pay_max_minor is None and not vacancy.pay_words:
        return None
    return {
        "min_minor": vacancy.pay_min_minor,
        "max_minor": vacancy.pay_max_minor,
        "currency": vacancy.pay_currency,
        "minor_digits": MINOR_DIGITS.get(vacancy.pay_currency, 2),
        "period": vacancy.pay_period,
        "words": vacancy.pay_words,
    }


def places(vacancy: Vacancy) -> list[dict[str, Any]]:
    return [
        {"name": place_name(row), "country": row.country, "latitude": row.latitude, "longitude": row.longitude}
        for row in vacancy.places.all()
    ]


def employer_name(vacancy: Vacancy) -> str | None:
    return None if vacancy.handling == Handling.CONFIDENTIAL_EMPLOYER else vacancy.employer.name


def reasons(given: Iterable[matching.Reason]) -> list[dict[str, Any]]:
    return [{"code": r.code, "good": r.good, "text": sentence(r), "values": dict(r.values)} for r in given]


def brief(
    request: HttpRequest, vacancy: Vacancy, titles: dict[str, str], why: Iterable[matching.Reason], metres: int = -1
) -> dict[str, Any]:
    """A vacancy in a list, as ``VacancyBrief``."""
    same = ("title", "contract", "hours", "telework", "posted_on", "expires_on", "synthetic")
    return {
        "id": vacancy.reference,
        **{name: getattr(vacancy, name) for name in same},
        "employer": employer_name(vacancy),
        "occupation": occupation(vacancy, titles),
        "reasons": reasons(why),
        "url": page_of(request, vacancy),
        "distance_km": round(metres / 1000, 1) if metres >= 0 else None,
        "places": places(vacancy),
        "openings": vacancy.places_total - vacancy.places_filled,
        "pay": pay(vacancy),
    }


def full(request: HttpRequest, vacancy: Vacancy) -> dict[str, Any]:
    """A vacancy with all that its page shows, as ``VacancyFull``."""
    same = (
        "title", "description", "language", "contract", "hours", "hours_per_week", "shifts", "telework", "starts_on", "ends_on",
        "posted_on", "expires_on", "changed_at", "synthetic", "closing_reason", "places_total",
    )  # fmt: skip
    return {
        "id": vacancy.reference,
        **{name: getattr(vacancy, name) for name in same},
        "employer": employer_name(vacancy),
        "occupation": occupation(vacancy, group_titles([vacancy])),
        "url": page_of(request, vacancy),
        "open": takes_applications(vacancy, clock.today()),
        "state": vacancy.status,
        "places": places(vacancy),
        "openings": vacancy.places_total - vacancy.places_filled,
        "pay": pay(vacancy),
        "skills": [row.skill.label for row in vacancy.skills.all()],
        "requirements": [
            {"kind": r.kind, "label": r.label or r.code, "level": r.level, "reason": r.reason} for r in vacancy.requirements.all()
        ],
        "apply": {"by": vacancy.apply_by, "to": "" if vacancy.apply_by == ApplyBy.HERE else vacancy.apply_to},
    }
