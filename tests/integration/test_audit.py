"""Every act leaves one entry in the ledger that says who, when, from where: of people, dialogs and automations."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from typing import Any, Final

from homeassistant.auth.models import User
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import area_registry as ar, entity_registry as er
from homeassistant.setup import async_setup_component
import pytest

from custom_components.duress.const import (
    CONF_CHECKLISTS,
    CONF_CONFIRM,
    CONF_ROLES,
    CONF_SECRET,
    DOMAIN,
    SUBENTRY_ENDPOINT,
    SUBENTRY_TRANSMITTER,
)
from custom_components.duress.core.roles import ACTIONS, Trace
from custom_components.duress.ledger import Entry
from custom_components.duress.monitoring import generate_secret
from tests.integration.builders import add_endpoint
from tests.integration.peers import RealSite, WebClients, pressed, real_site, station, walk_subentry
from tests.integration.roster import call, device

# Each kind of act in an order in which all are possible, and what its entry is called.
ACTS: Final[Mapping[str, tuple[str, Mapping[str, object]]]] = {
    "assign": ("holder_changed", {"device_id": "{pendant}", "person": "1001"}),
    "set_life": ("life_changed", {"device_id": "{pendant}", "life": "away", "reason": "at home"}),
    "return_device": ("life_changed", {"device_id": "{pendant}"}),
    "battery_changed": ("batteries_changed", {"device_id": "{pendant}"}),
    "bypass": ("bypass_started", {"device_id": "{pendant}", "minutes": 5, "reason": "being repaired"}),
    "end_bypass": ("bypass_ended", {"device_id": "{pendant}"}),
    "start_test": ("test_started", {"device_id": "{pendant}"}),
    "end_test": ("test_ended", {}),
    "start_survey": ("survey_started", {"device_id": "{pendant}"}),
    "survey_room": ("survey_room_entered", {"room": "room_206"}),
    "skip_survey_room": ("survey_room_left", {"room": "room_206"}),
    "pause_survey": ("survey_ended", {}),
    "resume_survey": ("survey_started", {}),
    "end_survey": ("survey_ended", {}),
    "import_survey": ("survey_changed", {"survey": "{survey}", "confirm": True}),
    "add_evidence": ("survey_changed", {"press_id": "P1", "room": "room_207"}),
    "export_survey": ("acted", {}),
    "remove_from_survey": ("survey_changed", {"room": "room_207"}),
    "start_drill": ("drill_started", {"device_id": "{pendant}", "reason": "autumn drill"}),
    "this_is_real": ("declared_real", {}),
    "confirm": ("incident_confirmed", {"incident_id": "{incident}"}),
    "acknowledge": ("incident_acknowledged", {"incident_id": "{incident}"}),
    "respond": ("incident_responding", {"incident_id": "{incident}"}),
    "arrive": ("incident_on_scene", {"incident_id": "{incident}"}),
    "escalate": ("incident_escalated", {"incident_id": "{incident}"}),
    "forward": ("acted", {"incident_id": "{incident}", "endpoints": "{endpoint}"}),
    "send_test": ("acted", {"endpoints": "{endpoint}"}),
    "replay_deliveries": ("acted", {"endpoints": "{endpoint}"}),
    "hold_incident": ("hold_placed", {"incident_id": "{incident}", "reason": "case 26-17"}),
    "release_incident": ("hold_released", {"incident_id": "{incident}", "reason": "settled"}),
    "add_note": ("incident_note_added", {"incident_id": "{incident}", "text": "door is open"}),
    "check_step": ("incident_step_checked", {"incident_id": "{incident}", "step": 1}),
    "clear": ("incident_cleared", {"incident_id": "{incident}", "reason": "all well"}),
    "close": ("incident_closed", {"incident_id": "{incident}", "reason": "all well"}),
    "cancel": ("incident_cancelled", {"incident_id": "{incident}", "reason": "sat on it"}),
    "export_ledger": ("ledger_exported", {}),
    "export_report": ("acted", {}),
    "record": ("recording_started", {"device_id": "{receiver}"}),
    "stop_recording": ("recording_stopped", {"device_id": "{receiver}"}),
    "import_roster": ("imported", {"csv": "label,serial,use\nPendant 9,9,pendant\n", "confirm": True}),
    "undo_import": ("import_undone", {}),
    "import_places": ("imported", {"csv": "floor,room\nFirst,Room 1\n", "confirm": True}),
    "add_person": ("people_changed", {"name": "Ann Reed", "staff_id": "1002"}),
    "change_person": ("people_changed", {"person": "1002", "staff_id": "1003"}),
    "forget_person": ("people_changed", {"person": "1003", "reason": "left us"}),
    "year_end": ("life_changed", {}),
    "go_live": ("live_declared", {"reason": "the shed is walked on Monday"}),
}
# What an act ends besides has an entry of its own.
BESIDES: Final[Mapping[str, tuple[str, ...]]] = {"this_is_real": ("drill_ended",)}
FOR_PEOPLE: Final = frozenset(
    {
        "bypass", "confirm", "cancel", "export_ledger", "hold_incident", "release_incident", "import_roster",
        "undo_import", "import_places", "add_person", "change_person", "forget_person", "year_end",
        "start_survey", "survey_room", "skip_survey_room", "pause_survey", "resume_survey", "end_survey",
        "import_survey", "add_evidence", "export_survey", "remove_from_survey", "go_live",
    }
)  # fmt: skip


@pytest.fixture
async def site(hass: HomeAssistant, hass_admin_user: User) -> AsyncGenerator[RealSite]:
    """Run a site with two pendants, two rooms and a person, whose endpoints wait for a confirmation."""
    async with real_site(hass) as site:
        for name in ("Room 206", "Room 207"):
            ar.async_get(hass).async_create(name)
        hass.config_entries.async_update_entry(site.entry, options={CONF_CONFIRM: {"duress": 120}})
        for number in (1, 2):
            await site.add_pendant(f"Pendant {number}", number)
        await call(hass, "add_person", hass_admin_user, name="Rosa Hill", staff_id="1001")
        options = {**site.entry.options, CONF_CHECKLISTS: {"duress": ["Look", "Listen"]}}
        hass.config_entries.async_update_entry(site.entry, options=options)
        await hass.async_block_till_done()
        yield site


async def noted(hass: HomeAssistant, site: RealSite, act: Callable[[], Awaitable[object]]) -> list[Entry]:
    """Return what an act leaves in the ledger, apart from what only happened meanwhile."""
    ledger = site.entry.runtime_data.record.ledger
    await hass.async_block_till_done()
    (last,) = await ledger.entries(limit=1)
    await act()
    await hass.async_block_till_done()
    assert last.seq is not None
    fresh = [one for one in await ledger.entries() if (one.seq or 0) > last.seq]
    return [one for one in reversed(fresh) if "actor" in one.data]


def who(entry: Entry) -> tuple[object, object, object]:
    """Return kind, user id and source of who acted."""
    actor = entry.data["actor"]
    assert isinstance(actor, dict)
    return actor["kind"], actor["user_id"], actor["source"]


def test_every_act_is_in_this_table() -> None:
    """Given the actions that leave something, then each is in this table."""
    assert ACTS.keys() == {name for name, act in ACTIONS.items() if act.trace is not Trace.NOTHING}


def a_survey(receiver_id: str) -> dict[str, object]:
    """Return a survey of one press that a receiver heard."""
    heard = {receiver_id: [60, 40]}
    return {
        "format": "duress-survey",
        "format_version": 1,
        "rooms": [{"id": "room_206", "name": "Room 206"}],
        "listeners": [{"id": receiver_id, "label": "Receiver"}],
        "presses": [{"id": "P1", "room": "room_206", "at": 1.0, "source": "walk", "heard": heard}],
    }


async def an_incident(site: RealSite) -> str:
    """Return the open incident; without one a pendant is pressed that was not before."""
    incidents = site.entry.runtime_data.school.incidents
    if not incidents.open:
        await site.hear(pressed(2 - incidents.last_number))
    (incident_id,) = incidents.open
    return incident_id


@pytest.mark.parametrize("person", [True, False])
async def test_each_act_leaves_one_entry(
    hass: HomeAssistant, site: RealSite, hass_admin_user: User, person: bool
) -> None:
    """Given a person or an automation, when they act, then each act leaves one entry that says who and from where."""
    automation = {
        "alias": "Night watch",
        "trigger": {"platform": "event", "event_type": "go"},
        "action": {"action": "{{ trigger.event.data.action }}", "data": "{{ trigger.event.data.data }}"},
    }
    assert await async_setup_component(hass, "automation", {"automation": automation})
    async with station() as desk:
        endpoint = await add_endpoint(hass, site.entry, desk.url, forward_all=False)
        pendant = next(one.subentry_id for one in site.entry.subentries.values() if one.title == "Pendant 1")
        given = {
            "{pendant}": device(hass, site.entry, pendant),
            "{endpoint}": device(hass, site.entry, endpoint),
            "{receiver}": device(hass, site.entry, site.receiver_id),
            "{survey}": a_survey(site.receiver_id),
        }
        for action, (kind, data) in ACTS.items():
            if "{incident}" in data.values():
                given["{incident}"] = await an_incident(site)
            asked = {key: given.get(str(value), value) for key, value in data.items()}
            in_person = person or action in FOR_PEOPLE

            async def act(action: str = action, asked: dict[str, object] = asked, in_person: bool = in_person) -> None:
                """Do it as a person, or have the automation do it."""
                if in_person:
                    await call(hass, action, hass_admin_user, **asked)
                else:
                    hass.bus.async_fire("go", {"action": f"{DOMAIN}.{action}", "data": asked})
                    await hass.async_block_till_done()

            entries = await noted(hass, site, act)
            assert [one.kind for one in entries] == [kind, *BESIDES.get(action, ())], action
            by_person, by_itself = (
                ("user", hass_admin_user.id, "action"),
                ("automation", None, "automation.night_watch"),
            )
            assert {who(one) for one in entries} == {by_person if in_person else by_itself}, action
            assert "Hill" not in str([one.data for one in entries])
            if kind == "acted":
                assert entries[0].data["act"] == action


async def test_automations_leave_to_people_what_is_theirs(hass: HomeAssistant, site: RealSite) -> None:
    """Given acts that are for people, when an automation tries one, then it is refused and nothing is noted."""
    pendant = next(one.subentry_id for one in site.entry.subentries.values() if one.title == "Pendant 1")
    given = {"{incident}": await an_incident(site), "{pendant}": device(hass, site.entry, pendant)}
    for action in sorted(FOR_PEOPLE):
        asked = {key: given.get(str(value), value) for key, value in ACTS[action][1].items()}

        async def act(action: str = action, asked: dict[str, object] = asked) -> None:
            """Try it."""
            with pytest.raises(ServiceValidationError) as refused:
                await call(hass, action, None, **asked)
            assert refused.value.translation_key == f"may_not_{ACTIONS[action].right}"

        assert await noted(hass, site, act) == [], action


async def test_the_test_button_leaves_an_entry(hass: HomeAssistant, site: RealSite, hass_admin_user: User) -> None:
    """Given an endpoint, when somebody sends a test, then the ledger says who."""
    async with station() as desk:
        endpoint = await add_endpoint(hass, site.entry, desk.url, forward_all=False)
        button = er.async_get(hass).async_get_entity_id("button", DOMAIN, f"{endpoint}_send_test")
        context = Context(user_id=hass_admin_user.id)
        data = {"entity_id": button}
        entries = await noted(
            hass, site, lambda: hass.services.async_call("button", "press", data, blocking=True, context=context)
        )
    assert [(one.data["act"], one.data["labels"]) for one in entries] == [("send_test", ["District desk"])]
    assert who(entries[0]) == ("user", hass_admin_user.id, "action")


async def test_settings_in_the_browser(
    hass: HomeAssistant,
    site: RealSite,
    hass_client: WebClients,
    hass_ws_client: Any,  # noqa: ANN401 - the test package has no types
    hass_admin_user: User,
) -> None:
    """Given an administrator at the browser, when they change, rename and remove, then each leaves an entry."""
    assert await async_setup_component(hass, "config", {})
    client, socket = await hass_client(), await hass_ws_client(hass)
    flows = "/api/config/config_entries/options/flow"
    pendant = next(one.subentry_id for one in site.entry.subentries.values() if one.title == "Pendant 1")
    device_id = device(hass, site.entry, pendant)

    async def options() -> None:
        """Change what unknown transmitters become."""
        flow = await (await client.post(flows, json={"handler": site.entry.entry_id})).json()
        for typed in ({"next_step_id": "presses"}, {"unknown_press": "note", "retired_press": "alarm"}):
            answer = await client.post(f"{flows}/{flow['flow_id']}", json=typed)
            assert answer.status == 200, await answer.text()

    async def ask(**message: object) -> None:
        """Ask the web socket."""
        await socket.send_json_auto_id(message)
        assert (await socket.receive_json())["success"]

    entries = await noted(hass, site, options)
    assert [(one.data["subject"], one.data["change"]) for one in entries] == [("site", "changed")]
    (setting,) = [one for one in _settings(entries[0]) if one["name"] == "unknown_press"]
    assert (setting["before"], setting["after"]) == (None, "note")
    assert who(entries[0]) == ("user", hass_admin_user.id, "dialog")

    entries = await noted(
        hass,
        site,
        lambda: ask(type="config/device_registry/update", device_id=device_id, name_by_user="Front office"),
    )
    assert [(one.data["subject"], _settings(one)) for one in entries] == [
        ("device", [{"name": "name", "before": None, "after": "Front office"}])
    ]
    assert who(entries[0]) == ("user", hass_admin_user.id, "dialog")

    entries = await noted(
        hass,
        site,
        lambda: ask(type="config_entries/subentries/delete", entry_id=site.entry.entry_id, subentry_id=pendant),
    )
    assert [(one.data["subject"], one.data["change"], one.data["label"]) for one in entries] == [
        ("transmitter", "removed", "Pendant 1")
    ]
    assert who(entries[0]) == ("user", hass_admin_user.id, "dialog")


async def test_what_home_assistant_does_by_itself(hass: HomeAssistant, site: RealSite) -> None:
    """Given a site, when things are installed by no person, then that is noted without one, and once for each."""
    secret = generate_secret()
    entries = await noted(
        hass, site, lambda: add_endpoint(hass, site.entry, "http://127.0.0.1:9/hook?token=hush", secret=secret)
    )
    (entry,) = entries
    assert (entry.data["subject"], entry.data["change"], entry.data["actor"]) == ("endpoint", "added", None)
    shown = {one["name"]: one["after"] for one in _settings(entry)}
    assert shown["url"] == "http://127.0.0.1:9"
    assert shown[CONF_SECRET] is None
    text = str(entry.data)
    assert secret not in text
    assert "hush" not in text
    typed = ({"next_step_id": "details"}, {"name": "Pendant 3", "serial": "3", "model": "24", "role": "pendant"})
    entries = await noted(hass, site, lambda: walk_subentry(hass, site.entry, SUBENTRY_TRANSMITTER, *typed))
    assert [(one.data["subject"], one.data["label"]) for one in entries] == [("transmitter", "Pendant 3")]


async def test_a_dialog_asks_for_a_right(
    hass: HomeAssistant, site: RealSite, hass_client: WebClients, hass_admin_user: User
) -> None:
    """Given administrators of Home Assistant with another role here, then they see what is theirs."""
    assert await async_setup_component(hass, "config", {})
    client = await hass_client()

    async def give(role: str) -> None:
        """Give a role."""
        hass.config_entries.async_update_entry(site.entry, options={CONF_ROLES: {hass_admin_user.id: role}})
        await hass.async_block_till_done()

    async def post(kind: str, handler: object) -> dict[str, Any]:
        """Open a dialog."""
        answer = await client.post(f"/api/config/config_entries/{kind}/flow", json={"handler": handler})
        found: dict[str, Any] = await answer.json()
        return found

    for role, menu in (
        ("technician", ["places", "import_places", "strangers", "panel", "watchdog"]),
        ("office", ["import_roster", "import_undo"]),
        ("viewer", None),
    ):
        await give(role)
        shown = await post("options", site.entry.entry_id)
        assert (shown.get("menu_options"), shown.get("reason")) == (menu, None if menu else "may_not"), role
        opened = await post("subentries", [site.entry.entry_id, SUBENTRY_ENDPOINT])
        assert (opened.get("reason") == "may_not") == (role != "technician")


def _settings(entry: Entry) -> list[dict[str, Any]]:
    """Return the settings an entry is about."""
    found: Any = entry.data["settings"]
    return list(found)
