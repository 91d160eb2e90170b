"""Acts on registration spells. Silence never ends a right by itself: it lets a registration sleep."""

import datetime as dt
import secrets

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from openpes.base import clock, countrypack, hooks
from openpes.base.actor import Actor
from openpes.base.enums import InteractionLevel, Service
from openpes.base.errors import Conflict, InvalidInput, NotAllowed
from openpes.base.events import record_event
from openpes.base.ids import ALPHABET, new_reference
from openpes.base.locking import write
from openpes.base.states import move
from openpes.people import perms, rules
from openpes.people.entry import EntryFacts, entry_outcome
from openpes.people.enums import EndReason, RegistrationState, RegistrationStatus
from openpes.people.models import Organisation, Person, Registration, RegistrationStatusChange
from openpes.trust.audit import audit

STEPS = {
    RegistrationState.OPEN: {RegistrationState.DORMANT, RegistrationState.ENDED},
    RegistrationState.DORMANT: {RegistrationState.OPEN, RegistrationState.ENDED},
}
CLIENT_END_REASONS = {EndReason.FOUND_WORK, EndReason.FOUND_OWN_ACCOUNT, EndReason.TRAINING, EndReason.MOVED, EndReason.OWN_WISH}


def _facts_of(person: Person, status: str, recall_on: dt.date | None) -> EntryFacts:
    today = clock.today()
    youngest = rules.age_on(today, person.birth_year, person.birth_date)
    oldest = youngest if person.birth_date or youngest is None or not person.birth_year else today.year - person.birth_year
    return EntryFacts(status=status, youngest=youngest, oldest=oldest, recall_known=recall_on is not None)


def open_registration(
    *,
    actor: Actor,
    person: Person,
    organisation: Organisation,
    status: str,
    effective_from: dt.date | None = None,
    recall_on: dt.date | None = None,
    facts: EntryFacts | None = None,
    started_at: dt.datetime | None = None,
) -> Registration:
    """Begin a spell.

    The pack's entry rules are applied to ``facts`` (by default what the record says); a rule that refuses raises InvalidInput with its
    text and paragraph. What nobody asked yet goes to an officer: hook "registration.to_check". Raises Conflict when a spell is open.
    """
    perms.require_registrar(actor)
    perms.require_may_change(actor, person)
    today = clock.today()
    pack = countrypack.current()
    outcome = entry_outcome(pack.entry_rules, facts or _facts_of(person, status, recall_on), today)
    if outcome.refused:
        rule = next(r for r in pack.entry_rules if r.id == outcome.refused[0])
        raise InvalidInput(
            f"{rule.text.in_language(actor.language)} ({rule.law}, {rule.paragraph})", field="status", code=rule.id
        )
    if status == RegistrationStatus.SEASONAL_LAYOFF and recall_on is None:
        raise InvalidInput(_("Say when the employer calls you back."), field="recall_on")
    now = clock.now()
    with write():
        try:
            with transaction.atomic():
                row = Registration.objects.create(
                    reference=new_reference("R"),
                    person=person,
                    organisation=organisation,
                    status=RegistrationStatus(status),
                    effective_from=effective_from or today,
                    recorded_at=now,
                    recall_on=recall_on,
                    entry_rules=list(outcome.met),
                    certificate_code="".join(secrets.choice(ALPHABET) for _ in range(16)),
                    last_sign_at=now,
                    channel=actor.channel,
                    synthetic=person.synthetic,
                )
        except IntegrityError as problem:
            raise Conflict(_("This person is registered already."), code="already_registered") from problem
        RegistrationStatusChange.objects.create(
            registration=row, status=row.status, effective_from=row.effective_from, recorded_at=now, account_id=actor.account_id
        )
        record_event(
            actor=actor, service=Service.REGISTRATION, act="people.registered", level=InteractionLevel.TRANSACTION,
            person_id=person.pk, organisation_id=organisation.pk, started_at=started_at, synthetic=person.synthetic,
        )  # fmt: skip
        audit(actor=actor, act="registration.opened", target=row, person_id=person.pk, changes={"status": status})
        hooks.publish("registration.changed", person_id=person.pk, registration_id=row.pk, change="opened")
        if outcome.open:
            hooks.publish("registration.to_check", person_id=person.pk, registration_id=row.pk, rules=outcome.open)
    return row


def change_registration_status(
    *, actor: Actor, registration: Registration, status: str, effective_from: dt.date, recall_on: dt.date | None = None
) -> Registration:
    """A new legal status within the spell, from a date on."""
    perms.require_may_change(actor, registration.person)
    if registration.state == RegistrationState.ENDED:
        raise Conflict(_("This registration has ended."))
    if effective_from < registration.effective_from:
        raise InvalidInput(_("The date lies before the registration began."), field="effective_from")
    with write():
        RegistrationStatusChange.objects.create(
            registration=registration, status=RegistrationStatus(status), effective_from=effective_from,
            recorded_at=clock.now(), account_id=actor.account_id,
        )  # fmt: skip
        Registration.objects.filter(pk=registration.pk).update(status=status, recall_on=recall_on, last_sign_at=clock.now())
        registration.refresh_from_db()
        audit(
            actor=actor,
            act="registration.status",
            target=registration,
            person_id=registration.person_id,
            changes={"status": status},
        )
    return registration


def end_registration(
    *, actor: Actor, registration: Registration, reason: str, effective_until: dt.date | None = None
) -> Registration:
    """End a spell. A person may end their own for their own reasons; "gave no sign" and the like are a named officer's decision."""
    perms.require_may_change(actor, registration.person)
    reason = EndReason(reason)
    if not actor.is_staff and reason not in CLIENT_END_REASONS:
        raise NotAllowed(_("Only an officer can end a registration for this reason."))
    until = effective_until or clock.today()
    if until < registration.effective_from:
        raise InvalidInput(_("The date lies before the registration began."), field="effective_until")
    with write():
        move(
            registration, STEPS, RegistrationState.ENDED, field="state",
            effective_until=until, end_recorded_at=clock.now(), end_reason=reason, ended_by=actor.account_id,
        )  # fmt: skip
        record_event(
            actor=actor, service=Service.REGISTRATION, act="people.registration_ended", level=InteractionLevel.TRANSACTION,
            person_id=registration.person_id, organisation_id=registration.organisation_id, synthetic=registration.synthetic,
        )  # fmt: skip
        audit(
            actor=actor,
            act="registration.ended",
            target=registration,
            person_id=registration.person_id,
            changes={"reason": reason},
        )
        hooks.publish("registration.changed", person_id=registration.person_id, registration_id=registration.pk, change="ended")
    return registration


def let_sleep(*, actor: Actor, registration: Registration) -> Registration:
    """No sign of life: the registration sleeps. Nothing is lost; any sign of life wakes it."""
    perms.require_may_change(actor, registration.person)
    with write():
        move(registration, STEPS, RegistrationState.DORMANT, field="state")
        audit(actor=actor, act="registration.dormant", target=registration, person_id=registration.person_id)
        hooks.publish("registration.changed", person_id=registration.person_id, registration_id=registration.pk, change="dormant")
    return registration


def sign_of_life(*, actor: Actor, person: Person) -> None:
    """The person was heard of through any door: note it, and wake a sleeping registration whole."""
    with write():
        open_spells = Registration.objects.filter(person=person).exclude(state=RegistrationState.ENDED)
        woken = open_spells.filter(state=RegistrationState.DORMANT).update(state=RegistrationState.OPEN)
        open_spells.update(last_sign_at=clock.now())
        if woken:
            audit(actor=actor, act="registration.woken", target=person, person_id=person.pk)
