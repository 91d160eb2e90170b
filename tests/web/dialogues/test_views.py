import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dialogues import sample as example
from dialogues.sample import registered
from openpes.base.actor import SYSTEM
from openpes.base.ids import uuid7
from openpes.base.text import fold
from openpes.dialogues import queries
from openpes.dialogues.enums import SessionState
from openpes.dialogues.models import DialogueSession
from openpes.people.models import Account, Place
from openpes.trust.models import StoredFile
from openpes.work.models import IscoGroup, Occupation, OccupationLabel
from people.factories import AccountFactory, make_client

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\nstartxref\n0\n%%EOF"
START = "/d/start/test.sample/"


def place(name, code="QS-1"):
    return Place.objects.create(code=code, kind="town", name=name, folded=fold(name))


def begin(client, **data):
    response = client.post(START, data)
    assert response.status_code == 302
    return DialogueSession.objects.order_by("-started_at").first()


def ask(session, slot):
    return f"/d/{session.pk}/q/{slot}/"


def answers(session):
    session.refresh_from_db()
    return queries.opened(SYSTEM, session).answers


def signed_in(person=None):
    actor = make_client(person)
    client = Client()
    client.force_login(Account.objects.get(pk=actor.account_id))
    return client, actor


GOOD = [
    ("name", {"name": "Ana Ñandú"}),
    ("story", {"story": ""}),
    ("has_work", {"has_work": "yes"}),
    ("hours", {"hours": "20"}),
    ("kind", {"kind": "a"}),
    ("some", {"some": ["x", "y"]}),
    ("pay", {"pay.amount": "1,200.50", "pay.period": "month"}),
    ("from_day", {"from_day.day": "1", "from_day.month": "3", "from_day.year": "2027"}),
    ("born", {"born.day": "", "born.month": "", "born.year": "1990"}),
    ("mail", {"mail": "Ana@Example.org"}),
    ("phone", {"phone": "0 5123 4567"}),
    ("town", {"town.words": "Port Sarim", "town.searched": ""}),
    ("jobs", {"jobs.words": ""}),
    ("skills", {"skills.words": ""}),
    ("cards", {"cards.words": ""}),
    ("tongues", {"tongues.rows": "1", "tongues.0.language": "fr", "tongues.0.level": "3"}),
    ("past", {"past.rows": "1", "past.0.kind": "unpaid_care", "past.0.title": "Care", "past.0.years": "2", "past.0.months": "3"}),
    ("cv", {"do": "answer"}),
    ("agree", {"agree": "yes"}),
]


def test_the_first_page_says_what_why_and_how_long(client, sample):
    page = client.get(START)
    assert page.status_code == 200
    assert b"To try things out" in page.content
    assert b"about 4 minutes" in page.content
    assert DialogueSession.objects.count() == 0, "reading changes nothing"


def test_every_kind_of_question_is_answered_reviewed_and_sent_once(sample):
    place("Port Sarim")
    client, _actor = signed_in()
    session = begin(client)
    url = f"/d/{session.pk}/"
    for slot, data in GOOD:
        page = client.get(url, follow=True)
        assert page.redirect_chain[-1][0] == ask(session, slot)
        assert page.status_code == 200
        response = client.post(ask(session, slot), {"do": "answer", "revision": "0", **data})
        assert response.status_code == 302, (slot, re.findall(r'<ul class="error".*?</ul>', response.content.decode(), re.S))
    review = client.get(f"/d/{session.pk}/review/")
    text = review.content.decode()
    for said in ("Ana Ñandú", "20", "Apples", "Ex", "Why", "1,200.50", "1990", "ana@example.org", "+99951234567", "Port Sarim",
                 "French", "2 years 3 months"):  # fmt: skip
        assert said in text, said
    first = client.post(f"/d/{session.pk}/review/")
    second = client.post(f"/d/{session.pk}/review/")
    assert first.url == second.url == f"/d/{session.pk}/receipt/"
    receipt = client.get(first.url).content.decode()
    assert "T-1" in receipt
    assert "Ana Ñandú" in receipt
    assert len(example.COMMITS) == 1


def test_a_problem_stands_beside_the_question_and_nothing_typed_is_lost(client, sample):
    session = begin(client)
    response = client.post(ask(session, "name"), {"name": "x" * 10_000})
    text = response.content.decode()
    assert response.status_code == 422
    assert "This is too long: 10000 letters, at most 50." in text
    assert "x" * 10_000 in text
    assert 'aria-invalid="true"' in text


def test_the_back_way_leads_to_the_question_before_with_its_answer(client, sample):
    session = begin(client)
    client.post(ask(session, "name"), {"name": "Ana"})
    page = client.get(ask(session, "story")).content.decode()
    assert f'href="{ask(session, "name")}"' in page
    assert 'value="Ana"' in client.get(ask(session, "name")).content.decode()


def test_progress_tells_number_and_minutes(client, sample):
    page = client.get(ask(begin(client), "name")).content.decode()
    assert "Question 1 of 18" in page
    assert "about 4 minutes" in page


