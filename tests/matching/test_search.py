"""A visitor searches vacancies with ordinary words."""

import uuid

import pytest

from matching import world
from openpes.matching import reasons
from openpes.matching.index.spelling import stem
from openpes.matching.queries import search_vacancies
from openpes.matching.requests import DISTANCE, NEWEST, PAY, SearchRequest
from openpes.people.models import Place
from openpes.work.enums import Audience, Contract, Handling, Hours, Telework, VacancyStatus

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _market():
    world.build()


def found(words: str = "", **facts) -> list[uuid.UUID]:
    return [hit.vacancy_id for hit in search_vacancies(SearchRequest(words=words, **facts)).results]


def test_a_word_of_the_title_finds_the_vacancy():
    cook = world.vacancy("Cook for a school", "5120", "Lund")
    world.vacancy("Nurse", "2221", "Lund")
    assert found("cook") == [cook.pk]


@pytest.mark.parametrize("words", ["mpishi", "cuisinier", "طباخ", "COOKS", "cooking meals"])
def test_the_occupation_is_found_in_every_language_and_by_its_stem(words):
    cook = world.vacancy("Cook", "5120", "Lund", skills=("Cook meals",))
    world.vacancy("Nurse", "2221", "Lund")
    assert found(words) == [cook.pk]


def test_an_occupation_finds_vacancies_of_its_group_whose_advert_says_it_otherwise():
    odd = world.vacancy("Meal magician wanted", "5120")
    page = search_vacancies(SearchRequest(words="mpishi", language="sw"))
    assert [h.vacancy_id for h in page.results] == [odd.pk]
    assert (page.understood.occupation_label, page.understood.occupation_isco) == ("Mpishi", "5120")


def test_a_title_counts_more_than_the_text():
    text = world.vacancy("Clerk", "", description="You will sit near the cook and the nurse.")
    title = world.vacancy("Cook", "5120")
    assert found("cook") == [title.pk, text.pk]


@pytest.mark.parametrize(("typed", "used"), [("nusre", "nurse"), ("kitchn", "kitchen"), ("loorry", "lorry")])
def test_a_mistyped_word_finds_and_says_what_was_searched(typed, used):
    world.vacancy("Nurse", "2221")
    world.vacancy("Kitchen helper", "9412")
    world.vacancy("Lorry driver", "8332")
    page = search_vacancies(SearchRequest(words=typed))
    assert page.total == 1
    assert [(c.typed, c.used) for c in page.understood.corrections] == [(typed, used)]


def test_the_beginning_of_a_word_finds():
    cook = world.vacancy("Kitchen helper", "9412")
    page = search_vacancies(SearchRequest(words="kitc"))
    assert [h.vacancy_id for h in page.results] == [cook.pk]
    assert page.understood.beginnings == ("kitc",)


def test_an_unknown_word_says_so_and_offers_near_ones():
    world.vacancy("Nurse", "2221")
    page = search_vacancies(SearchRequest(words="nursxyzzy"))
    assert page.total == 0
    assert page.understood.unknown[0].typed == "nursxyzzy"
    assert "nurse" in page.near_words


def test_an_unknown_word_beside_a_known_one_is_told_and_left_out():
    nurse = world.vacancy("Nurse", "2221")
    page = search_vacancies(SearchRequest(words="nurse xyzzyqqq"))
    assert [h.vacancy_id for h in page.results] == [nurse.pk]
    assert [u.typed for u in page.understood.unknown] == ["xyzzyqqq"]


def test_nothing_for_a_known_occupation_offers_groups_that_have_vacancies():
    world.vacancy("Kitchen helper", "9412")
    world.vacancy("Nurse", "2221")
    page = search_vacancies(SearchRequest(words="cuisinier"))
    assert page.total == 0
    assert page.understood.occupation_isco == "5120"
    assert set(page.near_words) == {"Kitchen helper", "Nurse"}
    world.vacancy("Waiter", "5132")
    assert "Barman" in search_vacancies(SearchRequest(words="cuisinier")).near_words


@pytest.mark.parametrize("words", ["cook in Lund", "lund cook", "cook near lund town", "cook in Lnud"])
def test_a_place_among_the_words_is_understood(words):
    near = world.vacancy("Cook", "5120", "Lund")
    world.vacancy("Cook", "5120", "Uppsala")
    page = search_vacancies(SearchRequest(words=words, sort=DISTANCE))
    assert [h.vacancy_id for h in page.results] == [near.pk]
    assert page.understood.place == "Lund"
    assert "less than 1 km from Lund" in [reasons.sentence(r) for r in page.results[0].reasons]


def test_a_place_that_adverts_name_with_coordinates_is_understood_too():
    from openpes.work.models import VacancyPlace

    row = world.vacancy("Porter", "")
    VacancyPlace.objects.create(vacancy=row, text="ARLESEY", latitude=52.0, longitude=-0.26)
    world.change(row)
    world.vacancy("Porter", "", "Lund")
    page = search_vacancies(SearchRequest(words="porter", near="arlesey"))
    assert [h.vacancy_id for h in page.results] == [row.pk]


