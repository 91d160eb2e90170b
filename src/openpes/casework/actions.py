"""Acts of casework: assign, tasks, notes. Raised by people, or by hooks of other rooms (see ``tasks.py``)."""

import datetime as dt
import uuid

from django.utils.translation import gettext as _

from openpes.base import clock, countrypack
from openpes.base.actor import Actor
from openpes.base.enums import InteractionLevel, Service
from openpes.base.errors import Conflict, InvalidInput
from openpes.base.events import record_event
from openpes.base.locking import write
from openpes.base.states import move
from openpes.base.text import clean, clean_line
from openpes.casework import perms, rules
from openpes.casework.enums import TaskKind, TaskState, WithholdingClass
from openpes.casework.models import CaseAssignment, Note, NoteTemplate, Task
from openpes.people.models import Account, Organisation, Person
from openpes.people.perms import require_case_worker
from openpes.trust.audit import audit
from openpes.trust.keys import encrypt

WAITING = {TaskState.NEW, TaskState.WAITING_US, TaskState.WAITING_CLIENT, TaskState.WAITING_OTHER}
STEPS = {state: (WAITING | {TaskState.DONE, TaskState.DROPPED}) - {state} for state in WAITING}
NOTE_LIMIT = 20_000


def assign_case(*, actor: Actor, person: Person, counsellor: Account, organisation: Organisation) -> CaseAssignment:
    """Give a person to a counsellor; the assignment before it ends today and open tasks move along."""
    if actor.role != "system":
        require_case_worker(actor, person)
    today = clock.today()
    with write():
        CaseAssignment.objects.filter(person=person, valid_until__isnull=True).update(valid_until=today)
        row = CaseAssignment.objects.create(
            person=person, counsellor=counsellor, organisation=organisation, valid_from=today, synthetic=person.synthetic
        )
        Task.objects.filter(person=person, state__in=WAITING).update(assigned_to=counsellor, organisation=organisation)
        audit(actor=actor, act="case.assigned", target=row, person_id=person.pk, changes={"counsellor": counsellor.pk})
    return row


def add_task(
    *,
    actor: Actor,
    kind: str,
    organisation: Organisation,
    key: str,
    person: Person | None = None,
    words: str = "",
    due_on: dt.date | None = None,
    state: str = TaskState.NEW,
    assigned_to: Account | None = None,
    target: tuple[str, uuid.UUID] | None = None,
    employer_id: uuid.UUID | None = None,
    vacancy_id: uuid.UUID | None = None,
) -> Task:
    """Put something on the worklist; the same ``key`` gives the task that is there. Falls to the person's counsellor."""
    if assigned_to is None and person is not None:
        case = CaseAssignment.objects.filter(person=person, valid_until__isnull=True).select_related("counsellor").first()
        assigned_to = case.counsellor if case else None
    with write():
        row, made = Task.objects.get_or_create(
            key=key,
            defaults={
                "kind": TaskKind(kind), "state": TaskState(state), "person": person, "organisation": organisation,
                "assigned_to": assigned_to, "words": clean_line(words, 500),
                "due_on": due_on or rules.due_date(kind, clock.today()), "created_at": clock.now(),
                "target_type": target[0] if target else "", "target_id": target[1] if target else None,
                "employer_id": employer_id, "vacancy_id": vacancy_id,
                "synthetic": person.synthetic if person else actor.synthetic,
            },
        )  # fmt: skip
        if made:
            audit(actor=actor, act="task.added", target=row, person_id=person.pk if person else None, changes={"kind": kind})
    return row