def test_a_town_by_ordinary_words_with_a_spelling_mistake_is_chosen_among_hits(client, sample):
    town = place("Port Sarim")
    place("Porto Alegre", "QS-2")
    session = begin(client)
    page = client.post(ask(session, "town"), {"town.words": "Prot Sarim", "town.searched": ""})
    assert page.status_code == 200
    assert str(town.pk) in page.content.decode()
    assert "town" not in answers(session)
    done = client.post(
        ask(session, "town"), {"town.words": "Prot Sarim", "town.searched": "Prot Sarim", "town.pick": str(town.pk)}
    )
    assert done.status_code == 302
    assert answers(session)["town"] == {"place_id": str(town.pk), "label": "Port Sarim"}


def test_an_unknown_town_can_stay_as_it_was_written(client, sample):
    session = begin(client)
    page = client.post(ask(session, "town"), {"town.words": "Behind the old mill", "town.searched": ""})
    assert "We do not find this place" in page.content.decode()
    client.post(
        ask(session, "town"),
        {"town.words": "Behind the old mill", "town.searched": "Behind the old mill", "town.pick": "words"},
    )
    assert answers(session)["town"] == {"label": "Behind the old mill"}


def test_occupations_are_found_by_words_and_kept_when_searching_again(client, sample):
    group = IscoGroup.objects.create(code="5120", level=4, titles={"en": "Cooks"})
    made = {}
    for name in ("cook", "baker"):
        made[name] = Occupation.objects.create(scheme="t", code=name, label=name, isco=group)
        OccupationLabel.objects.create(occupation=made[name], language="en", kind="preferred", text=name, folded=name)
    session = begin(client)
    page = client.post(ask(session, "jobs"), {"jobs.words": "cook", "jobs.searched": "", "do": "answer"})
    assert str(made["cook"].pk) in page.content.decode()
    page = client.post(
        ask(session, "jobs"),
        {"jobs.words": "baker", "jobs.searched": "cook", "jobs.pick": str(made["cook"].pk), "do": "jobs.search"},
    )
    text = page.content.decode()
    assert re.search(rf'value="{made["cook"].pk}" checked', text)
    done = client.post(
        ask(session, "jobs"),
        {"jobs.words": "baker", "jobs.searched": "baker", "jobs.pick": [str(o.pk) for o in made.values()], "do": "answer"},
    )
    assert done.status_code == 302
    assert [o["label"] for o in answers(session)["jobs"]] == ["cook", "baker"]


def test_rows_are_added_and_taken_away_without_losing_the_others(client, sample):
    session = begin(client)
    first = {"past.rows": "1", "past.0.kind": "employee", "past.0.title": "Cook"}
    page = client.post(ask(session, "past"), {**first, "do": "past.add"})
    assert page.content.decode().count("What did you do?") == 2
    two = {**first, "past.rows": "2", "past.1.kind": "family", "past.1.title": "Farm"}
    page = client.post(ask(session, "past"), {**two, "do": "past.remove.0"}).content.decode()
    assert "Farm" in page
    assert 'value="Cook"' not in page
    wrong = client.post(ask(session, "past"), {**two, "past.1.began_year": "3000", "past.1.began_month": "1", "do": "answer"})
    assert wrong.status_code == 422
    assert 'value="Cook"' in wrong.content.decode()


def test_a_second_window_is_warned_and_shown_what_stands_there(client, sample):
    session = begin(client)
    client.post(ask(session, "name"), {"name": "First", "revision": "0"})
    page = client.post(ask(session, "name"), {"name": "Second", "revision": "0"})
    text = page.content.decode()
    assert page.status_code == 409
    assert 'value="Second"' in text
    assert "First" in text
    assert 'name="revision" value="1"' in text
    assert client.post(ask(session, "name"), {"name": "Second", "revision": "1"}).status_code == 302


def test_a_file_is_checked_kept_and_can_be_taken_away(sample):
    client, _actor = signed_in()
    session = begin(client)
    bad = client.post(ask(session, "cv"), {"cv": SimpleUploadedFile("cv.pdf", b"<svg onload=alert(1)>")})
    assert bad.status_code == 422
    good = client.post(ask(session, "cv"), {"cv": SimpleUploadedFile("cv.pdf", PDF)})
    assert good.status_code == 302
    row = StoredFile.objects.get()
    sent = client.get(f"/files/{row.pk}/")
    assert sent.content == PDF
    assert sent["Content-Disposition"].startswith("attachment")
    assert sent["X-Content-Type-Options"] == "nosniff"
    assert Client().get(f"/files/{row.pk}/").status_code == 404
    client.post(ask(session, "cv"), {"do": "cv.remove"})
    assert answers(session)["cv"] is None


