"""A running outbox with a real ledger, and transports that misbehave."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import override

import aiohttp

from custom_components.duress.ledger import Delivery, DeliveryState, Ledger, NewDelivery
from custom_components.duress.monitoring import (
    Answer,
    Encoded,
    EndpointConfig,
    Notice,
    NoticeType,
    Outbox,
    Outcome,
    Outgoing,
    RetrySchedule,
    Transport,
    WebhookSettings,
    WebhookTransport,
)

from .builders import QUICK, SITE, happened
from .desk import Desk


@dataclass(slots=True)
class Site:
    """A ledger, an outbox and what the outbox told."""

    ledger: Ledger
    outbox: Outbox
    session: aiohttp.ClientSession
    told: list[tuple[Delivery, Answer]] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)

    def connect(self, desk: Desk, endpoint_id: str = "desk", *, heartbeat: float = 60.0, timeout: float = 5.0) -> None:
        """Set up a desk as an endpoint."""
        settings = WebhookSettings(url=desk.url, secret=desk.secret, timeout=timeout)
        config = EndpointConfig(endpoint_id=endpoint_id, name=endpoint_id, site=SITE, heartbeat=heartbeat)
        self.outbox.set_endpoint(config, WebhookTransport(self.session, settings))

    async def forward(self, *messages: NewDelivery) -> list[Delivery]:
        """Store messages with their events and send them, as the site does."""
        entries = [happened(one.event_id, one.incident_id or "none") for one in messages]
        stored = await self.ledger.commit(entries, messages)
        self.outbox.submit(stored)
        return stored

    async def states(self) -> dict[str, DeliveryState]:
        """Return the states of all deliveries of incident I1, as stored."""
        return {one.event_id: one.state for one in await self.ledger.deliveries("I1")}


@asynccontextmanager
async def running(
    path: Path,
    session: aiohttp.ClientSession,
    *connections: tuple[str, Desk],
    schedule: RetrySchedule = QUICK,
    start: bool = True,
) -> AsyncIterator[Site]:
    """Run a site on a ledger's file until the end of the block; the endpoints are there before it starts."""
    ledger = await Ledger.open(path)
    site: Site | None = None

    def on_delivery(delivery: Delivery, answer: Answer) -> None:
        assert site is not None
        site.told.append((delivery, answer))

    def on_change(endpoint_id: str) -> None:
        assert site is not None
        site.changes.append(endpoint_id)

    outbox = Outbox(ledger, on_change=on_change, on_delivery=on_delivery, schedule=schedule)
    site = Site(ledger, outbox, session)
    for endpoint_id, desk in connections:
        site.connect(desk, endpoint_id)
    if start:
        await outbox.start()
    try:
        yield site
    finally:
        await outbox.stop()
        await ledger.close()


@dataclass(slots=True)
class OneByOne(Transport):
    """A transport that notes the order in which messages are begun."""

    inner: Transport
    begun: list[str] = field(default_factory=list)

    @override
    def encode(self, notice: Notice) -> Encoded | None:
        """Return what the real one makes."""
        return self.inner.encode(notice)

    @override
    async def send(self, outgoing: Outgoing) -> Answer:
        """Note and send."""
        if outgoing.kind != NoticeType.HEARTBEAT:
            self.begun.append(outgoing.event_id)
        return await self.inner.send(outgoing)

    @override
    async def close(self) -> None:
        """Close the real one."""
        await self.inner.close()


@dataclass(slots=True)
class Broken(Transport):
    """A transport with faults of its own, one after the other."""

    faults: list[Exception | float]
    sent: list[str] = field(default_factory=list)

    @override
    def encode(self, notice: Notice) -> Encoded | None:
        """Fail for heartbeats, which nobody stores."""
        raise RuntimeError("no words")

    @override
    async def send(self, outgoing: Outgoing) -> Answer:
        """Raise, hang or deliver."""
        self.sent.append(outgoing.event_id)
        match self.faults.pop(0) if self.faults else None:
            case Exception() as fault:
                raise fault
            case float() as seconds:
                await asyncio.sleep(seconds)
        return Answer(outcome=Outcome.DELIVERED)
