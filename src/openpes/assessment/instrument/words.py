"""The words of a questionnaire in the five languages."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from .definition import Definition, Item
from .store import FOLDER, own_words

LANGUAGES = ("en", "fr", "es", "ar", "sw")


@dataclass(frozen=True)
class Words:
    """``text(key)`` for questions, options, rows and columns; keys are written as ids, with ``row.`` or ``column.`` in a matrix."""

    language: str
    texts: Mapping[str, str]

    def text(self, key: str) -> str:
        return self.texts.get(key, "")

    def question(self, question_id: str) -> str:
        return self.texts[question_id]

    def cluster(self, cluster: str) -> str:
        return self.texts[f"cluster.{cluster}"]

    def part(self, item: Item, *, of_step: str = "") -> str:
        """What an item asks within its question; ``of_step`` leaves out the part that stands above the page."""
        if item.option:
            return self.texts[f"{item.question}.{item.option}"]
        parts = []
        if item.row and item.row != of_step:
            parts.append(self.texts[f"{item.question}.row.{item.row}"])
        if item.column and item.column != of_step:
            parts.append(self.texts[f"{item.question}.column.{item.column}"])
        return " · ".join(parts)

    def item(self, item: Item) -> str:
        """An item in full: for lists in which it stands alone."""
        part = self.part(item)
        return f"{self.question(item.question)} {part}".strip() if part else self.question(item.question)

    def choice(self, item: Item, value: str) -> str:
        """An option of a question with one choice."""
        return self.texts.get(f"{item.question}.{value}", value)


@lru_cache(maxsize=16)
def _published(version: str, language: str, folder: Path) -> dict[str, str]:
    texts: dict[str, str] = json.loads((folder / version / f"words.{language}.json").read_text("utf-8"))
    return texts


def words(definition: Definition, language: str, own: Path | None = None, folder: Path = FOLDER) -> Words:
    """The words in ``language``; English stands in for an unknown language. ``own`` is the folder of the country's questions."""
    language = language.split("-")[0]
    language = language if language in LANGUAGES else "en"
    texts = _published(definition.version, language, folder)
    if definition.extension and own is not None:
        texts = {**texts, **_in_language(own_words(definition.extension, own), language)}
    return Words(language, texts)


def _in_language(own: Mapping[str, Any], language: str) -> dict[str, str]:
    return {key: str(texts.get(language) or texts["en"]) for key, texts in own.items()}
