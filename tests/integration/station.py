"""A monitoring endpoint on loopback that verifies every signature with the reference library."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from http import HTTPStatus
import json
import time
from typing import Any

from aiohttp import web
from standardwebhooks import Webhook, WebhookVerificationError

from custom_components.duress.monitoring import generate_secret
from tests.serving import WebServer


@dataclass(slots=True)
class Station:
    """What it was told, in order; `answer` is the status it answers with, `clock_ahead` in seconds.

    While `works` is not set it answers nothing.
    """

    secret: str = field(default_factory=generate_secret)
    url: str = ""
    answer: int = HTTPStatus.OK
    clock_ahead: float = 0.0
    refused: int = 0
    works: asyncio.Event = field(default_factory=asyncio.Event)
    messages: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        """Verify and keep a message."""
        body = await request.text()
        await self.works.wait()
        date = formatdate(time.time() + self.clock_ahead, usegmt=True)
        try:
            Webhook(self.secret).verify(body, dict(request.headers))
        except WebhookVerificationError:
            self.refused += 1
            return web.Response(status=HTTPStatus.UNAUTHORIZED, headers={"date": date})
        message: dict[str, Any] = json.loads(body)
        if not message["type"].endswith("heartbeat.v1"):
            self.messages.append((request.headers["webhook-id"], message))
        return web.Response(status=self.answer, headers={"date": date})

    def ids(self, kind: str) -> list[str]:
        """Return the ids of the messages of one kind, such as "incident.raised", every attempt."""
        return [message_id for message_id, message in self.messages if message["type"] == f"org.duress.{kind}.v1"]

    def told(self, kind: str) -> list[dict[str, Any]]:
        """Return the data of the messages of one kind, every attempt."""
        return [message["data"] for _, message in self.messages if message["type"] == f"org.duress.{kind}.v1"]


@asynccontextmanager
async def a_station() -> AsyncGenerator[Station]:
    """Run a station."""
    station = Station()
    station.works.set()
    app = web.Application()
    app.router.add_post("/duress", station.take)
    async with WebServer(app) as server:
        station.url = server.url("/duress")
        try:
            yield station
        finally:
            station.works.set()
