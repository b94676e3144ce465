"""The blueprints for troubles and for the all-clear run as real automations, filled in with pickers only."""

from collections.abc import AsyncGenerator
from pathlib import Path
import re
import shutil
from typing import Any

from homeassistant.components import demo as platforms
from homeassistant.components.blueprint import models
from homeassistant.components.blueprint.schemas import BLUEPRINT_SCHEMA
from homeassistant.components.demo.notify import EVENT_NOTIFY
from homeassistant.config_entries import SOURCE_IMPORT
from homeassistant.const import Platform
from homeassistant.core import Context, Event, HomeAssistant, ServiceCall, callback
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util, yaml as yaml_util
import pytest
from pytest_homeassistant_custom_component.common import (  # type: ignore[import-untyped] # it carries no types
    async_fire_time_changed,
)

from custom_components.duress.const import DOMAIN
from custom_components.duress.core.events import TroubleKind
from custom_components.duress.echostream import EndDeviceFlags
from tests.integration.builders import until
from tests.integration.peers import RealSite, pressed, real_site
from tests.integration.test_blueprint import BLUEPRINTS
from tests.integration.test_troubles import report

QUIET_ALL_DAY = {"quiet_from": "00:00:00", "quiet_until": "23:59:59"}
NEVER_QUIET = {"quiet_from": "00:00:00", "quiet_until": "00:00:00"}
FULL = {"people": ["notify.notifier"], "locked": "full"}


