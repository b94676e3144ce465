"""A large school that somebody has walked: the place of each press is weighed against hundreds of rooms."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from random import Random
from typing import Final

from homeassistant.helpers import area_registry as ar

from custom_components.duress.core.events import Actor, ActorKind

from .located import cost
from .site import PENDANTS, School, repeaters, running_school, until

FAINTEST: Final = 30.0
"""Level below which a receiver or repeater of this school hears nothing."""

_WALKER: Final = Actor(kind=ActorKind.AUTOMATION, user_id=None, name="bench")


@asynccontextmanager
async def surveyed_school(way: Mapping[str, object]) -> AsyncGenerator[School]:
    """Run a school of 300 rooms, a receiver and 31 repeaters, which has a model of them, until the end of the block."""
    relays = repeaters(cost.LISTENERS - 1)
    async with running_school(PENDANTS, way, relays=relays, room_number=cost.ROOMS) as school:
        areas = {area.name: area.id for area in ar.async_get(school.hass).async_list_areas()}
        walked = [
            replace(
                one,
                room_id=areas[f"Room {int(one.room_id)}"],
                heard={_listener(int(name)): level for name, level in one.heard.items()},
            )
            for one in cost.school(Random(1), FAINTEST)
            if one.at < cost.PRESSES
        ]
        await school.site.survey.async_add(walked, _WALKER)
        await until(lambda: school.site.school.locator.model, seconds=120)
        yield school


def _listener(number: int) -> str:
    """Return what the site calls the receiver, or one of its repeaters."""
    return "receiver" if number == 0 else f"repeater_{number - 1}"
