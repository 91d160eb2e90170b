"""How the person is reached: addresses and numbers to add, prove with a code, prefer and take out."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from openpes.base import countrypack
from openpes.base.errors import ActionError
from openpes.base.text import clean_line
from openpes.contact import actions, queries
from openpes.contact.enums import PointKind
from openpes.contact.models import ContactPoint
from openpes.people.models import Person
from openpes.placement import own_queries
from openpes.web.account.access import for_roles
from openpes.web.design.forms import show_problem
from openpes.web.jobseeker.views.acts import do


class AddressForm(forms.Form):
    """An e-mail address or a telephone number; which of the two, the text tells."""

    address = forms.CharField(
        label=gettext_lazy("E-mail address or telephone number"), max_length=254, widget=forms.TextInput({"dir": "ltr"})
    )
    shared = forms.BooleanField(
        label=gettext_lazy("Others use it too"),
        help_text=gettext_lazy("Then we write there only that there is a message for you."),
        required=False,
    )

    def clean_address(self) -> str:
        typed = clean_line(self.cleaned_data["address"], 254)
        if "@" in typed:
            address: str = forms.EmailField().clean(typed)
            self.kind = PointKind.EMAIL
            return address.lower()
        number = countrypack.current().phone.normalise(typed)
        if number is None:
            raise forms.ValidationError(_("This is neither an e-mail address nor a telephone number. Please check it."))
        self.kind = PointKind.PHONE
        return number


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("The six digits that we sent you"),
        max_length=12,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code", "dir": "ltr"}),
    )


def _own(request: HttpRequest) -> Person:
    person = own_queries.own_person(request.actor)  # type: ignore[attr-defined]
    if person is None:
        raise Http404
    return person


def _point(request: HttpRequest, pk: uuid.UUID) -> ContactPoint:
    point = next((row for row in queries.points_of(_own(request)) if row.pk == pk), None)
    if point is None:
        raise Http404
    return point


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles("jobseeker")
def contacts(request: HttpRequest) -> HttpResponse:
    """The living addresses, and one form to add another. A new e-mail address is proved at once."""
    actor = request.actor  # type: ignore[attr-defined]
    person = own_queries.own_person(actor)
    if person is None:
        return render(request, "me/no_data.html")
    form = AddressForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            facts: dict[str, Any] = {"kind": form.kind, "address": form.cleaned_data["address"]}
            point = actions.add_point(actor=actor, person=person, shared=form.cleaned_data["shared"], **facts)
        except ActionError as problem:
            show_problem(form, problem)
        else:
            if point.kind == PointKind.EMAIL and point.verified_at is None:
                return do(
                    request,
                    lambda: actions.request_code(actor=actor, point_id=point.pk),
                    _("We sent you a code."),
                    f"/me/contacts/{point.pk}/",
                )
            messages.success(request, _("Kept."))
            return redirect("me:contacts")
    context = {"points": queries.points_of(person), "form": form}
    return render(request, "me/contacts.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles("jobseeker")
def prove(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Type the code that was sent to the address."""
    actor, point = request.actor, _point(request, pk)  # type: ignore[attr-defined]
    if point.verified_at is not None:
        return redirect("me:contacts")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.verify_point(actor=actor, point_id=point.pk, code=form.cleaned_data["code"])
        except ActionError as problem:
            show_problem(form, problem)
        else:
            messages.success(request, _("Thank you. This address is proved."))
            return redirect("me:contacts")
    return render(request, "me/contact_code.html", {"point": point, "form": form}, status=422 if form.errors else 200)


@require_POST
@for_roles("jobseeker")
def send_code(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    actor, point = request.actor, _point(request, pk)  # type: ignore[attr-defined]
    return do(
        request,
        lambda: actions.request_code(actor=actor, point_id=point.pk),
        _("We sent you a code."),
        f"/me/contacts/{point.pk}/",
    )


@require_POST
@for_roles("jobseeker")
def prefer(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    actor, point = request.actor, _point(request, pk)  # type: ignore[attr-defined]
    return do(request, lambda: actions.prefer_point(actor=actor, point_id=point.pk), _("Kept."), "me:contacts")


@require_POST
@for_roles("jobseeker")
def take_out(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    actor, point = request.actor, _point(request, pk)  # type: ignore[attr-defined]
    return do(request, lambda: actions.end_point(actor=actor, point_id=point.pk), _("Taken out."), "me:contacts")
