"""The way over MQTT, at a real broker: what a district sees of it, and what its answers do."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
import logging
from pathlib import Path

import aiohttp
import pytest

from custom_components.duress.ledger import DeliveryState
from custom_components.duress.monitoring import Advice, NoticeType, Outcome, advice_of

from .broker import Broker, district, needs_mosquitto
from .builders import alarm
from .desk import until
from .mqtt_way import connect, settings, transport_with
from .raw import outgoing
from .running import Site, running

pytestmark = needs_mosquitto


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    """Return a broker that everybody may use."""
    opened = Broker(tmp_path / "broker").start()
    yield opened
    opened.kill()


@asynccontextmanager
async def school(path: Path, broker: Broker) -> AsyncIterator[Site]:
    """Run a site with a broker as its only endpoint."""
    async with aiohttp.ClientSession() as session, running(path, session) as site:
        connect(site, settings(broker.port))
        yield site


async def test_the_brokers_confirmation_is_no_delivery(broker: Broker) -> None:
    """Given a desk that only listens, when an alarm goes out, then the desk has it and it counts as accepted."""
    async with district(broker) as desk, transport_with(settings(broker.port)) as transport:
        answer = await transport.send(outgoing(attempt=3))
        assert (answer.outcome, answer.detail) == (Outcome.ACCEPTED, "the broker has it")
        await until(lambda: desk.events)
        (event,) = desk.events
        assert event.topic == "duress/v1/springfield/lincoln/event/incident"
        assert event.payload == outgoing().body
        assert event.user == {"event-id": "E1", "sequence": "12", "attempt": "3"}


async def test_a_district_may_say_that_the_broker_is_enough(broker: Broker) -> None:
    """Given a district whose broker is its desk, then the broker's confirmation is the delivery."""
    async with district(broker), transport_with(replace(settings(broker.port), accept_broker=True)) as transport:
        assert (await transport.send(outgoing())).outcome is Outcome.DELIVERED


async def test_receipts_deliver_alarms_and_prove_the_way(tmp_path: Path, broker: Broker) -> None:
    """Given a desk that answers, when alarms come, then its receipts finish them, and heartbeats prove the way."""
    async with district(broker, answers="delivered") as desk, school(tmp_path / "ledger.db", broker) as site:
        stored = await site.forward(alarm("E1"), alarm("E2"))
        await until(lambda: site.outbox.status("desk").waiting == 0)
        await until(lambda: site.outbox.status("desk").proven)
        # Of a receipt that takes its time, the alarm is told again.
        told = {one.event_id: one.payload for one in desk.events}
        assert list(told.items()) == [("E1", stored[0].body), ("E2", stored[1].body)]
        await until(lambda: desk.heartbeats)
        await asyncio.sleep(0.05)
        assert await site.states() == {"E1": DeliveryState.DELIVERED, "E2": DeliveryState.DELIVERED}


async def test_without_a_receipt_an_alarm_is_sent_again_under_its_id(tmp_path: Path, broker: Broker) -> None:
    """Given a desk that says nothing, then the alarm comes again until it answers, and nothing counts as delivered."""
    async with district(broker) as desk, school(tmp_path / "ledger.db", broker) as site:
        await site.forward(alarm("E1"))
        await until(lambda: len(desk.events) == 2)
        assert await site.states() == {"E1": DeliveryState.ACCEPTED}
        assert not site.outbox.status("desk").proven
        assert {(one.event_id, one.payload, one.user["sequence"]) for one in desk.events} == {
            ("E1", desk.events[0].payload, "1")
        }
        assert [one.user["attempt"] for one in desk.events] == ["1", "2"]
        await desk.answer(desk.events[0], "delivered")
        await until(lambda: site.outbox.status("desk").waiting == 0)


async def test_nonsense_on_the_receipt_topic_is_counted_and_said_once(
    broker: Broker, caplog: pytest.LogCaptureFixture
) -> None:
    """Given nonsense of all kinds where receipts come, then it is said once, and the next receipt is read."""
    async with district(broker, answers="delivered") as desk, transport_with(settings(broker.port)) as transport:
        await transport.send(outgoing())
        await until(lambda: transport.receipts)
        for nonsense in (
            b"",
            b"\xff\x00",
            b"[]",
            b"{" * 5000,
            b'{"answer": "delivered"}',
            b"x" * 20_000,
            b"x" * 60_000,
        ):
            await desk.client.publish("duress/v1/springfield/lincoln/receipt/odd", nonsense, qos=1)
        await transport.send(outgoing("E2"))
        await until(lambda: len(transport.receipts) == 2)
        assert [one.event_id for one in transport.receipts] == ["E1", "E2"]
        # The broker itself keeps the largest away.
        assert transport.unreadable == 6
    warnings = [one for one in caplog.records if one.levelno >= logging.WARNING]
    assert [one.message.split(":")[0] for one in warnings] == [
        "Something on the receipt topic is no receipt and is left out"
    ]


