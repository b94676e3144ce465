"""Troubles by their own routing: at once, once a day, or not at all; a lost receiver never waits for the morning."""

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack
from dataclasses import dataclass
import time

from homeassistant.core import HomeAssistant
import pytest

from custom_components.duress import clock
from custom_components.duress.core.events import Event, TroubleEscalated
from custom_components.duress.core.moment import Moment
from custom_components.duress.core.troubles import DAY
from custom_components.duress.echostream import AlarmInputs, EndDeviceFlags, EndDeviceReport, Mid, make_uid
from custom_components.duress.trouble_routing import Routing, routing_of
from tests.integration.builders import add_endpoint, until
from tests.integration.nights import Nights
from tests.integration.peers import RECEIVER, RealSite, real_site
from tests.integration.station import Station, a_station
from tests.integration.test_dc09 import add as add_receiver
from tests.monitoring.dc09_receiver import receiving

EN1235SF = 0x12
BUTTON = 8


@dataclass(slots=True)
class School:
    """A site with a wall button, an integrator who reads a digest at seven, and a desk that hears at once."""

    hass: HomeAssistant
    site: RealSite
    integrator: Station
    desk: Station
    integrator_id: str
    nights: Nights

    async def battery(self, *, low: bool) -> None:
        """Let the battery of the button be low, or let somebody put in a new one."""
        flags = EndDeviceFlags.LOW_BATTERY if low else EndDeviceFlags.RESET
        uid = make_uid(Mid.END_DEVICE, BUTTON)
        report = EndDeviceReport(uid, RECEIVER, EN1235SF, AlarmInputs(0), flags, level=60, margin=40)
        self.site.entry.runtime_data.receive(self.site.receiver_id, report, time.monotonic())
        await self.nights.settle()

    async def line(self, *, connected: bool) -> None:
        """Let the link to the receiver break, or work again."""
        data = self.site.entry.runtime_data
        data.link_changed(self.site.receiver_id, time.monotonic(), connected=connected, detail="")
        await self.nights.settle()

    async def in_a_week(self) -> None:
        """Let the core judge what has become grave by then."""
        now = clock.now()
        later = Moment(now.steady + 8 * DAY, now.utc)
        data = self.site.entry.runtime_data
        events: list[Event] = [one for one in data.school.tick(later) if isinstance(one, TroubleEscalated)]
        await data.happened(events, now)


