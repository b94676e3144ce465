"""Fixtures for every test of receivers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from .peers import PtyPort


@pytest.fixture(autouse=True)
def loopback(socket_enabled: None) -> None:
    """Let tests open real sockets; the test package still refuses every address but loopback."""


@pytest.fixture
def pty_port(tmp_path: Path) -> Iterator[PtyPort]:
    """Return a serial port with nothing plugged in."""
    port = PtyPort(tmp_path)
    yield port
    port.pull()
