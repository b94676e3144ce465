"""Outputs to a listed alarm panel: on within a second of a press, off as chosen, and said when it does not work."""

import asyncio
from collections.abc import AsyncGenerator
from datetime import timedelta
from itertools import count, islice
from pathlib import Path
from typing import Any

from homeassistant.const import STATE_OFF, STATE_ON
from homeassistant.core import Context, HomeAssistant, callback
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (  # type: ignore[import-untyped] # it carries no types
    async_fire_time_changed,
)

from custom_components.duress import contact, panel_output
from custom_components.duress.const import DOMAIN, EVENT_HAPPENED
from custom_components.duress.core.events import PanelOutputOn
from custom_components.duress.ledger import Ledger, LedgerError, LedgerErrorKind
from custom_components.duress.logbook import sentence
from tests.integration.builders import until
from tests.integration.peers import RealSite, pressed, real_site, suggested
from tests.integration.test_restart import restart
from tests.integration.wires import Relay, issue_keys, set_option

HELPER = "input_boolean.panel"
USUAL = {"kinds": ["duress", "lockdown"], "drills": False, "restore": "acknowledged", "seconds": 10}


@pytest.fixture
async def site(hass: HomeAssistant, config_folder: Path) -> AsyncGenerator[RealSite]:
    """Run a site with two pendants, and a helper that stands for a relay."""
    assert await async_setup_component(hass, "input_boolean", {"input_boolean": {"panel": {"name": "Panel"}}})
    async with real_site(hass) as site:
        await site.add_pendant("Pendant 7", 7)
        await site.add_pendant("Pendant 8", 8)
        yield site


async def choose(site: RealSite, *entities: str, **changed: object) -> None:
    """Choose outputs in the settings, each with the same answers."""
    answers: list[dict[str, Any]] = [{**USUAL, **changed} for _ in entities]
    typed: list[dict[str, Any]] = [{"next_step_id": "panel"}, {"outputs": list(entities)}, *answers]
    flow = await set_option(site.hass, site.entry, *typed)
    assert flow["type"] is FlowResultType.CREATE_ENTRY, flow


async def step(site: RealSite, *steps: str, incident_id: str | None = None) -> None:
    """Take steps with an incident as a person."""
    user = await site.hass.auth.async_create_user("Alex", group_ids=["system-admin"])
    for one in steps:
        data = {"incident_id": incident_id or next(iter(site.entry.runtime_data.school.incidents.open))}
        data |= {"reason": "over"} if one in ("clear", "close", "cancel") else {}
        await site.hass.services.async_call(DOMAIN, one, data, blocking=True, context=Context(user_id=user.id))
    await site.hass.async_block_till_done()


async def kinds_of_entries(site: RealSite) -> list[str]:
    """Return what the ledger keeps about outputs, the oldest first."""
    await site.hass.async_block_till_done()
    entries = await site.entry.runtime_data.record.ledger.entries(limit=50)
    return [one.kind.removeprefix("panel_output_") for one in reversed(entries) if one.kind.startswith("panel_output_")]


async def test_an_alarm_closes_the_output_at_once(hass: HomeAssistant, site: RealSite) -> None:
    """Given an output chosen in the settings, when somebody presses, then it is on at once, until acknowledged."""
    await choose(site, HELPER)
    await site.hear(pressed(7))
    await until(lambda: hass.states.is_state(HELPER, STATE_ON))
    assert (await kinds_of_entries(site)) == ["on"]
    await step(site, "acknowledge")
    await until(lambda: hass.states.is_state(HELPER, STATE_OFF))
    assert (await kinds_of_entries(site)) == ["on", "off"]


