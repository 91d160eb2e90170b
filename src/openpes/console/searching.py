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
from openpes.matching import search
from openpes.matching.engine import Columns, Person, Vacancy, codes, people_columns, rank_people, vacancy_columns
from openpes.matching.engine.codes import low64
from openpes.matching.index import files, loading, memory, words
from openpes.matching.index.asked import Asked
from openpes.matching.index.best import best_vacancies
from openpes.matching.index.knowledge import Knowledge, read_knowledge
from openpes.matching.index.named import Named
from openpes.matching.queries import search_vacancies
from openpes.matching.requests import DISTANCE, NEWEST, PAY, SearchRequest
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
        return found | {
            "search_ms": _searches(originals, knowledge, repeats),
            "match_ms": _matches(originals, view, knowledge, repeats),
        }
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
    shortened = [(record, replace(text, body=_each_once(text.body))) for record, text in originals]
    for i in range(number):
        record, text = shortened[i % len(originals)]
        pk = uuid7()
        move = chance.uniform(-0.5, 0.5, size=2)
        places = tuple((lat + float(move[0]), lon + float(move[1])) for lat, lon in record.places)
        day = max(1, clock.today().toordinal() - int(chance.integers(0, 60)))
        yield replace(record, id=pk, places=places, posted=day, expires=0), replace(text, key=low64(pk))


def _each_once(text: str) -> str:
    """The different words of a text. The index notes only which words a text has, so that a copy of this is the same to it and is
    written sooner.
    """
    return " ".join(dict.fromkeys(text.split()))


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


def requests_of(originals: list[Pair], knowledge: Knowledge) -> dict[str, SearchRequest]:
    """The questions that are asked, by what each of them shows."""
    title = originals[len(originals) // 2][1].title.split()[0]
    two = " ".join(originals[0][1].title.split()[:2])
    like = originals[len(originals) // 2][0]
    every = SearchRequest(
        words=title,
        occupations=tuple("123456789"),
        contracts=tuple({codes.CONTRACTS[like.contract], "permanent"}),
        hours=tuple({codes.HOURS[like.hours], "full_time"} - {"either"}),
        telework=tuple({codes.TELEWORK[like.telework], "none", "unknown"}),
        pay_min=10_000,
        currency=codes.unpack(like.currency),
        regions=tuple(pk for key, (pk, _) in knowledge.region_names.items() if key == like.region),
        posted_days=30,
    )
    made = {
        "everything": SearchRequest(),
        "one_word": SearchRequest(words=title),
        "two_words": SearchRequest(words=two),
        "prefix": SearchRequest(words=title[:4]),
        "mistyped": SearchRequest(words=title[:2] + title[3:1:-1] + title[4:]),
        "unknown": SearchRequest(words="qzxvqzxv"),
        "filters": SearchRequest(occupations=("2", "5"), hours=("full_time",), posted_days=14),
        "all_filters": every,
        **{f"sorted_by_{sort}": SearchRequest(words=title, sort=sort) for sort in (NEWEST, PAY)},
        "everything_sorted_by_pay": SearchRequest(sort=PAY),
    }
    place = next((r.places[0] for r, _ in originals if r.places), None)
    if place:
        near = SearchRequest(words=title, point=place, radius_km=30, sort=DISTANCE)
        made |= {"near_a_place": near, "all_filters_near_a_place": replace(every, point=place, radius_km=30, sort=DISTANCE)}
    return made


def _searches(originals: list[Pair], knowledge: Knowledge, repeats: int) -> dict[str, dict[str, float]]:
    found = {}
    for name, asked in requests_of(originals, knowledge).items():
        total = search_vacancies(asked).total
        found[name] = {"found": total, **_times(lambda asked=asked: search_vacancies(asked), repeats)}
        if asked.words:
            for kind, prepare in (("new_words", _forget_words), ("after_a_change", _change_one)):
                again = _times(lambda asked=asked: search_vacancies(asked), max(1, repeats // 5), before_each=prepare)
                found[name] |= {f"{kind}_p50": again["p50"], f"{kind}_cpu_p50": again["cpu_p50"]}
    return found


def _forget_words() -> None:
    """As if nobody had asked for any words."""
    view = memory.current()
    view.asked = Asked()
    view.kept.pop(search.WORDS, None)


def _change_one() -> None:
    """As if one vacancy had changed since the words were asked for."""
    view = memory.current()
    touched = view.vacancies.touched
    view.vacancies.touched = np.append(touched, view.base.vacancies.low[len(touched) % len(view.base.vacancies)])
    view.kept.pop(search.WORDS, None)


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


def _times(ask: Callable[[], object], repeats: int, before_each: Callable[[], object] = int) -> dict[str, float]:
    """By the clock on the wall, and the processor time of this thread, which other work on the machine disturbs less."""
    ask()
    taken, used = [], []
    for _ in range(repeats):
        before_each()
        began, before = time.perf_counter(), time.thread_time()
        ask()
        used.append((time.thread_time() - before) * 1000)
        taken.append((time.perf_counter() - began) * 1000)
    return {"p50": _at(taken, 0.5), "p99": _at(taken, 0.99), "cpu_p50": _at(used, 0.5), "cpu_p99": _at(used, 0.99)}


def _at(times: list[float], share: float) -> float:
    ordered = sorted(times)
    if share == 0.5:
        return round(statistics.median(ordered), 1)
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))], 1)


def _size(columns: Columns) -> int:
    """Bytes of columns; the files are mapped, so that all processes share them."""
    lists = sum(offsets.nbytes + values.nbytes for offsets, values in columns.lists.values())
    return lists + columns.high.nbytes + columns.low.nbytes + sum(array.nbytes for array in columns.fixed.values())
