"""A broker that answers with the reason codes it is told to, which no real one would on request."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from .raw import raw_server


@dataclass(slots=True)
class OddBroker:
    """What it answers: to a connection, a subscription, a message.

    `goodbye` ends a connection after a message; with `one_at_a_time` the next message has to wait for a confirmation.
    """

    connected: int = 0
    subscribed: int = 1
    published: int = 0
    goodbye: int | None = None
    one_at_a_time: bool = False
    port: int = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one guest."""
        while True:
            kind = (await reader.readexactly(1))[0] >> 4
            packet = await reader.readexactly(await _length(reader))
            topic = int.from_bytes(packet[:2])
            match kind:
                case 1:
                    room = [0x21, 0, 1] if self.one_at_a_time else []
                    writer.write(bytes([0x20, 3 + len(room), 0, self.connected, len(room), *room]))
                case 8:
                    writer.write(bytes([0x90, 4, *packet[:2], 0, self.subscribed]))
                case 3 if self.goodbye is not None and b"/event/" in packet[: topic + 2]:
                    writer.write(bytes([0xE0, 1, self.goodbye]))
                    return
                case 3 if self.one_at_a_time and await _comes_at_once(reader):
                    writer.write(bytes([0xE0, 1, 0x93]))
                    return
                case 3:
                    writer.write(bytes([0x40, 4, *packet[topic + 2 : topic + 4], self.published, 0]))


async def _comes_at_once(reader: asyncio.StreamReader) -> bool:
    """Whether something comes although the last message is not confirmed."""
    try:
        async with asyncio.timeout(0.02):
            return bool(await reader.read(1))
    except TimeoutError:
        return False


async def _length(reader: asyncio.StreamReader) -> int:
    """Read the length of a packet."""
    length = shift = 0
    while True:
        byte = (await reader.readexactly(1))[0]
        length |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return length


@asynccontextmanager
async def odd_broker(broker: OddBroker) -> AsyncIterator[OddBroker]:
    """Run one until the end of the block."""
    async with raw_server(broker.serve) as broker.port:
        yield broker
