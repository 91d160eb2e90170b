"""Which path answers: numba where it is installed and loads, plain numpy where not. Decided once, told by :func:`path`."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

REFUSED = "OPENPES_MATCHING"
"""Environment variable: ``numpy`` keeps the compiler out, for machines where it does harm."""


def _load() -> tuple[Any, str]:
    if os.environ.get(REFUSED, "").lower() == "numpy":
        return None, f"{REFUSED}=numpy"
    try:
        import numba
    except Exception as problem:  # a broken compiler must not stop the service: the numpy path gives the same answers
        return None, f"{type(problem).__name__}: {problem}"
    return numba, f"numba {numba.__version__}"


_NUMBA, _REASON = _load()
AVAILABLE = _NUMBA is not None


def path() -> str:
    """In words, which path answers and why: ``numba 0.68.1`` or ``numpy (…)``."""
    return _REASON if AVAILABLE else f"numpy ({_REASON})"


def compiled(function: Callable) -> Callable:
    """A function compiled on its first call and kept in the cache folder (NUMBA_CACHE_DIR) for other processes."""
    return _NUMBA.njit(cache=True, nogil=True, error_model="numpy", boundscheck=False)(function) if AVAILABLE else function


def inlined(function: Callable) -> Callable:
    """A small function that belongs to a compiled one."""
    if not AVAILABLE:
        return function
    wrappers = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    return _NUMBA.njit(nogil=True, error_model="numpy", boundscheck=False, **wrappers)(function)
