"""The roster: one holder at a time, dated history, lives that take effect at once, hardware that can be replaced."""

from collections.abc import AsyncGenerator
from pathlib import Path
import sqlite3
from typing import Any

from freezegun import freeze_time
from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import area_registry as ar
from homeassistant.setup import async_setup_component
import pytest

from custom_components.duress.const import SUBENTRY_TRANSMITTER
from custom_components.duress.core.events import Actor, ActorKind, DeviceReplaced, HolderChanged, LifeChanged
from custom_components.duress.core.records import from_data
from custom_components.duress.core.roster import Life
from custom_components.duress.ledger import Person
from custom_components.duress.people import UnknownPersonError
from tests.integration.peers import EN1223S, RealSite, WebClients, pressed, real_site, walk_subentry
from tests.integration.roster import call, device, holders, life_state, roster


@pytest.fixture
async def site(hass: HomeAssistant) -> AsyncGenerator[RealSite]:
    """Run a site with a receiver on a TCP port, in a school in New York."""
    await hass.config.async_set_time_zone("America/New_York")
    async with real_site(hass) as site:
        yield site


async def kinds(site: RealSite) -> list[str]:
    """Return the kinds of all entries of the ledger about the roster, oldest first."""
    entries = await site.entry.runtime_data.record.ledger.entries()
    about = ("life_changed", "holder_changed", "device_replaced", "people_changed")
    return [entry.kind for entry in reversed(entries) if entry.kind in about]


async def test_a_pendant_nobody_spoke_of_is_assigned_and_watched(
    hass: HomeAssistant, site: RealSite, hass_admin_user: User
) -> None:
    """Given a pendant that was just installed, then it counts as assigned, to nobody known."""
    key = await site.add_pendant("Pendant 1", 1)
    assert life_state(hass, "pendant_1") == "assigned"
    assert site.entry.runtime_data.school.roster.transmitters[key].life is Life.ASSIGNED
    assert await holders(hass, hass_admin_user) == {"Pendant 1": ("assigned", None)}
    assert await kinds(site) == []


async def test_assign_swap_and_return(hass: HomeAssistant, site: RealSite, hass_admin_user: User) -> None:
    """Given two pendants, when one changes hands, is swapped and comes back, then each has one holder at a time."""
    first = device(hass, site.entry, await site.add_pendant("Pendant 1", 1))
    second = device(hass, site.entry, await site.add_pendant("Pendant 2", 2))
    given = await call(hass, "assign", hass_admin_user, device_id=first, name="Rosa Hill", staff_id="1001")
    assert (given["life"], given["changed"], given["returned"]) == ("assigned", True, [])
    assert "Rosa Hill" not in str(given)
    await call(hass, "assign", hass_admin_user, device_id=first, name="Luis Ortiz")
    assert (await holders(hass, hass_admin_user))["Pendant 1"] == ("assigned", "Luis Ortiz")

    again = await call(hass, "assign", hass_admin_user, device_id=first, person="luis ortiz")
    assert not again["changed"]
    swapped = await call(hass, "assign", hass_admin_user, device_id=second, person="Luis Ortiz", swap=True)
    assert swapped["returned"] == ["Pendant 1"]
    assert await holders(hass, hass_admin_user) == {
        "Pendant 1": ("in_stock", None),
        "Pendant 2": ("assigned", "Luis Ortiz"),
    }
    back = await call(hass, "return_device", hass_admin_user, device_id=[first, second], reason="leaves us")
    assert back["changed"] == 1
    assert {one["life"] for one in back["devices"]} == {"in_stock"}
    assert [life_state(hass, name) for name in ("pendant_1", "pendant_2")] == ["in_stock", "in_stock"]
    # Not once with every call: what stands so already is no change.
    assert await kinds(site) == [
        "holder_changed", "people_changed", "holder_changed", "people_changed",
        "holder_changed", "life_changed", "life_changed",
    ]  # fmt: skip


