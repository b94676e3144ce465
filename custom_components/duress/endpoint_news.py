"""Showing how endpoints are doing: all that changed at one moment together, and after what is sent at that moment."""

import logging
from typing import TYPE_CHECKING

from homeassistant.core import callback

from . import endpoint_issues
from .listeners import DELIVERIES, READINESS
from .path_watch import PathWatch

if TYPE_CHECKING:
    from .site import Site

_LOGGER = logging.getLogger(__name__)


class EndpointNews:
    """The endpoints of a site whose state is to be shown anew."""

    def __init__(self, site: Site) -> None:
        """Belong to a site; nothing is new."""
        self._site = site
        self._changed: dict[str, None] = {}
        self._counted: list[tuple[bool, bool]] = []
        self._stopped = False
        self.watch = PathWatch(site)

    @callback
    def stop(self) -> None:
        """Show nothing more."""
        self._stopped = True

    @callback
    def changed(self, endpoint_id: str) -> None:
        """Have it shown how an endpoint is doing: in the next round of the event loop, the first bytes go before."""
        if not self._changed:
            self._site.hass.loop.call_soon(self.show)
        self._changed[endpoint_id] = None

    @callback
    def show(self) -> None:
        """Show how those are doing that changed, and say what to do if one is not well."""
        changed, self._changed = self._changed, {}
        shown: list[str] = []
        for endpoint_id in changed:
            status = self._site.endpoints.status(endpoint_id)
            if status is None or self._stopped:
                continue
            shown.append(endpoint_id)
            label = self._site.endpoints.label(endpoint_id)
            try:
                endpoint_issues.show(self._site, endpoint_id, label, status)
                self.watch.follow(endpoint_id, label, status)
            except Exception:
                _LOGGER.exception("Showing the state of endpoint %s failed; sending goes on", label)
        if shown:
            self._site.entities.call([*shown, DELIVERIES])
            self._judge()

    @callback
    def _judge(self) -> None:
        """Have the site judged anew if a way counts otherwise than before: most messages change nothing of that."""
        counted = [(path.proven, path.relieved) for path in self._site.endpoints.paths]
        if counted != self._counted:
            self._counted = counted
            self._site.entities.call([READINESS])
