"""Noting what changed, in the change's own transaction; agreeing on new weights; making lists; special measures."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from openpes.base import clock
from openpes.base.actor import Actor
from openpes.base.errors import Conflict, InvalidInput, NotAllowed
from openpes.base.locking import file_lock, require_write, write
from openpes.matching import suggesting
from openpes.matching.engine import Weights
from openpes.matching.engine.capacity import GIVE_UP, Lists
from openpes.matching.engine.weights import ONE
from openpes.matching.index import files, taxonomy
from openpes.matching.index.knowledge import as_stored
from openpes.matching.models import IndexLog, MatchRun, MatchWeights, SpecialMeasure, SuggestedVacancy
from openpes.matching.perms import may_agree_on_weights, may_enter_measures, may_make_lists
from openpes.matching.queries import measure_in_force, members_of
from openpes.matching.rules import SMALLEST_GROUP, measure_problems
from openpes.people.models import TargetGroup
from openpes.trust.audit import audit
from openpes.work.models import JobseekerProfile


def note_vacancies(ids: Iterable[uuid.UUID]) -> None:
    """A subscriber of ``vacancy.changed``: one log row for each vacancy, with the change or not at all."""
    _note("vacancy", ids)


def note_profiles(ids: Iterable[uuid.UUID]) -> None:
    """A subscriber of ``profile.changed``."""
    _note("profile", ids)


def note_merged(kept: uuid.UUID, alias: uuid.UUID) -> None:
    """A subscriber of ``person.merged`` and ``person.unmerged``: who may be found changes for both."""
    _note("profile", JobseekerProfile.objects.filter(person_id__in=[kept, alias]).values_list("id", flat=True))


def _note(kind: str, ids: Iterable[uuid.UUID]) -> None:
    require_write()
    now = clock.now()
    IndexLog.objects.bulk_create([IndexLog(kind=kind, target_id=pk, at=now) for pk in dict.fromkeys(ids)], batch_size=500)


def adopt_weights(
    *,
    actor: Actor,
    parts: Mapping[str, int],
    hard: Iterable[str],
    consulted_with: str,
    approved_by: str,
    in_force_from: dt.date,
    synthetic: bool = False,
) -> MatchWeights:
    """Write the next version of the weights, with the IDF of skills as it is now, frozen.

    ``parts`` are millionths that sum to 1,000,000; ``hard`` is what a person may rule out. Both sides of industry are named in
    ``consulted_with``. Raises NotAllowed, InvalidInput.
    """
    if not may_agree_on_weights(actor):
        raise NotAllowed(_("Only an administrator may put new weights in force."))
    if not consulted_with.strip():
        raise InvalidInput(_("Say who was consulted."), field="consulted_with")
    if not approved_by.strip():
        raise InvalidInput(_("Say who approved the weights."), field="approved_by")
    if in_force_from < clock.today():
        raise InvalidInput(_("Weights cannot be in force before today."), field="in_force_from")
    try:
        wanted = Weights(parts=dict(parts), hard=frozenset(hard))
    except ValueError as error:
        raise InvalidInput(_("The weights must name every part and sum to 1,000,000."), field="parts") from error
    known = taxonomy.load()
    with write():
        newest = MatchWeights.objects.order_by("-version").values_list("version", flat=True).first() or 0
        row = MatchWeights.objects.create(
            version=newest + 1,
            weights=as_stored(dict(wanted.parts), sorted(wanted.hard), known, synthetic=synthetic),
            consulted_with=consulted_with.strip()[:500],
            approved_by=approved_by.strip()[:300],
            in_force_from=in_force_from,
            synthetic=synthetic,
        )
        audit(
            actor=actor, act="matching.weights_adopted", target=row, changes={"version": row.version, "parts": dict(wanted.parts)}
        )
    return row


CHUNK = 1_000
"""People whose lists are written in one transaction."""


def make_lists(
    *,
    actor: Actor,
    length: int = 10,
    give_up: int = GIVE_UP,
    wet_run: bool = True,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, Any]:
    """Make the capacity-aware lists of everyone who may be found and put them in force; returns the report.

    Without ``wet_run`` nothing is written. A run that was killed leaves rows that nobody reads and the next one removes.
    Raises NotAllowed, InvalidInput, Conflict (another run is under way).
    """
    if not may_make_lists(actor):
        raise NotAllowed(_("Only an administrator may make the lists anew."))
    if not 1 <= length <= 50:
        raise InvalidInput(_("A list has 1 to 50 vacancies."), field="length")
    if not 0 <= give_up <= ONE // 2:
        raise InvalidInput(_("At most half of the mean score may be given up."), field="give_up")
    files.folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    with file_lock(files.folder() / "lists.lock", wait=False) as mine:
        if not mine:
            raise Conflict(_("The lists are being made already."))
        started = clock.now()
        gathered = suggesting.gather(progress)
        plain, made = suggesting.make(gathered, length, give_up)
        report = suggesting.report(gathered, plain, made) | {"measure": _cost_of_measure(gathered)}
        if wet_run:
            _put_in_force(actor, started, gathered, made, (length, give_up), report)
        return report | {"weights_version": gathered.knowledge.weights.version, "length": length, "give_up": give_up}


def _cost_of_measure(gathered: suggesting.Gathered) -> dict[str, Any] | None:
    measure = measure_in_force()
    if measure is None:
        return None
    members = members_of(measure.group_id, gathered.persons)
    told = {"group": measure.group.code, "share": measure.share, "ends_on": measure.ends_on.isoformat()}
    return told | (suggesting.measure_cost(gathered, members, measure.share) if len(members) >= SMALLEST_GROUP else {})


def _put_in_force(
    actor: Actor, started: dt.datetime, gathered: suggesting.Gathered, made: Lists, asked: tuple[int, int], report: dict[str, Any]
) -> None:
    with write():
        SuggestedVacancy.objects.filter(run__finished_at__isnull=True).delete()
        MatchRun.objects.filter(finished_at__isnull=True).delete()
        run = MatchRun.objects.create(
            started_at=started,
            weights_version=gathered.knowledge.weights.version,
            length=asked[0],
            give_up=asked[1],
            report=report,
        )
    for first in range(0, len(gathered.profiles), CHUNK):
        lines = [
            SuggestedVacancy(
                run=run, profile_id=gathered.profiles[i], vacancy_id=gathered.vacancies[made.vacancy[at]],
                rank=at - made.starts[i] + 1, score=made.score[at], price=made.price[made.vacancy[at]],
            )
            for i in range(first, min(first + CHUNK, len(gathered.profiles)))
            for at in range(made.starts[i], made.starts[i + 1])
        ]  # fmt: skip
        with write():
            SuggestedVacancy.objects.bulk_create(lines, batch_size=500)
    with write():
        run.finished_at = clock.now()
        run.save(update_fields=["finished_at"])
        SuggestedVacancy.objects.exclude(run=run).delete()
        audit(actor=actor, act="matching.lists_made", target=run, changes={"people": len(gathered.profiles)})


def enter_measure(*, actor: Actor, entered: Mapping[str, Any], synthetic: bool = False) -> SpecialMeasure:
    """Enter a special measure (ILO C111, Article 5). ``entered`` is named as ``rules.MEASURE_NEEDS``; group is a code.

    Raises NotAllowed; InvalidInput naming the first field that is missing or wrong; Conflict while another one is in force.
    """
    if not may_enter_measures(actor):
        raise NotAllowed(_("Only an administrator may enter a special measure."))
    today = clock.today()
    problems = measure_problems(entered, today)
    if problems:
        field, why = next(iter(problems.items()))
        raise InvalidInput(measure_problem_in_words(why), field=field)
    group = TargetGroup.objects.filter(code=entered["group"]).first()
    if group is None:
        raise InvalidInput(_("There is no such group."), field="group")
    with write():
        if SpecialMeasure.objects.select_for_update().filter(stopped_at__isnull=True, ends_on__gte=today).exists():
            raise Conflict(_("Another special measure is entered and has not ended. Stop it first."), field="group")
        row = SpecialMeasure.objects.create(
            group=group, share=entered["share"], starts_on=entered["starts_on"], ends_on=entered["ends_on"],
            entered_by=actor.account_id, entered_at=clock.now(), synthetic=synthetic,
            **{name: str(entered[name]).strip() for name in ("legal_basis", "consultation", "approved_by")},
        )  # fmt: skip
        told = {"group": group.code, "share": row.share, "starts_on": str(row.starts_on), "ends_on": str(row.ends_on)}
        audit(actor=actor, act="matching.measure_entered", target=row, changes=told)
    return row


def measure_problem_in_words(why: str) -> str:
    """A sentence for a code of ``rules.measure_problems``."""
    return {
        "missing": _("A special measure needs this. Without it the lists stay as they are."),
        "past": _("The end lies in the past."),
        "order": _("The end lies before the beginning."),
        "too_long": _("A special measure is temporary: at most three years, then it is decided anew."),
        "range": _("A share of 1 to 50 percent."),
    }[why]


def stop_measure(*, actor: Actor, measure: SpecialMeasure) -> None:
    """End a special measure before its day. Raises NotAllowed. Stopping twice changes nothing."""
    if not may_enter_measures(actor):
        raise NotAllowed(_("Only an administrator may enter a special measure."))
    with write():
        if SpecialMeasure.objects.filter(pk=measure.pk, stopped_at__isnull=True).update(stopped_at=clock.now()):
            audit(actor=actor, act="matching.measure_stopped", target=measure)
