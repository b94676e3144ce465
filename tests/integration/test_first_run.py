"""The first run as a console follows it: each step done by its facts, live only when a person says so."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from typing import Any

from homeassistant.auth.models import User
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import area_registry as ar, device_registry as dr, floor_registry as fr
import pytest

from custom_components.duress import duty_keeper
from custom_components.duress.const import DOMAIN
from custom_components.duress.feeds import Topic
from custom_components.duress.topics import TOPICS
from tests.integration.builders import add_endpoint
from tests.integration.peers import RealSite, checked_in, pressed, real_site
from tests.integration.roster import call, device
from tests.integration.station import Station, a_station
from tests.integration.test_websocket import EXAMPLES, Console, Data, shape


@pytest.fixture
async def site(hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[RealSite]:
    """Run a site of which only the receiver is there, and which tells what changed sooner than usual."""
    monkeypatch.setattr(duty_keeper, "SETTLE", 0.05)
    topic = TOPICS["duress/progress"]
    assert isinstance(topic, Topic)
    monkeypatch.setitem(TOPICS, "duress/progress", replace(topic, pause=0.05))
    async with real_site(hass) as site:
        yield site


@pytest.fixture
async def desk() -> AsyncGenerator[Station]:
    """Run the desk of the district."""
    async with a_station() as station:
        yield station


@pytest.fixture
async def console(hass: HomeAssistant, site: RealSite, hass_ws_client: Any) -> Console:  # noqa: ANN401 - the test package has no types
    """Return the console of an administrator."""
    return Console(await hass_ws_client(hass))


def states(shown: Data) -> dict[str, str]:
    """Return how far each step is."""
    return {one["step"]: one["state"] for one in shown["steps"]}


def left(shown: Data) -> dict[str, list[str]]:
    """Return the open checks with what is missing."""
    return {one["check"]: one["left"] for step in shown["steps"] for one in step["checks"] if not one["met"]}


async def done(console: Console, step: str) -> Data:
    """Return the next message in which a step is done."""
    while states(shown := await console.next())[step] != "done":
        pass
    return shown


async def say_live(hass: HomeAssistant, user: User, **data: object) -> Data:
    """Say that the school is live; return the answer."""
    answer: Any = await hass.services.async_call(
        DOMAIN, "go_live", data, blocking=True, return_response=True, context=Context(user_id=user.id)
    )
    return dict(answer)


async def test_facts_tick_one_step_after_the_other(
    hass: HomeAssistant, site: RealSite, console: Console, desk: Station, hass_admin_user: User
) -> None:
    """Given a new site, when rooms, pendants, people and an endpoint come, then each step is done as it is true."""
    shown = await console.follow("duress/progress")
    shown = shown if states(shown)["connect"] == "done" else await done(console, "connect")
    assert (shown["current"], shown["done"], shown["of"], shown["live"]) == ("rooms", 1, 7, None)
    floor = fr.async_get(hass).async_create("First floor")
    room = ar.async_get(hass).async_create("Room 101", floor_id=floor.floor_id)
    ar.async_get(hass).async_create("Kitchen")
    dr.async_get(hass).async_update_device(device(hass, site.entry, site.receiver_id), area_id=room.id)
    shown = await done(console, "rooms")
    assert shown["loose"] == ["Kitchen"]
    key = await site.add_pendant("Pendant 1", 1)
    while states(shown := await console.next())["pendants"] != "empty" or "heard" not in left(shown):
        pass
    assert left(shown)["holders"] == ["Pendant 1"]
    await site.hear(checked_in(1))
    await done(console, "pendants")
    await call(hass, "assign", hass_admin_user, device_id=device(hass, site.entry, key), name="Rosa Hill")
    shown = await done(console, "people")
    assert "Hill" not in str(shown)
    endpoint = await add_endpoint(hass, site.entry, desk.url, secret=desk.secret)
    while "tested" not in left(shown) or "ways" in left(shown):
        shown = await console.next()
    assert (states(shown)["monitoring"], left(shown)["tested"]) == ("begun", ["District desk"])
    await call(hass, "send_test", hass_admin_user, endpoints=[device(hass, site.entry, endpoint)])
    shown = await done(console, "monitoring")
    assert (shown["current"], left(shown)["walked"]) == ("walk", ["Room 101"])


async def test_the_school_is_live_when_a_person_says_so(
    hass: HomeAssistant, site: RealSite, console: Console, hass_admin_user: User
) -> None:
    """Given open points, when somebody goes live, then only with a reason, and it stays so until it is taken back."""
    await site.add_pendant("Pendant 1", 1)
    with pytest.raises(ServiceValidationError) as refused:
        await say_live(hass, hass_admin_user)
    assert refused.value.translation_key == "live_unmet"
    assert await site.entry.runtime_data.record.ledger.last_entry("live_declared") is None
    answer = await say_live(hass, hass_admin_user, reason="the shed is walked on Monday")
    assert {"walked", "drill", "ways"} <= set(answer["open"])
    await hass.config_entries.async_reload(site.entry.entry_id)
    await site.connected()
    shown = await console.follow("duress/progress")
    example = EXAMPLES["duress/progress"]
    assert shown.keys() == example.keys()
    assert shown["steps"][0].keys() == example["steps"][0].keys()
    assert shown["steps"][0]["checks"][0].keys() == example["steps"][0]["checks"][0].keys()
    assert shape(shown["live"]) == shape(example["live"])
    assert states(shown)["live"] == "done"
    assert (shown["live"]["by"], shown["live"]["reason"]) == (hass_admin_user.name, "the shed is walked on Monday")
    with pytest.raises(ServiceValidationError):
        await say_live(hass, hass_admin_user, live=False)
    await say_live(hass, hass_admin_user, live=False, reason="summer holidays")
    while (shown := await console.next())["live"] is not None:
        pass
    assert states(shown)["live"] != "done"
    entry = await site.entry.runtime_data.record.ledger.last_entry("live_declared")
    assert entry is not None
    assert (entry.data["live"], entry.data["reason"]) == (False, "summer holidays")


async def test_a_press_in_a_test_and_a_drill_shorten_the_list(
    hass: HomeAssistant, site: RealSite, console: Console, hass_admin_user: User
) -> None:
    """Given the go-live list, when the pendant is tested and there is a drill, then these points are met."""
    await site.add_pendant("Pendant 1", 1)
    shown = await console.follow("duress/progress")
    assert {"pressed", "drill"} <= left(shown).keys()
    await call(hass, "start_drill", hass_admin_user, reason="autumn drill")
    await site.hear(pressed(1))
    await call(hass, "end_test", hass_admin_user)
    while {"pressed", "drill"} & left(shown).keys() or "serious" in left(shown):
        shown = await console.next()
    assert states(shown)["live"] == "begun"


async def test_what_is_due_is_told_by_kind_and_day(
    hass: HomeAssistant, site: RealSite, console: Console, desk: Station
) -> None:
    """Given pendants, a receiver and an endpoint, then a console is told what is due when and who may test it."""
    for number in (1, 2):
        await site.add_pendant(f"Pendant {number}", number)
    await add_endpoint(hass, site.entry, desk.url, secret=desk.secret)
    shown = await console.follow("duress/duties")
    while {one["kind"] for one in shown["duties"]} < {"pendant", "receiver", "endpoint", "drill"}:
        shown = await console.next()
    pendants = next(one for one in shown["duties"] if one["kind"] == "pendant")
    assert pendants.keys() == EXAMPLES["duress/duties"]["duties"][0].keys()
    assert (pendants["count"], pendants["never"], pendants["standing"]) == (2, 2, "due")
    assert pendants["labels"] == ["Pendant 1", "Pendant 2"]
    assert len(pendants["device_ids"]) == 2
    assert pendants["who"] == ["office", "technician", "administrator"]
    assert shown.keys() == EXAMPLES["duress/duties"].keys()
