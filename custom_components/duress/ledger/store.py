"""The ledger's statements: values in, values out, on an open connection."""

from collections.abc import Sequence
import json
import sqlite3
from typing import Final

from . import chain, times
from .records import RANKS, Delivery, DeliveryStanding, DeliveryState, DeliveryStats, Entry, Json, NewDelivery

_ENTRY: Final = "SELECT event_id, kind, at, incident_id, data, seq, trouble_id FROM entry"
DELIVERY: Final = (
    "SELECT event_id, endpoint_id, incident_id, kind, priority, at, content_type, body, delivery_id, sequence, state,"
    " attempts, next_attempt, first_posted, answered_at, last_answer, backup_for, held_until, released_because,"
    " released_at, thread FROM delivery"
)
OPEN: Final = (
    "SELECT incident_id FROM entry WHERE incident_id IS NOT NULL"
    " EXCEPT SELECT incident_id FROM entry WHERE kind = 'incident_closed'"
)
OPEN_TROUBLES: Final = (
    "SELECT trouble_id FROM entry WHERE trouble_id IS NOT NULL"
    " EXCEPT SELECT trouble_id FROM entry WHERE trouble_id IS NOT NULL AND kind = 'trouble_ended'"
)
# These lists are spelled as in the schema's partial indexes, or SQLite would not use them.
_UNFINISHED: Final = "state IN ('queued', 'sent', 'refused', 'accepted')"
CONFIRMED: Final = "state IN ('delivered', 'desk_accepted', 'declined')"

type EntryRow = tuple[str, str, float, str | None, str, int, str | None]
type DeliveryRow = tuple[
    str, str, str | None, str, int, float, str, bytes, int, int, str, int,
    float | None, float | None, float | None, str | None, str | None, float | None, str | None, float | None,
    str | None,
]  # fmt: skip


def add(
    connection: sqlite3.Connection, entries: Sequence[Entry], deliveries: Sequence[NewDelivery], now: float
) -> list[Delivery]:
    """Store at a time (UTC s) what is not there yet and return the deliveries that are new, with their sequences."""
    chain.append(connection, entries)
    stored = [added for new in deliveries if (added := _add_delivery(connection, new)) is not None]
    times.note(connection, ((one.delivery_id, one.state, now) for one in stored))
    return stored


def _add_delivery(connection: sqlite3.Connection, new: NewDelivery) -> Delivery | None:
    """Store one delivery under the endpoint's next sequence; None if it is there already."""
    key = (new.event_id, new.endpoint_id)
    if connection.execute("SELECT 1 FROM delivery WHERE event_id = ? AND endpoint_id = ?", key).fetchone():
        return None
    state = new.first_state
    number = provisional_sequence if state is DeliveryState.HELD else next_sequence
    sequence = number(connection, new.endpoint_id)
    (delivery_id,) = connection.execute(
        "INSERT INTO delivery (event_id, endpoint_id, sequence, incident_id, kind, priority, at, content_type, body,"
        " state, backup_for, held_until, released_because, thread)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING delivery_id",
        (
            *(*key, sequence, new.incident_id, new.kind, int(new.priority), new.at, new.content_type, new.body),
            *(state, new.backup_for, new.held_until, new.released_because, new.thread),
        ),
    ).fetchone()
    return Delivery.of(new, delivery_id, sequence)


def next_sequence(connection: sqlite3.Connection, endpoint_id: str) -> int:
    """Give out the next sequence of an endpoint."""
    (sequence,) = connection.execute(
        "INSERT INTO endpoint VALUES (?, 1) ON CONFLICT DO UPDATE SET last_sequence = last_sequence + 1"
        " RETURNING last_sequence",
        (endpoint_id,),
    ).fetchone()
    return int(sequence)


def provisional_sequence(connection: sqlite3.Connection, endpoint_id: str) -> int:
    """Return a number for what may never be sent: below 0, so that no number is missing at the endpoint."""
    connection.execute("INSERT INTO endpoint VALUES (?, 0) ON CONFLICT DO NOTHING", (endpoint_id,))
    (lowest,) = connection.execute(
        "SELECT min(sequence) FROM delivery WHERE endpoint_id = ?", (endpoint_id,)
    ).fetchone()
    return min(0, lowest or 0) - 1


def open_incident_entries(connection: sqlite3.Connection) -> list[Entry]:
    """Return all entries of incidents that nobody closed, in the order they happened."""
    return [_entry(row) for row in connection.execute(f"{_ENTRY} WHERE incident_id IN ({OPEN}) ORDER BY seq")]


