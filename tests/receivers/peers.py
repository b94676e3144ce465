"""Real peers for links: TCP servers and pseudo-terminals on this machine, and a record of what a link reported."""

import asyncio
from collections.abc import AsyncGenerator, Callable
import contextlib
import os
from pathlib import Path
import tty
from typing import Self, override

from custom_components.duress.echostream import AlarmInputs, EndDeviceFlags, EndDeviceReport, Message, Uid, encode
from custom_components.duress.receivers import LinkState, LinkStatus, ReceiverLink, SilencePolicy
from tests.serving import LOOPBACK, close, port_of, take_no_more

QUICK = (0.02, 0.05, 0.1, 0.2)
"""Reconnect delays that keep tests short."""

PENDANT = Uid(0xB23D5443)
REPEATER = Uid(0x01000102)
RECEIVER = Uid(0x00012345)


def press(serial: int = 0x3D5443, first_hop: Uid = REPEATER) -> bytes:
    """Return the frame of a pressed pendant."""
    report = EndDeviceReport(
        Uid(0xB2 << 24 | serial), first_hop, 0x18, AlarmInputs.INPUT_1, EndDeviceFlags(0), level=60, margin=50
    )
    return encode(report)


async def until(condition: Callable[[], object], within: float = 25.0) -> None:
    """Look every few milliseconds until a condition holds; TimeoutError if it does not within some seconds."""
    async with asyncio.timeout(within):
        while not condition():  # noqa: ASYNC110 - conditions are about real sockets and have no event to wait for
            await asyncio.sleep(0.005)


class Heard:
    """What a link reported, in order."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.messages: list[Message] = []
        self.times: list[float] = []
        self.statuses: list[LinkStatus] = []

    def message(self, message: Message, at: float) -> None:
        """Note a message."""
        self.messages.append(message)
        self.times.append(at)

    def status(self, status: LinkStatus) -> None:
        """Note a status."""
        self.statuses.append(status)

    @property
    def states(self) -> list[LinkState]:
        """The states in order, each once per change."""
        states = [status.state for status in self.statuses]
        return [state for at, state in enumerate(states) if at == 0 or states[at - 1] is not state]


@contextlib.asynccontextmanager
async def listening(
    url: str, heard: Heard, *, silence: SilencePolicy | None = None, answer_timeout: float = 5.0
) -> AsyncGenerator[ReceiverLink]:
    """Run a link with quick reconnects for the time of a block."""
    link = ReceiverLink(
        url,
        on_message=heard.message,
        on_status=heard.status,
        reconnect_delays=QUICK,
        silence=silence,
        answer_timeout=answer_timeout,
    )
    await link.start()
    try:
        yield link
    finally:
        await link.stop()


class TcpPeer:
    """A serial server on loopback that says only what a test lets it say; comes back on the same port."""

    def __init__(self, on_open: Callable[[TcpPeer, asyncio.Transport], None] | None = None) -> None:
        """Call `on_open` for every connection that is accepted."""
        self._on_open = on_open
        self._server: asyncio.Server | None = None
        self._port = 0
        self.received = b""
        self.accepted = 0
        self.replies: dict[bytes, bytes] = {}
        self.transports: list[asyncio.Transport] = []

    @property
    def url(self) -> str:
        """Where to connect to."""
        return f"socket://127.0.0.1:{self._port}"

    async def __aenter__(self) -> Self:
        """Listen."""
        await self.listen()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Vanish."""
        await self.vanish()

    async def listen(self) -> None:
        """Accept connections, again on the same port if there was one."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: _PeerProtocol(self), LOOPBACK, self._port)
        self._port = port_of(self._server)

    async def vanish(self) -> None:
        """Close everything."""
        if self._server is not None:
            server, self._server = self._server, None
            await take_no_more(*server.sockets)
            self.hang_up()
            await close(server)

    def hang_up(self) -> None:
        """Close the present connections."""
        for transport in self.transports:
            transport.close()

    def say(self, data: bytes) -> None:
        """Send bytes over all connections."""
        for transport in self.transports:
            transport.write(data)

    def opened(self, transport: asyncio.Transport) -> None:
        """Take a connection in."""
        self.accepted += 1
        self.transports.append(transport)
        if self._on_open is not None:
            self._on_open(self, transport)

    def heard(self, transport: asyncio.Transport, data: bytes) -> None:
        """Take bytes in and answer a scripted question."""
        self.received += data
        reply = self.replies.get(data)
        if reply is not None:
            transport.write(reply)


class _PeerProtocol(asyncio.Protocol):
    """One connection of a peer."""

    def __init__(self, peer: TcpPeer) -> None:
        """Belong to a peer."""
        self._peer = peer
        self._transport: asyncio.Transport | None = None

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Report the connection."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._peer.opened(transport)

    @override
    def data_received(self, data: bytes) -> None:
        """Report bytes."""
        assert self._transport is not None
        self._peer.heard(self._transport, data)

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        assert self._transport is not None
        self._peer.transports.remove(self._transport)


class PtyPort:
    """A serial port: a pseudo-terminal behind a stable name, as udev's by-id links are."""

    def __init__(self, folder: Path) -> None:
        """Take the name, but plug nothing in."""
        self.path = folder / "usb-receiver"
        self._master: int | None = None

    def plug_in(self) -> None:
        """Make the port exist."""
        self._master, slave = os.openpty()
        tty.setraw(self._master)
        name = os.ttyname(slave)
        os.close(slave)
        self.path.unlink(missing_ok=True)
        self.path.symlink_to(name)

    def pull(self) -> None:
        """Make the port vanish."""
        if self._master is not None:
            os.close(self._master)
            self._master = None
            self.path.unlink()

    def say(self, data: bytes) -> None:
        """Send bytes as a receiver."""
        assert self._master is not None
        os.write(self._master, data)

    def received(self) -> bytes:
        """Return bytes sent to the receiver, waiting for at least one."""
        assert self._master is not None
        return os.read(self._master, 1024)
