"""`./pes bench melo` and `./pes bench skills`: the rules of the benchmarks, and a sentence for every wrong file."""

import argparse
import csv
import io
import json
import os
import zipfile
from pathlib import Path

import numpy as np
import pytest

from openpes.console.commands import bench_melo, bench_skills
from openpes.console.output import PlainError
from openpes.console.textbench import files, judging
from openpes.work.coding import meaning

ROOT = Path(__file__).resolve().parents[3]
SHARED = Path(os.environ.get("OPENPES_SHARED") or ROOT.parent / "shared") / "data"


def run(command, capsys, *words):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    assert command.run(parser.parse_args([str(word) for word in words], argparse.Namespace(json=True))) == 0
    return json.loads(capsys.readouterr().out)


def title_files(folder: Path, **changed: str) -> Path:
    texts = {
        "queries": "Q1\tNurses\nQ2\tCooks, private\n",
        "corpus_elements": "C1_en_0\tnurse\nC1_en_1\tstaff nurse\nC2_en_0\tcook\nC3_en_0\tdriver\n",
        "annotations": "Q1\t0\tC1_en_0\t1\nQ1\t0\tC1_en_1\t1\nQ2\t0\tC2_en_0\t1\n",
        **changed,
    }
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.tsv").write_text(text, "utf-8")
    return folder


def test_titles_are_measured_from_a_folder_and_from_a_zip_alike(tmp_path, capsys):
    folder = title_files(tmp_path / "small")
    with zipfile.ZipFile(tmp_path / "small.zip", "w") as archive:
        for path in folder.iterdir():
            archive.write(path, f"within/{path.name}")
    one, two = run(bench_melo, capsys, folder, tmp_path / "small.zip")
    for timed in ("build_s", "queries_per_s"):
        assert one.pop(timed) >= 0
        assert two.pop(timed) >= 0
    assert one == two
    assert (one["set"], one["queries"], one["mrr"], one["r1"], one["r10"]) == ("small", 2, 1.0, 1.0, 1.0)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"queries": ""}, "queries.tsv is empty"),
        ({"queries": "Q1 Nurses\n"}, "line 1 of queries.tsv has 1 cells, not 2"),
        ({"annotations": "Q1\t0\tC9_en_0\t1\n"}, "C9_en_0"),
        ({"annotations": "Q1\t0\tC1_en_0\t0\n"}, "no query has a right answer"),
    ],
)
def test_a_wrong_set_of_titles_is_refused_with_the_reason(tmp_path, changed, said):
    with pytest.raises(PlainError, match=said):
        files.title_set(title_files(tmp_path / "wrong", **changed))


def test_a_set_that_is_not_there_or_no_zip_is_named(tmp_path):
    with pytest.raises(PlainError, match="There is no file"):
        files.title_set(tmp_path / "nothing.zip")
    (tmp_path / "text.zip").write_text("no archive")
    with pytest.raises(PlainError, match="neither a folder nor a whole ZIP"):
        files.title_set(tmp_path / "text.zip")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("queries.tsv", "Q1\tNurse\n")
    with pytest.raises(PlainError, match=r"has no corpus_elements\.tsv"):
        files.title_set(tmp_path / "other.zip")


@pytest.mark.parametrize(
    ("ranks", "mrr", "r1", "r10"),
    [([], 0, 0, 0), ([1, 2], 0.75, 0.5, 1), ([0, 11], 1 / 22, 0, 0), ([10], 0.1, 0, 1)],
)
def test_ranks_become_the_three_figures(ranks, mrr, r1, r10):
    found = judging.judge(ranks)
    assert (found.mrr, found.r1, found.r10) == pytest.approx((mrr, r1, r10))


def test_equal_scores_stand_in_falling_order_of_ids_and_only_a_hundred_count():
    last_first = np.arange(149, -1, -1)
    order = judging.order_as_trec(np.where(np.arange(150) == 3, 0.5, 0.200001), last_first)
    assert order.tolist() == [3, *range(149, 50, -1)]


def test_r_precision_divides_by_what_could_be_found():
    ranked, gold = [["a", "b", "c"], ["x", "y", "z"]], [{"c"}, {"x", "y", "q"}]
    assert judging.r_precision_at(2, ranked, gold) == pytest.approx(100 * (0 + 2 / 2) / 2)
    assert judging.r_precision_at(5, ranked, gold) == pytest.approx(100 * (1 + 2 / 3) / 2)


