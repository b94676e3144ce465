"""A bare integration: the devices and entities of a site with nothing behind them, as cheap as they can be.

It takes the place of the product under the product's domain, so that both have the same configuration, dependencies and
translations. Its devices and entities are copied from the registries of a site that the product has set up.
"""

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr

from .plan import PLAN

PLATFORMS = [
    Platform.BINARY_SENSOR,
    Platform.BUTTON,
    Platform.CALENDAR,
    Platform.EVENT,
    Platform.SENSOR,
    Platform.TODO,
]


async def async_setup_entry(hass: HomeAssistant, entry: ConfigEntry) -> bool:
    """Register the site's device, which all others refer to, then add the entities of every platform."""
    own = hass.data[PLAN].devices[None]
    entry.runtime_data = dr.async_get(hass).async_get_or_create(config_entry_id=entry.entry_id, **own)
    await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)
    return True


async def async_unload_entry(hass: HomeAssistant, entry: ConfigEntry) -> bool:
    """Remove the entities."""
    return await hass.config_entries.async_unload_platforms(entry, PLATFORMS)
