"""Tests, drills and muted devices as people use them: real actions, a real desk, a real restart."""

from homeassistant.auth.models import User
from homeassistant.core import Context, HomeAssistant, ServiceCall
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.condition import async_from_config, async_validate_condition_config
from homeassistant.setup import async_setup_component
import pytest

from custom_components.duress.const import DOMAIN
from custom_components.duress.core.events import Mode
from custom_components.duress.core.roles import ACTIONS
from custom_components.duress.logbook import sentence
from custom_components.duress.site import DuressConfigEntry
from tests.integration.builders import act, add_endpoint, device_id, subentry_id, until
from tests.integration.peers import pressed, real_site
from tests.integration.station import a_station
from tests.integration.test_actions import press, step

MODE = "sensor.demo_lincoln_mode"
PENDANT, OTHER = "DEMO Pendant 07", "DEMO Pendant 08"


async def call(hass: HomeAssistant, action: str, user: str | None = None, **data: object) -> dict[str, object]:
    """Call an action; return its answer."""
    answer = await hass.services.async_call(
        DOMAIN, action, data, blocking=True, return_response=True, context=Context(user_id=user)
    )
    assert isinstance(answer, dict)
    return dict(answer)


def pendant(hass: HomeAssistant, entry: DuressConfigEntry, title: str = PENDANT) -> str:
    """Return the device of a pendant."""
    return device_id(hass, entry, subentry_id(entry, title))


def mode(hass: HomeAssistant) -> str:
    """Return what the sensor says."""
    state = hass.states.get(MODE)
    assert state is not None
    return state.state


async def test_a_pendant_test_calls_nobody(hass: HomeAssistant, demo: DuressConfigEntry) -> None:
    """Given a pendant test, when it is pressed, then that is noted and the desk hears nothing; later it is real."""
    async with a_station() as station:
        await add_endpoint(hass, demo, station.url, secret=station.secret)
        answer = await call(hass, "start_test", device_id=pendant(hass, demo))
        assert answer["kind"] == "pendant_test"
        session = demo.runtime_data.school.modes.find(None)
        await act(hass, demo, PENDANT)
        await until(lambda: session.presses)
        await until(lambda: not demo.runtime_data.school.modes.running)
        entry = await demo.runtime_data.record.ledger.last_entry("press_tested")
        assert entry is not None
        assert entry.data["paths"]
        assert station.messages == []
        await act(hass, demo, OTHER)
        await until(lambda: station.ids("incident.raised"))


async def test_a_drill_says_so_everywhere(hass: HomeAssistant, demo: DuressConfigEntry, hass_admin_user: User) -> None:
    """Given a drill, when one who takes part and one who does not press, then one is a drill and the other is real."""
    ran: list[str] = []
    hass.services.async_register("test", "note", lambda called: ran.append(_noted(called)))
    await async_setup_component(
        hass,
        "automation",
        {
            "automation": [
                _automation("live", {}),
                _automation("all", {"include_drills": True}),
            ]
        },
    )
    site = demo.runtime_data
    async with a_station() as station:
        await add_endpoint(hass, demo, station.url, secret=station.secret)
        answer = await call(
            hass, "start_drill", hass_admin_user.id, device_id=[pendant(hass, demo)], reason="autumn drill"
        )
        assert mode(hass) == "drill"
        assert site.readiness.mode is Mode.DRILL
        await until(lambda: station.told("rehearsal.started"))
        drill = await press(hass, demo)
        assert site.school.incidents.open[drill].mode is Mode.DRILL
        duress = hass.states.get("binary_sensor.demo_lincoln")
        assert duress is not None
        assert duress.state == "off"
        real = await press(hass, demo, OTHER)
        assert site.school.incidents.open[real].mode is Mode.LIVE
        await until(lambda: len(station.ids("incident.raised")) == 2)
        await step(hass, "acknowledge", drill)
        await call(hass, "end_test", hass_admin_user.id, reason="all clear")
        await until(lambda: station.told("rehearsal.ended"))
        assert mode(hass) == "normal"
    await hass.async_block_till_done()
    assert sorted(ran) == ["all", "all", "live"]
    record = await call(hass, "get_drill_record", rehearsal_id=answer["rehearsal_id"])
    assert record["participants"] == record["pressed"] == [PENDANT]
    assert record["ending"] == "person"
    incidents = record["incidents"]
    assert isinstance(incidents, list)
    assert "acknowledged" in incidents[0]["seconds_to"]


async def test_the_desk_can_tell_a_drill_from_what_is_real(hass: HomeAssistant) -> None:
    """Given a drill, when one who takes part and one who does not press, then each message says which it is."""
    async with real_site(hass) as site, a_station() as station:
        taking_part = await site.add_pendant("Pendant 7", 7)
        await site.add_pendant("Pendant 8", 8)
        await add_endpoint(hass, site.entry, station.url, secret=station.secret)
        device = device_id(hass, site.entry, taking_part)
        await call(hass, "start_drill", device_id=[device], reason="autumn drill")
        await site.hear(pressed(7))
        await site.hear(pressed(8))
        await until(lambda: len(station.ids("incident.raised")) == 2)
        drill, real = sorted(station.told("incident.raised"), key=lambda one: int(one["incident"]["number"]))
        (began,) = station.told("rehearsal.started")
        await step(hass, "acknowledge", drill["incident"]["id"])
        await until(lambda: station.ids("incident.acknowledged"))
        (acknowledged,) = station.told("incident.acknowledged")
    assert [one["mode"] for one in (began, drill, acknowledged, real)] == ["drill", "drill", "drill", "live"]
    assert all(one["text"].startswith("DRILL ") for one in (began, drill, acknowledged))
    assert real["text"].startswith("Duress alarm 2 at Lincoln: ")
    assert real["incident"]["id"] != drill["incident"]["id"]
    assert [one["label"] for one in real["incident"]["presses"]] == ["Pendant 8"]


