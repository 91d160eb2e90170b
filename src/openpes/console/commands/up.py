"""`./pes up`: from a data folder, new or old, to a running service."""

import argparse
import os
import signal
import sys
import time
from pathlib import Path

from openpes.console import data, installation, preparing
from openpes.console.__main__ import set_up_django
from openpes.console.network import address_of, is_loopback, is_ready, refuse_a_taken_port, url_of
from openpes.console.output import PlainError, emit, say
from openpes.console.tree import Part, Tree, stop_on_signals

HELP = "Start the service: database, demo country, web server and background work"
NEEDS_DJANGO = False
READY_SECONDS = 120
PORT = 8000
# Processes that serve pages; more is for a machine with more cores.
DEFAULT_PROCESSES = min(2, os.cpu_count() or 1)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=_port, default=int(os.environ.get("OPENPES_PORT") or PORT))
    parser.add_argument("--host", default="localhost", help="name or address to listen on (default: this machine only)")
    parser.add_argument("--no-demo", action="store_true", help="a minimal country without people instead of the demo country")
    parser.add_argument("--workers", type=_count, default=DEFAULT_PROCESSES, metavar="N", help="processes that serve pages")


def run(options: argparse.Namespace) -> int:
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    began = time.monotonic()
    data.prepare(options.data)
    data.require_space(options.data)
    url = url_of(options.host, options.port)
    with data.held(options.data, "up", {"url": url}):
        address = address_of(options.host)
        refuse_a_taken_port(address, options.port)
        people = prepare(options)
        return serve(options, address, url, people, began)


def prepare(options: argparse.Namespace) -> list[dict[str, str]]:
    """Database, messages, static files and country; returns the people to sign in as. Nothing is done twice."""
    known = installation.read(options.data)
    first = not known.loaded
    if first:
        known.country = installation.MINIMAL if options.no_demo else installation.DEMO
        say(f"First start: making everything in {options.data}")
    else:
        say(f"Keeping the data in {options.data} ({known.country} country)")
        if options.no_demo and known.country == installation.DEMO:
            say("It holds the demo country, so --no-demo changes nothing here; name another folder with --data DIR.")
    known.database_url = options.database_url or os.environ.get("DATABASE_URL") or known.database_url
    known.pack = os.environ.get("OPENPES_PACK") or known.pack
    known.into_environment()
    os.environ["OPENPES_PORT"] = str(options.port)
    preparing.allow_host(options.host)
    set_up_django()
    try:
        preparing.messages()
        preparing.static_files()
        with preparing.database_explained():
            preparing.database()
            installation.keep(options.data, known)
            people = preparing.country(known.country, first)
        known.loaded = True
        installation.keep(options.data, known)
    except OSError as error:
        raise data.explain(error, options.data) from error
    preparing.let_go_of_the_database()
    return people


def serve(options: argparse.Namespace, address: str, url: str, people: list[dict[str, str]], began: float) -> int:
    """Run server and worker until somebody stops us."""
    tree = Tree(parts(options, address))
    stop_on_signals(tree.stop)
    with tree:
        deadline = time.monotonic() + READY_SECONDS
        tree.until(lambda: is_ready(address, options.port) or time.monotonic() > deadline)
        if tree.stop.is_set():
            return 0
        if time.monotonic() > deadline:
            raise PlainError(f"The service is not ready after {READY_SECONDS} s. What it said:\n{_last_lines(tree.parts)}")
        announce(options, url, people, time.monotonic() - began)
        tree.until(lambda: False)
        say("\nStopping …")
    say("Stopped. The data is kept.")
    return 0


def parts(options: argparse.Namespace, address: str) -> list[Part]:
    """The two parts of the tree: the web server and the worker."""
    logs = options.data / "log"
    logs.mkdir(mode=0o700, exist_ok=True)
    parent = ["--parent", str(os.getpid())]
    web = [sys.executable, "-m", "openpes.console.serving", "--address", address, "--port", str(options.port)]
    worker = [sys.executable, "-m", "openpes.console", "worker", "--data", str(options.data)]
    return [
        Part("web server", [*web, "--processes", str(options.workers), *parent], logs / "web.log"),
        Part("worker", [*worker, *parent], logs / "worker.log"),
    ]


def announce(options: argparse.Namespace, url: str, people: list[dict[str, str]], seconds: float) -> None:
    if options.json:
        emit({"ready": url, "seconds": round(seconds, 1), "data": str(options.data), "people": people})
        return
    print(f"ready {url}", flush=True)
    if people:
        print("\nDemo people (made up, like everything in the demo country). The password stands behind the address:\n")
        roles = max(len(person["role"]) for person in people)
        emails = max(len(person["email"]) for person in people)
        for person in people:
            print(f"  {person['role']:<{roles}}  {person['email']:<{emails}}  {person['password']}")
        if not is_loopback(options.host):
            print("\nWhoever reaches this machine can sign in with these. For trials only, and only in a network that you trust.")
    print(f"\nData: {options.data}   Logs: {options.data / 'log'}   Stop: Ctrl-C", flush=True)


def _last_lines(parts_of_tree: list[Part], count: int = 15) -> str:
    texts = []
    for part in parts_of_tree:
        lines = part.log.read_text("utf-8", "replace").splitlines()[-count:] if Path(part.log).exists() else []
        texts.append(f"--- {part.name} ({part.log})\n" + "\n".join(lines))
    return "\n".join(texts)


def _port(text: str) -> int:
    port = int(text)
    if not 0 < port < 65536:
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return port


def _count(text: str) -> int:
    count = int(text)
    if count < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return count
