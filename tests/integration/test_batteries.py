"""Batteries: noted without a restart, forecast by model, listed for shopping."""

from collections.abc import AsyncGenerator
from datetime import timedelta

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
import pytest

from custom_components.duress.const import DOMAIN
from custom_components.duress.echostream import EndDeviceFlags
from tests.integration.builders import device_id
from tests.integration.peers import RealSite, pressed, real_site

EN1235S, EN1221S_60 = 0x10, 0x1D


@pytest.fixture
async def site(hass: HomeAssistant) -> AsyncGenerator[RealSite]:
    """Run a site with a receiver on a TCP port."""
    async with real_site(hass) as site:
        yield site


def due(hass: HomeAssistant, name: str) -> str:
    """Return when a battery is due, as it is shown."""
    state = hass.states.get(f"sensor.{name}_battery_due")
    assert state is not None
    return state.state


async def test_a_changed_battery_is_noted_and_forecast(hass: HomeAssistant, site: RealSite) -> None:
    """Given two pendants, when their batteries are changed, then both are forecast, and one entry says who did it."""
    keys = [await site.add_pendant(f"Pendant {n}", n, model=str(EN1235S)) for n in (7, 8)]
    registry = er.async_get(hass)
    for entity_id in [one.entity_id for one in registry.entities.values() if one.unique_id.endswith("_battery_due")]:
        registry.async_update_entity(entity_id, disabled_by=None)
    await hass.config_entries.async_reload(site.entry.entry_id)
    await site.connected()
    assert (due(hass, "pendant_7"), due(hass, "pendant_8")) == ("unknown", "unknown")
    devices = [device_id(hass, site.entry, key) for key in keys]
    data = {"device_id": [*devices, devices[0]], "date": "2026-09-01"}
    answer = await hass.services.async_call(DOMAIN, "battery_changed", data, blocking=True, return_response=True)
    await hass.async_block_till_done()
    assert answer == {"changed": 2, "date": "2026-09-01"}
    assert (due(hass, "pendant_7"), due(hass, "pendant_8")) == ("2028-09-01", "2028-09-01")
    entries = [one for one in await site.entry.runtime_data.record.ledger.entries() if one.kind == "batteries_changed"]
    assert len(entries) == 1
    assert entries[0].data["labels"] == ["Pendant 7", "Pendant 8"]
    assert entries[0].data["day"] == "2026-09-01"
    assert site.link.counters.connects == 1


async def test_the_shopping_list(hass: HomeAssistant, site: RealSite) -> None:
    """Given batteries that are old, low, new or unknown, when the list is asked for, then it says what to buy."""
    today = dt_util.now().date()
    two_years_ago = (today - timedelta(days=700)).isoformat()
    serials = {"Old": EN1235S, "New": EN1235S, "Low": EN1221S_60, "Never noted": EN1235S}
    keys = {
        title: await site.add_pendant(title, 10 + n, model=str(pti)) for n, (title, pti) in enumerate(serials.items())
    }
    for title, day in (("Old", two_years_ago), ("New", None)):
        data = {"device_id": device_id(hass, site.entry, keys[title]), **({"date": day} if day else {})}
        await hass.services.async_call(DOMAIN, "battery_changed", data, blocking=True)
    await site.hear(pressed(12, pti=EN1221S_60, flags=EndDeviceFlags.LOW_BATTERY))
    listed = await hass.services.async_call(DOMAIN, "get_batteries", {}, blocking=True, return_response=True)
    assert listed is not None
    rows = listed["batteries"]
    assert isinstance(rows, list)
    assert [(row["label"], row["low"], row["cell"]) for row in rows] == [("Low", True, None), ("Old", False, "CR2450")]  # type: ignore[index, call-overload]
    assert listed["cells"] == {"CR2450": 1, "unknown": 1}
    listed = await hass.services.async_call(
        DOMAIN, "get_batteries", {"days": 1000}, blocking=True, return_response=True
    )
    assert listed is not None
    assert listed["cells"] == {"CR2450": 2, "unknown": 1}


async def test_what_makes_no_sense_is_refused(hass: HomeAssistant, site: RealSite) -> None:
    """Given a receiver or a day to come, when a changed battery is noted, then it is refused and nothing changes."""
    key = await site.add_pendant("Pendant 7", 7)
    pendant, receiver = device_id(hass, site.entry, key), device_id(hass, site.entry, site.receiver_id)
    for data, reason in (
        ({"device_id": [pendant, receiver]}, "not_a_transmitter"),
        ({"device_id": pendant, "date": "2999-01-01"}, "battery_in_future"),
        ({"device_id": "nobody"}, "not_our_device"),
    ):
        with pytest.raises(ServiceValidationError) as error:
            await hass.services.async_call(DOMAIN, "battery_changed", data, blocking=True)
        assert error.value.translation_key == reason
    assert "battery_installed" not in site.entry.subentries[key].data
