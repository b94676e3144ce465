"""One open line, from the moment it is opened until it ends: the asyncio protocol between a transport and a link.

Three timers at most, none of them made anew per message: unfinished frame, silence, answer to a question.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
import logging
import time
from typing import Final, cast, override

from ..echostream import Message
from ..echostream.framing import IDLE_TIMEOUT
from .reception import Reception
from .startup import Interview
from .supervision import SilencePolicy

_LOGGER = logging.getLogger(__name__)

CLOSE_TIMEOUT: Final = 5.0
"""Seconds to wait for a transport to close before it is left to itself."""

_FLOOD_CHUNK: Final = 4096
_FLOOD_RATE: Final = 131_072
"""Bytes per second that are read of a flood; the line itself carries at most 960."""

_SOON: Final = 0.001


@dataclass(frozen=True, slots=True)
class LineEnd:
    """How a line ended: by the transport, with or without an exception, or by its silence."""

    error: Exception | None
    silent: bool = False


class Line(asyncio.Protocol):
    """Receives over one connection, asks the questions, and ends the connection when it stays silent."""

    def __init__(
        self,
        reception: Reception,
        interview: Interview,
        *,
        silence: SilencePolicy,
        answer_timeout: float,
        on_heard: Callable[[], None],
        on_bytes: Callable[[bytes, float], None],
    ) -> None:
        """Make the protocol of one connection.

        `on_heard` is called after the first valid frame and after each that may have told who the receiver is,
        `on_bytes` with everything that came and its monotonic time.
        """
        self._loop = asyncio.get_running_loop()
        self._reception = reception
        self._interview = interview
        self._silence = silence
        self._answer_timeout = answer_timeout
        self._on_heard = on_heard
        self._on_bytes = on_bytes
        self._transport: asyncio.Transport | None = None
        self._closed = asyncio.Event()
        self._retired = False
        self._last_bytes = self._last_frame = time.monotonic()
        self._unfinished_timer: asyncio.TimerHandle | None = None
        self._silence_timer: asyncio.TimerHandle | None = None
        self._answer_timer: asyncio.TimerHandle | None = None
        self._flood_timer: asyncio.TimerHandle | None = None
        self.ended: asyncio.Future[LineEnd] = self._loop.create_future()
        self.heard = False

    @property
    def is_open(self) -> bool:
        """Whether a transport was connected, be it closed again by now."""
        return self._transport is not None

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to watch the line and ask the first question."""
        self._transport = cast("asyncio.Transport", transport)
        if self._retired:
            self._transport.abort()
            return
        self._last_frame = time.monotonic()
        self._watch()
        self._ask(self._interview.begin())

    @override
    def data_received(self, data: bytes) -> None:
        """Hand over the messages at once, then look after everything else."""
        at = time.monotonic()
        if self._retired:
            return
        messages = self._reception.receive(data, at)
        self._last_bytes = at
        if messages:
            self._follow(messages, at)
        if self._unfinished_timer is None and self._reception.unfinished:
            self._unfinished_timer = self._loop.call_later(IDLE_TIMEOUT, self._check_unfinished)
        if len(data) > _FLOOD_CHUNK:
            self._throttle(len(data))
        self._on_bytes(data, at)

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        """End the line."""
        self._end(LineEnd(exc))
        self._closed.set()

    def retire(self) -> None:
        """Receive no more and let the transport go, also one that is still to come."""
        self._retired = True
        self._end(LineEnd(None))
        if self._transport is not None:
            self._transport.abort()

    async def close(self) -> None:
        """Retire and wait until the transport has let go of its port, for a new one could not open it before."""
        self.retire()
        if self._transport is None or self._closed.is_set():
            return
        try:
            async with asyncio.timeout(CLOSE_TIMEOUT):
                await self._closed.wait()
        except TimeoutError:
            _LOGGER.warning("A receiver's line did not close within %.0f s and is left to itself", CLOSE_TIMEOUT)

    def _end(self, end: LineEnd) -> None:
        """Stop every timer and tell how the line ended, once."""
        for timer in (self._unfinished_timer, self._silence_timer, self._answer_timer, self._flood_timer):
            if timer is not None:
                timer.cancel()
        self._unfinished_timer = self._silence_timer = self._answer_timer = self._flood_timer = None
        if not self.ended.done():
            self.ended.set_result(end)

    def _follow(self, messages: list[Message], at: float) -> None:
        """Do what messages call for besides being handed over."""
        self._last_frame = at
        serial, nid, first = self._interview.serial, self._interview.nid, not self.heard
        self.heard = True
        for message in messages:
            waiting = self._interview.step
            question = self._interview.take(message)
            if question is not None:
                self._ask(question)
            elif self._interview.step is not waiting:
                self._expect_answer(wanted=False)
        if first or (serial, nid) != (self._interview.serial, self._interview.nid):
            self._on_heard()

    def _ask(self, question: bytes) -> None:
        """Send a question and wait for its answer, but hold nothing up for it."""
        if self._transport is None or self._retired:
            return
        try:
            self._transport.write(question)
        except (OSError, RuntimeError) as error:
            # A line that cannot be written to is about to be reported as lost, or carries only one direction.
            _LOGGER.debug("A question to the receiver could not be sent: %s", type(error).__name__)
        self._expect_answer(wanted=True)

    def _expect_answer(self, *, wanted: bool) -> None:
        """Set the timer of the outstanding question, or drop it."""
        if self._answer_timer is not None:
            self._answer_timer.cancel()
        self._answer_timer = self._loop.call_later(self._answer_timeout, self._unanswered) if wanted else None

    def _unanswered(self) -> None:
        """Go on to the next question without an answer."""
        self._answer_timer = None
        question = self._interview.unanswered()
        if question is not None:
            self._ask(question)

    def _check_unfinished(self) -> None:
        """Give up an unfinished frame if no byte has come for a while, else look again later."""
        self._unfinished_timer = None
        now = time.monotonic()
        left = self._last_bytes + IDLE_TIMEOUT - now
        if left > _SOON and self._reception.unfinished:
            self._unfinished_timer = self._loop.call_later(left, self._check_unfinished)
            return
        messages = self._reception.give_up(now)
        if messages:
            self._follow(messages, now)

    def _watch(self) -> None:
        """End the line if no valid frame has come for too long, else look again when that could be."""
        left = self._last_frame + self._silence.limit(self._reception.interval) - time.monotonic()
        if left > 0:
            self._silence_timer = self._loop.call_later(max(left, _SOON), self._watch)
            return
        self._end(LineEnd(None, silent=True))

    def _throttle(self, size: int) -> None:
        """Read a flood, which no receiver can send, slowly enough to leave time for everything else."""
        if self._transport is not None and self._flood_timer is None:
            # Not every transport can pause; those that cannot have a flow control of their own.
            with suppress(NotImplementedError):
                self._transport.pause_reading()
                self._flood_timer = self._loop.call_later(size / _FLOOD_RATE, self._resume)

    def _resume(self) -> None:
        """Read on."""
        self._flood_timer = None
        if self._transport is not None and not self._transport.is_closing():
            self._transport.resume_reading()
