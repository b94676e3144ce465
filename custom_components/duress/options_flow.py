"""The settings of a site as a menu; each entry's steps are in a module of their own."""

from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult

from . import settings_flow
from .settings_flow import SettingsSteps

MENU: Final = [*settings_flow.MENU]


class SiteOptionsFlow(SettingsSteps):
    """Changes the settings of a site while it runs."""

    async def async_step_init(self, _user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask what to change."""
        return self.async_show_menu(step_id="init", menu_options=MENU)
