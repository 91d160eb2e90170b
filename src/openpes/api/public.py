"""Open to everyone without a key: the vacancy search, one vacancy, and the open feed for other job sites."""

import dataclasses
import json
import uuid
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Query, Router

from openpes.api import presenting
from openpes.api.documents import answers
from openpes.api.vacancy_schemas import Language, Search, SearchAnswer, VacancyFull, currency_of
from openpes.base import clock, countrypack, limits
from openpes.base.addresses import address_of
from openpes.base.errors import InvalidInput, NotFound
from openpes.base.ids import clean_reference
from openpes.base.money import MINOR_DIGITS
from openpes.base.text import clean_line
from openpes.matching.queries import search_vacancies
from openpes.matching.requests import FacetValue, SearchPage, SearchRequest
from openpes.trust.keys import keyed_hash
from openpes.work.enums import Contract, Hours, Telework
from openpes.work.jobposting import posting
from openpes.work.public_queries import feed_goes_on_after, feed_state, feed_vacancies, public_vacancies, public_vacancy

router = Router(tags=["Vacancies"])
FEED_KIND = "application/x-ndjson"
FEEDS_AN_HOUR = 60
FEED_PART = 10_000  # some 14 MB: the server hands an answer over whole
CHOICES = {"contract": Contract, "hours": Hours, "telework": Telework}


def _request(asked: Search, language: str) -> SearchRequest:
    if (asked.lat is None) != (asked.lon is None):
        raise InvalidInput(_("Give both lat and lon, or neither."), field="lon" if asked.lon is None else "lat")
    currency = currency_of(asked)
    least = None
    if asked.pay_min is not None:
        least = int(Decimal(str(asked.pay_min)).scaleb(MINOR_DIGITS.get(currency, 2)))
    return SearchRequest(
        words=clean_line(asked.q),
        near=clean_line(asked.near),
        radius_km=asked.radius_km,
        point=None if asked.lat is None or asked.lon is None else (asked.lat, asked.lon),
        occupations=tuple(asked.occupation),
        contracts=tuple(asked.contract),
        hours=tuple(asked.hours),
        telework=tuple(asked.telework),
        pay_min=least,
        currency=currency if least is not None else "",
        posted_days=asked.posted_days,
        sort=asked.sort,
        offset=asked.offset,
        limit=asked.limit,
        language=language,
    )


@router.get("/vacancies", response=answers(SearchAnswer), summary="Search vacancies")
def search(request: HttpRequest, asked: Query[Search]) -> dict[str, Any]:
    """Open public vacancies, each with the reasons it is there; how the question was understood; counts to filter by."""
    found = search_vacancies(_request(asked, get_language() or "en"))
    return {
        "total": found.total,
        "results": _results(request, found),
        "understood": dataclasses.asdict(found.understood),
        "facets": {name: [_facet(name, value) for value in values] for name, values in found.facets.items()},
        "near_words": list(found.near_words),
    }


def _facet(name: str, value: FacetValue) -> dict[str, Any]:
    labels: dict[str, Any] = dict(CHOICES[name].choices) if name in CHOICES else {}
    return dataclasses.asdict(value) | {"label": str(value.label or labels.get(value.value, ""))}


def _results(request: HttpRequest, found: SearchPage) -> list[dict[str, Any]]:
    rows = {v.pk: v for v in public_vacancies([hit.vacancy_id for hit in found.results])}
    titles = presenting.group_titles(rows.values())
    return [
        presenting.brief(request, rows[hit.vacancy_id], titles, hit.reasons, hit.metres)
        for hit in found.results
        if hit.vacancy_id in rows  # closed since the index was read
    ]


@router.get(
    "/vacancies/feed.jsonl",
    response={**answers(None, 304, 429)},
    summary="The open feed",
    openapi_extra={
        "responses": {200: {"content": {FEED_KIND: {"schema": {"type": "string"}}}}},
    },
)
def feed(request: HttpRequest, after: uuid.UUID | None = None) -> HttpResponse | StreamingHttpResponse:
    """Every open public vacancy as schema.org JobPosting, one JSON document a line, free to republish.

    At most 10,000 at once: the header Link (rel="next") leads to the rest. Ask again with If-None-Match: while nothing changed the
    answer is 304 and empty. At most 60 times an hour.
    """
    limits.count("api-feed", address_of(request), limit=FEEDS_AN_HOUR, seconds=3600)
    count, changed = feed_state()
    marks = f"{count}:{changed.isoformat() if changed else ''}:{clock.today()}:{request.get_host()}:{after}"
    etag = f'W/"{keyed_hash("api-feed", marks)[:32]}"'
    last_modified = int(changed.timestamp()) if changed else None
    known = get_conditional_response(request, etag=etag, last_modified=last_modified)
    response: HttpResponse | StreamingHttpResponse
    # An expired vacancy leaves the feed without a change of its own, so a date alone proves nothing: the ETag decides.
    if known is not None and known.status_code == 304 and "If-None-Match" in request.headers:
        response = known
    else:
        response = StreamingHttpResponse(_lines(request, after), content_type=f"{FEED_KIND}; charset=utf-8")
        more = feed_goes_on_after(after=after, limit=FEED_PART)
        if more is not None:
            response["Link"] = f'<{request.build_absolute_uri(request.path)}?after={more}>; rel="next"'
    response["ETag"] = etag
    if last_modified is not None:
        response["Last-Modified"] = http_date(last_modified)
    return response


def _lines(request: HttpRequest, after: uuid.UUID | None) -> Iterator[bytes]:
    country = countrypack.current().code
    for vacancy in feed_vacancies(after=after, limit=FEED_PART):
        document = posting(vacancy, url=presenting.page_of(request, vacancy), country=country)
        yield (json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


@router.get("/vacancies/{reference}", response=answers(VacancyFull, 404), summary="One vacancy")
def one(request: HttpRequest, reference: str, language: Language | None = None) -> dict[str, Any]:
    """A vacancy that is or was open to everyone. A closed one says so; drafts and internal ones are not found."""
    vacancy = public_vacancy(clean_reference(reference, "V") or clean_line(reference, 16))
    if vacancy is None:
        raise NotFound(_("There is no such vacancy."))
    return presenting.full(request, vacancy)
