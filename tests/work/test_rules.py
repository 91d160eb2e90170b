import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpes.work import rules
from openpes.work.rules import MinimumRate, Offer

RATES = {
    period: MinimumRate(period, minor, "Order 2026, 2")
    for period, minor in {"hour": 910, "day": 7280, "week": 36400, "month": 157700, "year": 1892400}.items()
}


def codes(offer):
    return [(f.code, f.weight) for f in rules.pay_findings(offer, RATES, "QSD")]


@pytest.mark.parametrize(
    ("offer", "expected"),
    [
        (Offer(), []),
        (Offer(pay_min_minor=910, pay_currency="QSD", pay_period="hour"), []),
        (Offer(pay_min_minor=909, pay_currency="QSD", pay_period="hour"), [("pay_below_minimum", "refuse")]),
        (Offer(pay_min_minor=900, pay_max_minor=2000, pay_currency="QSD", pay_period="hour"), [("pay_below_minimum", "refuse")]),
        (Offer(pay_max_minor=900, pay_currency="QSD", pay_period="hour"), [("pay_below_minimum", "refuse")]),
        (Offer(pay_min_minor=157700, pay_currency="QSD", pay_period="month", hours="full_time"), []),
        (Offer(pay_min_minor=157699, pay_currency="QSD", pay_period="month"), [("pay_below_minimum", "refuse")]),
        (Offer(pay_min_minor=80000, pay_currency="QSD", pay_period="month", hours="part_time"), [("pay_hours_missing", "ask")]),
        (
            Offer(pay_min_minor=80000, pay_currency="QSD", pay_period="month", hours="part_time", hours_per_week=Decimal(20)),
            [],
        ),
        (
            Offer(pay_min_minor=78000, pay_currency="QSD", pay_period="month", hours="part_time", hours_per_week=Decimal(20)),
            [("pay_below_minimum", "refuse")],
        ),
        (Offer(pay_min_minor=100, pay_currency="QSD"), [("pay_period_missing", "ask")]),
        (Offer(pay_min_minor=100, pay_currency="EUR", pay_period="hour"), [("pay_other_currency", "ask")]),
        (Offer(pay_min_minor=100, pay_currency="QSD", pay_period="hour", contract="volunteer"), []),
        (Offer(pay_min_minor=100, pay_currency="QSD", pay_period="hour", contract="internship"), [("pay_below_minimum", "ask")]),
    ],
)
def test_pay_is_compared_with_the_legal_minimum_of_its_period(offer, expected):
    assert codes(offer) == expected


def test_a_refusal_of_pay_names_the_paragraph():
    (finding,) = rules.pay_findings(Offer(pay_min_minor=1, pay_currency="QSD", pay_period="hour"), RATES, "QSD")
    assert finding.citation == "Order 2026, 2"


def test_a_country_without_a_minimum_wage_refuses_no_pay():
    assert rules.pay_findings(Offer(pay_min_minor=1, pay_currency="QSD", pay_period="hour"), {}, "QSD") == []


@given(st.integers(1, 10_000), st.sampled_from(["hour", "day", "week", "month", "year"]), st.integers(1, 10_000))
def test_more_pay_never_makes_an_offer_worse(minor, period, more):
    def refused(amount):
        found = rules.pay_findings(Offer(pay_min_minor=amount, pay_currency="QSD", pay_period=period), RATES, "QSD")
        return any(f.weight == "refuse" for f in found)

    assert refused(minor) or not refused(minor + more)


@pytest.mark.parametrize(
    ("reason", "passes"),
    [
        ("", False),
        ("-", False),
        ("required", False),
        ("n/a", False),
        ("   ", False),
        ("needed.", False),
        ("The van weighs more than 3.5 tonnes", True),
        ("Callers speak Arabic", True),
    ],
)
def test_a_requirement_needs_a_reason_in_words(reason, passes):
    assert (rules.requirement_findings([("licence", "C1", reason)]) == []) is passes


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("Men only", "sex"),
        ("We are looking for a young lady for our desk", "sex"),
        ("Gender: female", "sex"),
        ("للرجال فقط", "sex"),
        ("Wanaume tu", "sex"),
        ("Femmes uniquement", "sex"),
        ("Maximum age 35", "age"),
        ("You are aged between 20 and 30", "age"),
        ("Join our young and dynamic crew", "age"),
        ("edad máxima 40", "age"),
        ("Native English speaker", "origin"),
        ("Nationals only", "origin"),
        ("must be unmarried", "family"),
        ("Christians only", "belief"),
        ("Please enclose a recent photo", "looks"),
        ("able-bodied person", "health"),
    ],
)
def test_wording_that_shuts_people_out_is_named_with_its_ground_and_left_to_a_person(text, ground):
    found = rules.text_findings(Offer(title="Helper", description=text))
    assert (f"wording_{ground}", "ask") in [(f.code, f.weight) for f in found]
    assert all(f.citation for f in found)


