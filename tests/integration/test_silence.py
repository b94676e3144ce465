"""Silent: in a school full of sirens, lights and speakers, a press changes none of them."""

from homeassistant.components import demo as platforms
from homeassistant.config_entries import SOURCE_IMPORT
from homeassistant.const import (
    ATTR_DOMAIN,
    ATTR_ENTITY_ID,
    EVENT_CALL_SERVICE,
    EVENT_STATE_CHANGED,
    Platform,
)
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.setup import async_setup_component
import pytest

from custom_components.duress.const import DOMAIN
from custom_components.duress.site import DuressConfigEntry
from tests.integration.builders import act, until

LOUD = (Platform.SIREN, Platform.LIGHT, Platform.MEDIA_PLAYER, Platform.SWITCH)


async def loud_things(hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set up sirens, lights, media players and switches that work, as Home Assistant ships them for trying out."""
    monkeypatch.setattr(platforms, "COMPONENTS_WITH_CONFIG_ENTRY_DEMO_PLATFORM", LOUD)
    assert await async_setup_component(hass, "homeassistant", {})
    flow = await hass.config_entries.flow.async_init("demo", context={"source": SOURCE_IMPORT}, data={})
    assert flow["type"] is FlowResultType.CREATE_ENTRY
    await hass.async_block_till_done()
    for platform in LOUD:
        assert hass.states.async_entity_ids(platform), platform


async def test_a_press_makes_no_sound_and_no_light(
    hass: HomeAssistant, demo: DuressConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given sirens, lights and speakers, when incidents run from press to close, then none of them is touched."""
    await loud_things(hass, monkeypatch)
    touched: list[str] = []

    @callback
    def changed(event: Event[EventStateChangedData]) -> None:
        """Note a loud thing that changed."""
        if event.data[ATTR_ENTITY_ID].split(".")[0] in LOUD:
            touched.append(event.data[ATTR_ENTITY_ID])

    @callback
    def called(event: Event) -> None:
        """Note an action that is not ours."""
        if event.data[ATTR_DOMAIN] != DOMAIN:
            touched.append(event.data[ATTR_DOMAIN])

    hass.bus.async_listen(EVENT_STATE_CHANGED, changed)
    hass.bus.async_listen(EVENT_CALL_SERVICE, called)

    incidents = demo.runtime_data.school.incidents.open
    for transmitter in ("DEMO Pendant 01", "DEMO Wall button 2"):
        await act(hass, demo, transmitter)
    await until(lambda: [len(incident.presses) for incident in incidents.values()] == [2])
    assert hass.states.is_state("binary_sensor.demo_lincoln", "on")
    for step in ("acknowledge", "clear", "close"):
        for incident_id in list(incidents):
            data = {"incident_id": incident_id, "reason": "over"}
            await hass.services.async_call(DOMAIN, step, data, blocking=True)
    await hass.async_block_till_done()
    assert touched == []

    # The other way round: had anything been touched, it would have been seen.
    siren = hass.states.async_entity_ids(Platform.SIREN)[0]
    on = hass.states.is_state(siren, "on")
    await hass.services.async_call("siren", "turn_off" if on else "turn_on", {"entity_id": siren}, blocking=True)
    await hass.async_block_till_done()
    assert set(touched) == {"siren", siren}