def test_an_unknown_place_is_told_and_does_not_hide_everything():
    world.vacancy("Cook", "5120", "Lund")
    page = search_vacancies(SearchRequest(words="cook", near="Qqqqqqqqq"))
    assert page.total == 1
    assert page.understood.place_unknown == "Qqqqqqqqq"


def test_an_unknown_word_after_near_is_an_unknown_place():
    world.vacancy("Cook", "5120", "Lund")
    page = search_vacancies(SearchRequest(words="cook near Qqqqqqqqq"))
    assert page.total == 1
    assert page.understood.place_unknown == "qqqqqqqqq"
    assert page.understood.unknown == ()


def test_radius_and_distance_are_kept_and_full_telework_is_everywhere():
    malmo = world.vacancy("Cook", "5120", "Malmö")
    home = world.vacancy("Cook by telephone", "5120", "Uppsala", telework=Telework.FULLY)
    world.vacancy("Cook", "5120", "Uppsala")
    assert found("cook", near="Lund", radius_km=30, sort=DISTANCE) == [malmo.pk, home.pk]
    assert found("cook", near="Lund", radius_km=5) == [home.pk]


def test_words_that_no_vacancy_has_together_are_tried_alone_and_it_is_told():
    world.vacancy("Cook", "5120")
    world.vacancy("Nurse", "2221")
    page = search_vacancies(SearchRequest(words="cook wounds nurse"))
    assert page.total == 2
    assert page.understood.all_words is False or page.understood.unknown


@pytest.mark.parametrize(
    "facts",
    [
        {"audience": Audience.EMPLOYER_INTERNAL},
        {"audience": Audience.PARTNERS},
        {"audience": Audience.SERVICE_INTERNAL},
        {"status": VacancyStatus.DRAFT},
        {"status": VacancyStatus.PAUSED},
        {"status": VacancyStatus.CLOSED},
        {"status": VacancyStatus.IN_REVIEW},
        {"expires_on": world.dt.date(2020, 1, 1)},
    ],
)
def test_only_public_open_published_vacancies_are_found(facts):
    world.vacancy("Cook", "5120", **facts)
    assert found("cook") == []
    assert found() == []


def test_a_vacancy_that_is_closed_is_gone_at_once_and_a_changed_title_found():
    cook = world.vacancy("Cook", "5120")
    assert found("cook") == [cook.pk]
    world.change(cook, title="Chef wanted", occupation=None, isco="")
    assert found("chef") == [cook.pk]
    world.change(cook, status=VacancyStatus.CLOSED)
    assert found("chef") == []


def test_a_confidential_employer_is_not_found_by_name():
    world.vacancy("Cook", "5120", employer=world.employer("Palace Hotel"), handling=Handling.CONFIDENTIAL_EMPLOYER)
    shown = world.vacancy("Nurse", "2221", employer=world.employer("Palace Clinic"))
    assert found("palace") == [shown.pk]


def test_filters_and_the_counts_of_a_filter_ignore_itself():
    world.vacancy("Cook", "5120", "Lund", contract=Contract.PERMANENT, hours=Hours.FULL_TIME)
    world.vacancy("Cook", "5120", "Lund", contract=Contract.SEASONAL, hours=Hours.EITHER)
    world.vacancy("Nurse", "2221", "Malmö", contract=Contract.PERMANENT, hours=Hours.PART_TIME)
    page = search_vacancies(SearchRequest(contracts=("permanent",), hours=("full_time",)))
    assert page.total == 1
    counts = {name: {v.value: v.count for v in values} for name, values in page.facets.items()}
    assert counts["contract"] == {"permanent": 1, "seasonal": 1}
    assert counts["hours"] == {"full_time": 1, "part_time": 1}
    assert counts["occupation_major"] == {"5": 1}
    chosen = [v.value for v in page.facets["contract"] if v.chosen]
    assert chosen == ["permanent"]


def test_each_count_is_what_the_filter_then_finds():
    for i in range(12):
        world.vacancy(
            f"Post {i}", ["5120", "2221", "8332", ""][i % 4], ["Lund", "Malmö", "Uppsala"][i % 3],
            contract=[Contract.PERMANENT, Contract.UNKNOWN][i % 2], hours=[Hours.FULL_TIME, Hours.EITHER, Hours.UNKNOWN][i % 3],
            telework=[Telework.NONE, Telework.FULLY][i % 2], posted_on=world.days_ago(i * 3),
            pay_min_minor=[None, 100_000 + i * 10_000][i % 2], pay_currency="XTS", pay_period="month",
        )  # fmt: skip
    base = SearchRequest(limit=100)
    page = search_vacancies(base)
    names = {
        "contract": "contracts", "hours": "hours", "telework": "telework", "occupation_major": "occupations",
        "occupation_minor": "occupations",
    }  # fmt: skip
    for facet, option in names.items():
        for value in page.facets[facet]:
            assert search_vacancies(SearchRequest(limit=100, **{option: (value.value,)})).total == value.count, (facet, value)
    for value in page.facets["region"]:
        assert search_vacancies(SearchRequest(regions=(uuid.UUID(value.value),))).total == value.count
    for value in page.facets["posted"]:
        assert search_vacancies(SearchRequest(posted_days=int(value.value))).total == value.count
    assert {v.label for v in page.facets["region"]} == {"South"}
    assert Place.objects.get(name="South").pk == uuid.UUID(page.facets["region"][0].value)