async def test_the_retained_state_says_that_a_school_is_there_and_how_it_went(broker: Broker) -> None:
    """Given a school that connects, stops, comes back and is cut off, then its state tells them apart."""
    async with district(broker) as desk:
        async with transport_with(settings(broker.port)) as transport:
            await transport.send(outgoing())
            await until(lambda: desk.states)
        await until(lambda: len(desk.states) == 2)
        async with transport_with(settings(broker.port)) as transport:
            await transport.send(outgoing())
            await until(lambda: len(desk.states) == 3)
            transport.cut()
            await until(lambda: len(desk.states) == 4)
    said = [(one["state"], one.get("reason")) for one in desk.states]
    assert said == [("online", None), ("offline", "stopped"), ("online", None), ("offline", "lost")]
    async with district(broker) as later:
        await until(lambda: later.states)
        assert later.seen[0].retained


async def test_a_short_cut_makes_no_noise(broker: Broker) -> None:
    """Given a school that is cut off and back at once, then nobody is told that it was lost."""
    async with district(broker) as desk, transport_with(replace(settings(broker.port), will_delay=1)) as transport:
        await transport.send(outgoing())
        await until(lambda: desk.states)
        transport.cut()
        await until(lambda: len(desk.states) == 2)
        await asyncio.sleep(2.2)
        assert [one["state"] for one in desk.states] == ["online", "online"]


async def test_a_message_that_nobody_subscribed_to_is_not_accepted(broker: Broker) -> None:
    """Given a broker where no desk ever subscribed, then an alarm is tried again, whatever the broker confirms."""
    for accept_broker in (False, True):
        async with transport_with(replace(settings(broker.port), accept_broker=accept_broker)) as transport:
            answer = await transport.send(outgoing())
        assert (answer.outcome, advice_of(answer)) == (Outcome.RETRY, Advice.NOBODY_SUBSCRIBED)


async def test_receipts_wait_for_a_school_that_is_away(broker: Broker) -> None:
    """Given a school that is off when the desk answers, then it gets the answer once it is back."""
    async with district(broker) as desk:
        async with transport_with(settings(broker.port)) as transport:
            await transport.send(outgoing())
            await until(lambda: desk.events)
        await desk.answer(desk.events[0], "dispatched", by="Dispatcher 7")
        async with transport_with(settings(broker.port)) as transport:
            await transport.send(outgoing("E2"))
            await until(lambda: transport.receipts)
            (receipt,) = transport.receipts
            assert (receipt.event_id, receipt.answer, receipt.by) == ("E1", "dispatched", "Dispatcher 7")


async def test_a_test_is_answered_by_the_desk(tmp_path: Path, broker: Broker) -> None:
    """Given somebody who sends a test, then they see whether the desk has it, or the broker alone."""
    async with district(broker, answers="delivered") as desk, school(tmp_path / "ledger.db", broker) as site:
        connect(site, settings(broker.port))
        answer = await site.outbox.send_test("desk")
        assert (answer.outcome, answer.detail) == (Outcome.DELIVERED, "the desk has it")
        connect(site, replace(settings(broker.port), timeout=2))
        desk.answers = None
        answer = await site.outbox.send_test("desk")
        assert (answer.outcome, answer.detail) == (Outcome.ACCEPTED, "the broker has it")
        assert answer.latency < 1


async def test_heartbeats_have_a_topic_of_their_own(tmp_path: Path, broker: Broker) -> None:
    """Given a running school, then its heartbeat and its tests come on topics of their own."""
    async with district(broker) as desk, school(tmp_path / "ledger.db", broker) as site:
        await until(lambda: desk.heartbeats)
        assert desk.heartbeats[0].topic == "duress/v1/springfield/lincoln/heartbeat"
        desk.answers = "delivered"
        answer = await site.outbox.send_test("desk")
        assert answer.outcome is Outcome.DELIVERED
        assert desk.events[0].topic == "duress/v1/springfield/lincoln/event/test"
        assert desk.events[0].body["type"] == "org.duress.test.v1"
        assert NoticeType.HEARTBEAT not in desk.events[0].topic
