"""What a desk that reads CAP gets: valid against the schema of OASIS, and never Actual unless it is."""

from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

from hypothesis import given, settings, strategies as st
import pytest
from xmlschema import XMLSchema10

from custom_components.duress.monitoring import (
    AvsFacts,
    CallbackFacts,
    Earlier,
    IncidentFacts,
    LinkFacts,
    Mode,
    Notice,
    NoticeType,
    PlaceFacts,
    RoomFacts,
    SiteFacts,
    WeighedFacts,
)
from custom_components.duress.monitoring.cap import NAMESPACE, encode, sent
from custom_components.duress.monitoring.messages import MOST_EARLIER

from .builders import AT, INCIDENT, REHEARSAL, SITE, TROUBLE, notice
from .strategies import NOTICES

SCHEMA: Final = XMLSchema10(Path(__file__).parents[1] / "data" / "CAP-v1.2.xsd")
RAISED: Final = Earlier(event_id="E1", at=AT)
INCIDENT_TYPES: Final = [kind for kind in NoticeType if kind.startswith("incident")]


class Read:
    """A message as the desk reads it, after the schema has seen it."""

    def __init__(self, about: Notice) -> None:
        """Encode and validate."""
        body = encode(about)
        assert encode(about) == body
        text = body.decode("utf-8")
        SCHEMA.validate(text)
        self.root = ET.fromstring(text)  # noqa: S314 - our own

    def all(self, path: str) -> list[str]:
        """Return the texts of elements, such as "info/event"."""
        found = self.root.findall("/".join(f"{{{NAMESPACE}}}{name}" for name in path.split("/")))
        return [one.text or "" for one in found]

    def __getitem__(self, path: str) -> str:
        """Return the text of the only such element; empty without one."""
        found = self.all(path)
        assert len(found) < 2
        return found[0] if found else ""

    def named(self, kind: str) -> dict[str, str]:
        """Return the eventCodes or parameters by their names."""
        return dict(zip(self.all(f"info/{kind}/valueName"), self.all(f"info/{kind}/value"), strict=True))


def test_a_raised_incident_to_the_letter() -> None:
    """Given a press in a room, then the body is exactly this, so that nobody changes it unawares."""
    assert encode(notice()).decode() == (
        '<?xml version="1.0" encoding="UTF-8"?><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">'
        "<identifier>E1</identifier><sender>urn:duress:site:lincoln</sender><sent>2026-11-23T14:12:01-00:00</sent>"
        "<status>Actual</status><msgType>Alert</msgType><scope>Restricted</scope>"
        "<restriction>For the monitoring desk of the site only</restriction><incidents>I1</incidents>"
        "<info><language>en-US</language><category>Security</category><category>Safety</category>"
        "<event>Duress alarm</event><responseType>Assess</responseType><urgency>Immediate</urgency>"
        "<severity>Severe</severity><certainty>Likely</certainty>"
        "<eventCode><valueName>SIA-DC-03</valueName><value>HA</value></eventCode>"
        "<eventCode><valueName>SIA-DC-05</valueName><value>1122</value></eventCode>"
        "<onset>2026-11-23T14:12:01-00:00</onset><expires>2026-11-24T14:12:01-00:00</expires>"
        "<senderName>Lincoln High School</senderName>"
        "<headline>Duress alarm 7 - Room 204, Floor 2, Building B</headline>"
        "<description>Duress alarm 7 at Lincoln High School: Room 204, Floor 2, Building B."
        " Pendant 14 (EN1223S, serial 1A2B3C) at 14:12:01 UTC.</description>"
        "<instruction>Silent: do not call the premises. Do not have anything announced there.</instruction>"
        "<parameter><valueName>type</valueName><value>incident_raised</value></parameter>"
        "<parameter><valueName>mode</valueName><value>live</value></parameter>"
        "<parameter><valueName>number</valueName><value>7</value></parameter>"
        "<parameter><valueName>kind</valueName><value>duress</value></parameter>"
        "<parameter><valueName>state</valueName><value>raised</value></parameter>"
        "<parameter><valueName>escalation</valueName><value>0</value></parameter>"
        "<parameter><valueName>silent</valueName><value>true</value></parameter>"
        "<parameter><valueName>building</valueName><value>Building B</value></parameter>"
        "<parameter><valueName>floor</valueName><value>Floor 2</value></parameter>"
        "<parameter><valueName>room</valueName><value>Room 204</value></parameter>"
        "<parameter><valueName>method</valueName><value>heard_strongest</value></parameter>"
        "<parameter><valueName>confidence</valueName><value>likely</value></parameter>"
        "<parameter><valueName>presses</valueName><value>1</value></parameter>"
        "<parameter><valueName>transmitter</valueName><value>Pendant 14</value></parameter>"
        "<parameter><valueName>model</valueName><value>EN1223S</value></parameter>"
        "<parameter><valueName>serial</valueName><value>1A2B3C</value></parameter>"
        "<parameter><valueName>pressed</valueName><value>2026-11-23T14:12:01-00:00</value></parameter>"
        "<area><areaDesc>Lincoln High School, 1 Main St, Springfield, Room 204, Floor 2, Building B</areaDesc></area>"
        "</info></alert>\n"
    )


