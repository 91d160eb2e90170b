"""`./pes` itself: it makes the environment when it must, and says what to do when it cannot."""

import ast
import importlib.machinery
import importlib.util
import json
import os
import re
import sys
import tomllib
import urllib.error
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PES = ROOT / "pes"


@pytest.fixture
def pes(tmp_path, monkeypatch):
    """The launcher as a module, with an environment folder of its own and no settings of this machine's pip."""
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("OPENPES_VENV", str(tmp_path / "venv"))
    loader = importlib.machinery.SourceFileLoader("pes_launcher", str(PES))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    loader.exec_module(module)
    return module


def made(pes, want):
    """Pretend that an environment was made with this stamp."""
    os.makedirs(os.path.dirname(pes.PYTHON))
    Path(pes.PYTHON).touch()
    Path(pes.STAMP).write_text(json.dumps(want))


def test_an_environment_made_from_this_lock_is_used_as_it_is(pes):
    made(pes, pes.wanted(False))
    assert pes.is_ready(pes.wanted(False))
    assert not pes.is_ready(pes.wanted(True)), "the tools for tests are missing"


@pytest.mark.parametrize("change", [{"lock": "another"}, {"root": "/moved/away"}])
def test_another_lock_or_another_place_prepares_again(pes, change):
    made(pes, pes.wanted(False) | change)
    assert not pes.is_ready(pes.wanted(False))


def test_a_python_that_was_removed_prepares_again(pes):
    made(pes, pes.wanted(False))
    os.remove(pes.PYTHON)
    os.symlink("/no/such/python3.11", pes.PYTHON)
    assert not pes.is_ready(pes.wanted(False))


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        ([], None),
        (["--json"], None),
        (["--data", "/srv/pes", "up"], "up"),
        (["--database-url", "postgres://x", "test", "-k", "one"], "test"),
        (["--data=/srv/pes", "import", "vacancies"], "import"),
    ],
)
def test_the_command_is_found_past_the_options(pes, arguments, word):
    assert pes.command_word(arguments) == word


def test_pips_own_settings_are_honoured(pes, monkeypatch, tmp_path):
    config = tmp_path / "pip.conf"
    config.write_text("[global]\nindex-url = https://mirror.example/simple/\ntimeout = 7\n[install]\nproxy = http://old:1\n")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(config))
    monkeypatch.setenv("PIP_PROXY", "http://proxy.example:3128")
    monkeypatch.delenv("HTTPS_PROXY", raising=False)
    monkeypatch.setenv("PIP_CERT", "/etc/our-authority.pem")
    settings = pes.pip_settings()
    assert pes.index_url(settings) == "https://mirror.example/simple"
    env = pes.installer_environment(settings)
    assert env["HTTPS_PROXY"] == "http://proxy.example:3128"
    assert env["SSL_CERT_FILE"] == "/etc/our-authority.pem"
    assert env["UV_HTTP_TIMEOUT"] == "7"


def test_a_password_in_the_index_address_is_never_shown(pes):
    assert pes.without_password("https://me:secret@mirror.example/simple") == "https://mirror.example/simple"


def test_an_index_that_cannot_be_reached_is_explained(pes, monkeypatch):
    def unreachable(url, settings):
        raise urllib.error.URLError("Name or service not known")

    monkeypatch.setattr(pes, "fetch", unreachable)
    monkeypatch.setattr(pes, "runs", lambda *words, **options: False)
    with pytest.raises(pes.Sorry, match=r"cannot be reached.*\n.*PIP_PROXY"):
        pes.run_or_explain(["pip"], {})


def test_a_full_disk_is_told_with_both_numbers(pes, monkeypatch):
    monkeypatch.setattr(pes, "free_space", lambda path: 3 * pes.MEBIBYTE)
    with pytest.raises(pes.Sorry, match="3 MB free, 500 MB needed"):
        pes.prepare(with_test_tools=False)


def test_a_wheel_that_is_not_the_one_we_know_is_refused(pes, monkeypatch):
    monkeypatch.setattr(pes, "runs", lambda command, **options: "--without-pip" in command and not os.makedirs(pes.ENVIRONMENT))
    page = f'<a href="/files/{pes.PIP_WHEEL}#sha256=00">pip</a>'.encode()
    monkeypatch.setattr(pes, "fetch", lambda url, settings: page if url.endswith("/pip/") else b"something else")
    with pytest.raises(pes.Sorry, match="is not the file we know"):
        pes.make_empty_environment({})


def test_a_place_one_cannot_write_to_is_explained(pes, monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setattr(pes, "ENVIRONMENT", str(tmp_path / "file" / "venv"))
    with pytest.raises(pes.Sorry, match=r"(?s)Cannot write to .*OPENPES_VENV"):
        pes.prepare(with_test_tools=False)


def test_the_launcher_is_written_so_that_an_old_python_can_read_it():
    source = PES.read_text("utf-8")
    compile(source, "pes", "exec")
    ast.parse(source, feature_version=(3, 6))
    assert source.isascii(), "Python 2 stops at the first other letter"


def test_an_old_python_is_told_which_one_is_needed(pes, monkeypatch):
    monkeypatch.setattr(pes.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(pes.shutil, "which", lambda name: None)
    with pytest.raises(pes.Sorry, match=r"needs Python 3\.11 or newer"):
        pes.use_new_enough_python()


REQUIREMENT = re.compile(r"^([a-z0-9-]+)(?:\[[a-z,]+\])?==(\S+)", re.MULTILINE)


@pytest.mark.parametrize(
    ("file", "groups", "with_project"),
    [
        ("requirements.lock", [], True),
        ("requirements-dev.lock", ["dev"], True),
        ("requirements-uv.lock", ["bootstrap"], False),
    ],
)
def test_the_files_for_pip_say_exactly_what_the_lock_says(file, groups, with_project):
    """Names, versions and hashes; when this fails: ./pes lock."""
    lock = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))
    project = next(package for package in lock["package"] if package["name"] == "openpes")
    waiting = list(project["dependencies"]) if with_project else []
    for group in groups:
        waiting += project["dev-dependencies"][group]
    needed = closure(waiting, lock["package"])
    text = (ROOT / file).read_text("utf-8")
    assert set(REQUIREMENT.findall(text)) == {(package["name"], package["version"]) for package in needed}
    assert set(re.findall(r"--hash=(sha256:\w+)", text)) == {
        artefact["hash"]
        for package in needed
        for artefact in [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]
    }


def closure(waiting, packages):
    """The locked packages behind these dependencies; one name may be locked in several versions."""
    seen, needed = set(), []
    while waiting:
        dependency = waiting.pop()
        for package in packages:
            if package["name"] != dependency["name"] or package["version"] != dependency.get("version", package["version"]):
                continue
            wanted = [None, *dependency.get("extra", [])]
            for extra in wanted:
                key = (package["name"], package["version"], extra)
                if key not in seen:
                    seen.add(key)
                    waiting += package.get("dependencies", []) if extra is None else package["optional-dependencies"][extra]
            if package not in needed:
                needed.append(package)
    return needed
