"""Conditions: whether a site is on test, in a drill, or neither."""

from typing import Any, Final, Unpack, override

from homeassistant.const import CONF_OPTIONS
from homeassistant.core import HomeAssistant
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.condition import Condition, ConditionCheckParams, ConditionConfig
from homeassistant.helpers.typing import ConfigType
import voluptuous as vol

from .calls import running_sites
from .core.events import Mode

CONF_MODE: Final = "mode"
CONF_SITE: Final = "site"

MODES: Final = {"normal": Mode.LIVE, "test": Mode.TEST, "drill": Mode.DRILL}


class ModeCondition(Condition):
    """Holds while a site, or without one every site that runs, is in a mode; never while none runs."""

    options_schema = vol.Schema(
        {
            vol.Required(CONF_OPTIONS): {
                vol.Optional(CONF_SITE): cv.string,
                vol.Required(CONF_MODE): vol.In(MODES),
            }
        }
    )

    @classmethod
    @override
    async def async_validate_config(cls, hass: HomeAssistant, config: ConfigType) -> ConfigType:
        """Check the options."""
        validated: ConfigType = cls.options_schema(config)
        return validated

    def __init__(self, hass: HomeAssistant, config: ConditionConfig) -> None:
        """Take the options."""
        super().__init__(hass, config)
        options: dict[str, Any] = config.options or {}
        self._site_id: str | None = options.get(CONF_SITE)
        self._mode = MODES[options[CONF_MODE]]

    @override
    def _async_check(self, **kwargs: Unpack[ConditionCheckParams]) -> bool:
        """Compare the mode as it is now."""
        sites = [one for one in running_sites(self._hass) if self._site_id in (None, one.entry.entry_id)]
        return bool(sites) and all(one.school.modes.mode is self._mode for one in sites)


CONDITIONS: Final[dict[str, type[Condition]]] = {"mode_is": ModeCondition}


async def async_get_conditions(_hass: HomeAssistant) -> dict[str, type[Condition]]:
    """Return the conditions of this integration."""
    return CONDITIONS
