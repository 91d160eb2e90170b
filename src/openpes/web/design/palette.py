"""The colours of a country: ``colours.toml`` in its pack, checked, as a small stylesheet that comes after our own.

    [light]
    accent = "#1d4f91"      # links and buttons
    on-accent = "#ffffff"   # words on a button
    deep = "#12305a"        # the band behind the first page
    tint = "#e3ebf6"        # quiet backgrounds
    [dark]
    …

Every value may be left out. A colour that people cannot read against its ground (WCAG 2.2, 1.4.3: 4.5 to 1) is refused
with the ratio, and the page keeps our own.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from openpes.base import countrypack

NAMES = ("accent", "on-accent", "deep", "tint")
COLOUR = re.compile(r"^#[0-9a-f]{6}$", re.IGNORECASE)
READABLE = 4.5
# The colours of client.css that a country's own stand beside; a test keeps the two the same.
OURS = {
    "light": {"accent": "#0a5c59", "on-accent": "#ffffff", "deep": "#0a3f40", "tint": "#e1eeeb", "ink": "#15211f",
              "paper": "#ffffff", "ground": "#f5f4ef"},
    "dark": {"accent": "#7ed3c7", "on-accent": "#06211f", "deep": "#0d3232", "tint": "#163331", "ink": "#e8efec",
             "paper": "#17211f", "ground": "#0e1514"},
}  # fmt: skip
BESIDE = (("accent", "paper"), ("accent", "ground"), ("accent", "tint"), ("on-accent", "accent"), ("ink", "tint"))
ON_DEEP = "#ffffff"
SELECTORS = {
    "light": (":root",),
    "dark": ("@media (prefers-color-scheme:dark){:root:not([data-scheme=light])", ":root[data-scheme=dark]"),
}


@dataclass(frozen=True)
class Palette:
    """``css`` to serve (empty: the country has no colours of its own), ``problems`` in words, ``mark`` for the address."""

    css: str = ""
    problems: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        return sha256(self.css.encode()).hexdigest()[:12]


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb``, 0 to 1 (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def read(text: str) -> Palette:
    """The stylesheet for the text of a ``colours.toml``, or what is wrong with it."""
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Palette(problems=(f"colours.toml cannot be read: {error}",))
    problems: list[str] = []
    css = ""
    for scheme, selectors in SELECTORS.items():
        own = given.get(scheme, {})
        for name, value in own.items():
            if name not in NAMES:
                problems.append(f"[{scheme}] {name}: the names are {', '.join(NAMES)}.")
            elif not isinstance(value, str) or not COLOUR.match(value):
                problems.append(f"[{scheme}] {name}: write it as #rrggbb.")
        if problems:
            continue
        full = OURS[scheme] | own
        pairs = [(f"{a} on {b}", full[a], full[b]) for a, b in BESIDE] + [("white on deep", ON_DEEP, full["deep"])]
        problems += [
            f"[{scheme}] {what}: the contrast is {contrast(a, b):.1f} to 1, at least {READABLE} is needed."
            for what, a, b in pairs
            if contrast(a, b) < READABLE
        ]
        rules = ";".join(f"--{name}:{own[name].lower()}" for name in NAMES if name in own)
        if rules:
            css += "".join(f"{s}{{{rules}}}{'}' if s.startswith('@') else ''}" for s in selectors)
    return Palette(problems=tuple(problems)) if problems else Palette(css)


def of_country() -> Palette:
    """The palette of the pack in force, read once per process."""
    return _of_folder(countrypack.folder_of(countrypack.chosen()))


@lru_cache(maxsize=8)
def _of_folder(folder: Path) -> Palette:
    path = folder / "colours.toml"
    return read(path.read_text("utf-8")) if path.is_file() else Palette()
