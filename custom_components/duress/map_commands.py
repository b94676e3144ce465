"""Commands that change floor plans and the responder pack: what is where, whom to call, and that somebody looked."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.auth.models import User
from homeassistant.helpers import config_validation as cv
from homeassistant.util.json import JsonObjectType
import voluptuous as vol

from .acting import async_names_somebody
from .core.events import Actor, ActorKind
from .core.plans import WHOLE, ContactsError, FactKind, contacts_from, fact_key, label_from, listener_key, room_key
from .core.plans.facts import MOST_LABEL
from .core.plans.plan import MOST_PINS
from .plan_keeper import refused
from .site import Site

type Fields = dict[Any, Any]

_PART: Final = vol.All(vol.Coerce(float), vol.Range(min=0, max=1))
_THING: Final[Fields] = {
    vol.Exclusive("room_id", "what"): cv.string,
    vol.Exclusive("listener_id", "what"): cv.string,
    vol.Exclusive("fact_id", "what"): cv.string,
}
_CHANGE: Final[Fields] = {
    vol.Required("floor_id"): cv.string,
    vol.Required("revision"): vol.All(int, vol.Range(min=0)),
}


def _things(more: Fields) -> object:
    """Return the schema of a list of rooms, receivers, repeaters and things for responders."""
    return vol.All([vol.All({**_THING, **more}, _named)], vol.Length(min=1, max=MOST_PINS))


def _named(thing: Fields) -> Fields:
    """Check that something says what it is about."""
    if thing.keys().isdisjoint({"room_id", "listener_id", "fact_id"}):
        raise vol.Invalid("room_id, listener_id or fact_id is missing")
    return thing


MAP_COMMANDS: Final[dict[str, Fields]] = {
    "duress/map/place": {
        **_CHANGE,
        vol.Required("pins"): _things({vol.Required("x"): _PART, vol.Required("y"): _PART}),
    },
    "duress/map/unplace": {**_CHANGE, vol.Required("pins"): _things({})},
    "duress/map/remove_plan": _CHANGE,
    "duress/map/undo": _CHANGE,
    "duress/map/fact": {
        **_CHANGE,
        vol.Optional("fact_id"): cv.string,
        vol.Required("kind"): vol.In([one.value for one in FactKind]),
        vol.Required("label"): vol.All(cv.string, vol.Length(max=MOST_LABEL)),
    },
    "duress/map/remove_fact": {**_CHANGE, vol.Required("fact_id"): cv.string},
    # What is wrong with a contact is said without it: Home Assistant logs what a schema refuses.
    "duress/pack/contacts": {
        **_CHANGE,
        vol.Required("floor_id"): vol.Any(None, cv.string),
        vol.Required("contacts"): object,
    },
    "duress/pack/verify": {vol.Required("floor_id"): cv.string, vol.Required("version"): cv.string},
}
"""Each command with its fields, besides the site."""


def console_actor(user: User) -> Actor:
    """Return who acts in a console."""
    return Actor(kind=ActorKind.USER, user_id=user.id, name=user.name or user.id, source="console")


async def async_change_map(site: Site, user: User, message: Mapping[str, Any]) -> JsonObjectType:
    """Change a plan as a command says; answer its revision once it is stored."""
    floor_id, seen, actor = message["floor_id"], message["revision"], console_actor(user)
    more: JsonObjectType = {}
    match message["type"].rpartition("/")[2]:
        case "place":
            positions = {_key(one): (one["x"], one["y"]) for one in message["pins"]}
            plan = await site.plans.async_place(floor_id, positions, seen, actor)
        case "unplace":
            plan = await site.plans.async_lift(floor_id, [_key(one) for one in message["pins"]], seen, actor)
        case "remove_plan":
            plan = await site.plans.async_hide(floor_id, seen, actor)
        case "fact":
            kind, label = FactKind(message["kind"]), label_from(message["label"])
            # Everybody who may see the map reads it.
            if await async_names_somebody(site, label):
                raise refused("map_label_names")
            plan, more["fact_id"] = await site.plans.async_tell(
                floor_id, message.get("fact_id"), kind, label, seen, actor
            )
        case "remove_fact":
            plan = await site.plans.async_forget(floor_id, message["fact_id"], seen, actor)
        case _:
            plan = await site.plans.async_undo(floor_id, seen, actor)
    return {"floor_id": floor_id, "revision": plan.revision, **more}


async def async_change_pack(site: Site, user: User, message: Mapping[str, Any]) -> JsonObjectType:
    """Set contacts, or note that somebody says that a page is right; answer once it is stored."""
    floor_id, actor = message["floor_id"], console_actor(user)
    if message["type"].endswith("/verify"):
        said = await site.plans.async_verify(floor_id, message["version"], actor)
        return {"floor_id": floor_id, "at": said.at}
    try:
        contacts = contacts_from(message["contacts"])
    except ContactsError as error:
        raise refused(f"map_{error.why}") from error
    pack = await site.plans.async_call(WHOLE if floor_id is None else floor_id, contacts, message["revision"], actor)
    return {"floor_id": floor_id, "revision": pack.revision}


def _key(thing: Mapping[str, str]) -> str:
    """Return what a position is kept under."""
    for field, key_of in (("room_id", room_key), ("listener_id", listener_key)):
        if field in thing:
            return key_of(thing[field])
    return fact_key(thing["fact_id"])
