"""Adding and changing monitoring endpoints: nothing leaves the school unencrypted or unsigned."""

from collections.abc import AsyncGenerator

from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.exceptions import HomeAssistantError
import pytest

from custom_components.duress.const import SUBENTRY_ENDPOINT
from custom_components.duress.installed import device_of
from custom_components.duress.monitoring import generate_secret
from tests.integration.builders import add_endpoint, device_id, until
from tests.integration.peers import (
    RealSite,
    further_subentry,
    pressed,
    real_site,
    station,
    suggested,
    walk_subentry,
)

SECRET = generate_secret()
WEBHOOK = {"next_step_id": "webhook"}
GOOD = {
    "name": "District desk",
    "url": "https://desk.example/hook",
    "secret": SECRET,
    "forward_without_automation": False,
    "body_format": "cloudevents",
    "accept_202": False,
}


@pytest.fixture
async def site(hass: HomeAssistant) -> AsyncGenerator[RealSite]:
    """Run a site with a receiver on a TCP port."""
    async with real_site(hass) as site:
        yield site


@pytest.mark.parametrize(
    ("field", "typed", "error"),
    [
        ("name", "  ", "name_missing"),
        ("url", "http://desk.example/hook", "not_https"),
        ("url", "http://127.0.0.1.desk.example/hook", "not_https"),
        ("url", "ftp://desk.example/hook", "wrong_url"),
        ("url", "https://user:word@desk.example/hook", "wrong_url"),
        ("url", "https://desk.example:port/hook", "wrong_url"),
        ("url", "https://", "wrong_url"),
        ("secret", "whsec_short", "wrong_secret"),
        ("secret", "open sesame", "wrong_secret"),
    ],
)
async def test_an_unsafe_endpoint_is_refused_and_can_be_put_right(
    hass: HomeAssistant, site: RealSite, field: str, typed: str, error: str
) -> None:
    """Given one wrong field, when the form is sent, then that field says why, the rest is kept, and it can be fixed."""
    flow = await walk_subentry(hass, site.entry, SUBENTRY_ENDPOINT, WEBHOOK, {**GOOD, field: typed})
    assert flow["type"] is FlowResultType.FORM
    assert flow["errors"] == {field: error}
    assert suggested(flow) == {**GOOD, field: typed}
    # Loopback, so that nothing is sent away from this machine.
    async with station() as desk:
        flow = await further_subentry(hass, flow, {**GOOD, "url": desk.url})
        assert flow["type"] is FlowResultType.CREATE_ENTRY


async def test_a_secret_is_made_up_and_the_endpoint_works_at_once(hass: HomeAssistant, site: RealSite) -> None:
    """Given a running site, when an endpoint is added with the secret made up, then a press is told there."""
    link = site.link
    async with station() as desk:
        flow = await walk_subentry(hass, site.entry, SUBENTRY_ENDPOINT, WEBHOOK)
        made_up = suggested(flow)["secret"]
        assert made_up.startswith("whsec_")
        again = await walk_subentry(hass, site.entry, SUBENTRY_ENDPOINT, WEBHOOK)
        assert suggested(again)["secret"] != made_up
        typed = {**GOOD, "url": desk.url, "secret": made_up, "forward_without_automation": True}
        flow = await further_subentry(hass, flow, typed)
        assert (flow["type"], flow["title"]) == (FlowResultType.CREATE_ENTRY, "District desk")
        (endpoint,) = site.entry.get_subentries_of_type(SUBENTRY_ENDPOINT)
        assert {key: value for key, value in typed.items() if key != "name"}.items() <= endpoint.data.items()
        assert endpoint.data["heartbeat"] == 60
        await site.hear(pressed(5))
        await until(lambda: any(b"incident.raised" in body for body in desk.bodies))
        await until(lambda: hass.states.is_state("binary_sensor.district_desk_path_proven", "on"))
        assert site.link is link


async def test_an_endpoint_moves_while_the_site_runs(hass: HomeAssistant, site: RealSite) -> None:
    """Given an endpoint, when name and address change, then the next press is told there; device and link stay."""
    async with station() as old, station() as new:
        key = await add_endpoint(hass, site.entry, old.url, secret=SECRET)
        device = device_id(hass, site.entry, key)
        flow = await walk_subentry(hass, site.entry, SUBENTRY_ENDPOINT, reconfigure=key)
        assert suggested(flow)["name"] == "District desk"
        assert suggested(flow)["url"] == old.url
        typed = {"name": "County desk", "secret": SECRET, "forward_without_automation": True}
        flow = await further_subentry(hass, flow, {**typed, "url": "http://county.example/hook"})
        assert flow["errors"] == {"url": "not_https"}
        assert suggested(flow)["name"] == "County desk"
        flow = await further_subentry(hass, flow, {**typed, "url": new.url})
        assert (flow["type"], flow["reason"]) == (FlowResultType.ABORT, "reconfigure_successful")

        assert device_id(hass, site.entry, key) == device
        registered = device_of(hass, site.entry, key)
        assert registered is not None
        assert registered.name == "County desk"
        await site.hear(pressed(5))
        await until(lambda: any(b"incident.raised" in body for body in new.bodies))
        assert not any(b"incident.raised" in body for body in old.bodies)
        assert site.link.counters.connects == 1


async def test_an_endpoint_is_tested_by_a_button(hass: HomeAssistant, site: RealSite) -> None:
    """Given an endpoint, when the test button is pressed, then a refusal is an error to the person who pressed it."""
    async with station() as desk:
        await add_endpoint(hass, site.entry, desk.url)
        target = {"entity_id": "button.district_desk_send_test"}
        before = len(desk.bodies)
        await hass.services.async_call("button", "press", target, blocking=True)
        assert len(desk.bodies) > before
        desk.status = 401
        with pytest.raises(HomeAssistantError, match=r"did not confirm the test.*401"):
            await hass.services.async_call("button", "press", target, blocking=True)
    assert not site.entry.runtime_data.school.incidents.open
