"""Fix flows: saying which room or floor a deleted one became, or that it is really gone."""

from abc import abstractmethod
from collections.abc import Awaitable, Callable
from typing import Any, Final, override

from homeassistant.components.repairs import RepairsFlow, RepairsFlowResult
from homeassistant.config_entries import ConfigEntryState
from homeassistant.helpers.selector import AreaSelector, FloorSelector
import voluptuous as vol

from .calls import dialog_actor, dialog_refused
from .core.events import Actor, ActorKind
from .ledger import LedgerError
from .site import DuressConfigEntry, Site

CONF_BECAME: Final = "became"


class _GoneFlow(RepairsFlow):
    """A flow about one deleted place of one site."""

    selector: AreaSelector | FloorSelector

    def __init__(self, entry_id: str, place_id: str) -> None:
        """Keep what it is about."""
        self._entry_id = entry_id
        self._place_id = place_id

    async def async_step_init(self, _user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Ask what became of it."""
        entry = self._entry
        if entry is not None and dialog_refused(entry, "repairs"):
            return self.async_abort(reason="may_not")
        return self._asked(
            lambda words: self.async_show_menu(
                step_id="init", menu_options=["became", "gone"], description_placeholders=words
            )
        )

    async def async_step_became(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Ask which one it became, and let everything name that."""
        errors: dict[str, str] = {}
        if user_input is not None:
            site, became = self._site, str(user_input[CONF_BECAME])
            if site is None or self._exists(site, became):
                return await self._settle(became)
            errors[CONF_BECAME] = "no_place"
        schema = vol.Schema({vol.Required(CONF_BECAME): self.selector})
        return self._asked(
            lambda words: self.async_show_form(
                step_id="became", data_schema=schema, errors=errors, description_placeholders=words
            )
        )

    async def async_step_gone(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Say what it means that it is gone, and take that for the answer."""
        if user_input is not None:
            return await self._settle(None)
        schema = vol.Schema({})
        return self._asked(
            lambda words: self.async_show_form(step_id="gone", data_schema=schema, description_placeholders=words)
        )

    @property
    def _entry(self) -> DuressConfigEntry | None:
        """The site's entry, while it runs."""
        entry: DuressConfigEntry | None = self.hass.config_entries.async_get_entry(self._entry_id)
        return entry if entry is not None and entry.state is ConfigEntryState.LOADED else None

    @property
    def _site(self) -> Site | None:
        """The site, while it runs."""
        return entry.runtime_data if (entry := self._entry) is not None else None

    def _asked(self, show: Callable[[dict[str, str]], RepairsFlowResult]) -> RepairsFlowResult:
        """Return a step with its words; without a site or anything left to settle, the end."""
        if (site := self._site) is None:
            return self.async_abort(reason="site_not_running")
        words = self._words(site)
        return self.async_abort(reason="settled") if words is None else show(words)

    async def _settle(self, became: str | None) -> RepairsFlowResult:
        """Take an answer."""
        if (site := self._site) is None:
            return self.async_abort(reason="site_not_running")
        if self._words(site) is None:
            return self.async_abort(reason="settled")
        actor = dialog_actor() or Actor(kind=ActorKind.AUTOMATION, user_id=None, name="Automation", source="dialog")
        try:
            await self._replace(site, became, actor)
        except LedgerError as error:
            return self.async_abort(reason="not_stored", description_placeholders={"detail": error.detail})
        return self.async_create_entry(data={})

    @abstractmethod
    def _words(self, site: Site) -> dict[str, str] | None:
        """Return what the sentences say; None if there is nothing left to settle."""

    @abstractmethod
    def _exists(self, site: Site, became: str) -> bool:
        """Whether there is such a place."""

    @abstractmethod
    def _replace(self, site: Site, became: str | None, actor: Actor) -> Awaitable[None]:
        """Settle it."""


class RoomGoneFlow(_GoneFlow):
    """Settles what a deleted room became."""

    selector = AreaSelector()

    @override
    def _words(self, site: Site) -> dict[str, str] | None:
        """Return the room and what uses it."""
        rooms = (room for room in site.places.gone.rooms() if room.room_id == self._place_id)
        return next((site.places.gone.words_of_room(room) for room in rooms), None)

    @override
    def _exists(self, site: Site, became: str) -> bool:
        """Whether there is such an area."""
        return site.places.exists(became)

    @override
    async def _replace(self, site: Site, became: str | None, actor: Actor) -> None:
        """Settle it."""
        await site.places.gone.async_replace_room(site.places.rooms[self._place_id], became, actor)


class FloorGoneFlow(_GoneFlow):
    """Settles what a deleted floor became."""

    selector = FloorSelector()

    @override
    def _words(self, site: Site) -> dict[str, str] | None:
        """Return the floor and the rooms that were on it."""
        rooms = site.places.gone.floors().get(self._place_id)
        return None if rooms is None else site.places.gone.words_of_floor(rooms)

    @override
    def _exists(self, site: Site, became: str) -> bool:
        """Whether there is such a floor."""
        return site.places.floor_exists(became)

    @override
    async def _replace(self, site: Site, became: str | None, actor: Actor) -> None:
        """Settle it."""
        await site.places.gone.async_replace_floor(self._place_id, became, actor)
