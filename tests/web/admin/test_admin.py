import pytest

from openpes.people.enums import OrganisationKind, Role
from openpes.people.models import Account, Organisation, RoleAssignment
from openpes.trust.models import AuditEntry
from people.factories import AccountFactory, OrganisationFactory, make_client, make_staff
from web.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def root():
    return OrganisationFactory(kind=OrganisationKind.AGENCY)


@pytest.fixture
def admin(root):
    return make_staff(Role.ADMINISTRATOR, root)


def test_an_office_is_added_changed_moved_and_closed(admin, root):
    client = signed_in(admin)
    other = OrganisationFactory(parent=root, kind=OrganisationKind.DIRECTORATE)
    data = {"name": "North office", "kind": "office", "parent": root.code, "phone": "+999 1"}
    assert client.post("/admin/organisation/new/", data).status_code == 302
    row = Organisation.objects.get(name="North office")
    assert row.path == f"{root.path}north-office/"
    data = {"name": "Northern office", "parent": other.code, "accessibility": "Lift"}
    assert client.post(f"/admin/organisation/{row.code}/", data).status_code == 302
    row.refresh_from_db()
    assert (row.name, row.parent, row.accessibility) == ("Northern office", other, "Lift")
    client.post(f"/admin/organisation/{row.code}/close/")
    row.refresh_from_db()
    assert row.active_until is not None


def test_a_node_with_staff_is_not_closed_and_the_page_says_why(admin, root):
    response = signed_in(admin).post(f"/admin/organisation/{root.code}/close/", follow=True)
    assert "roles here" in response.content.decode()
    root.refresh_from_db()
    assert root.active_until is None


def test_a_role_is_given_to_a_new_address_and_ended(admin, root):
    client = signed_in(admin)
    data = {"email": "New@Example.org", "display_name": "New Person", "organisation": root.code, "role": "counsellor"}
    assert client.post("/admin/staff/new/", data).status_code == 302
    account = Account.objects.get(email="new@example.org")
    assert not account.has_usable_password()
    row = account.roles.get()
    assert "Not yet" in client.get("/admin/staff/").content.decode()
    client.post(f"/admin/staff/roles/{row.pk}/end/")
    assert "new@example.org" not in client.get("/admin/staff/").content.decode()
    assert set(AuditEntry.objects.filter(target_id=row.pk).values_list("act", flat=True)) == {"role.granted", "role.ended"}


@pytest.mark.parametrize(
    "changes",
    [
        {"email": "nonsense"},
        {"role": "king"},
        {"organisation": "elsewhere"},
        {"display_name": ""},
        {"role": "partner_adviser"},
        {"valid_until": "2001-01-01"},
    ],
)
def test_wrong_input_keeps_what_was_typed_and_makes_nothing(admin, root, changes):
    data = {"email": "x@example.org", "display_name": "Typed Name", "organisation": root.code, "role": "counsellor", **changes}
    response = signed_in(admin).post("/admin/staff/new/", data)
    assert response.status_code == 200
    assert 'role="alert"' in response.content.decode()
    assert not Account.objects.filter(email="x@example.org").exists()


def test_nothing_outside_the_own_tree_can_be_touched(admin):
    outside = OrganisationFactory()
    stranger = RoleAssignment.objects.create(
        account=AccountFactory(), organisation=outside, role=Role.MANAGER, valid_from="2020-01-01"
    )
    client = signed_in(admin)
    assert client.get(f"/admin/organisation/{outside.code}/").status_code == 404
    assert client.post(f"/admin/organisation/{outside.code}/close/").status_code == 404
    assert client.post(f"/admin/staff/roles/{stranger.pk}/end/").status_code == 404


@pytest.mark.parametrize(
    "path", ["/admin/organisation/", "/admin/organisation/new/", "/admin/staff/", "/admin/staff/new/", "/admin/system/"]
)
def test_pages_open_for_administrators_only(admin, path, django_assert_max_num_queries):
    client = signed_in(admin)
    with django_assert_max_num_queries(20):
        assert client.get(path).status_code == 200
    assert signed_in(make_staff(Role.COUNSELLOR)).get(path).status_code == 403
    assert signed_in(make_client()).get(path).status_code == 403
