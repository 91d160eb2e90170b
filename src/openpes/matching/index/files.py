"""The index folder: what stands in it, which files are in force, and the lock of the one who writes.

``state.json`` names the files in force and is replaced in one step; readers see the state before or after, never between.
Columns are a base and the changes since; the word index is one folder that tantivy commits in one step of its own.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
from django.conf import settings

from openpes.base.locking import file_lock
from openpes.matching.engine import Columns

FORMAT = 1
KINDS = ("vacancy", "profile")


class Damaged(Exception):
    """The index cannot be read; it is to be built anew."""


@dataclass(frozen=True)
class State:
    """What is in force: ``generation`` grows with every change; ``steps`` are the names of base and changes, oldest first."""

    generation: int = 0
    words: str = ""
    steps: tuple[str, ...] = ()
    taxonomy: str = ""
    weights: int = 0
    format: int = field(default=FORMAT)


def folder() -> Path:
    """Where the index stands."""
    return Path(getattr(settings, "OPENPES_INDEX", None) or Path(settings.DATA) / "index")


def is_frozen() -> bool:
    """Whether the index here is a copy for measuring: the log belongs to the real one and must not be applied to this."""
    return bool(getattr(settings, "OPENPES_INDEX_FROZEN", False))


def state_path() -> Path:
    return folder() / "state.json"


@contextmanager
def writer_lock(*, wait: bool) -> Iterator[bool]:
    """Hold the right to change the index; yields False at once when another process has it and ``wait`` is off."""
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    with file_lock(folder() / "lock", wait=wait) as mine:
        yield mine


def read_state() -> State | None:
    """The state in force, or None when there is none that can be read."""
    try:
        raw = json.loads(state_path().read_text())
        state = State(**(raw | {"steps": tuple(raw["steps"])}))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return state if state.format == FORMAT else None


def write_state(state: State) -> None:
    """Put a state in force. Everything it names must be on disk already."""
    handle, name = tempfile.mkstemp(dir=folder(), prefix=".state-")
    with os.fdopen(handle, "w") as file:
        json.dump(asdict(state), file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(name, state_path())


def save_step(name: str, columns: dict[str, Columns], removed: dict[str, np.ndarray]) -> None:
    """Write one base or change: for each kind the new rows, and the ids that leave or are replaced."""
    for kind in KINDS:
        columns[kind].save(folder() / f"{name}.{kind}.npz")
        np.save(folder() / f"{name}.{kind}.gone.npy", removed[kind], allow_pickle=False)


def load_step(name: str, before: dict[str, Columns] | None) -> dict[str, Columns]:
    """The columns after a step. Raises Damaged."""
    after: dict[str, Columns] = {}
    try:
        for kind in KINDS:
            rows = Columns.load(folder() / f"{name}.{kind}.npz")
            gone = np.load(folder() / f"{name}.{kind}.gone.npy", allow_pickle=False)
            after[kind] = apply(before[kind] if before else None, rows, gone)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as problem:
        raise Damaged(name) from problem
    return after


def apply(before: Columns | None, rows: Columns, gone: np.ndarray) -> Columns:
    """Columns with some rows replaced or removed, in order of id."""
    if before is None:
        return rows.sorted_by_id()
    kept = before.without(gone)
    return Columns.joined([kept, rows]).sorted_by_id() if len(rows) else kept


def sweep(state: State) -> None:
    """Remove files that the state in force and the one before it do not name."""
    keep = {f"{step}.{kind}{end}" for step in state.steps for kind in KINDS for end in (".npz", ".gone.npy")}
    for path in folder().iterdir():
        if path.is_dir() and path.name.startswith("words-") and path.name != state.words:
            shutil.rmtree(path, ignore_errors=True)
        elif path.suffix in (".npz", ".npy") and path.name not in keep:
            path.unlink(missing_ok=True)
