"""The shipped packs are whole, and a damaged pack says what is wrong, where, and what to do."""

import datetime as dt
import os
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openpes.base import countrypack
from openpes.base.countrypack import PackError, folder_of, load

DEMO = folder_of("demo")
FILES = sorted(p.relative_to(DEMO).as_posix() for p in DEMO.rglob("*") if p.suffix in (".toml", ".csv", ".md"))


@pytest.fixture
def copy(tmp_path):
    """A copy of the demo pack that a test may damage."""
    target = tmp_path / "pack"
    shutil.copytree(DEMO, target)
    return target


def damage(folder, file, before, after):
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def problems(folder):
    with pytest.raises(PackError) as caught:
        load(folder)
    return caught.value.problems


@pytest.mark.parametrize("name", ["demo", "minimal"])
def test_every_shipped_pack_loads_and_says_that_it_is_invented(name):
    pack = countrypack.named(name)
    assert pack.synthetic
    assert "made-up" in str(pack.notice)
    assert set(pack.names) == {"en", "ar", "fr", "es", "sw"}


def test_the_demo_country_is_large_enough_to_be_believed():
    pack = countrypack.named("demo")
    count = {level: sum(p.level == level for p in pack.places) for level in ("region", "district", "town")}
    assert count["region"] >= 6
    assert count["district"] >= 20
    assert count["town"] >= 60
    kinds = [o.kind for o in pack.organisations]
    assert kinds.count("agency") == 2
    assert kinds.count("office") >= 12
    assert kinds.count("partner") == 1
    assert all(place.names.get("ar") for place in pack.places)


def test_every_district_of_the_demo_country_belongs_to_exactly_one_office():
    pack = countrypack.named("demo")
    districts = {p.code for p in pack.places if p.level == "district"}
    regions = {p.code: {d.code for d in pack.places if d.parent == p.code} for p in pack.places if p.level == "region"}
    served = [
        district
        for office in pack.organisations
        if office.kind == "office"
        for area in office.catchment
        for district in regions.get(area, {area})
    ]
    assert sorted(served) == sorted(districts)


def test_everything_a_client_reads_is_there_in_english_and_arabic():
    pack = countrypack.named("demo")
    by_language = {tag: {p.slug for p in pack.pages if p.language == tag} for tag in ("en", "ar")}
    assert by_language["en"] == by_language["ar"]
    assert len(by_language["en"]) >= 12
    for page in (p for p in pack.pages if p.language == "ar"):
        arabic = sum("\u0600" <= char <= "\u06ff" for char in page.body)
        assert arabic > len(page.body) / 3, page.slug


def test_no_protected_attribute_is_a_match_weight():
    for name in ("demo", "minimal"):
        for version in countrypack.named(name).match_weights:
            assert sum(version.weights.values()) == 1_000_000
            assert not {"sex", "age", "origin", "disability", "family"} & set(version.weights)
            assert version.approved_by
            assert version.consulted_with


def test_the_minimum_wage_is_the_one_in_force_on_the_day():
    pack = countrypack.named("demo")
    assert pack.minimum_wage(dt.date(2025, 12, 31), "hour").amount_minor == 860
    assert pack.minimum_wage(dt.date(2026, 1, 1), "hour").amount_minor == 910
    assert pack.minimum_wage(dt.date(2020, 1, 1), "hour") is None


def test_a_consent_names_the_wording_in_force_and_only_consent_can_be_withdrawn():
    pack = countrypack.named("demo")
    purpose = pack.purpose("show_to_employers")
    assert purpose.wording(dt.date(2024, 6, 1)).version == 1
    assert purpose.wording(dt.date(2026, 6, 1)).version == 2
    assert {p.basis for p in pack.purposes} == {"law", "public_task", "contract", "consent"}
    assert all(p.withdrawable == (p.basis == "consent") for p in pack.purposes)


def test_entry_rules_name_their_paragraph_and_hold_for_their_status():
    pack = countrypack.named("demo")
    rules = pack.rules_for("underemployed", dt.date(2026, 1, 1))
    assert "ES-7-hours" in [rule.id for rule in rules]
    assert "ES-9-recall" not in [rule.id for rule in rules]
    assert all(rule.law and rule.paragraph for rule in pack.entry_rules)
    assert pack.rules_for("unemployed", dt.date(2000, 1, 1)) == ()


def test_quiet_hours_run_over_midnight():
    quiet = countrypack.named("demo").quiet_hours
    assert quiet.covers(dt.time(23, 0))
    assert quiet.covers(dt.time(5, 0))
    assert not quiet.covers(dt.time(12, 0))


def test_a_page_falls_back_to_english():
    pack = countrypack.named("demo")
    assert pack.page("contact", "ar-EG").language == "ar"
    assert pack.page("contact", "fr").language == "en"
    assert pack.page("nowhere", "en") is None


def test_the_setting_chooses_the_pack(settings):
    settings.OPENPES_PACK = "minimal"
    assert countrypack.current().key == "minimal"
    settings.OPENPES_PACK = str(DEMO)
    assert countrypack.current().key == "demo"


def test_the_fingerprint_changes_when_a_file_changes(copy):
    before = load(copy).fingerprint
    damage(copy, "content/en/contact.md", "talk to a person", "speak with a person")
    assert load(copy).fingerprint != before


