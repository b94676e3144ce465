"""What stands around a site that is measured, each in a process of its own: a receiver and a monitoring endpoint.

Both take one JSON object per line and answer with one when they are asked. Times are CLOCK_MONOTONIC, which all
processes of a computer share.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from itertools import cycle
import json
from pathlib import Path
import sys
import time
from typing import Final, Self

from aiohttp import web

RECEIVER: Final = "receiver"
ENDPOINT: Final = "endpoint"
_LINE_LIMIT: Final = 1 << 24
_ROOT: Final = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Transmission:
    """Frames (hexadecimal) to write to whoever connected to a port; `wait` before the first, `gap` between them (s)."""

    port: int
    frames: list[str]
    wait: float = 0.02
    gap: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A message that came in whole: what it calls itself, its size in bytes, when its last byte was read."""

    id: str
    type: str
    size: int
    at: float


class Peer:
    """A process that stands around the site, seen from the site."""

    def __init__(self, process: asyncio.subprocess.Process, ports: list[int]) -> None:
        """Take a process that runs; use `running`."""
        self._process = process
        self.ports = ports

    @classmethod
    @asynccontextmanager
    async def running(cls, kind: str) -> AsyncGenerator[Self]:
        """Start a process of this module and end it with the block."""
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bench.peers", kind, cwd=_ROOT, stdin=pipe, stdout=pipe, limit=_LINE_LIMIT
        )
        try:
            assert process.stdout is not None
            yield cls(process, json.loads(await process.stdout.readline()))
        finally:
            assert process.stdin is not None
            process.stdin.close()
            await process.wait()

    async def transmit(self, transmission: Transmission) -> None:
        """Let a receiver write frames; returns before it does."""
        await self._say(asdict(transmission))

    async def keep_transmitting(self, transmission: Transmission) -> None:
        """Let a receiver write frames again and again beside everything else; returns before it begins."""
        await self._say({"again": asdict(transmission)})

    async def first_bytes(self) -> list[float]:
        """Return when the first byte of each transmission since the last call was written, once all are."""
        await self._say({})
        return [float(at) for at in json.loads(await self._answer())]

    async def frames_written(self) -> int:
        """Return how many frames a receiver has written in all, once every transmission is over."""
        await self._say({"count": "frames"})
        return int(await self._answer())

    async def arrivals(self) -> list[Arrival]:
        """Return what came to an endpoint since the last call."""
        await self._say({})
        return [Arrival(**one) for one in json.loads(await self._answer())]

    async def _say(self, what: dict[str, object]) -> None:
        """Send one line."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(what).encode() + b"\n")
        await self._process.stdin.drain()

    async def _answer(self) -> bytes:
        """Read one line."""
        assert self._process.stdout is not None
        return await self._process.stdout.readline()


async def be_receiver() -> None:
    """Serve two lines, one for the site and one for the floor, and write to them what is asked for."""
    lines: dict[int, asyncio.StreamWriter] = {}

    def connected(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        lines[writer.get_extra_info("sockname")[1]] = writer

    servers = [await asyncio.start_server(connected, "127.0.0.1", 0) for _ in range(2)]
    _print([server.sockets[0].getsockname()[1] for server in servers])
    first_bytes: list[float] = []
    written = 0
    background: list[asyncio.Task[None]] = []

    async def repeat(transmission: Transmission) -> None:
        line, frames = lines[transmission.port], cycle([bytes.fromhex(frame) for frame in transmission.frames])
        while not line.is_closing():
            line.write(next(frames))
            await asyncio.sleep(transmission.gap)

    commands = await _commands()
    while line := await commands.readline():
        command = json.loads(line)
        if not command:
            _print(first_bytes)
            first_bytes.clear()
            continue
        if "count" in command:
            _print(written)
            continue
        if "again" in command:
            background.append(asyncio.create_task(repeat(Transmission(**command["again"]))))
            continue
        transmission = Transmission(**command)
        frames = [bytes.fromhex(frame) for frame in transmission.frames]
        await asyncio.sleep(transmission.wait)
        first_bytes.append(time.monotonic())
        for frame in frames:
            lines[transmission.port].write(frame)
            written += 1
            if transmission.gap:
                await asyncio.sleep(transmission.gap)


async def be_endpoint() -> None:
    """Serve POST requests and note when each was read."""
    arrivals: list[Arrival] = []

    async def post(request: web.Request) -> web.Response:
        body = await request.read()
        at = time.monotonic()
        event = json.loads(body)
        arrivals.append(Arrival(id=event["id"], type=event["type"], size=len(body), at=at))
        return web.Response()

    app = web.Application()
    app.router.add_post("/", post)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    _print([address[1] for address in runner.addresses])
    commands = await _commands()
    while await commands.readline():
        _print([asdict(arrival) for arrival in arrivals])
        arrivals.clear()
    await runner.cleanup()


async def _commands() -> asyncio.StreamReader:
    """Return the standard input as a stream."""
    reader = asyncio.StreamReader(limit=_LINE_LIMIT)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    return reader


def _print(what: object) -> None:
    """Answer with one line."""
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    asyncio.run({RECEIVER: be_receiver, ENDPOINT: be_endpoint}[sys.argv[1]]())
