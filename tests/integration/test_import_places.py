"""Places from a file: written to floors and areas once, found again whatever they are called, and taken back."""

from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import area_registry as ar, device_registry as dr, floor_registry as fr, label_registry as lr
import pytest

from custom_components.duress.const import CONF_BUILDINGS
from custom_components.duress.installed import room_by_id
from tests.integration.imports import Importer, registry_of_places
from tests.integration.peers import RealSite, pressed, real_site

EXAMPLE = Path("docs/examples/rooms.csv").read_text("utf-8")
HEADER = "building,floor,level,room,exterior_door,outdoor"
SIXTY = "\n".join(
    ["building,floor,level,room", *(f"Main,Floor {one // 10},{one // 10},Room {one}" for one in range(60))]
)


@pytest.fixture
async def site(hass: HomeAssistant) -> AsyncGenerator[RealSite]:
    """Run a site with a receiver on a TCP port."""
    async with real_site(hass) as site:
        yield site


@pytest.fixture
def importer(hass: HomeAssistant, hass_admin_user: User) -> Importer:
    """Return an administrator who imports files."""
    return Importer(hass, hass_admin_user.id)


def area(hass: HomeAssistant, name: str) -> ar.AreaEntry:
    """Return a room by its name."""
    found = ar.async_get(hass).async_get_area_by_name(name)
    assert found is not None
    return found


async def test_sixty_rooms_are_imported_once(hass: HomeAssistant, site: RealSite, importer: Importer) -> None:
    """Given sixty rooms on six floors, when they are imported twice, then the second time changes nothing at all."""
    before = registry_of_places(hass)
    preview = await importer.places(SIXTY)
    assert registry_of_places(hass) == before
    assert preview["rows"] == {"added": 60, "changed": 0, "unchanged": 0, "left_out": 0}
    assert (preview["import_id"], preview["confirmed"]) == (None, False)
    done = await importer.places(SIXTY, confirm=True)
    assert (done["rooms"]["added"], done["floors"]["added"]) == (60, 6)
    assert len(done["import_id"]) == 26
    after = registry_of_places(hass)
    again = await importer.places(SIXTY, confirm=True)
    assert again["rows"] == {"added": 0, "changed": 0, "unchanged": 60, "left_out": 0}
    assert again["import_id"] is None
    assert registry_of_places(hass) == after
    kinds = [entry.kind for entry in await site.entry.runtime_data.record.ledger.entries()]
    assert kinds.count("imported") == 1
    await importer.undo()
    assert registry_of_places(hass) == before


async def test_renamed_places_are_found_again(hass: HomeAssistant, site: RealSite, importer: Importer) -> None:
    """Given imported places, when they are renamed and imported again, then they keep their ids and nothing doubles."""
    await importer.places(SIXTY, confirm=True)
    room, floors = area(hass, "Room 17"), fr.async_get(hass)
    ar.async_get(hass).async_update(room.id, name="Science lab")
    assert room.floor_id is not None
    floors.async_update(room.floor_id, name="First")
    again = await importer.places(SIXTY, confirm=True)
    assert (again["rows"]["unchanged"], again["import_id"]) == (60, None)
    assert area(hass, "Science lab").id == room.id
    assert len(ar.async_get(hass).areas) == 60
    assert len(floors.floors) == 6


async def test_the_example_is_as_documented(hass: HomeAssistant, site: RealSite, importer: Importer) -> None:
    """Given the documented example, when it is imported, then buildings, names and labels are as the page says."""
    done = await importer.places(EXAMPLE, confirm=True)
    assert done["errors"] == []
    assert done["rows"]["added"] == 14
    annex = room_by_id(hass, site.entry, area(hass, "Annex – 101").id)
    assert annex is not None
    assert (annex.building, annex.floor) == ("Annex", "Annex – Ground floor")
    upper = room_by_id(hass, site.entry, area(hass, "Library").id)
    assert upper is not None
    assert (upper.building, upper.floor) == ("Main building", "Upper floor")
    labels = lr.async_get(hass)
    door, outside = labels.async_get_label_by_name("Exterior door 4"), labels.async_get_label_by_name("Outdoor")
    assert door is not None
    assert outside is not None
    assert area(hass, "Cafeteria, kitchen side").labels == {door.label_id}
    assert area(hass, "Soccer field").labels == {outside.label_id}
    assert area(hass, "Soccer field").floor_id is None


