"""The webhook against servers that break off, hang, lie or are none: there is always an answer."""

import asyncio
from pathlib import Path
import socket
import ssl
import time

import aiohttp
import pytest

from custom_components.duress.monitoring import Outcome, Tls, WebhookSettings, WebhookTransport

from .certificates import self_signed
from .desk import Desk
from .raw import SECRET, outgoing, raw_server, read_request, transport_to

OK = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\n",
    ],
)
async def test_an_endless_body_does_not_hold_anything_up(session: aiohttp.ClientSession, head: bytes) -> None:
    """Given a server whose body never ends, then the answer is taken from its status and the connection is closed."""
    ended = asyncio.Event()

    async def endless(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.write(head)
        try:
            while True:
                writer.write(b"400\r\n" + b"x" * 1024 + b"\r\n")
                await writer.drain()
        finally:
            ended.set()

    async with raw_server(endless) as port:
        begun = time.monotonic()
        answer = await transport_to(session, port, timeout=60).send(outgoing())
        assert answer.outcome is Outcome.DELIVERED
        assert time.monotonic() - begun < 50
        async with asyncio.timeout(60):
            await ended.wait()


async def test_a_body_that_never_begins_is_not_waited_for(session: aiohttp.ClientSession) -> None:
    """Given a server that promises a body and goes silent, then it is delivered with the time of the status."""

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n")
        await reader.read()

    async with raw_server(silent) as port:
        answer = await transport_to(session, port, timeout=60).send(outgoing())
    assert answer.outcome is Outcome.DELIVERED
    assert answer.latency < 50


@pytest.mark.parametrize(
    ("said", "outcome", "detail"),
    [
        (b"", Outcome.RETRY, "closed before an answer"),
        (b"HTTP/1.1 200 O", Outcome.RETRY, "before an answer"),
        (b"HTTP/1.1 200 OK\r\ncontent-le", Outcome.RETRY, "before an answer"),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf", Outcome.DELIVERED, "HTTP 200 OK"),
        (b"220 smtp.example ready\r\n\r\n", Outcome.RETRY, "not HTTP"),
        (b"HTTP/1.1 2000 OK\r\n\r\n", Outcome.RETRY, "not HTTP"),
        (b"\x16\x03\x01\x00\xff" * 50 + b"\r\n\r\n", Outcome.RETRY, "not HTTP"),
        (b"HTTP/1.1 200 OK\r\nx: " + b"y" * 100_000 + b"\r\n\r\n", Outcome.RETRY, "not HTTP"),
    ],
    ids=lambda said: len(said) if isinstance(said, bytes) else None,
)
async def test_a_server_that_dies_or_is_none(
    session: aiohttp.ClientSession, said: bytes, outcome: Outcome, detail: str
) -> None:
    """Given a server that breaks off anywhere or speaks something else, then only a whole 2xx head is a delivery."""

    async def dying(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.write(said)
        await writer.drain()

    async with raw_server(dying) as port:
        answer = await transport_to(session, port).send(outgoing())
    assert answer.outcome is outcome
    assert detail in answer.detail


async def test_an_unknown_certificate_is_not_trusted(session: aiohttp.ClientSession, tmp_path: Path) -> None:
    """Given a server with its own certificate, then nothing is sent; when the site knows it, then it is delivered."""
    pem = self_signed(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    requests = 0

    async def good(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal requests
        await read_request(reader)
        requests += 1
        writer.write(OK)

    async with raw_server(good, context) as port:
        url = f"https://127.0.0.1:{port}/duress"
        wary = WebhookTransport(session, WebhookSettings(url=url, secret=SECRET, timeout=2))
        loop = asyncio.get_running_loop()
        handler = loop.get_exception_handler()
        loop.set_exception_handler(lambda *_: None)  # the server's own complaint about us
        answer = await wary.send(outgoing())
        await asyncio.sleep(0.05)
        loop.set_exception_handler(handler)
        assert answer.outcome is Outcome.RETRY
        assert answer.detail == "certificate not trusted: self-signed certificate"
        assert requests == 0

        settings = WebhookSettings(url=url, secret=SECRET, timeout=2, tls=Tls(authority=str(pem)))
        assert (await WebhookTransport(session, settings).send(outgoing())).outcome is Outcome.DELIVERED
        assert requests == 1


async def test_a_kept_connection_that_died_costs_no_time(session: aiohttp.ClientSession) -> None:
    """Given a server that closes each connection after one answer without saying so, then no alarm fails."""
    served = 0

    async def once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal served
        await read_request(reader)
        served += 1
        writer.write(OK)
        await reader.readexactly(1)

    async with raw_server(once) as port:
        transport = transport_to(session, port)
        for number in range(5):
            answer = await transport.send(outgoing(f"E{number}"))
            assert answer.outcome is Outcome.DELIVERED
            assert answer.latency < 1
    assert served == 5


async def test_a_connection_is_kept(session: aiohttp.ClientSession) -> None:
    """Given a proper server, when several messages follow each other, then they share a connection."""
    connections = 0

    async def keeping(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        while True:
            await read_request(reader)
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nyes")

    async with raw_server(keeping) as port:
        transport = transport_to(session, port)
        for number in range(5):
            assert (await transport.send(outgoing(f"E{number}"))).outcome is Outcome.DELIVERED
        assert connections == 1
        await session.close()


async def test_nobody_listens(session: aiohttp.ClientSession) -> None:
    """Given a port where nobody listens, then it is tried again and the detail says so without the address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    answer = await transport_to(session, port).send(outgoing())
    assert answer.outcome is Outcome.RETRY
    assert answer.detail == "no connection: Connection refused"


async def test_no_tls_where_tls_is_expected(desk: Desk, session: aiohttp.ClientSession) -> None:
    """Given a server without TLS behind an https address, then the detail says so and nothing was sent."""
    settings = WebhookSettings(url=desk.url.replace("http:", "https:"), secret=desk.secret, timeout=2)
    answer = await WebhookTransport(session, settings).send(outgoing())
    assert (answer.outcome, answer.detail) == (Outcome.RETRY, "no secure connection (TLS) could be made")
    assert desk.requests == []
