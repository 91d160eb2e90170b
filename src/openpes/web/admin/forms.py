"""Forms of the administrator."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openpes.people.enums import OrganisationKind, Role
from openpes.people.models import Organisation


def tree_choices(organisations: list[Organisation]) -> list[tuple[str, str]]:
    """Organisations with their depth shown by dashes, by code."""
    return [(o.code, "– " * (o.path.count("/") - 1) + o.name) for o in organisations]


class OrganisationForm(forms.Form):
    """A node of the tree. ``parent`` and ``kind`` are asked for a new one and for moving."""

    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=OrganisationKind)
    parent = forms.ChoiceField(label=_("Belongs to"))
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    phone = forms.CharField(
        label=_("Telephone"), max_length=40, required=False, widget=forms.TextInput({"type": "tel", "dir": "ltr"})
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    accessibility = forms.CharField(
        label=_("Access for people with disabilities"),
        max_length=300,
        required=False,
        help_text=_("Step-free, lift, sign language …"),
    )

    def __init__(self, *args: Any, tree: list[Organisation], new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = tree_choices(tree)
        if not new:
            del self.fields["kind"]

    def details(self) -> dict[str, Any]:
        """The details that ``people.actions`` takes."""
        return {name: self.cleaned_data[name] for name in ("address", "phone", "email", "accessibility")}


class RoleForm(forms.Form):
    """A role for somebody: an account that exists, or a new one by e-mail."""

    email = forms.EmailField(label=_("E-mail of the member of staff"), help_text=_("An account is made when there is none."))
    display_name = forms.CharField(label=_("Name"), max_length=200, required=False, help_text=_("For a new account."))
    organisation = forms.ChoiceField(label=_("Organisation"))
    role = forms.ChoiceField(label=_("Role"), choices=Role)
    valid_from = forms.DateField(label=_("From"), required=False, widget=forms.DateInput({"type": "date"}))
    valid_until = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput({"type": "date"}), help_text=_("Leave empty when it has no end.")
    )
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)

    def __init__(self, *args: Any, tree: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = tree_choices(tree)
