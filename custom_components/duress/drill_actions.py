"""Actions about tests, drills and muted devices. Whoever sees that it is real may say so, without any right."""

import time
from typing import Final

from homeassistant.const import ATTR_DEVICE_ID
from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv
import voluptuous as vol

from . import clock
from .acting import Handler, async_register_action, async_unnamed
from .calls import async_actor, installed_device, site_of
from .const import DOMAIN
from .core.bypass import LONGEST_BYPASS
from .core.drill_record import drill_record
from .core.events import Ending, Rehearsal
from .core.modes import PENDANT_TEST
from .core.records import EVENTS
from .core.roster import Life, Room
from .core.sessions import RehearsalRefusedError
from .installed import room_by_id
from .modes_view import moment, record_answer, session_answer
from .recent import async_recent
from .site import Site

ATTR_LOCKDOWN: Final = "with_lockdown"
ATTR_MINUTES: Final = "minutes"
ATTR_REASON: Final = "reason"
ATTR_REHEARSAL: Final = "rehearsal_id"
ATTR_ROOM: Final = "room"
ATTR_SITE: Final = "site"

DRILLS_BACK: Final = 370 * 86_400.0
"""Seconds within which a drill's record is looked for."""

_DEVICES: Final = {
    vol.Optional(ATTR_SITE): cv.string,
    vol.Optional(ATTR_DEVICE_ID, default=list): vol.All(cv.ensure_list, [cv.string]),
}
_MINUTES: Final = vol.All(vol.Coerce(float), vol.Range(min=1, max=120))
TEST_SCHEMA: Final = vol.Schema(
    {
        **_DEVICES,
        vol.Optional(ATTR_MINUTES): _MINUTES,
        vol.Optional(ATTR_REASON, default=""): cv.string,
        vol.Optional(ATTR_LOCKDOWN, default=False): cv.boolean,
        vol.Optional(ATTR_ROOM): cv.string,
    }
)
DRILL_SCHEMA: Final = vol.Schema(
    {**_DEVICES, vol.Optional(ATTR_MINUTES, default=60): _MINUTES, vol.Required(ATTR_REASON): cv.string}
)
WHICH_SCHEMA: Final = vol.Schema({vol.Optional(ATTR_SITE): cv.string, vol.Optional(ATTR_REHEARSAL): cv.string})
END_SCHEMA: Final = WHICH_SCHEMA.extend({vol.Optional(ATTR_REASON, default=""): cv.string})
BYPASS_SCHEMA: Final = vol.Schema(
    {
        vol.Required(ATTR_DEVICE_ID): cv.string,
        vol.Required(ATTR_MINUTES): vol.All(vol.Coerce(float), vol.Range(min=1, max=LONGEST_BYPASS / 60)),
        vol.Required(ATTR_REASON): cv.string,
    }
)
END_BYPASS_SCHEMA: Final = vol.Schema({vol.Required(ATTR_DEVICE_ID): cv.string})


@callback
def async_setup_drill_actions(hass: HomeAssistant) -> None:
    """Register the actions once, for all sites."""
    async_register_action(hass, "start_test", _start(hass, drill=False), TEST_SCHEMA)
    async_register_action(hass, "start_drill", _start(hass, drill=True), DRILL_SCHEMA)
    async_register_action(hass, "end_test", _end(hass, real=False), END_SCHEMA)
    async_register_action(hass, "this_is_real", _end(hass, real=True), END_SCHEMA)
    _setup_bypass(hass)

    async def get_drill_record(call: ServiceCall) -> ServiceResponse:
        """Return what a drill was like."""
        site = site_of(hass, call.data.get(ATTR_SITE))
        await site.record.async_finish()
        events = await async_recent(site.record.ledger, time.time() - DRILLS_BACK, EVENTS)
        record = drill_record(events, call.data.get(ATTR_REHEARSAL))
        if record is None:
            raise ServiceValidationError(translation_domain=DOMAIN, translation_key="no_drill")
        return record_answer(record)

    async_register_action(hass, "get_drill_record", get_drill_record, WHICH_SCHEMA, SupportsResponse.ONLY)


