"""Actions about messages to endpoints: show what was sent, send a test and see the answer, send dead letters again."""

import asyncio
from datetime import UTC, datetime
from typing import Final

from homeassistant.const import ATTR_DEVICE_ID
from homeassistant.core import Context, HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import config_validation as cv
from homeassistant.util.json import JsonObjectType, JsonValueType
import voluptuous as vol

from .access import async_role
from .acting import async_register_action
from .calls import installed_device, site_of
from .const import DOMAIN, SUBENTRY_ENDPOINT
from .core.roles import Right, may
from .deliveries_view import MOST, USUAL, Only, Wanted, answer_data, async_deliveries
from .incident_actions import ATTR_ENDPOINTS, ATTR_INCIDENT
from .ledger import LedgerError
from .site import Site

ATTR_BEFORE: Final = "before"
ATTR_DELIVERY: Final = "delivery_id"
ATTR_LIMIT: Final = "limit"
ATTR_ONLY: Final = "only"
ATTR_SITE: Final = "site"

ENDPOINTS_SCHEMA: Final = vol.Schema({vol.Required(ATTR_ENDPOINTS): vol.All(cv.ensure_list, [cv.string])})
REPLAY_SCHEMA: Final = ENDPOINTS_SCHEMA.extend({vol.Optional(ATTR_DELIVERY): cv.positive_int})
SHOW_SCHEMA: Final = vol.Schema(
    {
        vol.Optional(ATTR_DEVICE_ID): cv.string,
        vol.Optional(ATTR_INCIDENT): cv.string,
        vol.Optional(ATTR_ONLY, default=Only.ALL): vol.Coerce(Only),
        vol.Optional(ATTR_BEFORE): cv.positive_int,
        vol.Optional(ATTR_LIMIT, default=USUAL): vol.All(vol.Coerce(int), vol.Range(min=1, max=MOST)),
        vol.Optional(ATTR_SITE): cv.string,
    }
)


@callback
def async_setup_delivery_actions(hass: HomeAssistant) -> None:
    """Register the actions once, for all sites."""

    async def show(call: ServiceCall) -> ServiceResponse:
        """Show what endpoints were sent."""
        device_id = call.data.get(ATTR_DEVICE_ID)
        site, key = (site_of(hass, call.data.get(ATTR_SITE)), None) if device_id is None else _endpoint(hass, device_id)
        role = await async_role(hass, site.entry, call.context)
        wanted = Wanted(
            endpoint_id=key,
            incident_id=call.data.get(ATTR_INCIDENT),
            only=call.data[ATTR_ONLY],
            before=call.data.get(ATTR_BEFORE),
            limit=call.data[ATTR_LIMIT],
        )
        try:
            return {"site": site.entry.title, **await async_deliveries(site, role, wanted, _moment)}
        except LedgerError as error:
            raise _not_possible(error) from error

    async def send_test(call: ServiceCall) -> ServiceResponse:
        """Send a test to each endpoint at once and return the answers."""
        endpoints = [_endpoint(hass, device_id) for device_id in call.data[ATTR_ENDPOINTS]]
        answers = await asyncio.gather(*(_async_test(site, key, call.context) for site, key in endpoints))
        return {"tests": [*answers]}

    async def replay(call: ServiceCall) -> ServiceResponse:
        """Send dead letters again, or one of them."""
        delivery_id = call.data.get(ATTR_DELIVERY)
        endpoints = [_endpoint(hass, device_id) for device_id in call.data[ATTR_ENDPOINTS]]
        try:
            replayed: list[JsonValueType] = [
                {
                    "endpoint": site.entry.subentries[key].title,
                    "messages": await site.endpoints.async_replay(key, delivery_id),
                }
                for site, key in endpoints
            ]
        except LedgerError as error:
            raise _not_possible(error) from error
        return {"replayed": replayed}

    async_register_action(hass, "show_deliveries", show, SHOW_SCHEMA, SupportsResponse.ONLY)
    async_register_action(hass, "send_test", send_test, ENDPOINTS_SCHEMA)
    async_register_action(hass, "replay_deliveries", replay, REPLAY_SCHEMA)


async def _async_test(site: Site, endpoint_id: str, context: Context) -> JsonObjectType:
    """Send one test and return the answer, good or bad, and what was sent as far as the caller may read it."""
    answer = await site.endpoints.async_test(endpoint_id)
    reads_names = may(await async_role(site.hass, site.entry, context), Right.READ_NAMES)
    title = site.entry.subentries[endpoint_id].title
    return {"endpoint": title, **answer_data(site.hass, answer, reads_names=reads_names)}


def _endpoint(hass: HomeAssistant, device_id: str) -> tuple[Site, str]:
    """Return the site and the subentry of an endpoint's device, or say that it is none."""
    site, key = installed_device(hass, device_id)
    if site.entry.subentries[key].subentry_type != SUBENTRY_ENDPOINT:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="no_endpoint",
            translation_placeholders={"device": site.entry.subentries[key].title},
        )
    return site, key


def _moment(utc: float) -> str:
    """Return seconds since 1970 as a time."""
    return datetime.fromtimestamp(utc, UTC).isoformat(timespec="milliseconds")


def _not_possible(error: LedgerError) -> HomeAssistantError:
    """Return the sentence for a ledger that does not play along."""
    return HomeAssistantError(
        translation_domain=DOMAIN, translation_key="ledger_not_read", translation_placeholders={"detail": error.detail}
    )
