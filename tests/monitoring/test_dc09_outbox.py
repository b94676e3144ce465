"""DC-09 with the outbox: one message at a time, alarms first, numbers that outlive a restart."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
import time

import aiohttp
import pytest

from custom_components.duress.ledger import DeliveryState, NewDelivery, Priority
from custom_components.duress.monitoring import (
    Dc09Transport,
    EndpointConfig,
    NoticeType,
    Outcome,
    turn,
)
from custom_components.duress.monitoring.dc09.content import CONTENT_TYPE, content_of

from .builders import QUICK, SITE, alarm, notice
from .dc09_receiver import (
    Receiver,
    duh,
    receiving,
    silent,
)
from .dc09_way import NUMBERING, settings
from .desk import until
from .running import Site, running


def dc09(event_id: str, **more: object) -> NewDelivery:
    """Return a message with the body that DC-09 stores."""
    plain = alarm(event_id, **more)  # type: ignore[arg-type]
    about = notice(NoticeType(plain.kind), event_id=event_id, incident=plain.incident_id or "none")
    content = content_of(about, NUMBERING)
    assert content is not None
    return replace(plain, content_type=CONTENT_TYPE, body=content.stored())


def trouble(event_id: str) -> NewDelivery:
    """Return a message about a trouble."""
    return dc09(event_id, incident_id=None, kind=NoticeType.TROUBLE_STARTED, priority=Priority.TROUBLE)


def connect(site: Site, receiver: Receiver, *, timeout: float = 20, heartbeat: float = 60.0) -> None:
    """Set up a receiver as an endpoint."""
    way = settings(receiver, timeout=timeout)
    config = EndpointConfig(
        endpoint_id="desk", name="desk", site=SITE, heartbeat=heartbeat, parallel=1, in_turn=True, limit=way.limit,
        schedule=replace(QUICK, give_up=60),
    )  # fmt: skip
    site.outbox.set_endpoint(config, Dc09Transport(way))


@pytest.fixture
async def site(tmp_path: Path, session: aiohttp.ClientSession) -> AsyncIterator[Site]:
    """Return a running site without an endpoint."""
    async with running(tmp_path / "ledger.db", session) as opened:
        yield opened


async def test_one_message_at_a_time_alarms_first(site: Site) -> None:
    """Given many messages of many incidents at once, then each is sent after the answer to the one before, in order."""
    async with receiving(Receiver(delay=0.01)) as receiver:
        connect(site, receiver)
        await until(lambda: receiver.taken)
        await site.forward(trouble("T"), *(dc09(f"E{number}", incident_id=f"I{number}") for number in range(10)))
        await until(lambda: len(receiver.messages) == 11)
        await until(lambda: site.outbox.status("desk").waiting == 0)
    assert receiver.events == ["Nri1/HA204"] * 10 + ["Nri1/UY204"]
    assert [one.message.sequence for one in receiver.messages] == [*range(2, 12), 1]
    gaps = [after.at - before.at for before, after in zip(receiver.taken, receiver.taken[1:], strict=False)]
    assert min(gaps) >= 0.01


async def test_an_alarm_does_not_wait_for_what_is_none(site: Site) -> None:
    """Given a trouble the receiver does not answer, when an alarm comes, then it is sent within a second."""
    async with receiving(Receiver(faults=[silent])) as receiver:
        connect(site, receiver, timeout=20)
        await until(lambda: receiver.taken)
        await site.forward(trouble("T"))
        await until(lambda: receiver.messages)
        before = time.monotonic()
        await site.forward(dc09("E1"))
        await until(lambda: len(receiver.messages) >= 2)
        assert receiver.messages[1].message.data.endswith("HA204")
        assert receiver.messages[1].at - before < 15
        # The trouble goes again, under its number.
        await until(lambda: len(receiver.messages) == 3)
    assert [one.message.sequence for one in receiver.messages] == [1, 2, 1]


async def test_an_alarm_does_not_wait_for_supervision(site: Site) -> None:
    """Given supervision that is not answered, when an alarm comes, then it is sent and proves the way."""
    async with receiving(Receiver(null_fault=silent)) as receiver:
        connect(site, receiver, timeout=20)
        await until(lambda: receiver.taken)
        before = time.monotonic()
        await site.forward(dc09("E1"))
        await until(lambda: receiver.messages)
        assert receiver.messages[0].at - before < 15
        await until(lambda: site.outbox.status("desk").proven)


async def test_an_alarm_does_not_wait_long_for_another(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given an alarm that is not answered, when others come, then each has its time, and none waits for the limit."""
    monkeypatch.setattr(turn, "PATIENCE", 0.8)
    async with receiving(Receiver(faults=[silent, silent])) as receiver:
        connect(site, receiver, timeout=20)
        await until(lambda: receiver.taken)
        await site.forward(dc09("E1", incident_id="I1"))
        await until(lambda: receiver.messages)
        await asyncio.sleep(0.2)
        await site.forward(dc09("E2", incident_id="I2"), dc09("E3", incident_id="I3"))
        await until(lambda: site.outbox.status("desk").waiting == 0)
    assert [one.message.sequence for one in receiver.messages[:3]] == [1, 2, 3]
    gaps = [after.at - before.at for before, after in zip(receiver.messages, receiver.messages[1:3], strict=False)]
    assert all(0.4 < gap < 5 for gap in gaps)
    assert {one.message.sequence for one in receiver.messages[3:]} == {1, 2}


