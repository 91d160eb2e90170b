"""Tables inside ZIP files that came from outside: never more than a limit in memory, and every refusal says why."""

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from openpes.work.taxonomy.content import UnusableTaxonomy

MEBIBYTE = 1024 * 1024
LARGEST_ARCHIVE = 256 * MEBIBYTE
LARGEST_MEMBER = 256 * MEBIBYTE
MOST_MEMBERS = 500
HIGHEST_RATIO = 200
RATIO_FREE_BELOW = 4 * MEBIBYTE
REPLACEMENT = "\ufffd"
DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class Row:
    """One record: ``values`` by column name, or None when the record has not as many cells as the header."""

    line: int
    values: dict[str, str] | None


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The archive at ``path``; UnusableTaxonomy when it is missing, too large or no ZIP."""
    try:
        if not path.is_file():
            raise UnusableTaxonomy(f"There is no file {path}.")
        if path.stat().st_size > LARGEST_ARCHIVE:
            raise UnusableTaxonomy(f"{path.name} is larger than {LARGEST_ARCHIVE // MEBIBYTE} MB. This is not the official file.")
        archive = zipfile.ZipFile(path)
    except OSError as error:
        raise UnusableTaxonomy(f"{path.name} cannot be read: {error.strerror or error}.") from error
    except UnusableTaxonomy:
        raise
    except Exception as error:  # a damaged directory of a ZIP shows as one of six kinds of error
        raise UnusableTaxonomy(f"{path.name} is not a whole ZIP file. Download it again.") from error
    with archive:
        if len(archive.infolist()) > MOST_MEMBERS:
            raise UnusableTaxonomy(f"{path.name} holds more than {MOST_MEMBERS} files. This is not the official file.")
        yield archive


def members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The CSV files of the archive by bare name in small letters, whatever folder they are in."""
    found: dict[str, zipfile.ZipInfo] = {}
    for info in archive.infolist():
        name = info.filename.replace("\\", "/")
        bare = name.rsplit("/", 1)[-1]
        if not name.startswith("__MACOSX/") and not bare.startswith(".") and bare.lower().endswith(".csv"):
            found.setdefault(bare.lower(), info)
    return found


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    bare = info.filename.rsplit("/", 1)[-1]
    packed = max(info.compress_size, 1)
    if info.flag_bits & 1:
        raise UnusableTaxonomy(f"{bare} is protected by a password. Give the files as they are published.")
    too_dense = info.file_size > RATIO_FREE_BELOW and info.file_size / packed > HIGHEST_RATIO
    if info.file_size > LARGEST_MEMBER or too_dense:
        raise UnusableTaxonomy(f"{bare} would become {info.file_size // MEBIBYTE} MB. This is not the official file.")
    try:
        with archive.open(info) as member:
            data = member.read(LARGEST_MEMBER + 1)
    except (NotImplementedError, RuntimeError) as error:
        raise UnusableTaxonomy(f"{bare} is packed in a way that cannot be read here. Pack it as an ordinary ZIP.") from error
    except Exception as error:  # zipfile, zlib, bz2 and lzma each have errors of their own
        raise UnusableTaxonomy(f"{bare} is damaged. Download the ZIP again.") from error
    if len(data) > LARGEST_MEMBER:
        raise UnusableTaxonomy(f"{bare} is larger than {LARGEST_MEMBER // MEBIBYTE} MB. This is not the official file.")
    return data


def digest(archive: zipfile.ZipFile, tables: Iterable[zipfile.ZipInfo]) -> bytes:
    """SHA-256 over the named tables, in the order given.

    Not over the ZIP itself: it also holds the time of packing, so the same tables packed twice are two different files.
    """
    whole = hashlib.sha256()
    for info in tables:
        whole.update(hashlib.sha256(_content(archive, info)).digest())
    return whole.digest()


def decoded(data: bytes) -> str:
    """Text of a file: UTF-8 with or without a mark, or UTF-16 with one; what is broken becomes U+FFFD."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    return data.decode("utf-8-sig", errors="replace")


def rows(archive: zipfile.ZipFile, info: zipfile.ZipInfo, needed: tuple[str, ...]) -> Iterator[Row]:
    """The records of one CSV file. Raises UnusableTaxonomy when a needed column is missing.

    Commas as published; semicolons and tabs, as a spreadsheet program saves them, are recognised by the header.
    """
    bare = info.filename.rsplit("/", 1)[-1]
    text = decoded(_content(archive, info))
    first = text[: text.find("\n")] if "\n" in text else text
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        header = [name.strip() for name in next(reader, [])]
        missing = [name for name in needed if name not in header]
        if missing:
            raise UnusableTaxonomy(f"{bare} has no column {', '.join(missing)}. This is not the file that ESCO publishes.")
        for cells in reader:
            if cells:
                whole = len(cells) == len(header)
                yield Row(reader.line_num, dict(zip(header, cells, strict=True)) if whole else None)
    except csv.Error as error:
        raise UnusableTaxonomy(f"{bare} is no longer a table from line {reader.line_num} on. Download it again.") from error
