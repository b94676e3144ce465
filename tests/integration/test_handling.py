"""Handling incidents together: many presses, several people, a ladder of escalation, and its settings."""

from collections import Counter
from collections.abc import AsyncGenerator, Mapping
from typing import Any

from homeassistant.auth.const import GROUP_ID_ADMIN
from homeassistant.const import EVENT_STATE_CHANGED, EVENT_STATE_REPORTED
from homeassistant.core import (
    Context,
    Event,
    EventStateChangedData,
    EventStateReportedData,
    HomeAssistant,
    callback,
)
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import area_registry as ar
import pytest
from pytest_homeassistant_custom_component.common import MockUser  # type: ignore[import-untyped] # it carries no types

from custom_components.duress.const import DOMAIN, EVENT_HAPPENED
from custom_components.duress.core.incidents import Incident
from tests.integration.builders import add_endpoint, until
from tests.integration.peers import RealSite, pressed, real_site
from tests.integration.station import a_station


@pytest.fixture
async def site(hass: HomeAssistant) -> AsyncGenerator[RealSite]:
    """Run a site with a receiver on a TCP port."""
    async with real_site(hass) as site:
        yield site


def incidents(site: RealSite) -> list[Incident]:
    """Return the open incidents."""
    return list(site.entry.runtime_data.school.incidents.open.values())


def a_person(hass: HomeAssistant, name: str) -> str:
    """Return the user id of one more administrator."""
    groups = [hass.auth._store._groups[GROUP_ID_ADMIN]]
    return str(MockUser(name=name, groups=groups).add_to_hass(hass).id)


async def take(hass: HomeAssistant, action: str, incident: Incident, user: str | None = None, **more: object) -> object:
    """Call an action about an incident."""
    data = {"incident_id": incident.incident_id, **more}
    return await hass.services.async_call(
        DOMAIN, action, data, blocking=True, return_response=True, context=Context(user_id=user)
    )


async def configure(hass: HomeAssistant, site: RealSite, typed: Mapping[str, Any]) -> dict[str, Any]:
    """Type the settings of the response to incidents; return what is shown then."""
    flow = await hass.config_entries.options.async_init(site.entry.entry_id)
    flow = await hass.config_entries.options.async_configure(flow["flow_id"], {"next_step_id": "response"})
    flow = await hass.config_entries.options.async_configure(flow["flow_id"], dict(typed))
    await hass.async_block_till_done()
    return dict(flow)


RESPONSE = {"join_duress": 30, "join_medical": 30, "join_assist": 30, "join_lockdown": 30}


async def test_many_presses_are_one_raised_and_the_rest_updates(hass: HomeAssistant, site: RealSite) -> None:
    """Given 25 pendants pressed in a row, then the endpoint is told of one incident and of 24 further presses."""
    async with a_station() as station:
        await add_endpoint(hass, site.entry, station.url, secret=station.secret)
        for number in range(25):
            await site.hear(pressed(5000 + number))
        await until(lambda: len(station.ids("incident.repeated")) == 24)
        assert len(station.ids("incident.raised")) == 1
        (incident,) = incidents(site)
        assert len(incident.presses) == 25
        last = station.told("incident.repeated")[-1]["incident"]
        assert [press["serial"] for press in last["presses"]] == [str(5000 + number) for number in range(25)]
        assert {message["incident"]["id"] for message in station.told("incident.repeated")} == {incident.incident_id}


async def test_a_message_stays_small_when_everybody_presses(hass: HomeAssistant, site: RealSite) -> None:
    """Given 60 pendants pressed in a row, then each message has its own press, the first, and how many there were."""
    async with a_station() as station:
        await add_endpoint(hass, site.entry, station.url, secret=station.secret)
        for number in range(60):
            await site.hear(pressed(5000 + number))
        await until(lambda: len(station.ids("incident.repeated")) == 59)
        told = [message["incident"] for message in station.told("incident.repeated")]
        assert sorted(one["presses"][-1]["serial"] for one in told) == [str(5001 + number) for number in range(59)]
        last = max(told, key=lambda one: one["press_count"])
        assert last["press_count"] == 60
        assert [one["serial"] for one in last["presses"]] == ["5000", *(str(5011 + number) for number in range(49))]


