"""How far radio reaches in the demo school: who hears a transmitter first, how well, and when each copy comes in.

Loss grows with the logarithm of the distance, a ceiling takes its share, and so do the walls and cupboards between a
room and a station, which are the same for every press from that room. Where somebody stands, which way round and how
the pendant is worn differ from press to press; every copy fades besides. So a room has its pattern of levels, but no
press shows it purely, and the nearest repeater is the strongest usually but not always.

A press is sent several times, and each station that hears one of these messages passes it on, mostly: one to five
copies come over each station that is near enough. Each transmitter has random sequences of its own, one for check-ins
and one for all else: its next press is the same in every run with the same seed, whatever it and others did meanwhile.
The walls are those of the school, whatever the seed.
"""

from collections.abc import Mapping, Set as AbstractSet
from dataclasses import dataclass
from math import dist, log10
import random
from typing import Final

from ...echostream import Uid
from .layout import DemoLayout, DemoRoom, DemoTransmitter
from .standing import Holder, Spot, Stand

LEVEL_AT_ONE_METRE: Final = 88.0
LOSS_PER_DECADE: Final = 30.0
LOSS_PER_CEILING: Final = 20.0
"""That of a slab of reinforced concrete."""
STOREY: Final = 4.0
"""Metres between two floors."""
WALLS: Final = 4.0
"""Standard deviation of what stands between a room and a station, in decibels."""
SPOT: Final = 3.0
"""Standard deviation of what differs from spot to spot in a room, in decibels; all copies of a press share it."""
FADING: Final = 4.0
"""Standard deviation of one copy, in decibels: copies of one press differ by 10 and more."""
WEAKEST: Final = 20.0
"""The lowest level that is heard."""
SPREAD: Final = (0.05, 2.0)
"""Seconds after the first copy between which the others come."""
MESSAGES: Final = (2, 3, 3, 4, 4, 5)
"""How often a press is sent, one of these."""
PASSED_ON: Final = 0.6
"""Which part of the messages that a station hears gets through to the receiver."""

_NOISE: Final = (8.0, 12.0)
_TOP_LEVEL: Final = 99
_JAMMED_MARGIN: Final = 2


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a transmission: seconds after the first, who heard it first, and how."""

    delay: float
    first_hop: Uid
    level: int
    margin: int
    hops: int


@dataclass(frozen=True, slots=True)
class Interference:
    """What disturbs the radio at the moment: stations that are off, and stations that are jammed."""

    off: AbstractSet[Uid] = frozenset()
    jammed: AbstractSet[Uid] = frozenset()


@dataclass(frozen=True, slots=True)
class _Station:
    """A receiver or repeater and where it is."""

    uid: Uid
    room: str
    floor: int
    spot: Spot
    hops: int


class Radio:
    """The radio of one school."""

    def __init__(self, layout: DemoLayout, seed: int) -> None:
        """Place the stations; equal seeds give equal copies."""
        self._layout = layout
        self._seed = seed
        self._floors = {floor.key: level for level, floor in enumerate(layout.floors)}
        self._chances: dict[str, random.Random] = {}
        self._holders: dict[Uid, Holder] = {}
        self._stations = [self._station(layout.receiver, layout.receiver_room)]
        self._stations += [self._station(repeater.uid, repeater.room) for repeater in layout.repeaters]
        self._walls = {(room.key, one.uid): _walls(room, one) for room in layout.rooms for one in self._stations}

    def copies(
        self,
        transmitter: DemoTransmitter,
        room: str,
        *,
        most: int | None = None,
        interference: Interference | None = None,
    ) -> list[Copy]:
        """Return the copies of one transmission from a room, the first with no delay; none if all stations are off.

        `most` is how many there are of a check-in, the best ones; without it there are as many as of a press.
        """
        around = interference or Interference()
        name = f"{self._seed}/{transmitter.key}/{'check-in' if most else 'press'}"
        chance = self._chances.setdefault(name, random.Random(name))
        holder = self._holders.setdefault(transmitter.uid, Holder(transmitter, self._seed))
        found = self._layout.room(room)
        stand = holder.stand(found, self._height(found), chance)
        levels = {
            station: self._expected(station, stand, found) + chance.gauss(0, SPOT)
            for station in self._stations
            if station.uid != transmitter.uid and station.uid not in around.off
        }
        if not levels:
            return []
        heard = _heard(levels, chance, passed_on=PASSED_ON) if most is None else _heard(levels, chance)[:most]
        delays = [0.0, *sorted(chance.uniform(*SPREAD) for _ in heard[1:])]
        chance.shuffle(heard)
        return [
            self._copy(delay, station, level, around, chance)
            for delay, (level, station) in zip(delays, heard, strict=True)
        ]

    def _copy(self, delay: float, station: _Station, heard: float, around: Interference, chance: random.Random) -> Copy:
        """Return one copy as its first hop measures it."""
        level = max(round(WEAKEST), min(_TOP_LEVEL, round(heard)))
        margin = max(0, level - round(chance.uniform(*_NOISE)))
        if station.uid in around.jammed:
            margin = min(margin, chance.randint(0, _JAMMED_MARGIN))
        return Copy(delay, station.uid, level, margin, station.hops)

    def _expected(self, station: _Station, stand: Stand, room: DemoRoom) -> float:
        """Return the level without what differs from spot to spot and from copy to copy."""
        distance = max(1.0, dist(station.spot, stand.spot))
        ceilings = abs(station.floor - self._floors[room.floor])
        level = LEVEL_AT_ONE_METRE - LOSS_PER_DECADE * log10(distance) - LOSS_PER_CEILING * ceilings
        return level + self._walls[room.key, station.uid] + stand.gain_towards(station.spot)

    def _station(self, uid: Uid, key: str) -> _Station:
        """Return a station in a room; what it hears passes one relay per floor and one to get there."""
        room = self._layout.room(key)
        floor = self._floors[room.floor]
        start = self._floors[self._layout.room(self._layout.receiver_room).floor]
        hops = 0 if uid == self._layout.receiver else 1 + abs(floor - start)
        return _Station(uid, key, floor, (room.x, room.y, self._height(room)), hops)

    def _height(self, room: DemoRoom) -> float:
        """Return how far up a room is, in metres."""
        return STOREY * self._floors[room.floor]


def _walls(room: DemoRoom, station: _Station) -> float:
    """Return by how much better or worse than on open ground a room is heard; nothing stands between within one."""
    return 0.0 if room.key == station.room else random.Random(f"{room.key}/{station.uid}").gauss(0, WALLS)


def _heard(
    levels: Mapping[_Station, float], chance: random.Random, *, passed_on: float | None = None
) -> list[tuple[float, _Station]]:
    """Return who hears one message, the best first; or, if a part is passed on, those of several.

    The best always hears the first message.
    """
    if passed_on is None:
        faded = [(level + chance.gauss(0, FADING), station) for station, level in levels.items()]
        faded.sort(key=lambda one: -one[0])
        return [one for one in faded if one[0] >= WEAKEST] or faded[:1]
    messages = [_heard(levels, chance) for _ in range(chance.choice(MESSAGES))]
    through = [one for message in messages for one in message if chance.random() < passed_on]
    return through or messages[0][:1]
