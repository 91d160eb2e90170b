"""The data folder: private, explained when it cannot be used, held by one service at a time."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from openpes.console import data, installation
from openpes.console.output import PlainError

ROOT = Path(__file__).resolve().parents[2]


def test_the_folder_is_for_its_owner_only_even_when_it_was_not(tmp_path):
    folder = tmp_path / "var"
    folder.mkdir(mode=0o755)
    data.prepare(folder)
    assert folder.stat().st_mode & 0o777 == 0o700


def test_the_option_wins_over_the_environment_and_both_over_var(tmp_path, monkeypatch):
    monkeypatch.setenv("OPENPES_DATA", str(tmp_path / "named"))
    assert data.folder(tmp_path / "given", tmp_path) == tmp_path / "given"
    assert data.folder(None, tmp_path) == tmp_path / "named"
    monkeypatch.delenv("OPENPES_DATA")
    assert data.folder(None, tmp_path) == tmp_path / "var"


def test_a_file_in_place_of_the_folder_is_explained(tmp_path):
    (tmp_path / "var").write_text("not a folder")
    with pytest.raises(PlainError, match=r"is a file.*--data"):
        data.prepare(tmp_path / "var")


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "full"), (errno.EROFS, "may not write"), (errno.EACCES, "may not write"), (errno.EIO, "cannot be used")],
)
def test_each_trouble_of_a_disk_has_a_sentence(number, words):
    told = str(data.explain(OSError(number, os.strerror(number)), Path("/data")))
    assert words in told
    assert "/data" in told


def test_too_little_space_is_told_with_both_numbers(tmp_path):
    with pytest.raises(PlainError, match=r"\d+ MB free, \d+ MB needed"):
        data.require_space(tmp_path, needed=1 << 60)


def test_a_second_service_on_the_same_folder_is_told_who_holds_it(tmp_path):
    program = (
        "import sys; from pathlib import Path\n"
        "from openpes.console import data\n"
        "with data.held(Path(sys.argv[1]), 'up', {'url': 'http://localhost:1234'}):\n"
        "    print('held', flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True
    ) as holder:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(PlainError, match=rf"http://localhost:1234 \(process {holder.pid}\)"), data.held(tmp_path, "up", {}):
            pass
        holder.kill()
        holder.wait()
        with data.held(tmp_path, "up", {}):
            assert json.loads((tmp_path / "up.lock").read_text())["pid"] == os.getpid()


def test_a_folder_remembers_its_database_and_country(tmp_path, monkeypatch):
    known = installation.Installation(country="demo", database_url="postgres://db/pes", loaded=True)
    installation.keep(tmp_path, known)
    assert installation.read(tmp_path) == known
    assert (tmp_path / installation.FILE).stat().st_mode & 0o777 == 0o600
    for name in ("OPENPES_DEMO", "OPENPES_PACK", "DATABASE_URL"):
        monkeypatch.setenv(name, "")  # so that it is put back at the end
        del os.environ[name]
    known.into_environment()
    assert os.environ["OPENPES_PACK"].endswith("packs/demo")
    assert os.environ["OPENPES_DEMO"] == "1"
    assert os.environ["DATABASE_URL"] == "postgres://db/pes"


def test_a_new_folder_knows_nothing_yet(tmp_path):
    assert installation.read(tmp_path) == installation.Installation()


def test_a_broken_memory_is_named_not_guessed(tmp_path):
    (tmp_path / installation.FILE).write_text("{half a fi")
    with pytest.raises(PlainError, match=r"installation\.json cannot be read"):
        installation.read(tmp_path)
