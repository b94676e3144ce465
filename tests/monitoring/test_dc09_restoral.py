"""The end of an incident over DC-09: each number that was in alarm is restored, in order, one after the other."""

from dataclasses import replace

import pytest

from custom_components.duress.monitoring import Alarmed, Dc09Settings, Dc09Transport, Notice, NoticeType, PlaceFacts
from custom_components.duress.monitoring.dc09 import Code, Form, Numbering, Protocol
from custom_components.duress.monitoring.dc09.content import content_of, parts_of
from custom_components.duress.monitoring.messages import UNPLACED, Mode

from .builders import PLACE, notice
from .dc09_way import NUMBERING, outgoing
from .desk import until
from .test_dc09_peers import peer

GYM = PlaceFacts(room="Gym", floor="Floor 1")
HALL = PlaceFacts(room="Hall", floor="Floor 1")


def closed(*told: tuple[NoticeType, PlaceFacts]) -> Notice:
    """Return the end of an incident that was told of places."""
    return replace(
        notice(NoticeType.INCIDENT_CLOSED, event_id="E"),
        alarmed=tuple(Alarmed(kind=kind, place=place) for kind, place in told),
    )


def restored(about: Notice, numbering: Numbering = NUMBERING) -> list[tuple[str, str]]:
    """Return the ids and events as which an end is told."""
    parts = [(part.event_id, content_of(part, numbering)) for part in parts_of(about, numbering)]
    return [(event_id, content.event) for event_id, content in parts if content is not None]


RAISED, LOCATED, REPEATED = NoticeType.INCIDENT_RAISED, NoticeType.INCIDENT_LOCATED, NoticeType.INCIDENT_REPEATED
WIDE = closed((RAISED, UNPLACED), (LOCATED, PLACE), (REPEATED, GYM), (NoticeType.INCIDENT_ACKNOWLEDGED, HALL))


def test_every_number_that_was_in_alarm_is_restored() -> None:
    """Given an incident that was told with three numbers, then its end is told with each, in their order."""
    assert restored(WIDE) == [("E", "Nri1/HR999"), ("E-2", "Nri1/HR204"), ("E-3", "Nri1/HR12")]
    assert [event for _, event in restored(WIDE, replace(NUMBERING, form=Form.CID))] == [
        "3122 01 999",
        "3122 01 204",
        "3122 01 012",
    ]
    assert restored(closed((RAISED, PLACE), (LOCATED, PLACE))) == [("E", "Nri1/HR204")]
    # Rooms without a number have one together.
    assert restored(closed((RAISED, HALL), (REPEATED, UNPLACED))) == [("E", "Nri1/HR999")]
    rooms = [
        dict(content.fields).get("R") for part in parts_of(WIDE, NUMBERING) if (content := content_of(part, NUMBERING))
    ]
    assert rooms == [None, "Room 204", "Gym"]


def test_what_was_never_in_alarm_is_not_restored() -> None:
    """Given codes a site has set, then only numbers that were told as an alarm of that kind are restored."""
    quiet = replace(NUMBERING, codes={"located": Code(), "repeated": Code(begin="HH")})
    assert restored(WIDE, quiet) == [("E", "Nri1/HR999")]
    one_zone = replace(NUMBERING, codes={"duress": Code(begin="HA", end="HR", zone="17")})
    assert restored(WIDE, one_zone) == [("E", "Nri1/HR17")]
    assert restored(WIDE, replace(NUMBERING, codes={"duress": Code(begin="HA")})) == []
    assert restored(replace(WIDE, mode=Mode.DRILL)) == []
    # What an earlier version left without places ends where it was last.
    assert restored(closed()) == [("E", "Nri1/HR204")]


def own(**codes: Code) -> Numbering:
    """Return how a site tells events that has codes of its own."""
    return replace(NUMBERING, codes=codes)


def test_what_was_told_with_a_code_of_its_own_is_restored_with_its_own() -> None:
    """Given a code of its own for further presses, when the incident ends, then its end is told as was set."""
    with_end = own(repeated=Code(begin="PA", end="PR"))
    assert restored(WIDE, with_end) == [("E", "Nri1/HR999"), ("E-2", "Nri1/HR204"), ("E-3", "Nri1/PR12")]
    as_kind = own(repeated=Code(begin="PA", end="="))
    assert restored(WIDE, as_kind) == restored(WIDE)
    without = own(repeated=Code(begin="PA"))
    assert restored(WIDE, without) == [("E", "Nri1/HR999"), ("E-2", "Nri1/HR204")]
    same_code = own(repeated=Code(begin="HA", end="PR"))
    assert restored(WIDE, same_code) == restored(WIDE)


def test_each_end_is_told_once_with_the_number_of_its_alarm() -> None:
    """Given two codes for one room, then both are restored, each once; a number that is set for a code ends with it."""
    twice = closed((RAISED, PLACE), (REPEATED, PLACE), (REPEATED, PLACE))
    assert restored(twice, own(repeated=Code(begin="PA", end="PR"))) == [("E", "Nri1/HR204"), ("E-2", "Nri1/PR204")]
    assert restored(twice, own(repeated=Code(begin="PA", end="HR"))) == [("E", "Nri1/HR204")]
    assert restored(twice, own(repeated=Code(begin="PA", end="PR", zone="17")))[-1] == ("E-2", "Nri1/PR17")
    only_steps = own(duress=Code(begin="HA"), repeated=Code(begin="PA", end="PR"))
    assert restored(twice, only_steps) == [("E", "Nri1/PR204")]
    acknowledged = own(acknowledged=Code(begin="HT", end="PR"))
    assert restored(WIDE, acknowledged)[-1] == ("E-4", "Nri1/PR999")
    assert restored(replace(twice, mode=Mode.DRILL), own(repeated=Code(begin="PA", end="PR"))) == []


def test_a_confirmed_alarm_is_restored_in_contact_id() -> None:
    """Given Contact ID, which has a code for a confirmed alarm, when that is over, then both codes are restored."""
    about = closed((RAISED, PLACE), (NoticeType.INCIDENT_CONFIRMED, PLACE))
    assert restored(about, replace(NUMBERING, form=Form.CID)) == [("E", "3122 01 204"), ("E-2", "3129 01 204")]
    assert restored(about) == [("E", "Nri1/HR204")]


@pytest.mark.parametrize("name", ["pysiaalarm", "siadc09"])
async def test_others_read_each_restoral(name: str) -> None:
    """Given a foreign receiver, when an incident with three numbers ends, then it reads a restoral of each."""
    async with peer(name, Protocol.TCP) as running:
        transport = Dc09Transport(
            Dc09Settings(host="127.0.0.1", port=running.port, account="1234", receiver="1", numbering=NUMBERING)
        )
        for sequence, part in enumerate(transport.parts(WIDE), 1):
            assert (await transport.send(outgoing(transport, part, sequence=sequence))).detail == "ACK"
        await until(lambda: len(running.read) == 3)
        assert [(one["code"], one["zone"]) for one in running.read] == [("HR", "999"), ("HR", "204"), ("HR", "12")]
