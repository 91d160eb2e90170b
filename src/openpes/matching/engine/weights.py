"""The agreed weights of a score, and what is known about skills when they are weighed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

ONE = 1_000_000
"""Full marks: shares, weights and scores are whole millionths."""

PARTS = (
    "occupation",
    "skills",
    "distance",
    "pay",
    "hours",
    "licences",
    "languages",
    "experience",
    "contract",
    "telework",
    "education",
    "freshness",
)
HARD = ("distance", "pay", "hours", "contract", "abroad")
"""What a person may make hard. What an employer requires is never here: it shows as a miss."""

DEFAULT_PARTS: dict[str, int] = {
    "occupation": 320_000,
    "skills": 280_000,
    "distance": 120_000,
    "pay": 60_000,
    "hours": 50_000,
    "licences": 40_000,
    "languages": 40_000,
    "experience": 30_000,
    "contract": 20_000,
    "telework": 20_000,
    "education": 10_000,
    "freshness": 10_000,
}
DEFAULT_IDF = 4 * ONE
MOST_TELLING = 65_535
"""Skills weigh by thousandths of their IDF, at least one and at most this (an IDF of 65 is beyond any taxonomy)."""


@dataclass(frozen=True)
class Weights:
    """One version of the weights: parts in millionths that sum to a million, what is hard, and the frozen IDF of skills.

    ``idf`` maps a skill key to its inverse document frequency in millionths, counted once over the occupations of the
    taxonomy when
    the version was made, so that a score does not move when other vacancies come and go.
    """

    version: int = 1
    parts: Mapping[str, int] = field(default_factory=lambda: dict(DEFAULT_PARTS))
    hard: frozenset[str] = frozenset({"distance", "pay", "contract", "abroad"})
    idf: Mapping[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if set(self.parts) != set(PARTS):
            raise ValueError(f"Weights must name exactly these parts: {', '.join(PARTS)}.")
        if any(w < 0 for w in self.parts.values()) or sum(self.parts.values()) != ONE:
            raise ValueError("Weights must be whole millionths that sum to 1,000,000.")
        # A database may keep the names in an order of its own; reasons are told in ours.
        object.__setattr__(self, "parts", {name: self.parts[name] for name in PARTS})
        if not self.hard <= set(HARD):
            raise ValueError(f"Only these can be hard: {', '.join(HARD)}.")

    def idf_of(self, skill: int) -> int:
        return self.idf.get(skill, DEFAULT_IDF)

    def weight_of(self, skill: int) -> int:
        """What a skill weighs among others: its IDF in thousandths, 1 to 65,535."""
        return min(MOST_TELLING, max(1, self.idf_of(skill) // 1000))


class SkillKnowledge:
    """Which skills are near to one another: at least half of all the words of their two names are shared. And which occupations
    are, besides what ISCO-08 says: ``moves[wanted][other]`` is the share in millionths that a vacancy in the other occupation earns,
    the greater of ``learned``, from transitions seen in placements (see ``moves_learned``), and of ``kin``, from the tree of
    occupations (see ``kin_of``).
    """

    def __init__(
        self,
        names: Iterable[tuple[int, frozenset[str]]] = (),
        moves: Mapping[tuple[int, int], int] | None = None,
        kin: Mapping[tuple[int, int], int] | None = None,
    ) -> None:
        learned, near = moves or {}, kin or {}
        self.learned = _by_occupation(learned)
        self.moves = _by_occupation({pair: max(learned.get(pair, 0), near.get(pair, 0)) for pair in {**learned, **near}})
        self._words: dict[int, frozenset[str]] = {}
        self._with_word: dict[str, set[int]] = {}
        for skill, words in names:
            if len(words) >= 2:
                self._words[skill] = words
                for word in words:
                    self._with_word.setdefault(word, set()).add(skill)
        self._near: dict[int, frozenset[int]] = {}
        self.knows_near = bool(self._words)
        """Whether any two skills can be near."""

    def with_moves(
        self, moves: Mapping[tuple[int, int], int], kin: Mapping[tuple[int, int], int] | None = None
    ) -> SkillKnowledge:
        """The same skills, and these moves between occupations in place of those known before."""
        made = SkillKnowledge((), moves, kin)
        made._words, made._with_word, made._near = self._words, self._with_word, self._near
        made.knows_near = self.knows_near
        return made

    def near(self, skill: int) -> frozenset[int]:
        """The skills near to this one, itself left out. Symmetric."""
        found = self._near.get(skill)
        if found is None:
            mine = self._words.get(skill, frozenset())
            others = set().union(*(self._with_word[word] for word in self._telling(mine)))
            found = frozenset(o for o in others if o != skill and 2 * len(mine & self._words[o]) >= len(mine | self._words[o]))
            self._near[skill] = found
        return found

    def _telling(self, mine: frozenset[str]) -> list[str]:
        """The rarest words of a name, so many that a near name has one of them: of two names of m and n words (2 or more each) at least
        (m + n) / 3 are shared, and n is at least m / 2.
        """
        shared = -(-(len(mine) + max(2, -(-len(mine) // 2))) // 3)
        return sorted(mine, key=lambda word: (len(self._with_word[word]), word))[: len(mine) - shared + 1] if mine else []


def _by_occupation(moves: Mapping[tuple[int, int], int]) -> dict[int, dict[int, int]]:
    made: dict[int, dict[int, int]] = {}
    for (wanted, other), share in moves.items():
        if not 0 <= share <= ONE:
            raise ValueError("A share is 0 to 1,000,000 millionths.")
        if wanted and other:
            made.setdefault(wanted, {})[other] = share
    return made


KIN = 965_000
"""What an occupation earns that stands directly above, below or beside in the tree of a taxonomy: halfway between the same unit
group of ISCO-08 and the same occupation."""
MOST_SIBLINGS = 100
"""A family of more occupations than this says nothing about how near two of them are."""


def kin_of(broader: Mapping[int, int], share: int = KIN) -> dict[tuple[int, int], int]:
    """Pairs of occupations (both ways) of which one is directly above the other, or which stand below the same one.

    ``broader``: the occupation directly above each that has one, such as ESCO 2512.4 above 2512.4.1.
    """
    below: dict[int, list[int]] = {}
    for child, parent in broader.items():
        below.setdefault(parent, []).append(child)
    found: dict[tuple[int, int], int] = {}
    for parent, children in below.items():
        family = children if len(children) <= MOST_SIBLINGS else []
        pairs = [(a, b) for a in family for b in family if a != b]
        pairs += [pair for child in children for pair in ((child, parent), (parent, child))]
        found |= dict.fromkeys(pairs, share)
    return found


LEAST_MOVES = 10
"""Transitions between two occupations count from this many placements on."""
MOST_FOR_A_MOVE = 800_000
"""What the commonest move earns: less than the same unit group, more than the same minor group."""


def moves_learned(seen: Mapping[tuple[int, int], int]) -> dict[tuple[int, int], int]:
    """Shares from the number of placements by (occupation before, occupation after): the commonest move from an occupation earns
    800,000, others in proportion to the square root of their number; fewer than ten placements earn nothing.
    """
    enough = {pair: n for pair, n in seen.items() if n >= LEAST_MOVES and pair[0] != pair[1]}
    most: dict[int, int] = {}
    for (before, _), n in enough.items():
        most[before] = max(n, most.get(before, 0))
    return {pair: math.isqrt(MOST_FOR_A_MOVE**2 * n // most[pair[0]]) for pair, n in enough.items()}