async def test_who_had_4711_on_3_march_at_10_12(hass: HomeAssistant, site: RealSite, hass_admin_user: User) -> None:
    """Given a pendant that changed hands that day, when it is asked who had it then, then history answers."""
    key = await site.add_pendant("Pendant 17", 4711)
    pendant = device(hass, site.entry, key)
    with freeze_time("2027-03-03 15:00:00"):
        await call(hass, "assign", hass_admin_user, device_id=pendant, name="Rosa Hill", staff_id="1001")
    with freeze_time("2027-03-03 16:00:00"):
        await call(hass, "assign", hass_admin_user, device_id=pendant, name="Luis Ortiz")

    async def asked(at: str, **which: object) -> dict[str, Any]:
        return await call(hass, "who_had", hass_admin_user, at=at, **(which or {"serial": 4711}))

    answer = await asked("2027-03-03 10:12:00")
    assert (answer["name"], answer["staff_id"], answer["life"]) == ("Rosa Hill", "1001", "assigned")
    assert (answer["since"], answer["until"]) == ("2027-03-03T10:00:00-05:00", "2027-03-03T11:00:00-05:00")
    assert answer["label"] == "Pendant 17"
    later = await asked("2027-03-03 11:00:00", device_id=pendant)
    assert (later["name"], later["until"]) == ("Luis Ortiz", None)
    before = await asked("2027-03-03 09:59:59")
    assert (before["name"], before["life"], before["since"]) == (None, "assigned", None)
    with pytest.raises(ServiceValidationError) as unknown:
        await asked("2027-03-03 10:12:00", serial=4712)
    assert unknown.value.translation_key == "no_such_serial"

    # Removed from the site, its history stays.
    with freeze_time("2027-03-04 15:00:00"):
        hass.config_entries.async_remove_subentry(site.entry, key)
        await hass.async_block_till_done()
    assert (await asked("2027-03-03 10:12:00"))["name"] == "Rosa Hill"


async def test_lives_take_effect_at_once_and_each_has_who_and_why(
    hass: HomeAssistant, site: RealSite, hass_admin_user: User
) -> None:
    """Given a pendant, when it goes through its lives, then sensor, core and ledger follow without a reload."""
    key = await site.add_pendant("Pendant 1", 1)
    pendant = device(hass, site.entry, key)
    connects = site.link.counters.connects
    await call(hass, "assign", hass_admin_user, device_id=pendant, name="Rosa Hill")
    for life in ("lost", "assigned", "in_repair", "away", "retired", "in_stock"):
        await call(hass, "set_life", hass_admin_user, device_id=pendant, life=life, reason="as it goes")
        assert life_state(hass, "pendant_1") == life
        assert site.entry.runtime_data.school.roster.transmitters[key].life is Life(life)
        holder = (await holders(hass, hass_admin_user))["Pendant 1"][1]
        assert (holder is None) == (life in ("retired", "in_stock"))
    assert site.link.counters.connects == connects
    stored = await site.entry.runtime_data.record.ledger.last_entry("life_changed")
    assert stored is not None
    event = from_data(stored.kind, stored.data)
    assert isinstance(event, LifeChanged)
    assert (event.before, event.life, event.reason) == (Life.RETIRED, Life.IN_STOCK, "as it goes")
    assert event.actor.user_id == hass_admin_user.id
    stretches = await site.entry.runtime_data.people.store.history(key)
    assert {stretch.by for stretch in stretches} == {hass_admin_user.id}


async def test_lives_are_there_after_a_restart(hass: HomeAssistant, site: RealSite, hass_admin_user: User) -> None:
    """Given a lost and a handed-out pendant, when the site restarts, then both stand as before, and a press works."""
    first, second = [await site.add_pendant(f"Pendant {number}", number) for number in (1, 2)]
    await call(hass, "set_life", None, device_id=device(hass, site.entry, first), life="lost", reason="on the bus")
    await call(hass, "assign", hass_admin_user, device_id=device(hass, site.entry, second), name="Rosa Hill")
    await hass.config_entries.async_reload(site.entry.entry_id)
    await hass.async_block_till_done()
    await site.connected()
    assert life_state(hass, "pendant_1") == "lost"
    assert await holders(hass, hass_admin_user) == {"Pendant 1": ("lost", None), "Pendant 2": ("assigned", "Rosa Hill")}
    await site.hear(pressed(1))
    assert site.entry.runtime_data.active_incidents()


