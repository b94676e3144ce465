"""A district of 200 schools on one broker: from a press to the console, against bare publishing of the same messages.

Every school has a real ledger, outbox and MQTT transport; all of them share one event loop here, and so do as many bare
aiomqtt clients. All sides take turns, each school presses once in a turn. Broker and console are other processes. The
bare clients store nothing. Beside the two stand what storing costs, as the same clients after one bare commit, and what
the way out costs without storing, as the transport alone.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
import json
from pathlib import Path
from random import Random
import socket
import sqlite3
from statistics import median, quantiles
import sys
import time
from typing import Final, Self

import aiomqtt

from custom_components.duress.ledger import Entry, Ledger, NewDelivery, Priority, new_id
from custom_components.duress.monitoring import (
    EndpointConfig,
    IncidentFacts,
    MqttSettings,
    MqttTransport,
    Notice,
    NoticeType,
    Outbox,
    Outgoing,
    PlaceFacts,
    PressFacts,
    SiteFacts,
    Topics,
)

from .broker import running_broker
from .report import Bound, Measure
from .site import a_folder, until

SITES: Final = 200
ALARMS: Final = 5
TURN: Final = 4.0
"""Seconds in which every school presses once, at a moment of its own."""

GOALS: Final = {Bound.RATIO_AT_MOST: 1.3}
_ROOT: Final = Path(__file__).parents[1]

type Press = Callable[[], Awaitable[str]]
"""Tells of an alarm once and returns its id."""


class Console:
    """The console, seen from here."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        """Take a process that runs; use `running`."""
        self._process = process

    @classmethod
    @asynccontextmanager
    async def running(cls, broker: int) -> AsyncGenerator[Self]:
        """Start the process and end it with the block."""
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bench.console", str(broker), cwd=_ROOT, stdin=pipe, stdout=pipe, limit=1 << 24
        )
        try:
            assert process.stdout is not None
            await process.stdout.readline()
            yield cls(process)
        finally:
            assert process.stdin is not None
            process.stdin.close()
            await process.wait()

    async def came(self) -> dict[str, float]:
        """Return when each message came since the last call."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(b"\n")
        found: dict[str, float] = json.loads(await self._process.stdout.readline())
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class School:
    """One school: what the product needs to store and tell of an alarm, and no more."""

    name: str
    ledger: Ledger
    outbox: Outbox
    transport: MqttTransport

    @classmethod
    @asynccontextmanager
    async def running(cls, folder: Path, broker: int, number: int) -> AsyncGenerator[Self]:
        """Run a school until the end of the block."""
        name = f"school-{number:03}"
        ledger = await Ledger.open(folder / f"{name}.sqlite")
        topics = Topics(district="district", site=name)
        settings = MqttSettings(
            host="127.0.0.1", port=broker, topics=topics, client_id=f"duress-{name}", accept_broker=True
        )
        transport = MqttTransport(settings, _no_receipts)
        outbox = Outbox(ledger)
        site = SiteFacts(id=name, name=name, address="1 School Road")
        config = EndpointConfig(
            endpoint_id="district", name="District", site=site, limit=settings.limit, schedule=settings.schedule
        )
        outbox.set_endpoint(config, transport)
        await outbox.start()
        try:
            yield cls(name=name, ledger=ledger, outbox=outbox, transport=transport)
        finally:
            await outbox.stop()
            await transport.close()
            await ledger.close()

    @property
    def is_connected(self) -> bool:
        """Whether the broker answers."""
        return self.outbox.status("district").proven

    async def tell(self) -> str:
        """Tell of an alarm without storing it: the transport alone."""
        told = alarm(self.name)
        answer = await self.transport.send(Outgoing.unstored(told, self.transport.encode(told), 0))
        assert answer.is_confirmation
        return told.event_id

    async def press(self) -> str:
        """Store an alarm and tell of it, as a site does."""
        told = alarm(self.name)
        encoded = self.transport.encode(told)
        assert told.incident is not None
        incident_id = told.incident.incident_id
        entry = Entry(event_id=told.event_id, kind=told.type, at=told.at, incident_id=incident_id, data={})
        message = NewDelivery(
            event_id=told.event_id,
            endpoint_id="district",
            incident_id=incident_id,
            kind=told.type,
            priority=Priority.ALARM,
            at=told.at,
            content_type=encoded.content_type,
            body=encoded.body,
        )
        self.outbox.submit(await self.ledger.commit([entry], [message]))
        return told.event_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Bare:
    """One bare client that publishes the same; with a connection to a database it commits the body before."""

    topic: str
    client: aiomqtt.Client
    school: School
    database: sqlite3.Connection | None = None

    async def press(self) -> str:
        """Publish an alarm."""
        told = alarm(self.school.name)
        body = self.school.transport.encode(told).body
        if self.database is not None:
            await asyncio.get_running_loop().run_in_executor(None, self._commit, body)
        await self.client.publish(self.topic, body, qos=1)
        return told.event_id

    def _commit(self, body: bytes) -> None:
        """Store a body, on the disk before this returns."""
        assert self.database is not None
        self.database.execute("INSERT INTO row (data) VALUES (?)", (body,))


