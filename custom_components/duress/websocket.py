"""Commands for consoles: following a site, and reading its history in pages. docs/websocket.md describes them.

Who follows gets everything at once and again after each change. Changes of one moment are told together, after the
press that caused them went its way, so a slow console delays nothing and is told less often, never less.
"""

from asyncio import TimerHandle
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
import logging
from typing import Any, Final

from homeassistant.components.websocket_api import async_register_command
from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.components.websocket_api.decorators import async_response
from homeassistant.components.websocket_api.messages import BASE_COMMAND_MESSAGE_SCHEMA
from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    ConfigEntry,
    ConfigEntryChange,
    ConfigEntryState,
)
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.util.json import JsonObjectType
import voluptuous as vol

from .access import check, role_of
from .calls import site_of
from .const import SIGNAL_STARTED
from .core import roles
from .core.events import Event, HolderChanged, Imported, ImportUndone, LifeChanged, PeopleChanged, PressTested
from .coverage_actions import async_accuracy_answer, async_coverage_answer
from .deliveries_view import MOST, USUAL, Only, Wanted, async_deliveries
from .endpoints_view import endpoints_view
from .ledger import LedgerError
from .listeners import (
    COVERAGE,
    DUTIES,
    ENDPOINTS,
    LOANS,
    MODE,
    READINESS,
    SITE,
    SUBENTRIES,
    SURVEY,
    WALKS,
    telemetry_key,
)
from .pendant_view import pendant_key, pendant_view
from .signals_view import MOST as MOST_SIGNALS, USUAL as USUAL_SIGNALS, async_signals_answer
from .site import DuressConfigEntry, Site
from .sites_feed import SITES, follow_sites
from .survey_view import survey_view
from .upkeep_view import troubles_view, upkeep_view
from .websocket_views import View, entry_view, incidents_view, readiness_view, roster_view

_LOGGER = logging.getLogger(__name__)

SOON: Final = 0.05
"""Seconds in which changes of incidents are gathered."""

LATER: Final = 0.5
"""Seconds in which all other changes are gathered."""

MOST_ENTRIES: Final = 200

type Message = dict[str, Any]


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


_PEOPLE_EVENTS: Final = (LifeChanged, HolderChanged, PeopleChanged, Imported, ImportUndone, PressTested)

TOPICS: Final[dict[str, Topic]] = {
    "duress/incidents": Topic(view=incidents_view, keys=(SITE,), pause=SOON),
    "duress/readiness": Topic(view=readiness_view, keys=(READINESS,)),
    "duress/troubles": Topic(view=troubles_view, keys=(READINESS,)),
    "duress/upkeep": Topic(view=upkeep_view, keys=(READINESS, COVERAGE)),
    "duress/endpoints": Topic(view=endpoints_view, keys=(ENDPOINTS, SUBENTRIES)),
    "duress/survey": Topic(view=survey_view, keys=(SURVEY, WALKS, MODE, SITE, SUBENTRIES)),
    "duress/roster": Topic(
        view=roster_view, keys=(SUBENTRIES, LOANS, READINESS, MODE, DUTIES), events=_PEOPLE_EVENTS, only_changes=True
    ),
}


def _pendant(site: Site, device_id: str) -> Topic:
    """Return what can be followed of one pendant or button, each of its check-ins included."""
    key = pendant_key(site, device_id)
    return Topic(
        view=partial(pendant_view, key=key),
        keys=(key, telemetry_key(key), SUBENTRIES, MODE, DUTIES),
        events=_PEOPLE_EVENTS,
        only_changes=True,
    )


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
        self._told: Message | None = None
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
        except LedgerError as error:
            _LOGGER.warning("A console is not told of a change, because the ledger cannot be read: %s", error)
        finally:
            self._sending = False
            if self._again and not self._ended:
                self._send_after(self._topic.pause)

    @callback
    def _send(self, message: Message) -> None:
        """Send what is new."""
        if self._topic.only_changes:
            if message == self._told:
                return
            self._told = message
        self._connection.send_event(self._message_id, message)


@callback
def _follow(hass: HomeAssistant, connection: ActiveConnection, message: Message) -> None:
    """Follow one topic of a site."""
    command: str = message["type"]
    try:
        site = _allowed(hass, connection, message)
        topic = TOPICS[command] if command in TOPICS else _pendant(site, message["device_id"])
    except HomeAssistantError as error:
        _refuse(connection, message, error)
        return
    connection.send_result(message["id"])
    feed = Feed(site, topic, connection, message["id"], command)
    connection.subscriptions[message["id"]] = feed.end


@async_response
async def _history(hass: HomeAssistant, connection: ActiveConnection, message: Message) -> None:
    """Answer a page of the ledger, newest first; `before` in the answer asks for the next page."""
    try:
        site = _allowed(hass, connection, message)
        limit: int = message["limit"]
        entries = await site.record.ledger.entries(
            incident_id=message.get("incident_id"), before_seq=message.get("before"), limit=limit
        )
    except (HomeAssistantError, LedgerError) as error:
        _refuse(connection, message, error)
        return
    answer: JsonObjectType = {
        "entries": [entry_view(entry) for entry in entries],
        "before": entries[-1].seq if len(entries) == limit else None,
    }
    connection.send_result(message["id"], answer)


