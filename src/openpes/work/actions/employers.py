"""Registering an employer, its page, verification in tiers, blocking."""

import datetime as dt
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _

from openpes.base import clock, hooks
from openpes.base.actor import Actor
from openpes.base.enums import InteractionLevel, Service
from openpes.base.errors import Conflict, InvalidInput, NotAllowed, TooMany
from openpes.base.events import record_event
from openpes.base.ids import new_reference, uuid7
from openpes.base.locking import write
from openpes.base.text import clean, clean_line, fold
from openpes.people.models import Account, Place
from openpes.people.queries import office_for
from openpes.trust.audit import audit
from openpes.work import perms
from openpes.work.actions.vacancy_status import move_vacancy, publish_changed
from openpes.work.enums import ContactState, EmployerKind, VacancyStatus, VerificationTier
from openpes.work.models import Employer, EmployerContact, EmployerVerification, Establishment, Vacancy
from openpes.work.rules import LICENSED_KINDS, licence_problem

MOST_REGISTRATIONS_A_DAY = 3
PAGE_FIELDS = ("name", "register_number", "isic", "size_band", "website", "description", "licence_number", "licence_until")
SIZE_BANDS = ("", "1-9", "10-49", "50-249", "250+")


def register_employer(
    *,
    actor: Actor,
    kind: str,
    name: str,
    contact_name: str,
    contact_email: str = "",
    contact_phone: str = "",
    function: str = "",
    register_number: str = "",
    place_id: uuid.UUID | None = None,
    address: str = "",
    licence_number: str = "",
    licence_until: dt.date | None = None,
    website: str = "",
    employer_id: uuid.UUID | None = None,
) -> Employer:
    """Register an employer at tier 0, with one workplace and its first contact, who may invite others.

    A signed-in person becomes the contact at once; for a visitor, or when staff write it down, the contact is invited by e-mail.
    A known ``employer_id`` is given back as it is (double submit). Raises InvalidInput (field), TooMany, NotAllowed.
    """
    if actor.is_partner or (actor.is_staff and actor.role not in perms.CARE_ROLES):
        raise NotAllowed(_("Your role does not register employers."))
    kind, name = kind, clean_line(name)
    contact_name, email = clean_line(contact_name), clean_line(contact_email).lower()
    _check_employer(kind=kind, name=name, licence_number=licence_number, licence_until=licence_until, website=website)
    if not contact_name or len(contact_name) > 200:
        raise InvalidInput(_("Please give the name of the person we talk to."), field="contact_name")
    _check_email(email, required=not actor.is_signed_in)
    place = Place.objects.filter(pk=place_id).first() if place_id else None
    if place_id and place is None:
        raise InvalidInput(_("Please choose a place from the list."), field="place")
    with write():
        known = Employer.objects.filter(pk=employer_id).first() if employer_id else None
        if known:
            return known
        own_account = actor.account_id if actor.is_signed_in and not actor.is_staff else None
        office = None if actor.is_staff else office_for(place)
        _limit(own_account, email)
        employer = Employer.objects.create(
            pk=employer_id or uuid7(),
            reference=new_reference("E"),
            kind=kind,
            name=name,
            folded=fold(name)[:300],
            register_number=clean_line(register_number, 64),
            licence_number=clean_line(licence_number, 64) if kind in LICENSED_KINDS else "",
            licence_until=licence_until if kind in LICENSED_KINDS else None,
            website=website.strip(),
            organisation_id=actor.organisation_id or (office.pk if office else None),
            synthetic=actor.synthetic,
        )
        Establishment.objects.create(
            employer=employer,
            place=place,
            address=clean_line(address, 300),
            latitude=place.latitude if place else None,
            longitude=place.longitude if place else None,
            synthetic=actor.synthetic,
        )
        contact = EmployerContact.objects.create(
            employer=employer,
            account_id=own_account,
            name=contact_name,
            function=clean_line(function, 200),
            email=email or _email_of(own_account),
            phone=clean_line(contact_phone, 40),
            state=ContactState.ACTIVE if own_account or not email else ContactState.INVITED,
            may_manage=True,
            synthetic=actor.synthetic,
        )
        record_event(
            actor=actor,
            service=Service.REGISTRATION,
            act="work.employer_registered",
            level=InteractionLevel.SUBMISSION,
            employer_id=employer.pk,
        )
        audit(actor=actor, act="work.employer_registered", target=employer, changes={"kind": kind, "name": name})
        _ask_for_verification(employer)
        if contact.state == ContactState.INVITED:
            hooks.publish("employer.contact_invited", contact_id=contact.pk)
    return employer


