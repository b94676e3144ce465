"""What DC-09 tells: codes, numbers, marks and texts."""

from dataclasses import replace
import json

import pytest

from custom_components.duress.monitoring import (
    CallbackFacts,
    NoticeType,
    WeighedFacts,
)
from custom_components.duress.monitoring.dc09 import Code, Form, Numbering
from custom_components.duress.monitoring.dc09.content import Content, content_of
from custom_components.duress.monitoring.messages import UNPLACED, Mode, Notice

from .builders import INCIDENT, SITE, notice
from .dc09_way import NUMBERING


def said(about: Notice, numbering: Numbering = NUMBERING) -> str | None:
    """Return the event that tells a notice."""
    content = content_of(about, numbering)
    return None if content is None else content.event


@pytest.mark.parametrize(
    ("kind", "sia", "cid"),
    [
        (NoticeType.INCIDENT_RAISED, "Nri1/HA204", "1122 01 204"),
        (NoticeType.INCIDENT_LOCATED, "Nri1/HA204", "1122 01 204"),
        (NoticeType.INCIDENT_REPEATED, "Nri1/HA999", "1122 01 999"),
        (NoticeType.INCIDENT_CONFIRMED, "Nri1/HA204", "1129 01 204"),
        (NoticeType.INCIDENT_ESCALATED, "Nri1/HA204", "1122 01 204"),
        (NoticeType.INCIDENT_ACKNOWLEDGED, None, None),
        (NoticeType.INCIDENT_CLEARED, None, None),
        (NoticeType.INCIDENT_CANCELLED, "Nri1/OC0", "1406 01 000"),
        (NoticeType.INCIDENT_CLOSED, "Nri1/HR204", "3122 01 204"),
        (NoticeType.TROUBLE_STARTED, "Nri1/UY204", "1381 01 204"),
        (NoticeType.TROUBLE_ESCALATED, None, None),
        (NoticeType.TROUBLE_ENDED, "Nri1/UJ204", "3381 01 204"),
        (NoticeType.TEST, "Nri1/RX0", "1601 01 000"),
        (NoticeType.HEARTBEAT, "", ""),
    ],
)
def test_codes(kind: NoticeType, sia: str | None, cid: str | None) -> None:
    """Given each thing that may be told, then it has the usual code and its room's number, in both forms."""
    assert said(notice(kind)) == sia
    assert said(notice(kind), replace(NUMBERING, form=Form.CID)) == cid


def test_every_notice_can_be_asked_about() -> None:
    """Given any notice in any form and mode, then there is a message or none, never a failure."""
    for kind in NoticeType:
        for form in Form:
            for mode in Mode:
                about = replace(notice(kind), mode=mode)
                content = content_of(about, replace(NUMBERING, form=form))
                assert content is None or Content.read(content.stored()) == content


@pytest.mark.parametrize("mode", [Mode.DRILL, Mode.TEST, Mode.DEMO])
def test_exercises_are_told_as_tests(mode: Mode) -> None:
    """Given a drill, a test or a demo, then a press is TP with its mark, and nothing is restored that never was."""
    about = replace(notice(), mode=mode)
    content = content_of(about, NUMBERING)
    assert content is not None
    assert content.event == "Nri1/TP204"
    assert dict(content.fields)["I"].startswith(f"{mode.upper()} Duress alarm 7")
    assert said(replace(notice(NoticeType.INCIDENT_CLOSED), mode=mode)) is None
    assert said(replace(notice(NoticeType.INCIDENT_CANCELLED), mode=mode)) is None
    assert said(about, replace(NUMBERING, real_codes=True)) == "Nri1/HA204"


def test_a_test_and_its_end_are_told() -> None:
    """Given a test or drill, then its begin and its end are told."""
    assert said(replace(notice(NoticeType.REHEARSAL_STARTED), mode=Mode.DRILL)) == "Nri1/TS0"
    assert said(replace(notice(NoticeType.REHEARSAL_ENDED), mode=Mode.DRILL)) == "Nri1/TE0"