@pytest.mark.parametrize(
    "text",
    [
        "You work with young people aged 11 to 16.",
        "Driver (m/f/d), full time",
        "We welcome applications from women and men of any age.",
        "You care for adults aged 18-65.",
        "Fluent English (B2) is needed because callers speak English.",
        "37 hours, between 30 and 37 hours by agreement",
        "You support women who have left violent homes.",
    ],
)
def test_ordinary_wording_raises_no_question(text):
    assert rules.text_findings(Offer(title="Helper", description=text)) == []


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("Applicants must pay a registration fee of 500.", True),
        ("You have to send a refundable deposit before the interview.", True),
        ("Candidates shall transfer the processing fee by M-Pesa.", True),
        ("Debe pagar por el curso.", True),
        ("يجب دفع رسوم قبل المقابلة", True),
        ("There is no registration fee.", False),
        ("Your registration fees are paid by us.", False),
        ("You must pay attention to details.", False),
        ("Nobody has to pay a fee here.", False),
        ("You will process application fees of our clients.", False),
    ],
)
def test_an_advert_that_asks_workers_for_money_is_refused(text, refused):
    found = rules.text_findings(Offer(title="Helper", description=text))
    assert any(f.weight == "refuse" for f in found) is refused


def test_saying_that_a_fee_is_asked_refuses_the_vacancy_whatever_the_text():
    assert [f.code for f in rules.findings(Offer(title="Helper", fee_asked=True), RATES, "QSD")] == ["fee_asked"]


@given(st.text(max_size=400))
def test_any_text_can_be_read(text):
    for finding in rules.text_findings(Offer(title="x", description=text)):
        assert finding.weight in {"ask", "refuse"}


@pytest.mark.parametrize("pack_says", [True, False])
@pytest.mark.parametrize("tier", [0, 1, 2])
def test_nobody_below_tier_one_sees_candidates_or_publishes_directly(tier, pack_says):
    limits = rules.limits_of(tier, 2, pack_says)
    assert limits.sees_candidates is (tier >= 1 and pack_says)
    assert limits.publishes_directly is (tier >= 1)


@pytest.mark.parametrize(("limit", "now", "may"), [(2, 0, True), (2, 1, True), (2, 2, False), (0, 10_000, True)])
def test_the_tier_limits_how_many_vacancies_are_open(limit, now, may):
    assert rules.may_open_another(rules.limits_of(0, limit, False), now) is may


TODAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("kind", "number", "until", "problem"),
    [
        ("firm", "", None, ""),
        ("private_agency", "", None, "licence_missing"),
        ("private_agency", "L-1", None, "licence_end_missing"),
        ("private_agency", "L-1", TODAY - dt.timedelta(days=1), "licence_over"),
        ("private_agency", "L-1", TODAY, ""),
        ("temporary_agency", "L-1", TODAY + dt.timedelta(days=400), ""),
    ],
)
def test_an_agency_needs_a_licence_in_force(kind, number, until, problem):
    assert rules.licence_problem(kind, number, until, TODAY) == problem


def test_only_a_verified_employer_without_questions_publishes_directly():
    verified, unverified = rules.limits_of(1, 5, True), rules.limits_of(0, 2, False)
    question = [rules.Finding("wording_age", "description", "ask")]
    assert rules.status_after_submitting(verified, []) == "published"
    assert rules.status_after_submitting(verified, question) == "in_review"
    assert rules.status_after_submitting(unverified, []) == "in_review"
    assert rules.status_after_submitting(verified, [], needs_check=True) == "in_review"


@given(st.none() | st.dates(dt.date(2026, 11, 23), dt.date(2030, 1, 1)))
def test_every_vacancy_ends_by_the_calendar(asked):
    last = rules.last_day(asked, TODAY)
    assert TODAY <= last <= TODAY + dt.timedelta(days=rules.MOST_DAYS_OPEN)
    assert asked is None or last <= asked


@given(st.integers(0, 50), st.integers(1, 50))
def test_no_more_places_are_filled_than_wanted(filled, total):
    after = rules.places_after(filled, total)
    assert (after is None) is (filled >= total)
    assert after is None or (after[0] <= total and after[1] is (after[0] == total))


def test_a_closed_vacancy_stays_closed():
    assert rules.STEPS["closed"] == frozenset()
