"""The settings of a site: what presses ask for by model, what doubtful ones become, which transmitters are not ours.

Everything holds from the next message on; nothing is restarted for it.
"""

from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult, OptionsFlow
from homeassistant.helpers.selector import (
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)
import voluptuous as vol

from .const import (
    CONF_KINDS,
    CONF_MODEL,
    CONF_NOT_OURS,
    CONF_RETIRED_PRESS,
    CONF_UNKNOWN_PRESS,
    CONF_WATCHED,
)
from .core.kinds import less_grave_than_its_buttons
from .core.policies import PressPolicy
from .core.roster import Kind
from .echostream import PRODUCTS, Product, format_uid
from .settings import combination_name, decided, kinds_data, site_policies, without
from .transmitter_form import input_fields, suggested_kinds, typed_kinds
from .unanswered import describe

BUTTONS: Final = ["models"]
MENU: Final = ["presses", "strangers"]
"""The steps of this module, for the menu of a site's settings: what is pressed, and who by."""

POLICIES: Final = SelectSelector(SelectSelectorConfig(options=list(PressPolicy), translation_key="press_policy"))
MODELS_SCHEMA: Final = vol.Schema(
    {
        vol.Required(CONF_MODEL): SelectSelector(
            SelectSelectorConfig(
                options=sorted({product.model for product in PRODUCTS.values() if product.is_duress}),
                mode=SelectSelectorMode.DROPDOWN,
            )
        )
    }
)
PRESSES_SCHEMA: Final = vol.Schema(
    {vol.Required(CONF_UNKNOWN_PRESS): POLICIES, vol.Required(CONF_RETIRED_PRESS): POLICIES}
)


class SettingsSteps(OptionsFlow):
    """The steps; mixed into the options flow of a site."""

    _model: str = ""

    async def async_step_presses(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask what presses of unknown and of retired transmitters become."""
        if user_input is not None:
            return self._save(user_input)
        policies = site_policies(self.config_entry.options)
        now = {CONF_UNKNOWN_PRESS: policies.unknown_press, CONF_RETIRED_PRESS: policies.retired_press}
        form = self.add_suggested_values_to_schema(PRESSES_SCHEMA, now)
        return self.async_show_form(step_id="presses", data_schema=form)

    async def async_step_models(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask which model is meant."""
        if user_input is not None:
            self._model = user_input[CONF_MODEL]
            return await self.async_step_model()
        return self.async_show_form(step_id="models", data_schema=MODELS_SCHEMA, last_step=False)

    async def async_step_model(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask what each button of a model asks for."""
        products = products_of_model(self._model)
        number = next(iter(products.values())).inputs
        stored = self.config_entry.options.get(CONF_KINDS, {})
        errors: dict[str, str] = {}
        placeholders = {"model": self._model}
        if user_input is not None:
            kinds = typed_kinds(user_input, number)
            weaker = less_grave_than_its_buttons(kinds, Kind.DURESS)
            if weaker is None:
                # One model may have several types; people know the model.
                return self._save({CONF_KINDS: {**stored, **{str(pti): kinds_data(kinds) for pti in products}}})
            errors["base"] = "combination_less_grave"
            placeholders["inputs"] = combination_name(weaker)
        now = user_input or suggested_kinds(stored.get(str(next(iter(products)))))
        form = self.add_suggested_values_to_schema(vol.Schema(input_fields(number)), now)
        return self.async_show_form(
            step_id="model", data_schema=form, errors=errors, description_placeholders=placeholders
        )

    async def async_step_strangers(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show the strangers something was decided about; those that are taken off the list are asked about again."""
        options = self.config_entry.options
        lists = {key: decided(options, key) for key in (CONF_NOT_OURS, CONF_WATCHED)}
        if not any(lists.values()):
            return self.async_abort(reason="no_strangers")
        if user_input is not None:
            kept = {uid for key in lists for uid in user_input.get(key, [])}
            gone = [uid for strangers in lists.values() for uid in strangers if format_uid(uid) not in kept]
            return self._save(without(options, gone))
        schema: dict[vol.Marker, SelectSelector] = {}
        for key, strangers in lists.items():
            choices = [
                SelectOptionDict(value=format_uid(uid), label=describe(uid, pti)) for uid, pti in strangers.items()
            ]
            if choices:
                schema[vol.Optional(key)] = SelectSelector(SelectSelectorConfig(options=choices, multiple=True))
        form = self.add_suggested_values_to_schema(
            vol.Schema(schema), {key: [format_uid(uid) for uid in strangers] for key, strangers in lists.items()}
        )
        return self.async_show_form(step_id="strangers", data_schema=form)

    def _save(self, changed: dict[str, Any]) -> ConfigFlowResult:
        """Store what changed, beside what others set."""
        return self.async_create_entry(data={**self.config_entry.options, **changed})


def products_of_model(model: str) -> dict[int, Product]:
    """Return the product types of a model."""
    return {pti: product for pti, product in PRODUCTS.items() if product.model == model}
