"""A clock that disagrees with the endpoint's is said, because the record then proves less."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
import pytest

from custom_components.duress.const import DOMAIN
from custom_components.duress.monitoring.webhook import skew_of
from custom_components.duress.site import DuressConfigEntry
from tests.integration.builders import add_endpoint, until
from tests.integration.station import a_station

DATE, AT = "Tue, 24 Nov 2026 15:00:00 GMT", 1_795_532_400.0


@pytest.mark.parametrize("ahead", [60, -60])
async def test_a_wrong_clock_is_said_until_it_is_right(
    hass: HomeAssistant, demo: DuressConfigEntry, ahead: float
) -> None:
    """Given an endpoint whose clock differs by a minute, when it answers, then an issue says so until it agrees."""
    async with a_station() as station:
        station.clock_ahead = ahead
        endpoint = await add_endpoint(hass, demo, station.url, secret=station.secret)
        registry, issue_id = ir.async_get(hass), f"clock_{endpoint}"
        await until(lambda: registry.async_get_issue(DOMAIN, issue_id))
        issue = registry.async_get_issue(DOMAIN, issue_id)
        assert issue is not None
        assert issue.translation_placeholders is not None
        assert issue.translation_placeholders["endpoint"] == "District desk"
        assert 57 <= int(issue.translation_placeholders["seconds"]) <= 61
        station.clock_ahead = 0
        await demo.runtime_data.endpoints.async_test(endpoint)
        assert registry.async_get_issue(DOMAIN, issue_id) is None


@pytest.mark.parametrize(
    ("now", "latency", "skew"),
    [
        (AT + 0.9, 0.1, 0.0),
        (AT + 3.0, 2.5, 0.0),
        (AT - 7.0, 0.1, 7.0),
        (AT + 9.0, 1.0, -7.0),
    ],
)
def test_only_what_is_certain_counts(now: float, latency: float, skew: float) -> None:
    """Given whole seconds and a slow answer, when clocks are compared, then only the certain difference counts."""
    assert skew_of(DATE, now, latency) == pytest.approx(skew)


@pytest.mark.parametrize("date", [None, "", "soon", "Tue, 99 Nov 2026 15:00:00 GMT"])
def test_a_date_nobody_can_read_says_nothing(date: str | None) -> None:
    """Given no date or a broken one, when clocks are compared, then nothing is known."""
    assert skew_of(date, AT, 0.1) is None
