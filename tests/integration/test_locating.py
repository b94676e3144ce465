"""Working out a place takes time, and an alarm is never delayed by it."""

from collections.abc import AsyncGenerator
import time

from homeassistant.core import HomeAssistant
import pytest

from custom_components.duress import locating
from custom_components.duress.core import placing
from custom_components.duress.core.events import Place
from custom_components.duress.core.location import Locator
from custom_components.duress.ledger import Ledger
from custom_components.duress.timeline import Timeline
from tests.integration.builders import add_endpoint, until
from tests.integration.peers import RealSite, pressed, real_site
from tests.integration.station import a_station

NEVER = 600.0
"""Seconds that no test takes."""


@pytest.fixture
async def site(hass: HomeAssistant) -> AsyncGenerator[RealSite]:
    """Run a site with a pendant and a desk whose way is proven."""
    async with real_site(hass) as site, a_station() as station:
        await site.add_pendant("Pendant 9", 9)
        endpoint = await add_endpoint(hass, site.entry, station.url, secret=station.secret)
        await site.connected()
        await until(lambda: site.entry.runtime_data.endpoints.statuses[endpoint].proven)
        yield site


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return when each working out of a place began (monotonic s)."""
    moments: list[float] = []
    locate = Locator.locate

    def noted(*asked: object, **how: object) -> Place:
        moments.append(time.monotonic())
        return locate(*asked, **how)  # type: ignore[arg-type] # passed on as it came

    monkeypatch.setattr(Locator, "locate", noted)
    return moments


async def told(site: RealSite) -> Timeline:
    """Wait until the desk has confirmed the only alarm, and return its hops."""
    (incident,) = site.entry.runtime_data.school.incidents.open.values()
    timeline = site.entry.runtime_data.timelines.get(incident.history[0].event_id)
    assert timeline is not None
    await until(lambda: timeline.confirmed is not None)
    return timeline


async def test_an_alarm_leaves_before_its_place_is_worked_out(
    site: RealSite, begun: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a desk, when one copy of a press comes, then the alarm leaves, and then its place is worked out."""
    monkeypatch.setattr(locating, "PATIENCE", NEVER)
    monkeypatch.setattr(placing, "SETTLING", NEVER)
    site.entry.runtime_data.school.locator.window = NEVER
    await site.hear(pressed(9))
    posted = (await told(site)).posted
    assert posted is not None
    # Nothing but the alarm's leave is due before the place becomes old.
    await until(lambda: begun, seconds=placing.STALE - 5)
    assert posted <= begun[0]


async def test_a_place_does_not_wait_for_a_disk_that_hangs(
    site: RealSite, begun: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a disk that hangs, when somebody presses, then the place is worked out before the desk is told."""
    monkeypatch.setattr(Ledger, "put", lambda *_: None)
    await site.hear(pressed(9))
    posted = (await told(site)).posted
    assert posted is not None
    assert begun[0] < posted