@pytest.fixture
async def school(hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[School]:
    """Run one."""
    await hass.config.async_set_time_zone("America/New_York")
    nights = Nights.of(hass, monkeypatch)
    async with AsyncExitStack() as stack:
        site = await stack.enter_async_context(real_site(hass))
        await site.add_pendant("Gym button", BUTTON, role="fixed_button", model=str(EN1235SF))
        integrator, desk = await stack.enter_async_context(a_station()), await stack.enter_async_context(a_station())
        digest = {"troubles": "digest", "digest_at": "07:00:00"}
        key = await add_endpoint(
            hass, site.entry, integrator.url, secret=integrator.secret, name="Integrator", common=digest
        )
        await add_endpoint(hass, site.entry, desk.url, secret=desk.secret)
        yield School(hass, site, integrator, desk, key, nights)


def kinds(station: Station, what: str) -> list[str]:
    """Return the kinds of the troubles that a station was told one by one."""
    return [told["trouble"]["kind"] for told in station.told(f"trouble.{what}")]


def labels(told: dict[str, object], name: str) -> list[tuple[str, list[str]]]:
    """Return what a list of a digest names."""
    digest = told["digest"]
    assert isinstance(digest, dict)
    return [(one["kind"], one["devices"]) for one in digest[name]]


async def test_a_low_battery_at_two_waits_and_a_lost_receiver_does_not(school: School) -> None:
    """Given a digest at seven, when at two a battery is low and the receiver gone, then only the latter is told now."""
    await school.nights.come(0, 2)
    await school.battery(low=True)
    assert kinds(school.desk, "started") == ["low_battery"]
    assert kinds(school.integrator, "started") == []
    await school.line(connected=False)
    await until(lambda: kinds(school.integrator, "started") == ["link_lost"])
    await school.line(connected=True)
    await until(lambda: kinds(school.integrator, "ended") == ["link_lost"])
    assert school.integrator.told("digest") == []

    await school.nights.come(0, 7)
    await until(lambda: school.integrator.told("digest"))
    (told,) = school.integrator.told("digest")
    assert labels(told, "began") == labels(told, "open") == [("low_battery", ["Gym button"])]
    assert labels(told, "ended") == []
    assert "began: Gym button: low battery. over: none. still open: Gym button: low battery." in told["text"]
    assert school.desk.told("digest") == []


async def test_what_ended_is_in_the_next_and_then_there_is_silence(school: School) -> None:
    """Given a trouble that was told in a digest, when it ends, then the next one says so, and none follows."""
    await school.nights.come(0, 2)
    await school.battery(low=True)
    await school.nights.come(0, 7)
    await until(lambda: school.integrator.told("digest"))
    await school.nights.come(0, 9)
    await school.battery(low=False)
    assert kinds(school.desk, "ended") == ["low_battery"]
    assert kinds(school.integrator, "ended") == []
    await school.nights.come(1, 7)
    await until(lambda: len(school.integrator.told("digest")) == 2)
    told = school.integrator.told("digest")[-1]
    assert (labels(told, "began"), labels(told, "open")) == ([], [])
    assert labels(told, "ended") == [("low_battery", ["Gym button"])]
    assert told["digest"]["ended"][0]["seconds"] == pytest.approx(7 * 3600, abs=60)
    for day in (2, 3):
        await school.nights.come(day, 7)
    assert len(school.integrator.told("digest")) == 2


async def test_what_came_and_went_between_two_is_in_it_as_both(school: School) -> None:
    """Given a trouble that lasted an hour of the night, then the digest has its beginning and its end."""
    await school.nights.come(0, 2)
    await school.battery(low=True)
    await school.nights.come(0, 3)
    await school.battery(low=False)
    await school.nights.come(0, 7)
    await until(lambda: school.integrator.told("digest"))
    (told,) = school.integrator.told("digest")
    assert labels(told, "began") == labels(told, "ended") == [("low_battery", ["Gym button"])]
    assert told["digest"]["counts"] == {"began": 1, "ended": 1, "open": 0}


async def test_a_digest_that_was_due_while_the_site_was_down_comes_after_the_start(school: School) -> None:
    """Given a site that is down at seven, when it starts at eight, then the digest comes, once, with all of it."""
    await school.nights.come(0, 2)
    await school.battery(low=True)
    await school.nights.restart(school.site.entry)
    await school.nights.come(0, 3)
    assert school.integrator.told("digest") == []
    assert await school.hass.config_entries.async_unload(school.site.entry.entry_id)
    await school.nights.come(0, 8)
    await school.nights.start(school.site.entry)
    await until(lambda: school.integrator.told("digest"))
    await school.nights.restart(school.site.entry)
    await school.nights.come(0, 9)
    (told,) = school.integrator.told("digest")
    assert ("low_battery", ["Gym button"]) in labels(told, "began")


async def test_the_end_of_what_was_told_at_once_is_told_at_once_also_after_a_restart(school: School) -> None:
    """Given a battery that stays low for a week, then it is told as grave, and its end at once, over a restart."""
    await school.nights.come(0, 8)
    await school.battery(low=True)
    assert kinds(school.integrator, "started") == []
    await school.in_a_week()
    await until(lambda: kinds(school.integrator, "escalated"))
    await school.nights.restart(school.site.entry)
    await school.battery(low=False)
    await until(lambda: "low_battery" in kinds(school.integrator, "ended"))


async def test_a_centre_that_reads_no_digest_is_told_each_open_trouble_at_that_hour(
    hass: HomeAssistant, school: School
) -> None:
    """Given a DC-09 receiver, then at seven it gets each open trouble with its code, and its end at once after that."""
    async with receiving() as receiver:
        await add_receiver(hass, school.site.entry, receiver, common={"troubles": "digest", "digest_at": "07:00:00"})
        await school.nights.come(0, 2)
        await school.battery(low=True)
        await school.nights.come(0, 3)
        await school.battery(low=False)
        await school.nights.come(0, 4)
        await school.battery(low=True)
        await school.line(connected=False)
        await until(lambda: receiver.events == ["Nri1/ET999"])
        await school.nights.come(0, 7)
        await until(lambda: len(receiver.events) == 2)
        await school.nights.come(1, 7)
        assert receiver.events == ["Nri1/ET999", "Nri1/XT999"]
        await school.battery(low=False)
        await until(lambda: receiver.events == ["Nri1/ET999", "Nri1/XT999", "Nri1/XR999"])


@pytest.mark.parametrize(
    ("settings", "routing"),
    [
        ({}, Routing.AT_ONCE),
        ({"tell_troubles": True}, Routing.AT_ONCE),
        ({"tell_troubles": False}, Routing.NONE),
        ({"tell_troubles": False, "troubles": "digest"}, Routing.DIGEST),
        ({"troubles": "yesterday"}, Routing.AT_ONCE),
    ],
)
def test_settings_of_before_keep_their_meaning(settings: dict[str, object], routing: Routing) -> None:
    """Given what was stored before there was a choice, then it means what it meant."""
    assert routing_of(settings) is routing
