"""The score as SQL, for the databases: whole millionths, the same arithmetic as the reference."""

from __future__ import annotations

import math

import numpy as np

from openpes.console.bench_matching.table import NEARNESS, USUAL_SKILLS, Question, Table, centre_of
from openpes.matching.engine.geo import EARTH
from openpes.matching.engine.weights import ONE

INTERLEAVE = (
    (16, 0x0000FFFF0000FFFF),
    (8, 0x00FF00FF00FF00FF),
    (4, 0x0F0F0F0F0F0F0F0F),
    (2, 0x3333333333333333),
    (1, 0x5555555555555555),
)
LEVELS = ((5, "occupation", 0), (4, "isco", 1), (3, "minor_group", 10), (2, "submajor_group", 100), (1, "major_group", 1000))


def columns(table: Table, order: np.ndarray) -> dict[str, np.ndarray]:
    """The columns of the table `vacancy`, in the given order of rows."""
    isco = table.isco_of[table.occupation][order].astype(np.int16)
    return {
        "row": order.astype(np.int32),
        "lat": table.lat[order],
        "lon": table.lon[order],
        "x": table.xyz[order, 0],
        "y": table.xyz[order, 1],
        "z": table.xyz[order, 2],
        "placed": table.placed[order],
        "from_home": table.from_home[order],
        "anywhere": table.anywhere[order],
        "pay": table.pay[order].astype(np.int32),
        "hours": table.hours[order].astype(np.int16),
        "week": table.week[order].astype(np.int16),
        "contract": table.contract[order].astype(np.int16),
        "occupation": table.occupation[order],
        "isco": isco,
        "minor_group": (isco // 10).astype(np.int16),
        "submajor_group": (isco // 100).astype(np.int16),
        "major_group": (isco // 1000).astype(np.int16),
        "certainty": table.certainty[order].astype(np.int32),
        "asked": table.asked[order],
    }


def box(asked: Question) -> tuple[float, float, float, float]:
    """South, north, west and east of a circle, a hair too wide."""
    assert asked.centre is not None
    lat, lon = asked.centre
    half = math.degrees(asked.radius / EARTH) * 1.0005
    wide = half / math.cos(math.radians(abs(lat) + half))
    return lat - half, lat + half, lon - wide, lon + wide


def limits(asked: Question) -> list[str]:
    """The person's limits as conditions on a row; none for what the person leaves open."""
    found = []
    if asked.floor >= 0:
        found.append(f"pay >= {asked.floor}")
    if asked.most >= 0:
        found.append(f"week <= {asked.most}")
    if len(asked.kinds) < 4:
        found.append(f"hours IN ({', '.join(map(str, asked.kinds))})")
    if len(asked.contracts) < 10:
        found.append(f"contract IN ({', '.join(map(str, asked.contracts))})")
    return found


def arc(asked: Question) -> str:
    """Whole metres from the person's place: the chord between the points on the sphere, and its arc by the haversine."""
    x, y, z = (repr(float(c)) for c in centre_of(asked))
    chord = f"sqrt((x - {x}) * (x - {x}) + (y - {y}) * (y - {y}) + (z - {z}) * (z - {z}))"
    return f"round({2 * EARTH!r} * asin({chord} / {2 * EARTH!r}))"


def place_points(asked: Question, weight: int) -> str:
    """Millionths for the distance, or NULL for what is too far. From home counts as near, an unknown place as half-way."""
    if asked.centre is None:
        return f"CASE WHEN from_home THEN {weight} ELSE {weight // 2} END"
    near = f"floor(greatest(1, floor(({asked.radius} - {arc(asked)}) * {ONE} / {asked.radius})) * {weight} / {ONE})"
    return (
        f"CASE WHEN from_home THEN {weight} WHEN NOT placed THEN {weight // 2} "
        f"WHEN {arc(asked)} <= {asked.radius} THEN {near} END"
    )


def skill_points(have: str, weight: int) -> str:
    """Millionths for the skills, from what the person has of what is asked (both as sums of their weights)."""
    share = f"coalesce({have}, 0) * CAST({ONE} AS BIGINT) / asked"
    return f"CASE WHEN asked = 0 THEN {USUAL_SKILLS * weight // ONE} ELSE floor(floor({share}) * {weight} / {ONE}) END"


def occupation_points(asked: Question, weight: int) -> str:
    """Millionths for the occupation: the nearest of those wanted, as sure as the coding."""
    if not asked.wanted:
        return str(weight // 2)
    cases = []
    for level, column, divisor in LEVELS:
        values = {number for _, number in asked.wanted if number >= 0} if level == 5 else {i // divisor for i, _ in asked.wanted}
        if values:
            listed = ", ".join(map(str, sorted(values)))
            cases.append(f"WHEN {column} IN ({listed}) THEN {NEARNESS[level]}")
    near = f"CASE {' '.join(cases)} ELSE 0 END"
    return f"floor(floor({near} * CAST(certainty AS BIGINT) / {ONE}) * {weight} / {ONE})"


def near_order(table: Table) -> np.ndarray:
    """The rows in an order that keeps neighbours together (a Z-curve over latitude and longitude), those without a place first."""

    def spread(v: np.ndarray) -> np.ndarray:
        v = v.astype(np.uint64)
        for shift, mask in INTERLEAVE:
            v = (v | (v << np.uint64(shift))) & np.uint64(mask)
        return v

    lat = spread(np.floor((table.lat + 90) * 100))
    lon = spread(np.floor((table.lon + 180) * 100))
    return np.lexsort(((lat << np.uint64(1)) | lon, ~table.anywhere))
