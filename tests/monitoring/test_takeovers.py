"""That a backup stepped in for its primary is told: once of each incident, with the reason, after the message."""

import asyncio

import pytest

from .instant import Mood, a_pair, a_proven_pair, instantly, proven


@pytest.mark.parametrize(
    ("mood", "why"),
    [(Mood.HANGS, "late"), (Mood.FAILS, "failed"), (Mood.REFUSES, "refused"), (Mood.THROTTLES, "throttled")],
)
def test_who_steps_in_is_told_once_with_the_reason(mood: Mood, why: str) -> None:
    """Given a primary that does not take an incident, then it is told once that the backup stepped in, and why."""

    async def story() -> None:
        school = await a_proven_pair()
        await school.press("E1")
        await asyncio.sleep(10)
        assert school.takeovers == []
        school.ways["primary"].mood = mood
        await school.press("E2", "I2")
        await asyncio.sleep(6)
        await school.press("E3", "I2")
        await asyncio.sleep(6)
        assert school.takeovers == [("I2", "primary", "backup", why)]
        await school.press("T1", None, thread="T")
        await asyncio.sleep(120)
        assert [incident for incident, *_ in school.takeovers] == ["I2"]

    instantly(story)


def test_who_is_told_at_once_steps_in_as_well() -> None:
    """Given a primary that is known not to work, then the backup that is told beside it is said to have stepped in."""

    async def story() -> None:
        school = a_pair()
        school.ways["primary"].mood = Mood.FAILS
        await proven(school)
        await school.press("E1")
        # Not before the message itself is on its way.
        assert (school.ways["backup"].events, school.takeovers) == (["E1"], [])
        await asyncio.sleep(0)
        assert school.takeovers == [("I1", "primary", "backup", "not_proven")]

    instantly(story)
