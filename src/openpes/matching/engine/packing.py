"""From columns to the packed form and back. What is packed can be read back exactly, row by row."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from openpes.matching.engine import grid
from openpes.matching.engine.codes import TELEWORK
from openpes.matching.engine.columns import Columns
from openpes.matching.engine.facts import ESSENTIAL, FULL, OPTIONAL
from openpes.matching.engine.layout import (
    ABROAD,
    ARRAYS,
    BIG_PAY,
    BLOCK,
    HOURS_SHIFT,
    IMPLIED_BIT,
    MOST_OCCUPATIONS,
    MOST_SKILLS,
    NO_MOST_PAY,
    NO_PLACE,
    ONE_PLACE,
    PLACE_SHIFT,
    SEVERAL_PLACES,
    TELEWORK_SHIFT,
    CannotPack,
    Packed,
)
from openpes.matching.engine.records import Vacancy
from openpes.matching.engine.weights import Weights

_FULLY = TELEWORK.index("fully")


def pack(v: Columns, weights: Weights) -> Packed:
    """Vacancies packed with the skill weights of a version of the weights. Raises CannotPack beyond the limits of the form."""
    _check(v)
    made = _numbered(v, weights)
    order, cell, sizes = _order(v, made["occupation"])
    skills = _skill_lists(v, order, made)
    rows = {name: values[order] for name, values in made.items() if name in _ROW_VALUES}
    tables = {name: values for name, values in made.items() if name not in _ROW_VALUES}
    xyz = np.stack([rows["x"], rows["y"], rows["z"]], axis=1)
    n_grid = sizes["grid"]
    cells = grid.directory(cell[:n_grid], xyz[:n_grid], grid.cells_in_bands())
    sizes |= {"skills": len(made["skill_keys"]), "occupations": len(made["occupation_isco"])}
    arrays = rows | tables | skills | cells | _several(v, order, rows["limits"]) | _big_pay(v, order)
    arrays |= _postings(arrays, sizes)
    arrays["skills_all"] = skills_all(arrays)
    arrays["skills_step"] = steps_of(arrays["skills_all"])
    return Packed({name: np.ascontiguousarray(arrays[name], dtype=kind) for name, kind in ARRAYS.items()}, sizes)


_ROW_VALUES = frozenset(
    ("high", "low", "x", "y", "z", "limits", "occupation", "certainty", "hours_week", "terms", "asks", "wage_min", "wage_top", "posted",
     "expires", "employer", "region")
)  # fmt: skip


_BOUNDS = {"hours": (0, 3), "telework": (0, 3), "contract": (0, 15), "isco": (-1, 9_999), "certainty": (0, 1_000_000)}


def check_row(v: Vacancy) -> None:
    """Raises CannotPack for one vacancy with a value beyond the packed form."""
    for name, (least, most) in _BOUNDS.items():
        if not least <= getattr(v, name) <= most:
            raise CannotPack(f"{name} goes beyond {least} to {most}.")


def _check(v: Columns) -> None:
    if not len(v):
        return
    for name, (least, most) in _BOUNDS.items():
        if v.fixed[name].min() < least or v.fixed[name].max() > most:
            raise CannotPack(f"{name} goes beyond {least} to {most}.")
    if len(v) > BIG_PAY:
        raise CannotPack("There are more rows than 31 bits can number.")


def _numbered(v: Columns, weights: Weights) -> dict[str, np.ndarray]:
    """Values by row, still in the order of the columns, and the tables that their numbers point into."""
    offsets, points = v.lists["places"]
    count = np.diff(offsets)
    first = np.zeros((len(v), 3), dtype=np.int32)
    first[count > 0] = points[offsets[:-1][count > 0]]
    kind = np.where(count == 0, NO_PLACE, np.where(count == 1, ONE_PLACE, SEVERAL_PLACES)).astype(np.uint16)
    limits = v.contract.astype(np.uint16) | np.where(v.abroad, ABROAD, 0).astype(np.uint16)
    limits |= (v.hours.astype(np.uint16) << HOURS_SHIFT) | (v.telework.astype(np.uint16) << TELEWORK_SHIFT)
    limits |= (kind << PLACE_SHIFT) | np.where(v.skills_implied, IMPLIED_BIT, 0).astype(np.uint16)
    limits |= np.where(v.wage_max < 0, NO_MOST_PAY, 0).astype(np.uint16)
    skills = np.unique(np.concatenate([v.lists["skills"][1], v.lists["optional"][1]]))
    if len(skills) > MOST_SKILLS:
        raise CannotPack(f"There are {len(skills):,} different skills, more than {MOST_SKILLS:,}.")
    made = {
        "high": v.high,
        "low": v.low,
        "x": first[:, 0],
        "y": first[:, 1],
        "z": first[:, 2],
        "limits": limits,
        "certainty": v.certainty,
        "posted": v.posted,
        "expires": v.expires,
        "wage_min": np.clip(v.wage_min, -1, BIG_PAY).astype(np.int32),
        "wage_top": np.clip(np.maximum(v.wage_min, v.wage_max), -1, BIG_PAY).astype(np.int32),
        "hours_week": v.hours_week,
        "skill_keys": skills,
        "skill_weight": np.array([weights.weight_of(int(s)) for s in skills], dtype=np.uint16),
    }
    made["employer_keys"], made["employer"] = np.unique(v.employer, return_inverse=True)
    made["region_keys"], made["region"] = np.unique(v.region, return_inverse=True)
    if len(made["region_keys"]) > MOST_OCCUPATIONS:
        raise CannotPack("There are more than 65,535 different regions.")
    return made | _occupations(v) | _terms(v) | _asks(v)


def _occupations(v: Columns) -> dict[str, np.ndarray]:
    keys, place = np.unique(v.occupation, return_inverse=True)
    pairs, number = np.unique(v.isco.astype(np.int64) * (len(keys) + 1) + place, return_inverse=True)
    if len(pairs) > MOST_OCCUPATIONS:
        raise CannotPack(f"There are {len(pairs):,} different occupations, more than {MOST_OCCUPATIONS:,}.")
    isco, key = np.divmod(pairs, len(keys) + 1)
    return {"occupation": number, "occupation_isco": isco, "occupation_key": keys[key]}


def _terms(v: Columns) -> dict[str, np.ndarray]:
    currencies, place = np.unique(v.currency, return_inverse=True)
    sets, number = np.unique(place * 256 + v.shifts, return_inverse=True)
    if len(sets) > MOST_OCCUPATIONS:
        raise CannotPack("There are more than 65,535 different pairs of currency and shifts.")
    return {"terms": number, "terms_shifts": sets % 256, "terms_currency": currencies[sets // 256]}


def _asks(v: Columns) -> dict[str, np.ndarray]:
    """What is asked of a person, each different set of it once."""
    languages, licences = list_numbers(*v.lists["languages"]), list_numbers(*v.lists["licences"])
    small = (v.education.astype(np.int64) + 128) * 65_536 + v.experience_months + 32_768
    smalls, place = np.unique(small, return_inverse=True)
    _, pair = np.unique(languages.astype(np.int64) * (len(v) + 1) + licences, return_inverse=True)
    _, first, number = np.unique(pair * np.int64(len(smalls) + 1) + place, return_index=True, return_inverse=True)
    some = v.take(first)
    return {
        "asks": number,
        "asks_education": some.education,
        "asks_months": some.experience_months,
        "asks_language_start": some.lists["languages"][0],
        "asks_languages": some.lists["languages"][1],
        "asks_licence_start": some.lists["licences"][0],
        "asks_licences": some.lists["licences"][1],
    }


def list_numbers(offsets: np.ndarray, values: np.ndarray) -> np.ndarray:
    """A number for each row, the same for rows with the same list of values in the same order."""
    numbers = np.zeros(len(offsets) - 1, dtype=np.int64)
    flat = values.reshape(len(values), -1) if len(values) else np.zeros((0, 1), dtype=values.dtype)
    for column in range(flat.shape[1]):
        codes = np.unique(flat[:, column], return_inverse=True)[1].astype(np.int64) + 1
        most = int(codes.max(initial=0)) + 1
        for k in range(int(np.diff(offsets).max(initial=0))):
            here = np.flatnonzero(np.diff(offsets) > k)
            step = numbers * most
            step[here] += codes[offsets[here] + k]
            numbers = np.unique(step, return_inverse=True)[1].astype(np.int64)
    return numbers


def _order(v: Columns, occupation: np.ndarray) -> tuple[np.ndarray, np.ndarray, dict[str, int]]:
    """The order of the rows, their cells in that order, and the sizes of the segments."""
    offsets, points = v.lists["places"]
    count = np.diff(offsets)
    segment = np.where((count == 0) | (v.telework == _FULLY), 2, np.where(count > 1, 1, 0))
    cell = np.zeros(len(v), dtype=np.int64)
    one = segment == 0
    p = points[offsets[:-1][one]].astype(np.float64)
    cell[one] = grid.cells_of(p[:, 0], p[:, 1], p[:, 2], grid.cells_in_bands())
    order = np.argsort((segment * np.int64(2**24) + cell) * np.int64(2**16) + occupation, kind="stable")
    grid_rows, several = int(np.count_nonzero(one)), int(np.count_nonzero(segment == 1))
    return order, cell[order], {"rows": len(v), "grid": grid_rows, "several": grid_rows + several}


def _skill_lists(v: Columns, order: np.ndarray, made: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    essential, optional = v.lists["skills"], v.lists["optional"]
    lengths = np.diff(essential[0])[order] + np.diff(optional[0])[order]
    start = np.concatenate(([0], np.cumsum(lengths)))
    if start[-1] >= 2**32:
        raise CannotPack("There are more skills in all than 32 bits can number.")
    lists = np.zeros(start[-1], dtype=np.uint16)
    done = np.zeros(len(v), dtype=np.int64)
    for (offsets, values), kind in ((essential, 0), (optional, 1)):
        count = np.diff(offsets)[order]
        inside = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        numbers = np.searchsorted(made["skill_keys"], values) * 2 + kind
        lists[np.repeat(start[:-1] + done, count) + inside] = numbers[np.repeat(offsets[:-1][order], count) + inside]
        done = done + count
    return {"skill_start": start, "skill_lists": lists}


def skills_all(arrays: Mapping[str, np.ndarray]) -> np.ndarray:
    """What all skills of each row would earn with ``skill_weight``. Raises CannotPack when it needs more than 31 bits."""
    start = arrays["skill_start"].astype(np.int64)
    by_list = np.repeat(arrays["skill_weight"].astype(np.int64) * FULL, 2) * np.tile(
        [ESSENTIAL, OPTIONAL], len(arrays["skill_weight"])
    )
    total = np.concatenate(([0], np.cumsum(by_list[arrays["skill_lists"]])))
    made = total[start[1:]] - total[start[:-1]]
    if made.max(initial=0) >= 2**31:
        raise CannotPack("A vacancy names more skills than can be weighed.")
    return made.astype(np.uint32)


def steps_of(values: np.ndarray) -> np.ndarray:
    """The step of each value below 2**31, eight to each doubling; ``least_of_steps`` are the values where they begin."""
    return (np.searchsorted(least_of_steps(), values, side="right") - 1).astype(np.uint8)


def least_of_steps() -> np.ndarray:
    """The least value of each of the 256 steps, ascending; the first is 0, so that 0 and 1 stand on one step."""
    step = np.arange(256, dtype=np.int64)
    least = ((8 + (step & 7)) << (step >> 3)) >> 3
    least[0] = 0
    return least


def _several(v: Columns, order: np.ndarray, limits: np.ndarray) -> dict[str, np.ndarray]:
    rows = np.flatnonzero((limits >> PLACE_SHIFT) & 3 == SEVERAL_PLACES)
    offsets, points = v.take(order[rows]).lists["places"]
    return {"several_row": rows, "several_start": offsets, "several_xyz": points}


def _big_pay(v: Columns, order: np.ndarray) -> dict[str, np.ndarray]:
    least, most = v.wage_min[order], v.wage_max[order]
    big = np.flatnonzero((np.maximum(least, most) >= BIG_PAY) | ((most >= 0) & (most < least)))
    return {"big_row": big, "big_min": v.wage_min[order[big]], "big_max": v.wage_max[order[big]]}


def _postings(arrays: Mapping[str, np.ndarray], sizes: Mapping[str, int]) -> dict[str, np.ndarray]:
    """The inverted lists: block after block, in a block list after list, in a list row after row."""
    n, skill_lists = sizes["rows"], 2 * sizes["skills"]
    width = skill_lists + sizes["occupations"]
    blocks = max(1, -(-n // BLOCK))
    rows = np.concatenate(
        (np.repeat(np.arange(n), np.diff(arrays["skill_start"].astype(np.int64)).astype(np.int64)), np.arange(n))
    )
    lists = np.concatenate((arrays["skill_lists"].astype(np.int64), arrays["occupation"].astype(np.int64) + skill_lists))
    where = (rows // BLOCK) * width + lists
    postings = (rows % BLOCK).astype(np.uint16)[np.argsort(where, kind="stable")]
    counts = np.bincount(where, minlength=blocks * width)
    ends = np.cumsum(counts)
    if len(postings) >= 2**32:
        raise CannotPack("The inverted lists are longer than 32 bits can number.")
    directory = np.zeros((blocks, width + 1), dtype=np.uint32)
    directory[:, 1:] = ends.reshape(blocks, width)
    directory[1:, 0] = directory[:-1, -1]
    return {"directory": directory.reshape(-1), "postings": postings}


def unpack(p: Packed, rows: np.ndarray | None = None) -> Columns:
    """The columns of some rows (or of all), in that order, exactly as they were packed."""
    rows = np.arange(len(p)) if rows is None else np.asarray(rows, dtype=np.int64)
    limits, terms, asks = p["limits"][rows], p["terms"][rows], p["asks"][rows]
    occupation = p["occupation"][rows]
    low_pay, high_pay = p["wage_min"][rows].astype(np.int64), p["wage_top"][rows].astype(np.int64)
    high_pay[(limits & NO_MOST_PAY) != 0] = -1
    if len(p["big_row"]):
        at = np.minimum(np.searchsorted(p["big_row"], rows), len(p["big_row"]) - 1)
        big = p["big_row"][at] == rows
        low_pay, high_pay = np.where(big, p["big_min"][at], low_pay), np.where(big, p["big_max"][at], high_pay)
    fixed = {
        "isco": p["occupation_isco"][occupation],
        "occupation": p["occupation_key"][occupation],
        "certainty": p["certainty"][rows],
        "skills_implied": (limits & IMPLIED_BIT) != 0,
        "wage_min": low_pay,
        "wage_max": high_pay,
        "currency": p["terms_currency"][terms],
        "hours": ((limits >> HOURS_SHIFT) & 3).astype(np.uint8),
        "hours_week": p["hours_week"][rows],
        "shifts": p["terms_shifts"][terms],
        "contract": (limits & 15).astype(np.uint8),
        "telework": ((limits >> TELEWORK_SHIFT) & 3).astype(np.uint8),
        "education": p["asks_education"][asks],
        "experience_months": p["asks_months"][asks],
        "posted": p["posted"][rows],
        "expires": p["expires"][rows],
        "employer": p["employer_keys"][p["employer"][rows]],
        "region": p["region_keys"][p["region"][rows]],
        "abroad": (limits & ABROAD) != 0,
    }
    lists = {
        "languages": gathered(p["asks_language_start"], p["asks_languages"], asks),
        "licences": gathered(p["asks_licence_start"], p["asks_licences"], asks),
        "places": _places(p, rows, limits),
    } | _skills(p, rows)
    return Columns(p["high"][rows], p["low"][rows], fixed, lists)


def gathered(start: np.ndarray, values: np.ndarray, which: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    begin = start[:-1].astype(np.int64)[which]
    count = start[1:].astype(np.int64)[which] - begin
    offsets = np.concatenate(([0], np.cumsum(count)))
    return offsets, values[np.repeat(begin - offsets[:-1], count) + np.arange(offsets[-1])]


def _skills(p: Packed, rows: np.ndarray) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    offsets, lists = gathered(p["skill_start"], p["skill_lists"], rows)
    row = np.repeat(np.arange(len(rows)), np.diff(offsets))
    made = {}
    for name, kind in (("skills", 0), ("optional", 1)):
        mine = lists % 2 == kind
        counts = np.bincount(row[mine], minlength=len(rows))
        made[name] = (np.concatenate(([0], np.cumsum(counts))), p["skill_keys"][lists[mine] // 2])
    return made


def _places(p: Packed, rows: np.ndarray, limits: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    kind = (limits >> PLACE_SHIFT) & 3
    count = (kind == ONE_PLACE).astype(np.int64)
    several = np.flatnonzero(kind == SEVERAL_PLACES)
    which = np.searchsorted(p["several_row"], rows[several])
    count[several] = np.diff(p["several_start"].astype(np.int64))[which]
    offsets = np.concatenate(([0], np.cumsum(count)))
    points = np.zeros((offsets[-1], 3), dtype=np.int32)
    one = np.flatnonzero(kind == ONE_PLACE)
    points[offsets[one]] = np.stack([p[axis][rows[one]] for axis in "xyz"], axis=1)
    _, far = gathered(p["several_start"], p["several_xyz"], which)
    inside = np.arange(count[several].sum()) - np.repeat(np.cumsum(count[several]) - count[several], count[several])
    points[np.repeat(offsets[several], count[several]) + inside] = far
    return offsets, points
