"""Who may see and do what in casework."""

import uuid

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from openpes.base.actor import Actor
from openpes.base.errors import NotAllowed, TooMany
from openpes.base.locking import write
from openpes.casework.models import Note, Task
from openpes.people.models import Person, ReadingQuota
from openpes.people.perms import require_may_see

READ_LIMIT_PER_HOUR = {"partner_adviser": 40, "contact_agent": 120}
TASK_ROLES = frozenset({"counsellor", "contact_agent", "employer_liaison", "manager", "partner_adviser", "system"})
NOTE_ROLES = frozenset({"counsellor", "manager", "partner_adviser"})


def visible_tasks(actor: Actor) -> QuerySet[Task]:
    """Tasks of the actor's part of the tree; partner advisers see only their own."""
    tasks = Task.objects.all()
    if actor.role == "system":
        return tasks
    if actor.role not in TASK_ROLES:
        return tasks.none()
    tasks = tasks.filter(organisation_id__in=actor.scope_ids)
    return tasks.filter(assigned_to_id=actor.account_id) if actor.is_partner else tasks


def require_task_worker(actor: Actor, task: Task) -> None:
    """Raises NotAllowed when the task is outside the actor's part of the tree."""
    if not visible_tasks(actor).filter(pk=task.pk).exists():
        raise NotAllowed(_("This task is not open to you."))


def visible_notes(actor: Actor, person: Person) -> QuerySet[Note]:
    """The person sees every note that is not withheld; staff with cases see all; partner advisers only their organisation's."""
    notes = Note.objects.filter(Q(person=person) | Q(person__merged_into=person))
    if actor.person_id == person.pk and not actor.is_staff and not actor.is_partner:
        return notes.filter(withheld="")
    if actor.role not in NOTE_ROLES and actor.role not in {"data_protection", "system"}:
        return notes.none()
    return notes.filter(organisation_id__in=actor.scope_ids) if actor.is_partner else notes


def require_reading_allowed(actor: Actor, person_id: uuid.UUID, hour: object) -> None:
    """Count a different record opened in this hour; raises TooMany over the role's limit.

    Bounds what a stolen partner account can read. ``hour``: the hour's first moment, UTC.
    """
    limit = READ_LIMIT_PER_HOUR.get(actor.role)
    if limit is None or actor.account_id is None:
        return
    with write():
        ReadingQuota.objects.get_or_create(account_id=actor.account_id, hour=hour, person_id=person_id)
        opened = ReadingQuota.objects.filter(account_id=actor.account_id, hour=hour).count()
    if opened > limit:
        raise TooMany(_("You opened many records in this hour. Please wait, or ask your head of office."))


def require_note_writer(actor: Actor, person: Person) -> None:
    if actor.role not in NOTE_ROLES:
        raise NotAllowed(_("Your role does not write case notes."))
    require_may_see(actor, person)
