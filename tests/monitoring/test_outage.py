"""A day without the endpoint, then everything at once: alarms first, in order, with the times of then, no burst."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
import json
from pathlib import Path
from random import Random
import sys
import time
from typing import Final, override
from xml.etree import ElementTree as ET

import aiohttp
import pytest

from custom_components.duress.ledger import Attempt, Delivery, DeliveryState, Entry, Ledger, NewDelivery
from custom_components.duress.monitoring import (
    Answer,
    BodyFormat,
    Dc09Transport,
    Encoded,
    EndpointConfig,
    MqttTransport,
    Notice,
    NoticeType,
    Outbox,
    Outcome,
    Outgoing,
    Transport,
    WebhookSettings,
    WebhookTransport,
)
from custom_components.duress.monitoring.cap import NAMESPACE, sent
from custom_components.duress.monitoring.dc09.moment import written
from custom_components.duress.monitoring.payload import timestamp
from custom_components.duress.monitoring.receipts import Receipt

from .a_day import DAY, Told, a_day
from .away import BrokerAway, DeskAway, Peer, ReceiverAway
from .broker import Broker, free_port, needs_mosquitto
from .builders import AT, SITE
from .dc09_receiver import Receiver
from .dc09_way import settings
from .desk import Desk, Reply
from .mqtt_way import settings as mqtt_settings
from .virtual import VirtualLoop

BEGINS: Final = AT
BEAT: Final = NoticeType.HEARTBEAT
EVENTS: Final = 1000
ANSWERS_WITHIN: Final = 0.05
"""Virtual seconds that an endpoint takes to answer, as a distant one does."""

LASTS: Final = {BodyFormat.CLOUDEVENTS: DAY, BodyFormat.CAP: DAY / 6}
"""Seconds without the desk; what is only another body on the same way is proven with a shorter outage."""

FOUND_WITHIN: Final = 12.0
"""Virtual seconds within which somebody who is back is found: a failed heartbeat is tried again after ten."""


class CountingLedger(Ledger):
    """A ledger that says whether it has something to store, so that the clock does not jump meanwhile."""

    commits = 0

    @override
    def put(
        self,
        entries: Sequence[Entry],
        deliveries: Sequence[NewDelivery],
        done: Callable[[list[Delivery] | Exception], None],
    ) -> None:
        """Store and count."""

        def settled(result: list[Delivery] | Exception) -> None:
            self.commits -= 1
            done(result)

        self.commits += 1
        super().put(entries, deliveries, settled)

    @override
    async def record_attempt(self, attempt: Attempt) -> None:
        """Note what became of an attempt, and count: otherwise weeks go by while a slow disk writes."""
        self.commits += 1
        try:
            await super().record_attempt(attempt)
        finally:
            self.commits -= 1

    @override
    async def receipt(self, endpoint_id: str, event_id: str, state: DeliveryState, at: float) -> bool:
        """Note a receipt, and count it."""
        self.commits += 1
        try:
            return await super().receipt(endpoint_id, event_id, state, at)
        finally:
            self.commits -= 1


@dataclass(slots=True)
class Watched(Transport):
    """The real way out; notes when each message was begun and what became of it."""

    inner: Transport
    steps: list[tuple[str, str]] = field(default_factory=list)
    bodies: dict[str, set[tuple[int, bytes]]] = field(default_factory=lambda: defaultdict(set))
    under_way: int = 0

    @override
    def encode(self, notice: Notice) -> Encoded | None:
        """Return what the real one makes."""
        return self.inner.encode(notice)

    @override
    async def send(self, outgoing: Outgoing) -> Answer:
        """Note and send."""
        self.under_way += 1
        self.steps.append((outgoing.kind if outgoing.kind == BEAT else "begun", outgoing.event_id))
        if outgoing.kind != BEAT:
            self.bodies[outgoing.event_id].add((outgoing.sequence, outgoing.body))
        try:
            answer = await self.inner.send(outgoing)
        finally:
            self.under_way -= 1
        self.steps.append((answer.outcome, outgoing.event_id))
        return answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage:
    """What is known when all is over: what was told, what was stored of it, each step before and after.

    `found` and `caught_up` are virtual seconds after the endpoint was back, `real` the seconds that took really.
    """

    told: list[Told]
    stored: list[Delivery]
    before: list[tuple[str, str]]
    after: list[tuple[str, str]]
    bodies: dict[str, set[tuple[int, bytes]]]
    caught_up: float
    real: float

    def most_at_once(self, *, with_heartbeats: bool) -> int:
        """Return how many exchanges were under way at once while it caught up."""
        under_way: set[str] = set()
        most = 0
        for what, event_id in self.after:
            if what == "begun" or (what == BEAT and with_heartbeats):
                under_way.add(event_id)
                most = max(most, len(under_way))
            else:
                under_way.discard(event_id)
        return most


async def a_day_without(
    path: Path,
    config: EndpointConfig,
    transport: Transport,
    peer: Peer,
    lasts: float = DAY,
    receipts: list[Callable[[Receipt], None]] | None = None,
) -> Outage:
    """Let a day go by without the endpoint and a thousand events with it, then let it come back.

    What takes receipts is added to `receipts`.
    """
    loop = asyncio.get_running_loop()
    assert isinstance(loop, VirtualLoop)
    ledger = await CountingLedger.open(path)
    way = Watched(transport)
    loop.workers += [lambda: ledger.commits > 0, lambda: way.under_way > peer.pondering]
    outbox = Outbox(ledger, clock=lambda: BEGINS + loop.time(), jitter=Random(6))
    if receipts is not None:

        def received(receipt: Receipt) -> None:
            """Take a receipt as the site does with one of the desk's system."""
            outbox.receipt("desk", receipt.event_id or "", DeliveryState.DELIVERED, receipt.at)

        receipts.append(received)
    outbox.set_endpoint(config, way)
    await outbox.start()
    told, stored = a_day(BEGINS, lasts), []
    for one in told:
        await asyncio.sleep(one.notice.at - BEGINS - loop.time())
        entry, message = one.stored(transport)
        deliveries = await ledger.commit([entry], [message] if message is not None else [])
        outbox.submit(deliveries)
        stored += deliveries
        if one.notice.type is NoticeType.INCIDENT_CLOSED:
            outbox.incident_closed(one.incident_id or "")
    await asyncio.sleep(lasts - loop.time())
    before, way.steps = way.steps, []
    async with peer.back():
        began, real = loop.time(), time.monotonic()
        while outbox.status("desk").waiting:  # noqa: ASYNC110 - by the virtual clock, to read it
            await asyncio.sleep(ANSWERS_WITHIN)
        caught_up, real = loop.time() - began, time.monotonic() - real
        while await ledger.pending():
            time.sleep(0.01)  # noqa: ASYNC251 - real time for the notes that are still on their way to the ledger
        await outbox.stop()
        await ledger.close()
    return Outage(
        told=told, stored=stored, before=before, after=way.steps, bodies=dict(way.bodies),
         caught_up=caught_up, real=real,
    )  # fmt: skip


