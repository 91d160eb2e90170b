"""Forms about agencies, sheets and parts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openpes.assessment.models import AnswerSheet, SurveyAgency
from openpes.assessment.sheets.enums import Approach, IncomeGroup, Region
from openpes.assessment.sheets.exchange import FORMATS

NOT_KNOWN = [("", _("Not known"))]
FORMAT_LABELS = {
    "xlsx": _("Workbook (XLSX)"),
    "long": _("Long CSV: one line per answer"),
    "wide": _("Wide CSV: one line per sheet"),
    "json": _("JSON for programs"),
}


class BeginForm(forms.Form):
    """Which agency, and which day the answers speak of."""

    agency = forms.ChoiceField(label=_("Agency"))
    reference_date = forms.DateField(label=_("Day that the answers speak of"), widget=forms.DateInput({"type": "date"}))

    def __init__(self, data: Any, *, agencies: list[SurveyAgency], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["agency"].choices = [(str(a.pk), a.name) for a in agencies]  # type: ignore[attr-defined]


class AgencyForm(forms.Form):
    """What is known of an agency that answers; ``own`` lists organisations of the tree that are not entered yet."""

    own = forms.ChoiceField(
        label=_("Is it part of this service?"), required=False,
        help_text=_("Choose the organisation, or leave it at “Another agency”."),
    )  # fmt: skip
    name = forms.CharField(label=_("Name"), max_length=200)
    country = forms.CharField(label=_("Country, as two letters"), max_length=2, required=False, help_text=_("For example KE"))
    income_group = forms.ChoiceField(
        label=_("Income group of the country"), choices=[*NOT_KNOWN, *IncomeGroup.choices], required=False
    )
    region = forms.ChoiceField(label=_("Region"), choices=[*NOT_KNOWN, *Region.choices], required=False)
    approach = forms.ChoiceField(label=_("How it delivers services"), choices=[*NOT_KNOWN, *Approach.choices], required=False)
    network = forms.CharField(
        label=_("Network"), max_length=100, required=False, help_text=_("Agencies of one network are compared with each other.")
    )

    def __init__(self, data: Any, *, own: list[tuple[str, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if own is None:
            del self.fields["own"]
        else:
            self.fields["own"].choices = [("", _("Another agency")), *own]  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "country", "income_group", "region", "approach", "network")}


class PartForm(forms.Form):
    """Who answers which part."""

    cluster = forms.ChoiceField(label=_("Part"))
    officer = forms.ChoiceField(label=_("Officer"))

    def __init__(self, data: Any, *, clusters: list[tuple[str, str]], officers: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["cluster"].choices = clusters  # type: ignore[attr-defined]
        self.fields["officer"].choices = officers  # type: ignore[attr-defined]


class UploadForm(forms.Form):
    """A file to read back."""

    format = forms.ChoiceField(label=_("Kind of file"), choices=[(code, FORMAT_LABELS[code]) for code in FORMATS])
    file = forms.FileField(label=_("File"))


class PaperForm(forms.Form):
    """A paper that supports an answer."""

    question = forms.ChoiceField(label=_("Question"), required=False)
    file = forms.FileField(label=_("File"), help_text=_("PDF, Word or OpenDocument text, picture or plain text"))
    note = forms.CharField(label=_("What it shows"), max_length=300, required=False)

    def __init__(self, data: Any, files: Any, *, questions: list[tuple[str, str]]) -> None:
        super().__init__(data, files)
        self.fields["question"].choices = [("", _("The whole sheet")), *questions]  # type: ignore[attr-defined]


class EditionForm(forms.Form):
    """The day that a new edition speaks of."""

    reference_date = forms.DateField(label=_("Day that the answers speak of"), widget=forms.DateInput({"type": "date"}))

    def __init__(self, data: Any, *, sheet: AnswerSheet) -> None:
        super().__init__(data, initial={"reference_date": sheet.reference_date})
