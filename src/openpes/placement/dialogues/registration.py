"""Registering as a jobseeker: a core that a basic phone can finish in eight turns. The rest comes with the profile."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from openpes.base import clock, countrypack
from openpes.base.actor import Actor
from openpes.base.enums import Service
from openpes.base.errors import Conflict
from openpes.contact import actions as contact
from openpes.contact.queries import persons_reached_by
from openpes.dialogues.definitions import Commit, Dialogue, Finding, Note, Option, Slot, Turn
from openpes.people import actions as people
from openpes.people.entry import EntryFacts
from openpes.people.enums import RegistrationStatus
from openpes.people.models import Account, Person, Place
from openpes.people.queries import PossibleDuplicate, office_for, possible_duplicates
from openpes.people.rules import NameParts, age_on, plausible_birth
from openpes.placement.dialogues.people import as_person, is_registered, person_of
from openpes.trust.consent import purposes, write_down
from openpes.trust.enums import ConsentState
from openpes.work.actions.profiles import save_profile

RADIUS_KM = 30
REASONS = {
    "document": gettext_lazy("same paper"),
    "contact": gettext_lazy("same telephone or e-mail"),
    "same_name": gettext_lazy("same name"),
    "similar_name": gettext_lazy("similar name"),
    "birth_date": gettext_lazy("same day of birth"),
    "birth_year": gettext_lazy("same year of birth"),
}


def _tongue() -> str:
    return get_language() or "en"


def situations(turn: Turn) -> Sequence[Option]:
    """The statuses that the country's law knows, in its words."""
    known = {status.code: status for status in countrypack.current().statuses}
    out = []
    for value, label in RegistrationStatus.choices:
        if value in known:
            out.append(Option(value, known[value].name.in_language(_tongue()), known[value].help.in_language(_tongue())))
        elif value == RegistrationStatus.OTHER:
            out.append(Option(value, label))
    return out


def _choices_to_make(turn: Turn) -> Sequence[Option]:
    """What rests on consent and is of use from the start; every one may be left out."""
    asked = [p for p in purposes(_tongue()) if p.withdrawable and p.code != "target_group_data"]
    return [Option(p.code, p.title, p.text) for p in asked]


def _lawful(turn: Turn) -> Sequence[Note]:
    """How data is used without asking, each with its basis, to read before agreeing to go on."""
    told = [p for p in purposes(_tongue()) if not p.withdrawable]
    return [Note(_("What we do with what you tell us"), [("", f"{p.title}: {p.text}") for p in told])]


def _conditions(turn: Turn) -> Sequence[Option]:
    country = countrypack.current().names.in_language(_tongue())
    return [
        Option("lives_here", _("I live in %(country)s") % {"country": country}),
        Option("right_to_work", _("I am allowed to work in %(country)s") % {"country": country}),
        Option("soon", _("I can start work within 14 days")),
    ]


def _birth_problem(value: dict[str, Any], turn: Turn) -> object | None:
    today = clock.today()
    if not plausible_birth(today, value["year"]):
        return _("Check the year of birth.")
    if value["month"] and value["day"] and dt.date(value["year"], value["month"], value["day"]) > today:
        return _("The date of birth lies in the future.")
    return None


def _recall_problem(value: str, turn: Turn) -> object | None:
    return _("Write a day from today on.") if dt.date.fromisoformat(value) < clock.today() else None


def birth_of(answer: dict[str, Any]) -> tuple[int, dt.date | None]:
    """(year, whole date or None)."""
    if answer.get("month") and answer.get("day"):
        return answer["year"], dt.date(answer["year"], answer["month"], answer["day"])
    return answer["year"], None


def name_of(answer: dict[str, str]) -> NameParts:
    return NameParts(answer["given"], answer["family"], answer["only_name"])


def guard(turn: Turn) -> None:
    if is_registered(person_of(turn)):
        raise Conflict(_("You are registered already."), code="already_registered")


def _duplicates(turn: Turn, exclude: Person | None = None) -> list[PossibleDuplicate]:
    answers = turn.answers
    if not answers.get("name") or not answers.get("born"):
        return []
    year, day = birth_of(answers["born"])
    return possible_duplicates(
        name=name_of(answers["name"]).display,
        birth_year=year,
        birth_date=day,
        same_contact=persons_reached_by([answers.get("phone") or ""]),
        exclude=exclude.pk if exclude else None,
    )


