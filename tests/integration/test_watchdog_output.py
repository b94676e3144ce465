"""The watchdog relay: pulses while an alarm could be heard, stored and told, and none when Home Assistant stops."""

import asyncio
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

from homeassistant.const import STATE_OFF, STATE_ON, STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest

from custom_components.duress import output_settings, watchdog_output
from custom_components.duress.ledger import Ledger
from custom_components.duress.monitoring import Outbox
from custom_components.duress.receivers import ReceiverLink
from tests.integration.builders import until
from tests.integration.peers import RealSite, real_site, suggested
from tests.integration.wires import Relay, issue_keys, set_option

USUAL = {"entity_id": "switch.relay", "way": "pulse", "seconds": 30, "needs_protection": False}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pulses be short, and follow each other in no time where a test says 5 s."""
    monkeypatch.setattr(watchdog_output, "PULSE", 0.02)
    within = output_settings._within
    monkeypatch.setattr(output_settings, "_within", lambda *asked: within(*asked) if asked[0] != 5 else 0.1)


@pytest.fixture
async def site(hass: HomeAssistant, config_folder: Path) -> AsyncGenerator[RealSite]:
    """Run a site."""
    async with real_site(hass) as site:
        yield site


async def choose(site: RealSite, **changed: object) -> None:
    """Choose a watchdog relay in the settings; its pulses follow quickly."""
    typed: tuple[dict[str, Any], ...] = ({"next_step_id": "watchdog"}, {**USUAL, "seconds": 5, **changed})
    assert (await set_option(site.hass, site.entry, *typed))["type"] is FlowResultType.CREATE_ENTRY


async def entries(site: RealSite) -> list[str]:
    """Return what the ledger keeps about pulses, the oldest first."""
    found = await site.entry.runtime_data.record.ledger.entries(limit=50)
    return [one.kind for one in reversed(found) if one.kind.startswith("watchdog")]


@pytest.mark.parametrize(
    ("way", "calls"),
    [
        ("pulse", ["turn_on", "turn_off", "turn_on", "turn_off"]),
        ("toggle", ["turn_on", "turn_off", "turn_on"]),
        ("renew", ["turn_on", "turn_on", "turn_on"]),
    ],
)
async def test_the_relay_is_restarted_again_and_again(
    hass: HomeAssistant, site: RealSite, way: str, calls: list[str]
) -> None:
    """Given a relay, when nothing is wrong, then it gets pulses in the way that was chosen, until the site stops."""
    relay = Relay(hass).install()
    await choose(site, way=way)
    await until(lambda: relay.calls[: len(calls)] == calls)
    await hass.config_entries.async_unload(site.entry.entry_id)
    await hass.async_block_till_done()
    made = len(relay.calls)
    await asyncio.sleep(0.3)
    assert len(relay.calls) == made
    assert way != "pulse" or hass.states.is_state("switch.relay", STATE_OFF)


async def test_a_stop_in_a_pulse_ends_the_pulse(
    hass: HomeAssistant, site: RealSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a pulse under way, when the site stops, then the output does not stay on, so that the timer runs out."""
    monkeypatch.setattr(watchdog_output, "PULSE", 30)
    Relay(hass).install()
    await choose(site)
    await until(lambda: hass.states.is_state("switch.relay", STATE_ON))
    await hass.config_entries.async_unload(site.entry.entry_id)
    await hass.async_block_till_done()
    assert hass.states.is_state("switch.relay", STATE_OFF)


async def test_a_button_is_pressed(hass: HomeAssistant, site: RealSite) -> None:
    """Given a button, then it is pressed again and again."""
    presses: list[object] = []

    async def press(call: object) -> None:
        presses.append(call)

    hass.services.async_register("button", "press", press)
    hass.states.async_set("button.relay", "unknown")
    await choose(site, entity_id="button.relay", way="toggle")
    await until(lambda: len(presses) >= 3)


async def test_no_pulse_while_alarms_could_not_be_handled(
    hass: HomeAssistant, site: RealSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given pulses, when receivers, messages or the ledger do not run, then there are none, and it is said why."""
    relay = Relay(hass).install()
    await choose(site)
    await until(lambda: relay.calls)

    async def broken(*_: object) -> None:
        raise TimeoutError

    for kind, name, replacement in (
        (ReceiverLink, "is_running", False),
        (Outbox, "is_running", False),
        (Ledger, "durable", False),
        (Ledger, "get_value", broken),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(kind, name, replacement)
            await until(lambda: issue_keys(hass, "watchdog") == {"watchdog_held_back"})
            await asyncio.sleep(0.05)
            relay.calls.clear()
            await asyncio.sleep(0.25)
            assert relay.calls == [], name
        await until(lambda: relay.calls)
        assert issue_keys(hass, "watchdog") == set()
    assert await entries(site) == ["watchdog_pulses_stopped", "watchdog_pulses_resumed"] * 4


async def test_whether_people_are_protected_counts_only_where_that_was_chosen(
    hass: HomeAssistant, site: RealSite
) -> None:
    """Given a school without a pendant, so not protected, then pulses come unless the relay is to drop for that too."""
    relay = Relay(hass).install()
    await choose(site)
    await until(lambda: relay.calls)
    await choose(site, needs_protection=True)
    await until(lambda: issue_keys(hass, "watchdog") == {"watchdog_held_back"})
    made = len(relay.calls)
    await asyncio.sleep(0.25)
    assert len(relay.calls) == made


async def test_a_relay_that_cannot_be_switched_is_said(hass: HomeAssistant, site: RealSite) -> None:
    """Given a relay out of reach, then a repair issue says that it drops without reason, until it is back."""
    relay = Relay(hass).install()
    relay.say(STATE_UNAVAILABLE)
    await choose(site)
    await until(lambda: issue_keys(hass, "watchdog") == {"watchdog_not_pulsed"})
    assert relay.calls == []
    relay.say(STATE_OFF)
    await until(lambda: relay.calls and issue_keys(hass, "watchdog") == set())


async def test_the_form_offers_what_holds_and_forgets(hass: HomeAssistant, site: RealSite) -> None:
    """Given a watchdog relay, when the settings are opened, then it is filled in; without an entity there is none."""
    relay = Relay(hass).install()
    await choose(site, seconds=60, way="renew", needs_protection=True)
    flow = await set_option(hass, site.entry, {"next_step_id": "watchdog"})
    assert suggested(flow) == {
        "entity_id": "switch.relay",
        "way": "renew",
        "seconds": 60,
        "needs_protection": True,
    }
    typed = {key: value for key, value in USUAL.items() if key != "entity_id"}
    await set_option(hass, site.entry, {"next_step_id": "watchdog"}, typed)
    made = len(relay.calls)
    await asyncio.sleep(0.25)
    assert len(relay.calls) == made


def test_what_is_stored_may_be_damaged() -> None:
    """Given settings of another version, then what cannot be read is left out or as it is usually."""
    assert output_settings.watchdog_of({"watchdog": {"entity_id": "light.hall"}}) is None
    assert output_settings.watchdog_of({"watchdog": "relay"}) is None
    known = output_settings.watchdog_of({"watchdog": {"entity_id": "switch.a", "seconds": "soon", "way": 7}})
    assert known == output_settings.Watchdog(entity_id="switch.a")
    assert output_settings.panel_outputs({"panel_outputs": [7, {"entity_id": "siren.yard"}]}) == {}
    (output,) = output_settings.panel_outputs({"panel_outputs": [{"entity_id": "switch.a", "kinds": "x"}]}).values()
    assert output.kinds == {"duress", "lockdown"}
