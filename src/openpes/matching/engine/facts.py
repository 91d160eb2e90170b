"""What is true of each pair, before any weight: gathered for one person and many vacancies, or one vacancy and many people.

The two gatherers differ only in which side is the column; :mod:`shares` then treats both alike, so that the same pair gets
the same
integers from either side.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from openpes.matching.engine.columns import Columns, signed
from openpes.matching.engine.geo import FAR, metres, point
from openpes.matching.engine.records import Person, Vacancy
from openpes.matching.engine.weights import ONE, SkillKnowledge, Weights

FULL, HALF_MARK, QUARTER = 4, 2, 1
"""What a skill earns: confirmed; near to a confirmed one, or inferred; near to an inferred one."""
ESSENTIAL, OPTIONAL = 2, 1
"""An essential skill counts twice as much as an optional one."""
NONE, MAJOR, SUBMAJOR, MINOR, UNIT, SAME = range(6)
"""How near two occupations are: nothing, ISCO-08 major, sub-major, minor or unit group in common, or the same occupation."""

Many = np.ndarray


@dataclass(frozen=True, slots=True)
class Facts:
    """Arrays of n (or single numbers, the same for all) about n pairs. -1 means unknown or not stated."""

    occupation: Many
    occupation_moves: Many
    occupation_wanted: Many | bool
    certainty: Many | int
    skills_have: Many
    skills_all: Many | int
    skills_implied: Many | bool
    place_share: Many
    metres: Many
    place_wanted: Many | bool
    pay_floor: Many | int
    wage_min: Many | int
    wage_max: Many | int
    same_currency: Many
    hours: Many | int
    hours_wanted: Many | int
    hours_week: Many | int
    hours_max: Many | int
    shift_clash: Many
    contract: Many | int
    contracts_wanted: Many | int
    telework: Many | int
    telework_wish: Many | int
    languages_met: Many
    languages_all: Many | int
    licences_met: Many
    licences_all: Many | int
    education: Many | int
    education_wanted: Many | int
    months: Many
    months_wanted: Many | int
    days_old: Many | int
    abroad_clash: Many


def for_person(person: Person, v: Columns, weights: Weights, skills: SkillKnowledge, today: int) -> Facts:
    """Facts of one person with every row of vacancy columns."""
    n = len(v)
    occupation = np.zeros(n, dtype=np.int8)
    moves, key = np.zeros(n, dtype=np.int64), v.occupation.view(np.int64)
    for isco, wanted in person.occupations:
        np.maximum(occupation, nearness(v.isco, key, isco, signed(wanted)), out=occupation)
        np.maximum(moves, _earned_by_moves(key, skills.moves.get(wanted, {})), out=moves)
    have, of_all = _skills_for_person(person, v, weights, skills)
    share, distance = _place_for_person(person, v)
    months = np.zeros(n, dtype=np.int64)
    for isco, spell in person.experience:
        months += counted_months(v.isco, isco, spell)
    offsets, asked = v.lists["languages"]
    spoken = dict(person.languages)
    levels = np.zeros(len(asked), dtype=np.int64)
    for tag, level in spoken.items():
        levels[asked[:, 0] == tag] = level
    licences = np.array(sorted(set(person.licences)), dtype=np.uint64)
    licence_offsets, licence_asked = v.lists["licences"]
    return Facts(
        occupation=occupation,
        occupation_moves=moves,
        occupation_wanted=bool(person.occupations),
        certainty=v.certainty,
        skills_have=have,
        skills_all=of_all,
        skills_implied=v.skills_implied,
        place_share=share,
        metres=distance,
        place_wanted=bool(person.places),
        pay_floor=person.pay_floor,
        wage_min=v.wage_min,
        wage_max=v.wage_max,
        same_currency=v.currency == person.currency,
        hours=v.hours,
        hours_wanted=person.hours,
        hours_week=v.hours_week,
        hours_max=person.hours_max,
        shift_clash=(v.shifts & np.uint8(person.shifts_unwanted)) != 0,
        contract=v.contract,
        contracts_wanted=person.contracts,
        telework=v.telework,
        telework_wish=person.telework,
        languages_met=_sums(_language_marks(levels, asked[:, 1]), offsets),
        languages_all=2 * np.diff(offsets),
        licences_met=_sums(np.isin(licence_asked, licences).astype(np.int64), licence_offsets),
        licences_all=np.diff(licence_offsets),
        education=person.education,
        education_wanted=v.education,
        months=months,
        months_wanted=v.experience_months,
        days_old=np.where(v.posted > 0, np.maximum(0, today - v.posted.astype(np.int64)), -1),
        abroad_clash=v.abroad & np.bool_(not person.abroad),
    )


def for_vacancy(vacancy: Vacancy, p: Columns, weights: Weights, skills: SkillKnowledge, today: int) -> Facts:
    """Facts of one vacancy with every row of people columns."""
    n = len(p)
    offsets, wanted = p.lists["occupations"]
    near = nearness(wanted[:, 0], wanted[:, 1], vacancy.isco, signed(vacancy.occupation))
    to_this = {key: others[vacancy.occupation] for key, others in skills.moves.items() if vacancy.occupation in others}
    moves = _earned_by_moves(wanted[:, 1], to_this)
    share, distance = _place_for_vacancy(vacancy, p)
    exp_offsets, spells = p.lists["experience"]
    lang_offsets, spoken = p.lists["languages"]
    language_marks = np.zeros(n, dtype=np.int64)
    for tag, level in vacancy.languages:
        mine = np.where(spoken[:, 0] == tag, spoken[:, 1], 0)
        language_marks += _language_marks(_maxima(mine, lang_offsets, 0), level)
    licence_offsets, held = p.lists["licences"]
    licences_met = np.zeros(n, dtype=np.int64)
    for licence in vacancy.licences:
        licences_met += _maxima((held == np.uint64(licence)).astype(np.int64), licence_offsets, 0)
    return Facts(
        occupation=_maxima(near, offsets, NONE).astype(np.int8),
        occupation_moves=_maxima(moves, offsets, 0),
        occupation_wanted=np.diff(offsets) > 0,
        certainty=vacancy.certainty,
        skills_have=_skills_for_vacancy(vacancy, p, weights, skills),
        skills_all=FULL * sum(factor * weights.weight_of(s) for s, factor in asked_skills(vacancy)),
        skills_implied=vacancy.skills_implied,
        place_share=share,
        metres=distance,
        place_wanted=np.diff(p.lists["places"][0]) > 0,
        pay_floor=p.pay_floor,
        wage_min=vacancy.wage_min,
        wage_max=vacancy.wage_max,
        same_currency=p.currency == vacancy.currency,
        hours=vacancy.hours,
        hours_wanted=p.hours,
        hours_week=vacancy.hours_week,
        hours_max=p.hours_max,
        shift_clash=(p.shifts_unwanted & np.uint8(vacancy.shifts)) != 0,
        contract=vacancy.contract,
        contracts_wanted=p.contracts,
        telework=vacancy.telework,
        telework_wish=p.telework,
        languages_met=language_marks,
        languages_all=2 * len(vacancy.languages),
        licences_met=licences_met,
        licences_all=len(vacancy.licences),
        education=p.education,
        education_wanted=vacancy.education,
        months=_sums(counted_months(spells[:, 0], vacancy.isco, spells[:, 1]), exp_offsets),
        months_wanted=vacancy.experience_months,
        days_old=max(0, today - vacancy.posted) if vacancy.posted > 0 else -1,
        abroad_clash=np.logical_not(p.abroad) & np.bool_(vacancy.abroad),
    )


def nearness(isco: Many, key: Many, other_isco: int, other_key: int) -> Many:
    """How near occupations are, 0 (nothing in common) to 5 (the same), by the digits of ISCO-08 that they share."""
    isco = isco.astype(np.int64)
    level = np.zeros(len(isco), dtype=np.int8)
    if other_isco >= 0:
        known = isco >= 0
        for divisor, mark in ((1000, MAJOR), (100, SUBMAJOR), (10, MINOR), (1, UNIT)):
            level[known & (isco // divisor == other_isco // divisor)] = mark
    if other_key:
        level[key == other_key] = SAME
    return level


def _earned_by_moves(key: Many, moves: Mapping[int, int]) -> Many:
    """What each occupation (keys as signed numbers) earns by moves, 0 where there is none."""
    if not moves:
        return np.zeros(len(key), dtype=np.int64)
    known = sorted((signed(other), earned) for other, earned in moves.items())
    names, shares = np.array(known, dtype=np.int64).T
    at = np.minimum(np.searchsorted(names, key), len(names) - 1)
    return np.where(names[at] == key, shares[at], 0)


def counted_months(isco: Many, other_isco: int, months: Many | int) -> Many:
    """Months of experience that count for an occupation: whole in its minor group, half in its sub-major group."""
    isco = isco.astype(np.int64)
    known = (isco >= 0) & (other_isco >= 0)
    minor = known & (isco // 10 == other_isco // 10)
    submajor = known & (isco // 100 == other_isco // 100)
    return np.where(minor, months, np.where(submajor, np.asarray(months) // 2, 0)).astype(np.int64)


def _language_marks(have: Many, asked: Many | int) -> Many:
    """2 for a level reached, 1 for one level below, 0 for less."""
    have = np.asarray(have, dtype=np.int64)
    return np.where(have >= asked, 2, np.where((have > 0) & (have == np.asarray(asked) - 1), 1, 0)).astype(np.int64)


def asked_skills(vacancy: Vacancy) -> list[tuple[int, int]]:
    """(skill, factor) of a vacancy, each skill once: an essential one is not optional too."""
    essential = dict.fromkeys(vacancy.skills, ESSENTIAL)
    return list((dict.fromkeys(vacancy.optional, OPTIONAL) | essential).items())


def skill_marks(person: Person, skills: SkillKnowledge) -> dict[int, int]:
    """What each skill that a vacancy may ask earns this person: 4 confirmed, 2 near or inferred, 1 near to an inferred one."""
    marks = dict.fromkeys(person.inferred, HALF_MARK) | dict.fromkeys(person.skills, FULL)
    if skills.knows_near:
        for held, close in ((person.inferred, QUARTER), (person.skills, HALF_MARK)):
            for skill in held:
                for near in skills.near(skill):
                    if marks.get(near, 0) < close:
                        marks[near] = close
    return marks


def _skills_for_person(person: Person, v: Columns, weights: Weights, skills: SkillKnowledge) -> tuple[Many, Many]:
    """(what the person's skills earn, what all would earn): weight times factor times mark, whole numbers."""
    marks_of = skill_marks(person, skills)
    have = np.zeros(len(v), dtype=np.int64)
    of_all = np.zeros(len(v), dtype=np.int64)
    for name, factor in (("skills", ESSENTIAL), ("optional", OPTIONAL)):
        offsets, asked = v.lists[name]
        if len(asked):
            names, place = np.unique(asked, return_inverse=True)
            weight = np.array([weights.weight_of(int(s)) for s in names], dtype=np.int64) * factor
            marks = np.array([marks_of.get(int(s), 0) for s in names], dtype=np.int64)
            have += _sums((weight * marks)[place], offsets)
            of_all += _sums((weight * FULL)[place], offsets)
    return have, of_all


def _skills_for_vacancy(vacancy: Vacancy, p: Columns, weights: Weights, skills: SkillKnowledge) -> Many:
    total = np.zeros(len(p), dtype=np.int64)
    for skill, factor in asked_skills(vacancy):
        near = np.array(sorted(skills.near(skill)), dtype=np.uint64)
        mark = np.zeros(len(p), dtype=np.int64)
        for name, own, close in (("inferred", HALF_MARK, QUARTER), ("skills", FULL, HALF_MARK)):
            offsets, held = p.lists[name]
            marks = np.where(held == np.uint64(skill), own, np.isin(held, near).astype(np.int64) * close)
            np.maximum(mark, _maxima(marks, offsets, 0), out=mark)
        total += weights.weight_of(skill) * factor * mark
    return total


def _place_for_person(person: Person, v: Columns) -> tuple[Many, Many]:
    offsets, points = v.lists["places"]
    best = np.full(len(v), -1, dtype=np.int64)
    for latitude, longitude, radius in person.places:
        nearest = -_maxima(-metres(points, np.array(point(latitude, longitude))), offsets, -FAR)
        share = _radius_share(nearest, min(max(1, radius), FAR))
        np.maximum(best, np.where(np.diff(offsets) > 0, _packed(share, nearest), -1), out=best)
    return _unpacked(best)


def _place_for_vacancy(vacancy: Vacancy, p: Columns) -> tuple[Many, Many]:
    offsets, places = p.lists["places"]
    if not vacancy.places:
        return _unpacked(np.full(len(p), -1, dtype=np.int64))
    nearest = np.full(len(places), FAR, dtype=np.int64)
    for latitude, longitude in vacancy.places:
        np.minimum(nearest, metres(places[:, :3], np.array(point(latitude, longitude))), out=nearest)
    share = _radius_share(nearest, places[:, 3].astype(np.int64))
    return _unpacked(_maxima(_packed(share, nearest), offsets, -1))


def _radius_share(distance: Many, radius: Many | int) -> Many:
    """Full at the place itself, 1 millionth at the rim, 0 outside the radius."""
    share = np.maximum(1, (radius - distance) * ONE // radius)
    return np.where(distance <= radius, share, 0)


def _packed(share: Many, distance: Many) -> Many:
    """Share first, then nearness, in one number, so that one maximum finds the best place."""
    return share * np.int64(2**31) + (FAR - np.minimum(distance, FAR))


def _unpacked(best: Many) -> tuple[Many, Many]:
    known = best >= 0
    return np.where(known, best // 2**31, -1), np.where(known, FAR - best % 2**31, -1)


def _sums(values: Many, offsets: Many) -> Many:
    """Sum of each row's values."""
    total = np.concatenate(([0], np.cumsum(values, dtype=np.int64)))
    return total[offsets[1:]] - total[offsets[:-1]]


def _maxima(values: Many, offsets: Many, empty: int) -> Many:
    """Greatest of each row's values, ``empty`` for a row without any."""
    result = np.full(len(offsets) - 1, empty, dtype=np.int64)
    filled = np.flatnonzero(np.diff(offsets) > 0)
    if len(filled):
        result[filled] = np.maximum.reduceat(values, offsets[filled])
    return result
