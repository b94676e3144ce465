"""Switching an entity that a wire hangs on: done only when the entity says so, and never waiting for ever."""

import asyncio
from enum import StrEnum
import logging
from typing import Final

from homeassistant.components.button.const import DOMAIN as BUTTON, SERVICE_PRESS
from homeassistant.const import (
    ATTR_ENTITY_ID,
    SERVICE_TURN_OFF,
    SERVICE_TURN_ON,
    STATE_OFF,
    STATE_ON,
    STATE_UNAVAILABLE,
)
from homeassistant.core import Context, Event, EventStateChangedData, HomeAssistant, callback, split_entity_id
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.event import async_track_state_change_event
import voluptuous as vol

_LOGGER = logging.getLogger(__name__)

DOMAINS: Final = ("switch", "input_boolean", BUTTON)
"""What a wire may hang on; a button is pressed, the others are on and off."""

CALL_PATIENCE: Final = 5.0
"""Seconds in which an action on the entity must be done."""

STATE_PATIENCE: Final = 3.0
"""Seconds after that in which the entity must say that it is on, or off."""


class Problem(StrEnum):
    """Why an entity could not be switched."""

    MISSING = "missing"
    UNAVAILABLE = "unavailable"
    FAILED = "failed"
    NO_ANSWER = "no_answer"


class ContactError(Exception):
    """An entity was not switched."""

    def __init__(self, problem: Problem) -> None:
        """Keep why."""
        super().__init__(problem)
        self.problem = problem


def is_button(entity_id: str) -> bool:
    """Whether an entity can only be pressed."""
    return split_entity_id(entity_id)[0] == BUTTON


@callback
def problem_of(hass: HomeAssistant, entity_id: str) -> Problem | None:
    """Return what keeps an entity from being switched at this moment; None for nothing that can be known before."""
    state = hass.states.get(entity_id)
    if state is None:
        return Problem.MISSING
    return Problem.UNAVAILABLE if state.state == STATE_UNAVAILABLE else None


async def async_press(hass: HomeAssistant, entity_id: str) -> None:
    """Press a button; raises ContactError."""
    await _async_call(hass, entity_id, SERVICE_PRESS)


async def async_switch(hass: HomeAssistant, entity_id: str, *, on: bool) -> None:
    """Turn an entity on or off and wait until it says that it is; raises ContactError."""
    wanted = STATE_ON if on else STATE_OFF
    reached = asyncio.Event()

    @callback
    def changed(event: Event[EventStateChangedData]) -> None:
        """Note that the entity is as it is to be."""
        if (state := event.data["new_state"]) is not None and state.state == wanted:
            reached.set()

    stop = async_track_state_change_event(hass, entity_id, changed)
    try:
        await _async_call(hass, entity_id, SERVICE_TURN_ON if on else SERVICE_TURN_OFF)
        if hass.states.is_state(entity_id, wanted):
            return
        async with asyncio.timeout(STATE_PATIENCE):
            await reached.wait()
    except TimeoutError:
        _LOGGER.warning("%s was told to be %s and does not say that it is", entity_id, wanted)
        raise ContactError(Problem.NO_ANSWER) from None
    finally:
        stop()


async def _async_call(hass: HomeAssistant, entity_id: str, action: str) -> None:
    """Call an action of an entity in a context of its own; raises ContactError."""
    if (problem := problem_of(hass, entity_id)) is not None:
        raise ContactError(problem)
    domain, _ = split_entity_id(entity_id)
    try:
        async with asyncio.timeout(CALL_PATIENCE):
            await hass.services.async_call(
                domain, action, {ATTR_ENTITY_ID: entity_id}, blocking=True, context=Context()
            )
    except TimeoutError:
        _LOGGER.warning("%s took longer than %.0f s for %s", entity_id, CALL_PATIENCE, action)
        raise ContactError(Problem.NO_ANSWER) from None
    except (HomeAssistantError, vol.Invalid) as error:
        _LOGGER.warning("%s did not do %s: %s", entity_id, action, error)
        raise ContactError(Problem.FAILED) from error
    except Exception as error:
        # Another integration's mistake must not end what goes on trying.
        _LOGGER.exception("%s failed at %s in an unforeseen way", entity_id, action)
        raise ContactError(Problem.FAILED) from error
