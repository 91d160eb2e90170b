"""Register as an employer: who you are, who talks to us, and what happens next."""

import datetime as dt
import uuid
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openpes.base.enums import Sensitivity, Service
from openpes.base.ids import derived_uuid7
from openpes.dialogues.definitions import Commit, Dialogue, Option, Slot, Turn
from openpes.people.models import Account
from openpes.work.actions.employers import register_employer
from openpes.work.country_limits import tier_limits
from openpes.work.enums import EmployerKind, VerificationTier
from openpes.work.rules import LICENSED_KINDS

_HINTS = {
    EmployerKind.HOUSEHOLD: gettext_lazy("You look for somebody to help at home."),
    EmployerKind.SMALLHOLDER: gettext_lazy("A farm or workshop of your own or of your family."),
    EmployerKind.PRIVATE_AGENCY: gettext_lazy("You find work for people with other employers. You need a licence."),
    EmployerKind.TEMPORARY_AGENCY: gettext_lazy("You employ people and lend them to other employers. You need a licence."),
}
_ABOUT, _CONTACT = gettext_lazy("About the employer"), gettext_lazy("Who talks to us")


def _is_agency(turn: Turn) -> bool:
    return turn.answers.get("kind") in LICENSED_KINDS


def _own_email(turn: Turn) -> str | None:
    if turn.actor.is_staff or turn.actor.account_id is None:
        return None
    return Account.objects.filter(pk=turn.actor.account_id).values_list("email", flat=True).first()


def _own_name(turn: Turn) -> str | None:
    if turn.actor.is_staff or turn.actor.account_id is None:
        return None
    row = Account.objects.filter(pk=turn.actor.account_id).values_list("display_name", "person__display_name").first()
    return (row[0] or row[1]) if row else None


def _commit(turn: Turn, key: str) -> Commit:
    said: dict[str, Any] = dict(turn.answers)
    place = said.get("place") or {}
    until = said.get("licence_until")
    employer = register_employer(
        actor=turn.actor,
        employer_id=derived_uuid7(uuid.UUID(key), "employer"),
        kind=said["kind"],
        name=said["name"],
        register_number=said.get("register_number") or "",
        place_id=uuid.UUID(place["place_id"]) if place.get("place_id") else None,
        address=said.get("address") or ("" if place.get("place_id") else place.get("label", "")),
        licence_number=said.get("licence_number") or "",
        licence_until=dt.date.fromisoformat(until) if until else None,
        website=said.get("website") or "",
        contact_name=said["contact_name"],
        function=said.get("function") or "",
        contact_email=said.get("contact_email") or "",
        contact_phone=said.get("contact_phone") or "",
    )
    limit = tier_limits(VerificationTier.UNVERIFIED).open_vacancies
    message = _(
        "You are registered. An officer now checks who you are, by register number, letter or visit. Until then you may have "
        "%(n)s open vacancies, and an officer reads each of them first. You see people as soon as you are verified."
    ) % {"n": limit}
    return Commit(
        result={"employer_id": str(employer.pk)},
        reference=employer.reference,
        message=message,
        next_url="" if turn.actor.is_staff else "/employer/",
        subject_id=employer.pk,
    )


REGISTER_EMPLOYER = Dialogue(
    name="work.register_employer",
    version=1,
    service=Service.REGISTRATION,
    title=gettext_lazy("Register as an employer"),
    purpose=gettext_lazy("So that you can post vacancies and see people who fit. It costs nothing."),
    roles=frozenset({"visitor", "jobseeker", "employer"}),
    staff_roles=frozenset({"employer_liaison", "counsellor", "contact_agent", "manager"}),
    account_needed=True,
    minutes=4,
    at_hand=(
        gettext_lazy("Your register or tax number, if you have one"),
        gettext_lazy("Agencies: number and last day of the licence"),
    ),
    review_text=gettext_lazy("We check what you tell us. False statements end the registration."),
    commit_label=gettext_lazy("Register"),
    commit=_commit,
    receipt_next=((gettext_lazy("Your vacancies"), "/employer/"),),
    slots=(
        Slot(
            name="kind",
            kind="choice",
            question=gettext_lazy("What kind of employer are you?"),
            options=tuple(Option(k.value, k.label, _HINTS.get(k, "")) for k in EmployerKind),
            sensitivity=Sensitivity.PUBLIC,
            step=_ABOUT,
        ),
        Slot(
            name="name",
            kind="text",
            question=gettext_lazy("What is the employer called?"),
            help=gettext_lazy("The name of the firm or organisation. A household gives the family name."),
            max_length=300,
            autocomplete="organization",
            sensitivity=Sensitivity.PUBLIC,
            step=_ABOUT,
        ),
        Slot(
            name="register_number",
            kind="text",
            question=gettext_lazy("What is your register or tax number?"),
            help=gettext_lazy(
                "With a number we verify you soonest. If you have none, leave it empty: we send a letter with a code or visit you."
            ),
            required=False,
            max_length=64,
            step=_ABOUT,
        ),
        Slot(
            name="licence_number",
            kind="text",
            question=gettext_lazy("What is the number of your licence?"),
            help=gettext_lazy("An agency may not ask workers for money. Without a licence in force you cannot post vacancies."),
            max_length=64,
            when=_is_agency,
            step=_ABOUT,
        ),
        Slot(
            name="licence_until",
            kind="date",
            question=gettext_lazy("Until when is the licence valid?"),
            when=_is_agency,
            step=_ABOUT,
        ),
        Slot(
            name="place",
            kind="place",
            question=gettext_lazy("Where is the workplace?"),
            help=gettext_lazy("The town or village. Workplaces in other towns can be added to each vacancy."),
            sensitivity=Sensitivity.PUBLIC,
            step=_ABOUT,
        ),
        Slot(
            name="address",
            kind="text",
            question=gettext_lazy("Street, or how to find it"),
            help=gettext_lazy("A landmark is enough: “behind the market”."),
            required=False,
            max_length=300,
            autocomplete="street-address",
            step=_ABOUT,
        ),
        Slot(
            name="website",
            kind="text",
            question=gettext_lazy("Do you have a website?"),
            help=gettext_lazy("The whole address, beginning with https://"),
            required=False,
            max_length=200,
            autocomplete="url",
            sensitivity=Sensitivity.PUBLIC,
            step=_ABOUT,
        ),
        Slot(
            name="contact_name",
            kind="text",
            question=gettext_lazy("Who talks to us?"),
            help=gettext_lazy("Your name. You can invite colleagues later."),
            max_length=200,
            suggest=_own_name,
            autocomplete="name",
            step=_CONTACT,
        ),
        Slot(
            name="function",
            kind="text",
            question=gettext_lazy("What do you do there?"),
            help=gettext_lazy("For example owner, or head of personnel."),
            required=False,
            max_length=200,
            autocomplete="organization-title",
            step=_CONTACT,
        ),
        Slot(
            name="contact_email",
            kind="email",
            question=gettext_lazy("At which e-mail address do we reach you?"),
            required=False,
            max_length=254,
            suggest=_own_email,
            autocomplete="email",
            step=_CONTACT,
        ),
        Slot(
            name="contact_phone",
            kind="phone",
            question=gettext_lazy("At which telephone number?"),
            required=False,
            autocomplete="tel",
            step=_CONTACT,
        ),
    ),
)
