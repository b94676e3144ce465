"""When each state of a message was reached: stored with the state, never taken back, and what alarms took from it."""

from dataclasses import replace
from pathlib import Path
import sqlite3

from hypothesis import HealthCheck, given, settings, strategies as st
import pytest

from custom_components.duress.ledger import DEFAULT_YEARS, YEAR, AlarmTimes, DeliveryState, Ledger, new_id, times
from custom_components.duress.ledger.migrations import MIGRATIONS, upgrade

from .builders import DESK, attempt, entry, message

PRESSED = 1_795_443_124.25
STORED = PRESSED + 0.01

QUEUED, SENT, REFUSED, ACCEPTED = (
    DeliveryState.QUEUED,
    DeliveryState.SENT,
    DeliveryState.REFUSED,
    DeliveryState.ACCEPTED,
)
DELIVERED, DESK_ACCEPTED, DECLINED, DEAD_LETTER = (
    DeliveryState.DELIVERED,
    DeliveryState.DESK_ACCEPTED,
    DeliveryState.DECLINED,
    DeliveryState.DEAD_LETTER,
)


async def at_ten_milliseconds(path: Path) -> Ledger:
    """Open a ledger whose clock stands ten milliseconds after the press."""
    return await Ledger.open(path, clock=lambda: STORED)


async def times_of(ledger: Ledger, event_id: str = "E1") -> dict[DeliveryState, float]:
    """Return when a message reached its states, as seconds after the press."""
    (times,) = [one.times for one in await ledger.delivery_page() if one.delivery.event_id == event_id]
    return {state: round(at - PRESSED, 3) for state, at in times.items()}


async def test_each_state_has_its_time(path: Path) -> None:
    """Given a message that is sent twice, taken over and then read by a person, then all six times are there."""
    ledger = await at_ten_milliseconds(path)
    (delivery,) = await ledger.commit([], [message("E1")])
    assert await times_of(ledger) == {QUEUED: 0.01}
    await ledger.record_attempt(attempt(delivery.delivery_id, 1, SENT, at=PRESSED + 1))
    await ledger.record_attempt(attempt(delivery.delivery_id, 2, ACCEPTED, at=PRESSED + 3))
    assert await ledger.receipt(DESK, "E1", DELIVERED, PRESSED + 4)
    assert await ledger.receipt(DESK, "E1", DESK_ACCEPTED, PRESSED + 60)
    assert await ledger.receipt(DESK, "E1", DECLINED, PRESSED + 90)
    expected = {QUEUED: 0.01, SENT: 1.0, ACCEPTED: 3.5, DELIVERED: 4.0, DESK_ACCEPTED: 60.0, DECLINED: 90.0}
    assert list((await times_of(ledger)).items()) == list(expected.items())
    await ledger.close()
    again = await Ledger.open(path)
    assert await times_of(again) == expected
    await again.close()


async def test_a_late_note_tells_of_the_past_and_undoes_nothing(path: Path) -> None:
    """Given a receipt that is noted before the attempt it is about, then the message stays accepted by the desk."""
    ledger = await at_ten_milliseconds(path)
    (delivery,) = await ledger.commit([], [message("E1")])
    assert await ledger.receipt(DESK, "E1", DESK_ACCEPTED, PRESSED + 5)
    await ledger.record_attempt(attempt(delivery.delivery_id, 1, DELIVERED, at=PRESSED + 1))
    await ledger.record_attempt(attempt(delivery.delivery_id, 2, REFUSED, at=PRESSED + 7))
    (kept,) = await ledger.deliveries("I1")
    assert (kept.state, kept.answered_at) == (DESK_ACCEPTED, PRESSED + 5)
    # What the second attempt would have led to was never reached.
    assert await times_of(ledger) == {QUEUED: 0.01, SENT: 1.0, DELIVERED: 1.5, DESK_ACCEPTED: 5.0}
    await ledger.close()


