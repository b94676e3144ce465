"""Consoles follow a school over the web socket: shown what their role may see, delaying nothing."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
import json
from pathlib import Path
import re
import time
from typing import Any, Final

from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant
import pytest

from custom_components.duress import feeds
from custom_components.duress.const import CONF_CHECKLISTS, CONF_ROLES, DOMAIN, SUBENTRY_ENDPOINT, SUBENTRY_TRANSMITTER
from custom_components.duress.core.events import Candidate, FloorGuess, Method, Place, Word
from custom_components.duress.core.roles import COMMANDS
from custom_components.duress.core.roster import Room
from custom_components.duress.echostream import EndDeviceFlags
from custom_components.duress.ledger import LedgerError, LedgerErrorKind
from custom_components.duress.monitoring import DeskAnswer, Receipt
from tests.integration.builders import add_endpoint, until
from tests.integration.peers import RealSite, pressed, real_site, station
from tests.integration.roster import call, device

type Data = dict[str, Any]

CHANGES: Final = 600
"""How much changes while a console reads nothing."""

EXAMPLES: Final[Mapping[str, Data]] = {
    name: json.loads(text)
    for name, text in re.findall(
        r"^```json (duress/[\w/]+(?: with names)?)$(.*?)^```$",
        Path("docs/websocket.md").read_text("utf-8"),
        re.MULTILINE | re.DOTALL,
    )
}


class Console:
    """Somebody's console: one web socket."""

    def __init__(self, socket: Any) -> None:  # noqa: ANN401 - the test package has no types
        """Take a socket that is logged in."""
        self._socket = socket
        self._followed = 0

    async def ask(self, command: str, **fields: object) -> Data:
        """Return the answer to a command."""
        await self._socket.send_json_auto_id({"type": command, **fields})
        answer: Data = await self._socket.receive_json()
        return answer

    async def leave(self) -> None:
        """End what was followed last."""
        assert (await self.ask("unsubscribe_events", subscription=self._followed))["success"]

    async def follow(self, command: str, **fields: object) -> Data:
        """Begin to follow and return what is shown first."""
        answer = await self.ask(command, **fields)
        assert answer["success"]
        self._followed = answer["id"]
        return await self.next()

    async def next(self) -> Data:
        """Return the next message of what is followed."""
        async with asyncio.timeout(60):
            shown: Data = (await self._socket.receive_json())["event"]
        return shown

    async def silent(self, seconds: float) -> bool:
        """Whether nothing comes for some seconds."""
        try:
            async with asyncio.timeout(seconds):
                await self._socket.receive_json()
        except TimeoutError:
            return True
        return False


@pytest.fixture
async def site(hass: HomeAssistant, hass_admin_user: User) -> AsyncGenerator[RealSite]:
    """Run a site with a pendant that somebody carries."""
    async with real_site(hass) as site:
        key = await site.add_pendant("Pendant 1", 1)
        await call(hass, "assign", hass_admin_user, device_id=device(hass, site.entry, key), name="Rosa Hill")
        await hass.async_block_till_done()
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


