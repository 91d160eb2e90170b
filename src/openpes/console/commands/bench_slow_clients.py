"""`./pes bench slow-clients`: does the service stay reachable while many clients send very slowly?"""

import argparse
import contextlib
import socket
import statistics
import threading
import time
import urllib.request
from urllib.parse import urlsplit

from openpes.console.output import PlainError, emit, say

HELP = "Measure whether a running service stays reachable while many clients send very slowly"
NEEDS_DJANGO = False
LOOPBACK = ("localhost", "127.0.0.1", "::1")
BYTE_EVERY = 1.0
ASK_EVERY = 0.2
ANSWER_SECONDS = 10
MOST_CONNECTIONS, LONGEST = 500, 120


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--url", default="http://localhost:8000", help="a service on this machine (no other is asked)")
    parser.add_argument("--path", default="/health/live", help="what a well-behaved client asks for meanwhile")
    parser.add_argument("--connections", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--slow", choices=["header", "body"], default="header", help="which part of the request comes slowly")


def run(options: argparse.Namespace) -> int:
    target = urlsplit(options.url)
    if target.hostname not in LOOPBACK:
        raise PlainError("Only a service on this machine is measured: --url http://localhost:PORT")
    if not (0 < options.connections <= MOST_CONNECTIONS and 0 < options.seconds <= LONGEST):
        raise PlainError(f"At most {MOST_CONNECTIONS} connections for at most {LONGEST} seconds.")
    stop = threading.Event()
    place = (target.hostname, target.port or 80)
    clients = [
        threading.Thread(target=_send_slowly, args=(place, options.slow, stop), daemon=True) for _ in range(options.connections)
    ]
    for client in clients:
        client.start()
    answered, failed = ask(options.url.rstrip("/") + options.path, options.seconds)
    stop.set()
    for client in clients:
        client.join(BYTE_EVERY + 1)
    tell(options, answered, failed)
    return 1 if failed else 0


def ask(url: str, seconds: float) -> tuple[list[float], int]:
    """Ask again and again as one good client; returns the milliseconds of each answer and the number of failures."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    answered: list[float] = []
    failed = 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        began = time.monotonic()
        try:
            with direct.open(url, timeout=ANSWER_SECONDS) as answer:
                answer.read()
            answered.append((time.monotonic() - began) * 1000)
        except OSError:
            failed += 1
        time.sleep(ASK_EVERY)
    return answered, failed


def tell(options: argparse.Namespace, answered: list[float], failed: int) -> None:
    ordered = sorted(answered)
    result = {
        "connections": options.connections,
        "slow": options.slow,
        "answered": len(answered),
        "failed": failed,
        "median_ms": round(statistics.median(ordered), 1) if ordered else None,
        "worst_ms": round(ordered[-1], 1) if ordered else None,
    }
    if options.json:
        emit(result)
        return
    say(f"{options.connections} clients with a slow {options.slow}, {options.seconds} s, {options.path}")
    say(f"answered {result['answered']}, failed {failed}, median {result['median_ms']} ms, worst {result['worst_ms']} ms")


def _send_slowly(place: tuple[str, int], slow: str, stop: threading.Event) -> None:
    """One slow client: a byte a second, and a new connection when the server has had enough of it."""
    head = b"POST /health/live HTTP/1.1\r\nHost: localhost\r\n"
    if slow == "body":
        head += b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\n"
    else:
        head += b"X-Slow: "
    while not stop.is_set():
        with contextlib.suppress(OSError), socket.create_connection(place, timeout=ANSWER_SECONDS) as connection:
            connection.sendall(head)
            connection.settimeout(0.01)
            while not stop.wait(BYTE_EVERY):
                connection.sendall(b"a")
                with contextlib.suppress(TimeoutError):
                    if connection.recv(1000) == b"":
                        break
        stop.wait(BYTE_EVERY)
