"""Floor plans of a running site: uploaded, placed, followed, kept over a restart, given only to whom they concern."""

from collections.abc import AsyncGenerator
from datetime import timedelta
from http import HTTPStatus
import json
from pathlib import Path
from typing import Any, Final

from homeassistant.auth.models import User
from homeassistant.components.http.auth import async_sign_path
from homeassistant.core import HomeAssistant
from homeassistant.helpers import area_registry as ar, floor_registry as fr, issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest

from custom_components.duress.core.plans import MAX_BYTES
from custom_components.duress.core.roles import COMMANDS
from custom_components.duress.plan_files import PlanFiles
from tests.core.plans.images import png
from tests.integration.peers import RealSite, WebClients, answer, pressed, real_site
from tests.integration.test_restart import restart
from tests.integration.test_websocket import EXAMPLES, Console, Data, shape

IMAGE: Final = png(30, 20)


@pytest.fixture
async def site(hass: HomeAssistant) -> AsyncGenerator[RealSite]:
    """Run a site with two rooms on a floor, a repeater and a fixed button in one of them, and repairs."""
    assert await async_setup_component(hass, "repairs", {})
    floor = fr.async_get(hass).async_create("Second floor", level=1)
    areas = ar.async_get(hass)
    for name in ("Room 204", "Room 206"):
        areas.async_create(name, floor_id=floor.floor_id)
    async with real_site(hass) as site:
        await site.add_pendant("Repeater 1", 600, role="repeater", area="room_204")
        await site.add_pendant("Wall button", 8, role="fixed_button", area="room_204")
        yield site


@pytest.fixture
async def console(hass: HomeAssistant, site: RealSite, hass_ws_client: Any) -> Console:  # noqa: ANN401 - the test package has no types
    """Return the console of an administrator."""
    return Console(await hass_ws_client(hass))


def address(site: RealSite, *more: str) -> str:
    """Return the address of a site's plans."""
    return "/".join(["/api/duress/plans", site.entry.entry_id, *more])


def floor(shown: Data, floor_id: str = "second_floor") -> Data:
    """Return one floor of the map."""
    return next(one for one in shown["floors"] if one["floor_id"] == floor_id)


def positions(shown: Data, floor_id: str = "second_floor") -> dict[str, float]:
    """Return what is placed on a floor, by name, with how far from the left."""
    on_it = [*floor(shown, floor_id)["rooms"], *floor(shown, floor_id)["listeners"]]
    return {one["name"]: one["x"] for one in on_it if one["x"] is not None}


def room(name: str, x: float, y: float = 0.5) -> Data:
    """Return a room of the site as it is placed."""
    return {"room_id": name.lower().replace(" ", "_"), "x": x, "y": y}


def repeater(site: RealSite, x: float) -> Data:
    """Return the repeater as it is placed."""
    found = next(one for one in site.entry.subentries.values() if one.title == "Repeater 1")
    return {"listener_id": found.subentry_id, "x": x, "y": 0.5}


async def change(console: Console, what: str, revision: int, *pins: Data, floor_id: str = "second_floor") -> Data:
    """Change a plan; return the answer."""
    more = {"pins": list(pins)} if pins else {}
    return await console.ask(f"duress/map/{what}", floor_id=floor_id, revision=revision, **more)


