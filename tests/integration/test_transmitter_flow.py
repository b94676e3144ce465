"""Adding, replacing and removing transmitters while a site runs: by pressing them or by typing what is on the label."""

from collections.abc import AsyncGenerator

from homeassistant.config_entries import SubentryFlowResult
from homeassistant.const import STATE_OFF, STATE_ON
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import area_registry as ar, device_registry as dr, entity_registry as er
from homeassistant.setup import async_setup_component
import pytest

from custom_components.duress import transmitter_flow
from custom_components.duress.const import SUBENTRY_TRANSMITTER
from custom_components.duress.core.incidents import Incident
from custom_components.duress.echostream import serial_of
from custom_components.duress.installed import device_of
from custom_components.duress.listeners import SITE
from tests.integration.builders import act, device_id, set_up_demo, until
from tests.integration.peers import (
    Browsers,
    RealSite,
    checked_in,
    further_subentry,
    pressed,
    real_site,
    repeater_status,
    restarted,
    suggested,
    unload_all,
    walk_subentry,
)

LISTEN = {"next_step_id": "listen"}
DETAILS = {"next_step_id": "details"}
NEW = {"name": "Pendant 1", "serial": "1001", "model": "24", "role": "pendant"}


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait a moment only for further presses."""
    monkeypatch.setattr(transmitter_flow, "MORE_SECONDS", 0.1)


@pytest.fixture
async def site(hass: HomeAssistant) -> AsyncGenerator[RealSite]:
    """Run a site with a receiver on a TCP port."""
    async with real_site(hass) as site:
        yield site


async def after_listening(hass: HomeAssistant, site: RealSite, flow: SubentryFlowResult) -> SubentryFlowResult:
    """Return what is shown when the listening is over."""
    await until(lambda: SITE not in site.entry.runtime_data.reports)
    await hass.async_block_till_done()
    return await hass.config_entries.subentries.async_configure(flow["flow_id"])


def incidents(site: RealSite) -> list[Incident]:
    """Return the open incidents."""
    return list(site.entry.runtime_data.school.incidents.open.values())


def entity_ids(hass: HomeAssistant, device: str) -> dict[str, str]:
    """Return the entities of a device: unique id and entity id."""
    found = er.async_entries_for_device(er.async_get(hass), device, include_disabled_entities=True)
    return {one.unique_id: one.entity_id for one in found}


async def test_a_demo_pendant_is_added_by_pressing_it(hass: HomeAssistant) -> None:
    """Given a demo school, when an unknown pendant is pressed while the dialog listens, then the form is filled in."""
    entry = await set_up_demo(hass, heard=False)
    await until(lambda: all(entry.runtime_data.school.connected.values()) and entry.runtime_data.school.connected)
    flow = await walk_subentry(hass, entry, SUBENTRY_TRANSMITTER)
    assert flow["menu_options"] == ["listen", "series", "details"]
    flow = await further_subentry(hass, flow, LISTEN)
    assert (flow["type"], flow["progress_action"]) == (FlowResultType.SHOW_PROGRESS, "listening")

    await act(hass, entry, "DEMO receiver", "unknown_press")
    await until(lambda: SITE not in entry.runtime_data.reports)
    await hass.async_block_till_done()
    flow = await hass.config_entries.subentries.async_configure(flow["flow_id"])
    assert flow["step_id"] == "details"
    filled = suggested(flow)
    (stranger,) = entry.runtime_data.school.strangers
    assert (filled["serial"], filled["model"], filled["role"]) == (str(serial_of(stranger)), "24", "pendant")
    assert not entry.runtime_data.school.incidents.open

    typed = {**filled, "name": "Pendant 21"}
    flow = await further_subentry(hass, flow, typed)
    assert flow["type"] is FlowResultType.CREATE_ENTRY
    assert len(entry.subentries) == 32
    assert hass.states.is_state("binary_sensor.pendant_21", STATE_OFF)
    await unload_all(hass)


async def test_of_several_that_were_pressed_one_is_chosen(hass: HomeAssistant, site: RealSite) -> None:
    """Given a dialog that listens, when two buttons are pressed, then it asks which, and check-ins do not count."""
    known = await site.add_pendant("Pendant 7", 7)
    flow = await walk_subentry(hass, site.entry, SUBENTRY_TRANSMITTER, LISTEN)
    for frame in (checked_in(500), restarted(501), pressed(502, pti=0x12)):
        await site.hear(frame)
    flow = await after_listening(hass, site, flow)
    assert flow["step_id"] == "heard"
    (selector,) = flow["data_schema"].schema.values()  # type: ignore[union-attr]
    assert {one["label"] for one in selector.config["options"]} == {"EN1223S 501", "EN1235SF 502"}
    assert not incidents(site)

    chosen = next(one["value"] for one in selector.config["options"] if one["label"] == "EN1223S 501")
    flow = await further_subentry(hass, flow, {"uid": chosen})
    assert suggested(flow) == {"serial": "501", "model": "24", "role": "pendant"}
    flow = await further_subentry(hass, flow, {**suggested(flow), "name": "Pendant 8"})
    assert flow["type"] is FlowResultType.CREATE_ENTRY
    assert known in site.entry.subentries
    assert not incidents(site)

    await site.hear(pressed(501))
    assert [one.presses[0].label for one in incidents(site)] == ["Pendant 8"]


async def test_a_fixed_button_is_recognised(hass: HomeAssistant, site: RealSite) -> None:
    """Given a dialog that listens, when a wall button is pressed, then it is offered as a fixed button of its model."""
    flow = await walk_subentry(hass, site.entry, SUBENTRY_TRANSMITTER, LISTEN)
    await site.hear(pressed(502, pti=0x12))
    flow = await after_listening(hass, site, flow)
    assert suggested(flow) == {"serial": "502", "model": str(0x12), "role": "fixed_button"}
    hass.config_entries.subentries.async_abort(flow["flow_id"])


async def test_a_press_of_an_installed_pendant_is_an_alarm_while_listening(hass: HomeAssistant, site: RealSite) -> None:
    """Given a dialog that listens, when an installed pendant is pressed, then that is an incident and not an answer."""
    await site.add_pendant("Pendant 7", 7)
    flow = await walk_subentry(hass, site.entry, SUBENTRY_TRANSMITTER, LISTEN)
    await site.hear(pressed(7))
    assert [one.presses[0].label for one in incidents(site)] == ["Pendant 7"]
    assert SITE in site.entry.runtime_data.reports
    hass.config_entries.subentries.async_abort(flow["flow_id"])
    await hass.async_block_till_done()


async def test_a_repeater_is_added_by_its_first_word(hass: HomeAssistant, site: RealSite) -> None:
    """Given a dialog that listens, when an unknown repeater is switched on, then it is offered as a repeater."""
    flow = await walk_subentry(hass, site.entry, SUBENTRY_TRANSMITTER, LISTEN)
    await site.hear(repeater_status(600))
    flow = await after_listening(hass, site, flow)
    assert suggested(flow) == {"serial": "600", "role": "repeater"}
    flow = await further_subentry(hass, flow, {**suggested(flow), "name": "Repeater 1"})
    assert flow["type"] is FlowResultType.CREATE_ENTRY
    assert hass.states.get("binary_sensor.repeater_1_mains_power") is not None
    await site.hear(repeater_status(600))
    await until(lambda: hass.states.is_state("binary_sensor.repeater_1_mains_power", STATE_ON))


async def test_when_nothing_is_heard_it_can_be_typed(
    hass: HomeAssistant, site: RealSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a dialog that heard nothing, when it listens again in vain, then the label can be typed, with errors."""
    monkeypatch.setattr(transmitter_flow, "LISTEN_SECONDS", 0.1)
    await site.add_pendant("Pendant 7", 7)
    flow = await walk_subentry(hass, site.entry, SUBENTRY_TRANSMITTER, LISTEN)
    flow = await after_listening(hass, site, flow)
    assert (flow["type"], flow["step_id"]) == (FlowResultType.MENU, "nothing_heard")
    flow = await further_subentry(hass, flow, LISTEN)
    flow = await after_listening(hass, site, flow)
    assert (flow["step_id"], flow["menu_options"]) == ("nothing_heard", ["listen", "details"])

    flow = await further_subentry(hass, flow, DETAILS)
    for serial, error in (("A-17", "wrong_serial"), ("16777216", "wrong_serial"), ("7", "already_configured")):
        flow = await further_subentry(hass, flow, {**NEW, "serial": serial})
        assert flow["errors"] == {"serial": error}
        assert suggested(flow)["serial"] == serial
    flow = await further_subentry(hass, flow, {**NEW, "name": "  "})
    assert flow["errors"] == {"name": "name_missing"}

    flow = await further_subentry(hass, flow, {**NEW, "name": " Pendant 1 ", "serial": " 1001 "})
    assert flow["type"] is FlowResultType.CREATE_ENTRY
    assert flow["title"] == "Pendant 1"


