"""Who may do what, as a table: six roles and every action; names stay with those who may know them."""

from collections.abc import AsyncGenerator, Mapping
from typing import Any, Final

from homeassistant.auth.const import GROUP_ID_ADMIN, GROUP_ID_READ_ONLY, GROUP_ID_USER
from homeassistant.auth.models import User
from homeassistant.config_entries import SOURCE_USER
from homeassistant.core import Context, HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import entity_registry as er
import pytest
import voluptuous as vol

from custom_components.duress.access import PrivateSchema
from custom_components.duress.const import CONF_ROLES, DOMAIN
from custom_components.duress.core.roles import ACTIONS, PERSONAL, Role
from tests.integration.builders import add_endpoint, device_id, until
from tests.integration.peers import RealSite, pressed, real_site, station
from tests.integration.roster import call, device, roster

EVERYBODY: Final = frozenset({"viewer", "responder", "office", "technician", "administrator", "automation"})
INFORMED: Final = frozenset({"responder", "office", "technician", "administrator", "automation"})
HANDLERS: Final = frozenset({"responder", "office", "administrator", "automation"})
UPKEEP: Final = frozenset({"office", "technician", "administrator", "automation"})
WORKSHOP: Final = frozenset({"technician", "administrator", "automation"})
SURVEYORS: Final = frozenset({"office", "technician", "administrator"})
DESK: Final = frozenset({"office", "administrator"})
NAMES: Final = frozenset({"responder", "office", "administrator"})
ALONE: Final = frozenset({"administrator"})

# Who may, and something to ask for; what is in braces is put in by the test.
ASKED: Final[Mapping[str, tuple[frozenset[str], Mapping[str, object]]]] = {
    "confirm": (DESK, {"incident_id": "{incident}"}),
    "acknowledge": (HANDLERS, {"incident_id": "{incident}"}),
    "respond": (HANDLERS, {"incident_id": "{incident}"}),
    "arrive": (HANDLERS, {"incident_id": "{incident}"}),
    "escalate": (EVERYBODY, {"incident_id": "{incident}"}),
    "hold_incident": (ALONE, {"incident_id": "{incident}", "reason": "case 26-17"}),
    "release_incident": (ALONE, {"incident_id": "{incident}", "reason": "settled"}),
    "cancel": (NAMES, {"incident_id": "{incident}", "reason": "sat on it"}),
    "clear": (HANDLERS, {"incident_id": "{incident}", "reason": "all well"}),
    "close": (HANDLERS, {"incident_id": "{incident}", "reason": "all well"}),
    "forward": (HANDLERS, {"incident_id": "{incident}", "endpoints": ["{endpoint}"]}),
    "send_test": (UPKEEP, {"endpoints": ["{endpoint}"]}),
    "show_deliveries": (INFORMED, {"device_id": "{endpoint}"}),
    "replay_deliveries": (HANDLERS, {"endpoints": ["{endpoint}"]}),
    "add_note": (HANDLERS, {"incident_id": "{incident}", "text": "door is open"}),
    "check_step": (HANDLERS, {"incident_id": "{incident}", "step": 1}),
    "simulate": (EVERYBODY, {"device_id": "{pendant}", "act": "press"}),
    "start_test": (UPKEEP, {"device_id": "{pendant}"}),
    "end_test": (UPKEEP, {}),
    "start_drill": (UPKEEP, {"device_id": "{pendant}", "reason": "autumn drill"}),
    "this_is_real": (EVERYBODY, {}),
    "get_drill_record": (INFORMED, {}),
    "start_survey": (SURVEYORS, {"device_id": "{pendant}"}),
    "survey_room": (SURVEYORS, {"room": "room_206"}),
    "skip_survey_room": (SURVEYORS, {"room": "room_206"}),
    "pause_survey": (SURVEYORS, {}),
    "resume_survey": (SURVEYORS, {}),
    "end_survey": (SURVEYORS, {}),
    "get_survey": (EVERYBODY, {}),
    "add_evidence": (SURVEYORS | {"responder"}, {"room": "room_206", "incident_id": "{incident}"}),
    "remove_from_survey": (SURVEYORS, {"room": "room_206"}),
    "export_survey": (SURVEYORS, {}),
    "import_survey": (frozenset({"technician", "administrator"}), {"survey": "{}"}),
    "bypass": (
        frozenset({"technician", "administrator"}),
        {"device_id": "{pendant}", "minutes": 5, "reason": "broken"},
    ),
    "end_bypass": (UPKEEP, {"device_id": "{pendant}"}),
    "record": (WORKSHOP, {"device_id": "{receiver}"}),
    "stop_recording": (WORKSHOP, {"device_id": "{receiver}"}),
    "verify_ledger": (INFORMED, {}),
    "export_ledger": (ALONE, {"to_file": False}),
    "get_readiness": (EVERYBODY, {}),
    "get_coverage": (EVERYBODY, {}),
    "get_accuracy": (EVERYBODY, {}),
    "export_report": (UPKEEP, {"to_file": False}),
    "get_batteries": (EVERYBODY, {}),
    "battery_changed": (UPKEEP, {"device_id": "{pendant}"}),
    "assign": (UPKEEP, {"device_id": "{pendant}", "person": "1001"}),
    "return_device": (UPKEEP, {"device_id": "{pendant}"}),
    "set_life": (UPKEEP, {"device_id": "{pendant}", "life": "lost", "reason": "on a bus"}),
    "add_person": (DESK, {"name": "Ann Reed"}),
    "change_person": (DESK, {"person": "1001", "trained_on": "2026-08-31"}),
    "forget_person": (DESK, {"person": "1001", "reason": "left us"}),
    "get_roster": (NAMES, {}),
    "who_had": (NAMES, {"serial": 1, "at": "2099-01-01 12:00:00"}),
    "year_end": (DESK, {}),
    "import_roster": (DESK, {"csv": "label,serial\nPendant 9,9\n"}),
    "import_places": (frozenset({"technician", "administrator"}), {"csv": "floor,room\nFirst,Room 1\n"}),
    "undo_import": (DESK, {}),
    "go_live": (frozenset({"technician", "administrator"}), {"reason": "the shed is walked on Monday"}),
}


