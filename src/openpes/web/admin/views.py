"""The administrator: the tree of organisations, staff and roles, the running of the system."""

import datetime as dt
import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openpes.base import clock
from openpes.base.errors import ActionError
from openpes.base.models import Heartbeat, OutboxRow, ScheduledTask
from openpes.matching.engine import compiled
from openpes.people import actions, queries
from openpes.people.models import Organisation
from openpes.trust.audit import audit_state
from openpes.web.account.access import for_roles
from openpes.web.admin.forms import OrganisationForm, RoleForm
from openpes.web.design.forms import show_problem

PER_PAGE = 50
ADMIN = ("administrator",)
WATCHERS = ("administrator", "security_officer", "data_protection")
OTHER = ("content_editor",)


@require_GET
@for_roles(*WATCHERS, *OTHER)
def home(request: HttpRequest) -> HttpResponse:
    """The first page of each role that works here."""
    role = request.actor.role  # type: ignore[attr-defined]
    if role == "administrator":
        return redirect("admin_area:organisation")
    if role == "content_editor":
        return redirect("/")
    return redirect("admin_area:system")


def _tree(request: HttpRequest) -> list[Organisation]:
    return queries.organisation_tree(actor=request.actor)  # type: ignore[attr-defined]


def _organisation(request: HttpRequest, code: str) -> Organisation:
    found = next((o for o in _tree(request) if o.code == code), None)
    if found is None:
        raise Http404
    return found


@require_GET
@for_roles(*ADMIN)
def organisation(request: HttpRequest) -> HttpResponse:
    """The part of the tree this administrator answers for."""
    tree = _tree(request)
    base = min((o.path.count("/") for o in tree), default=1)
    rows = [(o, range(o.path.count("/") - base)) for o in tree]
    return render(request, "admin_area/organisation.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@for_roles(*ADMIN)
def new_organisation(request: HttpRequest) -> HttpResponse:
    """Add a node below one of the own nodes."""
    tree = _tree(request)
    form = OrganisationForm(request.POST or None, tree=tree, new=True, initial={"parent": request.GET.get("parent", "")})
    if request.method == "POST" and form.is_valid():
        parent = next(o for o in tree if o.code == form.cleaned_data["parent"])
        try:
            actions.create_organisation(
                actor=request.actor,  # type: ignore[attr-defined]
                name=form.cleaned_data["name"],
                kind=form.cleaned_data["kind"],
                parent=parent,
                synthetic=parent.synthetic,
                **form.details(),
            )
        except ActionError as problem:
            show_problem(form, problem)
        else:
            messages.success(request, _("Added."))
            return redirect("admin_area:organisation")
    return render(request, "admin_area/organisation_form.html", {"form": form, "new": True})


@require_http_methods(["GET", "POST"])
@for_roles(*ADMIN)
def change_organisation(request: HttpRequest, code: str) -> HttpResponse:
    """Change the details of a node or hang it elsewhere."""
    row = _organisation(request, code)
    tree = [o for o in _tree(request) if not o.path.startswith(row.path)]
    initial = {name: getattr(row, name) for name in ("name", "address", "phone", "email", "accessibility")}
    initial["parent"] = row.parent.code if row.parent else ""
    form = OrganisationForm(request.POST or None, tree=tree, new=False, initial=initial)
    if not tree:
        del form.fields["parent"]
    if request.method == "POST" and form.is_valid():
        actor = request.actor  # type: ignore[attr-defined]
        try:
            actions.rename_organisation(actor=actor, organisation=row, name=form.cleaned_data["name"], **form.details())
            wanted = form.cleaned_data.get("parent")
            if wanted and row.parent and wanted != row.parent.code:
                actions.move_organisation(actor=actor, organisation=row, parent=next(o for o in tree if o.code == wanted))
        except ActionError as problem:
            show_problem(form, problem)
        else:
            messages.success(request, _("Saved."))
            return redirect("admin_area:organisation")
    return render(request, "admin_area/organisation_form.html", {"form": form, "new": False, "row": row})


@require_POST
@for_roles(*ADMIN)
def close_organisation(request: HttpRequest, code: str) -> HttpResponse:
    """Close a node that nothing hangs on any more."""
    try:
        actions.close_organisation(actor=request.actor, organisation=_organisation(request, code))  # type: ignore[attr-defined]
    except ActionError as problem:
        messages.error(request, str(problem.message))
        return redirect("admin_area:change_organisation", code=code)
    messages.success(request, _("Closed."))
    return redirect("admin_area:organisation")


@require_GET
@for_roles(*ADMIN)
def staff(request: HttpRequest) -> HttpResponse:
    """Who holds which role where, and who has no second factor yet."""
    rows = queries.roles_in(actor=request.actor, current_only=True)  # type: ignore[attr-defined]
    text = request.GET.get("q", "").strip()
    if text:
        rows = rows.filter(account__email__icontains=text) | rows.filter(account__display_name__icontains=text)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    with_factor = queries.accounts_with_second_factor([r.account_id for r in page])
    return render(
        request,
        "admin_area/staff.html",
        {"page": page, "rows": [(r, r.account_id in with_factor) for r in page], "text": text},
    )


@require_http_methods(["GET", "POST"])
@for_roles(*ADMIN)
def new_role(request: HttpRequest) -> HttpResponse:
    """Give somebody a role; an account is made for a new e-mail address."""
    tree = _tree(request)
    form = RoleForm(request.POST or None, tree=tree, initial={"valid_from": clock.today()})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            actions.grant_role_by_email(
                actor=request.actor,  # type: ignore[attr-defined]
                email=values["email"],
                display_name=values["display_name"],
                organisation=next(o for o in tree if o.code == values["organisation"]),
                role=values["role"],
                valid_from=values["valid_from"],
                valid_until=values["valid_until"],
                reason=values["reason"],
            )
        except ActionError as problem:
            show_problem(form, problem)
        else:
            messages.success(request, _("The role is given. At the next sign-in a second factor is asked for."))
            return redirect("admin_area:staff")
    return render(request, "admin_area/role_form.html", {"form": form})


@require_POST
@for_roles(*ADMIN)
def end_role(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """End a role at once."""
    row = queries.roles_in(actor=request.actor).filter(pk=pk).first()  # type: ignore[attr-defined]
    if row is None:
        raise Http404
    actions.end_role(actor=request.actor, assignment=row)  # type: ignore[attr-defined]
    messages.success(request, _("The role has ended."))
    return redirect("admin_area:staff")


@require_GET
@for_roles(*WATCHERS)
def system(request: HttpRequest) -> HttpResponse:
    """Is everything running: processes, which path of matching answers, scheduled tasks, what waits or failed in the outbox, the
    audit chain.
    """
    late = clock.now() - dt.timedelta(minutes=1)
    return render(
        request,
        "admin_area/system.html",
        {
            "beats": [(b, b.at >= late) for b in Heartbeat.objects.order_by("name")],
            "tasks": ScheduledTask.objects.order_by("name"),
            "outbox": OutboxRow.objects.counts(),
            "failed": OutboxRow.objects.failed()[:50],
            "audit": audit_state(),
            "engine": compiled.state(),
        },
    )
