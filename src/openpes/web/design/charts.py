"""Charts drawn on the server as SVG, with the same numbers as a table.

Places are percentages and text has a fixed size, so that one drawing serves 320 pixels and a wall. No
inline styles and no scripts: colours come from classes of the stylesheet, in both schemes. In a
right-to-left page the drawing is mirrored; the words are not.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from .wording import number

ROW = 46
PLOT = 220
TOP = 22  # room for the words of the topmost line


@dataclass(frozen=True)
class Column:
    label: Any
    numeric: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of cells; the first cell names its row."""

    columns: tuple[Column, ...]
    rows: list[list[Any]]
    caption: Any = ""


@dataclass(frozen=True)
class Chart:
    """What ``{% chart %}`` draws: a figure with its title, the drawing and the table."""

    title: Any
    svg: SafeString
    table: Table
    text: Any = ""
    keys: Sequence[Any] = field(default_factory=tuple)


def meter(share: float, label: str) -> SafeString:
    """A bar filled to ``share`` (0 to 1)."""
    return format_html(
        '<svg class="bar" role="img" aria-label="{}"><rect x="{}%" width="{}%" height="100%" rx="4"/></svg>',
        label,
        f"{100 * (1 - share):.1f}" if get_language_bidi() else "0",
        f"{100 * share:.1f}",
    )


def bar_chart(title: Any, rows: Sequence[tuple[Any, float]], *, of: Any, value: Any, text: Any = "", full: float = 0) -> Chart:
    """One bar a row. ``of`` heads the column of names, ``value`` the column of numbers; ``full`` is a whole bar (the largest value)."""
    top = full or max((v for _name, v in rows), default=0) or 1
    rtl = get_language_bidi()
    parts = []
    for i, (name, v) in enumerate(rows):
        y = i * ROW
        wide = 100 * max(v, 0) / top
        parts.append(_text(0, y + 15, str(name), rtl, "start") + _text(100, y + 15, number(v), rtl, "end"))
        parts.append(_rect(0, y + 22, wide, 12, 1, rtl))
    svg = _svg(title, _said(rows), len(rows) * ROW, parts)
    table = Table((Column(of), Column(value, numeric=True)), [[n, v] for n, v in rows])
    return Chart(title, svg, table, text)


def stacked_chart(
    title: Any,
    series: Sequence[Any],
    rows: Sequence[tuple[Any, Sequence[float]]],
    *,
    of: Any,
    text: Any = "",
) -> Chart:
    """One bar a row, made of one part for each of ``series`` (at most six)."""
    top = max((sum(vs) for _name, vs in rows), default=0) or 1
    rtl = get_language_bidi()
    parts = []
    for i, (name, vs) in enumerate(rows):
        y, at = i * ROW, 0.0
        parts.append(_text(0, y + 15, str(name), rtl, "start"))
        parts.append(_text(100, y + 15, number(sum(vs)), rtl, "end"))
        for k, v in enumerate(vs, start=1):
            wide = 100 * max(v, 0) / top
            parts.append(_rect(at, y + 22, max(wide - 0.3, 0), 14, k, rtl))
            at += wide
    svg = _svg(title, _said([(n, sum(vs)) for n, vs in rows]), len(rows) * ROW, parts)
    columns = (Column(of), *(Column(s, numeric=True) for s in series))
    return Chart(title, svg, Table(columns, [[n, *vs] for n, vs in rows]), text, series)


