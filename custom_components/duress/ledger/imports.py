"""What is needed to undo the last import of each kind: kept beside the people, because it may have names in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
import json
import sqlite3
from typing import Final

from .records import Json
from .roster_records import Person, Snapshot

ROSTER: Final = "roster"
PLACES: Final = "places"
NOBODY: Final = Snapshot(people={}, stretches={})


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRecord:
    """One import: `facts` as its maker needs them, without anybody's name, and how people and devices stood.

    `before` and `after` are filled in when it is stored.
    """

    what: str
    import_id: str
    at: float
    facts: Mapping[str, Json]
    before: Snapshot = field(default=NOBODY, repr=False)
    after: Snapshot = field(default=NOBODY, repr=False)


def last(connection: sqlite3.Connection, what: str) -> ImportRecord | None:
    """Return the last import of a kind; None if there is none or it is damaged."""
    row = connection.execute("SELECT import_id, at, record FROM last_import WHERE what = ?", (what,)).fetchone()
    try:
        return None if row is None else _record(what, *row)
    except ValueError, TypeError, KeyError, AttributeError:
        return None


def put(connection: sqlite3.Connection, record: ImportRecord) -> None:
    """Keep an import in place of the last one of its kind."""
    data = {"facts": dict(record.facts), "before": _snapshot_data(record.before), "after": _snapshot_data(record.after)}
    _put_rows(connection, [(record.what, record.import_id, record.at, json.dumps(data))], without=record.what)


def forget(connection: sqlite3.Connection, what: str) -> None:
    """Forget the last import of a kind, so that it cannot be undone any more and nothing of it is left."""
    _put_rows(connection, [], without=what)


type _Row = tuple[str, str, float, str]


def _put_rows(connection: sqlite3.Connection, rows: list[_Row], *, without: str) -> None:
    """Write the table anew: emptied as a whole, its pages are overwritten, and no copy of a name is left in them."""
    kept = connection.execute("SELECT what, import_id, at, record FROM last_import WHERE what <> ?", (without,))
    rows = [*kept, *rows]
    connection.execute("DELETE FROM last_import")
    connection.executemany("INSERT INTO last_import (what, import_id, at, record) VALUES (?, ?, ?, ?)", rows)


def _record(what: str, import_id: str, at: float, text: str) -> ImportRecord:
    """Return a row as an import; raises if it is damaged."""
    data = json.loads(text)
    return ImportRecord(
        what=what,
        import_id=import_id,
        at=at,
        facts=dict(data["facts"]),
        before=_snapshot(data["before"]),
        after=_snapshot(data["after"]),
    )


def _snapshot_data(snapshot: Snapshot) -> dict[str, Json]:
    """Return a snapshot as plain data."""
    return {
        "people": {key: None if person is None else _person_data(person) for key, person in snapshot.people.items()},
        "stretches": dict(snapshot.stretches),
    }


def _person_data(person: Person) -> dict[str, Json]:
    """Return a person as plain data."""
    trained_on = person.trained_on.isoformat() if person.trained_on else None
    return {"name": person.name, "staff_id": person.staff_id, "room_id": person.room_id, "trained_on": trained_on}


def _snapshot(data: Mapping[str, Mapping[str, Mapping[str, str | None] | int | None]]) -> Snapshot:
    """Return plain data as a snapshot."""
    people = {key: _person(key, person) for key, person in data["people"].items()}
    return Snapshot(people=people, stretches={key: _number(value) for key, value in data["stretches"].items()})


def _person(person_id: str, data: object) -> Person | None:
    """Return plain data as a person."""
    if not isinstance(data, dict):
        return None
    trained_on = data["trained_on"]
    return Person(
        person_id=person_id,
        name=data["name"],
        staff_id=data["staff_id"],
        room_id=data["room_id"],
        trained_on=date.fromisoformat(trained_on) if trained_on else None,
    )


def _number(value: object) -> int:
    """Return a whole number or complain."""
    if not isinstance(value, int):
        raise TypeError(f"{value!r} is no number")
    return value