def open_trouble_entries(connection: sqlite3.Connection) -> list[Entry]:
    """Return all entries of troubles that are not over, in the order they happened."""
    rows = connection.execute(f"{_ENTRY} WHERE trouble_id IN ({OPEN_TROUBLES}) ORDER BY seq")
    return [_entry(row) for row in rows]


def open_incident_ids(connection: sqlite3.Connection) -> frozenset[str]:
    """Return the ids of incidents that nobody closed."""
    return frozenset(row[0] for row in connection.execute(OPEN))


def entries(connection: sqlite3.Connection, incident_id: str | None, before_seq: int | None, limit: int) -> list[Entry]:
    """Return entries, newest first."""
    wanted = (incident_id, before_seq)
    conditions = [text for text, value in zip(("incident_id = ?", "seq < ?"), wanted, strict=True) if value is not None]
    values = [value for value in wanted if value is not None]
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return [_entry(row) for row in connection.execute(f"{_ENTRY}{where} ORDER BY seq DESC LIMIT ?", (*values, limit))]


def page(
    connection: sqlite3.Connection,
    after: int,
    end: int,
    since: float | None,
    until: float | None,
    kinds: Sequence[str],
    limit: int,
) -> list[tuple[Entry, str]]:
    """Return entries with their hashes in hexadecimal, oldest first, numbered from past `after` up to `end`."""
    conditions, values = ["seq > ?", "seq <= ?"], [after, end]
    wanted: list[tuple[str, Sequence[float | str]]] = [
        ("at >= ?", () if since is None else (since,)),
        ("at < ?", () if until is None else (until,)),
        (f"kind IN ({', '.join('?' * len(kinds))})", kinds),
    ]
    conditions += [condition for condition, given in wanted if given]
    given_values = [value for _, given in wanted for value in given]
    rows = connection.execute(
        f"SELECT hash, {_ENTRY.removeprefix('SELECT ')} WHERE {' AND '.join(conditions)} ORDER BY seq LIMIT ?",
        (*values, *given_values, limit),
    )
    return [(_entry(row), digest.hex()) for digest, *row in rows]


def last_entry(connection: sqlite3.Connection, kind: str) -> Entry | None:
    """Return the newest entry of a kind."""
    row = connection.execute(f"{_ENTRY} WHERE kind = ? ORDER BY seq DESC LIMIT 1", (kind,)).fetchone()
    return None if row is None else _entry(row)


def entries_of(connection: sqlite3.Connection, kind: str, incident_ids: Sequence[str]) -> list[Entry]:
    """Return the entries of a kind of some incidents, in the order they happened."""
    marks = ", ".join("?" * len(incident_ids))
    rows = connection.execute(
        f"{_ENTRY} WHERE incident_id IN ({marks}) AND kind = ? ORDER BY seq", (*incident_ids, kind)
    )
    return [_entry(row) for row in rows]


def entry(connection: sqlite3.Connection, event_id: str) -> Entry | None:
    """Return an entry by the id of its event."""
    row = connection.execute(f"{_ENTRY} WHERE event_id = ?", (event_id,)).fetchone()
    return None if row is None else _entry(row)


def message_answers(connection: sqlite3.Connection, message_ids: Sequence[str]) -> list[Entry]:
    """Return what desks answered to messages that are no incident's, in the order it came."""
    marks = ", ".join("?" * len(message_ids))
    # The condition is spelled as in the schema's partial index, or SQLite would go through everything.
    rows = connection.execute(
        f"{_ENTRY} WHERE kind = 'message_answered' AND json_extract(data, '$.message_id') IN ({marks}) ORDER BY seq",
        tuple(message_ids),
    )
    return [_entry(row) for row in rows]


def unfinished(connection: sqlite3.Connection, endpoint_id: str | None) -> list[Delivery]:
    """Return what is still to be sent or confirmed, most urgent and oldest first."""
    where, values = (" AND endpoint_id = ?", (endpoint_id,)) if endpoint_id is not None else ("", ())
    rows = connection.execute(f"{DELIVERY} WHERE {_UNFINISHED}{where} ORDER BY priority, delivery_id", values)
    return [delivery_of(row) for row in rows]


def of_incident(connection: sqlite3.Connection, incident_id: str) -> list[Delivery]:
    """Return all deliveries of an incident in the order they were stored."""
    rows = connection.execute(f"{DELIVERY} WHERE incident_id = ? ORDER BY delivery_id", (incident_id,))
    return [delivery_of(row) for row in rows]


