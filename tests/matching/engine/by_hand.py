"""The score once more, written plainly for one pair with no arrays at all: what the engine must agree with."""

from __future__ import annotations

import math

from openpes.matching.engine import Person, SkillKnowledge, Vacancy, Weights
from openpes.matching.engine.geo import point

ONE = 1_000_000


def distance(a: tuple[float, float], b: tuple[float, float]) -> int:
    """Great-circle metres by the arc itself."""
    chord = math.dist(point(*a), point(*b))
    return round(2 * 6_371_008.8 * math.asin(min(1.0, chord / (2 * 6_371_008.8))))


def occupation_level(isco: int, key: int, other: int, other_key: int) -> int:
    if key and key == other_key:
        return 5
    if isco < 0 or other < 0:
        return 0
    a, b = f"{isco:04d}", f"{other:04d}"
    for digits in (4, 3, 2, 1):
        if a[:digits] == b[:digits]:
            return digits
    return 0


def months_that_count(person: Person, isco: int) -> int:
    total = 0
    for other, months in person.experience:
        level = occupation_level(isco, 0, other, 1)
        total += months if level >= 3 else months // 2 if level == 2 else 0
    return total


def best_place(person: Person, vacancy: Vacancy) -> tuple[int, int]:
    """(share, metres) of the person's best place; (-1, -1) when either side names none."""
    found = []
    for latitude, longitude, radius in person.places:
        near = [distance((latitude, longitude), p) for p in vacancy.places]
        if near:
            d, r = min(near), max(1, radius)
            share = max(1, (r - d) * ONE // r) if d <= r else 0
            found.append((share, -d))
    if not found:
        return -1, -1
    share, d = max(found)
    return share, -d


def score(  # noqa: C901 - one plain list of the parts
    person: Person, vacancy: Vacancy, weights: Weights, skills: SkillKnowledge, today: int
) -> tuple[int, dict[str, int], set[str]]:
    """(score, shares, what the person ruled out)."""
    share: dict[str, int] = {}
    out: set[str] = set()
    table = {0: 0, 1: 150_000, 2: 350_000, 3: 650_000, 4: 930_000, 5: ONE}
    if person.occupations:
        level = max(occupation_level(vacancy.isco, vacancy.occupation, i, k) for i, k in person.occupations)
        moves = [skills.moves.get(k, {}).get(vacancy.occupation, 0) for _, k in person.occupations]
        share["occupation"] = max(table[level], *moves) * vacancy.certainty // ONE
    else:
        share["occupation"] = ONE // 2
    all_, have = 0, 0
    for skill in {*vacancy.skills, *vacancy.optional}:
        weight = (2 if skill in vacancy.skills else 1) * max(1, min(65_535, weights.idf_of(skill) // 1000))
        near = skills.near(skill)
        all_ += 4 * weight
        if skill in person.skills:
            have += 4 * weight
        elif skill in person.inferred or near & set(person.skills):
            have += 2 * weight
        elif near & set(person.inferred):
            have += weight
    share["skills"] = have * ONE // all_ if all_ else 200_000
    if vacancy.skills_implied and all_:
        share["skills"] = (share["skills"] * 7 + 200_000 * 3) // 10
    place, _ = best_place(person, vacancy)
    fully = vacancy.telework == 3
    share["distance"] = ONE if fully else ONE // 2 if place < 0 else place
    if place == 0 and not fully:
        out.add("distance")
    top = max(vacancy.wage_max, vacancy.wage_min)
    bottom = vacancy.wage_min if vacancy.wage_min >= 0 else top
    if person.pay_floor < 0:
        share["pay"] = ONE
    elif top < 0 or vacancy.currency != person.currency:
        share["pay"] = ONE // 2
    elif bottom >= person.pay_floor:
        share["pay"] = ONE
    elif top >= person.pay_floor:
        share["pay"] = 750_000
    else:
        share["pay"] = 0
        out.add("pay")
    clash = {vacancy.hours, person.hours} == {1, 2} or 0 <= person.hours_max < vacancy.hours_week
    if clash:
        out.add("hours")
    share["hours"] = 0 if clash or vacancy.shifts & person.shifts_unwanted else ONE
    if share["hours"] and vacancy.hours == 0 and person.hours in (1, 2):
        share["hours"] = ONE // 2
    held = set(person.licences)
    share["licences"] = sum(x in held for x in vacancy.licences) * ONE // len(vacancy.licences) if vacancy.licences else ONE
    spoken = dict(person.languages)
    marks = [2 if spoken.get(t, 0) >= n else 1 if spoken.get(t, 0) and spoken[t] == n - 1 else 0 for t, n in vacancy.languages]
    share["languages"] = sum(marks) * ONE // (2 * len(marks)) if marks else ONE
    months = months_that_count(person, vacancy.isco)
    if vacancy.experience_months > 0:
        share["experience"] = min(ONE, months * ONE // vacancy.experience_months)
    else:
        share["experience"] = ONE // 2 + min(ONE, months * ONE // 12) // 2
    if not person.contracts:
        share["contract"] = ONE
    elif not vacancy.contract:
        share["contract"] = ONE // 2
    elif person.contracts >> vacancy.contract & 1:
        share["contract"] = ONE
    else:
        share["contract"] = 0
        out.add("contract")
    offered = vacancy.telework
    wish = {0: (ONE,) * 4, 1: (ONE // 2, 0, 700_000, ONE), 2: (750_000, ONE, ONE // 2, 0)}
    share["telework"] = wish[person.telework][offered]
    if vacancy.education < 0:
        share["education"] = ONE
    elif person.education < 0:
        share["education"] = ONE // 2
    else:
        gap = vacancy.education - person.education
        share["education"] = ONE if gap <= 0 else ONE // 2 if gap == 1 else 0
    age = max(0, today - vacancy.posted)
    share["freshness"] = max(0, 60 - age) * ONE // 60 if vacancy.posted else ONE // 2
    if vacancy.abroad and not person.abroad:
        out.add("abroad")
    return sum(share[name] * weight // ONE for name, weight in weights.parts.items()), share, out
