"""How every Django form of OpenPES is drawn; the setting FORM_RENDERER names ``DesignRenderer``."""

from pathlib import Path
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates

HERE = Path(__file__).parent / "templates"


class DesignRenderer(DjangoTemplates):
    """Labels above, help under the label, errors beside the field, choices with room for a thumb."""

    form_template_name = "design/form.html"
    field_template_name = "design/field.html"

    @property
    def engine(self) -> Any:
        if not hasattr(self, "_engine"):
            built_in = Path(forms.__file__).parent / str(self.backend.app_dirname)
            self._engine = self.backend({"APP_DIRS": True, "DIRS": [HERE, built_in], "NAME": "design", "OPTIONS": {}})
        return self._engine


def anchor_of(field: BoundField) -> str:
    """The id that an error summary links to: the field, or the first choice of a group."""
    if field.use_fieldset and not field.id_for_label:
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id


def is_tick(field: BoundField) -> bool:
    """Whether the field is one single box to tick: its words stand beside it, not above."""
    return isinstance(field.field.widget, forms.CheckboxInput)


def show_problem(form: forms.BaseForm, problem: Any) -> None:
    """A refused act (``base.errors.ActionError``) is shown beside the field it names, or above the form."""
    form.add_error(problem.field if problem.field in form.fields else None, str(problem.message))


def says_optional(field: BoundField) -> bool:
    """Whether to say that the field may be left out: not where a form has nothing but such fields, as filters have."""
    return not field.field.required and any(other.required for other in field.form.fields.values())
