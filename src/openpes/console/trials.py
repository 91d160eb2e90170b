"""Runs of pytest, one per database, and what came of them."""

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from openpes.console.output import say

# Two cores are what a district office's machine has; more workers only wait for each other there.
PROCESSES = "2"
TESTS_FAILED, NOTHING_COLLECTED = 1, 5
# Variables that would make a test speak of somebody's real installation.
NOT_FOR_TESTS = ("DATABASE_URL", "OPENPES_DATA", "OPENPES_DEMO", "OPENPES_HOSTS", "OPENPES_PACK", "OPENPES_PORT")


@dataclass
class Tally:
    """How many passed, how many failed, and why others were left out."""

    passed: int = 0
    failed: int = 0
    skipped: list[str] = field(default_factory=list)

    @classmethod
    def sum(cls, tallies: Iterable["Tally"]) -> "Tally":
        total = cls()
        for tally in tallies:
            total.passed += tally.passed
            total.failed += tally.failed
            total.skipped += tally.skipped
        return total


@dataclass(frozen=True)
class Trial:
    """One run of the tests on one database."""

    name: str
    database_url: str
    chosen: str


def on_sqlite(long: bool) -> Trial:
    """Every test, those in the browser included."""
    return Trial("SQLite", "", "" if long else "not long")


def on_postgres(url: str, long: bool) -> Trial:
    """Every test but those of the browser, of which the key journeys are driven here too."""
    browser = "(not browser or key_journey)"
    return Trial("PostgreSQL", url, browser if long else f"not long and {browser}")


def run(trial: Trial, arguments: list[str], scratch: Path, root: Path) -> Tally:
    """Run pytest for the trial, its output on our standard error; returns what its report says."""
    say(f"\n=== Tests on {trial.name} ===")
    report = scratch / f"{trial.name}.xml"
    command = [sys.executable, "-m", "pytest", "-q", "-n", PROCESSES, f"--junitxml={report}"]
    if trial.chosen:
        command += ["-m", trial.chosen]
    done = subprocess.run([*command, *arguments], cwd=root, env=environment(trial, scratch), stdout=2, check=False)
    return tally(trial.name, done.returncode, report, narrowed=bool(arguments))


def environment(trial: Trial, scratch: Path) -> dict[str, str]:
    """The environment of a run: nothing of an installation that may exist on this machine."""
    env = {name: value for name, value in os.environ.items() if name not in NOT_FOR_TESTS}
    data = scratch / f"data-{trial.name}"
    data.mkdir()
    env |= {
        "OPENPES_TESTING": "1",
        "OPENPES_DATA": str(data),
        "OPENPES_TEST_SQLITE": str(data / "test.sqlite3"),
        "DJANGO_SETTINGS_MODULE": "openpes.project.settings",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
    }
    if trial.database_url:
        env["DATABASE_URL"] = trial.database_url
    return env


def tally(name: str, code: int, report: Path, narrowed: bool) -> Tally:
    """Read the report; a run that broke off, or ran nothing when everything was asked for, is a failure."""
    if code == NOTHING_COLLECTED and narrowed:
        return Tally()
    result = read(report) if report.exists() else Tally()
    if code not in (0, TESTS_FAILED) or not report.exists():
        say(f"The run on {name} broke off (pytest ended with {code}).")
        result.failed += 1
    elif code == TESTS_FAILED and not result.failed:
        result.failed = 1
    return result


def read(report: Path) -> Tally:
    """Count the test cases of a junit report."""
    result = Tally()
    for case in ET.parse(report).getroot().iter("testcase"):  # noqa: S314 - written by our own pytest
        skipped = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            result.failed += 1
        elif skipped is not None:
            where = f"{case.get('classname', '')}.{case.get('name', '')}"
            result.skipped.append(f"{where}: {skipped.get('message', '')}")
        else:
            result.passed += 1
    return result
