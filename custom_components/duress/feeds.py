"""What consoles follow: everything at once, and again after each change of one moment.

Changes of one moment are told together, after the press that caused them went its way, so a slow console delays
nothing and is told less often, never less.
"""

from asyncio import TimerHandle
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
import logging
from typing import Final

from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    ConfigEntry,
    ConfigEntryChange,
    ConfigEntryState,
)
from homeassistant.core import CALLBACK_TYPE, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.util.json import JsonObjectType

from .access import role_of
from .const import SIGNAL_STARTED
from .core import roles
from .core.events import Event
from .ledger import LedgerError
from .listeners import SITE
from .site import DuressConfigEntry, Site

_LOGGER = logging.getLogger(__name__)

SOON: Final = 0.05
"""Seconds in which changes of incidents are gathered."""

LATER: Final = 0.5
"""Seconds in which all other changes are gathered."""

type View = Callable[[Site, roles.Role], Awaitable[JsonObjectType]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What can be followed: the view, the keys of what changes it, the events that do, and the seconds to gather.

    With `only_changes` nothing is told while the view is as it was told last.
    """

    view: View
    keys: Sequence[str]
    events: tuple[type[Event], ...] = ()
    pause: float = LATER
    only_changes: bool = False


class Feed:
    """One console that follows one topic of one site, also while the site is reloaded."""

    def __init__(self, site: Site, topic: Topic, connection: ActiveConnection, message_id: int, command: str) -> None:
        """Take who follows what."""
        self._hass = site.hass
        self._entry: DuressConfigEntry = site.entry
        self._topic = topic
        self._connection = connection
        self._message_id = message_id
        self._right = roles.COMMANDS[command]
        self._told: JsonObjectType | None = None
        self._site: Site | None = None
        self._detach: list[CALLBACK_TYPE] = []
        self._sending = False
        self._again = False
        self._timer: TimerHandle | None = None
        self._ended = False
        self._stop = [
            async_dispatcher_connect(self._hass, SIGNAL_STARTED, self._started),
            async_dispatcher_connect(self._hass, SIGNAL_CONFIG_ENTRY_CHANGED, self._entry_changed),
        ]
        self._started(site)

    @callback
    def end(self) -> None:
        """Follow no more."""
        self._ended = True
        if self._timer is not None:
            self._timer.cancel()
        self._leave()
        for stop in self._stop:
            stop()
        self._stop.clear()

    @callback
    def _started(self, site: Site) -> None:
        """Follow a site that runs from now on."""
        if site.entry.entry_id != self._entry.entry_id or site is self._site:
            return
        self._leave()
        self._site = site
        self._detach = [site.entities.add(key, self._changed) for key in self._topic.keys]
        if self._topic.events:
            self._detach.append(site.presses.add(SITE, self._happened))
        self._send_after(0)

    @callback
    def _leave(self) -> None:
        """Follow the site that ran until now no more."""
        for detach in self._detach:
            detach()
        self._detach.clear()
        self._site = None

    @callback
    def _entry_changed(self, _change: ConfigEntryChange, entry: ConfigEntry) -> None:
        """Say so when the site runs no more."""
        if entry.entry_id != self._entry.entry_id or self._site is None:
            return
        if entry.state is not ConfigEntryState.LOADED or entry.runtime_data is not self._site:
            self._leave()
            self._told = None
            self._connection.send_event(self._message_id, {"running": False})

    @callback
    def _happened(self, event: Event) -> None:
        """Tell of an event that changes the view."""
        if isinstance(event, self._topic.events):
            self._changed()

    @callback
    def _changed(self) -> None:
        """Tell soon, together with what else changes until then. A press must not wait for consoles."""
        self._send_after(self._topic.pause)

    @callback
    def _send_after(self, seconds: float) -> None:
        """Have the view sent, once for all that changes until then."""
        self._again = True
        if not self._sending:
            self._sending = True
            self._timer = self._hass.loop.call_later(seconds, self._begin)

    @callback
    def _begin(self) -> None:
        """Send in the background, so that stopping Home Assistant does not wait for a console."""
        _ = self._hass.async_create_background_task(self._async_send(), "duress console", eager_start=True)

    async def _async_send(self) -> None:
        """Send how it stands now; what changes meanwhile is told after that."""
        self._again = False
        try:
            site = self._site
            role = role_of(self._entry, self._connection.user)
            if site is not None and roles.may(role, self._right):
                view = await self._topic.view(site, role)
                if site is self._site and not self._ended:
                    self._send({"running": True, "role": str(role), **view})
        except (LedgerError, HomeAssistantError) as error:
            if self._site is not None:
                _LOGGER.warning("A console is not told of a change: %s", error)
        finally:
            self._sending = False
            if self._again and not self._ended:
                self._send_after(self._topic.pause)

    @callback
    def _send(self, message: JsonObjectType) -> None:
        """Send what is new."""
        if self._topic.only_changes:
            if message == self._told:
                return
            self._told = message
        self._connection.send_event(self._message_id, message)
