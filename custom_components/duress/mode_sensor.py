"""The sensor that says whether the site is on test or in a drill."""

from collections.abc import Mapping
from typing import override

from homeassistant.components.sensor import SensorEntity
from homeassistant.helpers.typing import StateType

from .core.events import Mode
from .entity import SiteEntity
from .listeners import MODE
from .modes_view import mode_facts


class ModeSensor(SiteEntity, SensorEntity):
    """Whether the site is on test or in a drill."""

    follows = MODE

    @property
    @override
    def native_value(self) -> str:
        """Read the mode."""
        mode = self.site.school.modes.mode
        return "normal" if mode is Mode.LIVE else str(mode)

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, StateType]:
        """Return what runs, until when, and how many devices are muted."""
        return mode_facts(self.site)
