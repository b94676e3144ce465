"""The demo school is complete and consistent, and nothing in it could be taken for real."""

from collections import Counter

import pytest

from custom_components.duress.echostream import Mid, ProductKind, mid_of, product_of
from custom_components.duress.receivers.demo import SCHOOL


def test_the_school_has_what_was_promised() -> None:
    """Given the demo school, then it has 2 floors, 12 rooms, 20 pendants, 4 buttons and 6 repeaters."""
    assert (len(SCHOOL.floors), len(SCHOOL.rooms)) == (2, 12)
    assert (len(SCHOOL.pendants), len(SCHOOL.buttons), len(SCHOOL.repeaters)) == (20, 4, 6)
    assert len(SCHOOL.transmitters) == 30
    assert {product_of(one.pti).model for one in SCHOOL.pendants} == {
        "EN1223S",
        "EN1235S",
        "EN1223D",
        "EN1221S-60",
        "EN1236D",
    }
    assert {product_of(one.pti).model for one in SCHOOL.buttons} == {"EN1235SF", "EN1235DF"}


def test_identities_are_unique_and_of_the_right_family() -> None:
    """Given all devices, then keys, labels and identifiers are unique, and each has the family byte of its kind."""
    everything = (*SCHOOL.transmitters, SCHOOL.stranger)
    uids = [SCHOOL.receiver, *(one.uid for one in everything)]
    assert Counter(uids).most_common(1)[0][1] == 1
    assert len({one.key for one in everything}) == len({one.label for one in everything}) == len(everything)
    assert {mid_of(one.uid) for one in SCHOOL.repeaters} == {Mid.REPEATER}
    assert {mid_of(one.uid) for one in (*SCHOOL.pendants, *SCHOOL.buttons)} == {Mid.END_DEVICE}
    assert mid_of(SCHOOL.receiver) == Mid.RECEIVER
    assert {one.kind for one in SCHOOL.pendants} == {ProductKind.PENDANT}
    assert {one.kind for one in SCHOOL.buttons} == {ProductKind.FIXED}


def test_everything_is_in_a_room_of_a_floor_and_marked() -> None:
    """Given all devices and rooms, then every reference holds and every label says DEMO."""
    floors = {floor.key for floor in SCHOOL.floors}
    assert {room.floor for room in SCHOOL.rooms} == floors
    for one in SCHOOL.transmitters:
        assert SCHOOL.room(one.room).key == one.room
        assert SCHOOL.transmitter(one.key) is one
        assert one.label.startswith("DEMO ")
    assert SCHOOL.room(SCHOOL.receiver_room).name == "Office"


def test_what_is_not_there_is_refused() -> None:
    """Given keys of nothing, when they are looked up, then the error names them."""
    with pytest.raises(ValueError, match="no room 'attic'"):
        SCHOOL.room("attic")
    with pytest.raises(ValueError, match="no transmitter 'pendant-99'"):
        SCHOOL.transmitter("pendant-99")
