"""The demo receiver: a serial server on loopback with a simulated school behind it.

Everything goes out as bytes and nothing else: a press, a repeater on battery and a cut line look to a link as they do
from a real receiver.
"""

import asyncio
from functools import partial
import random
import time
from typing import Final, cast, override

from ...echostream import (
    AlarmInputs,
    EndDeviceReport,
    Message,
    ProductKind,
    ReceiverCheckIn,
    ReceiverFlags,
    RepeaterStatus,
    Uid,
    encode,
    product_of,
)
from ...echostream.products import REPEATER
from .layout import RECEIVER_KEY, SCHOOL, DemoLayout, DemoTransmitter
from .questions import CHECK_IN, Questions
from .schedule import Act, Schedule
from .school import DemoCondition, DemoSchool, Transmission

HOLD: Final = 4.0
"""Seconds after which a pendant clears its alarm bit by itself."""

FOLLOW_UPS: Final = (6.0, 12.0, 18.0)
"""Seconds after which a changed device says again how it is, so that nobody waits for its next check-ins."""

FIRST_ROUND: Final = 5.0
"""Seconds after the first connection within which everything is heard once."""

_RADIO_HEADER: Final = 0x72
_JITTER: Final = 0.005
_SLOW: Final = 3
_LOSES_EVERY: Final = 3
_MAX_UNSENT: Final = 65536


class DemoServer:
    """A simulated receiver; all methods are called from its event loop."""

    def __init__(self, *, speed: float = 1.0, seed: int = 1, layout: DemoLayout = SCHOOL) -> None:
        """Make a receiver whose check-ins come `speed` times as often as real ones; ValueError unless above zero."""
        if not speed > 0:
            raise ValueError(f"the speed of a demo must be above zero, not {speed}")
        self._layout = layout
        self._speed = speed
        self._chance = random.Random(seed)
        self._school = DemoSchool(layout, seed)
        self._schedule = Schedule()
        self._server: asyncio.Server | None = None
        self._url = ""
        self._clients: set[_Client] = set()
        self._begun = False
        self._unacknowledged = 0
        self._transmitted = 0
        self._passed_on: dict[tuple[Uid, Uid], int] = {}

    async def start(self) -> str:
        """Listen on a free port of this machine and return its URL; starting twice returns the same."""
        if self._server is None:
            loop = asyncio.get_running_loop()
            self._server = await loop.create_server(lambda: _Client(self), "127.0.0.1", 0)
            self._url = f"socket://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self._url

    async def stop(self) -> None:
        """Close everything; stopping twice is harmless."""
        server, self._server = self._server, None
        self._schedule.clear()
        self._begun = False
        if server is not None:
            server.close()
            for client in tuple(self._clients):
                client.abort()
            await server.wait_closed()

    def press(
        self, key: str, room: str | None = None, inputs: AlarmInputs = AlarmInputs.INPUT_1, hold: float = HOLD
    ) -> float | None:
        """Press a pendant or button, which lets go after `hold` seconds.

        Without a room it is pressed where it usually is. Returns the monotonic time just before the first byte was
        written, or None if nothing was: nobody is connected, or the device is silent. ValueError for an unknown key or
        room, for a repeater, and for a mounted button in another room.
        """
        transmissions = self._school.press(key, room, inputs)
        at = self._transmit(transmissions)
        self._later(hold, partial(self._release, key, self._school.presses(key)))
        return at

    def unknown_press(self) -> float | None:
        """Press a pendant that is not installed here; returns as `press` does."""
        return self.press(self._layout.stranger.key)

    def set_condition(self, key: str, condition: DemoCondition, active: bool) -> None:
        """Begin or end a condition of a transmitter, or of the receiver by its key; ValueError if it cannot have it."""
        if key == RECEIVER_KEY:
            if self._school.set_receiver_condition(condition, active=active):
                self._report(ReceiverFlags(0))
            return
        if transmissions := self._school.set_condition(key, condition, active=active):
            self._transmit(transmissions)
            for seconds in FOLLOW_UPS:
                self._later(seconds, partial(self._repeat, key))

    def reset(self, key: str) -> None:
        """Restart a transmitter or the receiver; ValueError for an unknown key."""
        if key == RECEIVER_KEY:
            self._unacknowledged = 0
            self._report(ReceiverFlags.RESET)
        else:
            self._transmit(self._school.reset(key))

    def noise(self, count: int) -> None:
        """Write rubbish bytes."""
        self._write(self._chance.randbytes(count))

    def drop_link(self) -> None:
        """Close the connections, as a restarting serial server does; new ones are accepted."""
        for client in tuple(self._clients):
            client.close()

    def opened(self, client: _Client) -> None:
        """Take a client in; the first one sets the school going."""
        self._clients.add(client)
        if self._server is None:
            client.abort()
        elif not self._begun:
            self._begun = True
            self._later(1.0 / max(1.0, self._speed), self._receiver_check_in)
            for transmitter in self._layout.transmitters:
                first = self._chance.uniform(0.1, FIRST_ROUND) / max(1.0, self._speed)
                self._later(first, partial(self._first_check_in, transmitter))

    def closed(self, client: _Client) -> None:
        """Forget a client."""
        self._clients.discard(client)

    def questions(self) -> Questions:
        """Return who answers the questions of one client."""
        return Questions(self._layout, self._speed)

    def _first_check_in(self, transmitter: DemoTransmitter) -> None:
        """Send a device's check-in of the first round; its later ones come at a phase of its own."""
        self._transmit(self._school.check_in(transmitter.key))
        phase = self._interval(transmitter) * self._chance.uniform(0.1, 1.0)
        self._later(phase, partial(self._check_in, transmitter))

    def _check_in(self, transmitter: DemoTransmitter) -> None:
        """Send a device's check-in and come again after its interval."""
        self._transmit(self._school.check_in(transmitter.key))
        interval = self._interval(transmitter) * self._chance.uniform(1 - _JITTER, 1 + _JITTER)
        self._later(interval, partial(self._check_in, transmitter))

    def _repeat(self, key: str) -> None:
        """Send a device's state once more."""
        self._transmit(self._school.repeat(key))

    def _interval(self, transmitter: DemoTransmitter) -> float:
        """Return the seconds between two check-ins of a transmitter."""
        product = REPEATER if transmitter.kind is ProductKind.REPEATER else product_of(transmitter.pti)
        factor = _SLOW if self._school.has(transmitter.key, DemoCondition.SLOW) else 1
        return factor * product.check_in / self._speed

    def _receiver_check_in(self) -> None:
        """Send the receiver's own check-in and come again."""
        self._report(ReceiverFlags.NO_CHANGE)
        self._later(CHECK_IN / self._speed, self._receiver_check_in)

    def _report(self, flags: ReceiverFlags) -> None:
        """Send the receiver's status, which begins a new count of messages."""
        self._send(self._school.receiver_check_in(self._unacknowledged, flags))

    def _release(self, key: str, press: int) -> None:
        """Let go of what was pressed."""
        self._transmit(self._school.release(key, press))

    def _transmit(self, transmissions: list[Transmission]) -> float | None:
        """Send the first copy now and the others later; return when, if anybody got it."""
        if not transmissions:
            return None
        self._transmitted += 1
        at = self._send_copy(self._transmitted, transmissions[0].message)
        for later in transmissions[1:]:
            self._later(later.delay, partial(self._send_later, self._transmitted, later.message))
        return at

    def _later(self, seconds: float, act: Act) -> None:
        """Do something later, unless the receiver is stopped."""
        if self._server is not None:
            self._schedule.after(seconds, act)

    def _send_later(self, number: int, message: Message) -> None:
        """Send one copy when its time has come."""
        self._send_copy(number, message)

    def _send_copy(self, number: int, message: Message) -> float | None:
        """Send one copy, unless its path has told of something newer by now: what comes over one keeps its order."""
        path = _path_of(message)
        if path is not None and self._passed_on.get(path, 0) > number:
            return None
        if path is not None:
            self._passed_on[path] = number
        return self._send(message)

    def _send(self, message: Message) -> float | None:
        """Send one message to every client and count it as a receiver does."""
        frame = encode(message)
        losing = self._school.has(RECEIVER_KEY, DemoCondition.RECEIVER_LOSING)
        is_lost = losing and frame[0] == _RADIO_HEADER and self._unacknowledged % _LOSES_EVERY == 0
        at = None if is_lost else self._write(frame)
        if frame[0] == _RADIO_HEADER:
            self._unacknowledged += 1
        elif isinstance(message, ReceiverCheckIn):
            self._unacknowledged = 0
        return at

    def _write(self, data: bytes) -> float | None:
        """Write to every client; return the monotonic time just before, or None without any."""
        at = time.monotonic()
        for client in tuple(self._clients):
            client.write(data)
        return at if self._clients else None


