"""One DC-09 frame to a receiver and its answer back, over TCP or UDP. A way of its own for each frame.

A connection that was kept may have died in silence, and an alarm would find that out only after the whole time limit.
"""

import asyncio
from collections.abc import Callable
from enum import StrEnum
import os
import socket
from typing import Final, override

from ..problems import Problem
from .replies import Reply, ReplyReader

CONNECT_SECONDS: Final = 5.0
_CHUNK: Final = 2048


class Protocol(StrEnum):
    """What carries the frames."""

    TCP = "tcp"
    UDP = "udp"


class NoReplyError(Exception):
    """Nobody answered the frame; says why, in words that are safe to show, and as a word for programs."""

    def __init__(self, problem: Problem, words: str) -> None:
        """Note why."""
        super().__init__(words)
        self.problem = problem


type Wanted = Callable[[Reply], bool]


async def exchange(
    protocol: Protocol, address: tuple[str, int], frame: bytes, replies: ReplyReader, wanted: Wanted, limit: float
) -> Reply:
    """Send a frame once and return the answer that is wanted, within `limit` seconds; NoReplyError if none comes."""
    way = _over_tcp if protocol is Protocol.TCP else _over_udp
    try:
        async with asyncio.timeout(limit):
            return await way(address, frame, replies, wanted)
    except TimeoutError as error:
        raise _silence(replies, f"no answer within {limit:g} s") from error
    except OSError as error:
        raise _no_way(error) from error


async def _over_tcp(address: tuple[str, int], frame: bytes, replies: ReplyReader, wanted: Wanted) -> Reply:
    """Connect, write the frame in one go, and read until the answer is there."""
    try:
        async with asyncio.timeout(CONNECT_SECONDS):
            reader, writer = await asyncio.open_connection(*address)
    except TimeoutError as error:
        raise NoReplyError(Problem.NOT_REACHED, f"no connection within {CONNECT_SECONDS:g} s") from error
    try:
        writer.write(frame)
        while data := await reader.read(_CHUNK):
            if (reply := _first(replies.feed(data), wanted, replies)) is not None:
                return reply
        if (reply := _first(replies.end(), wanted, replies)) is not None:
            return reply
        raise _silence(replies, "the connection was closed before an answer came")
    finally:
        writer.close()


async def _over_udp(address: tuple[str, int], frame: bytes, replies: ReplyReader, wanted: Wanted) -> Reply:
    """Send the frame as one datagram and wait for the answer."""
    loop = asyncio.get_running_loop()
    transport, datagrams = await loop.create_datagram_endpoint(_Datagrams, remote_addr=address)
    try:
        transport.sendto(frame)
        while True:
            data = await datagrams.received.get()
            if isinstance(data, OSError):
                raise data
            found = [*replies.feed(data), *replies.end()]
            if (reply := _first(found, wanted, replies)) is not None:
                return reply
    finally:
        transport.close()


class _Datagrams(asyncio.DatagramProtocol):
    """Keeps what comes back."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.received = asyncio.Queue[bytes | OSError](maxsize=64)

    @override
    def datagram_received(self, data: bytes, addr: tuple[str | object, int]) -> None:
        """Keep a datagram; of a flood only the beginning."""
        self._keep(data)

    @override
    def error_received(self, exc: Exception) -> None:
        """Note that nobody takes datagrams there."""
        self._keep(exc if isinstance(exc, OSError) else OSError())

    def _keep(self, what: bytes | OSError) -> None:
        """Queue what came if there is room."""
        if not self.received.full():
            self.received.put_nowait(what)


def _first(found: list[Reply], wanted: Wanted, replies: ReplyReader) -> Reply | None:
    """Return the first answer that is wanted."""
    for reply in found:
        if wanted(reply):
            return reply
        replies.oddity = "an answer came, but to another message or account"
    return None


def _silence(replies: ReplyReader, words: str) -> NoReplyError:
    """Return that no answer came, or what was wrong with what did."""
    if replies.oddity:
        return NoReplyError(Problem.CENTRE_ODD, replies.oddity)
    return NoReplyError(Problem.CENTRE_SILENT, words)


def _no_way(error: OSError) -> NoReplyError:
    """Return what went wrong on the way, without addresses."""
    if isinstance(error, socket.gaierror):
        return NoReplyError(Problem.NO_SUCH_HOST, "the host name is not known (DNS)")
    words = os.strerror(error.errno) if error.errno else "the host does not answer"
    return NoReplyError(Problem.NOT_REACHED, f"no connection: {words}")
