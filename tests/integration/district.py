"""A school and the desk of its district, which answers alarms with receipts signed by the real library."""

from dataclasses import dataclass
from datetime import UTC, datetime
import json
import time
from typing import Any, Final

from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient
from standardwebhooks import Webhook

from custom_components.duress.core.incidents import Incident
from custom_components.duress.ledger import DeliveryState
from custom_components.duress.monitoring import generate_secret
from tests.integration.builders import until
from tests.integration.peers import RealSite, pressed
from tests.integration.station import Station

SECRET: Final = generate_secret()

type Client = TestClient[web.Request, web.Application]


@dataclass(slots=True)
class District:
    """The desk of a district, and the school it answers to."""

    site: RealSite
    station: Station
    client: Client
    endpoint_id: str

    async def press(self) -> Incident:
        """Have somebody press, and wait until the desk is told."""
        await self.site.hear(pressed(5))
        await until(lambda: self.station.ids("incident.raised"))
        (incident,) = self.site.entry.runtime_data.school.incidents.open.values()
        return incident

    @property
    def message(self) -> str:
        """The id of the last alarm the desk was told of."""
        return self.station.ids("incident.raised")[-1]

    async def post(
        self,
        body: dict[str, object] | bytes,
        *,
        age: float = 0,
        secret: str = SECRET,
        to: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> ClientResponse:
        """Send something signed by the real library."""
        text = (body if isinstance(body, bytes) else json.dumps(body).encode()).decode()
        at = datetime.fromtimestamp(int(time.time() - age), UTC)
        signed = {
            "content-type": "application/json",
            "webhook-id": "msg_1",
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": Webhook(secret).sign("msg_1", at.replace(tzinfo=None), text),
        }
        path = f"/api/duress/receipts/{to or self.endpoint_id}"
        return await self.client.post(path, data=text.encode(), headers=signed | (headers or {}))

    async def answer(self, answer: str, receipt_id: str = "R1", **more: object) -> tuple[int, dict[str, Any]]:
        """Answer the last alarm; return what was said to that."""
        body = {"receipt_id": receipt_id, "answer": answer, "event_id": self.message, **more}
        response = await self.post(body)
        return response.status, await response.json()

    async def state(self, event_id: str | None = None) -> DeliveryState:
        """Return how far a message got, as it is stored."""
        ledger = self.site.entry.runtime_data.record.ledger
        delivery = await ledger.delivery(self.endpoint_id, event_id or self.message)
        assert delivery is not None
        return delivery.state

    async def answers(self) -> list[dict[str, Any]]:
        """Return the answers that are stored."""
        entries = await self.site.entry.runtime_data.record.ledger.entries(limit=1000)
        return [dict(one.data) for one in reversed(entries) if one.kind == "incident_answered"]
