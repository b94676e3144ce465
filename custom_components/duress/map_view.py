"""The map as consoles follow it: every floor with its plan, and where on it everything is."""

from homeassistant.util.json import JsonObjectType, JsonValueType

from .core.events import TroubleKind
from .core.plans import Pin, Plan, fact_key, listener_key, room_key
from .core.roles import Role
from .core.roster import Receiver, Role as Use, Room, Transmitter
from .map_places import MapFloor, map_floors
from .site import Site

PICTURES: str = "/api/duress/plans/{site}/{floor_id}/{name}"
"""Where an image is; it is given to who is logged in, or by a signed path."""


async def map_view(site: Site, _role: Role) -> JsonObjectType:
    """Return every floor; what is in no room, and on no plan, is listed once besides."""
    buttons = buttons_of(site)
    plans = site.plans.plans
    floors = map_floors(site, plans)
    placed = {key for plan in plans.values() for key in plan.pins}
    homeless = floors[0].homeless if floors else ()
    return {
        "site": site.entry.title,
        "floors": [floor_view(site, floor, site.plans.plan(floor.floor_id), buttons) for floor in floors],
        "homeless": [_listener(site, one, None) for one in homeless if listener_key(one.device_id) not in placed],
    }


def floor_view(site: Site, floor: MapFloor, plan: Plan, buttons: dict[str, list[str]]) -> JsonObjectType:
    """Return one floor."""
    strays = [one for one in floor.homeless if listener_key(one.device_id) in plan.pins]
    return {
        "floor_id": floor.floor_id,
        "name": floor.name,
        "level": floor.level,
        "building": floor.building,
        "is_gone": floor.is_gone,
        "revision": plan.revision,
        "can_undo": site.plans.can_undo(floor.floor_id),
        "plan": _picture(site, floor.floor_id, plan),
        "rooms": [_room(site, one, plan.pins.get(room_key(one.room_id)), buttons) for one in floor.rooms],
        "listeners": [
            _listener(site, one, plan.pins.get(listener_key(one.device_id))) for one in (*floor.listeners, *strays)
        ],
        "facts": [
            {"fact_id": key, "kind": str(one.kind), "label": one.label, **_position(plan.pins.get(fact_key(key)))}
            for key, one in sorted(plan.facts.items(), key=lambda item: (str(item[1].kind), item[1].label, item[0]))
        ],
    }


def _picture(site: Site, floor_id: str, plan: Plan) -> JsonObjectType | None:
    """Return where the image of a plan is, and its size in pixels."""
    one = plan.picture
    if one is None:
        return None
    url = PICTURES.format(site=site.entry.entry_id, floor_id=floor_id, name=one.name)
    return {"url": url, "width": one.width, "height": one.height}


def _room(site: Site, room: Room, pin: Pin | None, buttons: dict[str, list[str]]) -> JsonObjectType:
    """Return one room: what it is called, where it is, and which fixed buttons are in it."""
    shown: list[JsonValueType] = [*buttons.get(room.room_id, ())]
    return {
        "room_id": room.room_id,
        "name": room.name,
        "kind": str(room.kind),
        "door": room.door,
        "is_gone": not site.places.exists(room.room_id),
        **_position(pin),
        "buttons": shown,
    }


def _listener(site: Site, one: Receiver | Transmitter, pin: Pin | None) -> JsonObjectType:
    """Return one receiver or repeater: where it is, and whether it is heard."""
    return {
        "listener_id": one.device_id,
        "name": one.label,
        "kind": "receiver" if isinstance(one, Receiver) else "repeater",
        "room_id": one.room.room_id if one.room is not None else None,
        "room": one.room.name if one.room is not None else None,
        "state": _state(site, one),
        **_position(pin),
    }


def _state(site: Site, one: Receiver | Transmitter) -> str:
    """Return whether a listener does its work: heard, not heard since the start, missing, or with another trouble."""
    if isinstance(one, Receiver):
        return "heard" if site.school.connected.get(one.device_id, False) else "missing"
    known = site.school.devices.get(one.device_id)
    if known is not None and TroubleKind.MISSING in known.troubles:
        return "missing"
    if known is None or not known.heard_since_start:
        return "not_heard"
    return "trouble" if known.troubles else "heard"


def _position(pin: Pin | None) -> JsonObjectType:
    """Return a position, or that there is none."""
    return {"x": None if pin is None else pin.x, "y": None if pin is None else pin.y}


def buttons_of(site: Site) -> dict[str, list[str]]:
    """Return the fixed buttons by their room."""
    found: dict[str, list[str]] = {}
    for one in site.school.roster.transmitters.values():
        if one.role is Use.FIXED_BUTTON and one.room is not None:
            found.setdefault(one.room.room_id, []).append(one.label)
    return found
