"""What the page and the report say of each item: the own answer, sentences about peers, a drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openpes.assessment.benchmark.reference import Peers
from openpes.assessment.benchmark.rules import Compared, Own
from openpes.assessment.tables import labels
from openpes.assessment.tables.specification import TECHNOLOGIES
from openpes.web.design.wording import number

OWN: dict[Own, Any] = {
    Own.YES: gettext_lazy("Yes"),
    Own.NO: gettext_lazy("No"),
    Own.NO_ANSWER: gettext_lazy("No answer"),
    Own.OUTSIDE: gettext_lazy("Does not apply"),
}
TAGS = {Own.YES: "ok", Own.NO: "warn", Own.NO_ANSWER: "", Own.OUTSIDE: ""}
MARKS = {Own.YES: "✓", Own.NO: "✗", Own.NO_ANSWER: "–", Own.OUTSIDE: "–"}


@dataclass(frozen=True)
class Beside:
    """One group of peers in words: "18 of 30 high-income services have this.", with ``share`` and interval from ten services on.

    ``share`` is ``60 % (42.3 – 75.4)``, or empty below ten services.
    """

    sentence: str
    share: str
    peers: Peers

    @property
    def html(self) -> SafeString:
        """The cell of a table. Drawn here and not by a template of its own: a page has hundreds of them."""
        if not self.share:
            return format_html("{}", self.sentence)
        return format_html('{}<br><span class="soft small"><bdi>{}</bdi></span>', self.sentence, self.share)


@dataclass(frozen=True)
class Line:
    """One item. ``approach`` and ``region`` are None where the report does not publish it so."""

    id: str
    label: str
    own: Any
    tag: str
    mark: str
    gap: bool
    income: Beside | None
    world: Beside | None
    approach: Beside | None
    region: Beside | None
    errata: tuple[str, ...]
    table: int | None


@dataclass(frozen=True)
class Section:
    """The items of one question, or of one technology of question 2.1."""

    heading: str
    lines: tuple[Line, ...]


def beside(peers: Peers | None) -> Beside | None:
    if peers is None:
        return None
    sentence = str(labels.HAVE_THIS.get(peers.group, labels.HAVE_THIS["region"])) % {"k": number(peers.k), "n": number(peers.n)}
    if peers.interval is None or peers.percent is None:
        return Beside(sentence, "", peers)
    low, high = peers.interval
    return Beside(sentence, f"{number(peers.percent)} % ({number(low)} – {number(high)})", peers)


def sections(items: Sequence[Compared], *, only_gaps: bool = False) -> list[Section]:
    """Every item under its question, in the order of the questionnaire."""
    found: dict[tuple[str, int], list[Compared]] = {}
    for each in items:
        if each.gap or not only_gaps:
            found.setdefault(_place(each), []).append(each)
    ordered = sorted(found, key=lambda place: (place[0], place[1]))
    return [Section(_heading(place, found[place]), tuple(map(_line, found[place]))) for place in ordered]


def _place(each: Compared) -> tuple[str, int]:
    question = each.item.row.cells[0].split(".")[0]
    return question, each.item.row.table if each.item.row.table in TECHNOLOGIES else 0


def _heading(place: tuple[str, int], items: Sequence[Compared]) -> str:
    question, table = place
    heading = labels.spoken().question(question)
    return f"{labels.technology(table)}: {heading}" if table else heading


def _line(each: Compared) -> Line:
    return Line(
        each.item.id,
        labels.row_label(each.item.row),
        OWN[each.own],
        TAGS[each.own],
        MARKS[each.own],
        each.gap,
        beside(each.income),
        beside(each.world),
        beside(each.approach),
        beside(each.region),
        each.item.errata,
        each.item.table,
    )


def counts(items: Sequence[Compared]) -> list[tuple[Any, int]]:
    """How many capabilities the agency has, has not, did not answer: no score, only counts."""
    items = [each for each in items if each.capability]
    return [
        (_("Has"), sum(each.own is Own.YES for each in items)),
        (_("Has not"), sum(each.own is Own.NO for each in items)),
        (_("No answer"), sum(each.own is Own.NO_ANSWER for each in items)),
        (_("Most peers have it, this service has not"), sum(each.gap for each in items)),
    ]


def chance(p: float | None) -> str:
    """``p = 0.012``, or ``p < 0.001``; empty where nothing was tested."""
    if p is None:
        return ""
    return f"p < {number(0.001, 3)}" if p < 0.001 else f"p = {number(p, 3)}"
