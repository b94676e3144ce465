"""Adding and changing receivers while a site runs: the other links go on, devices and entities stay."""

from collections.abc import AsyncGenerator
from pathlib import Path

from homeassistant.const import CONF_DEVICE, CONF_HOST, STATE_OFF, STATE_ON
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import area_registry as ar, device_registry as dr, entity_registry as er
import pytest

from custom_components.duress import receiver_steps
from custom_components.duress.const import CONF_AREA, CONF_BAUDRATE, SUBENTRY_RECEIVER
from custom_components.duress.receivers import LinkState
from tests.integration.builders import device_id, set_up_demo, until
from tests.integration.peers import (
    CHECK_IN,
    RealSite,
    further_subentry,
    host_of,
    pressed,
    real_site,
    receiver_peer,
    suggested,
    unload_all,
    walk_subentry,
)
from tests.receivers.peers import PtyPort, TcpPeer

SERIAL = {"next_step_id": "serial"}
NETWORK = {"next_step_id": "network"}


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Listen for half a second to what stays silent."""
    monkeypatch.setattr(receiver_steps, "PROBE_SECONDS", 0.5)


@pytest.fixture
async def site(hass: HomeAssistant) -> AsyncGenerator[RealSite]:
    """Run a site with a receiver on a TCP port."""
    async with real_site(hass) as site:
        yield site


def entities_of(hass: HomeAssistant, device: str) -> dict[str, str]:
    """Return the entities of a device: unique id and entity id."""
    found = er.async_entries_for_device(er.async_get(hass), device, include_disabled_entities=True)
    return {one.unique_id: one.entity_id for one in found}


async def test_a_second_receiver_hears_for_the_same_site(hass: HomeAssistant, site: RealSite) -> None:
    """Given a running site, when a receiver is added, then both are heard and the first link has not been touched."""
    first = site.link
    async with receiver_peer() as other:
        flow = await walk_subentry(hass, site.entry, SUBENTRY_RECEIVER, NETWORK, {CONF_HOST: host_of(other)})
        assert flow["type"] is FlowResultType.CREATE_ENTRY
        (added,) = set(site.entry.subentries) - {site.receiver_id}
        link = site.entry.runtime_data.links.link(added)
        assert link is not None
        await until(lambda: link.status.state is LinkState.CONNECTED)
        assert site.link is first
        assert first.counters.connects == 1
        connection = entities_of(hass, device_id(hass, site.entry, added))[f"{added}_connection"]
        assert hass.states.get(connection).state == STATE_ON  # type: ignore[union-attr]

        other.say(pressed(77))
        site.peer.say(pressed(77))
        await until(lambda: site.entry.runtime_data.active_incidents())
        await until(lambda: first.counters.frames > 1 and link.counters.frames > 1)
        (incident,) = site.entry.runtime_data.active_incidents()
        assert len(incident.presses) == 1

        hass.config_entries.async_remove_subentry(site.entry, added)
        await hass.async_block_till_done()
        await until(lambda: not other.transports)
        assert hass.states.get(connection) is None
        assert site.link is first
        await unload_all(hass)


async def test_a_receiver_in_use_is_not_added_twice(hass: HomeAssistant, site: RealSite) -> None:
    """Given a receiver, when its address is typed again, then it is not tried and the next address is taken."""
    flow = await walk_subentry(hass, site.entry, SUBENTRY_RECEIVER, NETWORK, {CONF_HOST: host_of(site.peer)})
    assert flow["errors"] == {CONF_HOST: "already_configured"}
    async with receiver_peer() as other:
        flow = await further_subentry(hass, flow, {CONF_HOST: host_of(other)})
        assert flow["type"] is FlowResultType.CREATE_ENTRY
        await unload_all(hass)


async def test_a_serial_receiver_is_added_beside_a_network_one(
    hass: HomeAssistant, site: RealSite, tmp_path: Path
) -> None:
    """Given a port on which nobody speaks yet, when it is saved all the same, then it is heard once it speaks."""
    port = PtyPort(tmp_path)
    port.plug_in()
    typed = {CONF_DEVICE: str(port.path), CONF_BAUDRATE: 9600}
    flow = await walk_subentry(hass, site.entry, SUBENTRY_RECEIVER, SERIAL, typed)
    assert (flow["step_id"], flow["menu_options"]) == ("silent", ["save_anyway", "serial"])
    flow = await further_subentry(hass, flow, {"next_step_id": "save_anyway"})
    assert flow["type"] is FlowResultType.CREATE_ENTRY
    (added,) = set(site.entry.subentries) - {site.receiver_id}
    connection = entities_of(hass, device_id(hass, site.entry, added))[f"{added}_connection"]
    link = site.entry.runtime_data.links.link(added)
    assert link is not None
    await until(lambda: link.counters.connects)
    assert hass.states.get(connection).state == STATE_OFF  # type: ignore[union-attr]
    port.say(CHECK_IN)
    await until(lambda: hass.states.is_state(connection, STATE_ON))
    await unload_all(hass)
    port.pull()


async def test_a_receiver_moves_to_another_address(hass: HomeAssistant, site: RealSite) -> None:
    """Given a receiver, when its address changes, then the link follows and device and entities are the same."""
    key, old = site.receiver_id, site.link
    device = device_id(hass, site.entry, key)
    entities = entities_of(hass, device)
    async with receiver_peer() as other:
        flow = await walk_subentry(hass, site.entry, SUBENTRY_RECEIVER, NETWORK, reconfigure=key)
        assert flow["step_id"] == "network"
        assert suggested(flow)[CONF_HOST] == host_of(site.peer)
        flow = await further_subentry(hass, flow, {CONF_HOST: host_of(other)})
        assert (flow["type"], flow["reason"]) == (FlowResultType.ABORT, "reconfigure_successful")
        await until(lambda: site.link.status.state is LinkState.CONNECTED)
        await until(lambda: not site.peer.transports)
        assert site.link is not old
        assert site.link.address == other.url
        assert device_id(hass, site.entry, key) == device
        assert entities_of(hass, device) == entities

        other.say(pressed(78))
        await until(lambda: site.entry.runtime_data.active_incidents())
        await unload_all(hass)


async def test_a_new_address_is_not_connected_before_it_is_heard(hass: HomeAssistant, site: RealSite) -> None:
    """Given a receiver, when it is moved to a line on which nobody speaks, then it does not count as connected."""
    key = site.receiver_id
    connection = entities_of(hass, device_id(hass, site.entry, key))[f"{key}_connection"]
    assert hass.states.is_state(connection, STATE_ON)
    async with TcpPeer() as silent:
        typed = ({CONF_HOST: host_of(silent)}, {"next_step_id": "save_anyway"})
        flow = await walk_subentry(hass, site.entry, SUBENTRY_RECEIVER, NETWORK, *typed, reconfigure=key)
        assert flow["reason"] == "reconfigure_successful"
        assert hass.states.is_state(connection, STATE_OFF)
        assert site.entry.runtime_data.readiness.protection == "not_protected"
        await until(lambda: silent.transports)
        silent.say(CHECK_IN)
        await until(lambda: hass.states.is_state(connection, STATE_ON))
        await unload_all(hass)


async def test_a_receiver_moves_to_another_room_without_a_gap(hass: HomeAssistant, site: RealSite) -> None:
    """Given a receiver, when only its room changes, then its line is neither tried nor dropped."""
    link = site.link
    accepted = site.peer.accepted
    room = ar.async_get(hass).async_create("Server room")
    typed = {CONF_HOST: host_of(site.peer), CONF_AREA: room.id}
    flow = await walk_subentry(hass, site.entry, SUBENTRY_RECEIVER, NETWORK, typed, reconfigure=site.receiver_id)
    assert flow["reason"] == "reconfigure_successful"
    device = dr.async_get(hass).async_get(device_id(hass, site.entry, site.receiver_id))
    assert isinstance(device, dr.DeviceEntry)
    assert device.area_id == room.id
    assert site.link is link
    assert (link.counters.connects, site.peer.accepted) == (1, accepted)

    await site.hear(pressed(79))
    (incident,) = site.entry.runtime_data.active_incidents()
    assert incident.place.room is not None
    assert incident.place.room.name == "Server room"


async def test_a_demo_receiver_has_no_address(hass: HomeAssistant) -> None:
    """Given a demo school, when its receiver is to be changed, then it says that there is nothing to change."""
    entry = await set_up_demo(hass, heard=False)
    (receiver,) = entry.get_subentries_of_type(SUBENTRY_RECEIVER)
    flow = await walk_subentry(hass, entry, SUBENTRY_RECEIVER, reconfigure=receiver.subentry_id)
    assert (flow["type"], flow["reason"]) == (FlowResultType.ABORT, "demo_receiver")
    await unload_all(hass)


async def test_a_silence_that_cannot_work_is_refused_with_the_reason(hass: HomeAssistant, site: RealSite) -> None:
    """Given a receiver that speaks every 30 s, when 20 s of silence are to count, then it says why not; 60 s do."""
    site.link.counters.check_in_interval = 30.0
    typed = {CONF_HOST: host_of(site.peer), "silence": 20}
    flow = await walk_subentry(hass, site.entry, SUBENTRY_RECEIVER, NETWORK, typed, reconfigure=site.receiver_id)
    assert flow["errors"] == {"silence": "silence_too_short"}
    assert flow["description_placeholders"] == {"seen": "30", "least": "45"}
    flow = await further_subentry(hass, flow, {**typed, "silence": 60})
    assert flow["reason"] == "reconfigure_successful"
    await site.connected()
    assert site.entry.subentries[site.receiver_id].data["silence"] == 60
