"""Background work: keeping the index up with the log."""

import datetime as dt

from openpes.base.schedule import every
from openpes.matching.index import indexer

INTERVAL = dt.timedelta(seconds=1)


def register() -> None:
    """Run by the worker every second; does nothing when nothing changed."""
    every(INTERVAL, "matching.keep_up", indexer.keep_up)
