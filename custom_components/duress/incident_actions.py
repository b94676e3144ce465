"""Actions about incidents: the steps that people take, and telling endpoints of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv
import voluptuous as vol

from .acting import Handler, async_register_action
from .calls import async_actor, installed_device, running_sites
from .const import DOMAIN, SUBENTRY_ENDPOINT
from .core.confirm import Confirmation, confirmation_of
from .core.incidents import Incident
from .core.lifecycle import (
    CANCELLED_AS,
    AlreadyAcknowledgedError,
    Disposition,
    IllegalStepError,
    ReasonMissingError,
    Step,
    UnknownIncidentError,
)
from .site import Site

ATTR_INCIDENT: Final = "incident_id"
ATTR_DISPOSITION: Final = "disposition"
ATTR_REASON: Final = "reason"
ATTR_ENDPOINTS: Final = "endpoints"

INCIDENT_SCHEMA: Final = vol.Schema({vol.Required(ATTR_INCIDENT): cv.string})
STEP_SCHEMA: Final = INCIDENT_SCHEMA.extend({vol.Optional(ATTR_REASON, default=""): cv.string})
CANCEL_SCHEMA: Final = STEP_SCHEMA.extend(
    {vol.Optional(ATTR_DISPOSITION, default=str(Disposition.CANCELLED)): vol.In([*map(str, CANCELLED_AS)])}
)
_SCHEMAS: Final = {Step.RESPOND: INCIDENT_SCHEMA, Step.ARRIVE: INCIDENT_SCHEMA, Step.CANCEL: CANCEL_SCHEMA}
FORWARD_SCHEMA: Final = vol.Schema(
    {vol.Required(ATTR_INCIDENT): cv.string, vol.Required(ATTR_ENDPOINTS): vol.All(cv.ensure_list, [cv.string])}
)


@callback
def async_setup_incident_actions(hass: HomeAssistant) -> None:
    """Register the actions about incidents."""
    for step in Step:
        async_register_action(hass, step, _step_handler(hass, step), _SCHEMAS.get(step, STEP_SCHEMA))

    async def escalate(call: ServiceCall) -> ServiceResponse:
        """Have one more level of people told."""
        site, known = open_incident(hass, call.data[ATTR_INCIDENT])
        actor = await async_actor(hass, call)
        with refusing():
            return _answer(await site.async_escalate(known.incident_id, actor))

    async def forward(call: ServiceCall) -> ServiceResponse:
        """Tell endpoints of an incident."""
        site, incident = open_incident(hass, call.data[ATTR_INCIDENT])
        endpoint_ids = [_installed(hass, site, device_id, SUBENTRY_ENDPOINT) for device_id in call.data[ATTR_ENDPOINTS]]
        fresh = await site.endpoints.async_forward(incident, endpoint_ids, await async_actor(hass, call))
        return {
            "incident_id": incident.incident_id,
            "told_before": len(endpoint_ids) - len(fresh),
            "told_now": len(fresh),
            "waits_for_confirmation": confirmation_of(incident) is Confirmation.WAITING,
        }

    async_register_action(hass, "escalate", escalate, INCIDENT_SCHEMA)
    async_register_action(hass, "forward", forward, FORWARD_SCHEMA)


def _step_handler(hass: HomeAssistant, step: Step) -> Handler:
    """Return the action that takes one step of an incident's life."""

    async def take(call: ServiceCall) -> ServiceResponse:
        """Take the step."""
        site, known = open_incident(hass, call.data[ATTR_INCIDENT])
        actor = await async_actor(hass, call)
        disposition = Disposition(call.data.get(ATTR_DISPOSITION, Disposition.CANCELLED))
        with refusing():
            reason = call.data.get(ATTR_REASON, "")
            return _answer(await site.async_step(known.incident_id, step, actor, reason, disposition))

    return take


@contextmanager
def refusing() -> Iterator[None]:
    """Turn what stands against an act into a sentence."""
    try:
        yield
    except UnknownIncidentError as error:
        raise _no_incident(error.incident_id) from error
    except AlreadyAcknowledgedError as error:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="already_acknowledged",
            translation_placeholders={"by": error.by, "after": str(round(error.after))},
        ) from error
    except IllegalStepError as error:
        raise ServiceValidationError(
            translation_domain=DOMAIN, translation_key=f"cannot_{error.step}_{error.state}"
        ) from error
    except ReasonMissingError as error:
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="reason_missing") from error


def _answer(incident: Incident) -> ServiceResponse:
    """Return how an incident stands after an act."""
    return {"incident_id": incident.incident_id, "number": incident.number, "state": str(incident.state)}


def open_incident(hass: HomeAssistant, incident_id: str) -> tuple[Site, Incident]:
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
