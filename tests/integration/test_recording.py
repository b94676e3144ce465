"""Recording a line through the action: the capture gives the events of the site again, and nobody is told twice."""

from collections.abc import AsyncGenerator, Iterator
from datetime import datetime
import json
import os
from pathlib import Path
import time
from typing import Any

from homeassistant.auth.models import User
from homeassistant.core import Context, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import area_registry as ar, entity_registry as er, issue_registry as ir
import pytest
import voluptuous as vol

from custom_components.duress.captures import Change, End, Footer, Header, Link, Read, Replay, read_capture
from custom_components.duress.const import DOMAIN, SUBENTRY_RECEIVER
from custom_components.duress.core.events import Event, IncidentRaised, RecordingStarted, RecordingStopped
from custom_components.duress.core.incidents import Incident
from custom_components.duress.core.records import name_of, to_data
from custom_components.duress.listeners import SITE
from custom_components.duress.receivers import LinkState
from custom_components.duress.site import DuressConfigEntry
from tests.integration.builders import act, add_endpoint, device_id, subentry_id, until
from tests.integration.peers import RealSite, checked_in, host_of, pressed, real_site, receiver_peer, walk_subentry
from tests.integration.station import a_station
from tests.scripts.test_replay import replay

PENDANT_7 = "DEMO Pendant 07"
RECEIVER = "DEMO receiver"

NAMED = frozenset(
    {"event_id", "incident_id", "press_id", "trouble_id", "label", "heard_by", "name", "room_id", "floor", "floor_id"}
)
"""What a capture has other names for."""


class Live:
    """What a site notes while it is recorded, in order."""

    def __init__(self, entry: DuressConfigEntry) -> None:
        """Listen from now on."""
        self.events: list[Event] = []
        self.stop = entry.runtime_data.happenings.add(SITE, self._note)

    @callback
    def _note(self, event: Event, _incident: Incident | None) -> None:
        """Take an event in; who asked for the recording is not part of what was received."""
        if not isinstance(event, (RecordingStarted, RecordingStopped)):
            self.events.append(event)

    @property
    def kinds(self) -> list[str]:
        """The kinds in order."""
        return [name_of(event) for event in self.events]


def nameless(data: Any) -> Any:  # noqa: ANN401 - any JSON
    """Return data without names and without times, which differ by milliseconds."""
    if isinstance(data, list):
        return [nameless(one) for one in data]
    if isinstance(data, dict):
        return {key: nameless(one) for key, one in data.items() if key not in NAMED | {"at", "lasted"}}
    return data


def times(events: list[Event]) -> list[float]:
    """Return when events happened, in seconds after the first."""
    return [event.at - events[0].at for event in events]


@pytest.fixture
async def site(hass: HomeAssistant) -> AsyncGenerator[RealSite]:
    """Run a site with a receiver on a TCP port."""
    async with real_site(hass) as site:
        yield site


async def call(
    hass: HomeAssistant, action: str, device: str, user: str | None = None, **data: object
) -> dict[str, Any]:
    """Call an action on a device; return its answer."""
    answer = await hass.services.async_call(
        DOMAIN,
        action,
        {"device_id": device, **data},
        blocking=True,
        return_response=True,
        context=Context(user_id=user),
    )
    assert isinstance(answer, dict)
    return answer


def captures(folder: Path) -> list[Path]:
    """Return the captures there are."""
    return sorted((folder / "duress" / "captures").iterdir())


def put_on_full_disk(path: Path) -> None:
    """Let this process write what it writes to a file to a device that is always full."""
    (number,) = (int(one.name) for one in Path("/proc/self/fd").iterdir() if one.exists() and one.readlink() == path)
    full = os.open("/dev/full", os.O_WRONLY)
    os.dup2(full, number)
    os.close(full)


def school(hass: HomeAssistant, entry: DuressConfigEntry) -> str:
    """Return the device of the site itself."""
    return device_id(hass, entry, entry.entry_id)


