"""Looking after the ledger while it runs: checking it, removing what is over, handing it out. An alarm goes before."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Mapping
import sqlite3
from typing import Final

from . import chain, retention, store
from .chain import Head
from .records import Entry
from .retention import Category, Purge, Purged
from .verify import Verification, Verifier
from .writer import Lane, Writer

PAGE: Final = 500


class Upkeep:
    """The ledger's upkeep; every method raises LedgerError when the disk does not play along."""

    def __init__(self, writer: Writer) -> None:
        """Take the ledger's writer."""
        self._writer = writer
        self._lock = asyncio.Lock()

    async def verify(self, witness: Head | None = None) -> Verification:
        """Check every entry against the chain, and the end against a head written down elsewhere earlier."""
        verifier = Verifier(witness)
        async with self._lock:
            while (found := await self._submit(verifier.step)) is None:
                pass
        return found

    async def purge(self, years: Mapping[Category, int], now: float, new_id: Callable[[], str]) -> list[Purged]:
        """Remove what is over at a moment (UTC s) and return what each batch removed; `new_id` names the entries."""
        purge = Purge(years, now)
        done: list[Purged] = []
        async with self._lock:
            while (batch := await self._purge(purge, new_id())) is not None:
                done.append(batch)
        return done

    async def held(self) -> dict[str, float]:
        """Return the incidents that are held, with the time (UTC s) since when."""
        return await self._submit(retention.held)

    async def known(self, incident_id: str) -> bool:
        """Return whether there is an entry of an incident."""
        return bool(await self._submit(lambda connection: store.entries(connection, incident_id, None, 1)))

    async def head(self) -> Head:
        """Return the newest entry."""
        return await self._submit(chain.last_stored)

    async def pages(
        self, *, since: float | None = None, until: float | None = None, kinds: Collection[str] = ()
    ) -> AsyncIterator[list[tuple[Entry, str]]]:
        """Yield entries with their hashes, oldest first, page by page: of a time (UTC s, without its end), of kinds.

        What is stored meanwhile is not handed out.
        """
        end = (await self.head()).seq
        after = 0
        while page := await self._page(after, end, since, until, kinds):
            after = page[-1][0].seq
            yield page

    async def _page(
        self, after: int, end: int, since: float | None, until: float | None, kinds: Collection[str]
    ) -> list[tuple[Entry, str]]:
        """Return the next page."""
        return await self._submit(
            lambda connection: store.page(connection, after, end, since, until, tuple(kinds), PAGE)
        )

    async def _purge(self, purge: Purge, event_id: str) -> Purged | None:
        """Remove one batch, all of it or nothing."""
        return await self._submit(lambda connection: purge.batch(connection, event_id))

    async def _submit[T](self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do something after whatever happened."""
        return await self._writer.submit(Lane.NOTES, work)
