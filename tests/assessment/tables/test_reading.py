"""Sheets out of files: four forms give the same tables, and every wrong cell is named."""

import csv
import io
import json
from uuid import uuid4

import pytest
import xlsxwriter

from openpes.assessment.data.published import SYNTHETIC_SHEETS
from openpes.assessment.instrument import Given, newest, words
from openpes.assessment.sheets.exchange import Cast
from openpes.assessment.sheets.exchange.flat import write_wide_of
from openpes.assessment.tables.reading import UnreadableSheets, read
from openpes.assessment.tables.tabulate import tabulate

HEADER, *LINES = list(csv.reader(io.StringIO(SYNTHETIC_SHEETS.read_text("utf-8"))))
EXPECTED = tabulate(read(SYNTHETIC_SHEETS))


def wide(tmp_path, header, lines, name="sheets.csv"):
    path = tmp_path / name
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *lines])
    return path


def faults(path):
    with pytest.raises(UnreadableSheets) as caught:
        read(path)
    return [(fault.respondent, fault.cell) for fault in caught.value.faults]


def changed(line, cell, value):
    return [value if name == cell else old for name, old in zip(HEADER, line, strict=True)]


def test_columns_with_and_without_the_leading_q_are_the_same(tmp_path):
    with_q = [f"q{name}" if name[0].isdigit() else name for name in HEADER]
    assert tabulate(read(wide(tmp_path, with_q, LINES))) == EXPECTED


def test_semicolons_and_tabs_separate_as_well(tmp_path):
    for separator in ";\t":
        path = tmp_path / "sheets.csv"
        path.write_text(SYNTHETIC_SHEETS.read_text("utf-8").replace(",", separator), "utf-8")
        assert tabulate(read(path)) == EXPECTED


def test_what_the_answer_sheets_write_is_read(tmp_path):
    given = {"q1_2": Given("1"), "q2_3": Given("face_to_face"), "q2_2": Given("two_way"), "q5_1.infrastructure": Given("3")}
    given["q5_1.data_protection"], given["q1_3.consent"] = Given("2"), Given("")
    facts = {"income_group": "LI", "synthetic": "no"}
    path = tmp_path / "out.csv"
    path.write_bytes(write_wide_of([Cast(uuid4(), newest(), words(newest(), "en"), given, facts)]))
    sheets = read(path)
    counted = {cell.key: (cell.k, cell.n) for cell in tabulate(sheets)}
    assert not sheets.synthetic
    assert counted[4, "", "Face-to-face", "Lower-middle income"] == (1, 1)
    assert counted[9, "", "Solicit a service and submit information", "World"] == (1, 1)
    assert counted[16, "", "Absence of required infrastructure", "World"] == (1, 1)
    assert counted[16, "", "Data protection threats", "World"] == (0, 1)
    assert counted[13, "", "Client's consent is required for data processing", "World"] == (0, 0)


def test_own_questions_of_a_country_are_left_aside(tmp_path):
    path = wide(tmp_path, [*HEADER, "extension", "ts_1.kiosk"], [[*line, "tesmar-1", "1"] for line in LINES])
    assert tabulate(read(path)) == EXPECTED


def test_a_byte_order_mark_and_empty_lines_do_no_harm(tmp_path):
    path = tmp_path / "sheets.csv"
    path.write_text("\ufeff" + SYNTHETIC_SHEETS.read_text("utf-8") + "\n,,\n\n", "utf-8")
    assert tabulate(read(path)) == EXPECTED


def test_the_long_form_gives_the_same_tables(tmp_path):
    lines = [
        [line[0], line[1], line[2], cell, value] for line in LINES for cell, value in list(zip(HEADER, line, strict=True))[3:]
    ]
    path = wide(tmp_path, ["respondent", "synthetic", "income_group", "item", "value"], lines)
    assert tabulate(read(path)) == EXPECTED
    assert read(path).synthetic


def test_json_gives_the_same_tables(tmp_path):
    path = tmp_path / "sheets.json"
    sheets = []
    for line in LINES:
        about = dict(zip(HEADER[:3], line[:3], strict=True))
        answers = {f"q{c}": int(v) if v.isdigit() else v or None for c, v in zip(HEADER[3:], line[3:], strict=True)}
        sheets.append({**about, "answers": answers})
    path.write_text(json.dumps(sheets), "utf-8")
    assert tabulate(read(path)) == EXPECTED


