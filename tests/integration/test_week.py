"""A week at a school on a virtual clock, told everywhere it is told, and nobody's name in any of it."""

from collections.abc import AsyncGenerator
from contextlib import closing
import logging
from pathlib import Path
from random import Random
import sqlite3
import time

from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant
from homeassistant.helpers import area_registry as ar, device_registry as dr, issue_registry as ir
from homeassistant.helpers.recorder import async_initialize_recorder
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.components.recorder.common import (  # type: ignore[import-untyped] # it carries no types
    async_wait_recording_done,
)

from custom_components.duress import clock
from custom_components.duress.core.moment import Moment
from custom_components.duress.diagnostics import async_get_config_entry_diagnostics
from custom_components.duress.echostream import (
    AlarmInputs,
    EndDeviceFlags,
    EndDeviceReport,
    Mid,
    RepeaterStatus,
    Route,
    Uid,
    make_uid,
)
from custom_components.duress.logbook import sentence
from custom_components.duress.site import Site
from tests.integration.peers import EN1223S, RECEIVER, RealSite, real_site
from tests.integration.roster import call, device

PENDANTS = 6
REPEATER = 90
NORTH = 91
INTERVAL = 180.0
WEEK = 7 * 86_400.0
NAMES = ("Zephyrine", "Quackenbush", "Xanthippe", "Featherstonehaugh")
PEOPLE = ("Zephyrine Quackenbush", "Xanthippe Featherstonehaugh")
QUIET = EndDeviceFlags(0)


class Week:
    """Lets a site hear a week in seconds: check-ins, presses, flat batteries, open cases, silence and power cuts."""

    def __init__(
        self,
        site: Site,
        receiver_id: str,
        monkeypatch: pytest.MonkeyPatch,
        *,
        near: Uid = RECEIVER,
        every: float = INTERVAL,
    ) -> None:
        """Take over the site's clock; `near` hears the check-ins, the receiver itself everything else."""
        self._near = near
        self._every = every
        self._site = site
        self._receiver_id = receiver_id
        self._start = Moment(time.monotonic(), time.time())
        self._random = Random(7)
        self.now = 0.0
        monkeypatch.setattr(clock, "at", lambda steady: self._moment(steady - self._start.steady))
        monkeypatch.setattr(clock, "now", lambda: self._moment(self.now))

    def live(self) -> None:
        """Let the week pass, check-in by check-in."""
        while self.now < WEEK:
            self.now += self._every
            for number in range(1, PENDANTS + 1):
                silent = number == 1 and self.now % 86_400 < 7200
                if not silent:
                    self._hear(number)
            mains = 0x02 if self.now % (2 * 86_400) < 3600 else 0x10
            self._receive(RepeaterStatus(Route(make_uid(Mid.REPEATER, REPEATER), RECEIVER), mains, 60, 40))
            self._tick()

    def _hear(self, number: int) -> None:
        """Let one pendant check in, or say that something is the matter with it, or call for help."""
        flags, alarms = EndDeviceFlags.NO_CHANGE, AlarmInputs(0)
        match self._random.randrange(400):
            case 0:
                flags = EndDeviceFlags.TAMPER
            case 1 | 2:
                flags = EndDeviceFlags.LOW_BATTERY
            case 3:
                flags, alarms = QUIET, AlarmInputs.INPUT_1
            case 4:
                flags = EndDeviceFlags.RESET
            case 5:
                flags = EndDeviceFlags.RESERVED
        margin = 2 if self._random.randrange(3) == 0 else 30
        uid, hop = make_uid(Mid.END_DEVICE, number), RECEIVER if alarms else self._near
        self._receive(EndDeviceReport(uid, hop, EN1223S, alarms, flags, margin + 5, margin))

    def _receive(self, message: EndDeviceReport | RepeaterStatus) -> None:
        """Let the site hear a message now."""
        self._site.receive(self._receiver_id, message, self._start.steady + self.now)

    def _tick(self) -> None:
        """Let time alone bring what it brings."""
        now = self._moment(self.now)
        _ = self._site.happened(self._site.school.tick(now), now)

    def _moment(self, seconds: float) -> Moment:
        """Return the moment some seconds into the week."""
        return self._start.later(seconds)


@pytest.fixture
async def site(hass: HomeAssistant, hass_admin_user: User) -> AsyncGenerator[RealSite]:
    """Run a site whose pendants are carried by people."""
    async with real_site(hass) as site:
        for number in range(1, PENDANTS + 1):
            await site.add_pendant(f"Pendant {number}", number)
        await site.add_pendant("West", REPEATER, role="repeater")
        keys = [key for key, one in site.entry.subentries.items() if one.title.startswith("Pendant")]
        for key, name in zip(keys, PEOPLE, strict=False):
            await call(hass, "assign", hass_admin_user, device_id=device(hass, site.entry, key), name=name)
        yield site


