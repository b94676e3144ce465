"""Killed many times while messages are on each way out: all arrive, none twice under two names."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
import contextlib
from dataclasses import asdict, dataclass
import json
import os
from pathlib import Path
import random
import signal
import sqlite3
import sys
from typing import Any, Final

import pytest

from custom_components.duress.monitoring.dc09.content import Content
from tests.monitoring.broker import Broker, district, needs_mosquitto
from tests.monitoring.dc09_receiver import Receiver, receiving
from tests.monitoring.desk import Desk, Reply

from .process import PATIENCE
from .sender import ENDPOINT_ID, LEDGER, Options

KILLS: Final = 200
FEW: Final = 40
"""Kills on a way that differs from another one in little."""

STARTS: Final = 4
"""One of so many kills comes at any moment from the start on; the others come while messages are under way."""

LONGEST: Final = 0.03
"""Seconds within which a sender is killed; three or four messages are told in these."""

ANSWER_DELAY: Final = 0.002
"""Seconds an endpoint takes to answer; in these a kill finds a message that is told and not confirmed."""

_REPOSITORY: Final = Path(__file__).parents[2]

type Told = dict[str, set[bytes]]
"""What the endpoint got: under each name the different things that were said."""


@dataclass(slots=True)
class Sender:
    """A launcher of senders (see sender.py), of which at most one runs."""

    launcher: asyncio.subprocess.Process
    log: Path
    stored: set[str]
    pid: int = 0

    @classmethod
    @contextlib.asynccontextmanager
    async def launching(cls, options: Options) -> AsyncIterator[Sender]:
        """Keep a launcher for the time of a block; whatever it started ends with it."""
        log = Path(options.folder, "log")
        pipe = asyncio.subprocess.PIPE
        with log.open("wb") as errors:  # noqa: ASYNC230 - a file of the test's own
            launcher = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "tests.chain.sender", json.dumps(asdict(options)),
                cwd=_REPOSITORY, stdin=pipe, stdout=pipe, stderr=errors,
            )  # fmt: skip
        sender = cls(launcher, log, set())
        try:
            await sender.hear("launcher")
            yield sender
        finally:
            assert launcher.stdin is not None
            launcher.stdin.close()
            if sender.pid:
                os.kill(sender.pid, signal.SIGKILL)
            await launcher.wait()
            launcher._transport.close()  # type: ignore[attr-defined]  # else its pipes are closed after the test

    async def start(self, command: str) -> None:
        """Start a sender."""
        assert self.launcher.stdin is not None
        self.launcher.stdin.write(command.encode() + b"\n")
        self.pid = int((await self.hear("started"))["pid"])

    async def kill(self) -> None:
        """Kill it and wait until it is gone."""
        os.kill(self.pid, signal.SIGKILL)
        assert await self.ended() == -signal.SIGKILL

    async def ended(self) -> int:
        """Wait until it ended; return its exit code."""
        status = int((await self.hear("ended"))["status"])
        self.pid = 0
        return status

    async def hear(self, what: str) -> dict[str, Any]:
        """Return the next line of a kind, and keep what is said to be stored before it."""
        assert self.launcher.stdout is not None
        async with asyncio.timeout(PATIENCE):
            while line := await self.launcher.stdout.readline():
                said: dict[str, Any] = json.loads(line)
                if said["what"] == what:
                    return said
                self.stored.add(said["event_id"])
        raise AssertionError(f"it ended instead of being {what}:\n{self.log.read_text()}")


async def kill_again_and_again(
    options: Options,
    arrivals: Callable[[], int],
    kills: int = KILLS,
    *,
    longest: float = LONGEST,
    before_start: Callable[[], None] = lambda: None,
) -> set[str]:
    """Kill a sender at random moments, let the last one finish; return the events that were said to be stored."""
    chance = random.Random(options.way)
    async with Sender.launching(options) as sender:
        for number in range(kills):
            before_start()
            before = arrivals()
            await sender.start("feed")
            if number >= kills // STARTS:
                async with asyncio.timeout(PATIENCE):
                    while arrivals() == before:  # noqa: ASYNC110 - the endpoints set no event
                        await asyncio.sleep(0.001)
            await asyncio.sleep(chance.uniform(0, longest))
            await sender.kill()
        await sender.start("finish")
        assert await sender.ended() == 0
    errors = [line for line in sender.log.read_text().splitlines() if line.startswith(("ERROR", "Traceback"))]
    assert not errors
    return sender.stored


def check(
    folder: Path, said_to_be_stored: set[str], told: Told, arrived: list[str], kills: int = KILLS
) -> dict[str, tuple[int, bytes]]:
    """Check what holds for every way out; return sequence and stored body of each event."""
    with contextlib.closing(sqlite3.connect(folder / LEDGER)) as ledger:
        rows = ledger.execute(
            "SELECT event_id, sequence, state, incident_id, body FROM delivery WHERE endpoint_id = ? ORDER BY sequence",
            (ENDPOINT_ID,),
        ).fetchall()
        entries = {event_id for (event_id,) in ledger.execute("SELECT event_id FROM entry")}
    names = [event_id for event_id, *_ in rows]
    assert said_to_be_stored <= set(names), "something that was stored is lost"
    assert set(names) == entries
    assert {state for _, _, state, *_ in rows} == {"delivered"}
    assert [sequence for _, sequence, *_ in rows] == list(range(1, len(rows) + 1)), "a sequence is missing"
    assert set(told) == set(names), "something was told that was not stored, or never told"
    assert all(len(said) == 1 for said in told.values()), "one name for two messages"
    assert len(arrived) > len(names), "no kill came between a message and its confirmation"
    first = list(dict.fromkeys(arrived))
    chains: dict[str, list[str]] = defaultdict(list)
    for event_id, _, _, incident_id, _ in rows:
        chains[incident_id].append(event_id)
    place = {event_id: number for number, event_id in enumerate(first)}
    assert all(sorted(chain, key=place.__getitem__) == chain for chain in chains.values()), (
        "an incident is out of order"
    )
    sys.stdout.write(f"\n{kills} kills, {len(names)} messages, {len(arrived) - len(names)} of them told again\n")
    return {event_id: (sequence, body) for event_id, sequence, _, _, body in rows}


@pytest.mark.slow
@pytest.mark.parametrize("body", ["cloudevents", "cap"])
async def test_what_is_on_its_way_to_a_webhook_survives_any_kill(tmp_path: Path, body: str) -> None:
    """Given messages under way to a desk, when their sender is killed 200 times, then it has each of them as stored."""
    desk = await Desk(reply=Reply(delay=ANSWER_DELAY)).open()
    try:
        options = Options(folder=str(tmp_path), way=body, port=0, secret=desk.secret, url=desk.url)
        stored = await kill_again_and_again(options, lambda: len(desk.requests))
    finally:
        await desk.close()
    told: dict[str, set[bytes]] = defaultdict(set)
    sequences: dict[str, set[int]] = defaultdict(set)
    posted = [one for one in desk.requests if one.sequence]
    for one in posted:
        told[one.event_id].add(one.body)
        sequences[one.event_id].add(one.sequence)
    books = check(tmp_path, stored, told, [one.event_id for one in posted])
    assert {event_id: {sequence} for event_id, (sequence, _) in books.items()} == sequences
    assert {event_id: {body} for event_id, (_, body) in books.items()} == told


@pytest.mark.slow
@pytest.mark.parametrize(("way", "kills"), [("dc09", KILLS), ("dc09-udp", FEW)])
async def test_what_is_on_its_way_over_dc09_survives_any_kill(tmp_path: Path, way: str, kills: int) -> None:
    """Given messages under way to a centre, when their sender is killed again and again, then each has its number."""
    async with receiving(Receiver(delay=ANSWER_DELAY), udp=way == "dc09-udp") as receiver:
        options = Options(folder=str(tmp_path), way=way, port=receiver.port)
        stored = await kill_again_and_again(options, lambda: len(receiver.taken), kills)
    with contextlib.closing(sqlite3.connect(tmp_path / LEDGER)) as ledger:
        names = dict(ledger.execute("SELECT sequence, event_id FROM delivery"))
    assert len(names) < 9999, "numbers began again"
    told: dict[str, set[bytes]] = defaultdict(set)
    for one in (taken.message for taken in receiver.messages):
        token, event = one.token, one.data.partition("|")[2]
        told[names[one.sequence]].add(Content(token=token, event=event, fields=one.fields).stored())
    books = check(tmp_path, stored, told, [names[one.message.sequence] for one in receiver.messages], kills)
    assert {event_id: {body} for event_id, (_, body) in books.items()} == told
    assert not receiver.unread


@needs_mosquitto
@pytest.mark.slow
async def test_what_is_on_its_way_over_mqtt_survives_any_kill(tmp_path: Path) -> None:
    """Given messages and receipts under way at a broker, when the school is killed 200 times, then all is as stored."""
    # What waits is told again after each start: a desk that falls behind must not make the broker throw some away.
    broker = Broker(tmp_path / "broker", lines=("max_queued_messages 0",)).start()
    try:
        async with district(broker, answers="delivered") as desk:
            options = Options(folder=str(tmp_path), way="mqtt", port=broker.port)
            stored = await kill_again_and_again(options, lambda: len(desk.events))
    finally:
        broker.stop()
    told: dict[str, set[bytes]] = defaultdict(set)
    sequences: dict[str, set[int]] = defaultdict(set)
    for one in desk.events:
        told[one.event_id].add(one.payload)
        sequences[one.event_id].add(int(one.user["sequence"]))
    books = check(tmp_path, stored, told, [one.event_id for one in desk.events])
    assert {event_id: {sequence} for event_id, (sequence, _) in books.items()} == sequences
    assert {event_id: {body} for event_id, (_, body) in books.items()} == told
