"""A small country with two of everything: what stands in the north belongs to the actors, what stands in the south does not."""

import datetime as dt
import uuid
from types import SimpleNamespace

from openpes.assessment.sheets import actions as sheets
from openpes.base import clock
from openpes.base.actor import CLIENT_ROLES, PARTNER_ROLES, STAFF_ROLES, SYSTEM, VISITOR, Actor
from openpes.base.ids import new_reference
from openpes.base.locking import write
from openpes.casework import actions as casework
from openpes.casework.enums import TaskKind, WithholdingClass
from openpes.contact.actions import tell
from openpes.dialogues import actions as dialogues
from openpes.dialogues import definitions
from openpes.information.models import ContentPage
from openpes.matching.index import indexer
from openpes.people import actions as people
from openpes.people.enums import OrganisationKind
from openpes.people.models import Account, DuplicateCandidate, MergeRecord, Organisation, Person, RoleAssignment
from openpes.people.scopes import scopes_of
from openpes.placement.models import Invitation, Placement, Referral
from openpes.placement.pseudonyms import token_of
from openpes.trust import files
from openpes.work.enums import Audience, VacancyStatus
from openpes.work.models import CodingQueueItem, ImportBatch, VacancyReport, VacancySource
from people.factories import OrganisationFactory, make_client, make_person, make_registration, make_staff
from placement.factories import ApplicationFactory, make_findable
from web.permissions.registers import add_registers
from work.factories import EmployerFactory, VacancyFactory, make_employer_actor, make_occupation

STAFF = tuple(sorted(STAFF_ROLES | PARTNER_ROLES))
ROLES = ("visitor", *sorted(CLIENT_ROLES), *STAFF)


class Side(SimpleNamespace):
    """Everything of one office: its people, employers, vacancies and what lies between them."""


def make_side(name: str) -> Side:
    region = OrganisationFactory(kind=OrganisationKind.OFFICE, code=f"region-{name}")
    office = OrganisationFactory(kind=OrganisationKind.OFFICE, code=f"office-{name}", parent=region)
    side = Side(
        region=region, office=office, actors={"visitor": VISITOR}, spare=OrganisationFactory(code=f"spare-{name}", parent=region)
    )
    _add_staff(side)
    _add_jobseeker(side)
    _add_employer(side)
    _add_placement(side)
    _add_queues(side)
    _add_sessions(side)
    _add_keys(side)
    _add_sheet(side)
    add_registers(side)
    return side


def _add_staff(side: Side) -> None:
    partner = OrganisationFactory(kind=OrganisationKind.PARTNER, parent=side.office)
    for role in STAFF:
        place = {"partner_adviser": partner, "administrator": side.region}.get(role, side.office)
        side.actors[role] = make_staff(role, Organisation.objects.get(pk=place.pk))
    side.partner = partner
    side.role = RoleAssignment.objects.get(pk=side.actors["content_editor"].role_id)


def _register(person: Person, side: Side) -> Person:
    make_registration(person, side.office)
    return person


def _add_jobseeker(side: Side) -> None:
    side.person = _register(make_findable(), side)
    side.actors["jobseeker"] = make_client(side.person)
    adviser = Account.objects.get(pk=side.actors["partner_adviser"].account_id)
    casework.assign_case(actor=SYSTEM, person=side.person, counsellor=adviser, organisation=side.partner)
    facts = {"actor": SYSTEM, "kind": TaskKind.OTHER, "person": side.person}
    counsellor = Account.objects.get(pk=side.actors["counsellor"].account_id)
    side.task = casework.add_task(organisation=side.office, assigned_to=counsellor, key=f"{side.office.code}:1", **facts)
    side.partner_task = casework.add_task(organisation=side.partner, assigned_to=adviser, key=f"{side.office.code}:2", **facts)
    notes = {"person": side.person, "withheld": WithholdingClass.THIRD_PARTY, "withheld_reason": "Speaks of a neighbour"}
    side.note = casework.write_note(actor=side.actors["counsellor"], organisation=side.office, text="Withheld", **notes)
    with write():
        kept = {"actor": SYSTEM, "kind": "cv", "name": "cv.txt", "content": b"I cook."}
        side.cv = files.store(subject_id=side.person.pk, **kept)
    side.letter = tell(kind="trial", subject="A word", text="Words", key=f"letter:{side.office.code}", person_id=side.person.pk)
    side.address = side.person.contact_points.create(kind="email", address=f"person@{side.office.code}.example", folded="")
    side.certificate = side.person.registrations.get().certificate_code


