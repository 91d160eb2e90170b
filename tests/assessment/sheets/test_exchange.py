"""Sheets out as files and back in: nothing lost, nothing half taken over, every fault with its place."""

import csv
import io
import json
import random
import zipfile

import pytest
from django.utils import translation
from python_calamine import CalamineWorkbook

from assessment.factories import Q, answer, make_lead, make_sheet, whole_answers
from openpes.assessment.instrument import LANGUAGES, Given, rules
from openpes.assessment.models import Answer, AnswerChange
from openpes.assessment.sheets import actions, exchange, queries
from openpes.base import clock
from openpes.base.errors import InvalidInput
from openpes.people.enums import Role
from openpes.people.models import Organisation
from people.factories import make_staff

pytestmark = pytest.mark.django_db
FORMATS = ("xlsx", "long", "wide", "json")


@pytest.fixture
def lead():
    return make_lead()


@pytest.fixture
def sheet(lead):
    return make_sheet(lead)


def any_answers(seed):
    """Values, no answers and gaps by the dice; ranks may be tied, for a file keeps what is there."""
    dice = random.Random(seed)
    found = {}
    for item in Q.items.values():
        luck = dice.random()
        if luck < 0.75:
            found[item.id] = Given(dice.choice(item.choices))
        elif luck < 0.9:
            found[item.id] = rules.NO_ANSWER
    return found | {"q1_2": Given("1"), "q1_5": Given("1")}


def written(sheet, form, language="en"):
    sheet.agency.refresh_from_db()
    with translation.override(language):
        return exchange.WRITERS[form](queries.cast_of(sheet, language))


def take(lead, sheet, content, form, wet=True):
    return actions.import_answers(actor=lead, sheet_id=sheet.pk, content=content, format=form, wet_run=wet)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_sheet_read_back_is_the_same_sheet(lead, sheet, form, seed):
    answer(lead, sheet, any_answers(seed))
    before = queries.answers_of(sheet)
    content = written(sheet, form)
    Answer.objects.all().delete()
    taken = take(lead, sheet, content, form)
    assert (taken.faults, taken.done) == ([], True)
    assert queries.answers_of(sheet) == before
    assert {c.source for c in AnswerChange.objects.filter(sheet=sheet).order_by("-at", "-pk")[:5]} == {"workbook"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_of_every_language_is_read_back_whatever_language_the_reader_speaks(lead, sheet, language):
    answer(lead, sheet, whole_answers())
    content = written(sheet, "xlsx", language)
    before = queries.answers_of(sheet)
    Answer.objects.all().delete()
    assert take(lead, sheet, content, "xlsx").faults == []
    assert queries.answers_of(sheet) == before


def test_the_workbook_has_a_sheet_per_part_hidden_ids_lists_and_locked_labels(sheet):
    content = written(sheet, "xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    visible = [meta.name for meta in book.sheets_metadata if str(meta.visible).endswith("Visible")]
    assert visible[0] == "Read me"
    assert len(visible) == 1 + len(Q.clusters)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [archive.read(f"xl/worksheets/sheet{n}.xml").decode() for n in range(2, 7)]
    assert all("sheetProtection" in part and 'hidden="1"' in part for part in parts)
    assert sum(part.count("<dataValidation ") for part in parts) == len(Q.items)


def test_the_cover_carries_credit_and_disclaimer_in_the_workbooks_language(sheet):
    book = CalamineWorkbook.from_filelike(io.BytesIO(written(sheet, "xlsx", "ar")))
    cover = " ".join(str(cell) for line in book.get_sheet_by_index(0).to_python() for cell in line)
    assert "CC BY 3.0 IGO" in cover
    assert "منظمة العمل الدولية" in cover


def test_a_look_changes_nothing_and_says_what_would_change(lead, sheet):
    answer(lead, sheet, {"q1_2": Given("1")})
    content = written(sheet, "long").replace(b",q1_2,answered,1", b",q1_2,answered,0")
    taken = take(lead, sheet, content, "long", wet=False)
    assert (taken.changes, taken.same, taken.done) == ({"q1_2": (Given("1"), Given("0"))}, 0, False)
    assert queries.answers_of(sheet) == {"q1_2": Given("1")}


def test_an_empty_cell_leaves_the_answer_as_it_is(lead, sheet):
    content = written(sheet, "xlsx")
    answer(lead, sheet, {"q1_2": Given("1")})
    assert take(lead, sheet, content, "xlsx").changes == {}
    assert queries.answers_of(sheet) == {"q1_2": Given("1")}


def long_file(sheet, *rows, version=Q.version):
    buffer = io.StringIO()
    lines = [[str(sheet.pk), version, "", item, "answered" if value else "no_answer", value] for item, value in rows]
    csv.writer(buffer).writerows([["sheet", "version", "extension", "item", "state", "value"], *lines])
    return buffer.getvalue().encode()


@pytest.mark.parametrize(
    ("rows", "faults"),
    [
        ([("q1_2", "1"), ("q9_9", "1")], [("line 3", "no item q9_9")]),
        ([("q1_2", "1"), ("q2_3", "by foot")], [("line 3", "options")]),
        ([("q1_2", "1"), ("q1_2", "0")], [("line 3", "answered twice, first at line 2")]),
        ([("q1_1.lower_costs", "9"), ("q5_1.silos", "4"), ("q2_4.young", "y")], [("line 2", "rank"), ("line 3", "rating"), ("line 4", "1 (yes)")]),
    ],
)  # fmt: skip
def test_every_fault_has_its_place_and_nothing_is_half_taken_over(lead, sheet, rows, faults):
    taken = take(lead, sheet, long_file(sheet, *rows), "long")
    assert not taken.done
    assert len(taken.faults) == len(faults)
    for fault, (where, text) in zip(taken.faults, faults, strict=True):
        assert fault.where == where
        assert text in fault.text
    assert not Answer.objects.exists()


def test_another_version_and_another_sheet_are_refused_as_a_whole(lead, sheet):
    taken = take(lead, sheet, long_file(sheet, ("q1_2", "1"), version="2018.9"), "long")
    assert [f.where for f in taken.faults] == [""]
    assert "2018.9" in taken.faults[0].text
    other = make_sheet(make_lead())
    assert "another answer sheet" in take(lead, sheet, long_file(other, ("q1_2", "1")), "long").faults[0].text
    assert not Answer.objects.exists()


def test_faults_in_a_workbook_name_sheet_and_cell(lead, sheet):
    """The cell of question 1.2 is the 7th item of the first part: below title, gap and heads it stands in line 10."""
    import xlsxwriter

    source = CalamineWorkbook.from_filelike(io.BytesIO(written(sheet, "xlsx")))
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    for name in source.sheet_names:
        out = book.add_worksheet(name)
        for n, line in enumerate(source.get_sheet_by_name(name).to_python(skip_empty_area=False)):
            out.write_row(n, 0, line)
        if name == "Governance":
            out.write(9, 3, "Perhaps")
            out.write(10, 0, "q1_x")
            out.write(10, 3, "Yes")
    book.close()
    taken = take(lead, sheet, buffer.getvalue(), "xlsx")
    assert [fault.where for fault in taken.faults] == ["Governance!D10", "Governance!A11"]
    assert not Answer.objects.exists()


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nonsense", b"\xff\xfe\x00", b"{}", b"a,b\n1,2\n", b"[" * 2000])
def test_a_file_that_is_none_of_ours_is_one_fault_and_never_a_crash(lead, sheet, form, content):
    taken = take(lead, sheet, content, form)
    assert [fault.where for fault in taken.faults] == [""]


def test_the_wide_form_has_the_columns_of_the_microdata_and_is_counted_as_they_are(lead, sheet):
    answer(lead, sheet, whole_answers(q5_1__silos="2"))
    head, line = csv.reader(io.StringIO(written(sheet, "wide").decode("utf-8-sig")))
    row = dict(zip(head, line, strict=True))
    assert (row["2_3"], row["2_2.information_only"], row["1_1.lower_costs"]) == ("predominantly_technology", "1", "1")
    assert (row["5_1.financing"], row["5_1.silos"], row["5_1.silos.rating"]) == ("1", "0", "2")


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"5_1.silos": "1"}, "5_1.silos"),
        ({"2_2.two_way": "0"}, "2_2"),
        ({"2_2.two_way": "1", "2_2.proactive": "1"}, "2_2.proactive"),
        ({"2_2.two_way": "often"}, "2_2.two_way"),
        ({"2_9": "1"}, "2_9"),
    ],
)
def test_faults_of_the_wide_form_name_their_column(lead, sheet, change, where):
    content = "respondent," + ",".join(change) + "\n" + f"{sheet.pk}," + ",".join(change.values()) + "\n"
    assert where in [fault.where for fault in take(lead, sheet, content.encode(), "wide").faults]


