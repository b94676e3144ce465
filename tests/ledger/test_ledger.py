"""The ledger as the site uses it: what is committed is there again, once, in order, with the same ids."""

import asyncio
from dataclasses import replace
from pathlib import Path
import sqlite3

from hypothesis import HealthCheck, given, settings, strategies as st
import pytest

from custom_components.duress.ledger import (
    Delivery,
    DeliveryRecord,
    DeliveryStanding,
    DeliveryState,
    Entry,
    Json,
    Ledger,
    LedgerError,
    LedgerErrorKind,
    NewDelivery,
    Priority,
    new_id,
)

from .builders import DESK, attempt, entry, message

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)


async def test_a_commit_is_there_after_a_restart(path: Path) -> None:
    """Given a press and its two deliveries, when the ledger is opened again, then all of it is there unchanged."""
    first = await Ledger.open(path)
    stored = await first.commit([entry("E1", room="204")], [message("E1", body=b"\x00\xff"), message("E1", "mqtt")])
    await first.close()

    second = await Ledger.open(path)
    (kept,) = await second.entries()
    assert (kept.event_id, kept.data, kept.seq) == ("E1", {"room": "204"}, 1)
    assert await second.pending() == stored
    assert [(one.endpoint_id, one.body, one.state) for one in stored] == [
        (DESK, b"\x00\xff", DeliveryState.QUEUED),
        ("mqtt", b'{"x":1}', DeliveryState.QUEUED),
    ]
    assert second.durable
    assert second.set_aside is None
    assert second.reason is None
    await second.close()


async def test_the_same_event_is_stored_once(ledger: Ledger) -> None:
    """Given a stored event, when it is committed again with one more endpoint, then only that delivery is new."""
    await ledger.commit([entry("E1", room="204")], [message("E1")])
    new = await ledger.commit([entry("E1", room="999")], [message("E1", body=b"other"), message("E1", "mqtt")])
    assert [delivery.endpoint_id for delivery in new] == ["mqtt"]
    assert [kept.data for kept in await ledger.entries()] == [{"room": "204"}]
    assert [delivery.body for delivery in await ledger.pending(DESK)] == [b'{"x":1}']


async def test_sequences_count_per_endpoint_without_gaps_over_restarts(path: Path) -> None:
    """Given endpoints with different traffic, when the site restarts, then each goes on with its own next sequence."""
    first = await Ledger.open(path)
    stored = await first.commit([], [message("E1"), message("E2"), message("E1", "mqtt")])
    assert await first.commit([], [message("E2")]) == []
    await first.close()
    second = await Ledger.open(path)
    later = await second.commit([], [message("E3"), message("E3", "mqtt")])
    await second.close()
    assert [(one.endpoint_id, one.sequence) for one in stored + later] == [
        (DESK, 1),
        (DESK, 2),
        ("mqtt", 1),
        (DESK, 3),
        ("mqtt", 2),
    ]


async def test_entries_of_open_incidents_come_back_in_order(ledger: Ledger) -> None:
    """Given a closed and an open incident and other entries, then only those of the open one come, oldest first."""
    story = [
        ("E1", "incident_raised", "I1"),
        ("E2", "incident_raised", "I2"),
        ("E3", "stranger_heard", None),
        ("E4", "incident_acknowledged", "I2"),
        ("E5", "incident_closed", "I1"),
        ("E6", "incident_repeated", "I2"),
    ]
    for event_id, kind, incident_id in story:
        await ledger.commit([entry(event_id, kind, incident_id)], [])
    assert [kept.event_id for kept in await ledger.open_incident_entries()] == ["E2", "E4", "E6"]
    assert await ledger.open_incident_ids() == {"I2"}


async def test_entries_of_open_troubles_come_back_in_order(ledger: Ledger) -> None:
    """Given a trouble that is over and one that is not, then only the entries of that come, oldest first."""
    story = [
        ("E1", "trouble_started", "T1"),
        ("E2", "trouble_started", "T2"),
        ("E3", "trouble_ended", "T1"),
        ("E4", "trouble_escalated", "T2"),
    ]
    for event_id, kind, trouble_id in story:
        await ledger.commit([replace(entry(event_id, kind, None), trouble_id=trouble_id)], [])
    kept = await ledger.open_trouble_entries()
    assert [(one.event_id, one.trouble_id) for one in kept] == [("E2", "T2"), ("E4", "T2")]
    assert await ledger.open_incident_entries() == []


