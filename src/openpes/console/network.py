"""The address that `./pes up` listens on: what it resolves to, whether it is free, whether it answers."""

import contextlib
import errno
import ipaddress
import json
import socket
import urllib.error
import urllib.request

from openpes.console.output import PlainError

ANSWER_SECONDS = 5
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - compared with, not listened on


def address_of(host: str) -> str:
    """The address of a host name; IPv4 when it has one, because every browser tries that for localhost."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise PlainError(f"There is no host {host!r} here. Use --host localhost, or an address of this machine.") from error
    families = sorted(found, key=lambda each: each[0] != socket.AF_INET)
    return str(families[0][4][0])


def is_loopback(host: str) -> bool:
    """True when only this machine can reach the host."""
    return ipaddress.ip_address(address_of(host)).is_loopback


def url_of(host: str, port: int) -> str:
    """What to type into a browser on this machine."""
    shown = "localhost" if host in EVERYWHERE else host
    return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"


def refuse_a_taken_port(address: str, port: int) -> None:
    """PlainError when the port cannot be listened on."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                text = f"Port {port} is in use by another program. Choose another: ./pes up --port {port + 1}"
            elif error.errno == errno.EACCES:
                text = f"Port {port} is reserved to the administrator of this machine. Choose one from 1024: ./pes up --port 8000"
            else:
                text = f"OpenPES cannot listen on {address} port {port}: {error.strerror}."
            raise PlainError(text) from error


def is_ready(address: str, port: int) -> bool:
    """True when `/health/ready` answers 200."""
    target = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address, address)  # noqa: S104
    shown = f"[{target}]" if ":" in target else target
    request = urllib.request.Request(f"http://{shown}:{port}/health/ready", headers={"Host": f"localhost:{port}"})
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with contextlib.suppress(urllib.error.URLError, OSError, ValueError), direct.open(request, timeout=ANSWER_SECONDS) as answer:
        return bool(json.load(answer)["ready"])
    return False
