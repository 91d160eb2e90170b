import datetime as dt
from dataclasses import replace

import pytest

from openpes.work import enums
from openpes.work.vacancy_import import explain, rules
from openpes.work.vacancy_import.adverts import EMPLOYMENT_TYPES
from openpes.work.vacancy_import.mapping import MappingProblem
from openpes.work.vacancy_import.pay_patterns import PERIODS
from openpes.work.vacancy_import.pay_words import Pay
from openpes.work.vacancy_import.records import CODES, Advert, Audience, Place

ADVERT = Advert("1", "Cook", "Cafe")
TODAY = dt.date(2026, 11, 23)
YESTERDAY = TODAY - dt.timedelta(days=1)


def test_unknown_facts_are_stored_as_unknown():
    facts = rules.facts_of(ADVERT)
    assert (facts["pay_min_minor"], facts["pay_period"], facts["contract"], facts["hours"], facts["telework"], facts["posted_on"]) == (
        None, "", "unknown", "unknown", "unknown", None,
    )  # fmt: skip


@pytest.mark.parametrize("kind", EMPLOYMENT_TYPES)
@pytest.mark.parametrize("telework", [True, False, None])
@pytest.mark.parametrize("period", PERIODS)
def test_facts_are_in_the_terms_of_the_schema(kind, telework, period):
    facts = rules.facts_of(
        replace(ADVERT, employment_types=(kind,), telework=telework, audience=Audience.INTERNAL, pay=Pay(1, 2, "EUR", period))
    )
    assert facts["contract"] in enums.Contract.values
    assert facts["hours"] in enums.Hours.values
    assert facts["telework"] in enums.Telework.values
    assert facts["pay_period"] in enums.PayPeriod.values
    assert facts["audience"] == enums.Audience.EMPLOYER_INTERNAL


def test_an_amount_of_nobody_knows_what_is_kept_in_words_only():
    facts = rules.facts_of(replace(ADVERT, pay=Pay(1500, 1750)))
    assert (facts["pay_min_minor"], facts["pay_currency"], facts["pay_words"]) == (None, "", "15.00 – 17.50")


@pytest.mark.parametrize(
    ("before", "reason", "closes", "after"),
    [
        ("published", "", None, ("published", "")),
        ("published", "", TODAY, ("published", "")),
        ("published", "", YESTERDAY, ("closed", "expired")),
        ("paused", "", None, ("paused", "")),
        ("paused", "", YESTERDAY, ("closed", "expired")),
        ("in_review", "", None, ("in_review", "")),
        ("closed", "withdrawn", None, ("published", "")),
        ("closed", "expired", TODAY, ("published", "")),
        ("closed", "expired", YESTERDAY, ("closed", "expired")),
        ("closed", "refused", None, ("closed", "refused")),
        ("closed", "filled_by_service", TODAY, ("closed", "filled_by_service")),
    ],
)
def test_what_a_person_closed_or_paused_stays_so_and_what_the_import_closed_may_open(before, reason, closes, after):
    assert rules.status_after(before, reason, closes, TODAY) == after


def test_the_digest_moves_with_every_fact_and_not_with_the_line():
    assert rules.digest_of(ADVERT) == rules.digest_of(replace(ADVERT, lines=(5,)))
    for change in ({"title": "Chef"}, {"pay": Pay(1)}, {"closes": TODAY}, {"dates_rebased": True}, {"places": (Place("Leeds"),)}):
        assert rules.digest_of(ADVERT) != rules.digest_of(replace(ADVERT, **change))


@pytest.mark.parametrize(
    ("missing", "of", "too_much"), [(5, 5, False), (20, 20, False), (21, 40, True), (21, 42, False), (600, 1000, True)]
)
def test_a_file_that_misses_more_than_half_is_taken_for_cut_off(missing, of, too_much):
    assert rules.withdraws_too_much(missing, of) is too_much


def test_every_code_is_explained_in_words():
    assert set(explain.WORDS) >= CODES
    assert explain.reason_text("bad_date: 31 June") == "A date cannot be read and was left out. (31 June)"


@pytest.mark.parametrize("code", sorted(explain.MAPPING_WORDS))
def test_every_mistake_in_a_mapping_is_explained_with_its_place(code):
    assert explain.mapping_text(MappingProblem(code, "constants.currency", "Pounds")).endswith("(constants.currency Pounds)")
