"""Shares with their intervals and the own answer as one drawing, with the same in words."""

from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from openpes.web.assessment.benchmark.shown import Line
from openpes.web.design.wording import number

ROW = 46


def draw(title: str, lines: Sequence[Line]) -> SafeString | None:
    """A row an item: its mark (✓ ✗ –), the interval of the nearest peers as a band and their share as a point.

    Items without published peers are left out; None when no item has any.
    """
    drawn = [(line, near) for line in lines if (near := line.income or line.world)]
    if not drawn:
        return None
    rtl = get_language_bidi()
    parts = []
    for i, (line, near) in enumerate(drawn):
        y, peers = i * ROW, near.peers
        said = _("%(k)s of %(n)s") % {"k": number(peers.k), "n": number(peers.n)}
        parts.append(_text(0, y + 15, f"{line.mark} {line.label}", rtl, "start") + _text(100, y + 32, said, rtl, "end"))
        parts.append(f'<line class="grid" x1="0" x2="80%" y1="{y + 28}" y2="{y + 28}"/>' if not rtl else "")
        parts.append(f'<line class="grid" x1="20%" x2="100%" y1="{y + 28}" y2="{y + 28}"/>' if rtl else "")
        if peers.interval is not None and peers.percent is not None:
            low, high = peers.interval
            parts.append(_band(low, high, y, rtl) + _point(peers.percent, y, rtl))
    described = _("Band: interval of the peers. Point: their share. Mark before the name: this service.")
    return mark_safe(  # noqa: S308 - every word in it is escaped
        f'<svg role="img" height="{len(drawn) * ROW}" direction="ltr"><title>{escape(title)}</title>'
        f"<desc>{escape(described)}</desc>{''.join(parts)}</svg>"
    )


def _band(low: float, high: float, y: int, rtl: bool) -> str:
    wide = 0.8 * (high - low)
    x = 100 - 0.8 * high if rtl else 0.8 * low
    return f'<rect class="f1" fill-opacity=".3" x="{x:.2f}%" y="{y + 22}" width="{wide:.2f}%" height="12" rx="3"/>'


def _point(share: float, y: int, rtl: bool) -> str:
    x = 100 - 0.8 * share if rtl else 0.8 * share
    return f'<circle class="f1" cx="{x:.2f}%" cy="{y + 28}" r="5"/>'


def _text(at: float, y: float, words: str, rtl: bool, where: str) -> str:
    if rtl:
        at, where = 100 - at, {"start": "end", "end": "start"}[where]
    return f'<text x="{at:.2f}%" y="{y:.1f}" text-anchor="{where}">{escape(words)}</text>'
