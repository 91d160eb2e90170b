"""A country at once: whoever does the work, the rows and the checksum are the same, and they are those of the engine."""

import importlib.util
import json
import uuid

import numpy as np
import pytest

from openpes.console.bench_matching import corpus, seekers
from openpes.console.bench_matching.country import TODAY, country
from openpes.matching.batch import dask, job, pool, results, spark
from openpes.matching.engine import Person, SkillKnowledge, rank_vacancies
from openpes.matching.engine.packing import pack

PEOPLE, VACANCIES, LIMIT = 60, 2_000, 20


@pytest.fixture(scope="module")
def columns():
    return corpus.vacancies(VACANCIES)


@pytest.fixture(scope="module")
def people():
    made = seekers.people(PEOPLE)
    return [*made[:-1], seekers.anywhere(made[-1])]


@pytest.fixture(scope="module", params=["no skills near", "skills near in pairs"])
def knowledge(request, columns):
    keys = np.unique(columns.lists["skills"][1]).tolist() if request.param == "skills near in pairs" else []
    return SkillKnowledge((key, frozenset({f"first {i // 2}", f"second {i // 2}"})) for i, key in enumerate(keys))


@pytest.fixture
def folder(tmp_path, columns, people, knowledge, monkeypatch):
    monkeypatch.setattr(job, "PART", 25)
    weights = country().weights()
    asking = [job.Asking(person) for person in people]
    job.write(tmp_path / "job", pack(columns, weights), weights, knowledge, asking, today=TODAY, limit=LIMIT)
    return tmp_path / "job"


def expected(columns, people, knowledge) -> list[tuple[int, int, int, int]]:
    found = []
    for person in people:
        ranked = rank_vacancies(
            person, columns, country().weights(), knowledge, today=TODAY, limit=LIMIT,
            allowed=(columns.expires == 0) | (columns.expires >= TODAY),
        )  # fmt: skip
        for place, (row, score) in enumerate(zip(ranked.rows, ranked.scores, strict=True), start=1):
            found.append((person.id.int & (2**64 - 1), int(columns.low[row]), place, int(score)))
    return found


def test_one_process_gives_the_rows_of_the_engine(folder, columns, people, knowledge, tmp_path):
    outcome = pool.one_by_one(folder, tmp_path / "found")
    found = results.joined([np.load(part) for part in sorted((tmp_path / "found").glob("*.npy"))])
    rows = [tuple(int(row[name]) for name in ("person_low", "vacancy_low", "place", "score")) for row in found]
    assert rows == expected(columns, people, knowledge)
    assert (outcome.jobseekers, outcome.rows) == (PEOPLE, len(rows))


def test_a_pool_gives_the_same_checksum_and_takes_up_what_was_left_unfinished(folder, tmp_path):
    alone = pool.one_by_one(folder, tmp_path / "alone")
    together = pool.run(folder, tmp_path / "together", workers=2)
    assert (together.checksum, together.rows, together.jobseekers) == (alone.checksum, alone.rows, alone.jobseekers)
    (tmp_path / "together" / "found-000001.npy").unlink()
    (tmp_path / "together" / "found-000001.part").write_bytes(b"cut")
    again = pool.one_by_one(folder, tmp_path / "together")
    assert again.checksum == alone.checksum


@pytest.mark.skipif(bool(dask.missing()), reason="needs the extra openpes[dask]")
@pytest.mark.filterwarnings("ignore")
def test_dask_gives_the_same_checksum(folder, tmp_path, socket_enabled):
    assert dask.run(folder, tmp_path / "dask", workers=1).checksum == pool.one_by_one(folder, tmp_path / "alone").checksum