def alarm(school: str) -> Notice:
    """Return the notice of a new press at a school."""
    at = time.time()
    incident_id = new_id(at)
    place = PlaceFacts(room="Room 204", floor="Floor 2", building="Building B", method="fixed", confidence="fixed")
    pressed = PressFacts(
        press_id=new_id(at), label="Pendant 14", model="EN1223S", serial="1A2B3C", inputs=(1,), at=at, place=place
    )
    incident = IncidentFacts(
        incident_id=incident_id,
        number=1,
        kind="duress",
        state="raised",
        raised_at=at,
        presses=(pressed,),
        press_count=1,
        place=place,
    )
    site = SiteFacts(id=school, name=school, address="1 School Road")
    return Notice(event_id=new_id(at), type=NoticeType.INCIDENT_RAISED, at=at, site=site, incident=incident)


async def measure() -> list[Measure]:
    """Measure a district."""
    return await compare(SITES, ALARMS, TURN)


async def compare(sites: int, alarms: int, turn: float) -> list[Measure]:
    """Measure so many schools with so many alarms each."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(a_folder()))
        broker = stack.enter_context(running_broker())
        console = await stack.enter_async_context(Console.running(broker))
        schools = [await stack.enter_async_context(School.running(folder, broker, number)) for number in range(sites)]
        bare = [await _bare(stack, broker, school) for school in schools]
        storing = [replace(one, database=_database(stack, folder / f"{one.school.name}.bare")) for one in bare]
        await until(lambda: all(school.is_connected for school in schools), seconds=120, poll=0.1)
        sides: list[list[Press]] = [
            [one.press for one in schools],
            [one.tell for one in schools],
            [one.press for one in bare],
            [one.press for one in storing],
        ]
        took: list[list[float]] = [[] for _ in sides]
        for number in range(alarms):
            for side, times in zip(sides, took, strict=True):
                times += await _turn(side, console, turn, Random(number))
    ours, sent, published, stored = took
    what = f"{sites} schools × {alarms} alarms on one broker to the console"
    return [
        *_compared(f"{what}, from the press", ours, published, GOALS),
        *_compared(f"{what}, the transport alone", sent, published, GOALS),
        *_compared(f"{what}, from the press, against a bare commit and publishing", ours, stored, None),
    ]


def _compared(
    name: str, ours: Sequence[float], bare: Sequence[float], goals: dict[Bound, float] | None
) -> list[Measure]:
    """Compare medians, which have no goal, and 99th percentiles."""
    return [
        Measure.of(f"{name}, median", median(ours), "ms", baseline=median(bare)),
        Measure.of(f"{name}, 99th percentile", _p99(ours), "ms", baseline=_p99(bare), goals=goals),
    ]


async def _turn(side: Sequence[Press], console: Console, turn: float, chance: Random) -> list[float]:
    """Let every school press once within the turn; return the milliseconds until the console had it."""
    await console.came()

    async def one(press: Press, wait: float) -> tuple[str, float]:
        await asyncio.sleep(wait)
        began = time.monotonic()
        return await press(), began

    began = dict(await asyncio.gather(*(one(press, chance.uniform(0, turn)) for press in side)))
    came: dict[str, float] = {}
    async with asyncio.timeout(30):
        while not began.keys() <= came.keys():
            came |= await console.came()
            await asyncio.sleep(0.05)
    return [1000 * (came[event_id] - at) for event_id, at in began.items()]


async def _bare(stack: AsyncExitStack, broker: int, school: School) -> Bare:
    """Connect a bare client for a school."""
    client = aiomqtt.Client(
        "127.0.0.1",
        broker,
        identifier=f"bare-{school.name}",
        protocol=aiomqtt.ProtocolVersion.V5,
        socket_options=((socket.IPPROTO_TCP, socket.TCP_NODELAY, 1),),
    )
    await stack.enter_async_context(client)
    return Bare(topic=f"duress/v1/district/{school.name}/event/bare", client=client, school=school)


def _database(stack: AsyncExitStack, path: Path) -> sqlite3.Connection:
    """Make a database that commits as safely as the ledger."""
    database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    stack.callback(database.close)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    database.execute("CREATE TABLE row (id INTEGER PRIMARY KEY, data BLOB NOT NULL)")
    return database


async def _no_receipts(_: object) -> None:
    """Take no receipt: the broker is enough here."""


def _p99(values: Sequence[float]) -> float:
    """Return the 99th percentile."""
    return quantiles(values, n=100, method="inclusive")[-1]
