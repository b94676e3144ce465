"""Actions: what people and automations do with incidents, and what a demo school is told to do."""

from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any, Final

from homeassistant.const import ATTR_DEVICE_ID
from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
import voluptuous as vol

from .batteries import async_batteries_changed, battery_list
from .calls import async_actor, installed_device, running_sites
from .const import DOMAIN, SUBENTRY_ENDPOINT, SUBENTRY_TRANSMITTER
from .core.incidents import Incident
from .core.lifecycle import IllegalStepError, ReasonMissingError, Step, UnknownIncidentError
from .import_services import async_setup_import_services
from .readiness_actions import async_setup_readiness
from .receivers.demo import DemoCondition
from .recording_actions import async_setup_recording
from .roster_services import async_setup_roster_services
from .simulation import Act, async_simulate
from .site import Site

ATTR_INCIDENT: Final = "incident_id"
ATTR_REASON: Final = "reason"
ATTR_ENDPOINTS: Final = "endpoints"
ATTR_ACT: Final = "act"
ATTR_ACTIVE: Final = "active"
ATTR_DATE: Final = "date"
ATTR_DAYS: Final = "days"
ATTR_ROOM: Final = "room"

STEP_SCHEMA: Final = vol.Schema(
    {vol.Required(ATTR_INCIDENT): cv.string, vol.Optional(ATTR_REASON, default=""): cv.string}
)
FORWARD_SCHEMA: Final = vol.Schema(
    {vol.Required(ATTR_INCIDENT): cv.string, vol.Required(ATTR_ENDPOINTS): vol.All(cv.ensure_list, [cv.string])}
)
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

type Handler = Callable[[ServiceCall], Coroutine[Any, Any, ServiceResponse]]


@callback
def async_setup_services(hass: HomeAssistant) -> None:
    """Register the actions once, for all sites."""
    for step in Step:
        hass.services.async_register(
            DOMAIN, step, _step_handler(hass, step), STEP_SCHEMA, supports_response=SupportsResponse.OPTIONAL
        )

    async def forward(call: ServiceCall) -> ServiceResponse:
        """Tell endpoints of an incident."""
        site, incident = _incident(hass, call.data[ATTR_INCIDENT])
        endpoint_ids = [_installed(hass, site, device_id, SUBENTRY_ENDPOINT) for device_id in call.data[ATTR_ENDPOINTS]]
        fresh = await site.endpoints.async_forward(incident, endpoint_ids)
        return {
            "incident_id": incident.incident_id,
            "told_before": len(endpoint_ids) - len(fresh),
            "told_now": len(fresh),
        }

    async def simulate(call: ServiceCall) -> ServiceResponse:
        """Make something happen in a demo school."""
        site, subentry_id = installed_device(hass, call.data[ATTR_DEVICE_ID])
        return async_simulate(
            site, subentry_id, call.data[ATTR_ACT], room=call.data.get(ATTR_ROOM), active=call.data[ATTR_ACTIVE]
        )

    hass.services.async_register(
        DOMAIN, "forward", forward, FORWARD_SCHEMA, supports_response=SupportsResponse.OPTIONAL
    )
    hass.services.async_register(
        DOMAIN, "simulate", simulate, SIMULATE_SCHEMA, supports_response=SupportsResponse.OPTIONAL
    )
    async_setup_recording(hass)
    async_setup_readiness(hass)
    async_setup_roster_services(hass)
    async_setup_import_services(hass)
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

    hass.services.async_register(
        DOMAIN,
        "battery_changed",
        battery_changed,
        BATTERY_CHANGED_SCHEMA,
        supports_response=SupportsResponse.OPTIONAL,
    )
    hass.services.async_register(
        DOMAIN, "get_batteries", get_batteries, GET_BATTERIES_SCHEMA, supports_response=SupportsResponse.ONLY
    )


def _step_handler(hass: HomeAssistant, step: Step) -> Handler:
    """Return the action that takes one step of an incident's life."""

    async def take(call: ServiceCall) -> ServiceResponse:
        site, _ = _incident(hass, call.data[ATTR_INCIDENT])
        actor = await async_actor(hass, call)
        try:
            incident = await site.async_step(call.data[ATTR_INCIDENT], step, actor, call.data[ATTR_REASON])
        except UnknownIncidentError as error:
            raise _no_incident(error.incident_id) from error
        except IllegalStepError as error:
            raise ServiceValidationError(
                translation_domain=DOMAIN, translation_key=f"cannot_{step}_{error.state}"
            ) from error
        except ReasonMissingError as error:
            raise ServiceValidationError(translation_domain=DOMAIN, translation_key="reason_missing") from error
        return {"incident_id": incident.incident_id, "number": incident.number, "state": str(incident.state)}

    return take


def _incident(hass: HomeAssistant, incident_id: str) -> tuple[Site, Incident]:
    """Return an open incident and its site, or say that there is none."""
    for site in running_sites(hass):
        if (incident := site.school.incidents.open.get(incident_id)) is not None:
            return site, incident
    raise _no_incident(incident_id)


def _no_incident(incident_id: str) -> ServiceValidationError:
    """Return the sentence for an incident that is not open."""
    return ServiceValidationError(
        translation_domain=DOMAIN, translation_key="no_incident", translation_placeholders={"incident": incident_id}
    )


def _installed(hass: HomeAssistant, site: Site, device_id: str, subentry_type: str) -> str:
    """Return the subentry of a device that must be of one type and belong to one site."""
    owner, key = installed_device(hass, device_id)
    if owner is not site or site.entry.subentries[key].subentry_type != subentry_type:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="not_an_endpoint",
            translation_placeholders={"device": device_id, "site": site.entry.title},
        )
    return key
