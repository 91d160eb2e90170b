"""The folder of a job: written once, opened by every worker, its vacancies shared in memory by all workers of a machine."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from openpes.matching.batch.results import NOTHING, Found, joined
from openpes.matching.engine import Person, SkillKnowledge, Weights
from openpes.matching.engine.layout import ARRAYS, Packed
from openpes.matching.engine.prepared import Prepared

FORMAT = 3
PART = 1_000
"""Jobseekers of one part: a second of work or less, so that all cores end together."""


class BrokenJob(Exception):
    """The folder does not hold a whole job of this format."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A jobseeker and the low halves of the ids of vacancies that must not be shown to them."""

    person: Person
    hidden: tuple[int, ...] = ()


class Near(SkillKnowledge):
    """Which skills are near to those that the jobseekers of a job have, and which occupations to those that they want."""

    def __init__(self, near: dict[int, frozenset[int]], moves: dict[tuple[int, int], int]) -> None:
        super().__init__((), moves)
        self._near, self.knows_near = near, bool(near)


def write(
    folder: Path, packed: Packed, weights: Weights, skills: SkillKnowledge, people: Iterable[Asking], *, today: int, limit: int
) -> int:
    """Write a job into an empty folder; returns the number of jobseekers. People near to one another should follow one another."""
    (folder / "vacancies").mkdir(parents=True)
    (folder / "people").mkdir()
    for name in ARRAYS:
        np.save(folder / "vacancies" / f"{name}.npy", packed[name], allow_pickle=False)
    near: dict[int, frozenset[int]] = {}
    moves: dict[int, dict[int, int]] = {}
    number = parts = 0
    lines: list[str] = []
    for asking in people:
        for skill in (*asking.person.skills, *asking.person.inferred):
            if skill not in near:
                near[skill] = skills.near(skill)
        moves |= {wanted: skills.moves[wanted] for _, wanted in asking.person.occupations if wanted in skills.moves}
        lines.append(to_text(asking))
        number += 1
        if len(lines) == PART:
            _write_part(folder, parts, lines)
            parts, lines = parts + 1, []
    if lines:
        _write_part(folder, parts, lines)
    described = {
        "format": FORMAT,
        "people": number,
        "today": today,
        "limit": limit,
        "sizes": packed.sizes,
        "weights": {
            "version": weights.version,
            "parts": dict(weights.parts),
            "hard": sorted(weights.hard),
            "idf": {str(k): v for k, v in weights.idf.items()},
        },
        "near": {str(k): sorted(v) for k, v in near.items() if v},
        "moves": [[wanted, other, share] for wanted, others in moves.items() for other, share in others.items()],
    }
    # Written last: a folder without it is no job.
    (folder / "job.json").write_text(json.dumps(described))
    return number


def parts_of(folder: Path) -> list[Path]:
    """The files with the jobseekers, in order."""
    return sorted((folder / "people").glob("part-*.jsonl"))


class Job:
    """An opened job. Safe for threads."""

    def __init__(self, folder: Path) -> None:
        """Raises BrokenJob."""
        try:
            told = json.loads((folder / "job.json").read_text())
            if told["format"] != FORMAT:
                raise BrokenJob(f"{folder} holds a job of format {told['format']}, not {FORMAT}.")
            arrays = {name: np.load(folder / "vacancies" / f"{name}.npy", mmap_mode="r") for name in ARRAYS}
            weights = Weights(
                version=told["weights"]["version"],
                parts=told["weights"]["parts"],
                hard=frozenset(told["weights"]["hard"]),
                idf={int(k): v for k, v in told["weights"]["idf"].items()},
            )
            moves = {(wanted, other): share for wanted, other, share in told["moves"]}
            near = Near({int(k): frozenset(v) for k, v in told["near"].items()}, moves)
        except (OSError, ValueError, KeyError, EOFError) as problem:
            raise BrokenJob(f"{folder} does not hold a whole job: {problem}") from problem
        self.today, self.limit, self.people = told["today"], told["limit"], told["people"]
        self._prepared = Prepared(Packed(arrays, told["sizes"]), weights, near)
        self._packed = self._prepared.packed
        self._row_of: dict[int, int] | None = None

    def rank(self, texts: Iterable[str]) -> Found:
        """The best vacancies of some jobseekers, one text each as :func:`to_text` makes it."""
        return joined([self._one(from_text(text)) for text in texts])

    def _one(self, asking: Asking) -> Found:
        ranked = self._prepared.rank(
            asking.person,
            today=self.today,
            limit=self.limit,
            open_on=self.today,
            hidden=self._rows(asking.hidden),
            counted=False,
        )
        n = len(ranked.rows)
        if not n:
            return NOTHING
        made = np.empty(n, dtype=NOTHING.dtype)
        made["person_high"], made["person_low"] = asking.person.id.int >> 64, asking.person.id.int & 0xFFFF_FFFF_FFFF_FFFF
        made["vacancy_high"], made["vacancy_low"] = self._packed["high"][ranked.rows], self._packed["low"][ranked.rows]
        made["place"], made["score"] = np.arange(1, n + 1), ranked.scores
        return made

    def _rows(self, hidden: Sequence[int]) -> np.ndarray:
        if not hidden:
            return np.zeros(0, dtype=np.int64)
        if self._row_of is None:
            self._row_of = {int(low): row for row, low in enumerate(self._packed["low"])}
        return np.array(sorted(self._row_of[low] for low in hidden if low in self._row_of), dtype=np.int64)


def to_text(asking: Asking) -> str:
    """A jobseeker as one line of JSON; what is not stated is left out."""
    person: dict[str, Any] = {k: v for k, v in asdict(asking.person).items() if v != _DEFAULTS[k]}
    person["id"] = asking.person.id.hex
    return json.dumps({"person": person, "hidden": asking.hidden} if asking.hidden else {"person": person}, separators=(",", ":"))


def from_text(text: str) -> Asking:
    told = json.loads(text)
    person: dict[str, Any] = {name: _tuples(value) for name, value in told["person"].items()}
    return Asking(Person(**person | {"id": uuid.UUID(told["person"]["id"])}), tuple(told.get("hidden", ())))


def _tuples(value: Any) -> Any:
    return tuple(_tuples(each) for each in value) if isinstance(value, list) else value


def texts_of(part: Path) -> Iterator[str]:
    with part.open(encoding="utf-8") as lines:
        yield from (line for line in lines if line.strip())


def near_to_one_another(people: Sequence[Person]) -> list[int]:
    """The order in which people who look in the same places follow one another, by bands of a tenth of a degree."""
    return sorted(range(len(people)), key=lambda i: (*_square(people[i]), i))


def _square(person: Person) -> tuple[int, int]:
    if not person.places:
        return (-10_000, 0)
    lat, lon, _ = person.places[0]
    return (int(lat * 10), int(lon * 10))


def _write_part(folder: Path, number: int, lines: Sequence[str]) -> None:
    (folder / "people" / f"part-{number:06}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


_DEFAULTS = asdict(Person(uuid.UUID(int=0)))