async def test_a_replay_tells_what_the_site_noted(
    hass: HomeAssistant, demo: DuressConfigEntry, config_folder: Path
) -> None:
    """Given a recorded school with a press, a battery, an open case and a lost link, then a replay gives all again."""
    live = Live(demo)
    begun = await call(hass, "record", school(hass, demo))
    await act(hass, demo, PENDANT_7, room="Room 204")
    await until(lambda: "button_released" in live.kinds)
    await act(hass, demo, "DEMO Wall button 2", "low_battery")
    await act(hass, demo, "DEMO Wall button 1", "tamper")
    tamper = er.async_get(hass).async_get_entity_id(
        "binary_sensor", DOMAIN, f"{subentry_id(demo, 'DEMO Wall button 1')}_tamper"
    )
    assert tamper is not None
    await until(lambda: hass.states.is_state(tamper, "on"))
    await act(hass, demo, RECEIVER, "noise")
    await act(hass, demo, RECEIVER, "drop_link")
    link = demo.runtime_data.links.link(subentry_id(demo, RECEIVER))
    assert link is not None
    await until(lambda: link.status.state is LinkState.DISCONNECTED)
    await until(lambda: link.counters.connects == 2)
    await act(hass, demo, "DEMO Wall button 3")
    await act(hass, demo, "DEMO Wall button 1", "tamper", active=False)
    await until(lambda: hass.states.is_state(tamper, "off"))
    await until(lambda: "incident_repeated" in live.kinds and link.status.state is LinkState.CONNECTED)
    ended = await call(hass, "stop_recording", school(hass, demo))
    await hass.async_block_till_done()
    live.stop()

    assert ended["file"] == begun["file"]
    (path,) = captures(config_folder)
    assert path.name == ended["file"]
    events = list(Replay().run(read_capture(path)))
    header, *_, footer = read_capture(path)
    assert isinstance(header, Header)
    assert isinstance(footer, Footer)
    live.events = [event for event in live.events if event.at <= header.begun.timestamp() + footer.at]
    assert len(live.kinds) >= 8
    assert [name_of(event) for event in events] == live.kinds
    assert [nameless(to_data(event)) for event in events] == [nameless(to_data(event)) for event in live.events]
    assert times(events) == pytest.approx(times(live.events), abs=0.05)
    # Places under other names are still the same places.
    places = {(str(a), str(b)) for a, b in zip(rooms(live.events), rooms(events), strict=True)}
    assert len(places) == len({a for a, _ in places}) == len({b for _, b in places})

    reads = [line for line in read_capture(path) if isinstance(line, Read)]
    assert (ended["reads"], ended["bytes"]) == (len(reads), sum(len(read.data) for read in reads))


def rooms(events: list[Event]) -> Iterator[object]:
    """Yield the room of every event that has a place."""
    for event in events:
        if (place := getattr(event, "place", None)) is not None:
            yield place.room.room_id if place.room else None


async def test_the_ledger_says_who_recorded(
    hass: HomeAssistant, demo: DuressConfigEntry, hass_admin_user: User
) -> None:
    """Given an administrator who records and an automation that ends it, then the ledger has who and which file."""
    receiver = subentry_id(demo, RECEIVER)
    begun = await call(hass, "record", device_id(hass, demo, receiver), user=hass_admin_user.id, minutes=5)
    await call(hass, "stop_recording", school(hass, demo))
    entries = await demo.runtime_data.record.ledger.entries()
    stopped, started = [entry.data for entry in entries if entry.kind.startswith("recording_")]
    assert started["actor"] == {
        "kind": "user",
        "user_id": hass_admin_user.id,
        "name": hass_admin_user.name,
        "source": "action",
    }
    assert (started["device_id"], started["file"]) == (receiver, begun["file"])
    assert started["until"] == pytest.approx(datetime.fromisoformat(begun["ends_at"]).timestamp())
    assert isinstance(stopped["actor"], dict)
    assert (stopped["actor"]["kind"], stopped["file"]) == ("automation", begun["file"])


async def test_a_capture_names_nobody_and_no_place(
    hass: HomeAssistant, demo: DuressConfigEntry, config_folder: Path
) -> None:
    """Given a recorded school, when its capture is read as text, then no name, no address and no key is in it."""
    await call(hass, "record", school(hass, demo))
    await act(hass, demo, PENDANT_7)
    await until(lambda: demo.runtime_data.active_incidents())
    await call(hass, "stop_recording", school(hass, demo))
    (path,) = captures(config_folder)
    text = path.read_text("utf-8")
    link = demo.runtime_data.links.link(subentry_id(demo, RECEIVER))
    assert link is not None
    areas = [word for area in ar.async_get(hass).async_list_areas() for word in (area.name, area.id, area.floor_id)]
    titles = [one.title for one in demo.subentries.values()]
    hidden = [demo.title, demo.entry_id, link.address, "127.0.0.1", "demo_", "DEMO", *areas, *titles]
    assert len(hidden) > 60
    assert [word for word in hidden if word and word in text] == []
    header = json.loads(text.partition("\n")[0])
    assert (header["format"], header["version"], header["software"]) == ("duress-capture", 1, "0.1.0")
    assert header["begun"].endswith("Z")
    (receiver,) = header["installed"]["receivers"]
    assert (receiver["kind"], receiver["baudrate"]) == ("demo", 9600)
    assert len(header["heard"]) == len(header["installed"]["transmitters"]) == 30


