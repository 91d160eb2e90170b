"""A build of everything: vacancies are read in pieces, in several processes where there are cores for it, and come together in order."""

from __future__ import annotations

import logging
import multiprocessing
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import BrokenExecutor, ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import numpy as np
from django.db import connection

from openpes.base import clock
from openpes.base.locking import is_seen_by_other_processes
from openpes.matching.engine import Columns, people_columns, vacancy_columns
from openpes.matching.index import apart, files, loading, words
from openpes.matching.index.knowledge import Knowledge
from openpes.matching.index.named import Context, Named, text_of
from openpes.work.models import Vacancy as VacancyRow

log = logging.getLogger(__name__)
PIECE = 4_000
"""Vacancies that are read at once."""
PEOPLE = 1_000
WORTH_PROCESSES = 20_000
"""Vacancies from which other processes pay for their start (about two seconds of one core each)."""
MOST_PROCESSES = 8
"""More would wait for the one thread that writes the words."""

Progress = Callable[[int, int], None]


class Piece(NamedTuple):
    """The first and last id of some vacancies in a row, as the database writes them, and how many there were."""

    first: str
    last: str
    rows: int


class Read(NamedTuple):
    """A piece that was read: columns as named arrays, documents for the words, and the names that were not told before."""

    columns: dict[str, np.ndarray]
    documents: list[str]
    names: dict[int, str]


@contextmanager
def everything(knowledge: Knowledge, folder: Path, progress: Progress | None) -> Iterator[dict[str, Columns]]:
    """All columns from the database; the words are written into ``folder``, and are on the disk when the block ends without an error.

    Raises OSError.
    """
    context, today = knowledge.context(), clock.today()
    pieces = list(_pieces())
    people = list(loading.findable_profiles().order_by("id").values_list("id", flat=True))
    total, done = sum(piece.rows for piece in pieces) + len(people), 0
    parts: dict[str, list[Columns]] = {"vacancy": [vacancy_columns([])], "profile": [people_columns([])]}

    def tell(more: int) -> None:
        nonlocal done
        done += more
        if progress:
            progress(done, total)

    builder = words.Builder(folder, 2 if apart.usable_cores() > 3 else 1)
    with closing(_read(pieces, context, folder)) as reads:
        for piece, read in zip(pieces, reads, strict=True):
            parts["vacancy"].append(files.from_arrays(read.columns))
            builder.add(read.documents, read.names)
            tell(piece.rows)
    with ThreadPoolExecutor(1) as beside:
        written = beside.submit(builder.finish)
        for start in range(0, len(people), PEOPLE):
            batch = people[start : start + PEOPLE]
            parts["profile"].append(people_columns(loading.people(batch, context, today)))
            tell(len(batch))
        yield {kind: Columns.joined(parts[kind]) for kind in files.KINDS}
        written.result()


def _pieces() -> Iterator[Piece]:
    """All vacancies, those closed among them: the ids alone are read from their index, and a piece leaves out what is not public."""
    sql, values = VacancyRow.objects.order_by("id").values_list(text_of("id")).query.get_compiler(connection=connection).as_sql()
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        while rows := cursor.fetchmany(PIECE):
            yield Piece(rows[0][0], rows[-1][0], len(rows))


def reader(context: Context) -> Callable[[Piece], Read]:
    """Reads pieces one after the other and remembers what they share."""
    named = Named(context)
    told: set[int] = set()

    def read(piece: Piece) -> Read:
        batch = loading.vacancies_between(piece.first, piece.last, named)
        documents = [words.document(one) for one in batch.words()]
        new = {key: text for key, text in named.names.items() if key not in told}
        told.update(new)
        return Read(files.as_arrays(batch.columns()), documents, new)

    return read


def _read(pieces: list[Piece], context: Context, folder: Path) -> Generator[Read, None, None]:
    """Every piece in order: in other processes when it pays, and here what they did not come to."""
    done = 0
    processes = min(apart.usable_cores(), MOST_PROCESSES, len(pieces))
    if processes > 1 and sum(piece.rows for piece in pieces) >= WORTH_PROCESSES and _others_see_it():
        try:
            with closing(apart.read_all(pieces, context, folder, processes)) as reads:
                for read in reads:
                    yield read
                    done += 1
        except BrokenExecutor:
            log.warning("a process that read for the match index was ended from outside; the rest is read here")
    here = reader(context)
    for piece in pieces[done:]:
        yield here(piece)


def _others_see_it() -> bool:
    """Whether another process sees the same rows, and may be started from here."""
    return is_seen_by_other_processes() and not multiprocessing.current_process().daemon
