"""The country pack into the tables: places, organisation, purposes, target groups, templates, weights, pages.

Every row is found again by its code, so a changed pack changes rows and never doubles them.
"""

from typing import Any

from django.db import models

from openpes.base import clock
from openpes.base.countrypack import CountryPack
from openpes.base.countrypack.calendar import DAYS, OpeningSpan
from openpes.base.text import fold
from openpes.casework.models import NoteTemplate
from openpes.information.models import ContentPage
from openpes.matching.engine import Weights
from openpes.matching.index import taxonomy
from openpes.matching.index.knowledge import as_stored
from openpes.matching.models import MatchWeights
from openpes.people.models import CatchmentPlace, Organisation, Place, PlaceName, TargetGroup
from openpes.trust.models import Purpose, PurposeWording

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ILO_GROUPS = {
    "young_people": "young people",
    "over_50": "older workers",
    "women": "women",
    "people_with_disabilities": "people with disabilities",
    "long_term_unemployed": "long-term unemployed",
    "migrants_refugees": "migrants and refugees",
    "rural_residents": "rural residents",
    "single_parents": "single parents",
    "minorities_indigenous": "minorities and indigenous peoples",
}
DERIVED = {"young_people": "age<25", "over_50": "age>=50", "long_term_unemployed": "spell>=365", "women": "sex=female",
           "rural_residents": "place:rural"}  # fmt: skip


def load_pack(pack: CountryPack) -> None:
    """Bring the tables in line with the pack. Inside one `write()`."""
    places = _places(pack)
    _organisation(pack, places)
    _purposes(pack)
    _target_groups(pack)
    _templates(pack)
    _pages(pack)


def _keep(model: type[models.Model], key: str, value: Any, **fields: Any) -> Any:
    """The row with this key: made when missing, changed only where it differs."""
    manager = model._default_manager
    row = manager.filter(**{key: value}).first()
    if row is None:
        return manager.create(**{key: value}, **fields)
    changed = [name for name, wanted in fields.items() if getattr(row, name) != wanted]
    for name in changed:
        setattr(row, name, fields[name])
    if changed:
        row.save(update_fields=changed)
    return row


def _places(pack: CountryPack) -> dict[str, Place]:
    found: dict[str, Place] = {}
    for place in pack.places:
        row = _keep(
            Place, "code", place.code, kind=place.level, name=place.name, folded=fold(place.name)[:200],
            parent=found.get(place.parent), latitude=place.latitude, longitude=place.longitude,
            population=place.population, country=pack.code, synthetic=pack.synthetic,
        )  # fmt: skip
        found[place.code] = row
        wanted = {(tag, name) for tag, name in place.names.items() if name != place.name}
        wanted |= {("", name) for name in place.alternatives}
        known = set(row.names.values_list("language", "name"))
        PlaceName.objects.bulk_create(
            [PlaceName(place=row, language=tag, name=n, folded=fold(n)[:200]) for tag, n in sorted(wanted - known)]
        )
    return found


def _week(opening: tuple[OpeningSpan, ...]) -> dict[str, str]:
    days: dict[str, list[str]] = {}
    for span in opening:
        for day in span.weekdays:
            days.setdefault(WEEK[day], []).append(f"{span.start:%H:%M}-{span.end:%H:%M}")
    return {WEEK[n]: ", ".join(days[WEEK[n]]) for n in range(len(DAYS)) if WEEK[n] in days}


def _organisation(pack: CountryPack, places: dict[str, Place]) -> None:
    found: dict[str, Organisation] = {}
    for unit in pack.organisations:
        parent = found.get(unit.parent)
        code = unit.code
        row = _keep(
            Organisation, "code", code, kind=unit.kind, name=str(unit.names), parent=parent,
            path=f"{parent.path if parent else ''}{code}/", place=places.get(unit.town), address=str(unit.address),
            latitude=unit.latitude, longitude=unit.longitude, phone=unit.phone, email=unit.email,
            opening_hours=_week(unit.opening), accessibility=str(unit.accessibility), time_zone=pack.time_zone,
            synthetic=pack.synthetic,
        )  # fmt: skip
        found[unit.code] = row
        known = set(row.catchment.values_list("place__code", flat=True))
        CatchmentPlace.objects.bulk_create(
            [
                CatchmentPlace(organisation=row, place=places[code], valid_from=clock.today().replace(month=1, day=1))
                for code in unit.catchment
                if code not in known
            ]
        )


def _purposes(pack: CountryPack) -> None:
    for purpose in pack.purposes:
        row = _keep(
            Purpose, "code", purpose.code, basis=purpose.basis, citation=purpose.citation,
            highest_sensitivity="special" if purpose.code == "target_group_data" else "personal", synthetic=pack.synthetic,
        )  # fmt: skip
        known = set(row.wordings.values_list("version", "language"))
        PurposeWording.objects.bulk_create(
            [
                PurposeWording(
                    purpose=row,
                    version=wording.version,
                    language=tag,
                    title=purpose.name.in_language(tag),
                    text=text,
                    in_force_from=wording.from_date,
                )
                for wording in purpose.wordings
                for tag, text in wording.text.items()
                if (wording.version, tag) not in known
            ]
        )


def _target_groups(pack: CountryPack) -> None:
    for group in pack.target_groups:
        _keep(
            TargetGroup, "code", group.code, labels=dict(group.name), collectable=group.may_be_collected,
            derived_rule=DERIVED.get(group.code, ""), ilo_group=ILO_GROUPS.get(group.code, ""), synthetic=pack.synthetic,
        )  # fmt: skip


def _templates(pack: CountryPack) -> None:
    for template in pack.note_templates:
        _keep(NoteTemplate, "code", template.code, title=str(template.name), body=str(template.body), synthetic=pack.synthetic)


def load_weights(pack: CountryPack) -> None:
    """The agreed weights, with the rarity of skills counted now and frozen; needs the taxonomy in the tables.

    A version that is there already is never rewritten: matches name it.
    """
    known = set(MatchWeights.objects.values_list("version", flat=True))
    missing = [weights for weights in pack.match_weights if weights.version not in known]
    if not missing:
        return
    words = taxonomy.load()
    for weights in missing:
        wanted = Weights(parts=dict(weights.weights), hard=frozenset(weights.hard))
        MatchWeights.objects.create(
            version=weights.version,
            weights=as_stored(dict(wanted.parts), sorted(wanted.hard), words, synthetic=pack.synthetic),
            consulted_with="; ".join(weights.consulted_with)[:500],
            approved_by=weights.approved_by[:300],
            in_force_from=weights.in_force_from,
            synthetic=pack.synthetic,
        )


def _pages(pack: CountryPack) -> None:
    """The first version of every page; what the office edits later is a new version and stays."""
    known = set(ContentPage.objects.values_list("slug", "language"))
    now = clock.now()
    ContentPage.objects.bulk_create(
        [
            ContentPage(
                slug=page.slug,
                language=page.language,
                title=page.title,
                summary=page.summary[:300],
                body=page.body,
                topic=page.audience,
                position=page.order,
                published_at=now,
                synthetic=pack.synthetic,
            )
            for page in pack.pages
            if (page.slug, page.language) not in known
        ]
    )