def test_own_codes_and_numbers() -> None:
    """Given codes a centre asked for, then they are used; a number that cannot be read becomes the unknown room's."""
    own = {
        "duress": Code(begin="PA", end="PR", zone="17"),
        "acknowledged": Code(begin="="),
        "missing": Code(),
    }
    numbering = replace(NUMBERING, codes=own, area=3)
    assert said(notice(), numbering) == "Nri3/PA17"
    assert said(notice(NoticeType.INCIDENT_ACKNOWLEDGED), numbering) == "Nri3/PA17"
    assert said(notice(NoticeType.TROUBLE_STARTED), numbering) is None
    odd = replace(NUMBERING, number_of=lambda _: "12345", form=Form.CID)
    assert said(notice(), odd) == "1122 01 999"
    medical = replace(notice(), incident=replace(INCIDENT, kind="medical"))
    assert said(medical, numbering) == "Nri3/MA204"


def test_texts_cannot_break_a_message() -> None:
    """Given a room with brackets and line ends in its name, then they are replaced; the same notice, the same bytes."""
    place = replace(INCIDENT.place, room="Room [204]\r\n\x00 “West”")
    about = replace(notice(), incident=replace(INCIDENT, place=place))
    content = content_of(about, NUMBERING)
    assert content is not None
    assert dict(content.fields)["R"] == "Room (204) “West”"
    assert content.stored() == content.stored()
    assert json.loads(content.stored())["event"] == "Nri1/HA999"


def test_a_room_that_is_only_near_has_no_number() -> None:
    """Given a place that is near a room, then the centre reads so, under the number without a room."""
    place = replace(INCIDENT.place, room=None, weighed=WeighedFacts(near="Gym"))
    content = content_of(replace(notice(), incident=replace(INCIDENT, place=place)), NUMBERING)
    assert content is not None
    assert (content.event, dict(content.fields)["R"]) == ("Nri1/HA999", "near Gym")


def words_of(about: Notice) -> str:
    """Return what a receiver is told in words."""
    content = content_of(about, NUMBERING)
    assert content is not None
    return dict(content.fields)["I"]


def test_what_not_to_do_and_the_address_are_said_where_there_is_room() -> None:
    """Given an open incident, then its words end with both; not once it is over, nor where they would be cut off."""
    told = words_of(notice())
    assert told.endswith("14:12:01 UTC. Silent: do not call the premises. Address: 1 Main St, Springfield.")
    unknown = words_of(replace(notice(), incident=replace(INCIDENT, place=UNPLACED)))
    assert unknown.count("1 Main St") == 1
    assert unknown.endswith("Silent: do not call the premises.")
    closed = replace(notice(NoticeType.INCIDENT_CLOSED), incident=replace(INCIDENT, state="closed"))
    assert "Silent" not in words_of(closed)
    for kind in (NoticeType.TROUBLE_STARTED, NoticeType.TEST, NoticeType.REHEARSAL_STARTED):
        assert not [word for word in ("Silent", "Address") if word in words_of(notice(kind))]
    for length in range(300):
        label = "p" * length
        press = replace(INCIDENT.presses[0], label=label)
        words = words_of(replace(notice(), incident=replace(INCIDENT, presses=(press,))))
        assert len(words) <= 256
        assert ("Silent" in words) is ("Silent: do not call the premises." in words)
        assert ("Address" in words) is ("Address: 1 Main St, Springfield." in words)


def test_a_receiver_is_told_the_holder_and_nobody_to_call_back() -> None:
    """Given a site with both, then the words say who carried the pendant, and no telephone number."""
    people = (CallbackFacts(name="Rosa Diaz", role="principal", phone="+1 555 0100"),)
    named = replace(INCIDENT, presses=(replace(INCIDENT.presses[0], holder="Ann Reed"),))
    content = content_of(replace(notice(), incident=named, site=replace(SITE, callback=people)), NUMBERING)
    assert content is not None
    assert b"carried by Ann Reed, at" in content.stored()
    assert b"Rosa" not in content.stored()
    assert b"0100" not in content.stored()