def change_employer(*, actor: Actor, employer_id: uuid.UUID, **changes: Any) -> Employer:
    """Change the employer's page (``PAGE_FIELDS``). A new name or number of a verified employer is looked at again by an officer;
    the tier stays until then. Raises InvalidInput, NotFound.
    """
    unknown = set(changes) - set(PAGE_FIELDS)
    if unknown:
        raise InvalidInput(_("This cannot be changed here."), field=sorted(unknown)[0])
    with write():
        perms.employer_for(actor, employer_id)
        employer = Employer.objects.select_for_update().get(pk=employer_id)
        clean_changes = {k: clean(v) if isinstance(v, str) else v for k, v in changes.items()}
        told = {name: clean_changes.get(name, getattr(employer, name)) for name in PAGE_FIELDS}
        _check_employer(
            kind=employer.kind,
            name=told["name"],
            licence_number=told["licence_number"],
            licence_until=told["licence_until"],
            website=told["website"],
        )
        if told["size_band"] not in SIZE_BANDS:
            raise InvalidInput(_("Please choose one of the answers."), field="size_band")
        if len(told["description"]) > 5000:
            raise InvalidInput(_("The text is too long. Please shorten it to 5,000 characters."), field="description")
        changed = {k: v for k, v in clean_changes.items() if getattr(employer, k) != v}
        if not changed:
            return employer
        for name, value in changed.items():
            setattr(employer, name, value)
        employer.folded = fold(employer.name)[:300]
        employer.save()
        audit(actor=actor, act="work.employer_changed", target=employer, changes=changed)
        record_event(
            actor=actor,
            service=Service.JOB_MATCHING,
            act="work.employer_changed",
            level=InteractionLevel.TRANSACTION,
            employer_id=employer.pk,
            synthetic=employer.synthetic,
        )
        if {"name", "register_number", "licence_number"} & set(changed):
            _ask_for_verification(employer)
        _tell_index(employer)
    return employer


def set_verification_tier(*, actor: Actor, employer_id: uuid.UUID, tier: int, means: str, note: str = "") -> EmployerVerification:
    """Give or take a tier, saying by what means. Staff only, never for an employer one acts for or is tied to."""
    means = clean_line(means, 300)
    if tier not in VerificationTier.values:
        raise InvalidInput(_("Please choose one of the tiers."), field="tier")
    if not means:
        raise InvalidInput(_("Please say how you checked: register extract, letter, visit …"), field="means")
    with write():
        employer = perms.employer_to_decide(actor, employer_id)
        if perms.may_act_for_employer(actor.account_id, employer_id):
            raise NotAllowed(_("You act for this employer yourself. A colleague has to decide."))
        if tier == VerificationTier.REGISTER and not employer.register_number:
            raise InvalidInput(_("Write the register or tax number on the employer's page first."), field="tier")
        if tier > VerificationTier.UNVERIFIED:
            problem = licence_problem(employer.kind, employer.licence_number, employer.licence_until, clock.today())
            if problem:
                raise Conflict(_("An agency cannot be verified without a licence in force."), code=problem)
        changes: dict[str, Any] = {"tier": tier}
        if employer.organisation_id is None and actor.organisation_id:
            changes["organisation_id"] = actor.organisation_id
        Employer.objects.filter(pk=employer_id).update(**changes)
        row = EmployerVerification.objects.create(
            employer=employer,
            tier=tier,
            means=means,
            note=clean_line(note, 500),
            account_id=actor.account_id,
            organisation_id=actor.organisation_id,
            at=clock.now(),
        )
        audit(actor=actor, act="work.employer_tier_set", target=employer, changes={"tier": tier, "means": means})
        record_event(
            actor=actor,
            service=Service.JOB_MATCHING,
            act="work.employer_tier_set",
            level=InteractionLevel.TRANSACTION,
            employer_id=employer.pk,
            synthetic=employer.synthetic,
        )
        hooks.publish("employer.tier_set", id=employer.pk, tier=tier)
        _tell_index(employer)
    return row


