"""How long what happened is kept, and removing what is older so that the chain can still be checked.

An incident or a trouble goes as a whole and never while it is open or held. A clock that is wrong must not cost
evidence: an entry counts as no older than any before it, and nothing is removed when the clock is a year ahead of
everything stored.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
import json
import sqlite3
from typing import Final

from . import chain
from .records import Entry, Json
from .verify import PURGED, Gap, gaps_data


class Category(StrEnum):
    """What is kept for the same time: real incidents, tests and drills, troubles, and all the rest."""

    INCIDENTS = "incidents"
    EXERCISES = "exercises"
    TROUBLES = "troubles"
    OTHERS = "others"


YEAR: Final = 365.25 * 86_400.0
DEFAULT_YEARS: Final[Mapping[Category, int]] = {
    Category.INCIDENTS: 7,
    Category.EXERCISES: 3,
    Category.TROUBLES: 3,
    Category.OTHERS: 7,
}
BATCH: Final = 500
"""About as many entries are removed in one transaction, so that an alarm waits for few milliseconds at most."""

AHEAD_LIMIT: Final = 366 * 86_400.0
_RECENT: Final = 7 * 86_400.0
_EXERCISE_KINDS: Final = ("test_", "drill_", "survey_", "press_tested", "path_tested")
_ABOUT_LEDGER: Final = "('ledger_purged', 'hold_placed', 'hold_released')"


@dataclass(frozen=True, slots=True, kw_only=True)
class Purged:
    """What one batch removed: entries by category and the ranges they were in."""

    entries: Mapping[Category, int]
    ranges: tuple[Gap, ...]


class Purge:
    """Removes what is over at a moment (UTC s), batch by batch."""

    def __init__(self, years: Mapping[Category, int], now: float) -> None:
        """Take how many years each category is kept."""
        self._cutoffs = {category: now - years[category] * YEAR for category in Category}
        self._now = now
        self._plausible: bool | None = None

    def batch(self, connection: sqlite3.Connection, event_id: str) -> Purged | None:
        """Remove the next entries and tell it in one entry with that id; None if nothing is left to remove."""
        if not self._is_plausible(connection):
            return None
        found: dict[int, Category] = {}
        for category, seqs in self._over(connection):
            found |= dict.fromkeys(seqs, category)
            if len(found) >= BATCH:
                break
        if not found:
            return None
        ranges = tuple(_ranges(connection, sorted(found)))
        connection.executemany(
            "INSERT INTO removed (first, last, before, after) VALUES (?, ?, ?, ?)",
            [(gap.first, gap.last, gap.before, gap.after) for gap in ranges],
        )
        connection.executemany("DELETE FROM entry WHERE seq = ?", [(seq,) for seq in found])
        counts = {category: sum(one is category for one in found.values()) for category in Category}
        data: dict[str, Json] = {
            "event_id": event_id,
            "at": self._now,
            **{str(category): count for category, count in counts.items()},
            "ranges": gaps_data(ranges),
        }
        told = Entry(event_id=event_id, kind=PURGED, at=self._now, incident_id=None, data=data)
        if not chain.append(connection, [told]):
            raise ValueError(f"{event_id} is taken; nothing is removed without a record")
        return Purged(entries=counts, ranges=ranges)

    def _is_plausible(self, connection: sqlite3.Connection) -> bool:
        """Return whether the clock follows on what is stored; the last days may have been stored with a wrong one."""
        if self._plausible is None:
            query = "SELECT max(at) FROM entry WHERE at < ?"
            newest = connection.execute(query, (self._now - _RECENT,)).fetchone()[0]
            self._plausible = newest is not None and self._now <= newest + AHEAD_LIMIT
        return self._plausible

    def _over(self, connection: sqlite3.Connection) -> Iterator[tuple[Category, list[int]]]:
        """Yield what may go, each incident and trouble as a whole."""
        bounds = {category: _bound(connection, cutoff) for category, cutoff in self._cutoffs.items()}
        spared = {*held(connection), *_newest_incident(connection)}
        closed = connection.execute("SELECT incident_id, seq FROM entry WHERE kind = 'incident_closed' ORDER BY seq")
        for incident_id, closing in closed.fetchall():
            if incident_id in spared or closing >= max(bounds.values()):
                continue
            category = _category_of(connection, incident_id)
            last = _last_of(connection, "incident_id", incident_id)
            if last < bounds[category]:
                _remove_deliveries(connection, incident_id)
                yield category, _seqs_of(connection, "incident_id", incident_id)
        ended = connection.execute(
            "SELECT DISTINCT trouble_id FROM entry WHERE trouble_id IS NOT NULL AND kind = 'trouble_ended' AND seq < ?",
            (bounds[Category.TROUBLES],),
        )
        for (trouble_id,) in ended.fetchall():
            if _last_of(connection, "trouble_id", trouble_id) < bounds[Category.TROUBLES]:
                yield Category.TROUBLES, _seqs_of(connection, "trouble_id", trouble_id)
        loose = connection.execute(
            "SELECT seq, kind FROM entry WHERE incident_id IS NULL AND trouble_id IS NULL AND seq < ?"  # noqa: S608 - constants only
            f" AND kind NOT IN {_ABOUT_LEDGER} ORDER BY seq",
            (max(bounds[Category.EXERCISES], bounds[Category.OTHERS]),),
        )
        for seq, kind in loose.fetchall():
            category = Category.EXERCISES if kind.startswith(_EXERCISE_KINDS) else Category.OTHERS
            if seq < bounds[category]:
                yield category, [seq]


def held(connection: sqlite3.Connection) -> dict[str, float]:
    """Return the incidents that are held, with the time (UTC s) since when."""
    rows = connection.execute(
        f"SELECT kind, at, data FROM entry WHERE kind IN {_ABOUT_LEDGER} AND kind <> 'ledger_purged' ORDER BY seq"  # noqa: S608 - constants only
    )
    found: dict[str, float] = {}
    for kind, at, data in rows:
        incident_id = _fact(data, "incident_id")
        if incident_id is not None and kind == "hold_placed":
            found.setdefault(incident_id, at)
        elif incident_id is not None:
            found.pop(incident_id, None)
    return found


def _bound(connection: sqlite3.Connection, cutoff: float) -> int:
    """Return the number of the first entry that is not over: whatever comes after it is no older."""
    row = connection.execute("SELECT seq FROM entry WHERE at >= ? ORDER BY seq LIMIT 1", (cutoff,)).fetchone()
    return row[0] if row is not None else chain.last_stored(connection).seq + 1


def _newest_incident(connection: sqlite3.Connection) -> list[str]:
    """Return the newest incident, whose number the next one goes on from."""
    row = connection.execute(
        "SELECT incident_id FROM entry WHERE kind = 'incident_raised' ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    return [] if row is None else [row[0]]


def _category_of(connection: sqlite3.Connection, incident_id: str) -> Category:
    """Return whether an incident was real; in doubt it was."""
    row = connection.execute(
        "SELECT data FROM entry WHERE incident_id = ? AND kind = 'incident_raised' ORDER BY seq LIMIT 1", (incident_id,)
    ).fetchone()
    mode = None if row is None else _fact(row[0], "mode")
    return Category.EXERCISES if mode in ("drill", "test") else Category.INCIDENTS


def _last_of(connection: sqlite3.Connection, column: str, value: str) -> int:
    """Return the newest entry of an incident or a trouble."""
    number: int = connection.execute(f"SELECT max(seq) FROM entry WHERE {column} = ?", (value,)).fetchone()[0]  # noqa: S608 - constants only
    return number


def _seqs_of(connection: sqlite3.Connection, column: str, value: str) -> list[int]:
    """Return all entries of an incident or a trouble."""
    rows = connection.execute(f"SELECT seq FROM entry WHERE {column} = ? ORDER BY seq", (value,))  # noqa: S608 - constants only
    return [seq for (seq,) in rows]


def _remove_deliveries(connection: sqlite3.Connection, incident_id: str) -> None:
    """Remove what endpoints were told of an incident, with it."""
    for table in ("attempt", "attempt_left_out", "delivery_time"):
        connection.execute(
            f"DELETE FROM {table} WHERE delivery_id IN (SELECT delivery_id FROM delivery WHERE incident_id = ?)",  # noqa: S608 - constants only
            (incident_id,),
        )
    connection.execute("DELETE FROM delivery WHERE incident_id = ?", (incident_id,))


def _ranges(connection: sqlite3.Connection, seqs: Iterable[int]) -> Iterator[Gap]:
    """Yield the ranges that some entries make up, with the hashes around them."""
    first = last = count = 0
    for seq in seqs:
        if count and seq == last + 1:
            last, count = seq, count + 1
            continue
        if count:
            yield _gap(connection, first, last)
        first, last, count = seq, seq, 1
    yield _gap(connection, first, last)


def _gap(connection: sqlite3.Connection, first: int, last: int) -> Gap:
    """Return one range of entries that are all there."""
    (after,) = connection.execute("SELECT hash FROM entry WHERE seq = ?", (last,)).fetchone()
    before = connection.execute(
        "SELECT hash FROM (SELECT * FROM (SELECT seq, hash FROM entry WHERE seq < :first ORDER BY seq DESC LIMIT 1)"
        " UNION ALL SELECT * FROM"
        " (SELECT last AS seq, after AS hash FROM removed WHERE first < :first ORDER BY first DESC LIMIT 1))"
        " ORDER BY seq DESC LIMIT 1",
        {"first": first},
    ).fetchone()
    return Gap(
        first=first, last=last, count=last - first + 1, before=before[0] if before else chain.GENESIS, after=after
    )


def _fact(text: str, name: str) -> str | None:
    """Return a text of an entry's data; None if there is none or it is damaged."""
    try:
        value = json.loads(text)[name]
    except ValueError, TypeError, KeyError:
        return None
    return value if isinstance(value, str) else None
