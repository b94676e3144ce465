"""How right the answers to presses are: rooms, the first three, floors, and whether the stated confidence holds."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from custom_components.duress.core.location import Levels, Model

BINS = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """One press with the room and the floor it was really made in."""

    room: str
    floor: str
    heard: Levels
    masked: frozenset[str] = frozenset()
    """Listeners that are known to be dead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What somebody says about a press: rooms, the best first, and a floor, each with how sure it is."""

    rooms: Sequence[str]
    floor: str | None
    sure: float = 1.0
    floor_sure: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Shares of presses that were right, in percent, and calibration errors from 0 to 1."""

    presses: int
    room: float
    three: float
    floor: float
    ece: float
    floor_ece: float


type Judged = tuple[bool, bool, bool, float, float]
"""Whether room, first three and floor were right, and how sure room and floor were."""


def judged(truth: Truth, answer: Answer) -> Judged:
    """Compare an answer with the truth."""
    return (
        truth.room in answer.rooms[:1],
        truth.room in answer.rooms[:3],
        truth.floor == answer.floor,
        answer.sure,
        answer.floor_sure,
    )


def score(judgements: Sequence[Judged]) -> Score:
    """Return the score of judgements; there is at least one."""
    count = len(judgements)
    return Score(
        presses=count,
        room=100 * sum(one[0] for one in judgements) / count,
        three=100 * sum(one[1] for one in judgements) / count,
        floor=100 * sum(one[2] for one in judgements) / count,
        ece=calibration_error([(one[3], one[0]) for one in judgements]),
        floor_ece=calibration_error([(one[4], one[2]) for one in judgements]),
    )


def calibration_error(said: Iterable[tuple[float, bool]]) -> float:
    """Return by how much the stated confidence and the share of right answers differ on average, in 15 bins."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for sure, is_right in said:
        bins[min(int(sure * BINS), BINS - 1)].append((sure, is_right))
    total = sum(map(len, bins))
    return sum(abs(sum(sure for sure, _ in each) - sum(right for _, right in each)) for each in bins) / total


def answer_of(model: Model, truth: Truth) -> Answer:
    """Return what a model says about a press."""
    found = model.locate(truth.heard, truth.masked)
    return Answer(
        rooms=[room for room, _ in found.rooms[:3]],
        floor=found.floors[0][0],
        sure=found.rooms[0][1],
        floor_sure=found.floors[0][1],
    )


def judge_all(answer: Callable[[Truth], Answer], truths: Sequence[Truth]) -> list[Judged]:
    """Judge answers to presses; those with the same mask stand together, as in a school where masks seldom change."""
    ordered = sorted(truths, key=lambda truth: sorted(truth.masked))
    return [judged(truth, answer(truth)) for truth in ordered]
