"""Repair issues: each says what somebody can do about it, and goes by itself when that is done."""

from collections.abc import AsyncGenerator
import json
from pathlib import Path
import sqlite3

from homeassistant.const import CONF_DEVICE
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import issue_registry as ir
import pytest

from custom_components.duress import receiver_steps
from custom_components.duress.const import CONF_BAUDRATE, DOMAIN, SUBENTRY_ENDPOINT, SUBENTRY_RECEIVER
from custom_components.duress.monitoring import generate_secret
from tests.integration.builders import add_endpoint, until
from tests.integration.peers import CHECK_IN, RealSite, pressed, real_site, station, walk_subentry
from tests.receivers.peers import PtyPort

ENGLISH = Path("custom_components/duress/translations/en.json")
SECRET = generate_secret()


@pytest.fixture
async def site(hass: HomeAssistant) -> AsyncGenerator[RealSite]:
    """Run a site with a receiver on a TCP port."""
    async with real_site(hass) as site:
        yield site


def issue(hass: HomeAssistant, issue_id: str) -> ir.IssueEntry | None:
    """Return an issue of ours."""
    return ir.async_get(hass).async_get_issue(DOMAIN, issue_id)


def text_of(found: ir.IssueEntry | None) -> str:
    """Return an issue as people read it; fails if a placeholder of the text is not filled."""
    assert found is not None
    sentences = json.loads(ENGLISH.read_text())["issues"][found.translation_key]
    return f"{sentences['title']}: {sentences['description']}".format(**found.translation_placeholders or {})


async def test_a_lost_receiver_is_said_until_it_is_back(hass: HomeAssistant, site: RealSite) -> None:
    """Given a receiver, when its serial server goes away and comes back, then the issue comes and goes with that."""
    issue_id = f"receiver_lost_{site.receiver_id}"
    assert issue(hass, issue_id) is None
    await site.peer.vanish()
    await until(lambda: issue(hass, issue_id))
    text = text_of(issue(hass, issue_id))
    assert "is not connected" in text
    assert site.peer.url in text

    await site.peer.listen()
    site.link.reconnect_now()
    await until(lambda: issue(hass, issue_id) is None)
    assert site.entry.runtime_data.school.connected[site.receiver_id]


