"""From columns of people to the packed form and back. What is packed can be read back exactly, row by row."""

from __future__ import annotations

import numpy as np

from openpes.matching.engine import grid
from openpes.matching.engine.columns import Columns
from openpes.matching.engine.geo import chord_limit
from openpes.matching.engine.layout import BIG_PAY, BLOCK, MOST_OCCUPATIONS, MOST_SKILLS, CannotPack, Packed
from openpes.matching.engine.packing import gathered, list_numbers
from openpes.matching.engine.people_layout import (
    ABROAD_WANTED,
    ARRAYS,
    COARSE,
    RADIUS_CLASSES,
    TELEWORK_SHIFT,
    WANTS_OCCUPATION,
)

_BOUNDS = {"hours": (0, 3), "telework": (0, 2), "contracts": (0, 65_535), "hours_max": (-1, 32_767)}
_List = tuple[np.ndarray, np.ndarray]


def pack_people(p: Columns) -> Packed:
    """People packed. Raises CannotPack beyond the limits of the form."""
    _check(p)
    tables: dict[str, np.ndarray] = {}
    rows = _plain(p) | _terms(p, tables) | _knows(p, tables)
    occupations, skills = _occupations(p, tables), _skills(p, tables)
    radius = _radii(p, tables)
    order, cells, sizes = _order(p, occupations)
    offsets, places = p.lists["places"]
    count = np.diff(offsets)
    first = np.zeros((len(p), 3), dtype=np.int32)
    first[count > 0] = places[offsets[:-1][count > 0], :3]
    rows |= {"x": first[:, 0], "y": first[:, 1], "z": first[:, 2], "radius": np.zeros(len(p), dtype=np.uint16)}
    rows["radius"][count > 0] = radius[offsets[:-1][count > 0]]
    arrays = {name: values[order] for name, values in rows.items()} | tables
    arrays |= _listed("skill_start", "skill_lists", skills, order)
    arrays |= _listed("occupation_start", "occupation_lists", occupations, order)
    start, spells = gathered(*p.lists["experience"], order)
    arrays |= {"spell_start": start, "spell_isco": spells[:, 0], "spell_months": spells[:, 1]}
    several = order[sizes["grid"] : sizes["several"]]
    arrays["several_start"], far = gathered(offsets, places, several)
    arrays["several_xyz"], arrays["several_radius"] = far[:, :3], gathered(offsets, radius, several)[1]
    arrays |= _all_cells(arrays, cells, sizes)
    sizes |= {"skills": len(tables["skill_keys"]), "occupations": len(tables["occupation_isco"])}
    sizes |= {"cells": len(arrays["cell_start"]) - 1, "spot_cells": len(arrays["spot_start"]) - 1}
    arrays |= _postings(arrays, sizes)
    return Packed({name: np.ascontiguousarray(arrays[name], dtype=kind) for name, kind in ARRAYS.items()}, sizes)


def _check(p: Columns) -> None:
    if len(p) > BIG_PAY:
        raise CannotPack("There are more rows than 31 bits can number.")
    values = {name: (p.fixed[name], *bounds) for name, bounds in _BOUNDS.items()}
    values["isco"] = (p.lists["occupations"][1][:, 0], -1, 9_999)
    values["isco of experience"] = (p.lists["experience"][1][:, 0], -(2**15), 2**15 - 1)
    values["months"] = (p.lists["experience"][1][:, 1], -BIG_PAY, BIG_PAY)
    for name, (found, least, most) in values.items():
        if len(found) and (found.min() < least or found.max() > most):
            raise CannotPack(f"{name} goes beyond {least} to {most}.")


def _plain(p: Columns) -> dict[str, np.ndarray]:
    limits = p.hours | (p.telework << np.uint8(TELEWORK_SHIFT))
    limits |= np.where(p.abroad, ABROAD_WANTED, 0).astype(np.uint8)
    limits |= np.where(np.diff(p.lists["occupations"][0]) > 0, WANTS_OCCUPATION, 0).astype(np.uint8)
    return {
        "high": p.high,
        "low": p.low,
        "limits": limits,
        "contracts": p.contracts,
        "hours_max": p.hours_max,
        "pay_floor": p.pay_floor,
    }


