"""Which path answers: numba where it is installed and loads, plain numpy where not. Decided once, told by :func:`path`.

Compiling takes some 15 seconds of one core for each direction, once for each version of the program and kind of processor; what was
compiled is kept (:func:`keep_in`) and loaded in half a second by every later process. While a process warms up in the background
(:func:`warming`), numpy answers, with the same integers.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

SWITCH = "OPENPES_MATCHING"
"""Environment variable: ``numpy`` keeps the compiler out, for machines where it does harm."""
_refused: list[str] = []
_folders: list[Path] = []
_busy = threading.Event()


@lru_cache(maxsize=1)
def _load() -> tuple[Any, str]:
    if os.environ.get(SWITCH, "").lower() == "numpy":
        return None, f"{SWITCH}=numpy"
    try:
        import numba
    except Exception as problem:  # a broken compiler must not stop the service: numpy gives the same answers
        return None, f"{type(problem).__name__}: {problem}"
    _set_cache(numba)
    return numba, f"numba {numba.__version__}"


def available() -> bool:
    """Whether the compiled kernel is to answer."""
    return not _refused and _load()[0] is not None


def path() -> str:
    """In words, which path answers and why: ``numba 0.68.1`` or ``numpy (…)``."""
    reason = _refused[0] if _refused else _load()[1]
    return reason if available() else f"numpy ({reason})"


@dataclass(frozen=True, slots=True)
class State:
    """Which path answers now: ``numba`` or ``numpy``; why, as a code that tells nothing of the machine: ``compiled``, ``loading``
    (numba follows in a moment), ``switched_off``, ``missing`` or ``failed``; and the words of :func:`path` for those who run it.
    """

    answers: str
    why: str
    words: str


def state() -> State:
    """Which path would answer a question asked now, and why."""
    if warming():
        return State("numpy", "loading", "numpy (numba is being loaded)")
    if available():
        return State("numba", "compiled", path())
    if _refused:
        return State("numpy", "failed", path())
    reason = _load()[1]
    why = "switched_off" if reason.startswith(SWITCH) else "missing" if reason.startswith("ModuleNotFoundError") else "failed"
    return State("numpy", why, path())


def refuse(problem: Exception) -> None:
    """The kernel could not be built here: numpy answers from now on."""
    _refused.append(f"{type(problem).__name__}: {problem}")


def warming() -> bool:
    """Whether another thread is loading the kernel now."""
    return _busy.is_set()


def in_background(load: Callable[[], object]) -> threading.Thread:
    """Load the kernel in a thread; until it is there, :func:`warming` is true."""
    _busy.set()

    def run() -> None:
        try:
            load()
        except Exception as problem:
            refuse(problem)
        finally:
            _busy.clear()

    thread = threading.Thread(target=run, name="kernel", daemon=True)
    thread.start()
    return thread


def keep_in(folder: Path) -> None:
    """Say below which folder to keep what is compiled; to be called before the first question.

    NUMBA_CACHE_DIR, where it is set, goes first. A folder that cannot be written is passed over: then each process compiles anew.
    """
    _folders[:] = [folder]


def _set_cache(numba: Any) -> None:
    """Numba looks at the age of one source file only, so the name of the folder says what all of them contain."""
    if os.environ.get("NUMBA_CACHE_DIR") or not _folders:
        return
    sources = sorted(Path(__file__).parent.glob("*.py"))
    digest = sha256(b"".join(p.read_bytes() for p in sources) + numba.__version__.encode()).hexdigest()[:16]
    place = _folders[0] / digest
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        return
    if os.access(place, os.W_OK):
        numba.config.CACHE_DIR = str(place)


def scan_of(load: Callable[[], Callable]) -> Callable | None:
    """The compiled scan that ``load`` brings, or None where numpy is to answer."""
    if not available() or (warming() and threading.current_thread().name != "kernel"):
        return None
    try:
        return load()
    except Exception as problem:  # whatever the compiler says: numpy gives the same answers
        refuse(problem)
        return None


def compiled(function: Callable) -> Callable:
    """A function compiled on its first call and kept for other processes."""
    options = {"nogil": True, "error_model": "numpy", "boundscheck": False}
    try:
        return _load()[0].njit(cache=True, **options)(function)
    except RuntimeError:  # nowhere to keep it
        return _load()[0].njit(**options)(function)


def inlined(function: Callable) -> Callable:
    """A function that becomes part of the compiled one that calls it.

    Left to itself the compiler makes some of them calls, and each call copies the hundred pointers of the views.
    """
    wrappers = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True, "forceinline": True}
    return _load()[0].njit(nogil=True, error_model="numpy", boundscheck=False, **wrappers)(function)