def _automation(name: str, options: dict[str, object]) -> dict[str, object]:
    """Return an automation that notes its name when an incident is raised."""
    return {
        "alias": name,
        "mode": "queued",
        "triggers": [{"trigger": "duress.incident_raised", "options": options}],
        "actions": [{"action": "test.note", "data": {"name": name}}],
    }


def _noted(called: ServiceCall) -> str:
    """Return the name an automation noted."""
    return str(called.data["name"])


async def test_this_is_real_needs_no_right(
    hass: HomeAssistant, demo: DuressConfigEntry, hass_read_only_user: User
) -> None:
    """Given presses in a test, when anybody says it is real, then the desk is told of real incidents."""
    async with a_station() as station:
        await add_endpoint(hass, demo, station.url, secret=station.secret)
        await call(hass, "start_test", minutes=10, reason="weekly")
        session = demo.runtime_data.school.modes.find(None)
        await act(hass, demo, PENDANT)
        await until(lambda: session.presses)
        await call(hass, "this_is_real", hass_read_only_user.id, reason="it is not the test")
        await until(lambda: station.ids("incident.raised"))
        await until(lambda: station.told("rehearsal.ended"))
        assert station.told("rehearsal.ended")[0]["rehearsal"]["ending"] == "real"
    assert mode(hass) == "normal"
    assert [one.mode for one in demo.runtime_data.school.incidents.open.values()] == [Mode.LIVE]


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ("start_test", "test pendants"),
        ("start_drill", "begin tests or drills"),
        ("end_test", "end tests.*If it is real, use This is real"),
        ("bypass", "mute troubles"),
        ("end_bypass", "let muted troubles count again"),
    ],
)
async def test_who_may_not(
    hass: HomeAssistant, demo: DuressConfigEntry, hass_read_only_user: User, action: str, words: str
) -> None:
    """Given somebody without the right, when they begin, end or mute, then a sentence refuses and names the act."""
    fields: dict[str, dict[str, object]] = {
        "start_drill": {"reason": "x"},
        "bypass": {"device_id": pendant(hass, demo), "minutes": 5, "reason": "x"},
        "end_bypass": {"device_id": pendant(hass, demo)},
    }
    with pytest.raises(ServiceValidationError, match=f"Your role at this site may not .*{words}") as refused:
        await call(hass, action, hass_read_only_user.id, **fields.get(action, {}))
    assert refused.value.translation_key == f"may_not_{ACTIONS[action].right}"
    assert (mode(hass), demo.runtime_data.school.bypasses.running) == ("normal", {})


async def test_a_test_survives_a_restart(hass: HomeAssistant, demo: DuressConfigEntry) -> None:
    """Given a test and a muted device, when the site restarts, then both go on until the same time."""
    await call(hass, "start_test", minutes=30, reason="weekly")
    demo_user = await hass.auth.async_create_user("Ortiz", group_ids=["system-admin"])
    await call(hass, "bypass", demo_user.id, device_id=pendant(hass, demo), minutes=60, reason="being repaired")
    before = demo.runtime_data.school
    test, muted = before.modes.find(None), dict(before.bypasses.running)
    await hass.config_entries.async_reload(demo.entry_id)
    await hass.async_block_till_done()
    after = demo.runtime_data.school
    assert after is not before
    assert after.modes.find(None).deadline == pytest.approx(test.deadline, abs=1)
    assert after.bypasses.running.keys() == muted.keys()
    assert mode(hass) == "test"


async def test_a_muted_device_has_no_issue_until_it_ends(
    hass: HomeAssistant, demo: DuressConfigEntry, hass_admin_user: User
) -> None:
    """Given an open case, when the device is muted, then its issue is gone until that ends, and readiness says so."""

    def cases() -> list[str]:
        return [key for _, key in ir.async_get(hass).issues if key.startswith("trouble_")]

    await act(hass, demo, PENDANT, "tamper")
    await until(cases)
    site = demo.runtime_data
    await call(hass, "bypass", hass_admin_user.id, device_id=pendant(hass, demo), minutes=5, reason="being repaired")
    assert not cases()
    assert (site.readiness.bypassed, site.readiness.troubles) == (1, 0)
    await call(hass, "end_bypass", hass_admin_user.id, device_id=pendant(hass, demo))
    assert cases()


async def test_the_logbook_marks_a_drill(hass: HomeAssistant, demo: DuressConfigEntry) -> None:
    """Given a step of a drill, when the logbook tells it, then it begins with DRILL."""
    facts = {"type": "incident_raised", "number": 1, "transmitter": PENDANT, "mode": "drill"}
    assert sentence(hass, facts).startswith("DRILL: ")
    assert not sentence(hass, {**facts, "mode": "live"}).startswith("DRILL")


async def test_a_condition_asks_for_the_mode(hass: HomeAssistant, demo: DuressConfigEntry) -> None:
    """Given the condition that nothing is on test, when a test runs, then it does not hold; after it, it does."""
    found = await async_validate_condition_config(
        hass, {"condition": "duress.mode_is", "options": {"mode": "normal", "site": demo.entry_id}}
    )
    checker = await async_from_config(hass, found)
    assert checker.async_check()
    await call(hass, "start_test", minutes=10, reason="weekly")
    assert not checker.async_check()
    await call(hass, "end_test")
    assert checker.async_check()
