"""A survey walk through real bytes: rooms, pauses, restarts, redone rooms, while everybody else's presses are real."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import area_registry as ar, floor_registry as fr
import pytest

from custom_components.duress import coverage_keeper
from custom_components.duress.core import presses
from custom_components.duress.core.events import Rehearsal
from custom_components.duress.core.location.twins import Twins
from custom_components.duress.core.location.walk import WalkState
from custom_components.duress.core.modes import LONGEST
from custom_components.duress.echostream import (
    Mid,
    make_uid,
)
from tests.integration.builders import until
from tests.integration.roster import device
from tests.integration.surveying import EAST, GAP, LEVELS, WEST, School, school_to_walk
from tests.integration.test_websocket import EXAMPLES, Console, Data, shape


@pytest.fixture
async def school(hass: HomeAssistant, hass_admin_user: User, monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[School]:
    """Run a school to walk through."""
    async with school_to_walk(hass, hass_admin_user, monkeypatch) as found:
        yield found


async def test_rooms_are_walked_paused_resumed_and_redone(school: School) -> None:
    """Given three rooms, when they are walked with a pause and a restart, then all is kept; a redone room is new."""
    rooms = [school.room(name) for name in LEVELS]
    begun = await school.ask("start_survey", device_id=school.pendants[0], rooms=rooms)
    assert (begun["state"], begun["next"]["room"], begun["done"], begun["of"]) == ("running", "Room 101", 0, 3)
    for name in ("Room 101", "Room 102"):
        await school.ask("survey_room", room=school.room(name))
        await school.press_in(name, 3)
    paused = await school.ask("pause_survey")
    assert (paused["state"], paused["done"], paused["until"]) == ("paused", 2, None)
    assert school.site.entry.runtime_data.school.incidents.open == {}

    assert await school.hass.config_entries.async_reload(school.site.entry.entry_id)
    await school.site.connected()
    assert school.counts() == {"Room 101": 3, "Room 102": 3, "Room 103": 0}
    await until(lambda: school.survey.model)
    resumed = await school.ask("resume_survey")
    assert (resumed["done"], resumed["next"]["room"]) == (2, "Room 103")
    await school.ask("survey_room", room=school.room("Room 103"))
    await school.press_in("Room 103", 3)
    await school.ask("survey_room", room=school.room("Room 101"), redo=True)
    assert school.counts()["Room 101"] == 3
    await school.press_in("Room 101")
    assert school.counts() == {"Room 101": 1, "Room 102": 3, "Room 103": 3}

    await until(lambda: not school.survey.keeper.is_busy)
    shown = await school.ask("get_survey", language="es")
    (walk,) = shown["walks"]
    last = walk["last"]
    assert (last["room"], last["verdict"], last["hearers"], last["hearers_word"]) == ("Room 101", "pass", 3, "few")
    assert (last["rank"], last["of"], last["rather"], last["presses"]) == (1, 3, [], 1)
    assert [(one["listener"], one["level"], one["margin"]) for one in last["heard"]][1:] == [
        ("West", 20, 10),
        ("East", 10, 5),
    ]
    assert "oyeron" in last["text"]
    assert walk["done"] == 2
    ended = await school.ask("end_survey")
    assert ended["state"] == "ended"
    assert shown["version"] == school.survey.version == 10
    first = await school.survey.async_at_version(9)
    assert sum(one.room_id == rooms[0] for one in first) == 3
    assert (await school.kinds()).count("survey_press_taken") == 10


async def test_others_are_real_and_nobody_walks_beside_an_emergency(school: School) -> None:
    """Given a walk, when another pendant is pressed, then it is an incident, and the walk goes on when that is over."""
    site = school.site.entry.runtime_data
    await school.ask("start_survey", device_id=school.pendants[0], minutes=5)
    await school.ask("survey_room", room=school.room("Room 101"))
    await school.press_in("Room 101")
    await school.press(2, LEVELS["Room 102"])
    (incident,) = site.active_incidents()
    assert incident.presses[0].label == "Pendant 2"
    await asyncio.sleep(GAP)
    await school.press(1, LEVELS["Room 101"])
    await until(lambda: len(incident.presses) == 2)
    await school.ask("cancel", incident_id=incident.incident_id, reason="sat on it")
    await asyncio.sleep(GAP)
    await school.press_in("Room 101")
    assert site.active_incidents() == []
    assert school.counts()["Room 101"] == 2


async def test_a_walk_is_paused_by_itself_and_by_whoever_ends_all_tests(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a walk that nobody presses on, or that is ended as a test, then it is paused and its pendant is real."""
    site = school.site.entry.runtime_data
    await school.ask("start_survey", device_id=school.pendants[0])
    await school.ask("end_test")
    (walk,) = school.survey.walks.all.values()
    await until(lambda: school.survey.walks.all[walk.walk_id].state is WalkState.PAUSED)
    monkeypatch.setitem(LONGEST, Rehearsal.SURVEY, 0.2)
    await school.ask("resume_survey", walk_id=walk.walk_id)
    await until(lambda: not site.school.modes.running)
    await until(lambda: school.survey.walks.all[walk.walk_id].state is WalkState.PAUSED)
    await school.press(1, LEVELS["Room 101"])
    assert len(site.active_incidents()) == 1


