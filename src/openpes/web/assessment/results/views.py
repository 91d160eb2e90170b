"""Tables 4 to 17 as print and drawing, the 69 services, the prose, the errata, and everything as files."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openpes.assessment.data import published
from openpes.assessment.egov import queries as egov_queries
from openpes.assessment.tables import exports, labels
from openpes.assessment.tables.figures import wilson
from openpes.assessment.tables.specification import GROUP_OF, GROUPS, Row, rows
from openpes.assessment.tables.tabulate import IMPOSSIBLE, Impossible
from openpes.web.assessment.results import strips, words, world_map
from openpes.web.design import charts, downloads
from openpes.web.design.wording import number

WORLD = GROUPS[0]


@dataclass(frozen=True)
class Shown:
    """One printed cell on the page; ``impossible`` where it is struck through."""

    group: Any
    percent: int
    k: int
    n: int
    low: float
    high: float
    impossible: Impossible | None


@dataclass(frozen=True)
class Line:
    label: str
    printed: str
    cells: tuple[Shown, ...]
    errata: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """The rows of a table that stand under one heading, with their drawing."""

    heading: str
    lines: tuple[Line, ...]
    chart: charts.Chart


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What there is to read, and the files."""
    chapters = [(chapter, labels.table_title(chapter)) for chapter in labels.NUMBERS]
    return render(request, "assessment/results.html", {"chapters": chapters, "services": len(published.respondents())})


@require_safe
def table(request: HttpRequest, chapter: int) -> HttpResponse:
    """One table. ``?group=`` shows one group only (H, U, L)."""
    if chapter not in labels.NUMBERS:
        raise Http404
    asked = request.GET.get("group", "")
    group = GROUP_OF.get(asked, "") if asked != "LI" else ""
    shown = (group,) if group else GROUPS
    place = labels.NUMBERS.index(chapter)
    context = {
        "number": chapter,
        "title": labels.table_title(chapter),
        "parts": parts_of(chapter, shown),
        "filters": [("", _("All groups"))]
        + [(code, labels.GROUP_LABELS[name]) for code, name in GROUP_OF.items() if code != "LI"],
        "asked": asked if group else "",
        "chosen": labels.GROUP_LABELS[shown[0]],
        "columns": [labels.GROUP_LABELS[each] for each in shown],
        "errata": [each for each in words.errata() if chapter in each.erratum.tables],
        "before": labels.NUMBERS[place - 1] if place else None,
        "after": labels.NUMBERS[place + 1] if place + 1 < len(labels.NUMBERS) else None,
    }
    return render(request, "assessment/results_table.html", context)


def parts_of(chapter: int, groups: tuple[str, ...]) -> list[Part]:
    """The rows of a table under their headings: one part, or three for Table 10."""
    printed: dict[tuple[int, str, str], dict[str, published.Printed]] = {}
    for p in published.printed():
        printed.setdefault((p.table, p.row_group, p.row), {})[p.group] = p
    headings: dict[str, list[Row]] = {}
    for row in rows():
        if row.table == chapter:
            headings.setdefault(row.row_group, []).append(row)
    return [_part(under, printed, groups) for under in headings.values()]


def _part(under: list[Row], printed: Any, groups: tuple[str, ...]) -> Part:
    lines, bars = [], []
    for row in under:
        cells = tuple(_shown(printed[row.key][group]) for group in groups)
        found = [each.id for each in published.errata() if row.key in each.rows]
        lines.append(Line(labels.row_label(row), row.label, cells, tuple(found)))
        if not cells[0].impossible:
            bars.append((lines[-1].label, cells[0].percent))
    heading = labels.approach_label(under[0].within[0].removeprefix("q2_3.")) if under[0].row_group else ""
    title = f"{heading}: {labels.GROUP_LABELS[groups[0]]}" if heading else labels.GROUP_LABELS[groups[0]]
    chart = charts.bar_chart(title, bars, of=_("Answer"), value=_("Per cent of services, 2020"), full=100)
    return Part(heading, tuple(lines), chart)


def _shown(p: published.Printed) -> Shown:
    low, high = wilson(p.k, p.n) or (0.0, 0.0)
    impossible = IMPOSSIBLE.get((p.table, p.row_group, p.row, p.group))
    return Shown(labels.GROUP_LABELS[p.group], p.percent, p.k, p.n, low, high, impossible)


@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """The 69 services with their delivery approach: a map and the same as a list, by region or of one approach."""
    asked = request.GET.get("approach", "")
    names = {code: labels.approach_label(code) for code in world_map.COLOURS}
    chosen = [each for each in published.respondents() if asked not in names or each.approach == asked]
    counts = Counter(each.approach for each in chosen)
    said = "; ".join(f"{names[code]}: {counts[code]}" for code in names if counts[code])
    regions: dict[str, list[Any]] = {}
    for each in sorted(chosen, key=lambda each: (each.region, each.agency)):
        regions.setdefault(each.region, []).append((each, names[each.approach], labels.GROUP_LABELS[GROUP_OF[each.income_group]]))
    context = {
        "map": world_map.draw(chosen, _("Services and how they deliver, 2020"), said, names),
        "keys": [(code, names[code], world_map.COLOURS[code], counts[code]) for code in names],
        "regions": [(words.region(region), found) for region, found in regions.items()],
        "asked": asked if asked in names else "",
        "count": len(chosen),
    }
    return render(request, "assessment/results_services.html", context)


@require_safe
def prose(request: HttpRequest) -> HttpResponse:
    """The percentages of the report's text and figures, with what they agree or disagree with."""
    return render(request, "assessment/results_prose.html", {"facts": words.facts(), "figures": words.figures()})


@require_safe
def errata(request: HttpRequest) -> HttpResponse:
    """Where the report contradicts itself. Nothing is corrected silently."""
    return render(request, "assessment/results_errata.html", {"errata": words.errata()})


@require_safe
def egov(request: HttpRequest) -> HttpResponse:
    """The e-government indices of the United Nations beside the delivery approach."""
    names = {code: labels.approach_label(code) for code in world_map.COLOURS}
    shown = []
    for beside in egov_queries.latest():
        rows = [
            (names[each.approach], world_map.COLOURS[each.approach], each.mean, [(s.agency, value) for s, value in each.values])
            for each in beside.approaches
        ]
        title = f"{beside.index.label}, {beside.year}"
        said = "; ".join(f"{names[each.approach]}: {number(each.mean, 2)}" for each in beside.approaches if each.mean is not None)
        lines = [(names[each.approach], each) for each in beside.approaches]
        shown.append((beside, title, strips.draw(title, said, rows), lines))
    return render(request, "assessment/results_egov.html", {"shown": shown})


@require_safe
def download(request: HttpRequest, name: str) -> HttpResponse:
    """``<set>.csv``, or ``results.xlsx`` with all of them on sheets of their own."""
    if name == "results.xlsx":
        sheets = {key: make() for key, make in exports.SETS.items() if key != "sdmx"}
        return downloads.workbook({"about": [[exports.CREDIT]], **sheets}, name)
    key, _dot, ending = name.rpartition(".")
    if ending != "csv" or key not in exports.SETS:
        raise Http404
    return downloads.csv_file(exports.SETS[key](), name)
