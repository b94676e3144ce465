"""What goes first and what waits for what: an alarm never waits for anything but its own incident."""

from collections.abc import Sequence
from pathlib import Path
import time

import aiohttp

from custom_components.duress.ledger import DeliveryState, Ledger, Priority
from custom_components.duress.monitoring import (
    EndpointConfig,
    NoticeType,
    WebhookSettings,
    WebhookTransport,
)

from .builders import SITE, alarm, happened
from .desk import Desk, Reply, until
from .running import Broken, OneByOne, Site, running


async def test_the_updates_of_an_incident_follow_it_in_order(site: Site, desk: Desk) -> None:
    """Given an incident whose first message fails a while, then its updates wait for it and come in their order."""
    desk.replies = [Reply(status=500), Reply(status=500)]
    await site.forward(alarm("E1"))
    for number, kind in enumerate([NoticeType.INCIDENT_LOCATED, NoticeType.INCIDENT_ACKNOWLEDGED], 2):
        await site.forward(alarm(f"E{number}", kind=kind, priority=Priority.UPDATE))
    await site.forward(alarm("E4", kind=NoticeType.INCIDENT_REPEATED))
    await until(lambda: len(desk.messages) == 6)
    assert [one.event_id for one in desk.messages] == ["E1", "E1", "E1", "E2", "E3", "E4"]


async def test_alarms_go_before_updates_and_older_before_younger(
    tmp_path: Path, desk: Desk, session: aiohttp.ClientSession
) -> None:
    """Given a backlog of all kinds, when the desk comes back, then alarms come first, the oldest of each first."""
    path = tmp_path / "ledger.db"
    ledger = await Ledger.open(path)
    backlog = [
        alarm("T1", None, priority=Priority.TROUBLE),
        alarm("U1", "I1", priority=Priority.UPDATE),
        alarm("A1", "I2"),
        alarm("U2", "I3", priority=Priority.UPDATE),
        alarm("A2", "I4"),
    ]
    stored = await ledger.commit([happened(one.event_id, one.incident_id or "none") for one in backlog], backlog)
    for one in stored:
        await ledger.set_state(one.delivery_id, DeliveryState.SENT, 1.0)
    await ledger.close()
    async with running(path, session, start=False) as site:
        settings = WebhookSettings(url=desk.url, secret=desk.secret)
        config = EndpointConfig(endpoint_id="desk", name="desk", site=SITE, parallel=1)
        transport = OneByOne(WebhookTransport(session, settings))
        site.outbox.set_endpoint(config, transport)
        await site.outbox.start()
        await until(lambda: len(desk.messages) == 5)
    assert transport.begun == ["A1", "A2", "U1", "U2", "T1"]


async def test_a_new_alarm_does_not_wait_for_one_that_hangs(site: Site, desk: Desk) -> None:
    """Given a desk that hangs on two alarms, when a third comes, then it is delivered at once."""
    desk.replies = [Reply(delay=30), Reply(delay=30)]
    await site.forward(alarm("E1"), alarm("E2", "I2"))
    await until(lambda: len(desk.messages) == 2)
    begun = time.monotonic()
    await site.forward(alarm("E3", "I3"))
    await until(lambda: site.told)
    assert [delivery.event_id for delivery, _ in site.told] == ["E3"]
    assert time.monotonic() - begun < 255


async def test_an_alarm_does_not_wait_for_a_heartbeat_that_hangs(
    tmp_path: Path, desk: Desk, session: aiohttp.ClientSession
) -> None:
    """Given a desk that hangs on a heartbeat, when an alarm comes, then it is delivered at once."""
    desk.heartbeat_reply = Reply(delay=30)
    async with running(tmp_path / "ledger.db", session, ("desk", desk)) as site:
        await until(lambda: desk.heartbeats)
        await site.forward(alarm("E1"))
        await until(lambda: site.told, 25)
        assert site.outbox.status("desk").proven


async def test_one_endpoint_never_waits_for_another(tmp_path: Path, desk: Desk, session: aiohttp.ClientSession) -> None:
    """Given a desk that hangs and a good one, when many alarms come, then the good one has them all at once."""
    hanging = await Desk(reply=Reply(delay=30), heartbeat_reply=Reply(delay=30)).open()
    async with running(tmp_path / "ledger.db", session, ("desk", desk), ("other", hanging)) as site:
        begun = time.monotonic()
        for number in range(30):
            await site.forward(
                alarm(f"E{number}", f"I{number}"), alarm(f"E{number}", f"I{number}", endpoint_id="other")
            )
        await until(lambda: len(desk.messages) == 30)
        assert time.monotonic() - begun < 25
        await until(lambda: site.outbox.status("desk").waiting == 0)
        assert site.outbox.status("other").waiting == 30
        assert not site.outbox.status("other").proven
    await hanging.close()


async def test_hundreds_of_waiting_messages_all_arrive_once_confirmed(
    tmp_path: Path, desk: Desk, session: aiohttp.ClientSession
) -> None:
    """Given a long outage with many incidents, when the desk is back, then all arrive and each incident in order."""
    path = tmp_path / "ledger.db"
    messages = [alarm(f"E{number:03}", f"I{number % 40}") for number in range(200)]
    ledger = await Ledger.open(path)
    await ledger.commit([happened(one.event_id, one.incident_id or "") for one in messages], messages)
    await ledger.close()
    async with running(path, session, ("desk", desk)) as site:
        await until(lambda: site.outbox.status("desk").waiting == 0)
    assert len({one.event_id for one in desk.messages}) == len(desk.messages) == 200
    for incident in range(40):
        mine: Sequence[str] = [one.event_id for one in desk.messages if f'"incident/I{incident}"'.encode() in one.body]
        assert list(mine) == sorted(mine)
        assert len(mine) == 5


async def test_the_first_byte_is_on_its_way_when_submit_returns(tmp_path: Path, session: aiohttp.ClientSession) -> None:
    """Given a stored alarm, when it is submitted, then the transport has it before anything else happens."""
    transport = Broken([])
    async with running(tmp_path / "ledger.db", session) as site:
        site.outbox.set_endpoint(EndpointConfig(endpoint_id="desk", name="Desk", site=SITE), transport)
        stored = await site.ledger.commit([happened("E1")], [alarm("E1")])
        site.outbox.submit(stored)
        assert transport.sent == ["E1"]
