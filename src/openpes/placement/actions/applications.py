"""A person applies for a vacancy and may take the application back."""

import uuid

from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openpes.base import clock, hooks
from openpes.base.actor import Actor
from openpes.base.enums import InteractionLevel, Service
from openpes.base.errors import Conflict, InvalidInput, NotFound
from openpes.base.events import record_event
from openpes.base.ids import new_reference
from openpes.base.locking import require_write, write
from openpes.base.text import clean
from openpes.matching.queries import explain_pair
from openpes.people.models import Person
from openpes.placement.actions.application_status import move_application
from openpes.placement.enums import ApplicationStatus
from openpes.placement.models import Application, ApplicationStep, EmployerBlock, Referral
from openpes.placement.perms import speaks_for
from openpes.trust.audit import audit
from openpes.trust.keys import encrypt
from openpes.trust.models import StoredFile
from openpes.work.enums import ApplyBy, Audience
from openpes.work.models import JobseekerProfile, Vacancy
from openpes.work.public_queries import takes_applications

LETTER = 5000


def live_application(person_id: uuid.UUID, vacancy_id: uuid.UUID) -> Application | None:
    """The person's application for the vacancy that is not withdrawn."""
    return (
        Application.objects.filter(person_id=person_id, vacancy_id=vacancy_id).exclude(status=ApplicationStatus.WITHDRAWN).first()
    )


def require_may_apply(*, person: Person, vacancy: Vacancy) -> None:
    """Raises Conflict with the reason in words when the person cannot apply for the vacancy here and now."""
    if not takes_applications(vacancy, clock.today()):
        raise Conflict(_("This vacancy takes no more applications."), code="not_open")
    if vacancy.apply_by != ApplyBy.HERE:
        raise Conflict(_("For this vacancy you apply directly to the employer. The vacancy page says how."), code="elsewhere")
    if live_application(person.pk, vacancy.pk):
        raise Conflict(_("You have applied for this vacancy already."), code="applied")
    if EmployerBlock.objects.filter(person=person, employer_id=vacancy.employer_id).exists():
        raise Conflict(
            _("You hide yourself from this employer. Take that back first, under “Saved and hidden”."), code="hidden_from"
        )


def open_vacancy(vacancy_id: uuid.UUID | None = None, *, reference: str = "") -> Vacancy:
    """A public vacancy by id or reference. Raises NotFound."""
    one = {"reference": reference.upper()} if reference else {"pk": vacancy_id}
    row = Vacancy.objects.filter(audience=Audience.PUBLIC, **one).select_related("employer").first()
    if row is None:
        raise NotFound(_("There is no such vacancy."))
    return row


def match_snapshot(person: Person, vacancy: Vacancy) -> dict[str, object]:
    """Score parts and weights version at this moment, as they are kept with the application; empty without a profile."""
    profile = JobseekerProfile.objects.filter(person=person).first()
    match = profile and explain_pair(profile_id=profile.pk, vacancy_id=vacancy.pk, language=get_language() or "en")
    if not match:
        return {}
    return {
        "score": match.score,
        "weights_version": match.weights_version,
        "parts": {reason.code: reason.millionths for reason in match.reasons},
    }


def apply(
    *,
    actor: Actor,
    person: Person,
    vacancy_id: uuid.UUID,
    letter: str = "",
    cv_file_id: uuid.UUID | None = None,
    share_contact: bool = True,
    referral: Referral | None = None,
) -> Application:
    """Apply for a public vacancy. A referral or letter goes along; the CV file leaves only here.

    Raises NotFound, Conflict (closed, applied already, hidden from this employer), InvalidInput.
    """
    if not speaks_for(actor, person):
        raise NotFound(_("There is no such record, or it is not open to you."))
    letter = clean(letter)
    if len(letter) > LETTER:
        raise InvalidInput(_("Please use at most 5,000 characters."), field="letter")
    with write():
        vacancy = open_vacancy(vacancy_id) if referral is None else referral.vacancy
        if referral is None:
            require_may_apply(person=person, vacancy=vacancy)
        if cv_file_id and not StoredFile.objects.filter(pk=cv_file_id, subject_id=person.pk, deleted_at=None).exists():
            raise InvalidInput(_("The file is no longer here. Please choose it again."), field="cv_file")
        return make_application(
            actor=actor, person=person, vacancy=vacancy, letter=letter, cv_file_id=cv_file_id, share_contact=share_contact,
            referral=referral, words="",
        )  # fmt: skip


def make_application(
    *,
    actor: Actor,
    person: Person,
    vacancy: Vacancy,
    letter: str,
    cv_file_id: uuid.UUID | None,
    share_contact: bool,
    referral: Referral | None,
    words: str,
) -> Application:
    """The application with its first step, event, audit and news. Must be inside ``write()``. Raises Conflict when there is one."""
    require_write()
    now = clock.now()
    try:
        with transaction.atomic():
            row = Application.objects.create(
                reference=new_reference("A"),
                person=person,
                vacancy=vacancy,
                referral=referral,
                letter_sealed=encrypt(person.pk, letter) if letter else None,
                cv_file_id=cv_file_id,
                share_contact=share_contact,
                match=match_snapshot(person, vacancy),
                channel=actor.channel,
                sent_at=now,
                synthetic=person.synthetic,
            )
    except IntegrityError as problem:
        raise Conflict(_("You have applied for this vacancy already."), code="applied") from problem
    ApplicationStep.objects.create(
        application=row, status=ApplicationStatus.SENT, words=words, role=actor.role, account_id=actor.account_id, at=now
    )
    record_event(
        actor=actor, service=Service.JOB_MATCHING, act="placement.applied", level=InteractionLevel.SUBMISSION,
        person_id=person.pk, employer_id=vacancy.employer_id, synthetic=person.synthetic,
        model_version=f"weights {row.match['weights_version']}" if row.match else "",
    )  # fmt: skip
    audit(
        actor=actor, act="placement.application_sent", target=row, person_id=person.pk,
        changes={"vacancy": vacancy.reference, "cv": bool(cv_file_id), "letter": letter, "share_contact": share_contact},
    )  # fmt: skip
    hooks.publish("application.changed", id=row.pk)
    return row


def own_application(actor: Actor, reference: str) -> Application:
    """An application of the actor's own person, or one the actor speaks for. Raises NotFound."""
    row = (
        Application.objects.select_related("person", "vacancy__employer", "referral").filter(reference=reference.upper()).first()
    )
    if row is None or not speaks_for(actor, row.person):
        raise NotFound(_("There is no such application."))
    return row


def withdraw(*, actor: Actor, reference: str, words: str = "") -> Application:
    """Take an application back; twice does no harm. Raises NotFound, Conflict when it was decided already."""
    with write():
        row = own_application(actor, reference)
        if row.status == ApplicationStatus.WITHDRAWN:
            return row
        move_application(actor=actor, application=row, to=ApplicationStatus.WITHDRAWN, words=clean(words, 500))
        record_event(
            actor=actor, service=Service.JOB_MATCHING, act="placement.withdrawn", level=InteractionLevel.TRANSACTION,
            person_id=row.person_id, employer_id=row.vacancy.employer_id, synthetic=row.synthetic,
        )  # fmt: skip
    return row
