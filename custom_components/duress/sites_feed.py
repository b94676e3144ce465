"""Which sites there are, and what the person who asks is and may do at each: what a console opens with.

Home Assistant shows its config entries to administrators only; a console is for everybody.
"""

from typing import Final

from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.config_entries import SIGNAL_CONFIG_ENTRY_CHANGED, ConfigEntry, ConfigEntryChange, ConfigEntryState
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.util.json import JsonObjectType, JsonValueType

from .access import role_of
from .const import DOMAIN, SIGNAL_STARTED
from .core.roles import Right, may
from .installed import is_demo
from .site import DuressConfigEntry, Site

SITES: Final = "duress/sites"


class SitesFeed:
    """One console that follows which sites there are."""

    def __init__(self, hass: HomeAssistant, connection: ActiveConnection, message_id: int) -> None:
        """Tell at once, and again after each change."""
        self._hass = hass
        self._connection = connection
        self._message_id = message_id
        self._told: JsonObjectType | None = None
        self._stop: list[CALLBACK_TYPE] = [
            async_dispatcher_connect(hass, SIGNAL_STARTED, self._started),
            async_dispatcher_connect(hass, SIGNAL_CONFIG_ENTRY_CHANGED, self._changed),
        ]
        self._tell()

    @callback
    def end(self) -> None:
        """Follow no more."""
        for stop in self._stop:
            stop()
        self._stop.clear()

    @callback
    def _started(self, _site: Site) -> None:
        """Tell that a site runs from now on."""
        self._tell()

    @callback
    def _changed(self, _change: ConfigEntryChange, entry: ConfigEntry) -> None:
        """Tell that a site was added, changed or removed."""
        if entry.domain == DOMAIN:
            self._tell()

    @callback
    def _tell(self) -> None:
        """Send it, if anything of it changed."""
        entries: list[DuressConfigEntry] = self._hass.config_entries.async_entries(DOMAIN, include_disabled=False)
        sites: list[JsonValueType] = [self._row(entry) for entry in entries]
        shown: JsonObjectType = {"sites": sites}
        if shown != self._told:
            self._told = shown
            self._connection.send_event(self._message_id, shown)

    def _row(self, entry: DuressConfigEntry) -> JsonObjectType:
        """Return one site as the person sees it."""
        role = role_of(entry, self._connection.user)
        device = dr.async_get(self._hass).async_get_device(identifiers={(DOMAIN, entry.entry_id)})
        rights: list[JsonValueType] = [str(right) for right in Right if may(role, right)]
        return {
            "site": entry.entry_id,
            "name": entry.title,
            "device_id": device.id if device else None,
            "running": entry.state is ConfigEntryState.LOADED,
            "demo": is_demo(entry),
            "role": str(role),
            "rights": rights,
        }


@callback
def follow_sites(hass: HomeAssistant, connection: ActiveConnection, message: dict[str, object]) -> None:
    """Follow which sites there are. Whoever is logged in may: it says what they may do, and nothing else."""
    message_id = message["id"]
    assert isinstance(message_id, int)  # noqa: S101 - the schema says so
    connection.send_result(message_id)
    connection.subscriptions[message_id] = SitesFeed(hass, connection, message_id).end
