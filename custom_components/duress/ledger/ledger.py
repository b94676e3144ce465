"""The site's own record: what happened, what was told to whom and what became of it."""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
import sqlite3
import time
from typing import Final, Self

from . import attempts, store, times
from .backups import BackupStore
from .errors import LedgerError
from .opening import Opened, open_database
from .people import PeopleStore
from .records import (
    AlarmTimes,
    Attempt,
    Delivery,
    DeliveryRecord,
    DeliveryStanding,
    DeliveryState,
    DeliveryStats,
    Entry,
    Json,
    NewDelivery,
)
from .survey_store import SurveyStore
from .upkeep import Upkeep
from .writer import Lane, Writer

MOST_ENTRIES: Final = 1000
_ALARMS_AT_ONCE: Final = 200  # an alarm that is to be stored waits for so many to be read, no longer


class Ledger:
    """One SQLite file behind one writer thread. Every method raises LedgerError when the disk does not play along."""

    def __init__(self, writer: Writer, opened: Opened, clock: Callable[[], float]) -> None:
        """Take a writer that runs; use `open`."""
        self._writer = writer
        self._clock = clock
        self.backups = BackupStore(writer)
        self.people = PeopleStore(writer)
        self.survey = SurveyStore(writer)
        self.upkeep = Upkeep(writer)
        self._durable = opened.durable
        self.in_memory = opened.in_memory
        self.set_aside = opened.set_aside
        self.reason = opened.reason

    @classmethod
    async def open(cls, path: Path, *, clock: Callable[[], float] = time.time) -> Self:
        """Open the ledger at `path`; never raises. `clock` gives UTC seconds, in any thread.

        A damaged, foreign or newer file is renamed (`set_aside`) and a fresh one begun. When nothing can be opened or
        written the ledger is in memory, with what could be read, and not `durable`. `reason` says in both cases why.
        """
        found: list[Opened] = []

        def connect() -> sqlite3.Connection:
            found.append(open_database(path))
            return found[0].connection

        writer = await Writer.start(connect)
        return cls(writer, found[0], clock)

    @property
    def durable(self) -> bool:
        """Whether what is committed survives a restart, as far as the last commit shows."""
        return self._durable

    async def commit(self, entries: Sequence[Entry], deliveries: Sequence[NewDelivery]) -> list[Delivery]:
        """Store entries and deliveries in one transaction, on the disk before this returns.

        Entries known by event id and deliveries known by event and endpoint id are left alone. Returns the deliveries
        that are new, in the order given. Raises LedgerError, and then none of it is stored.
        """
        future: asyncio.Future[list[Delivery]] = asyncio.get_running_loop().create_future()

        def settled(result: list[Delivery] | Exception) -> None:
            if future.done():
                return
            if isinstance(result, Exception):
                future.set_exception(result)
            else:
                future.set_result(result)

        self.put(entries, deliveries, settled)
        return await future

    def put(
        self,
        entries: Sequence[Entry],
        deliveries: Sequence[NewDelivery],
        done: Callable[[list[Delivery] | Exception], None],
    ) -> None:
        """Do what `commit` does, and call with what it would return or raise, the moment the event loop hears of it."""

        def settled(result: list[Delivery] | Exception) -> None:
            self._durable = not self.in_memory and not isinstance(result, LedgerError)
            done(result)

        self._writer.call(Lane.EVENTS, partial(self._add, entries, deliveries), settled)

    def _add(
        self, entries: Sequence[Entry], deliveries: Sequence[NewDelivery], connection: sqlite3.Connection
    ) -> list[Delivery]:
        """Store what is not there yet; called in the writer's thread."""
        return store.add(connection, entries, deliveries, self._clock())

    async def open_incident_entries(self) -> list[Entry]:
        """Return all entries of incidents without an "incident_closed" entry, in the order they happened."""
        return await self._note(store.open_incident_entries)

    async def open_trouble_entries(self) -> list[Entry]:
        """Return all entries of troubles without a "trouble_ended" entry, in the order they happened."""
        return await self._note(store.open_trouble_entries)

    async def open_incident_ids(self) -> frozenset[str]:
        """Return the ids of incidents without an "incident_closed" entry."""
        return await self._note(store.open_incident_ids)

    async def entries(
        self, *, incident_id: str | None = None, before_seq: int | None = None, limit: int = 100
    ) -> list[Entry]:
        """Return at most `limit` entries (1000 at most), newest first, optionally of one incident or before a `seq`."""
        most = max(0, min(limit, MOST_ENTRIES))
        return await self._note(lambda connection: store.entries(connection, incident_id, before_seq, most))

    async def last_entry(self, kind: str) -> Entry | None:
        """Return the newest entry of a kind; None if there is none."""
        return await self._note(lambda connection: store.last_entry(connection, kind))

    async def entries_of(self, kind: str, incident_ids: Sequence[str]) -> list[Entry]:
        """Return the entries of a kind of some incidents (100 at most), oldest first."""
        return await self._note(lambda connection: store.entries_of(connection, kind, incident_ids))

    async def entry(self, event_id: str) -> Entry | None:
        """Return an entry by the id of its event; None if there is none."""
        return await self._note(lambda connection: store.entry(connection, event_id))

    async def message_answers(self, message_ids: Sequence[str]) -> list[Entry]:
        """Return the entries of kind "message_answered" about some messages (100 at most), oldest first."""
        return await self._note(lambda connection: store.message_answers(connection, message_ids))

    async def pending(self, endpoint_id: str | None = None) -> list[Delivery]:
        """Return deliveries that are not finished, by priority and age."""
        return await self._note(lambda connection: store.unfinished(connection, endpoint_id))

    async def deliveries(self, incident_id: str) -> list[Delivery]:
        """Return all deliveries of an incident, oldest first."""
        return await self._note(lambda connection: store.of_incident(connection, incident_id))

    async def delivery(self, endpoint_id: str, event_id: str) -> Delivery | None:
        """Return the delivery of an event to an endpoint; None if there is none."""
        return await self._note(lambda connection: store.delivery(connection, endpoint_id, event_id))

    async def dead_letters(self, endpoint_id: str) -> list[Delivery]:
        """Return the deliveries that were given up at an endpoint, oldest first."""
        return await self._note(lambda connection: store.dead_letters(connection, endpoint_id))

    async def delivery_page(
        self,
        *,
        endpoint_id: str | None = None,
        incident_id: str | None = None,
        states: Sequence[DeliveryState] = (),
        before: int | None = None,
        limit: int = 100,
    ) -> list[DeliveryRecord]:
        """Return at most `limit` deliveries and all about them, newest first, of those asked for or of all."""

        def read(connection: sqlite3.Connection) -> list[DeliveryRecord]:
            found = store.delivery_page(connection, endpoint_id, incident_id, states, before, min(limit, MOST_ENTRIES))
            return [
                DeliveryRecord(
                    delivery=one,
                    attempts=tuple(attempts.of(connection, one.delivery_id)),
                    left_out=tuple(attempts.left_out(connection, one.delivery_id)),
                    times=times.of(connection, one.delivery_id),
                )
                for one in found
            ]

        return await self._note(read)

    async def attempts(self, delivery_id: int) -> list[Attempt]:
        """Return the first and the latest attempts of a delivery, oldest first."""
        return await self._note(lambda connection: attempts.of(connection, delivery_id))

    async def record_attempt(self, attempt: Attempt) -> None:
        """Note an attempt; its delivery takes over state, times and answer, but never goes back from a confirmation."""
        await self._note(lambda connection: attempts.record(connection, attempt))

    async def set_state(self, delivery_id: int, state: DeliveryState, at: float, answer: str | None = None) -> bool:
        """Bring a delivery forward to a state at a time (UTC s); False if it is unknown or already further."""
        return await self._note(lambda connection: store.set_state(connection, delivery_id, state, at, answer))

    async def receipt(self, endpoint_id: str, event_id: str, state: DeliveryState, at: float) -> bool:
        """Note the endpoint's or the desk's confirmation of a message; False if that changes nothing."""
        return await self._note(lambda connection: store.receipt(connection, endpoint_id, event_id, state, at))

    async def requeue(self, endpoint_id: str, delivery_id: int | None = None) -> list[Delivery]:
        """Take back the dead letters of an endpoint, or one of them, and return them."""
        return await self._note(lambda connection: store.requeue(connection, endpoint_id, delivery_id))

    async def delivery_standings(self) -> dict[str, DeliveryStanding]:
        """Return of each endpoint that was ever told something what it confirmed last and how much was given up."""
        return await self._note(store.standings)

    async def delivery_stats(self, endpoint_id: str) -> DeliveryStats:
        """Return what an endpoint took so far."""
        return await self._note(lambda connection: store.stats(connection, endpoint_id))

    async def alarm_times(self, endpoint_id: str, since: float) -> list[AlarmTimes]:
        """Return how the alarms since a time (UTC s) got to an endpoint that confirmed them."""
        found: list[AlarmTimes] = []
        cursor: times.Cursor | None = (since, 0)
        while cursor is not None:
            read = partial(times.alarms, endpoint_id=endpoint_id, since=since, after=cursor, limit=_ALARMS_AT_ONCE)
            page, cursor = await self._note(read)
            found += page
        return found

    async def told(self, event_ids: Sequence[str]) -> list[tuple[str, str]]:
        """Return which of these events an endpoint was to be told of, each with the endpoint's id."""
        return await self._note(lambda connection: store.told(connection, event_ids))

    async def confirmed_incidents(self) -> dict[str, float]:
        """Return when each endpoint last confirmed a message of an incident (UTC s)."""
        return await self._note(store.confirmed_incidents)

    async def get_value(self, key: str) -> Json:
        """Return a fact kept under `key`; None if there is none."""
        return await self._note(lambda connection: store.value(connection, key))

    async def get_values(self, prefix: str = "") -> dict[str, Json]:
        """Return the facts whose key starts with `prefix`."""
        return await self._note(lambda connection: store.values(connection, prefix))

    async def set_value(self, key: str, value: Json) -> None:
        """Keep a fact; a power cut may lose the last seconds of these, a crash does not."""
        await self.set_values({key: value})

    async def set_values(self, values: dict[str, Json]) -> None:
        """Keep several facts in one go; see `set_value`."""
        facts = dict(values)
        await self._note(lambda connection: store.set_values(connection, facts))

    async def checkpoint_for_backup(self) -> None:
        """Bring the main file up to date and leave it unchanged, so that it can be copied while writing goes on.

        What is written meanwhile goes to the `-wal` file beside it. Ends with `resume_after_backup` or after six hours.
        """
        await self._writer.submit(Lane.ALONE, self._writer.hold)

    async def resume_after_backup(self) -> None:
        """Let the main file change again."""
        await self._writer.submit(Lane.ALONE, self._writer.release)

    async def close(self) -> None:
        """Finish what is queued and close the file; later calls raise LedgerError."""
        await self._writer.stop()

    async def _note[T](self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Read or keep books: events go before it."""
        return await self._writer.submit(Lane.NOTES, work)
