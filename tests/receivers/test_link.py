"""A link delivers over every kind of line, comes back after every kind of loss, and says which it was."""

import asyncio
from collections.abc import Callable
import fcntl
import os
from pathlib import Path
import time

from custom_components.duress.echostream import (
    ReceiverCheckIn,
    ReceiverFlags,
    decode,
    encode,
)
from custom_components.duress.receivers import LinkProblem, LinkState, ReceiverLink, SilencePolicy

from .peers import QUICK, Heard, PtyPort, TcpPeer, listening, press, until

CHECK_IN = encode(ReceiverCheckIn(0, 0, ReceiverFlags.NO_CHANGE))


async def test_a_serial_port_delivers_a_press(pty_port: PtyPort) -> None:
    """Given a receiver on a serial port, when a pendant is pressed, then the message arrives within milliseconds."""
    pty_port.plug_in()
    heard = Heard()
    async with listening(str(pty_port.path), heard) as link:
        await until(lambda: link.counters.connects)
        before = time.monotonic()
        pty_port.say(press())
        await until(lambda: heard.messages)
    assert heard.messages == [decode(press())]
    assert before <= heard.times[0] < before + 0.5
    assert heard.states == [LinkState.CONNECTING, LinkState.CONNECTED, LinkState.STOPPED]


async def test_a_pulled_adapter_is_noticed_and_taken_up_again(pty_port: PtyPort) -> None:
    """Given a heard receiver, when its adapter is pulled and put in again, then the link says so and comes back."""
    pty_port.plug_in()
    heard = Heard()
    async with listening(str(pty_port.path), heard) as link:
        await until(lambda: link.counters.connects == 1)
        pty_port.say(press())
        await until(lambda: link.status.state is LinkState.CONNECTED)
        pty_port.pull()
        await until(lambda: link.status.state is LinkState.DISCONNECTED)
        assert heard.statuses[-1].reason is LinkProblem.UNPLUGGED
        await until(lambda: link.status.reason is LinkProblem.NOT_FOUND)
        pty_port.plug_in()
        await until(lambda: link.counters.connects == 2)
        pty_port.say(press())
        await until(lambda: link.status.state is LinkState.CONNECTED)
    assert len(heard.messages) == 2


async def test_a_busy_port_is_told_from_a_missing_one(pty_port: PtyPort) -> None:
    """Given a port that somebody else holds, when it is opened, then the link says busy until it is free."""
    pty_port.plug_in()
    other = os.open(pty_port.path, os.O_RDWR | os.O_NOCTTY)
    fcntl.flock(other, fcntl.LOCK_EX)
    heard = Heard()
    async with listening(str(pty_port.path), heard) as link:
        await until(lambda: link.status.reason is LinkProblem.BUSY)
        assert link.status.state is LinkState.DISCONNECTED
        os.close(other)
        await until(lambda: link.counters.connects)


async def test_what_is_no_line_is_named(tmp_path: Path) -> None:
    """Given addresses that lead nowhere, when they are opened, then each link names its problem."""
    async with TcpPeer() as peer:
        closed = peer.url
    expected = {
        str(tmp_path / "nothing"): LinkProblem.NOT_FOUND,
        "/dev/null": LinkProblem.WRONG_ADDRESS,
        str(tmp_path): LinkProblem.WRONG_ADDRESS,
        closed: LinkProblem.REFUSED,
        closed.replace("socket", "rfc2217"): LinkProblem.REFUSED,
        closed.replace("127.0.0.1", "localhost"): LinkProblem.REFUSED,
        "tcp://127.0.0.1": LinkProblem.WRONG_ADDRESS,
        "gopher://127.0.0.1:1": LinkProblem.WRONG_ADDRESS,
        "esphome-hass://esphome/abc": LinkProblem.NOT_READY,
    }
    found: dict[str, LinkProblem | None] = {}
    for url in expected:
        async with listening(url, Heard()) as link:
            await until(lambda link=link: link.status.reason is not None)  # type: ignore[misc]
            found[url] = link.status.reason
    assert found == expected


async def test_a_silent_server_is_dropped_and_stays_silent_until_it_speaks() -> None:
    """Given a half-open connection, when nothing comes for long, then it is opened anew and SILENT is told."""
    heard = Heard()
    async with (
        TcpPeer() as peer,
        listening(peer.url, heard, silence=SilencePolicy(unknown=0.15, margin=0.1)) as link,
    ):
        await until(lambda: peer.accepted == 1)
        peer.say(CHECK_IN)
        await until(lambda: link.status.state is LinkState.CONNECTED)
        await until(lambda: peer.accepted == 3)
        assert link.status.state is LinkState.SILENT
        assert link.status.reason is LinkProblem.SILENT
        since = link.status.since
        await until(lambda: peer.accepted == 4)
        assert link.status.since == since
        await until(lambda: peer.transports)
        peer.say(CHECK_IN)
        await until(lambda: link.status.state is LinkState.CONNECTED)
    assert heard.states == [
        LinkState.CONNECTING,
        LinkState.CONNECTED,
        LinkState.SILENT,
        LinkState.CONNECTED,
        LinkState.STOPPED,
    ]


