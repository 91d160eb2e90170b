"""What is held about the person, who looked at it, for which purposes; to take along, to correct, to be forgotten."""

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from openpes.base import clock, countrypack
from openpes.base.errors import InvalidInput
from openpes.base.text import safe_cell
from openpes.casework import queries as case_queries
from openpes.people.enums import Role
from openpes.people.models import Organisation
from openpes.placement import own_queries
from openpes.trust import consent, rights
from openpes.trust.subject import export_subject
from openpes.web.account.access import for_roles
from openpes.web.design.wording import clock as say_time
from openpes.web.design.wording import day as say_day
from openpes.web.jobseeker.paper import HELD, pdf
from openpes.web.jobseeker.views.acts import do


def _held(request: HttpRequest) -> dict[str, Any]:
    person = own_queries.own_person(request.actor)  # type: ignore[attr-defined]
    if person is None:
        raise Http404
    return export_subject(person.pk)


def _rooms() -> dict[str, str]:
    return {
        "people": _("You and your registration"),
        "contact": _("How to reach you, and what we told you"),
        "work": _("Your profile"),
        "placement": _("Applications and proposals"),
        "casework": _("What counsellors noted"),
        "dialogues": _("Forms you filled in"),
        "trust": _("Agreements, files, and who looked"),
    }


def _flat(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """(path, text) of every single fact."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value, start=1):
            yield from _flat(inner, f"{path}.{number}")
    elif isinstance(value, dt.datetime):
        yield path, value.isoformat(timespec="minutes")
    elif value not in (None, ""):
        yield path, str(value)


@require_safe
@for_roles("jobseeker")
def held(request: HttpRequest) -> HttpResponse:
    """Every fact, room by room."""
    if own_queries.own_person(request.actor) is None:  # type: ignore[attr-defined]
        return render(request, "me/no_data.html")
    names = _rooms()
    parts = [
        (names.get(room, room), [(path.replace("__", " ").replace("_", " "), text) for path, text in _flat(facts)])
        for room, facts in _held(request).items()
    ]
    return render(request, "me/data.html", {"parts": parts, "erasure": rights.open_erasure(request.actor)})  # type: ignore[attr-defined]


@require_safe
@for_roles("jobseeker")
def download(request: HttpRequest, kind: str) -> HttpResponse:
    """The same to take along: JSON for programs, CSV for a table, PDF for paper."""
    facts = _held(request)
    if kind == "json":
        body: bytes = json.dumps(facts, ensure_ascii=False, indent=1, default=str).encode()
        content_type = "application/json"
    elif kind == "csv":
        out = io.StringIO()
        table = csv.writer(out)
        table.writerow([_("Part"), _("Fact"), _("Value")])
        for room, inner in facts.items():
            for path, text in _flat(inner):
                table.writerow([room, path, safe_cell(text)])
        body, content_type = out.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8"
    elif kind == "pdf":
        body, content_type = _as_pdf(facts), "application/pdf"
    else:
        raise Http404
    response = HttpResponse(body, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="my-data.{kind}"'
    return response


def _as_pdf(facts: dict[str, Any]) -> bytes:
    names = _rooms()
    pack = countrypack.current()
    return pdf(
        HELD,
        {
            "title": _("What we hold about you"),
            "service": pack.service_names.in_language(get_language() or "en"),
            "intro": _("Everything in our records about you, on %(day)s.") % {"day": say_day(clock.today())},
            "parts": [
                {"title": names.get(room, room), "lines": [(p.replace("_", " "), t) for p, t in _flat(inner)]}
                for room, inner in facts.items()
            ],
            "footer": pack.notice.in_language(get_language() or "en") if pack.synthetic else "",
        },
    )


@require_safe
@for_roles("jobseeker")
def notes(request: HttpRequest) -> HttpResponse:
    """What counsellors wrote; how many notes are withheld is said too."""
    actor = request.actor  # type: ignore[attr-defined]
    person = own_queries.own_person(actor)
    if person is None:
        return render(request, "me/no_data.html")
    context = {"notes": case_queries.own_notes(actor=actor, person=person), "withheld": case_queries.count_withheld(person)}
    return render(request, "me/notes.html", context)


@require_safe
@for_roles("jobseeker")
def readers(request: HttpRequest) -> HttpResponse:
    """Who looked: office, role, purpose and time."""
    actor = request.actor  # type: ignore[attr-defined]
    if own_queries.own_person(actor) is None:
        return render(request, "me/no_data.html")
    rows = rights.readers_of(actor)
    offices = dict(Organisation.objects.filter(pk__in={r.organisation_id for r in rows}).values_list("pk", "name"))
    roles = dict(Role.choices) | {"employer": _("Employer")}
    table = {
        "caption": _("Who looked at your record"),
        "columns": [
            {"label": _("When")},
            {"label": _("Office")},
            {"label": _("Role")},
            {"label": _("What for")},
            {"label": _("What")},
        ],
        "rows": [
            [
                f"{say_day(row.at)}, {say_time(row.at)}",
                offices.get(row.organisation_id, _("Employer") if row.role == "employer" else ""),
                roles.get(row.role, row.role),
                row.purpose,
                row.what,
            ]
            for row in rows
        ],
    }
    return render(request, "me/readers.html", {"table": table, "any": bool(rows)})


@require_safe
@for_roles("jobseeker")
def purposes(request: HttpRequest) -> HttpResponse:
    """For which purposes, on which basis; what can be taken back or objected to."""
    person = own_queries.own_person(request.actor)  # type: ignore[attr-defined]
    found = consent.purposes(get_language() or "en", person.pk if person else None)
    return render(request, "me/purposes.html", {"purposes": found, "known": person is not None})


@require_POST
@for_roles("jobseeker")
def change_purpose(request: HttpRequest, code: str) -> HttpResponse:
    actor, state = request.actor, request.POST.get("state", "")  # type: ignore[attr-defined]
    return do(request, lambda: consent.change_own(actor=actor, code=code, state=state), _("Kept."), "me:purposes")


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles("jobseeker")
def erasure(request: HttpRequest) -> HttpResponse:
    """Ask to be forgotten: what that means, then the button."""
    actor = request.actor  # type: ignore[attr-defined]
    if request.method == "POST":
        return do(
            request,
            lambda: rights.ask_erasure(actor=actor),
            _("We have your request. An officer decides and tells you."),
            "me:data",
        )
    if own_queries.own_person(actor) is None:
        return render(request, "me/no_data.html")
    return render(request, "me/erasure.html", {"request_made": rights.open_erasure(actor)})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles("jobseeker")
def correction(request: HttpRequest) -> HttpResponse:
    """Say what is wrong."""
    actor = request.actor  # type: ignore[attr-defined]
    typed, problem, status = request.POST.get("words", "")[:5000], "", 200
    if request.method == "POST":
        try:
            rights.ask_correction(actor=actor, words=typed)
            messages.success(request, _("Thank you. An officer looks at it and tells you."))
            return redirect("me:data")
        except InvalidInput as refused:
            problem, status = str(refused.message), 422
    return render(request, "me/correction.html", {"typed": typed, "problem": problem}, status=status)
