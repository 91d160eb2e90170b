"""The small taxonomy as plain values: what a trade is called and which skills belong to it."""

import csv
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Skill:
    code: str
    kind: str
    labels: dict[str, str]


@dataclass(frozen=True, slots=True)
class Trade:
    """An occupation with its ISCO-08 unit group; skills without licences, licences apart."""

    code: str
    isco: str
    labels: dict[str, str]
    alternatives: tuple[str, ...]
    essential: tuple[str, ...]
    optional: tuple[str, ...]
    licences: tuple[str, ...]
    optional_licences: tuple[str, ...]


@dataclass(frozen=True)
class Taxonomy:
    trades: dict[str, Trade]
    skills: dict[str, Skill]
    by_minor_group: dict[str, tuple[str, ...]]

    def starting_with(self, prefixes: Iterable[str]) -> list[str]:
        """Codes of the trades whose ISCO-08 code begins with one of the prefixes."""
        wanted = tuple(prefixes)
        return [trade.code for trade in self.trades.values() if trade.isco.startswith(wanted)]


def _rows(name: str) -> list[dict[str, str]]:
    text = resources.files("openpes.work").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _labels(row: dict[str, str]) -> dict[str, str]:
    return {tag: row[f"label_{tag}"] for tag in ("en", "ar", "fr", "es", "sw") if row.get(f"label_{tag}")}


@lru_cache(maxsize=1)
def taxonomy() -> Taxonomy:
    """The taxonomy that comes with the program (openpes.work/data)."""
    skills = {r["code"]: Skill(r["code"], r["kind"], _labels(r)) for r in _rows("openpes_skills.csv")}
    trades = {}
    groups: dict[str, list[str]] = defaultdict(list)
    for row in _rows("openpes_occupations.csv"):
        essential = [c for c in row["essential_skills"].split("|") if c in skills]
        optional = [c for c in row["optional_skills"].split("|") if c in skills]
        trades[row["code"]] = Trade(
            code=row["code"],
            isco=row["isco08"],
            labels=_labels(row),
            alternatives=tuple(a for a in row["alt_en"].split("|") if a),
            essential=tuple(c for c in essential if skills[c].kind != "licence"),
            optional=tuple(c for c in optional if skills[c].kind != "licence"),
            licences=tuple(c for c in essential if skills[c].kind == "licence"),
            optional_licences=tuple(c for c in optional if skills[c].kind == "licence"),
        )
        groups[row["isco08"][:3]].append(row["code"])
    return Taxonomy(trades, skills, {group: tuple(codes) for group, codes in groups.items()})
