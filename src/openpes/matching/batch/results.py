"""What a job finds: one row for each jobseeker and vacancy, and a checksum that does not depend on who computed what in which order."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

Found = np.ndarray
ROW = np.dtype(
    [
        ("person_high", "<u8"),
        ("person_low", "<u8"),
        ("vacancy_high", "<u8"),
        ("vacancy_low", "<u8"),
        ("place", "<u2"),
        ("score", "<i4"),
    ]
)
NOTHING: Found = np.zeros(0, dtype=ROW)
_MASK = (1 << 64) - 1


def joined(parts: Sequence[Found]) -> Found:
    return np.concatenate(parts) if parts else NOTHING


def checksum(found: Found) -> int:
    """The sum modulo 2**64 of a mix of each row: sums of parts add up to that of the whole.

    The mix is the finishing step of SplitMix64 (Steele, Lea and Flood 2014).
    """
    mixed: np.ndarray = found["person_low"] * np.uint64(0x9E37_79B9_7F4A_7C15) + found["vacancy_low"] * np.uint64(
        0xC2B2_AE3D_27D4_EB4F
    )
    mixed += found["score"].astype(np.uint64) * np.uint64(0x1656_67B1_9E37_79F9) + found["place"].astype(np.uint64)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58_476D_1CE4_E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D0_49BB_1331_11EB)
    return int((mixed ^ (mixed >> np.uint64(31))).sum(dtype=np.uint64))


def added(*sums: int) -> int:
    return sum(sums) & _MASK


def as_text(total: int) -> str:
    return f"{total & _MASK:016x}"
