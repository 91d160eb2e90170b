"""Commands are found by the names of their modules, and told without importing anything."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from openpes.console import registry
from openpes.console.__main__ import main

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("module", "words"),
    [
        ("up", ("up",)),
        ("import_vacancies", ("import", "vacancies")),
        ("survey_tables", ("survey", "tables")),
        ("import_target_groups", ("import", "target-groups")),
    ],
)
def test_the_name_of_a_module_is_what_one_types(module, words):
    assert registry.words_of(module) == words


@pytest.fixture
def commands(tmp_path):
    for name in ("import", "import_vacancies", "up"):
        (tmp_path / f"{name}.py").write_text(f'import nothing_like_this\nHELP = "Does {name}"\nNEEDS_DJANGO = {name != "up"}\n')
    return registry.all_commands(tmp_path)


def test_commands_are_listed_without_being_imported(commands):
    assert [(command.name, command.needs_django) for command in commands] == [
        ("import", True),
        ("import vacancies", True),
        ("up", False),
    ]


def test_the_longest_name_wins_and_the_rest_belongs_to_the_command(commands):
    command, rest = registry.find(["import", "vacancies", "file.csv"], commands)
    assert command.name == "import vacancies"
    assert rest == ["file.csv"]


def test_a_word_that_is_no_command_finds_none(commands):
    assert registry.find(["fly"], commands) == (None, ["fly"])


def test_a_command_without_help_is_refused_by_name(tmp_path):
    (tmp_path / "mute.py").write_text("HELP = some_function()\n")
    with pytest.raises(ValueError, match=r"mute\.py"):
        registry.all_commands(tmp_path)


@pytest.mark.parametrize("command", registry.all_commands(), ids=lambda command: command.name)
def test_every_command_keeps_the_contract(command):
    module = command.load()
    assert callable(module.run)
    assert callable(module.add_arguments)
    assert command.help
    assert not command.help.endswith(".")


def test_typing_nothing_tells_what_there_is(capsys):
    assert main([]) == 0
    told = capsys.readouterr().out
    for command in registry.all_commands():
        assert f"./pes {command.name}" in told


def test_a_group_tells_its_own_commands(capsys):
    assert main(["import"]) == 0
    told = capsys.readouterr().out
    assert "./pes import taxonomy" in told
    assert "./pes worker" not in told


def test_an_unknown_command_is_named_and_fails(capsys):
    assert main(["fly", "south"]) == 2
    assert "There is no command: fly south" in capsys.readouterr().err


def test_json_means_nothing_but_json_on_standard_output():
    done = subprocess.run(
        [sys.executable, "-m", "openpes.console", "--json"], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert {command["name"] for command in json.loads(done.stdout)["commands"]} >= {"up", "test", "check"}


def test_json_keeps_what_other_programs_say_off_standard_output(tmp_path):
    program = (
        "import subprocess\n"
        "from openpes.console.output import emit, json_only\n"
        "with json_only():\n"
        "    subprocess.run(['echo', 'chatter'])\n"
        "    emit({'done': True})\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert json.loads(done.stdout) == {"done": True}
    assert "chatter" in done.stderr
