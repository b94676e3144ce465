"""The responder pack of the demo school: doors, shut-offs and whom to call, so that a newcomer sees what it is for.

Nobody has verified it, so that it shows what that looks like, too.
"""

import logging
from typing import TYPE_CHECKING, Final

from homeassistant.helpers import area_registry as ar

from .core.plans import WHOLE, Contact, Fact, FactKind, Pack, Pin, Plan, fact_key
from .demo import async_demo_rooms
from .installed import is_demo
from .receivers.demo import SCHOOL

if TYPE_CHECKING:
    from .site import Site

_LOGGER = logging.getLogger(__name__)

WIDTH: Final = 62.0
DEPTH: Final = 26.0
"""Metres that an image of the demo school shows."""

_FACTS: Final = {
    "ground": (
        (FactKind.DOOR, "1, main entrance", 8, 0.8),
        (FactKind.DOOR, "2, gym", 60.2, 8),
        (FactKind.DOOR, "3, yard", 26, 24.6),
        (FactKind.KEY_BOX, "Left of door 1", 3, 0.8),
        (FactKind.FIRE_PANEL, "Main entrance", 12, 1.6),
        (FactKind.CAMERA, "Main entrance", 10.4, 8.6),
        (FactKind.CAMERA, "Corridor to the gym", 41, 12),
        (FactKind.ELECTRICITY, "Main switch, beside the office", 12, 6),
        (FactKind.WATER, "Behind the kitchen", 26.4, 3),
        (FactKind.GAS, "Boiler room, east wall", 44, 3),
        (FactKind.AED, "Gym, north door", 52, 23),
        (FactKind.FIRST_AID, "Office", 4, 5.8),
        (FactKind.ASSEMBLY, "Sports field", 40, 24.6),
    ),
    "upper": (
        (FactKind.DOOR, "4, fire stairs", 2.4, 12),
        (FactKind.CAMERA, "Stairs", 14, 12),
        (FactKind.GAS, "Science Lab, teacher's desk", 41.6, 8.6),
        (FactKind.ELECTRICITY, "Science Lab, left of the door", 50.4, 15.6),
        (FactKind.AED, "Corridor, by Room 203", 26, 13.2),
    ),
}
_CONTACTS: Final = (
    Contact(name="DEMO Principal", purpose="Decides for the school", phone="555-0101"),
    Contact(name="DEMO Caretaker", purpose="Keys, gas, water, electricity", phone="555-0102"),
    Contact(name="DEMO District desk", purpose="Buses, other schools, press", phone="555-0110"),
)
_LAB: Final = (Contact(name="DEMO Science teacher", purpose="What is stored in the Science Lab", phone="555-0120"),)


async def async_bring_pack(site: Site) -> None:
    """Give a demo school things for responders and contacts, unless it ever had a plan."""
    if not is_demo(site.entry):
        return
    areas, rooms = ar.async_get(site.hass), async_demo_rooms(site.hass)
    floors = {room.floor: areas.async_get_area(rooms[room.key]) for room in SCHOOL.rooms if room.key in rooms}
    ids = {key: area.floor_id for key, area in floors.items() if area is not None and area.floor_id is not None}
    plans = {ids[key]: _plan(key) for key in _FACTS if key in ids}
    packs = {WHOLE: Pack(revision=1, contacts=_CONTACTS)}
    if "upper" in ids:
        packs[ids["upper"]] = Pack(revision=1, contacts=_LAB)
    try:
        await site.plans.async_bring(plans, packs)
    except OSError as error:
        _LOGGER.warning("The responder pack of the demo school cannot be stored; the next start tries again: %s", error)


def _plan(floor: str) -> Plan:
    """Return the plan of a floor of the demo school, without an image."""
    rows = {f"demo{number}": row for number, row in enumerate(_FACTS[floor], 1)}
    return Plan(
        revision=1,
        facts={key: Fact(kind=kind, label=label, revision=1) for key, (kind, label, _, _) in rows.items()},
        pins={
            fact_key(key): Pin(x=round(x / WIDTH, 4), y=round((DEPTH - y) / DEPTH, 4), revision=1)
            for key, (_, _, x, y) in rows.items()
        },
    )
