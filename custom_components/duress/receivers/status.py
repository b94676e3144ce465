"""What is known about a link at one moment, and how a connection is opened."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from .problems import LinkProblem

type Connect = Callable[
    [asyncio.AbstractEventLoop, Callable[[], asyncio.Protocol], str, int],
    Awaitable[tuple[asyncio.Transport, asyncio.Protocol]],
]
"""Opens a line: event loop, protocol factory, URL, baud rate; shaped as `serialx.create_serial_connection`."""


class LinkState(StrEnum):
    """Whether presses can arrive over a link.

    An open line proves nothing: a link is CONNECTED from its first valid frame, and after a loss it stays DISCONNECTED
    or SILENT until a valid frame has come, however often the line opens in between.
    """

    CONNECTING = "connecting"
    CONNECTED = "connected"
    SILENT = "silent"
    DISCONNECTED = "disconnected"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class LinkStatus:
    """What the school is told about a link; `detail` holds no secrets and is empty without a problem."""

    state: LinkState
    since: float
    """Monotonic seconds of the last change of `state`."""
    reason: LinkProblem | None
    detail: str
    serial: int | None
    """The receiver's printed serial number, once known."""
    nid: int | None
    """The receiver's network identifier, once known."""
