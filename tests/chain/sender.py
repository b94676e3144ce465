"""A ledger, an outbox and one way out, or two, in a process that may be killed at any point and is at once there again.

A launcher imports everything once and forks a sender for each line it reads: "feed" (go on with what waits and store
more and more) or "finish" (only send what waits, then end; of two ways one that does not answer is not waited for).
What a sender was told to be on the disk it says on standard output, one JSON object a line.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
import json
import logging
import os
from pathlib import Path
import sys
import time
from typing import Final

import aiohttp

from custom_components.duress.ledger import DeliveryState, Entry, Ledger, NewDelivery, Priority, new_id
from custom_components.duress.monitoring import (
    BodyFormat,
    Dc09Settings,
    Dc09Transport,
    Earlier,
    EndpointConfig,
    MqttSettings,
    MqttTransport,
    NoticeType,
    Outbox,
    Topics,
    Transport,
    WebhookSettings,
    WebhookTransport,
)
from custom_components.duress.monitoring.dc09.exchange import Protocol
from custom_components.duress.monitoring.receipts import Receipt
from tests.monitoring.builders import INCIDENT, QUICK, SITE, notice

ENDPOINT_ID: Final = "desk"
BACKUP_ID: Final = "county"
LEDGER: Final = "ledger.db"
PACE: Final = 0.004
"""Seconds between two messages that are stored."""

HELD: Final = 0.05
"""Seconds for which the backup waits for the desk."""

_INPUT: Final = 0
_STEPS: Final = (
    (NoticeType.INCIDENT_RAISED, Priority.ALARM),
    (NoticeType.INCIDENT_LOCATED, Priority.UPDATE),
    (NoticeType.INCIDENT_REPEATED, Priority.ALARM),
    (NoticeType.INCIDENT_CLOSED, Priority.UPDATE),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Where the ledger is and which way the messages go: a body format of the webhook, dc09, dc09-udp or mqtt.

    With a `backup_url` a second webhook with the same secret stands in for the first.
    """

    folder: str
    way: str
    port: int
    secret: str = ""
    url: str = ""
    backup_url: str = ""


def say(**facts: object) -> None:
    """Tell the test something, whole or not at all."""
    os.write(1, json.dumps(facts).encode() + b"\n")


@asynccontextmanager
async def ways_out(
    options: Options, receive: Callable[[Receipt], Awaitable[None]]
) -> AsyncIterator[list[tuple[EndpointConfig, Transport]]]:
    """Return the endpoints with their real transports."""
    config = EndpointConfig(endpoint_id=ENDPOINT_ID, name=ENDPOINT_ID, site=SITE)
    if options.way in ("dc09", "dc09-udp"):
        protocol = Protocol.TCP if options.way == "dc09" else Protocol.UDP
        centre = Dc09Settings(host="127.0.0.1", port=options.port, account="1234", protocol=protocol)
        config = replace(config, parallel=1, in_turn=True, limit=centre.limit, schedule=centre.schedule)
        yield [(config, Dc09Transport(centre))]
        return
    if options.way == "mqtt":
        topics = Topics(district="springfield", site="lincoln")
        broker = MqttSettings(host="127.0.0.1", port=options.port, topics=topics, client_id="duress-lincoln")
        yield [(replace(config, limit=broker.limit, schedule=broker.schedule), MqttTransport(broker, receive))]
        return
    async with aiohttp.ClientSession() as session:
        webhook = WebhookSettings(url=options.url, secret=options.secret, body=BodyFormat(options.way))
        ways: list[tuple[EndpointConfig, Transport]] = [(config, WebhookTransport(session, webhook))]
        if options.backup_url:
            backup = replace(config, endpoint_id=BACKUP_ID, name=BACKUP_ID, backup_for=ENDPOINT_ID)
            ways.append((backup, WebhookTransport(session, replace(webhook, url=options.backup_url))))
        yield ways


async def run(options: Options, *, feeds: bool) -> None:
    """Send what waits and store more, for ever or until nothing waits."""
    ledger = await Ledger.open(Path(options.folder, LEDGER))
    outbox = Outbox(ledger, schedule=replace(QUICK, backup=HELD) if options.backup_url else None)

    async def receive(receipt: Receipt) -> None:
        """Take a receipt as the site does with one of the desk's system."""
        event_id = receipt.event_id or ""
        outbox.receipt(ENDPOINT_ID, event_id, DeliveryState.DELIVERED, receipt.at)
        await ledger.receipt(ENDPOINT_ID, event_id, DeliveryState.DELIVERED, receipt.at)

    async with ways_out(options, receive) as ways:
        for config, transport in ways:
            outbox.set_endpoint(config, transport)
        await outbox.start()
        if feeds:
            for entry, together in messages({config.endpoint_id: transport for config, transport in ways}):
                stored = await ledger.commit([entry], outbox.arrange(together))
                say(what="stored", event_id=entry.event_id)
                outbox.submit(stored)
                await asyncio.sleep(PACE)
        last, _ = ways[-1]
        # In this order, as what is held until the first question may be waiting before the second.
        while await ledger.backups.held() or await ledger.pending(last.endpoint_id):  # noqa: ASYNC110 - notes set no event
            await asyncio.sleep(0.01)
        await outbox.stop()
    await ledger.close()


def messages(ways: Mapping[str, Transport]) -> Iterator[tuple[Entry, list[NewDelivery]]]:
    """Return incidents from beginning to end, one after the other, as each endpoint is told them."""
    while True:
        incident_id = new_id(time.time())
        earlier: list[Earlier] = []
        for kind, priority in _STEPS:
            at = time.time()
            incident = replace(INCIDENT, incident_id=incident_id)
            told = replace(notice(kind, event_id=new_id(at)), at=at, incident=incident, earlier=tuple(earlier))
            earlier.append(Earlier(event_id=told.event_id, at=at))
            together = [
                NewDelivery(
                    event_id=told.event_id, endpoint_id=endpoint_id, incident_id=incident_id, kind=kind,
                    priority=priority, at=at, content_type=encoded.content_type, body=encoded.body,
                )
                for endpoint_id, way in ways.items()
                if (encoded := way.encode(told)) is not None
            ]  # fmt: skip
            if together:
                yield Entry(event_id=told.event_id, kind=kind, at=at, incident_id=incident_id, data={}), together


def _launch(options: Options) -> None:
    """Fork a sender for each line and say how it ended."""
    say(what="launcher")
    while lines := os.read(_INPUT, 10_000).decode().splitlines():
        (command,) = lines
        if (pid := os.fork()) == 0:
            asyncio.run(run(options, feeds=command == "feed"))
            os._exit(0)
        say(what="started", pid=pid)
        _, status = os.waitpid(pid, 0)
        say(what="ended", status=os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    _launch(Options(**json.loads(sys.argv[1])))
