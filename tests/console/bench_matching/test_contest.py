"""The bench of matching: its country is always the same, its judge agrees with the engine, its report has the promised form."""

import argparse
import json

import numpy as np
import pytest

from openpes.console.bench_matching import appending, congestion, corpus, crowd, growing, seekers, table, truth, whole
from openpes.console.bench_matching.country import TODAY, country
from openpes.console.bench_matching.engines import grid
from openpes.console.bench_matching.engines.base import MODES
from openpes.console.bench_matching.engines.tantivy import Tantivy
from openpes.console.commands import bench_matching
from openpes.console.output import PlainError
from openpes.matching.batch import dask
from openpes.matching.engine import SkillKnowledge, rank_vacancies, vacancy_columns
from openpes.matching.engine.geo import metres

NUMBER = 3_000


@pytest.fixture(scope="module")
def columns():
    return corpus.vacancies(NUMBER)


@pytest.fixture(scope="module")
def vacancies(columns):
    return table.flat(columns, country().weights())


def run(tmp_path, capsys, *words: str) -> dict:
    parser = argparse.ArgumentParser()
    bench_matching.add_arguments(parser)
    assert bench_matching.run(parser.parse_args(list(words), argparse.Namespace(json=True, data=tmp_path))) == 0
    return json.loads(capsys.readouterr().out)


def test_the_same_number_gives_the_same_vacancies_and_a_small_corpus_begins_a_large_one(columns):
    again, fewer = corpus.vacancies(NUMBER), corpus.vacancies(100)
    for name, array in columns.fixed.items():
        assert np.array_equal(array, again.fixed[name])
        assert np.array_equal(array[:100], fewer.fixed[name])
    assert np.array_equal(columns.lists["skills"][1][: len(fewer.lists["skills"][1])], fewer.lists["skills"][1])
    assert len(np.unique(columns.low)) == NUMBER


def test_what_is_measured_and_what_plans_are_chosen_on_share_nobody():
    measured, calibration = (seekers.people(200, purpose) for purpose in (seekers.MEASURED, seekers.CALIBRATION))
    assert not {p.id for p in measured} & {p.id for p in calibration}
    assert seekers.people(50) == measured[:50]


@pytest.mark.parametrize("near", [True, False])
def test_brute_force_and_the_engine_give_the_same_rows_and_scores(columns, vacancies, near):
    judge = truth.Truth(vacancies)
    for person in seekers.people(25):
        asked = person if near else seekers.anywhere(person)
        question = table.question(asked, vacancies)
        right = judge.best(question)
        ours = rank_vacancies(asked, columns, vacancies.weights, SkillKnowledge(), today=TODAY, limit=truth.TOP)
        assert ours.rows.tolist() == right.rows.tolist()
        assert ours.scores.tolist() == right.scores.tolist()
        assert ours.total == right.passing
        some = np.flatnonzero(np.arange(NUMBER) % 3 == 0)
        assert (
            judge.rank(question, some).rows.tolist() == [r for r in judge.best(question, NUMBER).rows if r % 3 == 0][: truth.TOP]
        )


