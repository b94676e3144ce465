"""Wires under test: the settings typed as a person types them, and a relay that does as a real one may do."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from homeassistant.const import STATE_OFF, STATE_ON, STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir

from custom_components.duress.const import DOMAIN
from custom_components.duress.site import DuressConfigEntry


async def set_option(hass: HomeAssistant, entry: DuressConfigEntry, *typed: dict[str, Any]) -> dict[str, Any]:
    """Type one form of the site's settings after the other; return what is shown then."""
    flow: Any = await hass.config_entries.options.async_init(entry.entry_id)
    for one in typed:
        flow = await hass.config_entries.options.async_configure(flow["flow_id"], one)
    await hass.async_block_till_done()
    return dict(flow)


def issue_keys(hass: HomeAssistant, beginning: str) -> set[str]:
    """Return what our repair issues say that begin so."""
    issues = [one for (domain, _), one in ir.async_get(hass).issues.items() if domain == DOMAIN]
    return {key for one in issues if (key := one.translation_key or "").startswith(beginning)}


@dataclass(slots=True)
class Relay:
    """A relay of another integration, behind `switch.relay`: it may be gone, complain, or do nothing at all."""

    hass: HomeAssistant
    complains: bool = False
    is_deaf: bool = False
    calls: list[str] = field(default_factory=list)
    on_call: Callable[[str], None] | None = None

    def install(self) -> Relay:
        """Be there, and off."""
        self.say(STATE_OFF)
        self.hass.services.async_register("switch", "turn_on", self._called)
        self.hass.services.async_register("switch", "turn_off", self._called)
        return self

    def say(self, state: str) -> None:
        """Report a state."""
        self.hass.states.async_set("switch.relay", state, {"friendly_name": "Panel relay"})

    def be_gone(self) -> None:
        """Be out of reach."""
        self.say(STATE_UNAVAILABLE)

    async def _called(self, call: ServiceCall) -> None:
        """Do as one is told, or not."""
        assert call.data["entity_id"] == "switch.relay" or call.data["entity_id"] == ["switch.relay"]
        self.calls.append(call.service)
        if self.on_call is not None:
            self.on_call(call.service)
        if self.complains:
            raise HomeAssistantError("the relay complains")
        if not self.is_deaf:
            self.say(STATE_ON if call.service == "turn_on" else STATE_OFF)
