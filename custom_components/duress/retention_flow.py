"""How many years the ledger keeps what: a step of a site's settings. Who changes it says why."""

from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult, OptionsFlow
from homeassistant.helpers.selector import NumberSelector, NumberSelectorConfig, TextSelector
import voluptuous as vol

from . import clock
from .calls import dialog_actor
from .core.events import RetentionChanged
from .ledger import Category
from .ledger_keeper import CONF_RETENTION, YEARS, years_of
from .people import NameInReasonError
from .site import DuressConfigEntry

MENU: Final = ["retention"]
CONF_REASON: Final = "reason"

_NUMBER: Final = NumberSelector(
    NumberSelectorConfig(min=YEARS[0], max=YEARS[1], step=1, unit_of_measurement="a", translation_key="number_unit")
)
SCHEMA: Final = vol.Schema(
    {**{vol.Required(str(category)): _NUMBER for category in Category}, vol.Required(CONF_REASON): TextSelector()}
)


class RetentionSteps(OptionsFlow):
    """The step; mixed into the options flow of a site."""

    async def async_step_retention(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask how long what is kept, and why that is changed."""
        entry: DuressConfigEntry = self.config_entry
        before = years_of(entry.options)
        errors: dict[str, str] = {}
        if user_input is not None:
            reason = str(user_input[CONF_REASON]).strip()
            after = {category: int(user_input[category]) for category in Category}
            try:
                await entry.runtime_data.people.async_check_reason(reason)
            except NameInReasonError:
                errors[CONF_REASON] = "name_in_reason"
            if not reason:
                errors[CONF_REASON] = "reason_missing"
            if not errors:
                if after != before:
                    await _told(entry, before, after, reason)
                kept = {str(category): number for category, number in after.items()}
                return self.async_create_entry(data={**entry.options, CONF_RETENTION: kept})
        now = user_input or {str(category): number for category, number in before.items()}
        form = self.add_suggested_values_to_schema(SCHEMA, now)
        return self.async_show_form(step_id="retention", data_schema=form, errors=errors)


async def _told(entry: DuressConfigEntry, before: dict[Category, int], after: dict[Category, int], reason: str) -> None:
    """Note in the ledger who changed what and why."""
    site, now = entry.runtime_data, clock.now()
    event = RetentionChanged(
        event_id=site.school.new_id(now, "retention"),
        at=now.utc,
        actor=dialog_actor(),
        before=_said(before),
        after=_said(after),
        reason=reason,
    )
    await site.happened([event], now)


def _said(years: dict[Category, int]) -> str:
    """Return years as they are kept in an entry."""
    return ", ".join(f"{category} {number}" for category, number in years.items())
