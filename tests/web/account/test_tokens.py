"""Keys for programs on the account pages: made in one's role, shown once, ended at once."""

import re

import pytest

from openpes.base.errors import Conflict, InvalidInput, NotAllowed, NotFound
from openpes.base.models import ServiceEvent
from openpes.people.actions import create_token, revoke_token
from openpes.people.models import ApiToken
from openpes.people.subject import erase_subject, export_subject
from openpes.trust.models import AuditEntry
from people.factories import make_client, make_staff
from web.signing_in import signed_in
from work.factories import make_employer_actor

pytestmark = pytest.mark.django_db
FILLED = {"name": "Our program", "scopes": ["profile:read"], "days": "90"}


def test_a_key_is_made_shown_once_and_works():
    client = signed_in(make_client())
    made = client.post("/account/tokens/new/", FILLED)
    key = re.search(r"opes_[\w-]{40,}", made.content.decode()).group()
    assert made["Cache-Control"] == "no-store, private"
    listed = client.get("/account/tokens/").content.decode()
    assert "Our program" in listed
    assert key not in listed
    assert client.get("/api/v1/me", headers={"Authorization": f"Bearer {key}"}).status_code == 200
    assert ApiToken.objects.get().digest != key
    assert ServiceEvent.objects.filter(act="account.token_made").count() == 1
    assert AuditEntry.objects.filter(act="account.token_made").count() == 1


def test_what_is_missing_is_said_beside_the_field_and_nothing_typed_is_lost():
    page = signed_in(make_client()).post("/account/tokens/new/", {"name": "Our program", "days": "90"}).content.decode()
    assert "Our program" in page
    assert 'id="id_scopes_error"' in page
    assert not ApiToken.objects.exists()


def test_only_the_scopes_of_the_role_are_offered():
    page = signed_in(make_employer_actor()).get("/account/tokens/new/").content.decode()
    assert "vacancies:write" in page
    assert "profile:read" not in page
    assert "events:read" not in page


def test_one_ends_an_own_key_and_never_somebody_elses():
    me, other = make_client(), make_client()
    mine, _secret = create_token(actor=me, name="mine", scopes=["profile:read"])
    theirs, _secret = create_token(actor=other, name="theirs", scopes=["profile:read"])
    client = signed_in(me)
    assert "mine" in client.get(f"/account/tokens/{mine.pk}/end/").content.decode()
    assert client.post(f"/account/tokens/{mine.pk}/end/").status_code == 302
    assert client.get(f"/account/tokens/{theirs.pk}/end/").status_code == 404
    assert client.post(f"/account/tokens/{theirs.pk}/end/").status_code == 404
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert mine.revoked_at is not None
    assert theirs.revoked_at is None


def test_a_visitor_is_led_to_the_sign_in_page(client):
    for path in ("", "new/", "018f0000-0000-7000-8000-000000000000/end/"):
        assert client.get(f"/account/tokens/{path}")["Location"].startswith("/account/login/")


def test_a_role_without_keys_is_told_so():
    client = signed_in(make_staff("counsellor"))
    assert "/account/tokens/new/" not in client.get("/account/tokens/").content.decode()
    assert client.get("/account/tokens/new/").status_code == 302


def test_staff_need_their_second_factor_to_make_a_key():
    from dataclasses import replace

    with pytest.raises(NotAllowed) as refused:
        create_token(actor=replace(make_staff("manager"), second_factor=False), name="x", scopes=["events:read"])
    assert refused.value.code == "second_factor"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": "\u200b"}, "name"), ({"scopes": []}, "scopes"), ({"scopes": ["events:read"]}, "scopes"), ({"days": 0}, "days"),
        ({"days": 366}, "days"),
    ],
)  # fmt: skip
def test_a_key_is_named_narrow_and_ends_within_a_year(change, field):
    with pytest.raises(InvalidInput) as refused:
        create_token(**({"actor": make_client(), "name": "x", "scopes": ["profile:read"], "days": 365} | change))
    assert refused.value.field == field


def test_nobody_collects_keys_without_end():
    me = make_client()
    made = [create_token(actor=me, name=f"key {n}", scopes=["profile:read"])[0] for n in range(20)]
    with pytest.raises(Conflict):
        create_token(actor=me, name="one more", scopes=["profile:read"])
    revoke_token(actor=me, token_id=made[0].pk)
    create_token(actor=me, name="one more", scopes=["profile:read"])
    with pytest.raises(NotFound):
        revoke_token(actor=make_client(), token_id=made[1].pk)


def test_keys_are_part_of_what_is_held_about_a_person_and_go_with_it():
    me = make_client()
    create_token(actor=me, name="Our program", scopes=["profile:read"])
    told = export_subject(me.person_id)["keys_for_programs"]
    assert [row["name"] for row in told] == ["Our program"]
    assert "digest" not in told[0]
    erase_subject(me.person_id)
    assert not ApiToken.objects.exists()
