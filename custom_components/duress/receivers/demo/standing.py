"""How somebody stands who presses: where in the room, which way round, and how the pendant is worn.

A body takes more from what goes through it than from what leaves it in front, so a press is heard differently to each
side. What hangs on a wall always hangs in the same spot and has nobody in front of it.
"""

from dataclasses import dataclass
from math import atan2, cos, pi
import random
from typing import Final

from ...echostream import ProductKind
from .layout import EN1221S_60, DemoRoom, DemoTransmitter

type Spot = tuple[float, float, float]
"""A place in metres: east, north, up."""

WATERPROOF_LOSS: Final = 8.0
"""Decibels that an EN1221S-60 is weaker than the others."""
WEARING: Final = 3.0
"""Standard deviation between people, in decibels: what they wear over the pendant, how tall they are."""
BODY_LOSS: Final = 8.0
"""Decibels that are lost straight through the body of who wears a pendant."""
REACH: Final = 0.85
"""Which part of a room's length and width people stand in; the rest is furniture and walls."""


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a transmitter is during one transmission; `facing` is the direction of who wears it, if anybody does."""

    spot: Spot
    gain: float
    facing: float | None = None

    def gain_towards(self, spot: Spot) -> float:
        """Return the decibels by which it is heard louder or weaker at a place."""
        if self.facing is None:
            return self.gain
        behind = (1 - cos(atan2(spot[1] - self.spot[1], spot[0] - self.spot[0]) - self.facing)) / 2
        return self.gain - BODY_LOSS * behind


class Holder:
    """Who carries one transmitter, or the wall it hangs on; equal seeds give equal habits."""

    def __init__(self, transmitter: DemoTransmitter, seed: int) -> None:
        """Wear it as this person does."""
        habits = random.Random(f"{seed}/{transmitter.key}/habits")
        self._is_worn = transmitter.kind is ProductKind.PENDANT
        self._gain = habits.gauss(0, WEARING) if self._is_worn else 0.0
        self._gain -= WATERPROOF_LOSS if transmitter.pti == EN1221S_60 else 0.0
        self._corner = (habits.uniform(-0.5, 0.5), habits.uniform(-0.5, 0.5))

    def stand(self, room: DemoRoom, height: float, chance: random.Random) -> Stand:
        """Stand somewhere in a room, turned anyhow; what hangs on a wall stays where it is."""
        along, across = self._corner
        facing = None
        if self._is_worn:
            along, across = chance.uniform(-0.5, 0.5) * REACH, chance.uniform(-0.5, 0.5) * REACH
            facing = chance.uniform(-pi, pi)
        return Stand((room.x + along * room.width, room.y + across * room.depth, height), self._gain, facing)
