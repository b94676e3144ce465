"""What all entities share: which device they belong to and when they write their state."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Final, override

from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import callback
from homeassistant.core_config import DATA_CUSTOMIZE
from homeassistant.helpers.device_registry import DeviceInfo
from homeassistant.helpers.entity import Entity, EntityDescription
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .const import DOMAIN
from .listeners import SITE, SUBENTRIES
from .site import DuressConfigEntry, Site

_NO_ATTRIBUTES: Final[Mapping[str, object]] = MappingProxyType({})


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


class PromptEntity(DuressEntity):
    """An entity that a press changes. Somebody waits for help, so a write works out only what a press can change.

    For each write Home Assistant asks an entity anew for its name, icon, class and a dozen more. Here the answers of
    the last whole write stand until something they depend on is another: the entity's registry entry, its name, or the
    customizations. Then, and whenever in doubt, the next write is a whole one.
    """

    _fixed: Mapping[str, object] | None = None
    _fixed_for: tuple[object, object, object] = (None, None, None)

    def _text(self) -> str:
        """Return the state as text."""
        raise NotImplementedError

    def _moving(self) -> Mapping[str, object]:
        """Return the attributes that a press can change."""
        return _NO_ATTRIBUTES

    @override
    async def async_will_remove_from_hass(self) -> None:
        """Take nothing over into another life."""
        self._fixed = None

    @override
    @callback
    def _async_write_ha_state(self) -> None:
        """Write the state, with what is fixed as it was written last."""
        hass, (entry, name, custom) = self.hass, self._fixed_for
        if (
            self._fixed is None
            or self._context is not None
            or entry is not self.registry_entry
            or name is not self._cached_friendly_name
            or custom is not hass.data.get(DATA_CUSTOMIZE)
        ):
            super()._async_write_ha_state()
            self._fix()
            return
        moving = self._moving()
        attributes = {**self._fixed, **moving} if moving else self._fixed
        hass.states.async_set(self.entity_id, self._text(), attributes, state_info=self._state_info)

    def _fix(self) -> None:
        """Keep what the whole write that was just done says of the entity itself."""
        custom = self.hass.data.get(DATA_CUSTOMIZE)
        state = self.hass.states.get(self.entity_id)
        self._fixed = None
        if state is not None and state.state == self._text() and not (custom and custom.get(self.entity_id)):
            moving = self._moving()
            self._fixed = {key: value for key, value in state.attributes.items() if key not in moving}
            self._fixed_for = (self.registry_entry, self._cached_friendly_name, custom)


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
