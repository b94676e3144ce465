"""Which room: a survey makes a model, and the model ranks the rooms for the levels of one press.

A room's score says how well it explains the press, and how much the press is like those that were made in the room. The
scores, divided by a temperature, are the logarithms of the probabilities.
"""

from collections.abc import Iterable, Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass, field
from math import sqrt
from typing import Final

from .evidence import Levels
from .fitting import Pause, levels_of
from .learning import learn
from .survey import SurveyPress
from .surveyed import Survey, View, combined, fit_of
from .temperature import softmax

INSTALLED_WEIGHT: Final = 0.5
"""How much the rooms that listeners hang in count, before it is divided by the root of a room's presses."""

INSTALLED_SPREAD: Final = 6.0
"""Decibels by which the listener of the true room may be fainter than the loudest one."""

INSTALLED_ELSEWHERE: Final = -3.0
"""The installed score of a room that no listener hangs in."""

SILENT_SHARE: Final = 0.2
"""What silence alone may say: nobody who hears nothing knows a room."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where rooms and listeners are: the floor of each room (None: no floor), the room each listener hangs in."""

    floors: Mapping[str, str | None]
    homes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Posterior:
    """How probable each room and each floor is, the most probable first; equal ones in the order of their names.

    `hearers` are the surveyed listeners that heard the press and are not masked, the loudest first. `is_strange` says
    that it fits no room as well as nearly all of the survey's own presses do.
    """

    rooms: tuple[tuple[str, float], ...]
    floors: tuple[tuple[str, float], ...]
    hearers: tuple[str, ...]
    is_strange: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """What a survey taught: nothing that it answers changes any more."""

    layout: Layout
    survey: Survey
    withheld: frozenset[str]
    temperature: float
    floor_temperature: float
    strange_below: float
    _latest: list[View] = field(default_factory=list, repr=False, compare=False)
    """How the survey looks without those that were masked last, kept because masks seldom change."""

    @property
    def rooms(self) -> tuple[str, ...]:
        """The rooms that were surveyed."""
        return self.survey.rooms

    @property
    def listeners(self) -> tuple[str, ...]:
        """The listeners that heard a press of the survey."""
        return tuple(self.survey.columns)

    def presses_of(self, room_id: str) -> int:
        """Return with how many presses a room was surveyed."""
        return self.survey.presses.get(room_id, 0)

    def locate(self, heard: Levels, masked: AbstractSet[str] = frozenset()) -> Posterior:
        """Rank the rooms for the levels of one press, as if the masked listeners had never been there."""
        if not self.rooms:
            return Posterior((), (), (), is_strange=False)
        view = self._seen(masked)
        columns = self.survey.columns
        levels = {
            name: level for name, level in levels_of(heard).items() if name in columns and name not in view.hidden
        }
        explained = self.survey.scores(levels, view)
        is_strange = bool(levels) and fit_of(explained, len(levels)) < self.strange_below
        scores = combined(explained, self._alike(levels, view))
        scores = [score + part for score, part in zip(scores, self._installed(levels), strict=True)]
        rooms = _hedged(softmax(scores, self.temperature), is_silent=not levels)
        floors: dict[str, float] = {}
        by_floor = _hedged(softmax(scores, self.floor_temperature), is_silent=not levels)
        for room, part in zip(self.rooms, by_floor, strict=True):
            floor = self.layout.floors.get(room) or ""
            floors[floor] = floors.get(floor, 0.0) + part
        hearers = sorted(levels, key=lambda name: (-levels[name], name))
        return Posterior(
            _ranked(zip(self.rooms, rooms, strict=True)), _ranked(floors.items()), tuple(hearers), is_strange
        )

    def _seen(self, masked: AbstractSet[str]) -> View:
        """Return the survey without masked listeners."""
        hidden = (self.withheld | masked) & self.survey.columns.keys()
        if not self._latest or self._latest[0].hidden != hidden:
            self._latest[:] = [self.survey.view(hidden)]
        return self._latest[0]

    def _alike(self, levels: Mapping[str, float], view: View) -> list[float]:
        """Return for every room how much the press is like those made in it."""
        gallery = self.survey.gallery
        return gallery.by_room(gallery.likenesses(levels, view.sights, lambda: None))

    def _installed(self, levels: Mapping[str, float]) -> list[float]:
        """Return what the homes of the listeners that heard the press say: little, and less after a survey."""
        homes = self.layout.homes
        known: dict[str, float] = {}
        loudest = max(levels.values(), default=0.0)
        for name, level in levels.items():
            if (home := homes.get(name)) is not None:
                gap = (level - loudest) / INSTALLED_SPREAD
                known[home] = max(gap, INSTALLED_ELSEWHERE, known.get(home, INSTALLED_ELSEWHERE))
        if not known:
            return [0.0] * len(self.rooms)
        return [
            INSTALLED_WEIGHT / sqrt(self.survey.presses[room]) * known.get(room, INSTALLED_ELSEWHERE)
            for room in self.rooms
        ]


def fit(
    presses: Sequence[SurveyPress],
    layout: Layout,
    *,
    since: Mapping[str, float] | None = None,
    pause: Pause = lambda: None,
) -> Model:
    """Make a model of survey presses; those of check walks only measure one and are left out.

    `since` says from when on a listener hangs where it hangs: what older presses say about it does not count, and it is
    withheld until every room that heard it before has newer presses. `pause` is called after every little work.
    """
    learnt = learn(presses, since or {}, pause)
    return Model(
        layout=layout,
        survey=learnt.survey,
        withheld=learnt.withheld,
        temperature=learnt.temperature,
        floor_temperature=learnt.floor_temperature,
        strange_below=learnt.strange_below,
        _latest=[learnt.view],
    )


def _hedged(parts: Sequence[float], *, is_silent: bool) -> Sequence[float]:
    """Return probabilities, nearly even ones when nobody heard the press."""
    if not is_silent:
        return parts
    even = (1 - SILENT_SHARE) / len(parts)
    return [SILENT_SHARE * part + even for part in parts]


def _ranked(parts: Iterable[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    """Return names with their probabilities, the most probable first, equal ones by name."""
    return tuple(sorted(parts, key=lambda part: (-part[1], part[0])))
