"""What this process holds of the index: columns in memory and a reader of the words, brought up to date before every answer."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar, cast

import numpy as np
import tantivy
from django.db import connection

from openpes.matching.engine import Columns
from openpes.matching.index import files, indexer, words
from openpes.matching.index.asked import Asked
from openpes.matching.index.knowledge import read_knowledge
from openpes.matching.index.live import Live
from openpes.matching.index.overlay import Overlay

log = logging.getLogger(__name__)
Made = TypeVar("Made")
TRIES = 5
ROWS_BEFORE_ANSWER = 400
"""Changes that a question applies itself before it is answered; more are left to the worker."""


@dataclass
class View:
    """One state of the index: the base as mapped from its files, and the columns with every change since.

    ``live`` may be ahead of it by a moment; it is None where the rows go beyond what the packed form holds.
    """

    state: files.State
    base: files.Base
    vacancies: Overlay
    people: Overlay
    live: Live | None
    index: tantivy.Index
    words: words.Reader
    asked: Asked
    kept: dict[Hashable, object] = field(default_factory=dict)
    """What is derived from this state once and used again, such as the vocabulary."""

    def once(self, name: Hashable, make: Callable[[], Made]) -> Made:
        """What ``make`` gives, made once for this state."""
        if name not in self.kept:
            self.kept[name] = make()
        return cast(Made, self.kept[name])

    def of_base(self, name: Hashable, make: Callable[[Columns], np.ndarray]) -> np.ndarray:
        """A column derived row by row from those of the vacancies: made once for the base, and for the rows since."""
        if name not in self.base.kept:
            self.base.kept[name] = make(self.base.vacancies)
        whole = self.base.kept[name]
        return self.once(name, lambda: self.vacancies.put_together(whole, make(self.vacancies.since)))


_lock = threading.RLock()
_view: tuple[Path, View] | None = None


def current() -> View:
    """The view with every committed change in it (bounded: after a large import the worker does the rest).

    Builds the index when there is none or when it is damaged.
    """
    global _view
    with _lock:
        if files.read_state() is None:
            indexer.build_if_missing()
        elif not files.is_frozen() and not _inside_an_act() and indexer.has_unapplied():
            _apply()
        state = files.read_state() or files.State()
        place = files.folder()
        if _view is not None and _view[0] == place and _view[1].state == state:
            return _view[1]
        old = _view[1] if _view is not None and _view[0] == place else None
        made = _loaded(state, old)
        _view = (place, made)
        return made


def _inside_an_act() -> bool:
    """Whether the caller is in a transaction of its own, whose changes are not committed and must not reach the shared index.

    The transaction that a test wraps round itself does not count.
    """
    return any(not getattr(block, "_from_testcase", False) for block in connection.atomic_blocks)


def forget() -> None:
    """Let go of everything in memory."""
    global _view
    with _lock:
        _view = None


def _apply() -> None:
    """Apply what waits before answering; without room on the disk the answer comes from what is in force."""
    try:
        indexer.apply_changes(limit=ROWS_BEFORE_ANSWER, wait=False)
    except OSError:
        log.error("changes cannot be written to the match index; it answers as of %s", files.state_path())


def _loaded(state: files.State, old: View | None) -> View:
    """The view of a state. Another process may replace the files while they are opened; damage is mended by building anew."""
    for _ in range(TRIES):
        try:
            return _load(state, old)
        except (files.Damaged, OSError, ValueError):
            now = files.read_state() or files.State()
            if now == state:
                break
            state = now
    log.warning("the match index is damaged; building it anew")
    indexer.rebuild()
    return _load(files.read_state() or files.State(), None)


def _load(state: files.State, old: View | None) -> View:
    if (
        old is not None
        and (old.state.base, old.state.changes) == (state.base, state.changes)
        and state.length >= old.state.length
    ):
        base, overlays, begin = old.base, {"vacancy": old.vacancies, "profile": old.people}, old.state.length
        live = old.live
    else:
        base = files.load_base(state.base, fully=True)
        overlays, begin = base.overlays(), 0
        live = Live(base.packed, base.packed_keys, read_knowledge().weights) if base.packed and base.packed_keys else None
    for change in files.read_changes(state.changes, begin, state.length):
        overlays = indexer.with_change(overlays, change)
        if live is not None:
            live.apply(change.vacancies, change.gone["vacancy"])
    same_words = old is not None and old.state.words == state.words
    index = old.index if old is not None and same_words else words.open_index(files.folder() / state.words)
    reader = words.reader(index, files.folder() / state.words)
    goes_on = old is not None and same_words and old.base is base and reader.names.goes_on_from(old.words.names)
    asked = old.asked if old is not None and goes_on else Asked()
    return View(state, base, overlays["vacancy"], overlays["profile"], live, index, reader, asked)