async def test_an_unplugged_adapter_is_said_until_it_is_plugged_in(
    hass: HomeAssistant, site: RealSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a serial receiver, when its adapter is pulled, then the issue names the port until it is back."""
    monkeypatch.setattr(receiver_steps, "PROBE_SECONDS", 0.3)
    port = PtyPort(tmp_path)
    port.plug_in()
    typed = {CONF_DEVICE: str(port.path), CONF_BAUDRATE: 9600}
    steps = ({"next_step_id": "serial"}, typed, {"next_step_id": "save_anyway"})
    flow = await walk_subentry(hass, site.entry, SUBENTRY_RECEIVER, *steps)
    assert flow["type"] is FlowResultType.CREATE_ENTRY
    (key,) = set(site.entry.subentries) - {site.receiver_id}
    link = site.entry.runtime_data.links.link(key)
    assert link is not None
    await until(lambda: link.counters.connects)
    port.pull()
    await until(lambda: (found := issue(hass, f"receiver_lost_{key}")) and "not_found" in str(found.translation_key))
    text = text_of(issue(hass, f"receiver_lost_{key}"))
    assert "the port is gone" in text
    assert str(port.path) in text

    port.plug_in()
    link.reconnect_now()
    await until(lambda: link.counters.connects == 2)
    port.say(CHECK_IN)
    await until(lambda: issue(hass, f"receiver_lost_{key}") is None)
    hass.config_entries.async_remove_subentry(site.entry, key)
    await hass.async_block_till_done()
    port.pull()


async def test_a_removed_receiver_takes_its_issue_with_it(hass: HomeAssistant, site: RealSite) -> None:
    """Given a lost receiver, when it is removed, then nothing is said about it any more."""
    key = site.receiver_id
    await site.peer.vanish()
    await until(lambda: issue(hass, f"receiver_lost_{key}"))
    hass.config_entries.async_remove_subentry(site.entry, key)
    await hass.async_block_till_done()
    assert issue(hass, f"receiver_lost_{key}") is None


@pytest.mark.parametrize("damage", [b"", b"SQLite format 3\0" + b"\xff" * 5000, b"what is this? " * 1000])
async def test_a_damaged_ledger_is_kept_aside_and_the_site_runs(
    hass: HomeAssistant, site: RealSite, config_folder: Path, damage: bytes
) -> None:
    """Given a ledger's file that is no ledger, when the site starts, then it runs, stores alarms and says so."""
    await hass.config_entries.async_unload(site.entry.entry_id)
    path = config_folder / "duress" / f"{site.entry.entry_id}.sqlite"
    assert path.exists()
    path.write_bytes(damage)
    for working in path.parent.glob("*.sqlite-*"):
        working.unlink()
    assert await hass.config_entries.async_setup(site.entry.entry_id)
    await hass.async_block_till_done()
    await site.connected()
    found = issue(hass, f"ledger_set_aside_{site.entry.entry_id}")
    kept = [one.name for one in path.parent.iterdir() if "corrupt" in one.name]
    # An empty file is a new ledger and no damage.
    assert len(kept) == bool(damage)
    assert (found is None) == (not damage)
    assert all(name in text_of(found) for name in kept)
    assert all(path.with_name(name).read_bytes() == damage for name in kept)

    await site.hear(pressed(9))
    await until(lambda: site.entry.runtime_data.active_incidents())
    (incident,) = site.entry.runtime_data.active_incidents()
    await hass.async_block_till_done()
    ledger = site.entry.runtime_data.record.ledger
    assert ledger.durable
    assert await ledger.open_incident_ids() == {incident.incident_id}


@pytest.mark.parametrize(
    ("status", "key", "advice"),
    [
        (401, "endpoint_refuses", "Compare the shared secret"),
        (410, "endpoint_retired", "Ask for the new address"),
        (404, "endpoint_refuses", "Check the address letter by letter"),
        (413, "endpoint_refuses", "at least 64 KB"),
    ],
)
async def test_an_endpoint_that_does_not_take_messages_is_said(
    hass: HomeAssistant, site: RealSite, status: int, key: str, advice: str
) -> None:
    """Given an endpoint that refuses, when a press is told there, then an issue says what to do until it is changed."""
    async with station(status) as desk:
        endpoint = await add_endpoint(hass, site.entry, f"{desk.url}?token=hunter2", secret=SECRET)
        await site.hear(pressed(9))
        await until(lambda: issue(hass, f"endpoint_{endpoint}"))
        found = issue(hass, f"endpoint_{endpoint}")
        assert found is not None
        assert found.translation_key == key
        text = text_of(found)
        assert "District desk" in text
        assert str(status) in text
        assert advice in text
        shown = hass.states.get("binary_sensor.district_desk_path_proven")
        assert shown is not None
        assert shown.state == "off"
        assert advice in shown.attributes["what_to_do"]
        assert str(status) in shown.attributes["last_answer"]
        assert "hunter2" not in text
        assert "hook" not in text

        desk.status = 200
        changed = {"name": "District desk", "url": desk.url, "secret": SECRET, "forward_without_automation": True}
        flow = await walk_subentry(hass, site.entry, SUBENTRY_ENDPOINT, changed, reconfigure=endpoint)
        assert flow["reason"] == "reconfigure_successful"
        await until(lambda: issue(hass, f"endpoint_{endpoint}") is None)
        await until(lambda: any(b"incident.raised" in body for body in desk.bodies))
        shown = hass.states.get("binary_sensor.district_desk_path_proven")
        assert shown is not None
        assert shown.attributes["what_to_do"] is None


async def test_a_removed_endpoint_takes_its_issue_with_it(hass: HomeAssistant, site: RealSite) -> None:
    """Given an endpoint that refuses, when it is removed, then nothing is said about it any more."""
    async with station(401) as desk:
        endpoint = await add_endpoint(hass, site.entry, desk.url)
        await site.hear(pressed(9))
        await until(lambda: issue(hass, f"endpoint_{endpoint}"))
        hass.config_entries.async_remove_subentry(site.entry, endpoint)
        await hass.async_block_till_done()
        assert issue(hass, f"endpoint_{endpoint}") is None


async def test_a_ledger_that_cannot_be_written_is_said_and_alarms_go_on(
    hass: HomeAssistant, site: RealSite, config_folder: Path
) -> None:
    """Given a disk that takes no files, when a pendant is pressed, then the alarm is raised and told from memory."""
    issue_id = f"ledger_failing_{site.entry.entry_id}"
    await hass.config_entries.async_unload(site.entry.entry_id)
    folder = config_folder / "duress"
    kept = folder.rename(config_folder / "kept")
    folder.write_text("A file where the folder should be.")
    assert await hass.config_entries.async_setup(site.entry.entry_id)
    await hass.async_block_till_done()
    assert "a restart now would forget them" in text_of(issue(hass, issue_id))
    async with station() as desk:
        await add_endpoint(hass, site.entry, desk.url)
        await site.connected()
        await site.hear(pressed(9))
        await until(lambda: any(b"incident.raised" in body for body in desk.bodies))
    assert hass.states.is_state("binary_sensor.lincoln", "on")

    await hass.config_entries.async_unload(site.entry.entry_id)
    folder.unlink()
    kept.rename(folder)
    assert await hass.config_entries.async_setup(site.entry.entry_id)
    await hass.async_block_till_done()
    assert issue(hass, issue_id) is None


async def test_a_ledger_that_another_program_holds_is_said_although_nobody_is_told(
    hass: HomeAssistant, site: RealSite, config_folder: Path
) -> None:
    """Given no endpoint, when the ledger is held while a pendant is pressed, then the site says so until it is free."""

    def is_stored() -> bool:
        readiness = hass.states.get("sensor.lincoln_readiness")
        assert readiness is not None
        return "cannot be stored" not in readiness.attributes["sentence"]

    await site.connected()
    assert is_stored()
    held = sqlite3.connect(config_folder / "duress" / f"{site.entry.entry_id}.sqlite", isolation_level=None)
    try:
        held.execute("BEGIN IMMEDIATE")
        await site.hear(pressed(9))
        await until(lambda: not is_stored())
    finally:
        held.close()
    await site.hear(pressed(10))
    await until(is_stored)
