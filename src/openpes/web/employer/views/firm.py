"""The firm's own page and the people who act for it."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from openpes.base.errors import NotFound
from openpes.web.account.access import for_roles
from openpes.web.employer.acting import act_with
from openpes.web.employer.forms import ContactForm, EmptyForm, FirmForm
from openpes.web.employer.views.start import standing
from openpes.work import perms, queries
from openpes.work.actions.contacts import end_contact, invite_contact
from openpes.work.actions.employers import PAGE_FIELDS, change_employer
from openpes.work.rules import LICENSED_KINDS


@require_GET
@for_roles("employer")
def firm(request: HttpRequest) -> HttpResponse:
    """What jobseekers and the service know about the firm, how it is verified, and its contacts."""
    actor = request.actor  # type: ignore[attr-defined]
    employer = perms.employer_for(actor, actor.employer_id)
    return render(
        request,
        "employer/firm.html",
        {
            "employer": employer,
            "contacts": queries.contacts_of(actor, employer.pk),
            "may_manage": perms.may_manage_contacts(actor, employer.pk),
            "verifications": employer.verifications.order_by("-at", "-pk")[:10],
            "workplaces": employer.establishments.select_related("place").filter(closed_at__isnull=True).order_by("pk"),
            **standing(employer),
        },
    )


@require_http_methods(["GET", "POST"])
@for_roles("employer")
def change(request: HttpRequest) -> HttpResponse:
    """Change the firm's page."""
    actor = request.actor  # type: ignore[attr-defined]
    employer = perms.employer_for(actor, actor.employer_id)
    initial = {name: getattr(employer, name) for name in PAGE_FIELDS}
    form = FirmForm(request.POST if request.method == "POST" else None, initial=initial, agency=employer.kind in LICENSED_KINDS)
    if request.method == "POST" and act_with(
        form, lambda: change_employer(actor=actor, employer_id=employer.pk, **form.cleaned_data)
    ):
        messages.success(request, _("Your changes are saved."))
        return redirect("employer_firm")
    return render(request, "employer/firm_change.html", {"employer": employer, "form": form}, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@for_roles("employer")
def invite(request: HttpRequest) -> HttpResponse:
    """Invite a colleague by e-mail."""
    actor = request.actor  # type: ignore[attr-defined]
    form = ContactForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and act_with(
        form, lambda: invite_contact(actor=actor, employer_id=actor.employer_id, **form.cleaned_data)
    ):
        said = _("%(name)s can act for the firm after signing in with that address.")
        messages.success(request, said % {"name": form.cleaned_data["name"]})
        return redirect("employer_firm")
    return render(request, "employer/contact_invite.html", {"form": form}, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@for_roles("employer")
def end(request: HttpRequest, contact_id: uuid.UUID) -> HttpResponse:
    """End somebody's right to act for the firm: says so first, then one button."""
    actor = request.actor  # type: ignore[attr-defined]
    contact = next((c for c in queries.contacts_of(actor, actor.employer_id) if c.pk == contact_id), None)
    if contact is None:
        raise NotFound(_("There is no such contact."))
    form = EmptyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and act_with(
        form, lambda: end_contact(actor=actor, employer_id=actor.employer_id, contact_id=contact_id)
    ):
        messages.success(request, _("%(name)s does not act for the firm any more.") % {"name": contact.name})
        return redirect("employer_start" if contact.account_id == actor.account_id else "employer_firm")
    return render(request, "employer/contact_end.html", {"contact": contact, "form": form}, status=400 if form.errors else 200)
