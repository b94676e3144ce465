"""Asking for the shared secret of an endpoint anew when its desk does not accept our signatures."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.config_entries import ConfigFlow, ConfigFlowResult
from homeassistant.helpers.selector import TextSelector
import voluptuous as vol

from .calls import dialog_refused
from .const import CONF_SECRET
from .endpoint_issues import CONF_ENDPOINT
from .webhook_form import secret_error
from .webhook_settings import CONF_PREVIOUS_SECRET

_SCHEMA: Final = vol.Schema({vol.Required(CONF_SECRET): TextSelector()})


class EndpointReauth(ConfigFlow):
    """The steps that ask."""

    _endpoint_id: str = ""

    async def async_step_reauth(self, entry_data: Mapping[str, Any]) -> ConfigFlowResult:
        """Begin for one endpoint."""
        self._endpoint_id = entry_data[CONF_ENDPOINT]
        return await self.async_step_reauth_confirm()

    async def async_step_reauth_confirm(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the secret; what waits goes out with it at once."""
        entry = self._get_reauth_entry()
        if dialog_refused(entry, "endpoint"):
            return self.async_abort(reason="may_not")
        endpoint = entry.subentries.get(self._endpoint_id)
        if endpoint is None:
            return self.async_abort(reason="endpoint_gone")
        errors: dict[str, str] = {}
        if user_input is not None:
            secret = user_input[CONF_SECRET].strip()
            if (error := secret_error(secret)) is None:
                # The desk has just refused both, so the former ones are of no use any more.
                kept = {key: value for key, value in endpoint.data.items() if key != CONF_PREVIOUS_SECRET}
                self.hass.config_entries.async_update_subentry(entry, endpoint, data={**kept, CONF_SECRET: secret})
                return self.async_abort(reason="reauth_successful")
            errors[CONF_SECRET] = error
        form = self.add_suggested_values_to_schema(_SCHEMA, user_input)
        return self.async_show_form(
            step_id="reauth_confirm",
            data_schema=form,
            errors=errors,
            description_placeholders={"endpoint": endpoint.title},
        )
