"""The checks that are no pytest: each is one program with one verdict."""

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from openpes.console.output import say

# Where types are checked: the parts where a wrong type is a wrong decision.
AT_A_TIME = 2
TYPED = ("rules", "actions", "queries")


@dataclass(frozen=True)
class Check:
    """A program that ends with 0 when all is well."""

    name: str
    command: list[str]


def all_checks(root: Path) -> list[Check]:
    """Every static check."""
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
    if typed:  # the longest comes first
        checks.insert(0, Check("types (mypy)", [*python, "mypy", *typed]))
    return checks


# import-linter has no `python -m`; its console script is this call.
LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports_command as run; sys.exit(run())"


def typed_files(root: Path) -> list[str]:
    """The files that must pass the type checker."""
    source = root / "src" / "openpes"
    found = [path for path in source.rglob("*.py") if path.stem in TYPED or path.parent.name in TYPED]
    found += (source / "matching" / "engine").rglob("*.py")
    return sorted(str(path.relative_to(root)) for path in found if "web" not in path.parts)


def quick_tests(root: Path) -> Check:
    """The tests of rules, of the architecture and of the two lowest storeys, on SQLite."""
    tests = root / "tests"
    chosen = [path for path in tests.rglob("test_*rules*.py") if path.parent.parent == tests]
    chosen += [tests / name for name in ("test_architecture.py", "base", "trust", "matching/engine")]
    names = sorted(str(path.relative_to(root)) for path in chosen if path.exists())
    quick = ["-q", "-n", "2", "-m", "not browser and not long"]
    return Check("quick tests (pytest)", [sys.executable, "-m", "pytest", *quick, *names])


def run_all(checks: list[Check], root: Path) -> tuple[int, int]:
    """Run the checks, two at a time, and show what a failing one said; returns (passed, failed)."""
    with tempfile.TemporaryDirectory(prefix="openpes-check-") as data, ThreadPoolExecutor(AT_A_TIME) as pool:
        # A data folder of their own: a check never touches, or waits for, a running installation.
        env = {**os.environ, "OPENPES_DATA": data, "OPENPES_TESTING": "1", "DATABASE_URL": ""}
        verdicts = list(pool.map(lambda check: _run(check, root, env), checks))
    return sum(verdicts), len(verdicts) - sum(verdicts)


def _run(check: Check, root: Path, env: dict[str, str]) -> bool:
    began = time.monotonic()
    done = subprocess.run(check.command, cwd=root, env=env, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    well = done.returncode == 0
    lines = [f"{check.name}: {'ok' if well else 'FAILED'} ({time.monotonic() - began:.1f} s)"]
    if not well:
        lines.append((done.stdout + done.stderr).rstrip())
    say("\n".join(lines))
    return well
