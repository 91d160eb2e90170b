"""A title as people write it becomes an occupation."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openpes.work.coding import Coder, Correction, Label, load_or_build, normalise_title
from openpes.work.coding.words import segments

LABELS = [
    Label("nurse", "2221", "Nurse", "preferred"),
    Label("nurse", "2221", "Infirmier / infirmière", "preferred"),
    Label("nurse", "2221", "ممرض / ممرضة", "preferred"),
    Label("care", "5321", "Healthcare assistant", "preferred"),
    Label("gp", "2211", "General practitioner", "preferred"),
    Label("lorry", "8332", "Lorry driver", "preferred"),
    Label("van", "8322", "Van driver", "preferred"),
    Label("dev", "2512", "Software developer", "preferred"),
    Label("clerk", "4110", "Office clerk", "preferred"),
    Label("porter", "9621", "Porter", "preferred"),
    Label("teller", "4211", "Bank clerk", "preferred"),
    Label("electrician", "7411", "Electrician", "preferred"),
    Label("cook", "5120", "Cook", "preferred"),
    Label("cook", "5120", "Mpishi", "preferred"),
    Label("engineer", "2142", "Civil engineer", "preferred"),
    Label("hrm", "1212", "Human resources manager", "preferred"),
    Label("lab", "3212", "Laboratory technician", "alternative"),
    Label(None, "3213", "Pharmaceutical technicians and assistants", "isco"),
]


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder.build(LABELS)


@pytest.mark.parametrize(
    ("title", "isco08"),
    [
        ("Band 5 Staff Nurse – Ward 7", "2221"),
        ("PUBLIC HEALTH NURSE", "2221"),
        ("RN", "2221"),
        ("Registered Nurse - Medical Assessment Unit", "2221"),
        ("Staff Nurse (Respiratory), full time, 37.5 hours", "2221"),
        ("Salaried GP/Lead GP", "2211"),
        ("Health Care Assistants - night shifts", "5321"),
        ("HCA", "5321"),
        ("HGV Class 1 driver", "8332"),
        ("Van Driver (zero hours)", "8322"),
        ("CERT IT DEVELOPER (APP)", "2512"),
        ("Lead Developer", "2512"),
        ("Bank Porter", "9621"),
        ("Bank clerk", "4211"),
        ("admin", "4110"),
        ("electrisian", "7411"),
        ("ASSISTANT CIVIL ENGINEER", "2142"),
        ("Manager, Human Resources", "1212"),
        ("Infirmière", "2221"),
        ("ممرضة", "2221"),
        ("mpishi", "5120"),
    ],
)
def test_an_everyday_title_finds_its_unit_group(coder, title, isco08):
    assert coder.code(title).isco08 == isco08


@pytest.mark.parametrize("title", ["", "   ", "Band 5", "£23,000", "xyzzy", "37.5 hours", "\ud800", "()[]", "/-/"])
def test_a_title_without_a_trade_is_not_coded(coder, title):
    coding = coder.code(title)
    assert (coding.isco08, coding.confidence) == ("", 0.0)


def test_a_correction_always_wins_and_covers_titles_that_read_the_same(coder):
    learning = Coder.build(LABELS)
    learning.learn("Ward Hostess", Correction("cook", "5120"))
    coding = learning.code("WARD HOSTESS - Band 2 (fixed term)")
    assert (coding.occupation_code, coding.isco08, coding.confidence, coding.source) == ("cook", "5120", 1.0, "correction")


def test_noise_does_not_change_what_is_learned():
    assert normalise_title("Band 5 Staff Nurse, full-time") == normalise_title("staff nurses")


def test_a_person_outweighs_an_exact_name():
    learning = Coder.build(LABELS, {normalise_title("Porter"): Correction("clerk", "4110")})
    assert learning.code("porter").isco08 == "4110"


def test_alternatives_come_in_falling_confidence(coder):
    coding = coder.code("machine technician")
    values = [coding.confidence, *(a.confidence for a in coding.alternatives)]
    assert values == sorted(values, reverse=True)
    assert len(values) > 1


def test_the_advert_decides_between_equals():
    twins = [Label("a", "2221", "Team nurse hospital", "preferred"), Label("b", "5322", "Team nurse cooking", "preferred")]
    coder = Coder.build(twins, everyday=False)
    assert coder.code("Team nurse", "You will work in our hospital.").isco08 == "2221"
    assert coder.code("Team nurse", "Cooking for guests, much cooking.").isco08 == "5322"


def test_a_name_that_fits_any_trade_is_doubtful():
    coder = Coder.build([*LABELS, Label("animals", "5164", "team leader", "alternative")])
    assert coder.code("Team Leader").confidence < 0.5


@given(st.text(max_size=400))
@settings(deadline=None)
def test_any_text_gives_a_confidence_between_0_and_1(text):
    coding = _shared().code(text, text)
    assert 0.0 <= coding.confidence <= 1.0
    assert coding.isco08 == "" or len(coding.isco08) == 4


@given(st.permutations(LABELS))
@settings(deadline=None, max_examples=25)
def test_the_order_of_the_labels_does_not_matter(labels):
    titles = ["staff nurse ward", "driver", "assistant manager", "laboratory assistant"]
    shuffled = Coder.build(labels)
    assert [shuffled.code(t).isco08 for t in titles] == [_shared().code(t).isco08 for t in titles]


def test_ten_thousand_characters_are_no_trouble(coder):
    assert coder.code("nurse " * 2000).isco08 == "2221"


def test_a_built_coder_is_kept_and_a_damaged_file_is_built_again(tmp_path):
    first = load_or_build(LABELS, None, tmp_path)
    (path,) = tmp_path.glob("coder-*.zip")
    again = load_or_build(LABELS, None, tmp_path)
    assert again.code("Lead Developer") == first.code("Lead Developer")
    path.write_bytes(path.read_bytes()[:2000])
    assert load_or_build(LABELS, None, tmp_path).code("Lead Developer") == first.code("Lead Developer")


def test_new_labels_make_a_new_file_and_the_old_one_goes(tmp_path):
    load_or_build(LABELS, None, tmp_path)
    load_or_build([*LABELS, Label("baker", "7512", "Baker", "preferred")], None, tmp_path)
    assert len(list(tmp_path.glob("coder-*.zip"))) == 1


def test_segments_are_plain_words():
    parts = segments("Sister/Charge Nurse (Theatres) - Band 6")
    assert [" ".join(p.words) for p in parts] == ["sister", "charge nurse", "theatre"]
    assert json.dumps([p.words for p in parts])


_cache: list[Coder] = []


def _shared() -> Coder:
    if not _cache:
        _cache.append(Coder.build(LABELS))
    return _cache[0]
