import gzip
import io
import zipfile

import pytest

from openpes.work.vacancy_import import limits
from openpes.work.vacancy_import.records import Audience

from .files import HEADER, codes, mapping, read, workbook, write

ROW = "7,Köchin,Café Été,External,12.5,15,2026-01-02\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_unicode_encoding_is_read(tmp_path, encoding):
    adverts, _ = read(write(tmp_path, "a.csv", (HEADER + ROW).encode(encoding)), table=mapping())
    assert [(a.title, a.employer, a.pay.minimum) for a in adverts] == [("Köchin", "Café Été", 1250)]


def test_an_older_encoding_is_read_and_the_report_says_so(tmp_path):
    adverts, problems = read(write(tmp_path, "a.csv", (HEADER + ROW).encode("latin-1")), table=mapping())
    assert adverts[0].title == "Köchin"
    assert codes(problems) == [(0, "encoding_guessed")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_mark_between_cells_is_found(tmp_path, delimiter):
    text = (HEADER + ROW).replace(",", delimiter)
    adverts, _ = read(write(tmp_path, "a.csv", text), table=mapping())
    assert adverts[0].employer == "Café Été"


def test_a_packed_table_is_read(tmp_path):
    adverts, _ = read(write(tmp_path, "a.csv.gz", gzip.compress((HEADER + ROW).encode())), table=mapping())
    assert len(adverts) == 1


def test_a_workbook_is_read_like_the_table_it_is(tmp_path):
    rows = [HEADER.strip().split(","), [7, "Cook", "Cafe", "Internal", 12.5, 15, "2026-01-02"], ["", "", "", "", "", "", ""]]
    (advert,), problems = read(workbook(tmp_path, rows), table=mapping())
    assert (advert.reference, advert.audience, advert.pay.minimum, advert.pay.maximum) == ("7", Audience.INTERNAL, 1250, 1500)
    assert problems == []


def test_every_bad_row_is_named_with_its_line_and_the_others_are_read(tmp_path):
    text = HEADER + "1,,Firm,External,,,\n2,Cook,,External,,,\n\n3,Cook,Firm,External,,,,,extra\n4,Cook,Firm,External\n" + ROW
    text += f"8,{'x' * 301},Firm,External,,,\n9,Cook,{'y' * 10_000},External,,,\n10,Cook,Firm,Perhaps,,,never\n"
    adverts, problems = read(write(tmp_path, "a.csv", text), table=mapping())
    assert [a.reference for a in adverts] == ["4", "7", "10"]
    assert codes(problems) == [
        (2, "no_title"), (3, "no_employer"), (5, "too_many_cells"), (6, "too_few_cells"), (8, "title_too_long"), (9, "employer_too_long"),
    ]  # fmt: skip
    assert codes(adverts[2].problems) == [(10, "bad_date"), (10, "unknown_audience")] or codes(adverts[2].problems) == [
        (10, "unknown_audience"), (10, "bad_date"),
    ]  # fmt: skip
    assert adverts[2].audience is Audience.INTERNAL


def test_a_quote_that_never_closes_costs_its_row_only(tmp_path):
    long = '1,"Cook' + "x" * (limits.MAX_CELL + 10) + "\n"
    adverts, problems = read(write(tmp_path, "a.csv", HEADER + long + ROW), table=mapping())
    assert (2, "cell_too_large") in codes(problems)
    assert [a.reference for a in adverts] == ["7"]


def test_a_million_columns_stop_the_reading(tmp_path):
    _, problems = read(write(tmp_path, "a.csv", ",".join(["c"] * 1_000_000) + "\n" + ROW), table=mapping())
    assert codes(problems) == [(1, "too_many_columns")]


def test_a_line_without_an_end_stops_the_reading(tmp_path, monkeypatch):
    monkeypatch.setattr("openpes.work.vacancy_import.tables.MAX_LINE", 1000)
    _, problems = read(write(tmp_path, "a.csv", HEADER + "x" * 5000), table=mapping())
    assert codes(problems) == [(2, "line_too_long")]


def test_a_packed_bomb_is_not_unpacked(tmp_path):
    bomb = gzip.compress(HEADER.encode() + b"\n" * (64 * limits.MIB))
    _, problems = read(write(tmp_path, "a.csv.gz", bomb), table=mapping())
    assert [code for _, code in codes(problems)] == ["unpacks_too_large"]


def test_a_cut_off_packed_file_says_so(tmp_path):
    packed = gzip.compress((HEADER + ROW * 2000).encode())
    _, problems = read(write(tmp_path, "a.csv.gz", packed[: len(packed) // 2]), table=mapping())
    assert "not_unpackable" in [code for _, code in codes(problems)]


def test_a_workbook_that_unpacks_to_far_too_much_is_refused(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (40 * limits.MIB))
    _, problems = read(write(tmp_path, "a.xlsx", buffer.getvalue()), table=mapping())
    assert [code for _, code in codes(problems)] == ["unpacks_too_large"]


@pytest.mark.parametrize("address", ["XFD1048576", "A&#49;048576", "ZZZZ9"])
def test_a_cell_at_the_end_of_the_world_does_not_fill_the_memory(tmp_path, address):
    path = workbook(tmp_path, [["Job", "Firm"], ["Cook", "Cafe"]])
    changed = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("sheet1.xml"):
                data = data.replace(b'r="B2"', f'r="{address}"'.encode())
            new.writestr(name, data)
    _, problems = read(write(tmp_path, "far.xlsx", changed.getvalue()), table=mapping())
    assert problems[-1].code in {"too_many_columns", "sheet_too_large", "missing_columns", "not_a_workbook"}


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"PK\x03\x04" + b"\x00" * 500, b"PK\x05\x06" + b"\x00" * 18])
def test_what_only_looks_like_a_workbook_is_named(tmp_path, content):
    _, problems = read(write(tmp_path, "a.xlsx", content), table=mapping())
    assert [code for _, code in codes(problems)] == ["not_a_workbook"]


def test_a_mapping_that_does_not_fit_the_table_is_named_with_the_missing_columns(tmp_path):
    _, problems = read(write(tmp_path, "a.csv", "Ref,Firm\n1,Cafe\n"), table=mapping())
    assert problems[0].code == "missing_columns"
    assert problems[0].detail.startswith("Job")


def test_a_table_without_a_mapping_is_read_by_the_names_of_its_columns(tmp_path):
    text = "Reference,Title,Employer,Pay,Locality,Pay min\n1,Cook,Cafe,£12 per hour,Leeds,\n"
    (advert,), _ = read(write(tmp_path, "a.csv", text))
    assert (advert.pay.period, advert.places[0].locality) == ("hour", "Leeds")


@pytest.mark.parametrize("content", ["", "\n\n\n", "Job\n", "\x00\x00\x00"])
def test_a_table_with_nothing_in_it_is_no_error(tmp_path, content):
    adverts, problems = read(write(tmp_path, "a.csv", content), table=mapping())
    assert adverts == []
    assert all(problem.code in {"empty_file", "no_header", "missing_columns"} for problem in problems)


def test_a_file_that_is_not_there_is_named(tmp_path):
    _, problems = read(tmp_path / "nowhere.csv", table=mapping())
    assert [code for _, code in codes(problems)] == ["cannot_open"]
