"""`./pes up` for real: from an empty folder to a service that answers, and to nothing left behind."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from openpes.console.postgres import free_port
from openpes.console.trials import NOT_FOR_TESTS

ROOT = Path(__file__).resolve().parents[2]
LONGEST_WAIT = 600


def environment():
    """What a newcomer's shell has: nothing of the tests."""
    return {name: value for name, value in os.environ.items() if name not in (*NOT_FOR_TESTS, "OPENPES_TESTING")}


@contextlib.contextmanager
def service(folder, *words):
    """A running `up --no-demo`; yields the process and what it said when ready."""
    command = [sys.executable, "-m", "openpes.console", "up", "--no-demo", "--json", "--workers", "1"]
    command += ["--port", str(free_port()), "--data", str(folder), *words]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            line = process.stdout.readline()
            yield process, json.loads(line) if line else {"error": process.stderr.read()}
        finally:
            process.kill()


def answer(url):
    with urllib.request.urlopen(url, timeout=LONGEST_WAIT) as response:
        return response.status, response.read()


def processes_of(folder):
    """Ids of the processes whose command or environment names the folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if str(folder).encode() in (entry / "environ").read_bytes() + (entry / "cmdline").read_bytes():
                found.append(int(entry.name))
    return [pid for pid in found if pid != os.getpid()]


def wait_until_gone(folder):
    deadline = time.monotonic() + LONGEST_WAIT
    while processes_of(folder):
        assert time.monotonic() < deadline, "processes are left behind"
        time.sleep(0.1)


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks for processes in /proc, which only Linux has")
def test_a_new_folder_becomes_a_service_and_the_next_start_keeps_it(tmp_path):
    folder = tmp_path / "var"
    with service(folder) as (process, said):
        assert said.get("ready"), said
        assert answer(said["ready"] + "/health/ready")[0] == 200
        assert said["people"] == []
        process.send_signal(signal.SIGINT)
        assert process.wait(LONGEST_WAIT) == 0
    wait_until_gone(folder)
    assert (folder / "secrets" / "django").stat().st_mode & 0o777 == 0o600
    assert (folder / "openpes.sqlite3").stat().st_mode & 0o077 == 0
    secret = (folder / "secrets" / "django").read_text()

    with service(folder) as (process, said):
        assert said.get("ready"), said
        with service(folder) as (_, second):
            assert "already uses" in second["error"]
            assert said["ready"] in second["error"]
        process.kill()
        process.wait()
        assert "Keeping the data" in process.stderr.read()
    wait_until_gone(folder)
    assert (folder / "secrets" / "django").read_text() == secret
