"""What is held for backups, and which of it goes: a table of reasons and one decision.

A message for a backup is held until the endpoint it stands in for, its primary, has confirmed the same message. It goes
at once when the primary fails twice, does not want it, or is known not to work, and in any case after some seconds: a
primary that says nothing costs no more than these. Only a confirmation spares a backup; "accepted" is none.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
import math
from typing import Final, Self

from ..ledger import Delivery, DeliveryState, NewDelivery, Priority
from .endpoint_config import EndpointStatus
from .transport import Answer, Outcome

FAILURES: Final = 2
"""Failures of the primary after which its backup is told."""

_TOLD_MOST: Final = 1000


class Because(StrEnum):
    """Why a backup was told.

    failed: the second failure of the primary. late: it had not confirmed in time. not_proven: the way to it was known
    not to work. given_up: its message became a dead letter. not_told: it is not told of this in its way. earlier: the
    backup was told of the same incident before. not_stored: the ledger could not store it. regrouped: the backup is one
    no longer, or for another primary. removed: the primary was.
    """

    FAILED = "failed"
    REFUSED = "refused"
    THROTTLED = "throttled"
    RETIRED = "retired"
    LATE = "late"
    NOT_PROVEN = "not_proven"
    GIVEN_UP = "given_up"
    NOT_TOLD = "not_told"
    EARLIER = "earlier"
    NOT_STORED = "not_stored"
    REGROUPED = "regrouped"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Takeover:
    """From now on an endpoint is told of an incident, because its primary did not confirm it; `at` is UTC seconds."""

    incident_id: str
    endpoint_id: str
    primary: str
    because: str
    at: float

    @classmethod
    def of(cls, delivery: NewDelivery, because: str | None, at: float) -> Self | None:
        """Return what letting a message go means; None if it is no incident's, or nothing new."""
        if delivery.incident_id is None or delivery.backup_for is None or because in (None, Because.EARLIER):
            return None
        return cls(
            incident_id=delivery.incident_id,
            endpoint_id=delivery.endpoint_id,
            primary=delivery.backup_for,
            because=str(because),
            at=at,
        )


@dataclass(slots=True, eq=False)
class Held:
    """A message that is held; it goes at `due` (the event loop's clock). `alone`: the primary has no such message."""

    delivery: Delivery
    primary: str
    due: float = math.inf
    alone: bool = False

    @property
    def chain(self) -> tuple[str, str]:
        """The backup, and what the message stays in order with."""
        return (self.delivery.endpoint_id, chain_of(self.delivery))


class Shelf:
    """Everything that is held, found by number, by the primary's message and by chain."""

    def __init__(self) -> None:
        """Start empty."""
        self._held: dict[int, Held] = {}
        self._of_event: dict[tuple[str, str], list[Held]] = {}
        self._of_chain: dict[tuple[str, str], list[Held]] = {}

    def __iter__(self) -> Iterator[Held]:
        """Go through what is held, in the order it was put here."""
        return iter(list(self._held.values()))

    def put(self, held: Held) -> None:
        """Take one more."""
        delivery = held.delivery
        self._held[delivery.delivery_id] = held
        self._of_event.setdefault((held.primary, delivery.event_id), []).append(held)
        self._of_chain.setdefault(held.chain, []).append(held)

    def get(self, delivery_id: int) -> Held | None:
        """Return what is held under a number."""
        return self._held.get(delivery_id)

    def waiting_for(self, primary: str, event_id: str) -> list[Held]:
        """Return what waits for a primary's message."""
        return list(self._of_event.get((primary, event_id), ()))

    def chain(self, chain: tuple[str, str]) -> list[Held]:
        """Return what is held of a chain, oldest first."""
        return sorted(self._of_chain.get(chain, ()), key=lambda held: held.delivery.delivery_id)

    def take(self, held: Held) -> bool:
        """Take one away; False if it is not here any more."""
        if self._held.pop(held.delivery.delivery_id, None) is None:
            return False
        _drop(self._of_event, (held.primary, held.delivery.event_id), held)
        _drop(self._of_chain, held.chain, held)
        return True


class Told:
    """Which chains endpoints were told of, the newest thousand of each."""

    def __init__(self) -> None:
        """Start with none."""
        self._chains: dict[str, dict[str, None]] = {}

    def add(self, endpoint_id: str, chain: str) -> None:
        """Note that an endpoint was told."""
        chains = self._chains.setdefault(endpoint_id, {})
        chains.pop(chain, None)
        chains[chain] = None
        if len(chains) > _TOLD_MOST:
            del chains[next(iter(chains))]

    def __contains__(self, chain: tuple[str, str]) -> bool:
        """Return whether an endpoint was told of a chain."""
        return chain[1] in self._chains.get(chain[0], {})


def chain_of(delivery: NewDelivery) -> str:
    """Return what a message stays together with: its incident, trouble, test or drill, or nothing but itself."""
    return delivery.incident_id or delivery.thread or f"event {delivery.event_id}"


def is_urgent(delivery: NewDelivery) -> bool:
    """Return whether a message is about an incident, a test or a drill, and not about a trouble."""
    return delivery.priority <= Priority.UPDATE


def why_at_once(status: EndpointStatus, *, urgent: bool) -> Because | None:
    """Return why a backup is told before its primary is tried; None if it is not.

    A primary that was never tried since the start is not known to fail. A trouble can wait until it is.
    """
    if status.retired:
        return Because.RETIRED
    known_not_to_work = not status.proven and status.last_answer is not None
    return Because.NOT_PROVEN if known_not_to_work and urgent else None


def why_after(delivery: Delivery, answer: Answer) -> Because | None:
    """Return why a backup is told after an answer to its primary's message; None to go on waiting."""
    if delivery.state is DeliveryState.DEAD_LETTER:
        return Because.GIVEN_UP
    match answer.outcome:
        case Outcome.REFUSED:
            return Because.REFUSED
        case Outcome.RETIRED:
            return Because.RETIRED
        case Outcome.THROTTLED if is_urgent(delivery):
            return Because.THROTTLED
        case Outcome.RETRY if delivery.attempts >= FAILURES:
            return Because.FAILED
    return None


def why_resumed(state: DeliveryState | None, attempts: int) -> Because | None:
    """Return why a backup is told after a restart, from what is stored of its primary's message."""
    match state:
        case DeliveryState.DEAD_LETTER:
            return Because.GIVEN_UP
        case DeliveryState.REFUSED:
            return Because.REFUSED
        case DeliveryState.SENT if attempts >= FAILURES:
            return Because.FAILED
    return None


def whole_chains(shelf: Shelf, chosen: Iterable[Held]) -> dict[tuple[str, str], list[Held]]:
    """Return what goes with what was chosen: all of its chains, so that their order is kept."""
    return {chain: shelf.chain(chain) for chain in dict.fromkeys(held.chain for held in chosen)}


def _drop[K](index: dict[K, list[Held]], key: K, held: Held) -> None:
    """Take one out of an index."""
    index[key].remove(held)
    if not index[key]:
        del index[key]
