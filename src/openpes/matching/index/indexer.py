"""The one indexer: claims what is unapplied in the log, whoever wrote it and in whatever order, and applies it; or builds
all anew.

Applying twice changes nothing. A process killed half way leaves the log rows unapplied, and the next one applies them again.
"""

from __future__ import annotations

import datetime as dt
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from openpes.base import clock
from openpes.base.locking import write
from openpes.matching.engine import Columns, Vacancy, people_columns, vacancy_columns
from openpes.matching.engine.codes import low64
from openpes.matching.index import files, loading, words
from openpes.matching.index.knowledge import Knowledge, read_knowledge
from openpes.matching.models import IndexLog
from openpes.work.models import Vacancy as VacancyRow

BATCH = 1_000
MAX_STEPS = 24
FOLD_SECONDS = 24 * 3600
KEEP_LOG = dt.timedelta(days=7)

Progress = Callable[[int, int], None]


def has_unapplied() -> bool:
    """Whether a change waits to be applied."""
    return IndexLog.objects.filter(applied_at__isnull=True).exists()


def apply_changes(*, limit: int = BATCH, wait: bool = True) -> int:
    """Apply up to ``limit`` log rows; returns how many. 0 also when another process is applying and ``wait`` is off."""
    if not has_unapplied():
        return 0
    with files.writer_lock(wait=wait) as mine:
        if not mine:
            return 0
        state = files.read_state()
        knowledge = read_knowledge()
        if state is None or _outdated(state, knowledge):
            return _rebuild(knowledge, None)
        claimed = list(
            IndexLog.objects.filter(applied_at__isnull=True).order_by("id").values_list("id", "kind", "target_id")[:limit]
        )
        if not claimed:
            return 0
        _step(state, knowledge, {kind: list(dict.fromkeys(t for _, k, t in claimed if k == kind)) for kind in files.KINDS})
        _mark([pk for pk, *_ in claimed])
        return len(claimed)


def rebuild(progress: Progress | None = None) -> int:
    """Build everything anew from the database beside what is in force, then put it in force. Returns the number of rows."""
    with files.writer_lock(wait=True):
        return _rebuild(read_knowledge(), progress)


def build_if_missing() -> None:
    """Build the index when there is none. Of several processes that find none, one builds and the others wait for it."""
    with files.writer_lock(wait=True):
        if files.read_state() is None:
            _rebuild(read_knowledge(), None)


def keep_up() -> None:
    """Apply everything that waits, build anew when taxonomy or weights changed, clear the old log. Run by the worker."""
    build_if_missing()
    with files.writer_lock(wait=False) as mine:
        state = files.read_state()
        if mine and (state is None or _outdated(state, read_knowledge())):
            _rebuild(read_knowledge(), None)
    while apply_changes(wait=False):
        pass
    _fold_daily()
    old = clock.now() - KEEP_LOG
    if IndexLog.objects.filter(applied_at__lt=old).exists():
        with write():
            IndexLog.objects.filter(applied_at__lt=old).delete()


def _fold_daily() -> None:
    """Put base and changes together at least once a day, so that what was erased leaves the files too."""
    state = files.read_state()
    if state is None or len(state.steps) < 2:
        return
    oldest = files.folder() / f"{state.steps[1]}.vacancy.npz"
    if not oldest.exists() or time.time() - oldest.stat().st_mtime < FOLD_SECONDS:
        return
    with files.writer_lock(wait=False) as mine:
        state = files.read_state()
        if mine and state is not None and len(state.steps) > 1:
            after = _folded(replace(state, generation=state.generation + 1))
            files.write_state(after)
            files.sweep(after)


def _outdated(state: files.State, knowledge: Knowledge) -> bool:
    return state.taxonomy != knowledge.taxonomy.stamp or state.weights != knowledge.weights.version


def _mark(ids: Sequence[int]) -> None:
    now = clock.now()
    with write():
        for start in range(0, len(ids), BATCH):
            IndexLog.objects.filter(pk__in=ids[start : start + BATCH], applied_at__isnull=True).update(applied_at=now)


