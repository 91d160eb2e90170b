"""`./pes check`: the part of the tests that answers while one still remembers the change (at most 90 s)."""

import argparse
import time

from openpes.console import catalogues, checks, debian
from openpes.console.output import emit, say
from openpes.matching.engine import compiled

HELP = "The quick part of the tests, at most 90 s: style, storeys, types, migrations, messages, rules"
NEEDS_DJANGO = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    return None


def run(options: argparse.Namespace) -> int:
    began = time.monotonic()
    debian.bring([need for need in debian.needs(with_postgres=False) if need.package == "gettext"])
    catalogues.compile_all()
    every = [*checks.all_checks(options.root), checks.quick_tests(options.root)]
    passed, failed = checks.run_all(every, options.root)
    seconds = time.monotonic() - began
    if options.json:
        emit({"passed": passed, "failed": failed, "seconds": round(seconds, 1), "matching": compiled.path()})
    else:
        say(f"{seconds:.0f} s; matching answers with {compiled.path()}")
        print(f"{passed} checks passed, {failed} failed", flush=True)
    return 1 if failed else 0
