"""When each state of a delivery was first reached, and so how long alarms took from the press to the confirmation."""

from collections.abc import Iterable
import sqlite3
from typing import Final

from .records import AlarmTimes, DeliveryState

# Spelled as in the schema's partial index, or SQLite would not use it.
_CONFIRMED: Final = "state IN ('delivered', 'desk_accepted', 'declined')"
_TIME: Final = "SELECT at FROM delivery_time WHERE delivery_id = delivery.delivery_id AND state"
_RAISED: Final = (
    "SELECT iif(json_valid(data), json_extract(data, '$.mode'), NULL) FROM entry"
    " WHERE incident_id = delivery.incident_id AND kind = 'incident_raised' ORDER BY seq LIMIT 1"
)

type Cursor = tuple[float, int]


def note(connection: sqlite3.Connection, reached: Iterable[tuple[int, DeliveryState, float]]) -> None:
    """Note when deliveries reached a state (UTC s), unless that is noted already."""
    connection.executemany("INSERT INTO delivery_time VALUES (?, ?, ?) ON CONFLICT DO NOTHING", reached)


def of(connection: sqlite3.Connection, delivery_id: int) -> dict[DeliveryState, float]:
    """Return when a delivery reached each of its states (UTC s), in the order of time."""
    rows = connection.execute("SELECT state, at FROM delivery_time WHERE delivery_id = ? ORDER BY at", (delivery_id,))
    return {DeliveryState(state): at for state, at in rows}


def alarms(
    connection: sqlite3.Connection, endpoint_id: str, since: float, after: Cursor, limit: int
) -> tuple[list[AlarmTimes], Cursor | None]:
    """Return confirmed alarms of an endpoint that happened since a time, in pages by their latest answer.

    The second value asks for the next page; None after the last one.
    """
    rows = connection.execute(
        f"SELECT at, ({_TIME} = 'queued'), ({_TIME} = 'sent'),"  # noqa: S608 - constants only
        f" coalesce((SELECT min(at) FROM delivery_time WHERE delivery_id = delivery.delivery_id AND {_CONFIRMED}),"
        f" answered_at), ({_RAISED}), answered_at, delivery_id FROM delivery"
        f" WHERE endpoint_id = ? AND priority = 0 AND {_CONFIRMED} AND (answered_at, delivery_id) > (?, ?)"
        " ORDER BY answered_at, delivery_id LIMIT ?",
        (endpoint_id, *after, limit),
    ).fetchall()
    found = [
        AlarmTimes(at=at, stored=stored, sent=sent, confirmed=confirmed, mode=mode)
        for at, stored, sent, confirmed, mode, _, _ in rows
        if at >= since
    ]
    return found, rows[-1][-2:] if len(rows) == limit else None
