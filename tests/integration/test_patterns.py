"""Press patterns at a running site: set in its dialogs, counted over a real socket, shown where presses are shown."""

from collections.abc import AsyncGenerator, Mapping
from typing import Any

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
import pytest

from custom_components.duress.const import DOMAIN, SUBENTRY_TRANSMITTER
from custom_components.duress.core.patterns import NO_PATTERN, Pattern, SinglePress, Step
from custom_components.duress.core.roster import Kind
from custom_components.duress.echostream import AlarmInputs, EndDeviceFlags, EndDeviceReport, Mid, encode, make_uid
from tests.integration.builders import until
from tests.integration.peers import EN1223S, RealSite, pressed, real_site, suggested, walk_subentry

NOTE_3_8 = {"pattern_single": "note", "pattern_duress": 3, "pattern_lockdown": 8}
MODEL = ({"next_step_id": "patterns"}, {"model": "EN1223S"})


@pytest.fixture
async def site(hass: HomeAssistant) -> AsyncGenerator[RealSite]:
    """Run a site with a receiver on a TCP port."""
    async with real_site(hass) as site:
        yield site


async def configure(hass: HomeAssistant, site: RealSite, *typed: Mapping[str, Any]) -> ConfigFlowResult:
    """Open the settings of a site and type one form after the other."""
    flow = await hass.config_entries.options.async_init(site.entry.entry_id)
    for one in typed:
        flow = await hass.config_entries.options.async_configure(flow["flow_id"], dict(one))
    await hass.async_block_till_done()
    return flow


async def tap(site: RealSite, serial: int, times: int = 1) -> None:
    """Press and release a pendant some times; a repeater tells of each, too, a little later."""
    uid = make_uid(Mid.END_DEVICE, serial)
    for _ in range(times):
        for inputs in (AlarmInputs.INPUT_1, AlarmInputs(0)):
            await site.hear(pressed(serial, inputs=inputs))
            copy = EndDeviceReport(uid, make_uid(Mid.REPEATER, 5), EN1223S, inputs, EndDeviceFlags(0), 50, 40, hops=1)
            await site.hear(encode(copy))


def kinds(site: RealSite) -> list[Kind]:
    """Return the kinds of the open incidents."""
    return [incident.kind for incident in site.entry.runtime_data.school.incidents.open.values()]


def button(hass: HomeAssistant, key: str) -> dict[str, Any]:
    """Return what the event entity of a pendant's button shows."""
    entity_id = er.async_get(hass).async_get_entity_id("event", DOMAIN, f"{key}_press")
    assert entity_id is not None
    state = hass.states.get(entity_id)
    assert state is not None
    return dict(state.attributes)


