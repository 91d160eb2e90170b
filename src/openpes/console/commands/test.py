"""`./pes test`: everything that CI runs, on SQLite and on a real PostgreSQL, with a real browser."""

import argparse
import os
import tempfile
import time
from pathlib import Path

from openpes.console import catalogues, checks, debian, postgres, trials
from openpes.console.output import emit, say

HELP = "Test everything, on SQLite and on a real PostgreSQL, with a real browser (--long: the long trials too)"
NEEDS_DJANGO = False
PASSES_ON_THE_REST = True
SKIPS_SHOWN = 30


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "Further arguments go to pytest, for example: ./pes test tests/base -k outbox -x"
    parser.add_argument("--long", action="store_true", help="also the million-message, thousand-kill kind")


def run(options: argparse.Namespace) -> int:
    began = time.monotonic()
    debian.bring(debian.needs(with_postgres="TEST_DATABASE_URL" not in os.environ))
    catalogues.compile_all()
    tallies = []
    if options.rest:
        say("Only the tests that were asked for; the static checks are left out.")
    else:
        tallies.append(trials.Tally(*checks.run_all(checks.all_checks(options.root), options.root)))
    with tempfile.TemporaryDirectory(prefix="openpes-test-", dir=_quick_folder()) as scratch, postgres.server() as url:
        for trial in (trials.on_sqlite(options.long), trials.on_postgres(url, options.long)):
            tallies.append(trials.run(trial, options.rest, Path(scratch), options.root))
    total = trials.Tally.sum(tallies)
    if not total.passed and not total.failed:
        say("No test was run.")
        total.failed = 1
    for reason in sorted(set(total.skipped))[:SKIPS_SHOWN]:
        say(f"left out: {reason}")
    if options.json:
        emit({"passed": total.passed, "failed": total.failed, "left_out": sorted(set(total.skipped)),
              "seconds": round(time.monotonic() - began, 1)})  # fmt: skip
    else:
        say(f"{time.monotonic() - began:.0f} s")
        print(f"{total.passed} passed, {total.failed} failed", flush=True)
    return 1 if total.failed else 0


def _quick_folder() -> str | None:
    """Test databases live in memory where the system offers that: they are thrown away anyway."""
    shared = "/dev/shm"  # noqa: S108
    return shared if os.access(shared, os.W_OK) else None