def test_recall_counts_what_is_as_good_and_not_what_breaks_a_limit(vacancies):
    judge = truth.Truth(vacancies)
    question = table.question(seekers.people(1)[0], vacancies)
    right = judge.best(question)
    assert truth.recall(right, judge, question, right.rows) == 1.0
    assert truth.recall(right, judge, question, right.rows[: len(right.rows) // 2]) == pytest.approx(
        (len(right.rows) // 2) / len(right.rows)
    )
    outside = np.setdiff1d(np.arange(NUMBER), judge.best(question, NUMBER).rows)[: truth.TOP]
    assert truth.recall(right, judge, question, outside) == 0.0


def test_the_squares_of_a_circle_hold_all_that_is_within_it(vacancies):
    cells = grid.cells(vacancies.lat, vacancies.lon, vacancies.anywhere)
    for person in seekers.people(40):
        question = table.question(person, vacancies)
        centre = table.centre_of(question)
        inside = vacancies.placed & ~vacancies.from_home & (metres(vacancies.xyz, centre) <= question.radius)
        assert set(cells[inside].tolist()) <= set(grid.covering(*question.centre, question.radius))


def test_the_report_has_the_promised_form_and_ours_misses_nothing(tmp_path, capsys):
    words = ("--vacancies", "1500", "--queries", "8", "--only", "engines", "--engine", "openpes", "--engine", "tantivy")
    said = run(tmp_path, capsys, *words)
    assert {"machine", "vacancies", "bandwidth_gb_s", "bytes_per_vacancy", "floor_ratio_30km", "engines"} <= set(said)
    assert said["synthetic"] is True
    assert said["bandwidth_gb_s"] > 0
    assert said["floor_ratio_30km"] > 0
    assert [(e["engine"], e["mode"]) for e in said["engines"]] == [(n, m) for n in ("openpes", "tantivy") for m in MODES]
    for entry in said["engines"]:
        assert {"queries", "p50_ms", "p99_ms", "mean_ms", "recall", "plan", "fetched", "plans_tried"} <= set(entry)
        assert entry["queries"] == 8
        assert entry["recall"] == 1.0 if entry["engine"] == "openpes" else entry["recall"] >= 0.99
    assert not list(tmp_path.glob("bench-*"))


def test_a_peer_that_is_missing_is_named_with_the_line_that_installs_it(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(Tantivy, "missing", classmethod(lambda cls: "pip install something"))
    words = ("--vacancies", "500", "--queries", "2", "--only", "engines", "--engine", "tantivy")
    said = run(tmp_path, capsys, *words)
    assert said["engines"] == [{"engine": "tantivy", "mode": mode, "missing": "pip install something"} for mode in MODES]


@pytest.mark.parametrize("words", [("--vacancies", "3"), ("--queries", "0"), ("--vacancies", "900000000")])
def test_a_number_out_of_reach_is_refused_in_a_sentence(tmp_path, capsys, words):
    with pytest.raises(PlainError, match=words[0]):
        run(tmp_path, capsys, *words)


def test_every_engine_says_what_installs_it():
    assert {kind.name for kind in whole.ENGINES} == {"openpes", "tantivy", "lucene", "duckdb", "postgresql"}
    for kind in whole.ENGINES:
        assert isinstance(kind.missing(), str)


def test_an_appended_vacancy_is_seen_by_another_process(tmp_path, capsys):
    said = run(tmp_path, capsys, "--vacancies", "400", "--queries", "3", "--only", "append")
    assert {"visible_in_another_process_s", "append_p50_us", "slowdown", "unmerged_rows"} <= set(said["append"])
    assert said["append"]["unmerged_rows"] == 400
    assert 0 < said["append"]["visible_in_another_process_s"] <= said["append"]["visible_worst_s"]


def test_a_record_of_the_corpus_is_the_row_it_came_from(columns):
    again = vacancy_columns([appending.record(columns, row) for row in range(300)])
    first = columns.take(np.arange(300))
    for name, array in first.fixed.items():
        assert np.array_equal(array, again.fixed[name]), name
    for name, (offsets, values) in first.lists.items():
        assert np.array_equal(offsets, again.lists[name][0]), name
        assert np.abs(values.astype(np.float64) - again.lists[name][1]).max(initial=0) <= 1, name


def test_every_runner_of_the_batch_tells_the_same_checksum(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(dask, "missing", lambda: "pip install something")
    words = ("--vacancies", "800", "--people", "30", "--only", "batch")
    said = run(tmp_path, capsys, *words, "--runner", "one_by_one", "--runner", "pool", "--runner", "dask")["batch"]
    assert [entry["runner"] for entry in said] == ["one_by_one", "pool", "dask"]
    assert said[0]["checksum"] == said[1]["checksum"]
    assert said[0]["jobseekers"] == said[1]["jobseekers"] == 30
    assert said[2] == {"runner": "dask", "missing": "pip install something"}


def test_prices_spread_what_is_shown_within_the_loss_that_was_allowed():
    plain, ours, sinkhorn = congestion.congestion(600, 150, lambda line: None)
    assert [entry["method"] for entry in (plain, ours, sinkhorn)] == ["plain", "openpes", "sinkhorn"]
    assert ours["gini"] < plain["gini"]
    assert sinkhorn["gini"] <= plain["gini"]
    assert ours["never_shown"] == 0
    for entry in (ours, sinkhorn):
        assert entry["score_lost"] <= congestion.LOSS + 1e-4


@pytest.mark.parametrize(("showings", "expected"), [([3, 3, 3], 0.0), ([0, 0, 9], 2 / 3), ([0, 0], 0.0), ([1, 2, 3, 4], 0.25)])
def test_gini_by_hand(showings, expected):
    assert congestion.gini(np.array(showings)) == pytest.approx(expected)


def test_growth_tells_build_memory_and_times_of_each_size(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(growing, "SIZES", (500, 1_000))
    said = run(tmp_path, capsys, "--vacancies", "1000", "--queries", "3", "--only", "growth")["growth"]
    assert [entry["vacancies"] for entry in said] == [500, 1_000]
    for entry in said:
        assert {"build_cpu_seconds", "bytes_per_vacancy", *MODES} <= set(entry)


def test_people_for_a_vacancy_are_judged_by_plain_numpy_in_the_same_run(tmp_path, capsys):
    said = run(tmp_path, capsys, "--vacancies", "1200", "--queries", "4", "--only", "people")["people"]
    assert [(entry["mode"], entry["weights"]) for entry in said] == [
        (mode, weights) for weights in ("three parts", "twelve parts") for mode in ("near", "from home")
    ]
    for entry in said:
        assert (entry["people"], entry["queries"], entry["judged"]) == (1200, 4, 4)
        assert entry["recall"] == entry["same_list"] == 1.0
        assert 0 < entry["p50_ms"] <= entry["p99_ms"]
        assert entry["numpy_p50_ms"] > 0
        assert entry["left_after_limits_mean"] <= 1200


def test_a_small_crowd_begins_a_large_one_and_holds_every_kind_of_person():
    small, large = crowd.people(300), crowd.people(3_000)
    assert small.low.tolist() == large.low[:300].tolist()
    assert set(np.diff(large.lists["places"][0]).tolist()) == {1, 2}
    assert set(np.diff(large.lists["occupations"][0]).tolist()) == {1, 2}
    assert min(len(large.lists[name][1]) for name in ("skills", "inferred", "licences")) > 0
    assert set(large.lists["places"][1][:, 3].tolist()) == set(crowd.WAYS)