async def test_entries_are_read_in_pages_newest_first(ledger: Ledger) -> None:
    """Given ten entries of two incidents, when they are read in pages, then pages join and the filter holds."""
    await ledger.commit([entry(f"E{number}", incident_id=f"I{number % 2}") for number in range(10)], [])
    page = await ledger.entries(limit=4)
    following = await ledger.entries(before_seq=page[-1].seq, limit=4)
    assert [kept.event_id for kept in page + following] == ["E9", "E8", "E7", "E6", "E5", "E4", "E3", "E2"]
    assert [kept.event_id for kept in await ledger.entries(incident_id="I1", limit=2)] == ["E9", "E7"]
    assert await ledger.entries(limit=-5) == []


async def test_the_last_entry_of_a_kind(ledger: Ledger) -> None:
    """Given entries of two kinds, when the last of one is asked for, then it is that one; of a third there is none."""
    await ledger.commit([entry("E1", n=1), entry("E2", n=2), entry("E3", "incident_closed")], [])
    last = await ledger.last_entry("incident_raised")
    assert last is not None
    assert (last.event_id, last.data) == ("E2", {"n": 2})
    assert await ledger.last_entry("incident_cleared") is None


async def test_what_happened_cannot_be_changed_or_removed(ledger: Ledger, path: Path) -> None:
    """Given a stored entry, when another program tries to change or remove it, then the database itself refuses."""
    await ledger.commit([entry("E1")], [])
    with sqlite3.connect(path) as other:
        for statement in ("UPDATE entry SET kind = 'x'", "DELETE FROM entry"):
            with pytest.raises(sqlite3.IntegrityError, match="what happened is never"):
                other.execute(statement)
    other.close()


async def test_pending_goes_by_priority_then_age(ledger: Ledger) -> None:
    """Given messages of all priorities, when they are read, then alarms come first and the older before the younger."""
    kinds = [Priority.TROUBLE, Priority.UPDATE, Priority.ALARM, Priority.UPDATE, Priority.ALARM]
    await ledger.commit([], [message(f"E{index}", priority=kind) for index, kind in enumerate(kinds)])
    assert [delivery.event_id for delivery in await ledger.pending(DESK)] == ["E2", "E4", "E1", "E3", "E0"]


async def test_an_attempt_moves_its_delivery_on(ledger: Ledger) -> None:
    """Given a delivery, when it fails and then succeeds, then state, times and both attempts are kept."""
    (delivery,) = await ledger.commit([], [message("E1")])
    await ledger.record_attempt(attempt(delivery.delivery_id, 1, DeliveryState.SENT))
    (waiting,) = await ledger.pending()
    assert (waiting.state, waiting.attempts, waiting.next_attempt) == (DeliveryState.SENT, 1, 1_795_443_126.0)

    done = attempt(delivery.delivery_id, 2, DeliveryState.DELIVERED, at=1_795_443_130.0, outcome="delivered")
    await ledger.record_attempt(done)
    await ledger.record_attempt(done)
    assert await ledger.pending() == []
    (kept,) = await ledger.deliveries("I1")
    assert (kept.state, kept.attempts, kept.next_attempt) == (DeliveryState.DELIVERED, 2, None)
    assert (kept.first_posted, kept.answered_at, kept.last_answer) == (1_795_443_125.0, 1_795_443_130.5, "HTTP 500")
    assert [one.outcome for one in await ledger.attempts(delivery.delivery_id)] == ["retry", "delivered"]
    figures = await ledger.delivery_stats(DESK)
    assert (figures.delivered, figures.waiting, figures.last_sequence) == (1, 0, 1)
    assert (figures.last_delivered, figures.last_latency) == (1_795_443_130.5, 6.25)


@given(states=st.lists(st.sampled_from(DeliveryState), min_size=1, max_size=8))
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_no_late_note_takes_a_confirmation_back(ledger: Ledger, states: list[DeliveryState]) -> None:
    """Given any order of notes about one delivery, then its state never goes back from confirmed to waiting."""
    (delivery,) = await ledger.commit([], [message(new_id(0))])
    confirmed = False
    for number, state in enumerate(states, 1):
        await ledger.record_attempt(attempt(delivery.delivery_id, number, state))
        confirmed = confirmed or state in (
            DeliveryState.DELIVERED,
            DeliveryState.DESK_ACCEPTED,
            DeliveryState.DECLINED,
        )
        waits = any(one.delivery_id == delivery.delivery_id for one in await ledger.pending())
        assert not (confirmed and waits)


