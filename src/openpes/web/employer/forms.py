"""Forms of the employer's pages. What is lawful or possible is decided by the acts, not here."""

import datetime as dt
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from openpes.base import country
from openpes.base.money import MINOR_DIGITS
from openpes.placement.enums import RejectionReason
from openpes.work.actions.employers import SIZE_BANDS
from openpes.work.actions.vacancy_steps import EMPLOYERS_REASONS
from openpes.work.enums import ApplyBy, Contract, Hours, PayPeriod, Telework
from openpes.work.models import Vacancy
from openpes.work.vacancy_facts import VacancyFacts

NOT_SAID = ("", _("Not stated"))
YES_NO = ((True, _("Yes")), (False, _("No")))


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class WordsForm(forms.Form):
    """A few words that the person reads."""

    words = forms.CharField(
        label=_("Words to the person"),
        help_text=_("The person reads them."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class InterviewForm(forms.Form):
    day = forms.DateField(label=_("On which day"), widget=day_input())
    time = forms.TimeField(label=_("At what time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    where = forms.CharField(
        label=_("Where"), help_text=_("An address, a telephone number or a link."), max_length=300, strip=True
    )
    words = forms.CharField(
        label=_("Words to the person"),
        help_text=_("For example what to bring, and how to get there."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def at(self) -> dt.datetime:
        """The moment, read in the country's own zone."""
        zone = ZoneInfo(country.time_zone())
        return dt.datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"], tzinfo=zone).astimezone(dt.UTC)


class RejectForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why is this person not chosen?"), choices=RejectionReason, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In your words"),
        help_text=_("The person reads the reason and your words. Write what would help them next time."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class HireForm(forms.Form):
    started_on = forms.DateField(label=_("First day of work"), widget=day_input())
    contract = forms.ChoiceField(label=_("Contract"), choices=Contract)
    hours_per_week = forms.DecimalField(label=_("Hours a week"), required=False, max_digits=4, decimal_places=1)
    written_contract = forms.TypedChoiceField(
        label=_("Is there a written contract?"),
        choices=(NOT_SAID, *YES_NO),
        coerce=lambda v: {"True": True, "False": False}.get(v),
        empty_value=None,
        required=False,
    )
    close_when_full = forms.BooleanField(label=_("Close the vacancy when all places are filled"), required=False, initial=True)


class InviteForm(forms.Form):
    message = forms.CharField(
        label=_("What you want to say to the person"),
        help_text=_("They see your name and the vacancy. You see theirs only if they say yes."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class CloseForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why do you close the vacancy?"),
        choices=[(r.value, r.label) for r in EMPLOYERS_REASONS],
        widget=forms.RadioSelect,
    )


class EmptyForm(forms.Form):
    """A step that needs only a yes."""


class FirmForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=300)
    register_number = forms.CharField(label=_("Register or tax number"), max_length=64, required=False)
    size_band = forms.ChoiceField(
        label=_("How many people work for you"), choices=[(b, b or _("Not stated")) for b in SIZE_BANDS], required=False
    )
    website = forms.CharField(label=_("Website"), max_length=200, required=False)
    description = forms.CharField(
        label=_("What you do"),
        help_text=_("Jobseekers read this beside your vacancies."),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    licence_number = forms.CharField(label=_("Licence number"), max_length=64, required=False)
    licence_until = forms.DateField(label=_("Licence valid until"), required=False, widget=day_input())

    def __init__(self, *args: Any, agency: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not agency:
            del self.fields["licence_number"], self.fields["licence_until"]


class ContactForm(forms.Form):
    name = forms.CharField(label=_("Name of your colleague"), max_length=200)
    email = forms.EmailField(label=_("E-mail address"), help_text=_("They sign in with it."), max_length=254)
    function = forms.CharField(label=_("What they do with you"), max_length=200, required=False)
    may_manage = forms.BooleanField(label=_("May invite and end other contacts"), required=False)


class VacancyForm(forms.Form):
    """The facts of a vacancy that change most. Occupation, skills and conditions stay as they are."""

    title = forms.CharField(label=_("Title"), max_length=300)
    description = forms.CharField(
        label=_("What the work is"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 12})
    )
    places_total = forms.IntegerField(label=_("How many people you want"), min_value=1, max_value=10_000)
    contract = forms.ChoiceField(label=_("Contract"), choices=Contract)
    hours = forms.ChoiceField(label=_("Hours"), choices=Hours)
    hours_per_week = forms.DecimalField(label=_("Hours a week"), required=False, max_digits=4, decimal_places=1)
    pay_min = forms.DecimalField(label=_("Pay, from"), required=False, max_digits=14, decimal_places=3, min_value=0)
    pay_max = forms.DecimalField(label=_("Pay, up to"), required=False, max_digits=14, decimal_places=3, min_value=0)
    pay_period = forms.ChoiceField(label=_("Pay is for"), choices=PayPeriod, required=False)
    telework = forms.ChoiceField(label=_("Work from home"), choices=Telework)
    starts_on = forms.DateField(label=_("Work begins on"), required=False, widget=day_input())
    expires_on = forms.DateField(label=_("Last day to apply"), required=False, widget=day_input())
    apply_by = forms.ChoiceField(label=_("How people apply"), choices=ApplyBy)
    apply_to = forms.CharField(label=_("Link, number or address"), required=False, max_length=500)

    NAMES = {"pay_min_minor": "pay_min", "pay_max_minor": "pay_max", "pay_currency": "pay_min"}
    SAME = (
        "title", "description", "places_total", "contract", "hours", "hours_per_week", "pay_period", "telework", "starts_on",
        "expires_on", "apply_by", "apply_to",
    )  # fmt: skip

    @classmethod
    def initial_of(cls, vacancy: Vacancy) -> dict[str, Any]:
        digits = MINOR_DIGITS.get(vacancy.pay_currency or country.currency(), 2)
        values: dict[str, Any] = {name: getattr(vacancy, name) for name in cls.SAME}
        for name in ("pay_min", "pay_max"):
            minor = getattr(vacancy, f"{name}_minor")
            values[name] = None if minor is None else Decimal(minor).scaleb(-digits)
        return values

    def changed_facts(self, facts: VacancyFacts) -> dict[str, Any]:
        """What to replace in ``facts``. The currency stays, or is the country's when pay is new."""
        currency = facts.pay_currency or country.currency()
        digits = MINOR_DIGITS.get(currency, 2)
        changes: dict[str, Any] = {name: self.cleaned_data[name] for name in self.SAME}
        for name in ("pay_min", "pay_max"):
            amount = self.cleaned_data[name]
            changes[f"{name}_minor"] = int(amount.scaleb(digits).to_integral_value()) if amount else None
        known = changes["pay_min_minor"] is not None or changes["pay_max_minor"] is not None
        return changes | {"pay_currency": currency if known else ""}
