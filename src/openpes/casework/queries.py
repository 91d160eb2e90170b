"""The worklist, the caseload, a person's file on one page. Each with a bounded number of SQL queries."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Max, Min, Q

from openpes.base import clock
from openpes.base.actor import Actor
from openpes.base.text import fold
from openpes.casework import perms, rules
from openpes.casework.enums import TaskState
from openpes.casework.models import CaseAssignment, Note, NoteTemplate, Task
from openpes.people.enums import RegistrationState
from openpes.people.models import Person, Registration
from openpes.people.perms import require_may_see
from openpes.trust.access import record_access
from openpes.trust.keys import decrypt

OPEN = (TaskState.NEW, TaskState.WAITING_US, TaskState.WAITING_CLIENT, TaskState.WAITING_OTHER)
PAGE = 50


@dataclass(frozen=True, slots=True)
class Worklist:
    """``counts``: every list with its number of tasks; ``tasks``: the chosen list's page; ``total``: its length."""

    chosen: str
    counts: dict[str, int]
    tasks: list[Task]
    total: int


def _condition(name: str, today: dt.date) -> Q:
    late, now = Q(due_on__lt=today), Q(due_on=today)
    if name == "overdue":
        return late
    if name == "today":
        return now
    return Q(state=name) & ~late & ~now


def worklist(*, actor: Actor, chosen: str = "", mine: bool = True, page: int = 1) -> Worklist:
    """Tasks by list, the oldest due first. ``mine``: only the actor's own and nobody's; else the whole part of the tree. 3 queries."""
    today = clock.today()
    tasks = perms.visible_tasks(actor).filter(state__in=OPEN)
    if mine:
        tasks = tasks.filter(Q(assigned_to_id=actor.account_id) | Q(assigned_to__isnull=True))
    names = [name for name in rules.LISTS if name != "later"]
    counts = tasks.aggregate(**{name: Count("pk", filter=_condition(name, today)) for name in names})
    if chosen not in names:
        chosen = next((name for name in names if counts[name]), "today")
    rows = (
        tasks.filter(_condition(chosen, today))
        .select_related("person", "organisation", "assigned_to")
        .order_by("due_on", "created_at", "pk")
    )
    begin = (max(page, 1) - 1) * PAGE
    return Worklist(chosen, counts, list(rows[begin : begin + PAGE]), counts[chosen])


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One person of a caseload."""

    person: Person
    since: dt.date
    state: str
    status: str
    open_tasks: int
    next_due: dt.date | None
    last_contact: dt.datetime | None


def caseload(*, actor: Actor, text: str = "", page: int = 1, order: str = "due") -> tuple[list[CaseRow], int]:
    """The actor's people: who has the earliest task first, or longest without contact, or by name. 3 queries."""
    rows = CaseAssignment.objects.filter(
        counsellor_id=actor.account_id, valid_until__isnull=True, person__merged_into__isnull=True
    )
    if text:
        for word in fold(text).split()[:4]:
            rows = rows.filter(person__folded_name__contains=word)
    rows = rows.annotate(
        open_tasks=Count("person__tasks", filter=Q(person__tasks__state__in=OPEN), distinct=True),
        next_due=Min("person__tasks__due_on", filter=Q(person__tasks__state__in=OPEN)),
        last_note=Max("person__notes__recorded_at"),
    ).select_related("person")
    orders = {
        "due": ["next_due", "person__folded_name", "pk"],
        "quiet": ["last_note", "person__folded_name", "pk"],
        "name": ["person__folded_name", "pk"],
    }
    total = rows.count()
    begin = (max(page, 1) - 1) * PAGE
    ordered = rows.order_by(*orders.get(order, orders["due"]))
    if order == "due":
        ordered = rows.order_by(F("next_due").asc(nulls_last=True), "person__folded_name", "pk")
    chosen = list(ordered[begin : begin + PAGE])
    spells = {
        spell.person_id: spell
        for spell in Registration.objects.filter(person__in=[r.person_id for r in chosen]).exclude(state=RegistrationState.ENDED)
    }
    found = []
    for row in chosen:
        spell = spells.get(row.person_id)
        found.append(
            CaseRow(
                person=row.person,
                since=row.valid_from,
                state=spell.get_state_display() if spell else "",
                status=spell.get_status_display() if spell else "",
                open_tasks=row.open_tasks,
                next_due=row.next_due,
                last_contact=row.last_note,
            )
        )
    return found, total


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note opened for reading."""

    note: Note
    text: str


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A person's file on one page: what casework knows. Applications, referrals and placements come from the placement room."""

    person: Person
    registration: Any
    assignment: CaseAssignment | None
    tasks: list[Task]
    notes: list[NoteView]
    kinds: Counter[str] = field(default_factory=Counter)


def case_file(*, actor: Actor, person: Person) -> CaseFile:
    """Open a person's file: checks sight and reading limit, and leaves an entry in the access log."""
    require_may_see(actor, person)
    perms.require_reading_allowed(actor, person.pk, clock.now().replace(minute=0, second=0, microsecond=0))
    record_access(actor=actor, person_id=person.pk, what="file")
    notes = (
        perms.visible_notes(actor, person)
        .select_related("author", "organisation", "template")
        .order_by("-happened_on", "-recorded_at")
    )
    tasks = list(
        Task.objects.filter(person=person, state__in=OPEN).select_related("assigned_to").order_by("due_on", "created_at", "pk")
    )
    return CaseFile(
        person=person,
        registration=person.registrations.select_related("organisation").order_by("-effective_from", "-recorded_at").first(),
        assignment=CaseAssignment.objects.filter(person=person, valid_until__isnull=True).select_related("counsellor").first(),
        tasks=tasks,
        notes=[NoteView(n, decrypt(n.person_id, n.text_sealed)) for n in notes[:100]],
        kinds=Counter(t.kind for t in tasks),
    )


def own_notes(*, actor: Actor, person: Person) -> list[NoteView]:
    """What the person may read of the notes about them, newest first."""
    rows = perms.visible_notes(actor, person).select_related("organisation").order_by("-happened_on", "-recorded_at")
    return [NoteView(n, decrypt(n.person_id, n.text_sealed)) for n in rows[:200]]


def count_withheld(person: Person) -> int:
    """How many notes about the person are withheld from them."""
    return Note.objects.filter(Q(person=person) | Q(person__merged_into=person)).exclude(withheld="").count()


def note_templates(*, actor: Actor) -> list[NoteTemplate]:
    """Templates of the country and of the actor's office."""
    return list(
        NoteTemplate.objects.filter(
            Q(organisation__isnull=True) | Q(organisation_id=actor.organisation_id), retired_at__isnull=True
        ).order_by("title")
    )


def withheld_notes(*, actor: Actor) -> list[Note]:
    """Notes withheld from their clients that the actor may release, the next review first."""
    rows = Note.objects.exclude(withheld="").select_related("person", "organisation").order_by("review_on", "pk")
    if actor.is_partner or actor.role not in perms.NOTE_ROLES:
        return []
    return list(rows.filter(organisation_id__in=actor.scope_ids)[:500])
