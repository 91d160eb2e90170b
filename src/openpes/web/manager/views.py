"""Services delivered, as chart and table, and exports that hide small cells."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from openpes.base import clock
from openpes.base.text import safe_cell
from openpes.insight import actions, queries
from openpes.insight.models import StatisticsExport
from openpes.people.models import Organisation
from openpes.web.account.access import for_roles
from openpes.web.design import charts
from openpes.web.design.downloads import table_file
from openpes.web.manager.forms import DIMENSION_LABELS, StatisticsForm

ROLES = ("manager", "administrator", "data_protection")
HIDDEN = "…"
MOST_SERIES = 6


@require_GET
@for_roles(*ROLES)
def services(request: HttpRequest) -> HttpResponse:
    """Contacts by two dimensions, with the weeks as a line."""
    actor = request.actor  # type: ignore[attr-defined]
    form = StatisticsForm(request.GET, offices=queries.offices_of(actor=actor))
    filters, rows, columns = form.chosen()
    table = queries.cross(actor=actor, filters=filters, rows=rows, columns=columns)
    overview = queries.overview(actor=actor, filters=filters)
    whole = [(monday, n) for monday, n in overview.by_week if monday + dt.timedelta(days=6) < clock.today()]
    return render(
        request,
        "manager/services.html",
        {
            "form": form,
            "filters": filters,
            "overview": overview,
            "table": _shown(table, rows, columns),
            "bars": _chart(table, rows, columns),
            "weeks": charts.line_chart(
                _("Contacts by week"),
                [monday.isoformat() for monday, _n in whole],
                [(_("Contacts"), [n for _monday, n in whole])],
                of=_("Week beginning"),
                text=_("Whole weeks only"),
            ),
            "query": request.GET.urlencode(),
            "empty": not table.cells,
        },
    )


def _chart(table: queries.Cross, rows: str, columns: str) -> charts.Chart:
    title = _("%(rows)s by %(columns)s") % {"rows": DIMENSION_LABELS[rows], "columns": DIMENSION_LABELS[columns]}
    if len(table.columns) <= MOST_SERIES:
        lines = [(label, [table.cells.get((code, c), 0) for c, _l in table.columns]) for code, label in table.rows]
        return charts.stacked_chart(title, [label for _c, label in table.columns], lines, of=DIMENSION_LABELS[rows])
    totals = [(label, table.row_total(code)) for code, label in table.rows]
    return charts.bar_chart(title, totals, of=DIMENSION_LABELS[rows], value=_("Contacts"))


def _shown(table: queries.Cross, rows: str, columns: str) -> charts.Table:
    head = [charts.Column(DIMENSION_LABELS[rows]), *(charts.Column(label, numeric=True) for _c, label in table.columns)]
    lines = [
        [label, *(table.cells.get((code, c), 0) for c, _l in table.columns), table.row_total(code)] for code, label in table.rows
    ]
    lines.append([_("Total"), *(table.column_total(c) for c, _l in table.columns), table.total])
    return charts.Table((*head, charts.Column(_("Total"), numeric=True)), lines)


@require_POST
@for_roles(*ROLES)
def export(request: HttpRequest) -> HttpResponse:
    """The table as CSV or XLSX with cells under 10 hidden; entered in the register of exports."""
    actor = request.actor  # type: ignore[attr-defined]
    form = StatisticsForm(request.POST, offices=queries.offices_of(actor=actor))
    filters, rows, columns = form.chosen()
    table = actions.export_cross(actor=actor, filters=filters, rows=rows, columns=columns)
    lines = [table.head, *([HIDDEN if value is None else safe_cell(value) for value in line] for line in table.lines)]
    lines.append([_("%(dots)s: hidden, because fewer than 10 or to protect such a cell") % {"dots": HIDDEN}])
    if filters.synthetic:
        lines.append([_("Made-up data")])
    name = f"services-{rows}-{columns}-{filters.since}-{filters.until}"
    return table_file(lines, name, request.POST.get("format", ""))


@require_GET
@for_roles(*ROLES)
def exports(request: HttpRequest) -> HttpResponse:
    """Who took which statistics out of the house."""
    actor = request.actor  # type: ignore[attr-defined]
    rows = StatisticsExport.objects.filter(organisation_id__in=actor.scope_ids).order_by("-at")[:200]
    names = dict(Organisation.objects.filter(pk__in=[r.organisation_id for r in rows]).values_list("pk", "name"))
    return render(
        request,
        "manager/exports.html",
        {"rows": [(row, names.get(row.organisation_id, "")) for row in rows], "today": clock.today()},
    )
