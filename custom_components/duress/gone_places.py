"""Rooms and floors that were deleted in Home Assistant while the site uses them: said in a repair issue, and settled.

Nothing is lost meanwhile (`places.py`). Somebody says which room or floor it became, and everything that named the old
one names the new one: devices, what they were enrolled with, people's usual rooms, the survey, what was imported. Or
they say that it is really gone.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
import logging
from typing import TYPE_CHECKING, Final

from homeassistant.const import Platform
from homeassistant.core import callback
from homeassistant.helpers import area_registry as ar, entity_registry as er, floor_registry as fr, issue_registry as ir

from . import clock
from .audit import covered
from .const import CONF_AREA, CONF_BUILDINGS, CONF_IMPORTED_PLACES, CONF_NEAREST_DOORS, DOMAIN
from .core.events import Actor, PlaceLevel, PlaceReplaced
from .core.roster import Receiver, Room, Transmitter
from .installed import AREAS, FLOORS, buildings_of, imported_ids
from .ledger import LedgerError, Person
from .told import ATTR_ROOM, read_doors

if TYPE_CHECKING:
    from .site import Site

_LOGGER = logging.getLogger(__name__)

ROOM_GONE: Final = "room_gone"
FLOOR_GONE: Final = "floor_gone"
_NAMED: Final = 10


class GonePlaces:
    """What was deleted and is still used at a site."""

    def __init__(self, site: Site) -> None:
        """Belong to a site."""
        self._site = site
        self._shown: set[str] = set()
        self._people: Counter[str] = Counter()
        self._surveyed: Counter[str] = Counter()
        self._looking = False
        self._again = False

    # What is gone

    def rooms(self) -> list[Room]:
        """Return the deleted rooms that something still uses."""
        places = self._site.places
        self._surveyed = Counter(press.room_id for press in self._site.survey.presses)
        known = {**self._site.survey.rooms, **places.rooms}
        return [room for key, room in known.items() if not places.exists(key) and self._is_used(room)]

    def floors(self) -> dict[str, list[Room]]:
        """Return the deleted floors with the rooms in use that were on them."""
        floors: dict[str, list[Room]] = {}
        places = self._site.places
        self._surveyed = Counter(press.room_id for press in self._site.survey.presses)
        for room in places.rooms.values():
            is_gone = room.floor_id is not None and not places.floor_exists(room.floor_id)
            if is_gone and room.floor_id is not None and places.exists(room.room_id) and self._is_used(room):
                floors.setdefault(room.floor_id, []).append(room)
        return floors

    def words_of_room(self, room: Room) -> dict[str, str]:
        """Return what the sentences about a deleted room say."""
        labels = self._labels(room.room_id)
        return {
            "room": room.name,
            "devices": _list(labels),
            "people": str(self._people[room.room_id]),
            "presses": str(self._surveyed[room.room_id]),
        }

    def words_of_floor(self, rooms: list[Room]) -> dict[str, str]:
        """Return what the sentences about a deleted floor say."""
        return {"floor": rooms[0].floor or "", "rooms": _list(sorted(room.name for room in rooms))}

    def _is_used(self, room: Room) -> bool:
        """Whether something at the site names a room."""
        key = room.room_id
        return bool(self._site.places.devices_in(key) or self._people[key] or self._surveyed[key])

    def _labels(self, room_id: str) -> list[str]:
        """Return what the devices that were in a room are called."""
        roster = self._site.school.roster
        devices: dict[str, Receiver | Transmitter] = {**roster.receivers, **roster.transmitters}
        return sorted(devices[key].label for key in self._site.places.devices_in(room_id) if key in devices)

    # How it is said

    @callback
    def look_soon(self) -> None:
        """Look in a moment what is gone, if anything may be."""
        places = self._site.places
        is_whole = all(
            places.exists(room.room_id) and (room.floor_id is None or places.floor_exists(room.floor_id))
            for room in {**self._site.survey.rooms, **places.rooms}.values()
        )
        if (is_whole and not self._shown) or not self._site.is_running:
            return
        self._again = True
        if not self._looking:
            self._looking = True
            _ = self._site.entry.async_create_task(self._site.hass, self._async_look(), "duress deleted places")

    async def _async_look(self) -> None:
        """Count whose usual room is gone, then say what is."""
        try:
            while self._again:
                self._again = False
                await self._async_count()
                if self._site.is_running:
                    self._show()
        finally:
            self._looking = False

    async def _async_count(self) -> None:
        """Count how many people usually are in which room."""
        try:
            people = await self._site.people.store.people()
        except LedgerError as error:
            _LOGGER.debug("Whose usual room is gone cannot be read: %s", error)
            return
        self._people = Counter(person.room_id for person in people if person.room_id is not None)

    @callback
    def _show(self) -> None:
        """Say what is gone, take back what is not; what nobody uses is forgotten."""
        places, entry_id = self._site.places, self._site.entry.entry_id
        rooms, wanted = self.rooms(), set[str]()
        for room in rooms:
            data = {"entry_id": entry_id, "room_id": room.room_id}
            wanted.add(self._raise(ROOM_GONE, room.room_id, data, self.words_of_room(room)))
        for floor_id, on_it in self.floors().items():
            data = {"entry_id": entry_id, "floor_id": floor_id}
            wanted.add(self._raise(FLOOR_GONE, floor_id, data, self.words_of_floor(on_it)))
        for issue_id in self._shown - wanted:
            ir.async_delete_issue(self._site.hass, DOMAIN, issue_id)
        self._shown = wanted
        used = {room.room_id for room in rooms}
        for room in [one for one in places.rooms.values() if not places.exists(one.room_id)]:
            if room.room_id not in used:
                places.forget(room.room_id)

    def _raise(self, key: str, place_id: str, data: Mapping[str, str], words: dict[str, str]) -> str:
        """Show an issue with its fix; return its id."""
        issue_id = f"{key}_{self._site.entry.entry_id}_{place_id}"
        ir.async_create_issue(
            self._site.hass,
            DOMAIN,
            issue_id,
            data={**data},
            is_fixable=True,
            severity=ir.IssueSeverity.WARNING,
            translation_key=key,
            translation_placeholders=words,
        )
        return issue_id

    @callback
    def clear(self) -> None:
        """Take everything back: the site does not run."""
        for issue_id in self._shown:
            ir.async_delete_issue(self._site.hass, DOMAIN, issue_id)
        self._shown = set()

    # How it is settled

    async def async_replace_room(self, room: Room, became: str | None, actor: Actor) -> None:
        """Have everything that named a deleted room name another area, or none; raises LedgerError."""
        site, room_id = self._site, room.room_id
        people = [one for one in await site.people.store.people() if one.room_id == room_id]
        moved: list[Person] = [replace(one, room_id=became) for one in people]
        if moved:
            await site.people.async_put_people(moved, actor)
        labels = self._labels(room_id)
        # Before the devices: a repeater whose room has another name was not moved.
        if became is not None:
            await site.survey.async_move_room(room_id, became, actor)
        else:
            presses = [one.press_id for one in site.survey.presses if one.room_id == room_id]
            await site.survey.async_remove(presses, actor)
        with site.hold(), covered():
            site.places.put(site.places.devices_in(room_id), became)
            self._move_enrolled(room_id, became)
            self._move_imported(AREAS, room_id, became)
            self._move_doors(room_id, became)
        self._remove_entity(room_id)
        site.places.forget(room_id)
        await site.plans.async_room_became(room_id, became, actor)
        area = ar.async_get(site.hass).async_get_area(became) if became is not None else None
        await self._settled(PlaceLevel.ROOM, (room_id, room.name), (became, area.name if area else None), labels, actor)

    async def async_replace_floor(self, floor_id: str, became: str | None, actor: Actor) -> None:
        """Put the rooms of a deleted floor on another one, or on none."""
        site, rooms = self._site, self.floors().get(floor_id, [])
        name = rooms[0].floor or "" if rooms else ""
        labels = sorted(label for room in rooms for label in self._labels(room.room_id))
        with site.hold(), covered():
            self._move_building(floor_id, became)
            self._move_imported(FLOORS, floor_id, became)
            site.places.put_floor(floor_id, became)
        await site.plans.async_floor_became(floor_id, became, actor)
        floor = fr.async_get(site.hass).async_get_floor(became) if became is not None else None
        place, found = (floor_id, name), (became, floor.name if floor else None)
        await self._settled(PlaceLevel.FLOOR, place, found, labels, actor)

    async def _settled(
        self,
        level: PlaceLevel,
        place: tuple[str, str],
        became: tuple[str | None, str | None],
        labels: list[str],
        actor: Actor,
    ) -> None:
        """Let it take effect and note who settled it."""
        site, now = self._site, clock.now()
        await site.async_update()
        event = PlaceReplaced(
            event_id=site.school.new_id(now, "place replaced", place[0]),
            at=now.utc,
            level=level,
            place_id=place[0],
            name=place[1],
            became_id=became[0],
            became=became[1],
            labels=tuple(labels),
            actor=actor,
        )
        await site.happened([event], now)
        self.look_soon()

    def _move_enrolled(self, room_id: str, became: str | None) -> None:
        """Have what devices were enrolled with name another room."""
        for subentry in list(self._site.entry.subentries.values()):
            if subentry.data.get(CONF_AREA) != room_id:
                continue
            data = {key: value for key, value in subentry.data.items() if key != CONF_AREA}
            if became is not None:
                data[CONF_AREA] = became
            self._site.hass.config_entries.async_update_subentry(self._site.entry, subentry, data=data)

    def _move_imported(self, what: str, place_id: str, became: str | None) -> None:
        """Have the next import of the same file find the other place; one that was imported itself keeps its row."""
        entry = self._site.entry
        kept, before = entry.options.get(CONF_IMPORTED_PLACES), imported_ids(entry, what)
        if not isinstance(kept, Mapping) or place_id not in before.values():
            return
        is_free = became is not None and became not in before.values()
        after = {key: became if one == place_id else one for key, one in before.items() if one != place_id or is_free}
        options = {**entry.options, CONF_IMPORTED_PLACES: {**kept, what: after}}
        self._site.hass.config_entries.async_update_entry(entry, options=options)

    def _move_building(self, floor_id: str, became: str | None) -> None:
        """Have the other floor be in the building of the deleted one, unless it is in one."""
        entry, buildings = self._site.entry, dict(buildings_of(self._site.entry))
        building = buildings.pop(floor_id, None)
        if building is None:
            return
        if became is not None:
            buildings.setdefault(became, building)
        self._site.hass.config_entries.async_update_entry(entry, options={**entry.options, CONF_BUILDINGS: buildings})

    def _move_doors(self, room_id: str, became: str | None) -> None:
        """Have what is set of nearest exterior doors name another room; what is set of that already stays."""
        entry, doors = self._site.entry, read_doors(self._site.entry.options)
        after: dict[str, dict[str, str]] = {}
        for one, (what, value) in doors.items():
            room = became if one == room_id else one
            door = became if (what, value) == (ATTR_ROOM, room_id) else value
            if room is not None and door is not None and (room == one or room not in doors):
                after[room] = {what: door}
        if after != {one: {what: value} for one, (what, value) in doors.items()}:
            options = {**entry.options, CONF_NEAREST_DOORS: after}
            self._site.hass.config_entries.async_update_entry(entry, options=options)

    def _remove_entity(self, room_id: str) -> None:
        """Remove the entity of a deleted room, unless an alarm there is still open."""
        site = self._site
        if any(room.room_id == room_id for one in site.school.incidents.open.values() for room in one.rooms):
            return
        registry = er.async_get(site.hass)
        unique_id = f"{site.entry.entry_id}_{room_id}_room_duress"
        entity_id = registry.async_get_entity_id(Platform.BINARY_SENSOR, DOMAIN, unique_id)
        if entity_id is not None:
            registry.async_remove(entity_id)
        site.rooms.forget(room_id)


def _list(names: list[str]) -> str:
    """Return some names in a row, of many the first."""
    return ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "") or "–"