def _start(hass: HomeAssistant, *, drill: bool) -> Handler:
    """Return the action that begins a test or a drill."""

    async def start(call: ServiceCall) -> ServiceResponse:
        site, device_ids = _buttons(hass, call)
        minutes, named = call.data.get(ATTR_MINUTES), call.data[ATTR_DEVICE_ID]
        kind = Rehearsal.DRILL if drill else Rehearsal.TEST
        if not drill and minutes is None and len(named) == 1:
            kind = Rehearsal.PENDANT_TEST
        stood_in = _room(hass, site, kind, call.data.get(ATTR_ROOM))
        seconds = PENDANT_TEST if kind is Rehearsal.PENDANT_TEST else (minutes or 30) * 60
        actor, now = await async_actor(hass, call), clock.now()
        try:
            events = site.school.modes.start(
                kind, device_ids, actor, now, reason=call.data[ATTR_REASON], seconds=seconds,
                incidents=site.school.incidents, whole_site=not named,
                with_lockdown=call.data.get(ATTR_LOCKDOWN, False), stood_in=stood_in,
            )  # fmt: skip
        except RehearsalRefusedError as error:
            raise _refusal(error) from error
        answer = session_answer(list(site.school.modes.running.values())[-1])
        await site.happened(events, now)
        site.timers.schedule()
        return answer

    return start


def _end(hass: HomeAssistant, *, real: bool) -> Handler:
    """Return the action that ends a test or drill, or says that it is real."""

    async def end(call: ServiceCall) -> ServiceResponse:
        site = site_of(hass, call.data.get(ATTR_SITE))
        actor, reason = await async_actor(hass, call), call.data[ATTR_REASON]
        if real:
            reason = await async_unnamed(site, reason)
        now = clock.now()
        try:
            session = site.school.modes.find(call.data.get(ATTR_REHEARSAL))
        except RehearsalRefusedError as error:
            raise _refusal(error) from error
        answer = session_answer(session)
        if real:
            events = site.school.declare_real(session, actor, now, reason)
        else:
            events = site.school.modes.end(session, Ending.PERSON, now, actor, reason)
        await site.happened(events, now)
        return answer

    return end


@callback
def _setup_bypass(hass: HomeAssistant) -> None:
    """Register the actions that mute a device's troubles and let them count again."""

    async def bypass(call: ServiceCall) -> ServiceResponse:
        """Mute a device's troubles for a time."""
        site, device_id = _bypassable(hass, call)
        actor, now, reason = await async_actor(hass, call), clock.now(), call.data[ATTR_REASON]
        if not reason.strip():
            raise ServiceValidationError(translation_domain=DOMAIN, translation_key="rehearsal_reason_missing")
        seconds = call.data[ATTR_MINUTES] * 60
        await site.happened(site.school.bypasses.start(device_id, actor, now, reason=reason, seconds=seconds), now)
        site.timers.schedule()
        return {"until": moment(now.utc + seconds)}

    async def end_bypass(call: ServiceCall) -> ServiceResponse:
        """Let a device's troubles count again."""
        site, device_id = _bypassable(hass, call)
        actor, now = await async_actor(hass, call), clock.now()
        events = site.school.bypasses.end(device_id, Ending.PERSON, now, actor)
        await site.happened(events, now)
        return {"ended": len(events)}

    async_register_action(hass, "bypass", bypass, BYPASS_SCHEMA)
    async_register_action(hass, "end_bypass", end_bypass, END_BYPASS_SCHEMA)


def _buttons(hass: HomeAssistant, call: ServiceCall) -> tuple[Site, list[str]]:
    """Return the site and the pendants and buttons that are meant: those that are named, or all that are in use."""
    named = [installed_device(hass, one) for one in call.data[ATTR_DEVICE_ID]]
    site = named[0][0] if named else site_of(hass, call.data.get(ATTR_SITE))
    known = site.school.roster.transmitters
    if not named:
        return site, [key for key, one in known.items() if one.role.calls_for_help and one.life is not Life.RETIRED]
    for owner, key in named:
        if owner is not site or key not in known or not known[key].role.calls_for_help:
            raise ServiceValidationError(translation_domain=DOMAIN, translation_key="rehearsal_no_button")
    return site, [key for _, key in named]


def _room(hass: HomeAssistant, site: Site, kind: Rehearsal, area_id: str | None) -> Room | None:
    """Return the room a tester stands in; only whoever tests one pendant can be in one."""
    if area_id is None:
        return None
    if kind is not Rehearsal.PENDANT_TEST:
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="rehearsal_room_alone")
    if (room := room_by_id(hass, site.entry, area_id)) is None:
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="rehearsal_room_unknown")
    return room


def _bypassable(hass: HomeAssistant, call: ServiceCall) -> tuple[Site, str]:
    """Return the receiver or transmitter that is meant; nothing else has troubles."""
    site, key = installed_device(hass, call.data[ATTR_DEVICE_ID])
    if key not in site.school.roster.transmitters and key not in site.school.roster.receivers:
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="cannot_bypass")
    return site, key


def _refusal(error: RehearsalRefusedError) -> ServiceValidationError:
    """Return the sentence for what is not possible."""
    return ServiceValidationError(translation_domain=DOMAIN, translation_key=f"rehearsal_{error.why}")
