"""The data folder: one folder holds everything that an installation knows, readable by its owner only."""

import contextlib
import errno
import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpes.console.output import PlainError

MEBIBYTE = 1024 * 1024
SPACE_TO_START = 200 * MEBIBYTE


def folder(given: Path | None, root: Path) -> Path:
    """The data folder: `--data`, else OPENPES_DATA, else `var` beside the program; always absolute."""
    named = given or os.environ.get("OPENPES_DATA") or root / "var"
    return Path(named).expanduser().absolute()


def prepare(path: Path) -> None:
    """Create the folder (0700) when missing; PlainError says what is in the way."""
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        if path.stat().st_mode & 0o077:
            path.chmod(0o700)
        if not os.access(path, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    except OSError as error:
        raise explain(error, path) from error


def require_space(path: Path, needed: int = SPACE_TO_START) -> None:
    """PlainError when the disk of the folder has less than `needed` bytes free."""
    free = shutil.disk_usage(path).free
    if free < needed:
        raise PlainError(
            f"Not enough disk space in {path}: {free // MEBIBYTE} MB free, {needed // MEBIBYTE} MB needed. "
            "Make room, or keep the data elsewhere with --data DIR."
        )


def explain(error: OSError, path: Path) -> PlainError:
    """The sentence for an error of the file system."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return PlainError(f"The disk of {path} is full. Make room, or keep the data elsewhere with --data DIR.")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return PlainError(
            f"OpenPES may not write to {path} ({error.strerror}). Give it to the user who starts OpenPES, "
            "or name another one with --data DIR."
        )
    if error.errno in (errno.EEXIST, errno.ENOTDIR):
        return PlainError(f"{path} is a file, or lies under one. Name a folder with --data DIR.")
    return PlainError(f"{path} cannot be used: {error.strerror}.")


@contextlib.contextmanager
def held(path: Path, name: str, about: dict[str, Any]) -> Iterator[None]:
    """Hold the folder's lock `name`; PlainError tells who holds it when another process does.

    The system drops the lock with the process, so a killed process never leaves one behind.
    """
    lock_path = path / f"{name}.lock"
    with open(os.open(lock_path, os.O_RDWR | os.O_CREAT, 0o600), "r+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise PlainError(_who_holds(path, lock.read())) from None
        lock.truncate(0)
        lock.write(json.dumps({"pid": os.getpid(), **about}))
        lock.flush()
        yield


def _who_holds(path: Path, text: str) -> str:
    try:
        holder = json.loads(text)
    except ValueError:  # the holder has not written its name yet
        holder = {}
    where = f" at {holder['url']}" if holder.get("url") else ""
    who = f" (process {holder['pid']})" if holder.get("pid") else ""
    return (
        f"Another ./pes up already uses {path}{where}{who}. "
        "Stop it with Ctrl-C in its window, or start a second one with --data DIR and --port."
    )
