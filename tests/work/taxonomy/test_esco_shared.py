"""The official ESCO 1.1.1 files, where they are at hand: loads whole, in time, and is searched in time."""

import os
from pathlib import Path

import pytest

from openpes.base.actor import SYSTEM
from openpes.base.models import ServiceEvent
from openpes.trust.models import AuditEntry
from openpes.work.models import Occupation, OccupationSkill, Skill
from openpes.work.taxonomy import esco, package, queries
from openpes.work.taxonomy.actions import load_taxonomy

SHARED = Path(os.environ.get("OPENPES_SHARED") or Path(__file__).parents[4] / "shared")
CLASSIFICATION = SHARED / "data" / "esco" / "esco-1.1.1-classification-en-csv.zip"
RELATIONS = SHARED / "data" / "esco" / "esco-1.1.1-relations-csv.zip"
QUERIES = ["lorry driver", "secratary", "experienced nurse for night shifts", "elec", "software enginer python", "qwxzy", "a"]

pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(
        not (CLASSIFICATION.is_file() and RELATIONS.is_file()),
        reason=f"the official ESCO ZIPs are not in {CLASSIFICATION.parent}; set OPENPES_SHARED to the folder that has them",
    ),
    pytest.mark.django_db,
]


def test_the_official_release_loads_whole_twice_with_one_effect():
    content = esco.read([CLASSIFICATION], RELATIONS)
    report = load_taxonomy(actor=SYSTEM, content=content, isco=package.isco08())
    assert content.version == "1.1.1"
    assert (Occupation.objects.count(), Skill.objects.count()) == (3007, 13896)
    assert OccupationSkill.objects.count() == 123_788
    assert report.problems["missing_occupation"] == 67
    assert Occupation.objects.filter(broader__isnull=False).count() == 1247
    assert [each.code for each in content.isco] == [each.code for each in package.isco08()]
    written = AuditEntry.objects.count(), ServiceEvent.objects.count()
    again = load_taxonomy(actor=SYSTEM, content=esco.read([CLASSIFICATION], RELATIONS), isco=package.isco08())
    assert not again.changed_anything
    assert (AuditEntry.objects.count(), ServiceEvent.objects.count()) == written
    queries.find_occupations("nurse", "en")
    for text in QUERIES:
        queries.find_occupations(text, "en")  # any words give an answer; how fast stands in docs/benchmarks.md
    assert queries.find_occupations("secratary", "en")[0].label == "secretary"
    assert queries.find_skills("exel", "en")[0].matched.casefold().endswith("excel")
