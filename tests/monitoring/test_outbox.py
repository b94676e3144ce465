"""The outbox with a real ledger and real desks: every answer has its consequence, ids never change."""

import asyncio
from dataclasses import replace
from pathlib import Path
import time

import aiohttp
import pytest

from custom_components.duress.ledger import Delivery, DeliveryState, Ledger, Priority
from custom_components.duress.monitoring import (
    BodyFormat,
    EndpointConfig,
    NoticeType,
    Outcome,
    WebhookSettings,
    WebhookTransport,
)

from .builders import QUICK, SITE, alarm, happened
from .desk import TEST, Desk, Reply, until
from .running import Site, running


async def test_an_alarm_reaches_the_desk_and_is_noted(site: Site, desk: Desk) -> None:
    """Given a desk that answers, when an alarm is forwarded, then it is delivered and the ledger knows when."""
    before = time.time()
    (stored,) = await site.forward(alarm("E1", at=before))
    await until(lambda: site.told)
    (delivery, answer) = site.told[0]
    assert (delivery.event_id, delivery.state, answer.status) == ("E1", DeliveryState.DELIVERED, 200)
    assert [(one.event_id, one.sequence, one.body) for one in desk.messages] == [("E1", 1, stored.body)]
    status = site.outbox.status("desk")
    assert (status.waiting, status.oldest_waiting, status.last_sequence) == (0, None, 1)
    assert status.last_latency is not None
    assert 0 < status.last_latency < 2
    await until(lambda: site.changes)
    await asyncio.sleep(0.05)
    (kept,) = await site.ledger.deliveries("I1")
    assert (kept.state, kept.attempts, kept.last_answer) == (DeliveryState.DELIVERED, 1, "HTTP 200 OK")
    assert kept.first_posted is not None
    assert kept.answered_at is not None
    assert before <= kept.first_posted < kept.answered_at < before + 2


async def test_retries_keep_id_and_body_and_sign_anew(site: Site, desk: Desk) -> None:
    """Given a desk that fails three times, then each attempt is the same message, validly signed, until it is taken."""
    desk.replies = [Reply(status=500), Reply(status=503), Reply(status=408)]
    await site.forward(alarm("E1"))
    await until(lambda: len(desk.messages) == 4)
    assert len({(one.event_id, one.sequence, one.body) for one in desk.messages}) == 1
    assert [one.attempt for one in desk.messages] == [1, 2, 3, 4]
    await until(lambda: site.outbox.status("desk").waiting == 0)
    assert [answer.status for _, answer in site.told] == [500, 503, 408, 200]
    await until(lambda: len(site.told) == 4)
    await asyncio.sleep(0.05)
    attempts = await site.ledger.attempts(site.told[0][0].delivery_id)
    assert [(one.number, one.outcome) for one in attempts] == [
        (1, "retry"),
        (2, "retry"),
        (3, "retry"),
        (4, "delivered"),
    ]


async def test_an_open_alarm_is_tried_for_ever(site: Site, desk: Desk) -> None:
    """Given a desk that fails far longer than anything is given up, then an open alarm is still tried."""
    desk.reply = Reply(status=500)
    await site.forward(alarm("E1"))
    await until(lambda: len(desk.messages) == 8)
    assert desk.messages[-1].at - desk.messages[0].at > QUICK.give_up
    desk.reply = Reply()
    await until(lambda: site.outbox.status("desk").waiting == 0)


async def test_a_closed_incident_slows_down_and_is_given_up_and_replayed(site: Site, desk: Desk) -> None:
    """Given a closed incident nobody takes, then it becomes a dead letter; replayed, it arrives under its old id."""
    desk.reply = Reply(status=500)
    await site.forward(alarm("E1"))
    await until(lambda: len(desk.messages) == 2)
    site.outbox.incident_closed("I1")
    await until(lambda: site.outbox.status("desk").waiting == 0, 10)
    assert site.told[-1][0].state is DeliveryState.DEAD_LETTER
    tried = len(desk.messages)
    desk.reply = Reply()
    await asyncio.sleep(0.05)
    assert [one.event_id for one in await site.ledger.dead_letters("desk")] == ["E1"]
    assert len(desk.messages) == tried
    assert await site.outbox.replay("desk") == 1
    await until(lambda: len(desk.messages) == tried + 1)
    assert len({(one.event_id, one.sequence, one.body) for one in desk.messages}) == 1
    await until(lambda: site.told[-1][0].state is DeliveryState.DELIVERED)
    assert await site.outbox.replay("desk") == 0