def _step(state: files.State, knowledge: Knowledge, targets: dict[str, list[uuid.UUID]]) -> None:
    """Write one change step and the words that belong to it, then put them in force."""
    context = knowledge.context()
    pairs = loading.vacancies(targets["vacancy"], context)
    persons = loading.people(targets["profile"], context, clock.today())
    gone = {kind: np.array([low64(pk) for pk in targets[kind]], dtype=np.uint64) for kind in files.KINDS}
    name = f"change-{state.generation + 1:08d}"
    files.save_step(name, {"vacancy": vacancy_columns(v for v, _ in pairs), "profile": people_columns(persons)}, gone)
    if targets["vacancy"]:
        index = words.open_index(files.folder() / state.words)
        words.write(index, [low64(pk) for pk in targets["vacancy"]], [w for _, w in pairs])
    after = replace(state, generation=state.generation + 1, steps=(*state.steps, name))
    if len(after.steps) > MAX_STEPS:
        after = _folded(after)
    files.write_state(after)
    if len(after.steps) < len(state.steps):
        files.sweep(after)


def _folded(state: files.State) -> files.State:
    """Base and changes put together into a new base."""
    columns: dict[str, Columns] | None = None
    for step in state.steps:
        columns = files.load_step(step, columns)
    name = f"base-{state.generation:08d}"
    nothing = np.zeros(0, dtype=np.uint64)
    files.save_step(name, columns or {}, dict.fromkeys(files.KINDS, nothing))
    return replace(state, steps=(name,))


def _rebuild(knowledge: Knowledge, progress: Progress | None) -> int:
    waiting = list(IndexLog.objects.filter(applied_at__isnull=True).values_list("id", flat=True))
    old = files.read_state() or files.State()
    generation = max(old.generation, _highest_on_disk()) + 1
    context, today = knowledge.context(), clock.today()
    vacancy_ids = list(VacancyRow.objects.public().order_by("id").values_list("id", flat=True))
    profile_ids = list(loading.findable_profiles().order_by("id").values_list("id", flat=True))
    total, done = len(vacancy_ids) + len(profile_ids), 0
    folder = f"words-{generation:08d}"
    index = words.open_index(files.folder() / folder)
    parts: dict[str, list[Columns]] = {"vacancy": [], "profile": []}

    def documents() -> Iterator[loading.Words]:
        nonlocal done
        for batch in _batches(vacancy_ids):
            pairs = loading.vacancies(batch, context)
            parts["vacancy"].append(vacancy_columns(v for v, _ in pairs))
            yield from (w for _, w in pairs)
            done += len(batch)
            if progress:
                progress(done, total)

    words.write(index, (), documents())
    for batch in _batches(profile_ids):
        parts["profile"].append(people_columns(loading.people(batch, context, today)))
        done += len(batch)
        if progress:
            progress(done, total)
    empty: dict[str, Columns] = {"vacancy": vacancy_columns([]), "profile": people_columns([])}
    whole = {kind: Columns.joined([empty[kind], *parts[kind]]).sorted_by_id() for kind in files.KINDS}
    name = f"base-{generation:08d}"
    nothing = np.zeros(0, dtype=np.uint64)
    files.save_step(name, whole, dict.fromkeys(files.KINDS, nothing))
    state = files.State(
        generation=generation,
        words=folder,
        steps=(name,),
        taxonomy=knowledge.taxonomy.stamp,
        weights=knowledge.weights.version,
    )
    files.write_state(state)
    files.sweep(state)
    _mark(waiting)
    return total


def _highest_on_disk() -> int:
    """So that a rebuild after damage never takes a name that a reader may still have open."""
    numbers = [
        int(part) for path in files.folder().iterdir() for part in path.name.replace(".", "-").split("-") if part.isdigit()
    ]
    return max(numbers, default=0)


def _batches(ids: Sequence[uuid.UUID]) -> Iterator[list[uuid.UUID]]:
    for start in range(0, len(ids), BATCH):
        yield list(ids[start : start + BATCH])


def record_of(vacancy_id: uuid.UUID, knowledge: Knowledge) -> Vacancy | None:
    """The record of one vacancy of any state, read from the database."""
    made = loading.vacancies([vacancy_id], knowledge.context(), public_only=False)
    return made[0][0] if made else None