def findings(turn: Turn) -> Sequence[Finding]:
    """Records that may be this person already, for the member of staff."""
    if person_of(turn) is not None:
        return []
    return [
        Finding(
            title=f"{found.display_name} ({found.birth_year or '?'})",
            text=", ".join([found.reference, found.office, *(str(REASONS[r]) for r in found.reasons)]),
            person_id=found.person_id,
        )
        for found in _duplicates(turn)
    ]


def prefill(turn: Turn) -> dict[str, Any]:
    """What the record says already, for a person who comes back."""
    person = person_of(turn)
    if person is None:
        return {}
    out: dict[str, Any] = {}
    name = person.names.filter(valid_until=None).order_by("recorded_at").last()
    if name:
        out["name"] = {"given": name.given, "family": name.family, "only_name": name.only_name, "script": name.script}
    if person.birth_year:
        day = person.birth_date
        out["born"] = {"year": person.birth_year, "month": day.month if day else None, "day": day.day if day else None}
    return out


def _facts(answers: dict[str, Any], person: Person) -> EntryFacts:
    """What the entry rules look at. What was not ticked is not known, so an officer asks; it never refuses by itself."""
    ticked = set(answers.get("conditions") or [])
    today, status = clock.today(), answers["situation"]
    age = age_on(today, person.birth_year, person.birth_date)
    in_work = {
        RegistrationStatus.UNEMPLOYED: False, RegistrationStatus.FIRST_JOB: False,
        RegistrationStatus.UNDEREMPLOYED: True, RegistrationStatus.EMPLOYED_LOOKING: True,
    }.get(status)  # fmt: skip
    return EntryFacts(
        status=status,
        youngest=age,
        oldest=age if person.birth_date or age is None else today.year - (person.birth_year or today.year),
        lives_here=True if "lives_here" in ticked else None,
        right_to_work=True if "right_to_work" in ticked else None,
        in_work=in_work,
        hours_per_week=answers.get("hours_now"),
        available_in_days=14 if "soon" in ticked else None,
        recall_known=bool(answers.get("recall_on")) or None,
        worked_before=False if status == RegistrationStatus.FIRST_JOB else None,
    )


def _person(turn: Turn) -> Person:
    """The known person with what they corrected, or a new one; the account is linked to them."""
    actor, answers = turn.actor, turn.answers
    year, day = birth_of(answers["born"])
    person = person_of(turn)
    if person is None:
        person = people.create_person(
            actor=actor, name=name_of(answers["name"]), birth_year=year, birth_date=day, language=actor.language,
            script=answers["name"]["script"],
        )  # fmt: skip
        found = _duplicates(turn, exclude=person)
        if found:
            people.note_possible_duplicates(actor=actor, person=person, others=[(d.person_id, d.reasons) for d in found])
        return person
    if name_of(answers["name"]).display != person.display_name:
        people.record_name(actor=actor, person=person, name=name_of(answers["name"]), script=answers["name"]["script"])
    if (year, day) != (person.birth_year, person.birth_date):
        people.change_person(actor=actor, person=person, birth_year=year, birth_date=day)
    return person


def commit(turn: Turn, key: str) -> Commit:
    answers: dict[str, Any] = dict(turn.answers)
    person = _person(turn)
    place = Place.objects.filter(pk=answers["town"].get("place_id")).first()
    if not turn.actor.is_staff and turn.actor.account_id and turn.actor.person_id is None:
        people.link_account(actor=turn.actor, account=Account.objects.get(pk=turn.actor.account_id), person=person)
    actor = as_person(turn.actor, person)
    people.record_address(
        actor=actor, person=person, place=place, line="" if place else answers["town"]["label"], landmark=place is None
    )
    _reachable(turn, actor, person)
    save_profile(actor=actor, person=person, **({"places": [(place.pk, RADIUS_KM)]} if place else {}))
    registration = people.open_registration(
        actor=actor, person=person, organisation=_office(turn, place), status=answers["situation"],
        recall_on=dt.date.fromisoformat(answers["recall_on"]) if answers.get("recall_on") else None,
        facts=_facts(answers, person),
    )  # fmt: skip
    agreed = set(answers.get("consents") or [])
    for option in _choices_to_make(turn):
        state = ConsentState.GIVEN if option.value in agreed else ConsentState.REFUSED
        write_down(actor=actor, person_id=person.pk, code=option.value, state=state, synthetic=person.synthetic)
    contact.tell(
        person_id=person.pk, kind="registered", key=f"registered:{registration.pk}", link="/me/",
        subject=gettext_lazy("You are registered"),
        text=gettext_lazy("You are registered as a jobseeker. Next: say what work you look for, and see vacancies that suit you."),
    )  # fmt: skip
    return Commit(
        result={"registration_id": str(registration.pk), "person_id": str(person.pk)},
        reference=registration.reference,
        message=_("You are registered at %(office)s from today.") % {"office": registration.organisation.name},
        next_url="/d/start/placement.profile/" if not turn.actor.is_staff else f"/d/start/placement.profile/?person={person.pk}",
        person_id=person.pk,
    )