async def test_an_observed_interval_sets_the_watchdog() -> None:
    """Given check-ins in a steady rhythm, when they stop, then silence is told after three of them."""
    async with (
        TcpPeer() as peer,
        listening(peer.url, Heard(), silence=SilencePolicy(unknown=1.0, margin=0.05)) as link,
    ):
        await until(lambda: peer.transports)
        for _ in range(12):
            peer.say(CHECK_IN)
            await asyncio.sleep(0.1)
        interval = link.counters.check_in_interval
        assert interval is not None
        assert 0.08 < interval < 3
        last = time.monotonic()
        await until(lambda: link.status.state is LinkState.SILENT)
        assert time.monotonic() - last < 25


async def test_a_server_that_accepts_and_hangs_up_is_not_hammered() -> None:
    """Given a peer that closes every connection at once, when the link tries on, then its waits grow all the same."""
    heard = Heard()
    async with (
        TcpPeer(lambda _peer, transport: transport.close()) as peer,
        listening(peer.url, heard) as link,
    ):
        await asyncio.sleep(0.9)
        assert peer.accepted <= 8
        assert link.status.reason is LinkProblem.CLOSED_BY_PEER
    assert heard.states == [LinkState.CONNECTING, LinkState.DISCONNECTED, LinkState.STOPPED]


async def test_a_server_that_half_closes_is_left() -> None:
    """Given a peer that ends its own direction only, when the link notices, then the connection counts as closed."""

    def half_close(_peer: TcpPeer, transport: asyncio.Transport) -> None:
        """End the direction to the link."""
        transport.write(CHECK_IN)
        transport.write_eof()

    heard = Heard()
    async with TcpPeer(half_close) as peer, listening(peer.url, heard) as link:
        await until(lambda: link.counters.connects >= 2)
    assert LinkProblem.CLOSED_BY_PEER in {status.reason for status in heard.statuses}


async def test_a_server_that_restarts_is_found_again() -> None:
    """Given a server that vanishes and comes back on its port, when it speaks again, then the link is connected."""
    heard = Heard()
    async with TcpPeer() as peer, listening(peer.url.replace("socket", "tcp"), heard) as link:
        await until(lambda: peer.transports)
        peer.say(CHECK_IN)
        await until(lambda: link.status.state is LinkState.CONNECTED)
        await peer.vanish()
        await until(lambda: link.status.reason is LinkProblem.REFUSED)
        await peer.listen()
        await until(lambda: peer.transports)
        peer.say(CHECK_IN)
        await until(lambda: link.status.state is LinkState.CONNECTED)
    assert link.counters.connects == 2


async def test_reconnect_now_skips_the_wait(pty_port: PtyPort) -> None:
    """Given a link that waits a minute, when the adapter is known to be back, then it is opened at once."""
    heard = Heard()
    link = ReceiverLink(str(pty_port.path), on_message=heard.message, on_status=heard.status, reconnect_delays=(60,))
    await link.start()
    await until(lambda: link.status.reason is LinkProblem.NOT_FOUND)
    pty_port.plug_in()
    link.reconnect_now()
    await until(lambda: link.counters.connects)
    await link.stop()


async def test_no_exception_of_the_connect_call_ends_the_link() -> None:
    """Given a connect call that raises what it likes, when it works at last, then messages arrive."""

    class ConfigEntryNotReady(Exception):  # noqa: N818 - the name is the point
        """Stand for the exception of that name, which comes from a package this one must not know."""

    class Odd(BaseException):
        """An exception that is no Exception."""

    errors: list[BaseException] = [
        RuntimeError("odd"),
        ValueError("bad"),
        ConfigEntryNotReady("later"),
        Odd(),
        asyncio.CancelledError(),
    ]
    heard = Heard()
    async with TcpPeer() as peer:

        async def connect(
            loop: asyncio.AbstractEventLoop, factory: Callable[[], asyncio.Protocol], _url: str, _baudrate: int
        ) -> tuple[asyncio.Transport, asyncio.Protocol]:
            """Raise the next exception, or connect when there is none left."""
            while errors:
                raise errors.pop(0)
            return await loop.create_connection(factory, "127.0.0.1", int(peer.url.rpartition(":")[2]))

        link = ReceiverLink(
            peer.url,
            on_message=heard.message,
            on_status=heard.status,
            connect=connect,
            reconnect_delays=(0.01,),
        )
        await link.start()
        await until(lambda: peer.transports)
        peer.say(press())
        await until(lambda: heard.messages)
        await link.stop()
    assert [status.reason for status in heard.statuses if status.reason] == [
        LinkProblem.OTHER,
        LinkProblem.WRONG_ADDRESS,
        LinkProblem.NOT_READY,
        LinkProblem.OTHER,
        LinkProblem.TIMEOUT,
    ]


async def test_a_connect_call_that_never_returns_is_given_up() -> None:
    """Given a connect call that hangs, when its time is up, then the link says so and tries again."""
    calls = 0

    async def connect(
        _loop: asyncio.AbstractEventLoop, _factory: Callable[[], asyncio.Protocol], _url: str, _baudrate: int
    ) -> tuple[asyncio.Transport, asyncio.Protocol]:
        """Hang."""
        nonlocal calls
        calls += 1
        await asyncio.Event().wait()
        raise AssertionError

    heard = Heard()
    link = ReceiverLink(
        "tcp://127.0.0.1:1",
        on_message=heard.message,
        on_status=heard.status,
        connect=connect,
        connect_timeout=0.05,
        reconnect_delays=QUICK,
    )
    await link.start()
    await until(lambda: calls == 3)
    assert link.status.reason is LinkProblem.TIMEOUT
    await link.stop()