def check(outage: Outage, parallel: int) -> None:
    """Check what holds for every way out: all arrived, nothing under two names, in order, and no burst."""
    numbers = {one.event_id: one.sequence for one in outage.stored}
    assert sorted(numbers.values()) == list(range(1, len(numbers) + 1))
    assert set(outage.bodies) == set(numbers)
    assert all(len(bodies) == 1 for bodies in outage.bodies.values()), "one name for two messages"
    assert outage.most_at_once(with_heartbeats=False) == parallel
    assert {what for what, _ in outage.before} == {"begun", BEAT, Outcome.RETRY}
    check_order(outage)


def check_order(outage: Outage) -> None:
    """Check that from the first answer on each message that was begun was the first of those that might go."""
    chains: dict[str, list[Delivery]] = {}
    for one in outage.stored:
        chains.setdefault(one.incident_id or one.event_id, []).append(one)
    chain_of = {one.event_id: one.incident_id or one.event_id for one in outage.stored}
    under_way: set[str] = set()
    is_found = False
    for what, event_id in outage.after:
        if what == BEAT:
            continue
        if what == "begun":
            nexts = {
                (min(one.priority for one in chain), chain[0].sequence): chain[0].event_id
                for name, chain in chains.items()
                if name not in under_way
            }
            assert not is_found or nexts[min(nexts)] == event_id
            under_way.add(chain_of[event_id])
        elif what in (Outcome.DELIVERED, Outcome.ACCEPTED):
            is_found = True
            if event_id in chain_of:
                name = chain_of[event_id]
                assert chains[name].pop(0).event_id == event_id, "not in the order of its incident"
                under_way.discard(name)
                if not chains[name]:
                    del chains[name]
        elif event_id in chain_of:
            under_way.discard(chain_of[event_id])
    assert not chains


def times_of(told: Told, body: BodyFormat) -> list[str]:
    """Return the times a body has to say: when it happened, and of an incident when it was raised."""
    at, incident = told.notice.at, told.notice.incident
    if body is BodyFormat.CAP:
        began = at if told.notice.trouble is None else told.notice.trouble.since
        return [sent(at), sent(began if incident is None else incident.raised_at)]
    return [timestamp(at)]


