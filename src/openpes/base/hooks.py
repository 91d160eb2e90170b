"""How rooms that may not import each other meet: a room publishes a topic, others subscribe in ``AppConfig.ready``.

Subscribers run at once, in the publisher's transaction; payloads are plain values (ids, strings, numbers).
Topics and their payload, by keyword:

vacancy.changed(ids) · profile.changed(ids: profile ids) · person.merged(kept, alias) · person.unmerged(kept, alias)
person.possible_duplicate(person_id) · registration.changed(person_id, registration_id, change: opened, ended or dormant)
registration.to_check(person_id, registration_id, rules) · application.changed(id)
referral.due(referral_id, person_id, vacancy_id) · placement.reported(placement_id, person_id)
placement.follow_up(placement_id, person_id, months) · handover.requested(session_id, person_id, words) · handover.withdrawn(session_id)
employer.registered(employer_id, organisation_id) · vacancy.to_check(vacancy_id, organisation_id, time)
vacancy.reported(report_id, vacancy_id, organisation_id) · vacancy.checked(id, decision) · employer.tier_set(id, tier)
statistics.exported(account_id, organisation_id, what, query, cells, suppressed)
employer.contact_invited(contact_id) · invitation.changed(id, status) · placement.changed(id)
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

_subscribers: dict[str, list[Callable[..., None]]] = defaultdict(list)


def subscribe(topic: str, function: Callable[..., None]) -> None:
    """Call ``function(**payload)`` on every publication of ``topic``; subscribing twice has no effect."""
    if function not in _subscribers[topic]:
        _subscribers[topic].append(function)


def publish(topic: str, **payload: Any) -> None:
    """Run every subscriber of ``topic`` now; an error in one undoes the whole act."""
    for function in tuple(_subscribers[topic]):
        function(**payload)
