"""Whose turn it is at an endpoint that takes one message at a time: an alarm does not wait for what is none."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

GRACE: Final = 0.5
"""Seconds in which an answer must come to what is no alarm, once an alarm waits."""

PATIENCE: Final = 5.0
"""Seconds in which an answer must come to an alarm, once another one waits that was never sent.

No message is repeated sooner than that, and a receiver that confirms later gets the first one again and knows it.
"""


class Turn:
    """Lets one exchange through after the other."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._lock = asyncio.Lock()
        self._limit: asyncio.Timeout | None = None
        self._begun = 0.0
        self._is_urgent = False
        self._urgent_wait = 0

    @asynccontextmanager
    async def take(self, limit: float, *, is_urgent: bool) -> AsyncIterator[None]:
        """Wait for the turn and keep it for a block, `limit` seconds at most: TimeoutError after that."""
        if is_urgent:
            self.make_way()
        self._urgent_wait += is_urgent
        try:
            await self._lock.acquire()
        finally:
            self._urgent_wait -= is_urgent
        try:
            hurried = self._urgent_wait > 0 and not is_urgent
            async with asyncio.timeout(min(limit, GRACE) if hurried else limit) as self._limit:
                self._is_urgent, self._begun = is_urgent, asyncio.get_running_loop().time()
                yield
        finally:
            self._limit = None
            self._lock.release()

    def make_way(self, *, for_alarm: bool = False) -> None:
        """Let what is under way end soon; what is urgent itself only for an alarm, and not before it had its time."""
        if self._limit is None or self._limit.expired() or (self._is_urgent and not for_alarm):
            return
        now = asyncio.get_running_loop().time()
        soon = max(now, self._begun + PATIENCE) if self._is_urgent else now + GRACE
        if (self._limit.when() or soon + 1) > soon:
            self._limit.reschedule(soon)
