"""The 69 services as dots on a map that is drawn here: no tile server, no third party."""

from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from openpes.assessment.data import published

# From 84 north, above all land, to 58 south; the south beyond has no service.
TOP, HIGH = 6, 142
COLOURS = {"predominantly_technology": 1, "selected_services": 2, "face_to_face": 3}
SHAPES = {
    "predominantly_technology": '<circle class="f{c}" cx="{x}" cy="{y}" r="1.9">{t}</circle>',
    "selected_services": '<path class="f{c}" d="M{x} {y}m0-2.4l2.4 2.4-2.4 2.4-2.4-2.4z">{t}</path>',
    "face_to_face": '<path class="f{c}" d="M{x} {y}m-1.7-1.7h3.4v3.4h-3.4z">{t}</path>',
}


def draw(services: Sequence[published.Respondent], title: str, description: str, names: dict[str, str]) -> SafeString:
    """The drawing: land, and a mark for each service whose shape and colour tell its approach. ``names``: approach → words."""
    marks = []
    for service in services:
        latitude, longitude = published.places()[service.no]
        said = f"<title>{escape(service.agency)}: {escape(names[service.approach])}</title>"
        shape = SHAPES[service.approach]
        marks.append(shape.format(c=COLOURS[service.approach], x=f"{longitude + 180:g}", y=f"{90 - latitude:g}", t=said))
    return mark_safe(  # noqa: S308 - names are escaped above, all else is ours
        f'<svg role="img" viewBox="0 {TOP} 360 {HIGH}" direction="ltr"><title>{escape(title)}</title><desc>{escape(description)}</desc>'
        f'<path class="land" d="{published.land()}"/>{"".join(marks)}</svg>'
    )
