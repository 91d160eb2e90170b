"""How quick search and matching are with many vacancies: those in the data folder, copied with new ids and moved places, in an index
of their own that is thrown away. The database itself is only read.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings

from openpes.base import clock
from openpes.base.ids import uuid7
from openpes.matching.engine import Columns, Person, Vacancy, people_columns, rank_people, vacancy_columns
from openpes.matching.engine.codes import low64
from openpes.matching.index import files, loading, memory, words
from openpes.matching.index.best import best_vacancies
from openpes.matching.index.knowledge import Knowledge, read_knowledge
from openpes.matching.index.named import Named
from openpes.matching.queries import search_vacancies
from openpes.matching.requests import DISTANCE, SearchRequest
from openpes.work.models import Vacancy as VacancyRow

Progress = Callable[[int, int], None]
Pair = tuple[Vacancy, words.Words]


class TooFew(Exception):
    """There is nothing to copy."""


def run(number: int, repeats: int, progress: Progress) -> dict[str, Any]:
    """Build, load and question an index of ``number`` vacancies. Times in milliseconds unless the name says otherwise."""
    knowledge = read_knowledge(fresh=True)
    originals, names = _originals(knowledge)
    if not originals:
        raise TooFew
    before = getattr(settings, "OPENPES_INDEX", None), False
    folder = Path(tempfile.mkdtemp(prefix="bench-index-", dir=settings.DATA))
    settings.OPENPES_INDEX, settings.OPENPES_INDEX_FROZEN = folder, True
    memory.forget()
    try:
        began = time.perf_counter()
        _build(originals, names, number, knowledge, progress)
        built = time.perf_counter() - began
        began = time.perf_counter()
        view = memory.current()
        loaded = time.perf_counter() - began
        found = {
            "vacancies": len(view.vacancies),
            "build_seconds": round(built, 1),
            "load_ms": round(loaded * 1000, 1),
            "columns_mb": round((_size(view.base.vacancies) + view.base.packed.nbytes) / 1e6, 1),
            "disk_mb": round(sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) / 1e6, 1),
        }
        return found | {"search_ms": _searches(originals, repeats), "match_ms": _matches(originals, view, knowledge, repeats)}
    finally:
        settings.OPENPES_INDEX, settings.OPENPES_INDEX_FROZEN = before
        memory.forget()
        shutil.rmtree(folder, ignore_errors=True)


def _originals(knowledge: Knowledge) -> tuple[list[Pair], dict[int, str]]:
    """Vacancies to be copied, and the names of the occupations and skills that they have."""
    ids = list(VacancyRow.objects.public().order_by("id").values_list("id", flat=True)[:10_000])
    named = Named(knowledge.context())
    found: list[Pair] = []
    for start in range(0, len(ids), 1000):
        batch = loading.vacancies(ids[start : start + 1000], named)
        found += zip(batch.records(), batch.words(), strict=True)
    return found, named.names


def _copies(originals: list[Pair], number: int) -> Iterator[Pair]:
    """Copies with a new id, places moved by up to half a degree and other days of posting; always the same ones but for the ids."""
    chance = np.random.default_rng(1)
    for i in range(number):
        record, text = originals[i % len(originals)]
        pk = uuid7()
        move = chance.uniform(-0.5, 0.5, size=2)
        places = tuple((lat + float(move[0]), lon + float(move[1])) for lat, lon in record.places)
        day = max(1, clock.today().toordinal() - int(chance.integers(0, 60)))
        yield replace(record, id=pk, places=places, posted=day, expires=0), replace(text, key=low64(pk))


def _build(originals: list[Pair], names: dict[int, str], number: int, knowledge: Knowledge, progress: Progress) -> None:
    files.folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    parts: list[Columns] = []

    def documents() -> Iterator[words.Words]:
        batch: list[Vacancy] = []
        for done, (record, text) in enumerate(_copies(originals, number), start=1):
            batch.append(record)
            yield text
            if len(batch) == 5000 or done == number:
                parts.append(vacancy_columns(batch))
                batch = []
                progress(done, number)

    words.write(files.folder() / "words-00000001", (), documents(), names)
    files.save_base("base-00000001", Columns.joined(parts), people_columns([]), knowledge.weights)
    files.write_state(
        files.State(
            generation=1,
            words="words-00000001",
            base="base-00000001",
            changes="changes-00000001.log",
            taxonomy=knowledge.taxonomy.stamp,
            weights=knowledge.weights.version,
        )
    )


def _searches(originals: list[Pair], repeats: int) -> dict[str, dict[str, float]]:
    title = originals[len(originals) // 2][1].title.split()[0]
    requests = {
        "everything": SearchRequest(),
        "one_word": SearchRequest(words=title),
        "two_words": SearchRequest(words=" ".join(originals[0][1].title.split()[:2])),
        "filters": SearchRequest(occupations=("2", "5"), hours=("full_time",), posted_days=14),
        "mistyped": SearchRequest(words=title[:2] + title[3:2:-1] + title[4:]),
        "unknown": SearchRequest(words="qzxvqzxv"),
    }
    places = [r.places[0] for r, _ in originals if r.places]
    if places:
        requests["near_a_place"] = SearchRequest(words=title, point=places[0], radius_km=30, sort=DISTANCE)
    return {name: _times(lambda asked=asked: search_vacancies(asked), repeats) for name, asked in requests.items()}


def _matches(originals: list[Pair], view: memory.View, knowledge: Knowledge, repeats: int) -> dict[str, dict[str, float]]:
    weights, skills, today = knowledge.weights, knowledge.taxonomy.knowledge, clock.today().toordinal()
    record = next((r for r, _ in originals if r.skills and r.places), originals[0][0])
    near = tuple((lat, lon, 30_000) for lat, lon in record.places[:1])
    person = Person(uuid.UUID(int=1), occupations=((record.isco, record.occupation),), skills=record.skills[:6], places=near)
    everywhere = replace(person, places=())
    people = people_columns(replace(person, id=uuid7()) for _ in range(2000))
    return {
        "person_30_km": _times(lambda: best_vacancies(view, knowledge, person, today=today, limit=50), repeats),
        "person_everywhere": _times(lambda: best_vacancies(view, knowledge, everywhere, today=today, limit=50), repeats),
        "vacancy_2000_people": _times(lambda: rank_people(record, people, weights, skills, today=today), repeats),
    }


def _times(ask: Callable[[], object], repeats: int) -> dict[str, float]:
    ask()
    taken = []
    for _ in range(repeats):
        began = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - began) * 1000)
    taken.sort()
    return {"p50": round(statistics.median(taken), 1), "p99": round(taken[min(len(taken) - 1, int(len(taken) * 0.99))], 1)}


def _size(columns: Columns) -> int:
    """Bytes of columns; the files are mapped, so that all processes share them."""
    lists = sum(offsets.nbytes + values.nbytes for offsets, values in columns.lists.values())
    return lists + columns.high.nbytes + columns.low.nbytes + sum(array.nbytes for array in columns.fixed.values())
