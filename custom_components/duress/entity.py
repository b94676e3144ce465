"""What all entities share: which device they belong to and when they write their state."""

from collections.abc import Callable, Iterable
from typing import override

from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import callback
from homeassistant.helpers.device_registry import DeviceInfo
from homeassistant.helpers.entity import Entity, EntityDescription
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .const import DOMAIN
from .listeners import SITE, SUBENTRIES
from .site import DuressConfigEntry, Site


class DuressEntity(Entity):
    """An entity that writes its state when its subject changes. It stays available: the link has its own entity."""

    _attr_has_entity_name = True
    _attr_should_poll = False

    def __init__(self, site: Site, description: EntityDescription, owner: str, subject: str | None = None) -> None:
        """Belong to a device (`owner`: subentry id, or entry id for the site) and follow a subject."""
        self.entity_description = description
        self.site = site
        self.owner = owner
        self.subject = subject or owner
        self._attr_unique_id = f"{owner}_{description.key}"
        self._attr_device_info = DeviceInfo(identifiers={(DOMAIN, owner)})

    @override
    async def async_added_to_hass(self) -> None:
        """Follow the subject."""
        self.async_on_remove(self.site.entities.add(self.subject, self.async_write_ha_state))


class SiteEntity(DuressEntity):
    """An entity of the site's own device."""

    def __init__(self, site: Site, description: EntityDescription) -> None:
        """Follow the site."""
        super().__init__(site, description, site.entry.entry_id, SITE)


@callback
def async_follow_subentries(
    entry: DuressConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
    build: Callable[[Site, ConfigSubentry], Iterable[Entity]],
) -> None:
    """Add the entities of everything installed now, and of what is installed later, without a reload."""
    site = entry.runtime_data
    known: set[str] = set()

    @callback
    def add() -> None:
        known.intersection_update(entry.subentries)
        for subentry_id, subentry in entry.subentries.items():
            if subentry_id not in known:
                known.add(subentry_id)
                if entities := list(build(site, subentry)):
                    async_add_entities(entities, config_subentry_id=subentry_id)

    add()
    entry.async_on_unload(site.entities.add(SUBENTRIES, add))
