"""What nobody should send but somebody does: a clear answer, never a wrong list, never a page that breaks."""

import errno

import pytest
from django.core.cache import cache

from matching import world
from openpes.base import clock
from openpes.base.locking import write
from openpes.matching.index import files, flat, indexer, memory
from openpes.matching.index.knowledge import forget
from openpes.matching.queries import explain_pair, matches_for_person, people_for_vacancy, search_vacancies
from openpes.matching.requests import SearchRequest
from openpes.people.models import Place
from openpes.work.enums import LabelKind, SkillKind
from openpes.work.models import JobseekerProfile, ProfileSkill, Skill, SkillLabel, TaxonomyRelease, VacancySkill
from people.factories import OrganisationFactory, make_client, make_person, make_registration
from web.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _market():
    cache.clear()
    world.build()


def page_of(profile: JobseekerProfile) -> str:
    """The person's own page of matches."""
    make_registration(profile.person, OrganisationFactory())
    answer = signed_in(make_client(profile.person)).get("/me/matches/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_empty_profile_gets_every_vacancy_and_a_page():
    posts = [world.vacancy(f"Cook {n}", "5120", "Lund") for n in range(3)] + [world.vacancy("Something")]
    nobody = world.profile(isco="", place="")
    found = matches_for_person(profile_id=nobody.pk)
    assert {m.vacancy_id for m in found.matches} == {p.pk for p in posts}
    assert all(sum(r.millionths for r in m.reasons) == m.score for m in found.matches)
    assert "We do not know yet what you look for" in page_of(nobody)


def test_somebody_without_any_profile_gets_a_page_that_says_what_to_do():
    person = make_person()
    make_registration(person, OrganisationFactory())
    world.vacancy("Cook", "5120", "Lund")
    answer = signed_in(make_client(person)).get("/me/matches/", follow=True)
    assert answer.status_code == 200


def test_a_radius_of_nothing_means_the_place_itself():
    here, away = world.vacancy("Cook here", "5120", "Lund"), world.vacancy("Cook away", "5120", "Malmö")
    who = world.profile(radius_km=0)
    found = [m.vacancy_id for m in matches_for_person(profile_id=who.pk).matches]
    assert found == [here.pk]
    assert "distance" in explain_pair(profile_id=who.pk, vacancy_id=away.pk).ruled_out
    assert "Cook here" in page_of(who)


def test_a_search_with_an_impossible_radius_is_answered(client):
    world.vacancy("Cook", "5120", "Lund")
    for radius in ("0", "-5", "9999999999999999999", "far", "1e9", ""):
        answer = client.get("/vacancies/", {"q": "cook", "near": "Lund", "radius": radius})
        assert answer.status_code == 200
        assert b"Cook" in answer.content


def test_places_without_coordinates_leave_nobody_out():
    Place.objects.create(code="nowhere", kind="town", name="Nowhere", folded="nowhere")
    world.vacancy("Cook somewhere", "5120", "Nowhere")
    world.vacancy("Cook in Lund", "5120", "Lund")
    who = world.profile(place="Nowhere", radius_km=5)
    assert matches_for_person(profile_id=who.pk).total == 2
    near = world.profile(radius_km=5)
    assert matches_for_person(profile_id=near.pk).total == 2
    assert "Cook somewhere" in page_of(near)
    assert "Cook somewhere" in page_of(who)


def many_skills(number: int) -> list[Skill]:
    rows = [Skill(scheme="openpes", code=f"m.{n}", label=f"Ability{n}", kind=SkillKind.SKILL) for n in range(number)]
    return Skill.objects.bulk_create(rows, batch_size=2_000)


def test_ten_thousand_skills_on_both_sides_are_matched_and_shown():
    skills = many_skills(10_000)
    TaxonomyRelease.objects.create(scheme="openpes", version="2", digest="many", loaded_at=clock.now())
    forget()
    who, row = world.profile(skills=("Cook meals",)), world.vacancy("Cook of everything", "5120", "Lund")
    plain = world.vacancy("Cook", "5120", "Lund", skills=("Cook meals",))
    with write():
        ProfileSkill.objects.bulk_create([ProfileSkill(profile=who, skill=s) for s in skills], batch_size=2_000)
        VacancySkill.objects.bulk_create([VacancySkill(vacancy=row, skill=s) for s in skills], batch_size=2_000)
    indexer.rebuild()
    found = matches_for_person(profile_id=who.pk)
    assert {m.vacancy_id for m in found.matches} == {row.pk, plain.pk}
    for match in found.matches:
        assert match.score == explain_pair(profile_id=who.pk, vacancy_id=match.vacancy_id).score
    assert [m.profile_id for m in people_for_vacancy(vacancy_id=row.pk).matches] == [who.pk]
    assert "Cook of everything" in page_of(who)


CODES = {
    "isco": ["", "0", "99999", "5120x", "٥", "-1", "a" * 500],
    "contract": ["", "for_ever", "\x00", "permanent,permanent"],
    "hours": ["never", "full_time&"],
    "telework": ["from_the_moon"],
    "region": ["not-a-place", "00000000-0000-0000-0000-000000000000"],
    "posted": ["-1", "yesterday", "9" * 40],
    "pay": ["-1", "much", "9" * 40],
    "sort": ["by_beauty"],
    "page": ["0", "-1", "last", "9" * 40],
}


def test_a_search_with_a_code_that_nobody_knows_is_answered(client):
    world.vacancy("Cook", "5120", "Lund")
    told = {
        (name, v): client.get("/vacancies/", {"q": "cook", name: v}).status_code for name, values in CODES.items() for v in values
    }
    assert {asked: status for asked, status in told.items() if status not in {200, 404}} == {}


def test_a_request_with_unknown_codes_finds_nothing_rather_than_something_else():
    world.vacancy("Cook", "5120", "Lund", contract="permanent", hours="full_time")
    for asked in ({"occupations": ("77777",)}, {"contracts": ("for_ever",)}, {"hours": ("never",)}, {"telework": ("moon",)}):
        assert search_vacancies(SearchRequest(words="cook", **asked)).total == 0
    assert search_vacancies(SearchRequest(words="cook", currency="nonsense", pay_min=1)).total == 1


def retire(name: str, successor: str = "") -> None:
    """As a taxonomy update does it."""
    new = None
    if successor:
        new = Skill.objects.create(scheme="openpes", code=f"n.{successor}", label=successor, kind=SkillKind.SKILL)
        SkillLabel.objects.create(skill=new, language="en", kind=LabelKind.PREFERRED, text=successor, folded=successor.lower())
    with write():
        Skill.objects.filter(label=name).update(retired_at=clock.now(), replaced_by=new)
        TaxonomyRelease.objects.create(scheme="openpes", version="2", digest=name, loaded_at=clock.now())
    forget()


def test_a_skill_that_an_update_retires_keeps_its_matches():
    row, who = world.vacancy("Cook", "5120", "Lund", skills=("Cook meals",)), world.profile(skills=("Cook meals",))
    (before,) = matches_for_person(profile_id=who.pk).matches
    retire("Cook meals")
    indexer.keep_up()
    (after,) = matches_for_person(profile_id=who.pk).matches
    assert (after.vacancy_id, after.score) == (row.pk, before.score)
    assert after.score == explain_pair(profile_id=who.pk, vacancy_id=row.pk).score
    assert "Cook" in page_of(who)


def test_a_skill_that_was_replaced_counts_as_the_one_that_stands_for_it():
    who = world.profile(skills=("Cook meals",))
    world.vacancy("Cook of old", "5120", "Lund", skills=("Cook meals",))
    retire("Cook meals", successor="Prepare dishes")
    new = world.vacancy("Cook of today", "5120", "Lund", skills=("Prepare dishes",))
    indexer.keep_up()
    scores = {m.vacancy_id: m.score for m in matches_for_person(profile_id=who.pk).matches}
    assert len(set(scores.values())) == 1
    matched = [r for r in explain_pair(profile_id=who.pk, vacancy_id=new.pk).reasons if r.code.startswith("skill") and r.good]
    assert matched


def full_disk(*_args, **_more):
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("name", ["match.flat", "vacancy.flat"])
@pytest.mark.parametrize("harm", ["cut", "flipped"])
def test_pages_over_a_damaged_index_are_right(client, name, harm):
    world.vacancy("Cook here", "5120", "Lund", skills=("Cook meals",))
    who = world.profile(skills=("Cook meals",))
    memory.current()
    place = files.folder() / files.read_state().base / name
    raw = place.read_bytes()
    place.write_bytes(raw[: len(raw) // 2] if harm == "cut" else raw[:-40] + bytes([raw[-40] ^ 255]) + raw[-39:])
    memory.forget()
    assert b"Cook here" in client.get("/vacancies/", {"q": "cook"}).content
    assert "Cook here" in page_of(who)


def test_pages_while_the_disk_is_full_show_what_is_in_force(client, monkeypatch):
    world.vacancy("Cook here", "5120", "Lund")
    who = world.profile()
    memory.current()
    with monkeypatch.context() as patch:
        patch.setattr(flat, "write", full_disk)
        patch.setattr(files, "append", full_disk)
        world.vacancy("Cook later", "5120", "Lund")
        for what in (indexer.rebuild, lambda: indexer.merge(wait=True)):
            if what is indexer.rebuild:
                with pytest.raises(indexer.NoRoom):
                    what()
            else:
                assert what() is False
        shown = client.get("/vacancies/", {"q": "cook"})
        assert shown.status_code == 200
        assert b"Cook here" in shown.content
        assert "Cook here" in page_of(who)
    assert b"Cook later" in client.get("/vacancies/", {"q": "cook"}).content
