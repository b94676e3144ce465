"""What is kept of a message that is tried for days: little, and nothing that is not true."""

from dataclasses import replace
from pathlib import Path
import sqlite3

from custom_components.duress.ledger import DEFAULT_YEARS, YEAR, DeliveryState, Ledger, LeftOut, new_id
from custom_components.duress.ledger.attempts import FIRST, LATEST
from custom_components.duress.ledger.migrations import MIGRATIONS, upgrade

from .builders import attempt, entry, message

AT = 1_795_443_124.25
DAY = 400
"""Attempts at one message; a real day has five times as many."""

NUMBERS = [*range(1, FIRST + 1), *range(DAY - LATEST + 1, DAY + 1)]


async def test_a_day_of_attempts_is_bounded_and_still_counted(path: Path) -> None:
    """Given an endpoint that is away for a day, then the first and latest attempts are there, and a true sum."""
    ledger = await Ledger.open(path)
    (delivery,) = await ledger.commit([entry("E1")], [message("E1")])
    for number in range(1, DAY + 1):
        # It was refused for a while, then not reached.
        outcome = "refused" if 100 <= number < 150 else "retry"
        await ledger.record_attempt(
            attempt(delivery.delivery_id, number, DeliveryState.SENT, at=AT + 45 * number, outcome=outcome)
        )
    # What is noted twice counts once, also after it was summed up.
    for number in (1, 50, DAY):
        await ledger.record_attempt(attempt(delivery.delivery_id, number, DeliveryState.SENT, at=AT + 45 * number))
    (record,) = await ledger.delivery_page()
    assert [one.number for one in record.attempts] == NUMBERS
    assert (record.delivery.attempts, record.delivery.first_posted) == (DAY, AT + 45)
    sums = {one.outcome: one for one in record.left_out}
    assert sum(one.times for one in record.left_out) + len(record.attempts) == DAY
    assert sums["refused"] == LeftOut(outcome="refused", times=50, since=AT + 45 * 100, until=AT + 45 * 149)
    assert (sums["retry"].since, sums["retry"].until) == (AT + 45 * 6, AT + 45 * (DAY - LATEST))
    # The endpoint is back: the attempt that delivered it is the last one.
    last = attempt(delivery.delivery_id, DAY + 1, DeliveryState.DELIVERED, at=AT + 90_000, outcome="delivered")
    await ledger.record_attempt(last)
    (record,) = await ledger.delivery_page()
    assert (record.attempts[-1].number, record.attempts[-1].outcome) == (DAY + 1, "delivered")
    assert record.delivery.state is DeliveryState.DELIVERED
    assert len(record.attempts) == FIRST + LATEST
    await ledger.close()


async def test_few_attempts_are_all_kept(ledger: Ledger) -> None:
    """Given as many attempts as are kept, then none is left out."""
    (delivery,) = await ledger.commit([], [message("E1")])
    for number in range(1, FIRST + LATEST + 1):
        await ledger.record_attempt(attempt(delivery.delivery_id, number, DeliveryState.SENT, at=AT + number))
    (record,) = await ledger.delivery_page()
    assert (len(record.attempts), record.left_out) == (FIRST + LATEST, ())


async def test_a_ledger_of_version_9_is_thinned_out(path: Path) -> None:
    """Given a ledger with a day of attempts at one message and two at another, then it is as if it had been so."""
    connection = sqlite3.connect(path, isolation_level=None)
    upgrade(connection, {number: step for number, step in MIGRATIONS.items() if number <= 9})
    connection.execute("BEGIN")
    connection.execute("INSERT INTO endpoint VALUES ('desk', 2)")
    for number, attempts in ((1, DAY), (2, 2)):
        connection.execute(
            "INSERT INTO delivery (event_id, endpoint_id, sequence, incident_id, kind, priority, at, content_type,"
            " body, state, attempts)"
            " VALUES (?, 'desk', ?, 'I1', 'incident_raised', 0, 1.5, 'text/plain', x'00', 'sent', ?)",
            (f"E{number}", number, attempts),
        )
        connection.executemany(
            "INSERT INTO attempt VALUES (?, ?, ?, ?, 'retry', NULL, 'no connection')",
            [(number, one, AT + one, AT + one + 0.5) for one in range(1, attempts + 1)],
        )
    connection.execute("COMMIT")
    connection.close()
    ledger = await Ledger.open(path)
    assert (ledger.durable, ledger.set_aside) == (True, None)
    second, first = await ledger.delivery_page()
    assert [one.number for one in first.attempts] == NUMBERS
    expected = LeftOut(outcome="retry", times=DAY - FIRST - LATEST, since=AT + 6, until=AT + DAY - LATEST)
    assert first.left_out == (expected,)
    assert ([one.number for one in second.attempts], second.left_out) == ([1, 2], ())
    await ledger.close()


async def test_the_sum_goes_with_its_incident(path: Path) -> None:
    """Given an incident whose time to be kept is over, then nothing of its messages is left."""
    ledger = await Ledger.open(path)
    later = [replace(entry(f"E{year}", incident_id=f"I{year}"), at=AT + year * YEAR) for year in range(3, 9)]
    incident = [entry("E1"), entry("E2", kind="incident_closed")]
    delivery, _ = await ledger.commit([*incident, *later], [message("E1"), message("E8", incident_id="I8")])
    for number in range(1, 40):
        await ledger.record_attempt(attempt(delivery.delivery_id, number, DeliveryState.SENT, at=AT + number))
    await ledger.upkeep.purge(DEFAULT_YEARS, AT + 8 * YEAR, lambda: new_id(0))
    assert [one.delivery.event_id for one in await ledger.delivery_page()] == ["E8"]
    await ledger.close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM attempt_left_out").fetchone() == (0,)
    connection.close()
