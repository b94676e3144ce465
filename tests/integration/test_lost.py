"""Lost mode as it is shown: the location of a lost pendant, and of nobody else."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from pathlib import Path
import time

from homeassistant.core import HomeAssistant
from homeassistant.helpers import area_registry as ar, entity_registry as er
import pytest

from custom_components.duress.clock import now
from custom_components.duress.const import DOMAIN
from custom_components.duress.core.roster import Life
from tests.integration.peers import RealSite, checked_in, real_site, repeater_status


@pytest.fixture
async def site(hass: HomeAssistant) -> AsyncGenerator[RealSite]:
    """Run a site with a receiver on a TCP port."""
    async with real_site(hass) as site:
        yield site


async def test_where_a_lost_pendant_is_heard_is_shown_and_noted(
    hass: HomeAssistant, site: RealSite, config_folder: Path
) -> None:
    """Given a lost and another pendant near a repeater, when both check in, then only the lost one is located."""
    area = ar.async_get(hass).async_create("Chapel")
    await site.add_pendant("Repeater 1", 600, role="repeater", area=area.id)
    lost, other = await site.add_pendant("Pendant 7", 7), await site.add_pendant("Pendant 8", 8)
    school = site.entry.runtime_data.school
    transmitters = [
        replace(one, life=Life.LOST, lost_since=time.time()) if key == lost else one
        for key, one in school.roster.transmitters.items()
    ]
    school.install(school.roster.receivers.values(), transmitters, now())
    await site.hear(repeater_status(600))
    for serial in (7, 8, 7, 8):
        await site.hear(checked_in(serial, repeater=600))
    await hass.async_block_till_done()

    def location(key: str) -> tuple[str, object, object]:
        """Return what the location sensor of a pendant shows: place, method, and whether it is lost."""
        entity_id = er.async_get(hass).async_get_entity_id("sensor", DOMAIN, f"{key}_location")
        assert entity_id is not None
        state = hass.states.get(entity_id)
        assert state is not None
        return state.state, state.attributes.get("method"), state.attributes.get("lost")

    assert location(lost) == ("Chapel", "heard_strongest", True)
    assert location(other) == ("unknown", None, None)
    entries = [one for one in await site.entry.runtime_data.record.ledger.entries() if one.kind.startswith("lost")]
    assert [(one.kind, one.data["label"]) for one in entries] == [("lost_heard", "Pendant 7")]
    kept = b"".join(path.read_bytes() for path in (config_folder / "duress").iterdir())
    assert kept.count(b'"room_id": "chapel"') + kept.count(b'"room_id":"chapel"') >= 1
    told = [one for one in await site.entry.runtime_data.record.ledger.entries() if "Pendant 8" in str(one.data)]
    assert [one.kind for one in told] == ["settings_changed"]

    school.install(school.roster.receivers.values(), [replace(one, life=Life.ASSIGNED) for one in transmitters], now())
    site.entry.runtime_data.entities.call([f"incident:{lost}"])
    assert location(lost) == ("unknown", None, None)
