"""Binary sensors: is somebody calling for help, and does each device do its part."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import override

from homeassistant.components.binary_sensor import (
    BinarySensorEntity,
    BinarySensorEntityDescription,
)
from homeassistant.components.binary_sensor.const import BinarySensorDeviceClass
from homeassistant.config_entries import ConfigSubentry
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .const import SUBENTRY_ENDPOINT, SUBENTRY_RECEIVER
from .core.events import TroubleKind
from .core.roster import Role, Room
from .endpoint_issues import advise
from .entity import DuressEntity, SiteEntity, async_follow_subentries
from .installed import role_of
from .listeners import incident_key, room_key
from .site import DuressConfigEntry, Site

PARALLEL_UPDATES = 0


@dataclass(frozen=True, kw_only=True)
class DuressBinarySensorDescription(BinarySensorEntityDescription):
    """A binary sensor of one device: what it reads, and the key it follows if that is not the device's own."""

    is_on: Callable[[Site, str], bool | None]
    subject: Callable[[str], str] | None = None


def _has(*kinds: TroubleKind) -> Callable[[Site, str], bool | None]:
    """Read whether a device has a trouble; unknown until it was heard, because unknown is not OK."""

    def read(site: Site, device_id: str) -> bool | None:
        state = site.school.devices[device_id]
        return any(kind in state.troubles for kind in kinds) or (False if state.heard_since_start else None)

    return read


def _low_battery(site: Site, device_id: str) -> bool | None:
    """Read whether a device says that its battery is low, be it confirmed or not."""
    state = site.school.devices[device_id]
    return state.low_battery_since is not None or (False if state.heard_since_start else None)


FAULTS = (
    TroubleKind.WEAK_SIGNAL,
    TroubleKind.SUSPECT,
    TroubleKind.MODEL_MISMATCH,
    TroubleKind.INTERVAL_MISFIT,
    TroubleKind.RESTARTS,
    TroubleKind.RESTARTED,
    TroubleKind.LINK_FAILURE,
    TroubleKind.LOST_FRAMES,
)
"""Troubles without a sensor of their own that is switched on; an attribute names them.

Home Assistant allows 10,000 entities that are switched on to a site, and a thousand pendants must fit.
"""


def _mains(site: Site, device_id: str) -> bool | None:
    """Read whether a repeater has mains power."""
    lost = _has(TroubleKind.MAINS_LOST)(site, device_id)
    return None if lost is None else not lost


def _called_for_help(site: Site, device_id: str) -> bool:
    """Read whether somebody may be in danger who pressed this."""
    return any(device_id in incident.device_ids for incident in site.active_incidents())


SITE_DURESS = BinarySensorEntityDescription(key="duress", name=None, device_class=BinarySensorDeviceClass.SAFETY)

ROOM_DURESS = BinarySensorEntityDescription(
    key="room_duress", translation_key="room_duress", device_class=BinarySensorDeviceClass.SAFETY
)

RECEIVER_SENSORS = (
    DuressBinarySensorDescription(
        key="connection",
        translation_key="connection",
        device_class=BinarySensorDeviceClass.CONNECTIVITY,
        is_on=lambda site, receiver_id: site.school.connected.get(receiver_id, False),
    ),
    DuressBinarySensorDescription(
        key="jam",
        translation_key="jam",
        device_class=BinarySensorDeviceClass.PROBLEM,
        entity_category=EntityCategory.DIAGNOSTIC,
        is_on=_has(TroubleKind.JAMMED),
    ),
    DuressBinarySensorDescription(
        key="tamper",
        device_class=BinarySensorDeviceClass.TAMPER,
        entity_category=EntityCategory.DIAGNOSTIC,
        is_on=_has(TroubleKind.TAMPER),
    ),
)

FAULT = DuressBinarySensorDescription(
    key="fault",
    translation_key="fault",
    device_class=BinarySensorDeviceClass.PROBLEM,
    entity_category=EntityCategory.DIAGNOSTIC,
    is_on=_has(*FAULTS),
)

ALARM = DuressBinarySensorDescription(
    key="alarm",
    name=None,
    device_class=BinarySensorDeviceClass.SAFETY,
    is_on=_called_for_help,
    subject=incident_key,
)

SENSOR_ALARM = DuressBinarySensorDescription(
    key="alarm",
    translation_key="sensor_alarm",
    is_on=lambda site, device_id: bool(site.school.devices[device_id].alarms),
)

TRANSMITTER_SENSORS = (
    DuressBinarySensorDescription(
        key="missing",
        translation_key="missing",
        device_class=BinarySensorDeviceClass.PROBLEM,
        is_on=_has(TroubleKind.MISSING),
    ),
    DuressBinarySensorDescription(key="battery", device_class=BinarySensorDeviceClass.BATTERY, is_on=_low_battery),
    DuressBinarySensorDescription(
        key="tamper", device_class=BinarySensorDeviceClass.TAMPER, is_on=_has(TroubleKind.TAMPER)
    ),
    DuressBinarySensorDescription(
        key="weak_signal",
        translation_key="weak_signal",
        device_class=BinarySensorDeviceClass.PROBLEM,
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
        is_on=_has(TroubleKind.WEAK_SIGNAL),
    ),
)

