"""Sensors: how far the site is protected, where a press came from, how well links and paths do."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
import time
from typing import override

from homeassistant.components.sensor import SensorDeviceClass, SensorEntity, SensorEntityDescription, SensorStateClass
from homeassistant.config_entries import ConfigSubentry
from homeassistant.const import STATE_UNKNOWN, EntityCategory, UnitOfTime
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.typing import StateType

from .const import SUBENTRY_ENDPOINT, SUBENTRY_RECEIVER
from .core.events import Method
from .core.incidents import Incident
from .core.readiness import Protection
from .entity import DuressEntity, PromptEntity, SiteEntity, async_follow_subentries
from .installed import role_of
from .listeners import INCIDENTS, READINESS, incident_key, telemetry_key
from .receivers import LinkCounters
from .site import DuressConfigEntry, Site

PARALLEL_UPDATES = 0

type Value = StateType | datetime


@dataclass(frozen=True, kw_only=True)
class DuressSensorDescription(SensorEntityDescription):
    """A sensor of one device: what it reads, and the key it follows if that is not the device's own."""

    value: Callable[[Site, str], Value]
    subject: Callable[[str], str] | None = None


def _instant(utc: float | None) -> datetime | None:
    """Return seconds since 1970 as a time, to the second."""
    return None if utc is None else datetime.fromtimestamp(int(utc), UTC)


def _counter(read: Callable[[LinkCounters], int]) -> Callable[[Site, str], Value]:
    """Read a counter of a link."""
    return lambda site, receiver_id: read(link.counters) if (link := site.links.link(receiver_id)) else None


def _frames_per_minute(site: Site, receiver_id: str) -> Value:
    """Read how busy a link is."""
    link = site.links.link(receiver_id)
    return round(link.frames_per_minute(), 1) if link else None


def _last_frame(site: Site, receiver_id: str) -> Value:
    """Read when the last good frame came."""
    link = site.links.link(receiver_id)
    if link is None or link.counters.last_frame is None:
        return None
    return _instant(time.time() - (time.monotonic() - link.counters.last_frame))


def _latest(site: Site, device_id: str) -> Incident | None:
    """Return the open incident whose latest press is one of this transmitter."""
    for incident in reversed(site.school.incidents.open.values()):
        if incident.presses[-1].device_id == device_id:
            return incident
    return None


def _location(site: Site, device_id: str) -> str | None:
    """Read where the latest press of a transmitter came from, while its incident is open."""
    incident = _latest(site, device_id)
    if incident is None:
        return None
    return incident.place.room.name if incident.place.room is not None else site.entry.title


SITE_READINESS = SensorEntityDescription(
    key="readiness", translation_key="readiness", device_class=SensorDeviceClass.ENUM, options=list(Protection)
)
SITE_OPEN = SensorEntityDescription(key="open_incidents", translation_key="open_incidents")

RECEIVER_SENSORS = (
    DuressSensorDescription(
        key="frames_per_minute",
        translation_key="frames_per_minute",
        state_class=SensorStateClass.MEASUREMENT,
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
        value=_frames_per_minute,
        subject=telemetry_key,
    ),
    DuressSensorDescription(
        key="last_frame",
        translation_key="last_frame",
        device_class=SensorDeviceClass.TIMESTAMP,
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
        value=_last_frame,
        subject=telemetry_key,
    ),
    DuressSensorDescription(
        key="lost_frames",
        translation_key="lost_frames",
        state_class=SensorStateClass.TOTAL_INCREASING,
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
        value=_counter(lambda counters: counters.lost_frames),
        subject=telemetry_key,
    ),
    DuressSensorDescription(
        key="checksum_errors",
        translation_key="checksum_errors",
        state_class=SensorStateClass.TOTAL_INCREASING,
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
        value=_counter(lambda counters: counters.checksum_errors),
        subject=telemetry_key,
    ),
)

LOCATION = DuressSensorDescription(key="location", translation_key="location", value=_location, subject=incident_key)

TRANSMITTER_SENSORS = (
    DuressSensorDescription(
        key="last_check_in",
        translation_key="last_check_in",
        device_class=SensorDeviceClass.TIMESTAMP,
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
        value=lambda site, device_id: _instant(site.school.devices[device_id].heard_at),
        subject=telemetry_key,
    ),
    DuressSensorDescription(
        key="margin",
        translation_key="margin",
        state_class=SensorStateClass.MEASUREMENT,
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
        value=lambda site, device_id: site.school.devices[device_id].margin,
        subject=telemetry_key,
    ),
)

