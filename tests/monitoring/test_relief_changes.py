"""Primary and backup over restarts, changes of the set-up and faults of the disk: nothing is lost or kept back."""

import asyncio
from dataclasses import replace

import pytest

from custom_components.duress.ledger import Attempt, DeliveryState, Priority

from .builders import happened
from .instant import Mood, School, a_pair, a_proven_pair, instantly, proven


def test_the_time_goes_on_while_the_site_is_down() -> None:
    """Given a site that is killed with a held alarm, when it is back, then the time counts from the press."""

    async def story() -> None:
        school = await a_proven_pair(Mood.HANGS)
        await school.press("E1")
        await asyncio.sleep(1)
        await school.kill()
        await school.start()
        await asyncio.sleep(2.8)
        assert await school.told("E1") == ("held", None)
        await asyncio.sleep(0.6)
        assert await school.told("E1") == ("delivered", "late")
        await school.press("E2", "I2")
        await school.kill()
        await asyncio.sleep(30)
        await school.start()
        await asyncio.sleep(0.3)
        assert await school.told("E2") == ("delivered", "late")

    instantly(story)


@pytest.mark.parametrize(
    ("state", "attempts", "expected"),
    [
        (DeliveryState.DELIVERED, 1, ("spared", None)),
        (DeliveryState.DECLINED, 1, ("spared", None)),
        (DeliveryState.REFUSED, 1, ("delivered", "refused")),
        (DeliveryState.DEAD_LETTER, 1, ("delivered", "given_up")),
        (DeliveryState.SENT, 2, ("delivered", "failed")),
        (DeliveryState.SENT, 1, ("held", None)),
        (DeliveryState.ACCEPTED, 3, ("held", None)),
        (DeliveryState.QUEUED, 0, ("held", None)),
    ],
)
def test_what_the_primary_said_before_a_restart_counts_after_it(
    state: DeliveryState, attempts: int, expected: tuple[str, str | None]
) -> None:
    """Given an answer that was stored by a process that died before it concluded, then it counts after the start."""

    async def story() -> None:
        school = a_pair()
        school.ways["primary"].mood = Mood.HANGS
        school.open_ledger()
        stored = await school.stored("E1")
        for number in range(1, attempts + 1):
            attempt = Attempt(
                delivery_id=stored.delivery_id, number=number, posted_at=school.now, answered_at=school.now,
                outcome="any", status=None, detail="", state=state, next_attempt=None,
            )  # fmt: skip
            await school.ledger.record_attempt(attempt)
        await school.start()
        await asyncio.sleep(0.2)
        assert await school.told("E1") == expected
        await asyncio.sleep(4.2)
        assert await school.told("E1") == (expected if expected[0] != "held" else ("delivered", "late"))

    instantly(story)


def test_what_was_released_stays_so_over_a_restart() -> None:
    """Given an incident the backup was told of, when the site restarts, then updates still go there at once."""

    async def story() -> None:
        school = await a_proven_pair(Mood.REFUSES)
        await school.press("E1")
        await asyncio.sleep(1)
        await school.kill()
        school.ways["primary"].mood = Mood.GOOD
        await school.start()
        await asyncio.sleep(1)
        await school.press("E2", priority=Priority.UPDATE)
        await asyncio.sleep(1)
        assert await school.told("E2") == ("delivered", "earlier")
        assert school.ways["backup"].events == ["E1", "E2"]

    instantly(story)


async def left_behind(school: School, *events: str, state: DeliveryState) -> None:
    """Leave a ledger as a process does that died after it stored what the primary said of events, and nothing else."""
    school.open_ledger()
    for event_id in events:
        primary = await school.stored(event_id)
        await school.ledger.set_state(primary.delivery_id, state, school.now)


def test_an_update_that_was_stored_as_held_follows_what_was_released() -> None:
    """Given an alarm the backup was told, when a later one was still held at a restart, then that goes there, too."""

    async def story() -> None:
        school = a_pair()
        await left_behind(school, "E1", "E2", state=DeliveryState.DELIVERED)
        await school.ledger.backups.release_later([2], "late", school.now)
        await school.start()
        await asyncio.sleep(1)
        assert [event for _, event, _ in school.ways["backup"].told] == ["E1", "E2"]
        assert await school.told("E2") == ("delivered", "earlier")

    instantly(story)


def test_what_was_given_up_of_a_closed_incident_is_not_tried_for_ever() -> None:
    """Given a closed incident that only the backup still waits to hear of, then it is tried slowly and given up."""

    async def story() -> None:
        school = a_pair()
        school.ways["backup"].mood = Mood.FAILS
        await left_behind(school, "E1", state=DeliveryState.DEAD_LETTER)
        await school.ledger.commit([happened("E2", kind="incident_closed")], [])
        school.schedule = replace(school.schedule, give_up=600)
        await school.start()
        await asyncio.sleep(7200)
        assert await school.told("E1") == ("dead_letter", "given_up")

    instantly(story)