async def test_a_new_pendant_works_at_once(hass: HomeAssistant, site: RealSite) -> None:
    """Given a running site, when a pendant is added with its room, then its entities are there and the link went on."""
    link = site.link
    room = ar.async_get(hass).async_create("Room 1")
    key = await site.add_pendant("Pendant 1", 1001, area=room.id)
    device = dr.async_get(hass).async_get(device_id(hass, site.entry, key))
    assert isinstance(device, dr.DeviceEntry)
    assert (device.model, device.serial_number, device.area_id) == ("EN1223S", "1001", room.id)
    assert {unique.removeprefix(f"{key}_") for unique in entity_ids(hass, device.id)} == {
        "alarm",
        "battery_due",
        "missing",
        "battery",
        "tamper",
        "weak_signal",
        "fault",
        "press",
        "location",
        "last_check_in",
        "life",
        "margin",
        "median_margin",
        "check_in_interval",
        "paths",
    }
    registered = er.async_entries_for_device(er.async_get(hass), device.id, include_disabled_entities=True)
    # Home Assistant allows 10,000 that are switched on, and a thousand pendants must fit.
    assert sum(one.disabled_by is None for one in registered) <= 8
    alarm = entity_ids(hass, device.id)[f"{key}_alarm"]
    assert hass.states.is_state(alarm, STATE_OFF)
    await site.hear(pressed(1001))
    assert hass.states.is_state(alarm, STATE_ON)
    assert hass.states.is_state("binary_sensor.lincoln_duress_in_room_1", STATE_ON)
    assert site.link is link
    assert link.counters.connects == 1


