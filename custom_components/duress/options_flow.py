"""The settings of a site as a menu; each entry's steps are in a module of their own."""

from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult

from . import settings_flow
from .confirm_flow import CONFIRM_STEPS, ConfirmSteps
from .import_flow import IMPORT_STEPS, ImportSteps
from .settings_flow import SettingsSteps

MENU: Final = [*settings_flow.MENU, *CONFIRM_STEPS, *IMPORT_STEPS]


class SiteOptionsFlow(SettingsSteps, ConfirmSteps, ImportSteps):
    """Changes the settings of a site while it runs; nothing of it reloads the site."""

    async def async_step_init(self, _user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask what to do."""
        return self.async_show_menu(step_id="init", menu_options=MENU)
