"""What this process holds of the index: columns in memory and a reader of the words, brought up to date before every answer."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field
from pathlib import Path

import tantivy
from django.db import connection

from openpes.matching.engine import Columns
from openpes.matching.index import files, indexer, words

log = logging.getLogger(__name__)
ROWS_BEFORE_ANSWER = 400
"""Changes that a question applies itself before it is answered; more are left to the worker."""


@dataclass
class View:
    """One state of the index. Columns are in order of id and never change."""

    state: files.State
    vacancies: Columns
    people: Columns
    index: tantivy.Index
    searcher: tantivy.Searcher
    kept: dict[str, object] = field(default_factory=dict)
    """What is derived from this state once and used again, such as the vocabulary."""


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
            indexer.apply_changes(limit=ROWS_BEFORE_ANSWER, wait=False)
        state = files.read_state() or files.State()
        place = files.folder()
        if _view is not None and _view[0] == place and _view[1].state == state:
            return _view[1]
        old = _view[1] if _view is not None and _view[0] == place else None
        try:
            made = _load(state, old)
        except (files.Damaged, OSError, ValueError):
            log.warning("the match index is damaged; building it anew")
            indexer.rebuild()
            made = _load(files.read_state() or files.State(), None)
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


def _load(state: files.State, old: View | None) -> View:
    columns: dict[str, Columns] | None = None
    steps = state.steps
    if old is not None and steps[: len(old.state.steps)] == old.state.steps:
        columns = {"vacancy": old.vacancies, "profile": old.people}
        steps = steps[len(old.state.steps) :]
    for step in steps:
        columns = files.load_step(step, columns)
    if columns is None:
        raise files.Damaged("no base")
    same_words = old is not None and old.state.words == state.words
    index = old.index if old is not None and same_words else words.open_index(files.folder() / state.words)
    index.reload()
    return View(state, columns["vacancy"], columns["profile"], index, index.searcher())
