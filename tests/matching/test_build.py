"""A build of everything reads many rows at once and keeps what they share; what it reads is what a single change would read."""

import numpy as np
import pytest

from matching import world
from openpes.matching.engine import Columns, vacancy_columns
from openpes.matching.engine.codes import low64
from openpes.matching.index import building, files, indexer, loading, words
from openpes.matching.index.knowledge import read_knowledge
from openpes.matching.index.named import Named
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
    batches = [loading.vacancies([pk], Named(context)) for pk in Vacancy.objects.order_by("id").values_list("id", flat=True)]
    return [pair for batch in batches for pair in zip(batch.records(), batch.words(), strict=True)]


def in_batches(size: int, monkeypatch) -> list:
    monkeypatch.setattr(building, "PIECE", size)
    named = Named(read_knowledge().context())
    return [loading.vacancies_between(piece.first, piece.last, named) for piece in building._pieces()]


def pairs_of(batches: list) -> list:
    return [pair for batch in batches for pair in zip(batch.records(), batch.words(), strict=True)]


def same(one: Columns, other: Columns) -> None:
    left, right = files.as_arrays(one), files.as_arrays(other)
    assert left.keys() == right.keys()
    for name, array in left.items():
        np.testing.assert_array_equal(array, right[name], err_msg=name)
        assert array.dtype == right[name].dtype, name


@pytest.mark.parametrize("size", [1, 5, 100])
def test_a_build_reads_the_same_records_words_and_columns_as_a_single_change(size, monkeypatch):
    single, batches = one_by_one(), in_batches(size, monkeypatch)
    assert 10 < len(single) < Vacancy.objects.count()
    assert pairs_of(batches) == single
    same(Columns.joined([batch.columns() for batch in batches]), vacancy_columns(v for v, _ in single))


def test_a_build_of_everything_stores_the_columns_of_the_single_changes(monkeypatch):
    stored, save = [], files.save_base

    def save_and_keep(name, vacancies, *rest):
        stored.append(vacancies)
        save(name, vacancies, *rest)

    monkeypatch.setattr(files, "save_base", save_and_keep)
    monkeypatch.setattr(building, "PIECE", 4)
    indexer.rebuild()
    same(stored[-1], vacancy_columns(v for v, _ in one_by_one()))


def test_a_large_build_and_single_changes_find_the_same_words(tmp_path):
    context = read_knowledge().context()
    builder, read = words.Builder(tmp_path / "many"), building.reader(context)
    for piece in building._pieces():
        found = read(piece)
        builder.add(found.documents, found.names)
    builder.finish()
    for pk in Vacancy.objects.public().order_by("id").values_list("id", flat=True):
        named = Named(context)
        batch = loading.vacancies([pk], named)
        words.write(tmp_path / "single", [low64(pk)], batch.words(), named.names)
    answers = []
    for name in ("many", "single"):
        reader = words.reader(words.open_index(tmp_path / name), tmp_path / name)
        known = reader.vocabulary
        answers.append(
            (known, {w: sorted(zip(*map(np.ndarray.tolist, reader.search([[w]], all_words=True)), strict=True)) for w in known})
        )
    assert answers[0] == answers[1]
    assert {"peel", "chop", "stir", "cuisinier", "طباخ"} <= answers[0][0].keys()
