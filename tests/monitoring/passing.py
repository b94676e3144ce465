"""Time that passes as fast as the program can follow: the event loop's clock is put forward in steps."""

import asyncio
from collections.abc import Callable
from typing import Final

STEP: Final = 1.0
"""Seconds that pass at once at the most."""

_ROUNDS: Final = 12
"""Rounds of the event loop in which everything that is due comes to its next wait."""


class Passing:
    """The clocks of a test; `utc` is what the program takes for UTC."""

    def __init__(self, utc: float = 1_800_000_000.0) -> None:
        """Take over the clock of the running loop."""
        self._loop = asyncio.get_running_loop()
        self._real: Callable[[], float] = self._loop.time
        self._ahead = 0.0
        self._utc = utc - self._real()
        self._loop.slow_callback_duration = STEP + 1
        self._loop.time = self._now  # type: ignore[method-assign] # the loop asks nobody else for the time

    def _now(self) -> float:
        """Return the time of the loop."""
        return self._real() + self._ahead

    def utc(self) -> float:
        """Return UTC seconds."""
        return self._now() + self._utc

    async def let(self, seconds: float, until: Callable[[], object] | None = None) -> float:
        """Let seconds pass, or fewer if something is true before; return how many."""
        begun = self._now()
        while self._now() - begun < seconds and not (until is not None and until()):
            self._ahead += min(STEP, seconds - (self._now() - begun))
            for _ in range(_ROUNDS):
                await asyncio.sleep(0)
        return self._now() - begun