@pytest.mark.parametrize(
    ("action", "data", "key"),
    [
        ("set_life", {"life": "lost"}, "life_needs_reason"),
        ("set_life", {"life": "in_repair", "reason": "  "}, "life_needs_reason"),
        ("set_life", {"life": "retired"}, "life_needs_reason"),
        ("set_life", {"life": "away"}, "life_needs_reason"),
        ("set_life", {"life": "lost", "reason": "rosa hill lost it"}, "name_in_reason"),
        ("set_life", {"life": "lost", "reason": "Ms Hill lost it"}, "name_in_reason"),
        ("set_life", {"life": "loaned"}, "loan_without_holder"),
        ("assign", {}, "one_person"),
        ("assign", {"person": "1001", "name": "Ann Reed"}, "one_person"),
        ("assign", {"person": "nobody"}, "no_person"),
        ("assign", {"name": "Rosa Hill"}, "name_known"),
        ("assign", {"name": "Ann Reed", "staff_id": "1001"}, "staff_id_taken"),
        ("assign", {"name": "Ann Reed", "room": "nowhere"}, "no_room"),
        ("assign", {"person": "1001", "due": "2027-03-03 12:00:00"}, "due_without_loan"),
    ],
)
async def test_what_makes_no_sense_is_refused_and_changes_nothing(
    hass: HomeAssistant, site: RealSite, hass_admin_user: User, action: str, data: dict[str, object], key: str
) -> None:
    """Given a pendant nobody has, when something is asked that makes no sense, then a sentence says so."""
    pendant = device(hass, site.entry, await site.add_pendant("Pendant 1", 1))
    await call(hass, "add_person", hass_admin_user, name="Rosa Hill", staff_id="1001")
    before = await roster(hass, hass_admin_user)
    with pytest.raises(ServiceValidationError) as refused:
        await call(hass, action, hass_admin_user, device_id=pendant, **data)
    assert refused.value.translation_key == key
    assert await roster(hass, hass_admin_user) == before
    assert await kinds(site) == ["people_changed"]


async def test_only_what_people_carry_is_handed_out(hass: HomeAssistant, site: RealSite, hass_admin_user: User) -> None:
    """Given a wall button, a repeater and the site, then none of them is handed out, but a button has a life."""
    button = device(hass, site.entry, await site.add_pendant("Button 1", 5, role="fixed_button"))
    repeater = device(hass, site.entry, await site.add_pendant("Repeater 1", 6, role="repeater"))
    await call(hass, "add_person", hass_admin_user, name="Rosa Hill", staff_id="1001")
    for target, key in ((button, "not_a_pendant"), (repeater, "not_a_button"), ("nothing", "not_our_device")):
        with pytest.raises(ServiceValidationError) as refused:
            await call(hass, "assign", hass_admin_user, device_id=target, person="1001")
        assert refused.value.translation_key == key
    await call(hass, "set_life", hass_admin_user, device_id=button, life="in_repair", reason="broken glass")
    assert life_state(hass, "button_1") == "in_repair"


