"""The stage on which the generator works: pack, taxonomy, towns with their office, the dice of the day."""

import datetime as dt
import math
import random
from dataclasses import dataclass, field

from openpes.base.countrypack import CountryPack, Organisation, Place

from .trades import Taxonomy, taxonomy

SEED = "solmara-1"


@dataclass
class Stage:
    """`today` is the local date to which all days are relative. `dice(name)` gives independent, repeatable dice."""

    pack: CountryPack
    today: dt.date
    taxonomy: Taxonomy = field(default_factory=taxonomy)

    def __post_init__(self) -> None:
        self.towns: dict[str, Place] = {p.code: p for p in self.pack.places if p.level == "town"}
        self.offices: list[Organisation] = [o for o in self.pack.organisations if o.kind == "office"]
        areas = {area: office.code for office in self.offices for area in office.catchment}
        self.office_of: dict[str, str] = {}
        for town in self.towns.values():
            district = town.parent
            region = next(p.parent for p in self.pack.places if p.code == district)
            self.office_of[town.code] = next(areas[code] for code in (town.code, district, region) if code in areas)
        codes = list(self.towns)
        self._town_codes = codes
        # The square root keeps villages visible: otherwise one in five people would live in the capital.
        self._town_weights = [math.sqrt(self.towns[code].population) for code in codes]

    def dice(self, name: str) -> random.Random:
        return random.Random(f"{SEED}:{name}")

    def town(self, rng: random.Random) -> str:
        """A town, larger ones more often."""
        return rng.choices(self._town_codes, self._town_weights)[0]

    def towns_of(self, office: str) -> list[str]:
        return [code for code, of in self.office_of.items() if of == office]

    def region_of(self, town: str) -> str:
        return town[:5]

    def minimum(self, period: str) -> int:
        """The minimum wage in force today for a pay period, in minor units."""
        wage = self.pack.minimum_wage(self.today, period)
        return wage.amount_minor if wage else 0

    def is_working_day(self, days_ago: int) -> bool:
        return self.pack.calendar.is_working_day(self.today - dt.timedelta(days=days_ago))

    def working_day(self, days_ago: int) -> int:
        """The nearest working day at or before `days_ago`."""
        while not self.is_working_day(days_ago):
            days_ago += 1
        return days_ago

    def working_day_ahead(self, days: int) -> int:
        """The nearest working day at or after `days` from today."""
        while not self.is_working_day(-days):
            days += 1
        return days

    def distance_km(self, a: str, b: str) -> float:
        """Between two towns, by the haversine formula on a sphere of 6,371 km."""
        one, two = self.towns[a], self.towns[b]
        assert one.latitude is not None
        assert one.longitude is not None
        assert two.latitude is not None
        assert two.longitude is not None
        lat1, lat2 = math.radians(one.latitude), math.radians(two.latitude)
        dlat, dlon = lat2 - lat1, math.radians(two.longitude - one.longitude)
        h = math.sin(dlat / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(dlon / 2) ** 2
        return 2 * 6371 * math.asin(math.sqrt(h))


def some(rng: random.Random, items: tuple[str, ...] | list[str], least: int, most: int) -> tuple[str, ...]:
    """Between `least` and `most` different items, in random order."""
    return tuple(rng.sample(list(items), min(len(items), rng.randint(least, most))))


def phone(rng: random.Random, mobile: bool = True) -> str:
    """A number in the invented plan of the country."""
    return "+999" + rng.choice("56" if mobile else "34") + "".join(rng.choice("0123456789") for _ in range(7))
