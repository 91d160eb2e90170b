"""How matching works, for those who answer for it: what the lists change, special measures, weights."""

import os
from pathlib import Path

import pytest

from matching import world
from openpes.base import clock
from openpes.base.actor import SYSTEM
from openpes.matching.actions import make_lists
from openpes.matching.models import MatchWeights, SpecialMeasure
from openpes.people.enums import OrganisationKind, Role
from openpes.people.models import TargetGroup, TargetGroupMembership
from people.factories import OrganisationFactory, make_staff
from web.signing_in import signed_in

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/matching/"


def staff(role=Role.ADMINISTRATOR):
    return signed_in(make_staff(role, OrganisationFactory(kind=OrganisationKind.AGENCY)))


def lists() -> TargetGroup:
    world.build()
    for i in range(4):
        world.vacancy(f"Cook {i}", "5120", "Lund")
    group = TargetGroup.objects.create(code="young", labels={"en": "Young people", "ar": "الشباب"}, collectable="consent")
    for profile in [world.profile() for _ in range(12)]:
        TargetGroupMembership.objects.create(person_id=profile.person_id, group=group, declared_at=clock.now())
    make_lists(actor=SYSTEM, length=1)
    return group


def keep(html: str, name: str) -> str:
    if os.environ.get("OPENPES_KEEP_PAGES"):
        Path(os.environ["OPENPES_KEEP_PAGES"], name).write_text(html)
    return html


def test_a_manager_reads_what_the_lists_change_and_changes_nothing():
    lists()
    page = keep(staff(Role.MANAGER).get(ADDRESS).content.decode(), "matching.html")
    assert "Young people" in page
    assert "0.750" in page
    assert "0.000" in page
    assert "New weights" not in page
    assert "Enter a special measure" not in page


def test_before_the_first_run_the_page_says_how_to_make_one():
    assert "./pes match batch" in staff().get(ADDRESS).content.decode()


def measure(**changes) -> dict:
    return {
        "group": "young", "share": "20", "legal_basis": "Employment Act, section 12", "consultation": "Unions and employers, May",
        "approved_by": "The board", "starts_on": "2026-01-01", "ends_on": str(clock.today()), **changes,
    }  # fmt: skip


def test_a_measure_is_entered_shown_and_ended():
    lists()
    client = staff()
    keep(client.get(f"{ADDRESS}measure/").content.decode(), "measure.html")
    assert client.post(f"{ADDRESS}measure/", measure()).status_code == 302
    page = keep(client.get(ADDRESS).content.decode(), "matching_measure.html")
    assert "in force" in page
    assert "Employment Act, section 12" in page
    assert client.post(f"{ADDRESS}measure/stop/").status_code == 302
    assert SpecialMeasure.objects.get().stopped_at is not None
    assert "stopped" in client.get(ADDRESS).content.decode()


@pytest.mark.parametrize("field", ["group", "share", "legal_basis", "consultation", "approved_by", "starts_on", "ends_on"])
def test_a_measure_without_one_of_its_facts_is_refused_beside_the_field_and_nothing_typed_is_lost(field):
    lists()
    response = staff().post(f"{ADDRESS}measure/", measure(**{field: ""}))
    page = response.content.decode()
    assert response.status_code == 200
    assert f"id_{field}" in page
    assert "Please check" in page
    assert field == "approved_by" or "The board" in page
    assert not SpecialMeasure.objects.exists()


def test_a_measure_that_ended_before_today_is_refused_by_the_act():
    lists()
    page = staff().post(f"{ADDRESS}measure/", measure(ends_on="2026-01-02")).content.decode()
    assert "The end lies in the past." in page


def weights(**changes) -> dict:
    parts = dict(zip(
        ["occupation", "skills", "distance", "pay", "hours", "licences", "languages", "experience", "contract", "telework", "education", "freshness"],
        ["30", "30", "12", "6", "5", "4", "4", "3", "2", "2", "1", "1"], strict=True,
    ))  # fmt: skip
    facts = {f"part_{name}": value for name, value in parts.items()}
    return facts | {
        "hard": ["distance", "pay"], "consulted_with": "Unions and employers", "approved_by": "The board",
        "in_force_from": str(clock.today()), **changes,
    }  # fmt: skip


def test_new_weights_name_who_was_consulted_and_who_approved():
    lists()
    client = staff()
    page = keep(client.get(f"{ADDRESS}weights/").content.decode(), "weights.html")
    assert 'value="32' in page
    assert client.post(f"{ADDRESS}weights/", weights()).status_code == 302
    row = MatchWeights.objects.latest("version")
    assert (row.weights["parts"]["skills"], row.weights["hard"], row.approved_by) == (300_000, ["distance", "pay"], "The board")
    assert "Unions and employers" in client.get(ADDRESS).content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"part_skills": "31"}, "must sum to 100 percent"),
        ({"part_skills": "x"}, "Please check"),
        ({"consulted_with": " "}, "Please check"),
        ({"in_force_from": "2020-01-01"}, "before today"),
    ],
)
def test_weights_that_do_not_add_up_or_were_not_agreed_are_refused(changes, words):
    lists()
    response = staff().post(f"{ADDRESS}weights/", weights(**changes))
    assert response.status_code == 200
    assert words in response.content.decode()
    assert MatchWeights.objects.count() == 1
