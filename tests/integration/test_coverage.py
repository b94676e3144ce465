"""Where presses are heard and how well they are placed: shown, asked for, and reported on paper."""

from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser
import json
from pathlib import Path
import time
from typing import Any, override

from homeassistant.auth.models import User
from homeassistant.components.todo import DOMAIN as TODO  # type: ignore[attr-defined] # not re-exported explicitly
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import area_registry as ar
import pytest

from custom_components.duress import clock, coverage_keeper, model_keeper
from custom_components.duress.core import events
from custom_components.duress.core.events import Ending, Rehearsal
from custom_components.duress.core.location import Source, SurveyPress
from custom_components.duress.core.location.coverage import Answer, Blind
from custom_components.duress.core.roster import Room
from custom_components.duress.diagnostics import async_get_config_entry_diagnostics
from custom_components.duress.site import DuressConfigEntry
from tests.integration.builders import device_id, subentry_id, until
from tests.integration.test_ledger_actions import ask
from tests.integration.test_survey import EAST, MS_ORTIZ, WEST
from tests.integration.test_websocket import EXAMPLES, Console, shape

BLIND, SINGLE, RIGHT = (
    f"sensor.demo_lincoln_{key}" for key in ("blind_spots", "rooms_with_a_single_path", "right_room_in_the_check_walk")
)


class Page(HTMLParser):
    """A page that is read: its elements, and that each is closed."""

    def __init__(self, text: str) -> None:
        """Read it."""
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that begins."""
        self.elements.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    @override
    def handle_endtag(self, tag: str) -> None:
        """Note that it ends."""
        assert self.open.pop() == tag

    @override
    def handle_data(self, data: str) -> None:
        """Keep what is written."""
        if data.strip():
            self.texts.append(data.strip())

    def count(self, tag: str) -> int:
        """Return how often an element is there."""
        return sum(name == tag for name, _ in self.elements)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing wait for more to happen."""
    monkeypatch.setattr(model_keeper, "SOON", 0)
    monkeypatch.setattr(coverage_keeper, "SETTLE", 0)


@pytest.fixture
def rooms(hass: HomeAssistant, demo: DuressConfigEntry) -> list[str]:
    """Return the ids of some rooms of the demo school."""
    return [area.id for area in ar.async_get(hass).async_list_areas()][:4]


def presses(
    entry: DuressConfigEntry, rooms: Sequence[str], source: Source = Source.WALK, *, device: str = "one"
) -> list[SurveyPress]:
    """Return three presses in each of some rooms, heard by two repeaters; in the last one, only by the eastern one."""
    west, east = subentry_id(entry, WEST), subentry_id(entry, EAST)
    found = []
    for number, room in enumerate(rooms):
        for again in range(3):
            heard = {west: 60.0 - 15 * number - again, east: 15.0 + 15 * number + again}
            if number == len(rooms) - 1:
                del heard[west]
            press = SurveyPress(
                press_id=f"{source}-{room}-{again}", room_id=room, at=time.time() - 100 + again, heard=heard,
                margins={listener: level - 10 for listener, level in heard.items()}, source=source, device_id=device,
            )  # fmt: skip
            found.append(press)
    return found


@pytest.fixture
async def surveyed(hass: HomeAssistant, demo: DuressConfigEntry, rooms: list[str]) -> DuressConfigEntry:
    """Survey four rooms of the demo school, and check them with another pendant."""
    survey = demo.runtime_data.survey
    checks = presses(demo, rooms, Source.CHECK, device="two")
    # Somebody checked the second room standing in the first.
    checks[3] = replace(checks[0], press_id="wrong", room_id=rooms[1])
    await survey.async_add([*presses(demo, rooms), *checks], MS_ORTIZ)
    await until(lambda: survey.model)
    await until(lambda: (found := demo.runtime_data.coverage_keeper.accuracy) and found.check)
    return demo


def name(hass: HomeAssistant, room_id: str) -> str:
    """Return what a room is called."""
    area = ar.async_get(hass).async_get_area(room_id)
    assert area is not None
    return area.name


