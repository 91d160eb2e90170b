"""A small labour market: places, occupations with names and skills, employers, vacancies and people."""

from __future__ import annotations

import datetime as dt
from typing import Any

from openpes.base import clock, hooks
from openpes.base.ids import new_reference
from openpes.base.locking import write
from openpes.base.text import fold
from openpes.people.enums import PlaceKind
from openpes.people.models import Place, PlaceName
from openpes.work.enums import CodingState, LabelKind, Relation, SkillKind, VacancyStatus, Visibility
from openpes.work.models import (
    Employer,
    IscoGroup,
    JobseekerProfile,
    Occupation,
    OccupationLabel,
    OccupationSkill,
    ProfileOccupation,
    ProfilePlace,
    ProfileSkill,
    Skill,
    SkillLabel,
    TaxonomyRelease,
    Vacancy,
    VacancyPlace,
    VacancySkill,
)
from people.factories import make_person

OCCUPATIONS = {
    "5120": ("Cook", {"fr": "Cuisinier", "sw": "Mpishi", "ar": "طباخ"}, ["Cook meals", "Kitchen hygiene", "Plan menus"]),
    "2221": ("Nurse", {"fr": "Infirmière", "ar": "ممرضة"}, ["Give medicine", "First aid", "Care for wounds"]),
    "8332": ("Lorry driver", {"fr": "Conducteur de camion"}, ["Drive a lorry", "Load goods"]),
    "5132": ("Barman", {}, ["Plan menus"]),
    "9412": ("Kitchen helper", {}, ["Kitchen hygiene", "Wash dishes"]),
}
PLACES = {"Lund": (55.704, 13.191), "Malmö": (55.605, 13.003), "Uppsala": (59.858, 17.639)}


def build() -> None:
    """Taxonomy and places."""
    skills: dict[str, Skill] = {}
    for code, (label, names, wanted) in OCCUPATIONS.items():
        for level in (1, 2, 3, 4):
            IscoGroup.objects.get_or_create(
                code=code[:level], defaults={"level": level, "titles": {"en": f"Group {code[:level]}"}}
            )
        occupation = Occupation.objects.create(scheme="openpes", code=f"o.{code}", label=label, isco_id=code)
        for language, text in {"en": label, **names}.items():
            OccupationLabel.objects.create(
                occupation=occupation, language=language, kind=LabelKind.PREFERRED, text=text, folded=fold(text)
            )
        for name in wanted:
            if name not in skills:
                skills[name] = Skill.objects.create(scheme="openpes", code=f"s.{fold(name)}", label=name, kind=SkillKind.SKILL)
                SkillLabel.objects.create(
                    skill=skills[name], language="en", kind=LabelKind.PREFERRED, text=name, folded=fold(name)
                )
            OccupationSkill.objects.create(occupation=occupation, skill=skills[name], relation=Relation.ESSENTIAL)
    licence = Skill.objects.create(scheme="openpes", code="l.lorry", label="Lorry licence", kind=SkillKind.LICENCE)
    OccupationSkill.objects.create(occupation=Occupation.objects.get(code="o.8332"), skill=licence, relation=Relation.ESSENTIAL)
    TaxonomyRelease.objects.create(scheme="openpes", version="1", digest="a", loaded_at=clock.now())
    region = Place.objects.create(code="X-SK", kind=PlaceKind.REGION, name="South", folded="south")
    for name, (latitude, longitude) in PLACES.items():
        place = Place.objects.create(
            code=fold(name), kind=PlaceKind.TOWN, name=name, folded=fold(name), latitude=latitude, longitude=longitude,
            parent=region if name != "Uppsala" else None, population=100_000,
        )  # fmt: skip
        PlaceName.objects.create(place=place, language="", name=f"{name} town", folded=f"{fold(name)} town")


def occupation(isco: str) -> Occupation:
    return Occupation.objects.get(isco_id=isco)


def skill(name: str) -> Skill:
    return Skill.objects.get(label=name)


def employer(name: str = "Good Food Ltd") -> Employer:
    found = Employer.objects.filter(name=name).first()
    return found or Employer.objects.create(reference=new_reference("E"), name=name, folded=fold(name))


def vacancy(title: str, isco: str = "", place: str = "", skills: tuple[str, ...] = (), **facts: Any) -> Vacancy:
    """A published public vacancy, announced as its action would."""
    with write():
        row = Vacancy.objects.create(
            **{
                "reference": new_reference("V"), "employer": facts.pop("employer", None) or employer(), "title": title,
                "language": "en", "status": VacancyStatus.PUBLISHED, "occupation": Occupation.objects.filter(isco_id=isco).first(), "isco": isco,
                "coding": CodingState.CONFIRMED if isco else CodingState.NONE, "posted_on": clock.today(), **facts,
            }
        )  # fmt: skip
        if place:
            VacancyPlace.objects.create(vacancy=row, place=Place.objects.get(name=place), text=place)
        for name in skills:
            VacancySkill.objects.create(vacancy=row, skill=skill(name))
        announce(row)
    return row


def announce(row: Vacancy) -> None:
    hooks.publish("vacancy.changed", ids=[row.pk])


def change(row: Vacancy, **facts: Any) -> None:
    with write():
        Vacancy.objects.filter(pk=row.pk).update(**facts)
        announce(row)


def profile(
    isco: str = "5120", place: str = "Lund", radius_km: int = 30, skills: tuple[str, ...] = (), **facts: Any
) -> JobseekerProfile:
    """A person who agreed to be found."""
    with write():
        row = JobseekerProfile.objects.create(person=make_person(), **{"visibility": Visibility.NAMELESS, **facts})
        if isco:
            ProfileOccupation.objects.create(profile=row, occupation=occupation(isco))
        if place:
            ProfilePlace.objects.create(profile=row, place=Place.objects.get(name=place), radius_km=radius_km)
        for name in skills:
            ProfileSkill.objects.create(profile=row, skill=skill(name))
        hooks.publish("profile.changed", ids=[row.pk])
    return row


def days_ago(days: int) -> dt.date:
    return clock.today() - dt.timedelta(days=days)
