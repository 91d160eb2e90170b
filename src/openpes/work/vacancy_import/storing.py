"""Writing a batch of adverts: one look at what is there, bulk inserts and one upsert, never a query per row."""

from __future__ import annotations

import datetime as dt
import functools
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from django.db import connection, models

from openpes.base import clock, country, countrypack
from openpes.base.ids import new_reference, uuid7
from openpes.base.text import fold
from openpes.people.models import Place as GazetteerPlace
from openpes.people.models import PlaceName
from openpes.work.coder_in_force import occupation_of
from openpes.work.coding import DOUBTFUL_BELOW, Coder, Coding, normalise_title
from openpes.work.country_limits import minimum_rates
from openpes.work.enums import Audience, CodingState, ImportOutcome, VacancyStatus
from openpes.work.models import (
    CodingQueueItem,
    Employer,
    Vacancy,
    VacancyPlace,
    VacancySource,
    VacancyStatusChange,
)
from openpes.work.rules import Offer, pay_findings

from . import rules
from .records import Advert, Place

_FROM_ADVERT = tuple(rules.facts_of(Advert(reference="", title="", employer="")))
_WRITTEN = (
    *_FROM_ADVERT, "employer", "occupation", "isco", "coding", "coding_confidence", "status", "closed_at", "closing_reason",
    "source_digest", "published_at", "changed_at",
)  # fmt: skip
PROPOSED_FROM = 0.2
"""Confidence from which a doubtful occupation is put on the vacancy; below it stands in the queue only (looked at: mostly wrong)."""
_TEXT_FOR_CODING = 1600  # characters: more than the coder looks at


@dataclass(slots=True)
class Stored:
    """What writing a batch did. ``outcomes`` and ``held`` (why a person must look first) are by reference; ``changed``
    are ids the index must hear of.
    """

    outcomes: dict[str, ImportOutcome] = field(default_factory=dict)
    held: dict[str, str] = field(default_factory=dict)
    changed: list[uuid.UUID] = field(default_factory=list)
    public: int = 0
    coded: int = 0
    doubtful: int = 0


@dataclass(slots=True)
class Prepared:
    """A batch with everything that can be worked out before the database is locked."""

    adverts: list[Advert]
    digests: dict[str, str]
    codings: dict[str, Coding]


def known_digests(source: VacancySource, references: Sequence[str]) -> dict[str, tuple[str, str, str]]:
    """{reference: (digest, title, coding state)} of vacancies that are already there."""
    rows = Vacancy.objects.filter(source=source, source_reference__in=references)
    return {
        ref: (digest, title, state)
        for ref, digest, title, state in rows.values_list("source_reference", "source_digest", "title", "coding")
    }


def prepare(source: VacancySource, adverts: list[Advert], coder: Callable[[], Coder]) -> Prepared:
    """Digest all, code what is new or changed (the coder is asked for only then). Reads only."""
    known = known_digests(source, [advert.reference for advert in adverts])
    digests = {advert.reference: rules.digest_of(advert) for advert in adverts}
    to_code = [
        advert
        for advert in adverts
        if known.get(advert.reference, ("", "", ""))[0] != digests[advert.reference]
        and not _stands(known.get(advert.reference), advert.title)
    ]
    codings = coder().code_many([(a.title, a.text[:_TEXT_FOR_CODING], a.category) for a in to_code]) if to_code else []
    return Prepared(adverts, digests, {a.reference: c for a, c in zip(to_code, codings, strict=True)})


def _stands(known: tuple[str, str, str] | None, title: str) -> bool:
    """A person's decision stands while the title reads the same."""
    if known is None or known[2] != CodingState.CONFIRMED:
        return False
    return normalise_title(known[1]) == normalise_title(title)


def store(source: VacancySource, prepared: Prepared, today: dt.date) -> Stored:
    """Write a prepared batch. Must be inside ``write()``; a second call with the same batch writes nothing."""
    batch = _Batch(source, today, {v.source_reference: v for v in _existing(source, prepared.adverts)})
    employers = _employers(source, [advert.employer for advert in prepared.adverts])
    for advert in prepared.adverts:
        batch.take(advert, prepared.digests[advert.reference], prepared.codings.get(advert.reference), employers)
    batch.write()
    return batch.result


def _existing(source: VacancySource, adverts: list[Advert]) -> Iterable[Vacancy]:
    references = [advert.reference for advert in adverts]
    return Vacancy.objects.filter(source=source, source_reference__in=references).defer("description")


