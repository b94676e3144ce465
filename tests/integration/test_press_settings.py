"""What a press asks for and what becomes of a doubtful one: set while the site runs, holding from the next press on."""

from collections.abc import AsyncGenerator, Mapping
from dataclasses import replace
from typing import Any

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import entity_registry as er, issue_registry as ir
import pytest

from custom_components.duress import transmitter_flow
from custom_components.duress.clock import now
from custom_components.duress.const import DOMAIN, SUBENTRY_TRANSMITTER
from custom_components.duress.core.policies import DEFAULT_LADDER
from custom_components.duress.core.roster import Kind, Life
from custom_components.duress.echostream import AlarmInputs
from tests.integration.builders import until
from tests.integration.peers import RealSite, pressed, real_site, walk_subentry

ONE, TWO, BOTH = AlarmInputs.INPUT_1, AlarmInputs.INPUT_2, AlarmInputs.INPUT_1 | AlarmInputs.INPUT_2
EN1238D, EN1236D, EN1221S_60 = 0x3A, 0x39, 0x1D


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


def raised(site: RealSite) -> list[tuple[Kind, list[AlarmInputs]]]:
    """Return the open incidents: kind, and the inputs of each press."""
    return [
        (incident.kind, [press.inputs for press in incident.presses])
        for incident in site.entry.runtime_data.school.incidents.open.values()
    ]


async def reconfigure(hass: HomeAssistant, site: RealSite, key: str, **more: object) -> dict[str, Any]:
    """Type the details of a transmitter; return what is shown then."""
    subentry = site.entry.subentries[key]
    typed = {"name": subentry.title, "serial": "7", "more": more}
    if (model := subentry.data["model"]) is not None:
        typed["model"] = str(model)
    return dict(await walk_subentry(hass, site.entry, SUBENTRY_TRANSMITTER, typed, reconfigure=key))


def incident_event(hass: HomeAssistant) -> dict[str, Any]:
    """Return what the site's incident entity shows last."""
    state = hass.states.get("event.lincoln_incident")
    assert state is not None
    return dict(state.attributes)


async def test_the_buttons_of_a_model_ask_for_what_was_set(hass: HomeAssistant, site: RealSite) -> None:
    """Given a two-button pendant, when its model is set to assist for one button, then the next press has that."""
    await site.add_pendant("Pendant 7", 7, model=str(EN1238D))
    await site.hear(pressed(7, pti=EN1238D))
    assert raised(site) == [(Kind.DURESS, [ONE])]
    site.entry.runtime_data.school.incidents.open.clear()
    flow = await configure(hass, site, {"next_step_id": "models"}, {"model": "EN1238D"})
    assert {str(field) for field in flow["data_schema"].schema} == {"input_1", "input_2", "input_1_2"}  # type: ignore[union-attr]
    typed = {"input_1": "assist", "input_2": "assist", "input_1_2": "duress"}
    flow = await hass.config_entries.options.async_configure(flow["flow_id"], typed)
    assert flow["type"] is FlowResultType.CREATE_ENTRY
    await hass.async_block_till_done()
    assert site.entry.options["kinds"] == {str(EN1238D): {"1": "assist", "2": "assist", "1+2": "duress"}}

    await site.hear(pressed(7, pti=EN1238D, inputs=AlarmInputs(0)))
    await site.add_pendant("Pendant 8", 8, model=str(EN1238D))
    await site.hear(pressed(8, pti=EN1238D))
    await site.hear(pressed(8, pti=EN1238D, inputs=BOTH))
    assert raised(site) == [(Kind.ASSIST, [ONE]), (Kind.DURESS, [BOTH])]
    assert site.link.counters.connects == 1


