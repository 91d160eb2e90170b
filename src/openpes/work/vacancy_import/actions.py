"""Importing vacancies of other services, and correcting what the coder took a title for."""

import datetime as dt
import functools
import hashlib
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from openpes.base import clock, hooks
from openpes.base.actor import Actor
from openpes.base.enums import Channel, InteractionLevel, Service
from openpes.base.errors import Conflict, InvalidInput, NotAllowed, NotFound
from openpes.base.events import record_event
from openpes.base.locking import file_lock, write
from openpes.trust.audit import audit
from openpes.work.actions.vacancy_steps import expire_due
from openpes.work.coder_in_force import coder_in_force
from openpes.work.coding import Coder, normalise_title
from openpes.work.enums import ClosingReason, CodingState, ImportOutcome, VacancyStatus
from openpes.work.models import (
    CodingCorrection,
    CodingQueueItem,
    ImportBatch,
    ImportRow,
    Occupation,
    Vacancy,
    VacancySource,
    VacancyStatusChange,
)

from . import perms, rules, storing
from .explain import mapping_text
from .mapping import MappingProblem, TableMapping, read_mapping
from .reading import FORMATS, Survey
from .reading_process import Reading, reading
from .records import Advert, Problem, Severity

BATCH = 1000
_TALLIED = (
    "accepted",
    "updated",
    "unchanged",
    "rejected",
    "merged",
    "withdrawn",
    "expired",
    "held",
    "public",
    "coded",
    "doubtful",
)

Progress = Callable[[str, int, int], None]
"""Called as (step, done, all) after each batch."""


def _silent(step: str, done: int, total: int) -> None:
    """No one watches."""


@dataclass(slots=True)
class ImportReport:
    """What an import did. ``rows`` is what stood in the file; the other numbers count vacancies, but ``rejected`` and
    ``merged`` count rows, and ``expired`` every vacancy that was closed because its last day is over. ``public``: of the file's vacancies, those that a visitor finds now. ``stopped``: "" or the
    reason (as in the report) why reading ended early or nothing was withdrawn.
    """

    batch_id: uuid.UUID
    source: str
    rows: int = 0
    tallies: Counter[str] = field(default_factory=Counter)
    days_rebased: int | None = None
    stopped: str = ""
    seconds: float = 0.0

    def as_dict(self) -> dict[str, int | float]:
        """The numbers that `./pes import vacancies --json` prints."""
        names = ("accepted", "updated", "unchanged", "rejected", "public", "coded", "doubtful")
        return {"rows": self.rows, **{name: self.tallies[name] for name in names}, "seconds": round(self.seconds, 3)}


def import_vacancies(
    *,
    actor: Actor,
    path: Path,
    format: str,
    mapping: bytes | None = None,
    source: str = "",
    rebase_onto: dt.date | None = None,
    complete: bool = False,
    withdraw_many: bool = False,
    progress: Progress = _silent,
) -> ImportReport:
    """Bring the vacancies of one source in line with a file.

    ``source`` defaults to the mapping's name, else to the file's. ``complete``: the file holds everything that the source
    has now, so vacancies that are missing from it are withdrawn (never when reading stopped early, and when more than half
    are missing only with ``withdraw_many``). ``rebase_onto`` shifts all dates by one number of days.

    Each batch of 1,000 rows is one transaction with one event and one audit entry; a run that was killed goes on behind its
    last batch when the same file is imported again. Locks: one import per source.

    Raises NotAllowed; InvalidInput for the mapping or format; Conflict while another import of the source runs.
    """
    if not perms.may_import_vacancies(actor):
        raise NotAllowed(_("Only an administrator may import vacancies."))
    if format not in FORMATS:
        raise InvalidInput(_("The format must be csv or jsonld."), field="format")
    started = clock.now()
    table = _mapping(mapping)
    name = source.strip()[:100] or (table.source if table else "") or _name_of(path)
    today = clock.today()
    with _alone(name), reading(path, format, table, rebase_onto=rebase_onto, today=today) as file:
        run = _Run(actor, file, _source(name, format), today, progress, started)
        return run.go(path, mapping, complete=complete, withdraw_many=withdraw_many)


