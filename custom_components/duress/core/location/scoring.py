"""How well every room explains the levels of one press: which listeners heard it, which did not, and at which levels.

The gain of the pendant is not known, nor how many of its messages get through: both are averaged out. A pendant that is
weaker is also heard by fewer listeners, so that its silence says less.
"""

from collections.abc import Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass
from math import exp, log, log1p
from typing import Final

from .fitting import STEP, STEPS, Column, Pause

GAINS: Final = (-10.0, -5.0, 0.0, 5.0, 10.0)
"""Decibels by which the survey's pendant may have been louder than this one, or the body before it thinner."""

GAIN_SPREAD: Final = 10.0
DEAFNESS: Final = (-3, 0, 3)
"""Steps by which more or fewer listeners may hear a pendant, whatever its gain."""

DEAFNESS_SPREAD: Final = 2.0

MOST_LEVELS: Final = 24
"""The loudest listeners whose levels count; of the others of so many, that they heard it says nearly all."""


@dataclass(frozen=True, slots=True)
class Silence:
    """The log probability that nobody hears a press, at each step of deafness and in each room."""

    steps: tuple[Sequence[float], ...]


def silence_of(columns: Mapping[str, Column], hidden: AbstractSet[str], rooms: int, pause: Pause) -> Silence:
    """Return what silence says if some listeners are masked."""
    totals = [[0.0] * rooms for _ in STEPS]
    for name, column in columns.items():
        if name in hidden:
            continue
        totals = [
            [total + part for total, part in zip(each, silent, strict=True)]
            for each, silent in zip(totals, column.silent, strict=True)
        ]
        pause()
    return Silence(tuple(totals))


def scores_of(silence: Silence, heard: Sequence[tuple[Column, float]], pause: Pause) -> list[float]:
    """Return the log likelihood of a press in every room."""
    sound = [0.0] * len(silence.steps[0])
    by_gain: list[Sequence[float]] = [sound] * len(GAINS)
    least = min(sorted([level for _, level in heard])[-MOST_LEVELS:], default=0.0)
    for column, level in heard:
        sound = [total + part for total, part in zip(sound, column.loud, strict=True)]
        pause()
        if level < least:
            continue
        by_gain = [_with_level(totals, column, level + gain) for gain, totals in zip(GAINS, by_gain, strict=True)]
        pause()
    middle = len(STEPS) // 2
    parts = []
    for at, (totals, gain_weight) in enumerate(zip(by_gain, _GAIN_WEIGHTS, strict=True)):
        for deafness, weight in zip(DEAFNESS, _DEAFNESS_WEIGHTS, strict=True):
            number = middle + at - len(GAINS) // 2 + deafness
            known = gain_weight + weight - STEP * STEPS[number] * len(heard)
            parts.append(
                [
                    known + total + part + quiet
                    for total, part, quiet in zip(totals, sound, silence.steps[number], strict=True)
                ]
            )
    pause()
    return [
        most + log(sum([exp(part - most) for part in each]))
        for each in zip(*parts, strict=True)
        for most in (max(each),)
    ]


def _with_level(totals: Sequence[float], column: Column, level: float) -> list[float]:
    """Return totals with what one level says in every room."""
    return [
        total - power * log1p(sharp * (gap := level - centre) * gap)
        for total, power, sharp, centre in zip(totals, column.powers, column.sharpness, column.centres, strict=True)
    ]


def _weights(places: Sequence[float], spread: float) -> tuple[float, ...]:
    """Return the logarithms of how likely values are that spread around zero."""
    heights = [-0.5 * (place / spread) ** 2 for place in places]
    total = log(sum(exp(height) for height in heights))
    return tuple(height - total for height in heights)


_GAIN_WEIGHTS: Final = _weights(GAINS, GAIN_SPREAD)
_DEAFNESS_WEIGHTS: Final = _weights(DEAFNESS, DEAFNESS_SPREAD)
