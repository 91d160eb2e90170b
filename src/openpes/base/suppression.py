"""Hiding small numbers in tables that leave the agency. Pure."""

from collections.abc import Mapping, Sequence

SMALLEST_CELL = 10


def suppress(
    table: Mapping[tuple[str, str], int], rows: Sequence[str], columns: Sequence[str]
) -> dict[tuple[str, str], int | None]:
    """A table that leaves the agency: cells of 1 to 9 become None, and so many others that none can be worked out from the totals.

    Zero cells stay (an empty cell says nothing about a person). Complementary suppression: while a row or column that shows its total has
    exactly one hidden cell, its smallest remaining positive cell is hidden too (cell suppression as in the Handbook on Statistical
    Disclosure Control, Hundepool et al. 2010, chapter 4). Totals under 10 are hidden with everything in them.
    """
    shown: dict[tuple[str, str], int | None] = {
        (r, c): table.get((r, c), 0) if not 0 < table.get((r, c), 0) < SMALLEST_CELL else None for r in rows for c in columns
    }
    lines = [[(r, c) for c in columns] for r in rows] + [[(r, c) for r in rows] for c in columns]
    changed = True
    while changed:
        changed = False
        for line in lines:
            hidden = [key for key in line if shown[key] is None]
            hidden_sum = sum(table.get(key, 0) for key in hidden)
            if not hidden or (len(hidden) > 1 and hidden_sum >= SMALLEST_CELL):
                continue
            rest = sorted((key for key in line if shown[key]), key=lambda key: (table.get(key, 0), key))
            if rest:
                shown[rest[0]] = None
                changed = True
    return shown


def safe_total(
    table: Mapping[tuple[str, str], int], shown: Mapping[tuple[str, str], int | None], keys: Sequence[tuple[str, str]]
) -> int | None:
    """The sum of a line for publication: None when it is under 10 and not zero, or when it would give a hidden cell away."""
    hidden = [key for key in keys if shown[key] is None]
    total = sum(table.get(key, 0) for key in keys)
    told = len(hidden) == 1 or (hidden and sum(table.get(key, 0) for key in hidden) < SMALLEST_CELL)
    return None if told or 0 < total < SMALLEST_CELL else total
