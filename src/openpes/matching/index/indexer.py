"""The one indexer: claims what is unapplied in the log, whoever wrote it and in whatever order, and applies it; or builds
all anew.

Applying twice changes nothing. A process killed half way leaves the log rows unapplied, and the next one applies them again.
"""

from __future__ import annotations

import datetime as dt
import errno
import logging
import time
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import numpy as np

from openpes.base import clock
from openpes.base.locking import write
from openpes.matching.engine import Columns, Vacancy, people_columns
from openpes.matching.engine.codes import low64
from openpes.matching.index import building, files, loading, words
from openpes.matching.index.building import Progress
from openpes.matching.index.knowledge import Knowledge, read_knowledge
from openpes.matching.index.named import Named
from openpes.matching.index.overlay import Overlay
from openpes.matching.models import IndexLog

log = logging.getLogger(__name__)
BATCH = 1_000
MOST_CHANGED = 65_536
"""Rows that may have come or left since the base; a question reads them one by one."""
MERGE_FROM = 16_384
"""From so many on the worker makes a new base."""
FOLD_SECONDS = 24 * 3600
KEEP_LOG = dt.timedelta(days=7)
NOTHING = np.zeros(0, dtype=np.uint64)


class NoRoom(OSError):
    """There is no room for a new base; the one in force stays."""


def has_unapplied() -> bool:
    """Whether a change waits to be applied."""
    return IndexLog.objects.filter(applied_at__isnull=True).exists()


def apply_changes(*, limit: int = BATCH, wait: bool = True) -> int:
    """Apply up to ``limit`` log rows; returns how many. 0 also when another process is applying and ``wait`` is off."""
    if not has_unapplied():
        return 0
    state = files.read_state()
    if state is not None and state.rows + limit > MOST_CHANGED:
        merge(wait=True)
    with files.writer_lock(wait=wait) as mine:
        if not mine:
            return 0
        state = files.read_state()
        knowledge = read_knowledge()
        if state is not None and not _outdated(state, knowledge):
            claimed = list(
                IndexLog.objects.filter(applied_at__isnull=True).order_by("id").values_list("id", "kind", "target_id")[:limit]
            )
            if claimed:
                _step(state, knowledge, _targets((kind, target) for _, kind, target in claimed))
                _mark([pk for pk, *_ in claimed])
            return len(claimed)
    return rebuild()


def rebuild(progress: Progress | None = None) -> int:
    """Build everything anew from the database beside what is in force, then put it in force. Returns the number of rows.

    Questions are answered and changes applied meanwhile. Raises NoRoom.
    """
    with files.builder_lock(wait=True), _room():
        return _rebuild(read_knowledge(fresh=True), progress)


def build_if_missing() -> None:
    """Build the index when there is none. Of several processes that find none, one builds and the others wait for it."""
    if files.read_state() is None:
        with files.builder_lock(wait=True), _room():
            if files.read_state() is None:
                _rebuild(read_knowledge(), None)


def merge(*, wait: bool) -> bool:
    """Put base and changes together into a new base, while changes go on; False when another process is at it. Raises NoRoom."""
    with files.builder_lock(wait=wait) as mine, _room():
        state = files.read_state()
        if not mine or state is None or not state.length:
            return False
        base, overlays = load(state)
        left = base.vacancies.low[overlays["vacancy"].gone]
        vacancies = Columns.joined([base.whole_vacancies().without(left), overlays["vacancy"].since])
        name = f"base-{state.generation + 1:08d}-{uuid.uuid4().hex[:8]}"
        files.save_base(name, vacancies, overlays["profile"].plain(), read_knowledge().weights)
        with files.writer_lock(wait=True):
            now = files.read_state()
            if now is None or now.base != state.base:
                return False
            after = replace(now, generation=now.generation + 1, base=name, changes=_new_changes(name), length=0, rows=0)
            for change in files.read_changes(now.changes, state.length, now.length):
                length, rows = files.append(after, change)
                after = replace(after, length=length, rows=rows)
            files.write_state(after)
        files.sweep(after)
        return True


def load(state: files.State) -> tuple[files.Base, dict[str, Overlay]]:
    """Base and changes of a state. Raises Damaged."""
    base = files.load_base(state.base, fully=True)
    overlays = base.overlays()
    for change in files.read_changes(state.changes, 0, state.length):
        overlays = with_change(overlays, change)
    return base, overlays


def with_change(overlays: dict[str, Overlay], change: files.Change) -> dict[str, Overlay]:
    """Overlays after a change."""
    columns = change.columns()
    return {
        kind: overlays[kind].changed(columns[kind], change.gone[kind]) if len(change.gone[kind]) else overlays[kind]
        for kind in files.KINDS
    }


