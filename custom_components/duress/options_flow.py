"""The settings of a site as a menu; each entry's steps are in a module of their own."""

from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult

from . import response_flow, retention_flow, settings_flow
from .import_flow import IMPORT_STEPS, ImportSteps
from .response_flow import ResponseSteps
from .retention_flow import RetentionSteps
from .settings_flow import SettingsSteps

MENU: Final = [*response_flow.MENU, *settings_flow.MENU, *retention_flow.MENU, *IMPORT_STEPS]


class SiteOptionsFlow(ResponseSteps, SettingsSteps, RetentionSteps, ImportSteps):
    """Changes the settings of a site while it runs; nothing of it reloads the site."""

    async def async_step_init(self, _user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask what to do."""
        return self.async_show_menu(step_id="init", menu_options=MENU)
