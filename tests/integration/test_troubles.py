"""Troubles as people meet them: a repair item in words, the upkeep list, triggers, messages, the readiness sentence."""

from collections.abc import AsyncGenerator
import json
from pathlib import Path
import re
import time

from homeassistant.const import CONF_HOST
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import area_registry as ar, entity_registry as er, issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest

from custom_components.duress.const import DOMAIN, RECEIVER_NETWORK, SUBENTRY_RECEIVER
from custom_components.duress.core import supervision
from custom_components.duress.echostream import (
    AlarmInputs,
    EndDeviceFlags,
    EndDeviceReport,
    Mid,
    ReceiverCheckIn,
    RepeaterStatus,
    Route,
    encode,
    make_uid,
)
from custom_components.duress.ledger import Ledger
from tests.integration.builders import add_endpoint, until
from tests.integration.peers import (
    EN1223S,
    RECEIVER,
    RealSite,
    checked_in,
    host_of,
    pressed,
    real_site,
    receiver_peer,
    repeater_status,
    station,
    walk_subentry,
)

EN1235SF = 0x12
HOURLY = str(0x1D)
PENDANT, BUTTON, REPEATER, OTHER_REPEATER = 7, 8, 9, 10
TRANSLATIONS = Path("custom_components/duress/translations")


@pytest.fixture
async def site(hass: HomeAssistant) -> AsyncGenerator[RealSite]:
    """Run a site with a pendant, a button and two repeaters, each in its room, all of them heard."""
    async with real_site(hass) as site:
        rooms = [ar.async_get(hass).async_create(f"Room {number}").id for number in range(4)]
        await site.add_pendant("Pendant 7", PENDANT, area=rooms[0])
        await site.add_pendant("Gym button", BUTTON, role="fixed_button", model=str(EN1235SF), area=rooms[1])
        await site.add_pendant("West", REPEATER, role="repeater", area=rooms[2])
        await site.add_pendant("East", OTHER_REPEATER, role="repeater", area=rooms[3])
        for frame in (
            checked_in(PENDANT), checked_in(BUTTON, pti=EN1235SF), repeater_status(REPEATER),
            repeater_status(OTHER_REPEATER),
        ):  # fmt: skip
            await site.hear(frame)
        yield site


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let devices that check in every hour be missing after two seconds."""
    patient = supervision.window
    monkeypatch.setattr(
        supervision, "window", lambda check_in, factor: 2.0 if check_in == 3600 else patient(check_in, factor)
    )


def report(serial: int, flags: EndDeviceFlags, *, pti: int = EN1223S, margin: int = 40) -> bytes:
    """Return the frame of an end device's state."""
    uid = make_uid(Mid.END_DEVICE, serial)
    return encode(EndDeviceReport(uid, RECEIVER, pti, AlarmInputs(0), flags, level=60, margin=margin))


def repeater(serial: int, status: int) -> bytes:
    """Return the frame of a repeater's state."""
    return encode(RepeaterStatus(Route(make_uid(Mid.REPEATER, serial), RECEIVER), status, 60, 40))


def issues(hass: HomeAssistant) -> dict[str, str]:
    """Return the trouble items of the Repairs page: their keys and their English texts."""
    english = json.loads((TRANSLATIONS / "en.json").read_text())["issues"]
    return {
        str(one.translation_key): " ".join(english[one.translation_key].values()).format(
            **one.translation_placeholders or {}
        )
        for (domain, issue_id), one in ir.async_get(hass).issues.items()
        if domain == DOMAIN and issue_id.startswith("trouble_") and one.active
    }


def sentence(hass: HomeAssistant) -> str:
    """Return readiness in words."""
    (entity_id,) = (
        one.entity_id for one in er.async_get(hass).entities.values() if one.unique_id.endswith("_readiness")
    )
    state = hass.states.get(entity_id)
    assert state is not None
    return str(state.attributes["sentence"])


async def to_do(hass: HomeAssistant) -> dict[str, str]:
    """Return the upkeep list: what is to be done or was done."""
    data = {"entity_id": "todo.lincoln_upkeep", "status": ["needs_action", "completed"]}
    answer = await hass.services.async_call("todo", "get_items", data, blocking=True, return_response=True)
    assert isinstance(answer, dict)
    items = answer["todo.lincoln_upkeep"]["items"]  # type: ignore[index,call-overload]
    return {str(item["summary"]): str(item["status"]) for item in items}  # type: ignore[index,call-overload,union-attr]


