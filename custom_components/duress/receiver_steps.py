"""The steps that connect a receiver, shared by the set-up of a site and by adding a receiver to it."""

from collections.abc import Mapping
import math
from typing import Any, Final
from urllib.parse import urlsplit

from homeassistant.config_entries import ConfigEntry, ConfigFlow, ConfigSubentryFlow
from homeassistant.const import CONF_DEVICE, CONF_HOST
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResult
from homeassistant.helpers.selector import (
    AreaSelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SerialPortSelector,
    TextSelector,
)
import voluptuous as vol

from .const import (
    CONF_AREA,
    CONF_BAUDRATE,
    CONF_RECEIVER_TYPE,
    CONF_SILENCE,
    DEFAULT_BAUDRATE,
    DOMAIN,
    RECEIVER_NETWORK,
    RECEIVER_SERIAL,
)
from .installed import receivers_of
from .receivers import ProbeResult, probe, shortest_silence

PROBE_SECONDS: Final = 8.0

_COMMON: Final = {
    vol.Optional(CONF_AREA): AreaSelector(),
    vol.Optional(CONF_SILENCE): NumberSelector(
        NumberSelectorConfig(min=20, max=3600, mode=NumberSelectorMode.BOX, unit_of_measurement="s")
    ),
}
SERIAL_SCHEMA: Final = vol.Schema(
    {
        vol.Required(CONF_DEVICE): SerialPortSelector(),
        vol.Required(CONF_BAUDRATE, default=DEFAULT_BAUDRATE): vol.All(
            NumberSelector(NumberSelectorConfig(min=1200, max=115200, mode=NumberSelectorMode.BOX)), vol.Coerce(int)
        ),
        **_COMMON,
    }
)
NETWORK_SCHEMA: Final = vol.Schema({vol.Required(CONF_HOST): TextSelector(), **_COMMON})

NETWORK_SCHEMES: Final = ("socket", "tcp", "rfc2217", "esphome", "esphome-hass")


def network_url(typed: str) -> str | None:
    """Return the URL of what was typed, `host:port` or a URL a link understands; None if it is neither."""
    url = typed.strip() if "://" in typed else f"socket://{typed.strip()}"
    try:
        parts = urlsplit(url)
        complete = parts.scheme == "esphome-hass" or (parts.hostname is not None and parts.port is not None)
    except ValueError:
        return None
    return url if parts.scheme in NETWORK_SCHEMES and complete else None


def is_used(hass: HomeAssistant, address: str, *, besides: str | None = None) -> bool:
    """Whether another receiver, of any site, has this address already."""
    entries: list[ConfigEntry] = hass.config_entries.async_entries(DOMAIN)
    return any(
        subentry.data.get(CONF_DEVICE) == address and subentry.subentry_id != besides
        for entry in entries
        for subentry in receivers_of(entry)
    )


class ReceiverSteps[Result: FlowResult[Any, Any]]:
    """Steps `serial`, `network` and `silent`; whoever mixes them in says in `_connected` what becomes of a receiver."""

    _pending: dict[str, Any]
    _reconfigured: str | None = None

    async def _connected(self, data: dict[str, Any]) -> Result:
        """Take the settings of a receiver that answered, or that is to be saved all the same."""
        raise NotImplementedError

    async def async_step_serial(self, user_input: dict[str, Any] | None = None) -> Result:
        """Ask for a serial port and listen on it."""
        return await self._ask(RECEIVER_SERIAL, SERIAL_SCHEMA, user_input)

    async def async_step_network(self, user_input: dict[str, Any] | None = None) -> Result:
        """Ask for a network address and listen there."""
        return await self._ask(RECEIVER_NETWORK, NETWORK_SCHEMA, user_input)

    async def async_step_silent(self, _user_input: dict[str, Any] | None = None) -> Result:
        """Say that nothing was heard, and let the person choose."""
        return self._flow.async_show_menu(
            step_id="silent", menu_options=["save_anyway", self._pending[CONF_RECEIVER_TYPE]]
        )  # type: ignore[return-value]

    async def async_step_save_anyway(self, _user_input: dict[str, Any] | None = None) -> Result:
        """Save a receiver that has not been heard yet."""
        return await self._connected(self._pending)

    @property
    def _flow(self) -> ConfigFlow | ConfigSubentryFlow:
        """The flow these steps are part of."""
        assert isinstance(self, ConfigFlow | ConfigSubentryFlow)  # noqa: S101 - mixed into nothing else
        return self

    async def _ask(self, kind: str, schema: vol.Schema, user_input: dict[str, Any] | None) -> Result:
        """Show the form until the receiver answers, or opens but stays silent."""
        errors: dict[str, str] = {}
        placeholders = {"seen": "", "least": ""}
        if user_input is not None:
            field = CONF_DEVICE if kind == RECEIVER_SERIAL else CONF_HOST
            address = user_input[CONF_DEVICE] if kind == RECEIVER_SERIAL else network_url(user_input[CONF_HOST])
            if address is None:
                errors[field] = "wrong_address"
            elif (interval := self._too_short(user_input.get(CONF_SILENCE))) is not None:
                errors[CONF_SILENCE] = "silence_too_short"
                placeholders = {"seen": f"{interval:.0f}", "least": f"{math.ceil(shortest_silence(interval))}"}
            elif is_used(self._flow.hass, address, besides=self._reconfigured):
                errors[field] = "already_configured"
            else:
                kept = {key: value for key, value in user_input.items() if key != CONF_HOST}
                self._pending = {**kept, CONF_DEVICE: address, CONF_RECEIVER_TYPE: kind}
                if self._unchanged():
                    return await self._connected(self._pending)
                result = await probe(address, PROBE_SECONDS, baudrate=user_input.get(CONF_BAUDRATE, DEFAULT_BAUDRATE))
                if result.problem is None and result.frames:
                    return await self._connected(self._pending)
                if result.problem is None and not result.discarded_bytes:
                    return await self.async_step_silent()
                errors["base"] = _error_of(result)
        suggested = user_input or _as_typed(self._suggested())
        form = self._flow.add_suggested_values_to_schema(schema, suggested)
        return self._flow.async_show_form(  # type: ignore[return-value]
            step_id=kind, data_schema=form, errors=errors, description_placeholders=placeholders
        )

    def _too_short(self, silence: float | None) -> float | None:
        """Return the check-in interval (s) of the receiver that is changed, if the silence cannot work with it."""
        return None

    def _suggested(self) -> Mapping[str, Any]:
        """Return the settings to begin with."""
        return {}

    def _unchanged(self) -> bool:
        """Whether the line is as it was: it is in use by the running link, so it cannot be tried here."""
        before = self._suggested()
        return bool(before) and all(before.get(key) == self._pending.get(key) for key in (CONF_DEVICE, CONF_BAUDRATE))


def _as_typed(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return stored settings as they are typed in the forms."""
    return {**data, CONF_HOST: str(data.get(CONF_DEVICE, "")).removeprefix("socket://")} if data else {}


def _error_of(result: ProbeResult) -> str:
    """Return the sentence for a receiver that did not answer properly."""
    return f"receiver_{result.problem}" if result.problem is not None else "receiver_garbage"
