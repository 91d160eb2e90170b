"""Making the capacity-aware lists of everyone who may be found: candidates from both sides, the lists, and what they change."""

from __future__ import annotations

import itertools
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from openpes.base import clock
from openpes.matching import exclusions
from openpes.matching.engine.capacity import Candidates, Lists, capacity_lists, plain_lists
from openpes.matching.engine.codes import from_halves, low64
from openpes.matching.engine.packing import pack
from openpes.matching.engine.prepared import Prepared
from openpes.matching.index import loading, memory
from openpes.matching.index.best import whole_vacancies
from openpes.matching.index.best_people import best_people
from openpes.matching.index.knowledge import Knowledge, read_knowledge
from openpes.matching.rules import SMALLEST_GROUP, gini, with_least_share
from openpes.people.models import TargetGroupMembership
from openpes.work.models import JobseekerProfile
from openpes.work.models import Vacancy as VacancyRow

BATCH = 1_000
FIRST = 100
"""Vacancies that a person brings as candidates."""
FIRST_PEOPLE = 20
"""People that a vacancy brings when it is among nobody's candidates."""
MOST_ASKED = 20_000
"""Vacancies that are asked for people in one run; more are counted and told."""
FIT_STEPS = (0, 1, 5, 10, 50)

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Gathered:
    """Everyone who may be found and every open vacancy, with the candidates between them.

    fits: how many vacancies are left to each person after the hard limits; fitting: for each vacancy the people whose candidate it
    is; not_asked: vacancies that nobody reached and that were not asked either.
    """

    profiles: list[uuid.UUID]
    persons: list[uuid.UUID]
    vacancies: list[uuid.UUID]
    places: np.ndarray
    candidates: Candidates
    fits: np.ndarray
    not_asked: int
    knowledge: Knowledge

    @property
    def fitting(self) -> np.ndarray:
        return np.bincount(self.candidates.vacancy, minlength=len(self.places))


def gather(progress: Progress | None = None) -> Gathered:
    """Candidates of everyone who may be found, by the exact ranking; what a person hides, or hides from, is never among them."""
    knowledge, view, today = read_knowledge(), memory.current(), clock.today()
    prepared = Prepared(pack(whole_vacancies(view), knowledge.weights), knowledge.weights, knowledge.taxonomy.knowledge)
    low = prepared.packed["low"]
    order = np.argsort(low)
    expires = prepared.packed["expires"]
    is_open = (expires == 0) | (expires >= today.toordinal())
    profile_ids = [from_halves(high, half) for high, half in zip(view.people.high, view.people.low, strict=True)]
    owners: dict[uuid.UUID, uuid.UUID] = {}
    found: dict[uuid.UUID, list[tuple[int, int]]] = {}
    fits: dict[uuid.UUID, int] = {}
    hidden_of: dict[uuid.UUID, set[int]] = {}
    for batch in _batches(profile_ids):
        owners |= dict(JobseekerProfile.objects.filter(pk__in=batch).values_list("id", "person_id"))
        for person in loading.people(batch, knowledge.context(), today):
            hidden = hidden_rows(owners[person.id], low, order, prepared)
            if len(hidden):
                hidden_of[person.id] = set(hidden.tolist())
            ranked = prepared.rank(person, today=today.toordinal(), limit=FIRST, open_on=today.toordinal(), hidden=hidden)
            found[person.id] = list(zip(ranked.rows.tolist(), ranked.scores.tolist(), strict=True))
            fits[person.id] = ranked.total
        if progress:
            progress(len(found), len(profile_ids))
    reached = np.zeros(len(low), dtype=bool)
    for pairs in found.values():
        reached[[row for row, _ in pairs]] = True
    alone = np.flatnonzero(is_open & ~reached)
    ids = [from_halves(high, half) for high, half in zip(prepared.packed["high"], low, strict=True)]
    _ask_for_people(alone[:MOST_ASKED], ids, view, knowledge, found, hidden_of)
    profiles = [pk for pk in profile_ids if pk in found]
    starts = np.concatenate(([0], np.cumsum([len(found[pk]) for pk in profiles], dtype=np.int64)))
    pairs = [pair for pk in profiles for pair in found[pk]]
    rows = np.array([row for row, _ in pairs], dtype=np.int64)
    return Gathered(
        profiles=profiles,
        persons=[owners[pk] for pk in profiles],
        vacancies=ids,
        places=_places(low, order),
        candidates=Candidates(starts, rows, np.array([score for _, score in pairs], dtype=np.int64)),
        fits=np.array([fits[pk] for pk in profiles], dtype=np.int64),
        not_asked=max(0, len(alone) - MOST_ASKED),
        knowledge=knowledge,
    )


