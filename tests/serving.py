"""Servers of tests, which take no connection while they close.

One that comes just then is an error of asyncio's, and such an error fails the test it happens in.
"""

import asyncio
from asyncio.trsock import TransportSocket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
import socket
from typing import Final, Self

from aiohttp import web

LOOPBACK: Final = "127.0.0.1"

_SETTLE: Final = 0.01
"""Seconds in which what was taken already comes to something."""


async def take_no_more(*listening: socket.socket | TransportSocket) -> None:
    """Leave new connections to sockets alone, and return when those that were taken are connections."""
    loop = asyncio.get_running_loop()
    for one in listening:
        loop.remove_reader(one)
    await asyncio.sleep(_SETTLE)


async def close(server: asyncio.Server) -> None:
    """Close a server and all its connections."""
    await take_no_more(*server.sockets)
    server.close()
    server.close_clients()
    await server.wait_closed()


def port_of(server: asyncio.Server) -> int:
    """Return where a server listens."""
    port: int = server.sockets[0].getsockname()[1]
    return port


@asynccontextmanager
async def serving(server: asyncio.Server) -> AsyncIterator[int]:
    """Keep a server until the end of the block; yield its port."""
    try:
        yield port_of(server)
    finally:
        await close(server)


@dataclass(slots=True)
class WebServer:
    """A web application on loopback, on the same port each time; at its end whoever waits has a while."""

    app: web.Application
    port: int = 0
    patience: float = 60.0
    _runner: web.AppRunner | None = None
    _listening: socket.socket | None = None

    async def start(self) -> Self:
        """Begin to answer."""
        self._runner = web.AppRunner(self.app, access_log=None, shutdown_timeout=self.patience)
        await self._runner.setup()
        self._listening = socket.create_server((LOOPBACK, self.port))
        self.port = self._listening.getsockname()[1]
        await web.SockSite(self._runner, self._listening).start()
        return self

    async def stop(self) -> None:
        """Answer no more; connections are refused from now on."""
        if self._runner is None or self._listening is None:
            return
        await take_no_more(self._listening)
        await self._runner.cleanup()
        self._runner = self._listening = None

    def url(self, path: str) -> str:
        """Return the address of a page."""
        return f"http://{LOOPBACK}:{self.port}{path}"

    async def __aenter__(self) -> Self:
        """Begin to answer."""
        return await self.start()

    async def __aexit__(self, *_: object) -> None:
        """Answer no more."""
        await self.stop()
