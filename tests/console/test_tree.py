"""The process tree: what dies is started again, what is stopped leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from openpes.console import tree as trees
from openpes.console.tree import Part, Tree, pause_before_restart

ROOT = Path(__file__).resolve().parents[2]
SLEEPER = [sys.executable, "-c", "import time; time.sleep(3600)"]


@pytest.mark.parametrize(("failures", "seconds"), [(1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (40, 60)])
def test_each_death_in_a_row_doubles_the_pause_up_to_a_minute(failures, seconds):
    assert pause_before_restart(failures) == seconds


def wait_for(condition, seconds=300):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.02)


def exists(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return not Path(f"/proc/{pid}/stat").exists() or ") Z " not in Path(f"/proc/{pid}/stat").read_text()


def test_a_part_that_was_killed_is_started_again(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(trees, "FIRST_PAUSE", 0.05)
    part = Part("sleeper", SLEEPER, tmp_path / "log")
    with Tree([part]) as tree:
        first = part.process.pid
        os.kill(first, signal.SIGKILL)
        assert tree.until(lambda: part.process is not None and part.process.pid != first, every=0.02)
    assert "sleeper ended (signal 9)" in capsys.readouterr().err


def test_stopping_ends_what_a_part_has_started_too(tmp_path):
    program = f"import subprocess; print(subprocess.Popen({SLEEPER!r}).pid, flush=True); import time; time.sleep(3600)"
    part = Part("parent", [sys.executable, "-c", program], tmp_path / "log")
    with Tree([part]):
        wait_for(lambda: (tmp_path / "log").read_text().strip())
        grandchild = int((tmp_path / "log").read_text())
        assert exists(grandchild)
    wait_for(lambda: not exists(grandchild))


def test_asking_to_stop_ends_the_waiting(tmp_path):
    tree = Tree([])
    tree.stop.set()
    assert tree.until(lambda: True) is False


def test_a_log_that_grew_large_is_put_aside(tmp_path, monkeypatch):
    monkeypatch.setattr(trees, "LOG_KEPT_BYTES", 10)
    (tmp_path / "web.log").write_text("a long story of yesterday")
    with Tree([Part("quick", [sys.executable, "-c", "print('new')"], tmp_path / "web.log")]):
        wait_for(lambda: (tmp_path / "web.log").read_text() == "new\n")
    assert (tmp_path / "web.old.log").read_text() == "a long story of yesterday"
    assert (tmp_path / "web.log").stat().st_mode & 0o777 == 0o600


def test_no_orphan_is_left_when_the_parent_is_killed_outright():
    child = "import time; from openpes.console.lifeline import end_with_parent; end_with_parent(); print(1, flush=True); time.sleep(3600)"
    parent = f"import subprocess, sys, time; p = subprocess.Popen([sys.executable, '-c', {child!r}]); print(p.pid, flush=True); time.sleep(3600)"
    with subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        pid = int(process.stdout.readline())
        assert process.stdout.readline() == "1\n"
        process.kill()
    wait_for(lambda: not exists(pid))
