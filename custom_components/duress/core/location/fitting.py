"""What a survey says about each listener in each room: how often it hears a press there, and at which level.

A cell is one listener in one room. Cells of one listener stand together, because a listener that is masked is left out
as a whole: nothing of any other listener depends on it, so that masking is exactly never having had it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite, lgamma, log, log1p, pi
from typing import Final

from .evidence import Levels
from .survey import SurveyPress

type Pause = Callable[[], None]
"""Called between small pieces of work, so that others can work, too."""

GAINS: Final = (-9.0, -6.0, -3.0, 0.0, 3.0, 6.0, 9.0)
"""Decibels by which a pendant, or the body before it, may differ from the survey's."""

GAIN_SPREAD: Final = 8.0
_WEIGHTS: Final = tuple(-0.5 * (gain / GAIN_SPREAD) ** 2 for gain in GAINS)
GAIN_WEIGHTS: Final = tuple(weight - log(sum(2.718281828459045**each for each in _WEIGHTS)) for weight in _WEIGHTS)
"""Logarithms of how likely each gain is."""

LEAST, MOST = 0.02, 0.98
"""Bounds of the probability to hear a press: no silence and no sound is impossible."""

PRIOR_COUNT: Final = 0.3
PRIOR_FREEDOM: Final = 4
PRIOR_SPREAD: Final = 6.0
SHIFT_WEIGHT: Final = 0.25
FAINT: Final = 0.15
"""A room that a listener never heard is expected to be faint for it: at this quantile of all its levels."""


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
    """The cells of one listener, one entry per room in the order of the rooms."""

    silent: Sequence[float]
    peaks: Sequence[float]
    powers: Sequence[float]
    sharpness: Sequence[float]
    centres: Sequence[float]


def cell(tally: Tally, shared: Shared) -> tuple[float, float, float, float, float]:
    """Return log(1 - p), then what makes the log density of a level: peak, power, sharpness, centre."""
    chance = min(max((tally.heard + shared.rate) / (tally.presses + 1), LEAST), MOST)
    if tally.presses == 0:
        chance = min(max(shared.rate, LEAST), MOST)
    heard, total = tally.heard, tally.total
    freedom = PRIOR_FREEDOM + heard
    weight = PRIOR_COUNT + heard
    centre = (PRIOR_COUNT * shared.faint + total) / weight
    beta = PRIOR_FREEDOM * PRIOR_SPREAD**2
    if heard:
        mean = total / heard
        beta += max(tally.squares - heard * mean * mean, 0.0)
        beta += SHIFT_WEIGHT * PRIOR_COUNT * heard / weight * (mean - shared.faint) ** 2
    variance = beta / freedom * (1 + weight) / weight
    norm = lgamma((freedom + 1) / 2) - lgamma(freedom / 2) - 0.5 * log(pi * freedom * variance)
    silent = log1p(-chance)
    return silent, log(chance) - silent + norm, (freedom + 1) / 2, 1 / (freedom * variance), centre


def levels_of(heard: Levels) -> dict[str, float]:
    """Return what is a level, in the order of the listeners' names; anything else is left out."""
    return {listener: float(level) for listener, level in sorted(heard.items()) if _is_level(level)}


def _is_level(level: object) -> bool:
    """Whether something is a number that a level can be."""
    return isinstance(level, (int, float)) and isfinite(level)


def shared_of(levels: Sequence[float], presses: int) -> Shared:
    """Return what a listener's levels over all rooms say; `levels` is not empty."""
    ordered = sorted(levels)
    at = FAINT * (len(ordered) - 1)
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return Shared(len(levels) / presses, ordered[low] + (at - low) * (ordered[high] - ordered[low]))


def in_order(presses: Iterable[SurveyPress]) -> list[SurveyPress]:
    """Return survey presses in an order of their own, so that sums do not depend on the order they come in."""
    return sorted(
        presses, key=lambda press: (press.room_id, press.at, press.press_id, sorted(levels_of(press.heard).items()))
    )


def counts_for(press: SurveyPress, listener: str, since: Mapping[str, float]) -> bool:
    """Whether a press says something about a listener: not if it was made before the listener hung where it hangs."""
    return press.at >= since.get(listener, press.at)
