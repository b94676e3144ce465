"""Rooms that sound alike: a press in one is too often taken for one in the other.

One press of each room in turn is left out of the survey and placed by a model of all others. What is mixed up then will
be mixed up in an emergency, whatever the model, so people are told before, with what they can do about it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import Final

from .model import Layout, fit
from .survey import Source, SurveyPress

CONFUSED: Final = 0.3
"""Share of the presses of two rooms that are taken for the other one, above which they are twins."""

MOST_FOLDS: Final = 5
"""How many models are made at most; where a room has more presses, several of them are left out together."""


class Offer(StrEnum):
    """What can be done about twins."""

    MERGE = "merge"
    ADD_RECEIVER = "add_receiver"
    PRESS_AGAIN = "press_again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Twins:
    """Two rooms, in the order of their ids, and which share of their presses was taken for the other room's.

    `poorer` is the one that fewer listeners hear: a receiver helps there.
    """

    room_ids: tuple[str, str]
    share: float
    presses: int
    poorer: str


def twins_of(
    presses: Sequence[SurveyPress],
    layout: Layout,
    *,
    since: Mapping[str, float] | None = None,
    pause: Callable[[], None] = lambda: None,
) -> list[Twins]:
    """Return the twins of a survey, the worst first. `pause` is called as `fit` calls it."""
    surveyed = [one for one in presses if one.source is not Source.CHECK]
    said = list(_left_out(surveyed, layout, since or {}, pause))
    return confused(said, {room: _hearers(surveyed, room) for room, _ in said})


def confused(said: Iterable[tuple[str, str]], hearers: Mapping[str, float]) -> list[Twins]:
    """Return the twins among presses as pairs of their room and the room they were taken for.

    `hearers` is how many listeners hear each room.
    """
    pairs = Counter(said)
    tried = Counter[str]()
    for (room, _), count in pairs.items():
        tried[room] += count
    mixed: Counter[tuple[str, str]] = Counter()
    for (room, other), count in pairs.items():
        if room != other and other in tried:
            mixed[min(room, other), max(room, other)] += count
    found = [
        Twins(
            room_ids=(one, other),
            share=count / (tried[one] + tried[other]),
            presses=tried[one] + tried[other],
            poorer=min((one, other), key=lambda room: (hearers.get(room, 0.0), room)),
        )
        for (one, other), count in mixed.items()
    ]
    return sorted((one for one in found if one.share > CONFUSED), key=lambda one: (-one.share, one.room_ids))


def _left_out(
    presses: Sequence[SurveyPress], layout: Layout, since: Mapping[str, float], pause: Callable[[], None]
) -> Iterator[tuple[str, str]]:
    """Yield the room of each press, and the room a model takes it for that does not know it."""
    by_room: dict[str, list[SurveyPress]] = {}
    for press in sorted(presses, key=lambda one: (one.at, one.press_id)):
        by_room.setdefault(press.room_id, []).append(press)
    folds: dict[int, list[SurveyPress]] = {}
    for own in by_room.values():
        if len(own) > 1:
            for at, press in enumerate(own):
                folds.setdefault(at % min(len(own), MOST_FOLDS), []).append(press)
    for fold in folds.values():
        left = {one.press_id for one in fold}
        model = fit([one for one in presses if one.press_id not in left], layout, since=since, pause=pause)
        for press in fold:
            ranked = model.locate(press.heard).rooms
            pause()
            if ranked:
                yield press.room_id, ranked[0][0]


def _hearers(presses: Iterable[SurveyPress], room_id: str) -> float:
    """Return how many listeners hear a room."""
    return median(len(one.heard) for one in presses if one.room_id == room_id)