def delivery(connection: sqlite3.Connection, endpoint_id: str, event_id: str) -> Delivery | None:
    """Return what an endpoint was told of an event."""
    row = connection.execute(f"{DELIVERY} WHERE event_id = ? AND endpoint_id = ?", (event_id, endpoint_id)).fetchone()
    return None if row is None else delivery_of(row)


def dead_letters(connection: sqlite3.Connection, endpoint_id: str) -> list[Delivery]:
    """Return what was given up at an endpoint, oldest first."""
    rows = connection.execute(
        f"{DELIVERY} WHERE state = 'dead_letter' AND endpoint_id = ? ORDER BY delivery_id", (endpoint_id,)
    )
    return [delivery_of(row) for row in rows]


def delivery_page(
    connection: sqlite3.Connection,
    endpoint_id: str | None,
    incident_id: str | None,
    states: Sequence[DeliveryState],
    before: int | None,
    limit: int,
) -> list[Delivery]:
    """Return deliveries, newest first: of an endpoint, an incident, in some states, before a number."""
    # What is in a few states or of an incident has an index and is sorted; a "+" keeps SQLite from going through all.
    few, of_one = "+" if states else "", "+" if states or incident_id is not None else ""
    wanted = {f"{of_one}endpoint_id = ?": endpoint_id, "incident_id = ?": incident_id, f"{few}delivery_id < ?": before}
    conditions = [condition for condition, value in wanted.items() if value is not None]
    if states:
        named = ", ".join(f"'{state}'" for state in states)
        conditions.append(f"state = {named}" if len(states) == 1 else f"state IN ({named})")
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    values = [value for value in wanted.values() if value is not None]
    rows = connection.execute(f"{DELIVERY}{where} ORDER BY {few}delivery_id DESC LIMIT ?", (*values, limit))
    return [delivery_of(row) for row in rows]


def set_state(
    connection: sqlite3.Connection, delivery_id: int, state: DeliveryState, at: float, answer: str | None
) -> bool:
    """Bring a delivery forward to a state; False if it is unknown or already further."""
    row = connection.execute("SELECT state, answered_at FROM delivery WHERE delivery_id = ?", (delivery_id,)).fetchone()
    if row is None:
        return False
    is_further = RANKS[DeliveryState(row[0])] > RANKS[state]
    if not is_further or (row[1] is not None and at < row[1]):
        # What is noted late was reached all the same, if it was before.
        times.note(connection, [(delivery_id, state, at)])
    if is_further:
        return False
    connection.execute(
        "UPDATE delivery SET state = ?, answered_at = ?, last_answer = coalesce(?, last_answer),"
        " next_attempt = iif(?, NULL, next_attempt) WHERE delivery_id = ?",
        (state, at, answer, state.is_finished, delivery_id),
    )
    return True


def receipt(connection: sqlite3.Connection, endpoint_id: str, event_id: str, state: DeliveryState, at: float) -> bool:
    """Note that the endpoint or a person at the desk confirmed a message; False if that changes nothing."""
    row = connection.execute(
        "SELECT delivery_id, state FROM delivery WHERE event_id = ? AND endpoint_id = ?", (event_id, endpoint_id)
    ).fetchone()
    # The same receipt again must not make the first one late.
    return row is not None and row[1] != state and set_state(connection, row[0], state, at, None)


def requeue(connection: sqlite3.Connection, endpoint_id: str, delivery_id: int | None = None) -> list[Delivery]:
    """Take back everything, or one message, that was given up at an endpoint and return it, ready to be sent again."""
    given_up = [one for one in dead_letters(connection, endpoint_id) if delivery_id in (None, one.delivery_id)]
    for one in given_up:
        # A backup that was removed may have been given up before it was told.
        sequence = one.sequence if one.sequence > 0 else next_sequence(connection, endpoint_id)
        connection.execute(
            "UPDATE delivery SET state = iif(attempts > 0, 'sent', 'queued'), next_attempt = NULL, sequence = ?"
            " WHERE delivery_id = ?",
            (sequence, one.delivery_id),
        )
    wanted = {one.delivery_id for one in given_up}
    return [delivery for delivery in unfinished(connection, endpoint_id) if delivery.delivery_id in wanted]


