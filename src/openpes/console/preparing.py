"""The steps between a data folder and a service that can start; each may be done again without harm."""

import contextlib
import os
import socket
import time
from collections.abc import Iterator

from openpes.console import catalogues, installation
from openpes.console.network import EVERYWHERE
from openpes.console.output import PlainError, say

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


@contextlib.contextmanager
def step(name: str) -> Iterator[None]:
    """Tell what is being done, and how long it took when one had to wait for it."""
    began = time.monotonic()
    say(f"  {name} …")
    yield
    seconds = time.monotonic() - began
    if seconds > 1:
        say(f"  {name}: {seconds:.0f} s")


def allow_host(host: str) -> None:
    """Let the pages answer to the name that we listen on, when nobody named others (OPENPES_HOSTS)."""
    if host in LOOPBACK or os.environ.get("OPENPES_HOSTS"):
        return
    names = [*LOOPBACK]
    names += [socket.gethostname(), socket.getfqdn()] if host in EVERYWHERE else [f"[{host}]" if ":" in host else host]
    os.environ["OPENPES_HOSTS"] = ",".join(dict.fromkeys(names))


def messages() -> None:
    with step("messages"):
        catalogues.compile_all()


@contextlib.contextmanager
def database_explained() -> Iterator[None]:
    """PlainError with a sentence when the database is not there, or goes away."""
    from django.db import OperationalError, connection

    try:
        yield
    except OperationalError as error:
        raise PlainError(_database_trouble(connection, error)) from error


def database() -> None:
    """Bring the tables up to date.

    All of it is one transaction: Django commits a migration before it notes that it was done, so that a start killed in
    between (2 of 12 killed starts, measured) left a database that no later start could use.
    """
    from django.core.management import call_command
    from django.db import connection, transaction

    with step("database"), connection.constraint_checks_disabled(), transaction.atomic():
        call_command("migrate", interactive=False, verbosity=0)


def static_files() -> None:
    from django.core.management import call_command

    with step("styles and pictures"):
        call_command("collectstatic", interactive=False, verbosity=0)


def country(kind: str, first: bool) -> list[dict[str, str]]:
    """Load the country at the first start; returns the demo people to sign in as (none in the minimal country)."""
    from openpes.console import demo
    from openpes.matching.index import indexer

    if first:
        with step("demo country" if kind == installation.DEMO else "minimal country"):
            demo.load_demo() if kind == installation.DEMO else demo.load_minimal()
        with step("index of vacancies"):
            indexer.keep_up()
    return demo.sign_ins() if kind == installation.DEMO else []


def let_go_of_the_database() -> None:
    """The supervisor only watches: the connections belong to the server and the worker."""
    from django.db import connections

    connections.close_all()


def _database_trouble(connection: object, error: Exception) -> str:
    settings = getattr(connection, "settings_dict", {})
    reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    if getattr(connection, "vendor", "") == "sqlite":
        if "full" in reason:
            return f"The disk of {settings.get('NAME')} is full. Make room, or keep the data elsewhere with --data DIR."
        return f"The database {settings.get('NAME')} cannot be opened ({reason}). May OpenPES write to its folder?"
    return (
        f"The database {settings.get('NAME')} on {settings.get('HOST') or 'this machine'} does not answer ({reason}).\n"
        "Is PostgreSQL running, and are name and password in --database-url right? An empty database is made with: "
        f"createdb {settings.get('NAME')}"
    )
