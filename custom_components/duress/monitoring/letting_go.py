"""Messages on their way from being held to being sent: first on the disk, but never late because of the disk."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import count
import logging
from typing import Final

from ..ledger import Delivery, DeliveryState
from .references import Sent
from .surroundings import Surroundings

_LOGGER = logging.getLogger(__name__)

DISK_SECONDS: Final = 0.25
"""For so long the disk may hold up a released message; then it goes from memory."""

_numbers = count(1)


class LettingGo:
    """Some messages of one chain; released together, sent in their order."""

    __slots__ = ("_around", "_at", "_bodies", "_deliveries", "_hurry", "_send", "_sent", "_why")

    def __init__(
        self,
        around: Surroundings,
        deliveries: Sequence[Delivery],
        why: str,
        sent_before: Sent,
        send: Callable[[Sequence[Delivery]], None],
    ) -> None:
        """Take what was held, what its endpoint was sent before, and what sends it."""
        self._around = around
        self._deliveries = [sent_before.fitted(one) for one in deliveries]
        changed = zip(deliveries, self._deliveries, strict=True)
        self._bodies = {new.delivery_id: new.body for old, new in changed if new is not old}
        self._why = why
        self._send = send
        self._at = around.clock()
        self._sent = False
        self._hurry: asyncio.TimerHandle | None = None

    def begin(self) -> None:
        """Have it stored, under the sequences it is sent with."""
        self._hurry = asyncio.get_running_loop().call_later(DISK_SECONDS, self._from_memory)
        self._around.ledger.backups.release(self._ids, self._why, self._at, self._settled, self._bodies)

    @property
    def _ids(self) -> list[int]:
        """The numbers of the messages."""
        return [one.delivery_id for one in self._deliveries]

    def _settled(self, result: list[Delivery] | Exception) -> None:
        """Send what is on the disk, or from memory what could not be stored; that is stored as soon as it can be."""
        if self._hurry is not None:
            self._hurry.cancel()
        if not isinstance(result, Exception):
            self._sent = True
            self._send(result)
            return
        _LOGGER.warning("A released message goes before that is stored: %s", result)
        self._from_memory()
        self._around.books.note(self._store_later)

    def _from_memory(self) -> None:
        """Send without a sequence; it is known by its event id when it is stored after all."""
        if self._sent:
            return
        self._sent = True
        released = partial(
            replace, state=DeliveryState.QUEUED, sequence=0, released_because=self._why, released_at=self._at
        )
        self._send([released(one, delivery_id=-next(_numbers)) for one in self._deliveries])

    async def _store_later(self) -> None:
        """Store that it was released, behind whatever is more urgent."""
        backups = self._around.ledger.backups
        self._send(await backups.release_later(self._ids, self._why, self._at, self._bodies))
