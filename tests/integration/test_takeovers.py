"""Who stepped in for whom, and who came after all, in the history of an incident."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Any, Final

from homeassistant.core import HomeAssistant
import pytest

from custom_components.duress.core.incidents import Incident
from custom_components.duress.core.records import name_of
from custom_components.duress.logbook import sentence
from custom_components.duress.takeovers import Takeovers
from tests.integration.builders import add_endpoint, until
from tests.integration.peers import RealSite, pressed, real_site
from tests.integration.station import Station, a_station
from tests.integration.test_restart import restart
from tests.integration.test_standing_in import add_backup
from tests.integration.test_websocket import Console

STEPPED_IN: Final = ("incident_backup_told", "incident_primary_confirmed")


@pytest.fixture
async def site(hass: HomeAssistant) -> AsyncGenerator[RealSite]:
    """Run a site with a receiver on a TCP port."""
    async with real_site(hass) as site:
        yield site


@asynccontextmanager
async def desks(hass: HomeAssistant, site: RealSite) -> AsyncGenerator[tuple[Station, Station]]:
    """Run a primary and its backup."""
    async with a_station() as district, a_station() as county:
        primary = await add_endpoint(hass, site.entry, district.url, secret=district.secret)
        await add_backup(hass, site, county, primary)
        await until(lambda: site.entry.runtime_data.readiness.paths_proven == 2)
        yield district, county


async def a_press(site: RealSite, desk: Station) -> Incident:
    """Have somebody press, and wait until a desk is told."""
    await site.hear(pressed(5))
    await until(lambda: desk.ids("incident.raised"))
    (incident,) = site.entry.runtime_data.school.incidents.open.values()
    return incident


def stepped_in(timeline: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return who stepped in and who came after all, of what the page of an incident shows."""
    return [one for one in timeline if one["type"] in STEPPED_IN]


def noted(incident: Incident) -> list[str]:
    """Return the same from the history of an open incident, by the ids of the events."""
    return [one.event_id for one in incident.history if name_of(one) in STEPPED_IN]


async def test_a_backup_that_steps_in_is_in_the_history_with_the_reason(
    hass: HomeAssistant,
    site: RealSite,
    hass_ws_client: Any,  # noqa: ANN401 - the test package has no types
) -> None:
    """Given a primary that refuses, when the backup is told and the primary comes after all, then both are history."""
    said: list[dict[str, Any]] = []
    hass.bus.async_listen("duress_event", lambda event: said.append(dict(event.data)))
    async with desks(hass, site) as (district, county):
        district.answer = HTTPStatus.FORBIDDEN
        incident = await a_press(site, county)
        district.answer = HTTPStatus.OK
        # What was refused goes once more before what comes next.
        await site.hear(pressed(6))
        await until(lambda: len([one for one in said if one["type"] in STEPPED_IN]) == 2)
        told = [sentence(hass, one) for one in said if one["type"] in STEPPED_IN]
        assert told == [
            "told County desk of incident 1 as the backup of District desk: it refused the message",
            "got the confirmation of District desk for incident 1 after all",
        ]
        console = Console(await hass_ws_client(hass))
        shown = await console.follow("duress/incident", incident_id=incident.incident_id)
        first, second = stepped_in(shown["timeline"])
        assert (first["endpoint"], first["primary"], first["because"]) == ("County desk", "District desk", "refused")
        assert (second["endpoint"], second["type"]) == ("District desk", "incident_primary_confirmed")
        # Nobody is told of it, and it is still so after a restart.
        assert not [body for _, body in (*district.messages, *county.messages) if "backup" in body["type"]]
        await restart(hass, site.entry)
        (known,) = site.entry.runtime_data.school.incidents.open.values()
        assert noted(known) == [first["event_id"], second["event_id"]]


async def test_a_primary_that_comes_after_the_end_is_stored_with_the_incident(
    hass: HomeAssistant,
    site: RealSite,
    hass_ws_client: Any,  # noqa: ANN401 - the test package has no types
) -> None:
    """Given an incident that ended while the primary was away, when that confirms it, then its page says so."""
    async with desks(hass, site) as (district, county):
        district.answer = HTTPStatus.FORBIDDEN
        incident = await a_press(site, county)
        district.works.clear()
        for step in ("acknowledge", "clear", "close"):
            await hass.services.async_call("duress", step, {"incident_id": incident.incident_id, "reason": "x"}, True)
        district.answer = HTTPStatus.OK
        district.works.set()
        await until(lambda: district.ids("incident.closed"))
        console = Console(await hass_ws_client(hass))
        shown = await console.follow("duress/incident", incident_id=incident.incident_id)
        while shown["timeline"][-1]["type"] != "incident_primary_confirmed":
            await console.leave()
            shown = await console.follow("duress/incident", incident_id=incident.incident_id)
        assert [one["type"] for one in stepped_in(shown["timeline"])] == list(STEPPED_IN)
        assert shown["incident"]["state"] == "closed"


async def test_a_kill_between_the_message_and_the_history_is_made_up_for(
    hass: HomeAssistant, site: RealSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a backup that was told by a process that died before it noted that, then it is noted after the start."""
    async with desks(hass, site) as (district, county):
        district.answer = HTTPStatus.FORBIDDEN
        with monkeypatch.context() as killed:
            killed.setattr(Takeovers, "_note", lambda *_: None)
            incident = await a_press(site, county)
            await hass.async_block_till_done()
            assert noted(incident) == []
        await restart(hass, site.entry)
        (known,) = site.entry.runtime_data.school.incidents.open.values()
        assert len(noted(known)) == 1
        await restart(hass, site.entry)
        (again,) = site.entry.runtime_data.school.incidents.open.values()
        assert noted(again) == noted(known)