@pytest.fixture
async def site(hass: HomeAssistant, hass_admin_user: User) -> AsyncGenerator[RealSite]:
    """Run a site with a pendant and a person."""
    async with real_site(hass) as site:
        await site.add_pendant("Pendant 1", 1)
        await call(hass, "add_person", hass_admin_user, name="Rosa Hill", staff_id="1001")
        yield site


async def somebody(hass: HomeAssistant, site: RealSite, role: str, group: str = GROUP_ID_USER) -> User | None:
    """Return a user who has a role at the site, or nobody for an automation."""
    if role == "automation":
        return None
    user = await hass.auth.async_create_user(f"A {role}", group_ids=[group])
    options = site.entry.options
    roles = {**options.get(CONF_ROLES, {}), user.id: role}
    hass.config_entries.async_update_entry(site.entry, options={**options, CONF_ROLES: roles})
    await hass.async_block_till_done()
    return user


async def last_seq(site: RealSite) -> int | None:
    """Return the number of the newest entry in the ledger."""
    return (await site.entry.runtime_data.record.ledger.entries(limit=1))[0].seq


async def refusal_of(hass: HomeAssistant, action: str, user: User | None, data: Mapping[str, object]) -> str | None:
    """Return which sentence refuses an action; None if nothing does."""
    try:
        await hass.services.async_call(
            DOMAIN,
            action,
            dict(data),
            blocking=True,
            return_response=True,
            context=Context(user_id=user.id if user else None),
        )
    except ServiceValidationError as error:
        return error.translation_key
    return None


def test_every_action_is_asked_for() -> None:
    """Given the actions, then each is in this table."""
    assert ASKED.keys() == ACTIONS.keys()