@async_response
async def _coverage(hass: HomeAssistant, connection: ActiveConnection, message: Message) -> None:
    """Answer how well rooms are covered; `without` a listener, also what would be lost."""
    await _async_answer(hass, connection, message, lambda site: async_coverage_answer(site, *_asked(message)))


@async_response
async def _accuracy(hass: HomeAssistant, connection: ActiveConnection, message: Message) -> None:
    """Answer how often presses are placed rightly."""
    await _async_answer(hass, connection, message, lambda site: async_accuracy_answer(site, message.get("language")))


@async_response
async def _signals(hass: HomeAssistant, connection: ActiveConnection, message: Message) -> None:
    """Answer how well transmitters are heard."""
    await _async_answer(hass, connection, message, lambda site: async_signals_answer(site, message["limit"]))


async def _async_answer(
    hass: HomeAssistant,
    connection: ActiveConnection,
    message: Message,
    answer: Callable[[Site], Awaitable[JsonObjectType]],
) -> None:
    """Answer once, or say why not."""
    try:
        found = await answer(_allowed(hass, connection, message))
    except HomeAssistantError as error:
        _refuse(connection, message, error)
        return
    connection.send_result(message["id"], found)


def _asked(message: Message) -> tuple[str | None, str | None]:
    """Return without which listener, and in which language."""
    return message.get("without"), message.get("language")


@async_response
async def _deliveries(hass: HomeAssistant, connection: ActiveConnection, message: Message) -> None:
    """Answer a page of what endpoints were sent, newest first; `before` in the answer asks for the next page."""
    try:
        site = _allowed(hass, connection, message)
        role = role_of(site.entry, connection.user)
        wanted = Wanted(
            endpoint_id=message.get("endpoint_id"),
            incident_id=message.get("incident_id"),
            only=Only(message["only"]),
            before=message.get("before"),
            limit=message["limit"],
        )
        answer = await async_deliveries(site, role, wanted)
    except (HomeAssistantError, LedgerError) as error:
        _refuse(connection, message, error)
        return
    connection.send_result(message["id"], answer)


def _allowed(hass: HomeAssistant, connection: ActiveConnection, message: Message) -> Site:
    """Return the site that is meant, or raise the sentence that says why not."""
    site = site_of(hass, message.get("site"))
    check(role_of(site.entry, connection.user), roles.COMMANDS[message["type"]])
    return site


def _refuse(connection: ActiveConnection, message: Message, error: Exception) -> None:
    """Say why not."""
    key = error.translation_key if isinstance(error, HomeAssistantError) else None
    code = "unauthorized" if key is not None and key.startswith("may_not") else "not_possible"
    connection.send_error(message["id"], code, str(error))


_SITE: Final = {vol.Optional("site"): cv.string}
_ASK: Final = {**_SITE, vol.Optional("language"): cv.string}
_HISTORY: Final = {
    **_SITE,
    vol.Optional("incident_id"): cv.string,
    vol.Optional("before"): vol.All(int, vol.Range(min=1)),
    vol.Optional("limit", default=50): vol.All(int, vol.Range(min=1, max=MOST_ENTRIES)),
}
_SIGNALS: Final = {
    **_SITE,
    vol.Optional("limit", default=USUAL_SIGNALS): vol.All(int, vol.Range(min=1, max=MOST_SIGNALS)),
}
_DELIVERIES: Final = {
    **_SITE,
    vol.Optional("endpoint_id"): cv.string,
    vol.Optional("incident_id"): cv.string,
    vol.Optional("only", default=Only.ALL.value): vol.In([one.value for one in Only]),
    vol.Optional("before"): vol.All(int, vol.Range(min=1)),
    vol.Optional("limit", default=USUAL): vol.All(int, vol.Range(min=1, max=MOST)),
}

type Handler = Callable[[HomeAssistant, ActiveConnection, Message], None]

COMMANDS: Final[dict[str, tuple[Handler, dict[Any, Any]]]] = {
    SITES: (follow_sites, {}),
    **dict.fromkeys(TOPICS, (_follow, _SITE)),
    "duress/pendant": (_follow, {**_SITE, vol.Required("device_id"): cv.string}),
    "duress/history": (_history, _HISTORY),
    "duress/coverage": (_coverage, {**_ASK, vol.Optional("without"): cv.string}),
    "duress/accuracy": (_accuracy, _ASK),
    "duress/deliveries": (_deliveries, _DELIVERIES),
    "duress/signals": (_signals, _SIGNALS),
}


@callback
def async_setup_commands(hass: HomeAssistant) -> None:
    """Register the commands once, for all sites."""
    for command, (handler, fields) in COMMANDS.items():
        schema = BASE_COMMAND_MESSAGE_SCHEMA.extend({vol.Required("type"): command, **fields})
        async_register_command(hass, command, handler, schema)
