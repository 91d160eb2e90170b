"""`./pes django …`: Django's own commands, for those who develop OpenPES."""

import argparse

from django.core.management import execute_from_command_line

HELP = "Django's own commands, for developers: makemigrations, shell, dbshell …"
PASSES_ON_THE_REST = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    return None


def run(options: argparse.Namespace) -> int:
    execute_from_command_line(["./pes django", *options.rest])
    return 0
