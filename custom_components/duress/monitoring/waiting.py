"""Which message may go next: alarms first, oldest first, and the messages of one incident one after the other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from ..ledger import Delivery, Priority
from .transport import Answer, Outcome

# After these the next message of the incident need not wait: this one was taken over, or is not wanted.
_LETS_PASS: Final = (Outcome.REFUSED, Outcome.ACCEPTED)


@dataclass(slots=True)
class Item:
    """A message that is not finished; `due` and `added` are seconds of the event loop's clock."""

    delivery: Delivery
    order: tuple[int, int]
    due: float
    added: float
    failures: int = 0
    last: Answer | None = None
    in_flight: bool = False

    @property
    def is_fresh(self) -> bool:
        """Whether it is an alarm or an update that was never posted."""
        return self.delivery.attempts == 0 and self.delivery.priority <= Priority.UPDATE

    @property
    def last_outcome(self) -> Outcome | None:
        """What became of the last attempt; None before the first of this run."""
        return None if self.last is None else self.last.outcome

    @property
    def is_failing(self) -> bool:
        """Whether it was tried and is still not taken over."""
        return self.last_outcome not in (None, Outcome.ACCEPTED)

    @property
    def chain(self) -> str:
        """What it must stay in order with: its incident, or nothing but itself."""
        return self.delivery.incident_id or f"event {self.delivery.event_id}"


class Queue:
    """The unfinished messages of one endpoint, each event once."""

    def __init__(self) -> None:
        """Start empty."""
        self._items: dict[str, Item] = {}
        self._newest = 0
        self._count = 0

    def __len__(self) -> int:
        """Return how many messages are not finished."""
        return len(self._items)

    def __iter__(self) -> Iterator[Item]:
        """Go through the messages in no particular order."""
        return iter(list(self._items.values()))

    def get(self, event_id: str) -> Item | None:
        """Return the message about an event."""
        return self._items.get(event_id)

    def add(self, delivery: Delivery, now: float) -> Item | None:
        """Take a message, due now; None if it is known. One that was not stored before takes over its stored number."""
        known = self._items.get(delivery.event_id)
        if known is not None:
            if known.delivery.delivery_id < 0 < delivery.delivery_id:
                known.delivery = replace(known.delivery, delivery_id=delivery.delivery_id, sequence=delivery.sequence)
            return None
        self._count += 1
        self._newest = max(self._newest, delivery.delivery_id)
        order = (delivery.delivery_id, 0) if delivery.delivery_id > 0 else (self._newest, self._count)
        item = Item(delivery=delivery, order=order, due=now, added=now)
        # What was refused goes once more before the new message, so that the desk gets the beginning first.
        for other in self._items.values():
            if other.chain == item.chain and other.last is not None and other.last.is_worth_repeating:
                other.due = min(other.due, now)
        self._items[delivery.event_id] = item
        return item

    def remove(self, event_id: str) -> Item | None:
        """Forget a message that is finished."""
        return self._items.pop(event_id, None)

    def hurry(self, which: Callable[[Answer], bool]) -> None:
        """Make messages due at once whose last answer was such."""
        for item in self._items.values():
            if item.last is not None and which(item.last):
                item.due = 0.0

    def heads(self) -> list[Item]:
        """Return the messages that are next in their chains, in the order they are to go; some are not due yet."""
        chains: dict[str, list[Item]] = {}
        for item in sorted(self._items.values(), key=lambda item: item.order):
            chains.setdefault(item.chain, []).append(item)
        found: list[tuple[int, tuple[int, int], Item]] = []
        for chain in chains.values():
            # An alarm behind an update makes the whole chain urgent.
            urgency = min(item.delivery.priority for item in chain)
            found += [(urgency, item.order, item) for item in _heads_of(chain)]
        return [item for _, _, item in sorted(found, key=lambda head: head[:2])]

    @property
    def oldest(self) -> float | None:
        """Return when the oldest unfinished event happened (UTC s)."""
        return min((item.delivery.at for item in self._items.values()), default=None)


def _heads_of(chain: list[Item]) -> list[Item]:
    """Return what may go next in a chain: what lets others pass, up to and with the first that does not."""
    if any(item.in_flight for item in chain):
        return []
    for index, item in enumerate(chain):
        if item.last_outcome not in _LETS_PASS:
            return chain[: index + 1]
    return chain
