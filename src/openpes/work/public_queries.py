"""What a visitor may read about vacancies, each with a bounded number of SQL queries."""

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Max, Q, QuerySet
from django.utils.translation import get_language

from openpes.base import clock
from openpes.work.enums import Audience, VacancyStatus
from openpes.work.models import JobseekerProfile, Vacancy, VacancyPlace

# What a page about a vacancy shows: one query each beside the one for the rows.
BESIDE = ("places__place__names", "places__place__parent")


def place_name(row: VacancyPlace) -> str:
    """The name of a place in the language in force, else as the advert says it."""
    if row.place is None:
        return row.text
    language = get_language() or "en"
    for name in row.place.names.all():
        if name.language == language:
            return name.name
    return row.place.name


def _with_what_is_shown(rows: "QuerySet[Vacancy]") -> "QuerySet[Vacancy]":
    return rows.select_related("employer", "occupation__isco").prefetch_related(*BESIDE)


def public_vacancy(reference: str) -> Vacancy | None:
    """A vacancy that is or was open to everyone, with all that its page shows; None for any other. Six queries.

    A closed one is still found, so that a shared link says that it is closed; a draft or an internal one never is.
    """
    return (
        _with_what_is_shown(Vacancy.objects.all())
        .prefetch_related("skills__skill", "requirements")
        .filter(
            reference=reference.upper(),
            audience=Audience.PUBLIC,
            status__in=(VacancyStatus.PUBLISHED, VacancyStatus.PAUSED, VacancyStatus.CLOSED),
            published_at__isnull=False,
        )
        .first()
    )


def takes_applications(vacancy: Vacancy, today: dt.date) -> bool:
    """Whether one can still apply: published, not past its last day, and a place is left."""
    return (
        vacancy.status == VacancyStatus.PUBLISHED
        and (vacancy.expires_on is None or vacancy.expires_on >= today)
        and vacancy.places_filled < vacancy.places_total
    )


def public_vacancies(ids: Sequence[uuid.UUID]) -> list[Vacancy]:
    """The public vacancies among ``ids``, in the order given. Four queries, however many."""
    found = {v.pk: v for v in _with_what_is_shown(Vacancy.objects.public().filter(pk__in=ids))}
    return [found[i] for i in ids if i in found]


def similar_vacancies(vacancy: Vacancy, limit: int = 4) -> list[Vacancy]:
    """Open public vacancies of the same occupation, then of the same ISCO unit group, newest first. At most five queries."""
    if not vacancy.isco:
        return []
    today = clock.today()
    near = _with_what_is_shown(
        Vacancy.objects.public()
        .filter(Q(expires_on__isnull=True) | Q(expires_on__gte=today), isco=vacancy.isco)
        .exclude(pk=vacancy.pk)
        .order_by("-posted_on", "-pk")
    )
    same = list(near[: limit * 5])
    same.sort(key=lambda v: v.occupation_id != vacancy.occupation_id)
    return same[:limit]


def newest_vacancies(limit: int = 4) -> list[Vacancy]:
    """The newest public vacancies that one can still apply to. Four queries."""
    today = clock.today()
    rows = Vacancy.objects.public().filter(Q(expires_on__isnull=True) | Q(expires_on__gte=today))
    return list(_with_what_is_shown(rows.order_by("-posted_on", "-pk"))[:limit])


def public_counts() -> tuple[int, int]:
    """How many public vacancies are open, and how many of them are at most seven days old. Two queries."""
    rows = Vacancy.objects.public().filter(Q(expires_on__isnull=True) | Q(expires_on__gte=clock.today()))
    return rows.count(), rows.filter(posted_on__gt=clock.today() - dt.timedelta(days=7)).count()


def references_for_search_engines(limit: int = 50_000) -> Iterable[tuple[str, dt.datetime]]:
    """Reference and time of the last change of public vacancies, for the sitemap (at most 50,000 addresses). One query."""
    return (
        Vacancy.objects.public()
        .filter(Q(expires_on__isnull=True) | Q(expires_on__gte=clock.today()))
        .order_by("-published_at", "-pk")
        .values_list("reference", "changed_at")[:limit]
    )


def profile_of(person_id: uuid.UUID) -> JobseekerProfile | None:
    """The profile of a jobseeker, for showing them how a vacancy fits. One query."""
    return JobseekerProfile.objects.filter(person_id=person_id).first()


def feed_state() -> tuple[int, dt.datetime | None]:
    """How many vacancies the open feed holds, and when one that is or was public changed last. Two queries.

    The two together change with every new, changed, closed or withdrawn vacancy.
    """
    changed = Vacancy.objects.filter(audience=Audience.PUBLIC, published_at__isnull=False).aggregate(last=Max("changed_at"))
    return _in_feed().count(), changed["last"]


def feed_vacancies(*, after: uuid.UUID | None = None, limit: int, batch: int = 500) -> Iterator[Vacancy]:
    """Vacancies of the open feed after the id ``after``, oldest first, in batches by key so that no reading transaction stays open."""
    last, left = after, limit
    while left > 0:
        found = list(_with_what_is_shown(_in_feed(last)).order_by("pk")[: min(batch, left)])
        yield from found
        if len(found) < batch:
            return
        last, left = found[-1].pk, left - len(found)


def feed_goes_on_after(*, after: uuid.UUID | None = None, limit: int) -> uuid.UUID | None:
    """The last id of a part of the feed, when there is more behind it. One query."""
    ids = list(_in_feed(after).order_by("pk").values_list("pk", flat=True)[limit - 1 : limit + 1])
    return ids[0] if len(ids) == 2 else None


def _in_feed(after: uuid.UUID | None = None) -> "QuerySet[Vacancy]":
    rows = Vacancy.objects.public().filter(Q(expires_on__isnull=True) | Q(expires_on__gte=clock.today()))
    return rows if after is None else rows.filter(pk__gt=after)
