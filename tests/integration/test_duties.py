"""The test calendar on a virtual clock: due, overdue, one reminder for all, ticked by what was seen to work."""

from collections.abc import AsyncGenerator
from datetime import UTC, date, datetime, time as time_of_day, timedelta
import json
from pathlib import Path
import time
from typing import Any
from zoneinfo import ZoneInfo

from freezegun import freeze_time
from freezegun.api import FrozenDateTimeFactory
from homeassistant.auth.models import User
from homeassistant.components.todo import DOMAIN as TODO  # type: ignore[attr-defined] # not re-exported explicitly
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import area_registry as ar, device_registry as dr, issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import (  # type: ignore[import-untyped] # it carries no types
    async_fire_time_changed,
)

from custom_components.duress.const import DOMAIN
from custom_components.duress.diagnostics import async_get_config_entry_diagnostics
from custom_components.duress.echostream import AlarmInputs, EndDeviceFlags, EndDeviceReport, Mid, make_uid
from custom_components.duress.settings import duty_days
from tests.integration.builders import add_endpoint, until
from tests.integration.peers import EN1223S, RECEIVER, RealSite, real_site
from tests.integration.roster import call, device
from tests.integration.station import a_station

ENGLISH = Path("custom_components/duress/translations/en.json")
NEW_YORK = ZoneInfo("America/New_York")
LIST, CALENDAR = "todo.lincoln_tests", "calendar.lincoln_tests"
EVERYTHING = ["Test Pendant 1", "Test Pendant 2", "Test the receiver Receiver", "Test the room Room 101"]


@pytest.fixture
async def site(hass: HomeAssistant) -> AsyncGenerator[RealSite]:
    """Run a site in New York: two pendants, one of room 101."""
    await hass.config.async_set_time_zone("America/New_York")
    room = ar.async_get(hass).async_create("Room 101")
    async with real_site(hass) as site:
        await site.add_pendant("Pendant 1", 1, area=room.id)
        await site.add_pendant("Pendant 2", 2)
        dr.async_get(hass).async_update_device(device(hass, site.entry, site.receiver_id), name_by_user="Receiver")
        yield site


class Days:
    """A clock that stands still, and moves on to the days somebody wants to see."""

    def __init__(self, hass: HomeAssistant, frozen: FrozenDateTimeFactory, first: date) -> None:
        """Begin on a day."""
        self._hass = hass
        self._frozen = frozen
        self.first = first

    def day(self, number: int) -> date:
        """Return a day, counted from the first."""
        return self.first + timedelta(days=number)

    async def settle(self) -> None:
        """Let the second pass in which a look at the list waits for more to happen."""
        await self._hass.async_block_till_done()
        await self.pass_(2)

    async def pass_(self, seconds: float) -> None:
        """Let some seconds pass."""
        self._frozen.tick(seconds)
        async_fire_time_changed(self._hass)
        await self._hass.async_block_till_done()

    async def at(self, number: int, hour: int = 0) -> None:
        """Let a day come, up to an hour of it."""
        for then in (time_of_day(0), time_of_day(hour)):
            self._frozen.move_to(datetime.combine(self.day(number), then, NEW_YORK))
            async_fire_time_changed(self._hass)
            await self._hass.async_block_till_done()


@pytest.fixture
async def days(hass: HomeAssistant, site: RealSite) -> AsyncGenerator[Days]:
    """Stop the clock at noon of today; nothing waits for the world outside meanwhile."""
    today = datetime.now(NEW_YORK).date()
    with freeze_time(datetime.combine(today, time_of_day(12), NEW_YORK).astimezone(UTC)) as frozen:
        assert isinstance(frozen, FrozenDateTimeFactory)
        days = Days(hass, frozen, today)
        await days.settle()
        yield days


async def press(hass: HomeAssistant, site: RealSite, serial: int) -> None:
    """Let the receiver hear a press and the button's release."""
    for inputs in (AlarmInputs.INPUT_1, AlarmInputs(0)):
        uid = make_uid(Mid.END_DEVICE, serial)
        report = EndDeviceReport(uid, RECEIVER, EN1223S, inputs, EndDeviceFlags(0), level=60, margin=40)
        site.entry.runtime_data.receive(site.receiver_id, report, time.monotonic())
    await hass.async_block_till_done()


async def pass_test(hass: HomeAssistant, site: RealSite, days: Days, serial: int, **more: object) -> None:
    """Put a pendant on test and press it."""
    key = next(key for key, one in site.entry.subentries.items() if one.title == f"Pendant {serial}")
    await call(hass, "start_test", None, device_id=[device(hass, site.entry, key)], **more)
    await press(hass, site, serial)
    await days.pass_(10)
    await days.settle()


