"""What a survey says about each listener in each room: how often it hears a press there, and at which level.

A cell is one listener in one room. Cells of one listener stand together, because a listener that is masked is left out
as a whole: nothing of any other listener depends on it, so that masking is exactly never having had it.
"""

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, isfinite, lgamma, log, log1p, pi
from typing import Final

from .evidence import Levels
from .survey import SurveyPress

type Pause = Callable[[], None]
"""Called between small pieces of work, so that others can work, too."""

HEARD_PRIOR: Final = 2.0
"""How many presses the share of all rooms counts for, when one room's share is judged."""

LEAST: Final = 0.02
MOST: Final = 0.98
"""Bounds of the probability to hear a press of the survey's pendant: no silence and no sound is impossible."""

STEP: Final = 0.5
"""One step of deafness: so much smaller are the log odds of every listener to hear a pendant that is 5 dB weaker."""

STEPS: Final = tuple(range(-5, 6))
"""Which steps of deafness are looked at: two by the pendant's gain and three by itself, both ways."""

CENTRE_PRIOR: Final = 0.3
FREEDOM_PRIOR: Final = 4
SPREAD_PRIOR: Final = 4.0
"""Decibels by which levels in one room differ, as long as a survey does not say better; it counts for four presses."""

SHIFT_WEIGHT: Final = 0.25
FAINT: Final = 0.15
"""A room that a listener never heard is expected to be faint for it: at this quantile of all its levels."""

_HIGHEST: Final = 1000.0
"""No radio's decibels are beyond that, in either direction."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What one listener hears over all rooms: the share of presses, and a faint level."""

    rate: float
    faint: float


@dataclass(slots=True)
class Tally:
    """The counts of one cell: presses that could be heard, presses that were, and sum and squares of their levels."""

    presses: int = 0
    heard: int = 0
    total: float = 0.0
    squares: float = 0.0

    def add(self, level: float | None, sign: int = 1) -> None:
        """Count a press that was heard at a level, or not heard; with sign -1 take it out again."""
        self.presses += sign
        if level is not None:
            self.heard += sign
            self.total += sign * level
            self.squares += sign * level * level


@dataclass(frozen=True, slots=True)
class Column:
    """The cells of one listener, an entry per room: its silence at each step of deafness, its sound and its levels.

    Silence is log(1 - p). The log density of a level, with log p - log(1 - p) in front of it, is
    loud - STEP × step - power × log(1 + sharpness × (level - centre)²).
    """

    silent: tuple[Sequence[float], ...]
    loud: Sequence[float]
    powers: Sequence[float]
    sharpness: Sequence[float]
    centres: Sequence[float]


def column_of(tallies: Sequence[Tally], shared: Shared) -> Column:
    """Return the cells of one listener."""
    odds = [_odds(tally, shared) for tally in tallies]
    silent = tuple(array("d", [-log1p(exp(one - STEP * step)) for one in odds]) for step in STEPS)
    peaks, powers, sharpness, centres = zip(*(_levels(tally, shared) for tally in tallies), strict=True)
    loud = [one + peak for one, peak in zip(odds, peaks, strict=True)]
    return Column(silent, array("d", loud), array("d", powers), array("d", sharpness), array("d", centres))


def _odds(tally: Tally, shared: Shared) -> float:
    """Return the log odds that a press in a room is heard, by a pendant like the survey's."""
    chance = min(max((tally.heard + HEARD_PRIOR * shared.rate) / (tally.presses + HEARD_PRIOR), LEAST), MOST)
    return log(chance / (1 - chance))


def _levels(tally: Tally, shared: Shared) -> tuple[float, float, float, float]:
    """Return the log density of levels, a Student-t: peak, power, sharpness, centre."""
    heard, total = tally.heard, tally.total
    freedom = FREEDOM_PRIOR + heard
    weight = CENTRE_PRIOR + heard
    centre = (CENTRE_PRIOR * shared.faint + total) / weight
    beta = FREEDOM_PRIOR * SPREAD_PRIOR**2
    if heard:
        mean = total / heard
        beta += max(tally.squares - heard * mean * mean, 0.0)
        beta += SHIFT_WEIGHT * CENTRE_PRIOR * heard / weight * (mean - shared.faint) ** 2
    variance = beta / freedom * (1 + weight) / weight
    peak = lgamma((freedom + 1) / 2) - lgamma(freedom / 2) - 0.5 * log(pi * freedom * variance)
    return peak, (freedom + 1) / 2, 1 / (freedom * variance), centre


def levels_of(heard: Levels) -> dict[str, float]:
    """Return what is a level, in the order of the listeners' names; anything else is left out."""
    return {listener: float(level) for listener, level in sorted(heard.items()) if _is_level(level)}


def _is_level(level: object) -> bool:
    """Whether something is a number that a level can be."""
    return isinstance(level, (int, float)) and isfinite(level) and -_HIGHEST <= level <= _HIGHEST


def shared_of(levels: Sequence[float], presses: int) -> Shared:
    """Return what a listener's levels over all rooms say; `levels` is not empty."""
    ordered = sorted(levels)
    at = FAINT * (len(ordered) - 1)
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return Shared(len(levels) / presses, ordered[low] + (at - low) * (ordered[high] - ordered[low]))


def counts_for(press: SurveyPress, listener: str, since: Mapping[str, float]) -> bool:
    """Whether a press says something about a listener: not if it was made before the listener hung where it hangs."""
    return press.at >= since.get(listener, press.at)