async def test_people_are_changed_and_forgotten(hass: HomeAssistant, site: RealSite, hass_admin_user: User) -> None:
    """Given somebody with a pendant, when they move, are trained and are forgotten, then the roster says just that."""
    room = ar.async_get(hass).async_create("Room 204")
    pendant = device(hass, site.entry, await site.add_pendant("Pendant 1", 1))
    await call(hass, "assign", hass_admin_user, device_id=pendant, name="Rosa Hill", staff_id="1001")
    assert [one["name"] for one in (await roster(hass, hass_admin_user))["gaps"]["without_training"]] == ["Rosa Hill"]
    changed = {"name": "Rosa Reed", "room": room.id, "trained_on": "2026-08-31"}
    await call(hass, "change_person", hass_admin_user, person="1001", **changed)
    (person,) = (await roster(hass, hass_admin_user))["people"]
    assert (person["name"], person["staff_id"], person["room"]) == ("Rosa Reed", "1001", "Room 204")
    assert (person["trained_on"], person["devices"]) == ("2026-08-31", ["Pendant 1"])
    await call(hass, "change_person", hass_admin_user, person="Rosa Reed", staff_id="")
    assert (await roster(hass, hass_admin_user))["people"][0]["staff_id"] is None

    answer = await call(hass, "forget_person", hass_admin_user, person="Rosa Reed", reason="left us")
    assert answer["without_holder"] == ["Pendant 1"]
    assert (await roster(hass, hass_admin_user))["people"] == []
    assert await holders(hass, hass_admin_user) == {"Pendant 1": ("assigned", None)}
    had = await call(hass, "who_had", hass_admin_user, serial=1, at="2099-01-01 12:00:00")
    assert (had["name"], had["forgotten"]) == (None, True)


async def test_the_year_ends_and_begins(hass: HomeAssistant, site: RealSite, hass_admin_user: User) -> None:
    """Given four carried pendants, when two come back, then two are perhaps lost until something is said of them."""
    keys = [await site.add_pendant(f"Pendant {number}", number) for number in range(1, 5)]
    devices = [device(hass, site.entry, key) for key in keys]
    for number, one in enumerate(devices, 1):
        await call(hass, "assign", hass_admin_user, device_id=one, name=f"Teacher {number:02}X")
    ended = await call(hass, "year_end", hass_admin_user, device_id=devices[:2], reason="summer")
    assert ended["returned"] == 2
    assert [(one["label"], one["holder"]) for one in ended["unreturned"]] == [
        ("Pendant 3", "Teacher 03X"),
        ("Pendant 4", "Teacher 04X"),
    ]
    await hass.config_entries.async_reload(site.entry.entry_id)
    await hass.async_block_till_done()

    async def perhaps_lost() -> list[str]:
        return [one["label"] for one in (await roster(hass, hass_admin_user))["gaps"]["perhaps_lost"]]

    # What is bought in summer was never handed out, so it is not lost.
    await site.add_pendant("Pendant 5", 5)
    assert await perhaps_lost() == ["Pendant 3", "Pendant 4"]
    await call(hass, "assign", hass_admin_user, device_id=devices[0], person="Teacher 02X")
    await call(hass, "return_device", hass_admin_user, device_id=devices[2])
    assert await perhaps_lost() == ["Pendant 4"]
    await call(hass, "set_life", hass_admin_user, device_id=devices[3], life="lost", reason="never came back")
    assert await perhaps_lost() == []

    ended = await call(hass, "year_end", hass_admin_user)
    assert (ended["returned"], ended["unreturned"]) == (2, [])
    assert [life for life, _ in (await holders(hass, hass_admin_user)).values()] == [
        "in_stock", "in_stock", "in_stock", "lost", "in_stock",
    ]  # fmt: skip


async def replace(hass: HomeAssistant, site: RealSite, key: str, serial: int) -> None:
    """Give a pendant new hardware through its dialog."""
    typed = {"name": "Pendant 1", "serial": str(serial), "model": str(EN1223S)}
    await walk_subentry(hass, site.entry, SUBENTRY_TRANSMITTER, typed, reconfigure=key)


