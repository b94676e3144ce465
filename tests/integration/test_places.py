"""Places on Home Assistant's areas and floors: outdoors and doors by label, and nothing lost when one is deleted."""

from collections import Counter
from collections.abc import AsyncGenerator

from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    floor_registry as fr,
    issue_registry as ir,
    label_registry as lr,
)
from homeassistant.setup import async_setup_component
import pytest

from custom_components.duress.const import CONF_AREA, CONF_BUILDINGS, DOMAIN
from custom_components.duress.core.events import Actor, ActorKind, Method, Place
from custom_components.duress.core.location import SurveyPress
from custom_components.duress.core.roster import Room, RoomKind
from custom_components.duress.echostream import (
    AlarmInputs,
    EndDeviceFlags,
    EndDeviceReport,
    Mid,
    encode,
    make_uid,
)
from custom_components.duress.installed import device_of
from tests.integration.imports import Importer
from tests.integration.peers import (
    EN1223S,
    RealSite,
    WebClients,
    answer,
    pressed,
    real_site,
    repeater_status,
)
from tests.integration.roster import call


@pytest.fixture
async def site(hass: HomeAssistant) -> AsyncGenerator[RealSite]:
    """Run a site with a receiver on a TCP port, with repairs."""
    assert await async_setup_component(hass, "repairs", {})
    async with real_site(hass) as site:
        yield site


async def add_button(hass: HomeAssistant, site: RealSite, title: str, serial: int, area_id: str) -> str:
    """Install a fixed button in a room; return its subentry id."""
    return await site.add_pendant(title, serial, role="fixed_button", area=area_id)


async def place_of_a_press(hass: HomeAssistant, site: RealSite, serial: int) -> Place:
    """Press a button and return where that is."""
    await site.hear(pressed(serial))
    await hass.async_block_till_done()
    incidents = list(site.entry.runtime_data.school.incidents.open.values())
    return incidents[-1].place


def gone(hass: HomeAssistant) -> dict[str, ir.IssueEntry]:
    """Return what the site says is deleted, by what it is about."""
    return {
        str(issue.data["room_id"] if "room_id" in issue.data else issue.data["floor_id"]): issue
        for (domain, _), issue in ir.async_get(hass).issues.items()
        if domain == DOMAIN and issue.translation_key in ("room_gone", "floor_gone") and issue.data is not None
    }


def words(issue: ir.IssueEntry) -> dict[str, str]:
    """Return what an issue says."""
    assert issue.translation_placeholders is not None
    return issue.translation_placeholders


async def kinds(site: RealSite) -> list[str]:
    """Return the kinds of everything in the ledger."""
    return [entry.kind for entry in await site.entry.runtime_data.record.ledger.entries(limit=1000)]


async def test_a_press_heard_outdoors_only_comes_from_the_playground(hass: HomeAssistant, site: RealSite) -> None:
    """Given a repeater in an area with the label "Outdoor", when only that hears a press, then it is outdoors."""
    outdoor = lr.async_get(hass).async_create("Outdoor")
    playground = ar.async_get(hass).async_create("Playground", labels={outdoor.label_id})
    await site.add_pendant("Repeater 1", 600, role="repeater", area=playground.id)
    await site.add_pendant("Pendant 7", 7)
    await site.hear(repeater_status(600))
    uid, heard_by = make_uid(Mid.END_DEVICE, 7), make_uid(Mid.REPEATER, 600)
    pendant = EndDeviceReport(uid, heard_by, EN1223S, AlarmInputs.INPUT_1, EndDeviceFlags(0), level=60, margin=40)
    await site.hear(encode(pendant))
    await hass.async_block_till_done()
    (incident,) = site.entry.runtime_data.school.incidents.open.values()
    assert incident.place.room == Room(room_id="playground", name="Playground", kind=RoomKind.OUTDOOR)
    assert incident.place.method is Method.HEARD_STRONGEST


