"""Which messages of an incident an endpoint was sent, so that a later one refers to no other.

A backup may hear of an incident in its middle, and was spared what its primary confirmed: what it is told first must
be readable by itself. Only CAP has messages that refer to each other.
"""

from dataclasses import replace
from typing import Final

from ..ledger import NewDelivery
from . import cap
from .backups import chain_of
from .messages import MOST_EARLIER

_CHAINS_MOST: Final = 1000
# The first one and more than are ever referred to.
_EVENTS_MOST: Final = 2 * MOST_EARLIER


class Sent:
    """What endpoints were sent, or will be before anything later of the same chain; the newest thousand chains."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._chains: dict[tuple[str, str], dict[str, bool]] = {}

    def resume(self, endpoint_id: str, chain: str, event_id: str, *, was_sent: bool) -> None:
        """Take over from the ledger what became of a message, in the order they were stored."""
        self._events((endpoint_id, chain)).setdefault(event_id, was_sent)

    def fitted[D: NewDelivery](self, message: D) -> D:
        """Return a message as its endpoint can read it, which is sent it now."""
        if message.content_type != cap.CONTENT_TYPE:
            return message
        events = self._events((message.endpoint_id, chain_of(message)))
        body = cap.referring_to(message.body, {event_id for event_id, was_sent in events.items() if was_sent})
        events.setdefault(message.event_id, True)
        if len(events) > _EVENTS_MOST:
            del events[next(event_id for number, event_id in enumerate(events) if number)]
        return message if body == message.body else replace(message, body=body)

    def spared(self, message: NewDelivery) -> None:
        """Note that an endpoint is never sent a message."""
        if message.content_type == cap.CONTENT_TYPE:
            self._events((message.endpoint_id, chain_of(message)))[message.event_id] = False

    def _events(self, key: tuple[str, str]) -> dict[str, bool]:
        """Return what is known of a chain at an endpoint, which is the newest now."""
        events = self._chains[key] = self._chains.pop(key, {})
        if len(self._chains) > _CHAINS_MOST:
            del self._chains[next(iter(self._chains))]
        return events
