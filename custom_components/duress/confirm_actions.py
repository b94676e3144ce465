"""Confirming an alarm: the action with which endpoints wait no longer."""

from typing import Final

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv
import voluptuous as vol

from . import clock
from .acting import async_register_action
from .calls import async_actor
from .const import DOMAIN
from .core.confirm import NothingToConfirmError
from .incident_actions import ATTR_INCIDENT, open_incident

CONFIRM_SCHEMA: Final = vol.Schema({vol.Required(ATTR_INCIDENT): cv.string})


@callback
def async_setup_confirm_actions(hass: HomeAssistant) -> None:
    """Register the action."""

    async def confirm(call: ServiceCall) -> ServiceResponse:
        """Say that an alarm is real."""
        actor = await async_actor(hass, call)
        site, incident = open_incident(hass, call.data[ATTR_INCIDENT])
        now = clock.now()
        try:
            events = site.school.waits.confirm(incident.incident_id, actor, now)
        except NothingToConfirmError as error:
            raise ServiceValidationError(
                translation_domain=DOMAIN, translation_key=f"cannot_confirm_{error.confirmation}"
            ) from error
        await site.happened(events, now)
        return {"incident_id": incident.incident_id, "number": incident.number, "state": str(incident.state)}

    async_register_action(hass, "confirm", confirm, CONFIRM_SCHEMA)
