"""What all entities share: which device they belong to and when they write their state."""

import asyncio
from collections.abc import Callable, Iterable
from typing import Final, override

from homeassistant.config_entries import ConfigEntryState, ConfigSubentry
from homeassistant.core import callback
from homeassistant.helpers.entity import Entity, EntityDescription
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .installed import device_of
from .listeners import SITE, SUBENTRIES
from .site import DuressConfigEntry, Site

_RUNNING: Final = (ConfigEntryState.SETUP_IN_PROGRESS, ConfigEntryState.LOADED)


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
        # The device is registered already; to look it up costs less than to register it once more for each entity.
        self.device_entry = device_of(site.hass, site.entry, owner)

    @override
    async def async_added_to_hass(self) -> None:
        """Follow the subject."""
        self.async_on_remove(self.site.entities.add(self.subject, self.async_write_ha_state))


class SiteEntity(DuressEntity):
    """An entity of the site's own device; `follows` is the subject it writes its state for."""

    follows: str = SITE

    def __init__(self, site: Site, description: EntityDescription) -> None:
        """Follow the subject."""
        super().__init__(site, description, site.entry.entry_id, self.follows)


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
    def take_new() -> list[ConfigSubentry]:
        known.intersection_update(entry.subentries)
        new = [one for key, one in entry.subentries.items() if key not in known and key in site.installation]
        known.update(subentry.subentry_id for subentry in new)
        return new

    @callback
    def add(subentry: ConfigSubentry) -> None:
        if entities := list(build(site, subentry)):
            async_add_entities(entities, config_subentry_id=subentry.subentry_id)

    async def follow() -> None:
        for subentry in take_new():
            if subentry.subentry_id in entry.subentries and entry.state in _RUNNING:
                add(subentry)
            # Between two of many that were added at once, a press is handled.
            await asyncio.sleep(0)

    @callback
    def changed() -> None:
        _ = entry.async_create_task(site.hass, follow(), "duress entities of what was added")

    for subentry in take_new():
        add(subentry)
    entry.async_on_unload(site.entities.add(SUBENTRIES, changed))
