"""How much a press is like the presses of a survey: the cosine between both, the loud listeners counting most.

A press is a vector with an entry for each listener, the exponential of its level. The gain of a pendant only makes it
longer, and length does not count. If nobody heard a press where the survey's was loudest, that listener may be dead:
then the cosine without it counts, less a bit.
"""

from array import array
from collections.abc import Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass
from math import exp, log, sqrt
from typing import Final

from .fitting import Pause

DECIBELS: Final = 12.0
"""By so many decibels more, an entry is e times as large."""

WIDTH: Final = 0.04
"""How much less like a press must be to count e times less."""

DEAD_COST: Final = 0.15
"""How much a press is less like another if that takes a dead listener."""


@dataclass(frozen=True, slots=True)
class Sights:
    """What comes of the survey's presses when some listeners are masked: who is loudest, and lengths to divide by."""

    loudest: Sequence[str]
    lengths: Sequence[float]
    rests: Sequence[float]
    """The lengths without the loudest listener."""


@dataclass(frozen=True, slots=True)
class Gallery:
    """All presses of a survey, in the order of their rooms; `ends` says where each room's presses end."""

    entries: Mapping[str, Sequence[float]]
    ends: Sequence[int]

    def sights(self, hidden: AbstractSet[str], pause: Pause) -> Sights:
        """Look at the presses without the masked listeners."""
        count = self.ends[-1] if self.ends else 0
        squares, most, loudest = [0.0] * count, [0.0] * count, [""] * count
        for name, entries in self.entries.items():
            if name in hidden:
                continue
            squares = [square + entry * entry for square, entry in zip(squares, entries, strict=True)]
            pause()
            for at, entry in enumerate(entries):
                if entry > most[at]:
                    most[at], loudest[at] = entry, name
            pause()
        lengths = [sqrt(square) for square in squares]
        rests = [sqrt(max(square - top * top, 0.0)) for square, top in zip(squares, most, strict=True)]
        return Sights(loudest, lengths, rests)

    def likenesses(self, levels: Mapping[str, float], sights: Sights, pause: Pause) -> list[float]:
        """Return for each press of the survey the exponential of how much it is like the given one."""
        mine = {name: exp(level / DECIBELS) for name, level in levels.items()}
        length = sqrt(sum(entry * entry for entry in mine.values()))
        products = [0.0] * len(sights.lengths)
        for name, factor in mine.items():
            products = [product + factor * entry for product, entry in zip(products, self.entries[name], strict=True)]
            pause()
        return [
            exp(_cosine(product, length, whole, rest, name not in mine) / WIDTH)
            for product, name, whole, rest in zip(products, sights.loudest, sights.lengths, sights.rests, strict=True)
        ]

    def by_room(self, likenesses: Sequence[float]) -> list[float]:
        """Return the logarithm of the mean of each room's presses."""
        scores, start = [], 0
        for end in self.ends:
            scores.append(log(sum(likenesses[start:end]) / (end - start)))
            start = end
        return scores


def entries_of(levels: Sequence[float | None]) -> array[float]:
    """Return the entries of one listener for its level at each press, None where it did not hear it."""
    return array("d", [0.0 if level is None else exp(level / DECIBELS) for level in levels])


def _cosine(product: float, length: float, whole: float, rest: float, may_be_dead: bool) -> float:
    """Return how much two presses are alike, from 0 to 1."""
    if product == 0:
        return 0.0
    alike = product / (length * whole)
    return max(alike, product / (length * rest) - DEAD_COST) if may_be_dead and rest else alike
