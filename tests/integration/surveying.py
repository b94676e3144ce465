"""A school that somebody walks through with a pendant, in a hurry, through real bytes."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any, Final

from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant
from homeassistant.helpers import area_registry as ar, floor_registry as fr
import pytest

from custom_components.duress import model_keeper, settings
from custom_components.duress.core import presses
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

GAP: Final = 0.1
"""Seconds that stand for those in which the copies of a press come in; half of them for those of a new press."""

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
        frames = [_frame(serial, hop, level, AlarmInputs.INPUT_1) for hop, level in levels.items()]
        frames.append(_frame(serial, next(iter(levels)), 30, AlarmInputs(0)))
        counters = self.site.link.counters
        wanted = counters.frames + len(frames)
        self.site.peer.say(b"".join(frames))
        await until(lambda: counters.frames >= wanted)

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


@asynccontextmanager
async def school_to_walk(hass: HomeAssistant, user: User, monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[School]:
    """Run the site, in a hurry."""
    monkeypatch.setattr(presses, "WINDOW", GAP / 2)
    monkeypatch.setattr(settings, "location_window", lambda _options: GAP)
    monkeypatch.setattr(model_keeper, "SOON", 0)
    floor = fr.async_get(hass).async_create("First floor")
    for name in LEVELS:
        ar.async_get(hass).async_create(name, floor_id=floor.floor_id)
    async with real_site(hass) as site:
        found = School(hass, site, user)
        for number in (1, 2):
            key = await site.add_pendant(f"Pendant {number}", number)
            found.pendants.append(device(hass, site.entry, key))
        for number, name in ((101, "West"), (102, "East")):
            await site.add_pendant(name, number, role=Role.REPEATER)
        yield found
