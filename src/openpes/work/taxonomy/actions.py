"""Loading a classification: in batches, repeatable, and never losing what rows elsewhere point at.

A killed run leaves whole batches behind; the next run skips what is there by its digest and goes on. The row in
TaxonomyRelease is written last and only when the release is whole.
"""

import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from openpes.base import clock
from openpes.base.actor import Actor
from openpes.base.enums import Channel, InteractionLevel, Service
from openpes.base.errors import Conflict, InvalidInput, NotAllowed
from openpes.base.events import record_event
from openpes.base.locking import file_lock, write
from openpes.trust.audit import audit
from openpes.work.models import IscoGroup, Occupation, OccupationSkill, TaxonomyRelease
from openpes.work.taxonomy import perms, queries, rules
from openpes.work.taxonomy.content import Content, IscoEntry, Problem
from openpes.work.taxonomy.storing import OCCUPATIONS, SKILLS, Store

BATCH = 1000
KEPT_PROBLEMS = 500

Progress = Callable[[str, int, int], None]
"""Called as (step, done, all) after each batch."""


@dataclass(slots=True)
class Tally:
    """What a run did to one kind of row."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    retired: int = 0
    replaced: int = 0

    @property
    def written(self) -> int:
        return self.new + self.changed + self.retired


@dataclass(slots=True)
class LoadReport:
    """What a run did. ``problems`` counts what was left out, by reason."""

    scheme: str
    version: str
    isco_groups: Tally = field(default_factory=Tally)
    occupations: Tally = field(default_factory=Tally)
    skills: Tally = field(default_factory=Tally)
    relations: Tally = field(default_factory=Tally)
    problems: dict[str, int] = field(default_factory=dict)

    @property
    def changed_anything(self) -> bool:
        return any(each.written for each in (self.isco_groups, self.occupations, self.skills, self.relations))

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def _silent(step: str, done: int, total: int) -> None:
    """No one watches."""


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the lock of taxonomy loading; Conflict when another load runs on this machine."""
    with file_lock(Path(settings.DATA) / "taxonomy.lock", wait=False) as mine:
        if not mine:
            raise Conflict(_("Another import of a taxonomy is running. Wait until it is finished."), code="busy")
        yield


def load_taxonomy(
    *, actor: Actor, content: Content, isco: Sequence[IscoEntry], force: bool = False, progress: Progress = _silent
) -> LoadReport:
    """Bring the tables in line with one release.

    Concepts that the release no longer has are retired: they stay, marked with the day and, where the words leave no doubt,
    with what replaces them. Relations between concepts in use follow the release; those of retired ones stay.
    A run that finds nothing to change writes nothing. Locks: ``taxonomy.lock``; one transaction per 1,000 rows.

    Raises NotAllowed; Conflict when another load runs, and, unless ``force``, when the release is older than the loaded one
    ("older") or would retire more than a fifth of the concepts in use ("retires_too_much").
    """
    if not perms.may_load_taxonomy(actor):
        raise NotAllowed(_("Only an administrator may load a taxonomy."))
    with _alone():
        return _Load(actor, content, progress).run(isco, force)


def name_successor(*, actor: Actor, retired: queries.ConceptKind, successor: queries.ConceptKind) -> None:
    """A person says what replaces a retired concept, where the loading could not tell. One transaction; the row is locked.

    Raises NotAllowed; InvalidInput when the concept is in use, when the two are not of one kind, or when the successor leads
    back to it.
    """
    if not perms.may_load_taxonomy(actor):
        raise NotAllowed(_("Only an administrator may change the taxonomy."))
    model = type(retired)
    with write():
        locked = model._default_manager.select_for_update().get(pk=retired.pk)
        if locked.retired_at is None:
            raise InvalidInput(_("This concept is in use. Only a retired one can be replaced."), field="retired")
        if type(successor) is not model or queries.stands_for(successor).pk == locked.pk or successor.pk == locked.pk:
            raise InvalidInput(_("This cannot take its place. Choose another one."), field="successor")
        locked.replaced_by_id = successor.pk
        locked.save(update_fields=["replaced_by"])
        audit(actor=actor, act="work.successor_named", target=locked, changes={"replaced_by": successor.pk})


