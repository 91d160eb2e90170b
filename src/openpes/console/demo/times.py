"""From days before today to moments in UTC, in the zone of the country."""

import datetime as dt
from zoneinfo import ZoneInfo

from openpes.base import clock
from openpes.base.countrypack import CountryPack


class Times:
    """`today` is the local date. No moment of the past lies after the present one."""

    def __init__(self, pack: CountryPack) -> None:
        self.zone = ZoneInfo(pack.time_zone)
        self.now = clock.now()
        self.today = self.now.astimezone(self.zone).date()

    def day(self, ago: int) -> dt.date:
        return self.today - dt.timedelta(days=ago)

    def ahead(self, days: int | None) -> dt.date | None:
        return None if days is None else self.today + dt.timedelta(days=days)

    def at(self, ago: int, minute: int = 600) -> dt.datetime:
        """That many days ago at a minute of the local day."""
        local = dt.datetime.combine(self.day(ago), dt.time(), self.zone) + dt.timedelta(minutes=minute)
        return min(local.astimezone(dt.UTC), self.now - dt.timedelta(minutes=2))
