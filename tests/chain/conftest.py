"""The chain of these tests: receiver, Home Assistant, desk and the ledger between them."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from pathlib import Path
import signal
import time

import pytest

from .books import Books
from .peers import Desk, Receiver
from .process import PATIENCE, Process
from .school import PENDANTS


@dataclass(frozen=True, slots=True)
class Chain:
    """Everything from the radio to the confirmation."""

    receiver: Receiver
    process: Process
    desk: Desk
    books: Books

    async def press(self, pendant: int) -> float:
        """Press and hold a pendant; return the moment (monotonic seconds) its first byte went out."""
        async with asyncio.timeout(PATIENCE):
            await self.receiver.connected.wait()
            self.receiver.hold(pendant)
            await self.receiver.began.wait()
        return time.monotonic()

    async def stored(self, pendant: int) -> None:
        """Wait until the press of a pendant is in the ledger."""
        while not self.books.raised(pendant):  # noqa: ASYNC110 - a file that another process writes sets no event
            await asyncio.sleep(0)

    async def quiet(self) -> list[tuple[str, str, int]]:
        """Wait until nothing at all is to be sent; return event, state and sequence of everything that was."""
        async with asyncio.timeout(PATIENCE):
            deliveries = self.books.deliveries()
            while any(state != "delivered" for _, state, _ in deliveries):
                await asyncio.sleep(0.01)
                deliveries = self.books.deliveries()
        return deliveries

    async def confirmed(self, pendant: int) -> None:
        """Wait until the press of a pendant is confirmed, let go, and wait until nothing about it is to be sent."""
        async with asyncio.timeout(PATIENCE):
            await self.desk.answered(pendant)
            await self.receiver.release()
            while not self._is_finished(pendant):  # noqa: ASYNC110 - a file that another process writes sets no event
                await asyncio.sleep(0.01)

    def _is_finished(self, pendant: int) -> bool:
        """Whether every message about the press of a pendant is delivered, as the ledger has it."""
        incidents = {one.incident_id for one in self.books.raised(pendant)}
        return bool(incidents) and all(
            state == "delivered" for incident_id in incidents for _, state, _ in self.books.deliveries(incident_id)
        )


@pytest.fixture(autouse=True)
def loopback(socket_enabled: None) -> None:
    """Let tests open real sockets; the test package still refuses every address but loopback."""


@pytest.fixture
async def chain(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncGenerator[Chain]:
    """Install the school and run it; everything ends with the test. Its parameter is the number of pendants."""
    receiver, desk = Receiver(), Desk()
    async with (
        receiver.listening(),
        desk.listening(),
        Process.launching(tmp_path, receiver.port, desk.url, getattr(request, "param", PENDANTS)) as process,
    ):
        await process.start("install")
        assert await process.end(signal.SIGTERM) == 0
        await process.start()
        yield Chain(receiver, process, desk, Books(process.ledger))
