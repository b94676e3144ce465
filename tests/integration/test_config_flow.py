"""Setting up a site: every error can be put right in the same dialog, and nothing is saved that was not asked for."""

import asyncio
from collections.abc import AsyncGenerator, Iterator
from pathlib import Path

from homeassistant.config_entries import SOURCE_RECONFIGURE, ConfigFlowContext
from homeassistant.const import CONF_DEVICE, CONF_HOST
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import area_registry as ar, device_registry as dr, floor_registry as fr
import pytest

from custom_components.duress import receiver_steps
from custom_components.duress.const import (
    CONF_BAUDRATE,
    CONF_RECEIVER_TYPE,
    CONF_SITE_ADDRESS,
    CONF_SITE_NAME,
    CONF_SPEED,
    DOMAIN,
    SUBENTRY_RECEIVER,
    SUBENTRY_TRANSMITTER,
)
from custom_components.duress.installed import device_of
from custom_components.duress.receivers import LinkState
from custom_components.duress.receivers.demo import SCHOOL
from custom_components.duress.site import DuressConfigEntry
from tests.integration.builders import until
from tests.integration.peers import (
    CHECK_IN,
    further,
    host_of,
    real_site,
    receiver_peer,
    suggested,
    unload_all,
    walk,
)
from tests.receivers.peers import PtyPort, TcpPeer

NAME = {CONF_SITE_NAME: "Lincoln", CONF_SITE_ADDRESS: "1 School Road"}
SERIAL = {"next_step_id": "serial"}
NETWORK = {"next_step_id": "network"}


