"""What the form of a webhook offers: two secrets at once, CAP, 202, and a district's own certificates."""

import asyncio
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest
from xmlschema import XMLSchema10

from custom_components.duress.const import SUBENTRY_ENDPOINT
from custom_components.duress.diagnostics import async_get_config_entry_diagnostics
from custom_components.duress.ledger import DeliveryState
from custom_components.duress.monitoring import generate_secret
from tests.integration.builders import until
from tests.integration.peers import RealSite, further_subentry, pressed, real_site, station, suggested, walk_subentry
from tests.integration.station import a_station
from tests.monitoring.certificates import issued, server_context, written
from tests.monitoring.tls_desk import https_desk

SCHEMA = XMLSchema10(Path(__file__).parents[1] / "data" / "CAP-v1.2.xsd")


@pytest.fixture
async def site(hass: HomeAssistant) -> AsyncGenerator[RealSite]:
    """Run a site with a receiver on a TCP port."""
    async with real_site(hass) as site:
        yield site


def typed(url: str, **more: object) -> dict[str, Any]:
    """Return a filled-in form."""
    return {"name": "District desk", "url": url, "secret": generate_secret(), **more}


async def add(hass: HomeAssistant, site: RealSite, form: dict[str, Any]) -> str:
    """Add an endpoint; return its subentry id."""
    flow = await walk_subentry(hass, site.entry, SUBENTRY_ENDPOINT, form)
    assert flow["type"] is FlowResultType.CREATE_ENTRY, flow
    return site.entry.get_subentries_of_type(SUBENTRY_ENDPOINT)[-1].subentry_id


async def change(hass: HomeAssistant, site: RealSite, key: str, **changes: object) -> dict[str, Any]:
    """Change some fields of an endpoint and leave the others as the form shows them; return what is stored then."""
    flow = await walk_subentry(hass, site.entry, SUBENTRY_ENDPOINT, reconfigure=key)
    flow = await further_subentry(hass, flow, {**suggested(flow), **changes})
    assert flow["reason"] == "reconfigure_successful", flow
    return dict(site.entry.subentries[key].data)


async def test_a_secret_is_changed_while_alarms_go_on(hass: HomeAssistant, site: RealSite) -> None:
    """Given a new secret, then the old one signs too until somebody removes it, and the desk may change in between."""
    async with a_station() as desk:
        old, new = desk.secret, generate_secret()
        key = await add(hass, site, typed(desk.url, secret=old))
        assert "previous_secret" not in site.entry.subentries[key].data
        stored = await change(hass, site, key, secret=new)
        assert (stored["secret"], stored["previous_secret"]) == (new, old)
        await site.hear(pressed(5))
        await until(lambda: len(desk.told("incident.raised")) == 1)

        desk.secret = new
        await site.hear(pressed(6))
        await until(lambda: desk.told("incident.repeated"))
        flow = await walk_subentry(hass, site.entry, SUBENTRY_ENDPOINT, reconfigure=key)
        assert suggested(flow)["previous_secret"] == old
        flow = await further_subentry(hass, flow, {**suggested(flow), "previous_secret": "whsec_x"})
        assert flow["errors"] == {"previous_secret": "wrong_secret"}
        stored = await change(hass, site, key, previous_secret="")
        assert "previous_secret" not in stored
        before = len(desk.messages)
        await site.hear(pressed(7))
        await until(lambda: len(desk.messages) > before)
    newest, newer = generate_secret(), generate_secret()
    stored = await change(hass, site, key, secret=newest)
    stored = await change(hass, site, key, secret=newer)
    assert (stored["secret"], stored["previous_secret"]) == (newer, newest)
    stored = await change(hass, site, key, secret=newest)
    assert (stored["secret"], stored["previous_secret"]) == (newest, newer)


