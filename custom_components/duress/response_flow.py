"""The settings of what incidents do: which presses join them, when they escalate, how long they are placed."""

from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult, OptionsFlow
from homeassistant.const import UnitOfTime
from homeassistant.helpers.selector import (
    EntitySelector,
    EntitySelectorConfig,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    TextSelector,
)
import voluptuous as vol

from .const import CONF_JOIN_MINUTES, CONF_LADDER, CONF_LOCATION_WINDOW, CONF_OTHER_LADDER, CONF_SCHEDULE
from .core.location import LOCATION_WINDOW
from .core.roster import Kind
from .settings import LOCATION_WINDOWS, MINUTE, join_windows, location_window, read_ladder

MENU: Final = ["response"]
"""The steps of this module, for the menu of a site's settings."""

MOST_STEPS: Final = 10
_JOIN: Final = {f"join_{kind}": kind for kind in Kind}
_MINUTES: Final = NumberSelector(NumberSelectorConfig(min=0, max=1440, step=1, mode=NumberSelectorMode.BOX))
_SCHEMA: Final = vol.Schema(
    {
        **{vol.Required(field): _MINUTES for field in _JOIN},
        vol.Optional(CONF_LADDER): TextSelector(),
        vol.Optional(CONF_OTHER_LADDER): TextSelector(),
        vol.Optional(CONF_SCHEDULE): EntitySelector(EntitySelectorConfig(domain="schedule")),
        vol.Optional(CONF_LOCATION_WINDOW): NumberSelector(
            NumberSelectorConfig(
                min=LOCATION_WINDOWS[0],
                max=LOCATION_WINDOWS[1],
                step=1,
                mode=NumberSelectorMode.BOX,
                unit_of_measurement=UnitOfTime.SECONDS,
            )
        ),
    }
)


class ResponseSteps(OptionsFlow):
    """The step; mixed into the options flow of a site."""

    async def async_step_response(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask how incidents are handled; what holds already is suggested."""
        options = self.config_entry.options
        errors: dict[str, str] = {}
        if user_input is not None:
            ladders = {key: typed_ladder(user_input.get(key, "")) for key in (CONF_LADDER, CONF_OTHER_LADDER)}
            errors = {key: "ladder_wrong" for key, ladder in ladders.items() if ladder is None}
            if not errors:
                minutes = {kind: user_input[field] for field, kind in _JOIN.items()}
                changed = {
                    CONF_JOIN_MINUTES: minutes,
                    **ladders,
                    CONF_SCHEDULE: user_input.get(CONF_SCHEDULE),
                    CONF_LOCATION_WINDOW: user_input.get(CONF_LOCATION_WINDOW, LOCATION_WINDOW),
                }
                return self.async_create_entry(data={**options, **changed})
        windows = join_windows(options)
        now = user_input or {
            **{field: windows[kind] / MINUTE for field, kind in _JOIN.items()},
            **{key: ladder_text(read_ladder(options.get(key))) for key in (CONF_LADDER, CONF_OTHER_LADDER)},
            CONF_SCHEDULE: options.get(CONF_SCHEDULE),
            CONF_LOCATION_WINDOW: location_window(options),
        }
        form = self.add_suggested_values_to_schema(_SCHEMA, now)
        return self.async_show_form(step_id="response", data_schema=form, errors=errors)


def ladder_text(ladder: tuple[float, ...]) -> str:
    """Return a ladder as people type it."""
    return ", ".join(f"{step:g}" for step in ladder)


def typed_ladder(text: str) -> list[int] | None:
    """Return the ladder somebody typed; None if it is none."""
    parts = [part.strip() for part in text.split(",")] if text.strip() else []
    if len(parts) > MOST_STEPS or not all(part.isascii() and part.isdecimal() for part in parts):
        return None
    steps = [int(part) for part in parts]
    rises = all(earlier < later for earlier, later in zip([0, *steps], steps, strict=False))
    return steps if rises else None
