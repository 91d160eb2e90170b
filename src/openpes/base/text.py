"""Text from outside: cleaned of what cannot be seen, folded for finding."""

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile(
    "[\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ـ": None})
_BEYOND_ASCII = re.compile("[^\x00-\x7f]+")
_ASCII_CONTROL = bytes([*range(9), 11, 12, *range(14, 32), 127])
_ASCII = bytes(i if i > 127 else ord(chr(i).lower()) if chr(i).isalnum() else 32 for i in range(256))
_MOST_RUNS = 200_000
_SPECIAL = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "þ": "th", "ð": "d"})


def clean(text: str | None, limit: int | None = None) -> str:
    """Text without control, override and zero-width characters (joiners inside words stay), NFC, trimmed, cut to ``limit``."""
    if not text:
        return ""
    out = _CONTROL.sub("", _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    out = unicodedata.normalize("NFC", out).strip()
    return out if limit is None else out[:limit].rstrip()


def clean_line(text: str | None, limit: int | None = None) -> str:
    """``clean`` on one line: every run of white space becomes one space."""
    out = " ".join(clean(text).split())
    return out if limit is None else out[:limit].rstrip()


def fold(text: str | None) -> str:
    """Search key: case folded, marks and Arabic letter variants removed, letters and digits of any script kept."""
    return " ".join(folded(text).split()) if text else ""


def folded(text: str) -> str:
    """The words of ``fold`` in their order, with any number of spaces between them: for long texts, at the speed of copying them.

    Everything is folded letter by letter, so that what lies between two ASCII characters can be folded by itself and kept.
    """
    if not text.isascii():
        text = _BEYOND_ASCII.sub(lambda found: _folded_run(found[0]), text)
    return text.encode().translate(_ASCII, _ASCII_CONTROL).decode()


@lru_cache(maxsize=_MOST_RUNS)
def _folded_run(run: str) -> str:
    """A run of characters beyond ASCII, as it folds inside a word."""
    key = clean_line(f"a{run}a")
    for _ in range(4):  # compatibility forms may bring new capitals or marks: until nothing changes
        before, key = key, _folded_once(key)
        if key == before:
            break
    return key[1:-1]


def _folded_once(text: str) -> str:
    low = unicodedata.normalize("NFKD", text.casefold().translate(_SPECIAL))
    low = "".join(c for c in low if not unicodedata.combining(c)).translate(_ARABIC)
    low = unicodedata.normalize("NFKD", low)
    return " ".join("".join(c if c.isalnum() else " " for c in low if not unicodedata.combining(c)).split())


def safe_cell(value: object) -> object:
    """A spreadsheet cell that no program takes for a formula (OWASP CSV injection)."""
    if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return "'" + value
    return value
