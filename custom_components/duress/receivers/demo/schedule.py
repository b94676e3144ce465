"""Things to do later, in order of time, with a single timer for the next of them."""

import asyncio
from collections.abc import Callable
import heapq
from itertools import count

type Act = Callable[[], None]


class Schedule:
    """A heap of acts; it needs a running event loop only while something is due."""

    def __init__(self) -> None:
        """Start with nothing to do."""
        self._acts: list[tuple[float, int, Act]] = []
        self._numbers = count()
        self._timer: asyncio.TimerHandle | None = None

    def __len__(self) -> int:
        """Return how many acts are waiting."""
        return len(self._acts)

    def after(self, seconds: float, act: Act) -> None:
        """Do something later; acts of the same moment keep their order."""
        at = asyncio.get_running_loop().time() + seconds
        heapq.heappush(self._acts, (at, next(self._numbers), act))
        if self._acts[0][0] == at:
            self._arm()

    def clear(self) -> None:
        """Forget everything."""
        self._acts.clear()
        self._disarm()

    def _arm(self) -> None:
        """Set the timer to the next act."""
        self._disarm()
        if self._acts:
            self._timer = asyncio.get_running_loop().call_at(self._acts[0][0], self._run)

    def _disarm(self) -> None:
        """Stop the timer."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _run(self) -> None:
        """Do what is due and wait for the next."""
        self._timer = None
        now = asyncio.get_running_loop().time()
        try:
            # Only what was due on waking: acts that schedule others at once must not keep the event loop.
            while self._acts and self._acts[0][0] <= now:
                heapq.heappop(self._acts)[2]()
        finally:
            self._arm()
