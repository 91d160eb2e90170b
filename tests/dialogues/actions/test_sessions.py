import datetime as dt

import pytest

from dialogues.sample import registered
from openpes.base import clock
from openpes.base.actor import VISITOR, Actor
from openpes.base.errors import Conflict, InvalidInput, NotAllowed, NotFound, TooMany
from openpes.base.models import ServiceEvent
from openpes.dialogues import actions, queries
from openpes.dialogues.enums import SessionState
from openpes.dialogues.models import DialogueSession
from openpes.dialogues.tasks import expire_sessions
from openpes.trust.models import AccessLog, AuditEntry, SubjectKey
from people.factories import OrganisationFactory, make_client, make_person, make_registration, make_staff

pytestmark = pytest.mark.django_db
OWNER = "browser-of-the-visitor"


def begin(actor=VISITOR, owner=OWNER, **more):
    return actions.start(actor=actor, dialogue="test.sample", owner=owner, **more)


def fill(session, slot, value, actor=VISITOR, owner=OWNER, **more):
    return actions.answer(actor=actor, session_id=session.pk, slot=slot, value=value, owner=owner, **more)


def test_answers_are_sealed_and_survive_in_the_database(sample):
    session = begin()
    fill(session, "name", "Zainab")
    row = DialogueSession.objects.get(pk=session.pk)
    assert b"Zainab" not in bytes(row.answers_sealed)
    assert queries.running(actor=VISITOR, session_id=session.pk, owner=OWNER).answers["name"] == "Zainab"


def test_starting_twice_goes_on_with_the_same_session(sample):
    assert begin().pk == begin().pk
    assert begin().pk != begin(context={"vacancy": "one"}).pk
    assert begin().pk != begin(owner="another browser").pk


def test_only_named_context_is_kept(sample):
    assert begin(context={"vacancy": "v", "person_id": "somebody"}).context == {"vacancy": "v"}


def test_a_session_of_somebody_else_is_not_found(sample):
    session = begin()
    for actor, owner in ((VISITOR, "other"), (VISITOR, ""), (make_client(), OWNER + "x"), (make_staff(), "")):
        with pytest.raises(NotFound):
            queries.running(actor=actor, session_id=session.pk, owner=owner)


def test_an_unknown_dialogue_and_a_wrong_role_are_refused(sample):
    with pytest.raises(NotFound):
        actions.start(actor=VISITOR, dialogue="test.nothing", owner=OWNER)
    with pytest.raises(NotAllowed):
        begin(actor=Actor(role="content_editor"))


def test_a_bad_answer_is_refused_beside_its_question_and_the_old_one_stays(sample):
    session = begin()
    fill(session, "name", "Ana")
    with pytest.raises(InvalidInput) as caught:
        fill(session, "name", "x" * 100)
    assert caught.value.field == "name"
    assert queries.running(actor=VISITOR, session_id=session.pk, owner=OWNER).answers["name"] == "Ana"


def test_a_second_tab_is_told_before_it_overwrites_and_may_insist(sample):
    session = begin()
    seen = session.revision
    fill(session, "name", "First tab", revision=seen)
    with pytest.raises(Conflict) as caught:
        fill(session, "name", "Second tab", revision=seen)
    assert caught.value.code == "overwritten"
    found = fill(session, "name", "Second tab", revision=seen + 1)
    assert found.answers["name"] == "Second tab"


def test_two_tabs_on_different_questions_do_not_disturb_each_other(sample):
    session = begin()
    fill(session, "name", "Ana", revision=0)
    found = fill(session, "has_work", "no", revision=0)
    assert found.answers == {"name": "Ana", "has_work": False}


def test_a_double_click_on_an_answer_changes_nothing(sample):
    session = begin()
    first = fill(session, "name", "Ana", revision=0).session.revision
    assert fill(session, "name", "Ana", revision=0).session.revision == first


def test_a_visitors_session_goes_to_the_account_they_sign_in_with(sample):
    session = begin()
    fill(session, "name", "Ana")
    client = make_client()
    with pytest.raises(NotFound):
        queries.running(actor=client, session_id=session.pk, owner="")
    actions.take_over(actor=client, session_id=session.pk, owner=OWNER)
    assert queries.running(actor=client, session_id=session.pk).answers["name"] == "Ana"
    with pytest.raises(NotFound):
        queries.running(actor=VISITOR, session_id=session.pk, owner=OWNER)


def test_nobody_takes_over_a_session_without_its_browser(sample):
    session = begin()
    client = make_client()
    actions.take_over(actor=client, session_id=session.pk, owner="guessed")
    with pytest.raises(NotFound):
        queries.running(actor=client, session_id=session.pk)


def test_a_code_resumes_once_in_another_browser(sample):
    session = begin()
    fill(session, "name", "Ana")
    code = actions.keep_for_later(actor=VISITOR, session_id=session.pk, owner=OWNER)
    assert len(code) == 6
    assert code not in DialogueSession.objects.get().resume_hash
    found = actions.resume(actor=VISITOR, code=f" {code[:3].lower()}-{code[3:]} ", address="192.0.2.1", owner="phone")
    assert found.pk == session.pk
    assert queries.running(actor=VISITOR, session_id=session.pk, owner="phone").answers["name"] == "Ana"
    with pytest.raises(InvalidInput):
        actions.resume(actor=VISITOR, code=code, address="192.0.2.1", owner="phone")


def test_guessing_codes_is_limited_per_address(sample):
    for _ in range(10):
        with pytest.raises(InvalidInput):
            actions.resume(actor=VISITOR, code="ABCDEF", address="192.0.2.9", owner="x")
    with pytest.raises(TooMany):
        actions.resume(actor=VISITOR, code="ABCDEF", address="192.0.2.9", owner="x")