def sentences(path: Path, rows: list[tuple[str, ...]], header=("sentence", "span", "sub_span", "label")) -> Path:
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    path.write_text(text.getvalue(), "utf-8")
    return path


def test_sentences_without_a_skill_are_left_out_and_rows_of_one_sentence_are_joined(tmp_path):
    path = sentences(
        tmp_path / "own.csv",
        [
            ("Java, SQL", "Java", "", "Java"),
            ("Java, SQL", "SQL", "", "SQL"),
            ("Java, SQL", "x", "", "UNDERSPECIFIED"),
            ("We are kind", "kind", "", "LABEL NOT PRESENT"),
        ],
    )
    given = files.sentence_set(path)
    assert (given.sentences, given.labels) == (["Java, SQL"], [{"Java", "SQL"}])


def test_a_wrong_table_of_sentences_is_refused_with_the_reason(tmp_path):
    with pytest.raises(PlainError, match="no column label"):
        files.sentence_set(sentences(tmp_path / "a.csv", [("s", "x")], header=("sentence", "text")))
    with pytest.raises(PlainError, match="no sentence names a skill"):
        files.sentence_set(sentences(tmp_path / "b.csv", [("s", "", "", "LABEL NOT PRESENT")]))
    with pytest.raises(PlainError, match="There is no file"):
        files.sentence_set(tmp_path / "c.csv")
    (tmp_path / "d.csv").write_bytes(b"sentence,label\n\xff\xfe\xfa,x\n")
    with pytest.raises(PlainError, match="not in UTF-8"):
        files.sentence_set(tmp_path / "d.csv")


def test_a_folder_without_esco_is_named(tmp_path):
    with pytest.raises(PlainError, match="There is no folder"):
        files.esco_files(tmp_path / "none")
    with pytest.raises(PlainError, match="occupationSkillRelations"):
        files.esco_files(tmp_path)


@pytest.mark.parametrize("command", [bench_melo, bench_skills])
def test_the_model_is_asked_for_by_name_and_its_absence_is_said(command, tmp_path, monkeypatch, request):
    if command is bench_skills and not (SHARED / "esco").is_dir():
        pytest.skip(f"NOT RUN: {SHARED / 'esco'} is missing.")
    monkeypatch.setattr(meaning, "installed", lambda: False)
    words = [title_files(tmp_path / "set"), "--model"]
    if command is bench_skills:
        path = sentences(tmp_path / "own.csv", [("Use SQL", "SQL", "", "SQL")])
        words = [path, "--esco", SHARED / "esco", "--model"]
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    with pytest.raises(PlainError, match=r"openpes\[model\]"):
        command.run(parser.parse_args([str(word) for word in words], argparse.Namespace(json=True)))


@pytest.mark.shared_data
@pytest.mark.parametrize("name", ["usa_q_en_c_en", "esp_q_es_c_es", "fra_q_fr_c_fr"])
def test_on_real_titles_we_beat_plain_letters_by_a_margin(name, capsys):
    path = SHARED / "melo" / f"{name}.zip"
    if not path.exists():
        pytest.skip(f"NOT RUN: {path} is missing. Set OPENPES_SHARED to the folder with data/melo.")
    (found,) = run(bench_melo, capsys, path)
    assert found["mrr"] >= found["baseline_mrr"] + 0.018
    assert found["mrr"] >= found["within_words_mrr"] + 0.01
    assert found["occupation_mrr"] >= found["baseline_occupation_mrr"] + 0.01


@pytest.mark.shared_data
def test_on_real_sentences_we_beat_plain_letters_by_a_margin(capsys):
    paths = [SHARED / "skill_extraction" / f"{name}_validation.csv" for name in ("tech", "house")]
    if not all(path.exists() for path in paths):
        pytest.skip(f"NOT RUN: {paths[0].parent} is missing. Set OPENPES_SHARED to the folder with data/skill_extraction.")
    found = run(bench_skills, capsys, *paths, "--esco", SHARED / "esco")
    assert all(each["rp5"] >= each["baseline_rp5"] + 8 for each in found)
    assert all(each["rp10"] >= each["baseline_rp10"] + 6 for each in found)
