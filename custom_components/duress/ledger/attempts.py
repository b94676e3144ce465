"""The attempts at a delivery: each with its answer, and what it did to the delivery.

An endpoint that is away is tried twice a minute for as long as an alarm is open. Of that the first and the latest
attempts are kept, and of those between them how often each outcome came, and from when to when.
"""

import sqlite3
from typing import Final

from . import times
from .records import Attempt, DeliveryState, LeftOut
from .store import set_state

FIRST: Final = 5
LATEST: Final = 15
"""Attempts that are kept one by one, as in the schema's version 10."""


def of(connection: sqlite3.Connection, delivery_id: int) -> list[Attempt]:
    """Return the attempts that are kept of a delivery, in order; state and next attempt are those of the delivery."""
    rows = connection.execute(
        "SELECT number, posted_at, attempt.answered_at, outcome, status, detail, state, next_attempt"
        " FROM attempt JOIN delivery USING (delivery_id) WHERE delivery_id = ? ORDER BY number",
        (delivery_id,),
    )
    return [
        Attempt(
            delivery_id=delivery_id, number=number, posted_at=posted_at, answered_at=answered_at, outcome=outcome,
            status=status, detail=detail, state=DeliveryState(state), next_attempt=next_attempt,
        )
        for number, posted_at, answered_at, outcome, status, detail, state, next_attempt in rows
    ]  # fmt: skip


def left_out(connection: sqlite3.Connection, delivery_id: int) -> list[LeftOut]:
    """Return what is known of the attempts of a delivery that are not kept one by one, in the order of time."""
    rows = connection.execute(
        "SELECT outcome, times, since, until FROM attempt_left_out WHERE delivery_id = ? ORDER BY since", (delivery_id,)
    )
    return [LeftOut(outcome=outcome, times=count, since=since, until=until) for outcome, count, since, until in rows]


def record(connection: sqlite3.Connection, attempt: Attempt) -> None:
    """Note an attempt and what it did to its delivery; one that is noted already changes nothing."""
    fresh = connection.execute(
        "INSERT INTO attempt SELECT delivery_id, ?, ?, ?, ?, ?, ? FROM delivery WHERE delivery_id = ?"
        " AND NOT (? > ? AND ? <= attempts - ?) ON CONFLICT DO NOTHING",
        (
            attempt.number,
            attempt.posted_at,
            attempt.answered_at,
            attempt.outcome,
            attempt.status,
            attempt.detail,
            attempt.delivery_id,
            *(attempt.number, FIRST, attempt.number, LATEST),
        ),
    )
    if fresh.rowcount == 0:
        return
    times.note(connection, [(attempt.delivery_id, DeliveryState.SENT, attempt.posted_at)])
    connection.execute(
        "UPDATE delivery SET attempts = max(attempts, ?), first_posted = coalesce(first_posted, ?), next_attempt = ?"
        " WHERE delivery_id = ?",
        (attempt.number, attempt.posted_at, attempt.next_attempt, attempt.delivery_id),
    )
    _leave_out(connection, attempt.delivery_id, attempt.number - LATEST)
    set_state(connection, attempt.delivery_id, attempt.state, attempt.answered_at, attempt.detail)


def _leave_out(connection: sqlite3.Connection, delivery_id: int, last: int) -> None:
    """Sum the attempts up to a number up, but for the first ones."""
    if last <= FIRST:
        return
    removed = connection.execute(
        "DELETE FROM attempt WHERE delivery_id = ? AND number > ? AND number <= ? RETURNING outcome, posted_at",
        (delivery_id, FIRST, last),
    ).fetchall()
    connection.executemany(
        "INSERT INTO attempt_left_out VALUES (?, ?, 1, ?, ?) ON CONFLICT DO UPDATE SET times = times + 1,"
        " since = min(since, excluded.since), until = max(until, excluded.until)",
        [(delivery_id, outcome, at, at) for outcome, at in removed],
    )
