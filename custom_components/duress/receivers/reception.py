"""What happens to the bytes of a line: frames are cut, each message is handed over at once, then the line is judged.

A reception lives as long as its link and spans its connections. Nothing that comes in, and nothing that the callback
does with it, keeps the next message from being handled.
"""

from collections.abc import Callable
import logging
from typing import Final

from ..echostream import (
    BroadcastConfig,
    DirectedConfig,
    FrameReader,
    LegacyReceiverCheckIn,
    Message,
    ReceiverCheckIn,
    ReceiverFlags,
    decode,
)
from .counters import FrameRate, LinkCounters
from .supervision import CheckInInterval, LossCheck

_LOGGER = logging.getLogger(__name__)

_RADIO_HEADERS: Final = b"\x72\x13"


class Reception:
    """Turns bytes into messages and keeps the counters of a link."""

    __slots__ = ("_loss", "_on_message", "_reader", "counters", "interval", "rate")

    def __init__(self, on_message: Callable[[Message, float], None]) -> None:
        """Hand every message to a callback, together with the monotonic time at which its last byte came."""
        self._on_message = on_message
        self._reader = FrameReader()
        self._loss = LossCheck()
        self.counters = LinkCounters()
        self.interval = CheckInInterval()
        self.rate = FrameRate()

    @property
    def unfinished(self) -> bool:
        """Whether an unfinished frame waits for more bytes."""
        return self._reader.pending

    def begin(self, *, same_line: bool) -> None:
        """Prepare for a new connection; `same_line` if only this side had closed the last one, for want of frames."""
        self._reader.clear()
        self._loss.interrupt()
        if not same_line:
            self.interval.interrupt()
        self._count()

    def end(self) -> None:
        """Drop the unfinished frame of a connection that ended."""
        self._reader.clear()
        self._count()

    def receive(self, data: bytes, at: float) -> list[Message]:
        """Take bytes as they came; return the messages they completed, already handed over."""
        self.counters.bytes += len(data)
        frames = self._reader.feed(data)
        return self._deliver(frames, at) if frames else self._count()

    def give_up(self, at: float) -> list[Message]:
        """Give up the unfinished frame; return the messages found behind its first byte, already handed over."""
        messages: list[Message] = []
        while self._reader.pending:
            messages += self._deliver(self._reader.give_up(), at)
        return messages

    def _deliver(self, frames: list[bytes], at: float) -> list[Message]:
        """Hand over the messages of frames, each before anything else is done with it."""
        if frames:
            self.counters.last_frame = at
        messages: list[Message] = []
        for frame in frames:
            message = self._hand_over(frame, at)
            if frame[0] in _RADIO_HEADERS:
                self._loss.inbound()
            if message is not None:
                self._learn(message, at)
                messages.append(message)
        self.rate.add(len(frames), at)
        self._count()
        return messages

    def _hand_over(self, frame: bytes, at: float) -> Message | None:
        """Decode a frame and call back; this is the last resort that keeps one bad message from stopping the next."""
        message: Message | None = None
        try:
            message = decode(frame)
            self._on_message(message, at)
        except Exception:
            self.counters.callback_errors += 1
            _LOGGER.exception("A received message was not handled and may be missing on every screen: %s", frame.hex())
        self.counters.messages += 1
        return message

    def _learn(self, message: Message, at: float) -> None:
        """Judge the line by what the receiver says about itself."""
        match message:
            case ReceiverCheckIn() | LegacyReceiverCheckIn():
                if isinstance(message, ReceiverCheckIn):
                    self.counters.lost_frames += self._loss.check_in(message.unacknowledged)
                self.interval.check_in(at, periodic=bool(message.flags & ReceiverFlags.NO_CHANGE))
            case DirectedConfig(check_in=int(seconds)):
                self.interval.report(seconds)
            case BroadcastConfig():
                self.interval.report(message.check_in)
            case _:
                return
        self.counters.check_in_interval = self.interval.seconds

    def _count(self) -> list[Message]:
        """Bring the counters up to date with the reader's; return no messages."""
        counted = self._reader.counters
        self.counters.frames = counted.frames
        self.counters.discarded_bytes = counted.discarded_bytes
        self.counters.checksum_errors = counted.checksum_errors
        return []