async def test_an_imported_door_has_its_number(hass: HomeAssistant, site: RealSite, hass_admin_user: User) -> None:
    """Given a file with a door and a field, when they are imported, then rooms are outdoors or have their door."""
    importer = Importer(hass, hass_admin_user.id)
    await importer.places("room,exterior_door,outdoor\nHall,7,\nField,,yes\nGate,3,yes\nOffice,,\n", confirm=True)
    rooms = site.entry.runtime_data.places.rooms.values()
    assert {room.name: (room.kind, room.door) for room in rooms} == {
        "Hall": (RoomKind.EXTERIOR_DOOR, "7"),
        "Field": (RoomKind.OUTDOOR, None),
        "Gate": (RoomKind.OUTDOOR, "3"),
        "Office": (RoomKind.ROOM, None),
    }


async def test_labels_and_buildings_can_be_chosen(hass: HomeAssistant, site: RealSite) -> None:
    """Given areas and floors made by hand, when labels and a building are chosen, then rooms are of that kind."""
    label = lr.async_get(hass).async_create("Salida")
    floor = fr.async_get(hass).async_create("Ground floor", level=0)
    door = ar.async_get(hass).async_create("Door 4", floor_id=floor.floor_id, labels={label.label_id})
    button = await add_button(hass, site, "Wall button", 8, door.id)
    assert site.entry.runtime_data.school.roster.transmitters[button].room == Room(
        room_id=door.id, name="Door 4", floor_id=floor.floor_id, floor="Ground floor"
    )
    options = hass.config_entries.options
    menu = await options.async_init(site.entry.entry_id)
    assert "places" in menu["menu_options"]
    form = await options.async_configure(menu["flow_id"], {"next_step_id": "places"})
    assert (form["description_placeholders"] or {})["buildings"] == "–"
    typed = {"exterior_door": label.label_id, "floors": [floor.floor_id], "building": " Main "}
    await options.async_configure(menu["flow_id"], typed)
    await hass.async_block_till_done()
    room = site.entry.runtime_data.school.roster.transmitters[button].room
    assert room is not None
    assert (room.kind, room.door, room.building) == (RoomKind.EXTERIOR_DOOR, None, "Main")
    again = await options.async_init(site.entry.entry_id)
    form = await options.async_configure(again["flow_id"], {"next_step_id": "places"})
    assert (form["description_placeholders"] or {})["buildings"] == "Ground floor: Main"
    await options.async_configure(again["flow_id"], {"floors": [floor.floor_id]})
    await hass.async_block_till_done()
    room = site.entry.runtime_data.school.roster.transmitters[button].room
    assert room is not None
    assert (room.kind, room.building) == (RoomKind.ROOM, None)


async def test_a_button_whose_room_was_deleted_still_says_it(hass: HomeAssistant, site: RealSite) -> None:
    """Given a button in a room, when the area is deleted, then a press says the room by name, also after a restart."""
    floor = fr.async_get(hass).async_create("Ground floor", level=0)
    area = ar.async_get(hass).async_create("Front desk", floor_id=floor.floor_id)
    await add_button(hass, site, "Wall button", 8, area.id)
    ar.async_get(hass).async_delete(area.id)
    await hass.async_block_till_done()
    (issue,) = gone(hass).values()
    assert words(issue) == {"room": "Front desk", "devices": "Wall button", "people": "0", "presses": "0"}
    assert (issue.is_fixable, issue.severity) == (True, ir.IssueSeverity.WARNING)

    assert await hass.config_entries.async_unload(site.entry.entry_id)
    await hass.async_block_till_done()
    assert gone(hass) == {}
    assert await hass.config_entries.async_setup(site.entry.entry_id)
    await hass.async_block_till_done()
    await site.connected()
    place = await place_of_a_press(hass, site, 8)
    assert place.method is Method.FIXED_BUTTON
    assert place.room == Room(room_id="front_desk", name="Front desk", floor_id=floor.floor_id, floor="Ground floor")
    assert hass.states.is_state("binary_sensor.lincoln_duress_in_front_desk", "on")
    assert list(gone(hass)) == ["front_desk"]


