"""`./pes messages`: keeps every catalogue in step with the sources, and says what is untranslated."""

import argparse

from openpes.console import catalogues
from openpes.console.output import emit, say

HELP = "Bring the message catalogues up to date; with --check only say what is wrong"
SHOWN = 40


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="change nothing; fail on a missing, fuzzy or differing message")


def run(options: argparse.Namespace) -> int:
    if options.check:
        return check(options.json)
    changed = []
    owners = catalogues.packages_with_messages()
    for folder in owners:
        messages = catalogues.draw_out(folder, catalogues.sources_of(folder, owners))
        if not len(messages):
            continue
        for language in catalogues.LANGUAGES:
            if language != catalogues.SOURCE_LANGUAGE and catalogues.renew(folder, messages, language):
                changed.append(f"{folder.relative_to(catalogues.PACKAGE)}: {language}")
    catalogues.compile_all()
    if options.json:
        emit({"changed": changed})
    else:
        say("\n".join(changed) or "Every catalogue was up to date.")
    return 0


def check(as_json: bool) -> int:
    """1 when a client message is missing or fuzzy where it must be complete, or a placeholder differs."""
    owners = catalogues.packages_with_messages()
    found = [
        fault
        for folder in owners
        for fault in catalogues.faults(folder, catalogues.draw_out(folder, catalogues.sources_of(folder, owners)))
    ]
    if as_json:
        emit({"faults": [vars(fault) for fault in found]})
    else:
        for fault in found[:SHOWN]:
            say(str(fault))
        if len(found) > SHOWN:
            say(f"… and {len(found) - SHOWN} more")
        say(f"{len(found)} faults in the message catalogues." if found else "The message catalogues are whole.")
    return 1 if found else 0
