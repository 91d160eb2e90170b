"""A small dialogue of no service, to try the core with."""

from contextlib import contextmanager

from openpes.base.errors import InvalidInput
from openpes.dialogues import definitions
from openpes.dialogues.definitions import Commit, Dialogue, Option, Slot

COMMITS: list[str] = []


def commit(turn, key):
    if turn.answers["name"] == "Nobody":
        raise InvalidInput("Not this name.", field="name")
    COMMITS.append(key)
    return Commit(result={"made": key}, reference="T-1", message="Done.", person_id=turn.person_id)


def dialogue(**changes):
    settings = {
        "name": "test.sample",
        "version": 1,
        "service": "registration",
        "title": "Sample",
        "purpose": "To try things out",
        "commit": commit,
        "accepts": frozenset({"vacancy"}),
        "slots": (
            Slot("name", "text", "What is your name?", max_length=50),
            Slot("has_work", "yes_no", "Do you have work?"),
            Slot("hours", "number", "How many hours?", when=lambda t: t.answers.get("has_work") is True, minimum=1, maximum=80),
            Slot("born", "partial_date", "When were you born?"),
            Slot("kind", "choice", "Which?", options=(Option("a", "Apples"), Option("b", "Pears")), required=False),
        ),
    }
    return Dialogue(**{**settings, **changes})


@contextmanager
def registered(**changes):
    """The sample dialogue is known inside the block only."""
    made = dialogue(**changes)
    before = dict(definitions._registry), dict(definitions._newest)
    definitions.register(made)
    COMMITS.clear()
    try:
        yield made
    finally:
        definitions._registry.clear()
        definitions._newest.clear()
        definitions._registry.update(before[0])
        definitions._newest.update(before[1])
