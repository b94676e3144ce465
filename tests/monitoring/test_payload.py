"""What a desk reads: valid against the published schema, the same every time, in words that cannot be misread."""

from dataclasses import fields, replace
import json
from pathlib import Path
from typing import Final

from hypothesis import given, strategies as st
from jsonschema import Draft202012Validator, FormatChecker, ValidationError
import pytest

from custom_components.duress.ledger import Json
from custom_components.duress.monitoring import (
    AvsFacts,
    CallbackFacts,
    Counters,
    IncidentFacts,
    LinkFacts,
    Mode,
    Notice,
    NoticeType,
    PlaceFacts,
    PressFacts,
    RehearsalFacts,
    RoomFacts,
    TroubleFacts,
    WeighedFacts,
)
from custom_components.duress.monitoring.payload import EVENT_TYPES, encode, timestamp

from .builders import DIGEST, INCIDENT, PLACE, PRESS, SITE, TROUBLE, notice
from .strategies import NOTICES

SCHEMA: Final = json.loads(
    (Path(__file__).parents[2] / "docs" / "schema" / "duress-event-v1.schema.json").read_text(encoding="utf-8")
)
VALIDATOR: Final = Draft202012Validator(SCHEMA, format_checker=FormatChecker())
INCIDENT_TYPES: Final = [kind for kind in NoticeType if kind.startswith("incident")]


def read(about: Notice) -> dict[str, Json]:
    """Return a notice's body as the desk reads it, after the schema has seen it."""
    body = encode(about)
    assert b"\n" not in body
    event: dict[str, Json] = json.loads(body.decode("utf-8"))
    VALIDATOR.validate(event)
    return event


def data_of(about: Notice) -> dict[str, Json]:
    """Return the data of a notice as the desk reads it."""
    data = read(about)["data"]
    assert isinstance(data, dict)
    return data


def text_of(about: Notice) -> str:
    """Return the sentence of a notice as the desk reads it."""
    return str(data_of(about)["text"])


def test_the_schema_is_one() -> None:
    """Given the published schema, then it is valid itself and describes every member it names."""
    Draft202012Validator.check_schema(SCHEMA)
    assert set(EVENT_TYPES) == set(NoticeType)
    assert sorted(SCHEMA["properties"]["type"]["enum"]) == sorted(EVENT_TYPES.values())


def test_a_raised_incident_to_the_letter() -> None:
    """Given a press in a room, then the body is exactly this, so that nobody changes it unawares."""
    assert encode(notice()).decode() == (
        '{"specversion":"1.0","id":"E1","source":"urn:duress:site:lincoln","type":"org.duress.incident.raised.v1",'
        '"time":"2026-11-23T14:12:01.250Z","subject":"incident/I1","datacontenttype":"application/json","data":{'
        '"mode":"live","silent":true,"text":"Duress alarm 7 at Lincoln High School: Room 204, Floor 2, Building B.'
        ' Pendant 14 (EN1223S, serial 1A2B3C) at 14:12:01 UTC.","site":{"id":"lincoln","name":"Lincoln High School",'
        '"address":"1 Main St, Springfield","demo":false},"incident":{"id":"I1","number":7,"kind":"duress",'
        '"state":"raised","disposition":null,"escalation":0,"raised_at":"2026-11-23T14:12:01.250Z",'
        '"place":{"room":"Room 204","floor":"Floor 2",'
        '"building":"Building B","method":"heard_strongest","confidence":"likely"},"presses":[{"id":"P1",'
        '"label":"Pendant 14","model":"EN1223S","serial":"1A2B3C","inputs":[1],"at":"2026-11-23T14:12:01.250Z",'
        '"repeats":0,"place":{"room":null,"floor":null,"building":null,"method":"site",'
        '"confidence":"unknown"}}],"press_count":1,"doubtful":false,"doubts":[]},'
        '"instructions":"Silent: do not call the premises. Do not have anything announced there.",'
        '"actor":null,"reason":null}}'
    )


