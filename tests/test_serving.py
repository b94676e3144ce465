"""Servers of tests close without an error, whoever comes just then."""

import asyncio
import socket
from typing import Any

from aiohttp import web
import pytest

from .serving import LOOPBACK, WebServer, close, port_of


@pytest.fixture
async def errors() -> list[dict[str, Any]]:
    """Collect what the event loop complains of."""
    found: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: found.append(context))
    return found


async def come(port: int, turns: int) -> socket.socket:
    """Connect, and let the event loop turn a few times."""
    guest = socket.create_connection((LOOPBACK, port))
    for _ in range(turns):
        await asyncio.sleep(0)
    return guest


@pytest.mark.usefixtures("socket_enabled")
@pytest.mark.parametrize("turns", range(5))
async def test_who_comes_while_a_server_closes_is_no_error(turns: int, errors: list[dict[str, Any]]) -> None:
    """Given a guest who came a moment ago, when the server is closed, then nothing goes wrong."""
    server = await asyncio.start_server(lambda _, writer: writer.close(), LOOPBACK, 0)
    with await come(port_of(server), turns):
        await close(server)
    await asyncio.sleep(0.01)
    assert errors == []


@pytest.mark.usefixtures("socket_enabled")
@pytest.mark.parametrize("turns", range(5))
async def test_who_comes_while_a_web_server_closes_is_no_error(turns: int, errors: list[dict[str, Any]]) -> None:
    """Given a guest who came a moment ago, when a web server is stopped, then nothing goes wrong; it can come back."""
    server = await WebServer(web.Application()).start()
    with await come(server.port, turns):
        await server.stop()
    port = server.port
    await asyncio.sleep(0.01)
    async with server:
        assert server.port == port
    assert errors == []
