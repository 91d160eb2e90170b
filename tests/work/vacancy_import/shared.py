"""The real files, which are not part of the project."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SHARED = Path(os.environ.get("OPENPES_SHARED") or ROOT.parent / "shared")


def real_file(name: str) -> Path:
    """A file of the shared data folder; the test says plainly that it did not run when the folder is missing."""
    path = SHARED / "data" / "vacancies" / name
    if not path.exists():
        pytest.skip(f"NOT RUN: {path} is missing. Set OPENPES_SHARED to the folder with data/vacancies/{name}.")
    return path
