"""Adding a monitoring endpoint to a site, and changing it: a webhook, or a receiver that speaks SIA DC-09."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from homeassistant.config_entries import SOURCE_RECONFIGURE, ConfigSubentryFlow, SubentryFlowResult
from homeassistant.const import CONF_NAME, CONF_URL
from homeassistant.helpers import area_registry as ar
from homeassistant.helpers.selector import BooleanSelector, TextSelector, TextSelectorConfig, TextSelectorType
import voluptuous as vol

from . import dc09_form
from .calls import dialog_refused
from .const import (
    CONF_ENDPOINT_TYPE,
    CONF_FORWARD_ALL,
    CONF_SECRET,
    CONF_TELL_TROUBLES,
    ENDPOINT_DC09,
    ENDPOINT_WEBHOOK,
)
from .monitoring import Secret, generate_secret

SCHEMA: Final = vol.Schema(
    {
        vol.Required(CONF_NAME): TextSelector(),
        vol.Required(CONF_URL): TextSelector(TextSelectorConfig(type=TextSelectorType.URL)),
        vol.Required(CONF_SECRET): TextSelector(),
        vol.Required(CONF_FORWARD_ALL, default=True): BooleanSelector(),
        vol.Required(CONF_TELL_TROUBLES, default=True): BooleanSelector(),
    }
)
LOOPBACK: Final = ("127.0.0.1", "::1", "localhost")


def url_error(url: str) -> str | None:
    """Return why an address cannot be an endpoint: only HTTPS, and plain HTTP on this machine itself."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        return "wrong_url"
    if not host or parts.scheme not in ("http", "https") or parts.username is not None:
        return "wrong_url"
    return "not_https" if parts.scheme == "http" and host not in LOOPBACK else None


def secret_error(secret: str) -> str | None:
    """Return why a text cannot be the shared secret."""
    try:
        Secret.parse(secret)
    except ValueError:
        return "wrong_secret"
    return None


class EndpointFlow(ConfigSubentryFlow):
    """Adds or changes an endpoint."""

    async def async_step_user(self, _user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask what kind of endpoint it is."""
        if dialog_refused(self._get_entry(), "endpoint"):
            return self.async_abort(reason="may_not")
        return self.async_show_menu(step_id="user", menu_options=[ENDPOINT_WEBHOOK, ENDPOINT_DC09])

    async def async_step_reconfigure(self, _user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask where to forward to now; the kind stays."""
        if dialog_refused(self._get_entry(), "endpoint"):
            return self.async_abort(reason="may_not")
        if self._stored.get(CONF_ENDPOINT_TYPE) == ENDPOINT_DC09:
            return await self.async_step_dc09()
        return await self.async_step_webhook()

    async def async_step_webhook(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask for the address of a webhook and the secret it shares."""
        errors: dict[str, str] = {}
        if user_input is not None:
            found = {
                CONF_NAME: None if user_input[CONF_NAME].strip() else "name_missing",
                CONF_URL: url_error(user_input[CONF_URL]),
                CONF_SECRET: secret_error(user_input[CONF_SECRET]),
            }
            errors = {field: error for field, error in found.items() if error is not None}
            if not errors:
                data = {key: value for key, value in user_input.items() if key != CONF_NAME}
                return self._save(user_input[CONF_NAME].strip(), data)
        made_up = {CONF_SECRET: generate_secret(), CONF_FORWARD_ALL: True}
        suggested = user_input or ({CONF_NAME: self._title, **self._stored} if self._stored else made_up)
        form = self.add_suggested_values_to_schema(SCHEMA, suggested)
        return self.async_show_form(step_id="webhook", data_schema=form, errors=errors)

    async def async_step_dc09(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask for a receiver of a monitoring centre and what was agreed with it."""
        rooms, errors, line = self._rooms(), dict[str, str](), ""
        suggested = dc09_form.suggested(self._title, self._stored, rooms)
        if user_input is not None:
            checked = dc09_form.check(user_input, rooms, self._stored)
            if not checked.errors:
                return self._save(checked.title, checked.data)
            suggested, errors, line = user_input, checked.errors, checked.line
        return self.async_show_form(
            step_id="dc09",
            data_schema=self.add_suggested_values_to_schema(dc09_form.SCHEMA, suggested),
            errors=errors,
            description_placeholders={"line": line},
        )

    def _save(self, title: str, data: dict[str, Any]) -> SubentryFlowResult:
        """Add or change the endpoint; its queue and its numbering stay."""
        if self.source != SOURCE_RECONFIGURE:
            return self.async_create_entry(title=title, data=data)
        return self.async_update_and_abort(self._get_entry(), self._get_reconfigure_subentry(), title=title, data=data)

    @property
    def _stored(self) -> Mapping[str, Any]:
        """The settings of the endpoint that is changed; none for a new one."""
        return self._get_reconfigure_subentry().data if self.source == SOURCE_RECONFIGURE else {}

    @property
    def _title(self) -> str:
        """The name of the endpoint that is changed; empty for a new one."""
        return self._get_reconfigure_subentry().title if self.source == SOURCE_RECONFIGURE else ""

    def _rooms(self) -> dict[str, str]:
        """Return the names of all rooms by id."""
        return {area.id: area.name for area in ar.async_get(self.hass).async_list_areas()}
