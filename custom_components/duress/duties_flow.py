"""The settings of a site about tests: after how many days each kind is due again."""

from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult, OptionsFlow
from homeassistant.helpers.selector import NumberSelector, NumberSelectorConfig, NumberSelectorMode
import voluptuous as vol

from .const import CONF_DUTY_DAYS
from .core.duties import LONGEST_DAYS, DutyKind
from .settings import duty_days

MENU: Final = ["duties"]
"""The steps of this module, for the menu of a site's settings."""

_FIELDS: Final = {f"duty_{kind}": kind for kind in DutyKind}
_DAYS: Final = NumberSelector(
    NumberSelectorConfig(
        min=0,
        max=LONGEST_DAYS,
        step=1,
        mode=NumberSelectorMode.BOX,
        unit_of_measurement="d",
        translation_key="number_unit",
    )
)
_SCHEMA: Final = vol.Schema({vol.Required(field): _DAYS for field in _FIELDS})


class DutySteps(OptionsFlow):
    """The step; mixed into the options flow of a site."""

    async def async_step_duties(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the days between two tests; 0 for never."""
        options = self.config_entry.options
        if user_input is not None:
            days = {str(kind): int(user_input[field]) for field, kind in _FIELDS.items()}
            return self.async_create_entry(data={**options, CONF_DUTY_DAYS: days})
        now = duty_days(options)
        form = self.add_suggested_values_to_schema(_SCHEMA, {field: now[kind] for field, kind in _FIELDS.items()})
        return self.async_show_form(step_id="duties", data_schema=form)
