"""`python -m openpes.console`: finds the command that was typed and runs it. Started by `./pes`."""

import argparse
import contextlib
import os
import sys
from pathlib import Path

from openpes.console import data, installation, registry
from openpes.console.output import PlainError, emit, json_only, say

ROOT = Path(__file__).resolve().parents[3]
INTERRUPTED = 130


def common_options() -> argparse.ArgumentParser:
    """The options that every command has; they may stand before or after its name."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, argument_default=argparse.SUPPRESS)
    parser.add_argument("--data", metavar="DIR", type=Path, help="where everything is kept (default: var, or OPENPES_DATA)")
    parser.add_argument("--database-url", metavar="URL", help="postgres://user:password@host/name instead of SQLite")
    parser.add_argument("--json", action="store_true", help="print nothing but JSON on standard output")
    return parser


def main(arguments: list[str] | None = None) -> int:
    os.umask(0o077)  # what we write is for the owner's eyes only
    arguments = sys.argv[1:] if arguments is None else arguments
    common, rest = common_options().parse_known_args(arguments)
    commands = registry.all_commands()
    if rest[:1] in (["help"], ["--help"], ["-h"]):
        rest = rest[1:] and [*rest[1:], "--help"]
    command, own = registry.find(rest, commands)
    as_json = getattr(common, "json", False)
    with json_only() if as_json else contextlib.nullcontext():
        try:
            if command is None:
                return overview(rest, commands, as_json)
            return run(command, own, common)
        except PlainError as error:
            say(str(error))
            if as_json:
                emit({"error": str(error)})
            return 1
        except KeyboardInterrupt:
            say("Stopped.")
            return INTERRUPTED


def run(command: registry.Command, own: list[str], common: argparse.Namespace) -> int:
    """Prepare the data folder and the settings, then run the command with its own options."""
    options = argparse.Namespace(data=None, database_url=None, json=False)
    vars(options).update(vars(common))
    options.root = ROOT
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openpes.project.settings")
    asks_for_help = any(word in ("-h", "--help") for word in own)
    options.data = data.folder(options.data, ROOT)
    os.environ["OPENPES_DATA"] = str(options.data)
    if options.database_url:
        os.environ["DATABASE_URL"] = options.database_url
    if command.needs_django:
        if not asks_for_help:
            data.prepare(options.data)
        installation.read(options.data).into_environment()
        set_up_django()
    module = command.load()
    parser = argparse.ArgumentParser(
        prog=f"./pes {command.name}", description=command.help, parents=[common_options()], allow_abbrev=False
    )
    module.add_arguments(parser)
    if getattr(module, "PASSES_ON_THE_REST", False):
        _, options.rest = parser.parse_known_args(own, namespace=options)
    else:
        parser.parse_args(own, namespace=options)
    return module.run(options)


def set_up_django() -> None:
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except (ImproperlyConfigured, ValueError) as error:
        raise PlainError(f"The settings are not right: {error}") from error


def overview(rest: list[str], commands: list[registry.Command], as_json: bool) -> int:
    """Tell what there is: everything, or one group. Returns 2 for a word that is no command."""
    shown = commands
    unknown = bool(rest)
    if rest and registry.in_group(rest[0], commands):
        shown, unknown = registry.in_group(rest[0], commands), len(rest) > 1
    if unknown:
        say(f"There is no command: {' '.join(rest)}\n")
    if as_json:
        emit({"commands": [{"name": each.name, "help": each.help} for each in shown]})
        return 2 if unknown else 0
    width = max(len(each.name) for each in shown)
    lines = ["OpenPES: a whole public employment service in one program.", ""]
    lines += [f"  ./pes {each.name:<{width}}  {each.help}" for each in shown]
    lines += ["", "Each takes --data DIR, --json and --help. Start with: ./pes up"]
    print("\n".join(lines), file=sys.stderr if unknown else sys.stdout)
    return 2 if unknown else 0


if __name__ == "__main__":
    sys.exit(main())