async def test_a_receipt_confirms_by_event_and_endpoint(ledger: Ledger) -> None:
    """Given an accepted message, when its receipt comes, then it is delivered; receipts for strangers are refused."""
    (delivery,) = await ledger.commit([], [message("E1")])
    await ledger.record_attempt(attempt(delivery.delivery_id, 1, DeliveryState.ACCEPTED))
    assert [one.state for one in await ledger.pending()] == [DeliveryState.ACCEPTED]
    assert not await ledger.receipt(DESK, "E2", DeliveryState.DELIVERED, 5.0)
    assert not await ledger.receipt("other", "E1", DeliveryState.DELIVERED, 5.0)
    assert await ledger.receipt(DESK, "E1", DeliveryState.DELIVERED, 1_795_443_200.0)
    assert await ledger.receipt(DESK, "E1", DeliveryState.DESK_ACCEPTED, 1_795_443_300.0)
    assert not await ledger.receipt(DESK, "E1", DeliveryState.DELIVERED, 1_795_443_400.0)
    assert not await ledger.receipt(DESK, "E1", DeliveryState.DESK_ACCEPTED, 1_795_443_500.0)
    (kept,) = await ledger.deliveries("I1")
    assert (kept.state, kept.answered_at) == (DeliveryState.DESK_ACCEPTED, 1_795_443_300.0)


async def test_dead_letters_are_replayed_under_their_old_ids(ledger: Ledger) -> None:
    """Given a message that was given up, when a person replays it, then it waits again as the same message."""
    (delivery, _) = await ledger.commit([], [message("E1"), message("E2")])
    assert await ledger.set_state(delivery.delivery_id, DeliveryState.DEAD_LETTER, 9.0, "too long")
    assert [one.event_id for one in await ledger.pending()] == ["E2"]
    assert [one.last_answer for one in await ledger.dead_letters(DESK)] == ["too long"]
    assert await ledger.requeue(DESK, delivery.delivery_id + 1) == []
    assert await ledger.delivery_standings() == {DESK: DeliveryStanding(last_confirmed=None, dead_letters=1)}
    (revived,) = await ledger.requeue(DESK, delivery.delivery_id)
    assert (revived.delivery_id, revived.sequence, revived.body) == (delivery.delivery_id, 1, delivery.body)
    assert await ledger.dead_letters(DESK) == []
    assert not await ledger.set_state(4711, DeliveryState.DELIVERED, 9.0)
    assert await ledger.set_state(delivery.delivery_id, DeliveryState.DELIVERED, 11.0)
    assert await ledger.delivery_standings() == {DESK: DeliveryStanding(last_confirmed=11.0, dead_letters=0)}


async def test_facts_are_kept_over_a_restart(path: Path) -> None:
    """Given small facts, when they are replaced and the site restarts, then the last ones are there."""
    first = await Ledger.open(path)
    await first.set_values({"heard.A": 1.5, "heard.B": None, "other": {"a": [1, "é\ud800"]}})
    await first.set_value("heard.A", 2.5)
    await first.close()
    second = await Ledger.open(path)
    assert await second.get_value("heard.A") == 2.5
    assert await second.get_value("nobody") is None
    assert await second.get_values("heard.") == {"heard.A": 2.5, "heard.B": None}
    assert await second.get_value("other") == {"a": [1, "é\ud800"]}
    await second.close()


@given(data=st.dictionaries(st.text(), JSON, max_size=5))
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_any_data_comes_back_as_it_was(ledger: Ledger, data: dict[str, Json]) -> None:
    """Given any data an entry can hold, when it is read, then it is the same."""
    event_id = new_id(0)
    await ledger.commit([Entry(event_id=event_id, kind="x", at=0.0, incident_id=None, data=data)], [])
    assert (await ledger.entries(limit=1))[0].data == data


async def test_many_commits_at_once_all_arrive_in_order(ledger: Ledger) -> None:
    """Given commits that wait together, when they share transactions, then each resolves with its own deliveries."""
    results = await asyncio.gather(
        *(ledger.commit([entry(f"E{number}")], [message(f"E{number}")]) for number in range(200))
    )
    assert [result[0].event_id for result in results] == [f"E{number}" for number in range(200)]
    assert [kept.seq for kept in await ledger.entries(limit=200)] == list(range(200, 0, -1))


