"""People and pendants from a file: added while the site listens, known again, and taken back exactly."""

import asyncio
from collections.abc import AsyncGenerator
from datetime import date
from pathlib import Path

from homeassistant.auth.models import User
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import area_registry as ar, device_registry as dr, entity_registry as er
import pytest

from custom_components.duress.core.roster import Life, Role
from custom_components.duress.ledger import Person
from tests.integration.builders import device_id, subentry_id, until
from tests.integration.imports import Importer, registry_of_places, roster_as_it_is
from tests.integration.peers import RealSite, checked_in, pressed, real_site

HEADER = "label,serial,model,use,room,name,staff_id,trained_on,life,battery_date"
ROOMS_CSV = Path("docs/examples/rooms.csv").read_text("utf-8")
EXAMPLE = Path("docs/examples/pendants.csv").read_text("utf-8")


def rows(count: int, first: int = 1) -> list[str]:
    """Return rows of pendants with holders."""
    return [
        f"No. {one},{2000 + one},EN1223S,pendant,Room {one % 10},Person {one},S{one},2026-08-12,,2026-08-01"
        for one in range(first, first + count)
    ]


def with_five_faults() -> str:
    """Return a file of 120 rows of which five are bad."""
    lines = rows(120)
    lines[10] = lines[10].replace("2011", "20 11")
    lines[30] = lines[30].replace("EN1223S", "EN1223X")
    lines[50] = lines[50].replace("Room 1", "Cellar")
    lines[70] = lines[70].replace("2071", "2070")
    lines[90] = lines[90].replace("2026-08-12", "12/08/2026")
    return "\r\n".join([HEADER, *lines])


@pytest.fixture
async def site(hass: HomeAssistant) -> AsyncGenerator[RealSite]:
    """Run a site with ten rooms, a receiver on a TCP port, one pendant of before and somebody who has it."""
    for number in range(10):
        ar.async_get(hass).async_create(f"Room {number}")
    async with real_site(hass) as site:
        await site.add_pendant("Pendant 7", 7, area="room_1")
        yield site


@pytest.fixture
def importer(hass: HomeAssistant, hass_admin_user: User) -> Importer:
    """Return an administrator who imports files."""
    return Importer(hass, hass_admin_user.id)


async def test_120_rows_of_which_five_are_bad(hass: HomeAssistant, site: RealSite, importer: Importer) -> None:
    """Given 120 rows with five faults: nothing before confirm, 115 added, five explained, once, and undone exactly."""
    before = await roster_as_it_is(hass, site.entry)
    csv = with_five_faults()
    preview = await importer.roster(csv)
    assert await roster_as_it_is(hass, site.entry) == before
    assert {one.kind for one in await site.entry.runtime_data.record.ledger.entries()} == {"settings_changed"}
    assert preview["rows"] == {"added": 115, "changed": 0, "unchanged": 0, "left_out": 5}
    assert [error["message"] for error in preview["errors"]] == [
        'Row 12: "20 11" is no serial number. It is the decimal number printed on the label, up to 16777215.',
        'Row 32: The model "EN1223X" is not known. Write it as on the label, such as EN1223S, or leave it empty.',
        'Row 52: There is no room "Cellar". Import the rooms first, or write it as in Home Assistant.',
        "Row 72: The serial number 2070 is in row 71 already. That row counts.",
        'Row 92: "12/08/2026" under "training date" can be two days. Write it as 2026-08-31.',
    ]
    assert preview["changes"][0] == "Row 2: No. 1 (serial number 2001) is added."
    assert (len(preview["changes"]), preview["changes_left_out"]) == (100, 130)

    done = await importer.roster(csv, confirm=True)
    assert done["transmitters"]["added"] == done["people"]["added"] == 115
    assert len(site.entry.runtime_data.school.roster.transmitters) == 116
    after = await roster_as_it_is(hass, site.entry)
    again = await importer.roster(csv, confirm=True)
    assert again["rows"] == {"added": 0, "changed": 0, "unchanged": 115, "left_out": 5}
    assert again["import_id"] is None
    assert await roster_as_it_is(hass, site.entry) == after

    assert await importer.undo(import_id=done["import_id"]) == {"site": "Lincoln", "undone": "roster", "kept": []}
    assert await roster_as_it_is(hass, site.entry) == before
    kinds = [entry.kind for entry in await site.entry.runtime_data.record.ledger.entries()]
    assert kinds == ["import_undone", "imported", "settings_changed"]


