"""Actions about incidents: the steps that people take, and telling endpoints of them."""

from collections.abc import Callable, Coroutine
from typing import Any, Final

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv
import voluptuous as vol

from .calls import async_actor, installed_device, running_sites
from .const import DOMAIN, SUBENTRY_ENDPOINT
from .core.incidents import Incident
from .core.lifecycle import IllegalStepError, ReasonMissingError, Step, UnknownIncidentError
from .site import Site

ATTR_INCIDENT: Final = "incident_id"
ATTR_REASON: Final = "reason"
ATTR_ENDPOINTS: Final = "endpoints"

STEP_SCHEMA: Final = vol.Schema(
    {vol.Required(ATTR_INCIDENT): cv.string, vol.Optional(ATTR_REASON, default=""): cv.string}
)
FORWARD_SCHEMA: Final = vol.Schema(
    {vol.Required(ATTR_INCIDENT): cv.string, vol.Required(ATTR_ENDPOINTS): vol.All(cv.ensure_list, [cv.string])}
)

type Handler = Callable[[ServiceCall], Coroutine[Any, Any, ServiceResponse]]


@callback
def async_setup_incident_actions(hass: HomeAssistant) -> None:
    """Register the actions about incidents."""
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

    hass.services.async_register(
        DOMAIN, "forward", forward, FORWARD_SCHEMA, supports_response=SupportsResponse.OPTIONAL
    )


def _step_handler(hass: HomeAssistant, step: Step) -> Handler:
    """Return the action that takes one step of an incident's life."""

    async def take(call: ServiceCall) -> ServiceResponse:
        """Take the step."""
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