async def test_given_up_and_sent_again(path: Path) -> None:
    """Given two messages that were given up, one never tried, when they are sent again, then they say how far."""
    ledger = await at_ten_milliseconds(path)
    tried, untried = await ledger.commit([], [message("E1"), message("E2")])
    await ledger.record_attempt(attempt(tried.delivery_id, 1, SENT, at=PRESSED + 1))
    for one in (tried, untried):
        assert await ledger.set_state(one.delivery_id, DEAD_LETTER, PRESSED + 100, "the endpoint was removed")
    assert [one.state for one in await ledger.requeue(DESK)] == [SENT, QUEUED]
    await ledger.record_attempt(attempt(untried.delivery_id, 1, DELIVERED, at=PRESSED + 200))
    assert await times_of(ledger) == {QUEUED: 0.01, SENT: 1.0, DEAD_LETTER: 100.0}
    assert await times_of(ledger, "E2") == {QUEUED: 0.01, DEAD_LETTER: 100.0, SENT: 200.0, DELIVERED: 200.5}
    await ledger.close()


@given(notes=st.lists(st.tuples(st.sampled_from(DeliveryState), st.integers(1, 50), st.booleans()), max_size=8))
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_a_time_once_noted_stays(ledger: Ledger, notes: list[tuple[DeliveryState, int, bool]]) -> None:
    """Given any notes in any order, then the present state has a time, and no time ever changes."""
    event_id = new_id(0)
    (delivery,) = await ledger.commit([], [message(event_id)])
    before: dict[DeliveryState, float] = {}
    for number, (state, second, is_receipt) in enumerate(notes, 1):
        at = PRESSED + second
        if is_receipt:
            await ledger.receipt(DESK, event_id, state, at)
        else:
            await ledger.record_attempt(attempt(delivery.delivery_id, number, state, at=at))
        (record,) = [one for one in await ledger.delivery_page(limit=1) if one.delivery.event_id == event_id]
        assert record.delivery.state in record.times
        assert before.items() <= record.times.items()
        before = dict(record.times)


async def test_what_an_earlier_version_stored_has_the_times_that_are_known(path: Path) -> None:
    """Given messages of version 6 in several states, when the ledger is opened, then their times are as known."""
    connection = sqlite3.connect(path, isolation_level=None)
    upgrade(connection, {number: step for number, step in MIGRATIONS.items() if number <= 6})
    connection.execute("INSERT INTO endpoint VALUES ('desk', 4)")
    rows = [
        ("new", "queued", None, None),
        ("waits", "sent", 1.0, 1.5),
        ("read", "desk_accepted", 2.0, 9.0),
        ("over", "dead_letter", None, 7.0),
    ]
    for number, (event_id, state, posted, answered) in enumerate(rows, 1):
        connection.execute(
            "INSERT INTO delivery (event_id, endpoint_id, sequence, kind, priority, at, content_type, body, state,"
            " first_posted, answered_at) VALUES (?, 'desk', ?, 'incident_raised', 0, ?, 'text', x'00', ?, ?, ?)",
            (event_id, number, PRESSED, state, *(None if at is None else PRESSED + at for at in (posted, answered))),
        )
    for number, outcome, answered in ((1, "retry", 2.5), (2, "accepted", 3.5), (3, "delivered", 4.5)):
        connection.execute(
            "INSERT INTO attempt VALUES (3, ?, ?, ?, ?, 200, '')",
            (number, PRESSED + answered - 0.5, PRESSED + answered, outcome),
        )
    connection.close()
    ledger = await Ledger.open(path)
    assert await times_of(ledger, "new") == {}
    assert await times_of(ledger, "waits") == {SENT: 1.0}
    assert await times_of(ledger, "read") == {SENT: 2.0, ACCEPTED: 3.5, DELIVERED: 4.5, DESK_ACCEPTED: 9.0}
    assert await times_of(ledger, "over") == {DEAD_LETTER: 7.0}
    await ledger.close()


