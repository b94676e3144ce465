"""The hours in which a site escalates otherwise: those of a schedule entity of Home Assistant."""

from typing import TYPE_CHECKING

from homeassistant.const import STATE_ON
from homeassistant.core import CALLBACK_TYPE, callback
from homeassistant.helpers.event import async_track_state_change_event

from .const import CONF_SCHEDULE

if TYPE_CHECKING:
    from .site import Site


class Hours:
    """Follows the schedule of a site; one that does not exist (any more) is never on."""

    def __init__(self, site: Site) -> None:
        """Belong to a site; no schedule is followed yet."""
        self._site = site
        self._schedule: str | None = None
        self._stop: CALLBACK_TYPE | None = None

    @property
    def are_other(self) -> bool:
        """Whether the schedule is on at this moment."""
        return self._schedule is not None and self._site.hass.states.is_state(self._schedule, STATE_ON)

    @callback
    def update(self) -> None:
        """Follow the schedule that is set now."""
        chosen = self._site.entry.options.get(CONF_SCHEDULE)
        schedule = chosen if isinstance(chosen, str) else None
        if schedule == self._schedule:
            return
        self.stop()
        self._schedule = schedule
        if schedule is not None:
            self._stop = async_track_state_change_event(self._site.hass, schedule, self._changed)

    @callback
    def stop(self) -> None:
        """Follow nothing."""
        if self._stop is not None:
            self._stop()
        self._stop = self._schedule = None

    @callback
    def _changed(self, _event: object) -> None:
        """Let the core know which ladder holds for what is raised from now on."""
        self._site.school.set_policies(self._site.policies)
