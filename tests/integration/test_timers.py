"""What time alone changes is shown, whether or not anybody is told of anything."""

from datetime import timedelta
import time

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import (  # type: ignore[import-untyped] # it carries no types
    async_fire_time_changed,
)

from custom_components.duress.echostream import decode
from tests.integration.builders import until
from tests.integration.peers import pressed, real_site

SINGLE = "sensor.lincoln_transmitters_with_a_single_path"


async def test_a_single_path_is_shown_within_a_minute_without_any_endpoint(hass: HomeAssistant) -> None:
    """Given no endpoint and a pendant that one receiver hears, when a minute is over, then it is counted and named."""
    async with real_site(hass) as site:
        await site.add_pendant("Pendant 9", 9)
        await site.connected()
        now = time.monotonic()
        for ago in (30.0, 20.0, 10.0):
            site.entry.runtime_data.receive(site.receiver_id, decode(pressed(9)), now - ago)
            # What is heard for the first time is judged a second later, and what comes after that is not.
            async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=2))
        assert hass.states.is_state(SINGLE, "0")
        async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=61))
        await until(lambda: hass.states.is_state(SINGLE, "1"))
        state = hass.states.get(SINGLE)
        assert state is not None
        assert state.attributes["transmitters"] == ["Pendant 9"]
