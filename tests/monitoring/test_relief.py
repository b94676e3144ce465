"""Primary and backup: who is told, when and why; the clock jumps, a real ledger keeps what was told."""

import asyncio

import pytest

from custom_components.duress.ledger import DeliveryState, Priority
from custom_components.duress.monitoring import NoticeType

from .instant import Mood, School, a_pair, a_proven_pair, instantly, proven


def test_what_the_primary_takes_is_spared() -> None:
    """Given a primary that confirms, then the backup is not told, and its message says so and has no sequence."""

    async def story() -> None:
        school = await a_proven_pair()
        await school.press("E1")
        assert await school.told("E1") == ("held", None)
        assert school.outbox.status("backup").waiting == 0
        await asyncio.sleep(10)
        assert await school.told("E1", "primary") == ("delivered", None)
        found = await school.message("E1")
        assert (found.state, found.last_answer) == (DeliveryState.SPARED, "the primary endpoint confirmed it")
        assert found.sequence < 0
        assert found.backup_for == "primary"
        assert school.ways["backup"].told == []

    instantly(story)


def test_a_primary_that_hangs_costs_less_than_five_seconds() -> None:
    """Given a primary that stops answering, then the backup has the alarm in 5 s; both go on and both are marked."""

    async def story() -> None:
        school = await a_proven_pair(Mood.HANGS)
        pressed = asyncio.get_running_loop().time()
        await school.press("E1")
        await asyncio.sleep(4.5)
        assert await school.told("E1") == ("delivered", "late")
        told_at = school.ways["backup"].first("E1")
        assert told_at is not None
        assert 3.9 < told_at - pressed <= 5
        assert await school.told("E1", "primary") == ("queued", None)
        # The primary gets it all the same, and the backup goes on as well.
        school.ways["primary"].mood = Mood.GOOD
        await asyncio.sleep(120)
        assert await school.told("E1", "primary") == ("delivered", None)
        assert await school.told("E1") == ("delivered", "late")

    instantly(story)


def test_the_second_failure_is_enough() -> None:
    """Given a primary that answers with errors, then the backup is told after the second one, well before its time."""

    async def story() -> None:
        school = await a_proven_pair(Mood.FAILS)
        await school.press("E1")
        await asyncio.sleep(0.9)
        assert await school.told("E1") == ("held", None)
        await asyncio.sleep(0.6)
        assert await school.told("E1") == ("delivered", "failed")

    instantly(story)


def test_one_failure_is_not() -> None:
    """Given a primary that fails once, when it confirms the second attempt, then the backup is spared."""

    async def story() -> None:
        school = await a_proven_pair(Mood.FAILS)
        await school.press("E1")
        await asyncio.sleep(0.5)
        school.ways["primary"].mood = Mood.GOOD
        await asyncio.sleep(2)
        assert await school.told("E1") == ("spared", None)

    instantly(story)


@pytest.mark.parametrize(
    ("mood", "why"),
    [(Mood.REFUSES, "refused"), (Mood.THROTTLES, "throttled"), (Mood.RETIRED, "retired")],
)
def test_a_primary_that_does_not_want_it_costs_nothing(mood: Mood, why: str) -> None:
    """Given a primary that refuses an alarm, then the backup is told at once."""

    async def story() -> None:
        school = await a_proven_pair(mood)
        await school.press("E1")
        await asyncio.sleep(0.3)
        assert await school.told("E1") == ("delivered", why)

    instantly(story)


def test_accepted_is_not_confirmed() -> None:
    """Given a primary that only accepts, then the backup is told after its time, unless a receipt comes before."""

    async def story() -> None:
        school = await a_proven_pair(Mood.ACCEPTS)
        await school.press("E1")
        await school.press("E2", "I2")
        await asyncio.sleep(1)
        school.outbox.receipt("primary", "E2", DeliveryState.DESK_ACCEPTED, school.now)
        await asyncio.sleep(2.5)
        assert await school.told("E1") == ("held", None)
        assert await school.told("E2") == ("spared", None)
        await asyncio.sleep(1)
        assert await school.told("E1") == ("delivered", "late")

    instantly(story)


@pytest.mark.parametrize("mood", [Mood.FAILS, Mood.HANGS])
def test_a_primary_that_is_known_not_to_work_costs_nothing(mood: Mood) -> None:
    """Given a way that is not proven any more, then both are told at once, and a trouble still waits."""

    async def story() -> None:
        school = await a_proven_pair(mood)
        await asyncio.sleep(300)
        await school.press("E1")
        await school.press("T1", None, priority=Priority.TROUBLE)
        await asyncio.sleep(0.2)
        assert await school.told("E1") == ("delivered", "not_proven")
        assert await school.told("T1") == ("held", None)

    instantly(story)


