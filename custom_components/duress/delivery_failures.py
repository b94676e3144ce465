"""Messages that do not get to their endpoint, as events of the site that automations can follow."""

from typing import TYPE_CHECKING, Final

from homeassistant.core import callback

from . import clock
from .core.events import DeliveryFailed
from .ledger import Delivery, DeliveryState, Priority
from .monitoring import Answer, NoticeType, Outcome

if TYPE_CHECKING:
    from .site import Site

ATTEMPTS: Final = 3
"""Attempts after which a message that is not taken has failed; the way may be slow for a moment."""

_REMEMBERED: Final = 1000
_OUTCOMES: Final = (Outcome.RETRY, Outcome.THROTTLED, Outcome.REFUSED, Outcome.RETIRED)


class DeliveryFailures:
    """Says of each message once that it fails, and once that it was given up.

    What fails is told of alarms, of updates and of tests; a trouble waits longer, and only giving it up is told.
    """

    def __init__(self, site: Site) -> None:
        """Belong to a site; nothing has failed."""
        self._site = site
        self._said: dict[tuple[str, str], None] = {}

    @callback
    def follow(self, delivery: Delivery, answer: Answer) -> None:
        """Take what became of an attempt."""
        key = (delivery.endpoint_id, delivery.event_id)
        given_up = delivery.state is DeliveryState.DEAD_LETTER
        if given_up:
            self._happened(delivery, answer, given_up=True)
        elif key not in self._said and _is_failing(delivery, answer):
            self._said[key] = None
            for old in list(self._said)[:-_REMEMBERED]:
                del self._said[old]
            self._happened(delivery, answer, given_up=False)

    def _happened(self, delivery: Delivery, answer: Answer, *, given_up: bool) -> None:
        """Have it stored and told."""
        subentry, now = self._site.entry.subentries.get(delivery.endpoint_id), clock.now()
        event = DeliveryFailed(
            event_id=self._site.school.new_id(now, "delivery failed", delivery.endpoint_id, delivery.event_id),
            at=now.utc,
            endpoint_id=delivery.endpoint_id,
            label=subentry.title if subentry is not None else "",
            message_id=delivery.event_id,
            kind=delivery.kind,
            attempts=delivery.attempts,
            detail=answer.detail,
            given_up=given_up,
            incident_id=delivery.incident_id,
        )
        _ = self._site.happened([event], now)


def _is_failing(delivery: Delivery, answer: Answer) -> bool:
    """Whether an attempt shows that a message somebody waits for does not get through."""
    is_awaited = delivery.priority <= Priority.UPDATE or delivery.kind == NoticeType.TEST
    is_clear = answer.outcome is Outcome.REFUSED or delivery.attempts >= ATTEMPTS
    return is_awaited and is_clear and answer.outcome in _OUTCOMES and not delivery.state.is_finished
