"""People and who carries what: the part of the ledger that may be changed and, on request, forgotten."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
import sqlite3

from . import chain, imports, roster_store, told_names
from .imports import ImportRecord
from .records import Entry
from .roster_records import Custody, Hardware, NewCustody, Person, Snapshot
from .writer import Lane, Writer


class PeopleStore:
    """People, custody and hardware in the ledger's file.

    Every method raises LedgerError when the disk does not play along. What changes something is on the disk before it
    returns, wholly or not at all.
    """

    def __init__(self, writer: Writer) -> None:
        """Take the ledger's writer."""
        self._writer = writer

    async def people(self) -> list[Person]:
        """Return everybody, by name."""
        return await self._read(roster_store.people)

    async def put_people(self, people: Sequence[Person]) -> None:
        """Insert people or replace those with their ids; raises StaffIdTakenError."""
        await self.change((), people=people)

    async def remove_people(self, person_ids: Collection[str], hide: told_names.Hide | None = None) -> None:
        """Remove people for good: their names are not in the file any more, nor in its log.

        `hide` takes them out of stored messages before that. Custody keeps their ids, which then mean nobody. While a
        backup is made the log is left alone until it is done.
        """
        gone = frozenset(person_ids)
        for person in await self.people() if hide is not None else ():
            if person.person_id in gone and hide is not None:
                await self._hide(person.name, hide)
        await self._write(lambda connection: roster_store.remove_people(connection, gone))
        await self._scrub()

    async def current(self) -> dict[str, Custody]:
        """Return the current stretch of each device that ever had one, by device id."""
        return await self._read(roster_store.current)

    async def change(
        self, changes: Sequence[NewCustody], *, people: Sequence[Person] = (), entries: Sequence[Entry] = ()
    ) -> list[Custody]:
        """End the current stretch of each device and begin the next, in one transaction with people and entries.

        Returns the stretches begun; one never begins before the one it ends. Raises StaffIdTakenError.
        """

        def work(connection: sqlite3.Connection) -> list[Custody]:
            roster_store.put_people(connection, people)
            chain.append(connection, entries)
            return roster_store.change(connection, changes)

        return await self._write(work)

    async def history(self, device_id: str) -> list[Custody]:
        """Return all stretches of a device, oldest first, also of one that was removed."""
        return await self._read(lambda connection: roster_store.history(connection, device_id))

    async def at(self, device_id: str, utc: float) -> Custody | None:
        """Return the stretch a device was in at a time; None before its first."""
        return await self._read(lambda connection: roster_store.at(connection, device_id, utc))

    async def hardware(self) -> list[Hardware]:
        """Return which hardware each device ever was, oldest first."""
        return await self._read(roster_store.hardware)

    async def put_hardware(
        self, installed: Mapping[str, str | None], utc: float, entries: Sequence[Entry] = ()
    ) -> None:
        """Note which radio identifier devices have from now on, None for those that are gone, with entries about it."""

        def work(connection: sqlite3.Connection) -> None:
            chain.append(connection, entries)
            roster_store.put_hardware(connection, dict(installed), utc)

        await self._write(work)

    async def snapshot(self, person_ids: Collection[str], device_ids: Collection[str]) -> Snapshot:
        """Return how some people and devices stand, to come back to it with `restore`."""
        return await self._read(lambda connection: roster_store.snapshot(connection, person_ids, device_ids))

    async def restore(self, before: Snapshot, after: Snapshot, *, entries: Sequence[Entry] = ()) -> None:
        """Undo exactly what was done between two snapshots of the same people and devices.

        People are as they were, those added are gone for good, stretches begun since then never were. Raises
        ChangedSinceError, and then nothing is undone, if they do not stand as in `after` any more.
        """

        def work(connection: sqlite3.Connection) -> None:
            roster_store.restore(connection, before, after)
            chain.append(connection, entries)

        await self._write(work)
        await self._scrub()

    async def put_import(
        self,
        record: ImportRecord,
        changes: Sequence[NewCustody] = (),
        *,
        people: Sequence[Person] = (),
        entries: Sequence[Entry] = (),
    ) -> None:
        """Do all that an import does here in one transaction, and keep what is needed to undo it.

        It takes the place of the last import of its kind. Raises StaffIdTakenError.
        """
        person_ids = [person.person_id for person in people]
        device_ids = [change.device_id for change in changes]

        def work(connection: sqlite3.Connection) -> None:
            before = roster_store.snapshot(connection, person_ids, device_ids)
            roster_store.put_people(connection, people)
            chain.append(connection, entries)
            roster_store.change(connection, changes)
            after = roster_store.snapshot(connection, person_ids, device_ids)
            imports.put(connection, replace(record, before=before, after=after))

        await self._write(work)

    async def last_import(self, what: str) -> ImportRecord | None:
        """Return the last import of a kind ("roster" or "places"); None if there is none that can be undone."""
        return await self._read(lambda connection: imports.last(connection, what))

    async def forget_import(self, what: str, entries: Sequence[Entry] = ()) -> None:
        """Forget the last import of a kind: it was undone, or should be no more."""

        def work(connection: sqlite3.Connection) -> None:
            imports.forget(connection, what)
            chain.append(connection, entries)

        await self._write(work)

    async def _hide(self, name: str, hide: told_names.Hide) -> None:
        """Take a name out of every stored message, some at a time."""
        for after in range(0, await self._read(told_names.last), told_names.AT_ONCE):
            found = await self._read(partial(told_names.hidden, after=after, name=name, hide=hide))
            if found:
                await self._write(partial(told_names.put, bodies=found))

    async def _read[T](self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Read; events go before it."""
        return await self._writer.submit(Lane.NOTES, work)

    async def _write[T](self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Write as safely as events are written."""
        return await self._writer.submit(Lane.EVENTS, work)

    async def _scrub(self) -> None:
        """Leave nothing of what was removed in the log."""
        await self._writer.submit(Lane.ALONE, self._writer.scrub)
