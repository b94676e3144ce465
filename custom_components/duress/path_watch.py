"""Lost and restored ways to monitoring as events of the site, from how each endpoint is doing."""

from collections.abc import Container
from typing import TYPE_CHECKING

from homeassistant.core import callback

from . import clock
from .core.events import Event
from .core.moment import Moment
from .core.roster import Way
from .monitoring import EndpointStatus

if TYPE_CHECKING:
    from .site import Site


class PathWatch:
    """Begins the trouble of a way when three heartbeats were missed, and ends it with the next proof.

    A trouble that is open stays open over restarts and changed settings until then.
    """

    def __init__(self, site: Site) -> None:
        """Belong to a site."""
        self._site = site

    @callback
    def follow(self, endpoint_id: str, label: str, status: EndpointStatus) -> None:
        """Take how an endpoint is doing now."""
        ways, now = self._site.school.ways, clock.now()
        if status.proven:
            self._happened(ways.proven(endpoint_id, now), now)
        elif status.lost:
            answer = status.last_failure or status.last_answer
            detail = "no answer" if answer is None or answer.is_confirmation else answer.detail
            self._happened(ways.lost(Way(device_id=endpoint_id, label=label), now, detail), now)

    @callback
    def installed(self, endpoint_ids: Container[str]) -> None:
        """Follow which endpoints there are."""
        now = clock.now()
        self._happened(self._site.school.ways.installed(endpoint_ids, now), now)

    def _happened(self, events: list[Event], now: Moment) -> None:
        """Have them stored and told; a way that stays lost grows grave one day."""
        if events:
            _ = self._site.happened(events, now)
            self._site.timers.schedule()