async def test_new_hardware_keeps_name_and_history(hass: HomeAssistant, site: RealSite) -> None:
    """Given a pendant, when it is replaced by another, then device and entities stay and only the new one is known."""
    key = await site.add_pendant("Pendant 1", 1001)
    await site.add_pendant("Pendant 2", 1002)
    device = device_id(hass, site.entry, key)
    entities = entity_ids(hass, device)
    await site.hear(checked_in(1001))
    await until(lambda: hass.states.is_state("binary_sensor.pendant_1_battery", STATE_OFF))

    flow = await walk_subentry(hass, site.entry, SUBENTRY_TRANSMITTER, reconfigure=key)
    assert suggested(flow) == {"name": "Pendant 1", "serial": "1001", "model": "24", "area": None}
    flow = await further_subentry(hass, flow, {"name": "Pendant 1", "serial": "1002", "model": "16"})
    assert flow["errors"] == {"serial": "already_configured"}
    flow = await further_subentry(hass, flow, {"name": "Pendant 1", "serial": "2001", "model": "16"})
    assert flow["reason"] == "reconfigure_successful"

    assert device_id(hass, site.entry, key) == device
    assert entity_ids(hass, device) == entities
    registered = device_of(hass, site.entry, key)
    assert registered is not None
    assert (registered.model, registered.serial_number) == ("EN1235S", "2001")
    assert hass.states.is_state("binary_sensor.pendant_1_battery", "unknown")
    await site.hear(pressed(2001, pti=0x10))
    (incident,) = incidents(site)
    assert incident.presses[0].device_id == key
    assert hass.states.is_state("binary_sensor.pendant_1", STATE_ON)
    await site.hear(pressed(1001))
    assert incidents(site)[-1].presses[-1].device_id is None
    assert site.link.counters.connects == 1


