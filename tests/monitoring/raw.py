"""Servers that say bytes, right or wrong, and what is posted to them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
import ssl

import aiohttp

from custom_components.duress.monitoring import Outgoing, WebhookSettings, WebhookTransport, generate_secret
from custom_components.duress.monitoring.payload import CONTENT_TYPE, encode
from tests.serving import LOOPBACK, serving

from .builders import notice

type Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]

SECRET = generate_secret()


def outgoing(event_id: str = "E1", attempt: int = 1) -> Outgoing:
    """Return one attempt at a message."""
    return Outgoing(
        event_id=event_id,
        sequence=12,
        attempt=attempt,
        kind="incident_raised",
        at=1.0,
        content_type=CONTENT_TYPE,
        body=encode(notice(event_id=event_id)),
    )


@asynccontextmanager
async def raw_server(handler: Handler, context: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    """Serve bytes as told, right or wrong; return the port."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await handler(reader, writer)
        except OSError, EOFError:
            pass
        finally:
            writer.close()

    async with serving(await asyncio.start_server(handle, LOOPBACK, 0, ssl=context)) as port:
        yield port


async def read_request(reader: asyncio.StreamReader) -> None:
    """Read one request to its end."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
    await reader.readexactly(int(length.split(b":")[1]))


def transport_to(session: aiohttp.ClientSession, port: int, timeout: float = 2.0) -> WebhookTransport:
    """Return a transport to a port on loopback."""
    settings = WebhookSettings(url=f"http://127.0.0.1:{port}/duress", secret=SECRET, timeout=timeout)
    return WebhookTransport(session, settings)