@pytest.mark.parametrize("kind", NoticeType)
@pytest.mark.parametrize("demo", [False, True])
def test_every_kind_of_body_is_valid(kind: NoticeType, demo: bool) -> None:
    """Given a notice of each kind, live and demo, then its body is valid and says which mode it is."""
    about = replace(notice(kind), site=replace(SITE, demo=demo))
    event = read(about)
    assert event["type"] == EVENT_TYPES[kind]
    assert data_of(about)["mode"] == ("demo" if demo else "test" if kind is NoticeType.TEST else "live")
    assert text_of(about).startswith("DEMO ") is demo


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("kind", INCIDENT_TYPES)
def test_what_is_not_live_says_so_first(kind: NoticeType, mode: Mode) -> None:
    """Given an incident in a mode, then the sentence begins with the mode, unless it is live."""
    about = replace(notice(kind), mode=mode)
    assert data_of(about)["mode"] == mode
    assert text_of(about).split()[0] == {"live": "Duress"}.get(mode, mode.upper())


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (NoticeType.INCIDENT_LOCATED, "Duress alarm 7 at Lincoln High School: the place is now Room 204, Floor 2, "),
        (NoticeType.INCIDENT_REPEATED, "Duress alarm 7 at Lincoln High School: another press, Room 204"),
        (NoticeType.INCIDENT_RESPONDING, "School: help is on the way by Office (on my way), Room 204"),
        (NoticeType.INCIDENT_ON_SCENE, "School: help is there by Office (on my way), Room 204"),
        (NoticeType.INCIDENT_ESCALATED, "School: escalated to level 0 by Office (on my way), Room 204"),
        (NoticeType.INCIDENT_CANCELLED, "School: cancelled by Office (on my way). No help is needed."),
        (NoticeType.INCIDENT_ACKNOWLEDGED, "acknowledged by Office (on my way), Room 204"),
        (NoticeType.INCIDENT_CLEARED, "the danger is reported over by Office (on my way), Room 204"),
        (NoticeType.INCIDENT_NOTED, "Duress alarm 7 at Lincoln High School: noted by Office (on my way), Room 204"),
        (NoticeType.INCIDENT_CLOSED, "Duress alarm 7 at Lincoln High School: closed by Office (on my way)."),
    ],
)
def test_each_step_in_words(kind: NoticeType, words: str) -> None:
    """Given each step of an incident, then the sentence says what, where and who."""
    assert words in text_of(replace(notice(kind), actor="Office", reason="on my way"))


def test_tests_and_heartbeats_in_words() -> None:
    """Given a test and a heartbeat, then nobody can take them for a call for help."""
    assert text_of(notice(NoticeType.TEST)) == "Test message from Lincoln High School. No help is needed."
    assert text_of(notice(NoticeType.HEARTBEAT)) == "Lincoln High School is connected."
    assert data_of(notice(NoticeType.HEARTBEAT))["counters"] == {
        "last_sequence": 12,
        "waiting": 2,
        "oldest_waiting_seconds": 3.2,
        "software": "0.1.0",
        "heartbeat_seconds": 60.0,
        "alarm_after_seconds": 200,
    }


@pytest.mark.parametrize(("heartbeat", "after"), [(10, 50), (60, 200), (300, 1000), (3600, 12000)])
def test_a_heartbeat_says_after_how_long_a_desk_must_alarm(heartbeat: float, after: int) -> None:
    """Given a heartbeat every so often, then it says so, and the time is three of them and a margin."""
    facts = Counters(last_sequence=0, waiting=0, oldest_waiting=None, software="0.1.0", heartbeat=heartbeat)
    counters = data_of(replace(notice(NoticeType.HEARTBEAT), counters=facts))["counters"]
    assert isinstance(counters, dict)
    assert (counters["heartbeat_seconds"], counters["alarm_after_seconds"]) == (heartbeat, after)


def test_a_digest_in_words_and_in_lists() -> None:
    """Given what came together of troubles, then each list names the first of them and says how many there are."""
    many = tuple(replace(TROUBLE, trouble_id=f"T{number}", devices=(f"Pendant {number}",)) for number in range(60))
    told = data_of(replace(notice(NoticeType.DIGEST), digest=replace(DIGEST, still_open=many)))
    assert told["text"] == (
        "Troubles at Lincoln High School since 2026-11-22 14:12 UTC. began: Pendant 14: not heard any more, Room 204."
        " over: Pendant 14: not heard any more, Room 204, lasted 60 s. still open: Pendant 0: not heard any more, Room"
        " 204; Pendant 1: not heard any more, Room 204; Pendant 2: not heard any more, Room 204; Pendant 3: not heard"
        " any more, Room 204; Pendant 4: not heard any more, Room 204; and 55 more. No help is needed."
    )
    digest = told["digest"]
    assert isinstance(digest, dict)
    assert digest["counts"] == {"began": 1, "ended": 1, "open": 60}
    assert isinstance(digest["open"], list)
    assert len(digest["open"]) == 50
    assert "actor" not in told