async def test_a_pendant_is_renamed_and_moved(hass: HomeAssistant, site: RealSite) -> None:
    """Given a pendant, when its label and room change, then device and incidents show the new ones."""
    old, new = (ar.async_get(hass).async_create(name) for name in ("Room 1", "Room 2"))
    key = await site.add_pendant("Pendant 1", 1001, area=old.id)
    typed = {"name": "Pendant 9", "serial": "1001", "model": "24", "area": new.id}
    flow = await walk_subentry(hass, site.entry, SUBENTRY_TRANSMITTER, typed, reconfigure=key)
    assert flow["reason"] == "reconfigure_successful"
    registered = device_of(hass, site.entry, key)
    assert registered is not None
    assert (registered.name, registered.area_id) == ("Pendant 9", new.id)
    await site.hear(pressed(1001))
    (incident,) = incidents(site)
    assert incident.presses[0].label == "Pendant 9"
    assert incident.place.room is not None
    assert incident.place.room.name == "Room 2"


async def test_a_removed_subentry_takes_everything_with_it(
    hass: HomeAssistant, site: RealSite, caplog: pytest.LogCaptureFixture
) -> None:
    """Given a pendant, when it is removed, then its entities go, its presses are a stranger's, and the link goes on."""
    key = await site.add_pendant("Pendant 1", 1001)
    device = device_id(hass, site.entry, key)
    await site.hear(checked_in(1001))
    hass.config_entries.async_remove_subentry(site.entry, key)
    await hass.async_block_till_done()
    assert entity_ids(hass, device) == {}
    assert hass.states.get("binary_sensor.pendant_1") is None
    assert device_of(hass, site.entry, key) is None
    await site.hear(pressed(1001))
    (incident,) = incidents(site)
    assert incident.presses[0].device_id is None
    assert site.link.counters.connects == 1
    assert "Traceback" not in caplog.text

    again = await site.add_pendant("Pendant 1", 1001)
    assert again != key
    assert hass.states.get("binary_sensor.pendant_1") is not None


async def test_a_removed_device_takes_its_subentry_with_it(
    hass: HomeAssistant, site: RealSite, hass_ws_client: Browsers, caplog: pytest.LogCaptureFixture
) -> None:
    """Given a pendant, when its device page is used to remove it, then the subentry is gone; the site's own stays."""
    assert await async_setup_component(hass, "config", {})
    key = await site.add_pendant("Pendant 1", 1001)
    client = await hass_ws_client(hass)
    answer = await client.remove_device(device_id(hass, site.entry, key))
    await hass.async_block_till_done()
    assert answer["success"], answer
    assert key not in site.entry.subentries
    assert hass.states.get("binary_sensor.pendant_1") is None

    answer = await client.remove_device(device_id(hass, site.entry, site.entry.entry_id))
    assert not answer["success"]
    assert "Traceback" not in caplog.text


async def test_closing_the_dialog_ends_the_listening(hass: HomeAssistant, site: RealSite) -> None:
    """Given a dialog that listens, when it is closed, then a press of an unknown pendant is an alarm again."""
    flow = await walk_subentry(hass, site.entry, SUBENTRY_TRANSMITTER, LISTEN)
    assert SITE in site.entry.runtime_data.reports
    hass.config_entries.subentries.async_abort(flow["flow_id"])
    await hass.async_block_till_done()
    assert SITE not in site.entry.runtime_data.reports
    await site.hear(pressed(502))
    assert len(incidents(site)) == 1


async def test_a_site_that_does_not_run_hears_nothing(hass: HomeAssistant, site: RealSite) -> None:
    """Given a stopped site, when a transmitter is to be heard, then the dialog says that the site must run."""
    await hass.config_entries.async_unload(site.entry.entry_id)
    flow = await walk_subentry(hass, site.entry, SUBENTRY_TRANSMITTER, LISTEN)
    assert (flow["type"], flow["reason"]) == (FlowResultType.ABORT, "site_not_running")
