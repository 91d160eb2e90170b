"""From a file to guarded text: packed or plain, in whichever encoding, and never more of it than is reasonable."""

from __future__ import annotations

import codecs
import gzip
import io
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .limits import MAX_BYTES, MAX_RATIO, MIB, RATIO_COUNTS_FROM
from .records import FileProblem, Problem

_CHUNK = MIB
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class OpenText:
    """A text stream (line ends untouched) with the encoding it was read in and remarks for the report."""

    stream: io.TextIOWrapper
    encoding: str
    remarks: tuple[Problem, ...]


class _Guarded(io.RawIOBase):
    """Bytes of a plain or gzip file; raises :class:`FileProblem` when it is damaged or grows beyond reason."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self._size = os.fstat(self._file.fileno()).st_size
        self._packed = is_gzip(path)
        self._source: io.BufferedIOBase = gzip.GzipFile(fileobj=self._file) if self._packed else self._file
        self._read = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._source.read(len(buffer))
        except (OSError, EOFError, zlib.error) as error:
            raise FileProblem("not_unpackable", detail=type(error).__name__) from None
        self._read += len(data)
        if self._read > MAX_BYTES:
            raise FileProblem("file_too_large")
        if self._packed and self._read > RATIO_COUNTS_FROM and self._read > self._size * MAX_RATIO:
            raise FileProblem("unpacks_too_large")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._file.close()
        super().close()


def is_gzip(path: Path) -> bool:
    """By content, not by name."""
    with path.open("rb") as file:
        return file.read(2) == b"\x1f\x8b"


def is_zip(path: Path) -> bool:
    """By content: an XLSX workbook is a ZIP file."""
    with path.open("rb") as file:
        return file.read(4) in (b"PK\x03\x04", b"PK\x05\x06")


@contextmanager
def open_text(path: Path, encoding: str = "") -> Iterator[OpenText]:
    """Open for reading as text. ``encoding`` overrides what is found.

    Raises :class:`FileProblem` here or while reading. A file that is neither UTF-8 nor marked is read as Windows-1252
    (the superset of Latin-1 that most programs mean by it), and the report says so.
    """
    try:
        found, remarks = (encoding, ()) if encoding else _encoding_of(path)
        codecs.lookup(found)
        raw = io.BufferedReader(_Guarded(path), buffer_size=_CHUNK)
    except LookupError:
        raise FileProblem("cannot_open", detail=encoding) from None
    except OSError as error:
        raise FileProblem("cannot_open", detail=error.strerror or "") from None
    stream = io.TextIOWrapper(raw, encoding=found, errors="replace", newline="")
    try:
        yield OpenText(stream, found, remarks)
    finally:
        stream.close()


def _encoding_of(path: Path) -> tuple[str, tuple[Problem, ...]]:
    with io.BufferedReader(_Guarded(path), buffer_size=_CHUNK) as file:
        head = file.peek(4096)[:4096]
        if not head:
            raise FileProblem("empty_file")
        for mark, name in _MARKS:
            if head.startswith(mark):
                return name, ()
        if guess := _wide_without_mark(head):
            return guess, (Problem(line=0, code="encoding_guessed", detail=guess),)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252", (Problem(line=0, code="encoding_guessed", detail="Windows-1252"),)
    return "utf-8", ()


def _wide_without_mark(head: bytes) -> str:
    """UTF-16 without a mark shows itself by a zero in nearly every other byte."""
    if len(head) < 16:
        return ""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.4 * len(head) / 2 and even < odd / 4:
        return "utf-16-le"
    if even > 0.4 * len(head) / 2 and odd < even / 4:
        return "utf-16-be"
    return ""
