"""The index folder: what stands in it, which files are in force, and the lock of the one who writes.

``state.json`` names the files in force and is replaced in one step; readers see the state before or after, never between. Columns are
a base (one folder of flat files that never change) and one file of changes since, to which is only appended: the state says how many
of its bytes are in force. The word index is one folder that tantivy commits in one step of its own.
"""

from __future__ import annotations

import json
import os
import shutil
import struct
import tempfile
import uuid
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings

from openpes.base.locking import file_lock
from openpes.matching.engine import Columns, Vacancy, Weights, people_columns, vacancy_columns
from openpes.matching.engine.layout import CannotPack, Packed
from openpes.matching.engine.packing import pack, unpack
from openpes.matching.engine.people_packing import pack_people
from openpes.matching.index import flat
from openpes.matching.index.flat import Damaged
from openpes.matching.index.overlay import Keys, Overlay

FORMAT = 5
KINDS = ("vacancy", "profile")
SEARCHED = "places"
"""The only list of vacancies that search reads; the others stand in the packed form."""
_FRAME = struct.Struct("<Q")
_VACANCY = tuple(each.name for each in fields(Vacancy))
__all__ = ["Base", "Damaged", "State"]


@dataclass(frozen=True)
class State:
    """What is in force: ``generation`` grows with every change; ``changes`` is the file of changes since the base, of which
    ``length`` bytes count and ``rows`` rows came or left.
    """

    generation: int = 0
    words: str = ""
    base: str = ""
    changes: str = ""
    length: int = 0
    rows: int = 0
    taxonomy: str = ""
    weights: int = 0
    format: int = field(default=FORMAT)


@dataclass(frozen=True)
class Base:
    """One base, mapped into memory. ``packed`` and ``packed_people`` are None where the rows go beyond what the packed form holds."""

    vacancies: Columns
    vacancy_keys: Keys
    packed: Packed | None
    packed_keys: Keys | None
    people: Columns
    people_keys: Keys
    packed_people: Packed | None = None
    packed_people_keys: Keys | None = None
    kept: dict = field(default_factory=dict)

    def overlays(self) -> dict[str, Overlay]:
        """The base without any change."""
        none = np.zeros(0, dtype=np.int64)
        return {
            "vacancy": Overlay(self.vacancies, self.vacancy_keys, none, self.whole_vacancies(none)),
            "profile": Overlay(self.people, self.people_keys, none, self.people.take(none)),
        }

    def whole_vacancies(self, rows: np.ndarray | None = None) -> Columns:
        """Vacancies with all their lists (of some packed rows, or of all)."""
        if self.packed is None:
            return self.vacancies if rows is None else self.vacancies.take(rows)
        return unpack(self.packed, rows)


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


@contextmanager
def builder_lock(*, wait: bool) -> Iterator[bool]:
    """Hold the right to make a new base. It is made beside the one in force, while changes go on."""
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    with file_lock(folder() / "build.lock", wait=wait) as mine:
        yield mine


def read_state() -> State | None:
    """The state in force, or None when there is none that can be read."""
    try:
        raw = json.loads(state_path().read_text())
        state = State(**raw)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return state if state.format == FORMAT else None


def write_state(state: State) -> None:
    """Put a state in force. Everything it names must be on disk already."""
    handle, name = tempfile.mkstemp(dir=folder(), prefix=".state-")
    try:
        with os.fdopen(handle, "w") as file:
            json.dump(asdict(state), file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, state_path())
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def as_arrays(columns: Columns, lists: tuple[str, ...] | None = None) -> dict[str, np.ndarray]:
    """Columns as named arrays."""
    arrays = {"high": columns.high, "low": columns.low} | {f"fixed.{k}": v for k, v in columns.fixed.items()}
    for name, (offsets, values) in columns.lists.items():
        if lists is None or name in lists:
            arrays[f"offsets.{name}"], arrays[f"values.{name}"] = offsets, values
    return arrays


def from_arrays(arrays: Mapping[str, np.ndarray]) -> Columns:
    """Columns of named arrays. Raises Damaged."""
    try:
        names = [k.removeprefix("offsets.") for k in arrays if k.startswith("offsets.")]
        return Columns(
            arrays["high"],
            arrays["low"],
            {k.removeprefix("fixed."): v for k, v in arrays.items() if k.startswith("fixed.")},
            {n: (arrays[f"offsets.{n}"], arrays[f"values.{n}"]) for n in names},
        )
    except KeyError as problem:
        raise Damaged("columns") from problem


def save_base(name: str, vacancies: Columns, people: Columns, weights: Weights) -> None:
    """Write a base: first under another name, so that one that was cut off is never taken for a whole one. Raises OSError."""
    beside = folder() / f".{name}"
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(mode=0o700)
    try:
        vacancies, people = vacancies.sorted_by_id(), people.sorted_by_id()
        try:
            packed: Packed | None = pack(vacancies, weights)
        except CannotPack:
            packed = None
        if packed is not None:
            _save_packed(beside / "match.flat", packed)
        searched = as_arrays(vacancies, (SEARCHED,) if packed else None) | {"by_low": Keys.order(vacancies.low)}
        flat.write(beside / "vacancy.flat", searched, {"packed": packed is not None})
        told = {"packed": _save_people(beside / "people.flat", people)}
        flat.write(beside / "profile.flat", as_arrays(people) | {"by_low": Keys.order(people.low)}, told)
        os.replace(beside, folder() / name)
    except OSError:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def _save_people(path: Path, people: Columns) -> bool:
    """People in the packed form, where it holds them; whether it does. Raises OSError."""
    try:
        packed = pack_people(people)
    except CannotPack:
        return False
    _save_packed(path, packed)
    return True


