"""Setting up a site: its name, then its first receiver, or a demo school."""

from collections.abc import Mapping
from typing import Any, Final, override

from homeassistant.config_entries import (
    ConfigEntry,
    ConfigFlowResult,
    ConfigSubentryData,
    ConfigSubentryFlow,
    OptionsFlow,
)
from homeassistant.core import callback
from homeassistant.helpers.selector import (
    BooleanSelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    TextSelector,
    TextSelectorConfig,
)
import voluptuous as vol

from .calls import dialog_refused
from .const import (
    CONF_SITE_ADDRESS,
    CONF_SITE_NAME,
    CONF_SPEED,
    CONF_SURVEYED,
    DOMAIN,
    RECEIVER_DEMO,
    RECEIVER_NETWORK,
    RECEIVER_SERIAL,
    SUBENTRY_ENDPOINT,
    SUBENTRY_RECEIVER,
    SUBENTRY_TRANSMITTER,
)
from .demo import DEMO_MARK, async_demo_subentries
from .endpoint_flow import EndpointFlow
from .endpoint_reauth import EndpointReauth
from .options_flow import SiteOptionsFlow
from .receiver_flow import ReceiverFlow, receiver_title
from .receiver_steps import ReceiverSteps
from .transmitter_flow import TransmitterFlow

SITE_SCHEMA = vol.Schema(
    {
        vol.Required(CONF_SITE_NAME): TextSelector(),
        vol.Optional(CONF_SITE_ADDRESS): TextSelector(TextSelectorConfig(multiline=True)),
    }
)
MOST_SPEED: Final = 20
"""Faster, check-ins would come as close together as the copies of one."""

DEMO_SCHEMA = vol.Schema(
    {
        vol.Required(CONF_SPEED, default=1): vol.All(
            NumberSelector(NumberSelectorConfig(min=1, max=MOST_SPEED, mode=NumberSelectorMode.SLIDER)), vol.Coerce(int)
        ),
        vol.Optional(CONF_SURVEYED, description={"suggested_value": True}): BooleanSelector(),
    }
)


class DuressConfigFlow(ReceiverSteps[ConfigFlowResult], EndpointReauth, domain=DOMAIN):
    """Sets up a site."""

    VERSION = 1

    def __init__(self) -> None:
        """Start with nothing typed."""
        self._site: dict[str, Any] = {}

    @classmethod
    @callback
    @override
    def async_get_supported_subentry_types(cls, config_entry: ConfigEntry) -> dict[str, type[ConfigSubentryFlow]]:
        """Return what can be installed at a site."""
        return {
            SUBENTRY_RECEIVER: ReceiverFlow,
            SUBENTRY_TRANSMITTER: TransmitterFlow,
            SUBENTRY_ENDPOINT: EndpointFlow,
        }

    @staticmethod
    @callback
    @override
    def async_get_options_flow(config_entry: ConfigEntry) -> OptionsFlow:
        """Return the settings of a site."""
        return SiteOptionsFlow()

    @override
    async def async_step_user(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask what the site is called."""
        errors: dict[str, str] = {}
        if user_input is not None:
            name = user_input[CONF_SITE_NAME].strip()
            if not name:
                errors[CONF_SITE_NAME] = "name_missing"
            elif self._is_taken(name):
                errors[CONF_SITE_NAME] = "name_taken"
            else:
                self._site = {**user_input, CONF_SITE_NAME: name}
                return await self.async_step_receiver()
        form = self.add_suggested_values_to_schema(SITE_SCHEMA, user_input)
        return self.async_show_form(step_id="user", data_schema=form, errors=errors)

    async def async_step_receiver(self, _user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask how the first receiver is connected."""
        return self.async_show_menu(step_id="receiver", menu_options=[RECEIVER_SERIAL, RECEIVER_NETWORK, RECEIVER_DEMO])

    async def async_step_demo(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask how fast the simulated school is to run, and build it."""
        if user_input is None:
            return self.async_show_form(step_id="demo", data_schema=DEMO_SCHEMA)
        name = self._site[CONF_SITE_NAME]
        self._site[CONF_SITE_NAME] = name if name.startswith(DEMO_MARK) else f"{DEMO_MARK} {name}"
        surveyed = user_input.get(CONF_SURVEYED, False)
        return self._create(async_demo_subentries(self.hass, user_input[CONF_SPEED], surveyed=surveyed))

    async def async_step_reconfigure(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Change the site's name or address; nothing else is touched by that."""
        entry = self._get_reconfigure_entry()
        if dialog_refused(entry, "site"):
            return self.async_abort(reason="may_not")
        errors: dict[str, str] = {}
        if user_input is not None:
            name = user_input[CONF_SITE_NAME].strip()
            if name and not self._is_taken(name, besides=entry):
                address = user_input.get(CONF_SITE_ADDRESS, "")
                return self.async_update_and_abort(entry, title=name, data={CONF_SITE_ADDRESS: address})
            errors[CONF_SITE_NAME] = "name_taken" if name else "name_missing"
        suggested = user_input or {CONF_SITE_NAME: entry.title, **entry.data}
        form = self.add_suggested_values_to_schema(SITE_SCHEMA, suggested)
        return self.async_show_form(step_id="reconfigure", data_schema=form, errors=errors)

    @override
    async def _connected(self, data: dict[str, Any]) -> ConfigFlowResult:
        """Create the site with its first receiver."""
        receiver = ConfigSubentryData(
            data=data, subentry_type=SUBENTRY_RECEIVER, title=receiver_title(data), unique_id=None
        )
        return self._create([receiver])

    def _create(self, subentries: list[ConfigSubentryData]) -> ConfigFlowResult:
        """Create the site."""
        return self.async_create_entry(
            title=self._site[CONF_SITE_NAME],
            data={CONF_SITE_ADDRESS: self._site.get(CONF_SITE_ADDRESS, "")},
            subentries=subentries,
        )

    def _is_taken(self, name: str, *, besides: ConfigEntry | None = None) -> bool:
        """Whether another site has this name."""
        return any(entry.title == name and entry is not besides for entry in self._async_current_entries())

    @override
    def _suggested(self) -> Mapping[str, Any]:
        """Return the settings to begin with: none."""
        return {}
