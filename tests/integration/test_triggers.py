"""Triggers are fed by the core: they run for each step of each incident, with the facts."""

from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.setup import async_setup_component
import pytest

from custom_components.duress.const import DOMAIN
from custom_components.duress.site import DuressConfigEntry
from tests.integration.builders import act, until


@pytest.fixture
def calls(hass: HomeAssistant) -> list[ServiceCall]:
    """Collect what automations do."""
    collected: list[ServiceCall] = []

    async def collect(call: ServiceCall) -> None:
        collected.append(call)

    hass.services.async_register("test", "note", collect)
    return collected


async def automate(hass: HomeAssistant, trigger: str, **options: object) -> None:
    """Run an automation that notes what its trigger says."""
    automation = {
        "alias": trigger,
        "triggers": [{"trigger": f"duress.{trigger}", "options": options}],
        "actions": [
            {
                "action": "test.note",
                "data": {
                    "incident_id": "{{ trigger.incident_id }}",
                    "transmitter": "{{ trigger.transmitter }}",
                    "state": "{{ trigger.state }}",
                    "restored": "{{ trigger.restored }}",
                },
            }
        ],
        "mode": "queued",
    }
    assert await async_setup_component(hass, "automation", {"automation": automation})
    await hass.async_block_till_done()


async def pressed(hass: HomeAssistant, entry: DuressConfigEntry, title: str = "DEMO Pendant 03") -> str:
    """Press a pendant; return its incident."""
    await act(hass, entry, title)
    await until(lambda: entry.runtime_data.school.incidents.open)
    return list(entry.runtime_data.school.incidents.open)[-1]


@pytest.mark.parametrize(
    ("trigger", "steps", "state"),
    [
        ("incident_raised", (), "raised"),
        ("incident_acknowledged", ("acknowledge",), "acknowledged"),
        ("incident_closed", ("acknowledge", "clear", "close"), "closed"),
    ],
)
async def test_each_step_has_its_trigger(
    hass: HomeAssistant,
    demo: DuressConfigEntry,
    calls: list[ServiceCall],
    trigger: str,
    steps: tuple[str, ...],
    state: str,
) -> None:
    """Given an automation on one step, when an incident lives its whole life, then it runs once, with the facts."""
    await automate(hass, trigger)
    incident_id = await pressed(hass, demo)
    for step in steps:
        await hass.services.async_call(DOMAIN, step, {"incident_id": incident_id, "reason": "over"}, blocking=True)
    await until(lambda: calls)
    await hass.async_block_till_done()
    (call,) = calls
    assert call.data["incident_id"] == incident_id
    assert call.data["transmitter"] == "DEMO Pendant 03"
    assert call.data["state"] == state
    assert call.data["restored"] in (False, "False")


async def test_other_sites_are_not_listened_to(
    hass: HomeAssistant, demo: DuressConfigEntry, calls: list[ServiceCall]
) -> None:
    """Given an automation for another site, when somebody presses here, then it does not run."""
    await automate(hass, "incident_raised", site="another")
    await pressed(hass, demo)
    await hass.async_block_till_done()
    assert calls == []


async def test_trigger_follows_a_site_that_was_set_up_again(
    hass: HomeAssistant, demo: DuressConfigEntry, calls: list[ServiceCall]
) -> None:
    """Given an automation, when its site is unloaded and set up again, then the next press still runs it, once."""
    await automate(hass, "incident_raised", site=demo.entry_id)
    assert await hass.config_entries.async_unload(demo.entry_id)
    assert await hass.config_entries.async_setup(demo.entry_id)
    await hass.async_block_till_done()
    await until(lambda: demo.runtime_data.readiness.receivers_connected)
    await pressed(hass, demo)
    await until(lambda: calls)
    assert len(calls) == 1


async def test_only_triggers_that_want_it_run_for_what_was_before(
    hass: HomeAssistant, demo: DuressConfigEntry, calls: list[ServiceCall]
) -> None:
    """Given an open incident, when an ordinary automation starts, then it does not run as if it were new."""
    await pressed(hass, demo)
    await hass.async_block_till_done()
    await automate(hass, "incident_raised")
    assert calls == []