@pytest.mark.parametrize("role", list(Role))
async def test_who_may_do_what(hass: HomeAssistant, site: RealSite, role: str) -> None:
    """Given somebody in a role, then they may what the table says; else a sentence says no and nothing is noted."""
    user = await somebody(hass, site, role)
    async with station() as desk:
        endpoint = await add_endpoint(hass, site.entry, desk.url)
        await site.hear(pressed(1))
        await until(lambda: desk.bodies)
        (incident,) = site.entry.runtime_data.active_incidents()
        (pendant,) = site.entry.runtime_data.school.roster.transmitters
        given = {
            "{incident}": incident.incident_id,
            "{pendant}": device(hass, site.entry, pendant),
            "{endpoint}": device(hass, site.entry, endpoint),
            "{receiver}": device(hass, site.entry, site.receiver_id),
        }

        def put_in(value: object) -> object:
            """Return a value with what is in braces put in."""
            return [put_in(one) for one in value] if isinstance(value, list) else given.get(str(value), value)

        for action, (allowed, data) in ASKED.items():
            asked = {key: put_in(value) for key, value in data.items()}
            before = await last_seq(site)
            refused = await refusal_of(hass, action, user, asked)
            if role in allowed:
                assert refused is None or not refused.startswith("may_not"), (action, refused)
            else:
                assert refused == f"may_not_{ACTIONS[action].right}", action
                assert await last_seq(site) == before, action


@pytest.mark.parametrize(
    ("who", "role"),
    [("owner", "administrator"), ("admin", "administrator"), ("user", "viewer"), ("read only", "viewer")],
)
async def test_who_was_given_no_role_has_the_usual_one(
    hass: HomeAssistant, site: RealSite, who: str, role: str
) -> None:
    """Given users of Home Assistant without a role, then administrators are administrators and others viewers."""
    groups = {"user": GROUP_ID_USER, "read only": GROUP_ID_READ_ONLY}
    user = await hass.auth.async_create_user(who, group_ids=[groups.get(who, GROUP_ID_ADMIN)])
    for action in ("year_end", "acknowledge"):
        refused = await refusal_of(hass, action, user, {"incident_id": "none"} if action == "acknowledge" else {})
        assert (refused or "").startswith("may_not") == (role == "viewer")


async def test_who_is_gone_may_nothing(hass: HomeAssistant, site: RealSite) -> None:
    """Given an administrator who is switched off, and one who was removed, then they are viewers at most."""
    for gone in (hass.auth.async_deactivate_user, hass.auth.async_remove_user):
        user = await somebody(hass, site, "administrator")
        assert user is not None
        assert await refusal_of(hass, "get_roster", user, {}) is None
        await gone(user)
        assert await refusal_of(hass, "get_roster", user, {}) == "may_not_read_names"
    assert await refusal_of(hass, "get_readiness", user, {}) is None


async def test_the_owner_cannot_be_locked_out(hass: HomeAssistant, site: RealSite, hass_owner_user: User) -> None:
    """Given the owner of Home Assistant, when the options make them a viewer, then they are administrator still."""
    hass.config_entries.async_update_entry(site.entry, options={CONF_ROLES: {hass_owner_user.id: "viewer"}})
    assert await refusal_of(hass, "get_roster", hass_owner_user, {}) is None


async def test_one_may_not_at_another_school(hass: HomeAssistant, site: RealSite) -> None:
    """Given the office of one school, when it asks at another, or at none in particular, then it is refused."""
    user = await somebody(hass, site, "office")
    flow = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})
    for typed in ({"site_name": "Grant"}, {"next_step_id": "demo"}, {"speed": 1}):
        flow = await hass.config_entries.flow.async_configure(flow["flow_id"], typed)
    await hass.async_block_till_done()
    other = flow["result"]
    pendant = next(one.subentry_id for one in other.subentries.values() if one.title == "DEMO Pendant 01")
    there, asked = device_id(hass, other, pendant), {"life": "lost", "reason": "on a bus"}
    assert await refusal_of(hass, "get_roster", user, {"site": site.entry.entry_id}) is None
    assert await refusal_of(hass, "get_roster", user, {"site": other.entry_id}) == "may_not_read_names"
    assert await refusal_of(hass, "get_roster", user, {}) == "may_not_read_names"
    assert await refusal_of(hass, "set_life", user, {"device_id": [there], **asked}) == "may_not_change_lives"
    (ours,) = site.entry.runtime_data.school.roster.transmitters
    both = [device_id(hass, site.entry, ours), there]
    assert await refusal_of(hass, "set_life", user, {"device_id": both, **asked}) == "may_not_change_lives"
    assert await refusal_of(hass, "set_life", user, {"device_id": both[:1], **asked}) is None
    await hass.config_entries.async_unload(other.entry_id)


