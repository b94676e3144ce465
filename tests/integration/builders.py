"""Sites in a few words, set up through the real flows."""

import asyncio
from collections.abc import Callable
from typing import Any

from homeassistant.config_entries import SOURCE_USER, SubentryFlowContext
from homeassistant.const import CONF_NAME, CONF_URL
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import device_registry as dr

from custom_components.duress.const import (
    CONF_FORWARD_ALL,
    CONF_SECRET,
    CONF_SITE_NAME,
    CONF_SPEED,
    DOMAIN,
    ENDPOINT_WEBHOOK,
    SUBENTRY_ENDPOINT,
)
from custom_components.duress.installed import device_of
from custom_components.duress.monitoring import generate_secret
from custom_components.duress.site import DuressConfigEntry


async def until(condition: Callable[[], object], seconds: float = 60) -> None:
    """Wait for something real to happen; fail after some seconds."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - waits for the world outside, which sets no event
            await asyncio.sleep(0.01)


async def set_up_demo(hass: HomeAssistant, *, heard: bool = True) -> DuressConfigEntry:
    """Set up a demo school through the flow; wait until every device was heard."""
    flow = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})
    for typed in ({CONF_SITE_NAME: "Lincoln"}, {"next_step_id": "demo"}, {CONF_SPEED: 1}):
        flow = await hass.config_entries.flow.async_configure(flow["flow_id"], typed)
    assert flow["type"] is FlowResultType.CREATE_ENTRY
    await hass.async_block_till_done()
    entry: DuressConfigEntry = flow["result"]
    if heard:
        await until(lambda: entry.runtime_data.readiness.not_yet_heard == 0)
    return entry


async def add_endpoint(
    hass: HomeAssistant,
    entry: DuressConfigEntry,
    url: str,
    *,
    forward_all: bool = True,
    secret: str | None = None,
    **more: object,
) -> str:
    """Add a monitoring endpoint through the flow, with more fields as typed; return its subentry id."""
    before = set(entry.subentries)
    context = SubentryFlowContext(source=SOURCE_USER)
    flow = await hass.config_entries.subentries.async_init((entry.entry_id, SUBENTRY_ENDPOINT), context=context)
    typed: dict[str, Any] = {
        CONF_NAME: "District desk",
        CONF_URL: url,
        CONF_SECRET: secret or generate_secret(),
        CONF_FORWARD_ALL: forward_all,
        **more,
    }
    for answer in ({"next_step_id": ENDPOINT_WEBHOOK}, typed):
        flow = await hass.config_entries.subentries.async_configure(flow["flow_id"], answer)
    assert flow["type"] is FlowResultType.CREATE_ENTRY, flow
    await hass.async_block_till_done()
    (endpoint_id,) = set(entry.subentries) - before
    return endpoint_id


def subentry_id(entry: DuressConfigEntry, title: str) -> str:
    """Return the subentry of something by its title."""
    return next(one.subentry_id for one in entry.subentries.values() if one.title == title)


def device_id(hass: HomeAssistant, entry: DuressConfigEntry, key: str) -> str:
    """Return the device of a subentry."""
    device = device_of(hass, entry, key)
    assert isinstance(device, dr.DeviceEntry)
    return device.id


async def act(hass: HomeAssistant, entry: DuressConfigEntry, title: str, act_: str = "press", **data: object) -> None:
    """Make something happen in the demo school through the action."""
    target = device_id(hass, entry, subentry_id(entry, title))
    await hass.services.async_call(
        DOMAIN, "simulate", {"device_id": target, "act": act_, **data}, blocking=True, return_response=True
    )
