"""Commands for consoles: what they follow, ask once, and page through. docs/websocket.md describes them."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from homeassistant.components.websocket_api import async_register_command
from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.components.websocket_api.decorators import async_response
from homeassistant.components.websocket_api.messages import BASE_COMMAND_MESSAGE_SCHEMA
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import config_validation as cv
from homeassistant.util.json import JsonObjectType
import voluptuous as vol

from .access import check, role_of
from .calls import site_of
from .const import DOMAIN
from .core import roles
from .coverage_actions import async_accuracy_answer
from .deliveries_view import MOST, USUAL, Only, Wanted, async_deliveries
from .feeds import Feed
from .incident_page import async_closed_incidents
from .ledger import LedgerError
from .map_commands import MAP_COMMANDS, async_change_map, async_change_pack
from .signals_view import MOST as MOST_SIGNALS, USUAL as USUAL_SIGNALS, async_signals_answer
from .site import Site
from .sites_feed import SITES, follow_sites
from .topics import FIELDS, LANGUAGE_FIELD, SITE_FIELD, TOPICS, topic_of
from .websocket_views import entry_view

MOST_ENTRIES: Final = 200

type Message = dict[str, Any]


@callback
def _follow(hass: HomeAssistant, connection: ActiveConnection, message: Message) -> None:
    """Follow one topic of a site, if the role may."""
    try:
        site = _allowed(hass, connection, message)
        topic = topic_of(site, message)
    except HomeAssistantError as error:
        _refuse(connection, message, error)
        return
    connection.send_result(message["id"])
    feed = Feed(site, topic, connection, message["id"], message["type"])
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
async def _closed_incidents(hass: HomeAssistant, connection: ActiveConnection, message: Message) -> None:
    """Answer what was closed in the last day."""
    await _async_answer(hass, connection, message, async_closed_incidents)


@async_response
async def _accuracy(hass: HomeAssistant, connection: ActiveConnection, message: Message) -> None:
    """Answer how often presses are placed rightly."""
    await _async_answer(hass, connection, message, lambda site: async_accuracy_answer(site, message.get("language")))


@async_response
async def _change_map(hass: HomeAssistant, connection: ActiveConnection, message: Message) -> None:
    """Change a floor plan or the responder pack and answer how it stands."""
    change = async_change_pack if message["type"].startswith("duress/pack/") else async_change_map
    await _async_answer(hass, connection, message, lambda site: change(site, connection.user, message))


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
    except (HomeAssistantError, LedgerError) as error:
        _refuse(connection, message, error)
        return
    connection.send_result(message["id"], found)


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


def _refuse(connection: ActiveConnection, message: Message, error: HomeAssistantError | LedgerError) -> None:
    """Say why not, in words and so that a page can say it in the language of whoever asked."""
    if isinstance(error, LedgerError):
        error = HomeAssistantError(
            translation_domain=DOMAIN,
            translation_key="ledger_not_read",
            translation_placeholders={"detail": error.detail},
        )
    key, domain = error.translation_key, error.translation_domain
    code = "unauthorized" if key is not None and key.startswith("may_not") else "not_possible"
    connection.send_error(message["id"], code, str(error), key, domain, error.translation_placeholders)


_ASK: Final = {**SITE_FIELD, **LANGUAGE_FIELD}
_HISTORY: Final = {
    **SITE_FIELD,
    vol.Optional("incident_id"): cv.string,
    vol.Optional("before"): vol.All(int, vol.Range(min=1)),
    vol.Optional("limit", default=50): vol.All(int, vol.Range(min=1, max=MOST_ENTRIES)),
}
_SIGNALS: Final = {
    **SITE_FIELD,
    vol.Optional("limit", default=USUAL_SIGNALS): vol.All(int, vol.Range(min=1, max=MOST_SIGNALS)),
}
_DELIVERIES: Final = {
    **SITE_FIELD,
    vol.Optional("endpoint_id"): cv.string,
    vol.Optional("incident_id"): cv.string,
    vol.Optional("only", default=Only.ALL.value): vol.In([one.value for one in Only]),
    vol.Optional("before"): vol.All(int, vol.Range(min=1)),
    vol.Optional("limit", default=USUAL): vol.All(int, vol.Range(min=1, max=MOST)),
}

type Handler = Callable[[HomeAssistant, ActiveConnection, Message], None]

COMMANDS: Final[dict[str, tuple[Handler, dict[Any, Any]]]] = {
    SITES: (follow_sites, {}),
    **{command: (_follow, {**_ASK, **FIELDS.get(command, {})}) for command in TOPICS},
    "duress/closed_incidents": (_closed_incidents, SITE_FIELD),
    "duress/history": (_history, _HISTORY),
    "duress/accuracy": (_accuracy, _ASK),
    "duress/deliveries": (_deliveries, _DELIVERIES),
    **{command: (_change_map, {**SITE_FIELD, **fields}) for command, fields in MAP_COMMANDS.items()},
    "duress/signals": (_signals, _SIGNALS),
}


@callback
def async_setup_commands(hass: HomeAssistant) -> None:
    """Register the commands once, for all sites."""
    for command, (handler, fields) in COMMANDS.items():
        schema = BASE_COMMAND_MESSAGE_SCHEMA.extend({vol.Required("type"): command, **fields})
        async_register_command(hass, command, handler, schema)
