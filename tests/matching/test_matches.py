"""A jobseeker sees matches with every reason and every miss; an employer sees only people who agreed, and never one who hides."""

import datetime as dt

import pytest
from django.utils import translation

from matching import world
from openpes.base.locking import write
from openpes.matching import exclusions, reasons, transitions
from openpes.matching.engine import codes
from openpes.matching.index import knowledge
from openpes.matching.models import MatchWeights
from openpes.matching.queries import explain_pair, matches_for_person, people_for_vacancy, rank_own_clients
from openpes.people.models import Person
from openpes.work import enums
from openpes.work.enums import Audience, Contract, Telework, VacancyStatus, Visibility
from openpes.work.models import JobseekerProfile, VacancyRequirement

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _market():
    world.build()


@pytest.fixture
def _hidden(monkeypatch):
    """Exclusions of this test only."""
    for name in ("_people_hidden_from_employer", "_vacancies_hidden_by_person", "_employers_hidden_by_person"):
        monkeypatch.setattr(exclusions, name, [])


def said(match) -> list[str]:
    return [reasons.sentence(r) for r in match.reasons]


def test_the_nearest_occupation_with_the_right_skills_comes_first():
    best = world.vacancy("Cook", "5120", "Lund", skills=("Cook meals", "Kitchen hygiene"))
    second = world.vacancy("Cook", "5120", "Malmö", skills=("Cook meals", "Plan menus"))
    third = world.vacancy("Kitchen helper", "9412", "Lund", skills=("Wash dishes",))
    who = world.profile("5120", "Lund", skills=("Cook meals", "Kitchen hygiene"))
    page = matches_for_person(profile_id=who.pk)
    assert [m.vacancy_id for m in page.matches] == [best.pk, second.pk, third.pk]
    assert "2 of 2 skills" in said(page.matches[0])
    assert "less than 1 km away" in said(page.matches[0])
    assert "1 of 2 skills" in said(page.matches[1])


def test_the_reasons_add_up_to_the_score():
    world.vacancy("Cook", "5120", "Malmö", skills=("Cook meals", "Plan menus"), contract=Contract.PERMANENT)
    world.vacancy("Lorry driver", "8332")
    who = world.profile(
        "5120", "Lund", skills=("Cook meals",), pay_floor_minor=100_000, pay_floor_currency="XTS", pay_floor_period="month"
    )
    for match in matches_for_person(profile_id=who.pk).matches:
        assert sum(r.millionths for r in match.reasons) == match.score
        assert match.weights_version == 1


def test_every_miss_is_shown_with_its_name():
    lorry = world.vacancy("Lorry driver", "8332", "Lund", skills=("Drive a lorry", "Load goods", "Lorry licence"))
    VacancyRequirement.objects.create(vacancy=lorry, kind="language", code="fr", level=3, reason="All papers are in French")
    world.change(lorry)
    who = world.profile("8332", "Lund", skills=("Load goods",))
    (match,) = matches_for_person(profile_id=who.pk).matches
    assert "missing: Lorry licence" in said(match)
    assert "missing: fr B1" in said(match)
    assert "1 of 2 skills" in said(match)
    (skills,) = [r for r in match.reasons if r.code == "skills"]
    assert skills.values["missing"] == ["Drive a lorry"]


def test_a_vacancy_without_skills_is_measured_by_those_usual_for_its_occupation():
    world.vacancy("Lorry driver", "8332", "Lund")
    who = world.profile("8332", "Lund", skills=("Load goods",))
    (match,) = matches_for_person(profile_id=who.pk).matches
    assert "1 of 2 skills usual for this occupation" in said(match)
    assert "missing: Lorry licence" in said(match)


