"""The responder pack of a running site: things, contacts, who verified a page, and that it is due every year."""

from collections.abc import AsyncGenerator
from http import HTTPStatus
import json
import logging
from typing import Any, Final

from homeassistant.auth.models import User
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import area_registry as ar, floor_registry as fr, issue_registry as ir
import pytest

from custom_components.duress import clock
from custom_components.duress.const import CONF_ROLES, DOMAIN
from custom_components.duress.core.duties import DutyKind, Standing
from custom_components.duress.core.events import Actor, ActorKind
from custom_components.duress.diagnostics import async_get_config_entry_diagnostics
from custom_components.duress.site import DuressConfigEntry
from tests.integration.builders import until
from tests.integration.nights import Wall
from tests.integration.peers import RealSite, WebClients, real_site
from tests.integration.roster import call, device
from tests.integration.test_restart import restart
from tests.integration.test_websocket import EXAMPLES, Console, Data, shape

FLOOR: Final = "second_floor"
NAME, PHONE = "Zephyrine Quackenbush", "555-7781"
NOBODY: Final = Actor(kind=ActorKind.AUTOMATION, user_id=None, name="test", source="test")
CONTACT: Final = {"name": NAME, "purpose": "Keys", "phone": PHONE}


@pytest.fixture
async def site(hass: HomeAssistant) -> AsyncGenerator[RealSite]:
    """Run a site with a pendant in a room on a floor."""
    floor = fr.async_get(hass).async_create("Second floor", level=1)
    ar.async_get(hass).async_create("Room 204", floor_id=floor.floor_id)
    async with real_site(hass) as site:
        await site.add_pendant("Pendant 1", 1, area="room_204")
        yield site


@pytest.fixture
async def console(hass: HomeAssistant, site: RealSite, hass_ws_client: Any) -> Console:  # noqa: ANN401 - the test package has no types
    """Return the console of an administrator."""
    return Console(await hass_ws_client(hass))


async def someone(
    hass: HomeAssistant,
    site: RealSite,
    hass_ws_client: Any,  # noqa: ANN401 - the test package has no types
    user: User,
    token: str,
    role: str,
) -> Console:
    """Return the console of somebody with a role."""
    options = {**site.entry.options, CONF_ROLES: {user.id: role}}
    hass.config_entries.async_update_entry(site.entry, options=options)
    return Console(await hass_ws_client(hass, token))


async def add_fact(console: Console, revision: int, kind: str, label: str) -> Data:
    """Add a thing for responders; return the answer."""
    return await console.ask("duress/map/fact", floor_id=FLOOR, revision=revision, kind=kind, label=label)


async def set_contacts(console: Console, floor_id: str | None, revision: int, *contacts: object) -> Data:
    """Set contacts; return the answer."""
    return await console.ask("duress/pack/contacts", floor_id=floor_id, revision=revision, contacts=list(contacts))


async def seen(console: Console) -> Data:
    """Return the pack as a console sees it now."""
    shown = await console.follow("duress/pack")
    await console.leave()
    return shown


async def fill(console: Console) -> Data:
    """Make a page with everything on it and return the pack."""
    fact = (await add_fact(console, 0, "gas", "Boiler room"))["result"]
    pin = {"fact_id": fact["fact_id"], "x": 0.71, "y": 0.88}
    assert (await console.ask("duress/map/place", floor_id=FLOOR, revision=1, pins=[pin]))["success"]
    assert (await set_contacts(console, FLOOR, 0, CONTACT))["success"]
    assert (await set_contacts(console, None, 0, {"name": "Principal"}))["success"]
    return await seen(console)