@contextmanager
def _room() -> Iterator[None]:
    """A full disk is said in words."""
    try:
        yield
    except OSError as problem:
        if problem.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise
        raise NoRoom(problem.errno, "No room on the disk for a new match index; the one in force stays.") from problem


def keep_up() -> None:
    """Apply everything that waits, build anew when taxonomy or weights changed, make a new base when many rows changed, clear the
    old log. Run by the worker.
    """
    build_if_missing()
    state = files.read_state()
    if state is None or _outdated(state, read_knowledge()):
        rebuild()
    while apply_changes(wait=False):
        pass
    state = files.read_state()
    if state is not None and state.length and (state.rows >= MERGE_FROM or _age(state) > FOLD_SECONDS):
        merge(wait=False)
    old = clock.now() - KEEP_LOG
    if IndexLog.objects.filter(applied_at__lt=old).exists():
        with write():
            IndexLog.objects.filter(applied_at__lt=old).delete()


def _age(state: files.State) -> float:
    """Seconds since the base was made: at least once a day what was erased leaves the files too."""
    try:
        return time.time() - (files.folder() / state.base / "vacancy.flat").stat().st_mtime
    except OSError:
        return 0.0


def _targets(noted: Iterable[tuple[str, uuid.UUID]]) -> dict[str, list[uuid.UUID]]:
    found: dict[str, dict[uuid.UUID, None]] = {kind: {} for kind in files.KINDS}
    for kind, target in noted:
        found[kind][target] = None
    return {kind: list(ids) for kind, ids in found.items()}


def _new_changes(base: str) -> str:
    return base.replace("base-", "changes-") + ".log"


def _outdated(state: files.State, knowledge: Knowledge) -> bool:
    return state.taxonomy != knowledge.taxonomy.stamp or state.weights != knowledge.weights.version


def _mark(ids: Sequence[int]) -> None:
    now = clock.now()
    with write():
        for start in range(0, len(ids), BATCH):
            IndexLog.objects.filter(pk__in=ids[start : start + BATCH], applied_at__isnull=True).update(applied_at=now)


def _step(state: files.State, knowledge: Knowledge, targets: dict[str, list[uuid.UUID]]) -> files.State:
    """Append one change and write the words that belong to it, then put them in force. The caller holds the writer's lock."""
    context = knowledge.context()
    named = Named(context)
    batch = loading.vacancies(targets["vacancy"], named)
    persons = loading.people(targets["profile"], context, clock.today())
    gone = {kind: np.array([low64(pk) for pk in targets[kind]], dtype=np.uint64) for kind in files.KINDS}
    length, rows = files.append(state, files.Change(batch.records(), people_columns(persons), gone))
    if targets["vacancy"]:
        keys = [low64(pk) for pk in targets["vacancy"]]
        words.write(files.folder() / state.words, keys, batch.words(), named.names)
    after = replace(state, generation=state.generation + 1, length=length, rows=rows)
    files.write_state(after)
    return after


def _rebuild(knowledge: Knowledge, progress: Progress | None) -> int:
    """The caller holds the builder's lock."""
    began = clock.now()
    waiting = list(IndexLog.objects.filter(applied_at__isnull=True).values_list("id", flat=True))
    old = files.read_state() or files.State()
    generation = max(old.generation, _highest_on_disk()) + 1
    name, folder = f"base-{generation:08d}-{uuid.uuid4().hex[:8]}", f"words-{generation:08d}"
    with building.everything(knowledge, files.folder() / folder, progress) as whole:
        files.save_base(name, whole["vacancy"], whole["profile"], knowledge.weights)
        total = sum(len(columns) for columns in whole.values())
    state = files.State(
        generation=generation,
        words=folder,
        base=name,
        changes=_new_changes(name),
        taxonomy=knowledge.taxonomy.stamp,
        weights=knowledge.weights.version,
    )
    with files.writer_lock(wait=True):
        # What others noted and applied while this was built is applied once more, on top.
        late = IndexLog.objects.filter(applied_at__gte=began).order_by("id")
        noted = list(late.values_list("kind", "target_id"))
        for start in range(0, len(noted), BATCH):
            state = _step(state, knowledge, _targets(noted[start : start + BATCH]))
        files.write_state(state)
        _mark(waiting)
    files.sweep(state)
    return total


def _highest_on_disk() -> int:
    """So that a rebuild after damage never takes a name that a reader may still have open."""
    numbers = [
        int(part) for path in files.folder().iterdir() for part in path.name.replace(".", "-").split("-") if part.isdigit()
    ]
    return max(numbers, default=0)


def record_of(vacancy_id: uuid.UUID, knowledge: Knowledge) -> Vacancy | None:
    """The record of one vacancy of any state, read from the database."""
    made = loading.vacancy_records([vacancy_id], knowledge.context(), public_only=False)
    return made[0] if made else None
