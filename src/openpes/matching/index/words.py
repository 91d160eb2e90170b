"""The word index: tantivy in process, whole numbers as scores so that every machine and every rebuild ranks alike.

A word may be found in the title, the names of the occupation (in every language), the skills, the employer and the text, as
written or by its stem. What is found where earns a fixed number of points; there is no statistic over the documents that could drift.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
import tantivy
from tantivy import Occur, Query, TextAnalyzerBuilder, Tokenizer

from openpes.matching.index import names, spelling
from openpes.matching.index.spelling import stems

HEAP_BYTES = 30_000_000
BUILD_HEAP_BYTES = 400_000_000
"""For a build of everything: fewer pieces to be merged afterwards. What is not needed of it is not taken."""
MOST_OF_A_TEXT = 50_000

# Points for a word found as written and by its stem.
POINTS: dict[str, tuple[float, float]] = {
    "title": (16.0, 14.0),
    "occupation": (10.0, 9.0),
    "employer": (6.0, 0.0),
    "skills": (4.0, 3.0),
    "body": (2.0, 1.0),
}
_SUMMED = ("title", "occupation")
NAMED = ("occupation", "skills")
"""Fields that hold keys of names and not words."""
SPELT = tuple(field for field in POINTS if field not in NAMED)


@dataclass(frozen=True, slots=True)
class Words:
    """What of a vacancy can be found by words, with the language of the advert; occupation (0 for none) and skills by the keys of their
    names.
    """

    key: int
    language: str
    title: str
    employer: str
    occupation: int
    skills: tuple[int, ...]
    body: str


@lru_cache(maxsize=1)
def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("key", stored=False, indexed=True, fast=True)
    for name in POINTS:
        builder.add_text_field(name, stored=False, tokenizer_name="whitespace_only", index_option="basic")
    return builder.build()


def open_index(folder: Path) -> tantivy.Index:
    """The index in a folder, made when there is none. Raises ValueError or OSError when it is damaged."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    index = tantivy.Index(_schema(), path=str(folder))
    index.register_tokenizer("whitespace_only", TextAnalyzerBuilder(Tokenizer.whitespace()).build())
    return index


def write(folder: Path, gone: Iterable[int], documents: Iterable[Words], texts: names.Texts) -> None:
    """Replace what stands under the keys ``gone`` by ``documents`` and make it durable; ``texts`` are the names that the documents
    carry. The caller holds the index lock.
    """
    index = open_index(folder)
    names.add(folder, texts)
    writer = index.writer(heap_size=HEAP_BYTES, num_threads=1)
    keys = list(gone)
    if keys:
        writer.delete_documents_by_query(Query.term_set_query(_schema(), "key", keys))
    for words in documents:
        writer.add_json(document(words))
    writer.commit()
    writer.wait_merging_threads()