async def test_a_page_is_made_verified_and_changed(site: RealSite, console: Console) -> None:
    """Given a floor, when things and contacts are set and somebody verifies it, then it says so until it changes."""
    shown = await fill(console)
    page = shown["floors"][0]
    assert [{**one, "fact_id": ""} for one in page["facts"]] == [
        {"fact_id": "", "kind": "gas", "label": "Boiler room", "x": 0.71, "y": 0.88}
    ]
    assert (page["contacts"], page["verified"]) == ([CONTACT], None)
    assert shown["contacts"] == [{"name": "Principal", "purpose": "", "phone": ""}]

    stale = await console.ask("duress/pack/verify", floor_id=FLOOR, version="what was there before")
    assert "Somebody else" in stale["error"]["message"]
    said = await console.ask("duress/pack/verify", floor_id=FLOOR, version=page["version"])
    assert shape(said["result"]) == shape(EXAMPLES["duress/pack/verify"])
    shown = await seen(console)
    example = EXAMPLES["duress/pack"]
    expected = {**example["floors"][0], "plan": None, "rooms": [{**example["floors"][0]["rooms"][0], "buttons": []}]}
    assert shape(shown) == shape({**example, "floors": [expected]})
    assert (shown["floors"][0]["verified"]["changed"], shown["floors"][0]["verified"]["by"]) == (False, "Mock User")

    fact_id = page["facts"][0]["fact_id"]
    changed = await console.ask(
        "duress/map/fact", floor_id=FLOOR, revision=2, fact_id=fact_id, kind="water", label="Kitchen"
    )
    assert changed["result"] == {"floor_id": FLOOR, "revision": 3, "fact_id": fact_id}
    assert (await seen(console))["floors"][0]["verified"]["changed"]
    assert (await console.ask("duress/map/undo", floor_id=FLOOR, revision=3))["success"]
    assert not (await seen(console))["floors"][0]["verified"]["changed"]
    assert (await set_contacts(console, None, 1))["success"]
    assert (await seen(console))["floors"][0]["verified"]["changed"]
    gone = await console.ask("duress/map/remove_fact", floor_id=FLOOR, revision=4, fact_id=fact_id)
    assert shape(gone["result"]) == shape(EXAMPLES["duress/map/remove_fact"])
    assert (await seen(console))["floors"][0]["facts"] == []

    noted = [one.data for one in await site.entry.runtime_data.record.ledger.entries(limit=20)]
    (verified,) = [one for one in noted if one.get("act") == "verify_pack"]
    assert verified["labels"] == ["the responder pack of Second floor"]
    assert (verified["actor"] or {})["name"] == "Mock User"  # type: ignore[index, call-overload]
    contacts = [one for one in noted if one.get("label") == "the contacts for responders"]
    assert contacts[0]["settings"] == [{"name": "contacts", "before": None, "after": None}]


async def test_what_is_wrong_is_said_and_changes_nothing(
    hass: HomeAssistant, site: RealSite, console: Console, hass_admin_user: User, caplog: pytest.LogCaptureFixture
) -> None:
    """Given things and contacts that cannot be taken, then a sentence says why, and no log has a contact."""
    pendant = device(hass, site.entry, next(iter(site.entry.runtime_data.school.roster.transmitters)))
    await call(hass, "assign", hass_admin_user, device_id=pendant, name="Alex Featherstonehaugh")
    assert "names somebody" in (await add_fact(console, 0, "camera", "Room of Featherstonehaugh"))["error"]["message"]
    assert (await add_fact(console, 0, "catapult", ""))["error"]["code"] == "invalid_format"
    for contacts, words in (
        ([{**CONTACT, "name": ""}], "has no name"),
        ([{**CONTACT, "purpose": PHONE * 9}], "60 characters"),
        ([CONTACT] * 13, "more than 12"),
        ([PHONE], "cannot be read"),
    ):
        assert words in (await set_contacts(console, None, 0, *contacts))["error"]["message"]
    assert "no such floor" in (await set_contacts(console, "cellar", 0, CONTACT))["error"]["message"]
    assert "Somebody else" in (await set_contacts(console, None, 1, CONTACT))["error"]["message"]
    unknown = await console.ask("duress/map/fact", floor_id=FLOOR, revision=0, fact_id="X", kind="gas", label="")
    assert "not on this floor" in unknown["error"]["message"]
    shown = await seen(console)
    assert (shown["contacts"], shown["contacts_revision"], shown["floors"][0]["revision"]) == ([], 0, 0)
    warned = [one.getMessage() for one in caplog.records if one.levelno >= logging.WARNING]
    assert not [text for text in warned if PHONE in text or NAME in text]


