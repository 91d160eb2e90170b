"""What many vacancies share: occupations, skills, places and employers, read once each and numbered, so that a row is told by numbers."""

from __future__ import annotations

import uuid
from array import array
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from django.db.models import TextField
from django.db.models.functions import Cast

from openpes.matching.engine import codes
from openpes.matching.index.taxonomy import Taxonomy, implied_skills
from openpes.people.models import Place
from openpes.work.models import Employer, Occupation, OccupationLabel, Skill, SkillLabel

NOTHING = float("nan")


@dataclass(frozen=True)
class Context:
    """What stays the same over many batches. ``regions`` maps a place to the key of its region."""

    taxonomy: Taxonomy
    idf: dict[int, int]
    regions: dict[uuid.UUID, int]


def text_of(field_name: str) -> Cast:
    """A column as text: the same from every database, and no object is made of it that is thrown away again."""
    return Cast(field_name, TextField())


def low(identifier: str) -> int:
    """``low64`` of an id as the database writes it, with or without hyphens."""
    return int(identifier.replace("-", "")[-16:], 16)


def grouped(rows: Iterable[tuple]) -> dict[Any, list[tuple]]:
    """Rows by their first field, in the order they came."""
    found: dict[Any, list[tuple]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(row[1:])
    return found


@dataclass
class Lists:
    """Lists of keys that only grow: the list of number ``i`` is ``values[starts[i]:starts[i + 1]]``."""

    starts: array = field(default_factory=lambda: array("q", [0]))
    values: array = field(default_factory=lambda: array("Q"))

    def add(self, keys: Iterable[int]) -> None:
        self.values.extend(keys)
        self.starts.append(len(self.values))


class Table:
    """Things of one kind: the number of each by its id as the database writes it, and what is known of it by its number."""

    def __init__(self, **kinds: str) -> None:
        self.numbers: dict[str, int] = {}
        self.facts = {name: array(kind) for name, kind in kinds.items()}

    def new(self, ids: Iterable[str]) -> dict[uuid.UUID, str]:
        """Those that have no number yet."""
        return {uuid.UUID(text): text for text in ids if text not in self.numbers}

    def add(self, text: str, **facts: Any) -> None:
        self.numbers[text] = len(self.numbers)
        for name, value in facts.items():
            self.facts[name].append(value)

    def of(self, name: str, numbers: np.ndarray) -> np.ndarray:
        """A fact of each number."""
        return np.array(self.facts[name])[numbers]


class Named:
    """What has been read so far, kept from batch to batch of one build. Number 0 stands for nothing in every table.

    ``with_names``: the names by which things are found are read too; records for a score need none.
    """

    def __init__(self, context: Context, *, with_names: bool = True) -> None:
        self.context, self.with_names = context, with_names
        self.occupations = Table(key="Q", isco="h")
        self.usual_skills, self.usual_licences = Lists(), Lists()
        self.skills = Table(key="Q", name="Q", licence="b")
        self.places = Table(latitude="d", longitude="d", region="Q")
        self.employers = Table(key="Q")
        self.employer_names: list[str] = [""]
        self.names: dict[int, str] = {}
        """All names of an occupation or a skill, by the low half of its id."""
        self.occupations.add("", key=0, isco=-1)
        self.usual_skills.add(())
        self.usual_licences.add(())
        self.skills.add("", key=0, name=0, licence=0)
        self.places.add("", latitude=NOTHING, longitude=NOTHING, region=0)
        self.employers.add("", key=0)

    def learn_occupations(self, ids: Iterable[str]) -> None:
        """Three queries when any is new, two without names."""
        new = self.occupations.new(ids)
        if not new:
            return
        labels = OccupationLabel.objects.filter(occupation_id__in=new).order_by("id")
        names = grouped(labels.values_list("occupation_id", "text")) if self.with_names else {}
        usual = implied_skills(self.context.taxonomy, new, self.context.idf)
        for pk, isco in Occupation.objects.filter(pk__in=new).order_by("pk").values_list("id", "isco_id"):
            text = new[pk]
            self.occupations.add(text, key=codes.low64(pk), isco=codes.isco_number(isco))
            self.names[codes.low64(pk)] = " ".join(name for (name,) in names.get(pk, ()))
            skills, licences = usual.get(pk, ((), ()))
            self.usual_skills.add(skills)
            self.usual_licences.add(licences)

    def learn_skills(self, ids: Iterable[str]) -> None:
        """Two queries when any is new, none without names."""
        new = self.skills.new(ids)
        if not new:
            return
        taxonomy = self.context.taxonomy
        if not self.with_names:
            for pk, text in new.items():
                key = taxonomy.key(pk)
                self.skills.add(text, key=key, name=codes.low64(pk), licence=key in taxonomy.licences)
            return
        names = grouped(SkillLabel.objects.filter(skill_id__in=new).order_by("id").values_list("skill_id", "text"))
        for pk, label in Skill.objects.filter(pk__in=new).order_by("pk").values_list("id", "label"):
            key, name = taxonomy.key(pk), codes.low64(pk)
            self.skills.add(new[pk], key=key, name=name, licence=key in taxonomy.licences)
            self.names[name] = " ".join((label, *(name for (name,) in names.get(pk, ()))))

    def learn_places(self, ids: Iterable[str]) -> None:
        """One query when any is new."""
        new = self.places.new(ids)
        if not new:
            return
        for pk, latitude, longitude in Place.objects.filter(pk__in=new).order_by("pk").values_list("id", "latitude", "longitude"):
            region = self.context.regions.get(pk, 0)
            self.places.add(
                new[pk],
                latitude=NOTHING if latitude is None else latitude,
                longitude=NOTHING if longitude is None else longitude,
                region=region,
            )

    def learn_employers(self, ids: Iterable[str]) -> None:
        """One query when any is new, none without names."""
        new = self.employers.new(ids)
        if not new:
            return
        if not self.with_names:
            for pk, text in new.items():
                self.employers.add(text, key=codes.low64(pk))
                self.employer_names.append("")
            return
        for pk, name in Employer.objects.filter(pk__in=new).order_by("pk").values_list("id", "name"):
            self.employers.add(new[pk], key=codes.low64(pk))
            self.employer_names.append(name)
