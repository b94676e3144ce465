"""Messages for backups in the ledger: held without a sequence, then released or spared, once and for good."""

import asyncio
from pathlib import Path

import pytest

from custom_components.duress.ledger import (
    Delivery,
    DeliveryState,
    HeldDelivery,
    Ledger,
    LedgerError,
    NewDelivery,
    ToldBefore,
)

from .builders import DESK, attempt, entry, message

AT = 1_795_443_124.25


def held(event_id: str, incident_id: str | None = "I1") -> NewDelivery:
    """Return a message that is held for the backup of the desk."""
    return message(event_id, "backup", incident_id=incident_id, backup_for=DESK, held_until=AT + 4)


async def release(ledger: Ledger, *deliveries: Delivery, why: str = "late") -> list[Delivery]:
    """Release messages and return what is on the disk then."""
    future: asyncio.Future[list[Delivery] | Exception] = asyncio.get_running_loop().create_future()
    ledger.backups.release([one.delivery_id for one in deliveries], why, AT + 4, future.set_result)
    result = await future
    assert not isinstance(result, Exception)
    return result


async def both(ledger: Ledger, event_id: str, incident_id: str | None = "I1") -> tuple[Delivery, Delivery]:
    """Store an event with a message to the desk and one that is held."""
    new = [message(event_id, incident_id=incident_id), held(event_id, incident_id)]
    primary, backup = await ledger.commit([entry(event_id, incident_id=incident_id)], new)
    return primary, backup


async def test_a_held_message_has_no_sequence_and_is_not_pending(ledger: Ledger) -> None:
    """Given messages that are held, then nothing waits for the backup; its sequences begin with what is released."""
    first = [(await both(ledger, f"E{number}"))[1] for number in (1, 2, 3)]
    assert [one.state for one in first] == [DeliveryState.HELD] * 3
    assert all(one.sequence < 0 for one in first)
    assert await ledger.pending("backup") == []
    stats = await ledger.delivery_stats("backup")
    assert (stats.waiting, stats.last_sequence) == (0, 0)
    released = await release(ledger, first[2], first[0])
    assert [(one.event_id, one.sequence, one.state) for one in released] == [
        ("E3", 1, DeliveryState.QUEUED),
        ("E1", 2, DeliveryState.QUEUED),
    ]
    assert [(one.released_because, one.released_at) for one in released] == [("late", AT + 4)] * 2
    assert await ledger.pending("backup") == sorted(released, key=lambda one: one.delivery_id)
    (direct,) = await ledger.commit([], [message("E9", "backup", backup_for=DESK, held_until=AT, released_because="x")])
    assert (direct.sequence, direct.state, direct.released_because) == (3, DeliveryState.QUEUED, "x")
    page = await ledger.delivery_page(endpoint_id="backup")
    assert [one.delivery.event_id for one in page] == ["E9", "E3", "E2", "E1"]
    assert set(page[1].times) == {DeliveryState.HELD, DeliveryState.QUEUED}


async def test_what_was_released_is_not_spared_and_what_was_spared_is_not_released(ledger: Ledger) -> None:
    """Given one message that is released and one that is spared, then neither becomes the other, also not late."""
    _, one = await both(ledger, "E1")
    _, two = await both(ledger, "E2")
    await release(ledger, one)
    await ledger.backups.spare([one.delivery_id, two.delivery_id], AT + 1)
    assert await release(ledger, one, two) == []
    assert await ledger.backups.release_later([two.delivery_id], "late", AT) == []
    states = {each.event_id: each.state for each in await ledger.deliveries("I1") if each.endpoint_id == "backup"}
    assert states == {"E1": DeliveryState.QUEUED, "E2": DeliveryState.SPARED}
    assert not await ledger.set_state(two.delivery_id, DeliveryState.SENT, AT)


async def test_a_receipt_at_the_backup_is_kept(ledger: Ledger) -> None:
    """Given a held message the backup's desk knows already, when it is to be released, then it is not."""
    _, one = await both(ledger, "E1")
    assert await ledger.receipt("backup", "E1", DeliveryState.DESK_ACCEPTED, AT)
    assert await release(ledger, one) == []


