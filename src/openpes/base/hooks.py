"""How rooms that may not import each other meet: a room publishes a topic, others subscribe in ``AppConfig.ready``.

Subscribers run at once, in the publisher's transaction; payloads are plain values (ids, strings, numbers).
Topics: vacancy.changed(ids), profile.changed(ids: profile ids), person.merged(kept, alias), registration.changed(person_id),
application.changed(id), referral.due(id), message.requested(...).
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
