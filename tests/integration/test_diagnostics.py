"""Diagnostics go to strangers: they say how the site is doing, and no secret, no address beyond the host, no name."""

from collections.abc import AsyncGenerator
import json
from typing import Any

from homeassistant.const import CONF_HOST
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.setup import async_setup_component
import pytest

from custom_components.duress import latency_keeper, receiver_steps
from custom_components.duress.const import SUBENTRY_RECEIVER
from custom_components.duress.installed import device_of
from custom_components.duress.monitoring import generate_secret
from tests.integration.builders import add_endpoint, until
from tests.integration.peers import (
    RealSite,
    WebClients,
    checked_in,
    pressed,
    real_site,
    station,
    walk_subentry,
)

SECRET = generate_secret()
QUERY = "token=hunter2"
PASSWORD = "correct-horse"
NAMES = ("Lincoln", "Mrs Miller", "District desk", "Ms Jones")


@pytest.fixture
async def site(hass: HomeAssistant) -> AsyncGenerator[RealSite]:
    """Run a site with a receiver, a pendant of somebody careless about names, and an open incident."""
    assert await async_setup_component(hass, "diagnostics", {})
    async with real_site(hass) as site:
        await site.add_pendant("Mrs Miller", 7)
        await site.add_pendant("Ms Jones", 8)
        await site.hear(checked_in(8))
        await site.hear(pressed(7))
        yield site


def device(hass: HomeAssistant, site: RealSite, key: str) -> dr.DeviceEntry:
    """Return the device of a subentry."""
    found = device_of(hass, site.entry, key)
    assert found is not None
    return found


async def downloaded(clients: WebClients, site: RealSite, device: dr.DeviceEntry | None = None) -> dict[str, Any]:
    """Download the diagnostics of a site or of one device; nothing in the whole file may be private."""
    of_device = "" if device is None else f"/device/{device.id}"
    client = await clients()
    answer = await client.get(f"/api/diagnostics/config_entry/{site.entry.entry_id}{of_device}")
    text = await answer.text()
    for private in (SECRET, SECRET.removeprefix("whsec_"), QUERY, "hunter2", PASSWORD, *NAMES):
        assert private not in text, private
    # With the sentences Home Assistant adds: versions, the manifest, repair issues.
    found: dict[str, Any] = json.loads(text)
    return found


async def test_a_site_says_how_it_is_doing_and_nothing_private(
    hass: HomeAssistant, hass_client: WebClients, site: RealSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given names and secrets everywhere, when diagnostics are downloaded, then only states and counts are in it."""
    monkeypatch.setattr(receiver_steps, "PROBE_SECONDS", 0.3)
    async with station() as desk:
        endpoint = await add_endpoint(hass, site.entry, f"{desk.url}?{QUERY}", secret=SECRET)
        address = {CONF_HOST: f"rfc2217://installer:{PASSWORD}@127.0.0.1:1/"}
        flow = await walk_subentry(hass, site.entry, SUBENTRY_RECEIVER, {"next_step_id": "network"}, address)
        assert flow["errors"] == {"base": "receiver_refused"}
        monkeypatch.setattr(latency_keeper, "SETTLE", 0.05)
        await site.hear(pressed(8))
        await until(lambda: endpoint in site.entry.runtime_data.endpoints.latency.figures)
        data = (await downloaded(hass_client, site))["data"]
        assert data["site"] == {"demo": False, "subentries": 4}
        assert data["ledger"] == {"durable": True, "set_aside": False}
        (incident,) = data["incidents"]
        assert (incident["state"], incident["presses"]) == ("raised", 2)
        devices = data["devices"]
        assert devices.keys() == site.entry.subentries.keys()
        assert devices[site.receiver_id]["link"]["counters"]["frames"] >= 3
        assert devices[site.receiver_id]["settings"]["device"] == site.peer.url
        took = devices[endpoint]["latency"]
        assert (took["count"], took["told_later"]) == (1, 0)
        assert 0 < took["stored"]["median"] <= took["sent"]["median"] < took["confirmed"]["median"]
        assert devices[endpoint]["settings"]["secret"] == devices[endpoint]["settings"]["url"] == "**REDACTED**"


async def test_troubles_in_diagnostics_name_nobody(
    hass: HomeAssistant, hass_client: WebClients, site: RealSite
) -> None:
    """Given an endpoint that refuses and a lost receiver, when diagnostics are downloaded, then no name is in them."""
    async with station(status=401) as desk:
        endpoint = await add_endpoint(hass, site.entry, f"{desk.url}?{QUERY}", secret=SECRET)
        await site.hear(pressed(8))
        site.peer.hang_up()
        await until(lambda: not site.entry.runtime_data.school.connected[site.receiver_id])
        status = site.entry.runtime_data.endpoints.status
        await until(lambda: (found := status(endpoint)) is not None and found.last_answer is not None)
        found = await downloaded(hass_client, site)
        assert len(found["issues"]) == 2
        devices = found["data"]["devices"]
        assert devices[site.receiver_id]["link"]["state"] == "disconnected"
        assert devices[endpoint]["path"]["last_status"] == 401


async def test_a_device_says_how_it_is_doing_and_nothing_private(
    hass: HomeAssistant, hass_client: WebClients, site: RealSite
) -> None:
    """Given a pendant and an endpoint, when their diagnostics are downloaded, then only their own facts are in it."""
    async with station() as desk:
        endpoint = await add_endpoint(hass, site.entry, f"{desk.url}?{QUERY}", secret=SECRET)
        (pendant,) = (one.subentry_id for one in site.entry.subentries.values() if one.title == "Ms Jones")
        for key, kind in ((endpoint, "endpoint"), (pendant, "transmitter")):
            data = (await downloaded(hass_client, site, device(hass, site, key)))["data"]
            assert list(data) == [key]
            assert data[key]["type"] == kind
        state = data[pendant]["state"]
        assert (state["heard_since_start"], state["margin"], state["troubles"]) == (True, 40, [])
        of_site = await downloaded(hass_client, site, device(hass, site, site.entry.entry_id))
        assert of_site["data"] == {}
