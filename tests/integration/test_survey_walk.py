"""A survey walk through real bytes: rooms, pauses, restarts, redone rooms, while everybody else's presses are real."""

from collections.abc import AsyncGenerator
from typing import Any, Final

from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant
from homeassistant.helpers import area_registry as ar, floor_registry as fr
import pytest

from custom_components.duress import model_keeper
from custom_components.duress.core import presses
from custom_components.duress.core.location import locator
from custom_components.duress.core.roster import Role
from custom_components.duress.echostream import (
    AlarmInputs,
    EndDeviceFlags,
    EndDeviceReport,
    Mid,
    Uid,
    encode,
    make_uid,
)
from custom_components.duress.surveyor import Surveyor
from tests.integration.builders import until
from tests.integration.peers import EN1223S, RECEIVER, RealSite, real_site
from tests.integration.roster import call, device

GAP: Final = 0.03
"""Seconds that stand for those after which a press is a new one, and after which all its copies are in."""

WEST, EAST = make_uid(Mid.REPEATER, 101), make_uid(Mid.REPEATER, 102)
LEVELS: Final[dict[str, dict[Uid, int]]] = {
    "Room 101": {RECEIVER: 60, WEST: 20, EAST: 10},
    "Room 102": {RECEIVER: 20, WEST: 60, EAST: 10},
    "Room 103": {RECEIVER: 10, WEST: 20, EAST: 60},
}


class School:
    """A site with two pendants, two repeaters and three rooms, and somebody who walks through it."""

    def __init__(self, hass: HomeAssistant, site: RealSite, user: User) -> None:
        """Take a site that runs."""
        self.hass = hass
        self.site = site
        self.user = user
        self.pendants: list[str] = []

    @property
    def survey(self) -> Surveyor:
        """The survey of the site as it runs now."""
        return self.site.entry.runtime_data.survey

    def room(self, name: str) -> str:
        """Return the id of a room."""
        area = ar.async_get(self.hass).async_get_area_by_name(name)
        assert area is not None
        return area.id

    async def ask(self, action: str, **data: object) -> dict[str, Any]:
        """Call an action as an administrator."""
        return await call(self.hass, action, self.user, **data)

    async def press(self, serial: int, levels: dict[Uid, int]) -> None:
        """Press and release a pendant; each listener hears it at its level."""
        for hop, level in levels.items():
            await self.site.hear(_frame(serial, hop, level, AlarmInputs.INPUT_1))
        await self.site.hear(_frame(serial, next(iter(levels)), 30, AlarmInputs(0)))

    async def press_in(self, name: str, count: int = 1) -> None:
        """Go to no other room, and press so often that so many presses more are answered."""
        for _ in range(count):
            before = self.last
            await self.press(1, LEVELS[name])
            await until(lambda: self.last != before)  # noqa: B023 - asked at once

    @property
    def last(self) -> str | None:
        """The press that was answered last."""
        answers = [answer for walk in self.survey.walks.all.values() for answer in walk.answers]
        return answers[-1].press_id if answers else None

    async def kinds(self) -> list[str]:
        """Return what the ledger says of the survey, the oldest first."""
        entries = await self.site.entry.runtime_data.record.ledger.entries(limit=1000)
        return [one.kind for one in reversed(entries) if one.kind.startswith("survey_")]

    def counts(self) -> dict[str, int]:
        """Return how many presses each room has in the survey."""
        return {name: len(self.survey.of_room(self.room(name))) for name in LEVELS}


def _frame(serial: int, hop: Uid, level: int, inputs: AlarmInputs) -> bytes:
    """Return what a listener heard of a pendant."""
    uid = make_uid(Mid.END_DEVICE, serial)
    return encode(EndDeviceReport(uid, hop, EN1223S, inputs, EndDeviceFlags(0), level=level, margin=level // 2))


@pytest.fixture
async def school(hass: HomeAssistant, hass_admin_user: User, monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[School]:
    """Run the site, in a hurry."""
    monkeypatch.setattr(presses, "WINDOW", GAP)
    monkeypatch.setattr(locator, "LOCATION_WINDOW", GAP)
    monkeypatch.setattr(model_keeper, "SOON", 0)
    floor = fr.async_get(hass).async_create("First floor")
    for name in LEVELS:
        ar.async_get(hass).async_create(name, floor_id=floor.floor_id)
    async with real_site(hass) as site:
        found = School(hass, site, hass_admin_user)
        for number in (1, 2):
            key = await site.add_pendant(f"Pendant {number}", number)
            found.pendants.append(device(hass, site.entry, key))
        for number, name in ((101, "West"), (102, "East")):
            await site.add_pendant(name, number, role=Role.REPEATER)
        yield found


async def test_rooms_are_walked_paused_resumed_and_redone(school: School) -> None:
    """Given three rooms, when they are walked with a pause and a restart, then all is kept; a redone room is new."""
    rooms = [school.room(name) for name in LEVELS]
    begun = await school.ask("start_survey", device_id=school.pendants[0], rooms=rooms)
    assert (begun["state"], begun["next"]["room"], begun["done"], begun["of"]) == ("running", "Room 101", 0, 3)
    for name in ("Room 101", "Room 102"):
        await school.ask("survey_room", room=school.room(name))
        await school.press_in(name, 3)
    paused = await school.ask("pause_survey")
    assert (paused["state"], paused["done"], paused["until"]) == ("paused", 2, None)
    assert school.site.entry.runtime_data.school.incidents.open == {}

    assert await school.hass.config_entries.async_reload(school.site.entry.entry_id)
    await school.site.connected()
    assert school.counts() == {"Room 101": 3, "Room 102": 3, "Room 103": 0}
    await until(lambda: school.survey.model)
    resumed = await school.ask("resume_survey")
    assert (resumed["done"], resumed["next"]["room"]) == (2, "Room 103")
    await school.ask("survey_room", room=school.room("Room 103"))
    await school.press_in("Room 103", 3)
    await school.ask("survey_room", room=school.room("Room 101"), redo=True)
    assert school.counts()["Room 101"] == 3
    await school.press_in("Room 101")
    assert school.counts() == {"Room 101": 1, "Room 102": 3, "Room 103": 3}

    await until(lambda: not school.survey.keeper.is_busy)
    shown = await school.ask("get_survey", language="es")
    (walk,) = shown["walks"]
    last = walk["last"]
    assert (last["room"], last["verdict"], last["hearers"], last["hearers_word"]) == ("Room 101", "pass", 3, "few")
    assert (last["rank"], last["of"], last["rather"], last["presses"]) == (1, 3, [], 1)
    assert [(one["listener"], one["level"], one["margin"]) for one in last["heard"]][1:] == [
        ("West", 20, 10),
        ("East", 10, 5),
    ]
    assert "oyeron" in last["text"]
    assert walk["done"] == 2
    ended = await school.ask("end_survey")
    assert ended["state"] == "ended"
    assert shown["version"] == school.survey.version == 10
    first = await school.survey.async_at_version(9)
    assert sum(one.room_id == rooms[0] for one in first) == 3
    assert (await school.kinds()).count("survey_press_taken") == 10