async def test_an_area_that_was_deleted_while_the_site_was_down_is_remembered(
    hass: HomeAssistant, site: RealSite
) -> None:
    """Given a stopped site, when an area is deleted, then its button says the room after the start all the same."""
    area = ar.async_get(hass).async_create("Front desk")
    await add_button(hass, site, "Wall button", 8, area.id)
    await hass.async_block_till_done()
    assert await hass.config_entries.async_unload(site.entry.entry_id)
    ar.async_get(hass).async_delete(area.id)
    assert await hass.config_entries.async_setup(site.entry.entry_id)
    await hass.async_block_till_done()
    await site.connected()
    assert list(gone(hass)) == ["front_desk"]
    place = await place_of_a_press(hass, site, 8)
    assert place.room is not None
    assert place.room.name == "Front desk"


async def test_everything_moves_to_the_room_it_became(
    hass: HomeAssistant, site: RealSite, hass_client: WebClients, hass_admin_user: User
) -> None:
    """Given a deleted room with a button, a repeater and a person, when somebody says what it became, then all move."""
    importer, areas = Importer(hass, hass_admin_user.id), ar.async_get(hass)
    await importer.places("room\nStaff room\n", confirm=True)
    (old,) = areas.async_list_areas()
    button = await add_button(hass, site, "Wall button", 8, old.id)
    repeater = await site.add_pendant("Repeater 1", 600, role="repeater", area=old.id)
    await call(hass, "add_person", hass_admin_user, name="Ann Reed", staff_id="1", room=old.id)
    doors = {old.id: {"text": "Door 7"}, "gym": {"room": old.id}}
    hass.config_entries.async_update_entry(site.entry, options={**site.entry.options, "nearest_doors": doors})
    areas.async_delete(old.id)
    new = areas.async_create("Lounge")
    await hass.async_block_till_done()
    (issue,) = gone(hass).values()
    assert words(issue)["devices"] == "Repeater 1, Wall button"
    assert words(issue)["people"] == "1"
    assert "Ann" not in str(issue)
    assert [one["room"] for one in (await call(hass, "get_roster", hass_admin_user))["people"]] == ["Staff room"]

    client = await hass_client()
    refused = await answer(hass, client, issue, {"next_step_id": "became"}, {"became": "no such area"})
    assert refused["errors"] == {"became": "no_place"}
    settings = (await kinds(site)).count("settings_changed")
    done = await answer(hass, client, issue, {"next_step_id": "became"}, {"became": new.id})
    assert done["type"] == "create_entry"
    assert gone(hass) == {}
    for key in (button, repeater):
        found = device_of(hass, site.entry, key)
        assert found is not None
        assert found.area_id == new.id
        assert site.entry.subentries[key].data[CONF_AREA] == new.id
    assert site.entry.options["nearest_doors"] == {new.id: {"text": "Door 7"}, "gym": {"room": new.id}}
    people = (await call(hass, "get_roster", hass_admin_user))["people"]
    assert [one["room"] for one in people] == ["Lounge"]
    place = await place_of_a_press(hass, site, 8)
    assert place.room == Room(room_id=new.id, name="Lounge")
    names = [one.unique_id for one in er.async_get(hass).entities.values() if one.unique_id.endswith("_room_duress")]
    assert names == [f"{site.entry.entry_id}_{new.id}_room_duress"]
    # The file still finds its room.
    again = await importer.places("room\nStaff room\n", confirm=True)
    assert again["rooms"] == {"added": 0, "changed": 0, "unchanged": 1}
    # Who decided what is one entry, not one for each device.
    ledger = site.entry.runtime_data.record.ledger
    (entry,) = (one for one in await ledger.entries(limit=1000) if one.kind == "place_replaced")
    assert (entry.data["name"], entry.data["became"]) == ("Staff room", "Lounge")
    assert entry.data["labels"] == ["Repeater 1", "Wall button"]
    assert (await kinds(site)).count("settings_changed") == settings