def test_a_primary_that_was_not_tried_yet_gets_its_chance() -> None:
    """Given an alarm in the moment of the start, then the backup waits, as nothing is known against the primary."""

    async def story() -> None:
        school = a_pair()
        await school.start()
        await school.press("E1")
        await asyncio.sleep(1)
        assert await school.told("E1") == ("spared", None)

    instantly(story)


def test_who_was_told_of_an_incident_is_told_how_it_goes_on() -> None:
    """Given an incident the backup was told of, then it gets every update at once and in order, also without need."""

    async def story() -> None:
        school = await a_proven_pair(Mood.HANGS)
        await school.press("E1")
        await school.press("E2", priority=Priority.UPDATE)
        await asyncio.sleep(5)
        school.ways["primary"].mood = Mood.GOOD
        await asyncio.sleep(120)
        assert school.outbox.status("primary").proven
        await school.press("E3", priority=Priority.UPDATE)
        await school.press("E4", "I2")
        await asyncio.sleep(1)
        assert school.ways["backup"].events == ["E1", "E2", "E3"]
        assert [await school.told(event) for event in ("E1", "E2", "E3", "E4")] == [
            ("delivered", "late"),
            ("delivered", "late"),
            ("delivered", "earlier"),
            ("spared", None),
        ]
        # The sequences have no gap, though one was spared between.
        school.ways["primary"].mood = Mood.REFUSES
        await school.press("E5", "I3")
        await asyncio.sleep(1)
        assert [sequence for _, _, sequence in school.ways["backup"].told] == [1, 2, 3, 4]

    instantly(story)


def test_an_update_takes_what_was_held_before_it_along() -> None:
    """Given an alarm the primary only accepted, when it refuses the update, then both go to the backup, in order."""

    async def story() -> None:
        school = await a_proven_pair(Mood.ACCEPTS)
        await school.press("E1")
        await asyncio.sleep(0.5)
        school.ways["primary"].mood = Mood.REFUSES
        await school.press("E2", priority=Priority.UPDATE)
        await asyncio.sleep(0.5)
        assert [event for _, event, _ in school.ways["backup"].told] == ["E1", "E2"]
        assert await school.told("E1") == ("delivered", "refused")

    instantly(story)


def test_a_trouble_waits_longer() -> None:
    """Given a primary that is away, then its backup hears of a trouble after the second failure, or after a minute."""

    async def story() -> None:
        school = await a_proven_pair(Mood.FAILS)
        await school.press("T1", None, priority=Priority.TROUBLE)
        await asyncio.sleep(4.5)
        assert await school.told("T1") == ("held", None)
        await asyncio.sleep(1.5)
        assert await school.told("T1") == ("delivered", "failed")
        school.ways["primary"].mood = Mood.GOOD
        await asyncio.sleep(60)
        school.ways["primary"].mood = Mood.HANGS
        await school.press("T2", None, priority=Priority.TROUBLE)
        await asyncio.sleep(59)
        assert await school.told("T2") == ("held", None)
        await asyncio.sleep(2)
        assert await school.told("T2") == ("delivered", "late")

    instantly(story)


def test_a_backup_may_have_a_backup() -> None:
    """Given three in a row, then the third is told only when the second does not take it either, and is spared else."""

    async def story() -> None:
        school = School("primary", backup="primary", last="backup")
        await proven(school)
        await school.press("E1")
        await asyncio.sleep(1)
        assert [await school.told("E1", one) for one in ("backup", "last")] == [("spared", None)] * 2
        school.ways["primary"].mood = Mood.HANGS
        await school.press("E2", "I2")
        await asyncio.sleep(10)
        assert [await school.told("E2", one) for one in ("backup", "last")] == [("delivered", "late"), ("spared", None)]
        school.ways["backup"].mood = Mood.HANGS
        await school.press("E3", "I3")
        await asyncio.sleep(7)
        assert await school.told("E3", "last") == ("held", None)
        await asyncio.sleep(2)
        assert await school.told("E3", "last") == ("delivered", "late")
        await asyncio.sleep(200)
        # Neither of the two is proven now, so the third is told at once.
        await school.press("E4", "I4")
        await asyncio.sleep(0.2)
        assert await school.told("E4", "last") == ("delivered", "not_proven")

    instantly(story)


