"""Words and their stems. The word index holds words as written, and the forms ``stem/word`` of each word once for each language, which
lead from a stem to the words that have it. Folded words hold letters and digits only, so that the stroke cannot be part of one.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import tantivy
from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

from openpes.base.text import fold

STEMMERS = {"en": "english", "fr": "french", "es": "spanish", "ar": "arabic"}
"""Languages with a stemmer. Swahili has none; its words are found as written, by prefix and by near spelling."""
OTHER = "other"
"""Stands for every language without a stemmer."""
LANGUAGES = (*STEMMERS, OTHER)


@lru_cache(maxsize=8)
def _stemmer(language: str) -> tantivy.TextAnalyzer | None:
    name = STEMMERS.get(language)
    return TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.stemmer(name)).build() if name else None


@lru_cache(maxsize=65_536)
def stem(word: str, language: str) -> str:
    """The stem of a folded word in a language; the word itself where there is no stemmer."""
    analyzer = _stemmer(language)
    made = analyzer.analyze(word) if analyzer else [word]
    return made[0] if made else word


def stems(word: str) -> tuple[str, ...]:
    """The stems of a word in every language that has a stemmer, without repeats."""
    return tuple(dict.fromkeys(stem(word, language) for language in STEMMERS))


def of_language(code: str) -> str:
    """The language whose fields an advert in ``code`` stands in: one with a stemmer, or ``OTHER``; English where none is told."""
    return code if code in STEMMERS else OTHER if code else "en"


def forms_of(words: Iterable[str], language: str) -> list[str]:
    """Folded words that are not their own stem, each behind it, so that the stem leads to them."""
    return [f"{its_stem}/{word}" for word in words if (its_stem := stem(word, language)) != word]


def beginning_of(its_stem: str) -> str:
    """What all forms of a stem begin with."""
    return f"{its_stem}/"


def word_of(made: str) -> str:
    """The word of a form."""
    return made.partition("/")[2]


def words_of_name(text: str) -> tuple[list[str], list[str]]:
    """Names stand in several languages: their words folded, and the stems of these in every language."""
    words = list(dict.fromkeys(fold(text).split()))
    return words, list(dict.fromkeys(stem(word, language) for word in words for language in STEMMERS))
