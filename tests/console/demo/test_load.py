"""Loading: everything is marked synthetic, a second load changes nothing, the named people can sign in."""

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.core.exceptions import FieldDoesNotExist

from openpes.assessment.models import AnswerSheet
from openpes.assessment.sheets import country_questions
from openpes.base import countrypack
from openpes.console import demo
from openpes.console.demo.load import load_demo, load_minimal
from openpes.people.models import Account, Organisation, Person, Place, RoleAssignment
from openpes.trust.keys import decrypt, findable
from openpes.trust.models import SubjectKey

pytestmark = pytest.mark.django_db
LABELS = [
    f"openpes.{room}"
    for room in ("people", "work", "placement", "casework", "contact", "trust", "base", "information", "assessment")
]
# The taxonomy is real work of ours, not made-up people; the worker's own rows are no data.
NOT_OF_THE_DEMO = {"work.taxonomyrelease", "base.outboxrow", "base.heartbeat", "base.scheduledtask", "trust.auditentry"}


def silent(_step):
    """No progress in tests."""


def tables():
    return [model for config in apps.get_app_configs() if config.name in LABELS for model in config.get_models()]


def counts():
    return {model._meta.label_lower: model._default_manager.count() for model in tables()}


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The demo country, loaded once for this module and taken away afterwards."""
    from django.db import transaction

    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        report = load_demo(progress=silent)
        yield report
        transaction.set_rollback(True)
        outer.__exit__(None, None, None)


def test_every_row_that_can_be_marked_is_marked_synthetic(loaded):
    assert loaded.rows > 50_000
    for model in tables():
        if model._meta.label_lower in NOT_OF_THE_DEMO:
            continue
        try:
            model._meta.get_field("synthetic")
        except FieldDoesNotExist:
            continue
        assert not model._default_manager.filter(synthetic=False).exists(), model._meta.label


def test_loading_again_changes_nothing(loaded):
    before = counts()
    again = load_demo(progress=silent)
    assert again.rows == 0
    assert counts() == before


def test_the_tables_hold_what_was_promised(loaded):
    found = counts()
    assert found["people.person"] == 2000
    assert found["work.employer"] == 300
    assert found["work.vacancy"] == 1500
    assert found["placement.placementevidence"] > 200
    assert found["casework.note"] > 800
    assert found["base.serviceevent"] > 15_000
    assert found["information.contentpage"] == len(countrypack.named("demo").pages)


def test_the_named_people_can_sign_in_with_the_password_that_is_shown(loaded):
    shown = demo.sign_ins()
    assert len(shown) >= 12
    for person in shown:
        account = authenticate(None, email=person["email"], password=person["password"])
        assert account is not None, person["email"]


def test_staff_have_a_second_factor_and_clients_none(loaded):
    from allauth.mfa.models import Authenticator

    ready = set(Authenticator.objects.filter(type="totp").values_list("user__email", flat=True))
    named = Account.objects.exclude(password__startswith="!").filter(roles__isnull=False)
    assert {account.email for account in named} == ready
    assert "amina@solmara.example" not in ready


def test_every_role_is_played_by_somebody_who_can_sign_in(loaded):
    roles = RoleAssignment.objects.exclude(account__password__startswith="!").values_list("role", flat=True)
    assert set(roles) == {
        "counsellor", "manager", "administrator", "employer_liaison", "contact_agent", "content_editor",
        "data_protection", "security_officer", "partner_adviser",
    }  # fmt: skip


def test_sealed_fields_open_with_the_persons_own_key_and_papers_are_found_by_hash(loaded):
    amina = Account.objects.get(email="amina@solmara.example").person
    assert "Bakers Lane" in decrypt(amina.pk, amina.addresses.get().line_sealed)
    assert "fresh food" in decrypt(amina.pk, amina.notes.order_by("happened_on").first().text_sealed)
    paper = amina.documents.get()
    assert paper.number_hash == findable("national_card", "204 417 364")
    assert SubjectKey.objects.count() == Person.objects.count()


def test_omar_has_no_account_shares_a_phone_and_his_daughter_may_read_for_him(loaded):
    omar = Person.objects.get(names__only_name="Omar", names__script="Latn")
    assert not omar.accounts.exists()
    assert omar.contact_points.get().shared
    assert omar.mandates.get().kind == "helper"
    assert omar.birth_date is None
    assert omar.birth_year


def test_rows_were_made_on_the_day_that_their_story_tells(loaded):
    from openpes.work.models import Employer, Vacancy

    amina = Account.objects.get(email="amina@solmara.example").person
    assert amina.created_at.date() <= amina.registrations.get().effective_from
    assert not Person.objects.filter(created_at__gt=amina.accounts.get().date_joined).exists()
    for table in (Person, Employer, Vacancy):
        assert table.objects.values("created_at").distinct().count() > 40


def test_no_shared_phone_belongs_to_one_person_only(loaded):
    from openpes.contact.models import ContactPoint

    phones = ContactPoint.objects.filter(kind="phone", shared=True).values_list("address", flat=True)
    assert all(ContactPoint.objects.filter(address=phone).count() > 1 for phone in list(phones)[:50])


def test_references_are_right_and_stay_the_same_from_load_to_load(loaded):
    from openpes.base.ids import clean_reference
    from openpes.work.models import Vacancy

    first = Vacancy.objects.get(title="Cook for a fresh kitchen")
    assert clean_reference(first.reference, "V") == first.reference
    assert all(clean_reference(r, "P") for r in Person.objects.values_list("reference", flat=True)[:200])


def test_the_partners_adviser_sees_only_people_who_agreed(loaded):
    from openpes.casework.models import CaseAssignment
    from openpes.trust.models import Consent

    grace = Account.objects.get(email="grace@solmara.example")
    clients = set(CaseAssignment.objects.filter(counsellor=grace).values_list("person_id", flat=True))
    agreed = set(Consent.objects.filter(purpose__code="share_with_partner", state="given").values_list("person_id", flat=True))
    assert clients
    assert clients <= agreed


def test_the_minimal_country_has_an_office_and_nobody_in_it(settings, db):
    settings.OPENPES_PACK = "minimal"
    load_minimal(progress=silent)
    before = counts()
    load_minimal(progress=silent)
    assert counts() == before
    assert Place.objects.filter(code="QT-01").exists()
    office = Organisation.objects.get(code="TES-1")
    assert office.opening_hours["mon"] == "08:00-16:00"
    assert office.path == "TES/TES-1/"


def test_a_changed_pack_changes_its_rows_and_doubles_none(loaded, tmp_path, settings):
    import shutil

    changed = tmp_path / "demo"
    shutil.copytree(countrypack.folder_of("demo"), changed)
    path = changed / "organisations.csv"
    path.write_text(path.read_text().replace("Station Road, next to the bus yard", "New Road 1"))
    settings.OPENPES_PACK = str(changed)
    before = counts()
    load_demo(progress=silent)
    assert counts() == before
    assert "New Road 1" in Organisation.objects.get(code="OFF-OST").address


def test_the_demo_service_has_a_verified_sheet_and_a_half_filled_draft_with_officers(loaded):
    verified, draft = AnswerSheet.objects.order_by("reference_date")
    assert (verified.status, draft.status) == ("verified", "draft")
    assert verified.synthetic
    assert draft.synthetic
    assert verified.submitted_by_id != verified.verified_by_id
    definition = country_questions.definition_of(draft)
    assert 0 < draft.answers.count() < len(definition.items)
    assert {part.officer.email.split("@")[0] for part in draft.parts.select_related("officer")} == {"ruth", "joseph", "samir"}
