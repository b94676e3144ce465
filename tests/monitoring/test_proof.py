"""Whether the way to an endpoint is proven: only by confirmations, only for a while, never by hope."""

import asyncio
from collections.abc import AsyncIterator
import json
from pathlib import Path
import time

import aiohttp
import pytest

from custom_components.duress.ledger import Ledger
from custom_components.duress.monitoring import EndpointConfig, Outbox

from .builders import QUICK, SITE, alarm, happened
from .desk import Desk, Reply, until
from .running import Site


@pytest.fixture
async def site(tmp_path: Path, session: aiohttp.ClientSession) -> AsyncIterator[Site]:
    """Return a running site without endpoints."""
    ledger = await Ledger.open(tmp_path / "ledger.db")
    outbox = Outbox(ledger, schedule=QUICK)
    await outbox.start()
    yield Site(ledger, outbox, session)
    await outbox.stop()
    await ledger.close()


def is_proven(site: Site) -> bool:
    """Return whether the way to the desk is proven."""
    return site.outbox.status("desk").proven


async def test_it_is_unproven_until_the_first_heartbeat_is_confirmed(site: Site, desk: Desk) -> None:
    """Given a good desk, when it is set up, then the way is unproven for a moment and proven by the first heartbeat."""
    site.connect(desk)
    status = site.outbox.status("desk")
    assert (status.proven, status.last_proven, status.last_answer) == (False, None, None)
    await until(lambda: is_proven(site))
    status = site.outbox.status("desk")
    assert status.last_proven == pytest.approx(time.time(), abs=2)
    assert status.last_answer is not None
    assert status.last_answer.status == 200


async def test_heartbeats_come_at_their_interval_with_counters(site: Site, desk: Desk) -> None:
    """Given an idle site, then heartbeats come at their interval, each new, and say how the way does."""
    desk.reply = Reply(status=500)
    await site.ledger.commit([happened("E1")], [alarm("E1", at=time.time() - 100)])
    site.connect(desk, heartbeat=0.1)
    await until(lambda: len(desk.heartbeats) >= 4)
    gaps = [later.at - earlier.at for earlier, later in zip(desk.heartbeats, desk.heartbeats[1:], strict=False)]
    assert all(gap > 0.03 for gap in gaps)
    assert len({one.event_id for one in desk.heartbeats}) == len(desk.heartbeats)
    assert {one.sequence for one in desk.heartbeats} == {0}
    counters = json.loads(desk.heartbeats[-1].body)["data"]["counters"]
    assert (counters["last_sequence"], counters["waiting"]) == (1, 1)
    assert 100 <= counters["oldest_waiting_seconds"] < 110
    assert await site.ledger.entries(incident_id="none") == []


