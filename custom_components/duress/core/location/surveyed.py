"""All that was counted of a survey, and how it looks when some listeners are masked."""

from collections.abc import Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final

from .fitting import Column, Pause
from .likeness import Gallery, Sights
from .scoring import Silence, scores_of, silence_of

LIKENESS_WEIGHT: Final = 0.35
"""How much the likeness to single presses counts, beside how well a room explains a press."""


@dataclass(frozen=True, slots=True)
class View:
    """What a survey says when some listeners are masked."""

    hidden: AbstractSet[str]
    silence: Silence
    sights: Sights


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """All that was counted of a survey; columns and gallery are by listener, their entries by room or by press."""

    rooms: tuple[str, ...]
    presses: Mapping[str, int]
    columns: Mapping[str, Column] = field(repr=False)
    gallery: Gallery = field(repr=False)

    def view(self, hidden: AbstractSet[str], pause: Pause = lambda: None) -> View:
        """Look at the survey as if some listeners had never been there."""
        return View(
            hidden,
            silence_of(self.columns, hidden, len(self.rooms), pause),
            self.gallery.sights(hidden, pause),
        )

    def scores(self, levels: Mapping[str, float], view: View, pause: Pause = lambda: None) -> list[float]:
        """Return the log likelihood of levels in every room."""
        return scores_of(view.silence, [(self.columns[name], level) for name, level in levels.items()], pause)


def combined(explained: Sequence[float], alike: Sequence[float]) -> list[float]:
    """Return the scores of rooms, of how well they explain a press and how much it is like theirs."""
    return [score + LIKENESS_WEIGHT * part for score, part in zip(explained, alike, strict=True)]


def fit_of(explained: Sequence[float], hearers: int) -> float:
    """Return how well a press fits the room that explains it best, for each listener that heard it.

    Silence only counts against a fit, so that a press does not become strange because silent listeners are masked.
    """
    return max(explained) / hearers
