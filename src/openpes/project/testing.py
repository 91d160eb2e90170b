"""Loaded by pytest before everything else (``-p openpes.project.testing``): settings are read before any conftest."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("OPENPES_TESTING", "1")
if "OPENPES_DATA" not in os.environ:
    os.environ["OPENPES_DATA"] = tempfile.mkdtemp(prefix="openpes-test-")
Path(os.environ["OPENPES_DATA"], "static").mkdir(parents=True, exist_ok=True)
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # playwright's sync interface runs inside an event loop
