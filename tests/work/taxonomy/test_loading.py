"""Loading classifications: repeatable, never losing what others point at, going on after a kill."""

import pytest

from openpes.base.actor import SYSTEM, Actor
from openpes.base.errors import Conflict, InvalidInput, NotAllowed
from openpes.base.locking import file_lock
from openpes.base.models import ServiceEvent
from openpes.trust.models import AuditEntry
from openpes.work.models import IscoGroup, Occupation, OccupationLabel, OccupationSkill, Skill, TaxonomyRelease
from openpes.work.taxonomy import actions, esco, package, queries
from openpes.work.taxonomy.actions import load_taxonomy, name_successor
from openpes.work.taxonomy.content import IscoEntry
from work.taxonomy import esco_files as files
from work.taxonomy.esco_files import ROOT

pytestmark = pytest.mark.django_db


def content(folder, version="1.1.1", rows=files.RELATIONS, above=files.BROADER, **changes):
    return esco.read(
        [files.classification(folder, version=version, **changes)], files.relations(folder, rows, above, version=version)
    )


def load(what, **more):
    return load_taxonomy(actor=SYSTEM, content=what, isco=package.isco08(), **more)


def concept(key):
    return Occupation.objects.get(code=f"{ROOT}/occupation/{key}")


def everything():
    return [
        list(model.objects.order_by("pk").values())
        for model in (IscoGroup, Occupation, Skill, OccupationLabel, OccupationSkill, TaxonomyRelease, ServiceEvent, AuditEntry)
    ]


def test_a_release_fills_the_tables_and_leaves_event_audit_and_problems(tmp_path):
    report = load(content(tmp_path))
    assert (report.isco_groups.new, report.occupations.new, report.skills.new, report.relations.new) == (619, 3, 3, 3)
    assert concept("nurse").isco_id == "2221"
    assert concept("ward").broader == concept("nurse")
    assert concept("nurse").labels.get(text="RN").folded == "rn"
    release = TaxonomyRelease.objects.get()
    assert release.counts["relations"] == 3
    assert release.problems[0]["code"] == "missing_occupation"
    assert ServiceEvent.objects.get().act == "work.taxonomy_loaded"
    acts = set(AuditEntry.objects.values_list("act", flat=True))
    assert acts >= {"work.isco_loaded", "work.occupations_loaded", "work.skills_loaded", "work.relations_loaded",
    "work.taxonomy_loaded"}  # fmt: skip


def test_a_second_run_writes_nothing_at_all(tmp_path):
    load(content(tmp_path))
    before = everything()
    report = load(content(tmp_path))
    assert not report.changed_anything
    assert everything() == before


def test_the_same_tables_packed_again_and_named_in_another_order_write_nothing(tmp_path):
    def zips():
        said = {"fr": "infirmier", "es": "enfermero"}
        foreign = [files.classification(tmp_path, [files.occupation("nurse", said[x])], files.SKILLS, language=x) for x in said]
        return [files.classification(tmp_path), *foreign], files.relations(tmp_path)

    classifications, relations = zips()
    load(esco.read(classifications, relations))
    before = everything()
    again = [files.packed_again(each) for each in reversed(classifications)]
    report = load(esco.read(again, files.packed_again(relations)))
    assert not report.changed_anything
    assert everything() == before


@pytest.mark.parametrize(
    "change",
    [
        {"occupations": files.OCCUPATIONS[:2]},
        {"skills": files.SKILLS[:2]},
        {"rows": files.RELATIONS[:2]},
        {"above": []},
    ],
    ids=["occupations", "skills", "relations", "broader"],
)
def test_other_tables_have_another_digest(tmp_path, change):
    assert content(tmp_path).digest == content(tmp_path).digest
    assert content(tmp_path).digest != content(tmp_path, **change).digest


