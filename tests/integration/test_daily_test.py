"""The daily test: stored like any message, once a day, ticked when it is confirmed, missed when it is not."""

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

from homeassistant.core import HomeAssistant
import pytest

from custom_components.duress.const import SUBENTRY_ENDPOINT
from custom_components.duress.core.events import DeliveryFailed, Event, PathTested
from custom_components.duress.listeners import SITE
from tests.integration.builders import add_endpoint, until
from tests.integration.nights import Nights
from tests.integration.peers import RealSite, real_site, walk_subentry
from tests.integration.station import Station, a_station
from tests.integration.test_dc09 import DC09, add as add_receiver, filled_in
from tests.monitoring.dc09_receiver import receiving


@dataclass(slots=True)
class School:
    """A site whose desk gets a test at noon, and what happened there."""

    site: RealSite
    desk: Station
    desk_id: str
    nights: Nights
    events: list[Event] = field(default_factory=list)

    def follow(self) -> None:
        """Note what happens from now on."""
        self.site.entry.runtime_data.happenings.add(SITE, lambda event, _: self.events.append(event))

    def tests(self) -> list[PathTested]:
        """Return the tests that were confirmed."""
        return [one for one in self.events if isinstance(one, PathTested)]


@pytest.fixture
async def school(hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[School]:
    """Run one."""
    await hass.config.async_set_time_zone("America/New_York")
    nights = Nights.of(hass, monkeypatch)
    async with AsyncExitStack() as stack:
        site = await stack.enter_async_context(real_site(hass))
        desk = await stack.enter_async_context(a_station())
        key = await add_endpoint(hass, site.entry, desk.url, secret=desk.secret, common={"daily_test": "12:00:00"})
        school = School(site, desk, key, nights)
        school.follow()
        await nights.come(0, 9)
        yield school


async def test_it_comes_at_noon_and_ticks_the_calendar(hass: HomeAssistant, school: School) -> None:
    """Given a test at noon, when it is confirmed, then the way is tested; the next comes a day later."""
    before = len(school.desk.told("test"))
    await school.nights.come(0, 11, 59)
    assert len(school.desk.told("test")) == before
    await school.nights.come(0, 12)
    await until(lambda: len(school.desk.told("test")) == before + 1)
    told = school.desk.told("test")[-1]
    assert (told["daily"], told["mode"]) == (True, "test")
    assert told["text"] == "TEST Test message from Lincoln that goes out each day. No help is needed."
    await until(school.tests)
    (tested,) = school.tests()[-1:]
    assert tested.endpoint_id == school.desk_id
    assert (await school.site.entry.runtime_data.record.ledger.last_entry("path_tested")) is not None

    await school.nights.restart(school.site.entry)
    await school.nights.come(0, 18)
    await school.nights.restart(school.site.entry)
    assert len(school.desk.told("test")) == before + 1
    await school.nights.come(1, 12)
    await until(lambda: len(school.desk.told("test")) == before + 2)


async def test_one_that_was_missed_is_made_up_for_once(hass: HomeAssistant, school: School) -> None:
    """Given a site that was down for three days, when it starts, then one test goes out, not three."""
    assert await hass.config_entries.async_unload(school.site.entry.entry_id)
    before = len(school.desk.told("test"))
    await school.nights.come(3, 15)
    await school.nights.start(school.site.entry)
    await until(lambda: len(school.desk.told("test")) == before + 1)
    await school.nights.settle()
    assert len(school.desk.told("test")) == before + 1


async def test_one_that_fails_is_seen_and_no_second_is_put_behind_it(school: School) -> None:
    """Given a desk that refuses, then the test waits, automations hear of it, and the next day brings no other."""
    school.desk.answer = 400
    ids = set(school.desk.ids("test"))
    await school.nights.come(0, 12)
    await until(lambda: [one for one in school.events if isinstance(one, DeliveryFailed)])
    (failed,) = [one for one in school.events if isinstance(one, DeliveryFailed)]
    assert (failed.kind, failed.endpoint_id, failed.given_up) == ("test", school.desk_id, False)
    status = school.site.entry.runtime_data.endpoints.status(school.desk_id)
    assert status is not None
    assert status.waiting == 1
    await school.nights.come(1, 12)
    assert len(set(school.desk.ids("test")) - ids) == 1


async def test_a_new_endpoint_is_to_have_one_and_an_old_one_has_none(hass: HomeAssistant, school: School) -> None:
    """Given the forms, then a new endpoint is offered a test at noon, and one that has none is not."""
    flow = await walk_subentry(hass, school.site.entry, SUBENTRY_ENDPOINT, {"next_step_id": "webhook"})
    assert filled_in(flow)["common"]["daily_test"] == "12:00:00"
    other = await add_endpoint(hass, school.site.entry, school.desk.url, secret=school.desk.secret, name="Other")
    flow = await walk_subentry(hass, school.site.entry, SUBENTRY_ENDPOINT, reconfigure=other)
    shown = filled_in(flow)["common"]
    assert (shown["heartbeat"], shown["troubles"], shown["digest_at"]) == (60, "at_once", "07:00:00")
    assert shown["daily_test"] is None


async def test_a_receiver_of_a_centre_gets_it_with_its_own_code(hass: HomeAssistant, school: School) -> None:
    """Given a DC-09 receiver, then the test has the code of an automatic one, and its form offers one, too."""
    async with receiving() as receiver:
        await add_receiver(hass, school.site.entry, receiver, common={"daily_test": "12:00:00"})
        await school.nights.come(1, 12)
        await until(lambda: "Nri1/RP0" in receiver.events)
        flow = await walk_subentry(hass, school.site.entry, SUBENTRY_ENDPOINT, DC09)
        assert filled_in(flow)["common"]["daily_test"] == "12:00:00"
