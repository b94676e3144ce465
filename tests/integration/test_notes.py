"""Notes and checklists at a running site: who may write and read them, and where they are never shown."""

from collections.abc import AsyncGenerator
import json
from pathlib import Path
from typing import Any

from homeassistant.auth.const import GROUP_ID_USER
from homeassistant.auth.models import User
from homeassistant.core import Event, HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.exceptions import ServiceValidationError
import pytest

from custom_components.duress.const import CONF_ROLES
from custom_components.duress.core.incidents import Incident
from custom_components.duress.core.roster import Kind
from custom_components.duress.ledger.errors import LedgerError, LedgerErrorKind
from custom_components.duress.logbook import sentence
from tests.integration.builders import add_endpoint, until
from tests.integration.peers import RealSite, pressed, real_site, station, suggested
from tests.integration.roster import call
from tests.integration.test_restart import restart
from tests.integration.test_websocket import Console

STEPS = "Send the nurse\n\n  Fetch the  kit \nCall 911\nMeet the ambulance\nTell the family\n"
SECRET = "somebody under the stairs"


@pytest.fixture
async def site(hass: HomeAssistant, hass_admin_user: User) -> AsyncGenerator[RealSite]:
    """Run a site with a pendant for medical help and a person on the roster."""
    async with real_site(hass) as site:
        await site.add_pendant("Pendant 1", 1, more={"kind": "medical"})
        await call(hass, "add_person", hass_admin_user, name="Rosa Hill", staff_id="1001")
        yield site


@pytest.fixture
async def console(hass: HomeAssistant, site: RealSite, hass_ws_client: Any) -> Console:  # noqa: ANN401 - the test package has no types
    """Return the console of an administrator."""
    return Console(await hass_ws_client(hass))


@pytest.fixture
async def plain(
    hass: HomeAssistant,
    site: RealSite,
    hass_ws_client: Any,  # noqa: ANN401 - the test package has no types
    hass_read_only_access_token: str,
) -> Console:
    """Return the console of a plain user."""
    return Console(await hass_ws_client(hass, hass_read_only_access_token))


async def set_checklists(hass: HomeAssistant, site: RealSite, **steps: str) -> dict[str, Any]:
    """Type checklists in the settings; return what is shown then."""
    flow = await hass.config_entries.options.async_init(site.entry.entry_id)
    typed = {f"checklist_{kind}": text for kind, text in steps.items()}
    for one in ({"next_step_id": "checklists"}, typed):
        flow = await hass.config_entries.options.async_configure(flow["flow_id"], one)
    await hass.async_block_till_done()
    return dict(flow)


async def press(site: RealSite) -> Incident:
    """Press the pendant; return its incident."""
    await site.hear(pressed(1))
    (incident,) = site.entry.runtime_data.active_incidents()
    return incident


async def refused(hass: HomeAssistant, action: str, user: User | None, **data: object) -> str | None:
    """Return the sentence that refuses an action."""
    with pytest.raises(ServiceValidationError) as error:
        await call(hass, action, user, **data)
    return error.value.translation_key


