"""How long a press takes to the first byte on each way out, against one commit and one write on a socket.

Presses of the product and of the floor alternate, in one event loop, while 200 pendants check in. Receiver, endpoints
and broker are other processes. The floor decodes nothing and shows nothing: it reads bytes, stores one row of the same
size so that it is on the disk, and writes as many bytes on a connection that stands.
"""

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
import json
from pathlib import Path
import sqlite3
from statistics import median, quantiles
import sys
from typing import Final, override

from homeassistant.const import CONF_HOST, CONF_PORT, CONF_PROTOCOL, CONF_URL
from homeassistant.core import callback

from custom_components.duress.const import CONF_ENDPOINT_TYPE, CONF_SECRET, ENDPOINT_DC09, ENDPOINT_MQTT
from custom_components.duress.core.events import Actor, ActorKind
from custom_components.duress.core.lifecycle import Step
from custom_components.duress.dc09_settings import CONF_ACCOUNT, CONF_FORMAT
from custom_components.duress.ledger import Delivery
from custom_components.duress.monitoring import Answer, BodyFormat, generate_secret
from custom_components.duress.monitoring.messages import NoticeType
from custom_components.duress.mqtt_settings import CONF_ACCEPT_BROKER, CONF_DISTRICT, CONF_ENCRYPTED, CONF_SITE_TOPIC
from custom_components.duress.timeline import Timeline
from custom_components.duress.webhook_settings import CONF_BODY_FORMAT

from .broker import running_broker
from .peers import Transmission
from .report import Bound, Measure
from .site import PENDANTS, School, check_ins, press, running_school
from .surveyed import surveyed_school
from .wires import DC09, FLOOR, FLOOR_WORD, HTTP, MQTT

PRESSES: Final = 100
WARM_UP: Final = 5
PAUSE: Final = 0.1
"""Seconds between presses, so that what the last one left to do is done."""

CHECK_IN_GAP: Final = 0.05
"""Seconds between two frames of the background: each pendant checks in every ten seconds."""

MEDIAN_GOAL: Final = {Bound.RATIO_AT_MOST: 1.5}
TAIL_GOAL: Final = {Bound.VALUE_AT_MOST: 100.0}
SURVEYED: Final = "webhook of a large school with a survey"
WAYS: Final = {"webhook": HTTP, SURVEYED: HTTP, "CAP": HTTP, "DC-09 over TCP": DC09, "MQTT": MQTT}
_AFTERWARDS: Final = (Step.ACKNOWLEDGE, Step.CLEAR, Step.CLOSE)
_DESK: Final = Actor(kind=ActorKind.AUTOMATION, user_id=None, name="bench")
_ROOT: Final = Path(__file__).parents[1]


