"""What an employer requires is never a filter: who misses it is found, sees the miss and its reason, and may be put forward."""

import pytest

from matching import world
from openpes.base.actor import SYSTEM
from openpes.casework.actions import assign_case
from openpes.matching import reasons
from openpes.matching.queries import explain_pair, matches_for_person, people_for_vacancy
from openpes.people.models import Account, Organisation
from openpes.placement.enums import ReferralStatus
from openpes.placement.models import Referral
from openpes.work.models import VacancyRequirement
from people.factories import make_client, make_registration, make_staff
from web.signing_in import signed_in

pytestmark = pytest.mark.django_db

REQUIRED = {
    "language": ({"code": "fr", "level": 3}, "All papers are in French", "languages", "missing: fr B1"),
    "licence": ({"label": "Forklift licence"}, "The load stands on high shelves", "licences", "missing: Forklift licence"),
    "education": ({"level": 3}, "The law asks for it in kitchens", "education", "education asked for: Upper secondary"),
    "experience": ({"level": 24}, "Works alone at night", "experience", "0 of 24 months of experience"),
    "physical": ({"label": "Lifts 25 kg"}, "Sacks of flour come whole", "", ""),
}


@pytest.fixture
def counsellor():
    return make_staff()


@pytest.fixture
def profile(counsellor):
    """A client of the counsellor with nothing of what is required."""
    world.build()
    row = world.profile(education=1)
    office = Organisation.objects.get(pk=counsellor.organisation_id)
    make_registration(row.person, office)
    assign_case(actor=SYSTEM, person=row.person, counsellor=Account.objects.get(pk=counsellor.account_id), organisation=office)
    return row


def requiring(kind):
    facts, reason, *_ = REQUIRED[kind]
    row = world.vacancy("Cook", "5120", "Lund", published_at=world.clock.now())
    VacancyRequirement.objects.create(vacancy=row, kind=kind, reason=reason, **facts)
    world.change(row)
    return row


@pytest.mark.parametrize("kind", REQUIRED)
def test_who_misses_a_requirement_is_found_from_both_sides_and_the_miss_is_told(profile, kind):
    row = requiring(kind)
    (match,) = matches_for_person(profile_id=profile.pk).matches
    (found,) = people_for_vacancy(vacancy_id=row.pk).matches
    assert match == found == explain_pair(profile_id=profile.pk, vacancy_id=row.pk)
    assert (match.ruled_out, match.breaks) == ((), ())
    assert sum(r.millionths for r in match.reasons) == match.score
    *_, part, words = REQUIRED[kind]
    if part:
        (miss,) = [r for r in match.reasons if r.part == part]
        assert miss.good is False
        assert words in reasons.sentence(miss)


@pytest.mark.parametrize("kind", REQUIRED)
def test_a_person_reads_the_employers_reason_and_that_a_counsellor_may_help(profile, kind):
    row = requiring(kind)
    page = signed_in(make_client(profile.person)).get(f"/vacancies/{row.reference}/").content.decode()
    _, reason, _, words = REQUIRED[kind]
    assert reason in page
    assert words in page
    assert "A counsellor may still put you forward." in page


@pytest.mark.parametrize("kind", REQUIRED)
def test_a_counsellor_sees_the_miss_with_its_reason_and_puts_it_aside(counsellor, profile, kind):
    row = requiring(kind)
    browser = signed_in(counsellor)
    page = browser.get(f"/office/vacancies/{row.reference}/send/").content.decode()
    _, reason, _, words = REQUIRED[kind]
    assert profile.person.display_name in page
    assert reason in page
    assert words in page
    wanted = {"person": [str(profile.person_id)], "do": "forward", "what": ["The condition"], "why": ["Learns it in a week"]}
    browser.post(f"/office/vacancies/{row.reference}/send/", wanted)
    sent = Referral.objects.get(person=profile.person, vacancy=row)
    assert sent.status == ReferralStatus.SENT
    assert sent.overrides == [{"requirement": "The condition", "reason": "Learns it in a week"}]
