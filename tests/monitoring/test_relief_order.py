"""What a backup is told of an incident comes in the order it happened, whatever becomes known of the primary then."""

import asyncio

import pytest

from .instant import Mood, a_proven_pair, instantly


@pytest.mark.parametrize("after", [0.0, 0.15, 0.5])
def test_an_update_does_not_overtake_the_alarm_that_is_held(after: float) -> None:
    """Given an alarm held for a backup, when more happens and the primary is known to fail, then both go, in order."""

    async def story() -> None:
        school = await a_proven_pair(Mood.FAILS)
        await school.press("E1")
        await asyncio.sleep(after)
        await school.press("E2")
        await asyncio.sleep(0.3)
        assert school.ways["backup"].events == (["E1", "E2"] if after else [])
        await asyncio.sleep(5)
        assert school.ways["backup"].events == ["E1", "E2"]

    instantly(story)


def test_what_is_being_stored_when_the_primary_fails_is_not_overtaken() -> None:
    """Given a slow disk, when the primary fails while an alarm is being stored, then what follows comes after it."""

    async def story() -> None:
        school = await a_proven_pair()
        school.writer.slow = 0.2
        first = asyncio.create_task(school.press("E1"))
        await asyncio.sleep(0.01)
        school.ways["primary"].mood = Mood.FAILS
        await school.outbox.send_test("primary")
        second = asyncio.create_task(school.press("E2"))
        await asyncio.gather(first, second)
        await asyncio.sleep(1)
        assert school.ways["backup"].events == ["E1", "E2"]
        assert (await school.told("E1"))[1] == "not_proven"

    instantly(story)


def test_what_cannot_be_stored_holds_nothing_up_afterwards() -> None:
    """Given a disk that broke while an alarm was held, when it is mended, then what follows is held as before."""

    async def story() -> None:
        school = await a_proven_pair()
        school.writer.broken = True
        await school.press("E1")
        school.writer.broken = False
        await asyncio.sleep(5)
        await school.press("E2", "I2")
        await asyncio.sleep(1)
        assert school.ways["backup"].events == ["E1"]
        assert await school.told("E2") == ("spared", None)

    instantly(story)
