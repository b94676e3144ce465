"""The settings of a site about checklists: what is to be done in an incident, by kind, one step in each line.

They hold for incidents that are raised from then on; an open one keeps what it began with.
"""

from typing import Any, Final

from homeassistant.config_entries import ConfigEntryState, ConfigFlowResult, OptionsFlow
from homeassistant.helpers.selector import TextSelector, TextSelectorConfig
import voluptuous as vol

from .acting import async_names_somebody
from .const import CONF_CHECKLISTS
from .core.roster import Kind
from .settings import LONGEST_STEP, MOST_STEPS, read_checklists
from .site import DuressConfigEntry

CHECKLIST_STEPS: Final = ["checklists"]
"""The steps of this module, for the menu of a site's settings."""

_FIELDS: Final = {f"checklist_{kind}": kind for kind in Kind}
_SCHEMA: Final = vol.Schema(
    {vol.Optional(field): TextSelector(TextSelectorConfig(multiline=True)) for field in _FIELDS}
)


class ChecklistSteps(OptionsFlow):
    """The step; mixed into the options flow of a site."""

    async def async_step_checklists(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the steps of each kind of incident."""
        options = self.config_entry.options
        errors: dict[str, str] = {}
        if user_input is not None:
            typed = {field: steps_of(str(user_input.get(field) or "")) for field in _FIELDS}
            errors = {field: error for field, steps in typed.items() if (error := await self._wrong(steps)) is not None}
            if not errors:
                checklists = {str(_FIELDS[field]): steps for field, steps in typed.items() if steps}
                return self.async_create_entry(data={**options, CONF_CHECKLISTS: checklists})
        known = read_checklists(options)
        now = user_input or {field: "\n".join(known.get(kind, ())) for field, kind in _FIELDS.items()}
        form = self.add_suggested_values_to_schema(_SCHEMA, now)
        return self.async_show_form(
            step_id="checklists",
            data_schema=form,
            errors=errors,
            description_placeholders={"most": str(MOST_STEPS), "longest": str(LONGEST_STEP)},
        )

    async def _wrong(self, steps: list[str]) -> str | None:
        """Return what is wrong with a checklist; None if nothing is."""
        if len(steps) > MOST_STEPS:
            return "checklist_too_many"
        if any(len(step) > LONGEST_STEP for step in steps):
            return "checklist_too_long"
        if len({step.casefold() for step in steps}) < len(steps):
            return "checklist_twice"
        entry: DuressConfigEntry = self.config_entry
        if entry.state is ConfigEntryState.LOADED and await async_names_somebody(entry.runtime_data, "\n".join(steps)):
            return "name_in_checklist"
        return None


def steps_of(text: str) -> list[str]:
    """Return the steps somebody typed, one in each line."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]
