"""One owner for each fact: names come from devices, rooms from areas, floors from floors, and a change is followed."""

import asyncio
from collections.abc import AsyncGenerator
from pathlib import Path
import time
from types import MappingProxyType

from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import HomeAssistant
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    floor_registry as fr,
)
import pytest

from custom_components.duress.const import (
    CONF_AREA,
    CONF_MODEL,
    CONF_ROLE,
    CONF_SITE_NAME,
    CONF_SPEED,
    CONF_UID,
    DOMAIN,
    SUBENTRY_TRANSMITTER,
)
from custom_components.duress.core.incidents import Incident
from custom_components.duress.core.roster import Role
from custom_components.duress.echostream import Mid, format_uid, make_uid
from custom_components.duress.installed import device_of, is_demo
from custom_components.duress.ledger import Ledger
from custom_components.duress.receivers import LinkState
from custom_components.duress.site import DuressConfigEntry
from tests.integration.builders import device_id, subentry_id
from tests.integration.peers import EN1223S, RealSite, checked_in, pressed, real_site, unload_all, walk


@pytest.fixture
async def site(hass: HomeAssistant) -> AsyncGenerator[RealSite]:
    """Run a site with a receiver on a TCP port."""
    async with real_site(hass) as site:
        yield site


def device(hass: HomeAssistant, site: RealSite, key: str) -> dr.DeviceEntry:
    """Return the device of a subentry, or of the site for its entry id."""
    found = device_of(hass, site.entry, key)
    assert found is not None
    return found


async def press(hass: HomeAssistant, site: RealSite, serial: int) -> Incident:
    """Press a pendant and return its incident."""
    await site.hear(pressed(serial))
    await hass.async_block_till_done()
    return list(site.entry.runtime_data.school.incidents.open.values())[-1]


async def test_devices_say_what_they_are_and_belong_to_the_site(hass: HomeAssistant, site: RealSite) -> None:
    """Given a site, when something is installed, then its device has model, serial number and the site above it."""
    school = device(hass, site, site.entry.entry_id)
    assert (school.name, school.entry_type) == ("Lincoln", dr.DeviceEntryType.SERVICE)
    pendant = await site.add_pendant("Pendant 7", 7)
    unknown = await site.add_pendant("Pendant 8", 8, model="57")
    repeater = await site.add_pendant("Repeater 1", 9, role="repeater")
    described = {
        key: (one.manufacturer, one.model, one.serial_number, one.via_device_id)
        for key in (pendant, unknown, repeater)
        for one in (device(hass, site, key),)
    }
    assert described == {
        pendant: ("Inovonics", "EN1223S", "7", school.id),
        unknown: ("Inovonics", "EN1236D", "8", school.id),
        repeater: ("Inovonics", "EN5040", "9", school.id),
    }


async def test_a_press_is_placed_where_the_device_is_now(hass: HomeAssistant, site: RealSite) -> None:
    """Given a pendant enrolled in one room, when a person moves its device, then the next press comes from there."""
    areas, floors = ar.async_get(hass), fr.async_get(hass)
    ground = floors.async_create("Ground floor", level=0)
    old = areas.async_create("Room 1", floor_id=ground.floor_id)
    new = areas.async_create("Room 2", floor_id=ground.floor_id)
    key = await site.add_pendant("Pendant 7", 7, area=old.id)
    await site.add_pendant("Pendant 8", 8, area=old.id)
    assert device(hass, site, key).area_id == old.id

    dr.async_get(hass).async_update_device(device(hass, site, key).id, area_id=new.id)
    await hass.async_block_till_done()
    place = (await press(hass, site, 7)).place
    assert place.room is not None
    assert (place.room.name, place.room.floor) == ("Room 2", "Ground floor")
    assert hass.states.is_state("binary_sensor.lincoln_duress_in_room_2", "on")

    # Something else is installed: the enrolled room must not come back.
    await site.add_pendant("Pendant 9", 9)
    assert device(hass, site, key).area_id == new.id


def subentry(hass: HomeAssistant, site: RealSite, serial: int, area: str | None = None) -> ConfigSubentry:
    """Install a pendant in this very moment, as an import does; return its subentry."""
    uid = format_uid(make_uid(Mid.END_DEVICE, serial))
    data = {CONF_UID: uid, CONF_MODEL: EN1223S, CONF_ROLE: Role.PENDANT, CONF_AREA: area}
    added = ConfigSubentry(
        data=MappingProxyType(data), subentry_type=SUBENTRY_TRANSMITTER, title=f"Pendant {serial}", unique_id=uid
    )
    assert hass.config_entries.async_add_subentry(site.entry, added)
    return added


