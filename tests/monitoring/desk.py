"""A monitoring desk for tests: a real server that checks signatures and answers as told."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
import json
import time
from typing import Self

from aiohttp import web
from standardwebhooks.webhooks import Webhook

from custom_components.duress.monitoring.signing import generate_secret
from tests.serving import WebServer

HEARTBEAT = "org.duress.heartbeat.v1"
TEST = "org.duress.test.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One request that reached the desk; `at` is the monotonic clock, `type` that of the event, or else of the body."""

    event_id: str
    type: str
    timestamp: int
    sequence: int
    attempt: int
    body: bytes
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """How one request is answered; it may take `delay` seconds or for ever."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    delay: float = 0.0


@dataclass(slots=True)
class Desk:
    """A desk on loopback. `replies` go one per message, then `reply` holds; heartbeats get `heartbeat_reply`."""

    secret: str = field(default_factory=generate_secret)
    replies: list[Reply] = field(default_factory=list)
    reply: Reply = field(default_factory=Reply)
    heartbeat_reply: Reply = field(default_factory=Reply)
    requests: list[Received] = field(default_factory=list)
    pondering: int = 0
    url: str = ""
    port: int = 0
    _server: WebServer | None = None
    _released: asyncio.Event = field(default_factory=asyncio.Event)

    async def open(self) -> Self:
        """Begin to answer, on the same port as before if there was one."""
        app = web.Application()
        app.router.add_post("/duress", self._receive)
        self._released.clear()
        self._server = await WebServer(app, port=self.port, patience=0.1).start()
        self.port = self._server.port
        self.url = self._server.url("/duress")
        return self

    async def close(self) -> None:
        """Stop answering; connections are refused from now on."""
        self._released.set()
        if self._server is not None:
            await self._server.stop()

    @property
    def messages(self) -> list[Received]:
        """Return what came besides heartbeats, in order."""
        return [one for one in self.requests if one.type != HEARTBEAT]

    @property
    def heartbeats(self) -> list[Received]:
        """Return the heartbeats in order."""
        return [one for one in self.requests if one.type == HEARTBEAT]

    async def _receive(self, request: web.Request) -> web.Response:
        """Check the signature with the real library, note the request and answer."""
        body = await request.read()
        Webhook(self.secret).verify(body, dict(request.headers), json_parse=False)
        received = Received(
            event_id=request.headers["webhook-id"],
            type=json.loads(body)["type"] if body.startswith(b"{") else request.content_type,
            timestamp=int(request.headers["webhook-timestamp"]),
            sequence=int(request.headers["duress-sequence"]),
            attempt=int(request.headers["duress-attempt"]),
            body=body,
            at=time.monotonic(),
        )
        self.requests.append(received)
        reply = self._reply_to(received)
        if reply.delay:
            self.pondering += 1
            try:
                async with asyncio.timeout(reply.delay):
                    await self._released.wait()
            except TimeoutError:
                pass
            finally:
                self.pondering -= 1
        return web.Response(status=reply.status, headers=reply.headers, body=reply.body)

    def _reply_to(self, received: Received) -> Reply:
        """Return the next answer."""
        if received.type == HEARTBEAT:
            return self.heartbeat_reply
        return self.replies.pop(0) if self.replies else self.reply


async def until(condition: Callable[[], object], seconds: float = 25.0) -> None:
    """Wait until something is true, or fail before the half minute is over that peers hang here."""
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "it did not happen in time"
        await asyncio.sleep(0.005)
