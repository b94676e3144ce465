"""Commands that change floor plans: put something on a plan, take it off, take an image away, take a change back."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.auth.models import User
from homeassistant.helpers import config_validation as cv
from homeassistant.util.json import JsonObjectType
import voluptuous as vol

from .core.events import Actor, ActorKind
from .core.plans import listener_key, room_key
from .core.plans.plan import MOST_PINS
from .site import Site

type Fields = dict[Any, Any]

_PART: Final = vol.All(vol.Coerce(float), vol.Range(min=0, max=1))
_THING: Final[Fields] = {
    vol.Exclusive("room_id", "what"): cv.string,
    vol.Exclusive("listener_id", "what"): cv.string,
}
_CHANGE: Final[Fields] = {
    vol.Required("floor_id"): cv.string,
    vol.Required("revision"): vol.All(int, vol.Range(min=0)),
}


def _things(more: Fields) -> object:
    """Return the schema of a list of rooms, receivers and repeaters."""
    return vol.All([vol.All({**_THING, **more}, _named)], vol.Length(min=1, max=MOST_PINS))


def _named(thing: Fields) -> Fields:
    """Check that something says what it is about."""
    if "room_id" not in thing and "listener_id" not in thing:
        raise vol.Invalid("room_id or listener_id is missing")
    return thing


MAP_COMMANDS: Final[dict[str, Fields]] = {
    "duress/map/place": {
        **_CHANGE,
        vol.Required("pins"): _things({vol.Required("x"): _PART, vol.Required("y"): _PART}),
    },
    "duress/map/unplace": {**_CHANGE, vol.Required("pins"): _things({})},
    "duress/map/remove_plan": _CHANGE,
    "duress/map/undo": _CHANGE,
}
"""Each command with its fields, besides the site."""


def console_actor(user: User) -> Actor:
    """Return who acts in a console."""
    return Actor(kind=ActorKind.USER, user_id=user.id, name=user.name or user.id, source="console")


async def async_change_map(site: Site, user: User, message: Mapping[str, Any]) -> JsonObjectType:
    """Change a plan as a command says; answer its revision once it is stored."""
    floor_id, seen, actor = message["floor_id"], message["revision"], console_actor(user)
    match message["type"].rpartition("/")[2]:
        case "place":
            positions = {_key(one): (one["x"], one["y"]) for one in message["pins"]}
            plan = await site.plans.async_place(floor_id, positions, seen, actor)
        case "unplace":
            plan = await site.plans.async_lift(floor_id, [_key(one) for one in message["pins"]], seen, actor)
        case "remove_plan":
            plan = await site.plans.async_hide(floor_id, seen, actor)
        case _:
            plan = await site.plans.async_undo(floor_id, seen, actor)
    return {"floor_id": floor_id, "revision": plan.revision}


def _key(thing: Mapping[str, str]) -> str:
    """Return what a position is kept under."""
    return room_key(thing["room_id"]) if "room_id" in thing else listener_key(thing["listener_id"])
