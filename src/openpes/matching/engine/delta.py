"""Vacancies that came since the base was packed: rows in order of arrival, in arrays of fixed length that only grow.

One process appends; others may read the same arrays (shared memory, memory-mapped files) at the same time. Everything of a row is
written before ``counts[ROWS]`` grows, so a reader sees whole rows only. Numbers of skills and occupations go on where those of the
base end.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from openpes.matching.engine.codes import TELEWORK, high64, low64
from openpes.matching.engine.columns import Columns
from openpes.matching.engine.facts import ESSENTIAL, FULL, OPTIONAL
from openpes.matching.engine.geo import point
from openpes.matching.engine.grid import CLASSES, tile_class
from openpes.matching.engine.layout import (
    ABROAD,
    ARRAYS,
    BIG_PAY,
    HOURS_SHIFT,
    IMPLIED_BIT,
    MOST_OCCUPATIONS,
    MOST_SKILLS,
    NO_MOST_PAY,
    NO_PLACE,
    ONE_PLACE,
    PER_ROW,
    PLACE_SHIFT,
    SEVERAL_PLACES,
    TELEWORK_SHIFT,
    CannotPack,
    Packed,
)
from openpes.matching.engine.packing import check_row, unpack
from openpes.matching.engine.records import Vacancy
from openpes.matching.engine.weights import Weights

CAPACITY = 65_536
"""Rows of a delta: as many as 16 bits can number."""
PAGE = 64
"""Rows of one page: pages hold, once more, what phase 1 asks of rows of one class of tiles, so that a circle reads a few pages."""
PAGE_SKILLS = 12
ROWS, SKILLS, SEVERAL, PLACES, BIG, LANGUAGES, LICENCES, NEW_SKILLS, NEW_OCCUPATIONS, PAGES = range(10)
_FULLY = TELEWORK.index("fully")
PAGE_BYTES = 4_096
_ON_PAGES = ("x", "y", "z", "certainty", "skills_all", "wage_top", "limits", "occupation", "hours_week")
PAGE_COLUMNS: dict[str, tuple[type, int, int]] = {
    # type, first byte within the page, values of a row; ``row``: the row of the delta; ``lists``: of its first skills
    "x": (np.int32, 0, 1), "y": (np.int32, 256, 1), "z": (np.int32, 512, 1), "certainty": (np.int32, 768, 1),
    "skills_all": (np.uint32, 1_024, 1), "wage_top": (np.int32, 1_280, 1), "limits": (np.uint16, 1_536, 1),
    "occupation": (np.uint16, 1_664, 1), "hours_week": (np.int16, 1_792, 1), "row": (np.uint16, 1_920, 1),
    "count": (np.uint16, 2_048, 1), "lists": (np.uint16, 2_176, PAGE_SKILLS),
}  # fmt: skip
_ROOM = {
    "skill_start": (1, 1), "skill_lists": (16, 0), "several_row": (1, 0), "several_start": (1, 1), "several_xyz": (12, 0),
    "big_row": (1, 0), "big_min": (1, 0), "big_max": (1, 0), "employer_keys": (1, 0), "region_keys": (1, 0),
    "terms_shifts": (1, 0), "terms_currency": (1, 0), "asks_education": (1, 0), "asks_months": (1, 0),
    "asks_language_start": (1, 1), "asks_languages": (8, 0), "asks_licence_start": (1, 1), "asks_licences": (4, 0),
}  # fmt: skip


class DeltaFull(Exception):
    """There is no room for the row; the delta is to be merged into a new base."""


def shapes(capacity: int = CAPACITY) -> dict[str, tuple[type, int]]:
    """Every array of a delta: its type and how many values it holds. All begin as zeros."""
    pages = -(-capacity // PAGE) + CLASSES + 1
    made: dict[str, tuple[type, int]] = {name: (kind, capacity) for name, kind in PER_ROW.items()}
    made |= {name: (ARRAYS[name], times * capacity + more) for name, (times, more) in _ROOM.items()}
    return made | {
        "new_skill_keys": (np.uint64, capacity // 4),
        "new_occupation_isco": (np.int16, capacity // 4),
        "new_occupation_key": (np.uint64, capacity // 4),
        "dead": (np.uint64, capacity // 64 + 1),  # bits of rows that are gone
        # Where each list was named last (a place in skill_lists, + 1), and for each place the one before it and its row.
        "head": (np.int32, 2 * MOST_SKILLS),
        "next": (np.int32, 16 * capacity),
        "row_of": (np.uint16, 16 * capacity),
        "counts": (np.int64, 16),
        "page_tiles": (np.uint16, pages),  # class of tiles, or CLASSES for rows that are near to everyone
        "page_rows": (np.int32, pages),  # rows on the page
        "page_open": (np.int32, CLASSES + 1),  # the page + 1 that a class fills now
        "page_block": (np.uint8, PAGE_BYTES * pages),  # page after page, columns as in PAGE_COLUMNS
    }


class Delta:
    """Rows since the base. ``arrays`` are as ``shapes`` says; several processes may hold them, one of them appends."""

    def __init__(self, base: Packed, weights: Weights, arrays: Mapping[str, np.ndarray] | None = None) -> None:
        self.base, self.weights = base, weights
        self.arrays = dict(arrays) if arrays is not None else {n: np.zeros(size, kind) for n, (kind, size) in shapes().items()}
        self.capacity = len(self.arrays["high"])
        block = self.arrays["page_block"]
        self._pages = {
            name: np.ndarray((len(block) // PAGE_BYTES, PAGE * width), kind, block, first, (PAGE_BYTES, np.dtype(kind).itemsize))
            for name, (kind, first, width) in PAGE_COLUMNS.items()
        }
        self._skills: dict[int, int] = {int(k): i for i, k in enumerate(base["skill_keys"].tolist())}
        pairs = zip(base["occupation_isco"].tolist(), base["occupation_key"].tolist(), strict=True)
        self._occupations = {pair: i for i, pair in enumerate(pairs)}
        for i, key in enumerate(self._new("new_skill_keys", NEW_SKILLS)):
            self._skills[key] = base.sizes["skills"] + i
        new = zip(
            self._new("new_occupation_isco", NEW_OCCUPATIONS), self._new("new_occupation_key", NEW_OCCUPATIONS), strict=True
        )
        for i, pair in enumerate(new):
            self._occupations[pair] = base.sizes["occupations"] + i

    def __len__(self) -> int:
        return int(self.arrays["counts"][ROWS])

    def _new(self, name: str, count: int) -> list[int]:
        return self.arrays[name][: int(self.arrays["counts"][count])].tolist()

    def append(self, v: Vacancy) -> int:
        """Add a vacancy; returns its row in the delta. Raises DeltaFull, or CannotPack for values beyond the packed form."""
        check_row(v)
        a, counts = self.arrays, self.arrays["counts"]
        row = int(counts[ROWS])
        essential = list(dict.fromkeys(v.skills))
        optional = [s for s in dict.fromkeys(v.optional) if s not in v.skills]
        places = [point(*p) for p in v.places]
        if row >= self.capacity or not self._has_room(len(essential) + len(optional), len(places), v):
            raise DeltaFull
        earned = FULL * (
            ESSENTIAL * sum(self.weights.weight_of(s) for s in essential)
            + OPTIONAL * sum(self.weights.weight_of(s) for s in optional)
        )
        if earned >= 2**31:
            raise CannotPack("A vacancy names more skills than can be weighed.")
        lists = [2 * self._skill(s) for s in essential] + [2 * self._skill(s) + 1 for s in optional]
        self._extend("skill_lists", "skill_start", SKILLS, row, lists)
        self._extend("asks_languages", "asks_language_start", LANGUAGES, row, [n for pair in v.languages for n in pair], 2)
        self._extend("asks_licences", "asks_licence_start", LICENCES, row, list(v.licences))
        kind = self._put_places(row, places)
        limits = v.contract | (v.hours << HOURS_SHIFT) | (v.telework << TELEWORK_SHIFT) | (kind << PLACE_SHIFT)
        limits |= ABROAD * bool(v.abroad) | IMPLIED_BIT * bool(v.skills_implied) | NO_MOST_PAY * (v.wage_max < 0)
        self._put_pay(row, v)
        values = {
            "high": high64(v.id), "low": low64(v.id), "limits": limits, "certainty": v.certainty, "skills_all": earned,
            "occupation": self._occupation(v), "hours_week": v.hours_week, "terms": row, "asks": row, "posted": v.posted,
            "expires": v.expires, "employer": row, "region": row, "employer_keys": v.employer, "region_keys": v.region,
            "terms_shifts": v.shifts, "terms_currency": v.currency, "asks_education": v.education,
            "asks_months": v.experience_months,
        }  # fmt: skip
        for name, value in values.items():
            a[name][row] = value
        if lists:
            end = int(counts[SKILLS])
            begin, mine = end - len(lists), np.array(lists)
            a["row_of"][begin:end], a["next"][begin:end] = row, a["head"][mine]
            a["head"][mine] = np.arange(begin + 1, end + 1)
        self._put_on_page(row, limits, places, lists)
        counts[ROWS] = row + 1
        return row

    def remove(self, row: int) -> None:
        """Take a row of the delta out of every answer."""
        self.arrays["dead"][row >> 6] |= np.uint64(1 << (row & 63))

    def columns(self, rows: np.ndarray | None = None) -> Columns:
        """Columns of some rows, or of all that are not removed."""
        if rows is None:
            bits = np.unpackbits(self.arrays["dead"].view(np.uint8), bitorder="little")[: len(self)]
            rows = np.flatnonzero(bits == 0)
        counts = self.arrays["counts"]
        mine = self.arrays | {
            "skill_keys": np.concatenate([self.base["skill_keys"], self.arrays["new_skill_keys"][: counts[NEW_SKILLS]]])
        }
        for name in ("isco", "key"):
            new = self.arrays[f"new_occupation_{name}"][: counts[NEW_OCCUPATIONS]]
            mine[f"occupation_{name}"] = np.concatenate([self.base[f"occupation_{name}"], new])
        several = int(counts[SEVERAL])
        mine |= {"several_row": mine["several_row"][:several], "big_row": mine["big_row"][: counts[BIG]]}
        mine["several_start"] = mine["several_start"][: several + 1]
        mine["asks_languages"] = mine["asks_languages"].reshape(-1, 2)
        mine["several_xyz"] = mine["several_xyz"].reshape(-1, 3)
        return unpack(Packed(mine, {"rows": len(self)}), rows)

    def _has_room(self, skills: int, places: int, v: Vacancy) -> bool:
        a, counts = self.arrays, self.arrays["counts"]
        return bool(
            counts[SKILLS] + skills <= len(a["skill_lists"])
            and 3 * (counts[PLACES] + places) <= len(a["several_xyz"])
            and counts[LANGUAGES] + 2 * len(v.languages) <= len(a["asks_languages"])
            and counts[LICENCES] + len(v.licences) <= len(a["asks_licences"])
            and counts[NEW_SKILLS] + skills <= len(a["new_skill_keys"])
            and counts[NEW_OCCUPATIONS] < len(a["new_occupation_key"])
        )

    def _extend(self, pool: str, start: str, count: int, row: int, values: list[int], width: int = 1) -> None:
        a, counts = self.arrays, self.arrays["counts"]
        begin = int(counts[count])
        end = begin + len(values)
        if values:
            a[pool][begin:end] = np.array(values, dtype=a[pool].dtype)
        counts[count] = end
        a[start][row + 1] = end // width

    def _put_places(self, row: int, places: list[tuple[int, int, int]]) -> int:
        a, counts = self.arrays, self.arrays["counts"]
        if not places:
            return NO_PLACE
        a["x"][row], a["y"][row], a["z"][row] = places[0]
        if len(places) == 1:
            return ONE_PLACE
        k, used = int(counts[SEVERAL]), int(counts[PLACES])
        a["several_xyz"][3 * used : 3 * (used + len(places))] = np.array(places, dtype=np.int32).reshape(-1)
        a["several_row"][k], a["several_start"][k + 1] = row, used + len(places)
        counts[PLACES], counts[SEVERAL] = used + len(places), k + 1
        return SEVERAL_PLACES

    def _put_pay(self, row: int, v: Vacancy) -> None:
        a, counts = self.arrays, self.arrays["counts"]
        top = max(v.wage_min, v.wage_max)
        a["wage_min"][row], a["wage_top"][row] = max(-1, min(v.wage_min, BIG_PAY)), max(-1, min(top, BIG_PAY))
        if top >= BIG_PAY or 0 <= v.wage_max < v.wage_min:
            k = int(counts[BIG])
            a["big_row"][k], a["big_min"][k], a["big_max"][k] = row, v.wage_min, v.wage_max
            counts[BIG] = k + 1

    def _put_on_page(self, row: int, limits: int, places: list[tuple[int, int, int]], lists: list[int]) -> None:
        a, counts = self.arrays, self.arrays["counts"]
        near_all = len(places) != 1 or (limits >> TELEWORK_SHIFT) & 3 == _FULLY
        kind = CLASSES if near_all else tile_class(*places[0], self.base["band_cells"])
        page = int(a["page_open"][kind]) - 1
        if page < 0 or a["page_rows"][page] == PAGE:
            page = int(counts[PAGES])
            a["page_tiles"][page], a["page_open"][kind] = kind, page + 1
            counts[PAGES] = page + 1
        at = int(a["page_rows"][page])
        for name in _ON_PAGES:
            self._pages[name][page, at] = a[name][row]
        self._pages["row"][page, at], self._pages["count"][page, at] = row, min(len(lists), 65_535)
        first = lists[:PAGE_SKILLS]
        self._pages["lists"][page, PAGE_SKILLS * at : PAGE_SKILLS * at + len(first)] = first
        a["page_rows"][page] = at + 1

    def _skill(self, key: int) -> int:
        number = self._skills.get(key)
        if number is None:
            number = len(self._skills)
            if number >= MOST_SKILLS:
                raise CannotPack(f"There are more than {MOST_SKILLS:,} different skills.")
            counts = self.arrays["counts"]
            self.arrays["new_skill_keys"][counts[NEW_SKILLS]] = key
            counts[NEW_SKILLS] += 1
            self._skills[key] = number
        return number

    def _occupation(self, v: Vacancy) -> int:
        pair = (v.isco, v.occupation)
        number = self._occupations.get(pair)
        if number is None:
            number = len(self._occupations)
            if number >= MOST_OCCUPATIONS:
                raise CannotPack(f"There are more than {MOST_OCCUPATIONS:,} different occupations.")
            a, counts = self.arrays, self.arrays["counts"]
            k = int(counts[NEW_OCCUPATIONS])
            a["new_occupation_isco"][k], a["new_occupation_key"][k] = pair
            counts[NEW_OCCUPATIONS] = k + 1
            self._occupations[pair] = number
        return number