def block_employer(*, actor: Actor, employer_id: uuid.UUID, reason: str) -> Employer:
    """Take an employer and its open vacancies from sight, with a reason that the employer reads. Staff only."""
    reason = clean_line(reason, 300)
    if not reason:
        raise InvalidInput(_("Please say why: the employer reads it."), field="reason")
    with write():
        employer = perms.employer_to_decide(actor, employer_id)
        if employer.blocked_at is None:
            employer.blocked_at, employer.blocked_reason = clock.now(), reason
            employer.save(update_fields=["blocked_at", "blocked_reason"])
            for vacancy in Vacancy.objects.filter(employer=employer, status=VacancyStatus.PUBLISHED).order_by("pk"):
                move_vacancy(actor=actor, vacancy=vacancy, to=VacancyStatus.PAUSED, reason=reason)
            audit(actor=actor, act="work.employer_blocked", target=employer, changes={"reason": reason})
            record_event(
                actor=actor,
                service=Service.JOB_MATCHING,
                act="work.employer_blocked",
                level=InteractionLevel.TRANSACTION,
                employer_id=employer.pk,
                synthetic=employer.synthetic,
            )
    return employer


def unblock_employer(*, actor: Actor, employer_id: uuid.UUID, reason: str) -> Employer:
    """Let an employer act again. Its vacancies stay paused until they are resumed one by one."""
    reason = clean_line(reason, 300)
    if not reason:
        raise InvalidInput(_("Please say why."), field="reason")
    with write():
        employer = perms.employer_to_decide(actor, employer_id)
        if employer.blocked_at is not None:
            employer.blocked_at, employer.blocked_reason = None, ""
            employer.save(update_fields=["blocked_at", "blocked_reason"])
            audit(actor=actor, act="work.employer_unblocked", target=employer, changes={"reason": reason})
            record_event(
                actor=actor,
                service=Service.JOB_MATCHING,
                act="work.employer_unblocked",
                level=InteractionLevel.TRANSACTION,
                employer_id=employer.pk,
                synthetic=employer.synthetic,
            )
    return employer


def _check_employer(*, kind: str, name: str, licence_number: str, licence_until: dt.date | None, website: str) -> None:
    if kind not in EmployerKind.values:
        raise InvalidInput(_("Please choose what kind of employer you are."), field="kind")
    if len(name) < 2 or len(name) > 300:
        raise InvalidInput(_("Please give the name, at most 300 characters."), field="name")
    problem = licence_problem(kind, licence_number.strip(), licence_until, clock.today())
    if problem:
        texts = {
            "licence_missing": ("licence_number", _("An agency needs a licence. Please give its number.")),
            "licence_end_missing": ("licence_until", _("Please give the last day of the licence.")),
            "licence_over": ("licence_until", _("This licence is over. An agency needs a licence in force.")),
        }
        raise InvalidInput(texts[problem][1], field=texts[problem][0], code=problem)
    if website.strip():
        try:
            URLValidator(schemes=["http", "https"])(website.strip())
        except ValidationError as error:
            raise InvalidInput(
                _("Please give the whole address of the site, beginning with https://"), field="website"
            ) from error


def _check_email(email: str, *, required: bool) -> None:
    if not email and not required:
        return
    try:
        validate_email(email)
    except ValidationError as error:
        raise InvalidInput(
            _("Please give an e-mail address such as name@example.org. You sign in with it."), field="contact_email"
        ) from error


def _email_of(account_id: uuid.UUID | None) -> str:
    return Account.objects.filter(pk=account_id).values_list("email", flat=True).first() or "" if account_id else ""


def _limit(account_id: uuid.UUID | None, email: str) -> None:
    """At most three registrations a day by one account or for one e-mail address; staff are limited by address only."""
    if not account_id and not email:
        return
    rows = EmployerContact.objects.filter(created_at__gte=clock.now() - dt.timedelta(days=1), may_manage=True)
    rows = rows.filter(account_id=account_id) if account_id else rows.filter(email=email)
    if rows.count() >= MOST_REGISTRATIONS_A_DAY:
        raise TooMany(_("Three employers were registered today already. Please come back tomorrow, or talk to us."))


def _ask_for_verification(employer: Employer) -> None:
    hooks.publish("employer.registered", employer_id=employer.pk, organisation_id=employer.organisation_id)


def _tell_index(employer: Employer) -> None:
    """The employer's name and tier are shown with its open vacancies."""
    publish_changed(list(Vacancy.objects.filter(employer=employer, status=VacancyStatus.PUBLISHED).values_list("pk", flat=True)))
