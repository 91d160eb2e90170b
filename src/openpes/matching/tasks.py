"""Background work: keeping the index up with the log."""

import datetime as dt

from openpes.base.actor import SYSTEM
from openpes.base.schedule import every
from openpes.matching import actions
from openpes.matching.index import indexer, knowledge

INTERVAL = dt.timedelta(seconds=2)


def make_lists() -> None:
    """The capacity-aware lists of everyone who may be found."""
    actions.make_lists(actor=SYSTEM)


def learn_moves() -> None:
    """What placements tell about moves between occupations, once a month at most."""
    knowledge.learn_again()


def register() -> None:
    """Run by the worker. Questions apply small changes themselves; this is for large ones, new taxonomies and the old log."""
    every(INTERVAL, "matching.keep_up", indexer.keep_up)
    every(dt.timedelta(days=1), "matching.make_lists", make_lists)
    every(dt.timedelta(days=1), "matching.learn_moves", learn_moves)
