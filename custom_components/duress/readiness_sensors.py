"""The sensors that say how far a site is protected, and what hangs on a single path."""

from collections.abc import Mapping
from dataclasses import asdict
import time
from typing import Final, override

from homeassistant.components.sensor import SensorEntity
from homeassistant.helpers.typing import StateType

from .entity import SiteEntity
from .listeners import READINESS
from .readiness_words import readiness_sentence

_NO_COUNTS: Final = frozenset({"protection", "missing_since", "last_proven", "until", "mode", "located_until"})


class ReadinessSensor(SiteEntity, SensorEntity):
    """How far the site is protected, in a sentence and with the counts it follows from."""

    _unrecorded_attributes = frozenset({"sentence"})

    follows = READINESS

    @property
    @override
    def native_value(self) -> str:
        """Judge the site as it is now."""
        return self.site.readiness.protection

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, StateType]:
        """Return the sentence and the counts; moments would change it without anything having changed."""
        readiness = self.site.readiness
        counts = {key: value for key, value in asdict(readiness).items() if key not in _NO_COUNTS}
        return {"sentence": readiness_sentence(self.hass, readiness), **counts}


class SinglePathSensor(SiteEntity, SensorEntity):
    """How many transmitters only one receiver or repeater hears: if that fails, they are silent."""

    _unrecorded_attributes = frozenset({"transmitters"})

    follows = READINESS

    @property
    @override
    def native_value(self) -> int:
        """Count them."""
        return len(self._labels())

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, list[str]]:
        """Return which they are."""
        return {"transmitters": self._labels()}

    def _labels(self) -> list[str]:
        """Return what they are called."""
        school, now = self.site.school, time.monotonic()
        return sorted(
            one.label
            for one in school.roster.transmitters.values()
            if one.life.is_judged and school.devices[one.device_id].hearing.is_single_path(now)
        )