async def test_one_commit_that_cannot_be_stored_takes_no_other_along(ledger: Ledger) -> None:
    """Given good commits and one that breaks a rule, when they wait together, then only that one fails."""
    bad = Delivery.of(message("E-bad"), 1, 1)
    object.__setattr__(bad, "content_type", None)
    bodies: list[list[NewDelivery]] = [[message("E1")], [bad], [message("E2")]]
    results = await asyncio.gather(*(ledger.commit([], body) for body in bodies), return_exceptions=True)
    assert isinstance(results[1], LedgerError)
    assert results[1].kind is LedgerErrorKind.OTHER
    assert [one.event_id for one in await ledger.pending()] == ["E1", "E2"]
    assert [one.sequence for one in await ledger.pending()] == [1, 2]


async def test_data_that_is_no_data_is_the_callers_error(ledger: Ledger) -> None:
    """Given an entry that cannot be written as JSON, when it is committed, then it says so and the next one works."""
    with pytest.raises(TypeError):
        await ledger.commit([entry("E1", bad=object())], [])  # type: ignore[arg-type] # what a bug would do
    await ledger.commit([entry("E2")], [])
    assert [kept.event_id for kept in await ledger.entries()] == ["E2"]
    assert ledger.durable


async def test_a_closed_ledger_says_so(path: Path) -> None:
    """Given a closed ledger, when something is committed, then the error is the ledger's own."""
    ledger = await Ledger.open(path)
    await ledger.close()
    with pytest.raises(LedgerError, match="it is closed"):
        await ledger.commit([entry("E1")], [])
    await ledger.close()


async def test_a_caller_that_gives_up_does_not_stop_the_commit(ledger: Ledger) -> None:
    """Given a commit whose caller is cancelled, when the next one is done, then both are stored."""
    task = asyncio.create_task(ledger.commit([entry("E1")], []))
    await asyncio.sleep(0)
    task.cancel()
    await ledger.commit([entry("E2")], [])
    assert [kept.event_id for kept in await ledger.entries()] == ["E2", "E1"]


def test_new_ids_are_sortable_and_different() -> None:
    """Given moments in order, when ids are made for them, then the ids are in the same order and never the same."""
    ids = [new_id(1_795_443_124 + second) for second in range(50)]
    assert ids == sorted(ids)
    assert len({new_id(1.0) for _ in range(50)}) == 50
    assert {len(text) for text in ids} == {26}


async def test_deliveries_are_read_page_by_page(ledger: Ledger) -> None:
    """Given messages to two endpoints, when somebody asks for some of them, then those come, the newest first."""
    for number in range(1, 8):
        event_id, incident = f"E{number}", f"I{number % 2}"
        both = [message(event_id, incident_id=incident), message(event_id, "mqtt", incident_id=incident)]
        await ledger.commit([entry(event_id, incident_id=incident)], both)
    first, second, *_ = await ledger.pending(DESK)
    await ledger.record_attempt(attempt(first.delivery_id, 1, DeliveryState.SENT))
    await ledger.record_attempt(attempt(first.delivery_id, 2, DeliveryState.DELIVERED))
    assert await ledger.set_state(second.delivery_id, DeliveryState.DEAD_LETTER, 1.0, "too long")

    def events(page: list[DeliveryRecord]) -> list[str]:
        return [f"{one.delivery.endpoint_id} {one.delivery.event_id}" for one in page]

    assert events(await ledger.delivery_page(limit=3)) == ["mqtt E7", "desk E7", "mqtt E6"]
    newest = await ledger.delivery_page(endpoint_id=DESK, limit=2)
    assert events(newest) == ["desk E7", "desk E6"]
    after = await ledger.delivery_page(endpoint_id=DESK, before=newest[-1].delivery.delivery_id)
    assert events(after) == ["desk E5", "desk E4", "desk E3", "desk E2", "desk E1"]
    assert [[one.number for one in record.attempts] for record in after] == [[], [], [], [], [1, 2]]
    assert events(await ledger.delivery_page(incident_id="I0", endpoint_id="mqtt")) == ["mqtt E6", "mqtt E4", "mqtt E2"]
    assert events(await ledger.delivery_page(states=[DeliveryState.DEAD_LETTER])) == ["desk E2"]
    waiting = [state for state in DeliveryState if not state.is_finished]
    page = await ledger.delivery_page(states=waiting, endpoint_id=DESK, limit=2, before=after[0].delivery.delivery_id)
    assert events(page) == ["desk E4", "desk E3"]
    assert await ledger.delivery_page(endpoint_id="nobody") == []
