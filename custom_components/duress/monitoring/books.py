"""Notes about deliveries on their way to the ledger, in order, behind the alarms and never in front of them."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
import logging
from typing import Final

from ..ledger import LedgerError

_LOGGER = logging.getLogger(__name__)

_MOST: Final = 10_000
_AGAIN_SECONDS: Final = 5.0


class Books:
    """Writes notes one after the other; while the ledger takes none they wait here."""

    def __init__(self, again: float = _AGAIN_SECONDS) -> None:
        """Start with nothing to write; `again` is the seconds until a failed note is tried again."""
        self._again = again
        self._notes: deque[Callable[[], Awaitable[object]]] = deque(maxlen=_MOST)
        self._more = asyncio.Event()
        self._empty = asyncio.Event()
        self._empty.set()
        self._failing = False

    def note(self, write: Callable[[], Awaitable[object]]) -> None:
        """Queue a note; returns at once."""
        self._notes.append(write)
        self._empty.clear()
        self._more.set()

    async def run(self) -> None:
        """Write for ever; to be cancelled."""
        while True:
            await self._more.wait()
            while self._notes:
                await self._write(self._notes[0])
            self._more.clear()
            self._empty.set()

    async def drain(self, seconds: float) -> bool:
        """Wait until everything is written, but not longer than `seconds`; return whether it is."""
        try:
            async with asyncio.timeout(0 if self._failing else seconds):
                await self._empty.wait()
        except TimeoutError:
            _LOGGER.warning(
                "%d notes about deliveries could not be stored; these messages are sent again after the start,"
                " with the same ids",
                len(self._notes),
            )
            return False
        return True

    async def _write(self, write: Callable[[], Awaitable[object]]) -> None:
        """Write one note, or wait a moment before it is tried again."""
        try:
            await write()
        except LedgerError as error:
            if not self._failing:
                self._failing = True
                _LOGGER.warning("What became of deliveries cannot be stored for now: %s", error)
            await asyncio.sleep(self._again)
            return
        except Exception:
            _LOGGER.exception("A note about a delivery could not be written and is left out; sending goes on")
        if self._failing:
            self._failing = False
            _LOGGER.info("What becomes of deliveries is stored again")
        if self._notes and self._notes[0] is write:
            self._notes.popleft()