async def test_guarded_acts_need_a_reason_without_a_name(hass: HomeAssistant, site: RealSite) -> None:
    """Given a guarded act, when it is asked for without a reason or with a name in it, then a sentence refuses it."""
    user = await somebody(hass, site, "office")
    for reason, key in (("", "needs_reason"), ("  ", "needs_reason"), ("Ms Hill left", "name_in_reason")):
        assert await refusal_of(hass, "forget_person", user, {"person": "1001", "reason": reason}) == key
    assert await refusal_of(hass, "forget_person", user, {"person": "1001", "reason": "left us"}) is None
    (entry,) = [one for one in await site.entry.runtime_data.record.ledger.entries() if "left us" in str(one.data)]
    assert entry.kind == "people_changed"


async def test_an_emergency_is_not_refused_for_its_words(
    hass: HomeAssistant, site: RealSite, hass_admin_user: User
) -> None:
    """Given a press in a drill, when a viewer says with a name that it is real, then it is, and the name is nowhere."""
    (pendant,) = site.entry.runtime_data.school.roster.transmitters
    await call(hass, "start_drill", hass_admin_user, device_id=device(hass, site.entry, pendant), reason="autumn drill")
    await site.hear(pressed(1))
    viewer = await somebody(hass, site, "viewer")
    assert await refusal_of(hass, "this_is_real", viewer, {"reason": "Ms Hill is hurt"}) is None
    school = site.entry.runtime_data.school
    assert not school.modes.running
    assert [one.mode for one in school.incidents.open.values()] == ["drill", "live"]
    entries = await site.entry.runtime_data.record.ledger.entries()
    assert [one.data["reason"] for one in entries if one.kind == "declared_real"] == [""]
    assert not any("Hill" in str(one.data) for one in entries)


async def test_nobody_ends_the_alarm_of_their_own_pendant(
    hass: HomeAssistant, site: RealSite, hass_admin_user: User
) -> None:
    """Given a press, then who carried the pendant can neither clear nor cancel it, whatever their role; others can."""
    user = await somebody(hass, site, "administrator")
    assert user is not None
    await hass.auth.async_update_user(user, name=" rosa  HILL")
    (pendant,) = site.entry.runtime_data.school.roster.transmitters
    target = device(hass, site.entry, pendant)
    await call(hass, "assign", hass_admin_user, device_id=target, person="1001")
    await site.hear(pressed(1))
    (incident,) = site.entry.runtime_data.active_incidents()
    asked = {"incident_id": incident.incident_id, "reason": "all well"}
    # To hand the pendant back changes nothing: it counts who carried it when it was pressed.
    await call(hass, "return_device", hass_admin_user, device_id=[target])
    assert await refusal_of(hass, "acknowledge", user, {"incident_id": incident.incident_id}) is None
    for ends in ("clear", "cancel"):
        assert await refusal_of(hass, ends, user, asked) == "own_press"
    assert incident.state == "acknowledged"
    # The account may be called anything if its person in Home Assistant is called so.
    await hass.auth.async_update_user(user, name="frontdesk")
    hass.states.async_set("person.rosa", "home", {"user_id": user.id, "friendly_name": "Rosa Hill"})
    assert await refusal_of(hass, "clear", user, asked) == "own_press"
    other = await somebody(hass, site, "responder")
    assert await refusal_of(hass, "clear", other, asked) is None
    assert (incident.state, incident.disposition) == ("resolved", "real")


async def test_an_automation_learns_no_name_by_guessing(hass: HomeAssistant, site: RealSite) -> None:
    """Given an automation, when it guesses a name or brings one of its own, then the answer is no either way."""
    pendant = device(hass, site.entry, next(iter(site.entry.runtime_data.school.roster.transmitters)))
    for guess in ("Rosa Hill", "Nobody Here"):
        with pytest.raises(ServiceValidationError) as refused:
            await call(hass, "assign", None, device_id=pendant, person=guess)
        assert (refused.value.translation_key, refused.value.translation_placeholders) == ("no_person", None)
        with pytest.raises(ServiceValidationError) as refused:
            await call(hass, "assign", None, device_id=pendant, name=guess)
        assert refused.value.translation_key == "may_not_change_people"


