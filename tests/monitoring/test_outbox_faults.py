"""Restarts and faults around the outbox: nothing stored is lost, nothing stops the next alarm."""

import asyncio
import logging
from pathlib import Path
import time

import aiohttp
import pytest

from custom_components.duress.ledger import DeliveryState, Ledger
from custom_components.duress.monitoring import (
    EndpointConfig,
    Outbox,
)

from .builders import QUICK, SITE, alarm, happened
from .desk import Desk, Reply, until
from .running import Broken, Site, running


async def test_a_restart_resumes_with_the_same_ids_and_bodies(
    tmp_path: Path, desk: Desk, session: aiohttp.ClientSession
) -> None:
    """Given a desk that is down, when the site restarts and the desk comes back, then the same messages arrive."""
    path = tmp_path / "ledger.db"
    await desk.close()
    async with running(path, session, ("desk", desk)) as first:
        stored = await first.forward(alarm("E1"), alarm("E2", "I2"))
        await until(lambda: len(first.told) >= 4)
    await desk.open()
    async with running(path, session, ("desk", desk)) as second:
        await until(lambda: len(desk.messages) == 2)
        assert second.outbox.status("desk").last_sequence == 2
    received = {(one.event_id, one.sequence, one.body) for one in desk.messages}
    assert received == {(one.event_id, one.sequence, one.body) for one in stored}
    assert min(one.attempt for one in desk.messages) > 1
    async with running(path, session, ("desk", desk)) as third:
        await until(lambda: desk.heartbeats)
        assert third.outbox.status("desk").waiting == 0
    assert len(desk.messages) == 2


async def test_what_was_stored_before_the_start_is_sent_after_it(
    tmp_path: Path, desk: Desk, session: aiohttp.ClientSession
) -> None:
    """Given an alarm that was stored by a process that died before sending, then it is sent after the start."""
    path = tmp_path / "ledger.db"
    ledger = await Ledger.open(path)
    await ledger.commit([happened("E1")], [alarm("E1")])
    await ledger.close()
    async with running(path, session, ("desk", desk)):
        await until(lambda: desk.messages)
    assert desk.messages[0].event_id == "E1"


async def test_stopping_while_a_desk_hangs_keeps_the_alarm(
    tmp_path: Path, desk: Desk, session: aiohttp.ClientSession
) -> None:
    """Given a request that hangs, when the site stops, then it stops at once and the alarm is sent after the start."""
    path = tmp_path / "ledger.db"
    desk.replies = [Reply(delay=30)]
    begun = time.monotonic()
    async with running(path, session, ("desk", desk)) as site:
        await site.forward(alarm("E1"))
        await until(lambda: desk.messages)
    assert time.monotonic() - begun < 25
    async with running(path, session, ("desk", desk)) as site:
        await until(lambda: site.outbox.status("desk").waiting == 0)
    assert [one.event_id for one in desk.messages] == ["E1", "E1"]


async def test_without_a_ledger_the_alarm_is_sent_all_the_same(site: Site, desk: Desk) -> None:
    """Given an alarm the ledger could not store, then it is sent and retried, and stored later it stays one."""
    desk.replies = [Reply(status=500), Reply(status=500), Reply(status=500)]
    new = alarm("E1")
    site.outbox.submit_undurable([new])
    await until(lambda: desk.messages)
    assert desk.messages[0].sequence == 0
    stored = await site.ledger.commit([happened("E1")], [new])
    site.outbox.submit(stored)
    assert site.outbox.status("desk").waiting == 1
    await until(lambda: site.outbox.status("desk").waiting == 0)
    assert {(one.event_id, one.body) for one in desk.messages} == {("E1", new.body)}
    assert desk.messages[-1].sequence == 1
    await asyncio.sleep(0.05)
    assert await site.states() == {"E1": DeliveryState.DELIVERED}


async def test_what_was_delivered_from_memory_is_not_sent_again_when_it_is_stored(site: Site, desk: Desk) -> None:
    """Given an alarm delivered while the disk hung, when it is stored after all, then it is noted, not sent again."""
    new = alarm("E1")
    site.outbox.submit_undurable([new])
    await until(lambda: site.told)
    site.outbox.submit(await site.ledger.commit([happened("E1")], [new]))
    await asyncio.sleep(0.1)
    assert len(desk.messages) == 1
    assert await site.states() == {"E1": DeliveryState.DELIVERED}
    assert site.outbox.status("desk").waiting == 0


async def test_when_notes_cannot_be_stored_alarms_still_go_out(
    site: Site, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    """Given a ledger that stops storing, when alarms come, then they are delivered and it is said once."""
    await until(lambda: desk.heartbeats)
    (stored,) = await site.ledger.commit([happened("E1")], [alarm("E1")])
    await site.ledger.close()
    site.outbox.submit([stored])
    site.outbox.submit_undurable([alarm("E2", "I2")])
    await until(lambda: len(site.told) == 2)
    await asyncio.sleep(0.05)
    assert {one.event_id for one in desk.messages} == {"E1", "E2"}
    assert len([one for one in caplog.records if "cannot be stored for now" in one.message]) == 1


async def test_a_faulty_transport_stops_nothing(
    tmp_path: Path, session: aiohttp.ClientSession, caplog: pytest.LogCaptureFixture
) -> None:
    """Given a transport that raises and hangs, then it is said, and the alarm is delivered when the transport can."""
    transport = Broken([RuntimeError("bug"), 60.0, KeyError("bug")])
    async with running(tmp_path / "ledger.db", session) as site:
        config = EndpointConfig(endpoint_id="desk", name="Desk", site=SITE, limit=0.1)
        site.outbox.set_endpoint(config, transport)
        await site.forward(alarm("E1"))
        await until(lambda: site.outbox.status("desk").waiting == 0)
    assert transport.sent == ["E1"] * 4
    assert [answer.detail for _, answer in site.told[:2]] == ["internal error, see the log", "no answer in time"]
    assert all(record.exc_info for record in caplog.records if record.levelno >= logging.ERROR)
    assert "no words" in caplog.text


async def test_faulty_listeners_stop_nothing(tmp_path: Path, desk: Desk, session: aiohttp.ClientSession) -> None:
    """Given listeners that raise, then alarms are delivered all the same."""

    def fail(*_: object) -> None:
        raise RuntimeError("listener")

    ledger = await Ledger.open(tmp_path / "ledger.db")
    outbox = Outbox(ledger, on_change=fail, on_delivery=fail, schedule=QUICK)
    site = Site(ledger, outbox, session)
    site.connect(desk)
    await outbox.start()
    await site.forward(alarm("E1"), alarm("E2", "I2"))
    await until(lambda: outbox.status("desk").waiting == 0)
    assert len(desk.messages) == 2
    await outbox.stop()
    await ledger.close()