@pytest.mark.parametrize("kind", NoticeType)
def test_only_what_is_live_is_actual(kind: NoticeType) -> None:
    """Given a notice of each kind in each mode, then it is valid, and its status cannot be misread."""
    for mode, demo in product(Mode, (False, True)):
        read = Read(replace(notice(kind), mode=mode, site=replace(SITE, demo=demo)))
        if demo or mode is Mode.DEMO or kind is NoticeType.TEST:
            expected = "Test"
        elif kind is NoticeType.HEARTBEAT:
            expected = "System"
        else:
            expected = {Mode.LIVE: "Actual", Mode.DRILL: "Exercise"}.get(mode, "Test")
        assert read["status"] == expected
        assert ("No help is needed" in read["note"]) is (expected in ("Test", "Exercise"))
        assert read["scope"] == "Restricted"
        if kind in INCIDENT_TYPES:
            assert (read.named("eventCode")["SIA-DC-03"] == "HA") is (expected == "Actual")


def test_a_drill_that_turned_out_to_be_real_is_actual() -> None:
    """Given a drill that somebody declared an emergency, then the message of it is not filtered out as an exercise."""
    about = replace(notice(NoticeType.REHEARSAL_ENDED), mode=Mode.DRILL, earlier=(RAISED,))
    assert Read(replace(about, rehearsal=replace(REHEARSAL, ending="time")))["status"] == "Exercise"
    real = Read(replace(about, rehearsal=replace(REHEARSAL, ending="real")))
    assert (real["status"], real["info/responseType"], real["info/urgency"]) == ("Actual", "Assess", "Immediate")
    assert not real["info/headline"].startswith("DRILL")


def test_an_incident_is_a_chain_of_messages() -> None:
    """Given raised, located, acknowledged, cancelled, closed, then an Alert, two Updates and two Cancels in a chain."""
    steps = [
        (NoticeType.INCIDENT_RAISED, "raised", None),
        (NoticeType.INCIDENT_LOCATED, "raised", None),
        (NoticeType.INCIDENT_ACKNOWLEDGED, "acknowledged", None),
        (NoticeType.INCIDENT_CANCELLED, "resolved", "false_alarm"),
        (NoticeType.INCIDENT_CLOSED, "closed", "false_alarm"),
    ]
    told: list[Earlier] = []
    kinds = []
    for number, (kind, state, disposition) in enumerate(steps):
        incident = replace(INCIDENT, state=state, disposition=disposition)
        event_id, at = f"E{number}", AT + number
        about = replace(notice(kind, event_id=event_id), at=at, incident=incident, earlier=tuple(told))
        read = Read(about)
        kinds.append(read["msgType"])
        assert read["incidents"] == "I1"
        references = [one.split(",") for one in read["references"].split()]
        assert references == [["urn:duress:site:lincoln", one.event_id, sent(one.at)] for one in told]
        told.append(Earlier(event_id=event_id, at=at))
    assert kinds == ["Alert", "Update", "Update", "Cancel", "Cancel"]


@pytest.mark.parametrize("count", [1, MOST_EARLIER, MOST_EARLIER + 1, 400])
def test_a_long_chain_keeps_its_beginning(count: int) -> None:
    """Given an incident with many messages, then one refers to the first and the latest, and does not grow for ever."""
    told = tuple(Earlier(event_id=f"E{number}", at=AT + number) for number in range(count))
    references = Read(replace(notice(NoticeType.INCIDENT_REPEATED), earlier=told))["references"].split()
    named = [one.split(",")[1] for one in references]
    assert len(named) == min(count, MOST_EARLIER)
    assert (named[0], named[-1]) == ("E0", f"E{count - 1}")


