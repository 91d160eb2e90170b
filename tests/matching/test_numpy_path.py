"""A process without the compiler: the engine answers as the compiled one does, and the pages work and show the same."""

import json
import os
import re
import subprocess
import sys

import pytest

from matching import world
from openpes.matching.engine import compiled
from openpes.matching.queries import matches_for_person
from people.factories import OrganisationFactory, make_client, make_registration
from web.signing_in import signed_in

ASKED = """
import json, sys
from pathlib import Path
import numpy as np
from hypothesis import given, seed, settings
from hypothesis import strategies as st
from matching.engine.strategies import KNOWLEDGE, TODAY, WEIGHTS, people, vacancies
from matching.engine.test_kernel import ALL_HARD, NOTHING_HARD, THREE, large_askers, large_corpus
from openpes.matching.engine import compiled, explain, people_columns, rank_people, vacancy_columns
from openpes.matching.engine.delta import Delta
from openpes.matching.engine.packing import pack
from openpes.matching.engine.prepared import Prepared, bitmap

if sys.argv[1]:
    compiled.keep_in(Path(sys.argv[1]))
answers = []

def note(ranked):
    answers.append([ranked.rows.tolist(), ranked.scores.tolist(), ranked.parts.tolist(), ranked.total])

def ask(base, later, askers, weights, limit):
    packed = pack(vacancy_columns(base), weights)
    delta = Delta(packed, weights)
    for vacancy in later:
        delta.append(vacancy)
    gone = np.arange(len(base)) % 5 == 2
    prepared = Prepared(packed, weights, KNOWLEDGE, delta=delta, dead=bitmap(gone))
    for person in askers:
        note(prepared.rank(person, today=TODAY, limit=limit, open_on=TODAY, hidden=np.arange(0, len(base), 9)))

@seed(20_261_123)
@given(st.lists(people, min_size=1, max_size=3), st.lists(vacancies, max_size=25, unique_by=lambda v: v.id), st.integers(0, 25))
@settings(max_examples=50, deadline=None, database=None)
def small_worlds(askers, rows, cut):
    for weights in (WEIGHTS, ALL_HARD, NOTHING_HARD):
        ask(rows[:cut], rows[cut:], askers, weights, 7)
    for vacancy in rows[:2]:
        note(rank_people(vacancy, people_columns(askers), WEIGHTS, KNOWLEDGE, today=TODAY))
        answers.append(repr(explain(askers[0], vacancy, WEIGHTS, KNOWLEDGE, TODAY)))

small_worlds()
rows = large_corpus(3_000, seed=4)
for weights in (WEIGHTS, THREE):
    ask(rows[:2_500], rows[2_500:], large_askers(20, seed=8), weights, 50)
print(json.dumps({"path": compiled.state().answers, "answers": answers}))
"""


def answers_of(path: str) -> dict:
    environment = os.environ | {compiled.SWITCH: path, "PYTHONPATH": os.pathsep.join(sys.path)}
    kept = str(compiled._folders[0]) if compiled._folders else ""
    done = subprocess.run(
        [sys.executable, "-c", ASKED, kept], env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    return json.loads(done.stdout)


@pytest.mark.skipif(compiled.state().answers == "numpy", reason="needs numba to compare with")
def test_a_process_with_numpy_only_gives_every_answer_of_the_compiled_engine():
    plain, fast = answers_of("numpy"), answers_of("")
    assert (plain["path"], fast["path"]) == ("numpy", "numba")
    assert len(plain["answers"]) > 250
    assert plain["answers"] == fast["answers"]


@pytest.fixture
def without_compiler(monkeypatch):
    """As in a process that was started with the switch."""

    def switch(on: bool) -> None:
        monkeypatch.setenv(compiled.SWITCH, "numpy" if on else "")
        compiled._load.cache_clear()

    yield switch
    monkeypatch.undo()
    compiled._load.cache_clear()


def words_of(page) -> str:
    """What a page says, without what differs from answer to answer."""
    assert page.status_code == 200
    text = re.sub(r'(name="csrfmiddlewaretoken" value|nonce)="[^"]+"', "", page.content.decode())
    return re.sub(r"\s+", " ", text)


@pytest.mark.django_db
def test_pages_show_the_same_without_the_compiler(without_compiler):
    world.build()
    for n in range(30):
        world.vacancy(
            f"Cook {n}", "5120", "Lund" if n % 2 else "Malmö", skills=("Cook meals",) if n % 3 else (), hours="full_time"
        )
    who = world.profile(skills=("Cook meals", "Plan menus"))
    make_registration(who.person, OrganisationFactory())
    browser = signed_in(make_client(who.person))
    seen = []
    for numpy_only in (False, True):
        without_compiler(numpy_only)
        pages = [words_of(browser.get(path)) for path in ("/me/matches/", "/vacancies/?q=cook&near=Lund", "/vacancies/")]
        seen.append((pages, matches_for_person(profile_id=who.pk)))
        assert compiled.available() is not numpy_only
    assert seen[0] == seen[1]
    assert seen[0][1].total == 30