async def test_a_plain_user_reads_all_states_and_learns_no_name(
    hass: HomeAssistant, site: RealSite, hass_admin_user: User
) -> None:
    """Given a plain user, when they read every state and ask, then no holder's name is there; a responder learns it."""
    (pendant,) = site.entry.runtime_data.school.roster.transmitters
    await call(hass, "assign", hass_admin_user, device_id=device(hass, site.entry, pendant), person="1001")
    await site.hear(pressed(1))
    await hass.async_block_till_done()
    viewer, responder = await somebody(hass, site, "viewer"), await somebody(hass, site, "responder")
    states = "".join(f"{state.state}{dict(state.attributes)}" for state in hass.states.async_all())
    assert "Pendant 1" in states
    assert "Hill" not in states
    assert await refusal_of(hass, "get_roster", viewer, {}) == "may_not_read_names"
    assert responder is not None
    assert "Rosa Hill" in str(await roster(hass, responder))


async def test_buttons_ask_for_a_right(hass: HomeAssistant, site: RealSite) -> None:
    """Given the button that sends a test, when a viewer presses it, then nothing is sent; the office may."""
    async with station() as desk:
        endpoint = await add_endpoint(hass, site.entry, desk.url, forward_all=False)
        button = er.async_get(hass).async_get_entity_id("button", DOMAIN, f"{endpoint}_send_test")
        viewer, office = await somebody(hass, site, "viewer"), await somebody(hass, site, "office")
        assert viewer is not None
        assert office is not None

        async def press(user: User) -> None:
            """Press it as somebody."""
            data = {"entity_id": button}
            await hass.services.async_call("button", "press", data, blocking=True, context=Context(user_id=user.id))

        with pytest.raises(ServiceValidationError) as refused:
            await press(viewer)
        assert refused.value.translation_key == "may_not_prove_paths"
        assert not any(b"test" in body for body in desk.bodies)
        await press(office)
        await until(lambda: any(b"test" in body for body in desk.bodies))


async def test_roles_are_given_in_the_settings(hass: HomeAssistant, site: RealSite, hass_owner_user: User) -> None:
    """Given two users, when they are given roles, then these hold at once; nobody has two, and the owner stays."""
    one, other = [await hass.auth.async_create_user(name, group_ids=[GROUP_ID_USER]) for name in ("One", "Other")]

    async def give(**roles: list[str]) -> Mapping[str, Any]:
        """Fill in the form."""
        flow = await hass.config_entries.options.async_init(site.entry.entry_id)
        flow = await hass.config_entries.options.async_configure(flow["flow_id"], {"next_step_id": "roles"})
        assert flow["data_schema"] is not None
        assert {str(field) for field in flow["data_schema"].schema} == set(PERSONAL)
        return await hass.config_entries.options.async_configure(flow["flow_id"], dict(roles))

    assert await refusal_of(hass, "get_roster", one, {}) == "may_not_read_names"
    assert (await give(responder=[one.id], office=[one.id]))["errors"] == {"base": "one_role_each"}
    assert (await give(viewer=[hass_owner_user.id]))["errors"] == {"base": "owner_is_administrator"}
    done = await give(responder=[one.id], technician=[other.id])
    assert done["type"] is FlowResultType.CREATE_ENTRY
    assert site.entry.options[CONF_ROLES] == {one.id: "responder", other.id: "technician"}
    assert await refusal_of(hass, "get_roster", one, {}) is None
    assert await refusal_of(hass, "get_roster", other, {}) == "may_not_read_names"


async def test_the_site_is_chosen_when_there_are_several(
    hass: HomeAssistant, site: RealSite, hass_admin_user: User
) -> None:
    """Given one site, then it need not be named; an unknown one is refused."""
    assert (await call(hass, "get_roster", hass_admin_user, site=site.entry.entry_id))["site"] == "Lincoln"
    with pytest.raises(ServiceValidationError) as refused:
        await call(hass, "get_roster", hass_admin_user, site="another")
    assert refused.value.translation_key == "which_site"


def test_a_dictionary_is_not_used_twice() -> None:
    """Given data whose name was taken out, when it is used again, then nobody of that name comes on the roster."""
    data: dict[str, object] = {"name": "Ann Reed"}
    schema = PrivateSchema({vol.Required("name"): str}, "name")
    assert schema(data) == {"name": "Ann Reed"}
    assert data == {"name": "**REDACTED**"}
    for wrong in (data, ["Ann Reed"], None):
        with pytest.raises(vol.Invalid):
            schema(wrong)
