import threading

import pytest
from django.db import connection

from dialogues import sample as example
from dialogues.sample import registered
from openpes.base.actor import VISITOR
from openpes.base.errors import Conflict, InvalidInput, NotAllowed
from openpes.dialogues import actions, queries
from openpes.dialogues.actions import Unanswered
from openpes.dialogues.definitions import Slot
from openpes.dialogues.enums import SessionState
from openpes.dialogues.models import DialogueSession
from openpes.trust import files
from openpes.trust.models import StoredFile, SubjectKey
from people.factories import make_client

GOOD = {"name": "Ana", "has_work": False, "born": {"year": 1990}, "kind": None}
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\nstartxref\n0\n%%EOF"


def ready(client, **changes):
    session = actions.start(actor=client, dialogue="test.sample")
    for slot, value in {**GOOD, **changes}.items():
        actions.answer(actor=client, session_id=session.pk, slot=slot, value=value)
    return session


@pytest.mark.django_db
def test_a_commit_gives_a_receipt_and_moves_the_answers_to_the_persons_key(sample):
    client = make_client()
    session = actions.commit(actor=client, session_id=ready(client).pk)
    assert session.state == SessionState.COMMITTED
    assert session.result["_reference"] == "T-1"
    assert SubjectKey.objects.get(pk=session.pk).wrapped is None
    assert queries.receipt_answers(session)["name"] == "Ana"


@pytest.mark.django_db
def test_a_double_click_commits_once_and_shows_the_same_receipt(sample):
    client = make_client()
    session = ready(client)
    first = actions.commit(actor=client, session_id=session.pk)
    second = actions.commit(actor=client, session_id=session.pk)
    assert first.result == second.result
    assert [str(session.pk)] == example.COMMITS


@pytest.mark.django_db
def test_a_commit_before_the_end_names_the_open_question(sample):
    client = make_client()
    session = actions.start(actor=client, dialogue="test.sample")
    with pytest.raises(Unanswered) as caught:
        actions.commit(actor=client, session_id=session.pk)
    assert caught.value.field == "name"


@pytest.mark.django_db
def test_what_the_service_refuses_leaves_the_session_open_and_nothing_written(sample):
    client = make_client()
    session = ready(client, name="Nobody")
    with pytest.raises(InvalidInput):
        actions.commit(actor=client, session_id=session.pk)
    assert DialogueSession.objects.get().state == SessionState.OPEN
    assert queries.running(actor=client, session_id=session.pk).answers["name"] == "Nobody"


@pytest.mark.django_db
def test_an_answer_after_the_commit_is_told_so(sample):
    client = make_client()
    session = ready(client)
    actions.commit(actor=client, session_id=session.pk)
    with pytest.raises(Conflict) as caught:
        actions.answer(actor=client, session_id=session.pk, slot="name", value="Late")
    assert caught.value.code == "committed"


@pytest.mark.django_db
def test_a_dialogue_that_needs_an_account_waits_for_the_sign_in():
    with registered(account_needed=True):
        session = actions.start(actor=VISITOR, dialogue="test.sample", owner="b")
        actions.answer_many(actor=VISITOR, session_id=session.pk, values=GOOD, owner="b")
        with pytest.raises(NotAllowed) as caught:
            actions.commit(actor=VISITOR, session_id=session.pk, owner="b")
        assert caught.value.code == "sign_in"
        client = make_client()
        actions.take_over(actor=client, session_id=session.pk, owner="b")
        assert actions.commit(actor=client, session_id=session.pk).state == SessionState.COMMITTED


@pytest.mark.django_db
def test_a_file_passes_from_the_session_to_the_person_with_the_commit():
    with registered(slots=(Slot("cv", "file", "Your CV?"), Slot("name", "text", "Name?"))):
        client = make_client()
        session = actions.start(actor=client, dialogue="test.sample")
        for name in ("old.pdf", "new.pdf"):
            actions.attach_file(actor=client, session_id=session.pk, slot="cv", name=name, content=PDF)
        actions.answer(actor=client, session_id=session.pk, slot="name", value="Ana")
        assert StoredFile.objects.get(deleted_at=None).subject_id == session.pk
        actions.commit(actor=client, session_id=session.pk)
        row, content = files.read(actor=client, file_id=StoredFile.objects.get(deleted_at=None).pk)
        assert (row.subject_id, files.name_of(row), content) == (client.person_id, "new.pdf", PDF)


@pytest.mark.django_db(transaction=True)
def test_eight_doors_at_once_give_one_commit(sample):
    if connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"]):
        pytest.skip("threads need a file database: set OPENPES_TEST_SQLITE, as ./pes test does")
    client = make_client()
    session = ready(client)
    outcomes = []
    gate = threading.Barrier(8)

    def go():
        try:
            gate.wait()
            outcomes.append(actions.commit(actor=client, session_id=session.pk).result["_reference"])
        finally:
            connection.close()

    doors = [threading.Thread(target=go) for _ in range(8)]
    for door in doors:
        door.start()
    for door in doors:
        door.join()
    assert outcomes == ["T-1"] * 8
    assert [str(session.pk)] == example.COMMITS
