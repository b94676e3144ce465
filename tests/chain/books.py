"""The ledger's file as an auditor reads it: read-only, from another process, also while nobody runs."""

from collections.abc import Iterator
import contextlib
from dataclasses import dataclass
import json
from pathlib import Path
import sqlite3

from .school import ENTRY_ID, serial_of_pendant


@dataclass(frozen=True, slots=True)
class Raised:
    """One stored incident."""

    event_id: str
    incident_id: str
    number: int
    serial: int


class Books:
    """What is stored at this moment."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; the file need not exist yet."""
        self._path = folder / f"{ENTRY_ID}.sqlite"

    def raised(self, pendant: int | None = None) -> list[Raised]:
        """Return the incidents that were ever raised, or those of one pendant."""
        rows = self._rows("SELECT event_id, incident_id, data FROM entry WHERE kind = 'incident_raised' ORDER BY seq")
        stored = [
            Raised(str(event_id), str(incident_id), data["number"], data["press"]["uid"] & 0xFFFFFF)
            for event_id, incident_id, text in rows
            for data in (json.loads(str(text)),)
        ]
        wanted = None if pendant is None else serial_of_pendant(pendant)
        return [one for one in stored if wanted in (None, one.serial)]

    def open(self) -> set[str]:
        """Return the incidents that were raised and not closed."""
        closed = {str(one) for (one,) in self._rows("SELECT incident_id FROM entry WHERE kind = 'incident_closed'")}
        return {one.incident_id for one in self.raised()} - closed

    def deliveries(self, incident_id: str | None = None) -> list[tuple[str, str, int]]:
        """Return event, state and sequence of all messages, or of those about one incident."""
        rows = self._rows("SELECT event_id, state, sequence, incident_id FROM delivery ORDER BY sequence")
        return [
            (str(event_id), str(state), int(str(sequence)))
            for event_id, state, sequence, about in rows
            if incident_id in (None, about)
        ]

    def entries(self) -> list[str]:
        """Return the id of every entry."""
        return [str(one) for (one,) in self._rows("SELECT event_id FROM entry")]

    def _rows(self, query: str) -> list[tuple[object, ...]]:
        """Read."""
        with self._connection() as connection:
            return list(connection.execute(query))

    @contextlib.contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """Connect for one query, without the right to change anything."""
        with contextlib.closing(sqlite3.connect(f"file:{self._path}?mode=ro", uri=True)) as connection:
            yield connection
