"""Actions with which people write down what they see and do: notes, and steps of a checklist.

A note may say anything but names. It goes to the endpoints that know of the incident, and stays out of states, the
logbook and the bus.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv
import voluptuous as vol

from . import clock
from .access import PrivateSchema
from .acting import async_names_somebody, async_register_action
from .calls import async_actor
from .const import DOMAIN
from .core.notes import LONGEST_NOTE, NoteRefusedError, StepDoneError, UnknownStepError
from .incident_actions import ATTR_INCIDENT, open_incident, refusing

ATTR_STEP: Final = "step"
ATTR_TEXT: Final = "text"

NOTE_SCHEMA: Final = PrivateSchema(
    {vol.Required(ATTR_INCIDENT): cv.string, vol.Required(ATTR_TEXT): cv.string}, ATTR_TEXT
)
STEP_SCHEMA: Final = vol.Schema({vol.Required(ATTR_INCIDENT): cv.string, vol.Required(ATTR_STEP): vol.Any(int, str)})


@callback
def async_setup_note_actions(hass: HomeAssistant) -> None:
    """Register the actions."""

    async def add_note(call: ServiceCall) -> ServiceResponse:
        """Keep a note with an incident."""
        site, incident = open_incident(hass, call.data[ATTR_INCIDENT])
        text, actor = call.data[ATTR_TEXT], await async_actor(hass, call)
        if await async_names_somebody(site, text):
            raise _refused("name_in_note")
        now = clock.now()
        with refusing(), _refusing():
            events = site.school.notes.add(incident.incident_id, text, actor, now)
        await site.happened(events, now)
        return {"incident_id": incident.incident_id, "number": incident.number, "notes": len(incident.notes)}

    async def check_step(call: ServiceCall) -> ServiceResponse:
        """Note that a step of the checklist is done."""
        site, incident = open_incident(hass, call.data[ATTR_INCIDENT])
        actor, now = await async_actor(hass, call), clock.now()
        with refusing(), _refusing():
            events = site.school.notes.check(incident.incident_id, call.data[ATTR_STEP], actor, now)
        await site.happened(events, now)
        return {
            "incident_id": incident.incident_id,
            "number": incident.number,
            "done": len(incident.checked),
            "steps": len(incident.checklist),
            "open": [text for step, text in enumerate(incident.checklist, 1) if step not in incident.checked],
        }

    async_register_action(hass, "add_note", add_note, NOTE_SCHEMA)
    async_register_action(hass, "check_step", check_step, STEP_SCHEMA)


@contextmanager
def _refusing() -> Iterator[None]:
    """Turn what stands against writing something down into a sentence."""
    try:
        yield
    except NoteRefusedError as error:
        raise _refused("note_empty" if error.empty else "note_too_long", most=str(LONGEST_NOTE)) from error
    except UnknownStepError as error:
        key = "no_such_step" if error.steps else "no_checklist"
        raise _refused(key, step=str(error.step), steps=str(error.steps)) from error
    except StepDoneError as error:
        raise _refused("step_done", step=str(error.step), by=error.by, after=str(round(error.after))) from error


def _refused(key: str, **values: str) -> ServiceValidationError:
    """Return a sentence that says what is wrong."""
    return ServiceValidationError(translation_domain=DOMAIN, translation_key=key, translation_placeholders=values)
