"""Whose turn it is at an endpoint that takes one message at a time: an alarm does not wait for what is none."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

GRACE: Final = 0.5
"""Seconds in which an answer must come to what is no alarm, once an alarm waits."""


class Turn:
    """Lets one exchange through after the other."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._lock = asyncio.Lock()
        self._limit: asyncio.Timeout | None = None
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
                self._is_urgent = is_urgent
                yield
        finally:
            self._limit = None
            self._lock.release()

    def make_way(self) -> None:
        """Let what is under way end soon, unless it is urgent itself."""
        if self._limit is None or self._limit.expired() or self._is_urgent:
            return
        soon = asyncio.get_running_loop().time() + GRACE
        if (self._limit.when() or soon + 1) > soon:
            self._limit.reschedule(soon)