async def test_a_plan_is_uploaded_and_rooms_are_placed(
    hass: HomeAssistant,
    site: RealSite,
    hass_client: WebClients,
    hass_ws_client: Any,  # noqa: ANN401 - the test package has no types
    console: Console,
) -> None:
    """Given a map that is followed, when an image is given and rooms are placed, then it shows that, and undo works."""
    watched = Console(await hass_ws_client(hass))
    shown = await watched.follow("duress/map")
    assert shape(floor(shown)) == {**shape(EXAMPLES["duress/map"]["floors"][0]), "plan": None, "facts": []}  # type: ignore[dict-item]
    assert [one["buttons"] for one in floor(shown)["rooms"]] == [["Wall button"], []]
    assert floor(shown)["listeners"][0]["state"] == "not_heard"
    assert [one["kind"] for one in shown["homeless"]] == ["receiver"]
    client = await hass_client()
    sent = await client.post(address(site, "second_floor") + "?revision=0", data=IMAGE)
    assert (sent.status, await sent.json()) == (HTTPStatus.OK, {"floor_id": "second_floor", "revision": 1})
    placed = await change(console, "place", 1, room("Room 204", 0.25), repeater(site, 0.3))
    assert placed["result"] == {"floor_id": "second_floor", "revision": 2}
    shown = await watched.next()
    assert positions(shown) == {"Room 204": 0.25, "Repeater 1": 0.3}
    plan = floor(shown)["plan"]
    assert (plan["width"], plan["height"]) == (30, 20)
    image = await client.get(plan["url"])
    assert (image.status, image.content_type, await image.read()) == (HTTPStatus.OK, "image/png", IMAGE)
    assert image.headers["X-Content-Type-Options"] == "nosniff"

    for what, revision, pins, left in (
        ("unplace", 2, [{"room_id": "room_204"}], {"Repeater 1": 0.3}),
        ("undo", 3, [], {"Room 204": 0.25, "Repeater 1": 0.3}),
        ("remove_plan", 4, [], {"Room 204": 0.25, "Repeater 1": 0.3}),
    ):
        answered = await change(console, what, revision, *pins)
        assert answered["result"].keys() == EXAMPLES[f"duress/map/{what}"].keys()
        shown = await watched.next()
        assert positions(shown) == left
    assert floor(shown)["plan"] is None
    assert (await change(console, "undo", 5))["success"]
    assert floor(await watched.next())["plan"] == plan

    noted = await site.entry.runtime_data.record.ledger.entries(limit=20)
    changes = [one.data for one in noted if one.kind == "settings_changed" and one.data["subject"] == "plan"]
    assert len(changes) == 6
    assert (changes[-1]["label"], changes[-1]["change"]) == ("the plan of Second floor", "added")
    assert changes[-2]["settings"] == [
        {"name": "Repeater 1", "before": None, "after": "0.3000, 0.5000"},
        {"name": "Room 204", "before": None, "after": "0.2500, 0.5000"},
    ]
    assert (changes[0]["actor"] or {})["source"] == "console"  # type: ignore[index, call-overload]


async def test_two_editors_do_not_write_over_each_other(site: RealSite, console: Console) -> None:
    """Given two people at the map, when one moves what the other has moved, then nothing changes and they are told."""
    await change(console, "place", 0, room("Room 204", 0.25))
    assert (await change(console, "place", 0, room("Room 206", 0.75)))["success"]
    stale = await change(console, "place", 0, room("Room 204", 0.9))
    assert (stale["error"]["code"], "Somebody else" in stale["error"]["message"]) == ("not_possible", True)
    plan = site.entry.runtime_data.plans.plan("second_floor")
    assert {key: pin.x for key, pin in plan.pins.items()} == {"room:room_204": 0.25, "room:room_206": 0.75}
    for what, revision, pins in (
        ("place", 2, [{"room_id": "nowhere", "x": 0.1, "y": 0.1}]),
        ("place", 2, [{"x": 0.1, "y": 0.1}]),
        ("place", 2, [room("Room 204", 1.5)]),
        ("undo", 1, []),
    ):
        assert not (await change(console, what, revision, *pins))["success"]
    assert not (await change(console, "place", 0, room("Room 204", 0.1), floor_id="third_floor"))["success"]


async def test_what_is_in_no_room_is_on_one_plan(hass: HomeAssistant, site: RealSite, console: Console) -> None:
    """Given a receiver in no room, when it is put on one plan and then on another, then it is on the other only."""
    receiver = {"listener_id": site.receiver_id, "x": 0.4, "y": 0.4}
    await change(console, "place", 0, receiver)
    shown = await console.follow("duress/map")
    assert (list(positions(shown).values()), shown["homeless"]) == ([0.4], [])
    await console.leave()
    await change(console, "place", 0, receiver, floor_id="-")
    shown = await console.follow("duress/map")
    assert (positions(shown), list(positions(shown, "-").values())) == ({}, [0.4])


