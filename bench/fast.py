"""A clock that runs faster: whoever waits in this process waits for the same seconds, but they are over sooner."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from selectors import DefaultSelector, SelectorKey
import time
from typing import override
from unittest.mock import patch


class FastClock:
    """The clocks of this process, while it is in use, at a speed that may change."""

    def __init__(self, speed: float) -> None:
        """Begin with the time as it is."""
        self._speed = speed
        self._monotonic, self._wall = time.monotonic, time.time
        self._since = self._shown = self._monotonic()
        self._ahead = self._wall() - self._shown

    @property
    def speed(self) -> float:
        """How many seconds go by in one."""
        return self._speed

    @speed.setter
    def speed(self, speed: float) -> None:
        """Go on from here at another speed."""
        self._since, self._shown = self._monotonic(), self._now()
        self._speed = speed

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Let everybody in this process go by this clock."""
        with (
            patch.object(time, "monotonic", self._now),
            patch.object(time, "time", lambda: self._ahead + self._now()),
        ):
            yield

    def event_loop(self) -> asyncio.AbstractEventLoop:
        """Return an event loop that waits by this clock."""
        return asyncio.SelectorEventLoop(_Selector(self))

    def _now(self) -> float:
        """Return the monotonic time of this clock."""
        return self._shown + self._speed * (self._monotonic() - self._since)


class _Selector(DefaultSelector):
    """Waits for sockets and timers by a fast clock."""

    def __init__(self, clock: FastClock) -> None:
        """Take the clock."""
        super().__init__()
        self._clock = clock

    @override
    def select(self, timeout: float | None = None) -> list[tuple[SelectorKey, int]]:
        """Wait as the real selector does, for as long as the seconds take."""
        return super().select(None if timeout is None else timeout / self._clock.speed)