async def test_it_works_while_the_disk_does_not_answer(
    hass: HomeAssistant, site: RealSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a disk that hangs, when somebody presses, then the panel is told within a second all the same."""
    await choose(site, HELPER)
    monkeypatch.setattr(Ledger, "put", lambda *_: None)
    assert panel_output.DISK_PATIENCE < 1
    await site.hear(pressed(7))
    await until(lambda: hass.states.is_state(HELPER, STATE_ON))


async def test_it_works_while_the_ledger_is_broken(
    hass: HomeAssistant, site: RealSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a ledger that stores nothing, when somebody presses and acknowledges, then the output is on and off."""
    await choose(site, HELPER)

    async def broken(*_: object) -> None:
        raise LedgerError(LedgerErrorKind.FULL, "no room")

    full = LedgerError(LedgerErrorKind.FULL, "no room")
    monkeypatch.setattr(Ledger, "put", lambda *asked: hass.loop.call_soon(asked[-1], full))
    monkeypatch.setattr(Ledger, "set_values", broken)
    await site.hear(pressed(7))
    await until(lambda: hass.states.is_state(HELPER, STATE_ON))
    await step(site, "acknowledge")
    await until(lambda: hass.states.is_state(HELPER, STATE_OFF))


async def test_only_the_last_incident_lets_it_go(hass: HomeAssistant, site: RealSite) -> None:
    """Given two incidents, when one is closed, then the output stays on for the other."""
    hass.config_entries.async_update_entry(site.entry, options={"join_minutes": {"duress": 0}})
    await choose(site, HELPER, restore="closed")
    await site.hear(pressed(7))
    await site.hear(pressed(8))
    first, second = site.entry.runtime_data.school.incidents.open
    opened = site.entry.runtime_data.school.incidents.open.values()
    await until(lambda: all(any(isinstance(event, PanelOutputOn) for event in one.history) for one in opened))
    await step(site, "acknowledge", "clear", "close", incident_id=first)
    assert hass.states.is_state(HELPER, STATE_ON)
    await step(site, "acknowledge", "clear", incident_id=second)
    assert hass.states.is_state(HELPER, STATE_ON)
    await step(site, "close", incident_id=second)
    await until(lambda: hass.states.is_state(HELPER, STATE_OFF))
    assert (await kinds_of_entries(site)) == ["on", "on", "off"]


async def test_some_seconds_are_some_seconds(hass: HomeAssistant, site: RealSite) -> None:
    """Given an output for one second, when somebody presses, then it goes off by itself and stays off."""
    await choose(site, HELPER, restore="seconds", seconds=1)
    await site.hear(pressed(7))
    await until(lambda: hass.states.is_state(HELPER, STATE_ON))
    await until(lambda: hass.states.is_state(HELPER, STATE_OFF))
    await site.hear(pressed(7))
    await hass.async_block_till_done()
    assert hass.states.is_state(HELPER, STATE_OFF)


async def test_a_button_is_pressed_once(hass: HomeAssistant, site: RealSite) -> None:
    """Given a button, when somebody presses a pendant, then it is pressed once, also over a restart."""
    presses: list[str] = []

    async def press(call: Any) -> None:  # noqa: ANN401 - whatever Home Assistant hands over
        presses.append(call.data["entity_id"])

    hass.services.async_register("button", "press", press)
    hass.states.async_set("button.panel", "unknown")
    typed = ({"next_step_id": "panel"}, {"outputs": ["button.panel"]}, {"kinds": ["duress"], "drills": False})
    assert (await set_option(hass, site.entry, *typed))["type"] is FlowResultType.CREATE_ENTRY
    await site.hear(pressed(7))
    await until(lambda: presses)
    await restart(hass, site.entry)
    await hass.async_block_till_done()
    assert presses == ["button.panel"]


async def test_a_restart_brings_it_in_step(
    hass: HomeAssistant, site: RealSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given an open incident, when the helper lost its state over a restart, then it is on again, and off in the end.

    And when the incident is over while nobody could turn it off, the next start does.
    """
    await choose(site, HELPER, restore="closed")
    await site.hear(pressed(7))
    await until(lambda: hass.states.is_state(HELPER, STATE_ON))
    (incident_id,) = site.entry.runtime_data.school.incidents.open
    await hass.config_entries.async_unload(site.entry.entry_id)
    assert hass.states.is_state(HELPER, STATE_ON)
    hass.states.async_set(HELPER, STATE_OFF)
    await hass.config_entries.async_setup(site.entry.entry_id)
    await until(lambda: hass.states.is_state(HELPER, STATE_ON))

    # Closed in the moment before a crash.
    with monkeypatch.context() as patch:
        patch.setattr(panel_output.PanelOutputs, "_wake", lambda _: None)
        await step(site, "acknowledge", "clear", "close", incident_id=incident_id)
        await hass.config_entries.async_unload(site.entry.entry_id)
    assert hass.states.is_state(HELPER, STATE_ON)
    await hass.config_entries.async_setup(site.entry.entry_id)
    await until(lambda: hass.states.is_state(HELPER, STATE_OFF))


async def test_an_output_that_is_taken_away_is_let_go(hass: HomeAssistant, site: RealSite) -> None:
    """Given an output that is on, when it is taken off the list, then it is turned off."""
    await choose(site, HELPER)
    await site.hear(pressed(7))
    await until(lambda: hass.states.is_state(HELPER, STATE_ON))
    await choose(site)
    await until(lambda: hass.states.is_state(HELPER, STATE_OFF))


async def test_what_is_gone_is_said_before_any_alarm(hass: HomeAssistant, site: RealSite) -> None:
    """Given a chosen relay, when it is missing or out of reach for a while, then a repair issue says so, until not."""
    relay = Relay(hass)
    await choose(site, "switch.relay")

    moments = (dt_util.utcnow() + timedelta(seconds=1) + number * panel_output.LOOK for number in count(1))

    def look(times: int) -> None:
        """Let some time pass."""
        for moment in islice(moments, times):
            async_fire_time_changed(hass, moment)

    look(1)
    assert issue_keys(hass, "panel_output") == set()
    look(1)
    assert issue_keys(hass, "panel_output") == {"panel_output_missing"}
    relay.install().be_gone()
    look(2)
    assert issue_keys(hass, "panel_output") == {"panel_output_unavailable"}
    relay.say(STATE_OFF)
    look(1)
    assert issue_keys(hass, "panel_output") == set()
    assert relay.calls == []


@pytest.mark.parametrize("how", ["complains", "is_deaf", "be_gone"])
async def test_a_relay_that_fails_is_tried_until_it_works(
    hass: HomeAssistant, site: RealSite, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """Given a relay that fails in some way, then that is said and noted once, and it is on as soon as it works."""
    monkeypatch.setattr(panel_output, "RETRY", 0.05)
    monkeypatch.setattr(contact, "STATE_PATIENCE", 0.05)
    relay = Relay(hass).install()
    said: list[str] = []
    hass.bus.async_listen(EVENT_HAPPENED, callback(lambda event: said.append(sentence(hass, event.data))))
    await choose(site, "switch.relay")
    if how == "be_gone":
        relay.be_gone()
    else:
        setattr(relay, how, True)
    await site.hear(pressed(7))
    await until(lambda: issue_keys(hass, "panel_output") == {"panel_output_not_told"})
    await asyncio.sleep(0.2)
    assert (await kinds_of_entries(site)) == ["failed"]
    relay.complains = relay.is_deaf = False
    if how == "be_gone":
        relay.say(STATE_OFF)
    await until(lambda: hass.states.is_state("switch.relay", STATE_ON))
    await until(lambda: issue_keys(hass, "panel_output") == set())
    assert (await kinds_of_entries(site)) == ["failed", "on"]
    why = {"complains": "reports an error", "is_deaf": "does not answer", "be_gone": "is not available"}[how]
    assert f"could not tell the alarm panel of incident 1: switch.relay {why}" in said
    assert "told the alarm panel of incident 1 (switch.relay)" in said


async def test_it_is_held_against_somebody_else(
    hass: HomeAssistant, site: RealSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given an output that is on, when somebody else turns it off, then it is on again, but does not chatter."""
    monkeypatch.setattr(panel_output, "RETRY", 0.3)
    relay = Relay(hass).install()
    await choose(site, "switch.relay")
    await site.hear(pressed(7))
    await until(lambda: relay.calls == ["turn_on"])
    relay.say(STATE_OFF)
    await asyncio.sleep(0.1)
    assert relay.calls == ["turn_on"]
    await until(lambda: hass.states.is_state("switch.relay", STATE_ON))
    assert relay.calls == ["turn_on", "turn_on"]


async def test_a_slow_relay_has_told_even_if_somebody_is_quicker(hass: HomeAssistant, site: RealSite) -> None:
    """Given a relay that takes its time, when a person acknowledges meanwhile, then the panel was told."""
    relay = Relay(hass, is_deaf=True).install()
    await choose(site, "switch.relay")
    await site.hear(pressed(7))
    await until(lambda: relay.calls == ["turn_on"])
    await step(site, "acknowledge")
    relay.is_deaf = False
    relay.say(STATE_ON)
    await until(lambda: hass.states.is_state("switch.relay", STATE_OFF))
    assert (await kinds_of_entries(site)) == ["on", "off"]


async def test_a_relay_that_stays_on_is_said(
    hass: HomeAssistant, site: RealSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a relay that is on, when it cannot be turned off, then a repair issue says so until it can."""
    monkeypatch.setattr(panel_output, "RETRY", 0.05)
    relay = Relay(hass).install()
    await choose(site, "switch.relay")
    await site.hear(pressed(7))
    await until(lambda: hass.states.is_state("switch.relay", STATE_ON))
    relay.complains = True
    await step(site, "acknowledge")
    await until(lambda: issue_keys(hass, "panel_output") == {"panel_output_not_released"})
    relay.complains = False
    await until(lambda: hass.states.is_state("switch.relay", STATE_OFF))
    await until(lambda: issue_keys(hass, "panel_output") == set())


async def test_the_form_offers_what_holds(hass: HomeAssistant, site: RealSite) -> None:
    """Given chosen outputs, when the settings are opened again, then they are filled in, and a kind is needed."""
    await choose(site, HELPER, kinds=["medical"], drills=True, restore="seconds", seconds=7)
    flow = await set_option(hass, site.entry, {"next_step_id": "panel"})
    assert suggested(flow) == {"outputs": [HELPER]}
    flow = await set_option(hass, site.entry, {"next_step_id": "panel"}, {"outputs": [HELPER]})
    assert suggested(flow) == {"kinds": ["medical"], "drills": True, "restore": "seconds", "seconds": 7}
    assert flow["description_placeholders"] == {"output": "Panel"}
    typed = ({"next_step_id": "panel"}, {"outputs": [HELPER]}, {**USUAL, "kinds": []})
    assert (await set_option(hass, site.entry, *typed))["errors"] == {"kinds": "kinds_missing"}