def room_101(hass: HomeAssistant) -> str:
    """Return the area of room 101."""
    return next(one.id for one in ar.async_get(hass).async_list_areas() if one.name == "Room 101")


async def items(hass: HomeAssistant, status: str = "needs_action") -> dict[str, str]:
    """Return what is on the list, with the days it is due."""
    answer: Any = await hass.services.async_call(
        TODO, "get_items", {"entity_id": LIST, "status": [status]}, blocking=True, return_response=True
    )
    return {one["summary"]: one["due"] for one in answer[LIST]["items"]}


async def calendar(hass: HomeAssistant, first: date, last: date) -> list[tuple[str, str, str | None]]:
    """Return the entries of some days: day, what, and about what."""
    answer: Any = await hass.services.async_call(
        "calendar",
        "get_events",
        {"entity_id": CALENDAR, "start_date_time": f"{first} 00:00:00", "end_date_time": f"{last} 23:59:59"},
        blocking=True,
        return_response=True,
    )
    return [(one["start"], one["summary"], one.get("description")) for one in answer[CALENDAR]["events"]]


def reminders(hass: HomeAssistant) -> list[str]:
    """Return the repair issues about tests as people read them."""
    texts = json.loads(ENGLISH.read_text())["issues"]
    found = [one for one in ir.async_get(hass).issues.values() if one.domain == DOMAIN and "duties" in one.issue_id]
    return [
        f"{texts[one.translation_key]['title']}. {texts[one.translation_key]['description']}".format(
            **one.translation_placeholders or {}
        )
        for one in found
    ]


async def test_a_test_turns_due_and_overdue_and_a_press_ticks_it(
    hass: HomeAssistant, site: RealSite, days: Days
) -> None:
    """Given tested pendants, when a week passes, then they are due, a day later one reminder says so, until pressed."""
    assert sorted(await items(hass)) == ["Hold a drill", *EVERYTHING]
    assert reminders(hass) == []
    for serial in (1, 2):
        await pass_test(hass, site, days, serial)
    assert await items(hass, "completed") == {
        "Test Pendant 1": str(days.day(7)),
        "Test Pendant 2": str(days.day(7)),
        "Test the receiver Receiver": str(days.day(30)),
    }
    await days.at(1, 9)
    assert await items(hass, "completed") == {}
    await days.at(6, 23)
    assert sorted(await items(hass)) == ["Hold a drill", "Test the room Room 101"]

    await days.at(7)
    assert (await items(hass))["Test Pendant 1"] == str(days.day(7))
    state = hass.states.get(CALENDAR)
    assert state is not None
    assert (state.state, state.attributes["message"]) == ("on", "Pendants and buttons to test: 2")
    assert reminders(hass) == []

    await days.at(8)
    (reminder,) = reminders(hass)
    assert reminder.startswith("Tests are overdue: 2. At Lincoln ")
    assert "Pendants and buttons: 2. Rooms: 0. Receivers and endpoints: 0. Drills: 0." in reminder
    assert f"due on {days.day(7)}. First of all: Pendant 1, Pendant 2." in reminder

    await press(hass, site, 1)
    assert len(site.entry.runtime_data.school.incidents.open) == 1
    await days.settle()
    (reminder,) = reminders(hass)
    assert "First of all: Pendant 2." in reminder
    assert "Test Pendant 1" not in await items(hass)
    for incident in list(site.entry.runtime_data.school.incidents.open):
        for step in ("acknowledge", "clear", "close"):
            why = {} if step == "acknowledge" else {"reason": "over"}
            await call(hass, step, None, incident_id=incident, **why)
    await pass_test(hass, site, days, 2)
    assert reminders(hass) == []


async def test_the_calendar_keeps_what_was_not_tested_on_its_day(
    hass: HomeAssistant, site: RealSite, days: Days
) -> None:
    """Given one of two pendants tested, when days pass, then past days say what is overdue, others what comes."""
    await pass_test(hass, site, days, 1)
    await days.at(3, 12)
    await pass_test(hass, site, days, 1)
    await days.at(8, 12)
    assert await calendar(hass, days.day(0), days.day(200)) == [
        (str(days.day(7)), "Overdue: Pendants and buttons to test: 1", "Pendant 2"),
        (str(days.day(10)), "Pendants and buttons to test: 1", "Pendant 1"),
        (str(days.day(33)), "Receivers and endpoints to test: 1", "Receiver"),
        (str(days.day(90)), "Drill", None),
        (str(days.day(180)), "Rooms to test: 1", "Room 101"),
    ]
    assert await calendar(hass, days.day(8), days.day(9)) == []
    state = hass.states.get(CALENDAR)
    assert state is not None
    assert (state.state, state.attributes["start_time"]) == ("off", f"{days.day(10)} 00:00:00")
    assert state.attributes["description"] == ""


