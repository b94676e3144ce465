"""The pages of the responder pack: which floors have one, and what is on each, so that a later change shows."""

from typing import TYPE_CHECKING

from homeassistant.core import callback

from .core.plans import WHOLE, Pack, Pin, digest_of, fact_key, room_key
from .core.plans.plan import Json
from .map_places import MapFloor, map_floors

if TYPE_CHECKING:
    from .site import Site


@callback
def pack_pages(site: Site) -> list[MapFloor]:
    """Return the floors that have a page: those with a room, an image, a thing for responders, or a contact."""
    plans = site.plans
    return [
        one
        for one in map_floors(site, plans.plans)
        if one.rooms or not plans.plan(one.floor_id).is_empty or plans.pack(one.floor_id).contacts
    ]


@callback
def planned_pages(site: Site) -> dict[str, str]:
    """Return the names of the floors whose page somebody began to make: it is to be verified, and every year again."""
    plans = site.plans
    return {
        one.floor_id: one.name
        for one in map_floors(site, plans.plans)
        if plans.plan(one.floor_id).picture is not None
        or plans.plan(one.floor_id).facts
        or plans.pack(one.floor_id).contacts
    }


@callback
def version_of(site: Site, floor: MapFloor) -> str:
    """Return what tells a page as it is now from every other one: all that is printed on it."""
    plan = site.plans.plan(floor.floor_id)
    rooms: list[Json] = [
        [one.room_id, one.name, one.door, *_spot(plan.pins.get(room_key(one.room_id)))] for one in floor.rooms
    ]
    facts: list[Json] = [
        [str(one.kind), one.label, *_spot(plan.pins.get(fact_key(key)))] for key, one in sorted(plan.facts.items())
    ]
    return digest_of(
        {
            "floor": [floor.building, floor.name],
            "image": plan.picture.file if plan.picture is not None else None,
            "rooms": rooms,
            "facts": facts,
            "contacts": _contacts(site.plans.pack(floor.floor_id)),
            "contacts_of_site": _contacts(site.plans.pack(WHOLE)),
        }
    )


def _spot(pin: Pin | None) -> list[Json]:
    """Return where something is."""
    return [None, None] if pin is None else [pin.x, pin.y]


def _contacts(pack: Pack) -> list[Json]:
    """Return whom to call."""
    return [one.row for one in pack.contacts]
