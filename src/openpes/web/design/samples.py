"""Made-up content for the page that shows every component. Nothing here comes from or goes to a record."""

import datetime as dt
from types import SimpleNamespace as Row
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import charts, icons


class SampleForm(forms.Form):
    given_name = forms.CharField(label=_("First name"), help_text=_("As people call you."))
    email = forms.EmailField(label=_("E-mail"), required=False)
    hours = forms.ChoiceField(
        label=_("How many hours do you want to work?"),
        choices=[("full", _("Full time")), ("part", _("Part time")), ("any", _("Either"))],
        widget=forms.RadioSelect,
    )
    licences = forms.MultipleChoiceField(
        label=_("Driving licences"),
        choices=[("b", _("Car (B)")), ("c", _("Lorry (C)")), ("fork", _("Forklift"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    region = forms.ChoiceField(label=_("Region"), choices=[("", "–"), ("n", _("North")), ("s", _("South"))])
    about = forms.CharField(label=_("What have you done so far?"), widget=forms.Textarea, required=False)
    agree = forms.BooleanField(label=_("Tell me about new vacancies by e-mail"), required=False)


def context(request: HttpRequest) -> dict[str, Any]:
    now = timezone.now()
    form = SampleForm({"email": "amina@", "hours": "full", "about": ""}) if "errors" in request.GET else SampleForm()
    return {
        "form": form,
        "icon_names": list(icons.PATHS),
        "crumbs": [Row(label=_("Home"), url="/"), Row(label=_("Components"), url="")],
        "reasons": [
            Row(kind="met", text=_("6 of 8 skills: stock control, packing and 4 more")),
            Row(kind="met", text=_("12 km from you")),
            Row(kind="missed", text=_("Missing: forklift licence")),
            Row(kind="unknown", text=_("Pay not stated, so we cannot compare it with your floor")),
        ],
        "summary": [
            Row(label=_("First name"), value="Amina", url="#", changed=False),
            Row(label=_("Hours"), value=_("Full time"), url="#", changed=False),
            Row(label=_("Region"), value=_("North"), url="#", changed=False),
        ],
        "events": [
            Row(at=now - dt.timedelta(days=9), title=_("Applied"), text=_("With your CV"), state="done"),
            Row(at=now - dt.timedelta(days=2), title=_("Read by the employer"), text="", state="now"),
            Row(at=None, title=_("Answer"), text=_("Most employers answer within two weeks."), state="later"),
        ],
        "tabs": [
            Row(label=_("New"), url="#", current=True, count=12),
            Row(label=_("Waiting for us"), url="#", current=False, count=3),
            Row(label=_("All"), url="#", current=False, count=None),
        ],
        "page": Paginator(range(1200), 20).get_page(request.GET.get("page", 4)),
        "table": charts.Table(
            (
                charts.Column(_("Name")),
                charts.Column(_("Occupation")),
                charts.Column(_("Waiting since")),
                charts.Column(_("Applications"), numeric=True),
            ),
            [
                ["Amina Diallo", _("Warehouse worker"), _("3 days"), 4],
                ["Jonas Weber", _("Cook"), _("today"), 12],
                ["سلمى حداد", _("Nurse"), "", 0],
            ],
            _("People waiting for an answer"),
        ),
        "bars": charts.bar_chart(
            _("Services delivered by door"),
            [(_("Office"), 4210), (_("Web"), 3120), (_("Phone"), 1880), (_("SMS"), 940), (_("E-mail"), 260)],
            of=_("Door"),
            value=_("Services"),
            text=_("Made-up numbers, October"),
        ),
        "stacked": charts.stacked_chart(
            _("Applications by answer"),
            [_("Invited"), _("Rejected"), _("No answer")],
            [(_("North"), (120, 80, 40)), (_("South"), (90, 30, 160)), (_("Coast"), (40, 20, 10))],
            of=_("Region"),
        ),
        "lines": charts.line_chart(
            _("Vacancies open"),
            [f"2026-{m:02}" for m in range(1, 13)],
            [
                (_("This year"), [310, 340, 420, 460, 520, 610, 580, 540, 620, 700, 730, None]),
                (_("Last year"), [280, 300, 310, 390, 400, 450, 470, 440, 480, 520, 560, 590]),
            ],
            of=_("Month"),
        ),
        "now": now,
        "ways": [Row(label=_("Search again"), url="#"), Row(label=_("Talk to a person"), url="#")],
    }
