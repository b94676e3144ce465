"""Entities that a press changes write little, and what they write is what a whole write says."""

from collections.abc import Mapping

from homeassistant.core import HomeAssistant
from homeassistant.core_config import async_process_ha_core_config
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.entity_component import DATA_INSTANCES
import pytest

from custom_components.duress.core.events import Actor, ActorKind
from custom_components.duress.core.lifecycle import Step
from custom_components.duress.entity import PromptEntity
from custom_components.duress.installed import device_of
from custom_components.duress.site import DuressConfigEntry
from tests.integration.builders import act, subentry_id, until

PENDANT_7 = "DEMO Pendant 07"
PENDANT_8 = "DEMO Pendant 08"
PENDANT_9 = "DEMO Pendant 09"
SITE_DURESS = "binary_sensor.demo_lincoln"
INCIDENT = "event.demo_lincoln_incident"
DESK = Actor(kind=ActorKind.AUTOMATION, user_id=None, name="test")


def prompt_entities(hass: HomeAssistant) -> list[PromptEntity]:
    """Return every entity that a press may change."""
    components = (hass.data[DATA_INSTANCES][platform] for platform in ("binary_sensor", "event", "sensor"))
    return [one for component in components for one in component.entities if isinstance(one, PromptEntity)]


def shown(hass: HomeAssistant, entity_id: str) -> tuple[str, Mapping[str, object]]:
    """Return the state and the attributes of an entity."""
    state = hass.states.get(entity_id)
    assert state is not None, entity_id
    return state.state, state.attributes


async def press(hass: HomeAssistant, demo: DuressConfigEntry, label: str, room: str) -> str:
    """Press and wait until the button is released; return the incident."""
    before = set(demo.runtime_data.school.incidents.open)
    await act(hass, demo, label, room=room)
    await until(lambda: set(demo.runtime_data.school.incidents.open) - before)
    (incident_id,) = set(demo.runtime_data.school.incidents.open) - before
    await until(lambda: demo.runtime_data.school.incidents.open[incident_id].released)
    return incident_id


async def end(demo: DuressConfigEntry, incident_id: str) -> None:
    """Bring an incident to its end."""
    for step in Step:
        await demo.runtime_data.async_step(incident_id, step, DESK, "over")


async def test_short_writes_say_what_whole_writes_say(hass: HomeAssistant, demo: DuressConfigEntry) -> None:
    """Given presses and closed incidents, when every entity is written as a whole, then nothing looks different."""
    first = await press(hass, demo, PENDANT_7, "Room 204")
    await press(hass, demo, PENDANT_8, "Gym")
    for _ in range(2):
        entities = prompt_entities(hass)
        assert {type(one).__name__ for one in entities} == {
            "AlarmBinarySensor",
            "IncidentEventEntity",
            "LocationSensor",
            "OpenIncidentsSensor",
            "PressEventEntity",
            "RoomDuress",
            "SiteDuress",
        }
        short = {one.entity_id: shown(hass, one.entity_id) for one in entities}
        for one in entities:
            one._fixed = None
            one.async_write_ha_state()
        assert {one.entity_id: shown(hass, one.entity_id) for one in entities} == short
        if first in demo.runtime_data.school.incidents.open:
            await end(demo, first)


async def test_a_new_name_and_icon_are_taken_over(hass: HomeAssistant, demo: DuressConfigEntry) -> None:
    """Given a site that had a press, when device and entity are renamed, then the next press shows the new names."""
    await end(demo, await press(hass, demo, PENDANT_8, "Gym"))
    registry = er.async_get(hass)
    registry.async_update_entity(SITE_DURESS, name="Help", icon="mdi:shield")
    pendant = device_of(hass, demo, subentry_id(demo, PENDANT_7))
    assert pendant is not None
    dr.async_get(hass).async_update_device(pendant.id, name_by_user="Office pendant")
    await hass.async_block_till_done()
    await press(hass, demo, PENDANT_7, "Gym")
    state, attributes = shown(hass, SITE_DURESS)
    assert (state, attributes["icon"]) == ("on", "mdi:shield")
    assert str(attributes["friendly_name"]).endswith("Help")
    alarm = registry.async_get_entity_id("binary_sensor", "duress", f"{subentry_id(demo, PENDANT_7)}_alarm")
    assert alarm is not None
    state, attributes = shown(hass, alarm)
    assert (state, attributes["friendly_name"]) == ("on", "Office pendant")


@pytest.mark.parametrize("entity_id", [SITE_DURESS, INCIDENT])
async def test_customizations_are_taken_over(hass: HomeAssistant, demo: DuressConfigEntry, entity_id: str) -> None:
    """Given a site that had a press, when one is customized, then the next press follows, and back."""
    await end(demo, await press(hass, demo, PENDANT_7, "Gym"))
    for pendant, customize, expected in ((PENDANT_8, {entity_id: {"desk": "7"}}, "7"), (PENDANT_9, {}, None)):
        await async_process_ha_core_config(hass, {"customize": customize})
        incident_id = await press(hass, demo, pendant, "Gym")
        assert shown(hass, entity_id)[1].get("desk") == expected
        await end(demo, incident_id)
