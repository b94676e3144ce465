"""Actions that change the survey without a walk: evidence, taking presses out, and surveys as files."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
import json
from typing import Any, Final

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.util.json import JsonObjectType
import voluptuous as vol

from .access import PrivateSchema
from .acting import async_register_action
from .calls import async_actor, site_of
from .core.location import SurveyPress
from .core.location.exchange import Flaw, ImportPlan, SurveyFileError, plan_import, read_survey, survey_data
from .evidence import NoEvidenceError, async_evidence
from .site import Site
from .survey_actions import a_room, refused, said

ATTR_CONFIRM: Final = "confirm"
ATTR_INCIDENT: Final = "incident_id"
ATTR_PRESS: Final = "press_id"
ATTR_REASON: Final = "reason"
ATTR_REPLACE: Final = "replace"
ATTR_ROOM: Final = "room"
ATTR_SITE: Final = "site"
ATTR_SURVEY: Final = "survey"
ATTR_VERSION: Final = "version"

MOST_TEXT: Final = 16_000_000
"""Characters of a file that are read."""

MOST_NAMED: Final = 50
"""Names in an answer."""

_SITE: Final[dict[object, Any]] = {vol.Optional(ATTR_SITE): cv.string}
_WHY: Final[dict[object, Any]] = {vol.Optional(ATTR_REASON, default=""): cv.string}
EVIDENCE_SCHEMA: Final = vol.Schema(
    {
        **_SITE,
        **_WHY,
        vol.Required(ATTR_ROOM): cv.string,
        vol.Optional(ATTR_PRESS): cv.string,
        vol.Optional(ATTR_INCIDENT): cv.string,
    }
)
REMOVE_SCHEMA: Final = vol.Schema(
    {
        **_SITE,
        **_WHY,
        vol.Exclusive(ATTR_ROOM, "what"): cv.string,
        vol.Exclusive(ATTR_PRESS, "what"): vol.All(cv.ensure_list, [cv.string]),
    }
)
EXPORT_SCHEMA: Final = vol.Schema({**_SITE, vol.Optional(ATTR_VERSION): vol.All(vol.Coerce(int), vol.Range(min=1))})
IMPORT_SCHEMA: Final = PrivateSchema(
    {
        **_SITE,
        vol.Required(ATTR_SURVEY): vol.Any(dict, vol.All(cv.string, vol.Length(max=MOST_TEXT))),
        vol.Optional(ATTR_REPLACE, default=False): cv.boolean,
        vol.Optional(ATTR_CONFIRM, default=False): cv.boolean,
    },
    ATTR_SURVEY,
)


async def add_evidence(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Say in which room a press really was."""
    site = _site(hass, call)
    room = a_room(hass, site, call.data[ATTR_ROOM])
    press = await _async_press(site, room.room_id, call.data.get(ATTR_PRESS), call.data.get(ATTR_INCIDENT))
    actor = await async_actor(hass, call)
    with said():
        version = await site.survey.async_add([press], actor, reason=call.data[ATTR_REASON])
    return {
        "press_id": press.press_id,
        "room_id": room.room_id,
        "room": room.name,
        "hearers": len(press.heard),
        "presses": len(site.survey.of_room(room.room_id)),
        "version": version,
    }


