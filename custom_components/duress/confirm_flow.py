"""The settings of a site about confirming: for how long endpoints wait, by kind."""

from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult, OptionsFlow
from homeassistant.helpers.selector import NumberSelector, NumberSelectorConfig, NumberSelectorMode
import voluptuous as vol

from .const import CONF_CONFIRM
from .core.roster import Kind
from .settings import LONGEST_WAIT, site_policies

CONFIRM_STEPS: Final = ["confirm"]
"""The steps of this module, for the menu of a site's settings."""

SECONDS: Final = NumberSelector(
    NumberSelectorConfig(min=0, max=LONGEST_WAIT, step=1, mode=NumberSelectorMode.BOX, unit_of_measurement="s")
)
CONFIRM_SCHEMA: Final = vol.Schema({vol.Required(f"confirm_{kind}"): SECONDS for kind in Kind})


class ConfirmSteps(OptionsFlow):
    """The step; mixed into the options flow of a site."""

    async def async_step_confirm(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for how long endpoints wait for a confirmation; 0 for not at all."""
        options = self.config_entry.options
        if user_input is not None:
            waits = {str(kind): seconds for kind in Kind if (seconds := user_input[f"confirm_{kind}"]) > 0}
            return self.async_create_entry(data={**options, CONF_CONFIRM: waits})
        now = site_policies(options).confirm
        form = self.add_suggested_values_to_schema(
            CONFIRM_SCHEMA, {f"confirm_{kind}": now.get(kind, 0) for kind in Kind}
        )
        return self.async_show_form(step_id="confirm", data_schema=form)
