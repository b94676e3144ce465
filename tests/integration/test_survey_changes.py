"""The survey without a walk: evidence from earlier presses, files, rooms and repeaters that change."""

import asyncio
from collections.abc import AsyncGenerator
import json

from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import area_registry as ar, device_registry as dr
import pytest

from custom_components.duress.core.events import Actor, ActorKind
from custom_components.duress.core.location import Source
from tests.integration.builders import until
from tests.integration.roster import device
from tests.integration.surveying import GAP, LEVELS, School, school_to_walk


@pytest.fixture
async def school(hass: HomeAssistant, hass_admin_user: User, monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[School]:
    """Run a school to walk through."""
    async with school_to_walk(hass, hass_admin_user, monkeypatch) as found:
        yield found


async def test_it_was_really_room_103(school: School) -> None:
    """Given an incident and a test, when somebody says where they were, then both are in the survey; one moves on."""
    await school.press(2, LEVELS["Room 103"])
    (incident,) = school.site.entry.runtime_data.active_incidents()
    await asyncio.sleep(2 * GAP)
    room = school.room("Room 103")
    said = await school.ask("add_evidence", incident_id=incident.incident_id, room=room, reason="we were there")
    assert (said["room"], said["hearers"], said["presses"], said["version"]) == ("Room 103", 3, 1, 1)
    await school.ask("cancel", incident_id=incident.incident_id, reason="sat on it")
    await school.ask("start_test", device_id=school.pendants[0])
    await school.press(1, LEVELS["Room 103"])
    ledger = school.site.entry.runtime_data.record.ledger
    await until(lambda: not school.site.entry.runtime_data.school.modes.running)
    tested = await ledger.last_entry("press_tested")
    assert tested is not None
    said = await school.ask("add_evidence", press_id=tested.data["press_id"], room=room)
    assert said["presses"] == 2
    moved = await school.ask("add_evidence", press_id=tested.data["press_id"], room=school.room("Room 102"))
    assert (moved["presses"], school.counts()) == (1, {"Room 101": 0, "Room 102": 1, "Room 103": 1})
    assert [one.source for one in school.survey.presses] == [Source.INCIDENT, Source.TEST]
    entry = await ledger.last_entry("survey_changed")
    assert entry is not None
    assert (entry.data["version"], entry.data["added"], entry.data["removed"]) == (3, 1, 1)
    removed = await school.ask("remove_from_survey", room=room, reason="it was not")
    assert (removed["removed"], school.counts()["Room 103"]) == (1, 0)


async def test_a_survey_goes_out_and_comes_back(hass: HomeAssistant, school: School) -> None:
    """Given a survey that was exported and taken out, when the file is imported, then all is there as it was."""
    await school.ask("start_survey", device_id=school.pendants[0])
    for name in ("Room 101", "Room 102"):
        await school.ask("survey_room", room=school.room(name))
        await school.press_in(name)
    before = school.survey.presses
    file = json.dumps(await school.ask("export_survey"))
    for name in ("Room 101", "Room 102"):
        await school.ask("remove_from_survey", room=school.room(name))
    assert school.survey.presses == ()
    told = await school.ask("import_survey", survey=file)
    assert (told["confirmed"], told["presses"], told["rooms"], told["unknown_rooms"]) == (False, 2, 2, [])
    assert school.survey.presses == ()
    version = school.survey.version
    done = await school.ask("import_survey", survey=file, confirm=True)
    assert (done["version"], school.survey.presses) == (version + 1, before)
    again = await school.ask("import_survey", survey=json.loads(file)["survey"], confirm=True, replace=True)
    assert (again["presses"], again["removed"], again["known"], again["version"]) == (0, 0, 2, version + 1)
    earlier = await school.ask("export_survey", version=1)
    assert len(earlier["survey"]["presses"]) == 1
    for broken in (file[: len(file) // 2], {"format": "duress-survey", "format_version": 1, "rooms": [{}]}):
        with pytest.raises(ServiceValidationError):
            await school.ask("import_survey", survey=broken, confirm=True, replace=True)
    assert school.survey.presses == before


async def test_a_room_that_was_merged_takes_its_presses_along(school: School) -> None:
    """Given a surveyed room, when its area is deleted, then it is kept by name until its presses are moved on."""
    survey, areas = school.survey, ar.async_get(school.hass)
    await school.ask("start_survey", device_id=school.pendants[0])
    old, new = school.room("Room 101"), school.room("Room 102")
    await school.ask("survey_room", room=old)
    await school.press_in("Room 101", 2)
    areas.async_delete(old)
    await school.hass.async_block_till_done()
    assert (survey.room(old).name, len(survey.of_room(old))) == ("Room 101", 2)
    shown = await school.ask("get_survey")
    assert any("Room 101" in one and "deleted" in one for one in shown["suggestions"])
    actor = Actor(kind=ActorKind.USER, user_id=school.user.id, name="Ortiz")
    assert await survey.async_move_room(old, new, actor) == 3
    assert (len(survey.of_room(old)), len(survey.of_room(new))) == (0, 2)
    assert len(await survey.async_at_version(2)) == 2


async def test_a_repeater_that_was_moved_is_left_out_until_it_is_surveyed_again(school: School) -> None:
    """Given a survey, when a repeater is hung elsewhere, then the model leaves it out; a merged area moves nothing."""
    areas, devices = ar.async_get(school.hass), dr.async_get(school.hass)
    west = next(one.subentry_id for one in school.site.entry.subentries.values() if one.title == "West")
    hung = device(school.hass, school.site.entry, west)
    devices.async_update_device(hung, area_id=school.room("Room 102"))
    await school.ask("start_survey", device_id=school.pendants[0])
    for name in LEVELS:
        await school.ask("survey_room", room=school.room(name))
        await school.press_in(name)
    await until(lambda: school.survey.model and not school.survey.keeper.is_busy)
    assert school.survey.since == {}
    actor = Actor(kind=ActorKind.USER, user_id=school.user.id, name="Ortiz")
    await school.survey.async_move_room(school.room("Room 102"), school.room("Room 101"), actor)
    devices.async_update_device(hung, area_id=school.room("Room 101"))
    await school.hass.async_block_till_done()
    assert school.survey.since == {}
    devices.async_update_device(hung, area_id=school.room("Room 103"))
    await until(lambda: school.survey.model and west not in school.survey.model.listeners)
    assert "West" in (await school.ask("get_survey"))["suggestions"][0]
    assert school.survey.layout.homes[west] == school.room("Room 103")
    areas.async_update(school.room("Room 103"), name="Hall")
    await school.hass.async_block_till_done()
    since = dict(school.survey.since)
    assert await school.hass.config_entries.async_reload(school.site.entry.entry_id)
    assert school.survey.since == since
