"""The published versions, read from the package and checked against their seals; the own questions of a country."""

import hashlib
import json
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from .definition import Definition, Question, parse, parse_question

FOLDER = Path(__file__).resolve().parents[1] / "data" / "questionnaire"
SEALS = "seals.json"
SEALED = ("definition.json", "words.en.json")


class DefinitionError(Exception):
    """A questionnaire that cannot be used; the text says which file and what to do."""


def digest(path: Path) -> str:
    """SHA-256 of the content, independent of line ends and spacing."""
    content = json.loads(path.read_text("utf-8"))
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


@lru_cache(maxsize=8)
def versions(folder: Path = FOLDER) -> tuple[str, ...]:
    """All published versions, oldest first."""
    return tuple(_seals(folder))


def newest(folder: Path = FOLDER) -> Definition:
    return load(versions(folder)[-1], folder)


def _seals(folder: Path) -> dict[str, dict[str, str]]:
    seals: dict[str, dict[str, str]] = json.loads((folder / SEALS).read_text("utf-8"))
    return seals


@lru_cache(maxsize=16)
def load(version: str, folder: Path = FOLDER) -> Definition:
    """A published version. Raises DefinitionError when it is unknown or when its files are not those that were published."""
    seals = _seals(folder)
    if version not in seals:
        raise DefinitionError(f"There is no questionnaire {version}. Known are: {', '.join(seals)}.")
    for name in SEALED:
        path = folder / version / name
        if digest(path) != seals[version][name]:
            raise DefinitionError(
                f"{path} is not the file that was published as version {version}. A published questionnaire never changes: "
                "put the file back, and publish the change as a new version beside it."
            )
    return parse(json.loads((folder / version / "definition.json").read_text("utf-8")))


@lru_cache(maxsize=16)
def _own_questions(path: Path) -> tuple[str, tuple[Question, ...], dict[str, Any]]:
    if not path.is_file():
        raise DefinitionError(f"There is no file {path} with the questions of the country.")
    try:
        data = tomllib.loads(path.read_text("utf-8"))
        prefix = str(data["prefix"])
        entries = [dict(entry) for entry in data["question"]]
        texts = {entry["id"]: entry.pop("text") for entry in entries}
        for entry in entries:
            for name in ("options", "rows", "columns"):
                for option in entry.get(name, []):
                    texts[f"{entry['id']}.{option['id']}"] = option.pop("text")
        questions = tuple(parse_question({"no": "", **entry}) for entry in entries)
    except (KeyError, TypeError, ValueError) as problem:
        raise DefinitionError(f"{path} cannot be read: {problem}. Its form is described in docs/questionnaire.md.") from problem
    return prefix, questions, texts


def extended(base: Definition, extension: str, folder: Path) -> Definition:
    """``base`` with the questions of ``folder/<extension>.toml``. Raises DefinitionError.

    Their ids begin with the country's prefix, so that they never meet an id of the survey: what is compared is compared by id.
    """
    path = folder / f"{extension}.toml"
    prefix, questions, _texts = _own_questions(path)
    for question in questions:
        if not prefix or not question.id.startswith(prefix) or question.id in base.by_id or prefix.startswith("q"):
            raise DefinitionError(
                f"{path}: the id {question.id} must begin with the country's own prefix, which may not begin with q."
            )
        if question.wide != "options":
            raise DefinitionError(f"{path}: {question.id} may not be counted as one column of codes: leave “wide” out.")
        if question.cluster not in base.clusters:
            raise DefinitionError(f"{path}: {question.id} names the cluster {question.cluster}, which does not exist.")
    return base.with_questions(extension, questions)


def own_words(extension: str, folder: Path) -> dict[str, Any]:
    """{id: {language: text}} of the country's own questions."""
    return _own_questions(folder / f"{extension}.toml")[2]


def digest_of_own(extension: str, folder: Path) -> str:
    """SHA-256 of what the own questions ask (ids and kinds, not their words): the same version must stay the same questions."""
    _prefix, questions, _texts = _own_questions(folder / f"{extension}.toml")
    return hashlib.sha256(repr(questions).encode()).hexdigest()