async def test_a_failed_heartbeat_ends_the_proof_and_a_good_one_restores_it(
    site: Site, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    """Given a desk that fails and recovers, then the proof goes and comes within moments, said once each."""
    caplog.set_level("INFO")
    site.connect(desk, heartbeat=0.1)
    await until(lambda: is_proven(site))
    desk.heartbeat_reply = Reply(status=500)
    await until(lambda: not is_proven(site))
    await until(lambda: site.outbox.status("desk").failures_in_a_row >= 3)
    desk.heartbeat_reply = Reply()
    await until(lambda: is_proven(site))
    assert site.outbox.status("desk").failures_in_a_row == 0
    said = [one.message for one in caplog.records if "Monitoring endpoint desk" in one.message]
    assert [text.split("(")[0].strip() for text in said] == [
        "Monitoring endpoint desk does not confirm messages",
        "Monitoring endpoint desk confirms messages again",
    ]


async def test_an_alarm_that_fails_ends_the_proof_and_one_that_arrives_restores_it(site: Site, desk: Desk) -> None:
    """Given a proven way, when an alarm is not taken, then it is unproven at once, until it is taken."""
    site.connect(desk)
    await until(lambda: is_proven(site))
    desk.replies = [Reply(status=500)] * 3
    await site.forward(alarm("E1"))
    await until(lambda: not is_proven(site))
    await until(lambda: is_proven(site))
    assert len(desk.messages) == 4


async def test_a_heartbeat_does_not_hide_an_alarm_that_is_not_taken(site: Site, desk: Desk) -> None:
    """Given a desk that confirms heartbeats but not an alarm, then the way is unproven until the incident is closed."""
    site.connect(desk, heartbeat=0.1)
    await until(lambda: is_proven(site))
    desk.reply = Reply(status=400)
    await site.forward(alarm("E1"))
    await until(lambda: not is_proven(site))
    beats = len(desk.heartbeats)
    await until(lambda: len(desk.heartbeats) > beats + 3)
    assert not is_proven(site)
    site.outbox.incident_closed("I1")
    await until(lambda: is_proven(site))


async def test_a_recovered_way_brings_everything_that_waits(site: Site, desk: Desk) -> None:
    """Given alarms that wait for their next attempt, when a heartbeat gets through, then they go at once."""
    await desk.close()
    slow = Outbox(site.ledger, schedule=type(QUICK)(alarm=(0.01, 30.0), heartbeat_again=0.1))
    other = Site(site.ledger, slow, site.session)
    other.connect(desk)
    await slow.start()
    await other.forward(alarm("E1"), alarm("E2", "I2"))
    await until(lambda: slow.status("desk").failures_in_a_row >= 4)
    await desk.open()
    await until(lambda: len(desk.messages) == 2)
    await slow.stop()


async def test_acceptance_alone_proves_nothing_and_the_proof_runs_out(site: Site, desk: Desk) -> None:
    """Given a proven way whose desk only says 202 from now on, then the proof runs out after three heartbeats."""
    site.connect(desk, heartbeat=0.1)
    await until(lambda: is_proven(site))
    desk.heartbeat_reply = Reply(status=202)
    begun = time.monotonic()
    await until(lambda: not is_proven(site))
    assert time.monotonic() - begun > 0.15
    assert site.outbox.status("desk").failures_in_a_row == 0
    desk.heartbeat_reply = Reply()
    await until(lambda: is_proven(site))


async def test_a_desk_that_hangs_is_unproven_when_the_proof_runs_out(site: Site, desk: Desk) -> None:
    """Given a proven way whose desk stops answering, then the proof ends before the request does."""
    site.connect(desk, heartbeat=0.1, timeout=30)
    await until(lambda: is_proven(site))
    desk.heartbeat_reply = Reply(delay=30)
    await until(lambda: not is_proven(site), 1)


async def test_a_changed_set_up_has_to_be_proven_anew(site: Site, desk: Desk) -> None:
    """Given a proven way, when the secret is changed to a wrong one, then the way is unproven and stays so."""
    site.connect(desk)
    await until(lambda: is_proven(site))
    wrong = Desk(url=desk.url)
    desk.heartbeat_reply = Reply(status=401)
    site.connect(wrong)
    assert not is_proven(site)
    await until(lambda: site.outbox.status("desk").failures_in_a_row)
    assert not is_proven(site)


async def test_answers_to_a_former_set_up_prove_nothing(site: Site, desk: Desk) -> None:
    """Given a heartbeat under way, when the set-up is changed, then its answer does not count."""
    desk.heartbeat_reply = Reply(delay=0.3)
    site.connect(desk)
    await until(lambda: desk.heartbeats)
    hanging = await Desk(heartbeat_reply=Reply(delay=30), reply=Reply(delay=30)).open()
    site.connect(hanging)
    await asyncio.sleep(0.5)
    assert not is_proven(site)
    await hanging.close()


@pytest.mark.parametrize("figures", [{"heartbeat": 0.0}, {"limit": -1.0}, {"parallel": 0}])
def test_figures_that_would_stop_an_endpoint_are_refused(figures: dict[str, float]) -> None:
    """Given figures nobody can mean, when an endpoint is described with them, then it is refused."""
    with pytest.raises(ValueError, match="more than 0"):
        EndpointConfig(endpoint_id="desk", name="Desk", site=SITE, **figures)  # type: ignore[arg-type] # on purpose