def _add_employer(side: Side) -> None:
    side.employer = EmployerFactory(organisation_id=side.office.pk)
    side.unverified = EmployerFactory(organisation_id=side.office.pk, unverified=True)
    side.actors["employer"] = make_employer_actor(side.employer)
    side.contact = side.employer.contacts.get()
    side.colleague = side.employer.contacts.create(name="A colleague", email="colleague@example.org", state="invited")
    inviting = EmployerFactory(organisation_id=side.office.pk)
    side.invited = {
        role: inviting.contacts.create(name=role, email=Account.objects.get(pk=actor.account_id).email, state="invited")
        for role, actor in side.actors.items()
        if actor.account_id
    }
    facts = {"employer": side.employer, "organisation_id": side.office.pk, "occupation": make_occupation(), "isco": "5120"}
    side.vacancy = VacancyFactory(audience=Audience.PUBLIC, **facts)
    side.draft = VacancyFactory(audience=Audience.PUBLIC, status=VacancyStatus.DRAFT, published_at=None, **facts)
    side.internal = VacancyFactory(audience=Audience.EMPLOYER_INTERNAL, **facts)
    side.in_review = VacancyFactory(audience=Audience.PUBLIC, status=VacancyStatus.IN_REVIEW, published_at=None, **facts)


def _add_placement(side: Side) -> None:
    now = clock.now()
    facts = {"person": side.person, "vacancy": side.vacancy}
    side.referral = Referral.objects.create(
        reference=new_reference("F"),
        organisation=side.office,
        account_id=side.actors["counsellor"].account_id,
        made_at=now,
        **facts,
    )
    side.invitation = Invitation.objects.create(reference=new_reference("I"), sent_at=now, **facts)
    side.application = ApplicationFactory(
        **facts, cv_file_id=side.cv.pk, interview_at=now + dt.timedelta(days=3), interview_where="At the door"
    )
    side.placement = Placement.objects.create(
        reference=new_reference("L"), origin="application", organisation=side.office, employer=side.employer,
        started_on=clock.today(), recorded_at=now, **facts,
    )  # fmt: skip
    side.found = _register(make_findable("Found", "Person"), side)
    side.found_token = token_of(side.vacancy.pk, side.found.pk)


def _add_queues(side: Side) -> None:
    side.duplicate = DuplicateCandidate.objects.create(
        first=side.person, second=_register(make_person("Awa", "Sar"), side), reasons=["name"]
    )
    alias = _register(make_person("Alias", "Sarr"), side)
    side.merge: MergeRecord = people.merge_persons(
        actor=side.actors["manager"], kept=side.found, alias=alias, reason="One person"
    )
    side.report = VacancyReport.objects.create(vacancy=side.vacancy, reason="other", at=clock.now())
    CodingQueueItem.objects.create(vacancy=side.vacancy, title_key=f"cook {side.office.code}", confidence=0.2)
    source = VacancySource.objects.get_or_create(name="Trial", defaults={"format": "csv"})[0]
    side.batch = ImportBatch.objects.create(source=source, file_name="a.csv", file_digest="0" * 64, started_at=clock.now())


def _add_sessions(side: Side) -> None:
    start = dialogues.start
    side.owner = uuid.uuid4().hex
    side.sessions = {
        "jobseeker": start(actor=side.actors["jobseeker"], dialogue="placement.profile"),
        "employer": start(actor=side.actors["employer"], dialogue="work.post_vacancy"),
        "visitor": start(actor=VISITOR, dialogue="work.register_employer", owner=side.owner),
    }


def _add_keys(side: Side) -> None:
    """A key for programs for every role that may make one, with everything that the role may give away."""
    side.tokens, side.keys = {}, {}
    for role, actor in side.actors.items():
        if scopes_of(role):
            side.tokens[role], side.keys[role] = people.create_token(actor=actor, name="Trial", scopes=scopes_of(role))


def _add_sheet(side: Side) -> None:
    """An answer sheet of the office's agency, of which every member of staff has a part."""
    side.survey_agency = sheets.register_agency(actor=SYSTEM, name="Agency", keeper=side.office, organisation=side.office)
    side.sheet = sheets.begin_sheet(actor=SYSTEM, agency_id=side.survey_agency.pk, reference_date=clock.today())
    for role in sorted(STAFF_ROLES - {"administrator"}):
        officer = side.actors[role].account_id
        sheets.assign_part(actor=SYSTEM, sheet_id=side.sheet.pk, cluster="governance", officer_id=officer)


class World:
    """``own(role)`` and ``other(role)`` give the objects of the role's own side and of the other one."""

    def __init__(self) -> None:
        self.north, self.south = make_side("north"), make_side("south")
        ContentPage.objects.create(slug="trial", language="en", title="Trial", body="Words.", published_at=clock.now())
        indexer.rebuild()

    def actor(self, role: str) -> Actor:
        return self.north.actors[role]

    def own(self, role: str) -> Side:
        return self._seen_by(role, self.north)

    def other(self, role: str) -> Side:
        return self._seen_by(role, self.south)

    @staticmethod
    def _seen_by(role: str, side: Side) -> Side:
        seen = Side(**vars(side))
        seen.session = side.sessions.get(role, side.sessions["jobseeker"])
        seen.first_slot = definitions.get(seen.session.dialogue).slots[0].name
        if role == "partner_adviser":
            seen.task = side.partner_task
        seen.contact_invited = side.invited.get(role, side.invited["jobseeker"])
        seen.token = side.tokens.get(role, side.tokens["jobseeker"])
        return seen
