"""The filter of the statistics page."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openpes.base.enums import Channel, Service
from openpes.insight.queries import DIMENSIONS, Filters, default_filters
from openpes.people.models import Organisation

DIMENSION_LABELS = {
    "service": gettext_lazy("Service"),
    "channel": gettext_lazy("Channel"),
    "level": gettext_lazy("Interaction level"),
    "office": gettext_lazy("Office"),
    "week": gettext_lazy("Week"),
}
LONGEST = dt.timedelta(days=3 * 366)


class StatisticsForm(forms.Form):
    """Period, part of the tree, service, channel, assisted, and the two dimensions of the table. All with a sensible default."""

    since = forms.DateField(label=gettext_lazy("From"), required=False, widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(label=gettext_lazy("To"), required=False, widget=forms.DateInput({"type": "date"}))
    office = forms.ChoiceField(label=gettext_lazy("Office"), required=False)
    service = forms.ChoiceField(label=gettext_lazy("Service"), required=False)
    channel = forms.ChoiceField(label=gettext_lazy("Channel"), required=False)
    assisted = forms.ChoiceField(label=gettext_lazy("With help of staff"), required=False)
    rows = forms.ChoiceField(label=gettext_lazy("Rows"), required=False)
    columns = forms.ChoiceField(label=gettext_lazy("Columns"), required=False)

    def __init__(self, data: Any, *, offices: list[Organisation]) -> None:
        super().__init__(data or None)
        anything = [("", _("All"))]
        self.fields["office"].choices = anything + [(o.code, "– " * (o.path.count("/") - 1) + o.name) for o in offices]
        self.fields["service"].choices = anything + list(Service.choices)
        self.fields["channel"].choices = anything + list(Channel.choices)
        self.fields["assisted"].choices = [*anything, ("yes", _("Yes")), ("no", _("No"))]
        dimensions = [(code, DIMENSION_LABELS[code]) for code in DIMENSIONS]
        self.fields["rows"].choices = self.fields["columns"].choices = dimensions
        standard = default_filters()
        self.fields["since"].initial, self.fields["until"].initial = standard.since, standard.until
        self.fields["rows"].initial, self.fields["columns"].initial = "service", "channel"
        self._standard = standard

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        since, until = values.get("since"), values.get("until")
        if since and until and since > until:
            self.add_error("until", _("The end lies before the beginning."))
        if since and until and until - since > LONGEST:
            self.add_error("since", _("Choose at most three years."))
        return values

    def chosen(self) -> tuple[Filters, str, str]:
        """Filters, rows and columns; what is missing or wrong falls back to the standard."""
        values = self.cleaned_data if self.is_bound and self.is_valid() else {}
        filters = Filters(
            since=values.get("since") or self._standard.since,
            until=values.get("until") or self._standard.until,
            office=values.get("office") or "",
            service=values.get("service") or "",
            channel=values.get("channel") or "",
            assisted=values.get("assisted") or "",
            synthetic=self._standard.synthetic,
        )
        return filters, values.get("rows") or "service", values.get("columns") or "channel"
