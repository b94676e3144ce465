"""How sure a model may be of itself: a temperature by which all scores are divided, learnt by leaving presses out."""

from collections.abc import Sequence
from math import exp, log
from typing import Final

from .fitting import Pause

MARGIN: Final = 1.25
"""A survey is made by one person in one minute, so leaving one press out flatters: rooms get this much more doubt."""

UNKNOWN: Final = 2.0
"""The temperature of rooms when a survey has fewer than two presses a room."""

MOST: Final = 300
"""How many presses are left out at most, in turn."""

_STEPS: Final = tuple(1.12**step for step in range(-12, 25))
_NEGLIGIBLE: Final = 60.0


def softmax(scores: Sequence[float], temperature: float) -> list[float]:
    """Return probabilities of scores."""
    most = max(scores)
    parts = [exp((score - most) / temperature) for score in scores]
    total = sum(parts)
    return [part / total for part in parts]


def best_temperature(trials: Sequence[tuple[float, Sequence[float]]], pause: Pause) -> float:
    """Return the temperature at which the true rooms of trials, (score of the true room, all scores), fit best."""
    costs = [0.0] * len(_STEPS)
    for truth, scores in trials:
        most = max(scores)
        gaps = [score - most for score in scores if score > most - _NEGLIGIBLE]
        for at, temperature in enumerate(_STEPS):
            costs[at] += (most - truth) / temperature + log(sum(exp(gap / temperature) for gap in gaps))
            if at % 8 == 0:
                pause()
    return _STEPS[min(range(len(_STEPS)), key=costs.__getitem__)]


def spread_out(count: int, most: int = MOST) -> list[int]:
    """Return at most `most` of `count` positions, evenly spread."""
    if count <= most:
        return list(range(count))
    return [at * count // most for at in range(most)]
