"""Any bytes, cut anyhow, over real sockets and RFC 2217: the next good frame is delivered."""

import asyncio
import socket

from hypothesis import given, settings, strategies as st

from custom_components.duress.echostream import decode
from custom_components.duress.echostream.commands import REPORT_SERIAL
from custom_components.duress.echostream.framing import MAX_LENGTH
from custom_components.duress.receivers import LinkState, SilencePolicy
from custom_components.duress.receivers.line import Line
from custom_components.duress.receivers.reception import Reception
from custom_components.duress.receivers.startup import Interview

from .peers import Heard, PtyPort, listening, press, until
from .telnet import AccessServer


class _Wire:
    """A real socket pair with a line at one end."""

    def __init__(self, heard: Heard) -> None:
        """Report to a record."""
        self.reception = Reception(heard.message)
        self.sent = 0
        self._near, self._far = socket.socketpair()
        self._far.setblocking(False)
        self.line = Line(
            self.reception,
            Interview(),
            silence=SilencePolicy(),
            answer_timeout=5.0,
            on_heard=lambda: None,
            on_bytes=lambda _data, _at: None,
        )

    async def connect(self) -> None:
        """Give the line its transport."""
        await asyncio.get_running_loop().create_connection(lambda: self.line, sock=self._near)

    async def carry(self, data: bytes) -> None:
        """Send bytes and wait until they were received."""
        await asyncio.get_running_loop().sock_sendall(self._far, data)
        self.sent += len(data)
        await until(lambda: self.reception.counters.bytes == self.sent)

    async def close(self) -> None:
        """Close both ends."""
        await self.line.close()
        self._far.close()


async def _receive(chunks: list[bytes]) -> tuple[Heard, Reception]:
    """Carry chunks to a line and presses behind them until one is heard."""
    heard = Heard()
    wire = _Wire(heard)
    await wire.connect()
    for chunk in chunks:
        await wire.carry(chunk)
    # Rubbish that ends like the beginning of a frame may hold a press back for as long as that frame could be.
    for _ in range(2 + MAX_LENGTH // len(press())):
        await wire.carry(b"" if decode(press()) in heard.messages else press())
    await wire.close()
    return heard, wire.reception


@settings(max_examples=40, deadline=None)
@given(st.lists(st.binary(min_size=1, max_size=300), max_size=6))
def test_any_bytes_are_survived(chunks: list[bytes]) -> None:
    """Given any chunks, when presses follow, then one is delivered and every byte is accounted for."""
    heard, reception = asyncio.run(_receive(chunks))
    assert decode(press()) in heard.messages
    assert reception.counters.messages == reception.counters.frames == len(heard.messages)
    assert reception.counters.callback_errors == 0


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 2), min_size=1, max_size=19))
def test_a_frame_arrives_however_it_is_cut(cuts: list[int]) -> None:
    """Given a press in pieces, when the last piece comes, then it is delivered once."""
    frame = press()
    pieces, at = [], 0
    for size in cuts:
        pieces.append(frame[at : at + size])
        at += size
    pieces.append(frame[at:])
    heard, _ = asyncio.run(_receive([piece for piece in pieces if piece]))
    assert heard.messages == [decode(frame)]


async def test_rfc2217_carries_a_press_and_the_questions() -> None:
    """Given an RFC 2217 access server, when a pendant with 0xFF in its number is pressed, then it arrives unharmed."""
    heard = Heard()
    async with AccessServer() as server, listening(server.telnet_url, heard) as link:
        await until(lambda: link.counters.connects)
        frame = press(serial=0xFFFF01)
        server.say(frame)
        await until(lambda: heard.messages)
        assert heard.messages == [decode(frame)]
        await until(lambda: server.received == REPORT_SERIAL)
        server.hang_up()
        await until(lambda: link.status.state is LinkState.DISCONNECTED)
        await until(lambda: link.counters.connects == 2)


async def test_a_question_reaches_a_serial_port(pty_port: PtyPort) -> None:
    """Given a receiver on a serial port, when the line opens, then it is asked for its serial number."""
    pty_port.plug_in()
    async with listening(str(pty_port.path), Heard()) as link:
        await until(lambda: link.counters.connects)
        question = await asyncio.get_running_loop().run_in_executor(None, pty_port.received)
    assert question == REPORT_SERIAL