def _mapping(content: bytes | None) -> TableMapping | None:
    if content is None:
        return None
    try:
        return read_mapping(content)
    except MappingProblem as problem:
        raise InvalidInput(mapping_text(problem), field="mapping", code=problem.what) from None


def _name_of(path: Path) -> str:
    name = path.name
    for ending in (".gz", ".jsonl", ".ndjson", ".jsonld", ".json", ".csv", ".tsv", ".xlsx", ".txt"):
        name = name.removesuffix(ending)
    return name[:100] or "import"


def _source(name: str, format: str) -> VacancySource:
    with write():
        return VacancySource.objects.get_or_create(name=name, defaults={"format": format})[0]


@contextmanager
def _alone(source: str) -> Iterator[None]:
    mark = hashlib.sha256(source.encode()).hexdigest()[:16]
    with file_lock(Path(settings.DATA) / "locks" / f"import-{mark}.lock", wait=False) as mine:
        if not mine:
            raise Conflict(_("Another import of this source is running. Wait until it is finished."), code="busy")
        yield


class _Run:
    """One run of `import_vacancies`."""

    def __init__(
        self,
        actor: Actor,
        file: Reading,
        source: VacancySource,
        today: dt.date,
        progress: Progress,
        started: dt.datetime,
    ) -> None:
        self.actor, self.file, self.source = actor, file, source
        self.today, self.progress, self.started = today, progress, started

    def go(self, path: Path, mapping: bytes | None, *, complete: bool, withdraw_many: bool) -> ImportReport:
        if not Vacancy.objects.filter(source=self.source).exists():
            self._coder()  # every row will need it, and the first reading takes its time
        survey = self.file.survey
        batch = self._batch(path, survey, mapping)
        report = ImportReport(batch.pk, self.source.name, survey.rows, Counter(), survey.days_to_shift)
        report.tallies.update({name: batch.counts.get(name, 0) for name in _TALLIED})
        for items in self._pieces(batch.counts.get("position", 0)):
            self._store(batch, report, items)
            self.progress("store", batch.counts["position"], survey.rows)
        report.stopped = next((_reason(problem) for problem in survey.problems), "")
        report.tallies["expired"] += expire_due()
        if complete:
            self._withdraw(batch, report, survey, allow_many=withdraw_many)
        report.seconds = (clock.now() - self.started).total_seconds()
        with write():
            batch.finished_at = clock.now()
            batch.counts |= {"rows": survey.rows, "seconds": report.seconds, "stopped": report.stopped}
            batch.save(update_fields=["finished_at", "counts"])
        return report

    def _batch(self, path: Path, survey: Survey, mapping: bytes | None) -> ImportBatch:
        """The row of this run: the source's last one when that was killed over the same file and mapping, else a new one."""
        digest = _digest(path, mapping)
        last = ImportBatch.objects.filter(source=self.source).order_by("-started_at", "-pk").first()
        same = last is not None and (last.file_digest, last.days_rebased) == (digest, survey.days_to_shift)
        if last is not None and last.finished_at is None and same:
            return last
        with write():
            return ImportBatch.objects.create(
                source=self.source,
                file_name=path.name[:300],
                file_digest=digest,
                started_at=self.started,
                days_rebased=survey.days_to_shift,
                account_id=self.actor.account_id,
                counts={"position": 0},
            )

    def _pieces(self, done: int) -> Iterator[list[Advert | Problem]]:
        """What the file yields in pieces of at most 1,000, without the first ``done`` that an earlier run wrote."""
        piece: list[Advert | Problem] = []
        for number, item in enumerate(self.file.adverts()):
            if number < done:
                continue
            piece.append(item)
            if len(piece) == BATCH:
                yield piece
                piece = []
        if piece:
            yield piece

    def _store(self, batch: ImportBatch, report: ImportReport, items: list[Advert | Problem]) -> None:
        adverts = [item for item in items if isinstance(item, Advert)]
        prepared = storing.prepare(self.source, adverts, self._coder)
        began = clock.now()
        with write():
            stored = storing.store(self.source, prepared, self.today)
            rows = _report_rows(batch, items, stored)
            ImportRow.objects.bulk_create(rows)
            tally = Counter(outcome.value for outcome in stored.outcomes.values())
            tally += Counter(row.outcome for row in rows if row.outcome in (ImportOutcome.REJECTED, ImportOutcome.MERGED))
            tally += Counter(held=len(stored.held), public=stored.public, coded=stored.coded, doubtful=stored.doubtful)
            self._commit(batch, report, tally, position=len(items))
            if stored.changed:
                self._record(batch, "work.vacancies_imported", tally, stored.changed, began)

    @functools.cached_property
    def _loaded_coder(self) -> Coder:
        return coder_in_force()

    def _coder(self) -> Coder:
        """Loaded at the first row that needs it, while the file is read on; one coder for the whole run."""
        return self._loaded_coder

    def _commit(self, batch: ImportBatch, report: ImportReport, tally: Counter[str], *, position: int = 0) -> None:
        report.tallies.update(tally)
        batch.counts = {name: report.tallies[name] for name in _TALLIED} | {"position": batch.counts["position"] + position}
        batch.save(update_fields=["counts"])

    def _record(
        self, batch: ImportBatch, act: str, tally: Counter[str], changed: list[uuid.UUID], began: dt.datetime | None = None
    ) -> None:
        """One event and one audit entry for the whole batch, and the index told."""
        record_event(
            actor=self.actor,
            service=Service.JOB_MATCHING,
            act=act,
            level=InteractionLevel.TRANSACTION,
            channel=Channel.IMPORT,
            count=len(changed),
            started_at=began,
            synthetic=self.source.synthetic,
        )
        audit(actor=self.actor, act=act, target=batch, changes=dict(tally))
        hooks.publish("vacancy.changed", ids=changed)

    def _withdraw(self, batch: ImportBatch, report: ImportReport, survey: Survey, *, allow_many: bool) -> None:
        """Close what is missing from a complete file, unless the file was cut off or looks it."""
        in_force = Vacancy.objects.filter(source=self.source, status__in=[VacancyStatus.PUBLISHED, VacancyStatus.PAUSED])
        missing = [
            pk
            for pk, reference in in_force.values_list("pk", "source_reference").iterator(chunk_size=5000)
            if reference not in survey.counts
        ]
        if not survey.whole or not survey.rows:
            return
        if not allow_many and rules.withdraws_too_much(len(missing), in_force.count()):
            report.stopped = f"withdraws_too_much: {len(missing)}"
            with write():
                ImportRow.objects.create(batch=batch, line=0, outcome=ImportOutcome.REJECTED, reason=report.stopped)
            return
        self._close(batch, report, missing, ClosingReason.WITHDRAWN, "withdrawn")

    def _close(self, batch: ImportBatch, report: ImportReport, ids: list[uuid.UUID], reason: str, name: str) -> None:
        for start in range(0, len(ids), BATCH):
            some = ids[start : start + BATCH]
            with write():
                now = clock.now()
                closing = Vacancy.objects.filter(pk__in=some).exclude(status=VacancyStatus.CLOSED)
                references = dict(closing.values_list("pk", "source_reference"))
                closing.update(status=VacancyStatus.CLOSED, closing_reason=reason, closed_at=now, changed_at=now)
                VacancyStatusChange.objects.bulk_create(
                    VacancyStatusChange(vacancy_id=pk, status=VacancyStatus.CLOSED, reason=reason, at=now) for pk in references
                )
                if reason == ClosingReason.WITHDRAWN:
                    ImportRow.objects.bulk_create(
                        ImportRow(batch=batch, line=0, reference=ref, outcome=ImportOutcome.WITHDRAWN, reason="withdrawn")
                        for ref in references.values()
                    )
                tally = Counter({name: len(references)})
                self._commit(batch, report, tally)
                self._record(batch, f"work.vacancies_{name}", tally, list(references))


