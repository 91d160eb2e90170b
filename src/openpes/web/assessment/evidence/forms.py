"""The period, the decision on an item, a threshold."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openpes.assessment.evidence import rules, wording
from openpes.assessment.evidence.limits import LIMITS
from openpes.assessment.span import span_for
from openpes.base.actor import Actor
from openpes.base.ledgers import Span

LONGEST = dt.timedelta(days=3 * 366)


class PeriodForm(forms.Form):
    """Both days may be left out: then the last twelve months count."""

    since = forms.DateField(label=gettext_lazy("From"), required=False, widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(label=gettext_lazy("To"), required=False, widget=forms.DateInput({"type": "date"}))

    def __init__(self, data: Any, *, actor: Actor) -> None:
        asked = {name: data[name] for name in self.base_fields if data.get(name)}
        self._standard, self._actor = span_for(actor=actor), actor
        initial = {"since": self._standard.since, "until": self._standard.until}
        super().__init__({**{n: d.isoformat() for n, d in initial.items()}, **asked} if asked else None, initial=initial)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        since, until = values.get("since"), values.get("until")
        if since and until and since > until:
            self.add_error("until", _("The end lies before the beginning."))
        if since and until and until - since > LONGEST:
            self.add_error("since", _("Choose at most three years."))
        return values

    def span(self) -> Span:
        """The period asked for; the last twelve months when it cannot be used."""
        if not (self.is_bound and self.is_valid()):
            return self._standard
        return span_for(actor=self._actor, since=self.cleaned_data["since"], until=self.cleaned_data["until"])

    @property
    def query(self) -> str:
        """The period as the end of an address, "" for the usual one."""
        span = self.span()
        usual = (span.since, span.until) == (self._standard.since, self._standard.until)
        return "" if usual else f"since={span.since}&until={span.until}"


class OverrideForm(forms.Form):
    """Another answer than the records', with the reason."""

    answer = forms.ChoiceField(label=gettext_lazy("Your answer"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("What do you know that the records do not show?"),
    )

    def __init__(self, data: Any, *, item: str) -> None:
        super().__init__(data)
        self.fields["answer"].choices = [(value, wording.answer(item, value)) for value in rules.answers_of(item)]  # type: ignore[attr-defined]


class ThresholdForm(forms.Form):
    """One threshold for the own part of the service."""

    key = forms.ChoiceField(label=gettext_lazy("Threshold"), choices=[(limit.key, limit.text) for limit in LIMITS.values()])
    value = forms.IntegerField(label=gettext_lazy("New value"), min_value=1)
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=500)
