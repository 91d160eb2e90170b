"""The map stays true: storeys, furniture and size, measured on the sources themselves."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "openpes"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
# About 400 lines: what is clearly longer is two things.
LONGEST_FILE = 420
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc", "signals", "services"}
# A manager is also a person: the area of the service's managers is named after them.
ALLOWED_ALL_THE_SAME = {SOURCE / "web" / "manager"}
CLOCKS = re.compile(r"\b(?:now|today|utcnow|localtime|localdate)\(")
HTTP = ("django.http", "django.shortcuts", "django.urls", "django.template", "django.views", "openpes.web", "ninja")


def python_files(*, below: Path = SOURCE) -> list[Path]:
    return sorted(path for path in below.rglob("*.py") if "migrations" not in path.parts)


def named(stem: str) -> list[Path]:
    """Every `<stem>.py` of the rooms, and every file of a folder `<stem>/`."""
    return [path for path in python_files() if path.stem == stem or path.parent.name == stem]


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{name.name}" for name in node.names}
    return found


def belongs_to(module: str, package: str) -> bool:
    return module == package or module.startswith(package + ".")


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_imports_go_down_only():
    run = "import sys; from importlinter.cli import lint_imports_command as run; sys.exit(run())"
    done = subprocess.run([sys.executable, "-c", run, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_room_stands_on_a_storey():
    layers = next(contract for contract in PROJECT["tool"]["importlinter"]["contracts"] if contract["type"] == "layers")
    placed = {name.strip(" ()") for layer in layers["layers"] for name in layer.split("|")}
    rooms = {f"openpes.{folder.name}" for folder in SOURCE.iterdir() if (folder / "__init__.py").exists()}
    assert rooms <= placed, f"not in the import contract: {sorted(rooms - placed)}"


@pytest.mark.parametrize("path", named("rules"), ids=relative)
def test_rules_know_neither_django_nor_the_clock(path):
    assert not [name for name in imports(path) if belongs_to(name, "django")]
    assert not CLOCKS.search(path.read_text("utf-8")), "a rule is given its day; it never asks for it"


@pytest.mark.parametrize("path", named("rules"), ids=relative)
def test_rules_read_and_write_nothing(path):
    calls = {
        node.func.id
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not calls & {"open", "print", "input"}
    assert not [name for name in imports(path) if name.split(".")[0] in {"os", "socket", "subprocess", "urllib", "time"}]


def acts(path: Path) -> list[ast.FunctionDef]:
    """The public functions that write: a business act opens `write()`."""
    body = ast.parse(path.read_text("utf-8")).body
    public = [node for node in body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]
    return [function for function in public if any(map(opens_write, ast.walk(function)))]


def opens_write(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "write"


@pytest.mark.parametrize("path", named("actions"), ids=relative)
def test_acts_are_called_by_keyword_and_know_no_http(path):
    by_position = [node.name for node in acts(path) if node.args.args or node.args.posonlyargs]
    assert not by_position, f"these take arguments by position: {by_position}"
    assert not [name for name in imports(path) if any(belongs_to(name, package) for package in HTTP)]


@pytest.mark.parametrize("path", named("queries"), ids=relative)
def test_queries_write_nothing(path):
    written = re.findall(r"\.(?:save|bulk_create|bulk_update|get_or_create|update_or_create|delete)\(", path.read_text("utf-8"))
    assert not written
    assert not [name for name in imports(path) if name == "openpes.base.locking.write"]


@pytest.mark.parametrize("path", [path for path in named("models") if path.name != "__init__.py"], ids=relative)
def test_models_send_nothing_and_decide_nothing(path):
    forbidden = ("openpes.base.outbox", "openpes.channels", "django.core.mail", "django.db.models.signals")
    assert not [name for name in imports(path) if any(belongs_to(name, package) for package in forbidden)]


def test_no_file_has_a_name_that_says_nothing():
    packages = {path.parent for path in SOURCE.rglob("__init__.py")} - ALLOWED_ALL_THE_SAME
    found = [path for path in [*python_files(), *packages] if path.stem in NAMES_THAT_SAY_NOTHING]
    assert not found


def test_no_file_is_longer_than_a_newcomer_reads_at_once():
    files = [*python_files(), *python_files(below=ROOT / "tests"), ROOT / "pes"]
    long = {relative(path): len(path.read_text("utf-8").splitlines()) for path in files}
    assert not {name: lines for name, lines in long.items() if lines > LONGEST_FILE}


def test_tests_mirror_the_rooms():
    folders = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir() and path.name != "__pycache__"}
    rooms = {path.name for path in SOURCE.iterdir() if path.is_dir()}
    assert folders - rooms <= {"journeys", "browser", "packs", "pages"}, "a folder of tests without a room"


def test_no_room_below_people_points_at_a_person_by_foreign_key():
    for room in ("base", "trust", "channels"):
        for path in python_files(below=SOURCE / room):
            assert not [name for name in imports(path) if belongs_to(name, "openpes.people")], path


def test_only_base_and_the_project_know_which_database_is_underneath():
    allowed = {SOURCE / "base", SOURCE / "project", SOURCE / "console"}
    for path in python_files():
        if not any(path.is_relative_to(folder) for folder in allowed):
            assert "django.contrib.postgres" not in path.read_text("utf-8"), path
            assert "connection.vendor" not in path.read_text("utf-8"), path


def test_the_map_shows_the_storeys_of_the_import_contract():
    layers = next(contract for contract in PROJECT["tool"]["importlinter"]["contracts"] if contract["type"] == "layers")["layers"]
    expected = [layer.replace("openpes.", "") for layer in layers]
    drawn = (ROOT / "docs" / "architecture.md").read_text("utf-8").split("```")[1].strip().splitlines()
    assert [re.split(r"\s{2,}", line)[0] for line in drawn] == expected


def test_every_link_in_the_papers_leads_somewhere():
    papers = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{relative(paper)}: {link}"
        for paper in papers
        for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", paper.read_text("utf-8"))
        if "://" not in link and not (paper.parent / link).exists()
    ]
    assert not broken