def line_chart(
    title: Any,
    labels: Sequence[Any],
    series: Sequence[tuple[Any, Sequence[float | None]]],
    *,
    of: Any,
    text: Any = "",
) -> Chart:
    """Lines over time, the oldest first. A value that is None leaves a gap: it is not known, not nought."""
    rtl = get_language_bidi()
    top = nice_top(max((v for _name, vs in series for v in vs if v is not None), default=0))
    parts = []
    for step in range(5):
        y = TOP + (PLOT - TOP - 32) * step / 4
        kind = "axis" if step == 4 else "grid"
        parts.append(f'<line class="{kind}" x1="0" x2="100%" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(_text(0, y - 4, number(top * (4 - step) / 4), rtl, "start") if step < 4 else "")
    inner = []
    for k, (_name, vs) in enumerate(series, start=1):
        for piece in _pieces(vs):
            points = " ".join(f"{_x(i, len(labels), rtl):.2f},{100 - 100 * v / top:.2f}" for i, v in piece)
            inner.append(
                f'<polyline class="s{k}" points="{points}" fill="none" stroke-width="2.5" '
                f'stroke-linejoin="round" stroke-linecap="round" vector-effect="non-scaling-stroke"/>'
            )
    parts.append(
        f'<svg x="0" y="{TOP}" width="100%" height="{PLOT - TOP - 32}" viewBox="0 0 100 100" '
        f'preserveAspectRatio="none">{"".join(inner)}</svg>'
    )
    last = len(labels) - 1
    for i in sorted({0, last // 2, last}) if labels else []:
        where = "start" if i == 0 else "end" if i == last else "middle"
        parts.append(_text(100 * i / max(last, 1), PLOT - 12, str(labels[i]), rtl, where))
    svg = _svg(title, _lines_said(labels, series), PLOT, parts)
    columns = (Column(of), *(Column(name, numeric=True) for name, _vs in series))
    rows = [[label, *(vs[i] for _name, vs in series)] for i, label in enumerate(labels)]
    return Chart(title, svg, Table(columns, rows), text, [n for n, _vs in series] if len(series) > 1 else ())


def nice_top(value: float) -> float:
    """The smallest of 4, 8, 20, 40, 80, 200 … that is not below ``value``: its quarters are round."""
    if value <= 0:
        return 4
    scale = 1.0
    while True:
        for n in (4, 8, 20):
            if value <= n * scale:
                return n * scale
        scale *= 10


def _pieces(values: Sequence[float | None]) -> list[list[tuple[int, float]]]:
    pieces: list[list[tuple[int, float]]] = [[]]
    for i, v in enumerate(values):
        if v is None:
            pieces.append([])
        else:
            pieces[-1].append((i, v))
    return [p for p in pieces if p]


def _x(i: int, n: int, rtl: bool) -> float:
    share = 100 * i / max(n - 1, 1)
    return 100 - share if rtl else share


def _rect(at: float, y: float, wide: float, high: float, colour: int, rtl: bool) -> str:
    x = 100 - at - wide if rtl else at
    return f'<rect class="f{colour}" x="{x:.2f}%" y="{y}" width="{wide:.2f}%" height="{high}" rx="3"/>'


def _text(at: float, y: float, words: str, rtl: bool, where: str) -> str:
    """Words at ``at`` percent from the side where reading starts."""
    if rtl:
        at, where = 100 - at, {"start": "end", "end": "start"}.get(where, where)
    return f'<text x="{at:.2f}%" y="{y:.1f}" text-anchor="{where}">{escape(words)}</text>'


def _svg(title: Any, description: str, high: int, parts: Sequence[str]) -> SafeString:
    return mark_safe(  # noqa: S308 - every word in it is escaped above or here
        f'<svg role="img" height="{high}" direction="ltr"><title>{escape(title)}</title>'
        f"<desc>{escape(description)}</desc>{''.join(parts)}</svg>"
    )


def _said(rows: Sequence[tuple[Any, float]]) -> str:
    """The chart in one sentence: its largest and its smallest value."""
    if not rows:
        return _("There are no numbers yet.")
    most, least = max(rows, key=lambda r: r[1]), min(rows, key=lambda r: r[1])
    return _("Largest: %(most)s, %(most_n)s. Smallest: %(least)s, %(least_n)s.") % {
        "most": most[0],
        "most_n": number(most[1]),
        "least": least[0],
        "least_n": number(least[1]),
    }


def _lines_said(labels: Sequence[Any], series: Sequence[tuple[Any, Sequence[float | None]]]) -> str:
    said = []
    for name, values in series:
        known = [(label, v) for label, v in zip(labels, values, strict=True) if v is not None]
        if known:
            said.append(
                _("%(name)s: from %(first_n)s (%(first)s) to %(last_n)s (%(last)s).")
                % {
                    "name": name,
                    "first": known[0][0],
                    "first_n": number(known[0][1]),
                    "last": known[-1][0],
                    "last_n": number(known[-1][1]),
                }
            )
    return " ".join(said) or _("There are no numbers yet.")
