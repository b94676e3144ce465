"""After a restart everything that is open is there again, with the same names."""

from homeassistant.const import STATE_ON
from homeassistant.core import HomeAssistant

from custom_components.duress.core.lifecycle import State
from custom_components.duress.site import DuressConfigEntry
from tests.integration.builders import act, add_endpoint, until
from tests.integration.station import a_station


async def restart(hass: HomeAssistant, entry: DuressConfigEntry) -> None:
    """Stop and start the site."""
    assert await hass.config_entries.async_unload(entry.entry_id)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()


async def test_open_incident_survives(hass: HomeAssistant, demo: DuressConfigEntry) -> None:
    """Given an acknowledged incident, when the site restarts, then it is the same incident, as it was."""
    await act(hass, demo, "DEMO Wall button 2")
    await until(lambda: demo.runtime_data.school.incidents.open)
    (incident_id,) = demo.runtime_data.school.incidents.open
    await hass.services.async_call("duress", "acknowledge", {"incident_id": incident_id}, blocking=True)
    before = demo.runtime_data.school.incidents.open[incident_id]
    await restart(hass, demo)
    after = demo.runtime_data.school.incidents.open[incident_id]
    assert after.state is State.ACKNOWLEDGED
    assert after.presses == before.presses
    assert after.place == before.place
    shown = hass.states.get("binary_sensor.demo_lincoln")
    assert shown is not None
    assert shown.state == STATE_ON


async def test_numbers_go_on(hass: HomeAssistant, demo: DuressConfigEntry) -> None:
    """Given a closed incident 1, when the site restarts and somebody presses, then that is incident 2."""
    await act(hass, demo, "DEMO Pendant 01")
    await until(lambda: demo.runtime_data.school.incidents.open)
    (incident_id,) = demo.runtime_data.school.incidents.open
    for step in ("acknowledge", "clear", "close"):
        await hass.services.async_call("duress", step, {"incident_id": incident_id, "reason": "over"}, blocking=True)
    await restart(hass, demo)
    await until(lambda: demo.runtime_data.readiness.receivers_connected)
    await act(hass, demo, "DEMO Pendant 02")
    await until(lambda: demo.runtime_data.school.incidents.open)
    assert [incident.number for incident in demo.runtime_data.school.incidents.open.values()] == [2]


async def test_unsent_messages_arrive_after_the_restart(hass: HomeAssistant, demo: DuressConfigEntry) -> None:
    """Given an endpoint that fails, when the site restarts and it works again, then it arrives under its old id."""
    async with a_station() as station:
        station.answer = 500
        await add_endpoint(hass, demo, station.url, secret=station.secret)
        await act(hass, demo, "DEMO Pendant 01")
        await until(lambda: station.ids("incident.raised"))
        await restart(hass, demo)
        attempts = len(station.ids("incident.raised"))
        station.answer = 200
        await until(lambda: len(station.ids("incident.raised")) > attempts, 30)
        assert len(set(station.ids("incident.raised"))) == 1
        await until(lambda: not any(status.waiting for status in demo.runtime_data.endpoints.statuses.values()), 30)


async def test_nothing_is_ready_until_heard_again(hass: HomeAssistant, demo: DuressConfigEntry) -> None:
    """Given a healthy school, when it restarts, then no device counts as ready before it was heard."""
    await restart(hass, demo)
    readiness = demo.runtime_data.readiness
    assert readiness.buttons_ready < readiness.buttons
    heard_before = [state.heard_at for state in demo.runtime_data.school.devices.values()]
    assert all(heard_before)