def stats(connection: sqlite3.Connection, endpoint_id: str) -> DeliveryStats:
    """Return what an endpoint took so far."""
    count = "SELECT count(*) FROM delivery WHERE endpoint_id = ? AND"
    counts = [
        connection.execute(f"{count} {condition}", (endpoint_id,)).fetchone()[0]
        for condition in (CONFIRMED, _UNFINISHED, "state = 'dead_letter'")
    ]
    last = connection.execute(
        f"SELECT answered_at, answered_at - at FROM delivery WHERE endpoint_id = ? AND {CONFIRMED}"  # noqa: S608 - constants only
        " ORDER BY answered_at DESC LIMIT 1",
        (endpoint_id,),
    ).fetchone() or (None, None)
    sequence = connection.execute("SELECT last_sequence FROM endpoint WHERE endpoint_id = ?", (endpoint_id,)).fetchone()
    return DeliveryStats(
        delivered=counts[0], waiting=counts[1], dead_letters=counts[2], last_sequence=sequence[0] if sequence else 0,
        last_delivered=last[0], last_latency=last[1],
    )  # fmt: skip


def standings(connection: sqlite3.Connection) -> dict[str, DeliveryStanding]:
    """Return of each endpoint when it last confirmed a message (UTC s) and how many were given up."""
    of_it = "FROM delivery WHERE endpoint_id = one.endpoint_id AND"
    rows = connection.execute(
        f"SELECT endpoint_id, (SELECT max(answered_at) {of_it} {CONFIRMED}),"  # noqa: S608 - constants only
        f" (SELECT count(*) {of_it} state = 'dead_letter') FROM endpoint AS one"
    )
    return {key: DeliveryStanding(last_confirmed=confirmed, dead_letters=dead) for key, confirmed, dead in rows}


def told(connection: sqlite3.Connection, event_ids: Sequence[str]) -> list[tuple[str, str]]:
    """Return which of these events were messages to which endpoints."""
    rows = connection.execute(
        "SELECT event_id, endpoint_id FROM delivery WHERE event_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(event_ids)),),
    )
    return [(event_id, endpoint_id) for event_id, endpoint_id in rows]


def confirmed_incidents(connection: sqlite3.Connection) -> dict[str, float]:
    """Return when each endpoint last confirmed a message of an incident (UTC s)."""
    rows = connection.execute(
        f"SELECT endpoint_id, max(answered_at) FROM delivery WHERE {CONFIRMED} AND incident_id IS NOT NULL"  # noqa: S608 - constants only
        " GROUP BY endpoint_id"
    )
    return {endpoint_id: at for endpoint_id, at in rows if at is not None}


def values(connection: sqlite3.Connection, prefix: str) -> dict[str, Json]:
    """Return the kept facts whose key starts with a prefix."""
    rows = connection.execute("SELECT key, value FROM fact WHERE substr(key, 1, ?) = ?", (len(prefix), prefix))
    return {key: _parsed(fact) for key, fact in rows}


def value(connection: sqlite3.Connection, key: str) -> Json:
    """Return a kept fact; None if there is none."""
    row = connection.execute("SELECT value FROM fact WHERE key = ?", (key,)).fetchone()
    return None if row is None else _parsed(row[0])


def set_values(connection: sqlite3.Connection, facts: dict[str, Json]) -> None:
    """Keep facts, each in place of what was kept under its key."""
    connection.executemany(
        "INSERT INTO fact VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
        [(key, json.dumps(fact)) for key, fact in facts.items()],
    )


def _parsed(text: str) -> Json:
    """Return stored JSON as a value; None if it is damaged."""
    try:
        parsed: Json = json.loads(text)
    except ValueError:
        return None
    return parsed


def _entry(row: EntryRow) -> Entry:
    """Return a row as an entry."""
    event_id, kind, at, incident_id, data, seq, trouble_id = row
    return Entry(
        event_id=event_id, kind=kind, at=at, incident_id=incident_id, data=_data(data), seq=seq, trouble_id=trouble_id
    )


def _data(text: str) -> dict[str, Json]:
    """Return the data of an entry; what a flipped bit made unreadable is kept as it is, under "damaged"."""
    try:
        data: Json = json.loads(text)
    except ValueError:
        data = None
    return data if isinstance(data, dict) else {"damaged": text}


def delivery_of(row: DeliveryRow) -> Delivery:
    """Return a row as a delivery."""
    return Delivery(
        event_id=row[0], endpoint_id=row[1], incident_id=row[2], kind=row[3], priority=row[4], at=row[5],
        content_type=row[6], body=row[7], delivery_id=row[8], sequence=row[9], state=DeliveryState(row[10]),
        attempts=row[11], next_attempt=row[12], first_posted=row[13], answered_at=row[14], last_answer=row[15],
        backup_for=row[16], held_until=row[17], released_because=row[18], released_at=row[19], thread=row[20],
    )  # fmt: skip
