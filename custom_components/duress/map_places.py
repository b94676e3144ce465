"""What is on which floor of a site: rooms by their area, receivers and repeaters by their room."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from homeassistant.core import callback
from homeassistant.helpers import floor_registry as fr

from .core.plans import NOWHERE, FloorFacts, listener_key, room_key
from .core.roster import Receiver, Role, Room, Transmitter
from .installed import buildings_of

if TYPE_CHECKING:
    from .site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class MapFloor:
    """A floor with what is on it; the last one is for all that is on no floor and has no name.

    `homeless` are receivers and repeaters in no room, or in one on no floor: they may be put on any plan.
    """

    floor_id: str
    name: str
    level: int | None
    building: str | None
    is_gone: bool
    rooms: tuple[Room, ...]
    listeners: tuple[Receiver | Transmitter, ...]
    homeless: tuple[Receiver | Transmitter, ...]

    @property
    def names(self) -> dict[str, str]:
        """What everything that can be placed here is called, by key."""
        return {
            **{room_key(one.room_id): one.name for one in self.rooms},
            **{listener_key(one.device_id): one.label for one in (*self.listeners, *self.homeless)},
        }

    @property
    def facts(self) -> FloorFacts:
        """The floor as files know it."""
        return FloorFacts(floor_id=self.floor_id, name=self.name, names=self.names)


@callback
def map_floors(site: Site, planned: Collection[str]) -> list[MapFloor]:
    """Return the floors of a site, the lowest first, a deleted one while rooms are on it; `planned` have a plan."""
    rooms = _by_floor(_rooms(site))
    listeners = _listeners(site)
    homeless = tuple(one for one in listeners if one.room is None or one.room.floor_id is None)
    buildings = buildings_of(site.entry)
    floors: list[MapFloor] = []
    known = {floor.floor_id: floor for floor in fr.async_get(site.hass).async_list_floors()}
    is_alone = _is_alone(site)
    for floor_id in dict.fromkeys([*known, *rooms]):
        on_it, floor = rooms.get(floor_id, []), known.get(floor_id)
        if floor_id == NOWHERE or not (on_it or is_alone or floor_id in planned):
            continue
        floors.append(
            MapFloor(
                floor_id=floor_id,
                name=floor.name if floor is not None else on_it[0].floor or floor_id,
                level=floor.level if floor is not None else None,
                building=buildings.get(floor_id) or (on_it[0].building if on_it else None),
                is_gone=floor is None,
                rooms=tuple(on_it),
                listeners=tuple(one for one in listeners if one.room is not None and one.room.floor_id == floor_id),
                homeless=homeless,
            )
        )
    floors.sort(key=lambda one: (one.building or "", one.is_gone, one.level is None, one.level or 0, one.name))
    if rooms.get(NOWHERE) or homeless or NOWHERE in planned:
        floors.append(_nowhere(rooms.get(NOWHERE, []), homeless))
    return floors


def _nowhere(rooms: Iterable[Room], homeless: tuple[Receiver | Transmitter, ...]) -> MapFloor:
    """Return what is on no floor, such as outdoor zones, as a floor of its own."""
    return MapFloor(
        floor_id=NOWHERE, name="", level=None, building=None, is_gone=False, rooms=tuple(rooms), listeners=(),
        homeless=homeless,
    )  # fmt: skip


def _is_alone(site: Site) -> bool:
    """Whether all floors of Home Assistant are this site's."""
    return len(site.hass.config_entries.async_entries(site.entry.domain, include_ignore=False)) < 2


def _rooms(site: Site) -> list[Room]:
    """Return the rooms of a site, by name."""
    rooms = {**site.school.roster.rooms()}
    for room_id in site.coverage_keeper.room_ids():
        if (room := site.places.room(room_id)) is not None:
            rooms[room_id] = room
    return sorted(rooms.values(), key=lambda one: (one.name.casefold(), one.room_id))


def _by_floor(rooms: Iterable[Room]) -> dict[str, list[Room]]:
    """Return rooms by their floor."""
    found: dict[str, list[Room]] = {}
    for room in rooms:
        found.setdefault(room.floor_id or NOWHERE, []).append(room)
    return found


def _listeners(site: Site) -> list[Receiver | Transmitter]:
    """Return everything that hears presses, receivers first, by name."""
    roster = site.school.roster
    repeaters = [one for one in roster.transmitters.values() if one.role is Role.REPEATER]
    return [
        *sorted(roster.receivers.values(), key=lambda one: one.label.casefold()),
        *sorted(repeaters, key=lambda one: one.label.casefold()),
    ]