def test_a_pay_filter_keeps_unknown_pay_and_says_how_much_unless_told_otherwise():
    rich = world.vacancy("Cook", "5120", pay_min_minor=300_000, pay_currency="XTS", pay_period="month")
    world.vacancy("Cook", "5120", pay_min_minor=100_000, pay_currency="XTS", pay_period="month")
    silent = world.vacancy("Cook", "5120")
    page = search_vacancies(SearchRequest(pay_min=200_000, currency="XTS"))
    assert {h.vacancy_id for h in page.results} == {rich.pk, silent.pk}
    assert page.understood.without_stated_pay == 1
    assert found(pay_min=200_000, currency="XTS", pay_stated=True) == [rich.pk]
    assert "pay not stated" in [reasons.sentence(r) for h in page.results if h.vacancy_id == silent.pk for r in h.reasons]


def test_sorting_by_day_pay_and_distance_puts_the_unknown_last():
    old = world.vacancy(
        "Cook", "5120", "Lund", posted_on=world.days_ago(9), pay_min_minor=90_000, pay_currency="XTS", pay_period="month"
    )
    new = world.vacancy("Cook", "5120", "Malmö", pay_min_minor=2_000, pay_currency="XTS", pay_period="hour")
    silent = world.vacancy("Cook", "5120", posted_on=None)
    assert found("cook", sort=NEWEST) == [new.pk, old.pk, silent.pk]
    assert found("cook", sort=PAY) == [new.pk, old.pk, silent.pk]
    assert found("cook", near="Lund", radius_km=500, sort=DISTANCE) == [old.pk, new.pk]


def test_pages_do_not_overlap():
    all_ids = {world.vacancy(f"Cook {i}", "5120").pk for i in range(7)}
    pages = [found("cook", offset=o, limit=3) for o in (0, 3, 6)]
    assert sorted(map(len, pages)) == [1, 3, 3]
    assert {pk for page in pages for pk in page} == all_ids


@pytest.mark.parametrize(
    "words",
    [
        "",
        "   ",
        "\u202e",
        "\x00",
        "' OR 1=1",
        "*",
        '"',
        "a" * 10_000,
        "in in in",
        "(",
        "ð" * 50,
        "٣",
        "-" * 300,
        "lund",
        "title:x AND",
    ],
)
def test_any_words_get_an_answer(words):
    world.vacancy("Cook", "5120", "Lund")
    page = search_vacancies(SearchRequest(words=words))
    assert page.total in (0, 1)
    assert page.total or page.understood.unknown


@pytest.mark.parametrize(
    "facts",
    [
        {"occupations": ("x", "99999", "")},
        {"contracts": ("nonsense",)},
        {"hours": ("nonsense",)},
        {"radius_km": -5, "near": "Lund"},
        {"offset": -3, "limit": -1},
        {"posted_days": -9},
        {"pay_min": -1},
        {"sort": "nonsense"},
        {"language": "xx"},
        {"employer": uuid.UUID(int=5), "regions": (uuid.UUID(int=5),)},
    ],
)
def test_any_filter_gets_an_answer(facts):
    world.vacancy("Cook", "5120", "Lund")
    assert search_vacancies(SearchRequest(**facts)).total in (0, 1)


def test_a_search_takes_a_bounded_number_of_queries(django_assert_max_num_queries):
    for i in range(12):
        world.vacancy(f"Cook {i}", "5120", "Lund")
    search_vacancies(SearchRequest(words="cook"))
    with django_assert_max_num_queries(30):
        search_vacancies(SearchRequest(words="cook in lund", limit=20))


def test_a_word_that_came_later_is_found_by_its_stem():
    world.vacancy("Clerk", "", description="You file letters.")
    assert found("welds") == []
    first = world.vacancy("Worker one", "", description="Welding of frames.")
    assert found("welds") == [first.pk]
    second = world.vacancy("Worker two", "", description="Frames that others welded.")
    assert set(found("welds")) == {first.pk, second.pk}
    world.change(first, description="Painting of frames.")
    assert found("welds") == [second.pk]
    assert found("paints") == [first.pk]


def test_a_word_is_stemmed_in_the_language_of_the_advert():
    spanish = world.vacancy("Ayudante", "", description="Limpieza de casas.", language="es")
    world.vacancy("Clerk", "", description="You prepare each case.", language="en")
    swahili = world.vacancy("Karani", "", description="Utasafisha casas.", language="sw")
    assert stem("casas", "es") == stem("case", "es") == "cas"
    assert found("casa") == [spanish.pk]
    assert set(found("casas")) == {spanish.pk, swahili.pk}
