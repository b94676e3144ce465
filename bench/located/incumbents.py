"""Who else says where a press comes from: the strongest receiver, way-points of three, and nearest neighbours.

Each is made of the same survey presses as the model and answers to the same presses.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np

from custom_components.duress.core.location import Levels, SurveyPress

from .scores import Answer, Truth

type Answerer = Callable[[Truth], Answer]

NEIGHBOURS: Final = 9
DECIBELS: Final = 18.0
"""By so many decibels more, a level counts e times as much for the nearest neighbours."""

_FAR: Final = 1000.0
_SAME: Final = 1e-3


def strongest(survey: Sequence[SurveyPress], floors: Mapping[str, str | None]) -> Answerer:
    """Answer with the room that the loudest receiver hears best; then those of the next loudest."""
    best: dict[str, str] = {}
    for name in {name for press in survey for name in press.heard}:
        rooms: dict[str, list[float]] = {}
        for press in survey:
            if name in press.heard:
                rooms.setdefault(press.room_id, []).append(press.heard[name])
        best[name] = max(rooms, key=lambda room: (sum(rooms[room]) / len(rooms[room]), room))

    def answer(truth: Truth) -> Answer:
        heard = _unmasked(truth)
        loud = sorted((name for name in heard if name in best), key=lambda name: (-heard[name], name))
        return _answer(list(dict.fromkeys(best[name] for name in loud)), floors)

    return answer


def way_points(survey: Sequence[SurveyPress], floors: Mapping[str, str | None]) -> Answerer:
    """Answer as a commercial host does: the way-point with the same three loudest receivers, in the same order.

    Among several the one with the closest levels; else the same three in any order, else the first two, else the first.
    """
    points = [(_three(press.heard), press) for press in survey]

    def answer(truth: Truth) -> Answer:
        heard = _unmasked(truth)
        mine = _three(heard)
        ranked = sorted(
            (_tier(mine, three), _apart(heard, press.heard, three), press.press_id, press.room_id)
            for three, press in points
            if mine and three
        )
        known = [room for tier, *_, room in ranked if tier < _NO_MATCH]
        return _answer(list(dict.fromkeys(known)), floors)

    return answer


_NO_MATCH: Final = 5


def _tier(mine: Sequence[str], three: Sequence[str]) -> int:
    """Return how well the loudest receivers match: the smaller, the better."""
    matches = (mine == three, set(mine) == set(three), mine[:2] == three[:2], mine[:1] == three[:1], mine[0] in three)
    return next((tier for tier, is_match in enumerate(matches) if is_match), _NO_MATCH)


def _three(heard: Levels) -> tuple[str, ...]:
    """Return the three loudest receivers, the loudest first."""
    return tuple(sorted(heard, key=lambda name: (-heard[name], name))[:3])


def _apart(heard: Levels, other: Levels, names: Sequence[str]) -> float:
    """Return the largest difference of levels at some receivers."""
    return max(abs(heard[name] - other[name]) if name in heard else _FAR for name in names)


def neighbours(survey: Sequence[SurveyPress], floors: Mapping[str, str | None]) -> Answerer:
    """Answer with the nine survey presses most alike, weighted by the cosine of exponential levels."""
    names = sorted({name for press in survey for name in press.heard})
    vectors = np.array([[_entry(press.heard, name) for name in names] for press in survey])
    lengths = np.linalg.norm(vectors, axis=1)
    rooms = [press.room_id for press in survey]

    def answer(truth: Truth) -> Answer:
        heard = _unmasked(truth)
        known = np.array([name not in truth.masked for name in names])
        mine = np.array([_entry(heard, name) for name in names])
        theirs = vectors * known if truth.masked else vectors
        length = np.linalg.norm(theirs, axis=1) if truth.masked else lengths
        alike = theirs @ mine / np.maximum(length * np.linalg.norm(mine), 1e-12)
        votes: dict[str, float] = {}
        by_floor: dict[str | None, float] = {}
        for at in np.argsort(-alike, kind="stable")[:NEIGHBOURS]:
            room, weight = rooms[int(at)], 1 / (1 - float(alike[at]) + _SAME)
            votes[room] = votes.get(room, 0.0) + weight
            by_floor[floors[room]] = by_floor.get(floors[room], 0.0) + weight
        ranked = sorted(votes, key=lambda room: (-votes[room], room))
        return Answer(rooms=ranked, floor=max(by_floor, key=lambda floor: (by_floor[floor], str(floor))))

    return answer


def _entry(heard: Levels, name: str) -> float:
    """Return a level as an entry of a vector, nothing for one not heard."""
    return float(np.exp(heard[name] / DECIBELS)) if name in heard else 0.0


def _unmasked(truth: Truth) -> Levels:
    """Return what was heard by those that are not masked."""
    return {name: level for name, level in truth.heard.items() if name not in truth.masked}


def _answer(rooms: Sequence[str], floors: Mapping[str, str | None]) -> Answer:
    """Return an answer whose floor is that of its first room."""
    return Answer(rooms=rooms, floor=floors[rooms[0]] if rooms else None)
