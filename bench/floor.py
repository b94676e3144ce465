"""The floor: the least that any program in Home Assistant does to show, store and forward a press, written bare.

An asyncio read, the states, one SQLite commit that is on the disk, one POST over a kept connection. It decodes nothing,
judges nothing and knows nothing; what the product adds to it is the product's own time.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
import sqlite3
import time
from typing import Final, Self, override
import uuid

import aiohttp
from homeassistant.core import HomeAssistant

_PREFIX: Final = "binary_sensor.floor_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What a press of the product writes: attributes of each state, bytes of the row, bytes of the body."""

    attributes: list[Mapping[str, object]]
    row: int
    body: int


class Floor(asyncio.Protocol):
    """A line to a receiver with nothing behind it but Home Assistant, SQLite and aiohttp."""

    def __init__(self, hass: HomeAssistant, load: Load, database: Path, url: str) -> None:
        """Prepare everything that can be prepared; `database` does not exist yet."""
        self._hass = hass
        self._states = [(f"{_PREFIX}{number}", attributes) for number, attributes in enumerate(load.attributes)]
        self._row = "x" * load.row
        self._body_padding = load.body
        self._url = url
        self._loop = asyncio.get_running_loop()
        self._session = aiohttp.ClientSession()
        self._connection = sqlite3.connect(database, isolation_level=None, check_same_thread=False)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute("CREATE TABLE row (id INTEGER PRIMARY KEY, data TEXT NOT NULL)")
        self._transport: asyncio.BaseTransport | None = None
        self._forwarding: asyncio.Task[None] | None = None
        self.posted = asyncio.Event()
        self.first_state = self.last_state = 0.0
        self.reset()

    @classmethod
    async def connect(cls, hass: HomeAssistant, load: Load, database: Path, url: str, port: int) -> Self:
        """Connect to a receiver on loopback."""
        floor = cls(hass, load, database, url)
        await asyncio.get_running_loop().create_connection(lambda: floor, "127.0.0.1", port)
        return floor

    def reset(self) -> None:
        """Bring the states back, so that the next press changes each of them."""
        self.posted.clear()
        for entity_id, attributes in self._states:
            self._hass.states.async_set(entity_id, "off", attributes)

    async def close(self) -> None:
        """Let go of the line, the connection and the file."""
        if self._transport is not None:
            self._transport.close()
        await self._session.close()
        self._connection.close()

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self._transport = transport

    @override
    def data_received(self, data: bytes) -> None:
        """Take a press: states at once, then the commit, then the POST."""
        for entity_id, attributes in self._states:
            self._hass.states.async_set(entity_id, "on", attributes)
        self._forwarding = self._loop.create_task(self._forward(), eager_start=True)

    async def _forward(self) -> None:
        """Store, then post."""
        await self._loop.run_in_executor(None, self._commit)
        async with self._session.post(self._url, data=self._body()) as response:
            await response.read()
        self.posted.set()

    def _commit(self) -> None:
        """Store one row, on the disk before this returns."""
        self._connection.execute("INSERT INTO row (data) VALUES (?)", (self._row,))

    def _body(self) -> bytes:
        """Return a body of the product's size that the endpoint can tell from others."""
        head = f'{{"id":"{uuid.uuid4()}","type":"{FLOOR_TYPE}","at":{time.time()},"padding":"'
        return (head + "x" * (self._body_padding - len(head) - 2) + '"}').encode()


FLOOR_TYPE: Final = "floor"