async def test_the_building_is_told_with_an_incident(hass: HomeAssistant, site: RealSite, importer: Importer) -> None:
    """Given a button in an imported room, when it is pressed, then the incident says the building."""
    await importer.places("building,floor,room\nAnnex,Ground,Workshop", confirm=True)
    await site.add_pendant("Wall 1", 7, role="fixed_button", area=area(hass, "Workshop").id)
    await site.hear(pressed(7))
    (incident,) = site.entry.runtime_data.active_incidents()
    assert incident.place.room is not None
    assert incident.place.room.building == "Annex"


async def test_what_came_into_use_since_stays_and_is_named(
    hass: HomeAssistant, site: RealSite, importer: Importer
) -> None:
    """Given imported rooms, when one is used and one edited, then undoing removes the others and names these."""
    before = registry_of_places(hass)
    rows = f"{HEADER}\nMain,Ground,0,Hall,1,\nMain,Upper,1,Attic,,yes\nMain,Upper,1,Lab,,yes\nMain,Upper,,Study,,"
    done = await importer.places(rows, confirm=True)
    await importer.roster("name,room\nRosa Hill,Study", confirm=True)
    areas = ar.async_get(hass)
    await site.add_pendant("Pendant 7", 7, area=area(hass, "Hall").id)
    areas.async_update(area(hass, "Attic").id, icon="mdi:home")
    undone = await importer.undo(import_id=done["import_id"])
    assert undone["undone"] == "places"
    assert sorted(undone["kept"]) == ["Attic", "Exterior door 1", "Ground", "Hall", "Outdoor", "Study", "Upper"]
    assert {one.name for one in areas.async_list_areas()} == {"Attic", "Hall", "Study"}
    # What stays is still known under its row, so the same file brings back only the rest.
    assert (await importer.places(rows))["rows"] == {"added": 1, "changed": 0, "unchanged": 3, "left_out": 0}
    assert registry_of_places(hass) != before


async def test_changed_places_are_changed_back(hass: HomeAssistant, site: RealSite, importer: Importer) -> None:
    """Given rooms made by hand, when an import completes them and is undone, then they are as before."""
    areas, floors = ar.async_get(hass), fr.async_get(hass)
    label = lr.async_get(hass).async_create("Quiet")
    floors.async_create("Ground")
    areas.async_create("Hall", labels={label.label_id})
    before, options = registry_of_places(hass), dict(site.entry.options)
    done = await importer.places(f"{HEADER}\nMain,Ground,2,Hall,3,yes", confirm=True)
    assert done["rows"]["changed"] == 1
    assert done["changes"] == [
        "Row 2: Ground (floor): level changes from – to 2.",
        "Row 2: Ground (floor): building changes from – to Main.",
        "Row 2: Hall (room): floor changes from – to Ground.",
        "Row 2: Hall (room): labels changes from – to Exterior door 3, Outdoor.",
    ]
    assert len(area(hass, "Hall").labels) == 3
    assert (await importer.undo())["kept"] == []
    assert registry_of_places(hass) == before
    assert dict(site.entry.options) == options


