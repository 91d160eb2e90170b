"""A search for vacancies is a contact with the service like any other."""

from openpes.base.actor import Actor
from openpes.base.enums import InteractionLevel, Outcome, Service
from openpes.base.events import record_event
from openpes.base.locking import write


def record_search(*, actor: Actor, found: int) -> None:
    """One service event for one search that somebody asked for: a request and its response (level 2).

    Neither the words nor the place are kept. Nothing found is told apart, because it is what managers must know.
    """
    with write():
        record_event(
            actor=actor,
            service=Service.JOB_MATCHING,
            act="work.searched_vacancies",
            level=InteractionLevel.ONE_WAY,
            outcome=Outcome.DONE if found else Outcome.PARTIAL,
        )
