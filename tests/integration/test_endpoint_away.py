"""An endpoint that is away for a while: the sensor counts what waits, and then everything is there once, in order."""

from http import HTTPStatus

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from custom_components.duress.core.events import IncidentRaised, IncidentRepeated
from custom_components.duress.site import DuressConfigEntry
from tests.integration.builders import act, add_endpoint, until
from tests.integration.station import a_station

PRESSES = ("org.duress.incident.raised.v1", "org.duress.incident.repeated.v1")
WAITING = "sensor.district_desk_waiting_deliveries"


async def test_what_waits_is_counted_and_arrives_once_in_order(hass: HomeAssistant, demo: DuressConfigEntry) -> None:
    """Given an endpoint that answers 503, when three press, then the sensor counts; when it is back, all is there."""
    async with a_station() as station:
        await add_endpoint(hass, demo, station.url, secret=station.secret)
        station.answer = HTTPStatus.SERVICE_UNAVAILABLE
        for number in (1, 2, 3):
            await act(hass, demo, f"DEMO Pendant 0{number}")
        await until(lambda: [len(one.presses) for one in demo.runtime_data.school.incidents.open.values()] == [3])
        await until(lambda: (state := hass.states.get(WAITING)) is not None and int(state.state) >= 3)

        station.messages.clear()
        station.answer = HTTPStatus.OK
        await until(lambda: hass.states.is_state(WAITING, "0"), 30)
        (incident,) = demo.runtime_data.school.incidents.open.values()
        presses = [one for one in incident.history if isinstance(one, (IncidentRaised, IncidentRepeated))]
        told = [(key, data) for key, data in station.messages if data["type"] in PRESSES]
        assert [key for key, _ in told] == [event.event_id for event in presses]
        for (_, message), event in zip(told, presses, strict=True):
            assert abs(dt_util.parse_datetime(message["time"], raise_on_error=True).timestamp() - event.at) < 0.001
        assert len({key for key, _ in station.messages}) == len(station.messages)
