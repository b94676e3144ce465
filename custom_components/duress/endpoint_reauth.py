"""Asking anew for what an endpoint knows us by, when it accepts it no longer: a shared secret, or a password."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry, ConfigFlow, ConfigFlowResult, ConfigSubentry
from homeassistant.const import CONF_PASSWORD, CONF_USERNAME
from homeassistant.helpers.selector import TextSelector
import voluptuous as vol

from .calls import dialog_refused
from .const import CONF_ENDPOINT_TYPE, CONF_SECRET, ENDPOINT_MQTT
from .endpoint_issues import CONF_ENDPOINT
from .mqtt_form import PASSWORD
from .webhook_form import secret_error
from .webhook_settings import CONF_PREVIOUS_SECRET

_SECRET: Final = vol.Schema({vol.Required(CONF_SECRET): TextSelector()})
_LOGIN: Final = vol.Schema({vol.Required(CONF_USERNAME): TextSelector(), vol.Required(CONF_PASSWORD): PASSWORD})


class EndpointReauth(ConfigFlow):
    """The steps that ask."""

    _endpoint_id: str = ""

    async def async_step_reauth(self, entry_data: Mapping[str, Any]) -> ConfigFlowResult:
        """Begin for one endpoint, with what is asked of its kind."""
        self._endpoint_id = entry_data[CONF_ENDPOINT]
        endpoint = self._get_reauth_entry().subentries.get(self._endpoint_id)
        if endpoint is not None and endpoint.data.get(CONF_ENDPOINT_TYPE) == ENDPOINT_MQTT:
            return await self.async_step_reauth_login()
        return await self.async_step_reauth_confirm()

    async def async_step_reauth_confirm(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the secret; what waits goes out with it at once."""
        entry = self._get_reauth_entry()
        if (endpoint := self._endpoint(entry)) is None:
            return self._refused(entry)
        errors: dict[str, str] = {}
        if user_input is not None:
            secret = user_input[CONF_SECRET].strip()
            if (error := secret_error(secret)) is None:
                # The desk has just refused both, so the former ones are of no use any more.
                kept = {key: value for key, value in endpoint.data.items() if key != CONF_PREVIOUS_SECRET}
                return self._keep(entry, endpoint, {**kept, CONF_SECRET: secret})
            errors[CONF_SECRET] = error
        form = self.add_suggested_values_to_schema(_SECRET, user_input)
        return self.async_show_form(
            step_id="reauth_confirm",
            data_schema=form,
            errors=errors,
            description_placeholders={"endpoint": endpoint.title},
        )

    async def async_step_reauth_login(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for user name and password at a broker; what waits goes out with them at once."""
        entry = self._get_reauth_entry()
        if (endpoint := self._endpoint(entry)) is None:
            return self._refused(entry)
        if user_input is not None:
            login = {CONF_USERNAME: user_input[CONF_USERNAME].strip(), CONF_PASSWORD: user_input[CONF_PASSWORD]}
            return self._keep(entry, endpoint, {**endpoint.data, **login})
        known = {CONF_USERNAME: endpoint.data.get(CONF_USERNAME, "")}
        return self.async_show_form(
            step_id="reauth_login",
            data_schema=self.add_suggested_values_to_schema(_LOGIN, known),
            description_placeholders={"endpoint": endpoint.title},
        )

    def _endpoint(self, entry: ConfigEntry) -> ConfigSubentry | None:
        """Return the endpoint; None if it is gone, or if this person may not change it."""
        return None if dialog_refused(entry, "endpoint") else entry.subentries.get(self._endpoint_id)

    def _refused(self, entry: ConfigEntry) -> ConfigFlowResult:
        """End without a change."""
        return self.async_abort(reason="may_not" if dialog_refused(entry, "endpoint") else "endpoint_gone")

    def _keep(self, entry: ConfigEntry, endpoint: ConfigSubentry, data: dict[str, Any]) -> ConfigFlowResult:
        """Keep what was typed."""
        self.hass.config_entries.async_update_subentry(entry, endpoint, data=data)
        return self.async_abort(reason="reauth_successful")