async def test_three_presses_call_for_help_and_eight_for_a_lockdown(hass: HomeAssistant, site: RealSite) -> None:
    """Given 3 for help and 8 for a lockdown, when a pendant is pressed 8 times, then each is shown and counts once."""
    flow = await configure(hass, site, *MODEL, NOTE_3_8)
    assert flow["type"] is FlowResultType.CREATE_ENTRY, flow
    assert site.entry.options["patterns"] == {
        str(EN1223S): {"single": "note", "window": 10, "presses": {"duress": 3, "lockdown": 8}}
    }
    key = await site.add_pendant("Pendant 7", 7)
    calls: list[ServiceCall] = []
    hass.services.async_register("test", "note", calls.append)
    automation = {
        "triggers": [{"trigger": "duress.press_noted"}],
        "actions": [{"action": "test.note", "data": {"which": "{{ trigger.transmitter }} {{ trigger.count }}"}}],
        "mode": "queued",
    }
    assert await async_setup_component(hass, "automation", {"automation": automation})
    told: list[dict[str, Any]] = []
    hass.bus.async_listen("duress_event", lambda event: told.append(dict(event.data)))

    await tap(site, 7)
    assert kinds(site) == []
    shown = button(hass, key)
    assert (shown["event_type"], shown["count"], shown["incident_id"]) == ("pressed", 1, None)
    incident = hass.states.get("event.lincoln_incident")
    assert incident is not None
    assert (incident.attributes["event_type"], incident.attributes["transmitter"]) == ("noted", "Pendant 7")
    assert hass.states.is_state("binary_sensor.lincoln", "off")

    await tap(site, 7, 2)
    assert kinds(site) == [Kind.DURESS]
    assert hass.states.is_state("binary_sensor.lincoln", "on")
    await tap(site, 7, 5)
    assert kinds(site) == [Kind.DURESS, Kind.LOCKDOWN]
    assert button(hass, key)["event_type"] in ("pressed", "released")
    duress, lockdown = site.entry.runtime_data.school.incidents.open.values()
    assert [press.count for press in (*duress.presses, *lockdown.presses)] == [3, 4, 5, 6, 7, 8]

    await until(lambda: len(calls) == 2)
    assert [call.data["which"] for call in calls] == ["Pendant 7 1", "Pendant 7 2"]
    await hass.async_block_till_done()
    stored = [entry.kind for entry in await site.entry.runtime_data.record.ledger.entries()]
    assert stored.count("press_noted") == 2
    # Each once for the site and once for the device.
    assert [one["count"] for one in told if one["type"] == "press_noted"] == [1, 1, 2, 2]
    assert site.link.counters.connects == 1


async def test_a_pendant_has_a_pattern_of_its_own(hass: HomeAssistant, site: RealSite) -> None:
    """Given a pattern for the model, when one pendant gets its own, then it follows that, the others the model's."""
    await configure(hass, site, *MODEL, NOTE_3_8)
    key = await site.add_pendant("Pendant 7", 7)
    await site.add_pendant("Pendant 8", 8, more={"pattern_single": "usual"})
    typed = {"name": "Pendant 7", "serial": "7", "model": str(EN1223S)}
    own = {"pattern_single": "assist", "pattern_duress": 2, "pattern_window": 20}
    flow = await walk_subentry(hass, site.entry, SUBENTRY_TRANSMITTER, {**typed, "more": own}, reconfigure=key)
    assert flow["reason"] == "reconfigure_successful"
    transmitters = site.entry.runtime_data.school.roster.transmitters
    assert transmitters[key].pattern == Pattern(steps=(Step(2, Kind.DURESS),), window=20, single=SinglePress.ASSIST)
    flow = await walk_subentry(hass, site.entry, SUBENTRY_TRANSMITTER, reconfigure=key)
    assert flow["data_schema"] is not None
    (section,) = (value for field, value in flow["data_schema"].schema.items() if str(field) == "more")
    assert suggested({"data_schema": section.schema}) == {**own, "factor": 3}
    # Sent without its details, it keeps them.
    flow = await hass.config_entries.subentries.async_configure(flow["flow_id"], typed)
    assert transmitters[key].pattern is not None

    await tap(site, 7)
    assert kinds(site) == [Kind.ASSIST]
    await tap(site, 7)
    assert kinds(site) == [Kind.ASSIST, Kind.DURESS]
    for open_ in list(site.entry.runtime_data.school.incidents.open):
        del site.entry.runtime_data.school.incidents.open[open_]
    await tap(site, 8)
    assert kinds(site) == [Kind.DURESS]


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"pattern_single": "note", "pattern_duress": 8, "pattern_lockdown": 3}, "pattern_not_rising"),
        ({"pattern_duress": 3}, "pattern_not_more"),
        ({"pattern_single": "note", "pattern_medical": 3}, "pattern_never_usual"),
        ({"pattern_single": "assist"}, "pattern_never_usual"),
    ],
)
async def test_what_cannot_be_meant_is_refused(
    hass: HomeAssistant, site: RealSite, typed: dict[str, Any], error: str
) -> None:
    """Given a pattern that asks for less by more presses, when it is typed, then both dialogs say why and keep it."""
    key = await site.add_pendant("Pendant 7", 7)
    flow = await configure(hass, site, *MODEL, typed)
    assert flow["errors"] == {"base": error}
    assert suggested(flow) == typed
    hass.config_entries.options.async_abort(flow["flow_id"])
    form = {"name": "Pendant 7", "serial": "7", "model": str(EN1223S), "more": typed}
    subflow = await walk_subentry(hass, site.entry, SUBENTRY_TRANSMITTER, form, reconfigure=key)
    assert subflow["errors"] == {"base": error}
    hass.config_entries.subentries.async_abort(subflow["flow_id"])
    assert "patterns" not in site.entry.options
    assert "pattern" not in site.entry.subentries[key].data