async def test_new_hardware_keeps_holder_and_leaves_one_entry(
    hass: HomeAssistant, site: RealSite, hass_admin_user: User
) -> None:
    """Given a handed-out pendant, when its hardware is replaced, then the holder stays and one entry says so."""
    key = await site.add_pendant("Pendant 1", 4711)
    pendant = device(hass, site.entry, key)
    with freeze_time("2027-03-03 15:00:00"):
        await call(hass, "assign", hass_admin_user, device_id=pendant, name="Rosa Hill")
    with freeze_time("2027-03-04 15:00:00"):
        await replace(hass, site, key, 4712)
        await replace(hass, site, key, 4712)
    entries = await site.entry.runtime_data.record.ledger.entries()
    replaced = [from_data(entry.kind, entry.data) for entry in entries if entry.kind == "device_replaced"]
    assert len(replaced) == 1
    assert isinstance(replaced[0], DeviceReplaced)
    assert (replaced[0].before, replaced[0].after, replaced[0].label) == (4711, 4712, "Pendant 1")
    assert (await holders(hass, hass_admin_user))["Pendant 1"] == ("assigned", "Rosa Hill")
    assert len(await site.entry.runtime_data.people.store.history(key)) == 1

    # The old number leads to the same history, for the time it was the pendant's.
    asked = {"serial": 4711, "at": "2027-03-04 09:59:00"}
    assert (await call(hass, "who_had", hass_admin_user, **asked))["name"] == "Rosa Hill"
    for asked in ({"serial": 4711, "at": "2027-03-04 10:01:00"}, {"serial": 4712, "at": "2027-03-04 09:59:00"}):
        with pytest.raises(ServiceValidationError):
            await call(hass, "who_had", hass_admin_user, **asked)
    asked = {"serial": 4712, "at": "2027-03-04 10:01:00"}
    assert (await call(hass, "who_had", hass_admin_user, **asked))["name"] == "Rosa Hill"


async def test_hardware_replaced_while_nothing_ran_is_noted_at_the_start(hass: HomeAssistant, site: RealSite) -> None:
    """Given a site that does not run, when a pendant gets new hardware, then the next start notes it, once."""
    key = await site.add_pendant("Pendant 1", 4711)
    await hass.config_entries.async_unload(site.entry.entry_id)
    await replace(hass, site, key, 4712)
    for _ in range(2):
        await hass.config_entries.async_setup(site.entry.entry_id)
        await hass.async_block_till_done()
        await site.connected()
        assert await kinds(site) == ["device_replaced"]
        await hass.config_entries.async_unload(site.entry.entry_id)
    await hass.config_entries.async_setup(site.entry.entry_id)
    await site.connected()


async def test_who_replaced_it_is_known_from_the_browser(
    hass: HomeAssistant, site: RealSite, hass_client: WebClients, hass_admin_user: User
) -> None:
    """Given a person at the browser, when they replace a pendant's hardware, then the entry says who."""
    assert await async_setup_component(hass, "config", {})
    key = await site.add_pendant("Pendant 1", 4711)
    client = await hass_client()
    begin = {"handler": [site.entry.entry_id, SUBENTRY_TRANSMITTER], "subentry_id": key}
    url = "/api/config/config_entries/subentries/flow"
    flow = await (await client.post(url, json=begin)).json()
    typed = {"name": "Pendant 1", "serial": "4712", "model": str(EN1223S)}
    await client.post(f"{url}/{flow['flow_id']}", json=typed)
    await hass.async_block_till_done()
    stored = await site.entry.runtime_data.record.ledger.last_entry("device_replaced")
    assert stored is not None
    event = from_data(stored.kind, stored.data)
    assert isinstance(event, DeviceReplaced)
    assert event.actor is not None
    assert event.actor.user_id in [user.id for user in await hass.auth.async_get_users()]