async def test_a_slow_receiver_confirms_every_alarm(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given a receiver that needs longer than alarms wait for each other, then each is confirmed all the same."""
    monkeypatch.setattr(turn, "PATIENCE", 0.1)
    async with receiving(Receiver(delay=0.25)) as receiver:
        connect(site, receiver, timeout=20)
        await until(lambda: site.outbox.status("desk").proven)
        await site.forward(*(dc09(f"E{number}", incident_id=f"I{number}") for number in range(4)))
        await until(lambda: site.outbox.status("desk").waiting == 0)
        assert site.outbox.status("desk").proven
    assert {one.message.sequence for one in receiver.messages} == {1, 2, 3, 4}


async def test_an_update_hurries_no_alarm(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given an alarm that is not answered, when an update of another incident comes, then the alarm keeps its time."""
    monkeypatch.setattr(turn, "PATIENCE", 0.1)
    async with receiving(Receiver(faults=[silent])) as receiver:
        connect(site, receiver, timeout=0.6)
        await until(lambda: receiver.taken)
        await site.forward(dc09("E1", incident_id="I1"))
        await until(lambda: receiver.messages)
        await site.forward(
            dc09("E2", incident_id="I2", kind=NoticeType.INCIDENT_LOCATED, priority=Priority.UPDATE),
        )
        await until(lambda: site.outbox.status("desk").waiting == 0)
    first, second, *_ = receiver.messages
    assert second.at - first.at > 0.55


async def test_a_late_confirmation_is_not_taken_for_the_next(site: Site) -> None:
    """Given a receiver that confirms too late, then the alarm goes again under its number, and once it is confirmed."""
    async with receiving() as receiver:
        connect(site, receiver, timeout=0.2)
        await until(lambda: site.outbox.status("desk").proven)
        receiver.delay = 0.3
        await site.forward(dc09("E1"))
        await until(lambda: len(receiver.messages) >= 2)
        receiver.delay = 0
        await until(lambda: site.outbox.status("desk").waiting == 0)
        await site.forward(dc09("E2"))
        await until(lambda: receiver.messages[-1].message.sequence == 2)
    assert {one.message.sequence for one in receiver.messages[:-1]} == {1}
    assert len({one.message.fields for one in receiver.messages[:-1]}) == 1


async def test_what_is_not_understood_is_not_repeated(site: Site) -> None:
    """Given DUH to an alarm, then it is not repeated, the next message goes, the way is not proven, closing ends it."""
    async with receiving(Receiver(faults=[duh])) as receiver:
        connect(site, receiver, heartbeat=0.1)
        await site.forward(dc09("E1"))
        await until(lambda: [answer for _, answer in site.told if answer.is_final])
        await site.forward(dc09("E2", kind=NoticeType.INCIDENT_LOCATED, priority=Priority.UPDATE))
        await until(lambda: len(receiver.messages) == 2)
        await asyncio.sleep(0.3)
        assert len(receiver.messages) == 2
        assert await site.states() == {"E1": DeliveryState.REFUSED, "E2": DeliveryState.DELIVERED}
        assert not site.outbox.status("desk").proven
        site.outbox.incident_closed("I1")
        await until(lambda: site.outbox.status("desk").waiting == 0)
        await until(lambda: site.outbox.status("desk").proven)
    for _ in range(100):
        if (await site.states())["E1"] is DeliveryState.DEAD_LETTER:
            break
        await asyncio.sleep(0.01)
    assert (await site.states())["E1"] is DeliveryState.DEAD_LETTER


async def test_numbers_and_words_outlive_a_restart(tmp_path: Path, session: aiohttp.ClientSession) -> None:
    """Given an alarm nobody answered, when the site starts anew, then it goes again with its number and its words."""
    async with receiving(Receiver(faults=[silent] * 3)) as receiver:
        async with running(tmp_path / "ledger.db", session) as first:
            connect(first, receiver)
            await first.forward(dc09("E0", incident_id="I0"), dc09("E1"))
            await until(lambda: receiver.messages)
        receiver.faults.clear()
        before = receiver.messages[-1]
        async with running(tmp_path / "ledger.db", session, schedule=QUICK) as second:
            connect(second, receiver)
            await until(lambda: len({one.message.sequence for one in receiver.messages}) == 2)
            await until(lambda: second.outbox.status("desk").waiting == 0)
            await second.forward(dc09("E2", incident_id="I2"))
            await until(lambda: receiver.messages[-1].message.sequence == 3)
    again = [one.message for one in receiver.messages if one.message.sequence == before.message.sequence]
    assert len(again) >= 2
    assert {(one.data, one.fields) for one in again} == {(before.message.data, before.message.fields)}


async def test_a_test_message_proves_the_way(site: Site) -> None:
    """Given somebody who sends a test, then the receiver's answer is shown and what it got is a test."""
    async with receiving() as receiver:
        connect(site, receiver)
        assert (await site.outbox.send_test("desk")).outcome is Outcome.DELIVERED
        assert receiver.events == ["Nri1/RX0"]
        assert (
            dict(receiver.messages[0].message.fields)["I"]
            == "TEST Test message from Lincoln High School. No help is needed."
        )