def test_a_retired_occupation_stays_and_what_points_at_it_keeps_pointing(tmp_path):
    load(content(tmp_path))
    retired = concept("ward")
    newer = [files.OCCUPATIONS[0], files.OCCUPATIONS[2], files.occupation("ward2", "Ward Nurse")]
    report = load(content(tmp_path, "1.2", occupations=newer, above=[]))
    retired.refresh_from_db()
    assert report.occupations.retired == 1
    assert retired.retired_at is not None
    assert retired.last_release == "1.1.1"
    assert retired.replaced_by == concept("ward2")
    assert queries.stands_for(retired) == concept("ward2")
    assert concept("nurse").last_release == "1.2"
    assert concept("nurse").first_release == "1.1.1"


def test_relations_of_a_retired_occupation_stay_and_others_follow_the_release(tmp_path):
    load(content(tmp_path))
    newer = [files.relation("nurse", "care", "optional"), files.relation("cook", "care")]
    report = load(content(tmp_path, "1.2", newer, occupations=[*files.OCCUPATIONS[1:], files.occupation("new", "baker", "7512")]))
    assert concept("nurse").retired_at
    assert concept("nurse").skill_relations.count() == 2
    assert [each.skill.label for each in concept("cook").skill_relations.all()] == ["provide nursing care"]
    assert report.relations.retired == 1


def test_a_retired_occupation_that_comes_back_is_in_use_again(tmp_path):
    load(content(tmp_path))
    load(content(tmp_path, "1.2", occupations=files.OCCUPATIONS[:2]))
    assert concept("cook").retired_at
    report = load(content(tmp_path, "1.3"))
    assert report.occupations.changed == 1
    assert concept("cook").retired_at is None


def test_changed_labels_and_groups_are_changed_in_place(tmp_path):
    load(content(tmp_path))
    before = concept("nurse").pk
    changed = [files.occupation("nurse", "nurse responsible for general care", "2222", alt=["RN"]), *files.OCCUPATIONS[1:]]
    report = load(content(tmp_path, "1.2", occupations=changed))
    nurse = concept("nurse")
    assert (nurse.pk, nurse.isco_id, nurse.label) == (before, "2222", "nurse responsible for general care")
    assert set(nurse.labels.values_list("text", flat=True)) == {"nurse responsible for general care", "RN"}
    assert (report.occupations.changed, report.occupations.unchanged) == (1, 2)


def test_labels_in_other_languages_stay_when_a_release_has_english_only(tmp_path):
    french = files.classification(tmp_path, [files.occupation("nurse", "infirmier")], files.SKILLS, language="fr")
    load(esco.read([files.classification(tmp_path), french], files.relations(tmp_path)))
    load(content(tmp_path, "1.2"))
    assert concept("nurse").labels.filter(language="fr", text="infirmier").exists()


def test_a_concept_whose_row_cannot_be_read_is_not_retired(tmp_path):
    many = [files.occupation(f"n{number}", f"nurse {number}") for number in range(40)]
    load(content(tmp_path, occupations=[*many, files.occupation("x", "smith", "7221")]))
    load(content(tmp_path, "1.2", occupations=[*many, files.occupation("x", "")]))
    assert concept("x").retired_at is None
    assert concept("x").label == "smith"


def test_half_a_release_is_refused_and_nothing_is_written(tmp_path):
    many = [files.occupation(f"n{number}", f"nurse {number}") for number in range(40)]
    load(content(tmp_path, occupations=many))
    before = everything()
    with pytest.raises(Conflict, match="20 concepts in use are not in these files"):
        load(content(tmp_path, "1.2", occupations=many[:20]))
    assert everything() == before
    assert load(content(tmp_path, "1.2", occupations=many[:20]), force=True).occupations.retired == 20


def test_an_older_release_is_refused_unless_it_is_meant(tmp_path):
    load(content(tmp_path, "1.2"))
    with pytest.raises(Conflict, match=r"1\.1\.1 is older than 1\.2"):
        load(content(tmp_path))
    assert load(content(tmp_path), force=True).version == "1.1.1"