async def test_many_added_in_one_moment_are_all_there(hass: HomeAssistant, site: RealSite) -> None:
    """Given a running link, when ten pendants are added in one moment, then each has device, entities and room at once.

    What was there before stays as it was, down to the object: an addition costs one device, not all.
    """
    room = ar.async_get(hass).async_create("Room 1")
    key = await site.add_pendant("Pendant 7", 7, area=room.id)
    before = site.entry.runtime_data.school.roster.transmitters[key]
    added = [subentry(hass, site, serial, room.id) for serial in range(10, 20)]
    await hass.async_block_till_done()
    roster = site.entry.runtime_data.school.roster
    assert roster.transmitters[key] is before
    registry = er.async_get(hass)
    for one in added:
        found = device(hass, site, one.subentry_id)
        assert found.area_id == room.id
        entities = er.async_entries_for_device(registry, found.id)
        assert {entity.domain for entity in entities} == {"binary_sensor", "event", "sensor"}
        assert all(hass.states.get(entity.entity_id) for entity in entities)
    incident = await press(hass, site, 19)
    assert incident.presses[0].label == "Pendant 19"
    assert incident.place.room == before.room
    assert (site.link.counters.connects, site.link.counters.callback_errors) == (1, 0)


async def test_what_is_taken_back_at_once_leaves_nothing(hass: HomeAssistant, site: RealSite) -> None:
    """Given pendants added in one moment, when one is removed in the same moment, then only the others are there."""
    kept, gone = subentry(hass, site, 10), subentry(hass, site, 11)
    hass.config_entries.async_remove_subentry(site.entry, gone.subentry_id)
    await hass.async_block_till_done()
    assert device_of(hass, site.entry, gone.subentry_id) is None
    assert kept.subentry_id in site.entry.runtime_data.school.roster.transmitters
    assert gone.subentry_id not in site.entry.runtime_data.school.roster.transmitters
    assert (await press(hass, site, 10)).presses[0].device_id == kept.subentry_id


@pytest.mark.parametrize("turns", range(4))
async def test_a_stop_while_many_are_added_leaves_nothing_running(
    hass: HomeAssistant, site: RealSite, turns: int, caplog: pytest.LogCaptureFixture
) -> None:
    """Given pendants that are just being added, when the site is unloaded, then nothing of them goes on."""
    for serial in range(10, 20):
        subentry(hass, site, serial)
    for _ in range(turns):
        await asyncio.sleep(0)
    assert await hass.config_entries.async_unload(site.entry.entry_id)
    await hass.async_block_till_done()
    registry = er.async_get(hass)
    for entity in er.async_entries_for_config_entry(registry, site.entry.entry_id):
        state = hass.states.get(entity.entity_id)
        assert state is None or state.state == "unavailable", state
    assert not [record for record in caplog.records if record.levelname == "ERROR"]
    assert await hass.config_entries.async_setup(site.entry.entry_id)
    await hass.async_block_till_done()
    await site.connected()
    assert (await press(hass, site, 19)).presses[0].label == "Pendant 19"


async def test_a_device_that_is_taken_out_of_its_room_is_in_none(hass: HomeAssistant, site: RealSite) -> None:
    """Given a pendant, when somebody takes it out of its room, then it has none, also once that room is deleted."""
    area = ar.async_get(hass).async_create("Room 1")
    key = await site.add_pendant("Pendant 7", 7, area=area.id)
    dr.async_get(hass).async_update_device(device(hass, site, key).id, area_id=None)
    await hass.async_block_till_done()
    ar.async_get(hass).async_delete(area.id)
    await hass.async_block_till_done()
    incident = await press(hass, site, 7)
    assert incident.place.room is None
    assert hass.states.is_state("binary_sensor.lincoln", "on")


async def test_renamed_rooms_floors_and_devices_are_told_by_their_new_names(
    hass: HomeAssistant, site: RealSite
) -> None:
    """Given a pendant, when room, floor and device are renamed, then the next incident uses the new names."""
    floor = fr.async_get(hass).async_create("Ground floor", level=0)
    area = ar.async_get(hass).async_create("Room 1", floor_id=floor.floor_id)
    key = await site.add_pendant("Pendant 7", 7, area=area.id)
    ar.async_get(hass).async_update(area.id, name="Music room")
    fr.async_get(hass).async_update(floor.floor_id, name="Basement")
    dr.async_get(hass).async_update_device(device(hass, site, key).id, name_by_user="Red pendant")
    await hass.async_block_till_done()
    incident = await press(hass, site, 7)
    assert incident.presses[0].label == "Red pendant"
    assert incident.place.room is not None
    assert (incident.place.room.name, incident.place.room.floor) == ("Music room", "Basement")
    assert site.link.counters.connects == 1


