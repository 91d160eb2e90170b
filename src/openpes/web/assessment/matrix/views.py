"""Services, technologies and interaction levels in the report's terms, from service events."""

import datetime as dt
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from openpes.assessment.matrix import actions, queries, rules, wording
from openpes.base.actor import Actor
from openpes.base.text import safe_cell
from openpes.web.account.access import for_roles
from openpes.web.assessment.evidence.forms import PeriodForm
from openpes.web.assessment.parts import LEADS
from openpes.web.design import charts
from openpes.web.design.downloads import table_file
from openpes.web.design.wording import number

HIDDEN = "…"


class MatrixForm(PeriodForm):
    """The period, and one of its months to look at."""

    month = forms.ChoiceField(label=gettext_lazy("Month"), required=False)

    def __init__(self, data: Any, *, actor: Actor) -> None:
        super().__init__(data, actor=actor)
        period = PeriodForm(data, actor=actor).span()
        months = reversed(rules.months_between(period.since, period.until))
        named = [(month.isoformat(), date_format(month, "F Y")) for month in months]
        self.fields["month"].choices = [("", _("The whole period")), *named]  # type: ignore[attr-defined]

    def month_chosen(self) -> dt.date | None:
        """The first day of the month, None for the whole period."""
        if not self.is_bound or not self.is_valid() or not self.cleaned_data["month"]:
            return None
        return dt.date.fromisoformat(self.cleaned_data["month"])


@require_GET
@for_roles(*LEADS)
def matrix(request: HttpRequest) -> HttpResponse:
    """The matrix, its levels, its history by month, and the target groups."""
    actor = request.actor  # type: ignore[attr-defined]
    form = MatrixForm(request.GET, actor=actor)
    span, month = form.span(), form.month_chosen()
    found = queries.pictures(actor=actor, span=span, month=month)
    return render(
        request,
        "assessment/matrix.html",
        {
            "form": form,
            "span": found.span,
            "empty": found.matrix.empty,
            "table": _services(found.matrix),
            "whole": _whole(found.matrix),
            "levels": _levels(found.matrix),
            "history": _history(found),
            "reach": _groups(found.groups) if found.groups else None,
        },
    )


def _services(matrix: rules.Matrix) -> charts.Table:
    """Service by technology: contacts, and the highest level reached."""

    def cell(row: str, technology: str) -> str:
        contacts, highest = matrix.contacts(row, technology), matrix.highest(row, technology)
        if highest is None:
            return "–"
        return _("%(contacts)s, up to level %(level)s") % {"contacts": number(contacts), "level": highest}

    head = [charts.Column(_("Service")), *(charts.Column(wording.TECHNOLOGIES[t]) for t in rules.TECHNOLOGIES)]
    lines = [
        [wording.SERVICES[row], *(cell(row, technology) for technology in rules.TECHNOLOGIES)] for row in rules.SERVICE_OF_ROW
    ]
    return charts.Table(tuple(head), lines)


def _whole(matrix: rules.Matrix) -> charts.Table:
    """Service, technology and level: the whole matrix, without lines of noughts."""
    head = (charts.Column(_("Service")), charts.Column(_("Technology")), *(charts.Column(_("Level %(level)s") % {"level": n}, numeric=True) for n in rules.LEVELS))  # fmt: skip
    lines = [
        [
            wording.SERVICES[row],
            wording.TECHNOLOGIES[technology],
            *(matrix.cells.get((row, technology, n), 0) for n in rules.LEVELS),
        ]
        for row in rules.SERVICE_OF_ROW
        for technology in rules.TECHNOLOGIES
        if matrix.contacts(row, technology)
    ]
    return charts.Table(head, lines)


def _levels(matrix: rules.Matrix) -> charts.Chart:
    rows = [(wording.TECHNOLOGIES[t], [matrix.of_level(t, level) for level in rules.LEVELS]) for t in rules.TECHNOLOGIES]
    return charts.stacked_chart(
        _("Contacts by level of interaction"), [wording.LEVELS[level] for level in rules.LEVELS], rows, of=_("Technology"),
        text=_("As in Table 9 of the report, for each technology"),
    )  # fmt: skip


def _history(found: queries.Pictures) -> charts.Chart:
    labels = [date_format(month, "M Y") for month, _counts in found.months]
    series = [(wording.TECHNOLOGIES[t], [counts[t] for _month, counts in found.months]) for t in rules.TECHNOLOGIES]
    return charts.line_chart(_("Completed contacts by month"), labels, series, of=_("Month"))


def _groups(cells: dict[tuple[str, str], int]) -> charts.Chart:
    ways = {**{t: wording.TECHNOLOGIES[t] for t in rules.TECHNOLOGIES if t != rules.ADVANCED}, rules.IN_PERSON: _("In person")}
    groups = [group for group in rules.GROUPS if any(cells.get((group, way)) for way in ways)]
    rows = [(wording.GROUPS[group], [cells.get((group, way), 0) for way in ways]) for group in groups]
    return charts.stacked_chart(
        _("Contacts of target groups"), list(ways.values()), rows, of=_("Target group"),
        text=_("Of the whole service. Only weeks in which at least 10 people of the group had such a contact. Single parents stand for women who raise children alone."),
    )  # fmt: skip


@require_POST
@for_roles(*LEADS)
def export(request: HttpRequest) -> HttpResponse:
    """The matrix as CSV or XLSX with cells under 10 hidden; entered in the register of exports."""
    actor = request.actor  # type: ignore[attr-defined]
    form = MatrixForm(request.POST, actor=actor)
    span, month = form.span(), form.month_chosen()
    safe = actions.export_matrix(actor=actor, span=span, month=month)
    lines: list[list[object]] = [[_("Service"), _("Level"), *safe.head[2:]]]
    lines += [[HIDDEN if value is None else safe_cell(value) for value in line] for line in safe.lines]
    lines.append([_("%(dots)s: hidden, because fewer than 10 or to protect such a cell") % {"dots": HIDDEN}])
    if span.synthetic:
        lines.append([_("Made-up data")])
    return table_file(
        lines, f"matrix-{span.since}-{span.until}{f'-{month:%Y-%m}' if month else ''}", request.POST.get("format", "")
    )
