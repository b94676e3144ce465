"""The settings of a site about what desks are told beside an incident: whom to call back, links, levels."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult, OptionsFlow
from homeassistant.data_entry_flow import section
from homeassistant.helpers.selector import (
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
    TextSelectorConfig,
)
import voluptuous as vol

from .const import CONF_AVS, CONF_CALLBACK, CONF_LINKS
from .core.roster import Kind
from .telling_form import LONGEST, MOST_LINES, callback_text, links_text, read, typed_callback, typed_links
from .told import ATTR_LEVEL, ATTR_WHY, AVS_LEVELS, read_avs, read_callback, read_links

MENU: Final = ["telling"]
"""The steps of this module, for the menu of a site's settings."""

NO_LEVEL: Final = "none"

_LINES: Final = TextSelector(TextSelectorConfig(multiline=True))
_LEVEL: Final = SelectSelector(
    SelectSelectorConfig(
        options=[NO_LEVEL, *map(str, AVS_LEVELS)], translation_key="avs_level", mode=SelectSelectorMode.DROPDOWN
    )
)
_LEVELS: Final = {kind: f"avs_{kind}" for kind in Kind}
_WHYS: Final = {kind: f"avs_{kind}_why" for kind in Kind}
_AVS: Final[dict[vol.Marker, object]] = {
    field: selector
    for kind in Kind
    for field, selector in (
        (vol.Required(_LEVELS[kind], default=NO_LEVEL), _LEVEL),
        (vol.Optional(_WHYS[kind]), TextSelector()),
    )
}
_SCHEMA: Final = vol.Schema(
    {
        vol.Optional(CONF_CALLBACK): _LINES,
        vol.Optional(CONF_LINKS): _LINES,
        vol.Optional(CONF_AVS): section(vol.Schema(_AVS), {"collapsed": True}),
    }
)


class TellingSteps(OptionsFlow):
    """The step; mixed into the options flow of a site."""

    async def async_step_telling(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask what endpoints are told of every incident beside it."""
        options = self.config_entry.options
        errors, line, now = dict[str, str](), "", suggested(options)
        if user_input is not None:
            callback, wrong = read(errors, CONF_CALLBACK, lambda: typed_callback(user_input.get(CONF_CALLBACK) or ""))
            links, wrong_link = read(errors, CONF_LINKS, lambda: typed_links(user_input.get(CONF_LINKS) or ""))
            levels = typed_levels(user_input.get(CONF_AVS, {}))
            if levels is None:
                # The fields in a section have no place for an error.
                errors["base"] = "avs_why_missing"
            if not errors:
                told = {CONF_CALLBACK: callback, CONF_LINKS: links, CONF_AVS: levels}
                return self.async_create_entry(data={**options, **told})
            now, line = user_input, wrong or wrong_link
        return self.async_show_form(
            step_id="telling",
            data_schema=self.add_suggested_values_to_schema(_SCHEMA, now),
            errors=errors,
            description_placeholders={"line": line, "most": str(MOST_LINES), "longest": str(LONGEST)},
        )


def suggested(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the form is filled in with."""
    levels = read_avs(options)
    return {
        CONF_CALLBACK: callback_text(read_callback(options)),
        CONF_LINKS: links_text(read_links(options)),
        CONF_AVS: {
            field: value
            for kind, one in levels.items()
            for field, value in ((_LEVELS[Kind(kind)], str(one.level)), (_WHYS[Kind(kind)], one.why))
        },
    }


def typed_levels(typed: Mapping[str, Any]) -> dict[str, dict[str, object]] | None:
    """Return the levels as they are stored; None if one has no reason."""
    levels: dict[str, dict[str, object]] = {}
    for kind in Kind:
        level, why = typed.get(_LEVELS[kind], NO_LEVEL), " ".join(str(typed.get(_WHYS[kind]) or "").split())
        if level == NO_LEVEL:
            continue
        if not why:
            return None
        levels[str(kind)] = {ATTR_LEVEL: int(level), ATTR_WHY: why[:LONGEST]}
    return levels