@pytest.fixture(autouse=True)
async def short_and_stopped(hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[None]:
    """Listen for half a second to what stays silent, and stop after the test what was set up."""
    monkeypatch.setattr(receiver_steps, "PROBE_SECONDS", 0.5)
    yield
    await unload_all(hass)


@pytest.fixture
def port(tmp_path: Path) -> Iterator[PtyPort]:
    """Return a serial port with nothing plugged in."""
    port = PtyPort(tmp_path)
    yield port
    port.pull()


async def say_often(port: PtyPort, data: bytes) -> None:
    """Say the same again and again, as a receiver does that does not know who listens."""
    while True:
        port.say(data)
        await asyncio.sleep(0.05)


def only_entry(hass: HomeAssistant) -> DuressConfigEntry:
    """Return the one site there is."""
    (entry,) = hass.config_entries.async_entries(DOMAIN)
    return entry


async def test_a_site_needs_a_name_of_its_own(hass: HomeAssistant) -> None:
    """Given a site, when another has no name or the same one, then it says so and takes a good name afterwards."""
    async with real_site(hass):
        flow = await walk(hass, {CONF_SITE_NAME: "   "})
        assert flow["step_id"] == "user"
        assert flow["errors"] == {CONF_SITE_NAME: "name_missing"}

        flow = await further(hass, flow, {CONF_SITE_NAME: " Lincoln "})
        assert flow["errors"] == {CONF_SITE_NAME: "name_taken"}
        assert suggested(flow)[CONF_SITE_NAME] == " Lincoln "

        async with receiver_peer() as other:
            flow = await further(hass, flow, {CONF_SITE_NAME: " Roosevelt "}, NETWORK, {CONF_HOST: host_of(other)})
            await hass.async_block_till_done()
            assert flow["type"] is FlowResultType.CREATE_ENTRY
            assert flow["title"] == "Roosevelt"
            await unload_all(hass)


async def test_a_missing_port_is_plugged_in_while_the_dialog_is_open(hass: HomeAssistant, port: PtyPort) -> None:
    """Given no adapter, when it is plugged in and speaks, then the same dialog goes on to a running site."""
    typed = {CONF_DEVICE: str(port.path), CONF_BAUDRATE: 9600}
    flow = await walk(hass, NAME, SERIAL, typed)
    assert flow["step_id"] == "serial"
    assert flow["errors"] == {"base": "receiver_not_found"}
    assert suggested(flow)[CONF_DEVICE] == str(port.path)

    port.plug_in()
    speaking = asyncio.create_task(say_often(port, CHECK_IN))
    flow = await further(hass, flow, typed)
    await hass.async_block_till_done()
    assert flow["type"] is FlowResultType.CREATE_ENTRY
    entry = only_entry(hass)
    assert (entry.title, dict(entry.data)) == ("Lincoln", {CONF_SITE_ADDRESS: "1 School Road"})
    (receiver,) = entry.subentries.values()
    assert receiver.subentry_type == SUBENTRY_RECEIVER
    assert receiver.title == "usb-receiver"
    assert receiver.data == {**typed, CONF_RECEIVER_TYPE: "serial"}
    link = entry.runtime_data.links.link(receiver.subentry_id)
    assert link is not None
    await until(lambda: link.status.state is LinkState.CONNECTED)
    speaking.cancel()


async def test_bytes_without_sense_are_not_taken_for_a_receiver(hass: HomeAssistant, port: PtyPort) -> None:
    """Given a line at the wrong speed, when the speed is put right, then the site is set up."""
    port.plug_in()
    noise = asyncio.create_task(say_often(port, bytes(range(0x80, 0xFF, 3))))
    typed = {CONF_DEVICE: str(port.path), CONF_BAUDRATE: 19200}
    flow = await walk(hass, NAME, SERIAL, typed)
    noise.cancel()
    assert flow["errors"] == {"base": "receiver_garbage"}
    assert suggested(flow)[CONF_BAUDRATE] == 19200

    speaking = asyncio.create_task(say_often(port, CHECK_IN))
    flow = await further(hass, flow, {**typed, CONF_BAUDRATE: 9600})
    speaking.cancel()
    await hass.async_block_till_done()
    assert flow["type"] is FlowResultType.CREATE_ENTRY


async def test_a_network_receiver_that_refuses_may_come_later(hass: HomeAssistant) -> None:
    """Given a serial server that is off, when it is switched on, then the same dialog goes on."""
    async with receiver_peer() as peer:
        host = host_of(peer)
        await peer.vanish()
        flow = await walk(hass, NAME, NETWORK, {CONF_HOST: host})
        assert flow["step_id"] == "network"
        assert flow["errors"] == {"base": "receiver_refused"}

        await peer.listen()
        flow = await further(hass, flow, {CONF_HOST: host})
        await hass.async_block_till_done()
        assert flow["type"] is FlowResultType.CREATE_ENTRY
        (receiver,) = only_entry(hass).subentries.values()
        assert receiver.title == host
        assert receiver.data == {CONF_DEVICE: peer.url, CONF_RECEIVER_TYPE: "network"}
        await unload_all(hass)


@pytest.mark.parametrize(
    "typed", ["", "192.168.1.20", "https://192.168.1.20:443", "host:port", "socket://:10001", "[::1:10001"]
)
async def test_what_is_no_address_is_told_so(hass: HomeAssistant, typed: str) -> None:
    """Given a text that is no address, when it is typed, then nothing is opened and the field says why."""
    flow = await walk(hass, NAME, NETWORK, {CONF_HOST: typed})
    assert flow["step_id"] == "network"
    assert flow["errors"] == {CONF_HOST: "wrong_address"}


async def test_a_silent_receiver_can_be_saved_all_the_same(hass: HomeAssistant) -> None:
    """Given an open line on which nobody speaks, when the person insists, then the site waits for the receiver."""
    async with TcpPeer() as peer:
        flow = await walk(hass, NAME, NETWORK, {CONF_HOST: host_of(peer)})
        assert flow["type"] is FlowResultType.MENU
        assert flow["step_id"] == "silent"
        assert flow["menu_options"] == ["save_anyway", "network"]

        flow = await further(hass, flow, NETWORK)
        assert flow["step_id"] == "network"
        flow = await further(hass, flow, {CONF_HOST: host_of(peer)}, {"next_step_id": "save_anyway"})
        await hass.async_block_till_done()
        assert flow["type"] is FlowResultType.CREATE_ENTRY
        assert hass.states.get("binary_sensor.lincoln") is not None
        readiness = only_entry(hass).runtime_data.readiness
        assert readiness.protection == "not_protected"
        await until(lambda: peer.transports)
        peer.say(CHECK_IN)
        (receiver,) = only_entry(hass).subentries
        await until(lambda: only_entry(hass).runtime_data.school.connected.get(receiver))
        await unload_all(hass)


async def test_one_receiver_belongs_to_one_site(hass: HomeAssistant) -> None:
    """Given a site, when another is to use the same receiver, then it is told so and can take another one."""
    async with real_site(hass) as site, receiver_peer() as other:
        flow = await walk(hass, {CONF_SITE_NAME: "Roosevelt"}, NETWORK, {CONF_HOST: host_of(site.peer)})
        assert flow["errors"] == {CONF_HOST: "already_configured"}
        assert site.peer.accepted == 2  # once tried, once linked: the running link was left alone
        flow = await further(hass, flow, {CONF_HOST: host_of(other)})
        await hass.async_block_till_done()
        assert flow["type"] is FlowResultType.CREATE_ENTRY
        await unload_all(hass)


async def test_a_demo_is_a_whole_school_and_rooms_are_made_once(hass: HomeAssistant) -> None:
    """Given no hardware, when two demos are set up, then each is a whole school and they share floors and rooms."""
    for name in ("Lincoln", "Roosevelt"):
        flow = await walk(hass, {CONF_SITE_NAME: name}, {"next_step_id": "demo"})
        assert flow["step_id"] == "demo"
        flow = await further(hass, flow, {CONF_SPEED: 10})
        await hass.async_block_till_done()
        assert flow["type"] is FlowResultType.CREATE_ENTRY
        assert flow["title"] == f"DEMO {name}"
    for entry in hass.config_entries.async_entries(DOMAIN):
        installed = list(entry.subentries.values())
        roles = [one.data["role"] for one in installed if one.subentry_type == SUBENTRY_TRANSMITTER]
        assert len(installed) == 31
        assert {role: roles.count(role) for role in roles} == {"pendant": 20, "fixed_button": 4, "repeater": 6}
        assert all(one.title.startswith("DEMO ") for one in installed)
        (receiver,) = (one for one in installed if one.subentry_type == SUBENTRY_RECEIVER)
        assert receiver.data[CONF_SPEED] == 10
    floors = list(fr.async_get(hass).async_list_floors())
    areas = list(ar.async_get(hass).async_list_areas())
    assert {floor.name for floor in floors} == {"DEMO Ground floor", "DEMO Upper floor"}
    assert len(floors) == 2
    assert len(areas) == len(SCHOOL.rooms) == 12
    assert {area.floor_id for area in areas} == {floor.floor_id for floor in floors}


async def test_a_site_is_renamed_while_it_runs(hass: HomeAssistant) -> None:
    """Given a running site, when name and address change, then the link goes on and everything shows the new name."""
    async with real_site(hass) as site:
        link = site.link
        context = ConfigFlowContext(source=SOURCE_RECONFIGURE, entry_id=site.entry.entry_id)
        flow = await hass.config_entries.flow.async_init(DOMAIN, context=context)
        assert suggested(flow)[CONF_SITE_NAME] == "Lincoln"
        flow = await further(hass, flow, {CONF_SITE_NAME: " "})
        assert flow["errors"] == {CONF_SITE_NAME: "name_missing"}

        flow = await further(hass, flow, {CONF_SITE_NAME: "Jefferson", CONF_SITE_ADDRESS: "2 New Road"})
        await hass.async_block_till_done()
        assert (flow["type"], flow["reason"]) == (FlowResultType.ABORT, "reconfigure_successful")
        assert site.entry.title == "Jefferson"
        facts = site.entry.runtime_data.facts
        assert (facts.name, facts.address) == ("Jefferson", "2 New Road")
        device = device_of(hass, site.entry, site.entry.entry_id)
        assert isinstance(device, dr.DeviceEntry)
        assert device.name == "Jefferson"
        assert site.link is link
        assert link.counters.connects == 1


async def test_a_site_cannot_be_renamed_to_another(hass: HomeAssistant) -> None:
    """Given two sites, when one is to take the other's name, then it is told so and keeps its own."""
    async with real_site(hass) as site, receiver_peer() as other:
        flow = await walk(hass, {CONF_SITE_NAME: "Roosevelt"}, NETWORK, {CONF_HOST: host_of(other)})
        await hass.async_block_till_done()
        context = ConfigFlowContext(source=SOURCE_RECONFIGURE, entry_id=site.entry.entry_id)
        flow = await hass.config_entries.flow.async_init(DOMAIN, context=context)
        flow = await further(hass, flow, {CONF_SITE_NAME: "Roosevelt"})
        assert flow["errors"] == {CONF_SITE_NAME: "name_taken"}
        flow = await further(hass, flow, {CONF_SITE_NAME: "Lincoln"})
        assert (flow["reason"], site.entry.title) == ("reconfigure_successful", "Lincoln")
        await unload_all(hass)