async def remove(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Take presses out of the survey."""
    site = site_of(hass, call.data.get(ATTR_SITE))
    wanted, room_id = call.data.get(ATTR_PRESS), call.data.get(ATTR_ROOM)
    found = [
        one.press_id
        for one in site.survey.presses
        if (one.room_id == room_id if wanted is None else one.press_id in wanted)
    ]
    if not found:
        raise refused("survey_nothing_to_remove")
    actor = await async_actor(hass, call)
    with said():
        version = await site.survey.async_remove(found, actor, call.data[ATTR_REASON])
    return {"removed": len(found), "version": version}


async def export(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Answer the survey as a file."""
    site = site_of(hass, call.data.get(ATTR_SITE))
    survey, version = site.survey, call.data.get(ATTR_VERSION)
    presses: Sequence[SurveyPress] = survey.presses
    if version is not None:
        if version > survey.version:
            raise refused("survey_no_version", version=str(version), newest=str(survey.version))
        with said():
            presses = await survey.async_at_version(version)
    rooms = [survey.room(room_id) for room_id in dict.fromkeys(one.room_id for one in presses)]
    data = survey_data(rooms, survey.listeners(also=presses), presses)
    return {"survey_version": version or survey.version, "survey": data}


async def take_in(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Say what a file would change, or change it."""
    site = site_of(hass, call.data.get(ATTR_SITE))
    actor, confirmed = await async_actor(hass, call), call.data[ATTR_CONFIRM]
    try:
        file = await hass.async_add_executor_job(read_survey, _parsed(call.data[ATTR_SURVEY]))
    except SurveyFileError as error:
        raise refused(f"survey_file_{error.flaw}", where=error.where or "–") from error
    survey = site.survey
    known = {**survey.to_walk(), **{one.room_id: survey.room(one.room_id) for one in survey.presses}}
    plan = plan_import(file, known, survey.listeners(), survey.presses, replace=call.data[ATTR_REPLACE])
    if confirmed:
        with said():
            await survey.async_import(plan, actor)
    return {"confirmed": confirmed, "version": survey.version, **_plan_row(plan)}


@callback
def async_setup_survey_changes(hass: HomeAssistant) -> None:
    """Register the actions once, for all sites."""
    only = SupportsResponse.ONLY
    async_register_action(hass, "add_evidence", partial(add_evidence, hass), EVIDENCE_SCHEMA)
    async_register_action(hass, "remove_from_survey", partial(remove, hass), REMOVE_SCHEMA)
    async_register_action(hass, "export_survey", partial(export, hass), EXPORT_SCHEMA, only)
    async_register_action(hass, "import_survey", partial(take_in, hass), IMPORT_SCHEMA, only)


def _site(hass: HomeAssistant, call: ServiceCall) -> Site:
    """Return the site that is meant, and say so if no press is."""
    if ATTR_PRESS not in call.data and ATTR_INCIDENT not in call.data:
        raise refused("survey_no_press_named")
    return site_of(hass, call.data.get(ATTR_SITE))


async def _async_press(site: Site, room_id: str, press_id: str | None, incident_id: str | None) -> SurveyPress:
    """Return a press with its room: one of the survey goes on being what it is, any other is evidence."""
    known = next((one for one in site.survey.presses if one.press_id == press_id), None)
    if known is not None:
        return replace(known, room_id=room_id)
    with said():
        try:
            press = await async_evidence(site, room_id, press_id, incident_id)
        except NoEvidenceError as error:
            raise refused("survey_no_evidence") from error
    known = next((one for one in site.survey.presses if one.press_id == press.press_id), None)
    return press if known is None else replace(known, room_id=room_id)


def _parsed(survey: dict[str, Any] | str) -> object:
    """Return a file as an object; raises SurveyFileError."""
    if isinstance(survey, dict):
        return survey
    try:
        data: object = json.loads(survey)
    except (ValueError, RecursionError) as error:
        raise SurveyFileError(Flaw.NOT_A_SURVEY) from error
    # What the export answers has the file inside.
    if isinstance(data, dict) and isinstance(data.get(ATTR_SURVEY), dict):
        return data[ATTR_SURVEY]
    return data


def _plan_row(plan: ImportPlan) -> JsonObjectType:
    """Return what an import does."""
    return {
        "presses": len(plan.coming),
        "rooms": len({one.room_id for one in plan.coming}),
        "removed": len(plan.leaving),
        "known": plan.known,
        "unheard": plan.unheard,
        "unknown_rooms": [*plan.unknown_rooms[:MOST_NAMED]],
        "unknown_listeners": [*plan.unknown_listeners[:MOST_NAMED]],
    }
