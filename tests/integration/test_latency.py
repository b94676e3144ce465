"""How long alarms take to be confirmed is seen for 90 days: on the endpoint, over restarts, in long-term statistics."""

from collections.abc import AsyncGenerator
from datetime import timedelta
import logging
from pathlib import Path

from homeassistant.components.recorder.statistics import list_statistic_ids
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers.recorder import async_initialize_recorder, get_instance
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (  # type: ignore[import-untyped] # it carries no types
    async_fire_time_changed,
)
from pytest_homeassistant_custom_component.components.recorder.common import (  # type: ignore[import-untyped] # the same
    async_wait_recording_done,
)

from custom_components.duress import latency_keeper
from tests.integration.builders import add_endpoint, until
from tests.integration.peers import RealSite, pressed, real_site, station

MEDIAN = "sensor.district_desk_delivery_time_median_90_days"
P95 = "sensor.district_desk_delivery_time_95th_percentile_90_days"


@pytest.fixture
async def site(hass: HomeAssistant, config_folder: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[RealSite]:
    """Run a site that looks at its delivery times without waiting, beside a recorder."""
    database = {"db_url": f"sqlite:///{config_folder}/recorder.db", "commit_interval": 0}
    logging.getLogger("sqlalchemy").setLevel(logging.WARNING)
    async_initialize_recorder(hass)
    assert await async_setup_component(hass, "recorder", {"recorder": database})
    monkeypatch.setattr(latency_keeper, "SETTLE", 0.05)
    async with real_site(hass) as site:
        yield site


def shown(hass: HomeAssistant, entity_id: str = P95) -> State:
    """Return what a sensor shows."""
    state = hass.states.get(entity_id)
    assert state is not None
    return state


async def act(hass: HomeAssistant, action: str, **data: object) -> None:
    """Call an action."""
    await hass.services.async_call("duress", action, data, blocking=True, return_response=True)


async def test_delivery_times_of_90_days(hass: HomeAssistant, site: RealSite, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given a drill and an alarm that a desk confirmed, then the alarm is in the figures, also after a restart."""
    async with station() as desk:
        key = await add_endpoint(hass, site.entry, desk.url)
        endpoints, ledger = site.entry.runtime_data.endpoints, site.entry.runtime_data.record.ledger
        assert (shown(hass).state, shown(hass).attributes["alarms"]) == ("unknown", 0)
        await site.add_pendant("Pendant 6", 6)
        await act(hass, "start_drill", reason="autumn drill")
        await site.hear(pressed(6))
        await until(lambda: any(b'"mode":"drill"' in body and b"incident.raised" in body for body in desk.bodies))
        await until(lambda: endpoints.statuses[key].waiting == 0 and not endpoints.latency.is_looking)
        assert len(await ledger.alarm_times(key, 0.0)) == 1
        assert shown(hass).attributes["alarms"] == 0

        await act(hass, "end_test")
        await site.hear(pressed(5))
        await until(lambda: shown(hass).attributes["alarms"] == 1)
        *_, alarm = await ledger.alarm_times(key, 0.0)
        assert float(shown(hass).state) == pytest.approx(alarm.confirmed - alarm.at, abs=1e-3)
        assert shown(hass).state == shown(hass, MEDIAN).state
        behind = shown(hass).attributes
        assert 0 < behind["stored"] <= behind["sent"] < behind["worst"]
        assert (behind["told_later"], behind["unit_of_measurement"]) == (0, "s")

        assert await hass.config_entries.async_unload(site.entry.entry_id)
        assert await hass.config_entries.async_setup(site.entry.entry_id)
        await until(lambda: shown(hass).attributes.get("alarms") == 1)

        monkeypatch.setattr(latency_keeper, "DAYS", 0)
        async_fire_time_changed(hass, dt_util.now().replace(hour=3, minute=50, second=0) + timedelta(days=1))
        await until(lambda: shown(hass).state == "unknown")


async def test_delivery_times_are_in_long_term_statistics(hass: HomeAssistant, site: RealSite) -> None:
    """Given an endpoint and a recorder, then it keeps both figures beyond the days it keeps states."""
    async with station() as desk:
        await add_endpoint(hass, site.entry, desk.url)
        await site.hear(pressed(5))
        await until(lambda: shown(hass).state != "unknown")
        await async_wait_recording_done(hass)
        found = await get_instance(hass).async_add_executor_job(list_statistic_ids, hass)
        assert {MEDIAN, P95} <= {one["statistic_id"] for one in found if one["unit_class"] == "duration"}
