"""The way to a broker on loopback, in short."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import override

from custom_components.duress.ledger import DeliveryState
from custom_components.duress.monitoring import EndpointConfig, MqttSettings, MqttTransport, Topics
from custom_components.duress.monitoring.receipts import Receipt

from .builders import SITE
from .running import Site

BRANCH = "duress/v1/springfield/lincoln"


def settings(port: int) -> MqttSettings:
    """Return how a school uses a broker on loopback; the will does not wait here."""
    return MqttSettings(
        host="127.0.0.1",
        port=port,
        topics=Topics(district="springfield", site="lincoln"),
        client_id="duress-lincoln",
        timeout=20.0,
        will_delay=0,
    )


class Way(MqttTransport):
    """A transport that keeps the receipts it gets, and whose connection can be cut."""

    receipts: list[Receipt]

    @override
    def __init__(self, settings: MqttSettings) -> None:
        """Keep what comes."""
        self.receipts = []
        super().__init__(settings, self.take)

    async def take(self, receipt: Receipt) -> None:
        """Take a receipt."""
        self.receipts.append(receipt)

    def cut(self) -> None:
        """Break the connection off without a word, and do not come back by itself."""
        self._connection.doubt(0.0)


@asynccontextmanager
async def transport_with(settings: MqttSettings) -> AsyncIterator[Way]:
    """Return a transport that is closed after the block."""
    transport = Way(settings)
    try:
        yield transport
    finally:
        await transport.close()


def connect(site: Site, settings: MqttSettings, endpoint_id: str = "desk", *, heartbeat: float = 60.0) -> None:
    """Set up a broker as an endpoint, with the receipts it brings."""
    config = EndpointConfig(endpoint_id=endpoint_id, name=endpoint_id, site=SITE, heartbeat=heartbeat)
    site.outbox.set_endpoint(config, MqttTransport(settings, partial(_take, site, endpoint_id)))


async def _take(site: Site, endpoint_id: str, receipt: Receipt) -> None:
    """Take a receipt as delivered, as the site does with one of the desk's system."""
    if receipt.event_id is not None:
        site.outbox.receipt(endpoint_id, receipt.event_id, DeliveryState.DELIVERED, receipt.at)
