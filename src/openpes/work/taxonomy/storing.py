"""Writing occupations and skills with their labels: the same steps for both tables. Called inside `write()` by the loading."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpes.base.text import fold
from openpes.work.models import Occupation, OccupationLabel, Skill, SkillLabel
from openpes.work.taxonomy.content import LONGEST_LABEL, ConceptEntry, Content, Label
from openpes.work.taxonomy.rules import Known

ROWS_A_STATEMENT = 500
CONTENT_FIELDS = ("label", "description", "digest", "last_release", "retired_at", "replaced_by")


@dataclass(frozen=True, slots=True)
class Store:
    """A table of concepts with its table of labels. ``own_field`` is what only this kind of concept has."""

    name: str
    model: type[Any]
    label_model: type[Any]
    owner: str
    own_field: str

    def entries_of(self, content: Content) -> dict[str, ConceptEntry]:
        return content.occupations if self.model is Occupation else content.skills

    def known(self, scheme: str) -> dict[str, Known]:
        """Digest and state of every stored concept of the scheme, by code."""
        rows = self.model.objects.filter(scheme=scheme).order_by("code").values_list("code", "digest", "retired_at")
        return {code: Known(digest, retired_at is not None) for code, digest, retired_at in rows.iterator(chunk_size=2000)}

    def ids(self, scheme: str) -> dict[str, uuid.UUID]:
        return dict(self.model.objects.filter(scheme=scheme).order_by().values_list("code", "pk"))

    def create(self, scheme: str, version: str, entries: Sequence[ConceptEntry]) -> None:
        rows = [
            self.model(scheme=scheme, code=each.code, first_release=version, **self._values(version, each)) for each in entries
        ]
        self.model.objects.bulk_create(rows, batch_size=ROWS_A_STATEMENT)
        self._create_labels((row.pk, label) for row, entry in zip(rows, entries, strict=True) for label in entry.labels)

    def change(self, scheme: str, version: str, languages: Sequence[str], entries: Sequence[ConceptEntry]) -> None:
        """Set the content of known concepts; labels in other languages than ``languages`` stay."""
        by_code = {each.code: each for each in entries}
        rows = list(self.model.objects.filter(scheme=scheme, code__in=by_code).order_by("code"))
        for row in rows:
            for name, value in self._values(version, by_code[row.code]).items():
                setattr(row, name, value)
        fields = [*CONTENT_FIELDS, self.own_field]
        self.model.objects.bulk_update(rows, fields, batch_size=100)
        owners = {f"{self.owner}__in": [row.pk for row in rows]}
        self.label_model.objects.filter(language__in=languages, **owners).delete()
        self._create_labels((row.pk, label) for row in rows for label in by_code[row.code].labels)

    def seen_before(self, scheme: str, version: str, codes: Sequence[str]) -> bool:
        """True when unchanged concepts still carry an earlier release as their last."""
        return bool(codes) and self.model.objects.filter(scheme=scheme).exclude(last_release=version).exists()

    def mark_seen(self, scheme: str, version: str, codes: Sequence[str]) -> int:
        return self.model.objects.filter(scheme=scheme, code__in=codes).exclude(last_release=version).update(last_release=version)

    def stored_entries(self, scheme: str, codes: Iterable[str]) -> dict[str, ConceptEntry]:
        """Stored concepts, as far as is needed to look for what replaces them."""
        rows = self.model.objects.filter(scheme=scheme, code__in=list(codes)).order_by("code")
        own = {"isco": ""} if self.model is Skill else {"kind": ""}
        return {
            row.code: ConceptEntry(row.code, row.label, "", (), **{**own, **self._own(row)})  # type: ignore[arg-type]
            for row in rows
        }

    def retire(self, scheme: str, codes: Sequence[str], successors: Mapping[str, str], at: dt.datetime) -> None:
        """Mark as retired; the rows stay, and so does everything that points at them."""
        self.model.objects.filter(scheme=scheme, code__in=codes, retired_at__isnull=True).update(retired_at=at)
        ids = dict(
            self.model.objects.filter(scheme=scheme, code__in=[successors[code] for code in codes if code in successors])
            .order_by()
            .values_list("code", "pk")
        )
        for code in codes:
            if code in successors:
                self.model.objects.filter(scheme=scheme, code=code).update(replaced_by=ids[successors[code]])

    def _own(self, row: Any) -> dict[str, str]:
        return {"isco": row.isco_id} if self.model is Occupation else {"kind": row.kind}

    def _values(self, version: str, entry: ConceptEntry) -> dict[str, Any]:
        own = {"isco_id": entry.isco} if self.model is Occupation else {"kind": entry.kind}
        return {
            "label": entry.label,
            "description": entry.description,
            "digest": entry.digest(),
            "last_release": version,
            "retired_at": None,
            "replaced_by": None,
            **own,
        }

    def _create_labels(self, labels: Iterable[tuple[uuid.UUID, Label]]) -> None:
        rows = [
            self.label_model(
                **{f"{self.owner}_id": owner},
                language=label.language,
                kind=label.kind,
                text=label.text,
                folded=fold(label.text)[:LONGEST_LABEL],
            )
            for owner, label in labels
        ]
        self.label_model.objects.bulk_create(rows, batch_size=ROWS_A_STATEMENT)


OCCUPATIONS = Store("occupations", Occupation, OccupationLabel, "occupation", "isco")
SKILLS = Store("skills", Skill, SkillLabel, "skill", "kind")
