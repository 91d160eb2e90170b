"""`./pes lock`: after a change of the dependencies, write the lock file and the files for pip that say the same."""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from openpes.console.output import PlainError, say

HELP = "After a change of dependencies: write uv.lock and the requirements files that say the same"
NEEDS_DJANGO = False
# File → what `uv export` is told.
EXPORTS = {
    "requirements.lock": ["--no-dev"],
    "requirements-dev.lock": [],
    "requirements-uv.lock": ["--only-group", "bootstrap"],
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions that pyproject.toml allows")


def run(options: argparse.Namespace) -> int:
    uv = _uv()
    _run([uv, "lock", *(["--upgrade"] if options.upgrade else [])], options.root)
    for name, words in EXPORTS.items():
        _run([uv, "export", "-q", "--frozen", "--no-emit-project", "--no-header", *words, "-o", name], options.root)
    say("The lock and the requirements agree; the next ./pes brings the environment up to date.")
    return 0


def _uv() -> str:
    own = Path(sys.prefix, "uv", "bin", "uv")
    found = str(own) if own.exists() else shutil.which("uv")
    if found is None:
        raise PlainError("uv is not there. Install it: python3 -m pip install uv")
    return found


def _run(command: list[str], root: Path) -> None:
    env = {**os.environ, "UV_SYSTEM_CERTS": "1", "UV_PYTHON_DOWNLOADS": "never"}
    if subprocess.run(command, cwd=root, env=env, stdout=2, check=False).returncode:
        raise PlainError(f"{' '.join(command[1:3])} did not succeed; the lines above say why.")
