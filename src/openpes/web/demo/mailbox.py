"""The demo's mail folder: what the program would have sent."""

import email
import email.policy
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail of the folder."""

    to: str
    subject: str
    date: str
    text: str


def _letters_of(path: Path) -> list[Letter]:
    letters = []
    for part in path.read_bytes().split(b"\n" + b"-" * 79 + b"\n"):
        if not part.strip():
            continue
        message = email.message_from_bytes(part.lstrip(), policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        body = message.get_body(("plain",))
        letters.append(
            Letter(
                str(message["To"] or ""),
                str(message["Subject"] or ""),
                str(message["Date"] or ""),
                body.get_content() if body else "",
            )
        )
    return letters


def newest_letters() -> list[Letter]:
    """Up to 50 mails, newest first."""
    folder = Path(settings.EMAIL_FILE_PATH)
    letters: list[Letter] = []
    for path in sorted(folder.glob("*.log"), key=lambda p: p.stat().st_mtime, reverse=True):
        letters += reversed(_letters_of(path))
        if len(letters) >= SHOWN:
            break
    return letters[:SHOWN]