def test_who_was_told_of_a_trouble_is_told_of_its_end() -> None:
    """Given a trouble the backup was told of, when it is over, then the backup is told, also after a restart."""

    async def story() -> None:
        school = await a_proven_pair(Mood.REFUSES)
        for thread in ("T1", "T2"):
            await school.press(f"{thread} began", None, priority=Priority.TROUBLE, thread=thread)
        school.ways["primary"].mood = Mood.GOOD
        await school.press("T3 began", None, priority=Priority.TROUBLE, thread="T3")
        await asyncio.sleep(2)
        await school.press("T1 ended", None, priority=Priority.TROUBLE, thread="T1")
        await asyncio.sleep(1)
        await school.kill()
        await school.start()
        for thread in ("T2", "T3"):
            await school.press(f"{thread} ended", None, priority=Priority.TROUBLE, thread=thread)
        await asyncio.sleep(1)
        assert school.ways["backup"].events == ["T1 began", "T2 began", "T1 ended", "T2 ended"]

    instantly(story)


def test_a_primary_may_have_two_backups() -> None:
    """Given two backups of one primary, then both are told when it fails."""

    async def story() -> None:
        school = School("primary", backup="primary", other="primary")
        await proven(school)
        school.ways["primary"].mood = Mood.REFUSES
        await school.press("E1")
        await asyncio.sleep(0.5)
        assert [await school.told("E1", one) for one in ("backup", "other")] == [("delivered", "refused")] * 2

    instantly(story)


def test_backups_in_a_circle_are_none() -> None:
    """Given endpoints that stand in for each other, then nothing is held: each is told as if it was alone."""

    async def story() -> None:
        school = School(backup="other", other="backup")
        await proven(school)
        await school.press("E1")
        await asyncio.sleep(0.3)
        assert [await school.told("E1", one) for one in ("backup", "other")] == [("delivered", None)] * 2

    instantly(story)


def test_what_the_primary_is_not_told_follows_its_incident() -> None:
    """Given an update that is not told in the primary's way, then it goes with its incident, or is spared with it."""

    async def story() -> None:
        school = a_pair()
        school.not_told = {("primary", one) for one in ("E2", "E4", "E5", "E6", "E7")}
        await proven(school)
        await school.press("E1")
        await school.press("E2", priority=Priority.UPDATE)
        await asyncio.sleep(1)
        assert [await school.told(one) for one in ("E1", "E2")] == [("spared", None)] * 2
        await school.press("E5", priority=Priority.UPDATE)
        await asyncio.sleep(1)
        assert await school.told("E5") == ("spared", None)
        school.ways["primary"].mood = Mood.HANGS
        await school.press("E3", "I2")
        await school.press("E4", "I2", priority=Priority.UPDATE)
        await asyncio.sleep(5)
        assert [await school.told(one) for one in ("E3", "E4")] == [("delivered", "late")] * 2
        # Nobody else was told anything of these.
        await school.press("E6", "I3")
        await school.press("E7", None, priority=Priority.TROUBLE)
        await asyncio.sleep(0.5)
        assert [await school.told(one) for one in ("E6", "E7")] == [("delivered", "not_told")] * 2

    instantly(story)


def test_what_is_told_late_is_held_from_then_on() -> None:
    """Given an incident that is forwarded a minute after it began, then the primary has its time all the same."""

    async def story() -> None:
        school = await a_proven_pair()
        school.clock_off = -60
        forwarded = school.now + 60
        pressing = school.press("E1", since=forwarded)
        school.clock_off = 0
        await pressing
        assert await school.told("E1") == ("held", None)
        await asyncio.sleep(0.3)
        assert await school.told("E1") == ("spared", None)

    instantly(story)


def test_heartbeats_and_tests_go_to_backups_as_well() -> None:
    """Given a healthy primary, then the way to the backup is proven by its own heartbeats and can be tested."""

    async def story() -> None:
        school = await a_proven_pair()
        assert school.outbox.status("backup").proven
        await asyncio.sleep(500)
        assert school.outbox.status("backup").proven
        assert (await school.outbox.send_test("backup")).is_confirmation

    instantly(story)


def test_a_receipt_at_the_backup_ends_the_holding() -> None:
    """Given a held alarm, when the backup's desk says that it has it already, then it is not sent there."""

    async def story() -> None:
        school = await a_proven_pair(Mood.HANGS)
        await school.press("E1")
        school.outbox.receipt("backup", "E1", DeliveryState.DESK_ACCEPTED, school.now)
        await asyncio.sleep(6)
        assert await school.told("E1") == ("desk_accepted", None)
        assert school.ways["backup"].told == []

    instantly(story)


def test_a_drill_is_held_as_an_alarm_is() -> None:
    """Given a message about a drill, which belongs to no incident, then the backup has it within 5 s as well."""

    async def story() -> None:
        school = await a_proven_pair(Mood.HANGS)
        await school.press("R1", None, priority=Priority.UPDATE, kind=NoticeType.REHEARSAL_STARTED)
        await asyncio.sleep(4.5)
        assert await school.told("R1") == ("delivered", "late")

    instantly(story)