async def test_the_ledger_counts_and_names_who_did_it(
    hass: HomeAssistant, site: RealSite, importer: Importer, hass_admin_user: User
) -> None:
    """Given an import, when it is done, then one entry says when, by whom and how many."""
    await importer.roster("\n".join([HEADER, *rows(3), "x,y"]), confirm=True)
    entry, added_before = await site.entry.runtime_data.record.ledger.entries()
    assert added_before.kind == "settings_changed"
    data = {key: entry.data[key] for key in ("what", "added", "changed", "unchanged", "left_out")}
    assert data == {"what": "roster", "added": 3, "changed": 0, "unchanged": 0, "left_out": 1}
    assert entry.data["actor"] == {
        "kind": "user",
        "user_id": hass_admin_user.id,
        "name": hass_admin_user.name,
        "source": "action",
    }


async def test_fifty_are_added_while_the_link_goes_on(hass: HomeAssistant, site: RealSite, importer: Importer) -> None:
    """Given a receiver that talks all the time, when fifty pendants are imported, then nothing is lost."""
    link, counters = site.link, site.link.counters
    frames, lost, accepted = counters.frames, counters.lost_frames, site.peer.accepted
    importing = asyncio.create_task(importer.roster("\n".join([HEADER, *rows(50)]), confirm=True))
    said = [pressed(7)]
    site.peer.say(said[0])
    while not importing.done():
        said.append(checked_in(7))
        site.peer.say(said[-1])
        await asyncio.sleep(0.001)
    await importing
    await until(lambda: counters.frames >= frames + len(said))
    assert len(said) > 5
    assert (counters.frames, counters.lost_frames, counters.checksum_errors) == (frames + len(said), lost, 0)
    assert site.link is link
    assert site.peer.accepted == accepted
    assert [one.number for one in site.entry.runtime_data.active_incidents()] == [1]
    await site.hear(pressed(2050))
    (incident,) = site.entry.runtime_data.active_incidents()
    assert [one.label for one in incident.presses] == ["Pendant 7", "No. 50"]


async def test_a_press_during_the_undo_keeps_its_pendant(
    hass: HomeAssistant, site: RealSite, importer: Importer
) -> None:
    """Given an import that is being undone, when one of its pendants is pressed, then that one stays."""
    await importer.roster("\n".join([HEADER, *rows(40)]), confirm=True)
    undoing = asyncio.create_task(importer.undo())
    await until(lambda: len(site.entry.subentries) < 42)
    site.peer.say(pressed(2040))
    undone = await undoing
    assert undone["kept"] == ["No. 40"]
    running = site.entry.runtime_data
    (incident,) = running.active_incidents()
    assert incident.presses[0].label == "No. 40"
    assert {one.label for one in running.school.roster.transmitters.values()} == {"Pendant 7", "No. 40"}


