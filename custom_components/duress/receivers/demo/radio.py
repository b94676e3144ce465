"""How far radio reaches in the demo school: who hears a transmitter first, how well, and when each copy comes in.

Loss grows with the logarithm of the distance, a ceiling takes its share, and every copy fades by some decibels, so the
nearest repeater is the strongest usually but not always. Each transmitter has a random sequence of its own: what it
sends is the same in every run with the same seed, whatever the others do.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import dist, log10
import random
from typing import Final

from ...echostream import Uid
from .layout import EN1221S_60, DemoLayout, DemoTransmitter

LEVEL_AT_ONE_METRE: Final = 85.0
LOSS_PER_DECADE: Final = 30.0
LOSS_PER_CEILING: Final = 18.0
STOREY: Final = 4.0
"""Metres between two floors."""
FADING: Final = 4.0
"""Standard deviation of one copy, in decibels."""
WEAKEST: Final = 20.0
"""The lowest level that is heard."""
WATERPROOF_LOSS: Final = 8.0
SPREAD: Final = (0.05, 2.0)
"""Seconds after the first copy between which the others come."""
MAX_COPIES: Final = 5

_NOISE: Final = (8.0, 12.0)
_WANDER: Final = 2.5
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
    floor: int
    place: tuple[float, float, float]
    hops: int


class Radio:
    """The radio of one school."""

    def __init__(self, layout: DemoLayout, seed: int) -> None:
        """Place the stations; equal seeds give equal copies."""
        self._layout = layout
        self._seed = seed
        self._floors = {floor.key: level for level, floor in enumerate(layout.floors)}
        self._chances: dict[Uid, random.Random] = {}
        self._stations = [self._station(layout.receiver, layout.receiver_room)]
        self._stations += [self._station(repeater.uid, repeater.room) for repeater in layout.repeaters]

    def copies(
        self,
        transmitter: DemoTransmitter,
        room: str,
        *,
        most: int = MAX_COPIES,
        interference: Interference | None = None,
    ) -> list[Copy]:
        """Return the copies of one transmission from a room, the first with no delay; none if all stations are off."""
        around = interference or Interference()
        chance = self._chances.setdefault(transmitter.uid, random.Random(f"{self._seed}/{transmitter.key}"))
        x, y, z = self._place(room)
        place = (x + chance.uniform(-_WANDER, _WANDER), y + chance.uniform(-_WANDER, _WANDER), z)
        weakness = WATERPROOF_LOSS if transmitter.pti == EN1221S_60 else 0.0
        levels = {
            station: self._expected(station, place, self._floor(room)) - weakness
            for station in self._stations
            if station.uid != transmitter.uid and station.uid not in around.off
        }
        if not levels:
            return []
        hearers = self._hearers(levels, chance)
        wanted = min(most, chance.choice((2, 3, 3, 4, 4, 5)))
        # Few stations, but a transmission is repeated: the same station then hears it more than once.
        order = [hearers[number % len(hearers)] for number in range(wanted)]
        delays = [0.0, *sorted(chance.uniform(*SPREAD) for _ in order[1:])]
        chance.shuffle(order)
        return [
            self._copy(delay, station, levels[station], around, chance)
            for delay, station in zip(delays, order, strict=True)
        ]

    def _hearers(self, levels: dict[_Station, float], chance: random.Random) -> list[_Station]:
        """Return who hears a transmission, the best first as it happens to fade; the best always does."""
        faded = {station: level + chance.gauss(0, FADING) for station, level in levels.items()}
        best = sorted(faded, key=lambda station: -faded[station])
        return [station for station in best if faded[station] >= WEAKEST] or best[:1]

    def _copy(
        self, delay: float, station: _Station, expected: float, around: Interference, chance: random.Random
    ) -> Copy:
        """Return one copy with its own fading."""
        faded = expected + chance.gauss(0, FADING)
        level = max(round(WEAKEST), min(_TOP_LEVEL, round(faded)))
        margin = max(0, level - round(chance.uniform(*_NOISE)))
        if station.uid in around.jammed:
            margin = min(margin, chance.randint(0, _JAMMED_MARGIN))
        return Copy(delay, station.uid, level, margin, station.hops)

    def _expected(self, station: _Station, place: tuple[float, float, float], floor: int) -> float:
        """Return the level without fading."""
        distance = max(1.0, dist(station.place, place))
        return LEVEL_AT_ONE_METRE - LOSS_PER_DECADE * log10(distance) - LOSS_PER_CEILING * abs(station.floor - floor)

    def _station(self, uid: Uid, room: str) -> _Station:
        """Return a station in a room; what it hears passes one relay per floor and one to get there."""
        floor = self._floor(room)
        hops = 0 if uid == self._layout.receiver else 1 + abs(floor - self._floor(self._layout.receiver_room))
        return _Station(uid, floor, self._place(room), hops)

    def _place(self, room: str) -> tuple[float, float, float]:
        """Return the middle of a room in metres."""
        found = self._layout.room(room)
        return (found.x, found.y, STOREY * self._floors[found.floor])

    def _floor(self, room: str) -> int:
        """Return the level of a room's floor."""
        return self._floors[self._layout.room(room).floor]