async def test_a_replay_beside_a_live_site_tells_nobody(
    hass: HomeAssistant, demo: DuressConfigEntry, config_folder: Path
) -> None:
    """Given a site that forwards, when its capture is replayed twice, then the same bytes come and nobody is told."""
    async with a_station() as station:
        await add_endpoint(hass, demo, station.url, secret=station.secret)
        live = Live(demo)
        await call(hass, "record", school(hass, demo))
        await act(hass, demo, PENDANT_7)
        await until(lambda: station.ids("incident.raised"))
        await until(lambda: {"button_released", "press_heard"} <= set(live.kinds))
        await until(lambda: all(status.waiting == 0 for status in demo.runtime_data.endpoints.statuses.values()))
        await call(hass, "stop_recording", school(hass, demo))
        live.stop()
        (path,) = captures(config_folder)
        told, stored = list(station.messages), await demo.runtime_data.record.ledger.entries()
        first, notes = await hass.async_add_executor_job(replay, path)
        second, _ = await hass.async_add_executor_job(replay, path)
        assert b"incident_raised" in first
        assert first == second
        assert "because somebody ended it" in notes
        await hass.async_block_till_done()
        assert station.messages == told
        assert await demo.runtime_data.record.ledger.entries() == stored
        assert len(demo.runtime_data.school.incidents.open) == 1


async def test_only_who_may_records(
    hass: HomeAssistant, demo: DuressConfigEntry, hass_admin_user: User, hass_read_only_user: User
) -> None:
    """Given people and an automation, when they record, then administrators and automations may, viewers may not."""
    device = school(hass, demo)
    for action in ("record", "stop_recording"):
        with pytest.raises(ServiceValidationError, match="may not record receiver traffic"):
            await call(hass, action, device, hass_read_only_user.id)
        with pytest.raises(ServiceValidationError, match="may not record receiver traffic"):
            await call(hass, action, device, "somebody who was removed")
    assert demo.runtime_data.recorder.running is None
    for user in (hass_admin_user.id, None):
        await call(hass, "record", device, user)
        await call(hass, "stop_recording", device, user)


async def test_what_cannot_be_recorded_is_refused(
    hass: HomeAssistant, demo: DuressConfigEntry, config_folder: Path
) -> None:
    """Given a school, when something else is to be recorded, or twice, or not at all, then a sentence refuses."""
    pendant = device_id(hass, demo, subentry_id(demo, PENDANT_7))
    for device in (pendant, "nothing"):
        with pytest.raises(ServiceValidationError, match="neither a receiver nor the device of a running school"):
            await call(hass, "record", device)
    with pytest.raises(ServiceValidationError, match="No recording runs at DEMO Lincoln"):
        await call(hass, "stop_recording", school(hass, demo))
    for minutes in (0, 1441, "nan"):
        with pytest.raises(vol.Invalid):
            await call(hass, "record", school(hass, demo), minutes=minutes)
    receiver = device_id(hass, demo, subentry_id(demo, RECEIVER))
    answer = await call(hass, "record", receiver, minutes=1440)
    assert datetime.fromisoformat(answer["ends_at"]).timestamp() == pytest.approx(time.time() + 86_400, abs=5)
    with pytest.raises(ServiceValidationError, match="A recording runs at DEMO Lincoln already"):
        await call(hass, "record", school(hass, demo))
    await call(hass, "stop_recording", receiver)
    assert len(captures(config_folder)) == 1


async def test_a_folder_that_cannot_be_written_is_said_at_once(
    hass: HomeAssistant, demo: DuressConfigEntry, config_folder: Path
) -> None:
    """Given a file in the way of the folder, when something is to be recorded, then a sentence says why it is not."""
    in_the_way = config_folder / "duress" / "captures"
    in_the_way.write_text("mine")
    with pytest.raises(HomeAssistantError, match="cannot be written"):
        await call(hass, "record", school(hass, demo))
    assert not demo.runtime_data.recorder.busy
    in_the_way.unlink()
    await call(hass, "record", school(hass, demo))
    await call(hass, "stop_recording", school(hass, demo))