async def test_times_go_with_their_incident(path: Path) -> None:
    """Given an incident whose time to be kept is over, when it is removed, then no time of it stays behind."""
    ledger = await at_ten_milliseconds(path)
    incident = [entry("E1"), replace(entry("E2", "incident_closed"), at=PRESSED + 60)]
    await ledger.commit(incident, [message("E1"), message("E2")])
    later = [replace(entry(f"E{year}", incident_id=f"I{year}"), at=PRESSED + year * YEAR) for year in range(3, 9)]
    await ledger.commit(later, [message("E8", incident_id="I8")])
    await ledger.upkeep.purge(DEFAULT_YEARS, PRESSED + 8 * YEAR, lambda: new_id(0))
    await ledger.close()
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT count(*) FROM delivery_time").fetchone() == (1,)
    connection.close()


@pytest.fixture
async def year_of_alarms(path: Path) -> Ledger:
    """Return a ledger with an alarm a day over a year, each tenth in a drill, confirmed after a second and more."""
    ledger = await Ledger.open(path)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN")
    connection.execute("INSERT INTO endpoint VALUES ('desk', 365)")
    for day in range(365):
        at, incident = PRESSED - day * 86_400, f"I{day}"
        connection.execute(
            "INSERT INTO entry (event_id, kind, at, incident_id, data, hash) VALUES (?, 'incident_raised', ?, ?, ?, ?)",
            (f"E{day}", at, incident, "{broken" if day == 5 else f'{{"mode":"{_mode(day)}"}}', bytes([1])),
        )
        connection.execute(
            "INSERT INTO delivery (event_id, endpoint_id, sequence, incident_id, kind, priority, at, content_type,"
            " body, state, first_posted, answered_at) VALUES (?, 'desk', ?, ?, '', ?, ?, '', x'00', ?, ?, ?)",
            (f"E{day}", day + 1, incident, day % 4 == 3, at, "sent" if day == 8 else "desk_accepted", at, at + 500),
        )
        states = [("queued", 0.01), ("sent", 0.02), ("delivered", 1 + day / 1000), ("desk_accepted", 500)]
        connection.executemany(
            "INSERT INTO delivery_time SELECT delivery_id, ?, ? FROM delivery WHERE event_id = ?",
            [(state, at + seconds, f"E{day}") for state, seconds in states if day != 2 or state == "desk_accepted"],
        )
    connection.execute("COMMIT")
    connection.close()
    return ledger


def _mode(day: int) -> str:
    """Return in which mode the alarm of a day was."""
    return "drill" if day % 10 == 0 else "live"


async def test_what_alarms_took_is_read_for_a_while(year_of_alarms: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given messages of a year, when the alarms of 90 days are read in pages, then it is these and no more."""
    monkeypatch.setattr("custom_components.duress.ledger.ledger._ALARMS_AT_ONCE", 10)
    found = await year_of_alarms.alarm_times(DESK, PRESSED - 90 * 86_400)
    days = {round((PRESSED - one.at) / 86_400): one for one in found}
    assert sorted(days) == [day for day in range(91) if day % 4 != 3 and day != 8]
    assert len(found) == len(days)
    at = PRESSED - 86_400
    assert days[1] == AlarmTimes(at=at, stored=at + 0.01, sent=at + 0.02, confirmed=at + 1.001, mode="live")
    assert (days[10].mode, days[5].mode) == ("drill", None)
    # Of this one only the latest answer is known.
    assert (days[2].stored, days[2].sent, round(days[2].confirmed - days[2].at)) == (None, None, 500)
    assert await year_of_alarms.alarm_times("nobody", 0.0) == []
    await year_of_alarms.close()


async def test_alarms_are_found_without_going_through_everything(year_of_alarms: Ledger, path: Path) -> None:
    """Given years of messages, when alarms are read, then SQLite uses the index made for it, whatever else there is."""
    connection = sqlite3.connect(path)
    statements: list[str] = []
    connection.set_trace_callback(statements.append)
    times.alarms(connection, DESK, 0.0, (0.0, 0), 10)
    (plan,) = [
        row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statements[0]}") if "delivery USING" in row[3]
    ]
    assert "delivery_alarm_confirmed" in plan
    connection.close()
    await year_of_alarms.close()
