"""A desk and a client session for every test that asks."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from .desk import Desk
from .running import Site, running


@pytest.fixture(autouse=True)
def auto_enable_custom_integrations() -> None:
    """Do without Home Assistant, which this package does not know."""


@pytest.fixture(autouse=True)
def loopback(socket_enabled: None) -> None:
    """Let tests open real sockets; the test package still refuses every address but loopback."""


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    """Return a client session that is closed after the test."""
    async with aiohttp.ClientSession() as opened:
        yield opened


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    """Return a desk that answers."""
    opened = await Desk().open()
    yield opened
    await opened.close()


@pytest.fixture
async def site(tmp_path: Path, desk: Desk, session: aiohttp.ClientSession) -> AsyncIterator[Site]:
    """Return a running site with one desk."""
    async with running(tmp_path / "ledger.db", session, ("desk", desk)) as opened:
        yield opened