def test_a_daily_test_says_that_it_is_one() -> None:
    """Given the test of the day, then a desk can tell it from one that somebody sends."""
    daily = data_of(replace(notice(NoticeType.TEST), daily=True))
    assert (daily["daily"], daily["mode"]) == (True, "test")
    assert "daily" not in data_of(notice(NoticeType.TEST))


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (PLACE, "School: Room 204, Floor 2, Building B."),
        (replace(PLACE, kind="exterior_door", door="7"), "School: Room 204, exterior door 7, Floor 2, Building B."),
        (replace(PLACE, kind="exterior_door"), "School: Room 204, exterior door, Floor 2, Building B."),
        (PlaceFacts(room="Playground", floor=None, kind="outdoor"), "School: Playground, outdoors."),
        (PlaceFacts(room="Gate", floor=None, kind="outdoor", door="3"), "School: Gate, exterior door 3."),
        (replace(PLACE, room=None), "School: Floor 2, Building B."),
        (replace(PLACE, room=None, floor=None), "School: Building B."),
        (PlaceFacts(room=None, floor=None), "School: room not known yet, the address is 1 Main St, Springfield."),
    ],
)
def test_the_place_is_never_empty(place: PlaceFacts, words: str) -> None:
    """Given a place known well, in part or not at all, then the sentence sends help somewhere."""
    assert words in text_of(replace(notice(), incident=replace(INCIDENT, place=place)))


WEIGHED = WeighedFacts(
    near="2-East",
    probability=0.6,
    floor_confidence="likely",
    floor_probability=0.97,
    others=(
        RoomFacts(room="Room 206", floor="Floor 2", probability=0.2),
        RoomFacts(room="Gym", floor=None, probability=0.1),
        RoomFacts(room="Room 208", floor="Floor 2", probability=0.05),
    ),
    hearers=3,
    masked=("Repeater 7",),
)
SURVEYED = replace(PLACE, method="surveyed", confidence="probably", weighed=WEIGHED)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (SURVEYED, "School: probably Room 204 (else Room 206 or Gym), Floor 2, Building B."),
        (replace(SURVEYED, confidence="likely"), "School: likely Room 204, Floor 2, Building B."),
        (
            replace(SURVEYED, confidence="near", weighed=replace(WEIGHED, other_floor="Floor 3", others=())),
            "School: near Room 204, Floor 2 or Floor 3, Building B.",
        ),
        (replace(SURVEYED, room=None, confidence="near"), "School: near 2-East, Floor 2, Building B."),
        (
            replace(SURVEYED, room=None, weighed=replace(WEIGHED, near=None)),
            "School: Floor 2, Building B.",
        ),
    ],
)
def test_a_weighed_place_says_how_sure_it_is(place: PlaceFacts, words: str) -> None:
    """Given a place that was weighed, then the sentence says how sure it is, and the members say the rest."""
    told = replace(notice(), incident=replace(INCIDENT, place=place))
    assert words in text_of(told)
    data = read(told)["data"]
    assert isinstance(data, dict)
    incident = data["incident"]
    assert isinstance(incident, dict)
    assert isinstance(incident["place"], dict)
    assert incident["place"]["masked"] == ["Repeater 7"]
    presses = incident["presses"]
    assert isinstance(presses, list)
    assert isinstance(presses[0], dict)
    assert isinstance(presses[0]["place"], dict)
    assert "masked" not in presses[0]["place"]


def test_a_doubtful_alarm_is_told_as_an_alarm() -> None:
    """Given a doubtful alarm, then the sentence says why and that it is to be handled as real."""
    doubtful = replace(INCIDENT, doubtful=True, doubts=("unregistered", "model_mismatch"))
    words = text_of(replace(notice(), incident=doubtful))
    assert words.endswith("Handle it as real; in doubt because of: unregistered, model_mismatch.")


def test_a_holders_name_has_one_place_and_no_log_says_it() -> None:
    """Given all facts that can be told, then a person is named only as a press's holder or to be called back."""
    kinds = (PressFacts, PlaceFacts, IncidentFacts, Counters, TroubleFacts, RehearsalFacts, RoomFacts, WeighedFacts)
    names = {field.name for kind in kinds for field in fields(kind)}
    assert names & {"holder", "name", "person", "user", "owner", "staff"} == {"holder"}
    assert "Rosa" not in repr(replace(PRESS, holder="Rosa Diaz"))
    shown = repr(replace(SITE, callback=(CallbackFacts(name="Rosa Diaz", role="principal", phone="+1 555 0100"),)))
    assert "principal" in shown
    assert "Rosa" not in shown
    assert "0100" not in shown


