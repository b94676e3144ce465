"""The rooms of a site by Home Assistant's areas and floors, and what is remembered of those that were deleted.

Home Assistant takes an area that is deleted away from everything in it and says no more of it, and a floor from its
areas. The school still has the room: whatever was there keeps it, by the name it had last, until somebody says what it
became (`gone_places.py`). What a person takes out of its room while that exists is in none.
"""

from collections.abc import Mapping
from dataclasses import replace
import logging
from typing import TYPE_CHECKING, Final

from homeassistant.core import CALLBACK_TYPE, Event as BusEvent, callback
from homeassistant.helpers import area_registry as ar, device_registry as dr, floor_registry as fr

from . import clock
from .core.records import to_data
from .core.roster import Room, RoomKind
from .gone_places import GonePlaces
from .installed import device_of, room_by_id
from .ledger import Json, LedgerError

if TYPE_CHECKING:
    from .site import Site

_LOGGER = logging.getLogger(__name__)

_KEPT: Final = "places"


class Places:
    """Every room that is or was an area, and which device was in which of them last."""

    def __init__(self, site: Site) -> None:
        """Know nothing yet."""
        self._site = site
        self._hass = site.hass
        self.gone = GonePlaces(site)
        self._known: dict[str, Room] = {}
        self._homes: dict[str, str] = {}
        self._options: object = None
        self._started = False
        self._settling = False
        self._keeping = False
        self._changed = False

    async def async_load(self) -> None:
        """Take up what the last run remembered, before anything is placed; areas may be gone or back since."""
        try:
            kept = await self._site.record.ledger.get_value(_KEPT)
        except LedgerError as error:
            _LOGGER.warning("Which rooms there were cannot be read, so a deleted one is not remembered: %s", error)
            kept = None
        stored = kept if isinstance(kept, dict) else {}
        rooms, homes, gone = (stored.get(key) for key in ("rooms", "homes", "gone"))
        found = [_room_from(one) for one in rooms] if isinstance(rooms, list) else []
        self._known = {room.room_id: room for room in found if room is not None}
        if isinstance(homes, dict):
            self._homes = {key: home for key, home in homes.items() if isinstance(home, str)}
        for room_id in gone if isinstance(gone, list) else []:
            self._came_back(str(room_id))
        self.follow()

    # What is known

    @property
    def rooms(self) -> Mapping[str, Room]:
        """Every room by its id, also those whose area was deleted while they are remembered."""
        return self._known

    def room(self, area_id: str) -> Room | None:
        """Return an area as a room: as it is called now, or as it was called last."""
        room, known = room_by_id(self._hass, self._site.entry, area_id), self._known.get(area_id)
        if room is None or known is None or room.floor_id is not None or known.floor_id is None:
            return room or known
        if fr.async_get(self._hass).async_get_floor(known.floor_id) is not None:
            return room
        return replace(room, floor_id=known.floor_id, floor=known.floor, building=known.building)

    def room_of(self, key: str) -> Room | None:
        """Return the room of a device, by its subentry; that of one whose area was deleted is the one it was in."""
        device = device_of(self._hass, self._site.entry, key)
        if device is None:
            return None
        home = device.area_id or self._homes.get(key)
        if home is None:
            return None
        if device.area_id is not None:
            if self._homes.get(key) != home:
                self._homes[key] = home
                self._keep_soon()
        elif self.exists(home):
            self._settle_soon()
            return None
        return self.room(home)

    def exists(self, room_id: str) -> bool:
        """Whether a room is an area at this moment."""
        return ar.async_get(self._hass).async_get_area(room_id) is not None

    def floor_exists(self, floor_id: str) -> bool:
        """Whether a floor is there at this moment."""
        return fr.async_get(self._hass).async_get_floor(floor_id) is not None

    def devices_in(self, room_id: str) -> list[str]:
        """Return the devices that are in a room, or were when its area was deleted, by subentry."""
        return [key for key, home in self._homes.items() if home == room_id]

    # What changes

    @callback
    def follow(self) -> None:
        """Follow what the site's settings say of rooms, and forget devices that are not installed any more."""
        entry = self._site.entry
        for key in self._homes.keys() - entry.subentries.keys():
            del self._homes[key]
            self._keep_soon()
        if self._options is not entry.options:
            self._options = entry.options
            for area in ar.async_get(self._hass).async_list_areas():
                self._learn(area.id)
        self.gone.look_soon()

    @callback
    def start(self) -> list[CALLBACK_TYPE]:
        """Begin to follow devices, areas and floors; the returned functions end it."""
        self._started = True
        if self._changed:
            self._keep_soon()
        bus = self._hass.bus
        return [
            bus.async_listen(dr.EVENT_DEVICE_REGISTRY_UPDATED, self._device_changed),
            bus.async_listen(ar.EVENT_AREA_REGISTRY_UPDATED, self._area_changed),
            bus.async_listen(fr.EVENT_FLOOR_REGISTRY_UPDATED, self._floor_changed),
            self.gone.clear,
        ]

    @callback
    def _device_changed(self, event: BusEvent[dr.EventDeviceRegistryUpdatedData]) -> None:
        """Follow a device that was renamed or moved to another room."""
        device = dr.async_get(self._hass).async_get(event.data["device_id"])
        if device is None or device.config_entry_id != self._site.entry.entry_id:
            return
        if event.data["action"] == "update" and event.data["changes"].keys() & {"area_id", "name_by_user"}:
            self._site.installation.forget(device.config_subentry_id)
            self._site.install(clock.now())

    @callback
    def _area_changed(self, event: BusEvent[ar.EventAreaRegistryUpdatedData]) -> None:
        """Follow an area that was added, renamed or moved; one that was deleted is remembered."""
        if (area_id := event.data["area_id"]) is not None:
            if event.data["action"] == "create":
                self._came_back(area_id)
            self._learn(area_id)
        self._install()

    @callback
    def _floor_changed(self, event: BusEvent[fr.EventFloorRegistryUpdatedData]) -> None:
        """Follow a floor that was added or renamed; one that was deleted is remembered by its rooms."""
        if event.data["action"] == "create":
            self._floor_came_back(event.data["floor_id"])
        for area in ar.async_get(self._hass).async_list_areas():
            self._learn(area.id)
        self._install()

    def _install(self) -> None:
        """Let everything know where it is."""
        # What is deleted must be known as such by the next run.
        self._keep_soon()
        self._site.installation.forget_all()
        self._site.install(clock.now())

    @callback
    def put(self, keys: list[str], area_id: str | None) -> None:
        """Put devices into another room, or into none."""
        devices = dr.async_get(self._hass)
        for key in keys:
            self._homes.pop(key, None)
            device = device_of(self._hass, self._site.entry, key)
            if device is not None and area_id is not None:
                devices.async_update_device(device.id, area_id=area_id)
            self._site.installation.forget(key)
        self._keep_soon()

    @callback
    def forget(self, room_id: str) -> None:
        """Remember a deleted room no longer."""
        self._known.pop(room_id, None)
        self._keep_soon()

    @callback
    def put_floor(self, floor_id: str, became: str | None) -> None:
        """Put the rooms of a deleted floor on another one, or on none."""
        areas = ar.async_get(self._hass)
        for room in [one for one in self._known.values() if one.floor_id == floor_id]:
            self._known[room.room_id] = replace(room, floor_id=None, floor=None, building=None)
            if became is not None and self.exists(room.room_id):
                areas.async_update(room.room_id, floor_id=became)
            self._learn(room.room_id)
        self._site.installation.forget_all()
        self._keep_soon()

    def _learn(self, area_id: str) -> None:
        """Remember an area as it is now."""
        room = self.room(area_id)
        if room is not None and self._known.get(area_id) != room:
            self._known[area_id] = room
            self._keep_soon()

    def _came_back(self, area_id: str) -> None:
        """Put what was in a deleted area into the new one of the same id: somebody took the deletion back."""
        if not self.exists(area_id):
            return
        entry, devices = self._site.entry, dr.async_get(self._hass)
        for key in self.devices_in(area_id):
            device = device_of(self._hass, entry, key)
            if device is not None and device.area_id is None:
                devices.async_update_device(device.id, area_id=area_id)

    def _floor_came_back(self, floor_id: str) -> None:
        """Put the areas of a deleted floor onto the new one of the same id."""
        areas = ar.async_get(self._hass)
        for room in [one for one in self._known.values() if one.floor_id == floor_id]:
            area = areas.async_get_area(room.room_id)
            if area is not None and area.floor_id is None:
                areas.async_update(room.room_id, floor_id=floor_id)

    def _settle_soon(self) -> None:
        """Look in a moment who left a room: while an area is deleted, its devices leave before it is gone."""
        if not self._settling:
            self._settling = True
            self._hass.loop.call_soon(self._settle)

    def _settle(self) -> None:
        """Forget the rooms that devices were taken out of."""
        self._settling = False
        for key, home in list(self._homes.items()):
            device = device_of(self._hass, self._site.entry, key)
            if device is not None and device.area_id is None and self.exists(home):
                del self._homes[key]
                self._keep_soon()

    # How it is kept

    def _keep_soon(self) -> None:
        """Store what is remembered, once for the changes of one moment."""
        self._changed = True
        if self._started and not self._keeping:
            self._keeping = True
            _ = self._site.entry.async_create_task(self._hass, self._async_keep(), "duress places")

    async def _async_keep(self) -> None:
        """Store it; without a disk it is remembered until the next start."""
        try:
            while self._changed:
                self._changed = False
                await self._site.record.ledger.set_value(_KEPT, self._data())
        except LedgerError as error:
            _LOGGER.debug("Which rooms there are could not be stored: %s", error)
        finally:
            self._keeping = False

    def _data(self) -> Json:
        """Return what is remembered as plain data."""
        rooms: list[Json] = []
        for room in self._known.values():
            data = to_data(room)
            rooms.append(data if isinstance(data, dict) else {})
        homes: dict[str, Json] = {**self._homes}
        gone: list[Json] = [room_id for room_id in self._known if not self.exists(room_id)]
        return {"rooms": rooms, "homes": homes, "gone": gone}


def _room_from(data: Json) -> Room | None:
    """Return a stored room; None for a damaged one."""
    if not isinstance(data, dict):
        return None
    texts = {key: value for key in _TEXTS if isinstance(value := data.get(key), str)}
    kind = data.get("kind")
    if "room_id" not in texts or "name" not in texts:
        return None
    return Room(
        room_id=texts["room_id"],
        name=texts["name"],
        floor_id=texts.get("floor_id"),
        floor=texts.get("floor"),
        building=texts.get("building"),
        kind=RoomKind(kind) if isinstance(kind, str) and kind in RoomKind else RoomKind.ROOM,
        door=texts.get("door"),
    )


_TEXTS: Final = ("room_id", "name", "floor_id", "floor", "building", "door")
