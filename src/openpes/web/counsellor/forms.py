"""Forms of the counsellor's pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openpes.base.enums import Channel
from openpes.casework.enums import TaskKind, TaskState, WithholdingClass
from openpes.people.models import Account
from openpes.placement.actions.placements import Terms
from openpes.placement.enums import EvidenceSource
from openpes.work.enums import Contract, VerificationTier

DATE = {"type": "date"}
YES_NO = (("", _("Not known")), ("yes", _("Yes")), ("no", _("No")))


class NoteForm(forms.Form):
    """A case note; withholding asks for its reason."""

    text = forms.CharField(label=_("Note"), max_length=20_000, widget=forms.Textarea({"rows": 10}))
    happened_on = forms.DateField(label=_("Day"), required=False, widget=forms.DateInput(DATE))
    channel = forms.ChoiceField(
        label=_("How you met"),
        choices=[(c.value, c.label) for c in (Channel.COUNTER, Channel.PHONE, Channel.EMAIL, Channel.CHAT, Channel.LETTER)],
    )
    withheld = forms.ChoiceField(label=_("May the client read it?"), choices=WithholdingClass, required=False)
    withheld_reason = forms.CharField(label=_("Why not"), max_length=300, required=False)


class TaskForm(forms.Form):
    """Something to do for a person."""

    kind = forms.ChoiceField(
        label=_("What"), choices=[(k.value, k.label) for k in (TaskKind.CONTACT_CLIENT, TaskKind.FOLLOW_UP, TaskKind.OTHER)]
    )
    words = forms.CharField(label=_("In words"), max_length=500, required=False)
    state = forms.ChoiceField(
        label=_("Waits for"),
        choices=[
            (TaskState.WAITING_US.value, _("Us")),
            (TaskState.WAITING_CLIENT.value, _("The client")),
            (TaskState.WAITING_OTHER.value, _("Somebody else")),
        ],
    )
    due_on = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(DATE))


class AssignForm(forms.Form):
    """The counsellor of a person."""

    counsellor = forms.ChoiceField(label=_("Counsellor"))

    def __init__(self, *args: Any, colleagues: list[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["counsellor"].choices = [(str(a.pk), a.display_name or a.email) for a in colleagues]


class ConflictForm(forms.Form):
    """A declared tie to a person."""

    reason = forms.CharField(label=_("What ties you to this person?"), max_length=300)


class PlacementForm(forms.Form):
    """A person began work: what is known, and where from."""

    vacancy = forms.ChoiceField(label=_("Vacancy"), required=False)
    employer_name = forms.CharField(label=_("Employer, when the vacancy is not here"), max_length=300, required=False)
    own_account = forms.BooleanField(label=_("Own-account work"), required=False)
    started_on = forms.DateField(label=_("First day of work"), widget=forms.DateInput(DATE))
    contract = forms.ChoiceField(label=_("Contract"), choices=Contract, initial=Contract.UNKNOWN)
    hours_per_week = forms.DecimalField(label=_("Hours a week"), min_value=0, max_value=99, decimal_places=1, required=False)
    formal = forms.ChoiceField(label=_("Formal employment"), choices=YES_NO, required=False)
    written_contract = forms.ChoiceField(label=_("Written contract"), choices=YES_NO, required=False)
    ends_on = forms.DateField(label=_("Last day, when it is agreed"), required=False, widget=forms.DateInput(DATE))
    words = forms.CharField(
        label=_("What shows it"), max_length=500, help_text=_("Contract seen, pay slip, call with the employer …")
    )

    def __init__(self, *args: Any, vacancies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vacancy"].choices = [("", _("Not from here")), *vacancies]

    def terms(self) -> Terms:
        """The work as told; unknown stays unknown."""
        values = self.cleaned_data
        known = {"yes": True, "no": False}
        return Terms(
            started_on=values["started_on"],
            contract=values["contract"],
            hours_per_week=values["hours_per_week"],
            formal=known.get(values["formal"]),
            written_contract=known.get(values["written_contract"]),
            ends_on=values["ends_on"],
            own_account=values["own_account"],
        )


class EvidenceForm(forms.Form):
    """One more word about a placement."""

    source = forms.ChoiceField(
        label=_("Who says it"),
        choices=[(s.value, s.label) for s in (EvidenceSource.COUNSELLOR, EvidenceSource.SOCIAL_INSURANCE, EvidenceSource.TAX)],
    )
    confirms = forms.ChoiceField(label=_("What it says"), choices=[("yes", _("Is in work")), ("no", _("Is not in work"))])
    words = forms.CharField(label=_("In words"), max_length=500)


class AnswerForm(forms.Form):
    """What an employer said about a referred person."""

    to = forms.ChoiceField(
        label=_("Answer of the employer"),
        choices=[
            ("chase", _("Asked again, no answer yet")),
            ("shortlisted", _("On the shortlist")),
            ("interview", _("Invited to an interview")),
            ("offered", _("Job offered")),
            ("rejected", _("Not chosen")),
        ],
    )
    words = forms.CharField(label=_("In words"), max_length=500, required=False)


class VerifyForm(forms.Form):
    """A tier for an employer, with the means of verification."""

    tier = forms.TypedChoiceField(label=_("Verified by"), choices=VerificationTier, coerce=int)
    means = forms.CharField(label=_("What you checked"), max_length=300)
    note = forms.CharField(label=_("Remark"), max_length=500, required=False)