def test_the_code_of_an_accounts_session_opens_for_that_account_only(sample):
    client = make_client()
    session = begin(actor=client, owner="")
    code = actions.keep_for_later(actor=client, session_id=session.pk)
    for actor in (VISITOR, make_client()):
        with pytest.raises(InvalidInput):
            actions.resume(actor=actor, code=code, address=str(actor.account_id), owner="x")
    assert actions.resume(actor=client, code=code, address="192.0.2.2").pk == session.pk


def test_a_counsellor_goes_on_with_a_code_and_the_door_is_the_counter(sample):
    session = begin()
    fill(session, "name", "Ana")
    code = actions.keep_for_later(actor=VISITOR, session_id=session.pk, owner=OWNER)
    staff = make_staff()
    actions.resume(actor=staff, code=code, address="office")
    found = actions.answer(actor=staff, session_id=session.pk, slot="has_work", value="no")
    assert found.answers == {"name": "Ana", "has_work": False}
    assert found.turn.actor.assisted
    assert found.turn.actor.channel == "counter"
    assert DialogueSession.objects.get().channels == ["web", "counter"]
    assert queries.running(actor=VISITOR, session_id=session.pk, owner=OWNER).answers["has_work"] is False


def test_a_counsellor_continues_from_the_persons_file_and_the_reading_is_logged(sample):
    office = OrganisationFactory()
    staff, elsewhere = make_staff(organisation=office), make_staff()
    person = make_person()
    make_registration(person, office)
    session = begin(actor=make_client(person), owner="")
    assert [s.pk for s in queries.open_sessions_of(actor=staff, person_id=person.pk)] == [session.pk]
    assert queries.open_sessions_of(actor=elsewhere, person_id=person.pk) == []
    with pytest.raises(NotFound):
        actions.assist(actor=elsewhere, session_id=session.pk)
    found = actions.assist(actor=staff, session_id=session.pk, channel="phone")
    assert found.turn.actor.channel == "phone"
    assert AccessLog.objects.get().person_id == person.pk


def test_staff_say_that_it_is_a_person_we_know(sample):
    office = OrganisationFactory()
    staff = make_staff(organisation=office)
    person = make_person()
    make_registration(person, office)
    session = begin(actor=staff, owner="", channel="counter")
    assert actions.choose_person(actor=staff, session_id=session.pk, person_id=person.pk).turn.person_id == person.pk
    stranger = make_person("Far", "Away")
    make_registration(stranger, OrganisationFactory())
    with pytest.raises(NotFound):
        actions.choose_person(actor=staff, session_id=session.pk, person_id=stranger.pk)


def test_handing_over_silences_the_client_until_they_take_it_back(sample):
    session = begin()
    actions.hand_over(actor=VISITOR, session_id=session.pk, phone="+44 20 7946 0958", words="Please call", owner=OWNER)
    with pytest.raises(Conflict) as caught:
        fill(session, "name", "Ana")
    assert caught.value.code == "with_staff"
    staff = make_staff()
    assert [s.pk for s in queries.handed_over(actor=staff)] == [session.pk]
    assert queries.running(actor=staff, session_id=session.pk).wish["phone"] == "+442079460958"
    actions.take_back(actor=VISITOR, session_id=session.pk, owner=OWNER)
    assert fill(session, "name", "Ana").answers["name"] == "Ana"
    assert ServiceEvent.objects.get().outcome == "handed_over"


def test_a_wrong_call_back_number_is_said_beside_its_field(sample):
    session = begin()
    with pytest.raises(InvalidInput) as caught:
        actions.hand_over(actor=VISITOR, session_id=session.pk, phone="call me", owner=OWNER)
    assert caught.value.field == "phone"
    assert DialogueSession.objects.get().state == SessionState.OPEN


def test_giving_up_deletes_the_answers_and_the_key_and_leaves_one_event(sample):
    session = begin()
    fill(session, "name", "Ana")
    actions.abandon(actor=VISITOR, session_id=session.pk, owner=OWNER)
    actions.abandon(actor=VISITOR, session_id=session.pk, owner=OWNER)
    row = DialogueSession.objects.get()
    assert (row.state, row.answers_sealed) == (SessionState.ABANDONED, None)
    assert SubjectKey.objects.get(pk=session.pk).wrapped is None
    assert [e.outcome for e in ServiceEvent.objects.all()] == ["partial"]


def test_what_has_run_out_is_destroyed_with_its_key(sample):
    old, new = begin(), begin(owner="other")
    DialogueSession.objects.filter(pk=old.pk).update(expires_at=clock.now() - dt.timedelta(seconds=1))
    assert expire_sessions() == 1
    assert expire_sessions() == 0
    assert SubjectKey.objects.get(pk=old.pk).wrapped is None
    assert DialogueSession.objects.get(pk=new.pk).state == SessionState.OPEN
    with pytest.raises(Conflict):
        fill(old, "name", "Ana")


def test_a_session_keeps_the_version_it_began_with(sample):
    session = begin()
    with registered(version=2, title="Newer"):
        assert queries.running(actor=VISITOR, session_id=session.pk, owner=OWNER).dialogue.version == 1
        assert begin(owner="new browser").version == 2


def test_every_step_of_the_session_is_audited_without_values(sample):
    session = begin()
    fill(session, "name", "Zainab")
    actions.keep_for_later(actor=VISITOR, session_id=session.pk, owner=OWNER)
    assert list(AuditEntry.objects.values_list("act", flat=True).order_by("pk")) == ["dialogue.started", "dialogue.kept"]
    assert "Zainab" not in str(list(AuditEntry.objects.values()))
