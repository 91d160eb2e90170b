"""Items, clusters, ranks and changes in words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from openpes.assessment.instrument import Definition, Words, words
from openpes.assessment.models import PlanActionChange
from openpes.assessment.roadmap import rules
from openpes.assessment.roadmap.enums import ActionStatus, Criterion, GapState
from openpes.assessment.sheets import country_questions
from openpes.assessment.tables.specification import GROUPS

YEAR = 2020
GROUP_WORDS = {
    GROUPS[0]: gettext_lazy("services in the world"),
    GROUPS[1]: gettext_lazy("services in high-income countries"),
    GROUPS[2]: gettext_lazy("services in upper-middle-income countries"),
    GROUPS[3]: gettext_lazy("services in lower-middle-income countries"),
}
FIELDS = {
    "title": gettext_lazy("What is to be done"),
    "owner": gettext_lazy("Who is responsible"),
    "due_on": gettext_lazy("Until when"),
    "status": gettext_lazy("State"),
    "notes": gettext_lazy("Notes"),
    "commitment": gettext_lazy("Commitment of the government"),
    "commitment_ref": gettext_lazy("Where it is written"),
    "strategy": gettext_lazy("Part of the strategy"),
    "budget": gettext_lazy("Money"),
}


def in_words(definition: Definition) -> Words:
    return words(definition, get_language() or "en", country_questions.folder())


def item_text(definition: Definition, item: str) -> str:
    """The item in the reader's language; its id when the questionnaire no longer has it."""
    found = definition.items.get(item)
    return in_words(definition).item(found) if found else item


def peers_text(peers: rules.Peers | None) -> str:
    """ "18 of 30 services in high-income countries (2020)"."""
    if peers is None:
        return _("Not published")
    return _("%(k)s of %(n)s %(group)s (%(year)s)") % {
        "k": peers.k, "n": peers.n, "group": GROUP_WORDS.get(peers.group, peers.group), "year": YEAR,
    }  # fmt: skip


@dataclass(frozen=True)
class ShownGap:
    """A gap as its card shows it."""

    gap: rules.Gap
    text: str
    reason: str
    peers: str
    parts: list[tuple[Any, rules.Part]]
    action_id: Any = None


def shown_gap(definition: Definition, gap: rules.Gap, action_id: Any) -> ShownGap:
    labels = dict(Criterion.choices)
    return ShownGap(
        gap=gap,
        text=item_text(definition, gap.state.item),
        reason=str(GapState(gap.reason).label),
        peers=peers_text(gap.state.peers),
        parts=[(labels[part.criterion], part) for part in gap.parts],
        action_id=action_id,
    )


def change_text(change: PlanActionChange) -> str:
    """One line of an action's history. Long notes and internal ids are only said to have changed."""
    label = FIELDS.get(change.field, change.field)
    if change.field in ("owner", "strategy", "notes", "budget"):
        return _("%(field)s was changed") % {"field": label}
    if change.field == "status":
        states = dict(ActionStatus.choices)
        return _("%(field)s: %(new)s") % {"field": label, "new": states.get(change.new, change.new)}
    return _("%(field)s: %(old)s → %(new)s") % {"field": label, "old": change.old or "–", "new": change.new or "–"}