async def test_a_medical_incident_opens_with_its_checklist(
    hass: HomeAssistant, site: RealSite, hass_admin_user: User, console: Console
) -> None:
    """Given five steps for medical help, when somebody presses and two are ticked, then each shows who and when."""
    flow = await set_checklists(hass, site, medical=STEPS)
    assert flow["type"] is FlowResultType.CREATE_ENTRY, flow
    assert site.entry.options["checklists"] == {
        "medical": ["Send the nurse", "Fetch the kit", "Call 911", "Meet the ambulance", "Tell the family"]
    }
    told: list[dict[str, Any]] = []
    hass.bus.async_listen("duress_event", lambda event: told.append(dict(event.data)))
    incident = await press(site)
    assert incident.kind is Kind.MEDICAL
    shown = hass.states.get("event.lincoln_incident")
    assert shown is not None
    assert len(shown.attributes["checklist"]) == 5

    answer = await call(hass, "check_step", hass_admin_user, incident_id=incident.incident_id, step=2)
    assert (answer["done"], answer["steps"], len(answer["open"])) == (1, 5, 4)
    await call(hass, "check_step", None, incident_id=incident.incident_id, step="call 911")
    (view,) = (await console.follow("duress/incidents"))["incidents"]
    assert [one["by"] is not None for one in view["checklist"]] == [False, True, True, False, False]
    done = view["checklist"][1]
    assert (done["step"], done["text"], done["by"]) == (2, "Fetch the kit", hass_admin_user.name)
    assert done["at"] >= incident.raised_at

    key = await refused(hass, "check_step", hass_admin_user, incident_id=incident.incident_id, step=2)
    assert key == "step_done"
    key = await refused(hass, "check_step", hass_admin_user, incident_id=incident.incident_id, step=9)
    assert key == "no_such_step"
    await hass.async_block_till_done()
    (said, _) = [sentence(hass, one) for one in told if one["type"] == "incident_step_checked"][:2]
    assert said == f"saw step 2 of 5 done in incident 1 by {hass_admin_user.name}"

    # Changed settings change no incident that is open; a restart neither.
    await set_checklists(hass, site, medical="Run")
    await restart(hass, site.entry)
    await site.connected()
    known = site.entry.runtime_data.school.incidents.open[incident.incident_id]
    assert known.checklist == incident.checklist
    assert known.checked == incident.checked


async def test_without_a_checklist_there_is_none_to_tick(hass: HomeAssistant, site: RealSite) -> None:
    """Given no checklist, when somebody ticks a step, then a sentence says so."""
    incident = await press(site)
    assert await refused(hass, "check_step", None, incident_id=incident.incident_id, step=1) == "no_checklist"


async def test_a_note_is_for_those_who_may_read_the_history(
    hass: HomeAssistant, site: RealSite, hass_admin_user: User, console: Console, plain: Console
) -> None:
    """Given a note, then roles, the ledger and the desk have it; states, bus and plain users do not."""
    async with station() as desk:
        await add_endpoint(hass, site.entry, desk.url)
        incident = await press(site)
        seen: list[Event[Any]] = []
        hass.bus.async_listen("*", seen.append)
        answer = await call(hass, "add_note", hass_admin_user, incident_id=incident.incident_id, text=f"  {SECRET} ")
        assert answer == {"incident_id": incident.incident_id, "number": 1, "notes": 1}
        await call(hass, "acknowledge", hass_admin_user, incident_id=incident.incident_id)
        await until(lambda: any(b"incident.acknowledged.v1" in body for body in desk.bodies))
        told = [event for body in desk.bodies if (event := json.loads(body))["type"].endswith("incident.noted.v1")]
        assert [one["subject"] for one in told] == [f"incident/{incident.incident_id}"]
        assert [(one["data"]["actor"], one["data"]["reason"]) for one in told] == [(hass_admin_user.name, SECRET)]
        page = await call(hass, "show_deliveries", hass_admin_user, incident_id=incident.incident_id)
        (noted,) = [one for one in page["deliveries"] if one["kind"] == "incident_noted"]
        assert SECRET in noted["body"]

    (view,) = (await console.follow("duress/incidents"))["incidents"]
    assert [(one["text"], one["by"]) for one in view["notes"]] == [(SECRET, hass_admin_user.name)]
    (view,) = (await plain.follow("duress/incidents"))["incidents"]
    assert view["notes"] is None
    assert SECRET not in json.dumps(view)
    page = await console.ask("duress/history", incident_id=incident.incident_id)
    assert SECRET in json.dumps(page)
    exported = await call(hass, "export_ledger", hass_admin_user, format="json")
    assert SECRET in await hass.async_add_executor_job(Path(hass.config.path(exported["file"])).read_text)

    assert not any(SECRET in str(state.as_dict()) for state in hass.states.async_all())
    assert not any(SECRET in str(event.data) for event in seen)
    added = [event.data for event in seen if event.data.get("type") == "incident_note_added"]
    assert {sentence(hass, data) for data in added} == {f"saw a note added to incident 1 by {hass_admin_user.name}"}
    shown = hass.states.get("event.lincoln_incident")
    assert shown is not None