class _Load:
    """One run of `load_taxonomy`."""

    def __init__(self, actor: Actor, content: Content, progress: Progress):
        self.actor, self.content, self.progress = actor, content, progress
        self.report = LoadReport(content.scheme, content.version)
        self.started = clock.now()
        self.problems = list(content.problems)

    def run(self, isco: Sequence[IscoEntry], force: bool) -> LoadReport:
        groups = self._isco(isco)
        self._leave_out_unknown_groups(groups)
        plans = {}
        for store, entries in ((OCCUPATIONS, self.content.occupations), (SKILLS, self.content.skills)):
            plans[store.name] = rules.plan(entries, store.known(self.content.scheme), self.content.held)
        if not force:
            self._refuse_doubtful(list(plans.values()))
        self._concepts(OCCUPATIONS, plans[OCCUPATIONS.name], self.report.occupations)
        self._concepts(SKILLS, plans[SKILLS.name], self.report.skills)
        self._broader()
        self._relations()
        self._retire(OCCUPATIONS, plans[OCCUPATIONS.name], self.report.occupations)
        self._retire(SKILLS, plans[SKILLS.name], self.report.skills)
        self.report.problems = dict(Counter(each.code for each in self.problems))
        self._finish()
        return self.report

    def _refuse_doubtful(self, plans: list[rules.Plan]) -> None:
        loaded = list(TaxonomyRelease.objects.filter(scheme=self.content.scheme).values_list("version", flat=True))
        if newest := rules.is_older(self.content.version, loaded):
            raise Conflict(
                _("Release %(this)s is older than %(newest)s, which is loaded already.")
                % {"this": self.content.version, "newest": newest},
                code="older",
            )
        for each in plans:
            if rules.retires_too_much(each):
                raise Conflict(
                    _("%(count)d concepts in use are not in these files. The files are probably not whole.")
                    % {"count": len(each.retired)},
                    code="retires_too_much",
                )

    def _isco(self, package: Sequence[IscoEntry]) -> set[str]:
        """ISCO-08 as in the package; titles that a release has in further languages fill gaps. Returns all codes."""
        titles = {each.code: dict(each.titles) for each in package}
        for entry in self.content.isco:
            if entry.code in titles:
                titles[entry.code] = {**entry.titles, **titles[entry.code]}
        stored = {row.code: row.titles for row in IscoGroup.objects.order_by("code")}
        rows = []
        for code in sorted(titles, key=lambda each: (len(each), each)):
            wanted = {**stored.get(code, {}), **titles[code]}
            if wanted == stored.get(code):
                self.report.isco_groups.unchanged += 1
                continue
            rows.append(IscoGroup(code=code, level=len(code), titles=wanted))
            tally = "changed" if code in stored else "new"
            setattr(self.report.isco_groups, tally, getattr(self.report.isco_groups, tally) + 1)
        if rows:
            with write():
                IscoGroup.objects.bulk_create(
                    rows, update_conflicts=True, unique_fields=["code"], update_fields=["level", "titles"], batch_size=200
                )
                self._audit("isco_loaded", rows=len(rows))
        return {*titles, *stored}

    def _leave_out_unknown_groups(self, groups: set[str]) -> None:
        for code, entry in list(self.content.occupations.items()):
            if entry.isco not in groups:
                self.problems.append(Problem("", 0, "no_isco", f"{entry.label}: there is no ISCO-08 group {entry.isco}"))
                self.content.held.add(code)
                del self.content.occupations[code]
        occupations = self.content.occupations
        self.content.relations = [each for each in self.content.relations if each.occupation in occupations]

    def _concepts(self, store: Store, plan: rules.Plan, tally: Tally) -> None:
        entries = store.entries_of(self.content)
        scheme, version, total, done = self.content.scheme, self.content.version, len(entries), len(plan.unchanged)
        tally.unchanged = len(plan.unchanged)
        if store.seen_before(scheme, version, plan.unchanged):
            for codes in _batches(plan.unchanged):
                with write():
                    if store.mark_seen(scheme, version, codes):
                        self._audit(f"{store.name}_confirmed", rows=len(codes))
        for codes in _batches(plan.new):
            with write():
                store.create(scheme, version, [entries[code] for code in codes])
                self._audit(f"{store.name}_loaded", rows=len(codes))
            tally.new += len(codes)
            done += len(codes)
            self.progress(store.name, done, total)
        for codes in _batches(plan.changed):
            with write():
                store.change(scheme, version, self.content.languages, [entries[code] for code in codes])
                self._audit(f"{store.name}_changed", rows=len(codes))
            tally.changed += len(codes)
            done += len(codes)
            self.progress(store.name, done, total)
        self.progress(store.name, total, total)

    def _broader(self) -> None:
        ids = OCCUPATIONS.ids(self.content.scheme)
        stored = dict(Occupation.objects.filter(scheme=self.content.scheme).order_by().values_list("code", "broader_id"))
        changed = []
        for code, entry in self.content.occupations.items():
            above = ids.get(entry.broader) if entry.broader else None
            if stored[code] != above:
                changed.append(Occupation(pk=ids[code], broader_id=above))
        for rows in _batches(changed):
            with write():
                Occupation.objects.bulk_update(rows, ["broader"], batch_size=200)
                self._audit("broader_changed", rows=len(rows))

    def _relations(self) -> None:
        occupations, skills = OCCUPATIONS.ids(self.content.scheme), SKILLS.ids(self.content.scheme)
        wanted = {(occupations[each.occupation], skills[each.skill]): each.relation for each in self.content.relations}
        in_release = (
            {occupations[code] for code in self.content.occupations},
            {skills[code] for code in self.content.skills},
        )
        new, changed, gone = self._compare_relations(wanted, in_release)
        tally, total = self.report.relations, len(wanted)
        tally.unchanged = total - len(new) - len(changed)
        for rows in _batches(new):
            with write():
                OccupationSkill.objects.bulk_create(rows)
                self._audit("relations_loaded", rows=len(rows))
            tally.new += len(rows)
            self.progress("relations", tally.unchanged + tally.new, total)
        for rows in _batches(changed):
            with write():
                OccupationSkill.objects.bulk_update(rows, ["relation"], batch_size=200)
                self._audit("relations_changed", rows=len(rows))
            tally.changed += len(rows)
        for keys in _batches(gone):
            with write():
                OccupationSkill.objects.filter(pk__in=keys).delete()
                self._audit("relations_ended", rows=len(keys))
            tally.retired += len(keys)
        self.progress("relations", total, total)

    def _compare_relations(
        self, wanted: dict[tuple[uuid.UUID, uuid.UUID], str], in_release: tuple[set[uuid.UUID], set[uuid.UUID]]
    ) -> tuple[list[OccupationSkill], list[OccupationSkill], list[int]]:
        """(to create, to change, keys to delete); a relation ends only when the release has both ends and not the relation."""
        occupations, skills = in_release
        missing = dict(wanted)
        changed, gone = [], []
        stored = OccupationSkill.objects.filter(occupation__scheme=self.content.scheme).order_by()
        for key, occupation, skill, relation in stored.values_list("pk", "occupation_id", "skill_id", "relation").iterator():
            expected = missing.pop((occupation, skill), None)
            if expected is None:
                if occupation in occupations and skill in skills:
                    gone.append(key)
            elif expected != relation:
                changed.append(OccupationSkill(pk=key, occupation_id=occupation, skill_id=skill, relation=expected))
        new = [OccupationSkill(occupation_id=o, skill_id=s, relation=relation) for (o, s), relation in missing.items()]
        return new, changed, gone

    def _retire(self, store: Store, plan: rules.Plan, tally: Tally) -> None:
        if not plan.retired:
            return
        successors = rules.replacements(store.stored_entries(self.content.scheme, plan.retired), store.entries_of(self.content))
        for codes in _batches(plan.retired):
            with write():
                store.retire(self.content.scheme, codes, successors, at=self.started)
                self._audit(f"{store.name}_retired", rows=len(codes))
            tally.retired += len(codes)
        tally.replaced = len(successors)
        self.problems += [Problem("", 0, "retired_without_successor", code) for code in plan.retired if code not in successors]

    def _finish(self) -> None:
        """Mark the release as whole; nothing when it was whole before and nothing changed."""
        known = TaxonomyRelease.objects.filter(
            scheme=self.content.scheme, version=self.content.version, digest=self.content.digest
        ).first()
        if known and not self.report.changed_anything:
            return
        with write():
            release = known or TaxonomyRelease(
                scheme=self.content.scheme, version=self.content.version, digest=self.content.digest
            )
            release.loaded_at = clock.now()
            release.counts = {**self.content.counts(), "problems": self.report.problems}
            if not known or self.problems:
                release.problems = [each.as_dict() for each in self.problems[:KEPT_PROBLEMS]]
            release.save()
            record_event(
                actor=self.actor,
                service=Service.JOB_MATCHING,
                act="work.taxonomy_loaded",
                level=InteractionLevel.INFORMATION,
                channel=Channel.IMPORT,
                started_at=self.started,
            )
            audit(
                actor=self.actor,
                act="work.taxonomy_loaded",
                target=release,
                changes={"scheme": self.content.scheme, "version": self.content.version, "digest": self.content.digest},
            )

    def _audit(self, act: str, *, rows: int) -> None:
        audit(
            actor=self.actor,
            act=f"work.{act}",
            target=("work.taxonomyrelease", None),
            changes={"scheme": self.content.scheme, "version": self.content.version, "rows": rows},
        )


def _batches(items: Sequence[Any]) -> Iterator[list[Any]]:
    rest = iter(items)
    while batch := list(islice(rest, BATCH)):
        yield batch
