"""What is counted as passed and failed, so that the last line of `./pes test` is true."""

import pytest

from openpes.console import trials
from openpes.console.trials import Tally

REPORT = """<testsuites><testsuite>
<testcase classname="a" name="one"/><testcase classname="a" name="two"/>
<testcase classname="a" name="three"><failure message="no"/></testcase>
<testcase classname="a" name="four"><error message="no"/></testcase>
<testcase classname="a" name="five"><skipped message="no data folder"/></testcase>
</testsuite></testsuites>"""


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.xml"
    path.write_text(REPORT)
    return path


def test_failures_and_errors_both_fail_and_a_skip_gives_its_reason(report):
    assert trials.read(report) == Tally(2, 2, ["a.five: no data folder"])


def test_a_run_that_broke_off_is_a_failure(tmp_path):
    assert trials.tally("SQLite", 3, tmp_path / "none.xml", narrowed=False).failed == 1


def test_no_test_at_all_is_a_failure_when_everything_was_asked_for(tmp_path):
    assert trials.tally("SQLite", 5, tmp_path / "none.xml", narrowed=False).failed == 1
    assert trials.tally("PostgreSQL", 5, tmp_path / "none.xml", narrowed=True) == Tally()


def test_both_databases_are_summed():
    assert Tally.sum([Tally(3, 0, ["x"]), Tally(2, 1)]) == Tally(5, 1, ["x"])


def test_a_test_never_sees_the_installation_of_this_machine(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://real/one")
    monkeypatch.setenv("OPENPES_DATA", "/srv/real")
    env = trials.environment(trials.on_sqlite(long=False), tmp_path)
    assert "DATABASE_URL" not in env
    assert env["OPENPES_DATA"].startswith(str(tmp_path))


def test_the_key_journeys_are_driven_on_postgresql_too():
    assert trials.on_postgres("postgres://x", long=False).chosen == "not long and (not browser or key_journey)"
    assert trials.on_sqlite(long=True).chosen == ""