class _Batch:
    def __init__(self, source: VacancySource, today: dt.date, there: dict[str, Vacancy]) -> None:
        self.source, self.today, self.there = source, today, there
        self.now = clock.now()
        self.rates, self.currency = minimum_rates(today), country.currency()
        self.result = Stored()
        self.new: list[Vacancy] = []
        self.changed: list[Vacancy] = []
        self.places: list[tuple[Vacancy, Place]] = []
        self.status_changes: list[VacancyStatusChange] = []
        self.queue: list[CodingQueueItem] = []

    def take(self, advert: Advert, digest: str, coding: Coding | None, employers: dict[str, Employer]) -> None:
        vacancy = self.there.get(advert.reference)
        if vacancy is None:
            vacancy = Vacancy(source=self.source, source_reference=advert.reference, handling="public_application")
            status, reason = rules.status_of(advert.closes, self.today)
            self.new.append(vacancy)
            outcome = ImportOutcome.ACCEPTED
        else:
            status, reason = rules.status_after(vacancy.status, vacancy.closing_reason, advert.closes, self.today)
            outcome = ImportOutcome.UNCHANGED
            if vacancy.source_digest != digest or status != vacancy.status:
                outcome = ImportOutcome.UPDATED
                self.changed.append(vacancy)
        self.result.outcomes[advert.reference] = outcome
        if outcome != ImportOutcome.UNCHANGED:
            self._apply(vacancy, advert, digest, employers[_folded(advert.employer)])
            self._code(vacancy, coding, advert.isco08)
            if status == VacancyStatus.PUBLISHED and (why := self._reason_to_hold(vacancy)):
                self.result.held[advert.reference] = why
                status = VacancyStatus.IN_REVIEW
            self._move(vacancy, status, reason, is_new=outcome == ImportOutcome.ACCEPTED)
            self.places += [(vacancy, place) for place in advert.places]
        self._count(vacancy)

    def _reason_to_hold(self, vacancy: Vacancy) -> str:
        """Why a person of the service must look before anybody sees it; "" when there is no reason.

        What an employer may not post by hand does not come in by a file either: pay below the legal minimum, or posts of
        an employer that was blocked.
        """
        if vacancy.employer.blocked_at is not None:
            return "employer_blocked"
        offer = Offer(
            pay_min_minor=vacancy.pay_min_minor,
            pay_max_minor=vacancy.pay_max_minor,
            pay_currency=vacancy.pay_currency,
            pay_period=vacancy.pay_period,
            contract=vacancy.contract,
            hours=vacancy.hours,
        )
        for finding in pay_findings(offer, self.rates, self.currency):
            if finding.weight == "refuse":
                return f"{finding.code}: {finding.citation}" if finding.citation else finding.code
        return ""

    def _apply(self, vacancy: Vacancy, advert: Advert, digest: str, employer: Employer) -> None:
        for name, value in rules.facts_of(advert).items():
            setattr(vacancy, name, value)
        vacancy.places_total = max(vacancy.places_total, vacancy.places_filled)
        vacancy.employer = employer
        vacancy.source_digest = digest

    def _code(self, vacancy: Vacancy, coding: Coding | None, given_isco: str) -> None:
        if coding is None:
            return
        agrees = not given_isco or coding.isco08.startswith(given_isco)
        sure = coding.confidence >= DOUBTFUL_BELOW and agrees
        proposed = agrees and coding.confidence >= PROPOSED_FROM
        vacancy.occupation_id = occupation_of(coding.occupation_code) if proposed else None
        vacancy.isco = coding.isco08 if proposed else given_isco
        vacancy.coding_confidence = round(coding.confidence, 4) if agrees else None
        vacancy.coding = CodingState.AUTOMATIC if sure or len(given_isco) == 4 else CodingState.DOUBTFUL
        if vacancy.coding == CodingState.DOUBTFUL:
            self.queue.append(_queue_item(vacancy, coding))

    def _move(self, vacancy: Vacancy, status: str, reason: str, *, is_new: bool) -> None:
        if not is_new and vacancy.status == status:
            return
        vacancy.status, vacancy.closing_reason = status, reason
        vacancy.closed_at = self.now if status == VacancyStatus.CLOSED else None
        if status == VacancyStatus.PUBLISHED:
            vacancy.published_at = self.now
        self.status_changes.append(VacancyStatusChange(vacancy=vacancy, status=status, reason=reason or "import", at=self.now))

    def _count(self, vacancy: Vacancy) -> None:
        self.result.public += vacancy.status == VacancyStatus.PUBLISHED and vacancy.audience == Audience.PUBLIC
        self.result.coded += vacancy.coding in (CodingState.AUTOMATIC, CodingState.CONFIRMED)
        self.result.doubtful += vacancy.coding == CodingState.DOUBTFUL

    def write(self) -> None:
        _give_references(self.new)
        _insert(self.new)
        if self.changed:
            for vacancy in self.changed:
                vacancy.changed_at = self.now
            Vacancy.objects.bulk_create(self.changed, update_conflicts=True, unique_fields=["id"], update_fields=list(_WRITTEN))
            VacancyPlace.objects.filter(vacancy__in=self.changed).delete()
            coded_anew = [item.vacancy_id for item in self.queue]
            CodingQueueItem.objects.filter(vacancy__in=self.changed, decided_at__isnull=True).exclude(
                vacancy__coding=CodingState.DOUBTFUL
            ).delete()
            CodingQueueItem.objects.filter(vacancy_id__in=coded_anew).delete()
        _insert(_places(self.places))
        _insert(self.status_changes)
        CodingQueueItem.objects.bulk_create(self.queue)
        self.result.changed = [vacancy.pk for vacancy in (*self.new, *self.changed)]


