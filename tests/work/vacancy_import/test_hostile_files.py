"""Whatever the bytes, reading ends with adverts and named problems, never with an exception."""

import contextlib
import gzip
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openpes.work.vacancy_import.mapping import MappingProblem, read_mapping
from openpes.work.vacancy_import.records import CODES

from .files import HEADER, MAPPING, mapping, read, workbook, write

any_bytes = settings(
    max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=12), inner, max_size=5),
    max_leaves=25,
)
FIELDS = [
    "title", "hiringOrganization", "identifier", "description", "datePosted", "validThrough", "employmentType", "jobLocation", "baseSalary",
    "jobLocationType", "applicantLocationRequirements", "totalJobOpenings", "url", "industry", "occupationalCategory", "inLanguage", "skills",
    "@id", "@graph",
]  # fmt: skip


def check(path, format, table=None):
    adverts, problems = read(path, format, table)
    for problem in [*problems, *(p for a in adverts for p in a.problems)]:
        assert problem.code in CODES
        assert len(problem.detail) <= 200
    for advert in adverts:
        assert advert.title
        assert advert.employer
        json.dumps([advert.title, advert.employer, advert.text, advert.reference]).encode()
        assert 0 < len(advert.reference) <= 120


@any_bytes
@given(content=st.binary(max_size=600))
@pytest.mark.parametrize("format", ["csv", "jsonld"])
def test_any_bytes(tmp_path, format, content):
    check(write(tmp_path, "f", content), format, mapping() if format == "csv" else None)


@any_bytes
@given(content=st.binary(max_size=600))
def test_any_bytes_packed_and_damaged(tmp_path, content):
    packed = gzip.compress(content)
    check(write(tmp_path, "f.gz", packed), "jsonld")
    check(write(tmp_path, "f.gz", packed[:-3] + b"xyz"), "jsonld")


@any_bytes
@given(text=st.text(max_size=600))
def test_any_text_after_a_good_header(tmp_path, text):
    check(write(tmp_path, "f", (HEADER + text).encode("utf-8", "surrogatepass")), "csv", mapping())


@any_bytes
@given(rows=st.lists(st.lists(st.text(max_size=40), min_size=7, max_size=7), max_size=6))
def test_any_cells(tmp_path, rows):
    text = HEADER + "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    check(write(tmp_path, "f", text.encode("utf-8", "surrogatepass")), "csv", mapping())


@any_bytes
@given(value=json_values)
def test_any_json(tmp_path, value):
    check(write(tmp_path, "f", json.dumps(value)), "jsonld")


@any_bytes
@given(fields=st.dictionaries(st.sampled_from(FIELDS), json_values, max_size=10), wrapped=st.booleans())
def test_a_posting_with_anything_in_its_fields(tmp_path, fields, wrapped):
    given_posting = {"@type": "JobPosting", "title": "Cook", "hiringOrganization": "Cafe", **fields}
    check(write(tmp_path, "f", json.dumps([given_posting] if wrapped else given_posting)), "jsonld")


@any_bytes
@given(at=st.integers(0, 6000), junk=st.binary(min_size=1, max_size=20))
def test_a_workbook_with_damaged_bytes(tmp_path, at, junk):
    path = workbook(tmp_path, [["Ref", "Job", "Firm", "For", "From", "To", "Posted"], [1, "Cook", "Cafe", "External", 1, 2, "x"]])
    content = bytearray(path.read_bytes())
    at = at % len(content)
    content[at : at + len(junk)] = junk
    check(write(tmp_path, "damaged.xlsx", b"PK\x03\x04" + bytes(content[4:])), "csv", mapping())


@any_bytes
@given(content=st.binary(max_size=300) | st.text(max_size=300).map(lambda t: t.encode("utf-8", "surrogatepass")))
def test_a_mapping_file_of_anything_is_used_or_named(content):
    for candidate in (content, MAPPING + content):
        named = None
        with contextlib.suppress(MappingProblem):
            read_mapping(candidate)
            named = ""
        assert named == "" or _what_is_wrong(candidate).startswith("mapping_")


def _what_is_wrong(content):
    with pytest.raises(MappingProblem) as caught:
        read_mapping(content)
    return caught.value.what
