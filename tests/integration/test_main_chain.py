"""The main job: a press comes in as bytes, becomes an alarm with a room, and arrives, signed, at monitoring."""

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import STATE_OFF, STATE_ON
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
import pytest

from custom_components.duress.const import DOMAIN
from custom_components.duress.site import DuressConfigEntry
from tests.integration.builders import act, add_endpoint, subentry_id, until
from tests.integration.station import a_station

SITE_DURESS = "binary_sensor.demo_lincoln"
INCIDENT = "event.demo_lincoln_incident"
OPEN = "sensor.demo_lincoln_open_incidents"
READINESS = "sensor.demo_lincoln_readiness"
PENDANT_7 = "DEMO Pendant 07"


def entity(hass: HomeAssistant, owner: str, key: str) -> str:
    """Return the entity id behind a unique id."""
    registry = er.async_get(hass)
    found = [entry.entity_id for entry in registry.entities.values() if entry.unique_id == f"{owner}_{key}"]
    assert len(found) == 1, found
    return found[0]


def state(hass: HomeAssistant, entity_id: str) -> str:
    """Return a state that must exist."""
    found = hass.states.get(entity_id)
    assert found is not None, entity_id
    return found.state


async def test_press_to_confirmation(hass: HomeAssistant, demo: DuressConfigEntry) -> None:
    """Given a demo school with monitoring, when a pendant is pressed, then all know who, where, and that it arrived."""
    async with a_station() as station:
        endpoint = await add_endpoint(hass, demo, station.url, secret=station.secret)
        await until(lambda: state(hass, READINESS) == "ready")
        pendant = subentry_id(demo, PENDANT_7)
        assert state(hass, SITE_DURESS) == STATE_OFF

        await act(hass, demo, PENDANT_7, room="Room 204")
        await until(lambda: state(hass, SITE_DURESS) == STATE_ON)
        await until(lambda: station.ids("incident.raised"))
        await until(lambda: state(hass, entity(hass, endpoint, "delivery")) != "unknown")

        assert state(hass, entity(hass, pendant, "alarm")) == STATE_ON
        assert state(hass, OPEN) == "1"
        (told,) = station.told("incident.raised")
        assert told["mode"] == "demo"
        assert told["text"].startswith("DEMO")
        assert told["incident"]["presses"][0]["label"] == PENDANT_7
        assert told["silent"] is True
        await until(lambda: state(hass, entity(hass, endpoint, "waiting")) == "0")
        assert state(hass, entity(hass, endpoint, "path_proven")) == STATE_ON
        delivery = hass.states.get(entity(hass, endpoint, "delivery"))
        assert delivery is not None
        hops = delivery.attributes["hops"]
        assert list(hops.values()) == sorted(hops.values())
        assert hops.keys() == {"heard", "entities", "committed", "posted", "confirmed"}


async def test_place_follows_the_copies(hass: HomeAssistant, demo: DuressConfigEntry) -> None:
    """Given a press, when its copies have come, then the room of the device that heard it strongest is on, no other."""
    await act(hass, demo, PENDANT_7, room="Gym")
    await until(lambda: state(hass, SITE_DURESS) == STATE_ON)
    (incident,) = demo.runtime_data.school.incidents.open.values()
    await until(lambda: incident.released)
    room = incident.place.room
    assert room is not None
    assert incident.place.method == "heard_strongest"
    on = entity(hass, f"{demo.entry_id}_{room.room_id}", "room_duress")
    registered = er.async_get(hass).async_get(on)
    assert registered is not None
    assert registered.area_id == room.room_id
    rooms = [one.entity_id for one in hass.states.async_all() if one.entity_id.startswith(f"{SITE_DURESS}_duress_in")]
    assert [one for one in rooms if state(hass, one) == STATE_ON] == [on]
    assert len(rooms) == 12
    assert state(hass, entity(hass, subentry_id(demo, PENDANT_7), "location")) == room.name


async def test_wall_button_is_in_its_room(hass: HomeAssistant, demo: DuressConfigEntry) -> None:
    """Given a wall button in the gym, when it is pressed, then the gym is the place from the first copy on."""
    await act(hass, demo, "DEMO Wall button 3")
    await until(lambda: state(hass, SITE_DURESS) == STATE_ON)
    shown = hass.states.get(INCIDENT)
    assert shown is not None
    assert shown.attributes["room"] == "DEMO Gym"
    assert shown.attributes["method"] == "fixed_button"


async def test_press_of_an_unknown_pendant_is_shown(hass: HomeAssistant, demo: DuressConfigEntry) -> None:
    """Given a pendant nobody has installed, when it is pressed, then it is an alarm, flagged."""
    await act(hass, demo, "DEMO receiver", "unknown_press")
    await until(lambda: state(hass, SITE_DURESS) == STATE_ON)
    shown = hass.states.get(INCIDENT)
    assert shown is not None
    assert shown.attributes["doubts"] == ["unregistered"]


@pytest.mark.parametrize(
    ("device", "condition", "key", "there"),
    [
        (PENDANT_7, "low_battery", "battery", STATE_ON),
        ("DEMO Wall button 1", "tamper", "tamper", STATE_ON),
        ("DEMO Repeater 2", "mains_lost", "mains", STATE_OFF),
        ("DEMO Repeater 2", "jammed", "jam", STATE_ON),
        ("DEMO receiver", "receiver_jammed", "jam", STATE_ON),
        ("DEMO receiver", "receiver_tamper", "tamper", STATE_ON),
    ],
)
async def test_conditions_come_and_go(
    hass: HomeAssistant, demo: DuressConfigEntry, device: str, condition: str, key: str, there: str
) -> None:
    """Given a healthy device, when a condition begins and ends, then its entity shows both."""
    entity_id = entity(hass, subentry_id(demo, device), key)
    before = state(hass, entity_id)
    await act(hass, demo, device, condition)
    await until(lambda: state(hass, entity_id) == there)
    await act(hass, demo, device, condition, active=False)
    await until(lambda: state(hass, entity_id) == before, 20)


async def test_noise_and_a_dropped_link_do_no_harm(hass: HomeAssistant, demo: DuressConfigEntry) -> None:
    """Given noise on the line and a dropped connection, when a pendant is pressed after them, then it is an alarm."""
    connection = entity(hass, subentry_id(demo, "DEMO receiver"), "connection")
    await act(hass, demo, "DEMO receiver", "noise")
    await act(hass, demo, "DEMO receiver", "drop_link")
    await until(lambda: state(hass, connection) == STATE_OFF)
    assert state(hass, READINESS) == "not_protected"
    link = demo.runtime_data.links.link(subentry_id(demo, "DEMO receiver"))
    assert link is not None
    await until(lambda: link.counters.connects == 2)
    await act(hass, demo, PENDANT_7)
    await until(lambda: state(hass, SITE_DURESS) == STATE_ON)
    await until(lambda: state(hass, connection) == STATE_ON)


async def test_unload_and_set_up_again(hass: HomeAssistant, demo: DuressConfigEntry) -> None:
    """Given a running site, when it is unloaded and set up again ten times, then nothing is left behind."""
    for _ in range(10):
        assert await hass.config_entries.async_unload(demo.entry_id)
        assert demo.state is ConfigEntryState.NOT_LOADED
        assert await hass.config_entries.async_setup(demo.entry_id)
        await hass.async_block_till_done()
    assert state(hass, SITE_DURESS) == STATE_OFF
    assert hass.services.has_service(DOMAIN, "acknowledge")