def test_a_backup_that_becomes_independent_gets_what_it_held() -> None:
    """Given a held alarm, when its endpoint is no backup any more, then it goes; what comes after goes at once."""

    async def story() -> None:
        school = await a_proven_pair(Mood.HANGS)
        await school.press("E1")
        school.pairs = {}
        school.set_up("backup")
        await asyncio.sleep(0.3)
        assert await school.told("E1") == ("delivered", "regrouped")
        await school.press("E2", "I2")
        await asyncio.sleep(0.3)
        assert await school.told("E2") == ("delivered", None)

    instantly(story)


def test_an_endpoint_that_becomes_a_backup_goes_on_with_what_it_was_told() -> None:
    """Given an incident told to two independent endpoints, when one becomes a backup, then it gets the updates."""

    async def story() -> None:
        school = School("primary", "backup")
        await proven(school)
        await school.press("E1")
        school.pairs = {"backup": "primary"}
        school.set_up("backup")
        await school.press("E2", priority=Priority.UPDATE)
        await school.press("E3", "I2")
        await asyncio.sleep(1)
        assert school.ways["backup"].events == ["E1", "E2"]
        assert await school.told("E3") == ("spared", None)

    instantly(story)


def test_without_a_primary_the_backup_is_one_no_more() -> None:
    """Given a held alarm, when the primary is removed, then it goes, and later ones are not held."""

    async def story() -> None:
        school = await a_proven_pair(Mood.HANGS)
        await school.press("E1")
        await school.outbox.remove_endpoint("primary", abandon=True)
        await asyncio.sleep(0.3)
        assert await school.told("E1") == ("delivered", "removed")
        assert await school.told("E1", "primary") == ("dead_letter", None)
        await school.press("E2", "I2", only=("backup",))
        await asyncio.sleep(0.3)
        assert await school.told("E2") == ("delivered", None)

    instantly(story)


def test_a_removed_backup_gives_up_what_it_held() -> None:
    """Given a held alarm, when the backup is removed, then it is a dead letter, which can be sent when it is back."""

    async def story() -> None:
        school = await a_proven_pair(Mood.HANGS)
        await school.press("E1")
        await school.outbox.remove_endpoint("backup", abandon=True)
        await asyncio.sleep(10)
        assert await school.told("E1") == ("dead_letter", None)
        assert school.ways["backup"].told == []
        school.set_up("backup")
        await asyncio.sleep(1)
        assert await school.outbox.replay("backup") == 1
        await asyncio.sleep(1)
        assert [(event, sequence) for _, event, sequence in school.ways["backup"].told] == [("E1", 1)]

    instantly(story)


def test_what_cannot_be_stored_goes_to_both() -> None:
    """Given a broken disk, then an alarm goes to both at once, and is one when the disk takes it later."""

    async def story() -> None:
        school = await a_proven_pair(Mood.HANGS)
        school.writer.broken = True
        await school.press("E1")
        await asyncio.sleep(0.3)
        assert school.ways["backup"].events == ["E1"]
        school.writer.broken = False
        await school.press("E1")
        await asyncio.sleep(6)
        assert [(event, sequence) for _, event, sequence in school.ways["backup"].told] == [("E1", 0)]
        assert await school.told("E1") == ("delivered", "earlier")

    instantly(story)


@pytest.mark.parametrize("seconds", [0.0, 2.0])
def test_a_disk_that_fails_or_hangs_holds_up_nothing(seconds: float) -> None:
    """Given an alarm that is held, when it is released and the disk does not play along, then it goes from memory."""

    async def story() -> None:
        school = await a_proven_pair(Mood.HANGS)
        await school.press("E1")
        await school.press("E2", priority=Priority.UPDATE)
        await asyncio.sleep(3)
        school.writer.broken, school.writer.slow = not seconds, seconds
        await asyncio.sleep(1.6)
        assert [event for _, event, _ in school.ways["backup"].told] == ["E1", "E2"]
        school.writer.broken, school.writer.slow = False, 0.0
        await asyncio.sleep(10)
        assert [event for _, event, _ in school.ways["backup"].told] == ["E1", "E2"]
        assert await school.told("E1") == ("delivered", "late")
        assert await school.told("E2") == ("delivered", "late")

    instantly(story)


def test_a_clock_that_is_set_back_holds_nothing_longer() -> None:
    """Given a held alarm, when the clock is set back an hour over a restart, then it waits for its patience only."""

    async def story() -> None:
        school = await a_proven_pair(Mood.HANGS)
        await school.press("E1")
        await school.kill()
        school.clock_off = -3600
        await school.start()
        await asyncio.sleep(4.5)
        assert await school.told("E1") == ("delivered", "late")

    instantly(story)


def test_what_is_held_of_a_closed_incident_goes_slowly() -> None:
    """Given a held message of an incident that was closed before a restart, then it is given up one day as usual."""

    async def story() -> None:
        school = await a_proven_pair()
        school.ways["primary"].mood = school.ways["backup"].mood = Mood.FAILS
        await school.press("E1")
        await school.press("E2", priority=Priority.UPDATE, kind="incident_closed")
        await school.kill()
        school.schedule = replace(school.schedule, give_up=600)
        await school.start()
        await asyncio.sleep(7200)
        assert [await school.told(one) for one in ("E1", "E2")] == [("dead_letter", "late")] * 2

    instantly(story)
