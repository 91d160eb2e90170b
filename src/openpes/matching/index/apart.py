"""Reading vacancies in processes of their own, a piece at a time, so that a build uses every core.

This file is what such a process begins with: Django is set up only after it knows which database it is to read.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import threading
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpes.matching.index.building import Piece, Read
    from openpes.matching.index.named import Context

_AHEAD = 2
"""Pieces for each process that wait to be taken: what was read stays in memory until the words of it are written."""
_read: Callable[[Piece], Read] | None = None


def usable_cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def read_all(pieces: Sequence[Piece], context: Context, folder: Path, processes: int) -> Generator[Read, None, None]:
    """What stands in the pieces, in their order; ``folder`` is one that only this build knows.

    Raises BrokenExecutor when one of the processes was ended from outside.
    """
    from django.conf import settings
    from django.db import connection

    # In a file: a process that ended while it took much from its pipe would leave this one waiting for good.
    rest = folder / "context"
    rest.write_bytes(pickle.dumps((connection.settings_dict, context)))
    rest.chmod(0o600)
    start = (str(settings.SETTINGS_MODULE), str(rest))
    with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), _begin, start) as pool:
        waiting: deque[Future[Read]] = deque()
        try:
            for piece in pieces:
                waiting.append(pool.submit(_read_here, piece))
                if len(waiting) > _AHEAD * processes:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            rest.unlink(missing_ok=True)


def _begin(settings: str, rest: str) -> None:
    """``rest``: a file with the database and the context, to be unpacked when Django knows the models that they name."""
    global _read
    threading.Thread(target=_end_with_parent, daemon=True).start()
    gc.disable()  # nothing here goes in circles, and looking for circles among rows costs a tenth of the time
    os.environ["DJANGO_SETTINGS_MODULE"] = settings
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
    from django.db import connection

    from openpes.matching.index import building

    database, context = pickle.loads(Path(rest).read_bytes())  # noqa: S301 - from the process that started this one
    connection.settings_dict.update(database)
    _read = building.reader(context)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _read_here(piece: Piece) -> Read:
    assert _read is not None
    return _read(piece)