async def test_incidents_closed_in_a_former_run_are_not_urgent(
    tmp_path: Path, desk: Desk, session: aiohttp.ClientSession
) -> None:
    """Given an undelivered message of a closed incident, when the site restarts, then it is tried slowly."""
    path = tmp_path / "ledger.db"
    desk.reply = Reply(status=500)
    ledger = await Ledger.open(path)
    await ledger.commit([happened("E1"), happened("E2", kind="incident_closed")], [alarm("E1")])
    await ledger.close()
    async with running(path, session, ("desk", desk), schedule=replace(QUICK, slow=(30.0,))):
        await until(lambda: desk.messages)
        await asyncio.sleep(0.3)
    assert len(desk.messages) == 1


async def test_a_refusal_is_told_at_once_and_tried_slowly(site: Site, desk: Desk) -> None:
    """Given a desk that refuses an alarm, then it is told at once, tried again slowly, and does not hold up others."""
    desk.replies = [Reply(status=401)]
    begun = time.monotonic()
    await site.forward(alarm("E1"))
    await until(lambda: site.told)
    assert (site.told[0][0].state, site.told[0][1].outcome) == (DeliveryState.REFUSED, Outcome.REFUSED)
    assert not site.outbox.status("desk").proven
    await site.forward(alarm("E2", "I2"))
    await until(lambda: len(site.told) == 2)
    assert [one.event_id for one in desk.messages] == ["E1", "E2"]
    await until(lambda: len(desk.messages) == 3)
    assert time.monotonic() - begun > QUICK.refused
    assert desk.messages[2].event_id == "E1"


async def test_a_refused_alarm_goes_once_more_before_its_update(site: Site, desk: Desk) -> None:
    """Given a refused alarm, when its update comes, then the alarm is tried first, the update follows."""
    desk.replies = [Reply(status=400), Reply(status=400)]
    await site.forward(alarm("E1"))
    await until(lambda: site.told)
    await site.forward(alarm("E2", kind=NoticeType.INCIDENT_LOCATED, priority=Priority.UPDATE))
    await until(lambda: len(desk.messages) == 3)
    assert [one.event_id for one in desk.messages] == ["E1", "E1", "E2"]
    await until(lambda: len(site.told) == 3)
    assert await site.ledger.pending("desk") != []


