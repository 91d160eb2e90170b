"""An index beside the delivery approach of the 69 services."""

from dataclasses import dataclass
from statistics import mean, median

from openpes.assessment.data import published
from openpes.assessment.egov.enums import EgovIndexName
from openpes.assessment.models import EgovValue
from openpes.assessment.tables.cells import SINGLE_SELECT


@dataclass(frozen=True)
class ByApproach:
    """Services of one approach: (service, value between 0 and 1), the highest first; services without a value are ``missing``."""

    approach: str
    values: tuple[tuple[published.Respondent, float], ...]
    missing: int

    @property
    def n(self) -> int:
        return len(self.values)

    @property
    def mean(self) -> float | None:
        return mean(v for _service, v in self.values) if self.values else None

    @property
    def median(self) -> float | None:
        return median(v for _service, v in self.values) if self.values else None


@dataclass(frozen=True)
class Beside:
    """One index of one year beside the delivery approaches of 2020."""

    index: EgovIndexName
    year: int
    source: str
    synthetic: bool
    approaches: tuple[ByApproach, ...]


def latest() -> list[Beside]:
    """Each index that was taken in: the values of 2020, the year of the survey, else the newest. At most 2 queries an index."""
    found = []
    for index in EgovIndexName:
        years = list(EgovValue.objects.filter(index=index).order_by("-year").values_list("year", flat=True).distinct())
        if years:
            found.append(_beside(index, published.YEAR if published.YEAR in years else years[0]))
    return found


def _beside(index: EgovIndexName, year: int) -> Beside:
    rows = {row.country: row for row in EgovValue.objects.filter(index=index, year=year)}
    first = next(iter(rows.values()))
    groups = []
    for approach in SINGLE_SELECT["q2_3"]:
        services = [each for each in published.respondents() if each.approach == approach]
        values = [(each, rows[each.iso2].value / 10_000) for each in services if each.iso2 in rows]
        values.sort(key=lambda pair: (-pair[1], pair[0].agency))
        groups.append(ByApproach(approach, tuple(values), len(services) - len(values)))
    return Beside(index, year, first.source, any(row.synthetic for row in rows.values()), tuple(groups))
