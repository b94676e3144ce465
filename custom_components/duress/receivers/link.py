"""The link to one receiver: opens its line, hands over every message at once, and never gives up.

A lost line is opened again after 1, 2, 4 … 60 seconds for ever. The wait starts over only after a valid frame has come,
so a peer that accepts and hangs up is not hammered. No exception of a line, a library or a callback ends this; only
`stop` does. serialx does not let the options of its sockets be set, so a half-open TCP connection is found by the
watchdog and not by keep-alives.
"""

import asyncio
from collections.abc import Callable, Sequence
import logging
import time
import traceback
from typing import Final

from serialx import create_serial_connection

from ..echostream import Message
from ..echostream.commands import ANSWER_TIMEOUT
from .counters import LinkCounters
from .line import CLOSE_TIMEOUT, Line
from .problems import EXPLANATIONS, LinkProblem, problem_of_loss, problem_of_open
from .reception import Reception
from .startup import Interview
from .status import Connect, LinkState, LinkStatus
from .supervision import SilencePolicy
from .urls import redact, scrub

_LOGGER = logging.getLogger(__name__)

RECONNECT_DELAYS: Final = (1, 2, 4, 8, 16, 32, 60)
CONNECT_TIMEOUT: Final = 10.0

type Tap = Callable[[bytes, float], None]


