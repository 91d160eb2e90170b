"""A stored query: read-only, versioned, with words for what it counts and what it cannot see."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from openpes.assessment.evidence.limits import Limits
from openpes.assessment.evidence.records import Records
from openpes.assessment.evidence.rules import Finding


@dataclass(frozen=True, slots=True)
class StoredQuery:
    """How one item of the questionnaire is answered from the records.

    item: the questionnaire's stable id. name and version: which query; a query that counts otherwise is a new version.
    text, blind: what it counts and what it cannot see, lazy and with the placeholders in ``words``. limits: keys of its thresholds.
    whole: counts the whole installation, not only the part of the tree (the records name no office).
    """

    item: str
    name: str
    version: int
    text: Any
    blind: Any
    read: Callable[[Records, Limits], Finding]
    limits: tuple[str, ...] = ()
    words: Mapping[str, Any] = field(default_factory=dict)
    whole: bool = False

    @property
    def reference(self) -> str:
        return f"{self.name} v{self.version}"

    @property
    def counts_text(self) -> str:
        return str(self.text) % {name: str(word) for name, word in self.words.items()} if self.words else str(self.text)

    @property
    def blind_text(self) -> str:
        return str(self.blind)