async def test_only_images_are_taken_and_only_from_who_may(
    hass: HomeAssistant,
    site: RealSite,
    console: Console,
    hass_client: WebClients,
    hass_client_no_auth: WebClients,
    hass_ws_client: Any,  # noqa: ANN401 - the test package has no types
    hass_read_only_access_token: str,
) -> None:
    """Given a viewer and a stranger, then neither changes a plan and only the viewer sees it; SVG is refused."""
    client, stranger = await hass_client(), await hass_client_no_auth()
    where = address(site, "second_floor")
    for data, status, code in (
        (b"<svg/>", HTTPStatus.BAD_REQUEST, "is_svg"),
        (b"\0" * (MAX_BYTES + 1), HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large"),
    ):
        refused = await client.post(f"{where}?language=es", data=data)
        said = await refused.json()
        assert (refused.status, said["code"]) == (status, code)
        assert "imagen" in said["message"] or "SVG" in said["message"]
    assert (await client.post(address(site, "cellar"), data=IMAGE)).status == HTTPStatus.CONFLICT
    assert (await client.post("/api/duress/plans/other/second_floor", data=IMAGE)).status == HTTPStatus.NOT_FOUND
    assert (await client.post(where, data=IMAGE)).status == HTTPStatus.OK
    assert (await client.post(where, data=png(3, 3))).status == HTTPStatus.CONFLICT

    viewer = {"Authorization": f"Bearer {hass_read_only_access_token}"}
    plain = Console(await hass_ws_client(hass, hass_read_only_access_token))
    url = floor(await plain.follow("duress/map"))["plan"]["url"]
    await plain.leave()
    assert (await stranger.get(url, headers=viewer)).status == HTTPStatus.OK
    assert (await stranger.get(url[:-1], headers=viewer)).status == HTTPStatus.NOT_FOUND
    for asked in (
        stranger.post(where, data=IMAGE, headers=viewer),
        stranger.get(address(site), headers=viewer),
        stranger.post(address(site), data=b"{}", headers=viewer),
    ):
        assert (await asked).status == HTTPStatus.FORBIDDEN
    things: dict[str, list[Data]] = {"place": [room("Room 204", 0.5)], "unplace": [{"room_id": "room_204"}]}
    for name in (one.rpartition("/")[2] for one in COMMANDS if one.startswith("duress/map/") and "fact" not in one):
        assert (await change(plain, name, 0, *things.get(name, [])))["error"]["code"] == "unauthorized", name
    assert (await stranger.get(url)).status == HTTPStatus.UNAUTHORIZED
    assert (await stranger.get(async_sign_path(hass, url, timedelta(minutes=1)))).status == HTTPStatus.OK
    assert (await stranger.post(where, data=IMAGE)).status == HTTPStatus.UNAUTHORIZED


async def test_export_and_import_give_the_same(
    hass: HomeAssistant, site: RealSite, console: Console, hass_client: WebClients
) -> None:
    """Given plans, when they are exported, lost and imported, then they are the same; a trial changes nothing."""
    client = await hass_client()
    await client.post(address(site, "second_floor"), data=IMAGE)
    await change(console, "place", 1, room("Room 204", 0.25), room("Room 206", 0.75), repeater(site, 0.3))
    exported = await (await client.get(address(site))).text()
    await change(console, "unplace", 2, {"room_id": "room_204"})
    await change(console, "place", 3, room("Room 206", 0.5))
    await change(console, "remove_plan", 4)
    expected = {
        "floor_id": "second_floor",
        "floor": "Second floor",
        "image": "new",
        "placed": 1,
        "moved": 1,
        "removed": 0,
        "facts": 0,
        "left_out": [],
    }
    for query, same in (("?dry_run=1", False), ("", True)):
        sent = await client.post(address(site) + query, data=exported)
        assert await sent.json() == {"floors": [expected], "unknown": [], "contacts": "same"}
        assert (await (await client.get(address(site))).text() == exported) is same
    for bad, code in ((b"{", "file_is_other"), (exported[:-30].encode(), "file_is_other"), (b"[]", "file_is_other")):
        refused = await client.post(address(site), data=bad)
        assert (refused.status, (await refused.json())["code"]) == (HTTPStatus.BAD_REQUEST, code)
    assert await (await client.get(address(site))).text() == exported
    assert json.loads(exported)["floors"][0]["rooms"][0]["x"] == 0.25


async def test_plans_are_there_after_a_restart(
    hass: HomeAssistant, site: RealSite, console: Console, hass_client: WebClients, config_folder: Path
) -> None:
    """Given plans, when the site starts again, then they are there; a lost image or damaged file is not fatal."""
    client = await hass_client()
    await client.post(address(site, "second_floor"), data=png(9, 9))
    await client.post(address(site, "second_floor") + "?revision=1", data=IMAGE)
    await change(console, "place", 2, room("Room 204", 0.25))
    folder = config_folder / "duress" / f"{site.entry.entry_id}.plans"
    assert len(list(folder.glob("*.png"))) == 2
    await restart(hass, site.entry)
    shown = await console.follow("duress/map")
    assert (positions(shown), floor(shown)["can_undo"]) == ({"Room 204": 0.25}, False)
    assert floor(shown)["plan"]["width"] == 30
    (image,) = folder.glob("*.png")
    image.unlink()
    assert PlanFiles(folder).load()[0]["second_floor"].picture is None
    positions_file = folder / "plans.json"
    positions_file.write_text("{", "utf-8")
    assert PlanFiles(folder).load() == ({}, {})
    assert (folder / "plans.damaged").read_text("utf-8") == "{"


async def test_a_full_disk_changes_nothing(
    site: RealSite, console: Console, config_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a folder that cannot be written, when a room is placed, then a sentence says so and nothing changes."""
    folder = config_folder / "duress" / f"{site.entry.entry_id}.plans"
    folder.write_text("in the way", "utf-8")
    refused = await change(console, "place", 0, room("Room 204", 0.25))
    assert "could not be stored" in refused["error"]["message"]
    assert site.entry.runtime_data.plans.plan("second_floor").is_empty
    folder.unlink()
    assert (await change(console, "place", 0, room("Room 204", 0.25)))["success"]


async def test_a_deleted_room_and_floor_take_their_plan_along(
    hass: HomeAssistant, site: RealSite, console: Console, hass_client: WebClients, hass_admin_user: User
) -> None:
    """Given a placed room, when its area and then its floor become others, then position and plan are theirs."""
    client = await hass_client()
    await client.post(address(site, "second_floor"), data=IMAGE)
    await change(console, "place", 1, room("Room 204", 0.25))
    areas, floors = ar.async_get(hass), fr.async_get(hass)
    new = areas.async_create("Room 214", floor_id="second_floor")
    areas.async_delete("room_204")
    await hass.async_block_till_done()
    shown = await console.follow("duress/map")
    assert [one["name"] for one in floor(shown)["rooms"] if one["is_gone"]] == ["Room 204"]
    assert positions(shown) == {"Room 204": 0.25}
    await console.leave()

    def issue(key: str) -> ir.IssueEntry:
        """Return what the site says is deleted."""
        return next(one for one in ir.async_get(hass).issues.values() if one.translation_key == key)

    await answer(hass, client, issue("room_gone"), {"next_step_id": "became"}, {"became": new.id})
    shown = await console.follow("duress/map")
    assert positions(shown) == {"Room 214": 0.25}
    await console.leave()

    upper = floors.async_create("Upper floor", level=1)
    floors.async_delete("second_floor")
    await hass.async_block_till_done()
    shown = await console.follow("duress/map")
    assert (floor(shown)["is_gone"], positions(shown)) == (True, {"Room 214": 0.25})
    await console.leave()
    await answer(hass, client, issue("floor_gone"), {"next_step_id": "became"}, {"became": upper.floor_id})
    shown = await console.follow("duress/map")
    assert positions(shown, upper.floor_id) == {"Room 214": 0.25}
    assert floor(shown, upper.floor_id)["plan"]["width"] == 30
    assert [one["floor_id"] for one in shown["floors"]] == [upper.floor_id, "-"]


async def test_an_incident_says_the_room_as_the_map_does(site: RealSite, console: Console) -> None:
    """Given a fixed button, when it is pressed, then its incident has the ids of room and floor."""
    await console.follow("duress/incidents")
    await site.hear(pressed(8))
    shown = await console.next()
    place = shown["incidents"][0]["place"]
    assert (place["room_id"], place["floor_id"]) == ("room_204", "second_floor")
