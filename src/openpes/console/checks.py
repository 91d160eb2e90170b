"""The checks that are no pytest: each is one program with one verdict."""

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from openpes.console.output import say

# Where types are checked: the parts where a wrong type is a wrong decision.
TYPED = ("rules.py", "actions.py", "queries.py")


@dataclass(frozen=True)
class Check:
    """A program that ends with 0 when all is well."""

    name: str
    command: list[str]


def all_checks(root: Path) -> list[Check]:
    """Every static check, in the order in which a mistake is cheapest to read."""
    python = [sys.executable, "-m"]
    pes = [*python, "openpes.console"]
    checks = [
        Check("style (ruff)", [*python, "ruff", "check", "--quiet", "."]),
        Check("layout (ruff format)", [*python, "ruff", "format", "--check", "--quiet", "."]),
        Check("storeys (import-linter)", [sys.executable, "-c", LINT_IMPORTS]),
        Check("migrations", [*pes, "django", "makemigrations", "--check", "--dry-run"]),
        Check("messages", [*pes, "messages", "--check"]),
    ]
    typed = typed_files(root)
    if typed:
        checks.append(Check("types (mypy)", [*python, "mypy", *typed]))
    return checks


# import-linter has no `python -m`; its console script is this call.
LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports_command as run; sys.exit(run())"


def typed_files(root: Path) -> list[str]:
    """The files that must pass the type checker."""
    source = root / "src" / "openpes"
    found = [path for name in TYPED for path in source.rglob(name)]
    found += (source / "matching" / "engine").rglob("*.py")
    return sorted(str(path.relative_to(root)) for path in found if "web" not in path.parts)


def run_all(checks: list[Check], root: Path) -> tuple[int, int]:
    """Run each check, show what a failing one said; returns (passed, failed)."""
    passed = 0
    for check in checks:
        began = time.monotonic()
        done = subprocess.run(check.command, cwd=root, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        verdict = "ok" if done.returncode == 0 else "FAILED"
        say(f"{check.name}: {verdict} ({time.monotonic() - began:.1f} s)")
        if done.returncode:
            say((done.stdout + done.stderr).rstrip())
        else:
            passed += 1
    return passed, len(checks) - passed