def shape(value: object) -> object:
    """Return which fields data has, at every depth; of a list those of its first part."""
    if isinstance(value, dict):
        return {key: shape(one) for key, one in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return None


def locate_well(site: RealSite) -> None:
    """Let the press of the only incident have a place of which everything is known."""
    (incident,) = site.entry.runtime_data.active_incidents()
    room, other = (Room(room_id=name, name=name, floor_id="2", floor="Second floor") for name in ("204", "206"))
    place = Place(
        method=Method.SURVEYED,
        room=room,
        heard_by="2-East",
        word=Word.LIKELY,
        ranked=(Candidate(room=room, probability=0.87), Candidate(room=other, probability=0.09)),
        floor_word=Word.LIKELY,
        floors=(FloorGuess(floor_id="2", name="Second floor", probability=0.98),),
        hearers=4,
        masked=("Repeater 7",),
    )
    incident.placed(incident.presses[0].press_id, place, 1795526412.6)


def test_every_command_has_an_example() -> None:
    """Given the commands, then each has an example in the documents, the roster also one with names."""
    assert EXAMPLES.keys() == COMMANDS.keys() | {"duress/roster with names"}


async def answered(site: RealSite, incident_id: str) -> None:
    """Let the desk answer the first message of an incident."""
    (endpoint,) = site.entry.get_subentries_of_type(SUBENTRY_ENDPOINT)
    receipt = Receipt(
        receipt_id="R1", answer=DeskAnswer.ACCEPTED, event_id=None, incident_id=incident_id, at=1.0, by="Operator 7"
    )
    await site.entry.runtime_data.desk.async_take(endpoint.subentry_id, receipt)


async def test_the_examples_are_true(
    hass: HomeAssistant, site: RealSite, console: Console, plain: Console, hass_admin_user: User
) -> None:
    """Given the documented examples, when each command is used, then it answers with exactly these fields."""
    await add_endpoint(hass, site.entry, "http://127.0.0.1:9/")
    lost = device(hass, site.entry, await site.add_pendant("Pendant 2", 2))
    await call(hass, "set_life", hass_admin_user, device_id=lost, life="lost", reason="not in the drawer")
    await call(hass, "start_test", hass_admin_user, device_id=[lost], minutes=5, reason="found again")
    options = {**site.entry.options, CONF_CHECKLISTS: {"duress": ["Call 911"]}}
    hass.config_entries.async_update_entry(site.entry, options=options)
    await hass.async_block_till_done()
    await site.hear(pressed(1, flags=EndDeviceFlags.TAMPER))
    (incident,) = site.entry.runtime_data.active_incidents()
    await call(hass, "acknowledge", None, incident_id=incident.incident_id)
    await call(hass, "add_note", None, incident_id=incident.incident_id, text="the door is open")
    await answered(site, incident.incident_id)
    await site.peer.vanish()
    await until(lambda: site.entry.runtime_data.school.troubles.open)
    await hass.async_block_till_done()
    # Not before: on a slow machine the place the press really has comes in meanwhile.
    locate_well(site)
    for command in ("duress/incidents", "duress/readiness", "duress/troubles"):
        shown = await console.follow(command)
        assert shape(shown) == shape(EXAMPLES[command]), command
        await console.leave()
    assert shape(await plain.follow("duress/roster")) == shape(EXAMPLES["duress/roster"])
    first = device(hass, site.entry, site.entry.get_subentries_of_type(SUBENTRY_TRANSMITTER)[0].subentry_id)
    shown = await console.follow("duress/pendant", device_id=first)
    assert shape(shown) == shape(EXAMPLES["duress/pendant"])
    await console.leave()
    answer = await console.ask("duress/history", limit=1)
    expected = EXAMPLES["duress/history"]
    assert answer["result"].keys() == expected.keys()
    assert answer["result"]["entries"][0].keys() == expected["entries"][0].keys()


async def test_what_endpoints_were_sent(hass: HomeAssistant, site: RealSite, console: Console, plain: Console) -> None:
    """Given an endpoint, when a pendant is pressed, then a console sees what was sent there; a viewer does not."""
    async with station() as desk:
        key = await add_endpoint(hass, site.entry, desk.url)
        await site.hear(pressed(1))
        await until(lambda: any(b"incident.raised" in body for body in desk.bodies))
        await until(lambda: site.entry.runtime_data.endpoints.statuses[key].waiting == 0)
        (incident,) = site.entry.runtime_data.school.incidents.open
        await answered(site, incident)
        answer: Data = {}
        while not (answer.get("deliveries") and "desk_accepted" in answer["deliveries"][-1]["times"]):
            answer = (await console.ask("duress/deliveries", endpoint_id=key, incident_id=incident))["result"]
        assert shape(answer) == shape(EXAMPLES["duress/deliveries"])
        assert answer["deliveries"][-1]["body"].encode() in desk.bodies
        assert (await console.ask("duress/deliveries", only="dead_letters"))["result"]["deliveries"] == []
    refused = await plain.ask("duress/deliveries")
    assert (refused["success"], refused["error"]["code"]) == (False, "unauthorized")
    assert (await console.ask("duress/deliveries", limit=101))["error"]["code"] == "invalid_format"


async def test_a_press_is_shown_and_presses_of_one_moment_are_shown_together(
    hass: HomeAssistant, site: RealSite, console: Console
) -> None:
    """Given a console, when a pendant is pressed and somebody acknowledges, then it shows each; others are silent."""
    assert (await console.follow("duress/incidents"))["incidents"] == []
    await site.hear(pressed(1))
    (incident,) = (await console.next())["incidents"]
    assert (incident["state"], incident["latest"][0]["transmitter"]) == ("raised", "Pendant 1")
    await call(hass, "acknowledge", None, incident_id=incident["incident_id"])
    shown = await console.next()
    assert [one["by_kind"] for one in shown["incidents"][0]["steps"]] == ["automation"]
    for _ in range(20):
        site.entry.runtime_data.entities.call(["site"])
    await console.next()
    assert await console.silent(0.3)


async def test_a_place_is_told_in_the_language_of_whoever_looks(site: RealSite, console: Console) -> None:
    """Given two consoles' languages, when a pendant is pressed, then each is told in its own where that was."""
    await site.hear(pressed(1))
    for language, why in (("en", "Somewhere at the site"), ("es", "Algún lugar de la escuela")):
        (incident,) = (await console.follow("duress/incidents", language=language))["incidents"]
        assert incident["place"]["why"].startswith(why)
        await console.leave()


async def test_names_are_for_who_may_read_them(
    hass: HomeAssistant, site: RealSite, console: Console, plain: Console, hass_read_only_user: User
) -> None:
    """Given the roster, then a viewer learns no name, a responder does, and a role taken away takes names away."""
    assert "Rosa Hill" in str(await console.follow("duress/roster"))
    shown = await plain.follow("duress/roster")
    assert (shown["role"], shown["names"]) == ("viewer", False)
    assert "Hill" not in str(shown)
    assert [one["label"] for one in shown["devices"]] == ["Pendant 1"]
    for role, knows in (("responder", True), ("technician", False)):
        options = {CONF_ROLES: {hass_read_only_user.id: role}}
        hass.config_entries.async_update_entry(site.entry, options=options)
        shown = await plain.next()
        assert (shown["role"], "Rosa Hill" in str(shown)) == (role, knows)


async def test_history_comes_in_pages(
    hass: HomeAssistant, site: RealSite, console: Console, plain: Console, hass_read_only_user: User
) -> None:
    """Given a ledger, when it is read in pages, then nothing is twice or left out; a viewer may not read it."""
    await site.hear(pressed(1))
    (incident,) = site.entry.runtime_data.active_incidents()
    await hass.async_block_till_done()
    everything = [one.seq for one in await site.entry.runtime_data.record.ledger.entries()]
    seen: list[int] = []
    before: Data = {}
    for _ in everything:
        page = (await console.ask("duress/history", limit=2, **before))["result"]
        seen += [entry["seq"] for entry in page["entries"]]
        assert "Hill" not in str(page)
        if page["before"] is None:
            break
        before = {"before": page["before"]}
    assert seen == everything
    page = (await console.ask("duress/history", incident_id=incident.incident_id))["result"]
    assert {one["kind"] for one in page["entries"]} == {"incident_raised"}
    refused = await plain.ask("duress/history")
    assert (refused["success"], refused["error"]["code"]) == (False, "unauthorized")
    assert (await console.ask("duress/history", limit=201))["error"]["code"] == "invalid_format"
    other = (await console.ask("duress/history", site="another"))["error"]
    assert (other["code"], other["translation_domain"], other["translation_key"]) == (
        "not_possible",
        DOMAIN,
        "which_site",
    )
    assert (await console.ask("duress/incidents", site="another"))["error"]["code"] == "not_possible"


async def test_a_refusal_has_a_sentence_in_each_language(
    site: RealSite, console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given what cannot be followed or read, when it is asked for, then the refusal is a sentence with its name."""
    pendant = site.entry.get_subentries_of_type(SUBENTRY_TRANSMITTER)[0].subentry_id
    refused = (await console.ask("duress/coverage", without=pendant))["error"]
    assert (refused["code"], refused["translation_key"]) == ("not_possible", "not_a_listener")
    assert refused["message"].startswith("This is no receiver or repeater")

    async def fail(**_asked: object) -> None:
        raise LedgerError(LedgerErrorKind.OTHER, "disk I/O error")

    monkeypatch.setattr(site.entry.runtime_data.record.ledger, "entries", fail)
    refused = (await console.ask("duress/history"))["error"]
    assert (refused["code"], refused["translation_key"]) == ("not_possible", "ledger_not_read")
    assert refused["message"].startswith("The ledger could not be read")
    assert refused["translation_placeholders"] == {"detail": "disk I/O error"}


async def test_a_console_stays_over_a_reload(hass: HomeAssistant, site: RealSite, console: Console) -> None:
    """Given a console, when the site is reloaded, then it says that nothing runs, and shows the open incident again."""
    await console.follow("duress/incidents")
    await site.hear(pressed(1))
    number = (await console.next())["incidents"][0]["number"]
    await hass.config_entries.async_reload(site.entry.entry_id)
    assert await console.next() == {"running": False}
    shown = await console.next()
    assert [one["number"] for one in shown["incidents"]] == [number]
    await site.connected()


async def test_who_follows_no_more_is_told_no_more(hass: HomeAssistant, site: RealSite, console: Console) -> None:
    """Given a console that ends following, when a pendant is pressed, then nothing comes and nobody listens."""
    listeners = len(site.entry.runtime_data.entities._callbacks["site"])
    await console.follow("duress/incidents")
    await console.leave()
    assert len(site.entry.runtime_data.entities._callbacks["site"]) == listeners
    await site.hear(pressed(1))
    assert await console.silent(0.3)


async def test_a_slow_console_delays_nothing(hass: HomeAssistant, site: RealSite, console: Console) -> None:
    """Given a console that reads nothing, when much changes, then little waits for it and a press goes its way."""
    await console.follow("duress/incidents")
    running = site.entry.runtime_data
    began = time.monotonic()
    for _ in range(CHANGES):
        running.entities.call(["site"])
        await asyncio.sleep(0)
    took = time.monotonic() - began
    await site.hear(pressed(1))
    (incident,) = running.active_incidents()
    told = 0
    while not (await console.next())["incidents"]:
        told += 1
    assert told <= 5 + took / feeds.SOON
    assert incident.number == 1
