"""A lost way to monitoring: told over the others, in the ledger, to automations, and over with the next proof."""

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack
from dataclasses import dataclass

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest

from custom_components.duress import endpoint_ways
from custom_components.duress.const import EVENT_HAPPENED
from custom_components.duress.core.events import Event, TroubleEnded, TroubleKind, TroubleStarted
from custom_components.duress.listeners import SITE
from tests.integration.builders import add_endpoint, until
from tests.integration.peers import RealSite, pressed, real_site
from tests.integration.station import Station, a_station
from tests.integration.test_issues import issue, text_of
from tests.integration.test_triggers import automate, calls

__all__ = ["calls"]

HEARTBEAT = 0.4
"""Seconds between heartbeats in these tests, so that a way is lost after 1.3 s: `test_path_lost.py` has the figures."""


@dataclass(slots=True)
class TwoWays:
    """A site with two endpoints, and what happened there."""

    site: RealSite
    desk: Station
    backup: Station
    desk_id: str
    backup_id: str
    events: list[Event]

    def is_proven(self, endpoint_id: str) -> bool:
        """Whether the way to an endpoint is proven."""
        status = self.site.entry.runtime_data.endpoints.status(endpoint_id)
        return status is not None and status.proven

    def is_lost(self) -> bool:
        """Whether the way to the desk is lost."""
        return self.site.entry.runtime_data.school.ways.is_lost(self.desk_id)

    def of(self, kind: type[Event]) -> list[Event]:
        """Return the events of a kind."""
        return [one for one in self.events if type(one) is kind]


