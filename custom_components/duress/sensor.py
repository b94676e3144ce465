"""Sensors: how far the site is protected, where a press came from, how well links and paths do."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
import time
from typing import override

from homeassistant.components.sensor import SensorDeviceClass, SensorEntity, SensorEntityDescription, SensorStateClass
from homeassistant.config_entries import ConfigSubentry
from homeassistant.const import PERCENTAGE, EntityCategory, UnitOfTime
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.typing import StateType

from .const import SUBENTRY_ENDPOINT, SUBENTRY_RECEIVER
from .core.batteries import due_date
from .core.readiness import Protection
from .core.roster import Life
from .coverage_sensors import AccuracySensor, BlindSpotsSensor, SinglePathRoomsSensor
from .entity import DuressEntity, SiteEntity, async_follow_subentries
from .installed import role_of
from .latency_sensors import figures_behind, seconds_to_confirmation
from .listeners import INCIDENTS, LOANS, telemetry_key
from .location_sensor import LocationSensor
from .mode_sensor import ModeSensor
from .readiness_sensors import ReadinessSensor, SinglePathSensor
from .receivers import LinkCounters
from .response_sensor import ResponseTimeSensor
from .site import DuressConfigEntry, Site

PARALLEL_UPDATES = 0

type Value = StateType | date | datetime


@dataclass(frozen=True, kw_only=True)
class DuressSensorDescription(SensorEntityDescription):
    """A sensor of one device: what it reads, and the key it follows if that is not the device's own."""

    value: Callable[[Site, str], Value]
    subject: Callable[[str], str] | None = None
    attributes: Callable[[Site, str], Mapping[str, StateType]] | None = None


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


def _median_margin(site: Site, device_id: str) -> Value:
    """Read the median margin of the latest transmissions."""
    return site.school.devices[device_id].hearing.margin


def _seen_interval(site: Site, device_id: str) -> Value:
    """Read how often a transmitter checks in, in minutes."""
    seen = site.school.seen_interval(device_id)
    return None if seen is None else round(seen / 60, 1)


def _paths(site: Site, device_id: str) -> Value:
    """Read how many receivers and repeaters heard a transmitter in the last 24 hours."""
    return site.school.devices[device_id].hearing.paths(time.monotonic())


def _battery_due(site: Site, device_id: str) -> Value:
    """Read by when a transmitter should get a new battery."""
    transmitter = site.school.roster.transmitters.get(device_id)
    return due_date(transmitter) if transmitter is not None else None


SITE_READINESS = SensorEntityDescription(
    key="readiness", translation_key="readiness", device_class=SensorDeviceClass.ENUM, options=list(Protection)
)
SITE_MODE = SensorEntityDescription(
    key="mode", translation_key="mode", device_class=SensorDeviceClass.ENUM, options=["normal", "test", "drill"]
)
SITE_RESPONSE = SensorEntityDescription(
    key="response_time",
    translation_key="response_time",
    device_class=SensorDeviceClass.DURATION,
    native_unit_of_measurement=UnitOfTime.SECONDS,
    state_class=SensorStateClass.MEASUREMENT,
    suggested_display_precision=0,
)
SITE_OPEN = SensorEntityDescription(key="open_incidents", translation_key="open_incidents")
SITE_SINGLE_PATH = SensorEntityDescription(
    key="single_path", translation_key="single_path", entity_category=EntityCategory.DIAGNOSTIC
)
SITE_BLIND_SPOTS = SensorEntityDescription(
    key="blind_spots", translation_key="blind_spots", entity_category=EntityCategory.DIAGNOSTIC
)
SITE_SINGLE_PATH_ROOMS = SensorEntityDescription(
    key="single_path_rooms", translation_key="single_path_rooms", entity_category=EntityCategory.DIAGNOSTIC
)
SITE_ACCURACY = SensorEntityDescription(
    key="location_accuracy",
    translation_key="location_accuracy",
    native_unit_of_measurement=PERCENTAGE,
    state_class=SensorStateClass.MEASUREMENT,
    suggested_display_precision=0,
    entity_category=EntityCategory.DIAGNOSTIC,
)
SITE_OVERDUE = SensorEntityDescription(key="overdue_loans", translation_key="overdue_loans")

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

LIFE = DuressSensorDescription(
    key="life",
    translation_key="life",
    device_class=SensorDeviceClass.ENUM,
    options=list(Life),
    entity_category=EntityCategory.DIAGNOSTIC,
    value=lambda site, device_id: site.people.life(device_id),
)
LOCATION = SensorEntityDescription(key="location", translation_key="location")