async def test_a_desk_that_reads_cap(hass: HomeAssistant, site: RealSite) -> None:
    """Given an endpoint with CAP, then an incident is an Alert, its next step an Update of that, and all are valid."""
    async with station() as desk:
        key = await add(hass, site, typed(desk.url, body_format="cap"))
        await site.hear(pressed(5))
        await until(
            lambda: any(b"<msgType>Alert</msgType>" in body and b"incident_raised" in body for body in desk.bodies)
        )
        (incident,) = site.entry.runtime_data.school.incidents.open.values()
        acknowledge = {"incident_id": incident.incident_id}
        await hass.services.async_call("duress", "acknowledge", acknowledge, blocking=True)
        await until(lambda: any(b"incident_acknowledged" in body for body in desk.bodies))
        for body in desk.bodies:
            SCHEMA.validate(body.decode())
        (alert,) = [body.decode() for body in desk.bodies if b"incident_raised" in body]
        assert "<status>Actual</status><msgType>Alert</msgType>" in alert
        (update,) = [body.decode() for body in desk.bodies if b"incident_acknowledged" in body]
        assert "<status>Actual</status><msgType>Update</msgType>" in update
        raised = incident.history[0].event_id
        assert f"<references>urn:duress:site:{site.entry.entry_id},{raised}," in update
        assert any(b"<status>System</status>" in body for body in desk.bodies)

        await change(hass, site, key, body_format="cloudevents")
        await site.hear(pressed(6))
        await until(lambda: any(body.startswith(b"{") and b"incident.repeated" in body for body in desk.bodies))


async def test_a_district_may_say_that_202_is_enough(hass: HomeAssistant, site: RealSite) -> None:
    """Given a desk that answers 202, then nothing is proven by that until the district says that it means delivered."""
    async with station(202) as desk:
        key = await add(hass, site, typed(desk.url))
        await site.hear(pressed(5))
        await until(lambda: any(b"incident.raised" in body for body in desk.bodies))
        await hass.async_block_till_done()
        proven = "binary_sensor.district_desk_path_proven"
        assert hass.states.is_state(proven, "off")
        assert (await change(hass, site, key, accept_202=True))["accept_202"]
        await until(lambda: hass.states.is_state(proven, "on"))
        (incident,) = site.entry.runtime_data.school.incidents.open.values()
        ledger = site.entry.runtime_data.record.ledger
        await until(lambda: site.entry.runtime_data.endpoints.statuses[key].waiting == 0)
        await asyncio.sleep(0.1)
        states = {one.state for one in await ledger.deliveries(incident.incident_id)}
        assert states == {DeliveryState.DELIVERED}


async def test_certificates_of_a_district_are_checked_in_the_form(
    hass: HomeAssistant, site: RealSite, config_folder: Path
) -> None:
    """Given a desk with an authority of its own that asks who posts, then what is wrong is said before it is saved."""
    authority = issued("District authority")
    school, other = issued("Lincoln", authority), issued("Other", authority)
    context = server_context(config_folder, issued("desk", authority), clients=authority)
    with https_desk(context) as (url, guests):
        form = typed(url)
        flow = await walk_subentry(hass, site.entry, SUBENTRY_ENDPOINT)
        pair = {"client_certificate": school.pem, "client_key": school.key}
        for certificates, error in (
            ({"authority": "district.pem"}, "no_file"),
            ({"authority": school.key}, "wrong_authority"),
            ({"client_certificate": school.pem}, "key_missing"),
            ({"client_key": school.key}, "certificate_missing"),
            ({**pair, "client_key": other.key}, "not_a_pair"),
            ({**pair, "client_key": school.locked_key(b"word")}, "key_locked"),
            ({"authority": issued("Old", days=(-3, -1)).pem}, "certificate_over"),
        ):
            flow = await further_subentry(hass, flow, {**form, "certificates": certificates})
            assert flow["errors"] == {"base": error}
        written(config_folder, "district.pem", authority.pem)
        flow = await further_subentry(hass, flow, {**form, "certificates": {"authority": "district.pem", **pair}})
        assert flow["type"] is FlowResultType.CREATE_ENTRY
        await site.hear(pressed(5))
        await until(lambda: any(b"incident.raised" in guest.body for guest in guests))

        (endpoint,) = site.entry.get_subentries_of_type(SUBENTRY_ENDPOINT)
        flow = await walk_subentry(hass, site.entry, SUBENTRY_ENDPOINT, reconfigure=endpoint.subentry_id)
        assert flow["data_schema"] is not None
        assert school.key not in str(flow["data_schema"].schema)
        # The key is not typed again, and stays with its certificate; without the certificate it goes.
        kept = {"authority": authority.pem, "client_certificate": school.pem}
        stored = await change(hass, site, endpoint.subentry_id, certificates=kept)
        assert stored["client_key"].strip() == school.key.strip()
        told = await async_get_config_entry_diagnostics(hass, site.entry)
        assert "-----" not in str(told)
        stored = await change(hass, site, endpoint.subentry_id, certificates={})
        assert not {"authority", "client_certificate", "client_key"} & stored.keys()
