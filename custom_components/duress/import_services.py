"""Actions that import files and undo it, for the office and administrators, because files have names in them."""

from typing import Any, Final

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.helpers import config_validation as cv
import voluptuous as vol

from .access import PrivateSchema
from .acting import async_register_action
from .calls import async_actor, site_of
from .core.events import Import
from .imports import async_import, async_preview, async_undo

ATTR_SITE: Final = "site"
ATTR_CSV: Final = "csv"
ATTR_CONFIRM: Final = "confirm"
ATTR_IMPORT_ID: Final = "import_id"
ATTR_LANGUAGE: Final = "language"

_IMPORT: Final[dict[object, Any]] = {
    vol.Optional(ATTR_SITE): cv.string,
    vol.Required(ATTR_CSV): cv.string,
    vol.Optional(ATTR_CONFIRM, default=False): cv.boolean,
    vol.Optional(ATTR_LANGUAGE): cv.string,
}
IMPORT_SCHEMA: Final = PrivateSchema(_IMPORT, ATTR_CSV)
UNDO_SCHEMA: Final = vol.Schema({vol.Optional(ATTR_SITE): cv.string, vol.Optional(ATTR_IMPORT_ID): cv.string})


@callback
def async_setup_import_services(hass: HomeAssistant) -> None:
    """Register the actions once, for all sites."""

    async def take_in(call: ServiceCall, what: Import) -> ServiceResponse:
        """Say what a file would do, or do it."""
        site = site_of(hass, call.data.get(ATTR_SITE))
        csv, language = call.data[ATTR_CSV], call.data.get(ATTR_LANGUAGE)
        if call.data[ATTR_CONFIRM]:
            outcome = await async_import(site, what, csv, await async_actor(hass, call), language=language)
        else:
            outcome = await async_preview(site, what, csv, language=language)
        return {"confirmed": call.data[ATTR_CONFIRM], **outcome.as_response(site)}

    async def import_roster(call: ServiceCall) -> ServiceResponse:
        """Import people and transmitters."""
        return await take_in(call, Import.ROSTER)

    async def import_places(call: ServiceCall) -> ServiceResponse:
        """Import buildings, floors and rooms."""
        return await take_in(call, Import.PLACES)

    async def undo_import(call: ServiceCall) -> ServiceResponse:
        """Undo the last import."""
        site = site_of(hass, call.data.get(ATTR_SITE))
        what, kept = await async_undo(site, None, call.data.get(ATTR_IMPORT_ID), await async_actor(hass, call))
        return {"site": site.entry.title, "undone": str(what), "kept": [*kept]}

    for name, handler, schema in (
        ("import_roster", import_roster, IMPORT_SCHEMA),
        ("import_places", import_places, IMPORT_SCHEMA),
        ("undo_import", undo_import, UNDO_SCHEMA),
    ):
        async_register_action(hass, name, handler, schema, SupportsResponse.ONLY)
