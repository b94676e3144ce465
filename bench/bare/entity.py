"""What all bare entities share: they are registered and say one constant thing."""

from collections.abc import Callable

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.device_registry import DeviceInfo
from homeassistant.helpers.entity import Entity, EntityDescription
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .plan import PLAN


class Bare(Entity):
    """An entity with nothing behind it."""

    _attr_has_entity_name = True
    _attr_should_poll = False

    def __init__(self, unique_id: str, description: EntityDescription, device_info: DeviceInfo) -> None:
        """Belong to a device."""
        self.entity_description = description
        if isinstance(description.name, str):
            self._attr_name = description.name
        self._attr_unique_id = unique_id
        self._attr_device_info = device_info


@callback
def async_add(
    hass: HomeAssistant,
    entry: ConfigEntry,
    platform: Platform,
    async_add_entities: AddConfigEntryEntitiesCallback,
    build: Callable[[str, EntityDescription, DeviceInfo], Entity],
) -> None:
    """Add the entities of a platform, those of each subentry together, which is how Home Assistant takes them."""
    plan = hass.data[PLAN]
    for subentry_id, entities in plan.entities.get(platform, {}).items():
        device = plan.devices[subentry_id]
        if subentry_id is not None:
            device = DeviceInfo(**device, via_device_id=entry.runtime_data.id)
        async_add_entities([build(*one, device) for one in entities], config_subentry_id=subentry_id)
