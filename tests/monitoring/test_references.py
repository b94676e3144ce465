"""What a desk that reads CAP gets when it hears of an incident in its middle."""

import asyncio

import pytest

from custom_components.duress.ledger import Priority

from .cap_reading import Linked, linked
from .instant import Mood, School, a_proven_pair, instantly


def read(school: School, event_id: str, endpoint_id: str = "backup") -> tuple[str, tuple[str, ...]]:
    """Return of what type a message was that an endpoint got, and which messages it referred to."""
    (body,) = school.ways[endpoint_id].bodies[event_id]
    message: Linked = linked(body)
    return message.type, message.references


@pytest.mark.parametrize("restart", [False, True])
def test_a_backup_that_steps_in_late_gets_an_alert_first(*, restart: bool) -> None:
    """Given a primary that fails after the alarm, then its backup gets an Alert, and what follows refers to that."""

    async def story() -> None:
        school = await a_proven_pair()
        await school.press("E1")
        await asyncio.sleep(1)
        school.ways["primary"].mood = Mood.HANGS
        await school.press("E2")
        if restart:
            await school.kill()
            await school.start()
        await asyncio.sleep(5)
        if restart:
            await school.kill()
            await school.start()
        await school.press("E3")
        await asyncio.sleep(1)
        assert school.ways["backup"].events == ["E2", "E3"]
        assert read(school, "E2") == ("Alert", ())
        assert read(school, "E3") == ("Update", ("E2",))
        school.ways["primary"].mood = Mood.GOOD
        await asyncio.sleep(120)
        assert read(school, "E2", "primary") == ("Update", ("E1",))
        assert read(school, "E3", "primary") == ("Update", ("E1", "E2"))
        shown = await school.message("E2")
        assert linked(shown.body).type == "Alert"

    instantly(story)


def test_what_is_released_together_belongs_together() -> None:
    """Given an alarm and its cancelling held for a backup, when both go, then the second is the Cancel of the first."""

    async def story() -> None:
        school = await a_proven_pair(Mood.HANGS)
        await school.press("E1")
        await school.press("E2", priority=Priority.UPDATE, kind="incident_cancelled")
        await asyncio.sleep(5)
        assert read(school, "E1") == ("Alert", ())
        assert read(school, "E2") == ("Cancel", ("E1",))

    instantly(story)


def test_who_hears_of_an_incident_only_when_it_is_called_off_gets_an_alert() -> None:
    """Given a backup that knows of no alarm, when a cancelling reaches it alone, then that is no Cancel of nothing."""

    async def story() -> None:
        school = await a_proven_pair()
        await school.press("E1")
        await asyncio.sleep(1)
        school.ways["primary"].mood = Mood.FAILS
        await school.press("E2", priority=Priority.UPDATE, kind="incident_cancelled")
        await asyncio.sleep(5)
        assert read(school, "E2") == ("Alert", ())

    instantly(story)


def test_what_a_backup_was_spared_is_not_referred_to_when_the_incident_is_forwarded_again() -> None:
    """Given a backup that was spared the alarm, when all is told again, then nothing refers to what it never got."""

    async def story() -> None:
        school = await a_proven_pair()
        await school.press("E1")
        await asyncio.sleep(1)
        school.ways["primary"].mood = Mood.HANGS
        await school.press("E2")
        await asyncio.sleep(5)
        school.happened["I1"].pop()
        school.happened["I1"].pop()
        await school.press("E1")
        await school.press("E2")
        await school.press("E3")
        await asyncio.sleep(1)
        assert school.ways["backup"].events == ["E2", "E3"]
        assert read(school, "E3") == ("Update", ("E2",))

    instantly(story)


def test_what_cannot_be_stored_can_be_read_as_well() -> None:
    """Given a backup that was spared the alarm, when the disk breaks, then it gets an Alert and an Update of it."""

    async def story() -> None:
        school = await a_proven_pair()
        await school.press("E1")
        await asyncio.sleep(1)
        school.writer.broken = True
        await school.press("E2")
        await school.press("E3")
        await asyncio.sleep(1)
        assert read(school, "E2") == ("Alert", ())
        assert read(school, "E3") == ("Update", ("E2",))

    instantly(story)


def test_an_endpoint_that_is_added_during_an_incident_gets_an_alert_first() -> None:
    """Given an open incident, when an endpoint is added, then the first it gets is an Alert."""

    async def story() -> None:
        school = School("primary", "late")
        school.not_told = {("late", "E1"), ("late", "E2")}
        await school.start()
        for event_id in ("E1", "E2", "E3", "E4"):
            await school.press(event_id)
            await asyncio.sleep(1)
        assert school.ways["late"].events == ["E3", "E4"]
        assert (read(school, "E3", "late"), read(school, "E4", "late")) == (("Alert", ()), ("Update", ("E3",)))

    instantly(story)
