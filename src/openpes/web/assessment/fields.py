"""Fields that the forms of plans and registers share."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openpes.base.text import clean_line


def day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget, help_text=help_text)


def line(label: Any, *, required: bool = True, most: int = 200, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=most, help_text=help_text)


def text(label: Any, *, required: bool = True, most: int = 5000, rows: int = 5, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=most, help_text=help_text, widget=widget)


def whole(label: Any, *, required: bool = True, low: int = 0, high: int = 10**6, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, required=required, min_value=low, max_value=high, help_text=help_text)


def colleague(*, required: bool = False) -> forms.EmailField:
    """An e-mail address with colleagues as suggestions: a list to choose from would be thousands of lines long in a large service."""
    widget = forms.EmailInput(attrs={"list": "colleagues", "autocomplete": "off", "dir": "ltr"})
    return forms.EmailField(
        label=_("Who is responsible"),
        required=required,
        widget=widget,
        help_text=_("E-mail address of somebody in your part of the organisation."),
    )


def choice(label: Any, choices: Any, *, required: bool = True, help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=required, help_text=help_text)


class AmountField(forms.CharField):
    """An amount in major units as people write it, with a decimal point or comma and digits of any script; a Decimal."""

    default_error_messages = {"amount": _("Write an amount in figures, for example 1500 or 1500.50.")}

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        typed = clean_line(super().to_python(value), 40)
        if not typed:
            return None
        digits = (
            "".join(str(int(c)) if c.isdecimal() else c for c in typed if not c.isspace()).replace("٫", ".").replace(",", ".")
        )
        try:
            amount = Decimal(digits)
        except InvalidOperation as problem:
            raise forms.ValidationError(self.error_messages["amount"]) from problem
        if not amount.is_finite() or not 0 <= amount <= 10**12:
            raise forms.ValidationError(self.error_messages["amount"])
        return amount
