import gzip
import json

import pytest

from openpes.work.vacancy_import import limits

from .files import codes, read, write

COOK = {
    "@context": "http://schema.org",
    "@type": "JobPosting",
    "title": "Cook",
    "hiringOrganization": {"@type": "Organization", "name": "Cafe"},
    "identifier": {"@type": "PropertyValue", "name": "Cafe", "value": "A-1"},
    "description": "&lt;p&gt;Cook &amp;amp; serve&lt;/p&gt;",
    "datePosted": "2026-01-02",
    "validThrough": "2026-02-01T00:00:00+03:00",
    "employmentType": ["FULL_TIME", "https://schema.org/TEMPORARY"],
    "totalJobOpenings": 3,
    "url": "https://cafe.example/jobs/1",
    "baseSalary": {
        "@type": "MonetaryAmount",
        "currency": "KES",
        "value": {"minValue": 30000, "maxValue": 40000.5, "unitText": "MONTH"},
    },
}


def posting(**changes):
    return {**COOK, **changes}


SHAPES = {
    "object": json.dumps(COOK),
    "object over lines": json.dumps(COOK, indent=2),
    "list": json.dumps([COOK]),
    "list over lines": json.dumps([COOK], indent=1),
    "graph": json.dumps({"@context": "x", "@graph": [{"@type": "WebSite", "name": "y"}, COOK]}),
    "graph over lines": json.dumps({"@graph": [COOK]}, indent=2),
    "item list": json.dumps({"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": COOK}]}),
    "lines": json.dumps(COOK) + "\n\n",
    "prefixed type": json.dumps(posting(**{"@type": ["https://schema.org/JobPosting", "Thing"]})),
}


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize(
    "encode", [str.encode, lambda t: gzip.compress(t.encode()), lambda t: t.encode("utf-16"), lambda t: t.encode("utf-8-sig")]
)
def test_a_posting_is_found_in_every_shape_packed_or_plain(tmp_path, name, encode):
    (advert,), problems = read(write(tmp_path, "a", encode(SHAPES[name])), "jsonld")
    assert problems == []
    assert (advert.reference, advert.title, advert.employer, advert.text) == ("A-1", "Cook", "Cafe", "Cook & serve")
    assert (advert.pay.minimum, advert.pay.maximum, advert.pay.currency, advert.pay.period) == (3000000, 4000050, "KES", "month")
    assert (str(advert.posted), str(advert.closes)) == ("2026-01-02", "2026-02-01")
    assert (advert.employment_types, advert.positions) == (("FULL_TIME", "TEMPORARY"), 3)


def test_an_organisation_named_elsewhere_in_the_graph_is_found(tmp_path):
    graph = {"@graph": [{"@id": "#o", "@type": "Organization", "name": "Cafe Two"}, posting(hiringOrganization={"@id": "#o"})]}
    (advert,), _ = read(write(tmp_path, "a", json.dumps(graph)), "jsonld")
    assert advert.employer == "Cafe Two"


def test_bad_lines_are_named_and_the_others_read(tmp_path):
    lines = [
        "{broken",
        json.dumps(COOK),
        "[1, 2",
        '{"@type": "Person"}',
        "nonsense",
        json.dumps(posting(title="")),
        json.dumps(posting(identifier="B")),
    ]
    adverts, problems = read(write(tmp_path, "a", "\n".join(lines)), "jsonld")
    assert [a.reference for a in adverts] == ["A-1", "B"]
    assert codes(problems) == [(1, "not_json"), (3, "not_json"), (4, "not_a_posting"), (5, "not_json"), (6, "no_title")]


def test_a_list_that_breaks_off_is_read_up_to_there(tmp_path):
    text = json.dumps([COOK, posting(identifier="B")], indent=1)
    adverts, problems = read(write(tmp_path, "a", text[:-40]), "jsonld")
    assert [a.reference for a in adverts] == ["A-1"]
    assert [code for _, code in codes(problems)] == ["broken_list"]


def test_a_long_list_is_read_piece_by_piece(tmp_path, monkeypatch):
    monkeypatch.setattr("openpes.work.vacancy_import.postings.MIB", 64)
    text = "[" + ",\n".join(json.dumps(posting(identifier=str(n))) for n in range(50)) + "]"
    adverts, problems = read(write(tmp_path, "a", text), "jsonld")
    assert [a.reference for a in adverts] == [str(n) for n in range(50)]
    assert [a.lines[0] for a in adverts] == list(range(1, 51))
    assert problems == []


