"""The settings of a site: a menu of what can be done."""

from typing import Any

from homeassistant.config_entries import ConfigFlowResult

from .import_flow import IMPORT_STEPS, ImportSteps


class SiteOptionsFlow(ImportSteps):
    """Settings of a site; none of them reloads it."""

    async def async_step_init(self, _user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show the menu."""
        return self.async_show_menu(step_id="init", menu_options=[*IMPORT_STEPS])
