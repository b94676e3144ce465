"""Actions: registers all of them; those of batteries and of a demo school are here."""

from datetime import timedelta
from typing import Final

from homeassistant.const import ATTR_DEVICE_ID
from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
import voluptuous as vol

from .acting import async_register_action
from .batteries import async_batteries_changed, battery_list
from .calls import async_actor, installed_device, running_sites
from .confirm_actions import async_setup_confirm_actions
from .const import DOMAIN, SUBENTRY_TRANSMITTER
from .coverage_actions import async_setup_coverage
from .delivery_actions import async_setup_delivery_actions
from .drill_actions import async_setup_drill_actions
from .import_services import async_setup_import_services
from .incident_actions import async_setup_incident_actions
from .ledger_actions import async_setup_ledger_actions
from .live_actions import async_setup_live_actions
from .note_actions import async_setup_note_actions
from .readiness_actions import async_setup_readiness
from .receivers.demo import DemoCondition
from .recording_actions import async_setup_recording
from .roster_services import async_setup_roster_services
from .simulation import Act, async_simulate
from .site import Site
from .survey_actions import async_setup_survey_actions
from .survey_changes import async_setup_survey_changes

ATTR_ACT: Final = "act"
ATTR_ACTIVE: Final = "active"
ATTR_DATE: Final = "date"
ATTR_DAYS: Final = "days"
ATTR_ROOM: Final = "room"

SIMULATE_SCHEMA: Final = vol.Schema(
    {
        vol.Required(ATTR_DEVICE_ID): cv.string,
        vol.Required(ATTR_ACT): vol.In([*Act, *DemoCondition]),
        vol.Optional(ATTR_ROOM): cv.string,
        vol.Optional(ATTR_ACTIVE, default=True): cv.boolean,
    }
)

BATTERY_CHANGED_SCHEMA: Final = vol.Schema(
    {
        vol.Required(ATTR_DEVICE_ID): vol.All(cv.ensure_list, [cv.string]),
        vol.Optional(ATTR_DATE): cv.date,
    }
)
GET_BATTERIES_SCHEMA: Final = vol.Schema(
    {vol.Optional(ATTR_DAYS, default=60): vol.All(vol.Coerce(int), vol.Range(min=0, max=3650))}
)


@callback
def async_setup_services(hass: HomeAssistant) -> None:
    """Register the actions once, for all sites."""

    async def simulate(call: ServiceCall) -> ServiceResponse:
        """Make something happen in a demo school."""
        site, subentry_id = installed_device(hass, call.data[ATTR_DEVICE_ID])
        return async_simulate(
            site, subentry_id, call.data[ATTR_ACT], room=call.data.get(ATTR_ROOM), active=call.data[ATTR_ACTIVE]
        )

    async_register_action(hass, "simulate", simulate, SIMULATE_SCHEMA)
    async_setup_incident_actions(hass)
    async_setup_confirm_actions(hass)
    async_setup_note_actions(hass)
    async_setup_delivery_actions(hass)
    async_setup_drill_actions(hass)
    async_setup_survey_actions(hass)
    async_setup_survey_changes(hass)
    async_setup_recording(hass)
    async_setup_readiness(hass)
    async_setup_roster_services(hass)
    async_setup_import_services(hass)
    async_setup_ledger_actions(hass)
    async_setup_coverage(hass)
    async_setup_live_actions(hass)
    _async_setup_battery_actions(hass)


@callback
def _async_setup_battery_actions(hass: HomeAssistant) -> None:
    """Register the actions about batteries."""

    async def battery_changed(call: ServiceCall) -> ServiceResponse:
        """Note that transmitters have new batteries."""
        day, today = call.data.get(ATTR_DATE), dt_util.now().date()
        if day is not None and day > today:
            raise ServiceValidationError(translation_domain=DOMAIN, translation_key="battery_in_future")
        changed: dict[str, tuple[Site, list[str]]] = {}
        for device_id in dict.fromkeys(call.data[ATTR_DEVICE_ID]):
            site, key = installed_device(hass, device_id)
            if site.entry.subentries[key].subentry_type != SUBENTRY_TRANSMITTER:
                raise ServiceValidationError(
                    translation_domain=DOMAIN,
                    translation_key="not_a_transmitter",
                    translation_placeholders={"device": device_id},
                )
            changed.setdefault(site.entry.entry_id, (site, []))[1].append(key)
        actor = await async_actor(hass, call)
        for site, keys in changed.values():
            await async_batteries_changed(site, keys, day or today, actor)
        return {"changed": sum(len(keys) for _, keys in changed.values()), "date": (day or today).isoformat()}

    async def get_batteries(call: ServiceCall) -> ServiceResponse:
        """Return which batteries are low or due, and what to buy."""
        until = dt_util.now().date() + timedelta(days=call.data[ATTR_DAYS])
        return battery_list(running_sites(hass), until)

    async_register_action(hass, "battery_changed", battery_changed, BATTERY_CHANGED_SCHEMA)
    async_register_action(hass, "get_batteries", get_batteries, GET_BATTERIES_SCHEMA, SupportsResponse.ONLY)
