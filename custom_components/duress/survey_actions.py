"""Actions of survey walks: begin, say in which room one stands, pause, go on, end, and ask how far it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from homeassistant.const import ATTR_DEVICE_ID
from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import config_validation as cv, floor_registry as fr
import voluptuous as vol

from .acting import Handler, async_register_action
from .calls import async_actor, installed_device, site_of
from .const import DOMAIN
from .core.events import Rehearsal
from .core.location.walk import IllegalWalkStepError, Walk, WalkKind, WalkState, WalkStep
from .core.roster import Role, Room
from .core.sessions import RehearsalRefusedError
from .installed import room_by_id
from .ledger import LedgerError
from .phrases import async_load_phrases
from .site import Site
from .survey_view import survey_of, walk_of
from .walks import UnknownWalkError

ATTR_ANEW: Final = "anew"
ATTR_FLOOR: Final = "floor"
ATTR_KIND: Final = "kind"
ATTR_LANGUAGE: Final = "language"
ATTR_MINUTES: Final = "minutes"
ATTR_REDO: Final = "redo"
ATTR_ROOM: Final = "room"
ATTR_ROOMS: Final = "rooms"
ATTR_SITE: Final = "site"
ATTR_UNHEARD: Final = "unheard"
ATTR_WALK: Final = "walk_id"

MOST_PENDANTS: Final = 4
MOST_WALKS: Final = 4
"""Pendants of one walk, and walks at a time: walks are no test mode for the whole school."""

_DEVICES: Final = vol.All(cv.ensure_list, [cv.string])
_IDLE: Final = vol.All(vol.Coerce(float), vol.Range(min=1, max=60))
"""Minutes without a press after which pendants call for help again."""

_LANGUAGE: Final = {vol.Optional(ATTR_LANGUAGE): cv.string}
WHICH_SCHEMA: Final = vol.Schema({vol.Optional(ATTR_SITE): cv.string, vol.Optional(ATTR_WALK): cv.string, **_LANGUAGE})
START_SCHEMA: Final = vol.Schema(
    {
        vol.Optional(ATTR_SITE): cv.string,
        vol.Required(ATTR_DEVICE_ID): _DEVICES,
        vol.Optional(ATTR_KIND, default=WalkKind.SURVEY): vol.Coerce(WalkKind),
        vol.Optional(ATTR_ROOMS, default=list): vol.All(cv.ensure_list, [cv.string]),
        vol.Optional(ATTR_FLOOR): cv.string,
        vol.Optional(ATTR_MINUTES, default=30): _IDLE,
        vol.Optional(ATTR_ANEW, default=False): cv.boolean,
        **_LANGUAGE,
    }
)
ROOM_SCHEMA: Final = WHICH_SCHEMA.extend(
    {vol.Required(ATTR_ROOM): cv.string, vol.Optional(ATTR_REDO, default=False): cv.boolean}
)
SKIP_SCHEMA: Final = WHICH_SCHEMA.extend(
    {vol.Required(ATTR_ROOM): cv.string, vol.Optional(ATTR_UNHEARD, default=False): cv.boolean}
)
RESUME_SCHEMA: Final = WHICH_SCHEMA.extend(
    {vol.Optional(ATTR_DEVICE_ID, default=list): _DEVICES, vol.Optional(ATTR_MINUTES, default=30): _IDLE}
)
GET_SCHEMA: Final = vol.Schema({vol.Optional(ATTR_SITE): cv.string, **_LANGUAGE})


@callback
def async_setup_survey_actions(hass: HomeAssistant) -> None:
    """Register the actions once, for all sites."""

    async def start(call: ServiceCall) -> ServiceResponse:
        """Begin a walk."""
        site = _site_of_pendants(hass, call)
        actor, seconds = await async_actor(hass, call), call.data[ATTR_MINUTES] * 60
        rooms = _rooms(hass, site, call)
        _check_walks(site)
        with said():
            walk = await site.survey.walks.async_start(
                call.data[ATTR_KIND], _pendants(hass, site, call), rooms, seconds, actor, anew=call.data[ATTR_ANEW]
            )
        return await _answer(site, walk, call)

    async def enter(call: ServiceCall) -> ServiceResponse:
        """Say in which room the walker stands."""
        site, walk = _walk(hass, call, WalkState.RUNNING)
        room = a_room(hass, site, call.data[ATTR_ROOM])
        actor = await async_actor(hass, call)
        with said():
            walk = await site.survey.walks.async_enter(walk, room, actor, redo=call.data[ATTR_REDO])
        return await _answer(site, walk, call)

    async def skip(call: ServiceCall) -> ServiceResponse:
        """Leave a room for later, or say that a press in it was not heard."""
        site, walk = _walk(hass, call, WalkState.RUNNING)
        room = a_room(hass, site, call.data[ATTR_ROOM])
        actor = await async_actor(hass, call)
        with said():
            walk = await site.survey.walks.async_skip(walk, room, actor, unheard=call.data[ATTR_UNHEARD])
        return await _answer(site, walk, call)

    async def resume(call: ServiceCall) -> ServiceResponse:
        """Go on with a walk."""
        site, walk = _walk(hass, call, WalkState.PAUSED)
        actor, seconds = await async_actor(hass, call), call.data[ATTR_MINUTES] * 60
        _check_walks(site)
        with said():
            walk = await site.survey.walks.async_resume(walk, _pendants(hass, site, call), seconds, actor)
        return await _answer(site, walk, call)

    async def get(call: ServiceCall) -> ServiceResponse:
        """Answer how far the survey is."""
        site, language = site_of(hass, call.data.get(ATTR_SITE)), call.data.get(ATTR_LANGUAGE)
        await async_load_phrases(hass, language)
        return survey_of(site, language)

    async_register_action(hass, "start_survey", start, START_SCHEMA)
    async_register_action(hass, "survey_room", enter, ROOM_SCHEMA)
    async_register_action(hass, "skip_survey_room", skip, SKIP_SCHEMA)
    async_register_action(hass, "pause_survey", _leave(hass, WalkStep.PAUSE), WHICH_SCHEMA)
    async_register_action(hass, "resume_survey", resume, RESUME_SCHEMA)
    async_register_action(hass, "end_survey", _leave(hass, WalkStep.END), WHICH_SCHEMA)
    async_register_action(hass, "get_survey", get, GET_SCHEMA, SupportsResponse.ONLY)


def _leave(hass: HomeAssistant, step: WalkStep) -> Handler:
    """Return the action that pauses or ends a walk."""

    async def leave(call: ServiceCall) -> ServiceResponse:
        states = (WalkState.RUNNING, WalkState.PAUSED) if step is WalkStep.END else (WalkState.RUNNING,)
        site, walk = _walk(hass, call, *states)
        actor = await async_actor(hass, call)
        with said():
            walk = await site.survey.walks.async_leave(walk, step, actor)
        return await _answer(site, walk, call)

    return leave


async def _answer(site: Site, walk: Walk, call: ServiceCall) -> ServiceResponse:
    """Return how a walk stands."""
    language = call.data.get(ATTR_LANGUAGE)
    await async_load_phrases(site.hass, language)
    return walk_of(site, walk, language)


def a_room(hass: HomeAssistant, site: Site, area_id: str) -> Room:
    """Return an area as a room, or say that there is none."""
    if (room := room_by_id(hass, site.entry, area_id)) is None:
        raise refused("rehearsal_room_unknown")
    return room


def _walk(hass: HomeAssistant, call: ServiceCall, *states: WalkState) -> tuple[Site, Walk]:
    """Return the walk that is meant."""
    site = site_of(hass, call.data.get(ATTR_SITE))
    with said():
        return site, site.survey.walks.find(call.data.get(ATTR_WALK), *states)


def _check_walks(site: Site) -> None:
    """Say so if enough people walk already."""
    walks = [one for one in site.school.modes.running.values() if one.kind is Rehearsal.SURVEY]
    if len(walks) >= MOST_WALKS:
        raise refused("survey_many_walks", most=str(MOST_WALKS))


def _site_of_pendants(hass: HomeAssistant, call: ServiceCall) -> Site:
    """Return the site of the first pendant."""
    if not call.data[ATTR_DEVICE_ID]:
        raise refused("rehearsal_nobody")
    return installed_device(hass, call.data[ATTR_DEVICE_ID][0])[0]


def _pendants(hass: HomeAssistant, site: Site, call: ServiceCall) -> list[str]:
    """Return the pendants of who walks, or say why not these: nobody walks with a fixed button."""
    found: list[str] = []
    for device_id in call.data[ATTR_DEVICE_ID]:
        owner, key = installed_device(hass, device_id)
        one = site.school.roster.transmitters.get(key)
        if owner is not site or one is None or one.role is not Role.PENDANT:
            raise refused("survey_no_pendant")
        found.append(key)
    if len(found) > MOST_PENDANTS:
        raise refused("survey_many_pendants", most=str(MOST_PENDANTS))
    return found


def _rooms(hass: HomeAssistant, site: Site, call: ServiceCall) -> list[str]:
    """Return the rooms that are to be walked; none for all of them."""
    named = [a_room(hass, site, area_id).room_id for area_id in call.data[ATTR_ROOMS]]
    if (floor_id := call.data.get(ATTR_FLOOR)) is None:
        return named
    if fr.async_get(hass).async_get_floor(floor_id) is None:
        raise refused("survey_no_floor")
    on_floor = [key for key, room in site.survey.to_walk().items() if room.floor_id == floor_id]
    if not on_floor:
        raise refused("survey_no_floor")
    return [*named, *(key for key in on_floor if key not in named)]


@contextmanager
def said() -> Iterator[None]:
    """Say in a sentence what is not possible."""
    try:
        yield
    except UnknownWalkError as error:
        raise refused("survey_which_walk") from error
    except IllegalWalkStepError as error:
        raise refused(f"survey_is_{error.state}") from error
    except RehearsalRefusedError as error:
        raise refused(f"rehearsal_{error.why}") from error
    except LedgerError as error:
        raise HomeAssistantError(
            translation_domain=DOMAIN,
            translation_key="survey_not_stored",
            translation_placeholders={"detail": str(error)},
        ) from error


def refused(key: str, **placeholders: str) -> ServiceValidationError:
    """Return a sentence that says what is wrong."""
    return ServiceValidationError(
        translation_domain=DOMAIN, translation_key=key, translation_placeholders=placeholders or None
    )