async def test_a_press_counts_although_the_walk_was_paused_and_resumed_at_once(school: School) -> None:
    """Given a press whose copies are still coming in, when the walk is paused and goes on, then it is in the survey."""
    await school.ask("start_survey", device_id=school.pendants[0])
    await school.ask("survey_room", room=school.room("Room 101"))
    await school.press(1, LEVELS["Room 101"])
    await school.ask("pause_survey")
    await school.ask("resume_survey", device_id=school.pendants[1])
    await until(lambda: school.counts()["Room 101"] == 1)


async def test_a_press_that_says_nothing_is_not_in_the_survey(school: School) -> None:
    """Given a walker who named no room, or whom nobody installed heard, then that is said and nothing is surveyed."""
    begun = await school.ask("start_survey", device_id=school.pendants[0])
    assert begun["of"] == len(ar.async_get(school.hass).areas)
    await school.press(1, LEVELS["Room 101"])
    await until(lambda: school.survey.walks.problems)
    (walk,) = (await school.ask("get_survey"))["walks"]
    assert walk["problem"] == "no_room"
    assert "in which room" in walk["problem_text"]
    await school.ask("survey_room", room=school.room("Room 101"))
    await school.press(1, {make_uid(Mid.REPEATER, 999): 40})
    await until(lambda: school.last)
    (walk,) = (await school.ask("get_survey"))["walks"]
    assert (walk["problem"], walk["last"]["verdict"], walk["last"]["presses"]) == (None, "none", 0)
    assert school.survey.presses == ()
    assert school.survey.version == 0


