"""Why a vacancy suits a person, and why not: the same integers as the ranking, with what lies behind each of them."""

from __future__ import annotations

from dataclasses import dataclass

from openpes.matching.engine.columns import vacancy_columns
from openpes.matching.engine.facts import asked_skills, for_person
from openpes.matching.engine.records import Person, Vacancy
from openpes.matching.engine.shares import NEARNESS, parts, ruled_out, shares
from openpes.matching.engine.weights import SkillKnowledge, Weights


@dataclass(frozen=True, slots=True)
class Explanation:
    """One pair. ``parts`` (millionths) sum to ``score``; ``shares`` are out of a million before weighing.

    occupation: 5 the same occupation, 4 unit, 3 minor, 2 sub-major, 1 major group in common, 0 nothing; skills are keys;
    metres: -1
    unknown; moved: a move learned from placements earned more than that nearness and than the tree of occupations; ruled_out: what the person made hard and the vacancy breaks (empty: it may be shown as a match).
    """

    score: int
    parts: dict[str, int]
    shares: dict[str, int]
    occupation: int
    skills_matched: tuple[int, ...]
    skills_near: tuple[tuple[int, int], ...]
    skills_missing: tuple[int, ...]
    metres: int
    months: int
    languages_missing: tuple[tuple[int, int], ...]
    licences_missing: tuple[int, ...]
    ruled_out: tuple[str, ...]
    breaks: tuple[str, ...]
    weights_version: int
    moved: bool = False


def explain(person: Person, vacancy: Vacancy, weights: Weights, skills: SkillKnowledge, today: int) -> Explanation:
    """The explanation of one pair. ``skills_near`` are (wanted by the vacancy, nearest that the person has)."""
    facts = for_person(person, vacancy_columns([vacancy]), weights, skills, today)
    table = parts(facts, weights, 1)
    by_part = {name: int(table[0, i]) for i, name in enumerate(weights.parts)}
    mine = {*person.skills, *person.inferred}
    matched, near, missing = [], [], []
    for skill, _ in asked_skills(vacancy):
        if skill in mine:
            matched.append(skill)
            continue
        close = sorted(mine & skills.near(skill))
        if close:
            near.append((skill, close[0]))
        else:
            missing.append(skill)
    spoken = dict(person.languages)
    breaks = tuple(name for name, mask in ruled_out(facts, 1).items() if mask[0])
    return Explanation(
        score=sum(by_part.values()),
        parts=by_part,
        shares={name: int(value.reshape(-1)[0]) for name, value in shares(facts).items()},
        occupation=int(facts.occupation[0]),
        skills_matched=tuple(matched),
        skills_near=tuple(near),
        skills_missing=tuple(missing),
        metres=int(facts.metres[0]),
        months=int(facts.months[0]),
        languages_missing=tuple((tag, level) for tag, level in vacancy.languages if spoken.get(tag, 0) < level),
        licences_missing=tuple(x for x in vacancy.licences if x not in person.licences),
        ruled_out=tuple(name for name in breaks if name in weights.hard),
        breaks=breaks,
        weights_version=weights.version,
        moved=max(NEARNESS[facts.occupation[0]], facts.occupation_moves[0] - 1) < _learned(person, vacancy, skills),
    )


def _learned(person: Person, vacancy: Vacancy, skills: SkillKnowledge) -> int:
    """The share that the best move learned from placements earns."""
    return max((skills.learned.get(wanted, {}).get(vacancy.occupation, 0) for _, wanted in person.occupations), default=0)
