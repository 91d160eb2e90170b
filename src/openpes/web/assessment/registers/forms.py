"""Forms of the registers. What may be is decided by the acts, not here."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openpes.assessment.models import OutlookEntry
from openpes.assessment.registers.enums import (
    Challenge,
    ConsultationLevel,
    ConsultationTopic,
    Driver,
    Importance,
    Opportunity,
    OutlookKind,
    Side,
    SubjectKind,
    VoteChoice,
)
from openpes.web.assessment import fields


class DriversForm(forms.Form):
    """A place from 1 to 6 for each driver; the fields are named after them."""

    year = fields.whole(_("Year"), low=2000, high=2100)
    words = fields.text(_("Why in this order"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [(str(n), str(n)) for n in range(1, len(Driver) + 1)]
        for driver in Driver:
            self.fields[driver.value] = forms.TypedChoiceField(label=driver.label, choices=places, coerce=int)
        self.order_fields(["year", *Driver.values, "words"])


class RateForm(forms.Form):
    """A challenge or an opportunity: ``what`` is "kind:code"."""

    year = fields.whole(_("Year"), low=2000, high=2100)
    what = fields.choice(_("What"), ())
    title = fields.line(_("Title, for one of your own"), required=False)
    importance = forms.TypedChoiceField(label=_("Importance"), choices=Importance.choices, coerce=int)
    owner = fields.colleague()
    words = fields.text(_("In your own words"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = _("One of your own")
        self.fields["what"].choices = [  # type: ignore[attr-defined]
            (kind.label, [(f"{kind.value}:{code}", label) for code, label in [*codes.choices, (OutlookEntry.OWN, own)]])
            for kind, codes in ((OutlookKind.CHALLENGE, Challenge), (OutlookKind.OPPORTUNITY, Opportunity))
        ]


class PartnerForm(forms.Form):
    name = fields.line(_("Name"))
    side = fields.choice(_("It speaks for"), Side.choices)
    most_representative = forms.BooleanField(label=_("One of the most representative organisations of its side"), required=False)
    address = fields.line(_("Address on the web"), required=False, most=300, help_text=_("It begins with https://"))


class BodyForm(forms.Form):
    name = fields.line(_("Name"))
    mandate = fields.text(_("What it advises on"), required=False)
    legal_basis = fields.line(_("Legal basis"), required=False, most=300)


class SeatsForm(forms.Form):
    partner = fields.choice(_("Partner"), ())
    number = fields.whole(_("Seats"), low=1, high=100)

    def __init__(self, *args: Any, partners: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].choices = partner_choices(partners)  # type: ignore[attr-defined]


def partner_choices(partners: Any) -> list[tuple[str, str]]:
    return [(str(partner.pk), f"{partner.name} ({partner.get_side_display()})") for partner in partners]


class ConsultationForm(forms.Form):
    title = fields.line(_("Title"))
    topic = fields.choice(_("Subject"), ConsultationTopic.choices)
    level = fields.choice(_("How the partners take part"), ConsultationLevel.choices)
    question = fields.text(_("What they are told or asked"), most=10_000, rows=8)
    body = fields.choice(_("Body"), (), required=False)
    opens_on = fields.day(_("From"))
    closes_on = fields.day(_("Until"))
    file = forms.FileField(
        label=_("Paper"), required=False, help_text=_("PDF, Word or OpenDocument text, picture or plain text.")
    )
    document_address = fields.line(
        _("Address of the paper, when it is kept elsewhere"), required=False, most=500, help_text=_("It begins with https://")
    )

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [("", _("None")), *((str(body.row.pk), body.row.name) for body in bodies)]  # type: ignore[attr-defined]


class InviteForm(forms.Form):
    partner = fields.choice(_("Partner"), ())

    def __init__(self, *args: Any, partners: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].choices = partner_choices(partners)  # type: ignore[attr-defined]


class SubjectForm(forms.Form):
    """What a consultation is about; a version of the matching weights is chosen, everything else is said in words."""

    kind = fields.choice(_("Kind"), SubjectKind.choices)
    target = fields.choice(_("Version of the matching weights"), (), required=False)
    label = fields.line(_("In words"))

    def __init__(self, *args: Any, versions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].choices = [  # type: ignore[attr-defined]
            ("", _("None")), *((str(pk), _("Version %(n)s") % {"n": number}) for pk, number in versions),
        ]  # fmt: skip


class OpinionForm(forms.Form):
    given_on = fields.day(_("Given on"))
    words = fields.text(_("What the partner said"), most=10_000, rows=8)


class AnswerForm(forms.Form):
    answer = fields.text(_("Answer of the service"), most=10_000, rows=8)


class VoteForm(forms.Form):
    vote = forms.ChoiceField(label=_("Vote"), choices=VoteChoice.choices, widget=forms.RadioSelect)
    voted_on = fields.day(_("Voted on"))


class CloseForm(forms.Form):
    outcome = fields.text(_("What was decided and why"), most=10_000, rows=8)
    decided_on = fields.day(_("Decided on"))
