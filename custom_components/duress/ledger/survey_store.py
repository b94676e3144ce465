"""The survey in the ledger's file: presses whose room is known, versioned, with the walks they come from.

It is neither purged with what happened nor forgotten with people: nobody is named in it.
"""

from collections.abc import Iterable, Mapping, Sequence
import json
from math import isfinite
import sqlite3
from typing import Final

from . import chain
from .records import Entry, Json
from .survey_records import (
    ListenerFact,
    StoredPress,
    StoredRoom,
    StoredSurvey,
    StoredWalk,
    SurveyChange,
    SurveyVersion,
)
from .writer import Lane, Writer

_PRESS: Final = "SELECT press_id, room_id, source, at, device_id, heard FROM survey_press"

type _PressRow = tuple[str, str, str, float, str | None, str]


class SurveyStore:
    """The survey of a site. Every method raises LedgerError when the disk does not play along.

    What changes something is on the disk before it returns, wholly or not at all.
    """

    def __init__(self, writer: Writer) -> None:
        """Take the ledger's writer."""
        self._writer = writer

    async def load(self) -> StoredSurvey:
        """Return the survey as it stands; damaged rows are left out and counted."""
        return await self._writer.submit(Lane.NOTES, _load)

    async def at_version(self, version: int) -> tuple[StoredPress, ...]:
        """Return the presses of a version, also of one that is over."""

        def work(connection: sqlite3.Connection) -> tuple[StoredPress, ...]:
            where = "since <= ? AND (until IS NULL OR until > ?)"
            return _presses(connection.execute(f"{_PRESS} WHERE {where} ORDER BY row_id", (version, version)))[0]

        return await self._writer.submit(Lane.NOTES, work)

    async def versions(self) -> list[SurveyVersion]:
        """Return every version there ever was, oldest first."""

        def work(connection: sqlite3.Connection) -> list[SurveyVersion]:
            rows = connection.execute("SELECT version, at, why FROM survey_version ORDER BY version")
            return [SurveyVersion(version=version, at=at, why=why) for version, at, why in rows]

        return await self._writer.submit(Lane.NOTES, work)

    async def change(self, change: SurveyChange, entries: Sequence[Entry] = ()) -> int:
        """Make a new version, with entries about it; return its number, or the current one if no press changes."""

        def work(connection: sqlite3.Connection) -> int:
            chain.append(connection, entries)
            return _change(connection, change)

        return await self._writer.submit(Lane.EVENTS, work)

    async def put_walk(self, walk: StoredWalk, entries: Sequence[Entry] = ()) -> None:
        """Keep where a walk stands, with entries about it."""

        def work(connection: sqlite3.Connection) -> None:
            chain.append(connection, entries)
            _put_walk(connection, walk)

        await self._writer.submit(Lane.EVENTS, work)

    async def put_listeners(self, facts: Sequence[ListenerFact]) -> None:
        """Keep since when listeners hang where they hang."""
        await self._writer.submit(Lane.EVENTS, lambda connection: _put_listeners(connection, facts))


def _change(connection: sqlite3.Connection, change: SurveyChange) -> int:
    """Make a new version inside a transaction."""
    _put_rooms(connection, change.rooms)
    _put_listeners(connection, change.listeners)
    if change.walk is not None:
        _put_walk(connection, change.walk)
    current = {row[0] for row in connection.execute("SELECT press_id FROM survey_press WHERE until IS NULL")}
    leaving = change.without & current
    coming = [one for one in change.presses if one.press_id not in current - leaving]
    if not leaving and not coming:
        return _version(connection)
    cursor = connection.execute("INSERT INTO survey_version (at, why) VALUES (?, ?)", (change.at, change.why))
    version = cursor.lastrowid or 0
    connection.executemany(
        "UPDATE survey_press SET until = ? WHERE press_id = ? AND until IS NULL",
        [(version, press_id) for press_id in sorted(leaving)],
    )
    connection.executemany(
        "INSERT INTO survey_press (press_id, room_id, source, at, device_id, heard, since)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (one.press_id, one.room_id, one.source, one.at, one.device_id, _heard_text(one), version)
            for one in {one.press_id: one for one in coming}.values()
        ],
    )
    return version


