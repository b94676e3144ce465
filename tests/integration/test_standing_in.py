"""Primary and backup at a running site: who has the alarm when one hangs, what is shown of it, what forms offer."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from http import HTTPStatus
import time
from typing import Any

from homeassistant.auth.models import User
from homeassistant.config_entries import SubentryFlowResult
from homeassistant.core import Context, HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from hypothesis import given, strategies as st
import pytest

from custom_components.duress.const import DOMAIN, SUBENTRY_ENDPOINT
from custom_components.duress.endpoint_groups import leader_of, possible_primaries, primary_of, with_backups
from tests.integration.builders import add_endpoint, device_id, until
from tests.integration.peers import RealSite, further_subentry, pressed, real_site, walk_subentry
from tests.integration.station import Station, a_station
from tests.serving import LOOPBACK, serving


@pytest.fixture
async def site(hass: HomeAssistant) -> AsyncGenerator[RealSite]:
    """Run a site with a receiver on a TCP port."""
    async with real_site(hass) as site:
        yield site


@asynccontextmanager
async def somebody_who_never_answers() -> AsyncGenerator[str]:
    """Take every connection and say nothing; return the address."""
    open_ended: list[asyncio.StreamWriter] = []
    server = await asyncio.start_server(lambda _, writer: open_ended.append(writer), LOOPBACK, 0)
    async with serving(server) as port:
        yield f"http://{LOOPBACK}:{port}/duress"


async def add_backup(
    hass: HomeAssistant, site: RealSite, desk: Station, primary: str, *, forward_all: bool = True
) -> str:
    """Add an endpoint that stands in for another one; return its subentry id."""
    return await add_endpoint(
        hass,
        site.entry,
        desk.url,
        secret=desk.secret,
        forward_all=forward_all,
        name="County desk",
        common={"backup_for": primary},
    )


async def ask(hass: HomeAssistant, action: str, user: User, **data: object) -> dict[str, Any]:
    """Call an action and return its answer."""
    context = Context(user_id=user.id)
    answer = await hass.services.async_call(DOMAIN, action, data, blocking=True, return_response=True, context=context)
    assert answer is not None
    return dict(answer)


async def shown(hass: HomeAssistant, user: User, kind: str, endpoint: str, state: str) -> dict[str, Any]:
    """Return what is shown of the message of a kind to an endpoint, once it has a state."""
    async with asyncio.timeout(60):
        while True:
            answer = await ask(hass, "show_deliveries", user)
            for one in answer["deliveries"]:
                if (one["kind"], one["endpoint"], one["state"]) == (kind, endpoint, state):
                    return dict(one)
            await asyncio.sleep(0.01)


async def test_a_backup_has_the_alarm_within_five_seconds(
    hass: HomeAssistant, site: RealSite, hass_admin_user: User
) -> None:
    """Given a primary that hangs, when somebody presses, then the backup has it in 5 s, and what follows at once."""
    async with somebody_who_never_answers() as hanging, a_station() as county:
        primary = await add_endpoint(hass, site.entry, hanging)
        await add_backup(hass, site, county, primary)
        await until(lambda: hass.states.is_state("binary_sensor.county_desk_path_proven", "on"))
        began = time.monotonic()
        await site.hear(pressed(5))
        await until(lambda: county.ids("incident.raised"))
        assert 3.5 < time.monotonic() - began <= 5
        (incident,) = site.entry.runtime_data.school.incidents.open
        await ask(hass, "acknowledge", hass_admin_user, incident_id=incident)
        await until(lambda: county.ids("incident.acknowledged"), 1)

        first = await shown(hass, hass_admin_user, "incident_raised", "District desk", "queued")
        second = await shown(hass, hass_admin_user, "incident_raised", "County desk", "delivered")
        assert first["event_id"] == second["event_id"] == county.ids("incident.raised")[0]
        assert (first["path"], first["released_because"]) == ("primary", None)
        assert (second["path"], second["released_because"]) == ("backup", "late")
        assert second["released_at"] > second["at"]
        assert second["sequence"] == 1
        acknowledged = await shown(hass, hass_admin_user, "incident_acknowledged", "County desk", "delivered")
        assert acknowledged["released_because"] == "earlier"


async def test_a_primary_that_takes_it_spares_the_backup(
    hass: HomeAssistant, site: RealSite, hass_admin_user: User
) -> None:
    """Given a healthy primary that alone is forwarded to, then the backup is not told; told of it when that fails."""
    async with a_station() as district, a_station() as county:
        primary = await add_endpoint(hass, site.entry, district.url, secret=district.secret, forward_all=False)
        # What it would be told by itself does not count for a backup.
        backup = await add_backup(hass, site, county, primary, forward_all=True)
        await until(lambda: site.entry.runtime_data.readiness.paths_proven == 2)
        await site.hear(pressed(5))
        await until(lambda: site.entry.runtime_data.school.incidents.open)
        (incident,) = site.entry.runtime_data.school.incidents.open
        answer = await ask(hass, "show_deliveries", hass_admin_user)
        assert answer["deliveries"] == []
        forwarded = {"incident_id": incident, "endpoints": [device_id(hass, site.entry, primary)]}
        await ask(hass, "forward", hass_admin_user, **forwarded)
        await until(lambda: district.ids("incident.raised"))
        spared = await shown(hass, hass_admin_user, "incident_raised", "County desk", "spared")
        assert spared["answer"] == "the primary endpoint confirmed it"
        assert (spared["sequence"], spared["attempts"], spared["released_because"]) == (None, [], None)
        assert county.messages == []

        # The test goes to the backup in any case, and what the primary refuses goes there at once.
        await ask(hass, "send_test", hass_admin_user, endpoints=[device_id(hass, site.entry, backup)])
        assert len(county.ids("test")) == 1
        district.answer = HTTPStatus.FORBIDDEN
        await ask(hass, "acknowledge", hass_admin_user, incident_id=incident)
        await until(lambda: county.ids("incident.acknowledged"), 2)
        readiness = site.entry.runtime_data.readiness
        assert (readiness.paths, readiness.paths_proven, readiness.paths_relieved) == (2, 1, 1)
        told = await ask(hass, "get_readiness", hass_admin_user)
        assert "1 of 2 paths to monitoring proven, a backup stands in" in told["sentence"]
        assert told["paths_relieved"] == 1


async def test_a_backup_takes_over_when_its_primary_is_removed(hass: HomeAssistant, site: RealSite) -> None:
    """Given a held alarm, when somebody removes the primary, then the backup has it at once and stands on its own."""
    async with somebody_who_never_answers() as hanging, a_station() as county:
        primary = await add_endpoint(hass, site.entry, hanging)
        await add_backup(hass, site, county, primary)
        await until(lambda: hass.states.is_state("binary_sensor.county_desk_path_proven", "on"))
        await site.hear(pressed(5))
        await until(lambda: site.entry.runtime_data.school.incidents.open)
        hass.config_entries.async_remove_subentry(site.entry, primary)
        await until(lambda: county.ids("incident.raised"), 2)
        await site.hear(pressed(6))
        await until(lambda: len(set(county.ids("incident.raised")) | set(county.ids("incident.repeated"))) == 2, 2)


async def change(hass: HomeAssistant, site: RealSite, endpoint_id: str) -> SubentryFlowResult:
    """Open the form of an endpoint."""
    return await walk_subentry(hass, site.entry, SUBENTRY_ENDPOINT, reconfigure=endpoint_id)


def common_fields(flow: SubentryFlowResult) -> dict[str, tuple[Any, Any]]:
    """Return the fields of the section that all kinds have, by name: the field and what it asks."""
    form = flow["data_schema"]
    assert form is not None
    common = next(value for key, value in form.schema.items() if key == "common")
    return {str(key): (key, value) for key, value in common.schema.schema.items()}


async def test_a_form_offers_whom_an_endpoint_may_stand_in_for(hass: HomeAssistant, site: RealSite) -> None:
    """Given endpoints, then the form of each offers the others, but never one that stands in for it already."""
    async with a_station() as county:
        primary = await add_endpoint(hass, site.entry, county.url, secret=county.secret)
        backup = await add_backup(hass, site, county, primary)

        assert "backup_for" not in common_fields(await change(hass, site, primary))
        flow = await change(hass, site, backup)
        field, asked = common_fields(flow)["backup_for"]
        assert [one["value"] for one in asked.config["options"]] == [primary]
        assert field.description == {"suggested_value": primary}
        for kind in ("webhook", "dc09"):
            fresh = await walk_subentry(hass, site.entry, SUBENTRY_ENDPOINT, {"next_step_id": kind})
            assert len(common_fields(fresh)["backup_for"][1].config["options"]) == 2

        typed = {"name": "County desk", "url": county.url, "secret": county.secret, "common": {"heartbeat": 60}}
        flow = await further_subentry(hass, flow, typed)
        assert flow["type"] is FlowResultType.ABORT
        assert "backup_for" not in site.entry.subentries[backup].data
        assert site.entry.runtime_data.endpoints.status(backup) is not None


SETTINGS = st.integers(1, 6).flatmap(
    lambda count: st.fixed_dictionaries(
        {
            f"E{number}": st.sampled_from([{}, *({"backup_for": f"E{one}"} for one in range(7))])
            for number in range(count)
        }
    )
)


@given(settings=SETTINGS)
def test_no_group_goes_round_in_a_circle(settings: dict[str, dict[str, str]]) -> None:
    """Given any settings, also such as no form makes, then each endpoint has one leader and a form offers no circle."""
    for endpoint_id in settings:
        leader = leader_of(settings, endpoint_id)
        assert primary_of(settings, leader) is None
        assert endpoint_id in with_backups(settings, [leader])
        for primary in possible_primaries(settings, endpoint_id):
            chosen = {**settings, endpoint_id: {"backup_for": primary}}
            assert primary_of(chosen, endpoint_id) == primary
    assert possible_primaries(settings, None) == list(settings)
