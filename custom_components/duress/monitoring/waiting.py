"""Which message may go next: alarms first, oldest first, and the messages of one incident one after the other.

Whatever is asked of the queue costs about the same with ten messages waiting and with ten thousand: a new alarm must
not be late because an endpoint was away for days.
"""

from bisect import insort
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from heapq import heapify, heappop, heappush
from typing import Final

from ..ledger import Delivery, Priority
from .transport import Answer, Outcome

FRESH_SECONDS: Final = 60.0
"""For so long after it happened what was never posted does not wait for what is posted again."""

# After these the next message of the incident need not wait: this one was taken over, or is not wanted.
_LETS_PASS: Final = (Outcome.REFUSED, Outcome.ACCEPTED)

type Order = tuple[int, int]
type Place = tuple[int, float]


@dataclass(slots=True, kw_only=True, eq=False)
class Item:
    """A message that is not finished; `due`, `added` and `fresh_until` are seconds of the event loop's clock.

    It is changed by its queue alone, which has to know what may go next; only `failures` is the endpoint's own.
    """

    delivery: Delivery
    order: Order
    due: float
    added: float
    fresh_until: float
    failures: int = 0
    last: Answer | None = None
    in_flight: bool = False
    place: Place | None = None
    """Urgency and moment under which the queue has it as the next of its chain; None while it is not."""

    def is_fresh(self, now: float) -> bool:
        """Return whether it is an alarm or an update that just happened and was never posted."""
        return self.delivery.attempts == 0 and self.delivery.priority <= Priority.UPDATE and now < self.fresh_until

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


@dataclass(slots=True, order=True)
class _Entry:
    """A message in a heap, under the place it had then."""

    key: tuple[float, ...]
    item: Item = field(compare=False)
    place: Place = field(compare=False)

    @property
    def holds(self) -> bool:
        """Whether the message is still there under this place."""
        return self.item.place == self.place