def _terms(p: Columns, tables: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    currencies, place = np.unique(p.currency, return_inverse=True)
    small = (p.education.astype(np.int64) + 128) * 256 + p.shifts_unwanted
    sets, number = np.unique(place * np.int64(65_536) + small, return_inverse=True)
    tables["terms_currency"] = currencies[sets // 65_536]
    tables["terms_shifts"] = sets % 256
    tables["terms_education"] = sets // 256 % 256 - 128
    return {"terms": number}


def _knows(p: Columns, tables: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Languages and licences, each different set of them once."""
    languages, licences = list_numbers(*p.lists["languages"]), list_numbers(*p.lists["licences"])
    _, first, number = np.unique(languages.astype(np.int64) * (len(p) + 1) + licences, return_index=True, return_inverse=True)
    tables["knows_language_start"], tables["knows_languages"] = gathered(*p.lists["languages"], first)
    tables["knows_licence_start"], tables["knows_licences"] = gathered(*p.lists["licences"], first)
    return {"knows": number}


def _occupations(p: Columns, tables: dict[str, np.ndarray]) -> _List:
    offsets, wanted = p.lists["occupations"]
    keys, place = np.unique(wanted[:, 1], return_inverse=True)
    pairs, number = np.unique(wanted[:, 0] * (len(keys) + 1) + place.reshape(-1), return_inverse=True)
    if len(pairs) > MOST_OCCUPATIONS:
        raise CannotPack(f"There are {len(pairs):,} different occupations, more than {MOST_OCCUPATIONS:,}.")
    isco, key = np.divmod(pairs, len(keys) + 1)
    tables["occupation_isco"], tables["occupation_key"] = isco, keys[key] if len(keys) else np.zeros(0, dtype=np.int64)
    return offsets, number.reshape(-1)


def _skills(p: Columns, tables: dict[str, np.ndarray]) -> _List:
    """Confirmed skills, then inferred ones, of each row: 2 x number, + 1 where inferred."""
    confirmed, inferred = p.lists["skills"], p.lists["inferred"]
    keys = np.unique(np.concatenate([confirmed[1], inferred[1]]))
    if len(keys) > MOST_SKILLS:
        raise CannotPack(f"There are {len(keys):,} different skills, more than {MOST_SKILLS:,}.")
    tables["skill_keys"] = keys
    start = confirmed[0] + inferred[0]
    if start[-1] >= 2**32:
        raise CannotPack("There are more skills in all than 32 bits can number.")
    lists = np.zeros(start[-1], dtype=np.uint16)
    for kind, (offsets, values), before in ((0, confirmed, inferred[0][:-1]), (1, inferred, confirmed[0][1:])):
        # A confirmed skill stands after the inferred ones of all rows before; an inferred one after the row's confirmed ones too.
        at = np.arange(len(values)) + np.repeat(before, np.diff(offsets))
        lists[at] = 2 * np.searchsorted(keys, values) + kind
    return start, lists


def _radii(p: Columns, tables: dict[str, np.ndarray]) -> np.ndarray:
    metres, number = np.unique(p.lists["places"][1][:, 3], return_inverse=True)
    if len(metres) > MOST_OCCUPATIONS:
        raise CannotPack("There are more than 65,535 different radii.")
    tables["radius_metres"] = metres
    tables["radius_limit"] = np.array([chord_limit(int(radius)) for radius in metres], dtype=np.float64)
    return number.reshape(-1).astype(np.uint16)


def _order(p: Columns, occupations: _List) -> tuple[np.ndarray, np.ndarray, dict[str, int]]:
    """The order of the rows, the cells of the first segment in that order, and the sizes of the segments."""
    offsets, places = p.lists["places"]
    count = np.diff(offsets)
    segment = np.where(count == 0, 2, np.where(count > 1, 1, 0))
    cell = np.zeros(len(p), dtype=np.int64)
    one = segment == 0
    cell[one] = _classed_cells(places[offsets[:-1][one]])
    start, wanted = occupations
    main = np.zeros(len(p), dtype=np.int64)
    main[np.diff(start) > 0] = wanted[start[:-1][np.diff(start) > 0]]
    order = np.argsort((segment * np.int64(2**28) + cell) * np.int64(2**16) + main, kind="stable")
    n_grid, several = int(np.count_nonzero(one)), int(np.count_nonzero(segment == 1))
    return order, cell[order][:n_grid], {"rows": len(p), "grid": n_grid, "several": n_grid + several}


def _classed_cells(places: np.ndarray) -> np.ndarray:
    """The cell of each place (x, y, z, radius), numbered by the class of its radius first."""
    where = places.astype(np.float64)
    small = grid.cells_of(where[:, 0], where[:, 1], where[:, 2], grid.cells_in_bands())
    kind = np.searchsorted(RADIUS_CLASSES, where[:, 3])
    coarse = np.array(COARSE)[kind]
    return (kind * 2**13 + small // grid.STRIDE // coarse) * np.int64(grid.STRIDE) + small % grid.STRIDE // coarse


def _all_cells(arrays: dict[str, np.ndarray], cells: np.ndarray, sizes: dict[str, int]) -> dict[str, np.ndarray]:
    """The cells of rows with one place, and of the single places of rows with several."""
    metres = _metres(arrays["radius_metres"], arrays["several_radius"])
    spots = np.concatenate([arrays["several_xyz"].astype(np.int64), metres[:, None]], axis=1)
    cell_of_spot = _classed_cells(spots)
    order = np.argsort(cell_of_spot, kind="stable")
    owner = sizes["grid"] + np.repeat(np.arange(sizes["several"] - sizes["grid"]), np.diff(arrays["several_start"]))
    made = {"spot_row": owner[order], "spot_radius": arrays["several_radius"][order]}
    made |= {f"spot_{axis}": spots[order, i] for i, axis in enumerate("xyz")}
    limits, n = arrays["radius_limit"], len(cells)
    xyz = np.stack([arrays[axis][:n] for axis in "xyz"], axis=1)
    rows = _cells(cells, xyz, limits[arrays["radius"][:n]])
    of_spots = _cells(cell_of_spot[order], spots[order, :3].astype(np.int32), limits[made["spot_radius"]])
    made |= {"cell_start": rows.pop("start"), "spot_start": of_spots.pop("start")}
    return made | {f"cell_{name}": np.concatenate([rows[name], of_spots[name]]) for name in rows}


def _cells(cells: np.ndarray, xyz: np.ndarray, limits: np.ndarray) -> dict[str, np.ndarray]:
    """Where each cell begins, its middle, and up to which square of a chord all and any of its places are within reach."""
    made = grid.directory(cells, xyz, np.zeros(0, dtype=np.int32))
    first, reach, chords = made["cell_start"][:-1], made["cell_reach"].astype(np.float64), np.sqrt(limits)
    least = np.floor(np.minimum.reduceat(chords, first)) if len(cells) else reach
    most = np.ceil(np.maximum.reduceat(chords, first)) if len(cells) else reach
    # One metre to either side makes up for what the roots were rounded.
    return {
        "start": made["cell_start"],
        "x": made["cell_x"],
        "y": made["cell_y"],
        "z": made["cell_z"],
        "all": np.where(least > reach + 1, (least - reach - 1) ** 2, -1.0),
        "any": (most + reach + 1) ** 2,
    }


def _listed(start: str, lists: str, entries: _List, order: np.ndarray) -> dict[str, np.ndarray]:
    offsets, values = gathered(*entries, order)
    return {start: offsets, lists: values}


def _postings(arrays: dict[str, np.ndarray], sizes: dict[str, int]) -> dict[str, np.ndarray]:
    """The inverted lists: block after block, in a block list after list, in a list row after row."""
    n, skill_lists = sizes["rows"], 2 * sizes["skills"]
    width, blocks = skill_lists + sizes["occupations"], max(1, -(-n // BLOCK))
    parts = [
        (np.repeat(np.arange(n), np.diff(arrays[start])), arrays[lists].astype(np.int64) + before)
        for start, lists, before in (("skill_start", "skill_lists", 0), ("occupation_start", "occupation_lists", skill_lists))
    ]
    rows, lists = (np.concatenate(each) for each in zip(*parts, strict=True))
    where = (rows // BLOCK) * width + lists
    postings = (rows % BLOCK).astype(np.uint16)[np.argsort(where, kind="stable")]
    ends = np.cumsum(np.bincount(where, minlength=blocks * width))
    if len(postings) >= 2**32:
        raise CannotPack("The inverted lists are longer than 32 bits can number.")
    directory = np.zeros((blocks, width + 1), dtype=np.uint32)
    directory[:, 1:] = ends.reshape(blocks, width)
    directory[1:, 0] = directory[:-1, -1]
    return {"directory": directory.reshape(-1), "postings": postings}


def unpack_people(p: Packed, rows: np.ndarray | None = None) -> Columns:
    """The columns of some rows (or of all), in that order, exactly as they were packed."""
    rows = np.arange(len(p)) if rows is None else np.asarray(rows, dtype=np.int64)
    limits, terms, knows = p["limits"][rows], p["terms"][rows], p["knows"][rows]
    fixed = {
        "pay_floor": p["pay_floor"][rows],
        "currency": p["terms_currency"][terms],
        "hours": limits & np.uint8(3),
        "hours_max": p["hours_max"][rows],
        "shifts_unwanted": p["terms_shifts"][terms],
        "contracts": p["contracts"][rows],
        "telework": (limits >> np.uint8(TELEWORK_SHIFT)) & np.uint8(3),
        "education": p["terms_education"][terms],
        "abroad": (limits & ABROAD_WANTED) != 0,
    }
    start, number = gathered(p["occupation_start"], p["occupation_lists"], rows)
    wanted = np.stack([p["occupation_isco"][number].astype(np.int64), p["occupation_key"][number]], axis=1)
    spells = np.stack([p["spell_isco"].astype(np.int64), p["spell_months"].astype(np.int64)], axis=1)
    offsets, both = gathered(p["skill_start"], p["skill_lists"], rows)
    owner = np.repeat(np.arange(len(rows)), np.diff(offsets))
    lists = {
        "occupations": (start, wanted),
        "languages": gathered(p["knows_language_start"], p["knows_languages"], knows),
        "licences": gathered(p["knows_licence_start"], p["knows_licences"], knows),
        "experience": gathered(p["spell_start"], spells, rows),
        "places": _places(p, rows),
    }
    for kind, name in enumerate(("skills", "inferred")):
        mine = both % 2 == kind
        counts = np.bincount(owner[mine], minlength=len(rows))
        lists[name] = (np.concatenate(([0], np.cumsum(counts))), p["skill_keys"][both[mine] // 2])
    return Columns(p["high"][rows], p["low"][rows], fixed, lists)


def _places(p: Packed, rows: np.ndarray) -> _List:
    """One place from the row itself, several from their list, none beyond."""
    several, n_grid = slice(p.sizes["grid"], p.sizes["several"]), p.sizes["grid"]
    count = np.zeros(len(p), dtype=np.int64)
    count[:n_grid] = 1
    count[several] = np.diff(p["several_start"])
    whole = np.concatenate(([0], np.cumsum(count)))
    one = np.stack(
        [*(p[axis][:n_grid].astype(np.int64) for axis in "xyz"), _metres(p["radius_metres"], p["radius"][:n_grid])], axis=1
    )
    more = np.concatenate([p["several_xyz"].astype(np.int64), _metres(p["radius_metres"], p["several_radius"])[:, None]], axis=1)
    return gathered(whole, np.concatenate([one, more]), rows)


def _metres(metres: np.ndarray, numbers: np.ndarray) -> np.ndarray:
    return metres.astype(np.int64)[numbers] if len(numbers) else np.zeros(0, dtype=np.int64)
