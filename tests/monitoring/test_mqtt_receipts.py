"""Receipts over MQTT: the broker keeps each until the school has stored it, whatever comes in between."""

import asyncio
from collections.abc import Iterator
import os
from pathlib import Path
import signal
from typing import override

import pytest

from custom_components.duress.ledger import Entry, Ledger
from custom_components.duress.monitoring import MqttTransport
from custom_components.duress.monitoring.receipts import Receipt

from .broker import Broker, District, district, needs_mosquitto
from .desk import until
from .mqtt_way import Way, settings, transport_with
from .raw import outgoing

pytestmark = needs_mosquitto


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    """Return a broker that everybody may use."""
    opened = Broker(tmp_path / "broker").start()
    yield opened
    opened.kill()


class SlowWay(Way):
    """A way whose school takes a receipt only when the test says so."""

    come: list[str]
    may: dict[str, asyncio.Event]

    @override
    async def take(self, receipt: Receipt) -> None:
        """Take a receipt when it may be."""
        self.come = [*getattr(self, "come", []), receipt.receipt_id]
        self.may = getattr(self, "may", {})
        await self.may.setdefault(receipt.receipt_id, asyncio.Event()).wait()
        self.receipts.append(receipt)


async def come_again(broker: Broker, desk: District) -> list[str]:
    """Return which receipts the broker still has for the school; a last one tells that there are no more."""
    async with transport_with(settings(broker.port)) as transport:
        await transport.send(outgoing("E9"))
        await until(lambda: desk.events[-1].event_id == "E9")
        await desk.answer(desk.events[-1], "delivered")
        await until(lambda: transport.receipts and transport.receipts[-1].event_id == "E9")
        return [one.event_id or "" for one in transport.receipts[:-1]]


async def test_a_receipt_that_was_not_taken_comes_again(broker: Broker) -> None:
    """Given receipts that are being stored, when the connection drops, then all that were not stored come again."""
    async with district(broker) as desk:
        transport = SlowWay(settings(broker.port))
        for event_id in ("E1", "E2", "E3"):
            await transport.send(outgoing(event_id))
        await until(lambda: len(desk.events) == 3)
        for event in desk.events:
            await desk.answer(event, "accepted", by="Operator 7")
        await until(lambda: getattr(transport, "come", []) == ["R1", "R2", "R3"])
        # The second is stored first; the first is not on the disk yet, so neither is confirmed.
        transport.may["R2"].set()
        await until(lambda: [one.receipt_id for one in transport.receipts] == ["R2"])
        transport.cut()
        await transport.close()
        assert await come_again(broker, desk) == ["E1", "E2", "E3"]


async def test_a_receipt_that_was_taken_does_not_come_again(broker: Broker) -> None:
    """Given receipts that were stored out of order, when the connection drops after that, then none comes again."""
    async with district(broker) as desk:
        transport = SlowWay(settings(broker.port))
        for event_id in ("E1", "E2"):
            await transport.send(outgoing(event_id))
        await until(lambda: len(desk.events) == 2)
        for event in desk.events:
            await desk.answer(event, "accepted")
        await until(lambda: len(getattr(transport, "come", [])) == 2)
        for receipt_id in ("R2", "R1"):
            transport.may[receipt_id].set()
        await until(lambda: len(transport.receipts) == 2)
        await transport.send(outgoing("E3"))  # on the same connection, so the broker has the confirmations, too
        transport.cut()
        await transport.close()
        assert await come_again(broker, desk) == []


async def test_more_receipts_than_fit_wait_at_the_broker(broker: Broker) -> None:
    """Given a school that stores nothing for a while, then the rest waits at the broker, and all come in order."""
    async with district(broker) as desk, transport_with(settings(broker.port)) as transport:
        blocked = asyncio.Event()
        taken: list[str] = []

        async def take(receipt: Receipt) -> None:
            await blocked.wait()
            taken.append(receipt.receipt_id)

        transport._receive = take
        await transport.send(outgoing())
        await until(lambda: desk.events)
        for _ in range(150):
            await desk.answer(desk.events[0], "note", note="x")
        assert (await transport.send(outgoing("E2"))).detail == "the broker has it"
        assert taken == []
        blocked.set()
        await until(lambda: len(taken) == 150)
        assert taken == [f"R{number}" for number in range(1, 151)]


async def school(path: Path, port: int, told: int, *, stores: bool) -> None:
    """Take a receipt as a school does, and store it at once or never; say a letter when it has come and when stored."""
    ledger = await Ledger.open(path)
    done = asyncio.Event()

    async def take(receipt: Receipt) -> None:
        """Store a receipt, after what could be a slow disk."""
        os.write(told, b"g")
        if not stores:
            await asyncio.Event().wait()
        entry = Entry(event_id=receipt.receipt_id, kind="receipt", at=receipt.at, incident_id=None, data={})
        await ledger.commit([entry], [])
        os.write(told, b"s")
        done.set()

    transport = MqttTransport(settings(port), take)
    await transport.send(outgoing("E1" if not stores else "E2"))
    await done.wait()
    await transport.close()
    await ledger.close()


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_no_answer_is_lost_when_the_school_is_killed_before_it_is_stored(tmp_path: Path, broker: Broker) -> None:
    """Given a person's answer that has come, when the school is killed before it is stored, then it comes again."""
    path, (heard, told) = tmp_path / "ledger.db", os.pipe()
    # A process of its own that imports nothing anew.
    if (pid := os.fork()) == 0:
        try:
            asyncio.run(school(path, broker.port, told, stores=False))
        finally:
            os._exit(1)

    def kill() -> None:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)

    async def story() -> list[str]:
        async with district(broker) as desk:
            await until(lambda: desk.events, seconds=20)
            await desk.answer(desk.events[0], "dispatched", by="Operator 7")
            assert await asyncio.to_thread(os.read, heard, 1) == b"g"
            kill()
            await school(path, broker.port, told, stores=True)
            assert os.read(heard, 10) == b"gs"
            again = await come_again(broker, desk)
        ledger = await Ledger.open(path)
        assert [one.event_id for one in await ledger.entries()] == ["R1"]
        await ledger.close()
        return again

    assert asyncio.run(story()) == []
    os.close(heard)
    os.close(told)
