"""The optional model: used only when it is asked for and installed."""

import importlib.util

import numpy as np
import pytest

from openpes.work.coding import meaning
from openpes.work.coding.meaning import Meaning, NoModel, as_names_are_written, in_small_letters
from openpes.work.coding.titles import TitleRanker

needs_model = pytest.mark.skipif(not meaning.installed(), reason="NOT RUN: the extra openpes[model] is not installed.")


def test_without_the_package_the_model_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(NoModel, match=r"openpes\[model\]"):
        Meaning()


@pytest.mark.parametrize(
    ("title", "small", "written"),
    [
        ("ENFERMEROS", True, "enfermeros"),
        ("Staff Nurse", True, "staff nurse"),
        ("PFLEGER", False, "Pfleger"),
        ("Koch", False, "Koch"),
    ],
)
def test_a_title_is_written_as_the_names_of_its_language(title, small, written):
    assert as_names_are_written(title, small) == written


def test_where_nouns_have_capitals_names_are_not_in_small_letters():
    assert not in_small_letters(["Krankenpfleger", "Koch in der Gastronomie"])
    assert in_small_letters(["nurse", "cook", "Excel teacher in schools"])


class Counting:
    """Stands in for the package: vectors from the letters of a text, and how many texts it was asked for."""

    dim = 384

    def __init__(self) -> None:
        self.asked = 0

    def query(self, texts):
        self.asked += len(texts)
        raw = np.array([[text.count(chr(97 + i % 26)) + 0.01 for i in range(self.dim)] for text in texts], dtype=np.float32)
        return raw / np.linalg.norm(raw, axis=1, keepdims=True)


@pytest.fixture
def package(monkeypatch):
    made = Counting()
    module = type("Package", (), {"E5": lambda num_threads: made, "__version__": "0"})
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: object())
    monkeypatch.setattr(importlib, "import_module", lambda name: module)
    return made


def test_what_was_read_once_is_kept_on_disk(package, tmp_path):
    first = Meaning(tmp_path)
    before = first.vectors(["nurse", "cook", "nurse"])
    first.keep()
    second = Meaning(tmp_path)
    assert np.array_equal(second.vectors(["nurse", "cook", "nurse"]), before)
    assert package.asked == 2


def test_a_damaged_file_costs_time_and_never_an_answer(package, tmp_path):
    kept = Meaning(tmp_path)
    before = kept.vectors(["nurse"])
    kept.keep()
    next(tmp_path.glob("meaning-*.npz")).write_bytes(b"PK\x03\x04 no more")
    assert np.array_equal(Meaning(tmp_path).vectors(["nurse"]), before)


def test_the_model_decides_between_names_that_no_word_joins(package):
    names = ["aaab", "zzzy"]
    assert int(np.argmax(TitleRanker(names, [1, 2], Meaning()).scores("baba"))) == 0


@needs_model
@pytest.mark.parametrize(("title", "place"), [("infirmière", 0), ("Krankenschwester", 0), ("kuljettaja", 1), ("cocinero", 2)])
def test_the_model_knows_trades_in_other_languages(title, place):
    found = TitleRanker(["nurse", "lorry driver", "cook"], [1, 2, 3], Meaning()).scores(title)
    assert int(np.argmax(found)) == place
