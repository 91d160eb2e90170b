"""Practice on made-up people: it touches one row of its own and, when something was done, leaves one training event."""

from django.utils.translation import gettext as _

from openpes.assessment.models import PracticeSession, TrainingEvent
from openpes.assessment.training import perms, queries
from openpes.assessment.training.enums import Method
from openpes.assessment.training.practice_people import BY_CODE, LONGEST_NOTE, MOST_NOTES
from openpes.base import clock
from openpes.base.actor import Actor
from openpes.base.errors import Conflict, InvalidInput, NotFound
from openpes.base.locking import write
from openpes.base.text import clean
from openpes.trust.audit import audit


def begin_practice(*, actor: Actor) -> PracticeSession:
    """Begin, or go on with what is open. Raises NotAllowed for who is not on the staff."""
    perms.require_learner(actor)
    assert actor.account_id is not None
    with write():
        row, made = PracticeSession.objects.get_or_create(
            account_id=actor.account_id, ended_at__isnull=True,
            defaults={
                "role": actor.role, "organisation_id": actor.organisation_id, "started_at": clock.now(), "synthetic": actor.synthetic,
            },
        )  # fmt: skip
        if made:
            audit(actor=actor, act="practice.begun", target=row)
    return row


def _open(actor: Actor, person: str) -> PracticeSession:
    """The actor's own open practice, locked. Must be inside ``write()``. Raises NotFound, Conflict."""
    if person not in BY_CODE:
        raise NotFound(_("There is no such made-up person."))
    row = PracticeSession.objects.select_for_update().filter(account_id=actor.account_id, ended_at__isnull=True).first()
    if row is None:
        raise Conflict(_("Begin to practise first."))
    return row


def _save(row: PracticeSession, person: str, **facts: object) -> PracticeSession:
    row.work = {**row.work, person: {**row.work.get(person, {}), **facts}}
    row.save(update_fields=["work"])
    return row


def read_practice_file(*, actor: Actor, person: str) -> PracticeSession:
    """The file of a made-up person was opened. Raises NotFound, Conflict."""
    perms.require_learner(actor)
    with write():
        return _save(_open(actor, person), person, read=True)


def write_practice_note(*, actor: Actor, person: str, text: str) -> PracticeSession:
    """A note about a made-up person. It is gone when the practice ends. Raises InvalidInput(text), NotFound, Conflict."""
    perms.require_learner(actor)
    words = clean(text, LONGEST_NOTE)
    if not words:
        raise InvalidInput(_("Write the note."), field="text")
    with write():
        row = _open(actor, person)
        notes = row.work.get(person, {}).get("notes", [])
        if len(notes) >= MOST_NOTES:
            raise InvalidInput(_("These are notes enough for practice."), field="text")
        return _save(row, person, notes=[*notes, words])


def do_practice_task(*, actor: Actor, person: str) -> PracticeSession:
    """The task of a made-up person is done. Raises NotFound, Conflict."""
    perms.require_learner(actor)
    with write():
        return _save(_open(actor, person), person, done=True)


def end_practice(*, actor: Actor) -> TrainingEvent | None:
    """End: what was written goes; a training event (learning by doing) stays when a task was done or a note was written.

    Raises Conflict when nothing is open.
    """
    perms.require_learner(actor)
    with write():
        row = PracticeSession.objects.select_for_update().filter(account_id=actor.account_id, ended_at__isnull=True).first()
        if row is None:
            raise Conflict(_("There is no practice to end."))
        did = sum(1 for facts in row.work.values() if facts.get("notes") or facts.get("done"))
        row.ended_at, row.work = clock.now(), {}
        if did:
            minutes = max(1, int((row.ended_at - row.started_at).total_seconds()) // 60)
            row.event = TrainingEvent.objects.create(
                account_id=row.account_id, organisation_id=row.organisation_id, category=queries.category_of(row.account_id),
                method=Method.LEARNING_BY_DOING, on=clock.today(), minutes=min(minutes, 24 * 60), practice=True,
                recorded_at=clock.now(), recorded_by=actor.account_id, synthetic=row.synthetic,
            )  # fmt: skip
        row.save(update_fields=["ended_at", "work", "event"])
        audit(actor=actor, act="practice.ended", target=row, changes={"people": did})
    return row.event