async def test_a_week_of_life_names_nobody(
    hass: HomeAssistant, site: RealSite, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given pendants of people, when a week passes with every trouble and many presses, then no name is anywhere."""
    caplog.set_level(logging.DEBUG)
    told: list[str] = []
    hass.bus.async_listen("*", lambda event: told.append(str(event.as_dict())))
    hass.bus.async_listen("duress_event", lambda event: told.append(sentence(hass, event.data)))
    running = site.entry.runtime_data
    Week(running, site.receiver_id, monkeypatch).live()
    told += [str(issue) for issue in ir.async_get(hass).issues.values()]
    await hass.async_block_till_done()
    told += [f"{state.state} {dict(state.attributes)}" for state in hass.states.async_all()]
    told += [str(issue) for issue in ir.async_get(hass).issues.values()]
    told += [record.getMessage() for record in caplog.records]
    entries = await running.record.ledger.entries(limit=1000)
    told += [str(entry) for entry in entries]
    told.append(str(await async_get_config_entry_diagnostics(hass, site.entry)))
    assert named(told) == []
    # The week was a busy one, and all of it was told.
    kinds = {str(entry.data.get("kind")) for entry in entries if entry.kind == "trouble_started"}
    assert kinds >= {"missing", "tamper", "low_battery", "suspect", "mains_lost", "weak_signal"}
    assert any(entry.kind == "incident_raised" for entry in entries)
    for word in ("Pendant 1", "trouble_started", "has a trouble", "incident_raised"):
        assert any(word in text for text in told), word


async def test_a_week_leaves_no_name_and_no_place_of_a_check_in_in_any_database(
    hass: HomeAssistant, hass_admin_user: User, config_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given everybody near the chapel all week, when databases are searched, then neither they nor it are found.

    Presses are heard elsewhere, so that they are located, and the chapel is known from check-ins alone.
    """
    recorder = config_folder / "recorder.db"
    logging.getLogger("sqlalchemy").setLevel(logging.WARNING)
    async_initialize_recorder(hass)
    assert await async_setup_component(
        hass, "recorder", {"recorder": {"db_url": f"sqlite:///{recorder}", "commit_interval": 0}}
    )
    async with real_site(hass) as site:
        areas, devices = ar.async_get(hass), dr.async_get(hass)
        office = areas.async_create("Office")
        devices.async_update_device(device(hass, site.entry, site.receiver_id), area_id=office.id)
        await site.add_pendant("North", NORTH, role="repeater", area=areas.async_create("Chapel").id)
        await site.add_pendant("West", REPEATER, role="repeater")
        for number in range(1, PENDANTS + 1):
            key = await site.add_pendant(f"Pendant {number}", number)
            if number <= len(PEOPLE):
                await call(
                    hass, "assign", hass_admin_user, device_id=device(hass, site.entry, key), name=PEOPLE[number - 1]
                )
        running = site.entry.runtime_data
        near = make_uid(Mid.REPEATER, NORTH)
        Week(running, site.receiver_id, monkeypatch, near=near, every=20 * INTERVAL).live()
        await hass.async_block_till_done()
        entries = await running.record.ledger.entries(limit=10_000)
        await async_wait_recording_done(hass)
        recorded = [*rows_of(recorder, _STATES), *rows_of(recorder, _EVENTS)]
    kept = [(entry.kind, str(entry.data)) for entry in entries]
    assert named([text for _, text in (*kept, *recorded)]) == []
    # What a repeater is installed in is no place of anybody: its own troubles, settings and the room's entity say it.
    assert {kind for kind, text in kept if "chapel" in text.casefold() and "North" not in text} == set()
    places = [text for kind, text in kept if kind.startswith("incident_")]
    assert any("Office" in text for text in places)
    assert not any("chapel" in text.casefold() for text in places)
    assert {name for name, text in recorded if "chapel" in text.casefold() and "North" not in text} <= {
        "binary_sensor.lincoln_duress_in_chapel", "area_registry_updated", "device_registry_updated",
        "entity_registry_updated",
    }  # fmt: skip
    seen = {name for name, _ in recorded}
    assert {"sensor.pendant_1_location", "binary_sensor.lincoln_duress_in_office", "duress_event"} <= seen


_STATES = (
    "SELECT m.entity_id, s.state || ' ' || coalesce(a.shared_attrs, '') FROM states s"
    " JOIN states_meta m ON m.metadata_id = s.metadata_id"
    " LEFT JOIN state_attributes a ON a.attributes_id = s.attributes_id"
)
_EVENTS = (
    "SELECT t.event_type, coalesce(d.shared_data, '') FROM events e"
    " JOIN event_types t ON t.event_type_id = e.event_type_id LEFT JOIN event_data d ON d.data_id = e.data_id"
)


def rows_of(database: Path, query: str) -> list[tuple[str, str]]:
    """Return what a query finds in a database: what it is about, and all that it says."""
    with closing(sqlite3.connect(database)) as connection:
        return [(str(name), str(text)) for name, text in connection.execute(query)]


def named(texts: list[str]) -> list[str]:
    """Return the texts with a name of somebody in them."""
    return [text for text in texts if any(name.casefold() in text.casefold() for name in NAMES)]
