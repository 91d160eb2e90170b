"""Invented employers of every kind, from the district hospital to a family with a garden."""

import random

from .names import LATIN, contact_name, person_names
from .sectors import SECTORS, WORDS, WORDS_AR, Sector
from .setting import Stage, phone
from .values import Employer

HOW_MANY = 300
FUNCTIONS = {
    "firm": ("Owner", "Personnel officer", "Manager", "Office manager"),
    "public_body": ("Personnel department", "Head of administration", "Deputy head"),
    "household": ("Householder",),
    "smallholder": ("Farmer", "Owner"),
    "association": ("Coordinator", "Volunteer manager"),
    "private_agency": ("Consultant",),
    "temporary_agency": ("Branch manager",),
}
STREETS = ("Market Street", "Harbour Road", "Mill Lane", "Station Road", "Garden Row", "Quay Street", "Hill Road",
           "Bakers Lane", "School Road", "Bridge Street")  # fmt: skip
LANDMARKS = ("opposite the clinic", "behind the market hall", "next to the water tower", "by the bus yard",
             "after the second bridge", "beside the big fig tree", "above the pharmacy")  # fmt: skip


def make_employers(stage: Stage) -> list[Employer]:
    """`HOW_MANY` employers; the first ones of every sector stand in the larger towns."""
    rng = stage.dice("employers")
    sectors = rng.choices(SECTORS, [s.weight for s in SECTORS], k=HOW_MANY - len(SECTORS))
    names: set[str] = set()
    return [_employer(stage, rng, number, sector, names) for number, sector in enumerate([*SECTORS, *sectors])]


def _employer(stage: Stage, rng: random.Random, number: int, sector: Sector, names: set[str]) -> Employer:
    town = stage.town(rng)
    region = stage.region_of(town)
    arabic = region == "QS-HD" and rng.random() < 0.7
    name = _name(stage, rng, sector, town, arabic, names)
    tier = _tier(rng, sector.kind)
    licensed = sector.kind in ("private_agency", "temporary_agency")
    contact = contact_name(rng, region)
    informal = sector.kind in ("household", "smallholder")
    place = stage.towns[town].name
    number_of = rng.randint(3, 9) if informal or sector.code == "beauty" else rng.randint(12, 90)
    if sector.code in ("hotel", "retail", "school"):
        number_of *= 5
    return Employer(
        number=number,
        sector=sector.code,
        kind=sector.kind,
        name=name,
        language="ar" if arabic else "en",
        tier=tier,
        register_number=f"QR{rng.randint(100000, 999999)}" if tier == 2 else "",
        isic=sector.isic,
        size_band=_size(rng, sector.kind),
        description=(sector.about_ar if arabic else sector.about).format(n=number_of),
        licence_number=f"PEA-{rng.randint(100, 999)}" if licensed else "",
        licence_days=rng.randint(40, 700) if licensed else None,
        town=town,
        office=stage.office_of[town],
        address=_address(rng, place, informal),
        contact=contact,
        contact_function=rng.choice(FUNCTIONS[sector.kind]),
        phone=phone(rng, mobile=informal),
        email="" if informal else f"work{number}@employer.example",
        created_ago=rng.randint(30, 900),
    )


def _name(stage: Stage, rng: random.Random, sector: Sector, town: str, arabic: bool, names: set[str]) -> str:
    place = stage.towns[town]
    for attempt in range(50):
        if sector.kind == "household":
            family = person_names(rng, "arabic", "male")[0].family if arabic else _family(rng)
            name = (sector.names_ar if arabic else sector.names)[0].format(family=family)
        else:
            pattern = rng.choice(sector.names_ar if arabic else sector.names)
            words = WORDS_AR if arabic else WORDS
            name = pattern.format(town=place.names.in_language("ar" if arabic else "en"), word=rng.choice(words))
        if attempt >= 20:
            name = f"{name} {attempt - 18}"
        if name not in names:
            break
    names.add(name)
    return name


def _family(rng: random.Random) -> str:
    start, end = LATIN[rng.choice(list(LATIN))]["family"]
    return rng.choice(start) + rng.choice(end)


def _tier(rng: random.Random, kind: str) -> int:
    if kind in ("household", "smallholder"):
        return rng.choices((0, 1), (15, 85))[0]
    return rng.choices((0, 1, 2), (5, 7, 88))[0]


def _size(rng: random.Random, kind: str) -> str:
    if kind in ("household", "smallholder"):
        return "1-9"
    return rng.choices(("1-9", "10-49", "50-249", "250+"), (40, 38, 17, 5))[0]


def _address(rng: random.Random, place: str, landmark: bool) -> str:
    if landmark or rng.random() < 0.25:
        return f"{rng.choice(LANDMARKS)}, {place}"
    return f"{rng.randint(1, 90)} {rng.choice(STREETS)}, {place}"
