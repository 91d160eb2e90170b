"""Merging two records of one person, and undoing it. Events and audit are never rewritten."""

import uuid
from collections.abc import Iterable

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from openpes.base import clock, hooks
from openpes.base.actor import Actor
from openpes.base.errors import Conflict, InvalidInput
from openpes.base.locking import write
from openpes.base.text import clean_line
from openpes.people import perms
from openpes.people.enums import DuplicateState, EndReason, RegistrationState
from openpes.people.models import DuplicateCandidate, MergeRecord, Person, Registration
from openpes.trust.audit import audit

KEEP_WITH_ALIAS = {
    "people.nametoken",
    "people.mergerecord",
    "people.duplicatecandidate",
    "people.person",
    "work.jobseekerprofile",
}
SEALED_WITH_PERSON = {"people.identitydocument", "people.address", "casework.note", "contact.message", "placement.application"}


def note_possible_duplicates(*, actor: Actor, person: Person, others: Iterable[tuple[uuid.UUID, tuple[str, ...]]]) -> int:
    """List pairs for staff to look at; a pair listed before is left as it is. Returns how many are new."""
    made = 0
    with write():
        for other_id, reasons in others:
            first, second = sorted((person.pk, other_id), key=str)
            _row, new = DuplicateCandidate.objects.get_or_create(
                first_id=first, second_id=second, defaults={"reasons": list(reasons)}
            )
            made += new
        if made:
            audit(actor=actor, act="person.possible_duplicates", target=person, person_id=person.pk)
            hooks.publish("person.possible_duplicate", person_id=person.pk)
    return made


def mark_different(*, actor: Actor, candidate: DuplicateCandidate) -> None:
    """Two people who only look alike; the pair is not listed again."""
    perms.require_case_worker(actor, candidate.first)
    perms.require_case_worker(actor, candidate.second)
    with write():
        DuplicateCandidate.objects.filter(pk=candidate.pk, state=DuplicateState.OPEN).update(
            state=DuplicateState.DIFFERENT, decided_by=actor.account_id, decided_at=clock.now()
        )
        audit(actor=actor, act="person.different", target=candidate, person_id=candidate.first_id)


def _relations() -> Iterable[tuple[type[models.Model], str]]:
    """Every model and field that points at a person and moves in a merge.

    Rows sealed with the alias's key stay with the alias (the alias is read together with the kept person).
    """
    for model in apps.get_models():
        label = model._meta.label_lower
        if not model.__module__.startswith("openpes.") or label in KEEP_WITH_ALIAS | SEALED_WITH_PERSON:
            continue
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey) and field.related_model is Person:
                yield model, field.name


def merge_persons(*, actor: Actor, kept: Person, alias: Person, reason: str) -> MergeRecord:
    """Make ``alias`` stand for ``kept``. Rows that cannot move (a second open registration, the same saved vacancy) stay behind.

    Raises Conflict when one of them is merged already.
    """
    perms.require_case_worker(actor, kept)
    perms.require_case_worker(actor, alias)
    reason = clean_line(reason, 300)
    if not reason:
        raise InvalidInput(_("Say why the two records are one person."), field="reason")
    if kept.pk == alias.pk:
        raise InvalidInput(_("Choose two different records."), field="alias")
    with write():
        if not Person.objects.filter(pk=alias.pk, merged_into__isnull=True).update(merged_into=kept):
            raise Conflict(_("This record was merged already."))
        if Person.objects.filter(pk=kept.pk, merged_into__isnull=False).exists():
            raise Conflict(_("The record to be kept was merged into another one."))
        moved: dict[str, list[str]] = {}
        if Registration.objects.filter(person=kept).exclude(state=RegistrationState.ENDED).exists():
            spells = Registration.objects.filter(person=alias).exclude(state=RegistrationState.ENDED)
            moved["_ended_registrations"] = [str(pk) for pk in spells.values_list("pk", flat=True)]
            spells.update(
                state=RegistrationState.ENDED, end_reason=EndReason.MERGED, effective_until=models.F("effective_from"),
                end_recorded_at=clock.now(), ended_by=actor.account_id,
            )  # fmt: skip
        for model, name in _relations():
            for pk in list(model._default_manager.filter(**{name: alias}).values_list("pk", flat=True)):
                try:
                    with transaction.atomic():
                        model._default_manager.filter(pk=pk).update(**{name: kept})
                except IntegrityError:
                    continue
                moved.setdefault(f"{model._meta.label_lower}.{name}", []).append(str(pk))
        record = MergeRecord.objects.create(kept=kept, alias=alias, moved=moved, reason=reason, merged_by=actor.account_id)
        DuplicateCandidate.objects.filter(first__in=[kept, alias], second__in=[kept, alias]).update(
            state=DuplicateState.MERGED, decided_by=actor.account_id, decided_at=clock.now()
        )
        audit(actor=actor, act="person.merged", target=record, person_id=kept.pk, changes={"alias": alias.pk})
        hooks.publish("person.merged", kept=kept.pk, alias=alias.pk)
    return record


def undo_merge(*, actor: Actor, record: MergeRecord) -> None:
    """Take a merge back: every row that moved returns to the alias."""
    perms.require_case_worker(actor, record.kept)
    with write():
        if not MergeRecord.objects.filter(pk=record.pk, undone_at__isnull=True).update(
            undone_at=clock.now(), undone_by=actor.account_id
        ):
            raise Conflict(_("This merge was taken back already."))
        Person.objects.filter(pk=record.alias_id).update(merged_into=None)
        for key, ids in record.moved.items():
            if key == "_ended_registrations":
                continue
            label, name = key.rsplit(".", 1)
            model = apps.get_model(label)
            model._default_manager.filter(pk__in=ids, **{name: record.kept_id}).update(**{name: record.alias_id})
        Registration.objects.filter(pk__in=record.moved.get("_ended_registrations", [])).update(
            state=RegistrationState.OPEN, end_reason="", effective_until=None, end_recorded_at=None, ended_by=None
        )
        DuplicateCandidate.objects.filter(
            first_id__in=[record.kept_id, record.alias_id], second_id__in=[record.kept_id, record.alias_id]
        ).update(state=DuplicateState.OPEN, decided_by=None, decided_at=None)
        audit(actor=actor, act="person.unmerged", target=record, person_id=record.kept_id, changes={"alias": record.alias_id})
        hooks.publish("person.unmerged", kept=record.kept_id, alias=record.alias_id)
