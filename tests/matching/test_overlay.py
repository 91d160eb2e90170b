"""Rows are found by their ids however many there are and however they are spread."""

import numpy as np
import pytest

from openpes.matching.index import overlay
from openpes.matching.index.overlay import Keys

SPREADS = {
    "random": lambda chance, n: chance.integers(0, 2**64, n, dtype=np.uint64),
    "as ids are": lambda chance, n: chance.integers(2**63, 2**63 + 2**62, n, dtype=np.uint64),
    "in a row": lambda chance, n: np.arange(5, 5 + n, dtype=np.uint64),
    "crowded": lambda chance, n: np.concatenate([np.arange(n - 1, dtype=np.uint64), [np.uint64(2**64 - 1)]]),
}


@pytest.mark.parametrize("spread", SPREADS)
@pytest.mark.parametrize("number", [1, 9, overlay.MANY - 1, overlay.MANY, 30_000])
def test_every_key_is_found_where_it_stands_and_no_other(spread, number):
    chance = np.random.default_rng([7, number])
    low = np.unique(SPREADS[spread](chance, number))
    chance.shuffle(low)
    keys = Keys(low, Keys.order(low))
    asked = np.concatenate([low, low + np.uint64(1), low - np.uint64(1), np.array([0, 2**64 - 1, 2**63], dtype=np.uint64)])
    place = {int(key): row for row, key in enumerate(low)}
    assert keys.rows(asked).tolist() == [place.get(int(key), -1) for key in asked]
    assert keys.rows(asked[:3]).tolist() == [place.get(int(key), -1) for key in asked[:3]]
