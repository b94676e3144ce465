"""Actions: the life of an incident as people take it, and what is refused with a sentence."""

from homeassistant.auth.models import User
from homeassistant.const import STATE_OFF, STATE_ON
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import ServiceValidationError
import pytest

from custom_components.duress.const import DOMAIN
from custom_components.duress.core.events import IncidentAcknowledged
from custom_components.duress.site import DuressConfigEntry
from tests.integration.builders import act, add_endpoint, device_id, subentry_id, until
from tests.integration.station import a_station

SITE_DURESS = "binary_sensor.demo_lincoln"


async def press(hass: HomeAssistant, entry: DuressConfigEntry, title: str = "DEMO Pendant 07") -> str:
    """Press a pendant; return the new incident's id."""
    known = set(entry.runtime_data.school.incidents.open)
    await act(hass, entry, title)
    await until(lambda: set(entry.runtime_data.school.incidents.open) - known)
    (incident_id,) = set(entry.runtime_data.school.incidents.open) - known
    return incident_id


async def step(hass: HomeAssistant, action: str, incident_id: str, reason: str = "", user: str | None = None) -> object:
    """Take a step; return the answer."""
    return await hass.services.async_call(
        DOMAIN,
        action,
        {"incident_id": incident_id, "reason": reason},
        blocking=True,
        return_response=True,
        context=Context(user_id=user),
    )


async def test_life_of_an_incident(hass: HomeAssistant, demo: DuressConfigEntry, hass_admin_user: User) -> None:
    """Given an incident, when people acknowledge, clear and close it, then each is shown, stored and told."""
    async with a_station() as station:
        await add_endpoint(hass, demo, station.url, secret=station.secret)
        incident_id = await press(hass, demo)
        answer = await step(hass, "acknowledge", incident_id, user=hass_admin_user.id)
        assert answer == {"incident_id": incident_id, "number": 1, "state": "acknowledged"}
        assert hass.states.get(SITE_DURESS).state == STATE_ON  # type: ignore[union-attr]
        await step(hass, "clear", incident_id, "pressed by mistake", user=hass_admin_user.id)
        assert hass.states.get(SITE_DURESS).state == STATE_OFF  # type: ignore[union-attr]
        await step(hass, "close", incident_id, "talked to the teacher")
        assert not demo.runtime_data.school.incidents.open
        await until(lambda: station.ids("incident.closed"))
        kinds = [message["type"].split(".")[3] for _, message in station.messages]
        order = [kind for kind in kinds if kind != "located"]
        assert order == ["raised", "acknowledged", "cleared", "closed"]
        assert station.told("incident.acknowledged")[0]["actor"] == hass_admin_user.name
    entries = await demo.runtime_data.record.ledger.entries(incident_id=incident_id)
    kinds_stored = {entry.kind for entry in entries}
    assert {"incident_raised", "incident_acknowledged", "incident_cleared", "incident_closed"} <= kinds_stored
    cleared = next(entry for entry in entries if entry.kind == "incident_cleared")
    assert cleared.data["reason"] == "pressed by mistake"
    assert cleared.data["actor"]["user_id"] == hass_admin_user.id  # type: ignore[call-overload, index]


@pytest.mark.parametrize(
    ("before", "action", "reason", "key"),
    [
        ((), "clear", "over", "cannot_clear_raised"),
        ((), "close", "over", "cannot_close_raised"),
        (("acknowledge",), "acknowledge", "", "already_acknowledged"),
        (("acknowledge",), "close", "over", "cannot_close_acknowledged"),
        (("acknowledge",), "clear", "  ", "reason_missing"),
        (("acknowledge", "clear"), "clear", "over", "cannot_clear_resolved"),
        (("acknowledge", "clear"), "acknowledge", "", "cannot_acknowledge_resolved"),
        (("acknowledge", "clear", "close"), "acknowledge", "", "no_incident"),
    ],
)
async def test_illegal_steps_are_refused(
    hass: HomeAssistant, demo: DuressConfigEntry, before: tuple[str, ...], action: str, reason: str, key: str
) -> None:
    """Given an incident, when a step does not follow from where it stands, then a sentence says so."""
    incident_id = await press(hass, demo)
    for earlier in before:
        await step(hass, earlier, incident_id, "over")
    with pytest.raises(ServiceValidationError) as refused:
        await step(hass, action, incident_id, reason)
    assert refused.value.translation_key == key
    assert str(refused.value) not in ("", key)


async def test_automations_act_in_their_own_name(hass: HomeAssistant, demo: DuressConfigEntry) -> None:
    """Given a call without a user, when it acknowledges, then the ledger says that an automation did."""
    incident_id = await press(hass, demo)
    await step(hass, "acknowledge", incident_id)
    history = demo.runtime_data.school.incidents.open[incident_id].history
    (acknowledged,) = (one for one in history if isinstance(one, IncidentAcknowledged))
    assert acknowledged.actor.kind == "automation"


async def test_forward_sends_nothing_twice(hass: HomeAssistant, demo: DuressConfigEntry) -> None:
    """Given an endpoint that is not told by itself, when an incident is forwarded twice, then it arrives once."""
    async with a_station() as station:
        endpoint = await add_endpoint(hass, demo, station.url, forward_all=False, secret=station.secret)
        incident_id = await press(hass, demo)
        target = {"incident_id": incident_id, "endpoints": device_id(hass, demo, endpoint)}
        await hass.async_block_till_done()
        assert station.ids("incident.raised") == []
        for _ in range(2):
            await hass.services.async_call(DOMAIN, "forward", target, blocking=True)
        await until(lambda: station.ids("incident.raised"))
        await step(hass, "acknowledge", incident_id)
        await until(lambda: station.ids("incident.acknowledged"))
        assert len(station.ids("incident.raised")) == 1


async def test_only_endpoints_are_forwarded_to(hass: HomeAssistant, demo: DuressConfigEntry) -> None:
    """Given an incident, when it is to be forwarded to a pendant, then a sentence refuses."""
    incident_id = await press(hass, demo)
    pendant = device_id(hass, demo, subentry_id(demo, "DEMO Pendant 01"))
    with pytest.raises(ServiceValidationError, match="not a monitoring endpoint"):
        await hass.services.async_call(
            DOMAIN, "forward", {"incident_id": incident_id, "endpoints": [pendant]}, blocking=True
        )


@pytest.mark.parametrize(
    ("device", "what", "match"),
    [
        ("DEMO Pendant 01", {"act": "mains_lost"}, "cannot do mains_lost"),
        ("DEMO Pendant 01", {"act": "noise"}, "cannot do noise"),
        ("DEMO receiver", {"act": "press"}, "cannot do press"),
        ("DEMO Pendant 01", {"act": "press", "room": "Atlantis"}, "no room Atlantis"),
    ],
)
async def test_impossible_simulations_are_refused(
    hass: HomeAssistant, demo: DuressConfigEntry, device: str, what: dict[str, str], match: str
) -> None:
    """Given a demo school, when something is asked that such a device cannot do, then a sentence refuses."""
    target = device_id(hass, demo, subentry_id(demo, device))
    with pytest.raises(ServiceValidationError, match=match):
        await hass.services.async_call(DOMAIN, "simulate", {"device_id": target, **what}, blocking=True)
