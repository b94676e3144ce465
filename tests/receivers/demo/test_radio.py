"""Radio in the demo school behaves as radio does: near is loud mostly, copies differ, and a seed repeats it all."""

from collections import Counter
from math import dist
from statistics import mean, pstdev

from hypothesis import given, strategies as st

from custom_components.duress.receivers.demo import SCHOOL, DemoRoom, DemoTransmitter
from custom_components.duress.receivers.demo.radio import Copy, Interference, Radio
from custom_components.duress.receivers.demo.standing import BODY_LOSS, Stand

SOMEBODY = SCHOOL.pendants[0]
REPEATERS = {repeater.uid: SCHOOL.room(repeater.room) for repeater in SCHOOL.repeaters}


def nearest_repeater(room: DemoRoom) -> int:
    """Return the identifier of the nearest repeater on the same floor."""
    same_floor = {uid: place for uid, place in REPEATERS.items() if place.floor == room.floor}
    return min(same_floor, key=lambda uid: dist((room.x, room.y), (same_floor[uid].x, same_floor[uid].y)))


def levels(copies: list[Copy]) -> dict[int, float]:
    """Return the mean level of a press at each station that heard it."""
    return {hop: mean(one.level for one in copies if one.first_hop == hop) for hop in {one.first_hop for one in copies}}


def pressed(radio: Radio, who: DemoTransmitter, room: str, presses: int) -> list[dict[int, float]]:
    """Press somewhere several times."""
    return [levels(radio.copies(who, room)) for _ in range(presses)]


def middle(presses: list[dict[int, float]], station: int) -> float:
    """Return the mean level of presses at a station; one that was silent counts as the weakest."""
    return mean(press.get(station, 20.0) for press in presses)


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
    """Given any press, then 1 to 5 copies come over each first hop within two seconds, the first at once."""
    copies = Radio(SCHOOL, seed).copies(transmitter, room.key)
    assert copies
    assert max(Counter(copy.first_hop for copy in copies).values()) <= 5
    assert copies[0].delay == 0
    assert all(0.05 <= copy.delay <= 2.0 for copy in copies[1:])
    assert [copy.delay for copy in copies] == sorted(copy.delay for copy in copies)
    assert all(0 <= copy.margin <= copy.level <= 99 for copy in copies)
    assert all(copy.first_hop != transmitter.uid for copy in copies)
    assert {copy.hops for copy in copies if copy.first_hop == SCHOOL.receiver} <= {0}
    assert {copy.hops for copy in copies if copy.first_hop != SCHOOL.receiver} <= {1, 2}
    assert len(Radio(SCHOOL, seed).copies(transmitter, room.key, most=2)) <= 2


def test_most_stations_hear_a_press() -> None:
    """Given presses of many people in every room, then four to six stations hear one on average."""
    radio = Radio(SCHOOL, 1)
    heard = [
        len(press) for who in SCHOOL.pendants for room in SCHOOL.rooms for press in pressed(radio, who, room.key, 1)
    ]
    assert 4 < mean(heard) < 6


def test_a_room_has_its_pattern_and_a_seed_only_chooses_the_presses() -> None:
    """Given two schools of different seeds, then a room sounds alike in both, and its neighbours sound different."""
    one, other = Radio(SCHOOL, 1), Radio(SCHOOL, 2)
    apart: dict[bool, list[float]] = {True: [], False: []}
    rooms = [room.key for room in SCHOOL.rooms if room.floor == "ground"]
    here = {room: [press for who in SCHOOL.pendants for press in pressed(one, who, room, 3)] for room in rooms}
    there = {room: [press for who in SCHOOL.pendants for press in pressed(other, who, room, 3)] for room in rooms}
    for room, presses in here.items():
        for neighbour, others in there.items():
            differences = [abs(middle(presses, uid) - middle(others, uid)) for uid in REPEATERS]
            apart[room == neighbour].append(mean(differences))
    assert max(apart[True]) < 2.5
    assert mean(apart[False]) > 5


def test_people_wear_a_pendant_differently_and_walls_do_not() -> None:
    """Given pendants and a wall button in one room, then people are heard differently loud, each press again so."""
    radio, station = Radio(SCHOOL, 1), SCHOOL.repeaters[0].uid
    people = {who.key: pressed(radio, who, "cafeteria", 30) for who in SCHOOL.pendants}
    assert pstdev(middle(presses, station) for presses in people.values()) > 2
    button = next(one for one in SCHOOL.buttons if one.room == "cafeteria")
    mounted = pressed(radio, button, "cafeteria", 30)
    assert pstdev(press[station] for press in mounted if station in press) < min(
        pstdev(press[station] for press in presses if station in press) for presses in people.values()
    )


def test_a_body_takes_most_from_what_goes_through_it() -> None:
    """Given somebody who wears a pendant, then who is behind hears it weaker than who is in front, by the body."""
    stand = Stand((0.0, 0.0, 0.0), -1.0, facing=0.0)
    assert stand.gain_towards((5.0, 0.0, 0.0)) == -1.0
    assert stand.gain_towards((-5.0, 0.0, 0.0)) == -1.0 - BODY_LOSS
    assert Stand((0.0, 0.0, 0.0), -1.0).gain_towards((-5.0, 0.0, 0.0)) == -1.0


def test_a_seed_repeats_the_radio_whatever_others_send() -> None:
    """Given two schools of one seed, when in one others transmit and it checks in, then its presses are the same."""
    quiet, busy = Radio(SCHOOL, 5), Radio(SCHOOL, 5)
    for other in SCHOOL.transmitters[1:]:
        busy.copies(other, other.room)
    me = SCHOOL.transmitters[0]
    busy.copies(me, "gym", most=2)
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