class Wires:
    """The far ends, seen from the site."""

    def __init__(self, process: asyncio.subprocess.Process, ports: list[int]) -> None:
        """Take a process that runs; use `running`."""
        self._process = process
        self.ports = ports

    @classmethod
    @asynccontextmanager
    async def running(cls) -> AsyncGenerator[Wires]:
        """Start the process and end it with the block."""
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bench.wires", cwd=_ROOT, stdin=pipe, stdout=pipe, limit=1 << 24
        )
        try:
            assert process.stdout is not None
            yield cls(process, json.loads(await process.stdout.readline()))
        finally:
            assert process.stdin is not None
            process.stdin.close()
            await process.wait()

    async def first_bytes(self, **said: int) -> list[list[float]]:
        """Return when the first bytes of alarms came at each port since the last call."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(said).encode() + b"\n")
        found: list[list[float]] = json.loads(await self._process.stdout.readline())
        return found


class Floor(asyncio.Protocol):
    """A line to a receiver, one commit for what comes on it, one write on a connection that stands.

    The commit is made in a thread, as nobody in Home Assistant may wait for the disk in the event loop.
    """

    def __init__(self, database: Path, row: int, body: int, endpoint: asyncio.StreamWriter) -> None:
        """Prepare everything that can be prepared; `database` does not exist yet."""
        self._loop = asyncio.get_running_loop()
        self._connection = sqlite3.connect(database, isolation_level=None, check_same_thread=False)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute("CREATE TABLE row (id INTEGER PRIMARY KEY, data TEXT NOT NULL)")
        self._row = "x" * row
        self._body = FLOOR_WORD.ljust(body, b"x")
        self._endpoint = endpoint
        self._line: asyncio.BaseTransport | None = None
        self.written = asyncio.Event()

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the line."""
        self._line = transport

    @override
    def data_received(self, data: bytes) -> None:
        """Store and write."""
        self._loop.run_in_executor(None, self._commit).add_done_callback(self._write)

    def _commit(self) -> None:
        """Store one row, on the disk before this returns."""
        self._connection.execute("INSERT INTO row (data) VALUES (?)", (self._row,))

    def _write(self, _: object) -> None:
        """Write."""
        self._endpoint.write(self._body)
        self.written.set()

    def close(self) -> None:
        """Let go of everything."""
        if self._line is not None:
            self._line.close()
        self._endpoint.close()
        self._connection.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Milliseconds from the first byte of each press to the first byte on the wire."""

    product: list[float]
    floor: list[float]


class Presses:
    """Presses of the product and of the floor at one school with one endpoint."""

    def __init__(self, school: School) -> None:
        """Take a school that runs."""
        self._school = school
        self._told = asyncio.Event()
        self._pendants = iter(PENDANTS)

    async def run(self, wires: Wires, port: int, presses: int, warm_up: int) -> Times:
        """Press in turn while pendants check in; return the times."""
        school = self._school
        endpoint_id = next(iter(school.site.endpoints.statuses))
        forget = school.site.endpoints.deliveries.add(endpoint_id, self._tried)
        background = [frame.hex() for frame in check_ins()]
        await school.receiver.keep_transmitting(
            Transmission(port=school.receiver_port, frames=background, gap=CHECK_IN_GAP)
        )
        await self._press()
        floor = await self._floor(wires)
        try:
            for _ in range(warm_up):
                await self._both(floor)
            await school.receiver.first_bytes()
            await wires.first_bytes()
            for _ in range(presses):
                await self._both(floor)
        finally:
            forget()
            floor.close()
        pressed = await school.receiver.first_bytes()
        came = await wires.first_bytes()
        return Times(product=_took(pressed[::2], came[port]), floor=_took(pressed[1::2], came[FLOOR]))

    async def _floor(self, wires: Wires) -> Floor:
        """Connect a floor that writes as much as the product did."""
        with sqlite3.connect(f"file:{self._school.ledger}?mode=ro", uri=True) as ledger:
            (row,) = ledger.execute("SELECT max(length(data)) FROM entry WHERE kind = 'incident_raised'").fetchone()
            (body,) = ledger.execute("SELECT length(body) FROM delivery WHERE kind = 'incident_raised'").fetchone()
        ledger.close()
        _, endpoint = await asyncio.open_connection("127.0.0.1", wires.ports[FLOOR])
        floor = Floor(self._school.ledger.with_name("floor.sqlite"), row + body, body, endpoint)
        await asyncio.get_running_loop().create_connection(lambda: floor, "127.0.0.1", self._school.receiver.ports[1])
        return floor

    async def _both(self, floor: Floor) -> None:
        """Press at the product, then at the floor."""
        await self._press()
        frame = press(PENDANTS[0])
        floor.written.clear()
        await self._school.receiver.transmit(Transmission(port=self._school.receiver.ports[1], frames=[frame.hex()]))
        async with asyncio.timeout(30):
            await floor.written.wait()
        await asyncio.sleep(PAUSE)

    async def _press(self) -> None:
        """Press at the site, wait until it was tried to tell of it, then bring the incident to its end."""
        self._told.clear()
        frame = press(next(self._pendants))
        await self._school.receiver.transmit(Transmission(port=self._school.receiver_port, frames=[frame.hex()]))
        async with asyncio.timeout(30):
            await self._told.wait()
        site = self._school.site
        (incident_id,) = site.school.incidents.open
        for step in _AFTERWARDS:
            await site.async_step(incident_id, step, _DESK, "measured")
        await asyncio.sleep(PAUSE)

    @callback
    def _tried(self, delivery: Delivery, _answer: Answer, _timeline: Timeline | None) -> None:
        """Take an answer."""
        if delivery.kind == NoticeType.INCIDENT_RAISED:
            self._told.set()


def _took(pressed: list[float], came: list[float]) -> list[float]:
    """Return milliseconds; RuntimeError unless everything came once."""
    if len(pressed) != len(came):
        raise RuntimeError(f"{len(pressed)} presses and {len(came)} messages: nothing can be measured")
    return [1000 * (there - here) for here, there in zip(pressed, came, strict=True)]


def _settings(way: str, ports: list[int]) -> Mapping[str, object]:
    """Return how an endpoint on a way is set up."""
    host = {CONF_HOST: "127.0.0.1", CONF_PORT: ports[WAYS[way]]}
    match WAYS[way]:
        case place if place == DC09:
            form = {CONF_PROTOCOL: "tcp", CONF_ACCOUNT: "1234", CONF_FORMAT: "sia_dcs"}
            return {CONF_ENDPOINT_TYPE: ENDPOINT_DC09, **host, **form}
        case place if place == MQTT:
            branch = {CONF_DISTRICT: "district", CONF_SITE_TOPIC: "lincoln"}
            return {
                CONF_ENDPOINT_TYPE: ENDPOINT_MQTT, **host, **branch, CONF_ENCRYPTED: False, CONF_ACCEPT_BROKER: True,
            }  # fmt: skip
    body = BodyFormat.CAP if way == "CAP" else BodyFormat.CLOUDEVENTS
    url = f"http://127.0.0.1:{ports[HTTP]}/"
    return {CONF_URL: url, CONF_SECRET: generate_secret(), CONF_BODY_FORMAT: body}


async def measure() -> list[Measure]:
    """Measure each way out of a school with 200 pendants."""
    return await compare(PRESSES, WARM_UP)


async def compare(presses: int, warm_up: int, ways: Sequence[str] = tuple(WAYS)) -> list[Measure]:
    """Measure so many presses on each way, each at a school of its own."""
    found: list[Measure] = []
    async with Wires.running() as wires:
        with running_broker() as broker:
            await wires.first_bytes(broker=broker)
            for way in ways:
                settings = _settings(way, wires.ports)
                async with surveyed_school(settings) if way == SURVEYED else running_school(way=settings) as school:
                    times = await Presses(school).run(wires, WAYS[way], presses, warm_up)
                found += _compared(f"press to the first byte, {way}", times)
    return found


def _compared(name: str, times: Times) -> list[Measure]:
    """Compare medians, and judge the slowest by what they are."""
    ours, bare = times.product, times.floor
    return [
        Measure.of(f"{name}, median", median(ours), "ms", baseline=median(bare), goals=MEDIAN_GOAL),
        Measure.of(f"{name}, 99th percentile", _p99(ours), "ms", baseline=_p99(bare), goals=TAIL_GOAL),
    ]


def _p99(values: list[float]) -> float:
    """Return the 99th percentile."""
    return quantiles(values, n=100, method="inclusive")[-1]