ENDPOINT_SENSORS = (
    DuressSensorDescription(
        key="waiting",
        translation_key="waiting",
        state_class=SensorStateClass.MEASUREMENT,
        value=lambda site, endpoint_id: status.waiting if (status := site.endpoints.status(endpoint_id)) else None,
    ),
    DuressSensorDescription(
        key="last_proven",
        translation_key="last_proven",
        device_class=SensorDeviceClass.TIMESTAMP,
        entity_category=EntityCategory.DIAGNOSTIC,
        value=lambda site, endpoint_id: (
            _instant(status.last_proven) if (status := site.endpoints.status(endpoint_id)) else None
        ),
    ),
    DuressSensorDescription(
        key="last_delivery_time",
        translation_key="last_delivery_time",
        device_class=SensorDeviceClass.DURATION,
        native_unit_of_measurement=UnitOfTime.SECONDS,
        suggested_display_precision=3,
        state_class=SensorStateClass.MEASUREMENT,
        entity_category=EntityCategory.DIAGNOSTIC,
        value=lambda site, endpoint_id: status.last_latency if (status := site.endpoints.status(endpoint_id)) else None,
    ),
)

BY_TYPE = {SUBENTRY_RECEIVER: RECEIVER_SENSORS, SUBENTRY_ENDPOINT: ENDPOINT_SENSORS}


async def async_setup_entry(
    _hass: HomeAssistant, entry: DuressConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the sensors of a site."""
    site = entry.runtime_data
    async_add_entities([ReadinessSensor(site, SITE_READINESS), OpenIncidentsSensor(site, SITE_OPEN)])
    async_follow_subentries(entry, async_add_entities, _build)


def _build(site: Site, subentry: ConfigSubentry) -> Iterable[Entity]:
    """Return the sensors of one installed device."""
    owner = subentry.subentry_id
    if descriptions := BY_TYPE.get(subentry.subentry_type):
        return [DeviceSensor(site, description, owner) for description in descriptions]
    sensors: list[Entity] = [DeviceSensor(site, description, owner) for description in TRANSMITTER_SENSORS]
    if role_of(subentry).calls_for_help:
        sensors.append(LocationSensor(site, LOCATION, owner))
    return sensors


class DeviceSensor(DuressEntity, SensorEntity):
    """One value of one device."""

    entity_description: DuressSensorDescription

    def __init__(self, site: Site, description: DuressSensorDescription, owner: str) -> None:
        """Follow the device, or each of its messages."""
        super().__init__(site, description, owner, description.subject(owner) if description.subject else None)

    @property
    @override
    def native_value(self) -> Value:
        """Read the value."""
        return self.entity_description.value(self.site, self.owner)


class LocationSensor(DeviceSensor, PromptEntity):
    """Where the latest press came from. Check-ins are never located."""

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, str | None] | None:
        """Return floor and method with the room."""
        if (incident := _latest(self.site, self.owner)) is None:
            return None
        place = incident.place
        return {
            "floor": place.room.floor if place.room else None,
            "method": place.method.value,
            "heard_by": place.heard_by if place.method is Method.HEARD_STRONGEST else None,
        }

    @override
    def _text(self) -> str:
        """Return the room, which needs none of the conversions of other sensors."""
        return _location(self.site, self.owner) or STATE_UNKNOWN

    @override
    def _moving(self) -> Mapping[str, object]:
        """Return what comes with the room."""
        return self.extra_state_attributes or {}


class ReadinessSensor(SiteEntity, SensorEntity):
    """How far the site is protected, with the counts it follows from."""

    def __init__(self, site: Site, description: SensorEntityDescription) -> None:
        """Follow what protection depends on."""
        super().__init__(site, description)
        self.subject = READINESS

    @property
    @override
    def native_value(self) -> str:
        """Judge the site as it is now."""
        return self.site.readiness.protection

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, int]:
        """Return the counts."""
        return {key: value for key, value in asdict(self.site.readiness).items() if key != "protection"}


class OpenIncidentsSensor(SiteEntity, PromptEntity, SensorEntity):
    """How many incidents are not closed."""

    def __init__(self, site: Site, description: SensorEntityDescription) -> None:
        """Follow the incidents."""
        super().__init__(site, description)
        self.subject = INCIDENTS

    @property
    @override
    def native_value(self) -> int:
        """Count them."""
        return len(self.site.school.incidents.open)

    @override
    def _text(self) -> str:
        """Return the number, which has no unit to be converted."""
        return str(self.native_value)
