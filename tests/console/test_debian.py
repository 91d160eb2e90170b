"""What the tests need of the machine: installed by root on a Debian, else the exact line to type."""

import pytest

from openpes.console import debian
from openpes.console.debian import Need
from openpes.console.output import PlainError

BROWSER = Need("a browser", "chromium", there=False)
GETTEXT = Need("the message tools", "gettext", there=False)
LINE = "apt-get install -y --no-install-recommends chromium gettext"


@pytest.fixture
def commands(monkeypatch):
    """A Debian where commands are only written down."""
    run = []
    monkeypatch.setattr(debian.shutil, "which", lambda name, **_: f"/usr/bin/{name}")
    monkeypatch.setattr(debian.subprocess, "run", lambda command, **_: run.append(" ".join(command)))
    return run


def test_nothing_is_done_when_everything_is_there(commands):
    debian.bring([Need("a browser", "chromium", there=True)])
    assert commands == []


def test_an_ordinary_user_is_told_the_exact_line(commands, monkeypatch):
    monkeypatch.setattr(debian.os, "geteuid", lambda: 1000)
    with pytest.raises(PlainError) as told:
        debian.bring([BROWSER, GETTEXT])
    assert f"sudo {LINE}" in str(told.value)
    assert commands == []


def test_root_installs_what_is_missing(commands, monkeypatch):
    monkeypatch.setattr(debian.os, "geteuid", lambda: 0)
    monkeypatch.setattr(debian, "needs", lambda with_postgres: [])
    debian.bring([BROWSER, GETTEXT])
    assert commands == ["apt-get update -qq", LINE]


def test_an_install_that_did_not_help_is_said_by_name(commands, monkeypatch):
    monkeypatch.setattr(debian.os, "geteuid", lambda: 0)
    monkeypatch.setattr(debian, "needs", lambda with_postgres: [BROWSER])
    with pytest.raises(PlainError, match="Could not install chromium"):
        debian.bring([BROWSER])


def test_the_newest_installed_server_is_taken(tmp_path, monkeypatch):
    for version in ("9.6", "15", "17"):
        programs = tmp_path / version / "bin"
        programs.mkdir(parents=True)
        (programs / "initdb").touch()
    monkeypatch.setattr(debian, "POSTGRES_FOLDERS", (f"{tmp_path}/*/bin",))
    assert debian.postgres_programs().parent.name == "17"
