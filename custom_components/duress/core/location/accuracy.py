"""How often the place is right, measured on presses whose room is known.

A check walk is made by somebody else and is no part of the model: its figure is the one to show. The self-test leaves
one press of each room out in turn and asks a model of all others about it; as the same person made them in the same
minutes, it promises too much, and nobody may be shown it alone.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from statistics import median
from typing import Final

from ..events import Place
from .leaving_out import in_order, left_out, outdated
from .model import Layout, Model, Posterior
from .survey import Source, SurveyPress

POOR: Final = 0.8
"""A room that is found less often than this is named first."""

ENOUGH_CHECKED: Final = 0.2
"""Share of the surveyed rooms that a check walk has to have been in before its figure may be quoted."""

BINS: Final = 10
"""Bands of equal width in which promised probabilities are compared with what came true."""

_NORMAL_95: Final = 1.96


class Standing(StrEnum):
    """What may be said of a site's accuracy."""

    UNPROVEN = "unproven"
    """Nobody has made a check walk."""
    THIN = "thin"
    """A check walk was made, in too few rooms to quote it."""
    PROVEN = "proven"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One press of a known room and what was said of it: the room that was named, and the floor.

    `three` are the rooms to look in first. `probability` is that of the most probable room, `best`, which is not named
    where a single listener heard the press; None where none was weighed. `heard` is by how many listeners, if known.
    """

    room_id: str
    floor_id: str | None
    said: str | None
    three: tuple[str, ...]
    said_floor: str | None
    best: str | None = None
    probability: float | None = None
    floor_probability: float | None = None
    heard: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How many presses of a room, a floor or of all (`key` is "") were tried, and how many were right in what."""

    key: str
    tried: int
    room_right: int
    three_right: int
    floor_tried: int
    floor_right: int

    @property
    def share(self) -> float:
        """How often the room that was named was the right one."""
        return self.room_right / self.tried

    @property
    def is_poor(self) -> bool:
        """Whether it is too often somewhere else."""
        return self.share < POOR

    @property
    def interval(self) -> tuple[float, float]:
        """Between which shares the truth is in 19 of 20 such measurements: few presses say little."""
        spread, n, p = _NORMAL_95, self.tried, self.share
        centre = (p + spread * spread / (2 * n)) / (1 + spread * spread / n)
        half = spread * sqrt(p * (1 - p) / n + spread * spread / (4 * n * n)) / (1 + spread * spread / n)
        # The measured share is between them, whatever rounding says.
        return min(p, max(0.0, centre - half)), max(p, min(1.0, centre + half))


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusion:
    """How often a press in one room was taken for one in another; without `said`, no room was named."""

    room_id: str
    said: str | None
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Answers whose probability was between two bounds: how many, what they promised and how many came true."""

    low: float
    high: float
    count: int
    predicted: float
    right: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One measurement: in all, by room and floor (the worst first), what was confused, how true percentages are.

    `error` is the expected calibration error, `heard` the median number of listeners that heard a press.
    """

    total: Score
    rooms: tuple[Score, ...]
    floors: tuple[Score, ...]
    confusions: tuple[Confusion, ...]
    bins: tuple[Bin, ...]
    error: float | None
    floor_error: float | None
    heard: float | None

    @property
    def poor(self) -> tuple[Score, ...]:
        """The rooms that are found too seldom."""
        return tuple(one for one in self.rooms if one.is_poor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Accuracy:
    """All measurements of a site. `check` is the figure that counts.

    `confirmed` are presses of tests and incidents whose room a person named: what was said when they were made.
    `same_pendant` says that the check walk was made with a pendant of the survey, which makes it easier.
    """

    check: Measured | None
    self_test: Measured | None
    confirmed: Measured | None
    rooms: int
    checked: int
    same_pendant: bool

    @property
    def standing(self) -> Standing:
        """What may be said of it."""
        if self.check is None:
            return Standing.UNPROVEN
        return Standing.PROVEN if self.checked >= ENOUGH_CHECKED * self.rooms else Standing.THIN


def trial(press: SurveyPress, posterior: Posterior, layout: Layout) -> Trial:
    """Return a press beside what a model says of it: the floor first, then the best room on that (`ladder.py`)."""
    floor_id = layout.floors.get(press.room_id)
    if not posterior.hearers or not posterior.rooms:
        return Trial(room_id=press.room_id, floor_id=floor_id, said=None, three=(), said_floor=None, heard=0)
    floor, floor_probability = posterior.floors[0]
    best, probability = best_of(posterior, layout.floors)
    said: str | None = best
    if len(posterior.hearers) == 1:
        home = layout.homes.get(posterior.hearers[0])
        said = home if home is not None and (layout.floors.get(home) or "") == floor else None
    others = [room for room, _ in posterior.rooms[:3] if room != best]
    return Trial(
        room_id=press.room_id,
        floor_id=floor_id,
        said=said,
        three=(best, *others[:2]),
        said_floor=floor or None,
        best=best,
        probability=probability,
        floor_probability=floor_probability,
        heard=len(posterior.hearers),
    )


def best_of(posterior: Posterior, floors: Mapping[str, str | None]) -> tuple[str, float]:
    """Return the most probable room on the most probable floor."""
    floor = posterior.floors[0][0]
    return next((one for one in posterior.rooms if (floors.get(one[0]) or "") == floor), posterior.rooms[0])


def trial_of_place(press: SurveyPress, place: Place, layout: Layout) -> Trial:
    """Return a press beside the place that was told of it when it was made."""
    ranked = [one.room.room_id for one in place.ranked[:3]]
    said = place.room.room_id if place.room is not None else None
    floor = place.floors[0] if place.floors else None
    named = place.room.floor_id if place.room is not None else None
    return Trial(
        room_id=press.room_id,
        floor_id=layout.floors.get(press.room_id),
        said=said,
        three=tuple(ranked) or ((said,) if said is not None else ()),
        said_floor=floor.floor_id if floor is not None else named,
        best=ranked[0] if ranked else None,
        probability=place.ranked[0].probability if place.ranked else None,
        floor_probability=floor.probability if floor is not None else None,
        heard=place.hearers or None,
    )


def check_trials(
    model: Model,
    presses: Iterable[SurveyPress],
    layout: Layout,
    since: Mapping[str, float],
    pause: Callable[[], None] = lambda: None,
) -> list[Trial]:
    """Locate the presses of check walks; a listener that was hung elsewhere since then has no say in the older ones."""
    checks = in_order(one for one in presses if one.source is Source.CHECK)
    trials = []
    for press in checks:
        trials.append(trial(press, model.locate(press.heard, outdated(press, since)), layout))
        pause()
    return trials


def left_out_trials(
    presses: Iterable[SurveyPress],
    layout: Layout,
    since: Mapping[str, float],
    pause: Callable[[], None] = lambda: None,
) -> list[Trial]:
    """Locate each press of the survey as if it had never been made, in the order of the rooms."""
    found = [trial(press, posterior, layout) for press, posterior in left_out(presses, layout, since, pause)]
    pause()
    return sorted(found, key=lambda one: (one.room_id, one.three, one.probability or 0.0))


def confirmed_trials(presses: Iterable[SurveyPress], said: Mapping[str, Place], layout: Layout) -> list[Trial]:
    """Compare what was told of presses, by press, with the rooms that people named afterwards."""
    named = in_order(one for one in presses if one.source in (Source.TEST, Source.INCIDENT))
    return [trial_of_place(press, said[press.press_id], layout) for press in named if press.press_id in said]


def measure(trials: Sequence[Trial]) -> Measured | None:
    """Add trials up; None if there are none."""
    if not trials:
        return None
    heard = [one.heard for one in trials if one.heard is not None]
    bins = _bins([(one.probability, one.best == one.room_id) for one in trials])
    floors = _bins([(one.floor_probability, one.said_floor == one.floor_id) for one in trials if one.floor_id])
    return Measured(
        total=_score("", trials),
        rooms=_scores(trials, lambda one: one.room_id),
        floors=_scores([one for one in trials if one.floor_id], lambda one: one.floor_id or ""),
        confusions=_confusions(trials),
        bins=bins,
        error=_error(bins),
        floor_error=_error(floors),
        heard=float(median(heard)) if heard else None,
    )


def accuracy(
    presses: Sequence[SurveyPress],
    *,
    checked: Sequence[Trial],
    left_out: Sequence[Trial] = (),
    confirmed: Sequence[Trial] = (),
) -> Accuracy:
    """Put the measurements of a site together; each is None where there is nothing it could be made of."""
    surveyed = {one.room_id for one in presses if one.source is not Source.CHECK}
    walked = {one.device_id for one in presses if one.source is Source.WALK} - {None}
    checks = [one for one in presses if one.source is Source.CHECK]
    return Accuracy(
        check=measure(checked),
        self_test=measure(left_out),
        confirmed=measure(confirmed),
        rooms=len(surveyed),
        checked=len({one.room_id for one in checks} & surveyed),
        same_pendant=any(one.device_id in walked for one in checks),
    )


def _score(key: str, trials: Sequence[Trial]) -> Score:
    """Count what was right."""
    on_floors = [one for one in trials if one.floor_id is not None]
    return Score(
        key=key,
        tried=len(trials),
        room_right=sum(one.said == one.room_id for one in trials),
        three_right=sum(one.room_id in (one.said, *one.three) for one in trials),
        floor_tried=len(on_floors),
        floor_right=sum(one.said_floor == one.floor_id for one in on_floors),
    )


def _scores(trials: Sequence[Trial], key: Callable[[Trial], str]) -> tuple[Score, ...]:
    """Count what was right in each room or on each floor, the worst first."""
    groups: dict[str, list[Trial]] = {}
    for one in trials:
        groups.setdefault(key(one), []).append(one)
    scores = [_score(name, group) for name, group in groups.items()]
    return tuple(sorted(scores, key=lambda one: (one.share, -one.tried, one.key)))


def _confusions(trials: Sequence[Trial]) -> tuple[Confusion, ...]:
    """Count which rooms were taken for which, the most frequent first."""
    wrong = Counter((one.room_id, one.said) for one in trials if one.said != one.room_id)
    found = [Confusion(room_id=room, said=said, count=count) for (room, said), count in wrong.items()]
    return tuple(sorted(found, key=lambda one: (-one.count, one.room_id, one.said or "")))


def _bins(answers: Iterable[tuple[float | None, bool]]) -> tuple[Bin, ...]:
    """Sort answers by what they promised; empty bands are left out."""
    bands: dict[int, list[tuple[float, bool]]] = {}
    for promised, came_true in answers:
        if promised is not None:
            bands.setdefault(min(int(promised * BINS), BINS - 1), []).append((promised, came_true))
    return tuple(
        Bin(
            low=band / BINS,
            high=(band + 1) / BINS,
            count=len(found),
            predicted=sum(promised for promised, _ in found) / len(found),
            right=sum(came_true for _, came_true in found) / len(found),
        )
        for band, found in sorted(bands.items())
    )


def _error(bins: Sequence[Bin]) -> float | None:
    """Return how far promises and what came true are apart, weighed by how many answers there were."""
    count = sum(one.count for one in bins)
    return sum(one.count * abs(one.predicted - one.right) for one in bins) / count if count else None
