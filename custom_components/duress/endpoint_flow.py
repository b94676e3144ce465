"""Adding a monitoring endpoint to a site, and changing it."""

from typing import Any, Final
from urllib.parse import urlsplit

from homeassistant.config_entries import SOURCE_RECONFIGURE, ConfigSubentryFlow, SubentryFlowResult
from homeassistant.const import CONF_NAME, CONF_URL
from homeassistant.helpers.selector import BooleanSelector, TextSelector, TextSelectorConfig, TextSelectorType
import voluptuous as vol

from .calls import dialog_refused
from .const import CONF_FORWARD_ALL, CONF_SECRET, CONF_TELL_TROUBLES
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

    async def async_step_user(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask where to forward to."""
        if dialog_refused(self._get_entry(), "endpoint"):
            return self.async_abort(reason="may_not")
        suggested = user_input or {CONF_SECRET: generate_secret(), CONF_FORWARD_ALL: True}
        return self._form("user", user_input, suggested)

    async def async_step_reconfigure(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask where to forward to now."""
        if dialog_refused(self._get_entry(), "endpoint"):
            return self.async_abort(reason="may_not")
        subentry = self._get_reconfigure_subentry()
        return self._form("reconfigure", user_input, user_input or {CONF_NAME: subentry.title, **subentry.data})

    def _form(self, step_id: str, user_input: dict[str, Any] | None, suggested: dict[str, Any]) -> SubentryFlowResult:
        """Show the form until it can be saved."""
        errors: dict[str, str] = {}
        if user_input is not None:
            found = {
                CONF_NAME: None if user_input[CONF_NAME].strip() else "name_missing",
                CONF_URL: url_error(user_input[CONF_URL]),
                CONF_SECRET: secret_error(user_input[CONF_SECRET]),
            }
            errors = {field: error for field, error in found.items() if error is not None}
            if not errors:
                return self._save(user_input)
        form = self.add_suggested_values_to_schema(SCHEMA, suggested)
        return self.async_show_form(step_id=step_id, data_schema=form, errors=errors)

    def _save(self, user_input: dict[str, Any]) -> SubentryFlowResult:
        """Add or change the endpoint; its queue and its numbering stay."""
        title = user_input[CONF_NAME].strip()
        data = {key: value for key, value in user_input.items() if key != CONF_NAME}
        if self.source != SOURCE_RECONFIGURE:
            return self.async_create_entry(title=title, data=data)
        return self.async_update_and_abort(self._get_entry(), self._get_reconfigure_subentry(), title=title, data=data)