def test_pages_of_somebody_else_are_not_found(client, sample):
    session = begin(client)
    stranger = Client()
    for url in ("", "q/name/", "review/", "receipt/", "person/", "stop/"):
        assert stranger.get(f"/d/{session.pk}/{url}").status_code == 404, url
    for url in ("q/name/", "review/", "later/", "person/", "back/", "stop/"):
        assert stranger.post(f"/d/{session.pk}/{url}", {"name": "Thief"}).status_code == 404, url
    assert answers(session) == {}
    assert client.get(f"/d/{uuid7()}/").status_code == 404
    assert client.get(ask(session, "nothing")).status_code == 404


def test_signing_in_on_the_way_takes_the_answers_along():
    with registered(account_needed=True):
        client = Client()
        session = begin(client)
        for slot, data in (
            ("name", {"name": "Ana"}),
            ("has_work", {"has_work": "no"}),
            ("born", {"born.year": "1990"}),
            ("kind", {}),
        ):
            assert client.post(ask(session, slot), data).status_code == 302
        sent = client.post(f"/d/{session.pk}/review/")
        assert sent.url.startswith("/account/login/")
        client.force_login(AccountFactory())
        assert client.post(f"/d/{session.pk}/review/").url == f"/d/{session.pk}/receipt/"
        assert DialogueSession.objects.get().account_id is not None


def test_a_code_goes_on_in_another_browser(client, sample):
    session = begin(client)
    client.post(ask(session, "name"), {"name": "Ana"})
    page = client.post(f"/d/{session.pk}/later/").content.decode()
    code = re.search(r'<bdi dir="ltr">(\w{3} \w{3})</bdi>', page).group(1)
    other = Client()
    assert other.post("/d/resume/", {"code": "WRONG1"}).status_code == 422
    assert other.post("/d/resume/", {"code": code.lower()}).url == f"/d/{session.pk}/"
    assert 'value="Ana"' in other.get(ask(session, "name")).content.decode()


def test_asking_for_a_person_shows_the_telephone_and_can_be_taken_back(client, sample):
    session = begin(client)
    assert client.get(f"/d/{session.pk}/person/").status_code == 200
    assert client.post(f"/d/{session.pk}/person/", {"phone": "nothing", "words": "Help"}).status_code == 422
    assert client.post(f"/d/{session.pk}/person/", {"phone": "051234567", "words": "Help"}).status_code == 302
    assert client.get(ask(session, "name")).url == f"/d/{session.pk}/person/"
    client.post(f"/d/{session.pk}/back/")
    assert client.get(ask(session, "name")).status_code == 200


def test_stopping_asks_first_then_deletes(client, sample):
    session = begin(client)
    client.post(ask(session, "name"), {"name": "Ana"})
    assert client.get(f"/d/{session.pk}/stop/").status_code == 200
    assert DialogueSession.objects.get().state == SessionState.OPEN
    client.post(f"/d/{session.pk}/stop/")
    assert DialogueSession.objects.get().state == SessionState.ABANDONED
    assert client.get(f"/d/{session.pk}/").status_code == 410


def test_what_the_service_refuses_is_said_with_a_way_to_the_answer():
    with registered():
        client, _actor = signed_in()
        session = begin(client)
        for slot, data in (
            ("name", {"name": "Nobody"}),
            ("has_work", {"has_work": "no"}),
            ("born", {"born.year": "1990"}),
            ("kind", {}),
        ):
            client.post(ask(session, slot), data)
        page = client.post(f"/d/{session.pk}/review/")
        assert page.status_code == 422
        assert "Not this name." in page.content.decode()
        assert ask(session, "name") in page.content.decode()


def test_a_visitor_is_led_to_the_sign_in_where_a_role_is_needed(client):
    with registered(roles=frozenset({"jobseeker"})):
        assert client.get(START).url.startswith("/account/login/")
    assert client.get("/d/start/test.unknown/").status_code == 404


def test_the_start_can_jump_to_one_question():
    with registered(prefill=lambda turn: {"name": "Ana", "has_work": False, "born": {"year": 1990}, "kind": "b"}):
        client, _actor = signed_in()
        response = client.post(START, {"slot": "kind"})
        session = DialogueSession.objects.get()
        assert response.url == ask(session, "kind")
        assert client.post(response.url, {"kind": "a"}).url == f"/d/{session.pk}/review/"


def test_a_question_page_takes_a_bounded_number_of_queries(client, sample, django_assert_max_num_queries):
    session = begin(client)
    with django_assert_max_num_queries(12):
        client.get(ask(session, "name"))
    with django_assert_max_num_queries(28):
        client.post(ask(session, "name"), {"name": "Ana"})


@pytest.mark.parametrize(
    "body", [b"\xff\xfe", b"name=%ff%00", b"past.rows=99999999&past.0.title=x", b"revision=9999999999999999999"]
)
def test_broken_input_is_answered_never_a_server_error(client, sample, body):
    session = begin(client)
    for slot in ("name", "past", "town", "jobs", "born"):
        response = client.post(ask(session, slot), body, content_type="application/x-www-form-urlencoded")
        assert response.status_code < 500
