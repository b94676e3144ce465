"""When a way is lost: after three missed heartbeats, at 60 s never later than 200 s, whatever the endpoint does."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass, field
import json
from pathlib import Path
from typing import Final, override

import pytest

from custom_components.duress.ledger import Ledger
from custom_components.duress.monitoring import (
    Answer,
    Encoded,
    EndpointConfig,
    EndpointStatus,
    Notice,
    NoticeType,
    Outbox,
    Outcome,
    Outgoing,
    Transport,
)
from custom_components.duress.monitoring.payload import CONTENT_TYPE, encode

from .builders import SITE, alarm, happened
from .desk import until
from .passing import Passing

GOOD: Final = Answer(outcome=Outcome.DELIVERED, status=200)


async def hangs() -> Answer:
    """Never answer."""
    await asyncio.Event().wait()
    return GOOD


async def answers(answer: Answer, seconds: float = 0.0) -> Answer:
    """Answer after a while."""
    await asyncio.sleep(seconds)
    return answer


@dataclass(slots=True)
class Way(Transport):
    """A way out that does what a test says."""

    does: Callable[[Outgoing], Coroutine[None, None, Answer]]
    beats: list[bytes] = field(default_factory=list)

    @override
    def encode(self, notice: Notice) -> Encoded | None:
        """Return what a webhook says."""
        return Encoded(content_type=CONTENT_TYPE, body=encode(notice))

    @override
    async def send(self, outgoing: Outgoing) -> Answer:
        """Do it."""
        if outgoing.kind == NoticeType.HEARTBEAT:
            self.beats.append(outgoing.body)
        return await self.does(outgoing)


@dataclass(slots=True)
class Running:
    """An outbox whose clock a test moves."""

    outbox: Outbox
    ledger: Ledger
    time: Passing

    @property
    def status(self) -> EndpointStatus:
        """How the endpoint is doing."""
        return self.outbox.status("desk")

    async def connect(self, way: Way, *, heartbeat: float = 60.0, limit: float = 60.0) -> None:
        """Set the endpoint up, and wait in real time until it has read what was before; what is answered at once is."""
        config = EndpointConfig(endpoint_id="desk", name="desk", site=SITE, heartbeat=heartbeat, limit=limit)
        self.outbox.set_endpoint(config, way)
        await until(lambda: way.beats)
        await self.time.let(1)


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Running]:
    """Run an outbox without endpoints."""
    ledger, time = await Ledger.open(tmp_path / "ledger.db"), Passing()
    outbox = Outbox(ledger, clock=time.utc)
    await outbox.start()
    yield Running(outbox, ledger, time)
    await outbox.stop()
    await ledger.close()


MISSED: Final = {
    "hangs": lambda: hangs(),
    "answers as late as it may": lambda: answers(Answer(outcome=Outcome.RETRY, status=500), 59),
    "is not reached": lambda: answers(Answer(outcome=Outcome.RETRY)),
    "only accepts": lambda: answers(Answer(outcome=Outcome.ACCEPTED, status=202)),
    "does not accept the signature": lambda: answers(Answer(outcome=Outcome.REFUSED, status=401)),
    "asks for much patience": lambda: answers(Answer(outcome=Outcome.THROTTLED, status=429, retry_after=600)),
    "is retired": lambda: answers(Answer(outcome=Outcome.RETIRED, status=410)),
}
DOES: Final = pytest.mark.parametrize("does", MISSED.values(), ids=MISSED.keys())


@DOES
async def test_a_way_that_was_proven_is_lost_within_200_seconds(
    running: Running, does: Callable[[], Coroutine[None, None, Answer]]
) -> None:
    """Given a proven way, when the endpoint stops to confirm, then it is lost within 200 s, and back with a proof."""
    replies: list[Callable[[], Coroutine[None, None, Answer]]] = [lambda: answers(GOOD)]
    way = Way(lambda _: replies[0]())
    await running.connect(way)
    await running.time.let(30)
    assert running.status.proven
    replies[0] = does
    since = running.status.last_proven
    assert since is not None
    await running.time.let(400, lambda: running.status.lost)
    assert running.status.lost
    assert not running.status.proven
    assert running.time.utc() - since <= 200
    replies[0] = lambda: answers(GOOD)
    if running.status.retired:
        await running.connect(way)
    await running.time.let(700, lambda: running.status.proven)
    assert running.status.proven
    assert not running.status.lost


@DOES
async def test_a_way_that_was_never_proven_is_lost_within_200_seconds(
    running: Running, does: Callable[[], Coroutine[None, None, Answer]]
) -> None:
    """Given an endpoint that never confirmed anything, then 200 s after it was set up its way is lost."""
    begun = running.time.utc()
    await running.connect(Way(lambda _: does()))
    await running.time.let(400, lambda: running.status.lost)
    assert running.status.lost
    assert running.time.utc() - begun <= 200


async def test_a_restart_of_the_endpoint_loses_nothing(running: Running) -> None:
    """Given an endpoint that is away for half a minute, then the way is unproven meanwhile, but not lost."""
    replies = [GOOD]
    await running.connect(Way(lambda _: answers(replies[0])))
    replies[0] = Answer(outcome=Outcome.RETRY)
    await running.time.let(90, lambda: not running.status.proven)
    await running.time.let(35)
    replies[0] = GOOD
    assert not running.status.proven
    await running.time.let(30, lambda: running.status.proven)
    assert running.status.proven
    assert not running.status.lost


async def test_a_way_that_fails_fast_is_lost_long_before_a_rare_heartbeat_is_missed(running: Running) -> None:
    """Given a heartbeat every ten minutes, when the endpoint cannot be reached, then a minute of failures is enough."""
    replies = [GOOD]
    await running.connect(Way(lambda _: answers(replies[0])), heartbeat=600)
    replies[0] = Answer(outcome=Outcome.RETRY)
    await running.time.let(700, lambda: not running.status.proven)
    assert await running.time.let(400, lambda: running.status.lost) < 150


async def test_an_alarm_that_is_not_taken_makes_no_way_lost(running: Running) -> None:
    """Given heartbeats that are confirmed and an alarm that is refused, then the way is unproven, but it is there."""

    def does(outgoing: Outgoing) -> Coroutine[None, None, Answer]:
        is_beat = outgoing.kind == NoticeType.HEARTBEAT
        return answers(GOOD if is_beat else Answer(outcome=Outcome.REFUSED, status=400))

    await running.connect(Way(does))
    running.outbox.submit(await running.ledger.commit([happened("E1")], [alarm("E1")]))
    await running.time.let(600)
    assert not running.status.proven
    assert not running.status.lost


async def test_heartbeats_go_as_often_as_was_set(running: Running) -> None:
    """Given a heartbeat every 20 s, then there are three a minute, and three missed ones are noticed in a third."""
    replies = [lambda: answers(GOOD)]
    way = Way(lambda _: replies[0]())
    await running.connect(way, heartbeat=20)
    await running.time.let(130)
    assert len(way.beats) == 7
    assert {json.loads(one)["type"] for one in way.beats} == {"org.duress.heartbeat.v1"}
    replies[0] = hangs
    assert await running.time.let(400, lambda: running.status.lost) <= 200 / 3