def hidden_rows(person_id: uuid.UUID, low: np.ndarray, order: np.ndarray, prepared: Prepared) -> np.ndarray:
    """Rows of the packed vacancies that a person put away, or whose employers the person hides from.

    ``low`` are the low halves of the rows' ids, ``order`` sorts them.
    """
    rows = _rows_of(exclusions.vacancies_hidden_by(person_id), low, order)
    employers = exclusions.employers_hidden_by(person_id)
    if employers:
        keys = np.array([low64(pk) for pk in employers], dtype=np.uint64)
        numbers = np.flatnonzero(np.isin(prepared.packed["employer_keys"], keys))
        rows = np.union1d(rows, np.flatnonzero(np.isin(prepared.packed["employer"], numbers)))
    return rows


def _rows_of(ids: set[uuid.UUID], low: np.ndarray, order: np.ndarray) -> np.ndarray:
    if not ids or not len(low):
        return np.zeros(0, dtype=np.int64)
    keys = np.array([low64(pk) for pk in ids], dtype=np.uint64)
    rows = order[np.minimum(np.searchsorted(low[order], keys), len(low) - 1)]
    return rows[low[rows] == keys]


def _ask_for_people(
    rows: np.ndarray, ids: Sequence[uuid.UUID], view: memory.View, knowledge: Knowledge,
    found: dict[uuid.UUID, list[tuple[int, int]]], hidden: dict[uuid.UUID, set[int]],
) -> None:  # fmt: skip
    """Candidates from the other side: for vacancies that are among nobody's first, the people whom they suit best."""
    today = clock.today().toordinal()
    row_of = {ids[row]: int(row) for row in rows}
    for batch in _batches(list(row_of)):
        behind = {
            pk: of for pk, *of in VacancyRow.objects.filter(pk__in=batch).values_list("id", "employer_id", "on_behalf_of_id")
        }
        for record in loading.vacancy_records(batch, knowledge.context()):
            away = _hidden_from(behind[record.id])
            best = best_people(view, knowledge, record, today=today, limit=FIRST_PEOPLE, hidden=away)
            for profile, score in zip(best.ids, best.scores, strict=True):
                if profile in found and row_of[record.id] not in hidden.get(profile, ()):
                    found[profile].append((row_of[record.id], score))


def _hidden_from(employers: Sequence[uuid.UUID | None]) -> set[uuid.UUID]:
    """Profiles of people who hide from an employer of the vacancy or from the one behind it."""
    people = exclusions.people_hidden_from([pk for pk in employers if pk])
    return set(JobseekerProfile.objects.filter(person_id__in=people).values_list("id", flat=True)) if people else set()


def _places(low: np.ndarray, order: np.ndarray) -> np.ndarray:
    """Places still to be filled of each vacancy, at least one."""
    places = np.ones(len(low), dtype=np.int64)
    rows = list(VacancyRow.objects.public().values_list("id", "places_total", "places_filled"))
    if rows and len(low):
        keys = np.array([low64(pk) for pk, *_ in rows], dtype=np.uint64)
        at = order[np.minimum(np.searchsorted(low[order], keys), len(low) - 1)]
        left = np.array([max(1, total - filled) for _, total, filled in rows], dtype=np.int64)
        places[at[low[at] == keys]] = left[low[at] == keys]
    return places


def _batches(ids: Sequence[uuid.UUID]) -> Iterator[list[uuid.UUID]]:
    for start in range(0, len(ids), BATCH):
        yield list(ids[start : start + BATCH])


def make(gathered: Gathered, length: int, give_up: int) -> tuple[Lists, Lists]:
    """(plain lists, capacity-aware lists)."""
    plain = plain_lists(gathered.candidates, len(gathered.places), length)
    return plain, capacity_lists(gathered.candidates, gathered.places, length, give_up=give_up)