async def test_a_note_names_nobody(
    hass: HomeAssistant, site: RealSite, hass_admin_user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given somebody on the roster, when a note names them or says nothing, then it is refused and nothing is kept."""
    incident = await press(site)
    key = incident.incident_id
    for text, why in (
        ("Rosa Hill is hurt", "name_in_note"),
        ("Hill is hurt", "name_in_note"),
        ("  ", "note_empty"),
        ("x" * 1001, "note_too_long"),
    ):
        assert await refused(hass, "add_note", hass_admin_user, incident_id=key, text=text) == why
    assert incident.notes == []

    async def unreadable() -> None:
        """Fail as a broken disk does."""
        raise LedgerError(LedgerErrorKind.OTHER, "disk I/O error")

    # If the roster cannot be read, that keeps nobody from writing down what they see.
    monkeypatch.setattr(site.entry.runtime_data.people.store, "people", unreadable)
    await call(hass, "add_note", hass_admin_user, incident_id=key, text="door is locked")
    assert [note.text for note in incident.notes] == ["door is locked"]


async def test_who_may_write(hass: HomeAssistant, site: RealSite, hass_admin_user: User) -> None:
    """Given a responder and a viewer, then the responder may write and tick, also once it is resolved, until closed."""
    await set_checklists(hass, site, medical="Send the nurse\nFetch the kit")
    responder, viewer = [
        await hass.auth.async_create_user(name, group_ids=[GROUP_ID_USER]) for name in ("A responder", "A viewer")
    ]
    options = {**site.entry.options, CONF_ROLES: {responder.id: "responder", viewer.id: "viewer"}}
    hass.config_entries.async_update_entry(site.entry, options=options)
    await hass.async_block_till_done()
    incident = await press(site)
    key = incident.incident_id
    assert await refused(hass, "add_note", viewer, incident_id=key, text="hello") == "may_not_handle_incidents"
    assert await refused(hass, "check_step", viewer, incident_id=key, step=1) == "may_not_handle_incidents"
    await call(hass, "add_note", responder, incident_id=key, text="on my way")
    await call(hass, "check_step", responder, incident_id=key, step=1)
    for step in ("acknowledge", "clear"):
        await call(hass, step, hass_admin_user, incident_id=key, reason="over")
    await call(hass, "add_note", responder, incident_id=key, text="parents are told")
    await call(hass, "check_step", responder, incident_id=key, step=2)
    await call(hass, "close", hass_admin_user, incident_id=key, reason="done")
    assert await refused(hass, "add_note", responder, incident_id=key, text="late") == "no_incident"
    assert await refused(hass, "check_step", responder, incident_id=key, step=2) == "no_incident"
    kinds = [entry.kind for entry in await site.entry.runtime_data.record.ledger.entries(incident_id=key)]
    assert (kinds.count("incident_note_added"), kinds.count("incident_step_checked")) == (2, 2)


@pytest.mark.parametrize(
    ("steps", "error"),
    [
        ("\n".join(f"Step {number}" for number in range(31)), "checklist_too_many"),
        ("x" * 201, "checklist_too_long"),
        ("Call\ncall ", "checklist_twice"),
        ("Tell Rosa Hill", "name_in_checklist"),
    ],
)
async def test_what_is_no_checklist_is_refused(hass: HomeAssistant, site: RealSite, steps: str, error: str) -> None:
    """Given steps that are too many, too long, twice or with a name, then a sentence says so and nothing changes."""
    flow = await set_checklists(hass, site, medical=steps, duress="Run")
    assert flow["errors"] == {"checklist_medical": error}
    assert suggested(flow)["checklist_duress"] == "Run"
    assert "checklists" not in site.entry.options
    hass.config_entries.options.async_abort(flow["flow_id"])


async def test_a_damaged_checklist_keeps_no_alarm_back(hass: HomeAssistant, site: RealSite) -> None:
    """Given checklists nobody can read, when somebody presses, then there is an incident with what can be read."""
    options = {"checklists": {"medical": ["Go", 5, ""], "duress": "Run", "x": ["Run"], "assist": None}}
    hass.config_entries.async_update_entry(site.entry, options=options)
    await hass.async_block_till_done()
    assert (await press(site)).checklist == ("Go",)
    hass.config_entries.async_update_entry(site.entry, options={"checklists": 7})
    await hass.async_block_till_done()
    assert site.entry.runtime_data.policies.checklists == {}