async def test_a_new_school_knows_that_nothing_is_proven(hass: HomeAssistant, demo: DuressConfigEntry) -> None:
    """Given a school nobody has walked, then every room is a blind spot, and no figure is promised."""
    await until(lambda: (found := hass.states.get(BLIND)) and found.state not in ("unknown", "0"))
    shown = hass.states.get(BLIND)
    assert shown is not None
    areas = {area.name for area in ar.async_get(hass).async_list_areas()}
    assert (int(shown.state), set(shown.attributes[Blind.NEVER_PROVEN])) == (len(areas), areas)
    right, single = hass.states.get(RIGHT), hass.states.get(SINGLE)
    assert right is not None
    assert single is not None
    assert (right.state, right.attributes["standing"], single.state) == ("unknown", "unproven", "0")
    answer = await ask(hass, "get_accuracy")
    assert (answer["check_walk"], answer["self_test"], answer["standing"]) == (None, None, "unproven")
    assert str(answer["sentence"]).startswith("Not proven")
    west = device_id(hass, demo, subentry_id(demo, WEST))
    found: Any = (await ask(hass, "get_coverage", without=west))["without"]
    assert (found["surveyed"], found["rooms"]) == (False, [])
    with pytest.raises(ServiceValidationError) as refused:
        await ask(hass, "get_coverage", without=device_id(hass, demo, subentry_id(demo, "DEMO Pendant 07")))
    assert refused.value.translation_key == "not_a_listener"


async def test_what_the_survey_shows_is_shown(
    hass: HomeAssistant, surveyed: DuressConfigEntry, rooms: list[str]
) -> None:
    """Given a survey, then the room on a single path is named at sensor and list, and the check's figure is shown."""
    lone = name(hass, rooms[3])
    await until(lambda: (found := hass.states.get(SINGLE)) and found.state == "1")
    single, blind, right = (hass.states.get(entity) for entity in (SINGLE, BLIND, RIGHT))
    assert single is not None
    assert blind is not None
    assert right is not None
    assert single.attributes["single_path"] == [f"{lone} ({EAST})"]
    assert single.attributes["paths"] == {name(hass, room): 2 for room in sorted(rooms[:3])} | {lone: 1}
    assert blind.attributes[Blind.SINGLE_PATH] == [lone]
    assert not set(blind.attributes[Blind.NEVER_PROVEN]) & {name(hass, room) for room in rooms}
    assert (float(right.state), right.attributes["presses"], right.attributes["rooms_checked"]) == (66.7, 12, 4)
    answer: Any = await hass.services.async_call(
        TODO, "get_items", {"entity_id": "todo.demo_lincoln_upkeep"}, blocking=True, return_response=True
    )
    counts = (await async_get_config_entry_diagnostics(hass, surveyed))["coverage"]
    assert (counts["single_path"], counts["check_walk"]) == (1, 0.6667)
    (item,) = [one for one in answer["todo.demo_lincoln_upkeep"]["items"] if one["uid"] == "single_path_rooms"]
    assert lone in item["description"]
    assert "1" in item["summary"]


async def test_the_failure_of_a_repeater_is_previewed(
    hass: HomeAssistant, surveyed: DuressConfigEntry, rooms: list[str]
) -> None:
    """Given a survey, when a repeater is done without, then exactly the rooms that fall are told, in words."""
    east = device_id(hass, surveyed, subentry_id(surveyed, EAST))
    found: Any = (await ask(hass, "get_coverage", without=east))["without"]
    fell = {one["room_id"]: (one["before"], one["after"]) for one in found["rooms"]}
    keeper = surveyed.runtime_data.coverage_keeper
    expected = await keeper.async_falls(subentry_id(surveyed, EAST))
    assert expected is not None
    assert fell == {one.room_id: (one.before.name.lower(), one.after.name.lower()) for one in expected}
    assert fell[rooms[3]] == ("floor", "unheard")
    assert {after for _, after in fell.values()} <= {"floor", "unheard", "other_floor"}
    assert found["sentence"].startswith(f"Rooms found less well if {EAST} fails: {len(fell)}. Not heard at all: ")
    spanish: Any = (await ask(hass, "get_coverage", without=east, language="es"))["without"]
    assert f"si falla {EAST}: {len(fell)}. No se oyen en absoluto" in spanish["sentence"]
    assert Answer.ROOM not in {one.after for one in expected}


