"""A build of everything reads many rows at once and keeps what they share; what it reads is what a single change would read."""

import numpy as np
import pytest

from matching import world
from openpes.matching.engine import Columns, vacancy_columns
from openpes.matching.engine.codes import low64
from openpes.matching.index import files, indexer, loading, words
from openpes.matching.index.knowledge import read_knowledge
from openpes.work.enums import Audience, Handling, Relation, RequirementKind, VacancyStatus
from openpes.work.models import Vacancy, VacancyPlace, VacancyRequirement, VacancySkill

pytestmark = pytest.mark.django_db
SKILLS = (("Cook meals", "Plan menus"), (), ("Lorry licence", "Drive a lorry"), ("Kitchen hygiene",))


@pytest.fixture(autouse=True)
def _varied_market():
    world.build()
    for i in range(24):
        row = world.vacancy(
            f"Title {i}", ["5120", "2221", "8332", "9412", ""][i % 5], ["Lund", "Uppsala", ""][i % 3],
            description="Peel, chop & stir.\nÉté! " * (i % 3), language=["en", "fr", "sw", "ar", ""][i % 5],
            hours_per_week=[None, "37.5"][i % 2], shifts=[[], ["night", "weekend"]][i % 2],
            pay_min_minor=[None, 1500][i % 2], pay_period=["", "hour"][i % 2], pay_currency=["", "EUR"][i % 2],
            handling=[Handling.PUBLIC_APPLICATION, Handling.CONFIDENTIAL_EMPLOYER][i % 2],
            status=VacancyStatus.CLOSED if i % 7 == 3 else VacancyStatus.PUBLISHED,
            audience=Audience.EMPLOYER_INTERNAL if i % 11 == 5 else Audience.PUBLIC,
            expires_on=[None, world.days_ago(-9)][i % 2],
        )  # fmt: skip
        for j, name in enumerate(SKILLS[i % 4]):
            VacancySkill.objects.create(
                vacancy=row, skill=world.skill(name), relation=(Relation.ESSENTIAL, Relation.OPTIONAL)[(i + j) % 2]
            )
        if i % 4 == 1:
            VacancyPlace.objects.create(vacancy=row, text="Outside", latitude=1.5, longitude=2.5)
            VacancyRequirement.objects.create(vacancy=row, kind=RequirementKind.LANGUAGE, code="fr", level=3, reason="Guests")
            VacancyRequirement.objects.create(
                vacancy=row, kind=RequirementKind.LICENCE, code="x", label="Fork lift", reason="Lifts"
            )


def one_by_one() -> list:
    context = read_knowledge().context()
    ids = Vacancy.objects.order_by("id").values_list("id", flat=True)
    return [pair for pk in ids for pair in loading.vacancies([pk], context)]


def in_batches(size: int) -> list:
    named = loading.Named(read_knowledge().context())
    ids = list(Vacancy.objects.public().order_by("id").values_list("id", flat=True))
    batches = [ids[start : start + size] for start in range(0, len(ids), size)]
    return [pair for batch in batches for pair in loading.vacancies_between(batch[0], batch[-1], named)]


def same(one: Columns, other: Columns) -> None:
    left, right = files.as_arrays(one), files.as_arrays(other)
    assert left.keys() == right.keys()
    for name, array in left.items():
        np.testing.assert_array_equal(array, right[name], err_msg=name)
        assert array.dtype == right[name].dtype, name


@pytest.mark.parametrize("size", [1, 5, 100])
def test_a_build_reads_the_same_records_and_words_as_a_single_change(size):
    single = one_by_one()
    assert 10 < len(single) < Vacancy.objects.count()
    assert in_batches(size) == single
    same(vacancy_columns(v for v, _ in in_batches(size)), vacancy_columns(v for v, _ in single))


def test_a_build_of_everything_stores_the_columns_of_the_single_changes(monkeypatch):
    stored, save = [], files.save_base

    def save_and_keep(name, vacancies, *rest):
        stored.append(vacancies)
        save(name, vacancies, *rest)

    monkeypatch.setattr(files, "save_base", save_and_keep)
    monkeypatch.setattr(indexer, "BATCH", 4)
    indexer.rebuild()
    same(stored[-1], vacancy_columns(v for v, _ in one_by_one()))


def test_a_large_build_and_single_changes_find_the_same_words(tmp_path):
    found = []
    for name, pairs in (("many", in_batches(100)), ("single", one_by_one())):
        index = words.open_index(tmp_path / name)
        if name == "many":
            words.write(index, (), (w for _, w in pairs), heap_bytes=words.BUILD_HEAP_BYTES)
        for record, text in pairs if name == "single" else ():
            words.write(index, [low64(record.id)], [text])
        index.reload()
        searcher = index.searcher()
        known = words.vocabulary(searcher)
        found.append((known, {w: sorted(words.search(searcher, [[w]], all_words=True)[0].tolist()) for w in known}))
    assert found[0] == found[1]
    assert {"peel", "chop", "stir", "cuisinier", "طباخ"} <= found[0][0].keys()
