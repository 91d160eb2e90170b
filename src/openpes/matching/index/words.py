"""The word index: tantivy in process, whole numbers as scores so that every machine and every rebuild ranks alike.

A word may be found in the title, the names of the occupation (in every language), the skills, the employer and the text, as
written or
by its stem. What is found where earns a fixed number of points; there is no statistic over the documents that could drift.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import tantivy
from tantivy import Filter, Occur, Query, TextAnalyzerBuilder, Tokenizer

from openpes.base.text import fold
from openpes.matching.index.loading import Words

HEAP_BYTES = 30_000_000
BUILD_HEAP_BYTES = 120_000_000
"""For a build of everything: fewer pieces to be merged afterwards."""
MOST_KNOWN = 200_000
"""Words of one language whose folding and stem are kept."""
STEMMERS = {"en": "english", "fr": "french", "es": "spanish", "ar": "arabic"}
"""Languages with a stemmer. Swahili has none; its words are found as written, by prefix and by near spelling."""

# Points for a word found as written and by its stem.
POINTS: dict[str, tuple[float, float]] = {
    "title": (16.0, 14.0),
    "occupation": (10.0, 9.0),
    "employer": (6.0, 0.0),
    "skills": (4.0, 3.0),
    "body": (2.0, 1.0),
}
_SUMMED = ("title", "occupation")
WORD_FIELDS = tuple(POINTS)
STEM_FIELDS = tuple(f"{name}_stem" for name, (_, stem) in POINTS.items() if stem)


@lru_cache(maxsize=1)
def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("key", stored=False, indexed=True, fast=True)
    for name in (*WORD_FIELDS, *STEM_FIELDS):
        builder.add_text_field(name, stored=False, tokenizer_name="whitespace_only", index_option="basic")
    return builder.build()


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


def open_index(folder: Path) -> tantivy.Index:
    """The index in a folder, made when there is none. Raises ValueError or OSError when it is damaged."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    index = tantivy.Index(_schema(), path=str(folder))
    index.register_tokenizer("whitespace_only", TextAnalyzerBuilder(Tokenizer.whitespace()).build())
    return index


def write(index: tantivy.Index, keys: Iterable[int], documents: Iterable[Words], *, heap_bytes: int = HEAP_BYTES) -> None:
    """Replace what stands under ``keys`` by ``documents`` and make it durable. The caller holds the index lock."""
    writer = index.writer(heap_size=heap_bytes, num_threads=1)
    gone = list(keys)
    if gone:
        writer.delete_documents_by_query(Query.term_set_query(_schema(), "key", gone))
    for words in documents:
        writer.add_document(_document(words))
    writer.commit()
    writer.wait_merging_threads()


def _document(words: Words) -> tantivy.Document:
    """Only which words a field has counts, not where or how often, so that each is given once."""
    document = tantivy.Document()
    document.add_unsigned("key", words.key)
    for name, (_, by_stem) in POINTS.items():
        text = getattr(words, name)[:50_000]
        if not text:
            continue
        if name == "skills":
            made = [_name(line) for line in text.split("\n") if line]
            written, stemmed = " ".join([w for w, _ in made]), " ".join(set().union(*[s for _, s in made]))
        elif name == "occupation":
            written, stems_ = _name(text)
            stemmed = " ".join(stems_)
        else:
            written, stemmed = _plain(text, words.language or "en")
        if written:
            document.add_text(name, written)
            if by_stem:
                document.add_text(f"{name}_stem", stemmed)
    return document


def _plain(text: str, language: str) -> tuple[str, str]:
    """The words of a text folded, and their stems in its language."""
    known = _known(language)
    made = [known[word] for word in set(text.split())]
    return " ".join({w for w, _ in made if w}), " ".join({s for _, s in made if s})


@lru_cache(maxsize=65_536)
def _name(text: str) -> tuple[str, frozenset[str]]:
    """Names of occupations and skills stand in several languages: each word is stemmed in every one. They repeat from advert to
    advert, so each name is folded and stemmed once.
    """
    folded = dict.fromkeys(" ".join(map(fold, text.split())).split())
    return " ".join(folded), frozenset(stem(word, language) for word in folded for language in STEMMERS)


class _Known(dict[str, tuple[str, str]]):
    """Words as adverts have them, each with what it is folded to and the stems of that: they repeat, so each is folded once."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __missing__(self, word: str) -> tuple[str, str]:
        if len(self) >= MOST_KNOWN:
            self.clear()
        folded = fold(word)
        made = self[word] = folded, " ".join(stem(part, self.language) for part in folded.split())
        return made


_known = lru_cache(maxsize=8)(_Known)


def _any_of(field: str, variants: Sequence[str], points: float) -> Query:
    schema = _schema()
    found = (
        Query.term_query(schema, field, variants[0])
        if len(variants) == 1
        else Query.term_set_query(schema, field, list(variants))
    )
    return Query.const_score_query(found, points)


def word_query(variants: Sequence[str]) -> Query:
    """A query for one word, given the spellings that count as it; a document earns points by where it has the word."""
    stemmed = tuple(dict.fromkeys(s for v in variants for s in stems(v)))
    by_field: dict[str, Query] = {}
    for name, (as_written, by_stem) in POINTS.items():
        choices = [_any_of(name, variants, as_written)]
        if by_stem:
            choices.append(_any_of(f"{name}_stem", stemmed, by_stem))
        by_field[name] = Query.disjunction_max_query(choices, 0.0)
    rest = Query.disjunction_max_query([q for name, q in by_field.items() if name not in _SUMMED], 0.0)
    return Query.boolean_query([(Occur.Should, q) for q in (*(by_field[n] for n in _SUMMED), rest)])


def search(searcher: tantivy.Searcher, words: Sequence[Sequence[str]], *, all_words: bool) -> tuple[np.ndarray, np.ndarray]:
    """(keys, points) of every document that has all words (or any of them)."""
    occur = Occur.Must if all_words else Occur.Should
    query = Query.boolean_query([(occur, word_query(variants)) for variants in words])
    hits = searcher.search(query, limit=max(1, searcher.num_docs), count=False).hits
    keys = searcher.fast_field_values("key", [address for _, address in hits]) if hits else []
    return np.array(keys, dtype=np.uint64), np.array([points for points, _ in hits], dtype=np.float64)


def is_known(searcher: tantivy.Searcher, word: str) -> bool:
    """Whether any document has the word, as written or by one of its stems."""
    if any(searcher.doc_freq(name, word) for name in WORD_FIELDS):
        return True
    return any(searcher.doc_freq(name, s) for s in stems(word) for name in STEM_FIELDS)


def vocabulary(searcher: tantivy.Searcher) -> dict[str, int]:
    """Every word as written with the number of documents that have it; words of the text alone count only when at least two have it."""
    found: dict[str, int] = {}
    for name in WORD_FIELDS:
        for term, count in searcher.terms_with_prefix(name, ""):
            if len(term) >= 3 and not term.isdigit() and (name != "body" or count >= 2):
                found[term] = max(found.get(term, 0), count)
    return found