def test_unknown_pay_is_shown_as_unknown_and_never_left_out():
    world.vacancy("Cook", "5120", "Lund")
    world.vacancy("Cook", "5120", "Lund", pay_min_minor=50_000, pay_currency="XTS", pay_period="month")
    rich = world.vacancy("Cook", "5120", "Lund", pay_min_minor=250_000, pay_currency="XTS", pay_period="month")
    who = world.profile(pay_floor_minor=200_000, pay_floor_currency="XTS", pay_floor_period="month")
    page = matches_for_person(profile_id=who.pk)
    assert page.total == 2
    assert page.matches[0].vacancy_id == rich.pk
    assert "pay above your floor" in said(page.matches[0])
    assert "pay not stated" in said(page.matches[1])


def test_what_the_person_ruled_out_is_left_out_and_explained_when_asked():
    far = world.vacancy("Cook", "5120", "Uppsala")
    season = world.vacancy("Cook", "5120", "Lund", contract=Contract.SEASONAL)
    who = world.profile(contracts=["permanent"])
    assert matches_for_person(profile_id=who.pk).total == 0
    assert explain_pair(profile_id=who.pk, vacancy_id=far.pk).ruled_out == ("distance",)
    why = explain_pair(profile_id=who.pk, vacancy_id=season.pk)
    assert why.ruled_out == ("contract",)
    assert "another contract than you want: Seasonal" in said(why)


def test_work_from_home_is_never_too_far():
    world.vacancy("Cook by telephone", "5120", "Uppsala", telework=Telework.FULLY)
    (match,) = matches_for_person(profile_id=world.profile(telework=True).pk).matches
    assert "can be done from home" in said(match)


@pytest.mark.parametrize(
    "facts", [{"audience": Audience.PARTNERS}, {"status": VacancyStatus.PAUSED}, {"expires_on": world.days_ago(1)}]
)
def test_what_is_not_public_and_open_is_never_proposed(facts):
    world.vacancy("Cook", "5120", "Lund", **facts)
    assert matches_for_person(profile_id=world.profile().pk).total == 0


@pytest.mark.usefixtures("_hidden")
def test_what_the_person_hides_is_not_proposed():
    hidden = world.vacancy("Cook", "5120", "Lund")
    kept = world.vacancy("Cook", "5120", "Lund", employer=world.employer("Kind Ltd"))
    bad = world.vacancy("Cook", "5120", "Lund", employer=world.employer("Bad Ltd"))
    who = world.profile()
    exclusions.register(
        vacancies_hidden_by_person=lambda person: [hidden.pk] if person == who.person_id else [],
        employers_hidden_by_person=lambda person: [bad.employer_id] if person == who.person_id else [],
    )
    assert [m.vacancy_id for m in matches_for_person(profile_id=who.pk).matches] == [kept.pk]


def test_only_people_who_agreed_are_found_for_a_vacancy():
    row = world.vacancy("Cook", "5120", "Lund", skills=("Cook meals",))
    agreed = world.profile(skills=("Cook meals",))
    world.profile(visibility=Visibility.HIDDEN, skills=("Cook meals",))
    erased = world.profile(skills=("Cook meals",))
    Person.objects.filter(pk=erased.person_id).update(erased_at=world.clock.now())
    page = people_for_vacancy(vacancy_id=row.pk)
    assert [m.profile_id for m in page.matches] == [agreed.pk]
    assert page.total == 1


def test_who_withdraws_the_agreement_is_gone_at_once():
    row = world.vacancy("Cook", "5120", "Lund")
    who = world.profile()
    assert people_for_vacancy(vacancy_id=row.pk).total == 1
    with write():
        JobseekerProfile.objects.filter(pk=who.pk).update(visibility=Visibility.HIDDEN)
        world.hooks.publish("profile.changed", ids=[who.pk])
    assert people_for_vacancy(vacancy_id=row.pk).total == 0