def _digest(path: Path, mapping: bytes | None) -> str:
    digest = hashlib.sha256(mapping or b"")
    try:
        with path.open("rb") as file:
            while chunk := file.read(1024 * 1024):
                digest.update(chunk)
    except OSError:
        return digest.hexdigest()  # the report says that it cannot be opened
    return digest.hexdigest()


def _report_rows(batch: ImportBatch, items: list[Advert | Problem], stored: storing.Stored) -> list[ImportRow]:
    """Rows for the report: everything rejected, merged or held back, and the remarks on what was written."""
    rows = []
    outcomes = stored.outcomes
    for item in items:
        if isinstance(item, Problem):
            merged = item.code.startswith("merged")
            kept_out = item.severity is not Severity.NOTE
            outcome = ImportOutcome.REJECTED if kept_out else ImportOutcome.MERGED if merged else ImportOutcome.ACCEPTED
            rows.append(_row(batch, item, outcome))
        elif outcomes[item.reference] != ImportOutcome.UNCHANGED:
            rows += [_row(batch, problem, outcomes[item.reference]) for problem in item.problems]
            if why := stored.held.get(item.reference):
                code, _mark, detail = why.partition(": ")
                found = Problem(item.lines[0], code, reference=item.reference, detail=detail)
                rows.append(_row(batch, found, outcomes[item.reference]))
    return rows