async def test_a_further_press_is_about_its_own_pendant(hass: HomeAssistant, site: RealSite) -> None:
    """Given an incident of many pendants, when one more joins, then nothing is written for those pressed before."""
    shown: Counter[str] = Counter()
    said: list[str] = []

    @callback
    def note(event: Event[EventStateChangedData] | Event[EventStateReportedData]) -> None:
        shown[event.data["entity_id"]] += 1

    for number in range(5):
        room = ar.async_get(hass).async_create(f"Lab {number}")
        await site.add_pendant(f"Pendant {number}", 5000 + number, area=room.id)
    for number in range(4):
        await site.hear(pressed(5000 + number))
    await hass.async_block_till_done()
    hass.bus.async_listen(EVENT_STATE_CHANGED, note)
    hass.bus.async_listen(EVENT_STATE_REPORTED, note, event_filter=callback(lambda _data: True))
    hass.bus.async_listen(EVENT_HAPPENED, callback(lambda event: said.append(event.data["name"])))
    await site.hear(pressed(5004))
    await hass.async_block_till_done()
    (incident,) = incidents(site)
    assert len(incident.device_ids) == 5
    own = {"binary_sensor.lab_4_pendant_4", "event.lab_4_pendant_4_button", "binary_sensor.lincoln_duress_in_lab_4"}
    assert own | {"event.lincoln_incident"} < shown.keys()
    assert not [one for one in shown if any(f"lab_{number}" in one for number in range(4))]
    assert sorted(said) == ["Lincoln", "Pendant 4"]

    person = a_person(hass, "Ortiz")
    await take(hass, "acknowledge", incident, person)
    await take(hass, "clear", incident, person, reason="all found well")
    assert all(hass.states.is_state(f"binary_sensor.lab_{number}_pendant_{number}", "off") for number in range(5))
    assert said.count("Pendant 0") == 2


async def test_two_people_acknowledge_within_a_second(hass: HomeAssistant, site: RealSite) -> None:
    """Given an incident, when two people acknowledge it, then the first counts and the second reads who was first."""
    await site.hear(pressed(7))
    (incident,) = incidents(site)
    await take(hass, "acknowledge", incident, a_person(hass, "Ortiz"))
    with pytest.raises(ServiceValidationError) as refused:
        await take(hass, "acknowledge", incident, a_person(hass, "Bell"))
    assert refused.value.translation_key == "already_acknowledged"
    assert "Ortiz was first" in str(refused.value)


async def test_help_on_the_way_and_there(hass: HomeAssistant, site: RealSite) -> None:
    """Given an acknowledged incident, when somebody sets out and arrives, then the desk and the entity follow."""
    async with a_station() as station:
        await add_endpoint(hass, site.entry, station.url, secret=station.secret)
        await site.hear(pressed(7))
        (incident,) = incidents(site)
        person = a_person(hass, "Ortiz")
        assert await take(hass, "acknowledge", incident, person)
        for action, state in (("respond", "responding"), ("arrive", "on_scene")):
            answer = await take(hass, action, incident, person)
            assert answer == {"incident_id": incident.incident_id, "number": 1, "state": state}
            shown = hass.states.get("event.lincoln_incident")
            assert shown is not None
            assert (shown.attributes["event_type"], shown.attributes["by"]) == (state, "Ortiz")
        await until(lambda: station.ids("incident.on_scene"))
        assert station.told("incident.responding")[0]["text"].startswith(
            "Duress alarm 1 at Lincoln: help is on the way"
        )