async def test_two_changes_at_once_leave_one_holder(hass: HomeAssistant, site: RealSite, hass_admin_user: User) -> None:
    """Given two people who hand out the same pendant at once, then history has both, one after the other."""
    key = await site.add_pendant("Pendant 1", 1)
    pendant = device(hass, site.entry, key)
    tasks = [
        hass.async_create_task(call(hass, "assign", hass_admin_user, device_id=pendant, name=name))
        for name in ("Rosa Hill", "Luis Ortiz")
    ]
    for task in tasks:
        await task
    stretches = await site.entry.runtime_data.people.store.history(key)
    assert [stretch.until is None for stretch in stretches] == [False, True]
    assert len({stretch.person_id for stretch in stretches}) == 2
    entries = await site.entry.runtime_data.record.ledger.entries()
    assert sum(entry.kind == "holder_changed" for entry in entries) == 2


OFFICE = Actor(kind=ActorKind.USER, user_id="U1", name="Office")


async def test_an_import_is_undone_and_that_takes_effect(
    hass: HomeAssistant, site: RealSite, hass_admin_user: User
) -> None:
    """Given pendants handed out to new people all at once, when that is undone, then all is as before."""
    first, second = [await site.add_pendant(f"Pendant {number}", number) for number in (1, 2)]
    await call(hass, "set_life", None, device_id=device(hass, site.entry, first), life="in_stock")
    people = site.entry.runtime_data.people
    fresh = [Person(person_id=f"P{number}", name=f"Teacher {number}X") for number in (1, 2)]
    before = await people.store.snapshot(["P1", "P2"], [first, second])
    await people.async_assign({first: "P1", second: "P2"}, OFFICE, people=fresh, reason="import")
    after = await people.store.snapshot(["P1", "P2"], [first, second])
    assert await holders(hass, hass_admin_user) == {
        "Pendant 1": ("assigned", "Teacher 1X"),
        "Pendant 2": ("assigned", "Teacher 2X"),
    }
    with pytest.raises(UnknownPersonError):
        await people.async_assign({first: "P3"}, OFFICE)

    events = await people.async_restore(before, after, OFFICE, "undone")
    assert [type(event) for event in events] == [LifeChanged, HolderChanged]
    assert await holders(hass, hass_admin_user) == {"Pendant 1": ("in_stock", None), "Pendant 2": ("assigned", None)}
    assert (await roster(hass, hass_admin_user))["people"] == []
    assert life_state(hass, "pendant_1") == "in_stock"
    assert site.entry.runtime_data.school.roster.transmitters[first].life is Life.IN_STOCK


async def test_what_cannot_be_stored_is_said_and_not_done(
    hass: HomeAssistant, site: RealSite, hass_admin_user: User, config_folder: Path
) -> None:
    """Given another program that locks the file, when a pendant is handed out, then nothing changes, and it says so."""
    pendant = device(hass, site.entry, await site.add_pendant("Pendant 1", 1))
    await hass.async_block_till_done()
    other = sqlite3.connect(config_folder / "duress" / f"{site.entry.entry_id}.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(HomeAssistantError) as failed:
        await call(hass, "set_life", hass_admin_user, device_id=pendant, life="in_stock")
    other.execute("COMMIT")
    other.close()
    assert failed.value.translation_key == "roster_not_stored"
    assert life_state(hass, "pendant_1") == "assigned"
    await call(hass, "set_life", hass_admin_user, device_id=pendant, life="in_stock")
    assert life_state(hass, "pendant_1") == "in_stock"


async def test_a_life_that_cannot_be_read_counts_as_assigned(
    hass: HomeAssistant, site: RealSite, config_folder: Path
) -> None:
    """Given a row damaged by a flipped bit, when the site starts, then that pendant is watched."""
    key = await site.add_pendant("Pendant 1", 1)
    await call(hass, "set_life", None, device_id=device(hass, site.entry, key), life="in_stock")
    await hass.config_entries.async_unload(site.entry.entry_id)
    with sqlite3.connect(config_folder / "duress" / f"{site.entry.entry_id}.sqlite") as other:
        other.execute("UPDATE custody SET life = 'in_stocK'")
    other.close()
    await hass.config_entries.async_setup(site.entry.entry_id)
    await site.connected()
    assert life_state(hass, "pendant_1") == "assigned"
