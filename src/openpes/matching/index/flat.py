"""Flat arrays in one file, made to be mapped into memory and shared by all processes, each array with a checksum.

A file is: eight bytes that name the format, the length and the checksum of a header, the header (JSON: names, types, shapes, places,
checksums), then the arrays, each at a multiple of 64 bytes. Arrays never change; a file is written beside the one in force.
"""

from __future__ import annotations

import json
import math
import os
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

MAGIC = b"OPESFLT1"
ALIGN = 64
_HEAD = struct.Struct("<8sQI")
_SAMPLE = 65_536


class Damaged(Exception):
    """A file of the index cannot be read or is not what was written; the index is to be built anew."""


def dumps(arrays: Mapping[str, np.ndarray], meta: Mapping[str, Any] | None = None) -> bytes:
    """The bytes of a file."""
    return b"".join(_pieces(arrays, meta or {}))


def write(path: Path, arrays: Mapping[str, np.ndarray], meta: Mapping[str, Any] | None = None) -> None:
    """Write a file and have it on the disk before returning. Raises OSError, such as when the disk is full."""
    with path.open("wb") as file:
        for piece in _pieces(arrays, meta or {}):
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())


def _pieces(arrays: Mapping[str, np.ndarray], meta: Mapping[str, Any]) -> list[Any]:
    whole = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
    table, at = {}, 0
    for name, array in whole.items():
        raw = _raw(array)
        sample = bytes(raw[:_SAMPLE]) + bytes(raw[-_SAMPLE:])
        table[name] = [array.dtype.str, list(array.shape), at, zlib.crc32(raw), zlib.crc32(sample)]
        at += math.ceil(len(raw) / ALIGN) * ALIGN
    header = json.dumps({"meta": dict(meta), "arrays": table, "bytes": at}).encode()
    pieces: list[Any] = [_HEAD.pack(MAGIC, len(header), zlib.crc32(header)), header]
    pieces.append(b"\0" * (-(_HEAD.size + len(header)) % ALIGN))
    for array in whole.values():
        raw = _raw(array)
        pieces += [raw, b"\0" * (-len(raw) % ALIGN)]
    return pieces


def _raw(array: np.ndarray) -> memoryview:
    """The bytes of an array, not copied."""
    return memoryview(array.reshape(-1).view(np.uint8)) if array.size else memoryview(b"")


def read(path: Path, *, fully: bool = False) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
    """(arrays mapped into memory, read-only, and what was noted beside them).

    Checked at once: the header, the length of the file, and the first and last 64 kB of each array; ``fully``: every byte.
    Raises Damaged.
    """
    try:
        if not path.stat().st_size:
            raise Damaged(path.name)
        return loads(np.memmap(path, dtype=np.uint8, mode="r"), fully=fully)
    except (OSError, ValueError) as problem:
        raise Damaged(path.name) from problem


def loads(buffer: np.ndarray, *, fully: bool = True) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
    """The same from bytes (uint8). Raises Damaged."""
    try:
        magic, length, check = _HEAD.unpack(buffer[: _HEAD.size].tobytes())
        header = buffer[_HEAD.size : _HEAD.size + length].tobytes()
        if magic != MAGIC or zlib.crc32(header) != check:
            raise Damaged("header")
        told = json.loads(header)
        start = math.ceil((_HEAD.size + length) / ALIGN) * ALIGN
        if len(buffer) != start + told["bytes"]:
            raise Damaged("length")
        return {name: _array(buffer, start, *entry, fully=fully) for name, entry in told["arrays"].items()}, told["meta"]
    except (struct.error, ValueError, KeyError, TypeError) as problem:
        raise Damaged("header") from problem


def _array(
    buffer: np.ndarray, start: int, kind: str, shape: list[int], at: int, whole: int, sample: int, *, fully: bool
) -> np.ndarray:
    dtype = np.dtype(kind)
    raw = buffer[start + at : start + at + math.prod(shape) * dtype.itemsize]
    found = zlib.crc32(raw) if fully else zlib.crc32(raw[:_SAMPLE].tobytes() + raw[-_SAMPLE:].tobytes())
    if found != (whole if fully else sample):
        raise Damaged("checksum")
    return raw.view(dtype).reshape(shape)