async def test_contacts_are_only_for_who_may_see_names(
    hass: HomeAssistant,
    site: RealSite,
    console: Console,
    hass_ws_client: Any,  # noqa: ANN401 - the test package has no types
    hass_client: WebClients,
    hass_client_no_auth: WebClients,
    hass_read_only_user: User,
    hass_read_only_access_token: str,
) -> None:
    """Given a pack, then roles see and do what is theirs, and its contacts are in no state, event or diagnostics."""
    texts: list[str] = []

    @callback
    def note(event: Event) -> None:
        """Take an event in."""
        texts.append(str(event.as_dict()))

    hass.bus.async_listen("*", note)
    page = (await fill(console))["floors"][0]
    await console.ask("duress/pack/verify", floor_id=FLOOR, version=page["version"])
    may = {
        "viewer": (False, False, False, False),
        "technician": (False, True, True, False),
        "responder": (True, True, False, True),
        "office": (True, True, False, True),
    }
    for role, (sees, knows_who, places, verifies) in may.items():
        plain = await someone(hass, site, hass_ws_client, hass_read_only_user, hass_read_only_access_token, role)
        shown = await seen(plain)
        (floor,) = (one for one in shown["floors"] if one["floor_id"] == FLOOR)
        assert (shown["contacts"] is not None, floor["contacts"] is not None) == (sees, sees), role
        assert (floor["verified"]["by"] is not None, floor["version"] is not None) == (knows_who, verifies), role
        assert "Boiler room" in [one["label"] for one in floor["facts"]]
        assert (await add_fact(plain, 9, "aed", role))["success"] is places, role
        assert (await set_contacts(plain, None, 1, {"name": "Principal"}))["success"] is (role == "office"), role
        asked = await plain.ask("duress/pack/verify", floor_id=FLOOR, version=floor["version"] or "")
        assert asked["success"] is verifies, role

    mine, theirs = await hass_client(), await hass_client_no_auth()
    address = f"/api/duress/plans/{site.entry.entry_id}"
    whole = await (await mine.get(address)).text()
    assert NAME in whole
    await someone(hass, site, hass_ws_client, hass_read_only_user, hass_read_only_access_token, "technician")
    technician = {"Authorization": f"Bearer {hass_read_only_access_token}"}
    exported = await (await theirs.get(address, headers=technician)).text()
    assert ("Boiler room" in exported, NAME in exported, PHONE in exported) == (True, False, False)
    await set_contacts(console, FLOOR, 1)
    for headers, fate in ((technician, "left_out"), ({}, "changed")):
        client = theirs if headers else mine
        sent = await client.post(address, data=whole, headers=headers)
        assert (sent.status, (await sent.json())["contacts"]) == (HTTPStatus.OK, fate)

    await hass.async_block_till_done()
    texts += [str(one.as_dict()) for one in hass.states.async_all()]
    texts.append(json.dumps(await async_get_config_entry_diagnostics(hass, site.entry), default=str))
    texts += [json.dumps(one.data) for one in await site.entry.runtime_data.record.ledger.entries(limit=100)]
    assert not [text for text in texts if NAME in text or PHONE in text]


async def test_a_page_is_due_until_it_is_verified_and_after_a_year_again(
    hass: HomeAssistant, site: RealSite, console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a page nobody verified, then it is due; verified it comes again after a year; overdue it is a repair."""
    wall = Wall()
    monkeypatch.setattr(clock, "time", wall)

    def standing() -> Standing | None:
        """Return how urgent the page of the floor is."""
        keeper = site.entry.runtime_data.duty_keeper
        found = (one for one in keeper.duties or () if one.subject.duty_id == f"{DutyKind.PACK}:{FLOOR}")
        return next((one.standing(keeper.today) for one in found), None)

    async def stands(expected: Standing) -> None:
        """Wait until the page is as urgent as expected."""
        await until(lambda: standing() is expected)

    assert standing() is None
    page = (await fill(console))["floors"][0]
    await stands(Standing.DUE)
    shown = await console.follow("duress/duties")
    await console.leave()
    (duty,) = [one for one in shown["duties"] if one["kind"] == "pack"]
    assert (duty["labels"], duty["who"]) == (["Second floor"], ["responder", "office", "administrator"])
    await console.ask("duress/pack/verify", floor_id=FLOOR, version=page["version"])
    await stands(Standing.UPCOMING)
    asked = {"entity_id": "todo.lincoln_tests", "status": "completed"}
    items = await hass.services.async_call("todo", "get_items", asked, blocking=True, return_response=True)
    assert "Verify the responder pack of Second floor" in str(items)
    for days, expected in ((365, Standing.DUE), (1, Standing.OVERDUE)):
        wall.ahead += days * 86_400
        await restart(hass, site.entry)
        await stands(expected)
    issue = ir.async_get(hass).async_get_issue(DOMAIN, f"duties_overdue_{site.entry.entry_id}")
    assert issue is not None
    assert (issue.translation_placeholders or {})["pack"] == "1"
    assert site.entry.runtime_data.plans.pack(FLOOR).contacts[0].phone == PHONE


async def test_the_demo_school_has_a_pack(hass: HomeAssistant, demo: DuressConfigEntry) -> None:
    """Given a demo school, then it has things and contacts; when they were removed, they do not come back."""
    plans = demo.runtime_data.plans
    assert {len(plan.facts) for plan in plans.plans.values()} == {13, 5}
    assert all(one.name.startswith("DEMO") for pack in plans.packs.values() for one in pack.contacts)
    for floor_id in list(plans.plans):
        for fact_id in list(plans.plan(floor_id).facts):
            await plans.async_forget(floor_id, fact_id, plans.plan(floor_id).revision, NOBODY)
    await restart(hass, demo)
    await demo.runtime_data.plans.async_loaded()
    assert not any(plan.facts for plan in demo.runtime_data.plans.plans.values())