# file, what is replaced, by what, what the reported line holds, what the message says
MISTAKES = [
    ("pack.toml", "minor_units = 2", 'minor_units = "two"', "minor_units", "whole number"),
    ("pack.toml", 'time_zone = "Etc/GMT-6"', 'time_zone = "Moon/Sea"', "time_zone", "IANA"),
    ("pack.toml", 'rule = "easter"', 'rule = "oyster"', "oyster", "fixed, weekday, easter"),
    ("pack.toml", "from = 2026-01-01", 'from = "soon"', "soon", "year-month-day"),
    ("pack.toml", "trunk_prefix", "trunk_prefixx", "trunk_prefixx", "not known here"),
    ("pack.toml", 'start = "20:00"', 'start = "late"', "late", "hours and minutes"),
    ("places.csv", "QS-HD-01-01,town,QS-HD-01", "QS-HD-01-01,town,QS-HD", "QS-HD-01-01,", "needs district"),
    ("places.csv", "-16.81,81.21,412000", "116.8,81.21,412000", "116.8", "from -90 to 90"),
    ("organisations.csv", "Mo-Fr 08:00-17:00", "every day", "every day", "Write them as"),
    ("organisations.csv", "QS-MV-03;QS-MV-04", "QS-MV-03;QS-XX", "QS-XX", "is not in places.csv"),
    ("entry_rules.toml", 'condition = "residence"', 'condition = "luck"', "luck", "Use one of"),
    ("entry_rules.toml", 'statuses = ["underemployed"]', 'statuses = ["idle"]', "idle", "no status"),
    ("legal_basis.toml", 'basis = "consent"', 'basis = "wish"', "wish", "law, public_task"),
    ("registration.toml", "120 456 785", "120 456 786", "120 456 786", "does not pass"),
    ("registration.toml", 'check = "luhn"', 'check = "magic"', "magic", "none, luhn"),
    (
        "target_groups.toml",
        'may_be_collected = "no"',
        'may_be_collected = "perhaps"',
        "perhaps",
        "consent",
    ),
    ("records.toml", 'record = "vacancy"', 'record = "note"', 'record = "note"', "already used"),
    ("employers.toml", 'code = "household"', 'code = "house hold"', "house hold", "without spaces"),
    (
        "match_weights.toml",
        "weights.skills = 280000",
        "weights.skills = 280001",
        "weights.skills",
        "must add up",
    ),
    ("match_weights.toml", 'approved_by = "', 'approved_by = 7 #"', "approved_by", "must be text"),
    ("content/ar/contact.md", "title =", "titel =", "titel", "'title' is missing"),
]


@pytest.mark.parametrize(("file", "before", "after", "line_holds", "says"), MISTAKES)
def test_a_mistake_is_named_with_file_line_and_what_to_do(copy, file, before, after, line_holds, says):
    damage(copy, file, before, after)
    found = problems(copy)
    lines = (copy / file).read_text(encoding="utf-8").split("\n")
    mine = [p for p in found if p.file == file and says in str(p)]
    assert mine, [str(p) for p in found]
    assert any(line_holds in "\n".join(lines[max(0, p.line - 2) : p.line + 1]) or p.line == 1 for p in mine)


def test_a_missing_translation_says_which_language_and_where(copy):
    damage(copy, "registration.toml", 'name.ar = "عاطل عن العمل"\n', "")
    (found,) = problems(copy)
    assert "missing in: ar" in found.what
    assert found.file == "registration.toml"


def test_a_missing_arabic_page_is_reported(copy):
    (copy / "content/ar/over-50.md").unlink()
    (found,) = problems(copy)
    assert found.file == "content/ar/over-50.md"


def test_all_mistakes_are_reported_together(copy):
    damage(copy, "employers.toml", 'code = "firm"', "code = 5")
    damage(copy, "records.toml", "months = 60", "months = 0")
    damage(copy, "places.csv", "QS-TV-02-02,town", "QS-TV-02-02,village")
    assert {p.file for p in problems(copy)} >= {"employers.toml", "records.toml", "places.csv"}


def test_a_folder_that_is_no_pack_says_so(tmp_path):
    (found,) = problems(tmp_path)
    assert "OPENPES_PACK" in found.do


@pytest.mark.parametrize("file", [f for f in FILES if "/" not in f])
def test_a_missing_empty_or_binary_file_is_named(copy, file):
    path = copy / file
    for content in (b"", b"\xff\xfe\x00broken", b"\x00" * 50):
        path.write_bytes(content)
        assert any(p.file == file for p in problems(copy))
    path.unlink()
    assert any(p.file == file for p in problems(copy))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_pack_damaged_anywhere_loads_or_says_why_and_never_breaks(tmp_path_factory, data):
    file = data.draw(st.sampled_from(FILES))
    content = (DEMO / file).read_bytes()
    start = data.draw(st.integers(0, len(content)))
    length = data.draw(st.integers(0, 60))
    junk = data.draw(st.one_of(st.binary(max_size=40), st.text("[]{}=\"'\n,;.+-0a", max_size=40).map(str.encode)))
    folder = tmp_path_factory.mktemp("damaged") / "pack"
    shutil.copytree(DEMO, folder, copy_function=os.link)
    (folder / file).unlink()
    (folder / file).write_bytes(content[:start] + junk + content[start + length :])
    try:
        pack = load(folder)
    except PackError as error:
        lines = str(error).split("\n")
        assert "problem" in lines[0]
        for problem in error.problems:
            assert problem.line >= 1
            assert problem.what
            assert problem.do
    else:
        assert pack.places


def test_a_pack_is_found_by_name_by_path_and_from_any_folder(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert folder_of("demo") == folder_of("packs/demo") == folder_of(str(DEMO)) == DEMO
    (tmp_path / "mine" / "here").mkdir(parents=True)
    assert folder_of("mine/here") == tmp_path / "mine" / "here"