async def test_a_press_that_was_not_heard_is_evidence_too(
    hass: HomeAssistant,
    school: School,
    hass_ws_client: Any,  # noqa: ANN401 - the test package has no types
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Given a walker who pressed in vain, then consoles are told that the room is a blind spot, until it is heard."""
    monkeypatch.setattr(coverage_keeper, "SETTLE", 0)
    rooms = [school.room(name) for name in LEVELS]
    await school.ask("start_survey", device_id=school.pendants[0], rooms=rooms)
    await school.ask("survey_room", room=rooms[0])
    noted = await school.ask("skip_survey_room", room=rooms[0], unheard=True)
    assert (noted["unheard"], noted["next"]["room"], noted["rooms"][0]["verdict"]) == (1, "Room 102", "none")
    console = Console(await hass_ws_client(hass))
    covered = {one["room_id"]: one for one in (await console.follow("duress/coverage"))["rooms"]}
    assert covered[rooms[0]]["blind"] == ["failed"]
    assert covered[rooms[0]]["failed_at"] is not None
    assert await school.kinds() == ["survey_started", "survey_room_entered", "survey_room_left"]

    await school.ask("survey_room", room=rooms[1])
    await school.press_in("Room 102")
    same = await school.ask("skip_survey_room", room=rooms[1], unheard=True)
    assert (same["unheard"], await school.kinds()) == (1, [*await school.kinds()][:5])
    later = await school.ask("skip_survey_room", room=rooms[1])
    assert (later["next"]["room"], later["rooms"][1]["put_off"]) == ("Room 103", True)
    await school.ask("survey_room", room=rooms[0])
    await school.press_in("Room 101")
    (walk,) = (await school.ask("get_survey"))["walks"]
    assert (walk["unheard"], walk["rooms"][0]["verdict"]) == (0, "pass")
    while covered[rooms[0]]["blind"]:
        covered = {one["room_id"]: one for one in (await console.next())["rooms"]}


async def test_a_console_is_told_what_is_heard_before_it_is_all_in(
    hass: HomeAssistant,
    school: School,
    hass_ws_client: Any,  # noqa: ANN401 - the test package has no types
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Given a press whose copies are still coming in, then consoles see what it shows so far."""
    site = school.site.entry.runtime_data
    console = Console(await hass_ws_client(hass))
    await school.ask("start_survey", device_id=school.pendants[0], kind="check", rooms=school.room("Room 101"))
    await school.ask("survey_room", room=school.room("Room 101"))
    monkeypatch.setattr(site.school.locator, "window", 60.0)
    monkeypatch.setattr(presses, "WINDOW", 60.0)
    assert not (await console.follow("duress/survey"))["walks"][0]["hearing"]
    await school.press(1, {WEST: 20})
    (walk,) = (await console.next())["walks"]
    (hearing,) = walk["hearing"]
    assert (hearing["room"], hearing["verdict"], hearing["hearers"]) == ("Room 101", "weak", 1)
    assert (hearing["pendant"], hearing["presses"], walk["done"], walk["real"]) == ("Pendant 1", 1, 1, False)
    assert walk["device_ids"] == school.pendants[:1]
    await school.press(1, {EAST: 30})
    shown = await console.next()
    while shown["walks"][0]["hearing"][0]["verdict"] != "pass":
        shown = await console.next()
    assert shown["walks"][0]["hearing"][0]["hearers"] == 2
    assert school.survey.presses == ()
    await school.press(2, LEVELS["Room 102"])
    while not shown["walks"][0]["real"]:
        shown = await console.next()
    assert len(site.active_incidents()) == 1


async def test_a_check_walk_measures_and_teaches_nothing(school: School) -> None:
    """Given a surveyed room, when another pendant checks it, then the press is kept beside the model."""
    await school.ask("start_survey", device_id=school.pendants[0])
    await school.ask("survey_room", room=school.room("Room 101"))
    await school.press_in("Room 101")
    await school.ask("end_survey")
    await until(lambda: school.survey.model)
    same = await school.ask("start_survey", device_id=school.pendants[0], kind="check")
    assert not same["independent"]
    await school.ask("end_survey", walk_id=same["walk_id"])
    check = await school.ask("start_survey", device_id=school.pendants[1], kind="check", rooms=school.room("Room 101"))
    assert check["independent"]
    await school.ask("survey_room", room=school.room("Room 101"))
    await school.press(2, LEVELS["Room 101"])
    await until(lambda: len(school.survey.presses) == 2)
    shown = await school.ask("get_survey")
    assert (shown["presses"], shown["checks"], shown["walks"][0]["done"]) == (1, 1, 1)
    assert school.survey.model is not None
    assert school.survey.model.presses_of(school.room("Room 101")) == 1


async def test_what_cannot_be_walked_is_refused(school: School) -> None:
    """Given no such walk, no pendant, too many or no such room, then a sentence says so and nothing begins."""
    west = next(one.subentry_id for one in school.site.entry.subentries.values() if one.title == "West")
    repeater = device(school.hass, school.site.entry, west)
    for action, data, key in (
        ("pause_survey", {}, "survey_which_walk"),
        ("survey_room", {"room": "nowhere"}, "survey_which_walk"),
        ("start_survey", {"device_id": []}, "rehearsal_nobody"),
        ("start_survey", {"device_id": repeater}, "survey_no_pendant"),
        ("start_survey", {"device_id": school.pendants[0], "floor": "roof"}, "survey_no_floor"),
        ("start_survey", {"device_id": school.pendants[0], "rooms": ["nowhere"]}, "rehearsal_room_unknown"),
        ("start_survey", {"device_id": school.pendants[:1] * 5}, "survey_many_pendants"),
        ("add_evidence", {"room": school.room("Room 101")}, "survey_no_press_named"),
        ("add_evidence", {"room": school.room("Room 101"), "press_id": "none"}, "survey_no_evidence"),
        ("remove_from_survey", {"room": school.room("Room 101")}, "survey_nothing_to_remove"),
        ("export_survey", {"version": 7}, "survey_no_version"),
        ("import_survey", {"survey": "{"}, "survey_file_not_a_survey"),
    ):
        with pytest.raises(ServiceValidationError) as refused:
            await school.ask(action, **data)
        assert refused.value.translation_key == key, action
    floor = next(iter(fr.async_get(school.hass).async_list_floors())).floor_id
    walk = await school.ask("start_survey", device_id=school.pendants[0], floor=floor)
    assert walk["of"] == 3
    assert [one["walk_id"] for one in (await school.ask("get_survey"))["walks"]] == [walk["walk_id"]]
    with pytest.raises(ServiceValidationError) as refused:
        await school.ask("resume_survey", walk_id=walk["walk_id"])
    assert refused.value.translation_key == "survey_is_running"


async def test_a_console_sees_each_press_of_a_walk(
    hass: HomeAssistant,
    school: School,
    hass_ws_client: Any,  # noqa: ANN401 - the test package has no types
) -> None:
    """Given a console that follows the survey, when somebody presses on a walk, then it shows what that showed."""
    console = Console(await hass_ws_client(hass))
    assert (await console.follow("duress/survey"))["walks"] == []
    await school.ask("start_survey", device_id=school.pendants[0])
    await school.ask("survey_room", room=school.room("Room 101"))
    await school.press_in("Room 101")
    shown: Data = {}
    while not shown.get("walks") or shown["walks"][0]["last"] is None or shown["model_is_busy"]:
        shown = await console.next()
    assert shown["walks"][0]["last"]["room"] == "Room 101"
    await console.leave()
    one, other = sorted((school.room("Room 101"), school.room("Room 102")))
    school.survey.twins = (Twins(room_ids=(one, other), share=0.4, presses=10, poorer=one),)
    shown = await console.follow("duress/survey")
    shown["walks"][0]["answers"].clear()
    shown["moved"].clear()
    assert shape(shown) == shape(EXAMPLES["duress/survey"])
    assert [offer["offer"] for offer in shown["twins"][0]["offers"]] == ["merge", "add_receiver", "press_again"]


async def test_a_walk_goes_on_over_a_restart(school: School) -> None:
    """Given a walker in a room, when Home Assistant starts anew, then the next press is for the survey and its room."""
    await school.ask("start_survey", device_id=school.pendants[0])
    await school.ask("survey_room", room=school.room("Room 102"))
    assert await school.hass.config_entries.async_reload(school.site.entry.entry_id)
    await school.site.connected()
    await school.press_in("Room 102")
    assert school.counts()["Room 102"] == 1
    site = school.site.entry.runtime_data
    assert site.active_incidents() == []
    # A pendant that was taken away cannot go on.
    await school.ask("pause_survey")
    school.hass.config_entries.async_remove_subentry(
        school.site.entry, next(iter(school.survey.walks.all.values())).device_ids[0]
    )
    await school.hass.async_block_till_done()
    with pytest.raises(ServiceValidationError) as refused:
        await school.ask("resume_survey")
    assert refused.value.translation_key == "rehearsal_nobody"
    assert (await school.ask("resume_survey", device_id=school.pendants[1]))["pendants"] == ["Pendant 2"]
