"""One incident over the wire, from the press to its end: everything in order, under one id."""

from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant

from custom_components.duress.site import DuressConfigEntry
from tests.integration.builders import act, add_endpoint, until
from tests.integration.roster import call
from tests.integration.station import a_station

PREFIX, SUFFIX = "org.duress.incident.", ".v1"


async def test_an_incident_is_told_step_by_step_under_one_id(
    hass: HomeAssistant, demo: DuressConfigEntry, hass_admin_user: User
) -> None:
    """Given a press, another one and all that people do, then the desk gets each in this order, with one incident."""
    async with a_station() as desk:
        await add_endpoint(hass, demo, desk.url, secret=desk.secret)
        await act(hass, demo, "DEMO Pendant 03")
        await until(lambda: desk.told("incident.located"))
        await act(hass, demo, "DEMO Pendant 04")
        await until(lambda: desk.told("incident.repeated"))
        (incident_id,) = demo.runtime_data.school.incidents.open
        about = {"incident_id": incident_id}
        await call(hass, "acknowledge", hass_admin_user, **about)
        await call(hass, "escalate", hass_admin_user, **about)
        await call(hass, "add_note", hass_admin_user, **about, text="door is locked")
        await call(hass, "clear", hass_admin_user, **about, reason="all well")
        await call(hass, "close", hass_admin_user, **about, reason="all well")
        await until(lambda: desk.told("incident.closed"))

    told = [message for _, message in desk.messages if message["type"].startswith(PREFIX)]
    assert {one["subject"] for one in told} == {f"incident/{incident_id}"}
    assert {one["data"]["incident"]["id"] for one in told} == {incident_id}
    assert {one["data"]["incident"]["number"] for one in told} == {1}
    steps = [one["type"].removeprefix(PREFIX).removesuffix(SUFFIX) for one in told]
    # Places get better whenever more was heard, so how often they are told is open.
    assert "located" in steps[: steps.index("repeated")]
    assert [one for one in steps if one != "located"] == [
        "raised", "repeated", "acknowledged", "escalated", "noted", "cleared", "closed",
    ]  # fmt: skip
    times = [one["time"] for one in told]
    assert times == sorted(times)
    assert len({one["id"] for one in told}) == len(told)
    noted = told[steps.index("noted")]["data"]
    assert (noted["reason"], noted["incident"]["state"]) == ("door is locked", "acknowledged")


async def test_a_press_that_is_called_off_says_so_before_it_is_closed(
    hass: HomeAssistant, demo: DuressConfigEntry, hass_admin_user: User
) -> None:
    """Given a press, when somebody calls it off, then the desk gets that, and the end, under the same id."""
    async with a_station() as desk:
        await add_endpoint(hass, demo, desk.url, secret=desk.secret)
        await act(hass, demo, "DEMO Pendant 03")
        await until(lambda: desk.told("incident.raised"))
        (incident_id,) = demo.runtime_data.school.incidents.open
        about = {"incident_id": incident_id, "reason": "dropped it"}
        await call(hass, "cancel", hass_admin_user, **about)
        await call(hass, "close", hass_admin_user, **about)
        await until(lambda: desk.told("incident.closed"))
    told = [message for _, message in desk.messages if message["type"].startswith(PREFIX)]
    steps = [one["type"].removeprefix(PREFIX).removesuffix(SUFFIX) for one in told]
    assert [one for one in steps if one != "located"] == ["raised", "cancelled", "closed"]
    assert {one["data"]["incident"]["id"] for one in told} == {incident_id}
    assert told[-1]["data"]["incident"]["disposition"] == "cancelled"