async def test_a_restart_forgets_no_test(hass: HomeAssistant, site: RealSite, days: Days) -> None:
    """Given tests and a real press, when the site restarts days later, then the same is due, and reminded of."""
    await pass_test(hass, site, days, 1, room=room_101(hass))
    await call(hass, "start_drill", None, reason="autumn drill")
    await call(hass, "end_test", None)
    await press(hass, site, 2)
    await days.at(8, 9)
    assert await items(hass) == {"Test Pendant 1": str(days.day(7)), "Test Pendant 2": str(days.day(7))}
    before = await items(hass), await calendar(hass, days.day(0), days.day(200)), reminders(hass)
    assert len(before[2]) == 1
    await hass.config_entries.async_unload(site.entry.entry_id)
    await hass.async_block_till_done()
    assert reminders(hass) == []
    await hass.config_entries.async_setup(site.entry.entry_id)
    await hass.async_block_till_done()
    assert (await items(hass), await calendar(hass, days.day(0), days.day(200)), reminders(hass)) == before


async def test_a_drill_ticks_the_drill(hass: HomeAssistant, site: RealSite, days: Days) -> None:
    """Given no drill yet, when one was held, then the next is due in 90 days."""
    assert "Hold a drill" in await items(hass)
    await call(hass, "start_drill", None, reason="autumn drill")
    await call(hass, "end_test", None)
    await days.settle()
    assert await items(hass, "completed") == {"Hold a drill": str(days.day(90))}


async def test_a_test_with_a_room_ticks_the_room(hass: HomeAssistant, site: RealSite, days: Days) -> None:
    """Given a room that no device hears, when a pendant is tested in it, then the room is tested, too."""
    await pass_test(hass, site, days, 2)
    assert "Test the room Room 101" in await items(hass)
    await pass_test(hass, site, days, 2, room=room_101(hass))
    assert (await items(hass, "completed"))["Test the room Room 101"] == str(days.day(180))


@pytest.mark.parametrize(("more", "sentence"), [({"minutes": 5, "reason": "x"}, "one pendant"), ({}, "no such room")])
async def test_a_room_that_cannot_be_tested(
    hass: HomeAssistant, site: RealSite, more: dict[str, object], sentence: str
) -> None:
    """Given a group test with a room, or a room that does not exist, when it begins, then a sentence refuses it."""
    key = next(key for key, one in site.entry.subentries.items() if one.title == "Pendant 1")
    room = room_101(hass) if more else "attic"
    with pytest.raises(ServiceValidationError, match=sentence):
        await call(hass, "start_test", None, device_id=[device(hass, site.entry, key)], room=room, **more)
    assert not site.entry.runtime_data.school.modes.running


async def test_nobody_ticks_it_by_hand(hass: HomeAssistant, site: RealSite, days: Days) -> None:
    """Given the list, when somebody ticks an item, then Home Assistant refuses: a tick is what was seen to work."""
    with pytest.raises(HomeAssistantError):
        await hass.services.async_call(
            TODO, "update_item", {"entity_id": LIST, "item": "Hold a drill", "status": "completed"}, blocking=True
        )
    assert "Hold a drill" in await items(hass)


async def test_intervals_are_those_of_the_settings(hass: HomeAssistant, site: RealSite, days: Days) -> None:
    """Given other intervals in the settings, when they are saved, then they hold at once, and 0 is never."""
    await pass_test(hass, site, days, 1)
    flow = await hass.config_entries.options.async_init(site.entry.entry_id)
    flow = await hass.config_entries.options.async_configure(flow["flow_id"], {"next_step_id": "duties"})
    assert flow["data_schema"] is not None
    assert {str(one): one.description["suggested_value"] for one in flow["data_schema"].schema} == {
        "duty_pendant": 7, "duty_room": 180, "duty_path": 30, "duty_drill": 90, "duty_pack": 365,
    }  # fmt: skip
    typed = {"duty_pendant": 14, "duty_room": 0, "duty_path": 1, "duty_drill": 0, "duty_pack": 365}
    await hass.config_entries.options.async_configure(flow["flow_id"], typed)
    await days.settle()
    assert await items(hass) == {"Test Pendant 2": str(days.day(14))}
    assert await items(hass, "completed") == {
        "Test the receiver Receiver": str(days.day(1)),
        "Test Pendant 1": str(days.day(14)),
    }
    await days.at(2)
    (reminder,) = reminders(hass)
    assert "First of all: Receiver." in reminder


