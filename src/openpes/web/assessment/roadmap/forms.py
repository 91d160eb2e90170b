"""Forms of the road map. What may be is decided by the acts, not here."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openpes.assessment.roadmap import rules
from openpes.assessment.roadmap.enums import ActionStatus, BudgetKind, Criterion, StrategyKind
from openpes.base import country
from openpes.web.assessment import fields


class StrategyForm(forms.Form):
    kind = fields.choice(_("Kind"), StrategyKind.choices)
    title = fields.line(_("Title"))
    summary = fields.text(_("In short"), required=False)
    valid_from = fields.day(_("In force from"))
    valid_to = fields.day(_("In force until"), required=False)
    approved_by = fields.line(_("Approved by"), required=False, help_text=_("A minister, a board or a body."))
    approved_on = fields.day(_("Approved on"), required=False)
    commitment = fields.line(
        _("Commitment of the government"), required=False, most=300,
        help_text=_("The e-government policy or law that this strategy belongs to."),
    )  # fmt: skip
    commitment_ref = fields.line(_("Where it is written"), required=False, help_text=_("Number, article or address."))


class DocumentForm(forms.Form):
    title = fields.line(_("Title"))
    version = fields.line(_("Version"), required=False, most=40)
    file = forms.FileField(label=_("File"), required=False, help_text=_("PDF, Word or OpenDocument text, picture or plain text."))
    address = fields.line(
        _("Address, when it is kept elsewhere"), required=False, most=500, help_text=_("It begins with https://")
    )
    approved_by = fields.line(_("Approved by"), required=False)
    approved_on = fields.day(_("Approved on"), required=False)


class TargetForm(forms.Form):
    title = fields.line(_("What is counted"))
    unit = fields.line(_("Unit"), required=False, most=40, help_text=_("For example: per cent, days, people."))
    baseline = forms.DecimalField(label=_("Where we are"), required=False, max_digits=14, decimal_places=2)
    goal = forms.DecimalField(label=_("Where we want to be"), max_digits=14, decimal_places=2)
    due_on = fields.day(_("Until when"))


class ReviewForm(forms.Form):
    reviewed_on = fields.day(_("Looked at on"))
    value = forms.DecimalField(label=_("Value found"), max_digits=14, decimal_places=2)
    words = fields.text(_("What we conclude"), required=False)


class ActionForm(forms.Form):
    """A new action, or an old one with state and reason (``old``)."""

    title = fields.line(_("What is to be done"))
    owner = fields.colleague()
    due_on = fields.day(_("Until when"), required=False)
    status = fields.choice(_("State"), ActionStatus.choices)
    strategy_id = fields.choice(_("Part of the strategy"), (), required=False)
    commitment = fields.line(_("Commitment of the government"), required=False, most=300)
    commitment_ref = fields.line(_("Where it is written"), required=False)
    notes = fields.text(_("Notes"), required=False)
    reason = fields.line(_("Why it changes"), required=False, most=500, help_text=_("It stays in the history of the action."))

    def __init__(self, *args: Any, strategies: Any, old: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["strategy_id"].choices = [("", _("None")), *((str(row.pk), row.title) for row in strategies)]  # type: ignore[attr-defined]
        if not old:
            del self.fields["status"], self.fields["reason"]


class BudgetForm(forms.Form):
    year = fields.whole(_("Year"), low=2000, high=2100)
    amount = fields.AmountField(label=_("Amount"))
    kind = fields.choice(_("How often"), BudgetKind.choices)
    source = fields.line(_("Where the money comes from"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"].help_text = _("In %(currency)s.") % {"currency": country.currency()}


class DeclineForm(forms.Form):
    reason = fields.line(_("Why it is not done yet"), most=500)


class WeightsForm(forms.Form):
    """The four weights; their names are those of ``rules.CRITERIA``."""

    reason = fields.line(_("Why the weights change"), most=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = dict(Criterion.choices)
        for name in rules.CRITERIA:
            self.fields[name] = fields.whole(
                labels[name], high=rules.MOST_WEIGHT, help_text=_("0: does not count. 10: counts most.")
            )
        self.order_fields([*rules.CRITERIA, "reason"])


class LevelsForm(forms.Form):
    """The levels of one item."""

    LAW = (
        (0, _("0: not touched")),
        (1, _("1: a little")),
        (2, _("2: an ILO convention asks for it")),
        (3, _("3: a law asks for it")),
    )
    GROUPS = (
        (0, _("0: nobody in particular")), (1, _("1: few")), (2, _("2: many")), (3, _("3: those with the least access")),
    )  # fmt: skip
    EFFORT = (
        (1, _("1: an office can decide it")),
        (2, _("2: it needs a project")),
        (3, _("3: it needs new technology or others")),
    )

    law = forms.TypedChoiceField(label=_("Safety and law"), choices=LAW, coerce=int)
    groups = forms.TypedChoiceField(label=_("Groups that it affects"), choices=GROUPS, coerce=int)
    effort = forms.TypedChoiceField(label=_("Effort"), choices=EFFORT, coerce=int)
    reason = fields.line(_("Why the levels change"), most=500)