@pytest.mark.usefixtures("_hidden")
def test_who_hides_from_an_employer_is_never_shown_to_it_nor_to_the_one_behind_it():
    row = world.vacancy("Cook", "5120", "Lund", on_behalf_of=world.employer("Behind Ltd"))
    hides, other = world.profile(), world.profile()
    exclusions.register(people_hidden_from_employer=lambda e: [hides.person_id] if e == row.on_behalf_of_id else [])
    assert [m.profile_id for m in people_for_vacancy(vacancy_id=row.pk).matches] == [other.pk]
    assert [m.profile_id for m in rank_own_clients(vacancy_id=row.pk, profile_ids=[hides.pk, other.pk]).matches] == [other.pk]


def test_both_directions_give_the_same_score_and_reasons():
    row = world.vacancy("Cook", "5120", "Malmö", skills=("Cook meals", "Plan menus"))
    who = world.profile(skills=("Plan menus",))
    (a,) = matches_for_person(profile_id=who.pk).matches
    (b,) = people_for_vacancy(vacancy_id=row.pk).matches
    assert a == b == explain_pair(profile_id=who.pk, vacancy_id=row.pk)


def test_a_counsellor_ranks_own_clients_findable_or_not_with_the_ruled_out_last():
    row = world.vacancy("Cook", "5120", "Lund", skills=("Cook meals",))
    good = world.profile(skills=("Cook meals",), visibility=Visibility.HIDDEN)
    less = world.profile("2221")
    far = world.profile(place="Uppsala", skills=("Cook meals",))
    page = rank_own_clients(vacancy_id=row.pk, profile_ids=[far.pk, less.pk, good.pk])
    assert [m.profile_id for m in page.matches] == [good.pk, less.pk, far.pk]
    assert page.matches[-1].ruled_out == ("distance",)


def test_a_draft_vacancy_can_be_explained_but_not_found():
    row = world.vacancy("Cook", "5120", "Lund", status=VacancyStatus.DRAFT)
    who = world.profile()
    assert explain_pair(profile_id=who.pk, vacancy_id=row.pk).score > 0
    assert matches_for_person(profile_id=who.pk).total == 0


def test_what_does_not_exist_has_no_matches():
    nobody = world.occupation("5120").pk
    assert matches_for_person(profile_id=nobody).total == 0
    assert people_for_vacancy(vacancy_id=nobody).total == 0
    assert explain_pair(profile_id=nobody, vacancy_id=nobody) is None


def test_one_skill_in_two_schemes_is_one_skill():
    from openpes.work.models import ProfileSkill, Skill

    row = world.vacancy("Cook", "5120", "Lund", skills=("Cook meals",))
    who = world.profile()
    twin = Skill.objects.create(scheme="esco", code="http://example.org/cook", label="cook MEALS", kind="skill")
    ProfileSkill.objects.create(profile=who, skill=twin)
    world.TaxonomyRelease.objects.create(scheme="esco", version="1", digest="b", loaded_at=world.clock.now())
    assert "1 of 1 skills" in said(explain_pair(profile_id=who.pk, vacancy_id=row.pk))


def test_matching_takes_a_bounded_number_of_queries(django_assert_max_num_queries):
    for i in range(25):
        world.vacancy(f"Cook {i}", "5120", "Lund", skills=("Cook meals",))
    who = world.profile(skills=("Cook meals",))
    matches_for_person(profile_id=who.pk)
    with django_assert_max_num_queries(40):
        assert len(matches_for_person(profile_id=who.pk, limit=20).matches) == 20


def test_every_reason_is_a_sentence_in_every_language():
    world.vacancy("Lorry driver", "8332", "Lund")
    world.vacancy("Cook", "5120")
    who = world.profile("8332", skills=("Load goods",))
    texts = {}
    for language in ("en", "ar", "fr", "es", "sw"):
        with translation.override(language):
            texts[language] = [said(match) for match in matches_for_person(profile_id=who.pk, language=language).matches]
        assert all(text and "%(" not in text and "_" not in text for found in texts[language] for text in found)
        assert len(texts[language]) == len(texts["en"])
    for language in ("ar", "fr", "es", "sw"):
        assert not {text for found in texts[language] for text in found} & {text for found in texts["en"] for text in found}


