"""A wire that can be cut: what goes over it is held back, in both directions and without a word, until it is mended."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from tests.serving import LOOPBACK, close, port_of, take_no_more


@dataclass(slots=True)
class Wire:
    """A TCP connection by way of a port of its own; `connections` counts those that were made over it."""

    target: int
    port: int = 0
    connections: int = 0
    _whole: asyncio.Event = field(default_factory=asyncio.Event)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def cut(self) -> None:
        """Let nothing through; connections stay, and new ones seem to be made."""
        self._whole.clear()

    def mend(self) -> None:
        """Let everything through."""
        self._whole.set()

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection."""
        self.connections += 1
        await self._whole.wait()
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            writer.close()
            return
        for source, sink in ((reader, back), (there, writer)):
            task = asyncio.get_running_loop().create_task(self._pass_on(source, sink))
            self._tasks.add(task)

    async def _pass_on(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        """Pass bytes on in one direction until there are no more."""
        try:
            while chunk := await source.read(65536):
                await self._whole.wait()
                sink.write(chunk)
                await sink.drain()
        except OSError:
            pass
        finally:
            sink.close()

    async def end(self) -> None:
        """Close everything."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


@asynccontextmanager
async def wire_to(target: int) -> AsyncIterator[Wire]:
    """Lay a wire to a port on loopback until the end of the block."""
    wire = Wire(target)
    wire.mend()
    server = await asyncio.start_server(wire.carry, LOOPBACK, 0)
    wire.port = port_of(server)
    try:
        yield wire
    finally:
        await take_no_more(*server.sockets)
        await wire.end()
        await close(server)
