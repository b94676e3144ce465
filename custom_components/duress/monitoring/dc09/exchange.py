"""One DC-09 frame to a receiver and its answer back, over TCP or UDP. A way of its own for each frame.

A connection that was kept may have died in silence, and an alarm would find that out only after the whole time limit.
So none is kept; a new one is begun while the disk still takes what is to be sent.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from ipaddress import ip_address
import os
import socket
from typing import Final, override

from ..problems import Problem
from .replies import Reply, ReplyReader

CONNECT_SECONDS: Final = 5.0
UNUSED_SECONDS: Final = 5.0
"""How long a connection that was begun ahead waits for its frame."""

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


class _HungUpError(NoReplyError):
    """The receiver closed the connection without a word."""


type Wanted = Callable[[Reply], bool]
type _Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Line:
    """The way to a receiver, for one frame after the other."""

    def __init__(self, protocol: Protocol, address: tuple[str, int]) -> None:
        """Take where the receiver is; nothing is connected yet."""
        self._protocol = protocol
        self._address = address
        self._family = _family_of(address[0])
        self._is_busy = False
        self._ahead: socket.socket | None = None
        self._unused: asyncio.TimerHandle | None = None

    def expect(self) -> None:
        """Begin the connection for a frame that comes soon; not beside another: a receiver may take only one.

        A name is looked up each time, so its connection is made when the frame is there.
        """
        if self._protocol is Protocol.UDP or self._family is None or self._is_busy or self._ahead is not None:
            return
        self._ahead = socket.socket(self._family, socket.SOCK_STREAM)
        self._ahead.setblocking(False)
        self._unused = asyncio.get_running_loop().call_later(UNUSED_SECONDS, self.drop)
        # Whatever this says: it is seen when the frame is written.
        _ = self._ahead.connect_ex(self._address)

    def drop(self) -> None:
        """Let go of a connection that was begun and not used."""
        if (ahead := self._take_ahead()) is not None:
            ahead.close()

    async def exchange(self, frame: bytes, replies: ReplyReader, wanted: Wanted, limit: float) -> Reply:
        """Send a frame and return the answer that is wanted, within `limit` seconds; NoReplyError if none comes."""
        self._is_busy = True
        try:
            async with asyncio.timeout(limit):
                if self._protocol is Protocol.UDP:
                    return await _over_udp(self._address, frame, replies, wanted)
                return await self._over_tcp(frame, replies, wanted)
        except TimeoutError as error:
            raise _silence(replies, f"no answer within {limit:g} s") from error
        except OSError as error:
            raise _no_way(error) from error
        finally:
            self._is_busy = False

    async def _over_tcp(self, frame: bytes, replies: ReplyReader, wanted: Wanted) -> Reply:
        """Write the frame in one go and read until the answer is there."""
        ahead = self._take_ahead()
        if ahead is not None and (written := _written(ahead, frame)) is not None:
            streams = await _connect(self._address, ahead, is_made=written > 0)
            with suppress(_HungUpError, ConnectionError):
                return await _ask(streams, frame[written:], replies, wanted)
            # Not every receiver waits for a frame; on a connection of its own it goes again, under the same number.
        return await _ask(await _connect(self._address), frame, replies, wanted)

    def _take_ahead(self) -> socket.socket | None:
        """Return the connection that was begun ahead, for the only use that is made of it."""
        if self._unused is not None:
            self._unused.cancel()
        ahead, self._ahead, self._unused = self._ahead, None, None
        return ahead


def _family_of(host: str) -> socket.AddressFamily | None:
    """Return what sockets reach an address; None for a name."""
    try:
        return socket.AF_INET if ip_address(host).version == 4 else socket.AF_INET6
    except ValueError:
        return None


def _written(ahead: socket.socket, frame: bytes) -> int | None:
    """Write a frame and return how much of it; 0 while the connection is being made, None if it came to nothing."""
    try:
        return ahead.send(frame)
    except BlockingIOError:
        return 0
    except OSError:
        ahead.close()
        return None


async def _connect(address: tuple[str, int], ahead: socket.socket | None = None, *, is_made: bool = False) -> _Streams:
    """Connect to a receiver, or wait for the connection that was begun ahead."""
    try:
        async with asyncio.timeout(CONNECT_SECONDS):
            if ahead is None:
                return await asyncio.open_connection(*address)
            if not is_made:
                await asyncio.get_running_loop().sock_connect(ahead, address)
            return await asyncio.open_connection(sock=ahead)
    except BaseException as error:
        if ahead is not None:
            ahead.close()
        if isinstance(error, TimeoutError):
            raise NoReplyError(Problem.NOT_REACHED, f"no connection within {CONNECT_SECONDS:g} s") from error
        raise


async def _ask(streams: _Streams, frame: bytes, replies: ReplyReader, wanted: Wanted) -> Reply:
    """Write what is left of the frame, read until the answer is there, and close."""
    reader, writer = streams
    is_heard = False
    try:
        if frame:
            writer.write(frame)
        while data := await reader.read(_CHUNK):
            is_heard = True
            if (reply := _first(replies.feed(data), wanted, replies)) is not None:
                return reply
        if (reply := _first(replies.end(), wanted, replies)) is not None:
            return reply
        words = "the connection was closed before an answer came"
        raise _silence(replies, words) if is_heard else _HungUpError(Problem.CENTRE_SILENT, words)
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
