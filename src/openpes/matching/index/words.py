"""The word index: tantivy in process, whole numbers as scores so that every machine and every rebuild ranks alike.

A word may be found in the title, the names of the occupation (in every language), the skills, the employer and the text, as
written or by its stem. What is found where earns a fixed number of points; there is no statistic over the documents that could drift.
Titles and texts stand in a field for each language that has a stemmer; the words that share a stem stand in documents of their own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
import tantivy
from tantivy import Occur, Query, TextAnalyzerBuilder, Tokenizer

from openpes.base.text import folded
from openpes.matching.index import names, spelling
from openpes.matching.index.spelling import LANGUAGES, STEMMERS, stems

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
STEMMED = ("title", "body")
"""Fields that stand in the language of the advert."""
_COLUMNS = {field: tuple(f"{field}_{tag}" for tag in LANGUAGES) if field in STEMMED else (field,) for field in POINTS}
_FORMS = {tag: f"forms_{tag}" for tag in STEMMERS}


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
    for name in (*(column for columns in _COLUMNS.values() for column in columns), *_FORMS.values()):
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
    written: dict[str, set[str]] = defaultdict(set)
    for words in documents:
        writer.add_json(document(words))
        written[spelling.of_language(words.language)].update(folded(f"{words.title} {words.body[:MOST_OF_A_TEXT]}").split())
    known = index.searcher()
    for language in STEMMERS.keys() & written:
        found = written[language]
        _add_forms(
            writer, language, (made for made in spelling.forms_of(found, language) if not known.doc_freq(_FORMS[language], made))
        )
    writer.commit()
    writer.wait_merging_threads()


def _add_forms(writer: tantivy.IndexWriter, language: str, forms: Iterable[str]) -> None:
    """In a document without a key, which no question about adverts finds."""
    if text := " ".join(forms):
        writer.add_json(f'{{"{_FORMS[language]}":"{text}"}}')


class Builder:
    """A word index that is written once, from documents made here or in other processes."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self._folder = folder
        self._index = open_index(folder)
        self._writer = self._index.writer(heap_size=BUILD_HEAP_BYTES, num_threads=threads)
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
        self._index.reload()
        known = self._index.searcher()
        for language in STEMMERS:
            found = {word for field in STEMMED for word, _ in known.terms_with_prefix(f"{field}_{language}", "")}
            _add_forms(self._writer, language, spelling.forms_of(found, language))
        self._writer.commit()
        self._writer.wait_merging_threads()


def document(words: Words) -> str:
    """JSON for tantivy. Folded texts hold letters, digits and spaces, so nothing has to be escaped."""
    skills = " ".join(map(names.token, words.skills))
    occupation = names.token(words.occupation) if words.occupation else ""
    language = spelling.of_language(words.language)
    return (
        f'{{"key":{words.key},"title_{language}":"{folded(words.title)}","occupation":"{occupation}",'
        f'"employer":"{folded(words.employer)}","skills":"{skills}","body_{language}":"{folded(words.body[:MOST_OF_A_TEXT])}"}}'
    )


@dataclass(frozen=True)
class Reader:
    """One state of the word index and the names that belong to it."""

    searcher: tantivy.Searcher
    names: names.Names

    def times(self, field: str, word: str) -> int:
        """In how many documents a field has a word as written; of skills, how often it is in the name of one."""
        tokens = self.names.with_word([word]) if field in NAMED else [word]
        return sum(self.searcher.doc_freq(column, token) for column in _COLUMNS[field] for token in tokens)

    def is_known(self, word: str) -> bool:
        """Whether any document has the word, as written or by its stem."""
        if any(self.times(field, word) for field in POINTS):
            return True
        forms = self._forms([word])
        return any(self._has(column, token) for field in POINTS for column, token in self._by_stem(field, [word], forms))

    def _has(self, column: str, token: str) -> bool:
        return self.searcher.doc_freq(column, token) > 0

    def _forms(self, variants: Sequence[str]) -> dict[str, list[str]]:
        """For each language the words with the stem of any of the variants."""
        found: dict[str, list[str]] = {}
        for language, field in _FORMS.items():
            wanted = dict.fromkeys(spelling.stem(v, language) for v in variants)
            forms = (form for s in wanted for form, _ in self.searcher.terms_with_prefix(field, spelling.beginning_of(s)))
            found[language] = [*wanted, *map(spelling.word_of, forms)]
        return found

    def _by_stem(self, field: str, variants: Sequence[str], forms: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
        """Columns and tokens in them that stand for the stem of any of the variants; ``forms`` are theirs."""
        if field in STEMMED:
            yield from ((f"{field}_{language}", word) for language, words in forms.items() for word in words)
        elif field in NAMED:
            yield from ((field, token) for token in self.names.with_stem(dict.fromkeys(s for v in variants for s in stems(v))))

    def word_query(self, variants: Sequence[str]) -> Query:
        """A query for one word, given the spellings that count as it; a document earns points by where it has the word."""
        forms = self._forms(variants)
        by_field: dict[str, Query] = {}
        for field, (as_written, by_stem) in POINTS.items():
            tokens = self.names.with_word(variants) if field in NAMED else variants
            exact = self._any_of(((column, token) for column in _COLUMNS[field] for token in tokens), as_written)
            by_field[field] = Query.disjunction_max_query(
                [*exact, *self._any_of(self._by_stem(field, variants, forms), by_stem)], 0.0
            )
        rest = Query.disjunction_max_query([q for field, q in by_field.items() if field not in _SUMMED], 0.0)
        return Query.boolean_query([(Occur.Should, q) for q in (*(by_field[n] for n in _SUMMED), rest)])

    def _any_of(self, wanted: Iterable[tuple[str, str]], points: float) -> list[Query]:
        """A query for each column with any of the tokens wanted in it; none for a column that has none of them."""
        there: dict[str, list[str]] = defaultdict(list)
        for column, token in dict.fromkeys(wanted):
            if self._has(column, token):
                there[column].append(token)
        return [
            Query.const_score_query(
                Query.term_query(_schema(), column, tokens[0])
                if len(tokens) == 1
                else Query.term_set_query(_schema(), column, tokens),
                points,
            )
            for column, tokens in there.items()
        ]

    def search(
        self, words: Sequence[Sequence[str]], *, all_words: bool, among: Sequence[int] | None = None
    ) -> tuple[np.ndarray, np.ndarray]:
        """(keys, points) of every document, or of those with one of some keys, that has all words (or any of them)."""
        occur = Occur.Must if all_words else Occur.Should
        query = Query.boolean_query([(occur, self.word_query(variants)) for variants in words])
        if among is not None:
            chosen = Query.const_score_query(Query.term_set_query(_schema(), "key", list(among)), 0.0)
            query = Query.boolean_query([(Occur.Must, query), (Occur.Must, chosen)])
        hits = self.searcher.search(query, limit=max(1, self.searcher.num_docs), count=False).hits
        keys = self.searcher.fast_field_values("key", [address for _, address in hits]) if hits else []
        return np.array(keys, dtype=np.uint64), np.array([points for points, _ in hits], dtype=np.float32)

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
        for column in _COLUMNS[field]:
            for token, count in self.searcher.terms_with_prefix(column, ""):
                for word in self.names.words.get(token, ((), ()))[0] if field in NAMED else (token,):
                    counts[word] += count
        return counts


def reader(index: tantivy.Index, folder: Path) -> Reader:
    """What is committed now. Raises ValueError when it is damaged."""
    index.reload()
    return Reader(index.searcher(), names.read(folder))