@pytest.mark.parametrize(
    ("fault", "over", "kind", "device", "room"),
    [
        (
            report(BUTTON, EndDeviceFlags.TAMPER, pti=EN1235SF), checked_in(BUTTON, pti=EN1235SF), "tamper",
            "Gym button", "Room 1",
        ),
        (report(PENDANT, EndDeviceFlags(0), pti=0x10), checked_in(PENDANT), "model_mismatch", "Pendant 7", "Room 0"),
        (repeater(REPEATER, 0x02), repeater_status(REPEATER), "mains_lost", "West", "Room 2"),
        (encode(ReceiverCheckIn(0, 0, 0x80)), encode(ReceiverCheckIn(0, 0, 0x10)), "jammed", "127.0.0.1", "Lincoln"),
        (encode(ReceiverCheckIn(0, 0, 0x08)), encode(ReceiverCheckIn(0, 0, 0x10)), "restarted", "127.0.0.1", "Lincoln"),
    ],
)  # fmt: skip
async def test_one_fault_is_one_item_until_it_is_over(
    hass: HomeAssistant, site: RealSite, fault: bytes, over: bytes, kind: str, device: str, room: str
) -> None:
    """Given a healthy site, when a device reports a fault, then one item names it, its room and what to do."""
    assert issues(hass) == {}
    await site.hear(fault)
    await hass.async_block_till_done()
    ((key, text),) = issues(hass).items()
    assert key == f"trouble_{kind}"
    assert device in text
    assert room in text
    assert "{" not in text
    assert "other troubles" in sentence(hass)
    ((summary, status),) = (await to_do(hass)).items()
    assert device in summary
    assert status == "needs_action"

    await site.hear(over)
    await hass.async_block_till_done()
    assert issues(hass) == {}
    assert "other troubles" not in sentence(hass)
    assert await to_do(hass) == {summary: "completed"}


@pytest.mark.parametrize(
    ("times", "key", "words"),
    [
        ([3600 * number for number in range(1, 8)], "trouble_interval_misfit", "every 3 min but is heard every 60 min"),
        ([180 * number for number in range(1, 31) if number % 3], "trouble_weak_signal_check_ins", "almost a third"),
    ],
)
async def test_check_ins_that_are_late_or_lost_are_one_item(
    hass: HomeAssistant, site: RealSite, times: list[int], key: str, words: str
) -> None:
    """Given a pendant that is expected every three minutes, when it is heard otherwise, then one item says how."""
    begun = time.monotonic()
    uid = make_uid(Mid.END_DEVICE, PENDANT)
    check_in = EndDeviceReport(uid, RECEIVER, EN1223S, AlarmInputs(0), EndDeviceFlags.NO_CHANGE, level=60, margin=40)
    for seconds in times:
        site.entry.runtime_data.receive(site.receiver_id, check_in, begun + seconds)
    await hass.async_block_till_done()
    ((found, text),) = issues(hass).items()
    assert found == key
    assert "Pendant 7 (Room 0)" in text
    assert words in text


async def test_a_power_cut_is_one_item_that_counts(hass: HomeAssistant, site: RealSite) -> None:
    """Given two repeaters, when both lose mains within a minute, then one item speaks of a power cut."""
    await site.hear(repeater(REPEATER, 0x02))
    await site.hear(repeater(OTHER_REPEATER, 0x02))
    await hass.async_block_till_done()
    ((key, text),) = issues(hass).items()
    assert key == "trouble_mains_lost_many"
    assert "Power cut in Lincoln: 2 devices" in text
    await site.hear(repeater_status(REPEATER))
    await hass.async_block_till_done()
    assert list(issues(hass)) == ["trouble_mains_lost"]
    await site.hear(repeater_status(OTHER_REPEATER))
    await hass.async_block_till_done()
    assert issues(hass) == {}


async def test_a_device_that_falls_silent_is_missing_and_comes_back(
    hass: HomeAssistant, site: RealSite, hurried: None
) -> None:
    """Given a pendant, when it is silent for too long, then an item names it until it is heard again."""
    calls: list[ServiceCall] = []

    async def collect(call: ServiceCall) -> None:
        calls.append(call)

    hass.services.async_register("test", "note", collect)
    automations = [
        {
            "alias": name,
            "triggers": [{"trigger": f"duress.{name}"}],
            "actions": [{"action": "test.note", "data": {"what": name, "label": "{{ trigger.label }}"}}],
            "mode": "queued",
        }
        for name in ("transmitter_missing", "transmitter_back")
    ]
    assert await async_setup_component(hass, "automation", {"automation": automations})
    await hass.async_block_till_done()

    await site.add_pendant("Pendant 30", 30, model=HOURLY)
    await until(lambda: issues(hass))
    ((key, text),) = issues(hass).items()
    assert (key, "Pendant 30 is missing" in text) == ("trouble_missing", True)
    assert "1 missing since" in sentence(hass)
    await site.hear(checked_in(30, pti=int(HOURLY)))
    await hass.async_block_till_done()
    assert issues(hass) == {}
    assert [(call.data["what"], call.data["label"]) for call in calls] == [
        ("transmitter_missing", "Pendant 30"),
        ("transmitter_back", "Pendant 30"),
    ]


