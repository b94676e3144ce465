"""What desks are told beside an incident: as people set it, in messages only, and names only where they may be."""

from collections.abc import AsyncGenerator
import json
import logging
from typing import Any, Final

from homeassistant.auth.models import User
from homeassistant.config_entries import ConfigFlowResult
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import (
    area_registry as ar,
    floor_registry as fr,
    issue_registry as ir,
    label_registry as lr,
)
import pytest

from custom_components.duress.const import SUBENTRY_ENDPOINT
from custom_components.duress.diagnostics import async_get_config_entry_diagnostics
from tests.integration.builders import add_endpoint, device_id, until
from tests.integration.peers import (
    RealSite,
    Station,
    further_subentry,
    pressed,
    real_site,
    station,
    suggested,
    walk_subentry,
)
from tests.integration.roster import call
from tests.integration.test_access import somebody

CALLBACK: Final = "Zephyrine Quackenbush, principal, +1 555 0177\nTheo Vandersloot, night guard, building B, 555-0188"
LINKS: Final = "Floor plan = https://plans.test/lincoln.pdf?floor=2\nCameras = http://cameras.test"
AVS: Final = {"avs_duress": "4", "avs_duress_why": "a person pressed a button"}
PRIVATE: Final = ("Quackenbush", "Vandersloot", "555 0177", "555-0188", "Featherstonehaugh")
"""Parts of names and numbers that are in messages only."""


@pytest.fixture
async def site(hass: HomeAssistant) -> AsyncGenerator[RealSite]:
    """Run a site with a receiver on a TCP port."""
    async with real_site(hass) as site:
        yield site


async def settings(hass: HomeAssistant, site: RealSite, step: str, *typed: dict[str, Any]) -> ConfigFlowResult:
    """Open an entry of the site's settings, type one form after the other, and return what is shown then."""
    flow = await hass.config_entries.options.async_init(site.entry.entry_id)
    flow = await hass.config_entries.options.async_configure(flow["flow_id"], {"next_step_id": step})
    for one in typed:
        flow = await hass.config_entries.options.async_configure(flow["flow_id"], one)
    await hass.async_block_till_done()
    return flow


async def told(desk: Station, kind: str) -> dict[str, Any]:
    """Wait for a message of a kind and return its data."""
    await until(lambda: any(kind.encode() in body for body in desk.bodies))
    body = next(body for body in desk.bodies if kind.encode() in body)
    data: dict[str, Any] = json.loads(body)["data"]
    return data


async def test_a_desk_is_told_what_the_school_set(hass: HomeAssistant, site: RealSite) -> None:
    """Given whom to call, links and a level, when somebody presses, then all of it is told; nothing of it before."""
    async with station() as desk:
        await add_endpoint(hass, site.entry, desk.url)
        await hass.config.async_update(internal_url=None, external_url="https://home.lincoln.test")
        await site.hear(pressed(1))
        plain = await told(desk, "incident.raised")
        assert plain["instructions"] == "Silent: do not call the premises. Do not have anything announced there."
        assert not {"callback"} & plain.keys()
        assert "avs" not in plain["incident"]
        (page,) = plain["links"]
        assert page["title"] == "Incident in Home Assistant"
        device = device_id(hass, site.entry, site.entry.entry_id)
        assert page["url"].startswith(f"https://home.lincoln.test/logbook?device_id={device}&start_date=20")

        flow = await settings(hass, site, "telling", {"callback": CALLBACK, "links": LINKS, "avs": AVS})
        assert flow["type"] is FlowResultType.CREATE_ENTRY
        await hass.config.async_update(external_url="https://other.lincoln.test")
        desk.bodies.clear()
        await site.hear(pressed(2))
        data = await told(desk, "incident.repeated")
        assert data["callback"] == [
            {"name": "Zephyrine Quackenbush", "role": "principal", "phone": "+1 555 0177"},
            {"name": "Theo Vandersloot", "role": "night guard, building B", "phone": "555-0188"},
        ]
        assert "Call back: Zephyrine Quackenbush (principal), +1 555 0177; Theo" in data["instructions"]
        assert data["incident"]["avs"] == {"level": 4, "why": "a person pressed a button"}
        assert [(one["title"], one["url"].partition("/logbook")[0]) for one in data["links"]] == [
            ("Incident in Home Assistant", "https://other.lincoln.test"),
            ("Floor plan", "https://plans.test/lincoln.pdf?floor=2"),
            ("Cameras", "http://cameras.test"),
        ]
        for step in ("acknowledge", "clear", "close"):
            (incident,) = site.entry.runtime_data.school.incidents.open
            reason = {} if step == "acknowledge" else {"reason": "over"}
            await call(hass, step, None, incident_id=incident, **reason)
        await site.add_pendant("Pendant 3", 3)
        await call(hass, "start_drill", None, reason="monthly drill", minutes=5)
        desk.bodies.clear()
        await site.hear(pressed(3))
        drill = await told(desk, "incident.raised")
        assert (drill["mode"], "avs" in drill["incident"]) == ("drill", False)
    form = await settings(hass, site, "telling")
    assert suggested(form) == {"callback": CALLBACK, "links": LINKS} | {
        key: value for key, value in suggested(form).items() if key == "avs"
    }
    again = await settings(hass, site, "telling", {})
    assert again["type"] is FlowResultType.CREATE_ENTRY
    assert not site.entry.runtime_data.facts.callback


