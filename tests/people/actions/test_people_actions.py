import pytest

from openpes.base import clock
from openpes.base.actor import SYSTEM, VISITOR, Actor
from openpes.base.errors import Conflict, InvalidInput, NotAllowed, NotFound
from openpes.base.models import ServiceEvent
from openpes.people import actions, queries
from openpes.people.enums import EndReason, OrganisationKind, RegistrationState, Role
from openpes.people.models import MergeRecord, Person, Registration, TargetGroup
from openpes.people.perms import visible_persons
from openpes.people.rules import NameParts
from openpes.trust.models import AuditEntry, FieldChange
from people.factories import AccountFactory, OrganisationFactory, make_client, make_person, make_registration, make_staff

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", [NameParts("", ""), NameParts("  ", "\u202e"), NameParts("x" * 10_000, "")])
def test_an_empty_or_endless_name_is_refused_beside_its_field(name):
    with pytest.raises(InvalidInput) as problem:
        actions.create_person(actor=SYSTEM, name=name)
    assert problem.value.field == "given"
    assert not Person.objects.exists()


@pytest.mark.parametrize("name", [NameParts(only_name="Suharto"), NameParts("علي", "حسن"), NameParts("李", "小龙")])
def test_a_name_in_any_script_or_one_name_only_is_found_again(name):
    staff = make_staff()
    person = actions.create_person(actor=staff, name=name, birth_year=1990)
    assert queries.find_persons(actor=staff, text=name.display) == [person]


def test_a_person_is_found_by_a_near_spelling_and_by_reference():
    staff = make_staff()
    person = make_person("Mohammed", "Diallo")
    assert person in queries.find_persons(actor=staff, text="diallo muhamed")
    assert queries.find_persons(actor=staff, text=person.reference.lower()) == [person]


def test_a_new_legal_name_ends_the_old_one_and_both_find_the_person():
    staff, person = make_staff(), make_person("Awa", "Sarr")
    actions.record_name(actor=staff, person=person, name=NameParts("Awa", "Ndiaye"))
    person.refresh_from_db()
    assert person.display_name == "Awa Ndiaye"
    assert person in queries.find_persons(actor=staff, text="Sarr")


def test_a_change_is_recorded_field_by_field():
    staff, person = make_staff(), make_person(birth_year=1990)
    actions.change_person(actor=staff, person=person, birth_year=1991)
    change = FieldChange.objects.get(target_id=person.pk, field="birth_year")
    assert change.account_id == staff.account_id
    assert change.organisation_id == staff.organisation_id
    assert b"1991" not in bytes(change.new)


def test_registering_leaves_a_spell_an_event_and_an_audit_entry():
    office = OrganisationFactory()
    client = make_client()
    person = Person.objects.get(pk=client.person_id)
    row = actions.open_registration(actor=client, person=person, organisation=office, status="unemployed")
    assert row.state == RegistrationState.OPEN
    assert ServiceEvent.objects.get(act="people.registered").person_id == person.pk
    assert AuditEntry.objects.filter(act="registration.opened", target_id=row.pk).exists()
    with pytest.raises(Conflict):
        actions.open_registration(actor=client, person=person, organisation=office, status="unemployed")
    assert Registration.objects.count() == 1


def test_a_child_cannot_be_registered_for_work():
    person = make_person(birth_year=clock.today().year - 9)
    with pytest.raises(InvalidInput, match="birthday"):
        actions.open_registration(actor=SYSTEM, person=person, organisation=OrganisationFactory(), status="unemployed")


def test_only_an_officer_ends_a_registration_for_silence_and_any_sign_wakes_a_sleeping_one():
    client = make_client()
    person = Person.objects.get(pk=client.person_id)
    row = make_registration(person, OrganisationFactory())
    with pytest.raises(NotAllowed):
        actions.end_registration(actor=client, registration=row, reason=EndReason.NO_SIGN)
    actions.let_sleep(actor=SYSTEM, registration=row)
    actions.sign_of_life(actor=client, person=person)
    row.refresh_from_db()
    assert row.state == RegistrationState.OPEN


def test_a_merge_moves_everything_and_can_be_taken_back():
    staff = make_staff()
    office = OrganisationFactory()
    kept, alias = make_person("Awa", "Sarr"), make_person("Awa", "Sar")
    spell = make_registration(alias, office, organisation_id=staff.organisation_id)
    own = make_registration(kept, office, organisation_id=staff.organisation_id)
    events_before = list(ServiceEvent.objects.values())
    record = actions.merge_persons(actor=staff, kept=kept, alias=alias, reason="Same paper")
    spell.refresh_from_db()
    assert (spell.person_id, spell.state, spell.end_reason) == (kept.pk, RegistrationState.ENDED, EndReason.MERGED)
    assert queries.kept_person(alias.pk) == kept
    assert not visible_persons(staff).filter(pk=alias.pk).exists()
    assert list(ServiceEvent.objects.values()) == events_before
    with pytest.raises((Conflict, NotFound)):
        actions.merge_persons(actor=staff, kept=kept, alias=alias, reason="Again")
    actions.undo_merge(actor=staff, record=record)
    spell.refresh_from_db()
    own.refresh_from_db()
    assert (spell.person_id, spell.state) == (alias.pk, RegistrationState.OPEN)
    assert own.person_id == kept.pk
    assert queries.kept_person(alias.pk).pk == alias.pk
    with pytest.raises(Conflict):
        actions.undo_merge(actor=staff, record=MergeRecord.objects.get())


