"""The logbook of Home Assistant itself, asked as its page asks it: sentences for the device and for its main entity."""

from collections.abc import AsyncGenerator
import logging
from pathlib import Path
import re
from typing import Any

from homeassistant.auth.const import GROUP_ID_ADMIN
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.recorder import async_initialize_recorder
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.components.recorder.common import (  # type: ignore[import-untyped] # it carries no types
    async_wait_recording_done,
)
from pytest_homeassistant_custom_component.typing import (  # type: ignore[import-untyped] # the same
    WebSocketGenerator,
)

from custom_components.duress.const import DOMAIN
from tests.integration.builders import device_id
from tests.integration.peers import RealSite, pressed, real_site


@pytest.fixture
async def site(hass: HomeAssistant, config_folder: Path) -> AsyncGenerator[RealSite]:
    """Run a site with a pendant, a recorder and the logbook."""
    database = {"db_url": f"sqlite:///{config_folder}/recorder.db", "commit_interval": 0}
    logging.getLogger("sqlalchemy").setLevel(logging.WARNING)
    async_initialize_recorder(hass)
    assert await async_setup_component(hass, "recorder", {"recorder": database})
    assert await async_setup_component(hass, "logbook", {})
    async with real_site(hass) as site:
        await site.add_pendant("Pendant 7", 7)
        yield site


async def test_each_step_is_a_sentence_for_device_and_entity(
    hass: HomeAssistant, site: RealSite, hass_ws_client: WebSocketGenerator
) -> None:
    """Given an incident from press to close, when the logbook is asked, then device and entity tell every step."""
    began = dt_util.utcnow()
    await site.hear(pressed(7))
    (incident,) = site.entry.runtime_data.active_incidents()
    user = await hass.auth.async_create_user("Alex", group_ids=[GROUP_ID_ADMIN])
    for step in ("acknowledge", "respond", "arrive", "clear", "close"):
        data = {"incident_id": incident.incident_id, **({"reason": "over"} if step in {"clear", "close"} else {})}
        await hass.services.async_call(DOMAIN, step, data, blocking=True, context=Context(user_id=user.id))
    await hass.async_block_till_done()
    await async_wait_recording_done(hass)
    client = await hass_ws_client()

    async def rows(**which: list[str]) -> list[str]:
        """Return what the logbook says in words of ours."""
        await client.send_json_auto_id({"type": "logbook/get_events", "start_time": began.isoformat(), **which})
        answer: list[dict[str, Any]] = (await client.receive_json())["result"]
        return [str(row["message"]) for row in answer if row.get("domain") == DOMAIN and "message" in row]

    pendant = next(key for key, one in site.entry.subentries.items() if one.title == "Pendant 7")
    at_site = await rows(entity_ids=["binary_sensor.lincoln"])
    assert [re.sub(r"\d+ s$", "… s", message) for message in at_site] == [
        "raised incident 1: Pendant 7 pressed, somewhere at the site",
        "saw incident 1 acknowledged by Alex after … s",
        "saw Alex respond to incident 1 after … s",
        "saw Alex arrive at the scene of incident 1 after … s",
        "saw incident 1 cleared by Alex: over",
        "saw incident 1 closed by Alex: over",
    ]
    assert await rows(device_ids=[device_id(hass, site.entry, site.entry.entry_id)]) == at_site
    alarm = er.async_get(hass).async_get_entity_id("binary_sensor", DOMAIN, f"{pendant}_alarm")
    assert alarm is not None
    at_pendant = await rows(entity_ids=[alarm])
    assert len(at_pendant) == len(at_site)
    assert await rows(device_ids=[device_id(hass, site.entry, pendant)]) == at_pendant
