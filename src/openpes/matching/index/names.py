"""The names of occupations and skills, kept once beside the word index: an advert carries their numbers and not their words.

Names are written before the adverts that need them are committed; one that no advert carries yet changes no answer.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from openpes.matching.index import spelling

FILE = "names.json"
Texts = Mapping[int, str]
"""All names of an occupation or a skill in one text, by its key."""


class Names:
    """Which occupations or skills have a word in one of their names, as written or by a stem."""

    def __init__(self, words: Mapping[str, tuple[list[str], list[str]]]) -> None:
        self.words = dict(words)
        self._written: dict[str, list[str]] = defaultdict(list)
        self._stems: dict[str, list[str]] = defaultdict(list)
        for key, (written, stems) in self.words.items():
            for word in written:
                self._written[word].append(key)
            for stem in stems:
                self._stems[stem].append(key)

    def goes_on_from(self, before: Names) -> bool:
        """Whether all that was known before is known, and the same."""
        return self is before or all(self.words.get(key) == words for key, words in before.words.items())

    def with_word(self, variants: Iterable[str]) -> list[str]:
        """Keys with any of the words as written."""
        return list(dict.fromkeys(key for word in variants for key in self._written.get(word, ())))

    def with_stem(self, stems: Iterable[str]) -> list[str]:
        """Keys with any of the stems."""
        return list(dict.fromkeys(key for stem in stems for key in self._stems.get(stem, ())))


def token(key: int) -> str:
    """How an advert carries an occupation or a skill."""
    return f"{key:x}"


def read(folder: Path) -> Names:
    """The names in a folder of words. Raises OSError or ValueError when the file is missing or damaged."""
    told = (folder / FILE).stat()
    return _read(folder / FILE, told.st_mtime_ns, told.st_ino)


@lru_cache(maxsize=2)
def _read(path: Path, _changed: int, _file: int) -> Names:
    found = json.loads(path.read_bytes())
    if not isinstance(found, dict):
        raise ValueError(path.name)
    return Names({key: (written, stems) for key, (written, stems) in found.items()})


def add(folder: Path, texts: Texts) -> None:
    """Write down names that are new or have changed. The caller holds the index lock. Raises OSError."""
    known = read(folder).words if (folder / FILE).exists() else None
    new = {token(key): spelling.words_of_name(text) for key, text in texts.items()}
    if known is not None and all(key in known and list(known[key]) == list(words) for key, words in new.items()):
        return
    handle, name = tempfile.mkstemp(dir=folder, prefix=".names-")
    try:
        with os.fdopen(handle, "w") as file:
            json.dump({**(known or {}), **new}, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, folder / FILE)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