@pytest.mark.skipif(bool(spark.missing()), reason="needs the extra openpes[spark] and Java")
@pytest.mark.filterwarnings("ignore")
def test_spark_gives_the_same_checksum(folder, tmp_path, socket_enabled):
    spark.to_parquet(folder, tmp_path / "people")
    running = spark.session("local[1]")
    try:
        (tmp_path / "spark").mkdir()
        (tmp_path / "spark" / "part-000900.parquet").write_bytes(b"left by another run")
        outcome = spark.run(running, folder, tmp_path / "people", tmp_path / "spark")
        spark.rows(running, folder, tmp_path / "people").write.parquet(str(tmp_path / "by_spark"))
    finally:
        running.stop()
    alone = pool.one_by_one(folder, tmp_path / "alone")
    assert (outcome.checksum, outcome.rows, outcome.jobseekers) == (alone.checksum, alone.rows, alone.jobseekers)
    for name in ("spark", "by_spark"):
        assert results.as_text(results.checksum(spark.rows_in(tmp_path / name))) == alone.checksum
        assert (tmp_path / name / spark.DONE).exists()
    assert not [*(tmp_path / "spark").glob("*.part")]


def test_without_the_extra_the_line_that_installs_it_is_told(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert "openpes[spark]" in spark.missing()
    assert "openpes[dask]" in dask.missing()


def test_the_checksum_does_not_depend_on_the_order_but_on_every_row(folder, tmp_path):
    pool.one_by_one(folder, tmp_path / "found")
    found = results.joined([np.load(part) for part in sorted((tmp_path / "found").glob("*.npy"))])
    whole = results.checksum(found)
    assert results.checksum(found[::-1]) == whole
    assert results.added(results.checksum(found[:7]), results.checksum(found[7:])) == whole
    for name in ("person_low", "vacancy_low", "place", "score"):
        changed = found.copy()
        changed[name][3] += 1
        assert results.checksum(changed) != whole


def test_a_person_is_read_back_as_written_with_what_they_hide():
    for person in (*seekers.people(20), Person(uuid.uuid4())):
        asking = job.Asking(person, (5, 2**63 + 1))
        assert job.from_text(job.to_text(asking)) == asking


def test_what_is_hidden_is_never_among_the_rows(tmp_path, columns, people):
    weights = country().weights()
    packed = pack(columns, weights)
    job.write(tmp_path / "open", packed, weights, SkillKnowledge(), [job.Asking(people[0])], today=TODAY, limit=LIMIT)
    text = job.to_text(job.Asking(people[0]))
    first = job.Job(tmp_path / "open").rank([text])
    hidden = job.to_text(job.Asking(people[0], (int(first["vacancy_low"][0]),)))
    again = job.Job(tmp_path / "open").rank([hidden])
    assert first["vacancy_low"][0] not in again["vacancy_low"]
    assert again["vacancy_low"][0] == first["vacancy_low"][1]


def test_moves_between_occupations_go_along_with_the_job(tmp_path, columns, people):
    weights, wanted = country().weights(), people[0].occupations[0][1]
    known = SkillKnowledge((), {(wanted, int(key)): 900_000 for key in columns.occupation[:40] if int(key) != wanted})
    job.write(tmp_path / "moves", pack(columns, weights), weights, known, [job.Asking(people[0])], today=TODAY, limit=LIMIT)
    found = job.Job(tmp_path / "moves").rank([job.to_text(job.Asking(people[0]))])
    right = rank_vacancies(
        people[0], columns, weights, known, today=TODAY, limit=LIMIT, allowed=(columns.expires == 0) | (columns.expires >= TODAY)
    )
    without = rank_vacancies(people[0], columns, weights, SkillKnowledge(), today=TODAY, limit=LIMIT)
    assert found["vacancy_low"].tolist() == columns.low[right.rows].tolist()
    assert found["vacancy_low"].tolist() != columns.low[without.rows].tolist()


@pytest.mark.parametrize("harm", ["no job.json", "another format", "a cut column"])
def test_a_broken_job_is_refused_and_never_half_done(folder, tmp_path, harm):
    told = json.loads((folder / "job.json").read_text())
    if harm == "no job.json":
        (folder / "job.json").unlink()
    elif harm == "another format":
        (folder / "job.json").write_text(json.dumps(told | {"format": 99}))
    else:
        column = folder / "vacancies" / "skill_lists.npy"
        column.write_bytes(column.read_bytes()[:200])
    with pytest.raises(job.BrokenJob):
        pool.run(folder, tmp_path / "found", workers=1)
    assert not (tmp_path / "found").exists()
