"""The tables of our own that the coder reads: abbreviations, spellings, everyday titles with their ISCO-08 group."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files


def _text(name: str) -> str:
    return (files("openpes.work.coding") / name).read_text(encoding="utf-8")


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(io.StringIO(_text(name)))


@cache
def abbreviations() -> dict[str, tuple[str, ...]]:
    """One folded word to the words it stands for ("rn" to "registered", "nurse")."""
    return {row["short"]: tuple(row["long"].split()) for row in _rows("abbreviations.csv")}


@cache
def phrases() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """(written, its pattern, meant): spellings of several words brought to one form, longest first."""
    rows = sorted(_rows("spellings.csv"), key=lambda r: -len(r["written"]))
    return tuple((r["written"], re.compile(rf"(?<!\w){re.escape(r['written'])}(?!\w)"), r["meant"]) for r in rows)


@cache
def words_with_role(role: str) -> frozenset[str]:
    """Words of titles that are "noise", "seniority", "generic" heads, or that keep "bank" a bank."""
    return frozenset(row["word"] for row in _rows("title_words.csv") if row["role"] == role)


@cache
def little_words() -> frozenset[str]:
    """Articles, prepositions and the like of European languages and Swahili, folded: in a sentence they name no skill."""
    return frozenset(row["word"] for row in _rows("little_words.csv"))


@cache
def everyday_titles() -> tuple[tuple[str, str], ...]:
    """(title, ISCO-08 unit group) of titles in everyday use that the official label lists lack or bury."""
    return tuple((row["title"], row["isco08"]) for row in _rows("everyday_titles.csv"))


def table_texts() -> list[str]:
    """The tables as they stand, for the checksum of a built coder."""
    names = ("abbreviations.csv", "spellings.csv", "title_words.csv", "everyday_titles.csv")
    return [_text(name) for name in names]