def report(gathered: Gathered, plain: Lists, made: Lists) -> dict[str, object]:
    """What the lists change, in counts and means only."""
    reachable = np.where(gathered.fitting > 0, gathered.places, 0)
    return {
        "jobseekers": len(gathered.profiles),
        "vacancies": len(gathered.vacancies),
        "places": int(gathered.places.sum()),
        "reachable_vacancies": int(np.count_nonzero(reachable)),
        "not_asked": gathered.not_asked,
        "vacancies_that_fit_a_person": _steps(gathered.fits),
        "people_that_fit_a_vacancy": _steps(gathered.fitting),
        "before": _figures(plain, reachable),
        "after": _figures(made, reachable),
        "strength": made.strength,
        "objective": made.objective,
        "bound": made.bound,
        "groups": _groups(gathered, plain, made),
    }


def _steps(counts: np.ndarray) -> list[dict[str, int]]:
    edges = [*FIT_STEPS, np.iinfo(np.int64).max]
    return [
        {"from": low, "number": int(np.count_nonzero((counts >= low) & (counts < high)))}
        for low, high in itertools.pairwise(edges)
    ]


def _figures(lists: Lists, reachable: np.ndarray) -> dict[str, float | int]:
    shown = lists.shown[reachable > 0]
    return {
        "gini": round(gini(lists.shown, reachable), 4),
        "mean_score": round(lists.mean_score),
        "never_shown": int(np.count_nonzero(shown == 0)),
        "most_shown": int(shown.max(initial=0)),
        "showings": len(lists.vacancy),
    }


def _groups(gathered: Gathered, plain: Lists, made: Lists) -> list[dict[str, object]]:
    """Exposure of each target group before and after. Read here only, after the lists are made: it is never an input to them."""
    number = {pk: i for i, pk in enumerate(gathered.persons)}
    members: dict[str, list[int]] = defaultdict(list)
    rows = TargetGroupMembership.objects.filter(withdrawn_at__isnull=True).order_by("group__code", "id")
    for code, person_id in rows.values_list("group__code", "person_id"):
        if person_id in number:
            members[code].append(number[person_id])
    places = np.maximum(1, gathered.places)
    groups = [("", np.arange(len(gathered.persons)))]
    groups += [(code, np.array(sorted(set(of)))) for code, of in members.items() if len(set(of)) >= SMALLEST_GROUP]
    return [
        {"group": code, "people": len(of)}
        | {when: _exposure(lists, of, places) for when, lists in (("before", plain), ("after", made))}
        for code, of in groups
        if len(of) >= SMALLEST_GROUP
    ]


def _exposure(lists: Lists, people: np.ndarray, places: np.ndarray) -> dict[str, float]:
    """For some people: vacancies shown to each, their mean score, and how many people are shown each of those vacancies for a place."""
    inside = np.zeros(len(lists.starts) - 1, dtype=bool)
    inside[people] = True
    lines = np.repeat(inside, np.diff(lists.starts))
    shown = lists.vacancy[lines]
    if not len(shown):
        return {"shown": 0.0, "mean_score": 0.0, "rivals": 0.0}
    return {
        "shown": round(len(shown) / len(people), 2),
        "mean_score": round(float(lists.score[lines].mean())),
        "rivals": round(float((lists.shown[shown] / places[shown]).mean()), 1),
    }


def measure_cost(gathered: Gathered, members: set[uuid.UUID], share: int, first: int = 10) -> dict[str, float]:
    """What a special measure would change among the first ``first`` people of every vacancy: mean score and share of the group."""
    inside = np.array([pk in members for pk in gathered.persons], dtype=bool)
    owner = np.repeat(np.arange(len(gathered.persons)), np.diff(gathered.candidates.starts))
    order = np.lexsort((owner, -gathered.candidates.score, gathered.candidates.vacancy))
    ends = np.flatnonzero(np.diff(gathered.candidates.vacancy[order], append=-1))
    before: list[int] = []
    after: list[int] = []
    counts = [0, 0]
    begin = 0
    for end in ends:
        lines = order[begin : end + 1]
        begin = int(end) + 1
        changed = lines[with_least_share(inside[owner[lines]].tolist(), share)][:first]
        lines = lines[:first]
        before += gathered.candidates.score[lines].tolist()
        after += gathered.candidates.score[changed].tolist()
        counts[0] += int(inside[owner[lines]].sum())
        counts[1] += int(inside[owner[changed]].sum())
    total = max(1, len(before))
    return {
        "mean_score_before": round(sum(before) / total),
        "mean_score_after": round(sum(after) / max(1, len(after))),
        "share_before": round(100 * counts[0] / total, 1),
        "share_after": round(100 * counts[1] / total, 1),
    }
