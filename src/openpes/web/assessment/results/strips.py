"""Values between 0 and 1 as marks on one line for each group."""

from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi

from openpes.web.design.wording import number

ROW = 56


def draw(title: str, description: str, rows: Sequence[tuple[str, int, float | None, Sequence[tuple[str, float]]]]) -> SafeString:
    """A row a group: (name, colour, mean, [(service, value)]). A thin bar shows the mean."""
    rtl = get_language_bidi()
    parts = []
    for i, (name, colour, mean, values) in enumerate(rows):
        y = i * ROW
        side, where = (100, "end") if rtl else (0, "start")
        parts.append(f'<text x="{side}%" y="{y + 15}" text-anchor="{where}">{escape(name)}</text>')
        parts.append(f'<line class="axis" x1="0" x2="100%" y1="{y + 34}" y2="{y + 34}"/>')
        for service, value in values:
            said = f"<title>{escape(service)}: {number(value, 2)}</title>"
            parts.append(
                f'<circle class="f{colour}" fill-opacity=".55" cx="{_x(value, rtl)}" cy="{y + 34}" r="5">{said}</circle>'
            )
        if mean is not None:
            x = _x(mean, rtl)
            parts.append(f'<line class="s{colour}" stroke-width="3" x1="{x}" x2="{x}" y1="{y + 22}" y2="{y + 46}"/>')
    high = len(rows) * ROW + 16
    for value in (0, 0.5, 1):
        where = "middle" if value == 0.5 else "start" if (value == 0) != rtl else "end"
        parts.append(f'<text x="{_x(value, rtl)}" y="{high - 2}" text-anchor="{where}">{number(value, 1)}</text>')
    return mark_safe(  # noqa: S308 - every word in it is escaped
        f'<svg role="img" height="{high}" direction="ltr"><title>{escape(title)}</title><desc>{escape(description)}</desc>'
        f"{''.join(parts)}</svg>"
    )


def _x(value: float, rtl: bool) -> str:
    return f"{100 * (1 - value if rtl else value):.2f}%"