async def test_a_full_disk_ends_the_recording_and_nothing_else(
    hass: HomeAssistant, demo: DuressConfigEntry, config_folder: Path
) -> None:
    """Given a recording, when the disk is full, then it ends, an issue says so, and the next press is an alarm."""
    answer = await call(hass, "record", school(hass, demo))
    (path,) = captures(config_folder)
    put_on_full_disk(path)
    await act(hass, demo, PENDANT_7)
    await until(lambda: demo.runtime_data.active_incidents())
    await until(lambda: demo.runtime_data.recorder.running is None)
    issue = ir.async_get(hass).async_get_issue(DOMAIN, f"recording_failed_{demo.entry_id}")
    assert issue is not None
    assert issue.translation_placeholders == {"file": answer["file"], "detail": "No space left on device"}
    await act(hass, demo, "DEMO Wall button 1")
    (incident,) = demo.runtime_data.active_incidents()
    await until(lambda: [press.label for press in incident.presses] == [PENDANT_7, "DEMO Wall button 1"])

    await call(hass, "record", school(hass, demo))
    assert ir.async_get(hass).async_get_issue(DOMAIN, f"recording_failed_{demo.entry_id}") is None
    await call(hass, "stop_recording", school(hass, demo))


async def test_a_recording_ends_when_its_time_is_up(
    hass: HomeAssistant, demo: DuressConfigEntry, config_folder: Path
) -> None:
    """Given a recording of a moment, when the moment is over, then it has ended in order, and another may begin."""
    recorder = demo.runtime_data.recorder
    recording = await recorder.async_begin(None, 0.3, frozenset())
    await until(lambda: recorder.running is None)
    await until(lambda: recording.written is not None)
    assert recording.written is not None
    assert recording.written.end is End.TIME
    *_, footer = read_capture(captures(config_folder)[0])
    assert isinstance(footer, Footer)
    assert footer.end is End.TIME
    assert footer.at == pytest.approx(0.3, abs=0.2)


async def test_a_recording_is_whole_when_the_site_stops(
    hass: HomeAssistant, demo: DuressConfigEntry, config_folder: Path
) -> None:
    """Given a recording, when the site is stopped, then the capture says so in its footer."""
    await call(hass, "record", school(hass, demo))
    assert await hass.config_entries.async_unload(demo.entry_id)
    *_, footer = read_capture(captures(config_folder)[0])
    assert isinstance(footer, Footer)
    assert footer.end is End.STOPPED


async def test_a_recording_follows_what_is_installed(hass: HomeAssistant, site: RealSite, config_folder: Path) -> None:
    """Given a recording, when devices come and addresses change, then it goes on, until its receiver is removed."""
    device = school(hass, site.entry)
    await call(hass, "record", device)
    await site.add_pendant("Pendant 7", 7)
    await site.hear(pressed(7))
    async with receiver_peer() as other, receiver_peer() as second:
        network = {"next_step_id": "network"}
        moved = (network, {"host": host_of(other)})
        await walk_subentry(hass, site.entry, SUBENTRY_RECEIVER, *moved, reconfigure=site.receiver_id)
        await until(lambda: site.link.status.state is LinkState.CONNECTED)
        other.say(checked_in(7))
        await until(lambda: site.link.counters.frames >= 3)
        flow = await walk_subentry(hass, site.entry, SUBENTRY_RECEIVER, network, {"host": host_of(second)})
        assert flow["type"] == "create_entry"
        both = site.entry.get_subentries_of_type(SUBENTRY_RECEIVER)
        links = [site.entry.runtime_data.links.link(one.subentry_id) for one in both]
        await until(lambda: all(link and link.status.state is LinkState.CONNECTED for link in links))
        second.say(pressed(7))
        await until(lambda: links[1] is not None and links[1].counters.frames >= 2)
        for one in both:
            hass.config_entries.async_remove_subentry(site.entry, one.subentry_id)
        await hass.async_block_till_done()
        await until(lambda: site.entry.runtime_data.recorder.running is None)
        with pytest.raises(ServiceValidationError, match="No recording runs"):
            await call(hass, "stop_recording", device)
    (path,) = captures(config_folder)
    await until(lambda: b'"end"' in path.read_bytes())
    header, *lines = read_capture(path)
    assert isinstance(header, Header)
    assert len([line for line in lines if isinstance(line, Change)]) >= 3
    assert {line.receiver for line in lines if isinstance(line, Read)} == {1, 2}
    assert [(line.receiver, line.connected) for line in lines if isinstance(line, Link)][:2] == [(1, False), (1, True)]
    assert isinstance(lines[-1], Footer)
    assert lines[-1].end is End.REMOVED
    events = Replay().run([header, *lines])
    (raised,) = (event for event in events if isinstance(event, IncidentRaised))
    assert raised.press.label.startswith("device ")