def test_an_occupation_of_an_unknown_group_is_left_out_with_its_relations(tmp_path):
    strange = content(tmp_path, occupations=[*files.OCCUPATIONS[:2], files.occupation("cook", "cook", "5999")])
    report = load(strange)
    assert report.occupations.new == 2
    assert report.relations.new == 2
    assert report.problems["no_isco"] == 1


def test_a_run_that_was_killed_goes_on_where_it_stopped(tmp_path, monkeypatch):
    many = [files.occupation(f"n{number}", f"nurse {number}", alt=[f"sister {number}"]) for number in range(25)]
    rows = [files.relation(f"n{number}", "care") for number in range(25)]
    whole = content(tmp_path, rows=rows, occupations=many, above=[])
    monkeypatch.setattr(actions, "BATCH", 10)

    def dies(step, done, total):
        if done == 20:
            raise KeyboardInterrupt

    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            load(whole, progress=dies)
    assert Occupation.objects.count() == 25
    assert OccupationSkill.objects.count() == 20
    assert not TaxonomyRelease.objects.exists()
    report = load(whole)
    assert (report.relations.new, report.relations.unchanged) == (5, 20)
    assert OccupationLabel.objects.count() == 50
    assert TaxonomyRelease.objects.count() == 1
    assert not load(whole).changed_anything


def test_two_schemes_live_side_by_side(tmp_path):
    load(package.read())
    load(content(tmp_path))
    report = load(package.read())
    assert not report.changed_anything
    assert not Occupation.objects.filter(retired_at__isnull=False).exists()


def test_titles_of_groups_that_a_release_has_in_further_languages_fill_gaps(tmp_path):
    what = content(tmp_path)
    what.isco = [IscoEntry("2221", {"en": "changed", "sw": "Wauguzi"}), IscoEntry("9999", {"en": "no such group"})]
    load(what)
    titles = IscoGroup.objects.get(code="2221").titles
    assert titles["en"] == "Nursing professionals"
    assert titles["sw"] == "Wauguzi"
    assert not IscoGroup.objects.filter(code="9999").exists()


@pytest.mark.parametrize("role", ["visitor", "jobseeker", "employer", "counsellor", "manager", "partner_adviser"])
def test_only_the_administrator_and_the_service_itself_may_load(tmp_path, role):
    with pytest.raises(NotAllowed):
        load_taxonomy(actor=Actor(role=role), content=content(tmp_path), isco=())
    assert not Occupation.objects.exists()


def test_two_loads_at_once_are_refused(tmp_path, settings):
    settings.DATA = tmp_path
    with file_lock(tmp_path / "taxonomy.lock"), pytest.raises(Conflict, match="Another import"):
        load(content(tmp_path))


def test_a_person_names_the_successor_where_the_words_could_not(tmp_path):
    load(content(tmp_path))
    load(content(tmp_path, "1.2", occupations=files.OCCUPATIONS[:2]))
    name_successor(actor=SYSTEM, retired=concept("cook"), successor=concept("ward"))
    assert concept("cook").replaced_by == concept("ward")
    with pytest.raises(InvalidInput):
        name_successor(actor=SYSTEM, retired=concept("nurse"), successor=concept("ward"))
    with pytest.raises(InvalidInput):
        name_successor(actor=SYSTEM, retired=concept("cook"), successor=concept("cook"))
    with pytest.raises(NotAllowed):
        name_successor(actor=Actor(role="counsellor"), retired=concept("cook"), successor=concept("ward"))


def test_successors_never_go_round_in_a_circle(tmp_path):
    load(content(tmp_path))
    load(content(tmp_path, "1.2", occupations=files.OCCUPATIONS[:1]), force=True)
    name_successor(actor=SYSTEM, retired=concept("cook"), successor=concept("ward"))
    with pytest.raises(InvalidInput):
        name_successor(actor=SYSTEM, retired=concept("ward"), successor=concept("cook"))
