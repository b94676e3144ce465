"""Asking a survey about itself: presses are left out in turn and placed by a model of all others.

A room with a single press cannot be left out: without it, the model would not know that there is such a room.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from .model import Layout, Posterior, fit
from .survey import Source, SurveyPress

MOST_FOLDS: Final = 5
"""How many models are made at most; where a room has more presses, several of them are left out together."""


def left_out(
    presses: Iterable[SurveyPress],
    layout: Layout,
    since: Mapping[str, float],
    pause: Callable[[], None] = lambda: None,
) -> Iterator[tuple[SurveyPress, Posterior]]:
    """Yield each press of the survey with what a model says of it that does not know it."""
    by_room: dict[str, list[SurveyPress]] = {}
    for press in in_order(one for one in presses if one.source is not Source.CHECK):
        by_room.setdefault(press.room_id, []).append(press)
    pause()
    most = max((len(own) for own in by_room.values()), default=0)
    for fold in range(min(most, MOST_FOLDS) if most > 1 else 0):
        left: list[SurveyPress] = []
        kept: list[SurveyPress] = []
        for own in by_room.values():
            for number, press in enumerate(own):
                (left if len(own) > 1 and number % min(len(own), MOST_FOLDS) == fold else kept).append(press)
            pause()
        if not left:
            continue
        model = fit(kept, layout, since=since, pause=pause)
        for press in left:
            yield press, model.locate(press.heard, outdated(press, since))
            pause()


def outdated(press: SurveyPress, since: Mapping[str, float]) -> frozenset[str]:
    """Return the listeners that hang elsewhere now than when a press was made."""
    return frozenset(listener for listener, at in since.items() if press.at < at)


def in_order(presses: Iterable[SurveyPress]) -> list[SurveyPress]:
    """Return presses in an order that does not depend on where they came from."""
    return sorted(presses, key=lambda one: (one.room_id, one.at, one.press_id))