async def test_a_pattern_is_taken_back(hass: HomeAssistant, site: RealSite) -> None:
    """Given a pattern for a model, when its fields are emptied, then a single press is an alarm again."""
    await configure(hass, site, *MODEL, NOTE_3_8)
    flow = await configure(hass, site, *MODEL)
    assert suggested(flow) == {**NOTE_3_8, "pattern_window": 10}
    await hass.config_entries.options.async_configure(flow["flow_id"], {})
    await hass.async_block_till_done()
    await site.add_pendant("Pendant 7", 7)
    await tap(site, 7)
    assert kinds(site) == [Kind.DURESS]


@pytest.mark.parametrize(
    "damaged",
    [
        "x",
        {"single": "never"},
        {"single": "note", "presses": {"duress": "three"}},
        {"single": "note", "presses": {"panic": 3}},
        {"single": "note", "presses": {"duress": 2000}},
        {"single": "note", "presses": {"duress": 3}, "window": 9999},
        {"single": "note", "presses": []},
        {"single": "note"},
    ],
)
async def test_a_damaged_pattern_keeps_no_alarm_back(hass: HomeAssistant, site: RealSite, damaged: object) -> None:
    """Given a pattern nobody can read, when a pendant is pressed once, then that is an alarm."""
    key = await site.add_pendant("Pendant 7", 7)
    await site.add_pendant("Pendant 8", 8)
    subentry = site.entry.subentries[key]
    hass.config_entries.async_update_subentry(site.entry, subentry, data={**subentry.data, "pattern": damaged})
    hass.config_entries.async_update_entry(site.entry, options={"patterns": {str(EN1223S): damaged, "x": damaged}})
    await hass.async_block_till_done()
    pattern = site.entry.runtime_data.school.roster.transmitters[key].pattern
    assert pattern == NO_PATTERN or (pattern is not None and not pattern.counts)
    await tap(site, 7)
    await tap(site, 8)
    assert kinds(site) == [Kind.DURESS]
    (incident,) = site.entry.runtime_data.school.incidents.open.values()
    assert len(incident.presses) == 2


async def test_a_restart_counts_on(hass: HomeAssistant, site: RealSite) -> None:
    """Given two noted presses, when the site restarts and the third comes in the window, then that calls for help."""
    await configure(hass, site, *MODEL, {**NOTE_3_8, "pattern_window": 60})
    await site.add_pendant("Pendant 7", 7)
    await tap(site, 7, 2)
    assert await hass.config_entries.async_unload(site.entry.entry_id)
    assert await hass.config_entries.async_setup(site.entry.entry_id)
    await hass.async_block_till_done()
    await site.connected()
    school = site.entry.runtime_data.school
    # Copies of what was pressed before come late, and count nothing; the next press, heard over a path anew, does.
    await site.hear(pressed(7))
    assert not school.incidents.open
    await site.hear(pressed(7, inputs=AlarmInputs(0)))
    await site.hear(pressed(7))
    assert kinds(site) == [Kind.DURESS]
    (incident,) = school.incidents.open.values()
    assert incident.presses[0].count == 3