def test_possible_duplicates_are_shown_with_reasons():
    person = make_person("Mohammed", "Diallo", birth_year=1990)
    make_person("Pierre", "Diouf", birth_year=1990)
    actions.record_document(actor=SYSTEM, person=person, type="national_id", number="AB 123")
    (found,) = queries.possible_duplicates(name="Diallo Mohamed", birth_year=1990)
    assert found.person_id == person.pk
    (found,) = queries.possible_duplicates(name="Someone Else", documents=[("national_id", "ab123")])
    assert "document" in found.reasons


def test_people_of_another_office_are_not_visible_and_a_declared_conflict_closes_a_record():
    staff, other = make_staff(), make_staff()
    person = make_person()
    make_registration(person, OrganisationFactory(), organisation_id=staff.organisation_id)
    assert visible_persons(staff).filter(pk=person.pk).exists()
    assert not visible_persons(other).filter(pk=person.pk).exists()
    actions.declare_conflict(actor=staff, reason="My cousin", person_id=person.pk)
    assert not visible_persons(staff).filter(pk=person.pk).exists()


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.CONTENT_EDITOR, Role.SECURITY_OFFICER, Role.EMPLOYER_LIAISON])
def test_roles_without_cases_see_nobody(role):
    make_person()
    assert not visible_persons(make_staff(role)).exists()
    assert not visible_persons(VISITOR).exists()


def test_a_partner_adviser_sees_only_people_assigned_to_the_partner():
    partner = make_staff(Role.PARTNER_ADVISER, OrganisationFactory(kind=OrganisationKind.PARTNER))
    make_person()
    assert not visible_persons(partner).exists()


def test_roles_are_given_within_the_own_tree_and_never_to_oneself():
    top = OrganisationFactory()
    below = OrganisationFactory(parent=top)
    outside = OrganisationFactory()
    admin = make_staff(Role.ADMINISTRATOR, top)
    account = AccountFactory()
    row = actions.grant_role(actor=admin, account=account, organisation=below, role=Role.COUNSELLOR)
    with pytest.raises(Conflict):
        actions.grant_role(actor=admin, account=account, organisation=below, role=Role.COUNSELLOR)
    with pytest.raises(NotAllowed):
        actions.grant_role(actor=admin, account=account, organisation=outside, role=Role.COUNSELLOR)
    with pytest.raises(NotAllowed):
        actions.grant_role(
            actor=admin, account=type(account).objects.get(pk=admin.account_id), organisation=below, role=Role.MANAGER
        )
    with pytest.raises(InvalidInput):
        actions.grant_role(actor=admin, account=account, organisation=below, role=Role.PARTNER_ADVISER)
    actions.end_role(actor=admin, assignment=row)
    assert not queries.roles_in(actor=admin).filter(pk=row.pk).exists()


def test_moving_an_organisation_moves_what_hangs_below_it():
    root = OrganisationFactory()
    admin = Actor(role="system")
    a, b = OrganisationFactory(parent=root), OrganisationFactory(parent=root)
    leaf = OrganisationFactory(parent=a)
    actions.move_organisation(actor=admin, organisation=a, parent=b)
    leaf.refresh_from_db()
    assert leaf.path == f"{root.code}/{b.code}/{a.code}/{leaf.code}/"
    with pytest.raises(InvalidInput):
        actions.move_organisation(actor=admin, organisation=b, parent=leaf)


def test_a_group_the_law_forbids_is_never_recorded():
    person = make_person()
    with pytest.raises(NotAllowed):
        actions.declare_target_group(actor=SYSTEM, person=person, group=TargetGroup.objects.create(code="x", collectable="no"))
    with pytest.raises(InvalidInput):
        actions.declare_target_group(
            actor=SYSTEM, person=person, group=TargetGroup.objects.create(code="y", collectable="consent")
        )


def test_a_stranger_changes_nobody_not_even_a_person_without_registration_and_account():
    person = make_person()
    for actor in (VISITOR, make_client()):
        with pytest.raises(NotFound):
            actions.record_address(actor=actor, person=person, place=None, line="Somewhere else")
        with pytest.raises(NotFound):
            actions.open_registration(actor=actor, person=person, organisation=OrganisationFactory(), status="unemployed")