def _row(batch: ImportBatch, problem: Problem, outcome: str) -> ImportRow:
    reference = problem.reference[:200]
    return ImportRow(batch=batch, line=problem.line, reference=reference, outcome=outcome, reason=_reason(problem))


def _reason(problem: Problem) -> str:
    return (f"{problem.code}: {problem.detail}" if problem.detail else problem.code)[:300]


def correct_coding(*, actor: Actor, vacancy_id: uuid.UUID, occupation_id: uuid.UUID) -> int:
    """A person says which occupation a vacancy's title means; the coder says so for this title from now on.

    Every vacancy with the same normalised title that still waits in the queue is settled with it. Returns how many
    vacancies changed: 0 when the same was decided before (nothing is written then). Raises NotAllowed, InvalidInput for a
    retired occupation, and NotFound for a vacancy that neither was in the queue (which is the whole country's) nor is in the
    actor's care.
    """
    if not perms.may_correct_coding(actor):
        raise NotAllowed(_("Only staff may correct an occupation."))
    occupation = Occupation.objects.filter(pk=occupation_id).first()
    if occupation is None:
        raise NotFound(_("There is no such occupation."), field="occupation")
    if occupation.retired_at is not None:
        raise InvalidInput(_("This occupation is no longer in use. Choose another one."), field="occupation")
    with write():
        vacancy = Vacancy.objects.select_for_update().filter(pk=vacancy_id).first()
        if vacancy is None or not perms.may_code(actor, vacancy):
            raise NotFound(_("There is no such vacancy."))
        key = normalise_title(vacancy.title)[:300]
        known = CodingCorrection.objects.filter(title_key=key).first() if key else None
        settled = vacancy.coding == CodingState.CONFIRMED and vacancy.occupation_id == occupation.pk
        waiting = (
            CodingQueueItem.objects.filter(title_key=key, decided_at__isnull=True) if key else CodingQueueItem.objects.none()
        )
        if settled and (known is None or known.occupation_id == occupation.pk) and not waiting.exists():
            return 0
        return _learn(actor, vacancy, occupation, key)


def _learn(actor: Actor, vacancy: Vacancy, occupation: Occupation, key: str) -> int:
    now = clock.now()
    decided = {"decided_at": now, "decided_by": actor.account_id}
    coded = {"occupation": occupation, "isco": occupation.isco_id, "coding_confidence": 1.0, "changed_at": now}
    CodingQueueItem.objects.filter(vacancy=vacancy).update(**decided)
    Vacancy.objects.filter(pk=vacancy.pk).update(coding=CodingState.CONFIRMED, **coded)
    changed = [vacancy.pk]
    if key:
        CodingCorrection.objects.update_or_create(
            title_key=key, defaults={"occupation": occupation, "account_id": actor.account_id, "at": now}
        )
        alike = CodingQueueItem.objects.filter(title_key=key, decided_at__isnull=True)
        others = list(alike.values_list("vacancy_id", flat=True))
        alike.update(**decided)
        # The same title by the same decision, but nobody looked at these adverts themselves.
        Vacancy.objects.filter(pk__in=others).update(coding=CodingState.AUTOMATIC, **coded)
        changed += others
    record_event(
        actor=actor,
        service=Service.JOB_MATCHING,
        act="work.coding_corrected",
        level=InteractionLevel.SUBMISSION,
        count=len(changed),
    )
    audit(actor=actor, act="work.coding_corrected", target=vacancy, changes={"occupation": occupation.pk, "title": key})
    hooks.publish("vacancy.changed", ids=changed)
    return len(changed)