def test_all_a_desk_needs_to_act_is_there() -> None:
    """Given a site that has set everything, then a press says whom to call, what not to do, level, door and links."""
    site = replace(
        SITE,
        callback=(CallbackFacts(name="Rosa Diaz", role="principal", phone="+1 555 0100"),),
        links=(LinkFacts(title="Floor plan", url="https://school.test/plan.pdf"),),
    )
    incident = replace(
        INCIDENT,
        place=replace(PLACE, nearest_door="exterior door 7 (Hall)"),
        avs=AvsFacts(level=4, why="a person pressed"),
        page="https://home.school.test/logbook?device_id=1",
    )
    about = replace(notice(), site=site, incident=incident)
    data = data_of(about)
    quiet = "Silent: do not call the premises. Do not have anything announced there."
    assert data["instructions"] == f"{quiet} Call back: Rosa Diaz (principal), +1 555 0100."
    assert data["callback"] == [{"name": "Rosa Diaz", "role": "principal", "phone": "+1 555 0100"}]
    assert data["links"] == [
        {"title": "Incident in Home Assistant", "url": "https://home.school.test/logbook?device_id=1"},
        {"title": "Floor plan", "url": "https://school.test/plan.pdf"},
    ]
    told = data["incident"]
    assert isinstance(told, dict)
    assert told["avs"] == {"level": 4, "why": "a person pressed"}
    assert isinstance(told["place"], dict)
    assert told["place"]["nearest_door"] == "exterior door 7 (Hall)"
    assert "Building B. Pendant 14 (EN1223S, serial 1A2B3C) at 14:12:01 UTC. Nearest exterior door: ext" in text_of(
        about
    )
    loud = data_of(replace(about, incident=replace(incident, silent=False)))
    assert loud["instructions"] == "Call back: Rosa Diaz (principal), +1 555 0100."
    assert "instructions" not in data_of(replace(about, type=NoticeType.INCIDENT_CANCELLED))
    plain = data_of(notice(NoticeType.TROUBLE_STARTED))
    assert not plain.keys() & {"instructions", "callback", "links"}


def test_a_holder_is_told_where_the_notice_has_one() -> None:
    """Given a notice with and without a holder, then only the one with it names them, in the press and in words."""
    named = replace(INCIDENT, presses=(replace(PRESS, holder="Rosa Diaz"),))
    data = data_of(replace(notice(), incident=named))
    assert (
        "Pendant 14 (EN1223S, serial 1A2B3C), carried by Rosa Diaz, at 14:12:01 UTC." in data["text"]  # type: ignore[operator]
    )
    assert data["incident"]["presses"][0]["holder"] == "Rosa Diaz"  # type: ignore[index,call-overload]
    assert b"holder" not in encode(notice())
    assert b"carried" not in encode(notice())


@pytest.mark.parametrize(
    "change",
    [
        {"time": "2026-11-23T14:12:01Z"},
        {"type": "org.duress.unknown.v1"},
        {"subject": "I1"},
        {"extra": 1},
        {"data": {}},
        {"source": "lincoln"},
    ],
)
def test_the_schema_refuses_what_is_wrong(change: dict[str, Json]) -> None:
    """Given a good body with one wrong member, when the schema sees it, then it refuses."""
    event = read(notice()) | change
    with pytest.raises(ValidationError):
        VALIDATOR.validate(event)


@given(at=st.floats(0, 4_102_444_799))
def test_times_are_in_milliseconds(at: float) -> None:
    """Given any moment of this century, then it is written to the nearest millisecond."""
    written = timestamp(at)
    assert len(written) == 24
    assert written.endswith("Z")
    assert timestamp(round(at, 3)) == written


@given(about=NOTICES)
def test_any_facts_give_a_valid_body(about: Notice) -> None:
    """Given any facts, whatever characters are in them, then the body is valid and always the same."""
    event = read(about)
    assert encode(about) == encode(about)
    assert event["id"] == about.event_id
    marked = about.site.demo or about.mode is Mode.DEMO
    assert text_of(about).startswith("DEMO ") >= marked


def test_broken_characters_do_not_break_the_body() -> None:
    """Given a name with half a character, as a bad import leaves it, then the body is still valid UTF-8."""
    about = replace(notice(), incident=replace(INCIDENT, presses=(replace(PRESS, label="Pend\ud800ant"),)))
    assert "Pend?ant" in text_of(about)
