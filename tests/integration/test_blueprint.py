"""The shipped blueprint runs as a real automation."""

from pathlib import Path
import shutil

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component

from custom_components.duress.core.events import IncidentRepeated
from custom_components.duress.site import DuressConfigEntry
from tests.integration.builders import act, add_endpoint, device_id, until
from tests.integration.station import a_station

BLUEPRINTS = Path(__file__).parents[2] / "blueprints" / "automation" / "duress"


async def test_three_presses_are_three_forwards(
    hass: HomeAssistant, config_folder: Path, demo: DuressConfigEntry
) -> None:
    """Given the blueprint and an endpoint that is told by it alone, when three press, then three arrive."""
    shutil.copytree(BLUEPRINTS, config_folder / "blueprints" / "automation" / "duress")
    async with a_station() as station:
        endpoint = await add_endpoint(hass, demo, station.url, forward_all=False, secret=station.secret)
        automation = {
            "alias": "Forward",
            "use_blueprint": {
                "path": "duress/forward_incident.yaml",
                "input": {"endpoints": [device_id(hass, demo, endpoint)]},
            },
        }
        assert await async_setup_component(hass, "automation", {"automation": automation})
        await hass.async_block_till_done()
        running = hass.states.get("automation.forward")
        assert running is not None
        assert running.state == "on"

        for pendant in ("DEMO Pendant 01", "DEMO Pendant 02", "DEMO Wall button 3"):
            await act(hass, demo, pendant)
        await until(lambda: len(station.ids("incident.raised")) + len(station.ids("incident.repeated")) >= 3)
        await until(lambda: not sum(status.waiting for status in demo.runtime_data.endpoints.statuses.values()))

        (incident,) = demo.runtime_data.school.incidents.open.values()
        repeated = [event.event_id for event in incident.history if isinstance(event, IncidentRepeated)]
        assert station.ids("incident.raised") == [incident.history[0].event_id]
        assert sorted(station.ids("incident.repeated")) == sorted(repeated)
        assert len(repeated) == 2


async def test_automation_that_comes_late_still_forwards(
    hass: HomeAssistant, config_folder: Path, demo: DuressConfigEntry
) -> None:
    """Given an incident that nobody has acknowledged, when the automation starts after it, then it is forwarded."""
    shutil.copytree(BLUEPRINTS, config_folder / "blueprints" / "automation" / "duress")
    async with a_station() as station:
        endpoint = await add_endpoint(hass, demo, station.url, forward_all=False, secret=station.secret)
        await act(hass, demo, "DEMO Pendant 05")
        await until(lambda: demo.runtime_data.school.incidents.open)
        automation = {
            "alias": "Forward",
            "use_blueprint": {
                "path": "duress/forward_incident.yaml",
                "input": {"endpoints": [device_id(hass, demo, endpoint)]},
            },
        }
        assert await async_setup_component(hass, "automation", {"automation": automation})
        await until(lambda: station.ids("incident.raised"))
        (incident,) = demo.runtime_data.school.incidents.open.values()
        assert station.ids("incident.raised") == [incident.history[0].event_id]
