"""What a data folder remembers about its installation, so that every later command speaks of the same one."""

import json
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from openpes.console.output import PlainError

ROOT = Path(__file__).resolve().parents[3]
FILE = "installation.json"
DEMO, MINIMAL = "demo", "minimal"


@dataclass
class Installation:
    """`country` is "demo", "minimal", or "" before the first start; `loaded` when its country is in the database.

    `pack` is the country pack named with OPENPES_PACK, or "" for the one that belongs to `country`.
    """

    country: str = ""
    database_url: str = ""
    loaded: bool = False
    pack: str = ""

    def into_environment(self) -> None:
        """Tell the settings; what the environment says already wins."""
        if self.pack or self.country:
            os.environ.setdefault("OPENPES_PACK", self.pack or str(ROOT / "packs" / self.country))
        if self.country == DEMO:
            os.environ.setdefault("OPENPES_DEMO", "1")
        if self.database_url:
            os.environ.setdefault("DATABASE_URL", self.database_url)


def read(data: Path) -> Installation:
    """The installation of this folder; an empty one when there is none yet."""
    path = data / FILE
    try:
        known = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Installation()
    except (OSError, ValueError) as error:
        raise PlainError(f"{path} cannot be read ({error}). Restore it from a backup, or use another --data DIR.") from error
    names = {field.name for field in fields(Installation)}
    return Installation(**{name: value for name, value in known.items() if name in names})


def keep(data: Path, installation: Installation) -> None:
    """Write it (0600: a database URL may hold a password), whole or not at all."""
    draft = data / f".{FILE}.{os.getpid()}"
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(asdict(installation), file, indent=2)
    os.replace(draft, data / FILE)