def test_the_engine_knows_every_choice_of_the_schema():
    assert set(codes.HOURS) == set(enums.Hours.values)
    assert set(codes.TELEWORK) == set(enums.Telework.values)
    assert set(codes.CONTRACTS) == set(enums.Contract.values)
    assert set(codes.SHIFTS) == set(enums.Shift.values)


def test_a_score_earned_by_a_move_says_so_and_still_adds_up(monkeypatch):
    row = world.vacancy("Lorry driver", "8332", "Lund")
    who = world.profile("5120")
    before = explain_pair(profile_id=who.pk, vacancy_id=row.pk)
    assert "another occupation" in said(before)
    cook, driver = world.occupation("5120").pk, world.occupation("8332").pk
    monkeypatch.setattr(transitions, "_readers", [lambda *, synthetic, at_least: {(cook, driver): at_least}])
    MatchWeights.objects.all().delete()
    knowledge.forget()
    match = explain_pair(profile_id=who.pk, vacancy_id=row.pk)
    (reason,) = [r for r in match.reasons if r.part == "occupation"]
    assert (reason.code, reason.good, reason.millionths) == ("occupation_move", True, 256_000)
    assert sum(r.millionths for r in match.reasons) == match.score == before.score + 256_000
    words = {}
    for language in ("en", "ar", "fr", "es", "sw"):
        with translation.override(language):
            words[language] = reasons.sentence(reason)
    assert words["en"] == "people from your occupation often find work in this one"
    assert words["ar"] == "كثيراً ما يجد أصحاب مهنتك عملاً في هذه المهنة"
    assert len(set(words.values())) == 5


def related_occupations():
    """(parent, child, cousin) in the unit group of cooks, the child below the parent."""
    parent = world.occupation("5120")
    child = world.Occupation.objects.create(scheme="esco", code="5120.1.1", label="Pastry cook", isco_id="5120", broader=parent)
    cousin = world.Occupation.objects.create(scheme="esco", code="5120.2", label="Ship's cook", isco_id="5120")
    return parent, child, cousin


def wants(row):
    who = world.profile(isco="")
    world.ProfileOccupation.objects.create(profile=who, occupation=row)
    world.hooks.publish("profile.changed", ids=[who.pk])
    return who


def test_who_wants_an_occupation_directly_related_comes_before_a_cousin_of_the_same_unit_group():
    parent, child, cousin = related_occupations()
    knowledge.forget()
    row = world.vacancy("Cook", "5120", "Lund", occupation=parent)
    far, near = wants(cousin), wants(child)
    found = people_for_vacancy(vacancy_id=row.pk).matches
    assert [m.profile_id for m in found] == [near.pk, far.pk]
    assert [next(r.millionths for r in m.reasons if r.part == "occupation") for m in found] == [308_800, 297_600]
    assert {r.code for m in found for r in m.reasons if r.part == "occupation"} == {"occupation"}
    assert found[0] == matches_for_person(profile_id=near.pk).matches[0]


def test_a_version_of_the_weights_from_before_does_not_look_at_the_tree_until_the_next_one(monkeypatch):
    parent, child, cousin = related_occupations()
    knowledge.forget()
    row = world.vacancy("Cook", "5120", "Lund", occupation=parent)
    far, near = wants(cousin), wants(child)
    assert people_for_vacancy(vacancy_id=row.pk).total == 2
    old = MatchWeights.objects.get()
    del old.weights["kin"]
    old.save()
    knowledge.forget()
    assert len({m.score for m in people_for_vacancy(vacancy_id=row.pk).matches}) == 1
    monkeypatch.setattr(knowledge, "LEARN_AFTER", dt.timedelta(0))
    assert knowledge.learn_again()
    knowledge.forget()
    newer = people_for_vacancy(vacancy_id=row.pk).matches
    assert [m.profile_id for m in newer] == [near.pk, far.pk]
    assert {m.weights_version for m in newer} == {old.version + 1}
