"""Radio in the demo school behaves as radio does: near is loud mostly, copies differ, and a seed repeats it all."""

from math import dist

from hypothesis import given, strategies as st

from custom_components.duress.receivers.demo import SCHOOL, DemoRoom, DemoTransmitter
from custom_components.duress.receivers.demo.radio import Interference, Radio

SOMEBODY = SCHOOL.pendants[0]
REPEATERS = {repeater.uid: SCHOOL.room(repeater.room) for repeater in SCHOOL.repeaters}


def nearest_repeater(room: DemoRoom) -> int:
    """Return the identifier of the nearest repeater on the same floor."""
    same_floor = {uid: place for uid, place in REPEATERS.items() if place.floor == room.floor}
    return min(same_floor, key=lambda uid: dist((room.x, room.y), (same_floor[uid].x, same_floor[uid].y)))


def test_the_nearest_repeater_is_the_strongest_usually_but_not_always() -> None:
    """Given presses in every room, then the nearest repeater is the strongest in most, and its floor right."""
    near = right_floor = presses = 0
    for seed in range(20):
        radio = Radio(SCHOOL, seed)
        for room in SCHOOL.rooms:
            heard = [copy for copy in radio.copies(SOMEBODY, room.key) if copy.first_hop in REPEATERS]
            strongest = max(heard, key=lambda copy: copy.level, default=None)
            presses += 1
            near += strongest is not None and strongest.first_hop == nearest_repeater(room)
            right_floor += strongest is not None and REPEATERS[strongest.first_hop].floor == room.floor
    assert 0.6 < near / presses < 0.99
    assert right_floor / presses > 0.85


@given(st.integers(0, 1000), st.sampled_from(SCHOOL.transmitters), st.sampled_from(SCHOOL.rooms))
def test_copies_are_plausible(seed: int, transmitter: DemoTransmitter, room: DemoRoom) -> None:
    """Given any transmission, then it has 1 to 5 copies within two seconds, the first at once, with sane levels."""
    copies = Radio(SCHOOL, seed).copies(transmitter, room.key)
    assert 1 <= len(copies) <= 5
    assert copies[0].delay == 0
    assert all(0.05 <= copy.delay <= 2.0 for copy in copies[1:])
    assert [copy.delay for copy in copies] == sorted(copy.delay for copy in copies)
    assert all(0 <= copy.margin <= copy.level <= 99 for copy in copies)
    assert all(copy.first_hop != transmitter.uid for copy in copies)
    assert {copy.hops for copy in copies if copy.first_hop == SCHOOL.receiver} <= {0}
    assert {copy.hops for copy in copies if copy.first_hop != SCHOOL.receiver} <= {1, 2}


def test_a_seed_repeats_the_radio_whatever_others_send() -> None:
    """Given two schools of one seed, when others transmit in between in one, then a pendant's copies are the same."""
    quiet, busy = Radio(SCHOOL, 5), Radio(SCHOOL, 5)
    for other in SCHOOL.transmitters[1:]:
        busy.copies(other, other.room)
    me = SCHOOL.transmitters[0]
    assert [quiet.copies(me, "gym") for _ in range(5)] == [busy.copies(me, "gym") for _ in range(5)]
    assert Radio(SCHOOL, 5).copies(me, "gym") != Radio(SCHOOL, 6).copies(me, "gym")


def test_what_is_off_hears_nothing_and_what_is_jammed_hears_badly() -> None:
    """Given stations that are off or jammed, then no copy comes over the ones, and no good one over the others."""
    radio = Radio(SCHOOL, 1)
    off, jammed = SCHOOL.repeaters[0].uid, SCHOOL.receiver
    around = Interference(frozenset({off}), frozenset({jammed}))
    copies = [copy for _ in range(50) for copy in radio.copies(SOMEBODY, "office", interference=around)]
    assert off not in {copy.first_hop for copy in copies}
    assert max(copy.margin for copy in copies if copy.first_hop == jammed) <= 2
    nobody = Interference(frozenset({SCHOOL.receiver, *REPEATERS}))
    assert radio.copies(SOMEBODY, "office", interference=nobody) == []