async def test_a_test_in_vain_makes_a_blind_spot(
    hass: HomeAssistant, surveyed: DuressConfigEntry, rooms: list[str]
) -> None:
    """Given a room that was walked, when somebody stands there on test and is not heard, then it is named as failed."""
    running, now = surveyed.runtime_data, clock.now()
    room = Room(room_id=rooms[0], name="Room")
    started = events.TestStarted(
        event_id="t1", at=now.utc, rehearsal_id="t", kind=Rehearsal.PENDANT_TEST, device_ids=("p",), labels=("P",),
        until=now.utc + 120, actor=MS_ORTIZ, reason="", stood_in=room,
    )  # fmt: skip
    ended = events.TestEnded(
        event_id="t2", at=now.utc + 120, rehearsal_id="t", kind=Rehearsal.PENDANT_TEST, ending=Ending.TIME,
        passed=(), not_tested=("P",),
    )  # fmt: skip
    await running.happened([started, ended], now)
    await until(lambda: (found := running.coverage_keeper.coverage) and found.of(Blind.FAILED))
    found: Any = (await ask(hass, "get_coverage"))["rooms"]
    assert [one["room_id"] for one in found if "failed" in one["blind"]] == [rooms[0]]


async def test_a_report_is_written_to_print(
    hass: HomeAssistant, surveyed: DuressConfigEntry, rooms: list[str], config_folder: Path, hass_admin_user: User
) -> None:
    """Given a survey and a check walk, then a page has the check's figure first, poor rooms on top, and no script."""
    answer = await ask(hass, "export_report", hass_admin_user)
    file = config_folder / str(answer["file"])
    assert file.parent == config_folder / "duress" / "reports"
    text = await hass.async_add_executor_job(file.read_text, "utf-8")
    page = Page(text)
    assert ("html", {"lang": "en"}) in page.elements
    assert page.count("h1") == page.count("main") == page.count("title") == 1
    assert page.count("caption") == page.count("table") > 5
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in page.elements}
    assert "http" not in text
    assert all(attributes.get("scope") for tag, attributes in page.elements if tag == "th")
    (figure, covered) = [one for one in page.texts if " % of presses" in one or "Blind spots:" in one]
    assert "67 % of presses were placed in the right room (8 of 12, in 4 of 4 surveyed rooms)" in figure
    assert "Single path: 1" in covered
    order = [page.texts.index(one) for one in (figure, "Check walk: the figure that counts")]
    order.append(page.texts.index("Self-test: too good, only for finding weak rooms"))
    assert order == sorted(order)
    by_room = page.texts.index("By room, the worst first")
    lone = name(hass, rooms[3])
    assert page.texts[by_room:].index(lone) < page.texts[by_room:].index(name(hass, rooms[0]))
    assert {"Too seldom (below 80 %)", "Good", "Covered", "Never proven"} <= set(page.texts)