def times_in(text: bytes, body: BodyFormat) -> list[str]:
    """Return the times a body says."""
    if body is BodyFormat.CAP:
        root = ET.fromstring(text)  # noqa: S314 - our own
        found = (root.find(f".//{{{NAMESPACE}}}{name}") for name in ("sent", "onset"))
        return [one.text or "" for one in found if one is not None]
    return [json.loads(text)["time"]]


def lived(day: Coroutine[None, None, Outage]) -> Outage:
    """Run a day on a virtual clock."""
    with asyncio.Runner(loop_factory=VirtualLoop, debug=False) as runner:
        outage = runner.run(day)
    # Shown with -s, or if something is wrong.
    sys.stdout.write(
        f"\n{len(outage.stored)} messages, {len(outage.before) // 2} exchanges in vain;"
        f" all confirmed {outage.caught_up:.1f} s after the endpoint was back (really {outage.real:.2f} s)\n"
    )
    return outage


@pytest.mark.slow
@pytest.mark.parametrize("body", BodyFormat)
def test_a_day_without_a_webhook(tmp_path: Path, body: BodyFormat) -> None:
    """Given a thousand events in a day without the desk, when it is back, then it gets all of them, alarms first."""
    desk = Desk(reply=Reply(delay=ANSWERS_WITHIN))

    async def day() -> Outage:
        async with aiohttp.ClientSession() as session:
            # While it is away for so long, an outgoing connection might take a port from their own range.
            desk.port = free_port()
            await desk.open()
            await desk.close()
            config = EndpointConfig(endpoint_id="desk", name="desk", site=SITE)
            way = WebhookTransport(session, WebhookSettings(url=desk.url, secret=desk.secret, body=body))
            return await a_day_without(tmp_path / "ledger.db", config, way, DeskAway(desk), LASTS[body])

    outage = lived(day())
    check(outage, parallel=4)
    assert outage.caught_up < FOUND_WITHIN + 2 * len(outage.stored) * ANSWERS_WITHIN / 4
    arrived = [one for one in desk.messages if one.sequence]
    assert len(arrived) == EVENTS
    told = {one.notice.event_id: one for one in outage.told}
    for one in arrived:
        assert times_in(one.body, body) == times_of(told[one.event_id], body)


@pytest.mark.slow
def test_a_day_without_the_receiver_of_a_centre(tmp_path: Path) -> None:
    """Given the same day over DC-09, then one message is under way at a time, and each says when it happened."""
    receiver = Receiver(delay=ANSWERS_WITHIN, port=free_port())

    async def day() -> Outage:
        way = settings(receiver, timeout=20)
        config = EndpointConfig(
            endpoint_id="desk", name="desk", site=SITE, heartbeat=60, parallel=1, in_turn=True, limit=way.limit,
            schedule=way.schedule,
        )  # fmt: skip
        transport = Dc09Transport(way, clock=lambda: BEGINS + asyncio.get_running_loop().time())
        return await a_day_without(tmp_path / "ledger.db", config, transport, ReceiverAway(receiver))

    outage = lived(day())
    check(outage, parallel=1)
    assert outage.most_at_once(with_heartbeats=True) == 1
    assert outage.caught_up < FOUND_WITHIN + 1.2 * len(outage.stored) * ANSWERS_WITHIN
    told = {one.notice.event_id: one for one in outage.told}
    messages = {one.message.sequence: dict(one.message.fields) for one in receiver.messages}
    assert len(messages) == len(receiver.messages) == len(outage.stored)
    assert not receiver.unread
    for stored in outage.stored:
        assert messages[stored.sequence]["H"] == written(told[stored.event_id].notice.at)


@needs_mosquitto
@pytest.mark.slow
def test_a_day_without_the_broker(tmp_path: Path) -> None:
    """Given the same day over MQTT, then the desk behind the broker gets everything once, and confirms it."""
    broker = Broker(tmp_path / "broker")
    receipts: list[Callable[[Receipt], None]] = []

    async def day() -> Outage:
        way = mqtt_settings(broker.port)
        config = EndpointConfig(
            endpoint_id="desk", name="desk", site=SITE, limit=way.limit, schedule=way.schedule
        )  # fmt: skip

        async def take(receipt: Receipt) -> None:
            receipts[0](receipt)

        transport = MqttTransport(way, take)
        return await a_day_without(tmp_path / "ledger.db", config, transport, away, receipts=receipts)

    away = BrokerAway(broker)
    try:
        outage = lived(day())
    finally:
        broker.stop()
    check(outage, parallel=4)
    told = {one.notice.event_id: one for one in outage.told}
    arrived = [one for one in away.seen if one.event_id in told]
    assert len(arrived) == len({one.event_id for one in arrived}) == EVENTS
    for one in arrived:
        assert one.body["time"] == timestamp(told[one.event_id].notice.at)