async def test_the_entity_of_a_room_is_placed_in_its_area_once(hass: HomeAssistant, site: RealSite) -> None:
    """Given a room, when a person moves its entity elsewhere, then the next change leaves it there."""
    areas = ar.async_get(hass)
    room, other = areas.async_create("Room 1"), areas.async_create("Desk")
    await site.add_pendant("Pendant 7", 7, area=room.id)
    registry = er.async_get(hass)
    (entity,) = (one for one in registry.entities.values() if one.unique_id.endswith("_room_duress"))
    assert entity.area_id == room.id
    registry.async_update_entity(entity.entity_id, area_id=other.id)
    await hass.config_entries.async_reload(site.entry.entry_id)
    await hass.async_block_till_done()
    moved = registry.async_get(entity.entity_id)
    assert moved is not None
    assert moved.area_id == other.id


async def test_a_demo_is_installed_in_its_rooms_and_marked(hass: HomeAssistant, site: RealSite) -> None:
    """Given a real site and a demo, when they are told apart, then only the demo is one, and its devices have rooms."""
    assert not is_demo(site.entry)
    assert not site.entry.runtime_data.facts.demo
    await walk(hass, {CONF_SITE_NAME: "Roosevelt"}, {"next_step_id": "demo"}, {CONF_SPEED: 1})
    await hass.async_block_till_done()
    entry: DuressConfigEntry = hass.config_entries.async_entries(DOMAIN)[-1]
    assert is_demo(entry)
    assert entry.runtime_data.facts.demo
    rooms = ar.async_get(hass)
    registry = dr.async_get(hass)
    for key in entry.subentries:
        found = registry.async_get(device_id(hass, entry, key))
        assert isinstance(found, dr.DeviceEntry)
        assert found.area_id is not None
        area = rooms.async_get_area(found.area_id)
        assert area is not None
        assert area.name.startswith("DEMO ")
    assert subentry_id(entry, "DEMO receiver") in entry.runtime_data.school.roster.receivers
    await unload_all(hass)


async def test_a_stop_of_home_assistant_keeps_when_devices_were_heard(
    hass: HomeAssistant, site: RealSite, config_folder: Path
) -> None:
    """Given a pendant that was heard, when Home Assistant stops, then the site stops in order and the ledger knows."""
    key = await site.add_pendant("Pendant 7", 7)
    await site.hear(checked_in(7))
    link = site.link
    await hass.async_stop(force=True)
    assert link.status.state is LinkState.STOPPED
    ledger = await Ledger.open(config_folder / "duress" / f"{site.entry.entry_id}.sqlite")
    heard, alive_at = await ledger.get_value("heard"), await ledger.get_value("alive")
    await ledger.close()
    assert isinstance(heard, dict)
    assert heard.keys() >= {key, site.receiver_id}
    assert isinstance(alive_at, float)
    assert abs(time.time() - alive_at) < 10


async def test_who_looks_closer_sees_how_line_and_radio_do(hass: HomeAssistant, site: RealSite) -> None:
    """Given entities for experts switched on, when messages come, then they follow each one."""
    key = await site.add_pendant("Pendant 7", 7)
    registry = er.async_get(hass)
    hidden = [one.entity_id for one in registry.entities.values() if one.disabled_by is not None]
    for entity_id in hidden:
        registry.async_update_entity(entity_id, disabled_by=None)
    await hass.config_entries.async_reload(site.entry.entry_id)
    await hass.async_block_till_done()
    await site.connected()
    assert len(hidden) == 11

    def shown(owner: str, what: str) -> str:
        """Return the state of a sensor."""
        entity_id = registry.async_get_entity_id("sensor", DOMAIN, f"{owner}_{what}")
        assert entity_id is not None
        state = hass.states.get(entity_id)
        assert state is not None
        return state.state

    assert (shown(key, "margin"), shown(key, "last_check_in")) == ("unknown", "unknown")
    await site.hear(checked_in(7))
    assert shown(key, "margin") == "40"
    assert shown(key, "last_check_in").startswith("20")
    assert float(shown(site.receiver_id, "frames_per_minute")) >= 2
    assert shown(site.receiver_id, "last_frame").startswith("20")
    damaged = bytearray(checked_in(7))
    damaged[-1] ^= 0xFF
    site.peer.say(bytes(damaged))
    # Handing over a message comes before counting, so a count is shown with the message after it.
    await site.hear(checked_in(7))
    await site.hear(checked_in(7))
    assert shown(site.receiver_id, "checksum_errors") == "1"
    assert shown(site.receiver_id, "lost_frames") == "0"
