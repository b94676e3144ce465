"""An incident in several rooms at a running site, from the first alarm to the last restoral at the centre."""

from functools import partial

from homeassistant.core import HomeAssistant
from homeassistant.helpers import area_registry as ar

from custom_components.duress.ledger import DeliveryState
from tests.integration.builders import until
from tests.integration.peers import pressed, real_site
from tests.integration.test_dc09 import add
from tests.integration.test_restart import restart
from tests.monitoring.dc09_receiver import Receiver, receiving, shut

NUMBERS = "Gym = 12\nRoom 204 = 204\nHall = 3"


def receiver_has(receiver: Receiver, event: str) -> bool:
    """Return whether the centre has an event."""
    return event in receiver.events


async def test_each_room_in_alarm_is_restored_also_over_faults_and_a_restart(hass: HomeAssistant) -> None:
    """Given alarms in three rooms under two codes, when the centre stumbles at the end, then all three are restored."""
    rooms = {name: ar.async_get(hass).async_create(name).id for name in ("Gym", "Room 204", "Hall")}
    async with real_site(hass) as site, receiving(Receiver(delay=0.005)) as receiver:
        for serial, (name, room) in enumerate(rooms.items(), 1):
            await site.add_pendant(f"Button {name}", serial, role="fixed_button", area=room)
        endpoint = await add(hass, site.entry, receiver, more__room_numbers=NUMBERS, more__codes="repeated = PA PR")
        for serial, event in enumerate(("Nri1/HA12", "Nri1/PA204", "Nri1/PA3"), 1):
            await site.hear(pressed(serial))
            await until(partial(receiver_has, receiver, event))
        (incident_id,) = site.entry.runtime_data.school.incidents.open
        # The first restoral meets closed connections, at once and once more, and is told again under its number.
        receiver.faults = [shut, shut]
        for step in ("acknowledge", "clear", "close"):
            await hass.services.async_call("duress", step, {"incident_id": incident_id, "reason": "over"}, True)
        await until(lambda: receiver.events[3:] == ["Nri1/HR12", "Nri1/HR12"])
        await restart(hass, site.entry)
        await until(lambda: receiver.events[-1] == "Nri1/PR3", 20)
        told = [(one.message.sequence, event) for one, event in zip(receiver.messages, receiver.events, strict=True)]
        assert list(dict.fromkeys(told)) == [
            (1, "Nri1/HA12"),
            (2, "Nri1/PA204"),
            (3, "Nri1/PA3"),
            (4, "Nri1/HR12"),
            (5, "Nri1/PR204"),
            (6, "Nri1/PR3"),
        ]
        ledger = site.entry.runtime_data.record.ledger
        deliveries = [one for one in await ledger.deliveries(incident_id) if one.endpoint_id == endpoint]
        while {one.state for one in deliveries} != {DeliveryState.DELIVERED}:
            deliveries = [one for one in await ledger.deliveries(incident_id) if one.endpoint_id == endpoint]
        ends = [one.event_id for one in deliveries if one.kind == "incident_closed"]
        assert [one.removeprefix(ends[0]) for one in ends] == ["", "-2", "-3"]
