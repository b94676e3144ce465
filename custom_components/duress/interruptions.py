"""Stopping in the middle of an incident: endpoints are told before it, people after the next start."""

from typing import TYPE_CHECKING

from homeassistant.core import callback

from . import clock, issues
from .core.events import IncidentInterrupted

if TYPE_CHECKING:
    from .site import Site


async def async_tell_of_stop(site: Site) -> None:
    """Tell what could not be told later: Home Assistant is asked to stop, perhaps while an incident is open."""
    now, waits = clock.now(), site.school.waits
    await site.happened([*waits.stopping(now), *waits.interrupted(now)], now)


@callback
def show_interrupted(site: Site) -> None:
    """Say into which open incidents a stop came, or take that back."""
    numbers = [
        one.number
        for one in site.school.incidents.open.values()
        if any(isinstance(event, IncidentInterrupted) for event in one.history)
    ]
    issues.stopped_with_incident(site.hass, site.entry.entry_id, site.entry.title, numbers)