@pytest.mark.parametrize(
    ("change", "certainty", "urgency", "response"),
    [
        ({}, "Likely", "Immediate", "Assess"),
        ({"confirmation": "confirmed"}, "Observed", "Immediate", "Assess"),
        ({"doubtful": True, "doubts": ("unregistered",)}, "Likely", "Immediate", "Assess"),
        ({"state": "resolved", "disposition": "real"}, "Observed", "Past", "AllClear"),
        ({"state": "closed", "disposition": "cancelled"}, "Likely", "Past", "AllClear"),
    ],
)
def test_how_an_incident_stands(change: dict[str, object], certainty: str, urgency: str, response: str) -> None:
    """Given an incident in a state, then certainty, urgency and what is asked of the desk follow from it."""
    read = Read(replace(notice(), incident=replace(INCIDENT, **change)))  # type: ignore[arg-type]
    assert (read["info/certainty"], read["info/urgency"], read["info/responseType"]) == (certainty, urgency, response)
    assert bool(read["info/instruction"]) is (urgency == "Immediate")


@pytest.mark.parametrize(
    ("kind", "codes", "severity", "category"),
    [
        ("duress", ("HA", "1122"), "Severe", "Security"),
        ("lockdown", ("PA", "1120"), "Extreme", "Security"),
        ("medical", ("MA", "1100"), "Severe", "Health"),
        ("assist", ("QA", "1101"), "Moderate", "Security"),
    ],
)
def test_each_kind_has_its_codes(kind: str, codes: tuple[str, str], severity: str, category: str) -> None:
    """Given each kind of incident, then it has the codes a desk knows and its severity."""
    read = Read(replace(notice(), incident=replace(INCIDENT, kind=kind)))
    assert tuple(read.named("eventCode").values()) == codes
    assert (read["info/severity"], read.all("info/category")[0]) == (severity, category)
    assert read["info/event"] == f"{kind.capitalize()} alarm"


def test_a_trouble_from_beginning_to_end() -> None:
    """Given a missing pendant that is heard again, then its messages are one chain, and codes say which is which."""
    begun = Read(notice(NoticeType.TROUBLE_STARTED))
    over = replace(notice(NoticeType.TROUBLE_ENDED), trouble=replace(TROUBLE, lasted=61.2), earlier=(RAISED,))
    ended = Read(over)
    assert (begun["msgType"], begun["info/responseType"], begun["info/expires"]) == ("Alert", "Monitor", "")
    assert (ended["msgType"], ended["info/responseType"], ended["info/urgency"]) == ("Update", "AllClear", "Past")
    assert begun["incidents"] == ended["incidents"] == "T1"
    assert (begun.named("eventCode")["SIA-DC-03"], ended.named("eventCode")["SIA-DC-03"]) == ("UY", "UJ")
    assert ended.named("parameter")["seconds"] == "61"


def test_a_place_that_was_weighed_says_how_sure_it_is() -> None:
    """Given a place that may be another room, then headline, area and parameters say so."""
    weighed = WeighedFacts(
        near="Library", other_floor="Floor 1", others=(RoomFacts(room="Room 205", floor=None, probability=0.3),)
    )
    place = replace(INCIDENT.place, confidence="probable", weighed=weighed)
    read = Read(replace(notice(), incident=replace(INCIDENT, place=place)))
    words = "probable Room 204 (else Room 205), Floor 2 or Floor 1, Building B"
    assert words in read["info/headline"]
    assert words in read["info/area/areaDesc"]
    told = read.named("parameter")
    assert (told["room"], told["other_room"], told["near"]) == ("Room 204", "Room 205", "Library")