async def test_a_room_that_is_really_gone_is_no_place_any_more(
    hass: HomeAssistant, site: RealSite, hass_client: WebClients
) -> None:
    """Given a deleted room, when somebody confirms that it is gone, then its button is somewhere at the site."""
    area = ar.async_get(hass).async_create("Shed")
    await add_button(hass, site, "Wall button", 8, area.id)
    ar.async_get(hass).async_delete(area.id)
    await hass.async_block_till_done()
    (issue,) = gone(hass).values()
    client = await hass_client()
    shown = await answer(hass, client, issue, {"next_step_id": "gone"})
    assert shown["description_placeholders"]["devices"] == "Wall button"
    assert (await answer(hass, client, issue, {"next_step_id": "gone"}, {}))["type"] == "create_entry"
    assert gone(hass) == {}
    assert site.entry.runtime_data.places.rooms == {}
    assert (await place_of_a_press(hass, site, 8)).method is Method.SITE
    (entry,) = (
        one for one in await site.entry.runtime_data.record.ledger.entries(limit=1000) if one.kind == "place_replaced"
    )
    assert entry.data["became"] is None


async def test_an_area_that_is_made_again_takes_everything_back(hass: HomeAssistant, site: RealSite) -> None:
    """Given a deleted room, when somebody makes an area of the same name, then everything is in it as before."""
    areas = ar.async_get(hass)
    area = areas.async_create("Shed")
    key = await add_button(hass, site, "Wall button", 8, area.id)
    areas.async_delete(area.id)
    await hass.async_block_till_done()
    assert list(gone(hass)) == ["shed"]
    areas.async_create("Shed")
    await hass.async_block_till_done()
    assert gone(hass) == {}
    found = device_of(hass, site.entry, key)
    assert found is not None
    assert found.area_id == "shed"


async def test_an_import_makes_a_deleted_room_again(hass: HomeAssistant, site: RealSite, hass_admin_user: User) -> None:
    """Given an imported room that was deleted, when the file is imported again, then everything is in it as before."""
    importer, file = Importer(hass, hass_admin_user.id), "floor,room\nGround,Shed\n"
    await importer.places(file, confirm=True)
    key = await add_button(hass, site, "Wall button", 8, "shed")
    ar.async_get(hass).async_delete("shed")
    fr.async_get(hass).async_delete("ground")
    await hass.async_block_till_done()
    assert list(gone(hass)) == ["shed"]
    done = await importer.places(file, confirm=True)
    assert (done["rooms"]["added"], done["floors"]["added"]) == (1, 1)
    assert gone(hass) == {}
    assert site.entry.runtime_data.school.roster.transmitters[key].room == Room(
        room_id="shed", name="Shed", floor_id="ground", floor="Ground"
    )


async def test_putting_the_devices_elsewhere_settles_it_too(hass: HomeAssistant, site: RealSite) -> None:
    """Given a deleted room, when its only device is put into another, then nothing is left to settle."""
    areas = ar.async_get(hass)
    area, other = areas.async_create("Shed"), areas.async_create("Barn")
    key = await add_button(hass, site, "Wall button", 8, area.id)
    areas.async_delete(area.id)
    await hass.async_block_till_done()
    (issue,) = gone(hass).values()
    found = device_of(hass, site.entry, key)
    assert found is not None
    dr.async_get(hass).async_update_device(found.id, area_id=other.id)
    await hass.async_block_till_done()
    assert gone(hass) == {}
    assert issue.issue_id not in {one for _, one in ir.async_get(hass).issues}
    assert list(site.entry.runtime_data.places.rooms) == ["barn"]


