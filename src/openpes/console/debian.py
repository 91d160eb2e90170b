"""What the tests need from Debian: installed when we may, else the exact line to type."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from openpes.console.output import PlainError, say

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
POSTGRES_FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")


@dataclass(frozen=True)
class Need:
    """A thing that the tests need and the Debian package that brings it."""

    what: str
    package: str
    there: bool


def chromium() -> str | None:
    """The path of a Chromium or Chrome, or None."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for path in map(shutil.which, CHROMIUM_NAMES) if path), None)


def postgres_programs() -> Path | None:
    """The folder with `initdb` and `postgres` of the newest installed server, or None."""
    folders = [folder for pattern in POSTGRES_FOLDERS for folder in Path("/").glob(pattern.lstrip("/"))]
    folders = [folder for folder in folders if (folder / "initdb").exists()]
    return max(folders, key=_version, default=None)


def needs(with_postgres: bool) -> list[Need]:
    """What the whole test command uses; PostgreSQL only when no server was named."""
    arabic = any(Path("/usr/share/fonts").rglob("NotoNaskhArabic*")) or any(Path("/usr/share/fonts").rglob("NotoSansArabic*"))
    listed = [
        Need("a browser", "chromium", chromium() is not None),
        Need("the message tools", "gettext", shutil.which("xgettext") is not None),
        Need("letters of many scripts", "fonts-noto-core", arabic),
    ]
    if with_postgres:
        listed.append(Need("a PostgreSQL server", "postgresql", postgres_programs() is not None))
    return listed


def bring(wanted: list[Need]) -> None:
    """Install what is missing when we are root on a Debian; else PlainError with the line to type."""
    missing = [need for need in wanted if not need.there]
    if not missing:
        return
    packages = [need.package for need in missing]
    line = "apt-get install -y --no-install-recommends " + " ".join(packages)
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        listed = ", ".join(need.what for need in missing)
        raise PlainError(f"The tests also need {listed}. Type this, then start again:\n  sudo {line}")
    say(f"Installing {', '.join(packages)} …")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], line.split()):
        subprocess.run(command, env=env, stdin=subprocess.DEVNULL, stdout=2, check=False)
    still = [need.package for need in needs(True) if not need.there and need.package in packages]
    if still:
        raise PlainError(f"Could not install {', '.join(still)}; the lines above say why. By hand:\n  {line}")


def _version(folder: Path) -> tuple[int, ...]:
    digits = "".join(letter if letter.isdigit() else " " for letter in str(folder.parent))
    return tuple(int(part) for part in digits.split())