async def test_what_is_held_comes_with_the_primary_s_message(path: Path) -> None:
    """Given held messages of every kind, when the site starts, then it reads how far their primaries got."""
    first = await Ledger.open(path)
    failed, _ = await both(first, "E1")
    await first.record_attempt(attempt(failed.delivery_id, 1, DeliveryState.SENT))
    await first.record_attempt(attempt(failed.delivery_id, 2, DeliveryState.SENT))
    taken, _ = await both(first, "E2", "I2")
    await first.record_attempt(attempt(taken.delivery_id, 1, DeliveryState.DELIVERED))
    await first.commit([entry("E3", incident_id="I2")], [held("E3", "I2")])
    await first.close()
    second = await Ledger.open(path)
    found = await second.backups.held()
    assert [(one.delivery.event_id, one.state, one.attempts, one.vouched) for one in found] == [
        ("E1", DeliveryState.SENT, 2, False),
        ("E2", DeliveryState.DELIVERED, 1, True),
        ("E3", None, 0, True),
    ]
    one: HeldDelivery = found[0]
    assert (one.delivery.backup_for, one.delivery.held_until, one.released_at) == (DESK, AT + 4, None)
    assert await second.backups.held([one.delivery.delivery_id]) == [one]
    await second.close()


async def test_who_was_told_of_what_is_open(ledger: Ledger) -> None:
    """Given an open and a closed incident, then only those endpoints count as told of the open one that were."""
    await both(ledger, "E1")
    _, over = await both(ledger, "E2", "I2")
    await ledger.commit([entry("E3", "incident_closed", "I2")], [])
    await ledger.backups.spare([over.delivery_id], AT)
    assert await ledger.backups.told() == [told_before(DESK, "E1")]
    (one,) = (each for each in await ledger.backups.held() if each.delivery.event_id == "E1")
    await release(ledger, one.delivery)
    assert await ledger.backups.told() == [told_before(DESK, "E1"), told_before("backup", "E1")]


async def test_who_was_told_of_what_is_over_is_known_while_its_end_is_held(ledger: Ledger) -> None:
    """Given a closed incident whose closing is held for a backup, then what the backup was told before counts."""
    _, one = await both(ledger, "E1")
    await release(ledger, one)
    _, end = await both(ledger, "E2")
    await ledger.commit([entry("E3", "incident_closed", "I1")], [])
    assert told_before("backup", "E1") in await ledger.backups.told()
    await release(ledger, end)
    assert await ledger.backups.told() == []


async def test_what_a_backup_was_spared_is_known(ledger: Ledger) -> None:
    """Given one message spared and one released, when it is asked what was told, then the first counts as not sent."""
    _, one = await both(ledger, "E1")
    _, two = await both(ledger, "E2")
    await ledger.backups.spare([one.delivery_id], AT)
    await release(ledger, two)
    mine = [each for each in await ledger.backups.told() if each.endpoint_id == "backup"]
    assert mine == [told_before("backup", "E1", was_sent=False), told_before("backup", "E2")]


async def test_a_message_may_say_something_else_once_it_is_released(ledger: Ledger) -> None:
    """Given two held messages, when one is released with another body, then that is what is stored and sent."""
    _, one = await both(ledger, "E1")
    _, two = await both(ledger, "E2")
    ids = [one.delivery_id, two.delivery_id]
    first, second = await ledger.backups.release_later(ids, "late", AT, {two.delivery_id: b"anew"})
    assert (first.body, second.body) == (one.body, b"anew")
    stored = await ledger.delivery("backup", "E2")
    assert stored is not None
    assert stored.body == b"anew"


def told_before(endpoint_id: str, event_id: str, *, was_sent: bool = True) -> ToldBefore:
    """Return what is known of a message of the open incident."""
    return ToldBefore(endpoint_id=endpoint_id, chain="I1", event_id=event_id, was_sent=was_sent)


async def test_a_dead_letter_that_was_never_sent_gets_its_sequence_when_it_is_replayed(ledger: Ledger) -> None:
    """Given a held message of a backup that was removed, when it is sent again, then it is the next of its endpoint."""
    _, one = await both(ledger, "E1")
    assert await ledger.set_state(one.delivery_id, DeliveryState.DEAD_LETTER, AT, "removed")
    (again,) = await ledger.requeue("backup")
    assert (again.sequence, again.state) == (1, DeliveryState.QUEUED)


async def test_a_closed_ledger_says_so(path: Path) -> None:
    """Given a ledger that is closed, when something is to be released, then the caller hears of it."""
    ledger = await Ledger.open(path)
    _, one = await both(ledger, "E1")
    await ledger.close()
    with pytest.raises(LedgerError):
        await ledger.backups.release_later([one.delivery_id], "late", AT)