def _office(turn: Turn, place: Place | None) -> Any:
    office = office_for(place)
    if office is None:
        raise Conflict(_("There is no office yet that could register you. Please call us."), code="no_office")
    return office


def _reachable(turn: Turn, actor: Actor, person: Person) -> None:
    """The telephone as given; the e-mail address that the client signed in with is proved already."""
    if turn.answers.get("phone"):
        contact.add_point(actor=actor, person=person, kind="phone", address=turn.answers["phone"])
    if turn.answers.get("mail"):
        contact.add_point(actor=actor, person=person, kind="email", address=turn.answers["mail"])
    if turn.actor.account_id and not turn.actor.is_staff:
        account = Account.objects.get(pk=turn.actor.account_id)
        contact.add_point(actor=actor, person=person, kind="email", address=account.email, verified=True)


def _no_account(turn: Turn) -> bool:
    return turn.actor.is_staff


REGISTER = Dialogue(
    name="placement.register_jobseeker",
    version=1,
    service=Service.REGISTRATION,
    title=gettext_lazy("Register as a jobseeker"),
    purpose=gettext_lazy("You are in the register from the day you send this. It opens our help with finding work to you."),
    minutes=4,
    account_needed=True,
    guard=guard,
    commit=commit,
    prefill=prefill,
    findings=findings,
    intro=_lawful,
    commit_label=gettext_lazy("Register me"),
    review_text=gettext_lazy("When you press the button, you are registered from today. You can correct everything later."),
    at_hand=(
        gettext_lazy("You need no papers and no address with a house number."),
        gettext_lazy("An e-mail address, to sign in. Without one, come to an office or call us."),
    ),
    slots=(
        Slot(
            "name", "name", gettext_lazy("What is your name?"), step=gettext_lazy("The person"),
            help=gettext_lazy("As on your papers, or as you use it if you have none. Any alphabet is fine."),
        ),
        Slot(
            "born", "partial_date", gettext_lazy("When were you born?"), validate=_birth_problem, autocomplete="bday",
            help=gettext_lazy("If you know only the year, write only the year."), step=gettext_lazy("The person"),
        ),
        Slot(
            "town", "place", gettext_lazy("Where do you live?"), step=gettext_lazy("Where and how to reach"),
            help=gettext_lazy("Your town or village. It decides which office helps you."),
        ),
        Slot(
            "phone", "phone", gettext_lazy("What is your telephone number?"), required=False, autocomplete="tel",
            help=gettext_lazy("It may be a telephone that you share."), step=gettext_lazy("Where and how to reach"),
        ),
        Slot(
            "mail", "email", gettext_lazy("E-mail address"), required=False, when=_no_account,
            step=gettext_lazy("Where and how to reach"),
        ),
        Slot(
            "situation", "choice", gettext_lazy("What is your situation now?"), options=situations,
            step=gettext_lazy("Situation"),
        ),
        Slot(
            "recall_on", "date", gettext_lazy("When does your employer call you back?"), validate=_recall_problem,
            when=lambda t: t.answers.get("situation") == RegistrationStatus.SEASONAL_LAYOFF, step=gettext_lazy("Situation"),
        ),
        Slot(
            "hours_now", "number", gettext_lazy("How many hours a week do you work now?"), minimum=1, maximum=100,
            when=lambda t: t.answers.get("situation") == RegistrationStatus.UNDEREMPLOYED, step=gettext_lazy("Situation"),
        ),
        Slot(
            "conditions", "many", gettext_lazy("What is true for you?"), options=_conditions, required=False,
            help=gettext_lazy("Leave out what is not true or not sure. A person looks at it with you."),
            step=gettext_lazy("Situation"),
        ),
        Slot(
            "consents", "many", gettext_lazy("What else may we do?"), options=_choices_to_make, required=False,
            help=gettext_lazy("Tick only what you want. You can take it back at any time, and nothing gets worse for you."),
            step=gettext_lazy("Agreement"),
        ),
    ),
)  # fmt: skip
