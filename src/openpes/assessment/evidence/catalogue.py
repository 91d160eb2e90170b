"""Every stored query, one for each item, in the order of the questionnaire."""

from types import MappingProxyType

from openpes.assessment.evidence.stored import StoredQuery
from openpes.assessment.evidence.topics import (
    challenges,
    clients,
    delivery,
    groups,
    motives,
    opportunities,
    partners,
    processing,
    protection,
    security,
    strategy,
    training,
)

_IN_ORDER = (
    *motives.QUERIES, *strategy.QUERIES, *protection.QUERIES, *security.QUERIES, *partners.QUERIES, *delivery.QUERIES, *groups.QUERIES,
    *training.QUERIES, *clients.QUERIES, *processing.QUERIES, *challenges.QUERIES, *opportunities.QUERIES,
)  # fmt: skip
QUERIES = MappingProxyType({query.item: query for query in _IN_ORDER})
if len(QUERIES) != len(_IN_ORDER):
    raise RuntimeError("An item has two stored queries.")


def of_item(item: str) -> StoredQuery:
    """Raises KeyError for an item without a query."""
    return QUERIES[item]
