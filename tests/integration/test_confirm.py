"""Confirming first, with a real endpoint: it waits for a person or the time, and is told everything after that."""

import asyncio
from collections.abc import AsyncGenerator
from pathlib import Path
import shutil

from homeassistant.auth.const import GROUP_ID_USER
from homeassistant.const import EVENT_HOMEASSISTANT_STOP
from homeassistant.core import Context, HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest

from custom_components.duress.const import DOMAIN
from custom_components.duress.core.incidents import Incident
from custom_components.duress.site import DuressConfigEntry
from tests.integration.builders import act, add_endpoint, device_id, until
from tests.integration.station import Station, a_station
from tests.integration.test_blueprint import BLUEPRINTS
from tests.integration.test_restart import restart


@pytest.fixture
async def station() -> AsyncGenerator[Station]:
    """Run a monitoring station."""
    async with a_station() as running:
        yield running


async def wait_first(hass: HomeAssistant, entry: DuressConfigEntry, seconds: int) -> None:
    """Set in the options that duress waits some seconds for a confirmation."""
    flow = await hass.config_entries.options.async_init(entry.entry_id)
    typed = {f"confirm_{kind}": 0 for kind in ("assist", "medical", "lockdown")} | {"confirm_duress": seconds}
    for one in ({"next_step_id": "confirm"}, typed):
        flow = await hass.config_entries.options.async_configure(flow["flow_id"], one)
    assert flow["type"] is FlowResultType.CREATE_ENTRY
    await hass.async_block_till_done()


async def press(hass: HomeAssistant, entry: DuressConfigEntry) -> Incident:
    """Press a pendant of the demo school and return its incident, once it is shown and stored."""
    await act(hass, entry, "DEMO Pendant 01")
    await until(lambda: entry.runtime_data.school.incidents.open)
    await hass.async_block_till_done()
    (incident,) = entry.runtime_data.school.incidents.open.values()
    return incident


async def confirm(hass: HomeAssistant, incident: Incident, context: Context) -> None:
    """Confirm an incident as somebody."""
    await hass.services.async_call(
        DOMAIN, "confirm", {"incident_id": incident.incident_id}, blocking=True, context=context
    )


async def administrator(hass: HomeAssistant) -> Context:
    """Return the context of an administrator."""
    user = await hass.auth.async_create_user("Ortiz", group_ids=["system-admin"])
    return Context(user_id=user.id)


async def test_only_endpoints_wait(hass: HomeAssistant, demo: DuressConfigEntry, station: Station) -> None:
    """Given 60 s to confirm, when somebody presses, then the site shows it and monitoring hears after the yes."""
    await add_endpoint(hass, demo, station.url, secret=station.secret)
    await wait_first(hass, demo, 60)
    incident = await press(hass, demo)
    assert hass.states.is_state("binary_sensor.demo_lincoln", "on")
    await asyncio.sleep(0.3)
    assert station.messages == []
    # The first user of an installation is its owner, who may do everything.
    context = await administrator(hass)
    plain = await hass.auth.async_create_user("Visitor", group_ids=[GROUP_ID_USER])
    for nobody in (Context(user_id=plain.id), Context()):
        with pytest.raises(ServiceValidationError) as refused:
            await confirm(hass, incident, nobody)
        assert refused.value.translation_key == "may_not_confirm_incidents"
    await confirm(hass, incident, context)
    await until(lambda: station.ids("incident.confirmed"))
    (raised,) = station.told("incident.raised")
    assert raised["incident"]["confirmation"] == "confirmed"
    (confirmed,) = station.told("incident.confirmed")
    assert confirmed["actor"] == "Ortiz"
    with pytest.raises(ServiceValidationError) as refused:
        await confirm(hass, incident, context)
    assert refused.value.translation_key == "cannot_confirm_confirmed"


async def test_time_that_runs_out_tells_all_the_same(
    hass: HomeAssistant, demo: DuressConfigEntry, station: Station
) -> None:
    """Given 1 s to confirm, when nobody does, then monitoring hears of it as unconfirmed, each event once."""
    await add_endpoint(hass, demo, station.url, secret=station.secret)
    await wait_first(hass, demo, 1)
    incident = await press(hass, demo)
    await until(lambda: station.ids("incident.unconfirmed"))
    (raised,) = station.told("incident.raised")
    assert raised["incident"]["confirmation"] == "unconfirmed"
    assert "Not confirmed" in raised["text"]
    assert station.ids("incident.raised") == [incident.history[0].event_id]


