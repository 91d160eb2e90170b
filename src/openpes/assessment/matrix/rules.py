"""The report's four technologies and seven services, in this installation's channels and services. Pure.

Source of the terms: ILO, Technology adoption in public employment services (2022), question 2.1 (Tables 5 to 8), question 2.2 (Table 9),
question 2.4 (Table 10). Which channel belongs to which technology is our reading: the report names "over-the-phone services" and
"web-based apps" and does not list SMS, USSD menus, e-mail or chat. Whatever works on a telephone without data counts as telephone.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

PHONE, ONLINE, SOCIAL_MEDIA, ADVANCED = "phone", "online", "social_media", "advanced"
TECHNOLOGIES = (PHONE, ONLINE, SOCIAL_MEDIA, ADVANCED)
IN_PERSON, NEITHER = "in_person", ""
LEVELS = (1, 2, 3, 4, 5)
COMPLETED = "done"

FAMILY_OF_CHANNEL = {
    "phone": PHONE,
    "ivr": PHONE,
    "sms": PHONE,
    "ussd": PHONE,
    "web": ONLINE,
    "mobile_app": ONLINE,
    "email": ONLINE,
    "chat": ONLINE,
    "api": ONLINE,
    "social": SOCIAL_MEDIA,
    "counter": IN_PERSON,
    "letter": NEITHER,
    "import": NEITHER,
    "system": NEITHER,
}
SERVICE_OF_ROW = {
    "general_information": "information",
    "registration": "registration",
    "job_matching": "job_matching",
    "lmi": "labour_market_information",
    "counselling": "counselling",
    "self_assessment": "self_assessment",
    "skills_training": "skills_training",
}
ROW_OF_SERVICE = {service: row for row, service in SERVICE_OF_ROW.items()}
GROUPS = ("young", "disabilities", "over_50", "single_mothers", "migrants", "minorities")


@dataclass(frozen=True, slots=True)
class Contacts:
    """``n`` contacts of a day that are alike. advanced: a model version produced the result; staffed: staff took part."""

    day: dt.date
    service: str
    channel: str
    level: int
    outcome: str
    advanced: bool
    staffed: bool
    assisted: bool
    n: int

    @property
    def month(self) -> dt.date:
        """The first day of its month."""
        return self.day.replace(day=1)

    @property
    def family(self) -> str:
        return FAMILY_OF_CHANNEL.get(self.channel, NEITHER)

    @property
    def technologies(self) -> tuple[str, ...]:
        """The columns of question 2.1 that the contact counts in: its channel's, and "advanced" beside it when a model did the work."""
        own = (self.family,) if self.family in TECHNOLOGIES else ()
        return (*own, ADVANCED) if self.advanced else own


@dataclass(frozen=True, slots=True)
class Matrix:
    """Completed contacts: ``cells[row, technology, level]``. Technologies overlap: an advanced contact came through a channel too."""

    cells: dict[tuple[str, str, int], int]

    def contacts(self, row: str, technology: str) -> int:
        """Completed contacts of a service through a technology, all levels."""
        return sum(self.cells.get((row, technology, level), 0) for level in LEVELS)

    def of_level(self, technology: str, level: int) -> int:
        return sum(self.cells.get((row, technology, level), 0) for row in SERVICE_OF_ROW)

    def highest(self, row: str, technology: str) -> int | None:
        """The highest interaction level reached; None without contacts."""
        return max((level for level in LEVELS if self.cells.get((row, technology, level), 0)), default=None)

    def by_technology(self) -> dict[str, int]:
        """Completed contacts by technology, all services and levels."""
        found = dict.fromkeys(TECHNOLOGIES, 0)
        for (_row, technology, _level), n in self.cells.items():
            found[technology] += n
        return found

    @property
    def empty(self) -> bool:
        return not any(self.cells.values())


def matrix_of(contacts: Iterable[Contacts]) -> Matrix:
    """Completed contacts of the seven services by technology and level; others do not count."""
    cells: dict[tuple[str, str, int], int] = {}
    for each in contacts:
        row = ROW_OF_SERVICE.get(each.service)
        if row is None or each.outcome != COMPLETED:
            continue
        for technology in each.technologies:
            key = (row, technology, each.level)
            cells[key] = cells.get(key, 0) + each.n
    return Matrix(cells)


def sum_of(matrices: Iterable[Matrix]) -> Matrix:
    """Matrices of periods that do not overlap, added up."""
    cells: dict[tuple[str, str, int], int] = {}
    for matrix in matrices:
        for key, n in matrix.cells.items():
            cells[key] = cells.get(key, 0) + n
    return Matrix(cells)


def months_between(since: dt.date, until: dt.date) -> list[dt.date]:
    """The first day of every month that the period touches, oldest first."""
    month, found = since.replace(day=1), []
    while month <= until:
        found.append(month)
        month = (month + dt.timedelta(days=32)).replace(day=1)
    return found


def by_group(cells: Iterable[tuple[str, int]]) -> dict[tuple[str, str], int]:
    """Contacts by group and technology (or in person) from ledger keys "Monday|group|service|channel"."""
    found: dict[tuple[str, str], int] = {}
    for key, contacts in cells:
        _monday, group, _service, channel = key.split("|")
        family = FAMILY_OF_CHANNEL.get(channel, NEITHER)
        if group in GROUPS and family:
            found[group, family] = found.get((group, family), 0) + contacts
    return found
