"""A receiver of a monitoring centre for tests: takes DC-09 over TCP and UDP, answers right or as badly as told."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
import time
from typing import Final, override

from custom_components.duress.monitoring.dc09.cipher import Key
from custom_components.duress.monitoring.dc09.frame import FrameError, frame
from custom_components.duress.monitoring.dc09.message import Message, decode, encode
from tests.serving import LOOPBACK, serving

SHUT: Final = "shut"
"""Instead of an answer: close the connection."""

type Answered = bytes | str | None
type Fault = Callable[[Receiver, Message], Answered]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A message that reached the receiver; `at` is the monotonic clock, `frame` the bytes as they came."""

    message: Message
    frame: bytes
    at: float


@dataclass(slots=True)
class Receiver(asyncio.DatagramProtocol):
    """A receiver on loopback. `faults` go one per message, then every message is acknowledged."""

    key: Key | None = None
    faults: list[Fault] = field(default_factory=list)
    null_fault: Fault | None = None
    ahead: float = 0.0
    taken: list[Taken] = field(default_factory=list)
    unread: list[bytes] = field(default_factory=list)
    connections: int = 0
    open_now: int = 0
    port: int = 0
    delay: float = 0.0
    pondering: int = 0
    _datagrams: asyncio.DatagramTransport | None = None

    @property
    def messages(self) -> list[Taken]:
        """Return what came besides supervision, in order."""
        return [one for one in self.taken if one.message.token != "NULL"]

    @property
    def events(self) -> list[str]:
        """Return the events that came, without the account, every attempt."""
        return [one.message.data.partition("|")[2] for one in self.messages]

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one TCP connection."""
        self.connections += 1
        self.open_now += 1
        try:
            while data := await reader.read(1000):
                answer = self.answer_to(data)
                if answer == SHUT:
                    return
                if isinstance(answer, bytes):
                    self.pondering += 1
                    await asyncio.sleep(self.delay)
                    self.pondering -= 1
                    writer.write(answer)
        except OSError:
            pass
        finally:
            self.open_now -= 1
            writer.close()

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the socket for datagrams."""
        assert isinstance(transport, asyncio.DatagramTransport)
        self._datagrams = transport

    @override
    def datagram_received(self, data: bytes, addr: tuple[str | object, int]) -> None:
        """Answer a datagram."""
        answer = self.answer_to(data)
        if isinstance(answer, bytes) and self._datagrams is not None:
            asyncio.get_running_loop().call_later(self.delay, self._datagrams.sendto, answer, addr)

    def answer_to(self, data: bytes) -> Answered:
        """Note what came and return what to say."""
        try:
            message, _ = decode(data, self.key)
        except FrameError:
            self.unread.append(data)
            return None
        self.taken.append(Taken(message=message, frame=data, at=time.monotonic()))
        if message.token == "NULL":
            return (self.null_fault or ack)(self, message)
        return (self.faults.pop(0) if self.faults else ack)(self, message)


def ack(receiver: Receiver, message: Message) -> Answered:
    """Take a message over, encrypted if it was."""
    at = time.time() + receiver.ahead
    return encode(replace(message, token="ACK", data="", fields=(), at=at), receiver.key)


def plain_ack(_: Receiver, message: Message) -> Answered:
    """Take it over in clear text and without a time, whatever was agreed."""
    return encode(replace(message, token="ACK", data="", fields=(), at=None))


def rsp(receiver: Receiver, message: Message) -> Answered:
    """Take it over and say something besides."""
    return encode(replace(message, token="RSP", data="x", fields=(), at=time.time()), receiver.key)


def duh(_: Receiver, message: Message) -> Answered:
    """Read it and do not understand it."""
    return encode(replace(message, token="DUH", data="", fields=(), at=None))


def nak(offset: float | None) -> Fault:
    """Refuse it with a clock that is so many seconds ahead, or without a time."""

    def refuse(_: Receiver, __: Message) -> Answered:
        at = None if offset is None else time.time() + offset
        text = encode(Message(token="NAK", sequence=0, receiver="0", account="0", at=at))[9:-1]
        return frame(text.replace(b"#0[", b"A0["))

    return refuse


def nak_unless_near(receiver: Receiver, message: Message) -> Answered:
    """Refuse a message whose time is not near the receiver's own, as receivers do."""
    assert message.at is not None
    near = -40 <= message.at - (time.time() + receiver.ahead) <= 20
    return ack(receiver, message) if near else nak(receiver.ahead)(receiver, message)


def wrong_sequence(receiver: Receiver, message: Message) -> Answered:
    """Take over another message."""
    return ack(receiver, replace(message, sequence=message.sequence % 9999 + 1))


def wrong_account(receiver: Receiver, message: Message) -> Answered:
    """Take over somebody else's message."""
    return ack(receiver, replace(message, account="BAD"))


def half(receiver: Receiver, message: Message) -> Answered:
    """Say half of an acknowledgement."""
    whole = ack(receiver, message)
    assert isinstance(whole, bytes)
    return whole[: len(whole) // 2]


def bad_checksum(receiver: Receiver, message: Message) -> Answered:
    """Acknowledge with a wrong checksum."""
    whole = ack(receiver, message)
    assert isinstance(whole, bytes)
    return b"\n0000" + whole[5:]


def shut(_: Receiver, __: Message) -> Answered:
    """Close the connection."""
    return SHUT


def silent(_: Receiver, __: Message) -> Answered:
    """Say nothing."""
    return None


@asynccontextmanager
async def receiving(receiver: Receiver | None = None, *, udp: bool = False) -> AsyncIterator[Receiver]:
    """Run a receiver until the end of the block, on the port it had before if it had one."""
    receiver = receiver or Receiver()
    loop = asyncio.get_running_loop()
    if udp:
        datagrams, _ = await loop.create_datagram_endpoint(lambda: receiver, ("127.0.0.1", receiver.port))
        receiver.port = datagrams.get_extra_info("sockname")[1]
        try:
            yield receiver
        finally:
            datagrams.close()
        return
    async with serving(await asyncio.start_server(receiver.connected, LOOPBACK, receiver.port)) as receiver.port:
        yield receiver
    while receiver.open_now:  # noqa: ASYNC110 - connections set no event
        await asyncio.sleep(0.01)
