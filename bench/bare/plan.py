"""What the bare integration registers: a copy of what a site of the product has in the registries."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final

from homeassistant.components.binary_sensor import BinarySensorEntityDescription
from homeassistant.components.binary_sensor.const import BinarySensorDeviceClass
from homeassistant.components.button import ButtonEntityDescription
from homeassistant.components.calendar import CalendarEntityDescription
from homeassistant.components.event import EventDeviceClass, EventEntityDescription
from homeassistant.components.sensor import SensorDeviceClass, SensorEntityDescription, SensorStateClass
from homeassistant.config_entries import ConfigEntry
from homeassistant.const import EntityCategory, Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers import area_registry as ar, device_registry as dr, entity_registry as er
from homeassistant.helpers.device_registry import DeviceInfo
from homeassistant.helpers.entity import EntityDescription
from homeassistant.helpers.typing import UNDEFINED, UndefinedType
from homeassistant.util.hass_dict import HassKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is registered of an entity, but for its unique id: the same for this entity of all devices of a kind.

    `name` is None for the device's own name; `is_translated` says that translations give it.
    """

    platform: Platform
    key: str
    name: str | None
    is_translated: bool
    translation_key: str | None
    device_class: str | None
    category: EntityCategory | None
    is_enabled: bool
    state_class: str | None
    unit: str | None
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """Device info by subentry, and unique id and facts of entities by platform and subentry; None: the site's own."""

    devices: dict[str | None, DeviceInfo]
    entities: dict[Platform, dict[str | None, list[tuple[str, Facts]]]]

    @property
    def count(self) -> int:
        """How many entities there are."""
        return sum(len(entities) for platform in self.entities.values() for entities in platform.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be registered, ready for Home Assistant: descriptions are shared by all entities of a kind."""

    devices: dict[str | None, DeviceInfo]
    entities: dict[Platform, dict[str | None, list[tuple[str, EntityDescription]]]]


PLAN: Final = HassKey[Plan]("bench_plan")


def registered_of(hass: HomeAssistant, entry: ConfigEntry) -> Registered:
    """Copy what a site that is set up has registered."""
    devices = {
        device.config_subentry_id: _device_info(hass, device)
        for device in dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
    }
    entities: dict[Platform, dict[str | None, list[tuple[str, Facts]]]] = {}
    for one in er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id):
        facts = _facts(one, one.unique_id.removeprefix(f"{one.config_subentry_id or entry.entry_id}_"))
        entities.setdefault(facts.platform, {}).setdefault(one.config_subentry_id, []).append((one.unique_id, facts))
    # In which order platforms were ready says nothing about what is registered.
    for of_platform in entities.values():
        for of_device in of_platform.values():
            of_device.sort(key=lambda entity: entity[0])
    return Registered(devices=devices, entities=entities)


def plan_of(registered: Registered) -> Plan:
    """Prepare to register the same."""
    return Plan(
        devices=registered.devices,
        entities={
            platform: {
                owner: [(unique_id, _described(facts)) for unique_id, facts in entities]
                for owner, entities in of_platform.items()
            }
            for platform, of_platform in registered.entities.items()
        },
    )


def _device_info(hass: HomeAssistant, device: dr.DeviceEntry) -> DeviceInfo:
    """Return what makes the same device anew, but for the device above it."""
    area = ar.async_get(hass).async_get_area(device.area_id) if device.area_id else None
    info = DeviceInfo(
        identifiers=device.identifiers,
        manufacturer=device.manufacturer,
        model=device.model,
        name=device.name,
        serial_number=device.serial_number,
        entry_type=device.entry_type,
    )
    return info if area is None else DeviceInfo(**info, suggested_area=area.name)


def _facts(one: er.RegistryEntry, key: str) -> Facts:
    """Return what is registered of an entity. The site's own get their names ready, for there are rooms in them."""
    capabilities = one.capabilities or {}
    return Facts(
        platform=Platform(one.domain),
        key=key,
        name=one.original_name if one.config_subentry_id is None else None,
        is_translated=one.config_subentry_id is not None and one.original_name is not None,
        translation_key=one.translation_key,
        device_class=one.original_device_class,
        category=one.entity_category,
        is_enabled=one.disabled_by is None,
        state_class=capabilities.get("state_class"),
        # Translations give the unit, too, where the kind of value gives none.
        unit=one.unit_of_measurement if one.original_device_class else None,
        choices=tuple(capabilities.get("options") or capabilities.get("event_types") or ()),
    )


@cache
def _described(facts: Facts) -> EntityDescription:
    """Return the description of an entity."""
    return _DESCRIBE[facts.platform](facts)


def _name(facts: Facts) -> str | UndefinedType | None:
    """Return the name, or that translations give it."""
    return UNDEFINED if facts.is_translated else facts.name


def _binary_sensor(facts: Facts) -> EntityDescription:
    """Describe a binary sensor."""
    return BinarySensorEntityDescription(
        key=facts.key,
        name=_name(facts),
        translation_key=facts.translation_key,
        device_class=BinarySensorDeviceClass(facts.device_class) if facts.device_class else None,
        entity_category=facts.category,
        entity_registry_enabled_default=facts.is_enabled,
    )


def _button(facts: Facts) -> EntityDescription:
    """Describe a button."""
    return ButtonEntityDescription(
        key=facts.key,
        name=_name(facts),
        translation_key=facts.translation_key,
        entity_category=facts.category,
        entity_registry_enabled_default=facts.is_enabled,
    )


def _calendar(facts: Facts) -> EntityDescription:
    """Describe a calendar."""
    return CalendarEntityDescription(
        key=facts.key,
        name=_name(facts),
        translation_key=facts.translation_key,
        entity_category=facts.category,
        entity_registry_enabled_default=facts.is_enabled,
    )


def _event(facts: Facts) -> EntityDescription:
    """Describe an event entity."""
    return EventEntityDescription(
        key=facts.key,
        name=_name(facts),
        translation_key=facts.translation_key,
        device_class=EventDeviceClass(facts.device_class) if facts.device_class else None,
        event_types=list(facts.choices),
        entity_category=facts.category,
        entity_registry_enabled_default=facts.is_enabled,
    )


def _sensor(facts: Facts) -> EntityDescription:
    """Describe a sensor."""
    return SensorEntityDescription(
        key=facts.key,
        name=_name(facts),
        translation_key=facts.translation_key,
        device_class=SensorDeviceClass(facts.device_class) if facts.device_class else None,
        state_class=SensorStateClass(facts.state_class) if facts.state_class else None,
        options=list(facts.choices) or None,
        native_unit_of_measurement=facts.unit,
        entity_category=facts.category,
        entity_registry_enabled_default=facts.is_enabled,
    )


def _todo(facts: Facts) -> EntityDescription:
    """Describe a to-do list."""
    return EntityDescription(
        key=facts.key,
        name=_name(facts),
        translation_key=facts.translation_key,
        entity_category=facts.category,
        entity_registry_enabled_default=facts.is_enabled,
    )


_DESCRIBE: Final[dict[Platform, Callable[[Facts], EntityDescription]]] = {
    Platform.BINARY_SENSOR: _binary_sensor,
    Platform.BUTTON: _button,
    Platform.CALENDAR: _calendar,
    Platform.EVENT: _event,
    Platform.SENSOR: _sensor,
    Platform.TODO: _todo,
}