REFUSED: Final[tuple[tuple[str, str, str], ...]] = (
    ("callback", "Rosa Diaz, principal", "wrong_callback"),
    ("callback", "Rosa Diaz, principal, 911", "wrong_callback"),
    ("callback", "Rosa Diaz, principal, call me", "wrong_callback"),
    ("callback", ", principal, +1 555 0100", "wrong_callback"),
    ("callback", f"{'R' * 81}, principal, +1 555 0100", "wrong_callback"),
    ("callback", "Rosa Diaz, principal, +1 555 0100\n" * 11, "callback_too_many"),
    ("links", "https://plans.test/lincoln.pdf", "wrong_link"),
    ("links", "Floor plan = ftp://plans.test", "wrong_link"),
    ("links", "Floor plan = https://user:word@plans.test", "wrong_link"),
    ("links", "Floor plan = https://plans.test:port", "wrong_link"),
    ("links", "Plan = https://plans.test\n" * 11, "link_too_many"),
)
"""What is typed, in which field, and what is said of it."""


async def test_what_a_desk_could_not_use_is_refused(hass: HomeAssistant, site: RealSite) -> None:
    """Given one wrong line, when the form is sent, then it says which and why, and what was typed is still there."""
    for field, typed, error in REFUSED:
        form = await settings(hass, site, "telling", {field: typed})
        assert form["errors"] == {field: error}, typed
        assert suggested(form)[field] == typed
        words = form["description_placeholders"]
        assert words is not None
        assert words["line"] in typed
    form = await settings(hass, site, "telling", {"avs": {"avs_duress": "4"}})
    assert form["errors"] == {"base": "avs_why_missing"}
    assert not {"callback", "links", "avs"} & site.entry.options.keys()


async def test_settings_that_were_damaged_keep_no_alarm_back(hass: HomeAssistant, site: RealSite) -> None:
    """Given options that make no sense, when somebody presses, then a desk is told all the same."""
    damaged = {
        "callback": [{"name": "Rosa"}, "x", {"name": 1, "role": 2, "phone": 3}],
        "links": {"title": "x"},
        "avs": {"duress": {"level": 9, "why": "x"}, "fire": {"level": 1, "why": "x"}, "assist": 1},
        "nearest_doors": {"room": "x", "hall": {"text": 1}, "gym": {"room": "nowhere"}},
    }
    hass.config_entries.async_update_entry(site.entry, options={**site.entry.options, **damaged})
    async with station() as desk:
        await add_endpoint(hass, site.entry, desk.url)
        await site.hear(pressed(1))
        data = await told(desk, "incident.raised")
        assert not {"callback", "avs"} & data.keys()


async def test_the_nearest_door_is_told_by_the_name_it_has_now(hass: HomeAssistant, site: RealSite) -> None:
    """Given rooms and doors, when nearest doors are set and things renamed, then a press says door and number."""
    areas, labels = ar.async_get(hass), lr.async_get(hass)
    door = labels.async_create("Exterior door")
    floor = fr.async_get(hass).async_create("Floor 2", level=2)
    rooms = {name: areas.async_create(name, floor_id=floor.floor_id) for name in ("Room 204", "Room 206", "Room 208")}
    hall = areas.async_create("Hall", floor_id=floor.floor_id, labels={door.label_id})
    for serial, area in enumerate((*rooms.values(), hall), 11):
        await site.add_pendant(f"Button {serial}", serial, role="fixed_button", area=area.id)
    wrong = await settings(hass, site, "places", {"nearest_doors": "Room 999 = Hall"})
    assert wrong["errors"] == {"nearest_doors": "unknown_room_named"}
    for line, error in (("Room 204 =", "wrong_door"), ("Room 204 = Hall\nroom  204 = Hall", "door_twice")):
        wrong = await settings(hass, site, "places", {"nearest_doors": line})
        assert wrong["errors"] == {"nearest_doors": error}
    lines = "Room 204 = hall\nRoom 206 = Door 9, north side"
    assert (await settings(hass, site, "places", {"nearest_doors": lines}))["type"] is FlowResultType.CREATE_ENTRY
    areas.async_update(hall.id, name="Main hall")
    areas.async_update(rooms["Room 204"].id, name="Library")
    form = await settings(hass, site, "places")
    assert suggested(form)["nearest_doors"] == "Library = Main hall\nRoom 206 = Door 9, north side"
    async with station() as desk:
        await add_endpoint(hass, site.entry, desk.url)
        doors: dict[str, str | None] = {}
        for serial in range(11, 15):
            await site.hear(pressed(serial))
            await until(lambda serial=serial: any(f"Button {serial}".encode() in body for body in desk.bodies))  # type: ignore[misc]
            body = next(body for body in desk.bodies if f"Button {serial}".encode() in body)
            place = json.loads(body)["data"]["incident"]["place"]
            doors[place["room"]] = place.get("nearest_door")
    assert doors == {
        "Library": "Main hall",
        "Room 206": "Door 9, north side",
        "Room 208": None,
        "Main hall": "Main hall",
    }


