"""Endpoints that are away and come back."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import Protocol

from .broker import Broker, Published, district
from .dc09_receiver import Receiver, receiving
from .desk import Desk


class Peer(Protocol):
    """An endpoint that is away and comes back."""

    @property
    def pondering(self) -> int:
        """Return how many answers it is about to give."""

    def back(self) -> AbstractAsyncContextManager[object]:
        """Be there again until the end of a block."""


@dataclass(slots=True)
class DeskAway:
    """A desk that is closed until it is back."""

    desk: Desk

    @property
    def pondering(self) -> int:
        """Return how many answers it is about to give."""
        return self.desk.pondering

    @asynccontextmanager
    async def back(self) -> AsyncIterator[None]:
        """Be open for a block."""
        await self.desk.open()
        yield
        await self.desk.close()


@dataclass(slots=True)
class ReceiverAway:
    """A receiver of a centre that is switched off until it is back."""

    receiver: Receiver

    @property
    def pondering(self) -> int:
        """Return how many answers it is about to give."""
        return self.receiver.pondering

    def back(self) -> AbstractAsyncContextManager[object]:
        """Be on for a block."""
        return receiving(self.receiver)


@dataclass(slots=True)
class BrokerAway:
    """A broker that is down until it is back, with a desk behind it that confirms what it gets."""

    broker: Broker
    seen: list[Published] = field(default_factory=list)

    @property
    def pondering(self) -> int:
        """Return less than nothing once it gets something: nobody knows then when another process has no more to do."""
        return -1 if self.seen else 0

    @asynccontextmanager
    async def back(self) -> AsyncIterator[None]:
        """Be up for a block."""
        self.broker.start()
        async with district(self.broker, answers="delivered") as desk:
            self.seen = desk.seen
            yield