def _save_packed(path: Path, packed: Packed) -> None:
    rows = {f"packed.{k}": v for k, v in packed.arrays.items()} | {"by_low": Keys.order(packed["low"])}
    flat.write(path, rows, {"sizes": packed.sizes})


def _load_packed(path: Path, fully: bool) -> tuple[Packed, Keys]:
    """Raises Damaged, KeyError."""
    rows, told = flat.read(path, fully=fully)
    packed = Packed({k.removeprefix("packed."): v for k, v in rows.items() if k.startswith("packed.")}, told["sizes"])
    return packed, Keys(packed["low"], rows["by_low"])


def load_base(name: str, *, fully: bool = False) -> Base:
    """A base mapped into memory, its checksums compared. Raises Damaged."""
    place = folder() / name
    searched, told = flat.read(place / "vacancy.flat", fully=fully)
    profiles, of_people = flat.read(place / "profile.flat", fully=fully)
    packed = packed_keys = packed_people = packed_people_keys = None
    try:
        if told["packed"]:
            packed, packed_keys = _load_packed(place / "match.flat", fully)
        if of_people["packed"]:
            packed_people, packed_people_keys = _load_packed(place / "people.flat", fully)
        return Base(
            vacancies=from_arrays(searched),
            vacancy_keys=Keys(searched["low"], searched["by_low"]),
            packed=packed,
            packed_keys=packed_keys,
            people=from_arrays(profiles),
            people_keys=Keys(profiles["low"], profiles["by_low"]),
            packed_people=packed_people,
            packed_people_keys=packed_people_keys,
        )
    except KeyError as problem:
        raise Damaged(name) from problem


@dataclass(frozen=True)
class Change:
    """Vacancies and people that came, and the ids (low halves) that left or are replaced."""

    vacancies: list[Vacancy]
    people: Columns
    gone: dict[str, np.ndarray]

    def columns(self) -> dict[str, Columns]:
        return {"vacancy": vacancy_columns(self.vacancies), "profile": self.people}


def append(state: State, change: Change) -> tuple[int, int]:
    """Append one change; returns (length, rows) of the changes with it. What a killed writer left behind is overwritten."""
    arrays = {f"profile.{k}": v for k, v in as_arrays(change.people).items()} if len(change.people) else {}
    arrays |= {f"gone.{kind}": change.gone[kind] for kind in KINDS}
    records = [[str(getattr(v, name)) if name == "id" else getattr(v, name) for name in _VACANCY] for v in change.vacancies]
    payload = zlib.compress(flat.dumps(arrays, {"vacancies": records}), 1)
    handle = os.open(folder() / state.changes, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        os.lseek(handle, state.length, os.SEEK_SET)
        written = 0
        frame = _FRAME.pack(len(payload)) + payload
        while written < len(frame):
            written += os.write(handle, frame[written:])
        os.fsync(handle)
    finally:
        os.close(handle)
    return state.length + len(frame), state.rows + max(len(change.gone[kind]) for kind in KINDS)


def read_changes(name: str, begin: int, end: int) -> Iterator[Change]:
    """The changes between two places of a file. Raises Damaged."""
    if begin == end:
        return
    try:
        with (folder() / name).open("rb") as file:
            file.seek(begin)
            raw = file.read(end - begin)
    except OSError as problem:
        raise Damaged(name) from problem
    if len(raw) != end - begin:
        raise Damaged(name)
    at = 0
    while at < len(raw):
        try:
            (length,) = _FRAME.unpack_from(raw, at)
            at += _FRAME.size
            arrays, told = flat.loads(np.frombuffer(zlib.decompress(raw[at : at + length]), dtype=np.uint8))
            at += length
            people = {k.removeprefix("profile."): v for k, v in arrays.items() if k.startswith("profile.")}
            yield Change(
                vacancies=[_vacancy(row) for row in told["vacancies"]],
                people=from_arrays(people) if people else people_columns([]),
                gone={kind: arrays[f"gone.{kind}"] for kind in KINDS},
            )
        except (struct.error, zlib.error, KeyError, TypeError, ValueError) as problem:
            raise Damaged(name) from problem


def _vacancy(row: list) -> Vacancy:
    """A record as it was noted; lists stand for tuples."""
    values = dict(zip(_VACANCY, (_tuples(value) for value in row), strict=True))
    return Vacancy(**values | {"id": uuid.UUID(values["id"])})


def _tuples(value: object) -> Any:
    return tuple(_tuples(v) for v in value) if isinstance(value, list) else value


def sweep(state: State) -> None:
    """Remove what the state in force does not name. Processes that still have it mapped keep it until they let go."""
    for path in folder().iterdir():
        if path.is_dir() and path.name.lstrip(".").startswith(("words-", "base-")) and path.name not in (state.words, state.base):
            shutil.rmtree(path, ignore_errors=True)
        elif path.is_file() and path.name.startswith("changes-") and path.name != state.changes:
            path.unlink(missing_ok=True)
