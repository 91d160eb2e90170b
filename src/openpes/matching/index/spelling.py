"""Texts as tokens of the word index: ``stem/word`` for each different word of a field, ``stem/`` where the word is its own stem.

One token serves both ways of finding: a word as written is looked for with the stem of each language before it, a stem by all tokens that
begin with it. Folded words hold letters and digits only, so that the stroke cannot be part of one.
"""

from __future__ import annotations

from functools import lru_cache

import tantivy
from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

from openpes.base.text import fold

MOST_KNOWN = 200_000
"""Words of one language whose token is kept."""
STEMMERS = {"en": "english", "fr": "french", "es": "spanish", "ar": "arabic"}
"""Languages with a stemmer. Swahili has none; its words are found as written, by prefix and by near spelling."""


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


def _token(word: str, its_stem: str) -> str:
    return f"{its_stem}/" if its_stem == word else f"{its_stem}/{word}"


def tokens_of(word: str) -> list[str]:
    """The tokens that a folded word may stand as, whatever the language of the advert."""
    return [_token(word, its_stem) for its_stem in dict.fromkeys((*stems(word), word))]


def beginning_of(its_stem: str) -> str:
    """What all tokens of a stem begin with."""
    return f"{its_stem}/"


def word_of(token: str) -> str:
    """The word as written of a token."""
    its_stem, _, word = token.partition("/")
    return word or its_stem


class _Known(dict[str, str]):
    """Words as adverts have them, each with its token (or tokens): they repeat, so each is folded and stemmed once."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __missing__(self, word: str) -> str:
        if len(self) >= MOST_KNOWN:
            self.clear()
        made = self[word] = " ".join([_token(part, stem(part, self.language)) for part in fold(word).split()])
        return made


_known = lru_cache(maxsize=8)(_Known)


def tokens_of_text(text: str, language: str) -> str:
    """The tokens of a text in a language, in no order, with spaces between. Two words that fold to one give its token twice."""
    return " ".join(map(_known(language or "en").__getitem__, set(text.split())))


def words_of_name(text: str) -> tuple[list[str], list[str]]:
    """Names stand in several languages: their words folded, and the stems of these in every language."""
    folded = list(dict.fromkeys(" ".join(map(fold, text.split())).split()))
    return folded, list(dict.fromkeys(stem(word, language) for word in folded for language in STEMMERS))