async def test_a_retired_endpoint_gets_nothing_until_it_is_set_up_anew(
    site: Site, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    """Given an answer 410, then nothing more is sent and nothing lost; set up anew, everything arrives in order."""
    await until(lambda: desk.heartbeats)
    desk.replies = [Reply(status=410)]
    await site.forward(alarm("E1"))
    await until(lambda: site.outbox.status("desk").retired)
    sent = len(desk.requests)
    await site.forward(alarm("E2", kind=NoticeType.INCIDENT_LOCATED, priority=Priority.UPDATE))
    await site.forward(alarm("E3", "I2"))
    await asyncio.sleep(0.3)
    assert len(desk.requests) == sent
    assert site.outbox.status("desk").waiting == 3
    assert len([one for one in caplog.records if "retired" in one.message]) == 1

    site.connect(desk)
    assert not site.outbox.status("desk").retired
    await until(lambda: site.outbox.status("desk").waiting == 0)
    assert [one.event_id for one in desk.messages if one.event_id in ("E1", "E2")] == ["E1", "E1", "E2"]


async def test_an_answer_to_the_former_set_up_holds_up_nothing(
    tmp_path: Path, desk: Desk, session: aiohttp.ClientSession
) -> None:
    """Given an alarm under way, when its endpoint is set up anew and the old way refuses, then it goes again."""
    desk.replies = [Reply(status=404, delay=0.1)]
    async with running(tmp_path / "ledger.db", session, ("desk", desk), schedule=replace(QUICK, refused=60)) as site:
        await site.forward(alarm("E1"))
        await until(lambda: desk.messages)
        site.connect(desk)
        await until(lambda: site.outbox.status("desk").waiting == 0)
        assert [one.event_id for one in desk.messages] == ["E1", "E1"]
        await until(lambda: site.outbox.status("desk").proven)


async def test_a_desk_that_asks_for_patience_gets_it_within_limits(site: Site, desk: Desk) -> None:
    """Given answers 429 that ask for a little and for an hour, then the alarm waits a little, then its own limit."""
    desk.replies = [Reply(status=429, headers={"retry-after": "0"}), Reply(status=429, headers={"retry-after": "3600"})]
    await site.forward(alarm("E1"))
    await until(lambda: len(desk.messages) == 3)
    first, second, third = (one.at for one in desk.messages)
    assert QUICK.throttled_least <= second - first < QUICK.throttled_most
    assert third - second >= QUICK.throttled_most


async def test_taken_over_is_not_delivered(site: Site, desk: Desk) -> None:
    """Given a desk that answers 202, then the alarm waits for its receipt and is offered again slowly meanwhile."""
    desk.reply = Reply(status=202)
    await site.forward(alarm("E1"))
    await until(lambda: site.told)
    assert site.told[0][0].state is DeliveryState.ACCEPTED
    await site.forward(alarm("E2", kind=NoticeType.INCIDENT_LOCATED, priority=Priority.UPDATE))
    await until(lambda: len(desk.messages) == 2)
    assert [one.event_id for one in desk.messages] == ["E1", "E2"]
    assert site.outbox.status("desk").waiting == 2
    await until(lambda: len(desk.messages) > 2)
    assert desk.messages[2].at - desk.messages[0].at >= QUICK.accepted

    site.outbox.receipt("desk", "E1", DeliveryState.DELIVERED, time.time())
    site.outbox.receipt("desk", "E2", DeliveryState.DESK_ACCEPTED, time.time())
    assert site.outbox.status("desk").waiting == 0
    assert site.outbox.status("desk").proven
    await asyncio.sleep(0.05)
    assert await site.states() == {"E1": DeliveryState.DELIVERED, "E2": DeliveryState.DESK_ACCEPTED}
    sent = len(desk.messages)
    await asyncio.sleep(0.4)
    assert len(desk.messages) == sent


async def test_a_test_message_is_answered_and_not_stored(site: Site, desk: Desk) -> None:
    """Given a person who presses the test button, then the desk gets a test and the answer comes back."""
    answer = await site.outbox.send_test("desk", "Office")
    assert (answer.outcome, answer.status) == (Outcome.DELIVERED, 200)
    assert [one.type for one in desk.messages] == [TEST]
    assert b"TEST Test message from Lincoln High School by Office. No help is needed." in desk.messages[0].body
    assert answer.sent is not None
    assert answer.sent.body == desk.messages[0].body
    assert await site.ledger.pending() == []
    desk.replies = [Reply(status=403)]
    assert (await site.outbox.send_test("desk")).outcome is Outcome.REFUSED
    assert not site.outbox.status("desk").proven
    await asyncio.sleep(0.1)
    assert len(desk.messages) == 2
    with pytest.raises(KeyError):
        await site.outbox.send_test("nobody")


async def test_a_test_in_cap_cannot_be_misread(site: Site, desk: Desk) -> None:
    """Given a desk that reads CAP, when a test is sent, then its status says Test, and so does its note."""
    settings = WebhookSettings(url=desk.url, secret=desk.secret, body=BodyFormat.CAP)
    site.outbox.set_endpoint(
        EndpointConfig(endpoint_id="desk", name="desk", site=SITE), WebhookTransport(site.session, settings)
    )
    answer = await site.outbox.send_test("desk")
    assert answer.sent is not None
    assert answer.sent.body in [one.body for one in desk.requests]
    assert b"<status>Test</status>" in answer.sent.body
    assert b"This is a test. No help is needed." in answer.sent.body


async def test_a_removed_endpoint_leaves_the_others_alone(
    tmp_path: Path, desk: Desk, session: aiohttp.ClientSession
) -> None:
    """Given two endpoints, when one is removed, then its messages stay or become dead letters; the other goes on."""
    down = Desk()
    await down.open()
    await down.close()
    async with running(tmp_path / "ledger.db", session, ("desk", desk), ("other", down)) as site:
        await site.forward(alarm("E1"), alarm("E1", endpoint_id="other"))
        await until(lambda: len(site.told) >= 3)
        await site.outbox.remove_endpoint("other", abandon=True)
        await site.outbox.remove_endpoint("other")
        with pytest.raises(KeyError):
            site.outbox.status("other")
        await site.forward(alarm("E2", "I2"), alarm("E2", "I2", endpoint_id="other"))
        await until(lambda: len(desk.messages) == 2)
        await asyncio.sleep(0.05)
        assert [one.event_id for one in await site.ledger.dead_letters("other")] == ["E1"]
        assert [one.event_id for one in await site.ledger.pending("other")] == ["E2"]
        site.connect(down, "other")
        await until(lambda: site.outbox.status("other").waiting == 1)


async def test_what_is_confirmed_while_the_ledger_is_read_is_not_sent_again(
    site: Site, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a new endpoint, when an alarm is confirmed before its ledger has told what waits, then it is sent once."""
    pending = site.ledger.pending
    stored, read, confirmed = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def slow(endpoint_id: str | None = None) -> list[Delivery]:
        await stored.wait()
        found = await pending(endpoint_id)
        read.set()
        await confirmed.wait()
        return found

    monkeypatch.setattr(site.ledger, "pending", slow)
    desk.reply = Reply(delay=0.3)
    site.connect(desk, "late")
    await site.forward(replace(alarm("E1"), endpoint_id="late"))
    stored.set()
    await read.wait()
    await until(lambda: site.told)
    confirmed.set()
    await site.forward(replace(alarm("E2"), endpoint_id="late"))
    await until(lambda: len(site.told) == 2)
    assert [one.event_id for one in desk.messages] == ["E1", "E2"]
    assert site.outbox.status("late").waiting == 0
