"""Which commands there are, found by the names of the modules in `commands/`.

A command is a module with

- `HELP`: one line in plain words (a literal, so that it can be listed without importing anything);
- `add_arguments(parser)`: its own options;
- `run(options) -> int`: the work; returns the exit code;
- `NEEDS_DJANGO = False` when it must run before, or without, the settings;
- `PASSES_ON_THE_REST = True` when arguments that it does not know belong to another program (`options.rest`).

`import_vacancies.py` is typed as `./pes import vacancies`: the first underscore parts group and name, further
ones are typed as hyphens. A command that changes much shows what it would do unless `--wet-run` is given.
"""

import ast
import importlib
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

FOLDER = Path(__file__).with_name("commands")
PACKAGE = "openpes.console.commands"


@dataclass(frozen=True)
class Command:
    """A command as it can be known without importing its module."""

    module: str
    words: tuple[str, ...]
    help: str
    needs_django: bool

    @property
    def name(self) -> str:
        return " ".join(self.words)

    def load(self) -> ModuleType:
        return importlib.import_module(f"{PACKAGE}.{self.module}")


def words_of(module: str) -> tuple[str, ...]:
    """`import_vacancies` → ("import", "vacancies"); `up` → ("up",); `a_b_c` → ("a", "b-c")."""
    group, _, name = module.partition("_")
    return (group, name.replace("_", "-")) if name else (group,)


def all_commands(folder: Path = FOLDER) -> list[Command]:
    """Every command in the folder, in the order of their names."""
    modules = sorted(path for path in folder.glob("*.py") if not path.name.startswith("_"))
    return [_read(path) for path in modules]


def find(arguments: list[str], commands: list[Command]) -> tuple[Command | None, list[str]]:
    """The command that the arguments begin with (the longest name wins) and the arguments after its name."""
    for length in (2, 1):
        for command in commands:
            if len(command.words) == length and tuple(arguments[:length]) == command.words:
                return command, arguments[length:]
    return None, arguments


def in_group(word: str, commands: list[Command]) -> list[Command]:
    """The commands of a group, such as `import`."""
    return [command for command in commands if len(command.words) == 2 and command.words[0] == word]


def _read(path: Path) -> Command:
    literals = _literals(path)
    if not isinstance(literals.get("HELP"), str):
        raise ValueError(f"{path}: a command needs HELP, one line as a plain string")
    return Command(path.stem, words_of(path.stem), literals["HELP"], literals.get("NEEDS_DJANGO", True))


def _literals(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for statement in ast.parse(path.read_text("utf-8")).body:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            try:
                found[statement.targets[0].id] = ast.literal_eval(statement.value)
            except ValueError:
                continue
    return found