_AS_THEY_ARE = (models.CharField, models.TextField, models.IntegerField, models.BooleanField, models.FloatField)


def _insert(rows: Sequence[models.Model]) -> None:
    """INSERT new rows of one model. ``bulk_create`` spends twice the time (measured) preparing values that need none."""
    if not rows:
        return
    model = type(rows[0])
    now = clock.now()
    plain: list[models.Field] = []
    prepared: list[models.Field] = []
    moments: list[models.Field] = []
    for column in model._meta.concrete_fields:
        if getattr(column, "auto_now", False) or getattr(column, "auto_now_add", False):
            moments.append(column)
        else:
            (plain if isinstance(column, _AS_THEY_ARE) else prepared).append(column)
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(column.column)) for column in (*plain, *prepared, *moments))
    marks = ", ".join(["%s"] * (len(plain) + len(prepared) + len(moments)))
    stamps = [column.get_db_prep_save(now, connection) for column in moments]
    values = [
        [getattr(row, column.attname) for column in plain]
        + [column.get_db_prep_save(getattr(row, column.attname), connection) for column in prepared]
        + stamps
        for row in rows
    ]
    with connection.cursor() as cursor:
        # Only names of our own columns go into the statement.
        cursor.executemany(f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})", values)  # noqa: S608


def _queue_item(vacancy: Vacancy, coding: Coding) -> CodingQueueItem:
    return CodingQueueItem(
        vacancy=vacancy,
        title_key=normalise_title(vacancy.title)[:300],
        proposed_id=occupation_of(coding.occupation_code),
        confidence=round(coding.confidence, 4),
        alternatives=[[each.occupation_code or each.isco08, each.confidence] for each in coding.alternatives],
    )


def _give_references(vacancies: list[Vacancy]) -> None:
    """New references, none of which is taken: among millions, chance alone repeats some."""
    open_ones = vacancies
    while open_ones:
        for vacancy in open_ones:
            vacancy.reference = new_reference("V")
        given = Counter(vacancy.reference for vacancy in vacancies)
        taken = set(Vacancy.objects.filter(reference__in=list(given)).values_list("reference", flat=True))
        open_ones = [v for v in open_ones if v.reference in taken or given[v.reference] > 1]


def _employers(source: VacancySource, names: Iterable[str]) -> dict[str, Employer]:
    """{folded name: employer} of this source, made where missing: not verified, with no contact and no sight of anybody."""
    wanted: dict[str, str] = {}
    for name in names:
        wanted.setdefault(_folded(name), name)
    found = {e.folded: e for e in Employer.objects.filter(source=source, folded__in=list(wanted))}
    missing = [
        Employer(id=uuid7(), reference=new_reference("E"), name=name, folded=folded, source=source)
        for folded, name in wanted.items()
        if folded not in found
    ]
    Employer.objects.bulk_create(missing)
    return found | {each.folded: each for each in missing}


@functools.lru_cache(maxsize=50_000)
def _folded(name: str) -> str:
    return (fold(name) or name.casefold())[:300]


def _places(pairs: list[tuple[Vacancy, Place]]) -> list[VacancyPlace]:
    gazetteer = _Gazetteer([place.locality for _, place in pairs if place.locality])
    rows = []
    for vacancy, place in pairs:
        known = gazetteer.find(place)
        if not place.known:
            continue
        rows.append(
            VacancyPlace(
                vacancy=vacancy,
                place=known,
                text=rules.place_text(place),
                postal_code=place.postal_code[:16],
                country=place.country if len(place.country) == 2 else "",
                latitude=place.latitude if place.latitude is not None or known is None else known.latitude,
                longitude=place.longitude if place.longitude is not None or known is None else known.longitude,
            )
        )
    return rows


class _Gazetteer:
    """Places of the gazetteer by name, looked up once for a batch."""

    def __init__(self, names: Iterable[str]) -> None:
        folded = {key for name in names if (key := fold(name))}
        self._home = countrypack.current().code
        self._by_name: dict[str, dict[uuid.UUID, GazetteerPlace]] = {}
        for place in GazetteerPlace.objects.filter(folded__in=folded).select_related("parent"):
            self._by_name.setdefault(place.folded, {})[place.pk] = place
        for other in PlaceName.objects.filter(folded__in=folded).select_related("place__parent"):
            self._by_name.setdefault(other.folded, {})[other.place_id] = other.place

    def find(self, place: Place) -> GazetteerPlace | None:
        """The one place of that name in the country given (our own when none is given); None when there is none or several."""
        if not place.locality:
            return None
        wanted = place.country or self._home
        found = [p for p in self._by_name.get(fold(place.locality), {}).values() if (p.country or self._home) == wanted]
        if len(found) > 1 and place.region:
            found = [p for p in found if p.parent is not None and p.parent.folded == fold(place.region)]
        return found[0] if len(found) == 1 else None
