"""The far ends of all ways out, in a process of its own: notes when the first byte of each alarm came, and confirms it.

A server for HTTP, one for DC-09, one that passes MQTT on to a broker, and one for the floor. Times are CLOCK_MONOTONIC,
which all processes of a computer share.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
import json
import re
import sys
import time
from typing import Final, override

import aiomqtt

from custom_components.duress.monitoring.dc09.frame import FrameError
from custom_components.duress.monitoring.dc09.message import decode, encode

HTTP, DC09, MQTT, FLOOR = range(4)
"""Places of the ports."""

FLOOR_WORD: Final = b"bench.floor"
_ALARM: Final = re.compile(rb"org\.duress\.incident\.raised\.v1|<value>incident_raised</value>|/HA\d+\]|" + FLOOR_WORD)
_LENGTH: Final = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_ACK: Final = "ACK"
_OK: Final = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"

type Noted = Callable[[float], None]


class _Wire(asyncio.Protocol):
    """One connection; `began` is when the first byte of the message that is being read came."""

    def __init__(self, noted: Noted) -> None:
        """Take whom to tell of the first bytes of alarms."""
        self._noted = noted
        self._read = b""
        self._began = 0.0
        self._line: asyncio.Transport | None = None

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the line."""
        assert isinstance(transport, asyncio.Transport)
        self._line = transport

    @override
    def data_received(self, data: bytes) -> None:
        """Take bytes, and answer whole messages."""
        at = time.monotonic()
        if not self._read:
            self._began = at
        self._read += data
        while self._read and (size := self.size_of(self._read)):
            message, self._read = self._read[:size], self._read[size:]
            if _ALARM.search(message):
                self._noted(self._began)
            self._began = at
            assert self._line is not None
            self._line.write(self.answer_to(message))

    def size_of(self, read: bytes) -> int:
        """Return the size of the first message; 0 while it is not whole."""
        return len(read)

    def answer_to(self, message: bytes) -> bytes:
        """Return what is said to a message."""
        return b""


class _Http(_Wire):
    """Answers each request with 200."""

    @override
    def size_of(self, read: bytes) -> int:
        """Return the size of a request with its body."""
        head, found, body = read.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        if not found or (length is not None and len(body) < int(length[1])):
            return 0
        return len(head) + 4 + (int(length[1]) if length is not None else 0)

    @override
    def answer_to(self, message: bytes) -> bytes:
        """Confirm it."""
        return _OK


class _Dc09(_Wire):
    """Acknowledges each frame."""

    @override
    def size_of(self, read: bytes) -> int:
        """Return the size of a frame, which ends with a carriage return."""
        return read.find(b"\r") + 1

    @override
    def answer_to(self, message: bytes) -> bytes:
        """Acknowledge it."""
        try:
            read, _ = decode(message, None)
        except FrameError:
            return b""
        return encode(replace(read, token=_ACK, data="", fields=(), at=time.time()), None)


async def _pass_on(noted: Noted, broker: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Pass a connection on to a broker and back."""
    there, back = await asyncio.open_connection("127.0.0.1", broker)

    async def copy(source: asyncio.StreamReader, target: asyncio.StreamWriter, *, is_outward: bool) -> None:
        while data := await source.read(65536):
            at = time.monotonic()
            target.write(data)
            if is_outward and _ALARM.search(data):
                noted(at)
        target.close()

    await asyncio.gather(copy(reader, back, is_outward=True), copy(there, writer, is_outward=False))


async def _subscribe(broker: int) -> None:
    """Be the desk behind a broker, for whom the messages are."""
    # The broker is ended before this process is.
    with suppress(aiomqtt.MqttError):
        async with aiomqtt.Client("127.0.0.1", broker, protocol=aiomqtt.ProtocolVersion.V5) as desk:
            await desk.subscribe("duress/v1/#", qos=1)
            async for _ in desk.messages:
                pass


async def main() -> None:
    """Serve until the end of the input; each line asks for the first bytes since the last, or names the broker."""
    loop = asyncio.get_running_loop()
    began: tuple[list[float], ...] = ([], [], [], [])
    broker = 0
    desks: list[asyncio.Task[None]] = []

    async def passed(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await _pass_on(began[MQTT].append, broker, reader, writer)

    servers = [
        await loop.create_server(lambda: _Http(began[HTTP].append), "127.0.0.1", 0),
        await loop.create_server(lambda: _Dc09(began[DC09].append), "127.0.0.1", 0),
        await asyncio.start_server(passed, "127.0.0.1", 0),
        await loop.create_server(lambda: _Wire(began[FLOOR].append), "127.0.0.1", 0),
    ]
    print(json.dumps([server.sockets[0].getsockname()[1] for server in servers]), flush=True)
    commands = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(commands), sys.stdin)
    while line := await commands.readline():
        if "broker" in (said := json.loads(line)):
            broker = said["broker"]
            desks.append(loop.create_task(_subscribe(broker)))
        print(json.dumps(began), flush=True)
        for times in began:
            times.clear()


if __name__ == "__main__":
    asyncio.run(main())