async def test_what_is_not_in_use_is_not_tested(
    hass: HomeAssistant, site: RealSite, days: Days, hass_admin_user: User
) -> None:
    """Given an overdue pendant, when it is lost, then it is off the list; its holder was never named anywhere."""
    key = next(key for key, one in site.entry.subentries.items() if one.title == "Pendant 2")
    await call(hass, "assign", hass_admin_user, device_id=device(hass, site.entry, key), name="Rosa Hill")
    await pass_test(hass, site, days, 1)
    await days.at(8)
    (reminder,) = reminders(hass)
    told = [reminder, str(await items(hass)), str(await calendar(hass, days.day(0), days.day(200)))]
    told += [str(state.as_dict()) for state in hass.states.async_all()]
    assert "Pendant 2" in reminder
    assert not any("Hill" in one for one in told)
    found = await async_get_config_entry_diagnostics(hass, site.entry)
    assert found["duties"]["pendant"] == {"overdue": 2, "due": 0, "upcoming": 0}
    for serial in (1, 2):
        gone = next(key for key, one in site.entry.subentries.items() if one.title == f"Pendant {serial}")
        where = {"device_id": device(hass, site.entry, gone), "life": "lost", "reason": "left in a bus"}
        await call(hass, "set_life", hass_admin_user, **where)
    await days.settle()
    assert reminders(hass) == []
    assert await items(hass) == {}


async def test_nothing_is_written_while_the_list_stays(hass: HomeAssistant, site: RealSite, days: Days) -> None:
    """Given tested pendants, when they are pressed and check in again the same day, then no state is written."""
    await pass_test(hass, site, days, 1)
    before = {one: hass.states.get(one) for one in (LIST, CALENDAR)}
    reported = {key: one.last_reported for key, one in before.items() if one is not None}
    for _ in range(3):
        await press(hass, site, 1)
        await days.pass_(10)
    assert len(site.entry.runtime_data.school.incidents.open) == 1
    after = {one: hass.states.get(one) for one in (LIST, CALENDAR)}
    assert {key: one.last_reported for key, one in after.items() if one is not None} == reported
    assert len(reported) == 2


@pytest.mark.parametrize("stored", [None, {"desk": "x", "pendant": True}, [1]])
async def test_damaged_settings_leave_the_usual_intervals(hass: HomeAssistant, site: RealSite, stored: object) -> None:
    """Given intervals nobody can read, then the usual ones hold."""
    hass.config_entries.async_update_entry(site.entry, options={"duty_days": stored})
    await hass.async_block_till_done()
    assert list(duty_days(site.entry.options).values()) == [7, 180, 30, 90, 365]


async def test_an_endpoint_is_tested_by_what_it_confirmed(hass: HomeAssistant, site: RealSite) -> None:
    """Given a desk, when it refuses a test, then its way stays due; when it confirms one or an alarm, it is tested."""
    duties = site.entry.runtime_data.duty_keeper

    def proven() -> list[date | None]:
        return [one.proven_on for one in duties.duties or () if one.subject.label == "District desk"]

    async with a_station() as desk:
        endpoint = await add_endpoint(hass, site.entry, desk.url, secret=desk.secret)
        await until(lambda: proven() == [None])
        desk.answer = 503
        button = {"entity_id": "button.district_desk_send_test"}
        with pytest.raises(HomeAssistantError):
            await hass.services.async_call("button", "press", button, blocking=True)
        assert await site.entry.runtime_data.record.ledger.last_entry("path_tested") is None
        desk.answer = 200
        await hass.services.async_call("button", "press", button, blocking=True)
        await until(lambda: proven() == [duties.today])
        stored = await site.entry.runtime_data.record.ledger.last_entry("path_tested")
        assert stored is not None
        assert (stored.data["endpoint_id"], stored.data["label"]) == (endpoint, "District desk")


async def test_an_alarm_that_was_confirmed_tests_the_way(hass: HomeAssistant, site: RealSite) -> None:
    """Given a desk that confirms an alarm, then its way is tested, also after a restart."""

    def proven() -> list[date | None]:
        keeper = site.entry.runtime_data.duty_keeper
        return [one.proven_on for one in keeper.duties or () if one.subject.label == "District desk"]

    async with a_station() as desk:
        await add_endpoint(hass, site.entry, desk.url, secret=desk.secret)
        await until(lambda: proven() == [None])
        await press(hass, site, 1)
        await until(lambda: proven() == [site.entry.runtime_data.duty_keeper.today])
        assert await site.entry.runtime_data.record.ledger.last_entry("path_tested") is None
        await hass.config_entries.async_reload(site.entry.entry_id)
        await hass.async_block_till_done()
        assert proven() == [site.entry.runtime_data.duty_keeper.today]
