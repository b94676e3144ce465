"""The queue of an endpoint: in order whatever happens, and as quick with thousands of messages as with a few."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
import sys
from types import FrameType
from typing import Final, override

import aiohttp
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from custom_components.duress.ledger import Delivery, Ledger, NewDelivery, Priority
from custom_components.duress.monitoring import (
    Answer,
    Encoded,
    EndpointConfig,
    Notice,
    Outcome,
    Outgoing,
    RetrySchedule,
    Transport,
)
from custom_components.duress.monitoring.problems import Problem
from custom_components.duress.monitoring.waiting import FRESH_SECONDS, Item, Queue

from .builders import SITE, alarm, happened
from .desk import until
from .running import running

FEW: Final = 40
MANY: Final = 4_000
PRESSES: Final = 15


class Away(Transport):
    """A way on which nobody answers; notes which messages were tried."""

    def __init__(self) -> None:
        """Begin with nothing tried."""
        self.tried: set[str] = set()

    @override
    def encode(self, notice: Notice) -> Encoded | None:
        """Say nothing of heartbeats and tests."""
        return None

    @override
    async def send(self, outgoing: Outgoing) -> Answer:
        """Reach nobody, a moment later."""
        self.tried.add(outgoing.event_id)
        await asyncio.sleep(0)
        return Answer(outcome=Outcome.RETRY, detail="nobody is there", problem=Problem.NOT_REACHED)


def message(number: int, chain: str | None, priority: Priority) -> Delivery:
    """Return a stored message with the ledger's number and an age that goes with it."""
    new = NewDelivery(
        event_id=f"E{number}", endpoint_id="desk", incident_id=chain, kind="incident_raised", priority=priority,
        at=float(number), content_type="text/plain", body=b"",
    )  # fmt: skip
    return Delivery.of(new, number, number)


def next_in_chains(items: Sequence[Item]) -> list[Item]:
    """Return what is next in each chain, the most urgent first, found the slow way: look at everything."""
    chains: dict[str, list[Item]] = {}
    for item in sorted(items, key=lambda item: item.order):
        chains.setdefault(item.chain, []).append(item)
    found = []
    for chain in chains.values():
        if any(item.in_flight for item in chain):
            continue
        for place, item in enumerate(chain):
            urgency = min(one.delivery.priority for one in chain[place:])
            found.append((urgency, item.order, item))
            if item.last_outcome not in (Outcome.REFUSED, Outcome.ACCEPTED):
                break
    return [item for *_, item in sorted(found, key=lambda one: one[:2])]


class Waiting(RuleBasedStateMachine):
    """Messages come, are posted, fail, are taken over and wait in any order."""

    def __init__(self) -> None:
        """Begin with an empty queue."""
        super().__init__()
        self.queue = Queue()
        self.now = 100.0
        self.number = 0

    @rule(
        chain=st.sampled_from(["I1", "I2", "I3", None]),
        priority=st.sampled_from(Priority),
        age=st.sampled_from([0.0, 30.0, 3600.0]),
        stored=st.booleans(),
    )
    def comes(self, chain: str | None, priority: Priority, age: float, stored: bool) -> None:
        """Add a message; one that could not be stored has no number of the ledger."""
        self.number += 1
        delivery = message(self.number, chain, priority)
        self.queue.add(delivery if stored else replace(delivery, delivery_id=-self.number), self.now, age)

    @precondition(lambda self: self.queue.next(self.now) is not None)
    @rule(only_fresh=st.booleans())
    def is_posted(self, only_fresh: bool) -> None:
        """Post what is next."""
        if (item := self.queue.next(self.now, only_fresh=only_fresh)) is not None:
            self.queue.post(item)

    @precondition(lambda self: any(item.in_flight for item in self.queue))
    @rule(outcome=st.sampled_from(Outcome), wait=st.sampled_from([0.0, 1.0, 45.0]), data=st.data())
    def is_answered(self, outcome: Outcome, wait: float, data: st.DataObject) -> None:
        """Take the answer to what was posted."""
        item = data.draw(st.sampled_from([item for item in self.queue if item.in_flight]))
        self.queue.answered(item, Answer(outcome=outcome))
        self.queue.update(item, replace(item.delivery, attempts=item.delivery.attempts + 1))
        if outcome is Outcome.DELIVERED:
            self.queue.remove(item.delivery.event_id)
        self.queue.postpone(item, self.now + wait)
        self.queue.back(item)

    @rule(seconds=st.sampled_from([0.5, 10.0, FRESH_SECONDS]))
    def time_passes(self, seconds: float) -> None:
        """Let time pass."""
        self.now += seconds

    @rule()
    def is_hurried(self) -> None:
        """Let what was not reached go at once."""
        self.queue.hurry(lambda last: last.outcome is Outcome.RETRY)

    @precondition(lambda self: len(self.queue) > 0)
    @rule(data=st.data())
    def is_finished(self, data: st.DataObject) -> None:
        """Take a message out of the middle, as a receipt does."""
        self.queue.remove(data.draw(st.sampled_from([item.delivery.event_id for item in self.queue])))

    @invariant()
    def what_is_next_is_right(self) -> None:
        """Check every question against the slow way to answer it."""
        items, now = list(self.queue), self.now
        heads = next_in_chains(items)
        due = [item for item in heads if item.due <= now]
        fresh = [item for item in due if item.is_fresh(now)]
        assert self.queue.next(now) is (due[0] if due else None)
        assert self.queue.next(now, only_fresh=True) is (fresh[0] if fresh else None)
        assert self.queue.next_due(now) == min((item.due for item in heads if item.due > now), default=None)
        assert self.queue.oldest == min((item.delivery.at for item in items), default=None)
        assert set(self.queue.failing()) == {item for item in items if item.is_failing}


TestWaiting = Waiting.TestCase


def calls_of(work: Callable[[], None]) -> int:
    """Return how many functions are called by what is done: its cost, whatever else the machine does."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return calls


async def cost_of_a_press(path: Path, session: aiohttp.ClientSession, waiting: int) -> float:
    """Return how many functions are called from a stored alarm until its transport has it, while so many wait."""
    ledger = await Ledger.open(path)
    kinds = (Priority.ALARM, Priority.UPDATE, Priority.UPDATE, Priority.TROUBLE)
    backlog = [
        alarm(f"E{number}", f"I{number // 4}" if number % 4 < 3 else None, priority=kinds[number % 4])
        for number in range(waiting)
    ]
    await ledger.commit([], backlog)
    await ledger.close()
    transport, costs = Away(), []
    async with running(path, session, schedule=RetrySchedule()) as site:
        site.outbox.set_endpoint(EndpointConfig(endpoint_id="desk", name="Desk", site=SITE), transport)
        await until(lambda: len(transport.tried) > waiting // 10, 60)
        assert site.outbox.status("desk").waiting == waiting
        for number in range(PRESSES):
            new = alarm(f"N{number}", f"N{number}")
            stored = await site.ledger.commit([happened(new.event_id, new.event_id)], [new])
            costs.append(calls_of(partial(site.outbox.submit, stored)))
            assert new.event_id in transport.tried
            await asyncio.sleep(0.01)
    return median(costs)


async def test_an_alarm_costs_the_same_with_thousands_waiting(tmp_path: Path, session: aiohttp.ClientSession) -> None:
    """Given an endpoint that was away for days, when somebody presses, then its transport has the alarm at once."""
    few = await cost_of_a_press(tmp_path / "few.db", session, FEW)
    many = await cost_of_a_press(tmp_path / "many.db", session, MANY)
    assert many < 2 * few, (few, many)
