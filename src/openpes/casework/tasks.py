"""What other rooms publish becomes work on a counsellor's list. Everything here is idempotent by the task's key."""

import uuid

from django.utils.translation import gettext as _

from openpes.base.actor import SYSTEM
from openpes.casework.actions import add_task
from openpes.casework.enums import TaskKind, TaskState
from openpes.casework.models import CaseAssignment, Task
from openpes.people.models import Organisation, Person, Registration
from openpes.people.queries import kept_person, office_for, open_registration_of


def _office_of(person: Person) -> Organisation | None:
    case = CaseAssignment.objects.filter(person=person, valid_until__isnull=True).select_related("organisation").first()
    if case:
        return case.organisation
    spell = (
        open_registration_of(person) or person.registrations.select_related("organisation").order_by("-effective_from").first()
    )
    return spell.organisation if spell else office_for(None)


def _for_person(kind: str, person_id: uuid.UUID, key: str, words: str = "", **more: object) -> None:
    person = kept_person(person_id)
    office = _office_of(person)
    if office is not None:
        add_task(actor=SYSTEM, kind=kind, organisation=office, key=key, person=person, words=words, **more)  # type: ignore[arg-type]


def registration_changed(*, person_id: uuid.UUID, registration_id: uuid.UUID, change: str) -> None:
    """A new registration is a new client for the office."""
    if change == "opened":
        spell = Registration.objects.select_related("organisation", "person").get(pk=registration_id)
        add_task(
            actor=SYSTEM, kind=TaskKind.NEW_CLIENT, organisation=spell.organisation, person=spell.person,
            key=f"new_client:{registration_id}", target=("people.registration", registration_id),
        )  # fmt: skip
    if change == "ended":
        Task.objects.filter(person_id=person_id, kind=TaskKind.NEW_CLIENT).exclude(state=TaskState.DONE).update(
            state=TaskState.DROPPED
        )


def registration_to_check(*, person_id: uuid.UUID, registration_id: uuid.UUID, rules: tuple[str, ...]) -> None:
    """Entry rules that an officer has to look at."""
    _for_person(
        TaskKind.OTHER,
        person_id,
        f"entry_rules:{registration_id}",
        ", ".join(rules),
        target=("people.registration", registration_id),
    )


def possible_duplicate(*, person_id: uuid.UUID) -> None:
    _for_person(TaskKind.DUPLICATE, person_id, f"duplicate:{person_id}")


def referral_due(*, referral_id: uuid.UUID, person_id: uuid.UUID, vacancy_id: uuid.UUID) -> None:
    """An employer has not answered a referral in time."""
    _for_person(
        TaskKind.CHASE_REFERRAL,
        person_id,
        f"chase:{referral_id}",
        target=("placement.referral", referral_id),
        vacancy_id=vacancy_id,
    )


def placement_reported(*, placement_id: uuid.UUID, person_id: uuid.UUID) -> None:
    """One source reported a placement: ask a second one."""
    _for_person(TaskKind.CONFIRM_PLACEMENT, person_id, f"confirm:{placement_id}", target=("placement.placement", placement_id))


def placement_follow_up(*, placement_id: uuid.UUID, person_id: uuid.UUID, months: int) -> None:
    """Three or six months after the start: is the person still in work?"""
    _for_person(
        TaskKind.FOLLOW_UP,
        person_id,
        f"follow_up:{placement_id}:{months}",
        str(months),
        target=("placement.placement", placement_id),
    )


def handover_requested(*, session_id: uuid.UUID, person_id: uuid.UUID | None, words: str = "") -> None:
    """Somebody in a dialogue wants to talk to a person."""
    if person_id is not None:
        _for_person(
            TaskKind.HANDOVER, person_id, f"handover:{session_id}", words, target=("dialogues.dialoguesession", session_id)
        )
        return
    office = office_for(None)
    if office is not None:
        add_task(
            actor=SYSTEM, kind=TaskKind.HANDOVER, organisation=office, key=f"handover:{session_id}", words=words,
            target=("dialogues.dialoguesession", session_id),
        )  # fmt: skip


def handover_withdrawn(*, session_id: uuid.UUID) -> None:
    """The client goes on alone: nobody needs to call."""
    Task.objects.filter(key=f"handover:{session_id}").exclude(state=TaskState.DONE).update(state=TaskState.DROPPED)


def employer_registered(*, employer_id: uuid.UUID, organisation_id: uuid.UUID | None) -> None:
    """A new employer waits for verification."""
    _for_office(
        TaskKind.VERIFY_EMPLOYER,
        f"verify:{employer_id}",
        organisation_id,
        employer_id=employer_id,
        target=("work.employer", employer_id),
    )


def vacancy_to_check(*, vacancy_id: uuid.UUID, organisation_id: uuid.UUID | None, time: int = 1) -> None:
    """A vacancy waits to be looked at, for the first or a later time."""
    _for_office(
        TaskKind.CHECK_VACANCY,
        f"check:{vacancy_id}:{time}",
        organisation_id,
        vacancy_id=vacancy_id,
        target=("work.vacancy", vacancy_id),
    )


def vacancy_reported(*, report_id: uuid.UUID, vacancy_id: uuid.UUID, organisation_id: uuid.UUID | None) -> None:
    """Somebody says that something is wrong with a vacancy."""
    _for_office(
        TaskKind.REPORT, f"report:{report_id}", organisation_id, vacancy_id=vacancy_id, target=("work.vacancyreport", report_id)
    )


def _for_office(kind: str, key: str, organisation_id: uuid.UUID | None, **more: object) -> None:
    office = Organisation.objects.filter(pk=organisation_id).first() if organisation_id else None
    office = office or office_for(None)
    if office is not None:
        add_task(actor=SYSTEM, kind=kind, organisation=office, key=key, **more)  # type: ignore[arg-type]


def erasure_asked(*, person_id: uuid.UUID, request_id: uuid.UUID) -> None:
    """A person asks to be forgotten: an officer weighs it against duties to keep."""
    _for_person(
        TaskKind.OTHER, person_id, f"erasure:{request_id}", _("Asks to be forgotten"), target=("trust.erasurerequest", request_id)
    )


def correction_asked(*, person_id: uuid.UUID, request_id: uuid.UUID, words: str) -> None:
    """A person says that something in the record is wrong."""
    _for_person(TaskKind.MESSAGE, person_id, f"correction:{request_id}", _("Correction: %(words)s") % {"words": words})


HOOKS = {
    "erasure.asked": erasure_asked,
    "correction.asked": correction_asked,
    "registration.changed": registration_changed,
    "registration.to_check": registration_to_check,
    "person.possible_duplicate": possible_duplicate,
    "referral.due": referral_due,
    "placement.reported": placement_reported,
    "placement.follow_up": placement_follow_up,
    "handover.requested": handover_requested,
    "handover.withdrawn": handover_withdrawn,
    "employer.registered": employer_registered,
    "vacancy.to_check": vacancy_to_check,
    "vacancy.reported": vacancy_reported,
}