TRANSMITTER_SENSORS = (
    DuressSensorDescription(
        key="battery_due",
        translation_key="battery_due",
        device_class=SensorDeviceClass.DATE,
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
        value=_battery_due,
    ),
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
    DuressSensorDescription(
        key="median_margin",
        translation_key="median_margin",
        state_class=SensorStateClass.MEASUREMENT,
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
        value=_median_margin,
        subject=telemetry_key,
        attributes=lambda site, device_id: {"trend": str(site.school.devices[device_id].hearing.trend)},
    ),
    DuressSensorDescription(
        key="check_in_interval",
        translation_key="check_in_interval",
        device_class=SensorDeviceClass.DURATION,
        native_unit_of_measurement=UnitOfTime.MINUTES,
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
        value=_seen_interval,
        subject=telemetry_key,
        attributes=lambda site, device_id: {"expected": round(site.school.expected_interval(device_id) / 60, 1)},
    ),
    DuressSensorDescription(
        key="paths",
        translation_key="paths",
        state_class=SensorStateClass.MEASUREMENT,
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
        value=_paths,
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
    DuressSensorDescription(
        key="delivery_time_median",
        translation_key="delivery_time_median",
        device_class=SensorDeviceClass.DURATION,
        native_unit_of_measurement=UnitOfTime.SECONDS,
        suggested_display_precision=3,
        state_class=SensorStateClass.MEASUREMENT,
        entity_category=EntityCategory.DIAGNOSTIC,
        value=seconds_to_confirmation(lambda hop: hop.median),
        attributes=figures_behind(lambda hop: hop.median),
    ),
    DuressSensorDescription(
        key="delivery_time_p95",
        translation_key="delivery_time_p95",
        device_class=SensorDeviceClass.DURATION,
        native_unit_of_measurement=UnitOfTime.SECONDS,
        suggested_display_precision=3,
        state_class=SensorStateClass.MEASUREMENT,
        entity_category=EntityCategory.DIAGNOSTIC,
        value=seconds_to_confirmation(lambda hop: hop.p95),
        attributes=figures_behind(lambda hop: hop.p95),
    ),
)

BY_TYPE = {SUBENTRY_RECEIVER: RECEIVER_SENSORS, SUBENTRY_ENDPOINT: ENDPOINT_SENSORS}


async def async_setup_entry(
    _hass: HomeAssistant, entry: DuressConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the sensors of a site."""
    site = entry.runtime_data
    async_add_entities(
        [
            ReadinessSensor(site, SITE_READINESS),
            ModeSensor(site, SITE_MODE),
            ResponseTimeSensor(site, SITE_RESPONSE),
            OpenIncidentsSensor(site, SITE_OPEN),
            SinglePathSensor(site, SITE_SINGLE_PATH),
            BlindSpotsSensor(site, SITE_BLIND_SPOTS),
            SinglePathRoomsSensor(site, SITE_SINGLE_PATH_ROOMS),
            AccuracySensor(site, SITE_ACCURACY),
            OverdueLoansSensor(site, SITE_OVERDUE),
        ]
    )
    async_follow_subentries(entry, async_add_entities, _build)


def _build(site: Site, subentry: ConfigSubentry) -> Iterable[Entity]:
    """Return the sensors of one installed device."""
    owner = subentry.subentry_id
    if descriptions := BY_TYPE.get(subentry.subentry_type):
        return [DeviceSensor(site, description, owner) for description in descriptions]
    sensors: list[Entity] = [DeviceSensor(site, description, owner) for description in TRANSMITTER_SENSORS]
    if role_of(subentry).calls_for_help:
        sensors += [LocationSensor(site, LOCATION, owner), DeviceSensor(site, LIFE, owner)]
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

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, StateType] | None:
        """Read what belongs to the value."""
        read = self.entity_description.attributes
        return None if read is None else read(self.site, self.owner)


class OpenIncidentsSensor(SiteEntity, SensorEntity):
    """How many incidents are not closed, and what desks answered to each, by its number."""

    follows = INCIDENTS
    _unrecorded_attributes = frozenset({"answers"})

    @property
    @override
    def native_value(self) -> int:
        """Count them."""
        return len(self.site.school.incidents.open)

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, dict[str, dict[str, str]]]:
        """Return the last answer of each desk; who there said it is not shown."""
        return {"answers": {str(one.number): one.desks for one in self.site.school.incidents.open.values()}}


class OverdueLoansSensor(SiteEntity, SensorEntity):
    """How many loaned pendants did not come back in time."""

    follows = LOANS

    @property
    @override
    def native_value(self) -> int:
        """Count them."""
        return len(self.site.people.reminders.overdue)
