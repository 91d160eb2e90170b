"""schema.org JobPosting out of JSON: one object, a list, an @graph, an ItemList, or one of these a line."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from .limits import MAX_DOCUMENT, MAX_RECORD, MIB
from .opening import open_text
from .records import FileProblem, Problem, RawRow, Severity
from .values import texts_of

_DECODER = json.JSONDecoder()
_SPACE = " \t\r\n"
_BAD_JSON = (ValueError, RecursionError)
_NESTING = 6


def posting_rows(path: Path, *, encoding: str = "") -> Iterator[RawRow | Problem]:
    """Every JobPosting of the file with the line it begins on, and problems among them, without loading it whole.

    A list and lines are read piece by piece; any other document may have at most 64 million characters. Raises
    :class:`FileProblem` where reading has to stop.
    """
    with open_text(path, encoding) as text:
        yield from text.remarks
        stream = text.stream
        line, first = _first_character(stream)
        if not first:
            raise FileProblem("empty_file")
        if first == "[":
            yield from _from_list(stream, line)
        else:
            yield from _from_lines_or_document(stream, first, line)


def _first_character(stream: TextIO) -> tuple[int, str]:
    line = 1
    while character := stream.read(1):
        if character == "\n":
            line += 1
        if character not in "\ufeff\x00" + _SPACE:
            return line, character
    return line, ""


def _from_lines_or_document(stream: TextIO, first: str, line: int) -> Iterator[RawRow | Problem]:
    head = first + stream.readline(MAX_DOCUMENT)
    value, bad = _decoded(head)
    if not bad:
        yield from _postings(value, line)
        yield from _from_lines(stream, line + 1)
        return
    # Not JSON by itself: one document over many lines, or lines of which the first is broken.
    rest = stream.read(MAX_DOCUMENT)
    more = stream.read(1)
    if not more:
        value, still_bad = _decoded(head + rest)
        if not still_bad:
            yield from _postings(value, line)
            return
    elif "\n" not in rest:
        raise FileProblem("document_too_large", line=line)
    yield Problem(line, "not_json", Severity.ROW, detail=bad)
    last_newline = rest.rfind("\n") + 1 if more else len(rest)
    yield from _from_lines(io.StringIO(rest[:last_newline]), line + 1)
    if more:
        behind = line + 1 + rest.count("\n")
        remainder = rest[last_newline:] + more + stream.readline(MAX_DOCUMENT)
        yield from _from_lines(io.StringIO(remainder), behind)
        yield from _from_lines(stream, behind + 1)


def _from_lines(stream: TextIO, line: int) -> Iterator[RawRow | Problem]:
    while text := stream.readline(MAX_DOCUMENT):
        if len(text) >= MAX_DOCUMENT:
            raise FileProblem("line_too_long", line=line)
        if text.strip("\ufeff\x00" + _SPACE):
            value, bad = _decoded(text)
            if bad:
                yield Problem(line, "not_json", Severity.ROW, detail=bad)
            else:
                yield from _postings(value, line)
        line += 1


def _decoded(text: str) -> tuple[object, str]:
    try:
        return json.loads(text.strip("\ufeff\x00" + _SPACE)), ""
    except _BAD_JSON as error:
        return None, str(error)[:200] or type(error).__name__


def _from_list(stream: TextIO, line: int) -> Iterator[RawRow | Problem]:
    """Items of a top-level list, decoded one after another from a window that grows only while an item needs it."""
    window = _Window(stream, line)
    while True:
        character = window.next_character()
        if character == ",":
            window.drop(1)
            continue
        if character in ("]", ""):
            if not character:
                raise FileProblem("broken_list", line=window.line, detail="the list does not end")
            return
        started = window.line
        try:
            value = window.decode()
        except _BAD_JSON as error:
            raise FileProblem("broken_list", line=started, detail=str(error)) from None
        yield from _postings(value, started)


class _Window:
    """A piece of the stream, and the line it begins on."""

    def __init__(self, stream: TextIO, line: int) -> None:
        self._stream = stream
        self._text = ""
        self._at = 0
        self._ended = False
        self.line = line

    def next_character(self) -> str:
        """The next one that is not white space, or "" at the end; it stays in the window."""
        while True:
            while self._at < len(self._text):
                character = self._text[self._at]
                if character not in _SPACE:
                    return character
                self.drop(1)
            if not self._more(MIB):
                return ""

    def decode(self) -> object:
        """The JSON value that begins here, taken out of the window."""
        want = MIB
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except _BAD_JSON:
                if self._ended or len(self._text) - self._at > MAX_RECORD:
                    raise
                self._more(want)
                want *= 2
                continue
            if end == len(self._text) and self._more(MIB):
                continue  # a number may go on behind the window
            self.drop(end - self._at)
            return value

    def drop(self, count: int) -> None:
        end = self._at + count
        self.line += self._text.count("\n", self._at, end)
        self._at = end

    def _more(self, size: int) -> bool:
        piece = self._stream.read(size)
        self._ended = not piece
        self._text = self._text[self._at :] + piece
        self._at = 0
        return bool(piece)


def _postings(value: object, line: int) -> Iterator[RawRow | Problem]:
    found = list(_find(value, _NESTING))
    if not found:
        kind = ", ".join(texts_of(value.get("@type"))) if isinstance(value, dict) else type(value).__name__
        yield Problem(line, "not_a_posting", Severity.ROW, detail=kind[:100])
    by_id = _named_things(value) if found and found[0] is not value else {}
    for posting in found:
        yield RawRow(line, _with_references(posting, by_id))


def _find(value: object, depth: int) -> Iterator[dict[str, object]]:
    if depth <= 0:
        return
    if isinstance(value, list):
        for item in value:
            yield from _find(item, depth - 1)
    elif isinstance(value, dict):
        if is_posting(value):
            yield value
            return
        for name in ("@graph", "itemListElement", "item", "mainEntity", "mainEntityOfPage", "hasPart"):
            if name in value:
                yield from _find(value[name], depth - 1)


def is_posting(value: dict[str, object]) -> bool:
    """Whether its @type names JobPosting, with or without the vocabulary in front."""
    return any(name.rsplit("/", 1)[-1].rsplit(":", 1)[-1] == "JobPosting" for name in texts_of(value.get("@type")))


def _named_things(value: object) -> dict[str, dict[str, object]]:
    """Things of a graph by their @id, so that a posting may point at its organisation or place."""
    graph = value.get("@graph") if isinstance(value, dict) else value
    things: dict[str, dict[str, object]] = {}
    if isinstance(graph, list):
        for item in graph:
            name = item.get("@id") if isinstance(item, dict) else None
            if isinstance(name, str) and isinstance(item, dict):
                things[name] = item
    return things


def _with_references(posting: dict[str, object], by_id: dict[str, dict[str, object]]) -> dict[str, object]:
    if not by_id:
        return posting
    resolved = dict(posting)
    for field in ("hiringOrganization", "jobLocation", "baseSalary"):
        value = resolved.get(field)
        name = value.get("@id") if isinstance(value, dict) and set(value) <= {"@id", "@type"} else None
        if isinstance(name, str) and name in by_id:
            resolved[field] = by_id[name]
    return resolved