@pytest.fixture
async def ways(hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[TwoWays]:
    """Run a site with two proven endpoints, the second of which wants to hear of no troubles."""
    monkeypatch.setattr(endpoint_ways, "heartbeat_of", lambda _: HEARTBEAT)
    async with AsyncExitStack() as stack:
        desk, backup = await stack.enter_async_context(a_station()), await stack.enter_async_context(a_station())
        site = await stack.enter_async_context(real_site(hass))
        desk_id = await add_endpoint(hass, site.entry, desk.url, secret=desk.secret)
        backup_id = await add_endpoint(
            hass, site.entry, backup.url, secret=backup.secret, name="Backup", common={"troubles": "none"}
        )
        ways = TwoWays(site, desk, backup, desk_id, backup_id, [])
        site.entry.runtime_data.happenings.add(SITE, lambda event, _: ways.events.append(event))
        await until(lambda: ways.is_proven(desk_id) and ways.is_proven(backup_id))
        yield ways


async def test_a_lost_way_is_told_over_the_other_and_over_when_it_is_back(
    hass: HomeAssistant, ways: TwoWays, calls: list[object]
) -> None:
    """Given two endpoints, when one confirms nothing, then the other is told, also of its end, and people are, too."""
    triggers = [{"trigger": f"duress.{name}"} for name in ("path_lost", "path_back")]
    actions = [{"action": "test.note", "data": {"label": "{{ trigger.label }}"}}]
    automation = {"alias": "paths", "triggers": triggers, "actions": actions, "mode": "queued"}
    assert await async_setup_component(hass, "automation", {"automation": automation})
    await hass.async_block_till_done()
    ways.desk.answer = 500
    await until(ways.is_lost)
    await until(lambda: ways.backup.told("trouble.started"))
    (told,) = ways.backup.told("trouble.started")
    assert told["trouble"] | {"since": ""} == {
        "id": told["trouble"]["id"], "kind": "path_lost", "devices": ["District desk"], "room": None, "floor": None,
        "building": None, "since": "", "seconds": None, "grave": False,
    }  # fmt: skip
    assert told["text"] == (
        "Trouble at Lincoln: District desk: the path to this monitoring endpoint is lost. No help is needed."
    )
    assert ways.desk.told("trouble.started") == []
    (lost,) = ways.of(TroubleStarted)
    assert isinstance(lost, TroubleStarted)
    assert (lost.kind, lost.device_id, lost.detail) == (
        TroubleKind.PATH_LOST,
        ways.desk_id,
        "HTTP 500 Internal Server Error",
    )
    text = text_of(issue(hass, f"endpoint_{ways.desk_id}"))
    assert text.startswith("District desk does not answer")
    readiness = ways.site.entry.runtime_data.readiness
    assert (readiness.paths_proven, readiness.troubles) == (1, 0)
    await until(lambda: len(calls) == 1)

    ways.desk.answer = 200
    await until(lambda: ways.is_proven(ways.desk_id) and not ways.is_lost())
    await until(lambda: ways.backup.told("trouble.ended") and ways.desk.told("trouble.ended"))
    (over,) = ways.backup.told("trouble.ended")
    assert over["trouble"]["id"] == told["trouble"]["id"]
    assert issue(hass, f"endpoint_{ways.desk_id}") is None
    await until(lambda: len(calls) == 2)
    assert len(ways.of(TroubleEnded)) == 1


async def test_one_missed_heartbeat_is_no_event(ways: TwoWays) -> None:
    """Given a heartbeat that fails once, then the proof is gone for a moment, and nobody is told."""
    ways.desk.answer = 500
    await until(lambda: not ways.is_proven(ways.desk_id))
    ways.desk.answer = 200
    status = ways.site.entry.runtime_data.endpoints.status(ways.desk_id)
    assert status is not None
    assert not status.lost
    assert ways.events == []


async def test_it_stays_lost_over_a_restart_and_is_told_once(hass: HomeAssistant, ways: TwoWays) -> None:
    """Given a lost way, when the site starts anew, then it is the same trouble, told once, until it is proven."""
    ways.desk.answer = 500
    await until(lambda: ways.backup.told("trouble.started"))
    assert await hass.config_entries.async_unload(ways.site.entry.entry_id)
    assert await hass.config_entries.async_setup(ways.site.entry.entry_id)
    await hass.async_block_till_done()
    await until(lambda: (status := ways.site.entry.runtime_data.endpoints.status(ways.desk_id)) and status.lost)
    assert ways.is_lost()
    ways.desk.answer = 200
    await until(lambda: ways.backup.told("trouble.ended"))
    (started,), (ended,) = ways.backup.told("trouble.started"), ways.backup.told("trouble.ended")
    assert started["trouble"]["id"] == ended["trouble"]["id"]


async def test_a_lost_endpoint_that_is_removed_is_over(hass: HomeAssistant, ways: TwoWays) -> None:
    """Given a lost way, when its endpoint is removed, then the trouble is over, and the other is told."""
    ways.desk.answer = 500
    await until(lambda: ways.backup.told("trouble.started"))
    assert hass.config_entries.async_remove_subentry(ways.site.entry, ways.desk_id)
    await hass.async_block_till_done()
    await until(lambda: ways.backup.told("trouble.ended"))
    assert ways.site.entry.runtime_data.school.troubles.open == {}


async def test_an_endpoint_that_only_accepts_and_one_that_hangs_are_said(hass: HomeAssistant, ways: TwoWays) -> None:
    """Given answers that prove nothing, when the way is lost by that, then the issue says what is the matter."""
    ways.desk.answer = 202
    await until(ways.is_lost)
    await until(lambda: issue(hass, f"endpoint_{ways.desk_id}"))
    text = text_of(issue(hass, f"endpoint_{ways.desk_id}"))
    assert text.startswith("District desk confirms nothing")
    assert "HTTP 202 Accepted" in text
    ways.backup.works.clear()
    await until(lambda: issue(hass, f"endpoint_{ways.backup_id}"))
    assert text_of(issue(hass, f"endpoint_{ways.backup_id}")).startswith("Backup does not answer")


async def test_an_alarm_that_does_not_get_through_runs_automations(
    hass: HomeAssistant, ways: TwoWays, calls: list[object]
) -> None:
    """Given an endpoint that refuses an alarm, then automations hear of it once, and the logbook says it there."""
    await automate(hass, "delivery_failed")
    said: list[dict[str, object]] = []
    hass.bus.async_listen(EVENT_HAPPENED, lambda event: said.append(dict(event.data)))
    ways.desk.answer = 400
    await ways.site.hear(pressed(5))
    await until(lambda: calls)
    await hass.async_block_till_done()
    assert len(calls) == 1
    failed = [one for one in said if one["type"] == "delivery_failed"]
    assert {one["label"] for one in failed} == {"District desk"}
    assert {(one["kind"], one["answer"], one["given_up"]) for one in failed} == {
        ("incident_raised", "HTTP 400 Bad Request", False)
    }