class Queue:
    """The unfinished messages of one endpoint, each event once."""

    def __init__(self) -> None:
        """Start empty."""
        self._items: dict[str, Item] = {}
        self._chains: dict[str, list[Item]] = {}
        self._heads: dict[str, list[Item]] = {}
        self._changed: dict[str, None] = {}
        self._failing: dict[str, Item] = {}
        # What is next in its chain: not due yet by moment; due by urgency and age, what is fresh apart.
        self._later: list[_Entry] = []
        self._ready: list[_Entry] = []
        self._fresh: list[_Entry] = []
        self._ages: list[tuple[float, str]] = []
        self._newest = 0
        self._count = 0
        self._over: set[str] | None = set()
        """What was finished while the ledger is still asked what a former run left."""

    def __len__(self) -> int:
        """Return how many messages are not finished."""
        return len(self._items)

    def __iter__(self) -> Iterator[Item]:
        """Go through the messages in no particular order."""
        return iter(list(self._items.values()))

    def get(self, event_id: str) -> Item | None:
        """Return the message about an event."""
        return self._items.get(event_id)

    def chain(self, chain: str) -> list[Item]:
        """Return the messages of an incident, the oldest first."""
        return list(self._chains.get(chain, ()))

    def add(self, delivery: Delivery, now: float, age: float = 0.0) -> Item | None:
        """Take a message, due now; None if it is known. One that was not stored before takes over its stored number.

        `age` is by how many seconds it is older than this call.
        """
        known = self._items.get(delivery.event_id)
        if known is not None:
            if known.delivery.delivery_id < 0 < delivery.delivery_id:
                stored = replace(known.delivery, delivery_id=delivery.delivery_id, sequence=delivery.sequence)
                self.update(known, stored)
            return None
        self._count += 1
        self._newest = max(self._newest, delivery.delivery_id)
        order = (delivery.delivery_id, 0) if delivery.delivery_id > 0 else (self._newest, self._count)
        until = now - age + FRESH_SECONDS
        item = Item(delivery=delivery, order=order, due=now, added=now, fresh_until=until)
        chain = self._chains.setdefault(item.chain, [])
        # What was refused goes once more before the new message, so that the desk gets the beginning first.
        for other in chain:
            if other.last is not None and other.last.is_worth_repeating:
                self.postpone(other, min(other.due, now))
        insort(chain, item, key=_order)
        self._items[delivery.event_id] = item
        heappush(self._ages, (delivery.at, delivery.event_id))
        self._changed[item.chain] = None
        return item

    def remove(self, event_id: str) -> Item | None:
        """Forget a message that is finished."""
        item = self._items.pop(event_id, None)
        if item is not None:
            if self._over is not None:
                self._over.add(event_id)
            self._failing.pop(event_id, None)
            self._chains[item.chain].remove(item)
            self._changed[item.chain] = None
        return item

    def left_over(self, stored: Sequence[Delivery]) -> list[Delivery]:
        """Return of what the ledger had when it was asked, once, what was not finished before its answer came."""
        over, self._over = self._over or set(), None
        return [one for one in stored if one.event_id not in over]

    def hurry(self, which: Callable[[Answer], bool]) -> None:
        """Make messages due at once whose last answer was such."""
        for item in self._items.values():
            if item.last is not None and which(item.last):
                self.postpone(item, 0.0)

    def post(self, item: Item) -> None:
        """Note that a message is on its way; nothing behind it may go until it is back."""
        item.in_flight = True
        self._touched(item)

    def back(self, item: Item) -> None:
        """Note that a message is not on its way any more."""
        item.in_flight = False
        self._touched(item)

    def answered(self, item: Item, answer: Answer) -> None:
        """Note what became of the last attempt at a message."""
        item.last = answer
        self._touched(item)

    def postpone(self, item: Item, due: float) -> None:
        """Have a message go at a moment, which may be past."""
        item.due = due
        self._touched(item)

    def update(self, item: Item, delivery: Delivery) -> None:
        """Take over what is stored of a message by now."""
        item.delivery = delivery
        self._touched(item)

    def next(self, now: float, *, only_fresh: bool = False, alarms_anew: bool = False) -> Item | None:
        """Return the message that may go now, the most urgent and oldest of all or of those that are fresh.

        With `alarms_anew` a fresh alarm goes before whatever is older and was sent already: while nobody answers,
        repetitions would keep it from ever being sent.
        """
        self._renew(now)
        while (fresh := _first(self._fresh)) is not None and not fresh.item.is_fresh(now):
            heappush(self._ready, heappop(self._fresh))
        if alarms_anew and fresh is not None and fresh.item.delivery.priority == Priority.ALARM:
            return fresh.item
        found = [] if fresh is None else [fresh]
        if not only_fresh and (ready := _first(self._ready)) is not None:
            found.append(ready)
        return min(found).item if found else None

    def next_due(self, now: float) -> float | None:
        """Return when the next message is due that is not yet; None if there is none."""
        self._renew(now)
        first = _first(self._later)
        return None if first is None else first.item.due

    def failing(self) -> Iterator[Item]:
        """Go through what was tried and is still not taken over."""
        return iter(self._failing.values())

    @property
    def oldest(self) -> float | None:
        """Return when the oldest unfinished event happened (UTC s)."""
        while self._ages and self._ages[0][1] not in self._items:
            heappop(self._ages)
        return self._ages[0][0] if self._ages else None

    def _touched(self, item: Item) -> None:
        """Note that a message changed, unless it is finished, so that what is next in its chain is found anew."""
        event_id = item.delivery.event_id
        if self._items.get(event_id) is not item:
            return
        self._changed[item.chain] = None
        if item.is_failing:
            self._failing[event_id] = item
        else:
            self._failing.pop(event_id, None)

    def _renew(self, now: float) -> None:
        """Find the next messages of the chains that changed, and those that became due."""
        for chain in self._changed:
            self._renew_chain(chain, now)
        self._changed.clear()
        while (first := _first(self._later)) is not None and first.item.due <= now:
            heappop(self._later)
            self._put_ready(first.item, first.place, now)
        for heap in (self._later, self._ready, self._fresh):
            # What holds no longer is dropped when it comes up, or when it is the greater part.
            if len(heap) > 2 * len(self._items) + 64:
                heap[:] = [entry for entry in heap if entry.holds]
                heapify(heap)

    def _renew_chain(self, name: str, now: float) -> None:
        """Place the messages that may go next in a chain, and no other of it."""
        chain = self._chains[name]
        heads = _heads_of(chain)
        for item in self._heads.pop(name, ()):
            if item not in heads:
                item.place = None
        if not chain:
            del self._chains[name]
        if not heads:
            return
        self._heads[name] = heads
        # An alarm makes urgent what is before it in the chain, and not what is behind it.
        urgency = min((item.delivery.priority for item in chain[len(heads) :]), default=max(Priority))
        for item in reversed(heads):
            urgency = min(urgency, item.delivery.priority)
            place = (urgency, item.due)
            if item.place == place:
                continue
            item.place = place
            if item.due > now:
                heappush(self._later, _Entry((item.due, *item.order), item, place))
            else:
                self._put_ready(item, place, now)

    def _put_ready(self, item: Item, place: Place, now: float) -> None:
        """Place a message that may go now."""
        heap = self._fresh if item.is_fresh(now) else self._ready
        heappush(heap, _Entry((place[0], *item.order), item, place))


def _order(item: Item) -> Order:
    """Return what a chain is in order of."""
    return item.order


def _first(heap: list[_Entry]) -> _Entry | None:
    """Return the first of a heap that still holds."""
    while heap and not heap[0].holds:
        heappop(heap)
    return heap[0] if heap else None


def _heads_of(chain: list[Item]) -> list[Item]:
    """Return what may go next in a chain: what lets others pass, up to and with the first that does not."""
    if any(item.in_flight for item in chain):
        return []
    for index, item in enumerate(chain):
        if item.last_outcome not in _LETS_PASS:
            return chain[: index + 1]
    return chain[:]