def test_an_officer_takes_over_the_own_part_only(lead, sheet):
    officer = make_staff(Role.COUNSELLOR, Organisation.objects.get(pk=lead.organisation_id))
    actions.assign_part(actor=lead, sheet_id=sheet.pk, cluster="governance", officer_id=officer.account_id)
    both = long_file(sheet, ("q1_2", "1"), ("q2_3", "face_to_face"))
    assert [f.where for f in take(officer, sheet, both, "long").faults] == ["line 3"]
    assert not Answer.objects.exists()
    assert take(officer, sheet, long_file(sheet, ("q1_2", "1")), "long").done


def test_a_closed_sheet_takes_nothing_in(lead, sheet):
    answer(lead, sheet, whole_answers())
    actions.submit(actor=lead, sheet_id=sheet.pk)
    taken = take(lead, sheet, long_file(sheet, ("q1_2", "0")), "long")
    assert taken.faults
    assert queries.answers_of(sheet)["q1_2"] == Given("1")


def test_a_file_that_is_too_big_and_an_unknown_form_are_refused(lead, sheet):
    with pytest.raises(InvalidInput):
        take(lead, sheet, b"x" * (6 * 1024 * 1024), "xlsx")
    with pytest.raises(InvalidInput):
        take(lead, sheet, b"x", "pdf")


def test_json_says_where_the_questions_come_from(sheet):
    data = json.loads(written(sheet, "json", "es"))
    assert "OIT" in data["disclaimer"]
    assert data["version"] == Q.version
    assert data["facts"]["reference_date"] == clock.today().isoformat()


def test_a_name_that_looks_like_a_formula_stays_a_name(lead, sheet):
    sheet.agency.name = "=1+1"
    sheet.agency.save()
    book = CalamineWorkbook.from_filelike(io.BytesIO(written(sheet, "xlsx")))
    assert "=1+1" in str(book.get_sheet_by_index(0).to_python())
