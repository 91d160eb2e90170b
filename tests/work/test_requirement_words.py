import pytest
from django.utils import translation

from openpes.work.models import VacancyRequirement
from openpes.work.requirement_words import requirement_words

WORDS = [
    (("language", "fr", 3, "fr"), "French (B1: everyday matters)"),
    (("language", "tlh", None, ""), "tlh"),
    (("licence", "x1", None, "Forklift licence"), "Forklift licence"),
    (("physical", "lift 20 kg", None, "lift 20 kg"), "lift 20 kg"),
    (("education", "isced", 3, "isced"), "Upper secondary school"),
    (("experience", "months", 6, "months"), "6 months of experience"),
]


@pytest.mark.parametrize(("facts", "words"), WORDS)
def test_a_condition_is_said_in_words_and_never_by_its_code(facts, words):
    kind, code, level, label = facts
    with translation.override("en"):
        assert requirement_words(VacancyRequirement(kind=kind, code=code, level=level, label=label)) == words