async def test_many_missing_devices_are_one_item(hass: HomeAssistant, site: RealSite, hurried: None) -> None:
    """Given twelve devices, when all fall silent, then one item says so and lists the first ones."""
    for number in range(12):
        await site.add_pendant(f"Pendant {20 + number}", 20 + number, model=HOURLY)
    await until(lambda: any("12 devices are missing" in text for text in issues(hass).values()))
    assert list(issues(hass)) == ["trouble_missing_many"]
    for serial in range(20, 26):
        await site.hear(checked_in(serial, pti=int(HOURLY)))
    await hass.async_block_till_done()
    assert set(issues(hass)) == {"trouble_missing"}


async def test_endpoints_are_told_of_troubles_if_they_want(hass: HomeAssistant, site: RealSite) -> None:
    """Given an endpoint that wants troubles and one that does not, when one begins and ends, then only one is told."""
    async with station() as wants, station() as does_not:
        await add_endpoint(hass, site.entry, wants.url)
        quiet = await add_endpoint(hass, site.entry, does_not.url)
        data = {**site.entry.subentries[quiet].data, "troubles": "none"}
        hass.config_entries.async_update_subentry(site.entry, site.entry.subentries[quiet], data=data)
        await hass.async_block_till_done()
        await site.hear(report(BUTTON, EndDeviceFlags.TAMPER, pti=EN1235SF))
        await site.hear(checked_in(BUTTON, pti=EN1235SF))
        await until(lambda: [body for body in wants.bodies if b"trouble.ended" in body])
        (began,) = (json.loads(body) for body in wants.bodies if b"trouble.started" in body)
        (ended,) = (json.loads(body) for body in wants.bodies if b"trouble.ended" in body)
        assert began["subject"] == ended["subject"]
        assert began["data"]["trouble"]["devices"] == ["Gym button"]
        assert began["data"]["text"] == "Trouble at Lincoln: Gym button: case open, Room 1. No help is needed."
        await site.hear(pressed(PENDANT))
        await until(lambda: [body for body in does_not.bodies if b"incident.raised" in body])
        assert not [body for body in does_not.bodies if b"trouble" in body]


async def test_a_trouble_survives_a_restart_with_its_item(hass: HomeAssistant, site: RealSite) -> None:
    """Given an open case, when the site restarts, then the item is back, and it ends when the case is closed."""
    await site.hear(report(BUTTON, EndDeviceFlags.TAMPER, pti=EN1235SF))
    before = dict(site.entry.runtime_data.school.troubles.open)
    assert await hass.config_entries.async_unload(site.entry.entry_id)
    assert issues(hass) == {}
    assert await hass.config_entries.async_setup(site.entry.entry_id)
    await hass.async_block_till_done()
    await site.connected()
    assert list(issues(hass)) == ["trouble_tamper"]
    assert list(site.entry.runtime_data.school.troubles.open) == list(before)
    assert hass.states.is_state("binary_sensor.room_1_gym_button_tamper", "on")
    await site.hear(checked_in(BUTTON, pti=EN1235SF))
    await hass.async_block_till_done()
    assert issues(hass) == {}