async def test_a_holder_is_told_only_where_it_is_allowed(
    hass: HomeAssistant, site: RealSite, hass_admin_user: User, caplog: pytest.LogCaptureFixture
) -> None:
    """Given a desk that may know holders and one that may not, then the first is told, and nothing else shows it."""
    caplog.set_level(logging.DEBUG)
    shown: list[str] = []

    @callback
    def note(event: Event) -> None:
        """Take in what is on the bus, from where the recorder keeps it."""
        shown.append(str(event.as_dict()))

    hass.bus.async_listen("*", note)
    await settings(hass, site, "telling", {"callback": CALLBACK})
    key = await site.add_pendant("Pendant 1", 1)
    pendant = device_id(hass, site.entry, key)
    async with station() as allowed, station() as other:
        endpoint = await add_endpoint(hass, site.entry, allowed.url)
        await add_endpoint(hass, site.entry, other.url)
        flow = await walk_subentry(hass, site.entry, SUBENTRY_ENDPOINT, reconfigure=endpoint)
        typed = {**suggested(flow), "common": {"heartbeat": 60, "tell_holders": True}}
        flow = await further_subentry(hass, flow, {key: value for key, value in typed.items() if key != "certificates"})
        assert flow["type"] is FlowResultType.ABORT, flow
        # Assigned after the setting, and renamed after that: whoever is on the roster is known.
        await call(hass, "assign", hass_admin_user, device_id=pendant, name="Xanthippe F", staff_id="SN-1")
        new = "Xanthippe Featherstonehaugh"
        await call(hass, "change_person", hass_admin_user, person="Xanthippe F", name=new)
        await hass.async_block_till_done()
        await site.hear(pressed(1))
        raised = await told(allowed, "incident.raised")
        assert raised["incident"]["presses"][0]["holder"] == new
        assert f"carried by {new}, at" in raised["text"]
        assert "holder" not in (await told(other, "incident.raised"))["incident"]["presses"][0]

        # Whoever carries it next did not press.
        await call(hass, "assign", hass_admin_user, device_id=pendant, name="Ann Reed", staff_id="SN-2")
        (incident,) = site.entry.runtime_data.school.incidents.open
        await call(hass, "acknowledge", None, incident_id=incident)
        acknowledged = await told(allowed, "incident.acknowledged")
        assert "holder" not in acknowledged["incident"]["presses"][0]

        seen = await call(hass, "show_deliveries", hass_admin_user)
        assert new in str(seen)
        assert "0177" in str(seen)
        hidden = await call(hass, "show_deliveries", await somebody(hass, site, "technician"))
        assert hidden["redacted"]
        assert "carried by •••, at" in str(hidden)
    told_nobody = [
        *shown,
        *(f"{state.state} {dict(state.attributes)}" for state in hass.states.async_all()),
        *map(str, ir.async_get(hass).issues.values()),
        *(record.getMessage() for record in caplog.records),
        *map(str, await site.entry.runtime_data.record.ledger.entries(limit=1000)),
        str(await async_get_config_entry_diagnostics(hass, site.entry)),
        str(hidden),
    ]
    assert [text for text in told_nobody if any(part in text for part in PRIVATE)] == []
    assert any("settings_changed" in text and "callback" in text for text in told_nobody)


async def test_who_is_forgotten_is_told_no_more(hass: HomeAssistant, site: RealSite, hass_admin_user: User) -> None:
    """Given an allowed desk, when the site restarts it still knows the holder, and no more once they are forgotten."""
    key = await site.add_pendant("Pendant 1", 1)
    pendant = device_id(hass, site.entry, key)
    await call(hass, "assign", hass_admin_user, device_id=pendant, name="Ann Reed", staff_id="SN-2")
    async with station() as desk:
        endpoint = await add_endpoint(hass, site.entry, desk.url)
        subentry = site.entry.subentries[endpoint]
        data = {**subentry.data, "tell_holders": True}
        hass.config_entries.async_update_subentry(site.entry, subentry, data=data)
        await hass.config_entries.async_reload(site.entry.entry_id)
        await site.connected()
        await site.hear(pressed(1))
        assert (await told(desk, "incident.raised"))["incident"]["presses"][0]["holder"] == "Ann Reed"
        await call(hass, "forget_person", hass_admin_user, person="Ann Reed", reason="left us")
        desk.bodies.clear()
        await site.hear(pressed(2))
        repeated = await told(desk, "incident.repeated")
        assert all("holder" not in press for press in repeated["incident"]["presses"])