async def test_a_deleted_floor_is_still_said(hass: HomeAssistant, site: RealSite, hass_client: WebClients) -> None:
    """Given rooms on a floor of a building, when the floor is deleted, then presses say it until it is settled."""
    floors, areas = fr.async_get(hass), ar.async_get(hass)
    old = floors.async_create("Upper", level=1)
    area = areas.async_create("Room 9", floor_id=old.floor_id)
    await add_button(hass, site, "Wall button", 8, area.id)
    await site.add_pendant("Pendant 7", 7)
    hass.config_entries.async_update_entry(
        site.entry, options={**site.entry.options, CONF_BUILDINGS: {old.floor_id: "Main"}}
    )
    await hass.async_block_till_done()
    floors.async_delete(old.floor_id)
    await hass.async_block_till_done()
    before = Room(room_id=area.id, name="Room 9", floor_id="upper", floor="Upper", building="Main")
    assert (await place_of_a_press(hass, site, 8)).room == before
    (issue,) = gone(hass).values()
    assert words(issue) == {"floor": "Upper", "rooms": "Room 9"}

    new = floors.async_create("First floor", level=1)
    client = await hass_client()
    done = await answer(hass, client, issue, {"next_step_id": "became"}, {"became": new.floor_id})
    assert done["type"] == "create_entry"
    assert gone(hass) == {}
    moved = areas.async_get_area(area.id)
    assert moved is not None
    assert moved.floor_id == new.floor_id
    room = site.entry.runtime_data.places.room(area.id)
    assert room == Room(room_id=area.id, name="Room 9", floor_id="first_floor", floor="First floor", building="Main")


async def test_a_floor_can_be_really_gone_or_come_back(
    hass: HomeAssistant, site: RealSite, hass_client: WebClients
) -> None:
    """Given a deleted floor, when it is made again it is as before, and when it is gone its rooms are on none."""
    floors, areas = fr.async_get(hass), ar.async_get(hass)
    floor = floors.async_create("Upper", level=1)
    area = areas.async_create("Room 9", floor_id=floor.floor_id)
    await add_button(hass, site, "Wall button", 8, area.id)
    floors.async_delete(floor.floor_id)
    await hass.async_block_till_done()
    assert list(gone(hass)) == ["upper"]
    floors.async_create("Upper", level=1)
    await hass.async_block_till_done()
    assert gone(hass) == {}
    restored = areas.async_get_area(area.id)
    assert restored is not None
    assert restored.floor_id == "upper"

    floors.async_delete("upper")
    await hass.async_block_till_done()
    (issue,) = gone(hass).values()
    done = await answer(hass, await hass_client(), issue, {"next_step_id": "gone"}, {})
    assert done["type"] == "create_entry"
    assert gone(hass) == {}
    assert site.entry.runtime_data.places.room(area.id) == Room(room_id=area.id, name="Room 9")


def surveyed(site: RealSite) -> Counter[str]:
    """Return how many presses of the survey were made in which room."""
    return Counter(press.room_id for press in site.entry.runtime_data.survey.presses)


async def test_the_survey_of_a_deleted_room_moves_or_leaves_with_it(
    hass: HomeAssistant, site: RealSite, hass_client: WebClients
) -> None:
    """Given surveyed rooms, when one becomes another and one is gone, then presses follow and no listener moved."""
    areas, survey = ar.async_get(hass), site.entry.runtime_data.survey
    old, other, attic = (areas.async_create(name) for name in ("Studio", "Store", "Attic"))
    repeater = await site.add_pendant("Repeater 1", 600, role="repeater", area=old.id)
    presses = [
        SurveyPress(press_id=f"{room}-{number}", room_id=room, at=number, heard={repeater: level}, margins={})
        for room, level in ((old.id, 60.0), (other.id, 40.0), (attic.id, 20.0))
        for number in range(3)
    ]
    await survey.async_add(presses, Actor(kind=ActorKind.USER, user_id="u1", name="Ortiz"))
    areas.async_delete(old.id)
    areas.async_delete(attic.id)
    new = areas.async_create("Music room")
    await hass.async_block_till_done()
    issues = gone(hass)
    assert {room: words(issue)["presses"] for room, issue in issues.items()} == {"studio": "3", "attic": "3"}
    assert survey.rooms["attic"].name == "Attic"

    client = await hass_client()
    await answer(hass, client, issues["studio"], {"next_step_id": "became"}, {"became": new.id})
    await answer(hass, client, issues["attic"], {"next_step_id": "gone"}, {})
    assert gone(hass) == {}
    assert surveyed(site) == {new.id: 3, other.id: 3}
    assert survey.layout.homes == {repeater: new.id}
    assert survey.since == {}
    assert "attic" not in survey.rooms
