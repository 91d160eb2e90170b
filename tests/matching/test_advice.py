"""What would help a person most, counted over the vacancies in force, and in plain words in every language."""

import pytest
from django.utils import translation

from matching import world
from openpes.matching.advice import advice_for
from openpes.matching.index import indexer
from openpes.work.enums import VacancyStatus

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _market():
    world.build()


def helps(profile, language="en") -> dict:
    return {(h.kind, h.name or h.kilometres): h.opens for h in advice_for(profile_id=profile.pk, language=language).helps}


def test_the_skill_the_licence_and_the_radius_that_open_most_are_counted():
    for _ in range(2):
        world.vacancy("Lorry driver", "8332", "Lund", skills=("Load goods", "Lorry licence"))
    world.vacancy("Lorry driver", "8332", "Lund", skills=("Drive a lorry",))
    world.vacancy("Lorry driver", "8332", "Malmö", skills=("Load goods",))
    world.vacancy("Nurse", "2221", "Lund", skills=("First aid",))
    open_now = world.vacancy("Lorry driver", "8332", "Lund", skills=("Load goods",))
    who = world.profile("8332", "Lund", radius_km=5, skills=("Load goods",))
    expected = {("licence", "Lorry licence"): 2, ("skill", "Drive a lorry"): 1, ("radius", 20): 1}
    for _ in range(2):
        assert helps(who) == expected
        assert advice_for(profile_id=who.pk).open_now == 1
        indexer.merge(wait=True)
    world.change(open_now, status=VacancyStatus.CLOSED)
    assert advice_for(profile_id=who.pk).open_now == 0


def test_a_profile_without_an_occupation_or_none_at_all_gets_no_advice():
    world.vacancy("Cook", "5120", "Lund", skills=("Cook meals",))
    assert advice_for(profile_id=world.profile(isco="").pk).helps == ()
    assert advice_for(profile_id=world.occupation("5120").pk).helps == ()


def test_every_help_is_a_sentence_in_every_language():
    world.vacancy("Lorry driver", "8332", "Lund", skills=("Drive a lorry",))
    world.vacancy("Lorry driver", "8332", "Lund", skills=("Lorry licence",))
    world.vacancy("Lorry driver", "8332", "Malmö")
    who = world.profile("8332", "Lund", radius_km=5, skills=("Load goods",))
    for language in ("en", "ar", "fr", "es", "sw"):
        with translation.override(language):
            said = [h.sentence for h in advice_for(profile_id=who.pk, language=language).helps]
            assert len(said) >= 2
            assert all("%(" not in text for text in said)
