"""What a site switches outside: outputs to an alarm panel, and the pulses for a watchdog relay."""

from typing import TYPE_CHECKING

from homeassistant.core import CALLBACK_TYPE, callback

from .listeners import SUBENTRIES
from .panel_output import PanelOutputs
from .watchdog_output import WatchdogOutput

if TYPE_CHECKING:
    from .site import Site


class Wires:
    """Starts both with the site, and lets them follow its settings."""

    def __init__(self, site: Site) -> None:
        """Belong to a site."""
        self._site = site
        self._panel = PanelOutputs(site)
        self._watchdog = WatchdogOutput(site)
        self._unsubscribe: CALLBACK_TYPE | None = None

    @callback
    def start(self) -> None:
        """Begin."""
        self._unsubscribe = self._site.entities.add(SUBENTRIES, self._update)
        self._panel.start()
        self._watchdog.update()

    @callback
    def stop(self) -> None:
        """End; what is on for an open incident stays on."""
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        self._panel.stop()
        self._watchdog.stop()

    @callback
    def _update(self) -> None:
        """Follow changed settings."""
        self._panel.update()
        self._watchdog.update()