async def test_what_people_did_since_is_respected(hass: HomeAssistant, site: RealSite, importer: Importer) -> None:
    """Given an import that changed places, when people move, change and delete them since, then undo leaves that."""
    areas, floors, labels = ar.async_get(hass), fr.async_get(hass), lr.async_get(hass)
    for name in ("Ground", "Upper"):
        floors.async_create(name)
    for name in ("Hall", "Store", "Loft"):
        areas.async_create(name)
    rows = "Main,Ground,2,Hall,,\nMain,Upper,3,Store,,\nMain,Upper,3,Loft,,\nMain,Roof,4,Deck,9,\nMain,Roof,4,Mast,,yes"
    await importer.places(f"{HEADER}\n{rows}", confirm=True)
    ground = floors.async_get_floor_by_name("Ground")
    roof, outdoor, door = (
        floors.async_get_floor_by_name("Roof"),
        labels.async_get_label_by_name("Outdoor"),
        labels.async_get_label_by_name("Exterior door 9"),
    )
    assert ground is not None and roof is not None and outdoor is not None and door is not None  # noqa: PT018 - narrows
    floors.async_update(ground.floor_id, level=7)
    areas.async_update(area(hass, "Store").id, floor_id=ground.floor_id)
    areas.async_delete(area(hass, "Loft").id)
    areas.async_delete(area(hass, "Mast").id)
    areas.async_update(area(hass, "Hall").id, labels={outdoor.label_id})
    labels.async_delete(door.label_id)
    areas.async_delete(area(hass, "Deck").id)
    floors.async_delete(roof.floor_id)
    assert sorted((await importer.undo())["kept"]) == ["Ground", "Outdoor", "Store"]
    kept = floors.async_get_floor(ground.floor_id)
    assert kept is not None
    assert kept.level == 7
    assert area(hass, "Store").floor_id == ground.floor_id
    assert area(hass, "Hall").floor_id is None


async def test_undo_works_after_a_restart_and_once(hass: HomeAssistant, site: RealSite, importer: Importer) -> None:
    """Given an import, when the site restarts, then it can be undone, and not a second time."""
    before = registry_of_places(hass)
    done = await importer.places(SIXTY, confirm=True)
    await hass.config_entries.async_reload(site.entry.entry_id)
    await hass.async_block_till_done()
    with pytest.raises(HomeAssistantError, match="no such import"):
        await importer.undo(import_id="01JDKX7Q2M4Z9A8B7C6D5E4F3G")
    assert (await importer.undo(import_id=done["import_id"]))["kept"] == []
    assert registry_of_places(hass) == before
    assert CONF_BUILDINGS not in site.entry.options
    with pytest.raises(HomeAssistantError, match="no such import"):
        await importer.undo()


@pytest.mark.parametrize(
    ("csv", "message"),
    [
        ("", "The file has no rows below its headings."),
        ("Telephone\n555", "The first row has none of the headings that are known: building, floor, level, room"),
        (f"{HEADER}\nMain,Ground,high,1,,", 'Row 2: The level "high" is no whole number from -20 to 200.'),
        (f"{HEADER}\nMain,Ground,0,1,,\nMain,Ground,1,2,,", "Row 3: Row 2 says that this floor is on level 0, not 1."),
    ],
)
async def test_errors_are_said_in_words(
    hass: HomeAssistant, site: RealSite, importer: Importer, csv: str, message: str
) -> None:
    """Given a file with an error, when it is looked at, then the answer has a sentence about it."""
    errors: list[dict[str, Any]] = (await importer.places(csv))["errors"]
    assert [error["message"][: len(message)] for error in errors] == [message]


async def test_who_asks_chooses_the_language(hass: HomeAssistant, site: RealSite, importer: Importer) -> None:
    """Given an installation in English, when somebody asks in Spanish, then changes and errors are in Spanish."""
    csv = f"{HEADER}\nMain,Ground,0,1,,\nMain,Ground,high,2,,"
    answer = await importer.places(csv, language="es")
    assert answer["changes"][-1].startswith("Fila 2: ")
    assert answer["errors"][0]["message"].startswith("Fila 3: El nivel «high»")
    assert (await importer.places(csv))["errors"][0]["message"].startswith("Row 3: ")


async def test_places_of_another_site_stay_with_it(hass: HomeAssistant, site: RealSite, importer: Importer) -> None:
    """Given two sites, when both import an office, then each has its own."""
    await importer.places("building,room\nLincoln,Office", confirm=True, site=site.entry.entry_id)
    async with real_site(hass, "Roosevelt") as other:
        await importer.places("building,room\nRoosevelt,Office", confirm=True, site=other.entry.entry_id)
        assert {one.name for one in ar.async_get(hass).async_list_areas()} == {"Office", "Roosevelt – Office"}
        assert not dr.async_entries_for_area(dr.async_get(hass), area(hass, "Office").id)
