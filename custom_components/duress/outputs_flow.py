"""The settings of a site about wires: outputs to a listed alarm panel, and the pulses for a watchdog relay."""

from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult, OptionsFlow
from homeassistant.const import CONF_ENTITY_ID, UnitOfTime
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.selector import (
    BooleanSelector,
    EntitySelector,
    EntitySelectorConfig,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectSelector,
    SelectSelectorConfig,
)
import voluptuous as vol

from .contact import DOMAINS, is_button
from .core.outputs import Output, Restore
from .core.roster import Kind
from .output_settings import (
    ATTR_DRILLS,
    ATTR_KINDS,
    ATTR_NEEDS_PROTECTION,
    ATTR_RESTORE,
    ATTR_SECONDS,
    ATTR_WAY,
    CONF_PANEL_OUTPUTS,
    CONF_WATCHDOG,
    DEFAULT_HOLD,
    HOLD_SECONDS,
    PULSE_SECONDS,
    USUAL_KINDS,
    Watchdog,
    Way,
    panel_outputs,
    watchdog_of,
)
from .panel_output import named

OUTPUT_STEPS: Final = ["panel", "watchdog"]
"""The steps of this module, for the menu of a site's settings."""

CONF_OUTPUTS: Final = "outputs"


def _seconds(limits: tuple[int, int]) -> NumberSelector:
    """Return a field for seconds within limits."""
    return NumberSelector(
        NumberSelectorConfig(
            min=limits[0],
            max=limits[1],
            step=1,
            mode=NumberSelectorMode.BOX,
            unit_of_measurement=UnitOfTime.SECONDS,
        )
    )


_PRESSED: Final = {
    vol.Required(ATTR_KINDS): SelectSelector(
        SelectSelectorConfig(options=list(Kind), multiple=True, translation_key="kind")
    ),
    vol.Required(ATTR_DRILLS): BooleanSelector(),
}
_HELD: Final = {
    **_PRESSED,
    vol.Required(ATTR_RESTORE): SelectSelector(
        SelectSelectorConfig(options=list(Restore), translation_key="output_restore")
    ),
    vol.Required(ATTR_SECONDS): _seconds(HOLD_SECONDS),
}


class OutputSteps(OptionsFlow):
    """The steps; mixed into the options flow of a site."""

    _chosen: list[str]
    _described: list[dict[str, Any]]

    async def async_step_panel(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask which entities tell a listed alarm panel."""
        stored = panel_outputs(self.config_entry.options)
        if user_input is not None:
            self._chosen, self._described = list(dict.fromkeys(user_input.get(CONF_OUTPUTS, []))), []
            return await self._next_output()
        schema = vol.Schema({vol.Optional(CONF_OUTPUTS): self._entities(multiple=True)})
        form = self.add_suggested_values_to_schema(schema, {CONF_OUTPUTS: list(stored)})
        return self.async_show_form(step_id="panel", data_schema=form, last_step=False)

    async def async_step_panel_output(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask what one output that stays on tells of, and until when."""
        return await self._output("panel_output", _HELD, user_input)

    async def async_step_panel_button(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask what one button tells of; it is pressed once."""
        return await self._output("panel_button", _PRESSED, user_input)

    async def async_step_watchdog(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask what restarts the timer of a watchdog relay; without an entity there is none."""
        options = self.config_entry.options
        if user_input is not None:
            watchdog = user_input if user_input.get(CONF_ENTITY_ID) else None
            return self.async_create_entry(data={**options, CONF_WATCHDOG: watchdog})
        known = watchdog_of(options)
        usual = known or Watchdog(entity_id="")
        schema = vol.Schema(
            {
                vol.Optional(CONF_ENTITY_ID): self._entities(multiple=False),
                vol.Required(ATTR_WAY): SelectSelector(
                    SelectSelectorConfig(options=list(Way), translation_key="watchdog_way")
                ),
                vol.Required(ATTR_SECONDS): _seconds(PULSE_SECONDS),
                vol.Required(ATTR_NEEDS_PROTECTION): BooleanSelector(),
            }
        )
        now = {
            CONF_ENTITY_ID: known.entity_id if known is not None else None,
            ATTR_WAY: usual.way,
            ATTR_SECONDS: usual.seconds,
            ATTR_NEEDS_PROTECTION: usual.needs_protection,
        }
        form = self.add_suggested_values_to_schema(schema, now)
        return self.async_show_form(step_id="watchdog", data_schema=form)

    async def _output(
        self, step: str, fields: dict[vol.Marker, Any], user_input: dict[str, Any] | None
    ) -> ConfigFlowResult:
        """Ask about the output whose turn it is, or take what was typed and go on."""
        entity_id = self._chosen[len(self._described)]
        errors: dict[str, str] = {}
        if user_input is not None:
            if user_input[ATTR_KINDS]:
                self._described.append({CONF_ENTITY_ID: entity_id, **user_input})
                return await self._next_output()
            errors[ATTR_KINDS] = "kinds_missing"
        known = panel_outputs(self.config_entry.options).get(entity_id)
        form = self.add_suggested_values_to_schema(vol.Schema(fields), user_input or _typed(known))
        return self.async_show_form(
            step_id=step,
            data_schema=form,
            errors=errors,
            description_placeholders={"output": named(self.hass, entity_id)},
            last_step=len(self._described) + 1 == len(self._chosen),
        )

    async def _next_output(self) -> ConfigFlowResult:
        """Ask about the next output, or save when all are described."""
        if len(self._described) == len(self._chosen):
            data = {**self.config_entry.options, CONF_PANEL_OUTPUTS: self._described}
            return self.async_create_entry(data=data)
        if is_button(self._chosen[len(self._described)]):
            return await self.async_step_panel_button()
        return await self.async_step_panel_output()

    def _entities(self, *, multiple: bool) -> EntitySelector:
        """Return a field for entities that a wire may hang on; none of our own do."""
        ours = [
            one.entity_id
            for one in er.async_entries_for_config_entry(er.async_get(self.hass), self.config_entry.entry_id)
        ]
        return EntitySelector(EntitySelectorConfig(domain=list(DOMAINS), exclude_entities=ours, multiple=multiple))


def _typed(output: Output | None) -> dict[str, Any]:
    """Return what is suggested for an output: what holds already, or what is usual."""
    if output is None:
        kinds, restore = list(USUAL_KINDS), Restore.ACKNOWLEDGED
        return {ATTR_KINDS: kinds, ATTR_DRILLS: False, ATTR_RESTORE: restore, ATTR_SECONDS: DEFAULT_HOLD}
    return {
        ATTR_KINDS: [kind for kind in Kind if kind in output.kinds],
        ATTR_DRILLS: output.drills,
        ATTR_RESTORE: output.restore,
        ATTR_SECONDS: output.seconds,
    }