async def test_the_example_is_as_documented(hass: HomeAssistant, site: RealSite, importer: Importer) -> None:
    """Given the documented examples, when rooms and pendants are imported, then everything is as the page says."""
    await importer.places(ROOMS_CSV, confirm=True)
    done = await importer.roster(EXAMPLE, confirm=True)
    assert done["errors"] == []
    assert done["rows"]["added"] == 12
    running = site.entry.runtime_data
    stands = {one.label: one for one in running.school.roster.transmitters.values()}
    assert stands["Office desk"].role is Role.FIXED_BUTTON
    assert stands["Repeater hall"].role is Role.REPEATER
    third = stands["Pendant 3"]
    assert third.room is not None
    assert (third.room.building, third.room.name, third.life) == ("Annex", "Annex – 101", Life.LOANED)
    assert stands["Pendant 5"].life is Life.IN_STOCK
    people = {one.name: one for one in await running.people.store.people()}
    assert set(people) == {"Dana Whitfield", "Hill, Rosa", "Luis Ortega", "Ann Boyd", "Mei Tanaka", "Omar Said"}
    assert people["Mei Tanaka"].trained_on == date(2026, 8, 14)
    assert running.people.holder(stands["Pendant 2"].device_id) == people["Hill, Rosa"].person_id
    custody = running.people.custody(third.device_id)
    assert custody is not None
    assert (custody.due is not None, custody.reason) == (True, "CSV import")
    data = site.entry.subentries[stands["Pendant 4"].device_id].data
    assert (data["kind"], data["battery_installed"]) == ("medical", "2026-08-01")
    assert (await importer.roster(EXAMPLE, confirm=True))["rows"]["unchanged"] == 12


async def test_a_whole_school_comes_and_goes_and_comes_again(
    hass: HomeAssistant, site: RealSite, importer: Importer
) -> None:
    """Given rooms and pendants imported and both undone, when they are imported again, then every entity is there."""
    entities = er.async_get(hass)
    before = registry_of_places(hass), await roster_as_it_is(hass, site.entry), set(entities.entities)
    shown: list[set[str]] = []
    for _ in range(2):
        await importer.places(ROOMS_CSV, confirm=True)
        await importer.roster(EXAMPLE, confirm=True)
        shown.append(set(hass.states.async_entity_ids()))
        await importer.undo()
        await importer.undo()
        assert (registry_of_places(hass), await roster_as_it_is(hass, site.entry), set(entities.entities)) == before
    assert shown[0] == shown[1]
    assert "binary_sensor.lincoln_duress_in_workshop" in shown[0]


async def test_what_is_changed_is_changed_back(hass: HomeAssistant, site: RealSite, importer: Importer) -> None:
    """Given a pendant and its holder, when an import changes both and is undone, then all is exactly as before."""
    await importer.roster("serial,name,staff_id\n7,Rosa Hill,1001", confirm=True)
    before = await roster_as_it_is(hass, site.entry)
    csv = "label,serial,model,room,name,staff_id,life\nLoaner 7,7,EN1223D,Room 3,Rosa Hill-Ray,1001,lost"
    done = await importer.roster(csv, confirm=True)
    assert done["changes"] == [
        "Row 2: Pendant 7 (serial number 7): label changes from Pendant 7 to Loaner 7.",
        "Row 2: Pendant 7 (serial number 7): model changes from EN1223S to EN1223D.",
        "Row 2: Pendant 7 (serial number 7): room changes from Room 1 to Room 3.",
        "Row 2: Pendant 7 (serial number 7): state changes from assigned to lost.",
        "Row 2: Rosa Hill (person): name changes from Rosa Hill to Rosa Hill-Ray.",
        "Row 2: Rosa Hill (person): room changes from – to Room 3.",
    ]
    pendant = site.entry.runtime_data.school.roster.transmitters[subentry_id(site.entry, "Loaner 7")]
    assert (pendant.life, pendant.room.name if pendant.room else None) == (Life.LOST, "Room 3")
    assert (await importer.roster(csv))["rows"]["unchanged"] == 1
    assert (await importer.undo())["kept"] == []
    assert await roster_as_it_is(hass, site.entry) == before