class ReceiverLink:
    """Keeps the line to one receiver open and says how it is; asyncio only, used from its event loop alone."""

    def __init__(
        self,
        url: str,
        *,
        on_message: Callable[[Message, float], None],
        on_status: Callable[[LinkStatus], None],
        baudrate: int = 9600,
        connect: Connect = create_serial_connection,
        reconnect_delays: Sequence[float] = RECONNECT_DELAYS,
        silence: SilencePolicy | None = None,
        connect_timeout: float = CONNECT_TIMEOUT,
        answer_timeout: float = ANSWER_TIMEOUT,
    ) -> None:
        """Make a link to a device path or URL without opening it; times are seconds.

        `on_message` gets each message and the monotonic time of its arrival, synchronously; `on_status` each change of
        `status`. Both may raise: that is logged, counted, and changes nothing.
        """
        self._url = url
        self._address = redact(url)
        self._on_status = on_status
        self._baudrate = baudrate
        self._connect = connect
        self._delays = tuple(reconnect_delays)
        self._silence = silence or SilencePolicy()
        self._connect_timeout = connect_timeout
        self._answer_timeout = answer_timeout
        self._reception = Reception(on_message)
        self._interview = Interview()
        self._taps: tuple[Tap, ...] = ()
        self._runner: asyncio.Task[None] | None = None
        self._stopping = False
        self._wake = asyncio.Event()
        self._failures = 0
        self._lost_logged = False
        self._logged_errors: set[type[BaseException]] = set()
        self._line: Line | None = None
        self.status = LinkStatus(LinkState.STOPPED, time.monotonic(), None, "", None, None)

    @property
    def address(self) -> str:
        """The address without its secrets."""
        return self._address

    @property
    def counters(self) -> LinkCounters:
        """The live counters; they run on over reconnects."""
        return self._reception.counters

    @property
    def is_running(self) -> bool:
        """Whether it follows its line, or tries to open it."""
        return self._runner is not None and not self._runner.done()

    def frames_per_minute(self) -> float:
        """Return how many valid frames came in the last 60 seconds."""
        return self._reception.rate.per_minute(time.monotonic())

    def tap(self, callback: Tap) -> Callable[[], None]:
        """Call back with all bytes as they come and their monotonic time; return what ends it."""
        self._taps = (*self._taps, callback)

        def remove() -> None:
            """End the tap; doing it twice is harmless."""
            self._taps = tuple(tap for tap in self._taps if tap is not callback)

        return remove

    async def start(self) -> None:
        """Begin to connect in the background and return at once; starting twice is harmless."""
        if self._runner is not None:
            return
        self._stopping = False
        self._failures = 0
        self._publish(LinkState.CONNECTING)
        self._runner = asyncio.get_running_loop().create_task(self._run(), name="duress receiver link")

    async def stop(self) -> None:
        """Close the line and end everything that belongs to it; stopping twice is harmless."""
        runner = self._runner
        if runner is None:
            return
        if not self._stopping:
            self._stopping = True
            runner.cancel()
        await asyncio.wait({runner})
        if self._runner is runner:
            self._runner = None
            self._publish(LinkState.STOPPED)

    def reconnect_now(self) -> None:
        """Try at once instead of after the wait, for instance because the adapter was plugged in again."""
        if self._line is None:
            self._failures = 0
            self._wake.set()

    async def _run(self) -> None:
        """Open and follow the line for ever."""
        while True:
            self._wake.clear()
            try:
                await self._follow_line()
            except Exception:
                _LOGGER.exception(
                    "The link to the receiver at %s failed in an unforeseen way and is tried again", self._address
                )
            delay = self._delays[min(self._failures, len(self._delays) - 1)]
            self._failures += 1
            try:
                async with asyncio.timeout(delay):
                    await self._wake.wait()
            except TimeoutError:
                continue

    async def _follow_line(self) -> None:
        """Open the line, stay until it ends, and report why."""
        line = Line(
            self._reception,
            self._interview,
            silence=self._silence,
            answer_timeout=self._answer_timeout,
            on_heard=self._heard,
            on_bytes=self._tapped,
        )
        self._reception.begin(same_line=self.status.state is LinkState.SILENT)
        try:
            error = await self._open(line)
            if error is not None:
                self._trouble(problem_of_open(error, self._url), error)
                return
            self._line = line
            self.counters.connects += 1
            end = await line.ended
        finally:
            self._line = None
            await line.close()
            self._reception.end()
        if end.silent:
            self._trouble(LinkProblem.SILENT, None)
        else:
            self._trouble(problem_of_loss(end.error, self._url), end.error)

    async def _open(self, line: Line) -> BaseException | None:
        """Connect a line; return what went wrong instead of raising it, whatever it is."""
        task = asyncio.get_running_loop().create_task(self._dial(line), name="duress receiver connect")
        # Its exception must not be reported by the event loop either, which does not know what is secret.
        task.add_done_callback(_retrieve)
        try:
            await asyncio.wait({task}, timeout=self._connect_timeout)
        finally:
            if not task.done():
                line.retire()
                task.cancel()
                # An own limit, because a library may not let go even when it is cancelled.
                await asyncio.wait({task}, timeout=CLOSE_TIMEOUT)
        if not task.done() or task.cancelled():
            return TimeoutError(f"not connected within {self._connect_timeout:.0f} s")
        error = task.exception()
        if error is None and not line.is_open:
            return OSError("the connection was made without a line")
        return error

    async def _dial(self, line: Line) -> None:
        """Await the connect function, which may be any awaitable."""
        await self._connect(asyncio.get_running_loop(), lambda: line, self._url, self._baudrate)

    def _heard(self) -> None:
        """Note that a valid frame has come over the present line, or that the receiver is known better."""
        self._failures = 0
        self._logged_errors.clear()
        if self._lost_logged:
            self._lost_logged = False
            _LOGGER.info("The receiver at %s is heard again: presses it hears reach this site", self._address)
        self._publish(LinkState.CONNECTED)

    def _trouble(self, problem: LinkProblem, error: BaseException | None) -> None:
        """Report that presses do not arrive over this link; log it once per outage."""
        detail = "" if error is None else scrub(str(error) or type(error).__name__, self._url)
        silent = problem is LinkProblem.SILENT
        if not self._lost_logged:
            self._lost_logged = True
            explanation = EXPLANATIONS[problem]
            _LOGGER.warning(
                "The receiver at %s is lost: %s%s. Presses heard only by it do not reach this site until it is back."
                " %s; it is tried again by itself",
                self._address,
                explanation.happened,
                f" ({detail})" if detail else "",
                explanation.advice,
            )
        else:
            _LOGGER.debug("The receiver at %s is still lost: %s %s", self._address, problem, detail)
        if problem is LinkProblem.OTHER and error is not None and type(error) not in self._logged_errors:
            self._logged_errors.add(type(error))
            lines = "".join(traceback.format_exception(error))
            _LOGGER.error("Unforeseen failure of the line at %s:\n%s", self._address, scrub(lines, self._url))
        self._publish(LinkState.SILENT if silent else LinkState.DISCONNECTED, problem, detail)

    def _publish(self, state: LinkState, reason: LinkProblem | None = None, detail: str = "") -> None:
        """Take over a new status and report it, if it differs."""
        since = self.status.since if state is self.status.state else time.monotonic()
        status = LinkStatus(state, since, reason, detail, self._interview.serial, self._interview.nid)
        if status == self.status:
            return
        self.status = status
        try:
            self._on_status(status)
        except Exception:
            self.counters.callback_errors += 1
            _LOGGER.exception("The state of the receiver at %s changed to %s but was not shown", self._address, state)

    def _tapped(self, data: bytes, at: float) -> None:
        """Call the taps."""
        for tap in self._taps:
            try:
                tap(data, at)
            except Exception:
                self.counters.callback_errors += 1
                _LOGGER.exception("Bytes of the receiver at %s were not recorded", self._address)


def _retrieve(task: asyncio.Task[None]) -> None:
    """Mark a task's exception as seen."""
    if not task.cancelled():
        task.exception()