async def test_a_pendant_of_its_own_kind(hass: HomeAssistant, site: RealSite) -> None:
    """Given a three-condition pendant, when its own buttons are set, then they come before those of its model."""
    key = await site.add_pendant("Pendant 7", 7, model=str(EN1236D))
    await configure(hass, site, {"next_step_id": "models"}, {"model": "EN1236D"}, {"input_1": "medical"})
    flow = await reconfigure(hass, site, key, kind="duress", input_1="assist", input_3="lockdown", factor=3)
    assert flow["reason"] == "reconfigure_successful"
    assert site.entry.subentries[key].data["kinds"] == {"1": "assist", "3": "lockdown"}
    await site.hear(pressed(7, pti=EN1236D))
    await site.hear(pressed(7, pti=EN1236D, inputs=ONE | AlarmInputs.INPUT_3))
    assert [kind for kind, _ in raised(site)] == [Kind.ASSIST, Kind.LOCKDOWN]
    button = er.async_get(hass).async_get_entity_id("event", DOMAIN, f"{key}_press")
    assert button is not None
    state = hass.states.get(button)
    assert state is not None
    assert (state.attributes["kind"], state.attributes["inputs"]) == ("lockdown", [3])


@pytest.mark.parametrize(
    ("model", "more", "error", "words"),
    [
        (EN1238D, {"input_1_2": "assist"}, "combination_less_grave", {"inputs": "1+2"}),
        (
            EN1221S_60,
            {"check_in_minutes": 5, "factor": 4},
            "window_shorter_than_model",
            {"expected": "5", "window": "20.5", "seen": "60"},
        ),
    ],
)
async def test_what_cannot_work_is_refused_with_the_reason(
    hass: HomeAssistant, site: RealSite, model: int, more: dict[str, object], error: str, words: dict[str, str]
) -> None:
    """Given a pendant, when settings are typed that cannot work, then they are refused in words and nothing changes."""
    key = await site.add_pendant("Pendant 7", 7, model=str(model))
    before = dict(site.entry.subentries[key].data)
    flow = await reconfigure(hass, site, key, **more)
    assert flow["errors"] == {"base": error}
    assert flow["description_placeholders"] == words
    assert site.entry.subentries[key].data == before
    hass.config_entries.subentries.async_abort(flow["flow_id"])


