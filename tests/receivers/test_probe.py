"""The set-up form is told quickly and truly what is behind an address."""

import asyncio
from pathlib import Path
import time

from custom_components.duress.echostream import (
    Aggregate,
    DirectedConfig,
    Route,
    decode,
    encode,
)
from custom_components.duress.echostream.commands import REPORT_SERIAL
from custom_components.duress.receivers import LinkProblem, ProbeResult, probe

from .peers import PENDANT, RECEIVER, REPEATER, PtyPort, TcpPeer, press


def open_files() -> int:
    """Return how many files this process has open."""
    return len(list(Path("/proc/self/fd").iterdir()))


async def test_a_receiver_is_found_at_once() -> None:
    """Given a receiver that answers, when it is probed, then the result comes at once and names it."""
    async with TcpPeer() as peer:
        peer.replies[REPORT_SERIAL] = encode(DirectedConfig(0x90, (74565).to_bytes(3)))
        before = time.monotonic()
        result = await probe(peer.url, 30.0)
        assert time.monotonic() - before < 25
    assert result == ProbeResult(None, 1, 0, 0, frozenset(), 74565)


async def test_transmitters_that_are_heard_are_named() -> None:
    """Given a mute receiver, when it reports a repeater's collection, then all in it are named, and who heard them."""
    inner = decode(press(first_hop=REPEATER))
    collection = encode(Aggregate(Route(REPEATER, RECEIVER), (inner,), 50, 40))
    async with TcpPeer(lambda peer, _transport: peer.say(collection)) as peer:
        result = await probe(peer.url, 5.0)
    assert result.problem is None
    assert result.transmitters == {PENDANT, REPEATER}


async def test_garbage_is_told_from_silence(pty_port: PtyPort) -> None:
    """Given a wrong baud rate and a dead line, when they are probed, then only the one has bytes."""
    async with TcpPeer(lambda peer, _transport: peer.say(b"\xf8\x00\x9c" * 20 + b"\x72")) as peer:
        result = await probe(peer.url, 0.3)
    assert (result.problem, result.frames, result.discarded_bytes) == (None, 0, 61)
    pty_port.plug_in()
    result = await probe(str(pty_port.path), 0.3)
    assert (result.problem, result.frames, result.discarded_bytes) == (None, 0, 0)


async def test_what_cannot_be_opened_is_told_at_once() -> None:
    """Given addresses that fail, when they are probed, then the problem is told without waiting."""
    async with TcpPeer() as peer:
        closed = peer.url
    before = time.monotonic()
    assert (await probe(closed, 30.0)).problem is LinkProblem.REFUSED
    assert (await probe("/dev/serial/by-id/usb-none", 30.0)).problem is LinkProblem.NOT_FOUND
    assert (await probe("tcp://nowhere", 30.0)).problem is LinkProblem.WRONG_ADDRESS
    async with TcpPeer(lambda _peer, transport: transport.close()) as peer:
        assert (await probe(peer.url, 30.0)).problem is LinkProblem.CLOSED_BY_PEER
    assert time.monotonic() - before < 25


async def test_a_probe_leaves_the_port_free(pty_port: PtyPort) -> None:
    """Given a probe that ended, or was cancelled, then no task and no file is left."""
    pty_port.plug_in()
    before, files = asyncio.all_tasks(), open_files()
    await probe(str(pty_port.path), 0.1)
    running = asyncio.create_task(probe(str(pty_port.path), 30.0))
    await asyncio.sleep(0.1)
    running.cancel()
    await asyncio.wait({running})
    assert asyncio.all_tasks() == before
    assert open_files() == files
    assert (await probe(str(pty_port.path), 2.0)).problem is None
