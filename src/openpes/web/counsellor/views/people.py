"""A person's file and what is done from it; finding people; possible duplicates."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openpes.base import clock
from openpes.base.errors import ActionError, TooMany
from openpes.base.ids import clean_reference
from openpes.casework import actions, queries
from openpes.contact.queries import points_of
from openpes.dialogues import definitions
from openpes.dialogues.queries import open_sessions_of
from openpes.insight.queries import contacts_of
from openpes.matching.advice import advice_for
from openpes.matching.queries import explain_pair, matches_for_person
from openpes.matching.reasons import sentence
from openpes.people import actions as people_actions
from openpes.people import queries as people_queries
from openpes.people.models import Organisation, Person
from openpes.people.perms import may_change, visible_persons
from openpes.people.rules import age_on
from openpes.placement import case_queries
from openpes.web.account.access import for_roles
from openpes.web.counsellor.forms import AssignForm, ConflictForm, NoteForm, TaskForm
from openpes.web.counsellor.roles import CASE, NOTES, STAFF_CASE
from openpes.web.design.forms import show_problem
from openpes.work.models import Vacancy
from openpes.work.public_queries import public_vacancies


def person_of(request: HttpRequest, reference: str) -> Person:
    """The person of a page's address, if the actor may open the record; else 404."""
    clean = clean_reference(reference, "P")
    person = visible_persons(request.actor).filter(reference=clean).first() if clean else None  # type: ignore[attr-defined]
    if person is None:
        raise Http404
    return person


def office_of(request: HttpRequest) -> Organisation:
    return Organisation.objects.get(pk=request.actor.organisation_id)  # type: ignore[attr-defined]


@require_GET
@for_roles(*CASE)
def find(request: HttpRequest) -> HttpResponse:
    """People by name in any order and nearly right, by reference, or by telephone number or e-mail."""
    text = request.GET.get("q", "").strip()[:200]
    found = case_queries.find_people(actor=request.actor, text=text) if text else []  # type: ignore[attr-defined]
    if len(found) == 1 and clean_reference(text, "P"):
        return redirect("office:file", found[0].reference)
    return render(request, "counsellor/find.html", {"text": text, "found": found})


@require_GET
@for_roles(*STAFF_CASE)
def register(request: HttpRequest) -> HttpResponse:
    """Look first whether the person is known; then register with them, at the counter or on the phone."""
    text = request.GET.get("q", "").strip()[:200]
    found = people_queries.possible_duplicates(name=text) if text else []
    seen = {p.pk for p in visible_persons(request.actor).filter(pk__in=[f.person_id for f in found])}  # type: ignore[attr-defined]
    return render(
        request,
        "counsellor/register.html",
        {
            "text": text,
            "found": [(f, f.person_id in seen) for f in found],
            "start": reverse("dialogues:start", args=["placement.register_jobseeker"]),
        },
    )


