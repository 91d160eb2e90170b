"""The made-up people of practice mode and what there is to do for them. Values only: none of them stands in any table.

Their names are invented. They are marked as made up on every page that shows them.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

# What is done with one person, in this order.
STEPS = ("read", "note", "done")
MOST_NOTES = 20
LONGEST_NOTE = 2000


@dataclass(frozen=True, slots=True)
class PracticePerson:
    """A made-up client: what the file says, and the task on the worklist."""

    code: str
    name: str
    birth_year: int
    situation: Any
    wishes: Any
    task: Any


PEOPLE = (
    PracticePerson(
        "ada", "Ada Practice", 1998, _("First job. Finished school, no work experience. Basic phone, no e-mail."),
        _("Work in a shop or an office, near home."), _("New client: read the file and agree on the next step."),
    ),
    PracticePerson(
        "bao", "Bao Practice", 1979, _("Lost work on a building site eight weeks ago. Reads little; a daughter helps."),
        _("Any work by the day, later a course for crane drivers."), _("Call back: the client asked for a person."),
    ),
    PracticePerson(
        "chidi", "Chidi Practice", 1967, _("Accountant, unemployed for fourteen months. Walks with a stick."),
        _("Part time, on the ground floor or with a lift."), _("Ask whether the interview of last week took place."),
    ),
    PracticePerson(
        "dunya", "Dunya Practice", 1990, _("Nurse with papers from another country that are not recognised yet. Two small children."),
        _("Work as a nurse; until then care work in the daytime."), _("Explain how papers are recognised, and write a note."),
    ),
    PracticePerson(
        "emil", "Emil Practice", 1985, _("Seasonal work on farms; laid off until spring, with a date to come back."),
        _("Winter work within ten kilometres."), _("The registration has had no sign of life for three months."),
    ),
)  # fmt: skip
BY_CODE = {person.code: person for person in PEOPLE}
