"""Rooms that are created get numbers at a monitoring centre, and people are told that the centre needs them."""

import asyncio

from homeassistant.core import HomeAssistant
from homeassistant.helpers import area_registry as ar, issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest

from custom_components.duress import room_number_keeper
from custom_components.duress.const import DOMAIN
from tests.integration.builders import until
from tests.integration.peers import WebClients, answer, pressed, real_site
from tests.integration.test_dc09 import add
from tests.monitoring.dc09_receiver import receiving


async def test_a_new_room_is_numbered_by_itself(
    hass: HomeAssistant, hass_client: WebClients, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a receiver, when rooms are created, then they have numbers, and that is said until the centre knows."""
    monkeypatch.setattr(room_number_keeper, "SETTLE", 0.05)
    assert await async_setup_component(hass, "repairs", {})
    areas, issues = ar.async_get(hass), ir.async_get(hass)
    left_out = areas.async_create("Boiler room").id
    await asyncio.sleep(0.2)
    async with real_site(hass) as site, receiving() as receiver:
        key = await add(hass, site.entry, receiver)
        endpoint, endpoints = site.entry.subentries[key], site.entry.runtime_data.endpoints
        await until(lambda: endpoints.statuses[key].proven)
        connected, taken = site.link.status.since, len(receiver.taken)
        rooms = [areas.async_create(name).id for name in ("Room 301", "Attic")]
        await until(lambda: rooms[1] in endpoint.data["room_numbers"])
        await hass.async_block_till_done()
        assert left_out not in endpoint.data["room_numbers"]
        assert [endpoint.data["room_numbers"][room] for room in rooms] == ["301", "1"]
        issue = issues.async_get_issue(DOMAIN, f"room_numbers_{key}")
        assert issue is not None
        assert issue.translation_placeholders == {"endpoint": "Central station", "rooms": "Attic = 1, Room 301 = 301"}

        assert endpoints.statuses[key].proven
        assert (site.link.status.since, len(receiver.taken)) == (connected, taken)
        await site.add_pendant("Button 5", 5, role="fixed_button", area=rooms[0])
        await site.hear(pressed(5))
        await until(lambda: receiver.events)
        assert receiver.events[0] == "Nri1/HA301"

        shown = await answer(hass, await hass_client(), issue)
        assert (shown["step_id"], shown["description_placeholders"]["rooms"]) == (
            "confirm",
            "Attic = 1, Room 301 = 301",
        )
        await answer(hass, await hass_client(), issue, {})
        assert issues.async_get_issue(DOMAIN, f"room_numbers_{key}") is None
        assert "untold_rooms" not in endpoint.data
        assert endpoint.data["room_numbers"][rooms[0]] == "301"
