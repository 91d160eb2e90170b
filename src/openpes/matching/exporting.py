"""The job of a whole country from the database: everyone who may be found, what they hide, and the open vacancies, as a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from openpes.base import clock
from openpes.matching.batch import job
from openpes.matching.engine.codes import from_halves
from openpes.matching.engine.packing import pack
from openpes.matching.engine.prepared import Prepared
from openpes.matching.index import loading, memory
from openpes.matching.index.best import whole_vacancies
from openpes.matching.index.knowledge import read_knowledge
from openpes.matching.suggesting import hidden_rows
from openpes.work.models import JobseekerProfile

BATCH = 1_000


def export_job(folder: Path, *, limit: int, progress: Callable[[int, int], None] | None = None) -> int:
    """Write the job into an empty folder; returns the number of jobseekers. Raises FileExistsError when there is one already.

    Only people who agreed to be found are in it, under the ids of their profiles, without names; what someone put away or hides
    from goes along and is never among their rows.
    """
    knowledge, view, today = read_knowledge(), memory.current(), clock.today()
    packed = pack(whole_vacancies(view), knowledge.weights)
    prepared = Prepared(packed, knowledge.weights, knowledge.taxonomy.knowledge)
    order = np.argsort(packed["low"])
    ids = [from_halves(high, low) for high, low in zip(view.people.high, view.people.low, strict=True)]

    def asking() -> Iterator[job.Asking]:
        for start in range(0, len(ids), BATCH):
            batch = ids[start : start + BATCH]
            owners = dict(JobseekerProfile.objects.filter(pk__in=batch).values_list("id", "person_id"))
            people = loading.people(batch, knowledge.context(), today)
            for i in job.near_to_one_another(people):
                rows = hidden_rows(owners[people[i].id], packed["low"], order, prepared)
                yield job.Asking(people[i], tuple(packed["low"][rows].tolist()))
            if progress:
                progress(min(start + BATCH, len(ids)), len(ids))

    return job.write(
        folder, packed, knowledge.weights, knowledge.taxonomy.knowledge, asking(), today=today.toordinal(), limit=limit
    )
