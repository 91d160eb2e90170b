"""The two stylesheets: weight, contrast in both schemes, directions that turn round."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from openpes.web.design.palette import OURS, Palette, contrast, read

CLIENT = Path(finders.find("design/client.css"))
STAFF = Path(finders.find("design/staff.css"))
TEXT, SHAPE = 4.5, 3.0  # WCAG 2.2: 1.4.3 and 1.4.11
PAIRS = [
    *[(ink, paper, TEXT) for ink in ("ink", "soft", "accent", "bad") for paper in ("ground", "paper")],
    *[(ink, "tint", TEXT) for ink in ("ink", "soft", "accent")],
    ("on-accent", "accent", TEXT),
    ("paper", "bad", TEXT),
    ("ok", "ok-tint", TEXT),
    ("warn", "warn-tint", TEXT),
    ("bad", "bad-tint", TEXT),
    ("accent", "bad-tint", TEXT),
    ("accent", "warn-tint", TEXT),
    ("ok", "paper", TEXT),
    ("warn", "paper", TEXT),
    *[(line, paper, SHAPE) for line in ("edge", "focus") for paper in ("ground", "paper")],
    *[(f"c{n}", "paper", SHAPE) for n in range(1, 7)],
]


def schemes() -> dict[str, dict[str, str]]:
    """The colours of the light scheme, of a dark device, and of dark as chosen."""
    text = CLIENT.read_text("utf-8")
    light, device, chosen = (
        dict(re.findall(r"--([\w-]+):(#\w+);", text.split(start, 1)[1].split("color-scheme:", 1)[0]))
        for start in (":root{", ":root:not([data-scheme=light]){", ":root[data-scheme=dark]{")
    )
    return {"light": light, "dark device": light | device, "dark chosen": light | chosen}


def long(colour: str) -> str:
    """``#fff`` as ``#ffffff``."""
    return "#" + "".join(c * 2 for c in colour[1:]) if len(colour) == 4 else colour


def test_the_measure_of_contrast_is_right():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark device", "dark chosen"])
@pytest.mark.parametrize(("one", "other", "least"), PAIRS)
def test_colours_stand_out_enough(scheme, one, other, least):
    colours = schemes()[scheme]
    assert contrast(long(colours[one]), long(colours[other])) >= least


def test_a_dark_device_and_dark_as_chosen_look_the_same():
    assert schemes()["dark device"] == schemes()["dark chosen"]


@pytest.mark.parametrize(("sheet", "most"), [(CLIENT, 7 * 1024), (STAFF, 7 * 1024)])
def test_the_stylesheet_is_light(sheet, most):
    assert len(gzip.compress(sheet.read_bytes(), 9)) <= most


@pytest.mark.parametrize("sheet", [CLIENT, STAFF])
def test_directions_turn_round_with_the_script(sheet):
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
    assert not re.findall(r"[;{](?:margin|padding|border|inset)-(?:left|right)|[;{](?:left|right)\s*:", text)
    assert not re.findall(r"(?:text-align|float)\s*:\s*(?:left|right)", text)


@pytest.mark.parametrize("sheet", [CLIENT, STAFF])
def test_nothing_comes_from_elsewhere(sheet):
    assert not re.findall(r"url\((?!rings\.svg)|@import|https?:", sheet.read_text("utf-8"))


def test_a_country_sets_its_colours_in_both_schemes():
    css = read('[light]\naccent = "#1D4F91"\n[dark]\naccent = "#9cc2f5"').css
    assert css == (
        ":root{--accent:#1d4f91}@media (prefers-color-scheme:dark){:root:not([data-scheme=light]){--accent:#9cc2f5}}"
        ":root[data-scheme=dark]{--accent:#9cc2f5}"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[light]\naccent = "#ffee00"', "accent on paper: the contrast is 1.2 to 1"),
        ('[light]\ndeep = "#cccccc"', "white on deep"),
        ('[light]\naccent = "red;}body{display:none"', "write it as #rrggbb"),
        ('[light]\nfont = "#000000"', "the names are"),
        ("[light", "cannot be read"),
    ],
)
def test_colours_that_cannot_be_read_are_refused_with_the_reason(text, said):
    found = read(text)
    assert found.css == ""
    assert any(said in problem for problem in found.problems)


def test_without_colours_of_its_own_a_country_loads_nothing_more():
    assert read("") == Palette()


@pytest.mark.parametrize(("scheme", "ours"), [("light", "light"), ("dark chosen", "dark")])
def test_the_check_of_a_countrys_colours_knows_our_own(scheme, ours):
    colours = schemes()[scheme]
    assert {name: long(colours[name]) for name in OURS[ours]} == OURS[ours]