def test_a_workbook_gives_the_same_tables(tmp_path):
    path = tmp_path / "sheets.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for y, line in enumerate([HEADER, *LINES]):
            for x, value in enumerate(line):
                sheet.write(y, x, int(value) if value.isdigit() else value)
    assert tabulate(read(path)) == EXPECTED


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1_3.consent", "2"),
        ("1_3.consent", "maybe"),
        ("2_3", "by_post"),
        ("1_1.performance", "7"),
        ("5_1.infrastructure", "4"),
        ("income_group", "M"),
    ],
)
def test_a_value_of_the_wrong_kind_is_named_with_its_service_and_cell(tmp_path, cell, value):
    path = wide(tmp_path, HEADER, [changed(LINES[0], cell, value), *LINES[1:]])
    assert faults(path) == [("S01", cell if cell == "income_group" else f"q{cell}")]


def test_every_wrong_cell_is_named_at_once(tmp_path):
    lines = [changed(changed(LINES[0], "1_3.consent", "x"), "1_2", "y"), changed(LINES[1], "2_3", "z"), *LINES[2:]]
    assert set(faults(wide(tmp_path, HEADER, lines))) == {("S01", "q1_3.consent"), ("S01", "q1_2"), ("S02", "q2_3")}


def test_a_column_that_the_questionnaire_does_not_have_is_refused(tmp_path):
    path = wide(tmp_path, [*HEADER, "9_9.flying_offices"], [[*line, "1"] for line in LINES])
    assert faults(path) == [("", "q9_9.flying_offices")]


def test_the_same_column_twice_is_refused(tmp_path):
    path = wide(tmp_path, [*HEADER, "q1_2"], [[*line, "1"] for line in LINES])
    assert faults(path) == [("", "q1_2")]


@pytest.mark.parametrize("name", ["respondent", "income_group"])
def test_a_file_that_does_not_say_who_answered_is_refused(tmp_path, name):
    keep = [i for i, each in enumerate(HEADER) if each != name]
    path = wide(tmp_path, [HEADER[i] for i in keep], [[line[i] for i in keep] for line in LINES])
    assert faults(path) == [("", name)]


def test_a_service_that_answers_twice_is_refused(tmp_path):
    assert faults(wide(tmp_path, HEADER, [*LINES, LINES[4]])) == [(LINES[4][0], "respondent")]


def test_one_cell_answered_twice_in_the_long_form_is_refused(tmp_path):
    path = wide(tmp_path, ["respondent", "income_group", "item", "value"], [["A", "H", "1_2", "1"], ["A", "H", "q1_2", "0"]])
    assert faults(path) == [("A", "q1_2")]


def test_two_levels_of_interaction_for_one_service_are_refused(tmp_path):
    line = changed(changed(LINES[0], "2_2.one_way", "1"), "2_2.two_way", "1")
    assert ("S01", "q2_2") in faults(wide(tmp_path, HEADER, [line]))


def test_one_rank_for_two_drivers_is_refused(tmp_path):
    line = changed(changed(LINES[0], "1_1.performance", "1"), "1_1.lower_costs", "1")
    assert faults(wide(tmp_path, HEADER, [line])) == [("S01", "q1_1")]


def test_invented_and_real_sheets_are_never_read_together(tmp_path):
    assert faults(wide(tmp_path, HEADER, [LINES[0], changed(LINES[1], "synthetic", "")])) == [("", "synthetic")]


def test_another_version_of_the_questionnaire_is_refused(tmp_path):
    path = wide(tmp_path, [*HEADER, "version"], [[*LINES[0], "2031.4"], [*LINES[1], "2019.1"]])
    assert faults(path) == [("S01", "version")]


def test_a_line_with_too_few_cells_is_named(tmp_path):
    assert faults(wide(tmp_path, HEADER, [LINES[0], LINES[1][:-1]])) == [("line 3", "")]


@pytest.mark.parametrize(
    ("name", "text"), [("a.json", "{"), ("a.json", "{}"), ("a.xlsx", "no workbook"), ("a.json", '[{"answers": 3}]')]
)
def test_a_file_that_is_not_what_it_says_is_refused_in_words(tmp_path, name, text):
    (tmp_path / name).write_text(text, "utf-8")
    assert faults(tmp_path / name) == [("", "")]


def test_a_file_without_a_line_gives_tables_with_empty_bases(tmp_path):
    assert {(cell.k, cell.n, cell.percent) for cell in tabulate(read(wide(tmp_path, HEADER, [])))} == {(0, 0, None)}
