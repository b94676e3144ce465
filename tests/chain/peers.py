"""What stands at both ends of the chain: the receiver that hears a held button, the desk that confirms."""

import asyncio
from collections.abc import AsyncGenerator
import contextlib
from dataclasses import dataclass
import json
from typing import Final, override

from aiohttp import web
from standardwebhooks import Webhook

from tests.serving import LOOPBACK, WebServer, serving

from .school import CHECK_IN, SECRET, press, serial_of_pendant

BYTE_GAP: Final = 0.02
"""Seconds between the first byte of a frame and the rest, as on a slow line."""

COPY_GAP: Final = 0.15
"""Seconds between the copies of a press while its button is held."""

ANSWER_DELAY: Final = 0.03
"""Seconds the desk takes to confirm."""

RAISED: Final = "org.duress.incident.raised.v1"
REPEATED: Final = "org.duress.incident.repeated.v1"


class Receiver(asyncio.Protocol):
    """A receiver on the network with at most one caller; a button that is held goes on sending whoever listens."""

    def __init__(self) -> None:
        """Start with nobody connected and no button held."""
        self._line: asyncio.Transport | None = None
        self._held: asyncio.Task[None] | None = None
        self._speaking = asyncio.Lock()
        self.port = 0
        self.connected = asyncio.Event()
        self.began = asyncio.Event()

    @contextlib.asynccontextmanager
    async def listening(self) -> AsyncGenerator[None]:
        """Take connections for the time of a block."""
        server = await asyncio.get_running_loop().create_server(lambda: _Call(self), LOOPBACK, 0)
        async with serving(server) as self.port:
            try:
                yield
            finally:
                await self.release()

    def hold(self, pendant: int) -> None:
        """Let the button of a pendant be pressed and held from now on."""
        self.began.clear()
        self._held = asyncio.get_running_loop().create_task(self._repeat(pendant))

    async def release(self) -> None:
        """Let go of the button after a whole frame; no radio message tells of it."""
        if self._held is not None:
            async with self._speaking:
                self._held.cancel()
            await asyncio.wait((self._held,))
            self._held = None

    def called(self, line: asyncio.Transport) -> None:
        """Greet a caller as a receiver does."""
        self._line = line
        line.write(CHECK_IN)
        self.connected.set()

    def hung_up(self, line: asyncio.Transport) -> None:
        """Forget a caller, unless a new one is there already."""
        if line is self._line:
            self._line = None
            self.connected.clear()

    async def _repeat(self, pendant: int) -> None:
        """Send copy after copy; only the first is told of by `began`."""
        copy = 0
        while True:
            await self.connected.wait()
            line, frame = self._line, press(pendant, copy)
            assert line is not None
            async with self._speaking:
                line.write(frame[:1])
                self.began.set()
                await asyncio.sleep(BYTE_GAP)
                line.write(frame[1:])
            copy += 1
            await asyncio.sleep(COPY_GAP)


class _Call(asyncio.Protocol):
    """One connection to the receiver, which answers no question."""

    def __init__(self, receiver: Receiver) -> None:
        """Belong to a receiver."""
        self._receiver = receiver
        self._line: asyncio.Transport | None = None

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Report the call."""
        assert isinstance(transport, asyncio.Transport)
        self._line = transport
        self._receiver.called(transport)

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        """Report its end."""
        assert self._line is not None
        self._receiver.hung_up(self._line)


@dataclass(slots=True)
class Post:
    """One request to the desk about an incident or a trouble; `serials` are those of the pressed transmitters."""

    event_id: str
    type: str
    incident_id: str
    serials: tuple[str, ...]
    body: bytes
    answered: bool = False


class Desk:
    """A monitoring endpoint that verifies what it gets and confirms it a little later, while `answers` is set."""

    def __init__(self) -> None:
        """Start with nothing received."""
        self._webhook = Webhook(SECRET)
        self._news = asyncio.Event()
        self.answers = asyncio.Event()
        self.answers.set()
        self.posts: list[Post] = []
        self.url = ""

    @contextlib.asynccontextmanager
    async def listening(self) -> AsyncGenerator[None]:
        """Serve for the time of a block."""
        app = web.Application()
        app.router.add_post("/", self._take)
        async with WebServer(app, patience=1) as server:
            self.url = server.url("/")
            try:
                yield
            finally:
                self.answers.set()

    def raised(self, pendant: int) -> list[Post]:
        """Return every request that told of the incident raised by a pendant."""
        return self._about(pendant, RAISED)

    def repeated(self, pendant: int) -> list[Post]:
        """Return every request that told of a further press of a pendant."""
        return self._about(pendant, REPEATED)

    async def arrived(self, pendant: int) -> None:
        """Wait until the incident of a pendant is told for the first time; it is not confirmed then."""
        while not self.raised(pendant):
            await self._next()

    async def answered(self, pendant: int) -> None:
        """Wait until the incident of a pendant is confirmed."""
        while not any(post.answered for post in self.raised(pendant)):
            await self._next()

    def _about(self, pendant: int, what: str) -> list[Post]:
        """Return every request of one type about a pendant."""
        serial = str(serial_of_pendant(pendant))
        return [post for post in self.posts if post.type == what and serial in post.serials]

    async def _next(self) -> None:
        """Wait until something changes here."""
        self._news.clear()
        await self._news.wait()

    async def _take(self, request: web.Request) -> web.StreamResponse:
        """Verify, note and confirm one request; a wrong signature is an error of the test."""
        body = await request.read()
        self._webhook.verify(body, dict(request.headers))
        event = json.loads(body)
        assert event["id"] == request.headers["webhook-id"]
        incident = event["data"].get("incident")
        if incident is None and "trouble" not in event["data"]:
            return web.Response()
        # A school that was away for long, as it is on a slow machine, tells of troubles too.
        incident = incident or {"id": "", "presses": []}
        serials = tuple(one["serial"] for one in incident["presses"])
        post = Post(event["id"], event["type"], incident["id"], serials, body)
        self.posts.append(post)
        self._news.set()
        await asyncio.sleep(ANSWER_DELAY)
        await self.answers.wait()
        response = web.Response()
        # Whoever asked may have been killed meanwhile; then nobody has got this answer.
        with contextlib.suppress(ConnectionResetError):
            await response.prepare(request)
            await response.write_eof()
            post.answered = True
            self._news.set()
        return response
