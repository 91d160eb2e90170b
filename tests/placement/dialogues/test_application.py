import pytest

from openpes.base.errors import Conflict, NotFound
from openpes.dialogues import actions, queries
from openpes.dialogues.definitions import get
from openpes.placement.actions import saved
from openpes.placement.models import Application
from openpes.trust import files
from openpes.trust.keys import decrypt
from openpes.work.models import JobseekerProfile
from people.factories import make_client, make_person
from placement.dialogues.running import go_through
from work.factories import VacancyFactory, make_employer_actor

pytestmark = pytest.mark.django_db
NAME = "placement.apply"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\nstartxref\n0\n%%EOF"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.OPENPES_INDEX = tmp_path / "index"


@pytest.fixture
def client():
    person = make_person()
    JobseekerProfile.objects.create(person=person)
    return make_client(person)


def apply_with(client, vacancy, **changes):
    answers = {"cv": "profile", "letter": "I can begin on Monday.", "share_contact": True, **changes}
    return go_through(client, NAME, answers, context={"vacancy": str(vacancy.pk)})


def test_an_application_with_the_profile_is_sent_once(client):
    vacancy = VacancyFactory()
    session = apply_with(client, vacancy)
    row = Application.objects.get()
    assert session.result["_reference"] == row.reference
    assert decrypt(client.person_id, row.letter_sealed) == "I can begin on Monday."
    assert actions.commit(actor=client, session_id=session.pk).result == session.result
    with pytest.raises(Conflict) as caught:
        apply_with(client, vacancy)
    assert caught.value.code == "applied"


def test_reasons_and_misses_are_read_first_and_kept_with_the_application(client):
    vacancy = VacancyFactory()
    _definition, notes = actions.look_at(actor=client, dialogue=NAME, context={"vacancy": str(vacancy.pk)})
    assert vacancy.title in str(notes[0].title)
    assert len(notes[1].lines) > 5
    assert {kind for kind, _text in notes[1].lines} <= {"met", "missed", "unknown"}
    apply_with(client, vacancy)
    assert sum(Application.objects.get().match["parts"].values()) == Application.objects.get().match["score"]


def test_a_cv_file_leaves_only_with_the_application_to_its_employer(client):
    vacancy = VacancyFactory()
    employer = make_employer_actor(vacancy.employer)
    stranger = make_employer_actor()
    session = actions.start(actor=client, dialogue=NAME, context={"vacancy": str(vacancy.pk)})
    actions.answer(actor=client, session_id=session.pk, slot="cv", value="file")
    run = actions.attach_file(actor=client, session_id=session.pk, slot="cv_file", name="cv.pdf", content=PDF)
    from uuid import UUID

    file_id = UUID(run.answers["cv_file"]["file_id"])
    for actor in (employer, stranger):
        with pytest.raises(NotFound):
            files.read(actor=actor, file_id=file_id)
    actions.answer_many(actor=client, session_id=session.pk, values={"letter": None, "share_contact": True})
    actions.commit(actor=client, session_id=session.pk)
    assert files.read(actor=employer, file_id=file_id)[1] == PDF
    assert files.read(actor=client, file_id=file_id)[1] == PDF
    with pytest.raises(NotFound):
        files.read(actor=stranger, file_id=file_id)
    second = VacancyFactory()
    apply_with(client, second, cv="earlier")
    assert Application.objects.get(vacancy=second).cv_file_id == file_id


@pytest.mark.parametrize(
    ("facts", "code"),
    [({"status": "closed"}, "not_open"), ({"apply_by": "phone"}, "elsewhere"), ({"places_filled": 2}, "not_open")],
)
def test_where_one_cannot_apply_it_is_said_at_the_start(client, facts, code):
    with pytest.raises(Conflict) as caught:
        actions.start(actor=client, dialogue=NAME, context={"vacancy": str(VacancyFactory(**facts).pk)})
    assert caught.value.code == code


def test_a_vacancy_closed_meanwhile_is_told_at_the_end_and_the_answers_stay(client):
    vacancy = VacancyFactory()
    session = actions.start(actor=client, dialogue=NAME, context={"vacancy": str(vacancy.pk)})
    actions.answer_many(actor=client, session_id=session.pk, values={"cv": "profile", "letter": None, "share_contact": True})
    type(vacancy).objects.filter(pk=vacancy.pk).update(status="closed")
    with pytest.raises(Conflict):
        actions.commit(actor=client, session_id=session.pk)
    assert queries.running(actor=client, session_id=session.pk).answers["cv"] == "profile"


def test_who_hides_from_an_employer_takes_that_back_first(client):
    vacancy = VacancyFactory()
    saved.block_employer(actor=client, employer_id=vacancy.employer_id)
    with pytest.raises(Conflict) as caught:
        apply_with(client, vacancy)
    assert caught.value.code == "hidden_from"


@pytest.mark.parametrize("given", ["", "nonsense", "01a20839-0cc4-70de-986a-79b225647071"])
def test_an_unknown_vacancy_is_not_found(client, given):
    with pytest.raises(NotFound):
        actions.start(actor=client, dialogue=NAME, context={"vacancy": given})


def test_an_internal_vacancy_is_not_found(client):
    with pytest.raises(NotFound):
        apply_with(client, VacancyFactory(audience="service_internal"))


def test_the_apply_dialogue_has_at_most_four_questions():
    assert len(get(NAME).slots) <= 4