async def test_a_false_alarm_is_called_off(hass: HomeAssistant, site: RealSite) -> None:
    """Given an incident, when somebody calls it off as false, then the desk reads who and why, and it stays open."""
    async with a_station() as station:
        await add_endpoint(hass, site.entry, station.url, secret=station.secret)
        await site.hear(pressed(7))
        (incident,) = incidents(site)
        person = a_person(hass, "Ortiz")
        with pytest.raises(ServiceValidationError):
            await take(hass, "cancel", incident, person)
        await take(hass, "cancel", incident, person, reason="sat on it", disposition="false_alarm")
        await until(lambda: station.ids("incident.cancelled"))
        (told,) = station.told("incident.cancelled")
        assert (told["actor"], told["reason"]) == ("Ortiz", "sat on it")
        assert (told["incident"]["state"], told["incident"]["disposition"]) == ("resolved", "false_alarm")
        assert told["text"].endswith("was a false alarm, cancelled by Ortiz (sat on it). No help is needed.")
    assert hass.states.is_state("binary_sensor.lincoln", "off")
    assert incidents(site) == [incident]


async def test_nobody_acknowledges(hass: HomeAssistant, site: RealSite) -> None:
    """Given a short ladder, when nobody acknowledges, then the desk and the entity are told of each level."""
    done = await configure(hass, site, {**RESPONSE, "ladder": "1, 2"})
    assert done["type"] is FlowResultType.CREATE_ENTRY
    async with a_station() as station:
        await add_endpoint(hass, site.entry, station.url, secret=station.secret)
        await site.hear(pressed(7))
        (incident,) = incidents(site)
        await until(lambda: incident.level == 2)
        await until(lambda: len(station.ids("incident.escalated")) == 2)
    assert [told["incident"]["escalation"] for told in station.told("incident.escalated")] == [1, 2]
    assert await take(hass, "escalate", incident) == {
        "incident_id": incident.incident_id,
        "number": 1,
        "state": "raised",
    }
    assert incident.level == 3


async def test_the_schedule_chooses_the_ladder(hass: HomeAssistant, site: RealSite) -> None:
    """Given another ladder for the hours of a schedule, then it holds for what is raised while the schedule is on."""
    hass.states.async_set("schedule.evening", "off")
    typed = {**RESPONSE, "join_duress": 0, "ladder": "50", "other_ladder": "20, 40", "schedule": "schedule.evening"}
    await configure(hass, site, typed)
    await site.hear(pressed(7))
    hass.states.async_set("schedule.evening", "on")
    await hass.async_block_till_done()
    await site.hear(pressed(8))
    assert [incident.ladder for incident in incidents(site)] == [(50.0,), (20.0, 40.0)]


@pytest.mark.parametrize("ladder", ["soon", "60, 30", "0", "1.5", "30, 30", ", ".join(map(str, range(1, 12)))])
async def test_what_is_no_ladder_is_refused(hass: HomeAssistant, site: RealSite, ladder: str) -> None:
    """Given what somebody typed, when it is no rising list of seconds, then the form says so."""
    shown = await configure(hass, site, {**RESPONSE, "ladder": ladder})
    assert (shown["type"], shown["errors"]) == (FlowResultType.FORM, {"ladder": "ladder_wrong"})


async def test_an_empty_ladder_never_escalates(hass: HomeAssistant, site: RealSite) -> None:
    """Given a site that wants no escalation, then what is raised has none, and the form shows it so."""
    await configure(hass, site, RESPONSE)
    await site.hear(pressed(7))
    assert [incident.ladder for incident in incidents(site)] == [()]


async def test_how_long_an_incident_waited_is_measured(hass: HomeAssistant, site: RealSite) -> None:
    """Given an incident, when an automation and then a person acknowledges it, then the time of the person counts."""
    shown = "sensor.lincoln_response_time"
    await site.hear(pressed(7))
    (incident,) = incidents(site)
    incident.raised_at -= 25
    await take(hass, "acknowledge", incident)
    assert hass.states.is_state(shown, "unknown")
    await take(hass, "acknowledge", incident, a_person(hass, "Ortiz"))
    state = hass.states.get(shown)
    assert state is not None
    assert 25 <= float(state.state) < 30
    assert (state.attributes["state_class"], state.attributes["unit_of_measurement"]) == ("measurement", "s")
    with pytest.raises(ServiceValidationError):
        await take(hass, "acknowledge", incident, a_person(hass, "Lee"))
    assert hass.states.is_state(shown, state.state)
    await hass.config_entries.async_reload(site.entry.entry_id)
    assert hass.states.is_state(shown, state.state)
