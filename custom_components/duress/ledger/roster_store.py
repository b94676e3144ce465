"""The statements about people and custody: values in, values out, on an open connection inside a transaction."""

from collections.abc import Collection, Sequence
from datetime import date
import sqlite3
from typing import Final

from . import imports
from .roster_records import ChangedSinceError, Custody, Hardware, NewCustody, Person, Snapshot, StaffIdTakenError

_PERSON: Final = "SELECT person_id, name, staff_id, room_id, trained_on FROM person"
_CUSTODY: Final = "SELECT device_id, life, since, until, person_id, due, actor, reason FROM custody"

type PersonRow = tuple[str, str, str | None, str | None, str | None]
type CustodyRow = tuple[str, str, float, float | None, str | None, float | None, str, str]


def people(connection: sqlite3.Connection) -> list[Person]:
    """Return everybody, by name."""
    return [_person(row) for row in connection.execute(f"{_PERSON} ORDER BY name, person_id")]


def put_people(connection: sqlite3.Connection, fresh: Sequence[Person]) -> None:
    """Insert people or replace those with their ids; StaffIdTakenError if a staff number is another one's."""
    # Numbers may change hands within one call.
    connection.executemany(
        "UPDATE person SET staff_id = NULL WHERE person_id = ?", [(person.person_id,) for person in fresh]
    )
    for person in fresh:
        owner = connection.execute(
            "SELECT person_id FROM person WHERE staff_id = ? AND person_id <> ?", (person.staff_id, person.person_id)
        ).fetchone()
        if owner is not None:
            raise StaffIdTakenError(owner[0])
        connection.execute(
            "INSERT INTO person (person_id, name, staff_id, room_id, trained_on) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET name = excluded.name, staff_id = excluded.staff_id,"
            " room_id = excluded.room_id, trained_on = excluded.trained_on",
            (
                person.person_id,
                person.name,
                person.staff_id,
                person.room_id,
                person.trained_on.isoformat() if person.trained_on else None,
            ),
        )


def remove_people(connection: sqlite3.Connection, person_ids: Collection[str]) -> None:
    """Remove people so that nothing of their names is left in the file."""
    kept = [person for person in people(connection) if person.person_id not in person_ids]
    # Rows that were moved when a page was split leave copies behind. Emptied as a whole, all pages are overwritten.
    connection.execute("DELETE FROM person")
    imports.forget(connection, imports.ROSTER)
    put_people(connection, kept)


def current(connection: sqlite3.Connection) -> dict[str, Custody]:
    """Return the current stretch of each device that has one."""
    rows = connection.execute(f"{_CUSTODY} WHERE until IS NULL ORDER BY custody_id")
    return {custody.device_id: custody for custody in map(_custody, rows)}


def change(connection: sqlite3.Connection, changes: Sequence[NewCustody]) -> list[Custody]:
    """End the current stretches and begin the next ones, also if the clock was set back in between."""
    begun: list[Custody] = []
    for new in changes:
        row = connection.execute(
            "SELECT since FROM custody WHERE device_id = ? AND until IS NULL", (new.device_id,)
        ).fetchone()
        since = new.since if row is None else max(new.since, row[0])
        connection.execute("UPDATE custody SET until = ? WHERE device_id = ? AND until IS NULL", (since, new.device_id))
        connection.execute(
            "INSERT INTO custody (device_id, life, since, person_id, due, actor, reason) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (new.device_id, new.life, since, new.person_id, new.due, new.by, new.reason),
        )
        stretch = Custody(
            device_id=new.device_id, life=new.life, since=since, until=None, person_id=new.person_id, due=new.due,
            by=new.by, reason=new.reason,
        )  # fmt: skip
        begun.append(stretch)
    return begun


def history(connection: sqlite3.Connection, device_id: str) -> list[Custody]:
    """Return all stretches of a device, oldest first."""
    return [
        _custody(row) for row in connection.execute(f"{_CUSTODY} WHERE device_id = ? ORDER BY custody_id", (device_id,))
    ]


def at(connection: sqlite3.Connection, device_id: str, utc: float) -> Custody | None:
    """Return the stretch a device was in at a time."""
    row = connection.execute(
        f"{_CUSTODY} WHERE device_id = ? AND since <= ? AND (until IS NULL OR until > ?)"
        " ORDER BY custody_id DESC LIMIT 1",
        (device_id, utc, utc),
    ).fetchone()
    return None if row is None else _custody(row)


def hardware(connection: sqlite3.Connection) -> list[Hardware]:
    """Return what every device ever was, oldest first."""
    rows = connection.execute("SELECT device_id, uid, since, until FROM hardware ORDER BY since, rowid")
    return [Hardware(device_id=device_id, uid=uid, since=since, until=until) for device_id, uid, since, until in rows]


def put_hardware(connection: sqlite3.Connection, installed: dict[str, str | None], utc: float) -> None:
    """Note which identifier devices have from now on; None for those that are gone."""
    for device_id, uid in installed.items():
        connection.execute(
            "UPDATE hardware SET until = max(since, ?) WHERE device_id = ? AND until IS NULL", (utc, device_id)
        )
        if uid is not None:
            connection.execute("INSERT INTO hardware (device_id, uid, since) VALUES (?, ?, ?)", (device_id, uid, utc))


def snapshot(connection: sqlite3.Connection, person_ids: Collection[str], device_ids: Collection[str]) -> Snapshot:
    """Return how some people and devices stand."""
    known = {person.person_id: person for person in people(connection)}
    stretches = dict(connection.execute("SELECT device_id, custody_id FROM custody WHERE until IS NULL"))
    return Snapshot(
        people={person_id: known.get(person_id) for person_id in person_ids},
        stretches={device_id: stretches.get(device_id, 0) for device_id in device_ids},
    )


def restore(connection: sqlite3.Connection, before: Snapshot, after: Snapshot) -> None:
    """Bring people and devices back to `before`, if they still stand as `after`; else ChangedSinceError."""
    if snapshot(connection, after.people.keys(), after.stretches.keys()) != after:
        raise ChangedSinceError
    remove_people(connection, before.people.keys())
    put_people(connection, [person for person in before.people.values() if person is not None])
    for device_id, custody_id in before.stretches.items():
        connection.execute("DELETE FROM custody WHERE device_id = ? AND custody_id > ?", (device_id, custody_id))
        connection.execute("UPDATE custody SET until = NULL WHERE custody_id = ?", (custody_id,))


def _person(row: PersonRow) -> Person:
    """Return a row as a person; a training date that a flipped bit made unreadable is unknown."""
    person_id, name, staff_id, room_id, trained_on = row
    return Person(person_id=person_id, name=name, staff_id=staff_id, room_id=room_id, trained_on=_date(trained_on))


def _date(text: str | None) -> date | None:
    """Return a stored date; None if there is none."""
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        return None


def _custody(row: CustodyRow) -> Custody:
    """Return a row as a stretch."""
    device_id, life, since, until, person_id, due, actor, reason = row
    return Custody(
        device_id=device_id, life=life, since=since, until=until, person_id=person_id, due=due, by=actor, reason=reason
    )