async def test_equal_facts_make_an_equal_report(
    hass: HomeAssistant, surveyed: DuressConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given the same survey at the same moment, then both reports are the same to the byte, in each language."""
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now)
    keeper = surveyed.runtime_data.coverage_keeper
    for language in ("en", "es"):
        pages = []
        for _ in range(2):
            keeper._kept_for = ()
            answer = await ask(hass, "export_report", to_file=False, language=language)
            pages.append(str(answer["page"]))
        assert pages[0] == pages[1]
        assert f'<html lang="{language}">' in pages[0]
        assert "report_" not in pages[0]
        assert ("Recorrido de comprobación" in pages[0]) is (language == "es")


async def test_a_report_for_programs(
    hass: HomeAssistant, surveyed: DuressConfigEntry, rooms: list[str], config_folder: Path
) -> None:
    """Given a survey, then JSON has the numbers, in the answer as in the file, and only what was asked for."""
    answer: Any = await ask(hass, "export_report", format="json", to_file=False)
    check = answer["accuracy"]["check_walk"]
    assert (check["presses"], check["right"], check["room_share"]) == (12, 8, 0.6667)
    assert [(one["room"], one["poor"]) for one in check["rooms"][:2]] == [
        (name(hass, rooms[3]), True),
        (name(hass, rooms[1]), True),
    ]
    assert answer["accuracy"]["self_test"]["presses"] == 12
    assert (answer["coverage"]["single_path"], answer["survey_version"]) == ([name(hass, rooms[3])], 1)
    assert {one["listener"] for one in answer["outages"]} == {WEST, EAST}
    kept: Any = await ask(hass, "export_report", format="json", kind="coverage")
    text = await hass.async_add_executor_job((config_folder / kept["file"]).read_text, "utf-8")
    written = json.loads(text)
    assert written["accuracy"] is None
    assert written["coverage"]["single_path"] == answer["coverage"]["single_path"]


async def test_a_report_that_cannot_be_written_is_said(
    hass: HomeAssistant, demo: DuressConfigEntry, config_folder: Path
) -> None:
    """Given a file in the way of the folder, when a report is made, then a sentence says so."""
    await hass.async_add_executor_job((config_folder / "duress" / "reports").write_text, "in the way")
    with pytest.raises(HomeAssistantError) as refused:
        await ask(hass, "export_report", kind="coverage")
    assert refused.value.translation_key == "report_not_written"


async def test_what_people_said_afterwards_is_compared_with_what_was_told_then(
    hass: HomeAssistant, surveyed: DuressConfigEntry, rooms: list[str]
) -> None:
    """Given a press that was told as another room, when somebody names the true one, then it counts as wrong."""
    running = surveyed.runtime_data
    (incident_id,) = [await raised(hass, surveyed)]
    press = running.school.incidents.open[incident_id].presses[0]
    said = running.school.incidents.open[incident_id].place.room
    true = next(room for room in rooms if said is None or room != said.room_id)
    confirmed = SurveyPress(
        press_id=press.press_id, room_id=true, at=press.at, heard={subentry_id(surveyed, WEST): 30.0}, margins={},
        source=Source.INCIDENT,
    )  # fmt: skip
    await running.survey.async_add([confirmed], MS_ORTIZ)
    await until(lambda: (model := running.survey.model) and model.presses_of(true) == 4)
    answer: Any = await ask(hass, "get_accuracy")
    assert (answer["confirmed"]["presses"], answer["confirmed"]["right"]) == (1, 0)
    assert answer["confirmed"]["confusions"][0]["room"] == name(hass, true)


async def raised(hass: HomeAssistant, entry: DuressConfigEntry) -> str:
    """Press a pendant of the demo school; return the incident."""
    school = entry.runtime_data.school
    await hass.services.async_call(
        "duress",
        "simulate",
        {"device_id": device_id(hass, entry, subentry_id(entry, "DEMO Pendant 07")), "act": "press"},
        blocking=True,
        return_response=True,
    )
    await until(lambda: school.incidents.open)
    await hass.async_block_till_done()
    return next(iter(school.incidents.open))


async def test_consoles_are_answered(
    hass: HomeAssistant,
    surveyed: DuressConfigEntry,
    rooms: list[str],
    hass_ws_client: Any,  # noqa: ANN401 - the test package has no types
) -> None:
    """Given a console, when it asks for coverage and accuracy, then it is answered with the documented fields."""
    console = Console(await hass_ws_client(hass))
    shown = await console.follow("duress/coverage", without=subentry_id(surveyed, EAST))
    shown["rooms"] = [one for one in shown["rooms"] if "single_path" in one["blind"]]
    assert [one["room_id"] for one in shown["rooms"]] == [rooms[3]]
    assert shape(shown) == shape(EXAMPLES["duress/coverage"])
    shown = (await console.ask("duress/accuracy"))["result"]
    assert shape(shown) == shape(EXAMPLES["duress/accuracy"])
    refused = await console.ask("duress/coverage", without="nothing")
    assert refused["error"]["code"] == "not_possible"