@pytest.fixture
async def site(hass: HomeAssistant, config_folder: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[RealSite]:
    """Run a site with two pendants, and somebody who can be sent messages."""
    shutil.copytree(BLUEPRINTS, config_folder / "blueprints" / "automation" / "duress")
    monkeypatch.setattr(platforms, "COMPONENTS_WITH_CONFIG_ENTRY_DEMO_PLATFORM", (Platform.NOTIFY,))
    assert await async_setup_component(hass, "homeassistant", {})
    await hass.config_entries.flow.async_init("demo", context={"source": SOURCE_IMPORT}, data={})
    await hass.async_block_till_done()
    async with real_site(hass) as site:
        await site.add_pendant("Pendant 7", 7)
        await site.add_pendant("Pendant 8", 8)
        yield site
        if "automation.blueprint" in hass.states.async_entity_ids():
            await hass.services.async_call("automation", "turn_off", {"entity_id": "all"}, blocking=True)


@pytest.fixture
def messages(hass: HomeAssistant) -> list[str]:
    """Collect what people are sent."""
    sent: list[str] = []

    @callback
    def note(event: Event) -> None:
        """Note one message."""
        sent.append(f"{event.data['title']}: {' '.join(str(event.data['message']).split())}")

    hass.bus.async_listen(EVENT_NOTIFY, note)
    return sent


async def automate(hass: HomeAssistant, blueprint: str, **inputs: Any) -> None:  # noqa: ANN401 - as people pick it
    """Make an automation of a blueprint."""
    await automate_all(hass, [{"path": f"duress/{blueprint}.yaml", "input": inputs}])


async def automate_all(hass: HomeAssistant, uses: list[dict[str, Any]]) -> None:
    """Make an automation of each use of a blueprint."""
    automations = [{"alias": "Blueprint", "use_blueprint": used} for used in uses]
    assert await async_setup_component(hass, "automation", {"automation": automations})
    await hass.async_block_till_done()
    states = [one.state for one in hass.states.async_all("automation")]
    assert states == ["on"] * len(uses), "a blueprint was refused"


async def open_case(site: RealSite, serial: int) -> None:
    """Let a pendant say that its case is open."""
    await site.hear(report(serial, EndDeviceFlags.TAMPER))
    await site.hass.async_block_till_done()


async def test_a_trouble_is_told_in_plain_words(hass: HomeAssistant, site: RealSite, messages: list[str]) -> None:
    """Given no quiet hours, when a case is open, then people are told which, what and what to do, once."""
    await automate(hass, "tell_troubles", site=site.entry.entry_id, **FULL, **NEVER_QUIET)
    await open_case(site, 7)
    await until(lambda: messages)
    await open_case(site, 7)
    assert messages == [
        "Lincoln: Pendant 7: case open. Close the case. If somebody opened it without reason, find out who."
    ]


async def test_quiet_hours_end_with_one_message(hass: HomeAssistant, site: RealSite, messages: list[str]) -> None:
    """Given quiet hours, when two cases are open and a receiver is lost, then only that is told before they end."""
    await automate(hass, "tell_troubles", site=site.entry.entry_id, **FULL, **QUIET_ALL_DAY)
    await open_case(site, 7)
    await open_case(site, 8)
    await site.peer.vanish()
    await until(lambda: messages)
    assert [message.split(": ")[2].split(".")[0] for message in messages] == ["link lost"]

    messages.clear()
    evening = dt_util.now().replace(hour=23, minute=59, second=59, microsecond=100)
    async_fire_time_changed(hass, evening)
    await until(lambda: messages)
    (digest,) = messages
    assert re.search(r"Pendant 7: case open\. Pendant 8: case open\.", digest)
    assert "link lost" in digest


async def test_only_chosen_kinds_are_told_also_to_further_actions(
    hass: HomeAssistant, site: RealSite, messages: list[str]
) -> None:
    """Given that only a lost receiver is to be told, then further actions run for that, and not for an open case."""
    said: list[str] = []

    async def note(call: ServiceCall) -> None:
        said.append(" ".join(call.data["said"].split()))

    hass.services.async_register("test", "note", note)
    await automate(
        hass,
        "tell_troubles",
        site=site.entry.entry_id,
        kinds=["link_lost"],
        more=[{"action": "test.note", "data": {"said": "{{ full_title }}: {{ full_message }}"}}],
        **NEVER_QUIET,
    )
    await open_case(site, 7)
    await site.peer.vanish()
    await until(lambda: said)
    assert len(said) == 1
    assert said[0].endswith("Settings, Repairs says more.")
    assert messages == []


@pytest.mark.parametrize(("when", "steps"), [("cleared", 2), ("closed", 3)])
async def test_the_all_clear_comes_when_nobody_is_in_danger(
    hass: HomeAssistant, site: RealSite, when: str, steps: int
) -> None:
    """Given two incidents, when one is over, then nothing runs; when the other is over too, then the actions do."""
    numbers: list[int] = []

    async def note(call: ServiceCall) -> None:
        numbers.append(call.data["number"])

    hass.services.async_register("test", "note", note)
    hass.config_entries.async_update_entry(site.entry, options={"join_minutes": {"duress": 0}})
    await hass.async_block_till_done()
    do = [{"action": "test.note", "data": {"number": "{{ trigger.number }}"}}]
    await automate(hass, "all_clear", site=site.entry.entry_id, when=when, do=do)
    await site.hear(pressed(7))
    await site.hear(pressed(8))
    user = await hass.auth.async_create_user("Alex", group_ids=["system-admin"])
    first, second = site.entry.runtime_data.school.incidents.open
    for incident_id in (first, second):
        assert numbers == []
        for step in ("acknowledge", "clear", "close")[:steps]:
            data = {"incident_id": incident_id, **({} if step == "acknowledge" else {"reason": "over"})}
            await hass.services.async_call(DOMAIN, step, data, blocking=True, context=Context(user_id=user.id))
        await hass.async_block_till_done()
    assert numbers == [2]


@pytest.mark.parametrize("file", sorted(BLUEPRINTS.glob("*.yaml")), ids=lambda file: file.stem)
def test_each_blueprint_can_be_imported_and_filled_in_with_pickers(file: Path) -> None:
    """Given a blueprint, then Home Assistant takes it, each input has a picker, and it does nothing loud by itself."""
    data: Any = yaml_util.load_yaml(file)
    blueprint = models.Blueprint(data, path=str(file), expected_domain="automation", schema=BLUEPRINT_SCHEMA)
    assert blueprint.metadata["source_url"].endswith(f"/blueprints/automation/duress/{file.name}")
    assert all(one and one.get("selector") for one in blueprint.inputs.values())
    actions = set(re.findall(r"action: (\w+\.\w+)", file.read_text()))
    assert actions <= {"duress.forward", "duress.get_readiness", "notify.send_message"}
    assert set(re.findall(r'action: "(.+)"', file.read_text())) <= {"notify.{{ repeat.item }}"}


def test_every_kind_of_trouble_can_be_picked() -> None:
    """Given the blueprint for troubles, then it offers every kind there is, and no other."""
    data: Any = yaml_util.load_yaml(BLUEPRINTS / "tell_troubles.yaml")
    for name in ("kinds", "at_once"):
        options = data["blueprint"]["input"][name]["selector"]["select"]["options"]
        assert {one["value"] for one in options} == set(TroubleKind)