class Builder:
    """A word index that is written once, from documents made here or in other processes."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self._folder = folder
        self._writer = open_index(folder).writer(heap_size=BUILD_HEAP_BYTES, num_threads=threads)
        self._texts: dict[int, str] = {}

    def add(self, documents: Iterable[str], texts: names.Texts) -> None:
        add = self._writer.add_json
        for one in documents:
            add(one)
        self._texts.update(texts)

    def finish(self) -> None:
        """Make it durable."""
        names.add(self._folder, self._texts)
        self._writer.commit()
        self._writer.wait_merging_threads()


def document(words: Words) -> str:
    """JSON for tantivy. Only which words a field has counts, not where or how often, so that each is given once. Tokens hold letters,
    digits and strokes, so nothing has to be escaped.
    """
    skills = " ".join(map(names.token, words.skills))
    title = spelling.tokens_of_text(words.title, words.language)
    employer = spelling.tokens_of_text(words.employer, words.language)
    body = spelling.tokens_of_text(words.body[:MOST_OF_A_TEXT], words.language)
    occupation = names.token(words.occupation) if words.occupation else ""
    return (
        f'{{"key":{words.key},"title":"{title}","occupation":"{occupation}","employer":"{employer}",'
        f'"skills":"{skills}","body":"{body}"}}'
    )


@dataclass(frozen=True)
class Reader:
    """One state of the word index and the names that belong to it."""

    searcher: tantivy.Searcher
    names: names.Names

    def times(self, field: str, word: str) -> int:
        """In how many documents a field has a word as written; of skills, how often it is in the name of one."""
        tokens = self.names.with_word([word]) if field in NAMED else spelling.tokens_of(word)
        return sum(self.searcher.doc_freq(field, token) for token in tokens)

    def is_known(self, word: str) -> bool:
        """Whether any document has the word, as written or by one of its stems."""
        if any(self.times(field, word) for field in POINTS):
            return True
        return any(self._by_stem(field, stems(word)) for field, (_, by_stem) in POINTS.items() if by_stem)

    def _by_stem(self, field: str, wanted: Sequence[str]) -> list[str]:
        """The tokens of a field that stand for any of the stems."""
        if field in NAMED:
            return [token for token in self.names.with_stem(wanted) if self.searcher.doc_freq(field, token)]
        return [token for s in wanted for token, _ in self.searcher.terms_with_prefix(field, spelling.beginning_of(s))]

    def _as_written(self, field: str, variants: Sequence[str]) -> list[str]:
        return self.names.with_word(variants) if field in NAMED else [t for v in variants for t in spelling.tokens_of(v)]

    def word_query(self, variants: Sequence[str]) -> Query:
        """A query for one word, given the spellings that count as it; a document earns points by where it has the word."""
        wanted = tuple(dict.fromkeys(s for v in variants for s in stems(v)))
        by_field: dict[str, Query] = {}
        for field, (as_written, by_stem) in POINTS.items():
            choices = [_any_of(field, self._as_written(field, variants), as_written)]
            if by_stem:
                choices.append(_any_of(field, self._by_stem(field, wanted), by_stem))
            by_field[field] = Query.disjunction_max_query(choices, 0.0)
        rest = Query.disjunction_max_query([q for field, q in by_field.items() if field not in _SUMMED], 0.0)
        return Query.boolean_query([(Occur.Should, q) for q in (*(by_field[n] for n in _SUMMED), rest)])

    def search(self, words: Sequence[Sequence[str]], *, all_words: bool) -> tuple[np.ndarray, np.ndarray]:
        """(keys, points) of every document that has all words (or any of them)."""
        occur = Occur.Must if all_words else Occur.Should
        query = Query.boolean_query([(occur, self.word_query(variants)) for variants in words])
        hits = self.searcher.search(query, limit=max(1, self.searcher.num_docs), count=False).hits
        keys = self.searcher.fast_field_values("key", [address for _, address in hits]) if hits else []
        return np.array(keys, dtype=np.uint64), np.array([points for points, _ in hits], dtype=np.float64)

    @cached_property
    def vocabulary(self) -> dict[str, int]:
        """Every word as written with the number of documents that have it, in the field where most have it; words of the text alone
        count only when at least two have it. A word of several skills counts with each.
        """
        found: dict[str, int] = {}
        for field in POINTS:
            for word, count in self._counts(field).items():
                if len(word) >= 3 and not word.isdigit() and (field != "body" or count >= 2):
                    found[word] = max(found.get(word, 0), count)
        return found

    def _counts(self, field: str) -> Counter[str]:
        counts: Counter[str] = Counter()
        for token, count in self.searcher.terms_with_prefix(field, ""):
            for word in self.names.words.get(token, ((), ()))[0] if field in NAMED else (spelling.word_of(token),):
                counts[word] += count
        return counts


def reader(index: tantivy.Index, folder: Path) -> Reader:
    """What is committed now. Raises ValueError when it is damaged."""
    index.reload()
    return Reader(index.searcher(), names.read(folder))


def _any_of(field: str, tokens: Sequence[str], points: float) -> Query:
    if not tokens:
        return Query.empty_query()
    schema = _schema()
    found = Query.term_query(schema, field, tokens[0]) if len(tokens) == 1 else Query.term_set_query(schema, field, list(tokens))
    return Query.const_score_query(found, points)
