"""A desk that does not accept our signatures: somebody is asked for the secret, once, and only if that would help."""

from collections.abc import AsyncGenerator
from typing import Any

from homeassistant.config_entries import SOURCE_REAUTH
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import issue_registry as ir
import pytest

from custom_components.duress.const import DOMAIN
from custom_components.duress.monitoring import generate_secret
from tests.integration.builders import add_endpoint, until
from tests.integration.peers import RealSite, pressed, real_site
from tests.integration.station import Station, a_station


@pytest.fixture
async def site(hass: HomeAssistant) -> AsyncGenerator[RealSite]:
    """Run a site with a receiver on a TCP port."""
    async with real_site(hass) as site:
        yield site


@pytest.fixture
async def desk() -> AsyncGenerator[Station]:
    """Run a desk."""
    async with a_station() as station:
        yield station


def asked(hass: HomeAssistant) -> list[dict[str, Any]]:
    """Return the questions for secrets."""
    return [
        dict(flow) for flow in hass.config_entries.flow.async_progress() if flow["context"]["source"] == SOURCE_REAUTH
    ]


def urged(hass: HomeAssistant, site: RealSite) -> bool:
    """Whether Home Assistant points at the question."""
    issue_id = f"config_entry_reauth_{DOMAIN}_{site.entry.entry_id}"
    return ir.async_get(hass).async_get_issue("homeassistant", issue_id) is not None


async def test_a_wrong_secret_is_asked_for_and_what_waits_goes_out(
    hass: HomeAssistant, site: RealSite, desk: Station
) -> None:
    """Given a desk with another secret, when it refuses an alarm, then the right secret is asked for and sends it."""
    endpoint = await add_endpoint(hass, site.entry, desk.url)
    await site.hear(pressed(5))
    await until(lambda: asked(hass))
    assert desk.refused
    (question,) = asked(hass)
    assert question["context"]["title_placeholders"] == {"name": "Lincoln: District desk"}
    assert urged(hass, site)

    flow = await hass.config_entries.flow.async_configure(question["flow_id"], {"secret": "open sesame"})
    assert (flow["type"], flow["errors"]) == (FlowResultType.FORM, {"secret": "wrong_secret"})
    assert (flow["description_placeholders"] or {})["endpoint"] == "District desk"
    flow = await hass.config_entries.flow.async_configure(question["flow_id"], {"secret": f" {desk.secret} "})
    assert (flow["type"], flow["reason"]) == (FlowResultType.ABORT, "reauth_successful")
    assert site.entry.subentries[endpoint].data["secret"] == desk.secret
    await until(lambda: desk.told("incident.raised"))
    await until(lambda: hass.states.is_state("binary_sensor.district_desk_path_proven", "on"))
    assert asked(hass) == []
    assert not urged(hass, site)
    assert site.link.counters.connects == 1


async def test_the_question_goes_when_nobody_needs_it(hass: HomeAssistant, site: RealSite, desk: Station) -> None:
    """Given a question, when the desk takes our secret after all, or the endpoint is removed, then nobody is asked."""
    secret = generate_secret()
    endpoint = await add_endpoint(hass, site.entry, desk.url, secret=secret)
    await until(lambda: asked(hass))
    desk.secret = secret
    await hass.services.async_call("button", "press", {"entity_id": "button.district_desk_send_test"}, blocking=True)
    await until(lambda: not asked(hass))
    await hass.async_block_till_done()
    assert not urged(hass, site)

    desk.secret = generate_secret()
    await site.hear(pressed(5))
    await until(lambda: asked(hass))
    hass.config_entries.async_remove_subentry(site.entry, endpoint)
    await hass.async_block_till_done()
    assert asked(hass) == []


async def test_a_wrong_clock_is_not_blamed_on_the_secret(hass: HomeAssistant, site: RealSite, desk: Station) -> None:
    """Given a desk whose clock is ten minutes off and that refuses, then people are told of the clock, not asked."""
    desk.clock_ahead = 600
    endpoint = await add_endpoint(hass, site.entry, desk.url)
    await until(lambda: ir.async_get(hass).async_get_issue(DOMAIN, f"endpoint_{endpoint}"))
    await hass.async_block_till_done()
    found = ir.async_get(hass).async_get_issue(DOMAIN, f"endpoint_{endpoint}")
    assert found is not None
    assert "Set the clock of this machine" in (found.translation_placeholders or {})["advice"]
    assert asked(hass) == []
