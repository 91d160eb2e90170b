"""The steps before a service can start."""

import os
import subprocess
import sys

KILLED = 9
PREPARE = "import django; django.setup(); from openpes.console import preparing; preparing.database()"
DIE_BEFORE_THE_NOTE = f"""
import os
from django.db.migrations.recorder import MigrationRecorder
real = MigrationRecorder.record_applied
def record(self, app, name):
    if app == "account":
        os._exit({KILLED})
    real(self, app, name)
MigrationRecorder.record_applied = record
"""


def start(folder, code):
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DATABASE_URL", "OPENPES_TESTING", "OPENPES_TEST_SQLITE"}
    }
    environment |= {"OPENPES_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "openpes.project.settings"}
    return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=900)


def test_a_first_start_killed_between_a_migration_and_its_note_can_be_started_again(tmp_path):
    assert start(tmp_path, DIE_BEFORE_THE_NOTE + PREPARE).returncode == KILLED
    again = start(tmp_path, PREPARE)
    assert again.returncode == 0, again.stderr
