"""The fix for new numbers of rooms: saying that the monitoring centre has them."""

from typing import Any

from homeassistant.components.repairs import RepairsFlow, RepairsFlowResult
from homeassistant.config_entries import ConfigEntryState
import voluptuous as vol

from .calls import dialog_refused
from .site import DuressConfigEntry


class NumbersToldFlow(RepairsFlow):
    """Asks whether the centre of one endpoint was told the new numbers."""

    def __init__(self, entry_id: str, endpoint_id: str, words: dict[str, str]) -> None:
        """Keep what it is about."""
        self._entry_id = entry_id
        self._endpoint_id = endpoint_id
        self._words = words

    async def async_step_init(self, _user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Begin; what comes in here was typed by nobody."""
        return await self.async_step_confirm()

    async def async_step_confirm(self, user_input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Ask, and take note."""
        entry: DuressConfigEntry | None = self.hass.config_entries.async_get_entry(self._entry_id)
        if entry is None or entry.state is not ConfigEntryState.LOADED:
            return self.async_abort(reason="site_not_running")
        if dialog_refused(entry, "repairs"):
            return self.async_abort(reason="may_not")
        if user_input is not None:
            entry.runtime_data.endpoints.numbers.told(self._endpoint_id)
            return self.async_create_entry(data={})
        return self.async_show_form(step_id="confirm", data_schema=vol.Schema({}), description_placeholders=self._words)