async def test_undo_works_after_a_restart_and_keeps_what_changed_since(
    hass: HomeAssistant, site: RealSite, importer: Importer
) -> None:
    """Given an import, when the site restarts and people go on working, then undo keeps what they touched."""
    await importer.roster("\n".join([HEADER, *rows(6)]), confirm=True)
    await hass.config_entries.async_reload(site.entry.entry_id)
    await hass.async_block_till_done()
    await site.connected()
    running = site.entry.runtime_data
    edited, moved, handed_on, alarmed = (subentry_id(site.entry, f"No. {one}") for one in (1, 2, 3, 4))
    hass.config_entries.async_update_subentry(site.entry, site.entry.subentries[edited], title="Number one")
    dr.async_get(hass).async_update_device(device_id(hass, site.entry, moved), area_id="room_9")
    people = {one.name: one for one in await running.people.store.people()}
    await hass.services.async_call(
        "duress",
        "assign",
        {"device_id": device_id(hass, site.entry, handed_on), "person": people["Person 5"].person_id},
        blocking=True,
        return_response=True,
        context=Context(user_id=importer.user_id),
    )
    await hass.async_block_till_done()
    await site.hear(pressed(2004))
    undone = await importer.undo()
    assert sorted(undone["kept"]) == [
        "No. 2", "No. 3", "No. 4", "Number one", "Person 1", "Person 2", "Person 4", "Person 5",
    ]  # fmt: skip
    left = {one.label for one in running.school.roster.transmitters.values()}
    assert left == {"Pendant 7", "Number one", "No. 2", "No. 3", "No. 4"}
    assert alarmed in running.school.roster.transmitters
    names = {one.name for one in await running.people.store.people()}
    assert names == {"Person 1", "Person 2", "Person 4", "Person 5"}
    with pytest.raises(HomeAssistantError, match="no such import"):
        await importer.undo()


async def test_somebody_forgotten_is_not_brought_back(hass: HomeAssistant, site: RealSite, importer: Importer) -> None:
    """Given an import, when one of its people is forgotten, then it cannot be undone any more, and nothing changes."""
    await importer.roster("\n".join([HEADER, *rows(2)]), confirm=True)
    people = site.entry.runtime_data.people
    (one, _) = await people.store.people()
    await people.store.remove_people([one.person_id])
    with pytest.raises(HomeAssistantError, match="no such import"):
        await importer.undo()


async def test_a_full_disk_leaves_everything_as_it_was(hass: HomeAssistant, site: RealSite, importer: Importer) -> None:
    """Given a ledger that is gone, when files are imported or undone, then nothing changes and a sentence says why."""
    ledger = site.entry.runtime_data.record.ledger
    await importer.places("room\nOld", confirm=True)
    before = await roster_as_it_is(hass, site.entry)
    areas = set(ar.async_get(hass).areas)
    await ledger.close()
    with pytest.raises(HomeAssistantError, match="could not be stored"):
        await importer.places("room\nNew", confirm=True)
    for failing in (importer.roster("serial\n8", confirm=True), importer.roster("serial\n8"), importer.undo()):
        with pytest.raises(HomeAssistantError, match="could not be stored"):
            await failing
    assert set(ar.async_get(hass).areas) == areas
    assert before[0].keys() == {subentry_id(site.entry, "Pendant 7")}


async def test_only_administrators_import(hass: HomeAssistant, site: RealSite, hass_read_only_user: User) -> None:
    """Given somebody else or an automation, when they import or undo, then they are refused and nothing changes."""
    before = await roster_as_it_is(hass, site.entry)
    teacher = await hass.auth.async_create_user("Teacher", group_ids=["system-users"])
    for user_id in (None, teacher.id, hass_read_only_user.id):
        other = Importer(hass, user_id)
        with pytest.raises(ServiceValidationError, match="You may not change who is on the roster"):
            await other.roster("serial\n8", confirm=True)
        with pytest.raises(ServiceValidationError, match="may not add, change or remove devices and places"):
            await other.places("room\nNew")
        with pytest.raises(ServiceValidationError, match="You may not change who is on the roster"):
            await other.undo()
    assert await roster_as_it_is(hass, site.entry) == before


async def test_people_of_before_stay(hass: HomeAssistant, site: RealSite, importer: Importer) -> None:
    """Given somebody on the roster, when a file does not name them, then import and undo leave them alone."""
    store = site.entry.runtime_data.people.store
    ray = Person(person_id="p1", name="Bob Ray", staff_id="1")
    await store.put_people([ray])
    await importer.roster("\n".join([HEADER, *rows(2)]), confirm=True)
    assert ray in await store.people()
    await importer.undo()
    assert await store.people() == [ray]