REPEATER_SENSORS = (
    DuressBinarySensorDescription(
        key="mains",
        translation_key="mains",
        device_class=BinarySensorDeviceClass.POWER,
        is_on=_mains,
    ),
    DuressBinarySensorDescription(
        key="jam",
        translation_key="jam",
        device_class=BinarySensorDeviceClass.PROBLEM,
        entity_category=EntityCategory.DIAGNOSTIC,
        is_on=_has(TroubleKind.JAMMED),
    ),
)

PATH_PROVEN = DuressBinarySensorDescription(
    key="path_proven",
    translation_key="path_proven",
    device_class=BinarySensorDeviceClass.CONNECTIVITY,
    is_on=lambda site, endpoint_id: (status := site.endpoints.status(endpoint_id)) is not None and status.proven,
)

BY_ROLE = {
    Role.PENDANT: (ALARM, *TRANSMITTER_SENSORS),
    Role.FIXED_BUTTON: (ALARM, *TRANSMITTER_SENSORS),
    Role.REPEATER: (*TRANSMITTER_SENSORS, *REPEATER_SENSORS),
    Role.SENSOR: (SENSOR_ALARM, *TRANSMITTER_SENSORS),
}


async def async_setup_entry(
    _hass: HomeAssistant, entry: DuressConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the binary sensors of a site."""
    site = entry.runtime_data
    async_add_entities([SiteDuress(site, SITE_DURESS)])
    site.rooms.follow(lambda room: async_add_entities([RoomDuress(site, room)]))
    async_follow_subentries(entry, async_add_entities, _build)


def _build(site: Site, subentry: ConfigSubentry) -> Iterable[Entity]:
    """Return the binary sensors of one installed device."""
    if subentry.subentry_type == SUBENTRY_ENDPOINT:
        return [PathProven(site, PATH_PROVEN, subentry.subentry_id)]
    is_receiver = subentry.subentry_type == SUBENTRY_RECEIVER
    return [
        *(
            DeviceBinarySensor(site, description, subentry.subentry_id)
            for description in (RECEIVER_SENSORS if is_receiver else BY_ROLE[role_of(subentry)])
        ),
        FaultSensor(site, FAULT, subentry.subentry_id),
    ]


class DeviceBinarySensor(DuressEntity, BinarySensorEntity):
    """One fact about one device."""

    entity_description: DuressBinarySensorDescription

    def __init__(self, site: Site, description: DuressBinarySensorDescription, owner: str) -> None:
        """Follow the device, or what incidents change at it."""
        super().__init__(site, description, owner, description.subject(owner) if description.subject else None)

    @property
    @override
    def is_on(self) -> bool | None:
        """Read the fact."""
        return self.entity_description.is_on(self.site, self.owner)


class FaultSensor(DeviceBinarySensor):
    """Whether something else is the matter with a device, and what."""

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, list[str]]:
        """Return the kinds of trouble."""
        return {"troubles": [kind for kind in FAULTS if kind in self.site.school.devices[self.owner].troubles]}


class PathProven(DeviceBinarySensor):
    """Whether the way to an endpoint is known to work, what it answered last, and what to do if that was no good."""

    _unrecorded_attributes = frozenset({"last_answer", "what_to_do"})

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, str | None]:
        """Return the last answer in words, or the one because of which the way is not proven."""
        status = self.site.endpoints.status(self.owner)
        answer = status.last_failure or status.last_answer if status is not None else None
        return {
            "last_answer": answer.detail if answer is not None else None,
            "what_to_do": advise(self.hass, answer) or None,
        }


class SiteDuress(SiteEntity, BinarySensorEntity):
    """Whether somebody at the site may be in danger."""

    @property
    @override
    def is_on(self) -> bool:
        """Read whether an incident is active."""
        return bool(self.site.active_incidents())


class RoomDuress(SiteEntity, BinarySensorEntity):
    """Whether somebody in one room may be in danger; placed in that area."""

    def __init__(self, site: Site, room: Room) -> None:
        """Follow a room."""
        super().__init__(site, ROOM_DURESS)
        self._room_id = room.room_id
        self.subject = room_key(room.room_id)
        self._attr_unique_id = f"{site.entry.entry_id}_{room.room_id}_{ROOM_DURESS.key}"
        self._attr_translation_placeholders = {"room": room.name}

    @property
    @override
    def is_on(self) -> bool:
        """Read whether somebody pressed here in an active incident."""
        return any(
            room.room_id == self._room_id for incident in self.site.active_incidents() for room in incident.rooms
        )

    @override
    async def async_added_to_hass(self) -> None:
        """Put the entity into its area, unless somebody has put it elsewhere."""
        await super().async_added_to_hass()
        _place(self.hass, self.entity_id, self._room_id)


@callback
def _place(hass: HomeAssistant, entity_id: str, area_id: str) -> None:
    """Give an entity without an area of its own this one."""
    registry = er.async_get(hass)
    entry = registry.async_get(entity_id)
    if entry is not None and entry.area_id is None:
        registry.async_update_entity(entity_id, area_id=area_id)
