"""Answers of the word index that are kept from one state to the next equal those that are asked anew."""

from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openpes.matching.index import words
from openpes.matching.index.asked import Asked
from openpes.matching.index.words import Words

TEXTS = ("welder", "welding of pipes", "pipes", "nurse", "nurses and welders", "")
QUESTIONS = ((("welder",),), (("pipe",), ("welds",)), (("nurse", "nurses"),))


def advert(key: int, chance: Random) -> Words:
    return Words(key, chance.choice(["en", "fr", "sw"]), chance.choice(TEXTS), "", 0, (), chance.choice(TEXTS))


def state(folder) -> words.Reader:
    return words.reader(words.open_index(folder), folder)


def as_pairs(found: tuple[np.ndarray, np.ndarray]) -> list[tuple[int, float]]:
    return sorted(zip(found[0].tolist(), found[1].tolist(), strict=True))


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_kept_answers_equal_those_asked_anew_after_any_changes(tmp_path_factory, seed):
    chance, folder, asked = Random(seed), tmp_path_factory.mktemp("words"), Asked()
    words.write(folder, (), [advert(key, chance) for key in range(1, 20)], {})
    touched = np.zeros(0, dtype=np.uint64)
    states = [(state(folder), touched)]
    for _ in range(5):
        gone = chance.sample(range(1, 30), 3)
        words.write(folder, gone, [advert(key, chance) for key in gone if chance.random() < 0.7], {})
        touched = np.concatenate([touched, np.array(gone, dtype=np.uint64)])
        states.append((state(folder), touched))
        for question in QUESTIONS:
            # Now and then a thread still answers from the state before.
            reader, known = states[-1] if chance.random() < 0.7 else states[-2]
            every = chance.random() < 0.5
            found = asked.find(reader, known, question, all_words=every)
            assert as_pairs(found) == as_pairs(reader.search(question, all_words=every))


def test_only_what_changed_is_asked_again(tmp_path, monkeypatch):
    chance, asked, told = Random(1), Asked(), []
    words.write(tmp_path, (), [advert(key, chance) for key in range(1, 9)], {})
    plain = words.Reader.search
    monkeypatch.setattr(words.Reader, "search", lambda self, w, **how: (told.append(how.get("among")), plain(self, w, **how))[1])
    for touched in ([], [], [3], [3, 4, 3]):
        asked.find(state(tmp_path), np.array(touched, dtype=np.uint64), QUESTIONS[0], all_words=True)
    assert told == [None, [3], [3, 4]]


@pytest.mark.parametrize("most", [0, 5])
def test_what_was_asked_longest_ago_is_let_go(tmp_path, monkeypatch, most):
    monkeypatch.setattr("openpes.matching.index.asked.MOST_KEPT", most)
    words.write(tmp_path, (), [Words(key, "en", "welder nurse pipes", "", 0, (), "") for key in range(1, 5)], {})
    asked, reader = Asked(), state(tmp_path)
    for question in QUESTIONS:
        assert len(asked.find(reader, np.zeros(0, dtype=np.uint64), question, all_words=False)[0]) == 4
    assert len(asked._answers) == 1
