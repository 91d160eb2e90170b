"""The two stylesheets: weight, contrast in both schemes, directions that turn round."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

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


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    digits = colour.lstrip("#")
    digits = "".join(c * 2 for c in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_measure_of_contrast_is_right():
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark device", "dark chosen"])
@pytest.mark.parametrize(("one", "other", "least"), PAIRS)
def test_colours_stand_out_enough(scheme, one, other, least):
    colours = schemes()[scheme]
    assert contrast(colours[one], colours[other]) >= least


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
