"""A newcomer's first minute: a fresh clone, an empty home, nothing in the environment."""

import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from openpes.console.postgres import free_port

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.long  # needs the network, and fetches 100 MB


@pytest.mark.parametrize("without_ensurepip", [False, True], ids=["python3-venv", "without python3-venv"])
def test_a_fresh_clone_starts_with_nothing_but_python(tmp_path, without_ensurepip):
    clone, home, shadow = tmp_path / "clone", tmp_path / "home", tmp_path / "shadow"
    subprocess.run([shutil.which("git"), "clone", "-q", str(ROOT), str(clone)], check=True)
    home.mkdir()
    env = {"PATH": "/usr/bin:/bin", "HOME": str(home)}
    if without_ensurepip:
        shadow.mkdir()
        (shadow / "ensurepip.py").write_text("raise ImportError('not on this Debian')")
        env["PYTHONPATH"] = str(shadow)
    port = free_port()
    with subprocess.Popen(
        ["./pes", "up", "--port", str(port)], cwd=clone, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == f"ready http://localhost:{port}\n", process.stderr.read()
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=600)
        assert process.returncode == 0
    assert (clone / "var").stat().st_mode & 0o777 == 0o700
