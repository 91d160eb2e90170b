"""The files of a pack, read so that every record knows its line."""

import csv
import io
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from .fields import Record
from .problems import Fault, PackError, Problem

LARGEST_FILE = 20_000_000
HEADER = re.compile(r"^\s*(\[\[?)\s*([A-Za-z0-9_.-]+)\s*\]\]?")
ENTRY = re.compile(r"^\s*([A-Za-z0-9_-]+)\s*[.=]")
FENCE = "+++"

T = TypeVar("T")


class PackFiles:
    """Reads files below one folder and collects what is wrong with them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.languages: tuple[str, ...] = ("en",)
        self._toml: dict[str, TomlFile] = {}

    def note(self, file: str, line: int, what: str, do: str) -> None:
        self.problems.append(Problem(file, line, what, do))

    def stop_if_wrong(self) -> None:
        if self.problems:
            raise PackError(self.folder.name, self.problems)

    def read(self, file: str) -> str | None:
        """The text of a file, or None with a problem noted."""
        path = self.folder / file
        try:
            if path.stat().st_size > LARGEST_FILE:
                self.note(file, 1, "The file is larger than 20 MB.", "Split it or take rows out.")
                return None
            return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except FileNotFoundError:
            self.note(file, 1, "The file is missing.", f"Copy packs/demo/{file} and change it.")
        except UnicodeDecodeError as wrong:
            line = path.read_bytes()[: wrong.start].count(b"\n") + 1
            self.note(file, line, "The file is not in UTF-8.", "Save it again with the encoding UTF-8.")
        except OSError as wrong:
            self.note(file, 1, f"The file cannot be read ({wrong.strerror}).", "Check its permissions.")
        return None

    def toml(self, file: str) -> "TomlFile":
        """The file, parsed once; what is wrong with its syntax is noted once."""
        if file not in self._toml:
            self._toml[file] = self._parse(file)
        return self._toml[file]

    def _parse(self, file: str) -> "TomlFile":
        text = self.read(file)
        data: dict[str, Any] = {}
        broken = text is None
        if text is not None:
            try:
                data = tomllib.loads(text)
            except (tomllib.TOMLDecodeError, RecursionError) as wrong:
                broken = True
                found = re.search(r"at line (\d+)", str(wrong))
                line = int(found.group(1)) if found else text.count("\n") + 1
                reason = re.sub(r"\s*\(at .*\)$", "", str(wrong))
                self.note(file, line, f"This is not valid TOML: {reason}.", "Check quotes, commas and brackets.")
        return TomlFile(self, file, data, text or "", broken=broken)

    def rows(self, file: str, columns: tuple[str, ...]) -> Iterator[Record]:
        """The rows of a CSV file; notes a problem when a needed column is missing."""
        text = self.read(file)
        if text is None:
            return
        reader = csv.reader(io.StringIO(text), strict=True)
        header: list[str] = []
        try:
            for row in reader:
                line = reader.line_num
                if not header:
                    header = [name.strip() for name in row]
                    missing = [name for name in columns if name not in header]
                    if missing:
                        self.note(file, line, f"Columns are missing: {', '.join(missing)}.", "Add them to line 1.")
                        return
                    continue
                if not any(cell.strip() for cell in row):
                    continue
                if len(row) != len(header):
                    self.note(
                        file,
                        line,
                        f"The row has {len(row)} cells, the heading has {len(header)}.",
                        "Put a text that holds a comma in double quotes.",
                    )
                    continue
                values = {name: cell.strip() for name, cell in zip(header, row, strict=True)}
                yield Record(values, file, _always(line), self.languages, flat=True)
        except csv.Error as wrong:
            self.note(file, reader.line_num, f"This is not valid CSV: {wrong}.", "Check the double quotes.")
        if not header:
            self.note(file, 1, "The file is empty.", f"Start it with the heading: {','.join(columns)}")

    def build(self, records: Iterator[Record] | list[Record], make: Callable[[Record], T]) -> tuple[T, ...]:
        """`make` over every record; faults become problems, and so do unknown keys."""
        made: list[T] = []
        for record in records:
            try:
                made.append(make(record))
            except Fault as fault:
                self.problems.append(fault.problem)
                continue
            for key in record.unread():
                self.note(
                    record.file,
                    record.line_of(key),
                    f"'{key}' is not known here.",
                    f"Known: {', '.join(sorted(record.read))}. Correct the name or take the line out.",
                )
        return tuple(made)

    def only(self, record: Record, make: Callable[[Record], T]) -> T | None:
        made = self.build([record], make)
        return made[0] if made else None


class TomlFile:
    """One TOML file with the line of every key."""

    def __init__(self, files: PackFiles, file: str, data: dict[str, Any], text: str, broken: bool) -> None:
        self.files = files
        self.file = file
        self.data = data
        self.broken = broken
        self.lines = lines_of_keys(text)

    def record(self, name: str) -> Record:
        """The table `[name]`; an empty one, with a problem noted, when it is missing."""
        values = self.data.get(name)
        if not isinstance(values, dict):
            if not self.broken:
                self.files.note(self.file, 1, f"The section [{name}] is missing.", f"Add a line [{name}].")
            values = {}
        return self._wrap(values, (name,))

    def records(self, name: str, *, within: tuple[str, ...] = ()) -> list[Record]:
        """The tables `[[name]]`, in order. Missing means none."""
        values = self.data.get(name, [])
        if not isinstance(values, list) or not all(isinstance(v, dict) for v in values):
            self.files.note(self.file, self.lines.get((name,), 1), f"'{name}' must be a list.", f"Write [[{name}]].")
            return []
        return [self._wrap(value, (name, str(n))) for n, value in enumerate(values)]

    def codes(self, name: str) -> set[str]:
        """The codes that `[[name]]` declares, also in records that are wrong in another way."""
        values = self.data.get(name, [])
        rows = [row for row in values if isinstance(row, dict)] if isinstance(values, list) else []
        return {str(row.get("code")) for row in rows}

    def children(self, parent: Record, at: int, name: str, child: str) -> list[Record]:
        """The tables `[[name.child]]` below the `at`-th `[[name]]`."""
        parent.read.add(child)
        values = parent.values.get(child, [])
        if not isinstance(values, list) or not all(isinstance(v, dict) for v in values):
            raise parent.fault(child, f"'{child}' must be a list.", f"Write [[{name}.{child}]].")
        return [self._wrap(value, (name, str(at), child, str(n))) for n, value in enumerate(values)]

    def _wrap(self, values: dict[str, Any], path: tuple[str, ...]) -> Record:
        def line_of(key: str | None) -> int:
            if key is not None and (*path, key) in self.lines:
                return self.lines[(*path, key)]
            return self.lines.get(path, 1)

        return Record(values, self.file, line_of, self.files.languages)


def _always(line: int) -> Callable[[str | None], int]:
    return lambda _key: line


def lines_of_keys(text: str) -> dict[tuple[str, ...], int]:
    """Line of every table and key, keyed by path; the n-th `[[name]]` has the path (name, "n").

    tomllib keeps no lines, so this reads the plain layout that packs use: tables and keys that start a line.
    """
    lines: dict[tuple[str, ...], int] = {}
    counts: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    inside = False
    for number, line in enumerate(text.split("\n"), start=1):
        if inside:
            inside = line.count('"""') % 2 == 0
            continue
        header = HEADER.match(line)
        if header:
            table = _table_path(header.group(2).split("."), header.group(1) == "[[", counts)
            lines.setdefault(table, number)
            continue
        entry = ENTRY.match(line)
        if entry:
            lines.setdefault((*table, entry.group(1)), number)
        inside = line.count('"""') % 2 == 1
    return lines


def _table_path(names: list[str], is_list: bool, counts: dict[tuple[str, ...], int]) -> tuple[str, ...]:
    path: tuple[str, ...] = ()
    for at, name in enumerate(names):
        path = (*path, name)
        last = at == len(names) - 1
        if last and is_list:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, str(counts[path]))
    return path


def front_matter(text: str) -> tuple[str, str, int] | None:
    """Splits a page into its TOML head (between two `+++` lines) and its body; the third value is the
    line on which the body starts."""
    lines = text.split("\n")
    if not lines or lines[0].strip() != FENCE:
        return None
    for at in range(1, len(lines)):
        if lines[at].strip() == FENCE:
            return "\n".join(lines[1:at]), "\n".join(lines[at + 1 :]).strip(), at + 2
    return None