async def test_an_interval_shorter_than_what_was_seen_is_refused(
    hass: HomeAssistant, site: RealSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a pendant seen every 20 minutes, when it is expected every 5, then the sentence names both."""
    key = await site.add_pendant("Pendant 7", 7)
    monkeypatch.setattr(
        transmitter_flow, "seen_interval", lambda _site, device_id: 1200.0 if device_id == key else None
    )
    flow = await reconfigure(hass, site, key, check_in_minutes=5)
    assert flow["errors"] == {"base": "window_shorter_than_seen"}
    assert flow["description_placeholders"] == {"expected": "5", "window": "15.5", "seen": "20"}
    hass.config_entries.subentries.async_abort(flow["flow_id"])
    flow = await reconfigure(hass, site, key, check_in_minutes=20, factor=2, battery_installed="2026-09-01")
    assert flow["reason"] == "reconfigure_successful"
    transmitter = site.entry.runtime_data.school.roster.transmitters[key]
    assert (transmitter.check_in, transmitter.factor) == (1200.0, 2)
    # What is not touched stays, also when the form is sent without its details.
    again = {"name": "Pendant 70", "serial": "7", "model": "24"}
    flow = dict(await walk_subentry(hass, site.entry, SUBENTRY_TRANSMITTER, again, reconfigure=key))
    assert flow["reason"] == "reconfigure_successful"
    assert site.entry.subentries[key].data["check_in_minutes"] == 20
    assert site.entry.subentries[key].data["battery_installed"] == "2026-09-01"
    assert site.link.counters.connects == 1


async def test_an_unknown_press_is_noted_by_policy(hass: HomeAssistant, site: RealSite) -> None:
    """Given the policy to note, when an unknown pendant is pressed, then entity, ledger, logbook and issue show it."""
    policies = {"unknown_press": "note", "retired_press": "alarm"}
    flow = await configure(hass, site, {"next_step_id": "presses"}, policies)
    assert flow["type"] is FlowResultType.CREATE_ENTRY
    told: list[dict[str, Any]] = []
    hass.bus.async_listen("duress_event", lambda event: told.append(dict(event.data)))
    await site.hear(pressed(99))
    await hass.async_block_till_done()
    assert not site.entry.runtime_data.school.incidents.open
    shown = incident_event(hass)
    assert shown["event_type"] == "noted"
    assert (shown["transmitter"], shown["kind"], shown["doubts"]) == ("EN1223S 99", "duress", ["unregistered"])
    kinds = [entry.kind for entry in await site.entry.runtime_data.record.ledger.entries()]
    assert kinds.count("doubtful_press_noted") == 1
    assert [one["type"] for one in told if one["type"] == "doubtful_press_noted"] == ["doubtful_press_noted"]
    (issue,) = (one for one in ir.async_get(hass).issues.values() if one.translation_key == "stranger_pressed")
    assert issue.translation_placeholders == {"transmitter": "EN1223S 99"}
    assert hass.states.is_state("binary_sensor.lincoln", "off")

    await configure(hass, site, {"next_step_id": "presses"}, {**policies, "unknown_press": "alarm"})
    await site.hear(pressed(98))
    assert [kind for kind, _ in raised(site)] == [Kind.DURESS]
    assert site.link.counters.connects == 1


async def test_a_retired_pendant_that_is_pressed(hass: HomeAssistant, site: RealSite) -> None:
    """Given a retired pendant, when it is pressed, then that is an alarm, or by policy a note with an issue."""
    key = await site.add_pendant("Pendant 7", 7)
    school = site.entry.runtime_data.school
    retired = replace(school.roster.transmitters[key], life=Life.RETIRED)
    school.install(school.roster.receivers.values(), [retired], now())
    await site.hear(pressed(7))
    assert incident_event(hass)["doubts"] == ["retired"]
    school.incidents.open.clear()

    await configure(hass, site, {"next_step_id": "presses"}, {"unknown_press": "alarm", "retired_press": "note"})
    school.install(school.roster.receivers.values(), [retired], now())
    # The first press is still held, as far as the school knows; button 2 is another one.
    await site.hear(pressed(7, inputs=TWO))
    await until(lambda: incident_event(hass)["event_type"] == "noted")
    assert incident_event(hass)["transmitter"] == "Pendant 7"
    assert not school.incidents.open
    await hass.async_block_till_done()
    issue_id = f"retired_pressed_{site.entry.entry_id}_{key}"
    assert ir.async_get(hass).async_get_issue(DOMAIN, issue_id) is not None
    hass.config_entries.async_remove_subentry(site.entry, key)
    await hass.async_block_till_done()
    assert ir.async_get(hass).async_get_issue(DOMAIN, issue_id) is None


async def test_damaged_settings_keep_no_alarm_back(hass: HomeAssistant, site: RealSite) -> None:
    """Given settings nobody can read, when pendants are pressed, then each is a duress alarm all the same."""
    key = await site.add_pendant("Pendant 7", 7)
    damaged = {"kinds": {"0": "x", "1+9": "duress", "1": "nonsense"}, "factor": 99, "check_in_minutes": "soon"}
    subentry = site.entry.subentries[key]
    hass.config_entries.async_update_subentry(
        site.entry, subentry, data={**subentry.data, **damaged, "kind": 7, "battery_installed": "yesterday"}
    )
    options: dict[str, object] = {
        "kinds": {"x": {}, "24": []},
        "not_ours": {"zz": {}},
        "watched": [],
        "unknown_press": "perhaps",
    }
    options |= {"join_minutes": {"duress": "long", "medical": -1}, "ladder": ["soon"], "roles": "everybody"}
    options["confirm"] = {"duress": 9999, "lockdown": "soon", "assist": -1, "nonsense": 20}
    hass.config_entries.async_update_entry(site.entry, options=options)
    await hass.async_block_till_done()
    await site.hear(pressed(7))
    await site.hear(pressed(99))
    (incident,) = site.entry.runtime_data.active_incidents()
    assert [press.kind for press in incident.presses] == [Kind.DURESS, Kind.DURESS]
    assert (incident.kind, incident.ladder) == (Kind.DURESS, DEFAULT_LADDER)
    assert site.entry.runtime_data.school.waits.next_deadline() is None
    transmitter = site.entry.runtime_data.school.roster.transmitters[key]
    assert (transmitter.factor, transmitter.check_in, transmitter.battery_installed) == (3, None, None)