def test_all_a_desk_needs_to_act_is_there() -> None:
    """Given a site that has set everything, then whom to call, what not to do, level, door, page and plans are told."""
    callback = (
        CallbackFacts(name="Rosa Diaz", role="principal", phone="+1 555 0100"),
        CallbackFacts(name="Sam Lee", role="front office", phone="+1 555 0101"),
    )
    plans = (
        LinkFacts(title="Floor plan", url="https://school.test/plan.PDF?floor=2&wing=B"),
        LinkFacts(title="Cameras", url="https://school.test/cameras"),
    )
    incident = replace(
        INCIDENT,
        place=replace(INCIDENT.place, nearest_door="exterior door 7 (Hall)"),
        presses=(replace(INCIDENT.presses[0], holder="Ann Reed"),),
        avs=AvsFacts(level=4, why="a person pressed and is in danger"),
        page="https://home.school.test/logbook?device_id=1",
    )
    about = replace(notice(), incident=incident, site=replace(SITE, callback=callback, links=plans))
    read = Read(about)
    contacts = "Rosa Diaz (principal), +1 555 0100; Sam Lee (front office), +1 555 0101"
    assert read["info/contact"] == contacts
    assert read["info/instruction"] == (
        f"Silent: do not call the premises. Do not have anything announced there. Call back: {contacts}."
    )
    assert read["info/web"] == "https://home.school.test/logbook?device_id=1"
    assert read.all("info/resource/resourceDesc") == ["Floor plan", "Cameras"]
    assert read.all("info/resource/mimeType") == ["application/pdf", "text/html"]
    assert read.all("info/resource/uri") == [one.url for one in plans]
    told = read.named("parameter")
    assert (told["avs_level"], told["avs_why"]) == ("4", "a person pressed and is in danger")
    assert (told["holder"], told["nearest_door"]) == ("Ann Reed", "exterior door 7 (Hall)")
    assert read["info/area/areaDesc"].endswith("Building B, nearest exterior door: exterior door 7 (Hall)")
    assert "carried by Ann Reed, at" in read["info/description"]
    assert "Nearest exterior door: exterior door 7 (Hall)." in read["info/description"]

    over = Read(replace(about, incident=replace(incident, state="closed", disposition="real")))
    assert (over["info/instruction"], over["info/contact"]) == ("", contacts)
    for kind in (NoticeType.TROUBLE_STARTED, NoticeType.HEARTBEAT):
        other = Read(replace(notice(kind), site=about.site))
        assert (other["info/contact"], other["info/instruction"]) == ("", "")
        assert other.all("info/resource") == []


def test_a_heartbeat_says_how_long_it_holds() -> None:
    """Given a heartbeat, then it expires when the desk must alarm, and says when that is."""
    read = Read(notice(NoticeType.HEARTBEAT))
    assert read["info/expires"] == sent(AT + 200)
    assert read.named("parameter")["alarm_after_seconds"] == "200"
    assert read.named("parameter")["waiting"] == "2"


def test_a_digest_names_what_came_together() -> None:
    """Given what came together of troubles, then it is one message of no urgency with a parameter for each."""
    read = Read(notice(NoticeType.DIGEST))
    assert (read["status"], read["msgType"], read["info/urgency"]) == ("Actual", "Alert", "Expected")
    assert (read["info/severity"], read["info/responseType"]) == ("Minor", "Monitor")
    told = read.named("parameter")
    assert told["began"] == "Pendant 14: not heard any more, Room 204"
    assert told["ended"] == "Pendant 14: not heard any more, Room 204, lasted 60 s"
    assert read.named("eventCode") == {}


TEXT: Final = st.text(st.characters(), max_size=30)
NAME: Final = st.text(st.characters(), min_size=1, max_size=20)


@given(site=NAME, address=TEXT, room=st.none() | TEXT, label=TEXT, reason=st.none() | TEXT, event_id=NAME)
def test_nothing_people_type_breaks_a_message(
    site: str, address: str, room: str | None, label: str, reason: str | None, event_id: str
) -> None:
    """Given any names at all, also such that XML has no room for, then the message is valid and one line."""
    incident: IncidentFacts = replace(
        INCIDENT,
        place=PlaceFacts(room=room, floor=None),
        presses=(replace(INCIDENT.presses[0], label=label),),
    )
    about = replace(
        notice(event_id=event_id),
        site=SiteFacts(id=site, name=site, address=address),
        incident=incident,
        reason=reason,
        earlier=(RAISED,),
    )
    read = Read(about)
    assert not set(read["identifier"]) & set(" ,<&\n\t")
    assert not set(read["sender"]) & set(" ,<&\n\t")
    assert read["info/area/areaDesc"]
    assert encode(about).count(b"\n") == 1


@settings(max_examples=40)
@given(about=NOTICES)
def test_any_facts_give_a_valid_message(about: Notice) -> None:
    """Given any facts of any kind of notice, then the message is valid and names what it is about."""
    read = Read(about)
    assert read["info/event"]
    assert bool(read["incidents"]) is (about.incident is not None or about.trouble is not None or bool(about.rehearsal))
