"""A real PostgreSQL server for the tests: the one that is named, else Debian's, else one from a wheel."""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from openpes.console import debian
from openpes.console.output import PlainError, say

START_SECONDS = 60
# A throw-away server: durability would only cost time.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "timezone": "UTC",
}


@contextlib.contextmanager
def server() -> Iterator[str]:
    """The URL of a server to make test databases on; one that we started is stopped and wiped at the end."""
    named = os.environ.get("TEST_DATABASE_URL")
    if named:
        yield named
        return
    programs = debian.postgres_programs() or _programs_from_wheel()
    if programs is None:
        raise PlainError(
            "No PostgreSQL to test on. Install one (sudo apt-get install -y postgresql), or name a server "
            "with TEST_DATABASE_URL=postgres://user:password@host/postgres"
        )
    with running(programs) as url:
        yield url


def _programs_from_wheel() -> Path | None:
    try:
        import pgserver
    except ImportError:
        return None
    say("Using the PostgreSQL server of the pgserver package.")
    return Path(pgserver.__file__).parent / "pginstall" / "bin"


def _as_user() -> tuple[list[str], str]:
    """The words that run a command as an ordinary user (PostgreSQL refuses root), and that user's name."""
    if os.geteuid() != 0:
        return [], pwd.getpwuid(os.geteuid()).pw_name
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            pwd.getpwnam(name)
            runuser = shutil.which("runuser", path="/sbin:/usr/sbin:/bin:/usr/bin")
            if runuser:
                return [runuser, "-u", name, "--"], name
    raise PlainError("PostgreSQL does not run as root, and there is no other user to run it as (runuser).")


@contextlib.contextmanager
def running(programs: Path, settings: dict[str, str] = SETTINGS) -> Iterator[str]:
    """A server of our own on a free port of the loopback, in a folder that is wiped at the end."""
    prefix, user = _as_user()
    folder = Path(tempfile.mkdtemp(prefix="openpes-postgres-", dir="/tmp"))
    if prefix:
        shutil.chown(folder, user)
    cluster = folder / "cluster"
    log = folder / "log"
    process: subprocess.Popen[bytes] | None = None
    try:
        _initialise([*prefix, str(programs / "initdb")], cluster)
        port = free_port()
        command = [
            *prefix,
            str(programs / "postgres"),
            "-D",
            str(cluster),
            "-p",
            str(port),
            "-k",
            str(folder),
        ]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        with log.open("wb") as output:
            process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
        _wait(process, cluster, log)
        yield f"postgres://openpes@127.0.0.1:{port}/postgres"
    finally:
        if process is not None:
            _stop(process, cluster)
        shutil.rmtree(folder, ignore_errors=True)


def _initialise(initdb: list[str], cluster: Path) -> None:
    done = subprocess.run(
        [*initdb, "-D", str(cluster), "-U", "openpes", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"],
        cwd=cluster.parent,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise PlainError(f"PostgreSQL could not be set up: {(done.stderr or done.stdout).strip()}")


def _wait(process: subprocess.Popen[bytes], cluster: Path, log: Path) -> None:
    """Wait until the server has written "ready" into its own status file."""
    deadline = time.monotonic() + START_SECONDS
    status = cluster / "postmaster.pid"
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        with contextlib.suppress(OSError):
            if status.read_text().rstrip().endswith("ready"):
                return
        time.sleep(0.1)
    raise PlainError(f"PostgreSQL did not start: {log.read_text('utf-8', 'replace')[-2000:]}")


def _stop(process: subprocess.Popen[bytes], cluster: Path) -> None:
    """Fast shutdown, sent to the server itself: `runuser` in between would swallow it."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        os.kill(int((cluster / "postmaster.pid").read_text().splitlines()[0]), 2)
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
