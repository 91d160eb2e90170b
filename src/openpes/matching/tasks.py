"""Background work: keeping the index up with the log."""

import datetime as dt

from openpes.base.schedule import every
from openpes.matching.index import indexer

INTERVAL = dt.timedelta(seconds=2)


def register() -> None:
    """Run by the worker. Questions apply small changes themselves; this is for large ones, new taxonomies and the old log."""
    every(INTERVAL, "matching.keep_up", indexer.keep_up)
