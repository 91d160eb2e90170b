"""Forms of the training of staff. What may be is decided by the acts, not here."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openpes.assessment.training.enums import Attendance, Method, StaffCategory
from openpes.web.assessment import fields

PERCENT = _("Percent, from 0 to 100.")


class CourseForm(forms.Form):
    title = fields.line(_("Title"))
    subject = fields.choice(_("Subject"), ())
    method = fields.choice(_("Method"), Method.choices)
    words = fields.text(_("What is learned"), required=False)
    pass_mark = fields.whole(
        _("Test: needed to pass"), required=False, high=100, help_text=_("Percent. Leave it out when there is no test.")
    )
    valid_months = fields.whole(
        _("Valid for how many months"), required=False, low=1, high=120, help_text=_("Leave it out when it does not run out.")
    )
    required_of = forms.MultipleChoiceField(
        label=_("Who must have it"), choices=StaffCategory.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, subjects: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subject"].choices = subjects  # type: ignore[attr-defined]


class SubjectForm(forms.Form):
    name = fields.line(_("Name"))


class SessionForm(forms.Form):
    starts_on = fields.day(_("From"))
    ends_on = fields.day(_("Until"), required=False)
    place = fields.line(_("Where"), required=False)
    trainer = fields.line(_("Who teaches"), required=False)
    places = fields.whole(_("Places"), required=False, low=1, high=1000)


class BookForm(forms.Form):
    owner = fields.colleague(required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].label = _("Member of staff")


class ResultForm(forms.Form):
    """Attendance, and the result where the course ends in a test."""

    attendance = forms.ChoiceField(label=_("Attendance"), choices=Attendance.choices, widget=forms.RadioSelect)
    score = fields.whole(_("Result of the test"), required=False, high=100, help_text=PERCENT)
    minutes = fields.whole(_("Time in minutes"), required=False, low=1, high=100_000)

    def __init__(self, *args: Any, tested: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not tested:
            del self.fields["score"]


class LearnedForm(forms.Form):
    """Learning outside a session. The result of a test is for managers only."""

    method = fields.choice(_("How"), Method.choices)
    course = fields.choice(_("Course"), (), required=False)
    subject = fields.choice(_("Subject, when it was no course"), (), required=False)
    on = fields.day(_("On which day"))
    minutes = fields.whole(_("Time in minutes"), required=False, low=1, high=100_000)
    score = fields.whole(_("Result of the test"), required=False, high=100, help_text=PERCENT)
    words = fields.line(_("In your own words"), required=False, most=500)

    def __init__(self, *args: Any, subjects: Any, courses: Any, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subject"].choices = [("", _("None")), *subjects]  # type: ignore[attr-defined]
        self.fields["course"].choices = [("", _("None")), *((str(row.pk), row.title) for row in courses)]  # type: ignore[attr-defined]
        if own:
            del self.fields["score"]


class PracticeNoteForm(forms.Form):
    text = fields.text(_("Note"), most=2000)


class CategoryForm(forms.Form):
    category = forms.ChoiceField(label=_("Category"), choices=StaffCategory.choices, widget=forms.RadioSelect)