def _path_of(message: Message) -> tuple[Uid, Uid] | None:
    """Return who sent a message and who heard it first; None for the receiver's own."""
    if isinstance(message, EndDeviceReport):
        return message.originator, message.first_hop
    return (message.route.originator, message.route.first_hop) if isinstance(message, RepeaterStatus) else None


class _Client(asyncio.Protocol):
    """One connection to the demo receiver."""

    def __init__(self, server: DemoServer) -> None:
        """Belong to a server."""
        self._server = server
        self._questions = server.questions()
        self._transport: asyncio.Transport | None = None

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Join."""
        self._transport = cast("asyncio.Transport", transport)
        self._server.opened(self)

    @override
    def data_received(self, data: bytes) -> None:
        """Answer questions."""
        answers = self._questions.answer(data)
        if answers:
            self.write(answers)

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        """Leave."""
        self._transport = None
        self._server.closed(self)

    def write(self, data: bytes) -> None:
        """Send bytes; a client that does not read is cut off."""
        if self._transport is None or self._transport.is_closing():
            return
        self._transport.write(data)
        if self._transport.get_write_buffer_size() > _MAX_UNSENT:
            self._transport.abort()

    def close(self) -> None:
        """Close after what was sent."""
        if self._transport is not None:
            self._transport.close()

    def abort(self) -> None:
        """Close at once."""
        if self._transport is not None:
            self._transport.abort()