def _load(connection: sqlite3.Connection) -> StoredSurvey:
    """Return everything as it stands."""
    presses, unreadable = _presses(connection.execute(f"{_PRESS} WHERE until IS NULL ORDER BY row_id"))
    walks: list[StoredWalk] = []
    for walk_id, at, text in connection.execute("SELECT walk_id, at, data FROM survey_walk ORDER BY at, walk_id"):
        if isinstance(data := _parsed(text), dict):
            walks.append(StoredWalk(walk_id=walk_id, at=at, data=data))
        else:
            unreadable += 1
    rooms = connection.execute("SELECT room_id, name, floor_id, floor, building FROM survey_room ORDER BY room_id")
    facts = connection.execute("SELECT listener_id, uid, room_id, since FROM survey_listener ORDER BY listener_id")
    return StoredSurvey(
        version=_version(connection),
        presses=presses,
        rooms=tuple(
            StoredRoom(room_id=room_id, name=name, floor_id=floor_id, floor=floor, building=building)
            for room_id, name, floor_id, floor, building in rooms
        ),
        listeners=tuple(
            ListenerFact(listener_id=listener_id, uid=uid, room_id=room_id, since=since)
            for listener_id, uid, room_id, since in facts
        ),
        walks=tuple(walks),
        unreadable=unreadable,
    )


def _version(connection: sqlite3.Connection) -> int:
    """Return the number of the current version; 0 before the first."""
    number: int | None = connection.execute("SELECT max(version) FROM survey_version").fetchone()[0]
    return number or 0


def _presses(rows: Iterable[_PressRow]) -> tuple[tuple[StoredPress, ...], int]:
    """Return rows as presses, and how many could not be read."""
    found: list[StoredPress] = []
    unreadable = 0
    for press_id, room_id, source, at, device_id, text in rows:
        heard, margins = _heard(_parsed(text))
        if heard is None:
            unreadable += 1
            continue
        found.append(
            StoredPress(
                press_id=press_id, room_id=room_id, source=source, at=at, heard=heard, margins=margins,
                device_id=device_id,
            )
        )  # fmt: skip
    return tuple(found), unreadable


def _heard_text(press: StoredPress) -> str:
    """Return levels and margins as they are kept."""
    return json.dumps({key: [level, press.margins.get(key)] for key, level in sorted(press.heard.items())})


def _heard(data: Json) -> tuple[dict[str, float] | None, dict[str, float]]:
    """Return kept levels and margins; None for the levels if they are damaged."""
    heard: dict[str, float] = {}
    margins: dict[str, float] = {}
    if not isinstance(data, dict):
        return None, margins
    for listener, pair in data.items():
        if not isinstance(pair, list) or len(pair) != 2 or (level := _number(pair[0])) is None:
            return None, margins
        heard[listener] = level
        if (margin := _number(pair[1])) is not None:
            margins[listener] = margin
    return heard, margins


def _number(value: Json) -> float | None:
    """Return a finite number; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not isfinite(value):
        return None
    return float(value)


def _parsed(text: str) -> Json:
    """Return kept JSON; None if it is damaged."""
    try:
        data: Json = json.loads(text)
    except ValueError, RecursionError:
        return None
    return data


def _put_rooms(connection: sqlite3.Connection, rooms: Sequence[StoredRoom]) -> None:
    """Keep what rooms are called."""
    connection.executemany(
        "INSERT INTO survey_room (room_id, name, floor_id, floor, building) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET name = excluded.name, floor_id = excluded.floor_id, floor = excluded.floor,"
        " building = excluded.building",
        [(room.room_id, room.name, room.floor_id, room.floor, room.building) for room in rooms],
    )


def _put_listeners(connection: sqlite3.Connection, facts: Sequence[ListenerFact]) -> None:
    """Keep since when listeners hang where they hang."""
    connection.executemany(
        "INSERT INTO survey_listener (listener_id, uid, room_id, since) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET uid = excluded.uid, room_id = excluded.room_id, since = excluded.since",
        [(fact.listener_id, fact.uid, fact.room_id, fact.since) for fact in facts],
    )


def _put_walk(connection: sqlite3.Connection, walk: StoredWalk) -> None:
    """Keep where a walk stands."""
    data: Mapping[str, Json] = walk.data
    connection.execute(
        "INSERT INTO survey_walk (walk_id, at, data) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET data = excluded.data",
        (walk.walk_id, walk.at, json.dumps(dict(data))),
    )