@require_GET
@for_roles(*CASE)
def case_file(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything about one person on one page. Opening it leaves an entry in the access log."""
    actor = request.actor  # type: ignore[attr-defined]
    person = person_of(request, reference)
    try:
        file = queries.case_file(actor=actor, person=person)
    except TooMany as problem:
        return render(request, "counsellor/too_many.html", {"problem": problem}, status=429)
    profile = getattr(person, "profile", None)
    page = matches_for_person(profile_id=profile.pk, limit=3, language=get_language() or "en") if profile else None
    vacancies = {v.pk: v for v in public_vacancies([m.vacancy_id for m in page.matches])} if page else {}
    shown = (
        [(vacancies[m.vacancy_id], [(r, sentence(r)) for r in m.reasons[:5]]) for m in page.matches if m.vacancy_id in vacancies]
        if page
        else []
    )
    return render(
        request,
        "counsellor/file.html",
        {
            "file": file,
            "person": person,
            "age": age_on(clock.today(), person.birth_year, person.birth_date),
            "points": points_of(person),
            "summary": case_queries.profile_summary(person),
            "work": case_queries.work_of(person),
            "sessions": [
                (s, definitions.get(s.dialogue, s.version).title) for s in open_sessions_of(actor=actor, person_id=person.pk)
            ],
            "contacts": contacts_of(person_id=person.pk, limit=12),
            "matches": shown,
            "merges": people_queries.merges_of(person).filter(undone_at__isnull=True) if actor.is_staff else [],
            "may_change": may_change(actor, person),
            "may_note": actor.role in NOTES,
            "register_url": reverse("dialogues:start", args=["placement.register_jobseeker"]),
            "profile_url": reverse("dialogues:start", args=["placement.profile"]),
            "today": clock.today(),
        },
    )


@require_GET
@for_roles(*STAFF_CASE)
def matches(request: HttpRequest, reference: str) -> HttpResponse:
    """The person's best vacancies with every reason and every miss; propose or put forward from here."""
    person = person_of(request, reference)
    profile = getattr(person, "profile", None)
    number = request.GET.get("page", "1")
    offset = (int(number) - 1) * 20 if number.isdigit() and 0 < int(number) < 100 else 0
    found = matches_for_person(profile_id=profile.pk, offset=offset, language=get_language() or "en") if profile else None
    vacancies = {v.pk: v for v in public_vacancies([m.vacancy_id for m in found.matches])} if found else {}
    rows = (
        [(vacancies[m.vacancy_id], [(r, sentence(r)) for r in m.reasons]) for m in found.matches if m.vacancy_id in vacancies]
        if found
        else []
    )
    asked = request.GET.get("vacancy", "").strip()
    why = _why(profile.pk, asked) if profile and asked else None
    return render(
        request,
        "counsellor/matches.html",
        {
            "person": person,
            "rows": rows,
            "asked": asked,
            "why": why,
            "advice": advice_for(profile_id=profile.pk, language=get_language() or "en") if profile and not offset else None,
            "total": found.total if found else 0,
            "has_profile": profile is not None,
            "page": Paginator(range(found.total if found else 0), 20).get_page(number),
        },
    )


def _why(profile_id: uuid.UUID, typed: str) -> tuple[Vacancy, int, list] | None:
    """(vacancy, score out of a hundred, every reason in words) of a pair, whatever the vacancy's place in the list."""
    vacancy = Vacancy.objects.public().filter(reference=clean_reference(typed, "V") or typed).select_related("employer").first()
    made = vacancy and explain_pair(profile_id=profile_id, vacancy_id=vacancy.pk, language=get_language() or "en")
    return (vacancy, made.score // 10_000, [(r, sentence(r)) for r in made.reasons]) if vacancy and made else None


@require_http_methods(["GET", "POST"])
@for_roles(*NOTES)
def note(request: HttpRequest, reference: str) -> HttpResponse:
    """Write a note, from a template or freely."""
    actor = request.actor  # type: ignore[attr-defined]
    person = person_of(request, reference)
    templates = queries.note_templates(actor=actor)
    chosen = next((t for t in templates if t.code == request.GET.get("template", "")), None)
    form = NoteForm(request.POST or None, initial={"happened_on": clock.today(), "text": chosen.body if chosen else ""})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            actions.write_note(
                actor=actor, person=person, organisation=office_of(request), text=values["text"], template=chosen,
                happened_on=values["happened_on"], withheld=values["withheld"], withheld_reason=values["withheld_reason"],
                channel=values["channel"],
            )  # fmt: skip
        except ActionError as problem:
            show_problem(form, problem)
        else:
            messages.success(request, _("The note is kept."))
            return redirect("office:file", person.reference)
    return render(request, "counsellor/note.html", {"form": form, "person": person, "templates": templates, "chosen": chosen})


@require_POST
@for_roles(*NOTES)
def release_note(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Let the client read a note that was withheld."""
    actor = request.actor  # type: ignore[attr-defined]
    row = next((n for n in queries.withheld_notes(actor=actor) if n.pk == pk), None)
    if row is None:
        raise Http404
    actions.release_note(actor=actor, note=row)
    messages.success(request, _("The client can read the note now."))
    return redirect("office:file", row.person.reference)


@require_http_methods(["GET", "POST"])
@for_roles(*CASE)
def task(request: HttpRequest, reference: str) -> HttpResponse:
    """Put something for this person on the worklist."""
    actor = request.actor  # type: ignore[attr-defined]
    person = person_of(request, reference)
    form = TaskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        key = f"own:{actor.account_id}:{person.pk}:{values['kind']}:{values['due_on']}:{values['words']}"[:200]
        actions.add_task(
            actor=actor, kind=values["kind"], organisation=office_of(request), person=person, words=values["words"],
            due_on=values["due_on"], state=values["state"], key=key,
        )  # fmt: skip
        messages.success(request, _("It is on the worklist."))
        return redirect("office:file", person.reference)
    return render(request, "counsellor/form.html", {"form": form, "person": person, "title": _("Add a task"), "button": _("Add")})


@require_http_methods(["GET", "POST"])
@for_roles("counsellor", "manager")
def assign(request: HttpRequest, reference: str) -> HttpResponse:
    """Give the person to a counsellor of the office."""
    actor = request.actor  # type: ignore[attr-defined]
    person = person_of(request, reference)
    colleagues = people_queries.counsellors_in(actor=actor)
    form = AssignForm(request.POST or None, colleagues=colleagues, initial={"counsellor": str(actor.account_id)})
    if request.method == "POST" and form.is_valid():
        chosen = next(a for a in colleagues if str(a.pk) == form.cleaned_data["counsellor"])
        actions.assign_case(actor=actor, person=person, counsellor=chosen, organisation=office_of(request))
        messages.success(request, _("Assigned."))
        return redirect("office:file", person.reference)
    return render(
        request, "counsellor/form.html", {"form": form, "person": person, "title": _("Counsellor"), "button": _("Assign")}
    )


@require_http_methods(["GET", "POST"])
@for_roles(*CASE)
def conflict(request: HttpRequest, reference: str) -> HttpResponse:
    """Declare a tie to the person: the record closes at once and a colleague goes on."""
    person = person_of(request, reference)
    form = ConflictForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        people_actions.declare_conflict(actor=request.actor, reason=form.cleaned_data["reason"], person_id=person.pk)  # type: ignore[attr-defined]
        messages.success(request, _("Thank you. This record is closed to you now."))
        return redirect("office:worklist")
    return render(
        request,
        "counsellor/form.html",
        {"form": form, "person": person, "title": _("Conflict of interest"), "button": _("Declare it"), "danger": True},
    )


@require_GET
@for_roles(*STAFF_CASE)
def duplicates(request: HttpRequest) -> HttpResponse:
    """Pairs of records that may be one person, side by side."""
    rows = people_queries.open_duplicates(actor=request.actor)  # type: ignore[attr-defined]
    return render(request, "counsellor/duplicates.html", {"rows": rows})


@require_POST
@for_roles(*STAFF_CASE)
def decide_duplicate(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One person or two. A merge can be taken back."""
    actor = request.actor  # type: ignore[attr-defined]
    row = next((r for r in people_queries.open_duplicates(actor=actor) if r.pk == pk), None)
    if row is None:
        raise Http404
    try:
        if request.POST.get("do") == "different":
            people_actions.mark_different(actor=actor, candidate=row)
            messages.success(request, _("Kept as two people."))
        else:
            kept, alias = (row.second, row.first) if request.POST.get("do") == "keep_second" else (row.first, row.second)
            people_actions.merge_persons(actor=actor, kept=kept, alias=alias, reason=request.POST.get("reason", ""))
            messages.success(request, _("Merged. You can take it back on the person's page."))
    except ActionError as problem:
        messages.error(request, str(problem.message))
    return redirect("office:duplicates")


@require_POST
@for_roles(*STAFF_CASE)
def undo_merge(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a merge back."""
    actor = request.actor  # type: ignore[attr-defined]
    record = people_queries.merge_visible_to(actor=actor, pk=pk)
    if record is None:
        raise Http404
    try:
        people_actions.undo_merge(actor=actor, record=record)
        messages.success(request, _("Taken back: there are two records again."))
    except ActionError as problem:
        messages.error(request, str(problem.message))
    return redirect("office:file", record.kept.reference)
