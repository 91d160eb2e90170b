import datetime as dt

import pytest

from openpes.base import clock
from openpes.base.errors import Conflict
from openpes.base.models import ServiceEvent
from openpes.base.text import fold
from openpes.dialogues import actions, queries, rules
from openpes.dialogues.definitions import get
from openpes.matching.models import IndexLog
from openpes.people.acting import actor_for
from openpes.people.models import Place
from openpes.trust.consent import is_given
from openpes.trust.models import FieldChange
from openpes.work.models import JobseekerProfile, OccupationLabel, OccupationSkill
from people.factories import AccountFactory, OrganisationFactory, make_client, make_person, make_registration, make_staff
from placement.dialogues.running import go_through
from work.factories import make_occupation, make_skill

pytestmark = pytest.mark.django_db
NAME = "placement.profile"


@pytest.fixture
def town():
    return Place.objects.create(code="T-1", kind="town", name="Port Sarim", folded=fold("Port Sarim"), latitude=1, longitude=2)


@pytest.fixture
def cook():
    made = make_occupation("cook")
    OccupationLabel.objects.create(occupation=made, language="en", kind="preferred", text="cook", folded="cook")
    return made


def answers(town, cook, **changes):
    return {
        "occupations": [{"id": str(cook.pk)}],
        "experience": [
            {"kind": "unpaid_care", "title": "Care for my mother", "months": 24},
            {"kind": "informal", "title": "Cook", "began": "2019-03"},
        ],
        "skills": None,
        "licences": None,
        "languages": [{"language": "fr", "level": 3}],
        "education": "3",
        "hours": "full_time",
        "shifts_unwanted": ["night"],
        "contracts": None,
        "pay": {"amount": "1,600", "period": "month"},
        "town": {"place_id": str(town.pk)},
        "radius": "20",
        "telework": "any",
        "available": "weeks",
        "visibility": "nameless",
        **changes,
    }


def test_a_profile_is_built_and_matching_is_told(town, cook):
    client = make_client()
    go_through(client, NAME, answers(town, cook))
    profile = JobseekerProfile.objects.get()
    assert [o.occupation for o in profile.occupations.all()] == [cook]
    assert (profile.education, profile.hours, profile.telework, profile.visibility) == (3, "full_time", None, "nameless")
    assert (profile.pay_floor_minor, profile.pay_floor_period) == (160000, "month")
    assert profile.places.get().radius_km == 20
    assert profile.available_from == clock.today() + dt.timedelta(days=14)
    assert is_given(client.person_id, "show_to_employers")
    assert IndexLog.objects.filter(kind="profile", target_id=profile.pk).exists()


def test_unpaid_and_informal_work_count_and_a_plain_title_is_linked_to_its_occupation(town, cook):
    go_through(make_client(), NAME, answers(town, cook))
    care, informal = JobseekerProfile.objects.get().experience.order_by("pk")
    assert (care.kind, care.months, care.occupation) == ("unpaid_care", 24, None)
    assert (informal.kind, informal.began, informal.occupation) == ("informal", dt.date(2019, 3, 1), cook)


def test_skills_are_suggested_from_occupations_and_count_only_when_ticked(town, cook):
    wanted, other = make_skill("prepare meals"), make_skill("wash dishes")
    for skill in (wanted, other):
        OccupationSkill.objects.create(occupation=cook, skill=skill, relation="essential")
    client = make_client()
    session = actions.start(actor=client, dialogue=NAME)
    run = actions.answer(actor=client, session_id=session.pk, slot="occupations", value=[{"id": str(cook.pk)}])
    offered = get(NAME).slot("skills").suggest(run.turn)
    assert {o["id"] for o in offered} == {str(wanted.pk), str(other.pk)}
    go_through(client, NAME, answers(town, cook, skills=[{"id": str(wanted.pk)}]))
    assert [s.skill for s in JobseekerProfile.objects.get().skills.all()] == [wanted]


def test_started_again_it_is_filled_in_and_one_answer_is_changed_alone(town, cook):
    client = make_client()
    go_through(client, NAME, answers(town, cook))
    session = actions.start(actor=client, dialogue=NAME)
    run = queries.running(actor=client, session_id=session.pk)
    assert rules.next_slot(run.dialogue, run.turn) is None
    actions.answer(actor=client, session_id=session.pk, slot="radius", value="50")
    actions.commit(actor=client, session_id=session.pk)
    profile = JobseekerProfile.objects.get()
    assert profile.places.get().radius_km == 50
    assert profile.languages.get().language == "fr"
    assert profile.experience.count() == 2


def test_saving_without_a_change_leaves_no_event_and_history_is_kept_field_by_field(town, cook):
    client = make_client()
    go_through(client, NAME, answers(town, cook))
    before = ServiceEvent.objects.filter(act="work.profile_saved").count()
    session = actions.start(actor=client, dialogue=NAME)
    actions.commit(actor=client, session_id=session.pk)
    assert ServiceEvent.objects.filter(act="work.profile_saved").count() == before
    go_through(client, NAME, {"education": "6"})
    assert FieldChange.objects.filter(field="education", person_id=client.person_id).count() == 2


def test_hiding_takes_the_consent_back(town, cook):
    client = make_client()
    go_through(client, NAME, answers(town, cook))
    go_through(client, NAME, {"visibility": "hidden"})
    assert not is_given(client.person_id, "show_to_employers")
    assert JobseekerProfile.objects.get().visibility == "hidden"


def test_somebody_without_a_record_registers_first(town, cook):
    with pytest.raises(Conflict) as caught:
        actions.start(actor=actor_for(AccountFactory()), dialogue=NAME)
    assert caught.value.code == "register_first"


def test_a_counsellor_fills_it_in_for_a_client_of_the_office(town, cook):
    office = OrganisationFactory()
    staff = make_staff(organisation=office)
    person = make_person()
    make_registration(person, office)
    go_through(staff, NAME, answers(town, cook), person_id=person.pk)
    assert JobseekerProfile.objects.get().person == person
    assert ServiceEvent.objects.get(act="work.profile_saved").assisted
