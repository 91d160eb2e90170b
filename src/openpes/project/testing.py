"""A data folder and settings for tests; pytest loads this first (`addopts` in pyproject.toml).

Django's settings are read before pytest reads a conftest, so what the settings depend on is set here. `./pes test`
names a folder itself; a bare `pytest` gets one that is removed at the end.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path


def _data_folder() -> Path:
    named = os.environ.get("OPENPES_DATA") if os.environ.get("OPENPES_TESTING") == "1" else None
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker and named:  # processes that test at the same time keep their files apart
        return Path(named, worker)
    if named:
        return Path(named)
    folder = Path(tempfile.mkdtemp(prefix="openpes-test-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


_folder = _data_folder()
(_folder / "static").mkdir(parents=True, exist_ok=True)  # whitenoise warns about one that is missing
os.environ["OPENPES_DATA"] = str(_folder)
os.environ["OPENPES_TESTING"] = "1"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openpes.project.settings")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # playwright's sync interface runs inside an event loop
