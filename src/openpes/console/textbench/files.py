"""Reads benchmark sets that came from outside; whatever is wrong with them is said in a sentence."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from openpes.console.output import PlainError

LARGEST = 256 * 1024 * 1024
NO_SKILL = {"", "LABEL NOT PRESENT", "UNDERSPECIFIED"}
"""Labels of spans that name no ESCO skill (Decorte et al.): not judged."""


@dataclass(frozen=True, slots=True)
class TitleSet:
    """A set of the MELO form: titles, labels of a classification, and which label is right for which title."""

    name: str
    queries: list[tuple[str, str]]
    elements: list[tuple[str, str]]
    right: dict[str, set[str]]

    @property
    def concepts(self) -> list[str]:
        """The concept of each element: its id up to the first underscore ("C000012_fr_000" is a label of C000012)."""
        return [element.partition("_")[0] for element, _ in self.elements]


@dataclass(frozen=True, slots=True)
class SentenceSet:
    """Sentences of adverts with the names of the skills that they ask for; sentences that ask for none are left out."""

    name: str
    sentences: list[str]
    labels: list[set[str]]


def title_set(path: Path) -> TitleSet:
    """The set in a ZIP or a folder. PlainError when a file is missing or is no table of the right form."""
    texts = {name: _text(path, f"{name}.tsv") for name in ("queries", "corpus_elements", "annotations")}
    queries = [(key, text) for key, text in _cells(texts["queries"], 2, path, "queries.tsv")]
    elements = [(key, text) for key, text in _cells(texts["corpus_elements"], 2, path, "corpus_elements.tsv")]
    right: dict[str, set[str]] = {query: set() for query, _ in queries}
    known = {element for element, _ in elements}
    for query, _, element, judgement in _cells(texts["annotations"], 4, path, "annotations.tsv"):
        if query not in right or element not in known:
            unknown = query if query not in right else element
            raise PlainError(f"{path}: annotations.tsv names {unknown[:40]}, which is in neither of the other two files.")
        if judgement.strip() not in {"0", ""}:
            right[query].add(element)
    judged = [(query, text) for query, text in queries if right[query]]
    if not judged:
        raise PlainError(f"{path}: no query has a right answer in annotations.tsv.")
    return TitleSet(path.stem if path.is_file() else path.name, judged, elements, right)


def _text(path: Path, name: str) -> str:
    try:
        if path.is_dir():
            return (path / name).read_text("utf-8-sig")
        with zipfile.ZipFile(path) as archive:
            inside = [i for i in archive.infolist() if i.filename.replace("\\", "/").rsplit("/", 1)[-1] == name]
            if not inside:
                raise PlainError(f"{path} has no {name}. A set of the MELO form holds queries, corpus_elements and annotations.")
            if inside[0].file_size > LARGEST:
                raise PlainError(f"{path}: {name} is larger than {LARGEST // 1024**2} MB.")
            return archive.read(inside[0]).decode("utf-8-sig")
    except FileNotFoundError as error:
        raise PlainError(f"There is no file {path / name if path.is_dir() else path}.") from error
    except UnicodeDecodeError as error:
        raise PlainError(f"{path}: {name} is not in UTF-8.") from error
    except (OSError, RuntimeError, zipfile.BadZipFile, NotImplementedError) as error:
        raise PlainError(f"{path} cannot be read: it is neither a folder nor a whole ZIP file.") from error


def _cells(text: str, count: int, path: Path, name: str) -> Iterator[list[str]]:
    """Rows of a table with tabs and no header; empty lines are passed over."""
    seen = False
    for number, line in enumerate(text.split("\n"), 1):
        cells = line.rstrip("\r").split("\t")
        if cells == [""]:
            continue
        if len(cells) != count:
            raise PlainError(f"{path}: line {number} of {name} has {len(cells)} cells, not {count} with tabs between.")
        seen = True
        yield cells
    if not seen:
        raise PlainError(f"{path}: {name} is empty.")


def sentence_set(path: Path) -> SentenceSet:
    """The sentences of a CSV with the columns sentence and label; several rows may be about one sentence."""
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError as error:
        raise PlainError(f"There is no file {path}.") from error
    except UnicodeDecodeError as error:
        raise PlainError(f"{path} is not in UTF-8.") from error
    except OSError as error:
        raise PlainError(f"{path} cannot be read: {error.strerror or error}.") from error
    labels: dict[str, set[str]] = {}
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""))
        missing = [column for column in ("sentence", "label") if column not in (reader.fieldnames or [])]
        if missing:
            raise PlainError(f"{path} has no column {' and no column '.join(missing)}: sentence and label are needed.")
        for row in reader:
            sentence, label = (row["sentence"] or "").strip(), (row["label"] or "").strip()
            if sentence and label not in NO_SKILL:
                labels.setdefault(sentence, set()).add(label)
    except csv.Error as error:
        raise PlainError(f"{path} is no table in CSV: {error}.") from error
    if not labels:
        raise PlainError(f"{path}: no sentence names a skill.")
    return SentenceSet(path.stem, list(labels), list(labels.values()))


def esco_files(folder: Path) -> tuple[Path, list[Path]]:
    """(relations, classifications) among the ZIPs of a folder, told apart by what is inside."""
    if not folder.is_dir():
        raise PlainError(f"There is no folder {folder}. Name the one that holds the ZIPs of ESCO with --esco.")
    relations: list[Path] = []
    classifications: list[Path] = []
    for path in sorted(folder.glob("*.zip")):
        try:
            with zipfile.ZipFile(path) as archive:
                names = {info.filename.replace("\\", "/").rsplit("/", 1)[-1].lower() for info in archive.infolist()}
        except (OSError, zipfile.BadZipFile) as error:
            raise PlainError(f"{path} is not a whole ZIP file.") from error
        if "occupationskillrelations.csv" in names:
            relations.append(path)
        elif any(name.startswith("skills_") for name in names):
            classifications.append(path)
    if not relations or not classifications:
        lacking = "the relations (occupationSkillRelations.csv)" if not relations else "a classification (skills_en.csv)"
        raise PlainError(f"{folder} has no ZIP of ESCO with {lacking}.")
    return relations[-1], classifications
