"""The settings of a site about press patterns: how many presses of a model's buttons ask for what.

They hold from the next press on.
"""

from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult, OptionsFlow
import voluptuous as vol

from .const import CONF_KINDS, CONF_MODEL, CONF_PATTERNS
from .core.roster import Kind
from .pattern_form import PATTERN_FIELDS, pattern_error, suggested_pattern, typed_pattern
from .settings import read_kinds
from .settings_flow import MODELS_SCHEMA, products_of_model

PATTERN_STEPS: Final = ["patterns"]
"""The steps of this module, for the menu of a site's settings."""


class PatternSteps(OptionsFlow):
    """The steps; mixed into the options flow of a site."""

    _pattern_model: str = ""

    async def async_step_patterns(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask which model is meant."""
        if user_input is not None:
            self._pattern_model = user_input[CONF_MODEL]
            return await self.async_step_pattern()
        return self.async_show_form(step_id="patterns", data_schema=MODELS_SCHEMA, last_step=False)

    async def async_step_pattern(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask what several presses of a button of this model ask for, and what one does."""
        products = products_of_model(self._pattern_model)
        pti, product = next(iter(products.items()))
        options = self.config_entry.options
        stored = options.get(CONF_PATTERNS, {})
        errors: dict[str, str] = {}
        if user_input is not None:
            typed = typed_pattern(user_input)
            kinds = read_kinds(options.get(CONF_KINDS, {}).get(str(pti)))
            error = pattern_error(typed, product.inputs, kinds, Kind.DURESS)
            if error is None:
                # One model may have several types; people know the model.
                kept = {key: value for key, value in stored.items() if key not in {str(one) for one in products}}
                new = {} if typed is None else {str(one): typed for one in products}
                return self.async_create_entry(data={**options, CONF_PATTERNS: {**kept, **new}})
            errors["base"] = error
        now = user_input or suggested_pattern(stored.get(str(pti)))
        form = self.add_suggested_values_to_schema(vol.Schema(PATTERN_FIELDS), now)
        return self.async_show_form(
            step_id="pattern",
            data_schema=form,
            errors=errors,
            description_placeholders={"model": self._pattern_model},
        )