async def test_what_is_ended_while_it_waits_is_told_as_denied(
    hass: HomeAssistant, demo: DuressConfigEntry, station: Station
) -> None:
    """Given an alarm that waits, when it is cleared with a reason, then monitoring hears of both, with the reason."""
    await add_endpoint(hass, demo, station.url, secret=station.secret)
    await wait_first(hass, demo, 60)
    incident = await press(hass, demo)
    for step in ("acknowledge", "clear"):
        data = {"incident_id": incident.incident_id, "reason": "fell on it"}
        await hass.services.async_call(DOMAIN, step, data, blocking=True)
    await until(lambda: station.ids("incident.cleared"))
    (raised,), (cleared,) = station.told("incident.raised"), station.told("incident.cleared")
    assert raised["incident"]["confirmation"] == "denied"
    assert cleared["reason"] == "fell on it"


async def test_the_blueprint_waits_and_loses_nothing(
    hass: HomeAssistant, config_folder: Path, demo: DuressConfigEntry, station: Station
) -> None:
    """Given an endpoint that only the blueprint tells, when the time runs out, then it is told as unconfirmed."""
    shutil.copytree(BLUEPRINTS, config_folder / "blueprints" / "automation" / "duress")
    endpoint = await add_endpoint(hass, demo, station.url, forward_all=False, secret=station.secret)
    await wait_first(hass, demo, 2)
    uses = {"path": "duress/forward_incident.yaml", "input": {"endpoints": [device_id(hass, demo, endpoint)]}}
    automation = {"automation": {"alias": "Forward", "use_blueprint": uses}}
    assert await async_setup_component(hass, "automation", automation)
    await hass.async_block_till_done()
    incident = await press(hass, demo)
    await until(lambda: any(type(event).__name__ == "IncidentForwarded" for event in incident.history))
    assert station.messages == []
    await until(lambda: station.ids("incident.unconfirmed"))
    assert station.ids("incident.raised") == [incident.history[0].event_id]


async def test_a_reload_tells_what_waits(hass: HomeAssistant, demo: DuressConfigEntry, station: Station) -> None:
    """Given an alarm that waits and was forwarded, when the site restarts, then the endpoint is told, once each."""
    endpoint = await add_endpoint(hass, demo, station.url, forward_all=False, secret=station.secret)
    await wait_first(hass, demo, 60)
    incident = await press(hass, demo)
    data = {"incident_id": incident.incident_id, "endpoints": [device_id(hass, demo, endpoint)]}
    answer = await hass.services.async_call(DOMAIN, "forward", data, blocking=True, return_response=True)
    assert answer is not None
    assert answer["waits_for_confirmation"] is True
    await restart(hass, demo)
    await until(lambda: station.ids("incident.unconfirmed"))
    assert set(station.ids("incident.raised")) == {incident.history[0].event_id}


async def test_a_stop_in_the_middle_is_told_and_asked_about(
    hass: HomeAssistant, demo: DuressConfigEntry, station: Station
) -> None:
    """Given an alarm that waits, when Home Assistant is asked to stop, then endpoints are told and an issue follows."""
    await add_endpoint(hass, demo, station.url, secret=station.secret)
    await wait_first(hass, demo, 60)
    incident = await press(hass, demo)
    hass.bus.async_fire(EVENT_HOMEASSISTANT_STOP)
    await until(lambda: station.ids("incident.interrupted"))
    assert station.ids("incident.raised") == [incident.history[0].event_id]
    issue_id = f"stopped_with_incident_{demo.entry_id}"
    assert ir.async_get(hass).async_get_issue(DOMAIN, issue_id) is None
    await restart(hass, demo)
    issue = ir.async_get(hass).async_get_issue(DOMAIN, issue_id)
    assert issue is not None
    assert issue.translation_placeholders == {"site": "DEMO Lincoln", "number": "1"}
    for step in ("acknowledge", "clear", "close"):
        data = {"incident_id": incident.incident_id, "reason": "over"}
        await hass.services.async_call(DOMAIN, step, data, blocking=True)
    assert ir.async_get(hass).async_get_issue(DOMAIN, issue_id) is None
