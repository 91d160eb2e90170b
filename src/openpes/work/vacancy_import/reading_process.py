"""Reading in a process of its own: a second core cleans and understands rows while this one codes and writes them.

It also keeps harm away: a file that is made to eat memory ends the reader, not the import, and the report says so.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import queue
import resource
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Protocol

from .limits import GIB, MIB
from .mapping import TableMapping
from .reading import Survey, VacancyFile
from .records import Advert, FileProblem, Problem

WORTH_A_PROCESS = MIB // 4
"""Bytes of a file from which a second process pays for its start (about 0.3 s)."""
_PIECE = 250
_AHEAD = 40  # pieces that are read before the importing process asks for them
_MAX_MEMORY = 4 * GIB
_END = "end"


class Reading(Protocol):
    """A file that is being read: what the first reading found, then the adverts."""

    @property
    def survey(self) -> Survey: ...

    def adverts(self) -> Iterator[Advert | Problem]: ...


class _Here:
    def __init__(self, file: VacancyFile, rebase_onto: date | None, today: date) -> None:
        self._file = file
        self.survey = file.survey(rebase_onto=rebase_onto, today=today)

    def adverts(self) -> Iterator[Advert | Problem]:
        yield from self._file.adverts(self.survey)


class _Elsewhere:
    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._survey: Survey | None = None

    @property
    def survey(self) -> Survey:
        """Waits for the first reading."""
        if self._survey is None:
            found = self._receive()
            self._survey = found if isinstance(found, Survey) else _broken_survey(found)
        return self._survey

    def adverts(self) -> Iterator[Advert | Problem]:
        if not self.survey.whole and not self.survey.rows:
            yield from self.survey.problems
            return
        while (piece := self._receive()) != _END:
            if isinstance(piece, Problem):
                self.survey.whole = False
                self.survey.problems.append(piece)
                yield piece
                return
            yield from piece

    def _receive(self):  # type: ignore[no-untyped-def]
        try:
            return self._pipe.recv()
        except (EOFError, OSError):
            return FileProblem("reader_ended").problem


def _broken_survey(problem: Problem) -> Survey:
    return Survey(whole=False, problems=[problem])


@contextmanager
def reading(
    path: Path, format: str, mapping: TableMapping | None, *, rebase_onto: date | None, today: date, apart: bool | None = None
) -> Iterator[Reading]:
    """Read a file here, or in a process of its own when it is large (``apart`` decides it outright)."""
    if apart is None:
        apart = path.exists() and path.stat().st_size >= WORTH_A_PROCESS
    if not apart:
        yield _Here(VacancyFile(path, format, mapping), rebase_onto, today)
        return
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_read, args=(theirs, path, format, mapping, rebase_onto, today), daemon=True)
    process.start()
    theirs.close()
    try:
        yield _Elsewhere(ours)
    finally:
        ours.close()
        process.join(timeout=1)
        if process.is_alive():
            process.kill()
            process.join()
        process.close()


def _read(pipe: Connection, path: Path, format: str, mapping: TableMapping | None, rebase_onto: date | None, today: date) -> None:
    """What the other process does: reads ahead while the importing one writes, and ends when nobody listens any more."""
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (_MAX_MEMORY, _MAX_MEMORY))
    ready: queue.Queue[object] = queue.Queue(_AHEAD)
    sender = threading.Thread(target=_send, args=(pipe, ready), daemon=True)
    sender.start()
    try:
        for item in _items(VacancyFile(path, format, mapping), rebase_onto, today):
            ready.put(item)
    except MemoryError:
        ready.put(FileProblem("too_much_memory").problem)
    ready.put(_END)
    sender.join()


def _items(file: VacancyFile, rebase_onto: date | None, today: date) -> Iterator[Survey | list[Advert | Problem]]:
    survey = file.survey(rebase_onto=rebase_onto, today=today)
    yield survey
    adverts = file.adverts(survey)
    while piece := list(islice(adverts, _PIECE)):
        yield piece


def _send(pipe: Connection, ready: queue.Queue[object]) -> None:
    try:
        item = None
        while item != _END:
            item = ready.get()
            pipe.send(item)
    except (BrokenPipeError, ConnectionResetError):
        os._exit(0)
