"""Forms about matching: a special measure, and new weights."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from openpes.matching.engine import HARD, PARTS
from openpes.people.models import TargetGroup

PART_LABELS = {
    "occupation": _("Occupation"), "skills": _("Skills"), "distance": _("Distance"), "pay": _("Pay"), "hours": _("Hours and shifts"),
    "licences": _("Licences"), "languages": _("Languages"), "experience": _("Experience"), "contract": _("Contract"),
    "telework": _("Work from home"), "education": _("Education"), "freshness": _("How new it is"), "abroad": _("Work abroad"),
}  # fmt: skip


def group_label(group: TargetGroup) -> str:
    """The name of a target group in the reader's language."""
    return group.labels.get(get_language() or "en") or group.labels.get("en") or group.code


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class MeasureForm(forms.Form):
    """Everything that a special measure needs; the act refuses it when one is missing."""

    group = forms.ChoiceField(label=_("Target group"))
    share = forms.IntegerField(
        label=_("Least share in percent"),
        min_value=1,
        max_value=50,
        help_text=_("Of every beginning of a list of people, 1 to 50."),
    )
    legal_basis = forms.CharField(label=_("Legal basis"), max_length=500, help_text=_("Law and section."))
    consultation = forms.CharField(
        label=_("Consultation"), max_length=500, help_text=_("Which organisations of employers and of workers, and when.")
    )
    approved_by = forms.CharField(label=_("Approved by"), max_length=300)
    starts_on = forms.DateField(label=_("From"), widget=DateInput())
    ends_on = forms.DateField(label=_("Last day"), widget=DateInput(), help_text=_("It ends by itself after this day."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = [("", "")] + [(g.code, group_label(g)) for g in TargetGroup.objects.order_by("code")]


class WeightsForm(forms.Form):
    """A version of the weights: percent for each part, what a person may rule out, who agreed."""

    hard = forms.MultipleChoiceField(
        label=_("What a person may rule out"), choices=[(name, PART_LABELS[name]) for name in HARD], required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    consulted_with = forms.CharField(
        label=_("Consulted with"), max_length=500, help_text=_("Which organisations of employers and of workers, and when.")
    )
    approved_by = forms.CharField(label=_("Approved by"), max_length=300)
    in_force_from = forms.DateField(label=_("In force from"), widget=DateInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in reversed(PARTS):
            field = forms.DecimalField(label=PART_LABELS[name], min_value=0, max_value=100, decimal_places=4)
            self.fields = {f"part_{name}": field, **self.fields}

    def clean(self) -> dict[str, Any]:
        """The parts sum to 100 percent."""
        values = super().clean() or {}
        if not self.errors and sum(values[f"part_{name}"] for name in PARTS) != 100:
            self.add_error("part_occupation", _("The parts must sum to 100 percent."))
        return values

    def parts(self) -> dict[str, int]:
        """The parts in millionths."""
        return {name: int(self.cleaned_data[f"part_{name}"] * 10_000) for name in PARTS}