async def test_how_long_nobody_listened_is_told(hass: HomeAssistant, site: RealSite, config_folder: Path) -> None:
    """Given a stop of 41 s, when the site listens again, then ledger and endpoint know, and nobody is missing."""
    async with station() as desk:
        await add_endpoint(hass, site.entry, desk.url)
        assert await hass.config_entries.async_unload(site.entry.entry_id)
        ledger = await Ledger.open(config_folder / "duress" / f"{site.entry.entry_id}.sqlite")
        await ledger.set_value("alive", time.time() - 41)
        await ledger.close()
        assert await hass.config_entries.async_setup(site.entry.entry_id)
        await hass.async_block_till_done()
        await site.connected()
        await until(lambda: [body for body in desk.bodies if b"not_listening" in body])
        (told,) = (json.loads(body) for body in desk.bodies if b"not_listening" in body)
        assert told["data"]["trouble"]["seconds"] == pytest.approx(41, abs=1)
        entry = await site.entry.runtime_data.record.ledger.last_entry("not_listening")
        assert entry is not None
        assert entry.data["lasted"] == pytest.approx(41, abs=1)
        assert site.entry.runtime_data.readiness.missing == 0


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "2 of 2 pendants and buttons ready; no monitoring endpoint set up."),
        ("es", "2 de 2 colgantes y botones listos; ningún destino de monitoreo configurado."),
    ],
)
async def test_readiness_is_a_sentence_in_the_language_of_the_school(
    hass: HomeAssistant, language: str, said: str
) -> None:
    """Given an installation in a language, when everything was heard, then the sentence is in it."""
    hass.config.language = language
    async with real_site(hass) as site:
        await site.add_pendant("Pendant 7", PENDANT)
        await site.add_pendant("Pendant 8", BUTTON)
        await site.hear(checked_in(PENDANT))
        await site.hear(checked_in(BUTTON))
        await until(lambda: sentence(hass) == said)


async def test_readiness_can_be_asked_for_in_any_language(hass: HomeAssistant, site: RealSite) -> None:
    """Given an English installation with a proven path, when somebody asks in Spanish, then all is said in it."""
    async with station() as desk:
        await add_endpoint(hass, site.entry, desk.url)
        await until(lambda: site.entry.runtime_data.readiness.paths_proven)
        await site.hear(report(BUTTON, EndDeviceFlags.TAMPER, pti=EN1235SF))
        answer = await hass.services.async_call(
            DOMAIN, "get_readiness", {"language": "es"}, blocking=True, return_response=True
        )
    assert answer is not None
    assert answer["protection"] == "attention"
    assert re.fullmatch(
        r"1 de 2 colgantes y botones listos; otros problemas: 1; monitoreo comprobado hace \d+ s\.",
        str(answer["sentence"]),
    )
    troubles = answer["troubles"]
    assert isinstance(troubles, list)
    (trouble,) = troubles
    assert isinstance(trouble, dict)
    assert (trouble["kind"], trouble["devices"], trouble["room"]) == ("tamper", ["Gym button"], "Room 1")
    assert trouble["what"] == "carcasa abierta"


def paths_shown(hass: HomeAssistant) -> object:
    """Return over how many paths a press was heard, as its pendant's location shows it."""
    location = hass.states.get("sensor.room_0_pendant_7_location")
    return location.attributes.get("paths") if location is not None else None


async def test_two_receivers_hear_one_press(hass: HomeAssistant, site: RealSite) -> None:
    """Given two receivers, when both hear a press with copies in turn and one is lost, then it is one incident."""
    async with receiver_peer() as second:
        flow = await walk_subentry(
            hass, site.entry, SUBENTRY_RECEIVER, {"next_step_id": RECEIVER_NETWORK}, {CONF_HOST: host_of(second)}
        )
        assert flow["type"] is FlowResultType.CREATE_ENTRY
        running = site.entry.runtime_data
        await until(lambda: len([one for one in running.school.connected.values() if one]) == 2)
        assert running.readiness.protection == "attention"  # no monitoring, but protected
        uid = make_uid(Mid.END_DEVICE, PENDANT)
        copies = [
            encode(EndDeviceReport(uid, hop, EN1223S, AlarmInputs.INPUT_1, EndDeviceFlags(0), level=level, margin=20))
            for hop, level in ((make_uid(Mid.REPEATER, REPEATER), 40), (make_uid(Mid.REPEATER, OTHER_REPEATER), 55))
        ]
        for copy in copies:
            site.peer.say(copy)
        await until(lambda: paths_shown(hass) == 2)
        for copy in copies:
            second.say(copy)
        await until(lambda: paths_shown(hass) == 4)
        await second.vanish()
        await until(lambda: running.readiness.receivers_connected == 1)
        await site.hear(copies[1])
        (incident,) = running.school.incidents.open.values()
        assert len(incident.presses) == 1
        assert running.school.paths(incident.presses[0]) == 4
        assert incident.place.room is not None
        assert incident.place.room.name == "Room 3"
        await site.hear(checked_in(PENDANT))
        await hass.async_block_till_done()
        assert hass.states.is_state("sensor.room_0_pendant_7_location", "Room 3")
        assert paths_shown(hass) == 4
        assert running.readiness.protection == "attention"
        assert hass.states.is_state("binary_sensor.lincoln", "on")
