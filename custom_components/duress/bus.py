"""What happened, on Home Assistant's bus: for the logbook of the site, of each device and of their main entities."""

from typing import TYPE_CHECKING, Final

from homeassistant.const import Platform
from homeassistant.core import callback
from homeassistant.helpers import entity_registry as er

from .const import DOMAIN, EVENT_HAPPENED
from .core.events import Event, PressHeard
from .core.incidents import Incident
from .core.records import name_of
from .happenings import device_ids_of, facts_of
from .installed import device_of

if TYPE_CHECKING:
    from .site import Site

MAIN_ENTITIES: Final = ("duress", "alarm", "connection", "missing", "path_proven")
"""What a device is looked at for: its first of these binary sensors has the sentences, too."""


@callback
def async_announce(site: Site, event: Event, incident: Incident | None) -> None:
    """Put an event on the bus, once for each device that it is about; what is for the ledger alone is left out."""
    if isinstance(event, PressHeard):
        return
    facts = {"type": name_of(event), **facts_of(event, incident)}
    for key in (site.entry.entry_id, *device_ids_of(event, incident)):
        if (device := device_of(site.hass, site.entry, key)) is not None:
            about: dict[str, str | None] = {"name": device.name_by_user or device.name, "device_id": device.id}
            if (entity_id := main_entity(site, key)) is not None:
                about["entity_id"] = entity_id
            site.hass.bus.async_fire(EVENT_HAPPENED, {**facts, **about})


@callback
def main_entity(site: Site, key: str) -> str | None:
    """Return the entity that a device is looked at for; `key` is a subentry id, or the entry id for the site."""
    registry = er.async_get(site.hass)
    found = (registry.async_get_entity_id(Platform.BINARY_SENSOR, DOMAIN, f"{key}_{name}") for name in MAIN_ENTITIES)
    return next((entity_id for entity_id in found if entity_id is not None), None)