def test_a_posting_larger_than_any_advert_stops_a_list(tmp_path, monkeypatch):
    monkeypatch.setattr("openpes.work.vacancy_import.postings.MAX_RECORD", 1000)
    monkeypatch.setattr("openpes.work.vacancy_import.postings.MIB", 500)
    _, problems = read(write(tmp_path, "a", json.dumps([posting(description="x" * 100_000)])), "jsonld")
    assert [code for _, code in codes(problems)] == ["broken_list"]


def test_deep_nesting_is_named_not_followed(tmp_path):
    _, problems = read(write(tmp_path, "a", '{"a":' * 100_000 + "1" + "}" * 100_000), "jsonld")
    assert problems[0].code == "not_json"


def test_an_advert_of_endless_length_is_cut_at_a_paragraph(tmp_path):
    (advert,), _ = read(write(tmp_path, "a", json.dumps(posting(description="<p>word</p>" * 20_000))), "jsonld")
    assert len(advert.text) <= limits.MAX_TEXT
    assert advert.text.endswith("word")
    assert codes(advert.problems) == [(1, "text_cut")]


def test_a_posting_without_a_reference_keeps_the_one_made_for_it(tmp_path):
    bare = {key: value for key, value in COOK.items() if key not in {"identifier", "url"}}
    (first,), _ = read(write(tmp_path, "a", json.dumps(bare)), "jsonld")
    (second,), _ = read(write(tmp_path, "b", json.dumps({**bare, "title": "COOK", "description": "other"})), "jsonld")
    assert first.reference == second.reference
    assert [code for _, code in codes(first.problems)] == ["reference_made"]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http://[", "ftp://x/y", "https://" + "x" * 600, "data:text/html,x"])
def test_a_web_address_that_is_none_is_left_out(tmp_path, url):
    (advert,), _ = read(write(tmp_path, "a", json.dumps(posting(url=url))), "jsonld")
    assert advert.url == ""
    assert "bad_url" in [p.code for p in advert.problems]


@pytest.mark.parametrize(
    ("salary", "low", "high", "currency", "period"),
    [
        ({"currency": "EUR", "value": 12.5, "unitText": "HOUR"}, 1250, 1250, "EUR", "hour"),
        ({"currency": "EUR", "value": {"value": "2500", "unitText": "MONTH"}}, 250000, 250000, "EUR", "month"),
        ({"currency": "EUR", "minValue": 10, "maxValue": 12, "unitText": "HOUR"}, 1000, 1200, "EUR", "hour"),
        ("£12 an hour", 1200, 1200, "GBP", "hour"),
        ({"currency": "nonsense", "value": {"minValue": 10}}, 1000, None, "", "unknown"),
        ([{"currency": "USD", "value": {"value": "15.5"}}], 1550, 1550, "USD", "unknown"),
        ([], None, None, "", "unknown"),
        ({"currency": "GBP", "value": {"value": "negotiable", "unitText": "YEAR"}}, None, None, "GBP", "unknown"),
        ({"currency": "USD", "value": {"minValue": 500, "maxValue": 100}}, None, None, "USD", "unknown"),
    ],
)  # fmt: skip
def test_pay_is_found_wherever_the_vocabulary_lets_it_stand(tmp_path, salary, low, high, currency, period):
    (advert,), _ = read(write(tmp_path, "a", json.dumps(posting(baseSalary=salary))), "jsonld")
    pay = advert.pay
    assert (pay.minimum, pay.maximum, pay.currency, pay.period) == (low, high, currency, period)


def test_a_last_day_before_the_first_is_left_out(tmp_path):
    (advert,), _ = read(write(tmp_path, "a", json.dumps(posting(validThrough="2025-01-01"))), "jsonld")
    assert advert.closes is None
    assert "closes_before_posted" in [p.code for p in advert.problems]


def test_only_codes_that_say_isco_are_taken_as_isco(tmp_path):
    onet = {"@type": "CategoryCode", "inCodeSet": "O*NET-SOC", "codeValue": "35-2014.00"}
    isco = {"@type": "CategoryCode", "inCodeSet": {"name": "ISCO-08"}, "codeValue": "5120"}
    path = write(
        tmp_path,
        "a",
        json.dumps([posting(occupationalCategory=onet), posting(identifier="2", occupationalCategory=[onet, isco])]),
    )
    adverts, _ = read(path, "jsonld")
    assert [a.isco08 for a in adverts] == ["", "5120"]