def move_task(*, actor: Actor, task: Task, to: str, due_on: dt.date | None = None, result: str = "") -> Task:
    """Say whom the task waits for, or that it is done. Raises Conflict when somebody else moved it first."""
    perms.require_task_worker(actor, task)
    finished = to in {TaskState.DONE, TaskState.DROPPED}
    changes: dict[str, object] = {"due_on": due_on or task.due_on}
    if finished:
        changes |= {"done_at": clock.now(), "done_by": actor.account_id, "result": clean_line(result, 500)}
    with write():
        move(task, STEPS, TaskState(to), field="state", **changes)
        if finished and task.person_id:
            record_event(
                actor=actor, service=Service.COUNSELLING, act=f"casework.{task.kind}", level=InteractionLevel.SUBMISSION,
                person_id=task.person_id, organisation_id=task.organisation_id, synthetic=task.synthetic,
            )  # fmt: skip
        audit(actor=actor, act="task.moved", target=task, person_id=task.person_id, changes={"state": to})
    return task


def take_task(*, actor: Actor, task: Task) -> Task:
    """Take a task that nobody has; two at once give one winner."""
    perms.require_task_worker(actor, task)
    with write():
        if not Task.objects.filter(pk=task.pk, assigned_to__isnull=True).update(assigned_to=actor.account_id):
            raise Conflict(_("Somebody else has this task already."))
        task.refresh_from_db()
        audit(actor=actor, act="task.taken", target=task, person_id=task.person_id)
    return task


def write_note(
    *,
    actor: Actor,
    person: Person,
    organisation: Organisation,
    text: str,
    template: NoteTemplate | None = None,
    happened_on: dt.date | None = None,
    withheld: str = WithholdingClass.NONE,
    withheld_reason: str = "",
    corrects: Note | None = None,
    channel: str = "",
) -> Note:
    """A case note, sealed with the person's key. Withholding needs a listed class, a reason, and is looked at again."""
    perms.require_note_writer(actor, person)
    text = clean(text)
    if not text:
        raise InvalidInput(_("Write the note."), field="text")
    if len(text) > NOTE_LIMIT:
        raise InvalidInput(_("This note is too long. Write at most 20,000 letters."), field="text")
    withheld = WithholdingClass(withheld)
    if withheld and not clean_line(withheld_reason):
        raise InvalidInput(_("Say why the client may not see this note."), field="withheld_reason")
    day = happened_on or clock.today()
    if day > clock.today():
        raise InvalidInput(_("The day lies in the future."), field="happened_on")
    months = next((c.review_months for c in countrypack.current().withholding_classes if c.code == withheld), 6)
    with write():
        row = Note.objects.create(
            person=person, text_sealed=encrypt(person.pk, text), template=template, withheld=withheld,
            withheld_reason=clean_line(withheld_reason, 300) if withheld else "",
            review_on=rules.review_date(months, clock.today()) if withheld else None,
            author_id=actor.account_id, organisation=organisation, happened_on=day, recorded_at=clock.now(),
            corrects=corrects, synthetic=person.synthetic,
        )  # fmt: skip
        record_event(
            actor=actor, service=Service.COUNSELLING, act="casework.note", level=InteractionLevel.SUBMISSION, person_id=person.pk,
            organisation_id=organisation.pk, channel=channel or "counter", synthetic=person.synthetic,
        )  # fmt: skip
        audit(actor=actor, act="note.written", target=row, person_id=person.pk, changes={"withheld": withheld})
    return row


def release_note(*, actor: Actor, note: Note) -> Note:
    """End the withholding of a note: the client sees it from now on."""
    perms.require_note_writer(actor, note.person)
    with write():
        Note.objects.filter(pk=note.pk).update(withheld="", withheld_reason="", review_on=None)
        note.refresh_from_db()
        audit(actor=actor, act="note.released", target=note, person_id=note.person_id)
    return note


def put_off_task(*, actor: Actor, task: Task, days: int) -> Task:
    """Move the day by which a task is to be done to ``days`` from today."""
    perms.require_task_worker(actor, task)
    if not 0 < days <= 366:
        raise InvalidInput(_("Choose a day within a year."), field="days")
    with write():
        task.due_on = clock.today() + dt.timedelta(days=days)
        Task.objects.filter(pk=task.pk, state__in=WAITING).update(due_on=task.due_on)
        audit(actor=actor, act="task.put_off", target=task, person_id=task.person_id, changes={"due_on": task.due_on})
    return task
