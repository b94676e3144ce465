"""Which room: a survey makes a model, and the model ranks the rooms for the levels of one press.

Every room is scored by how well it explains which listeners heard the press, which did not, and at which levels, for
every gain that the pendant may have. The scores, divided by a temperature, are the logarithms of the probabilities.
"""

from collections.abc import Iterable, Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass, field
from math import exp, log, log1p, sqrt
from typing import Final

from .evidence import Levels
from .fitting import (
    GAIN_WEIGHTS,
    GAINS,
    Column,
    Pause,
    Shared,
    Tally,
    cell,
    counts_for,
    in_order,
    levels_of,
    shared_of,
)
from .survey import Source, SurveyPress
from .temperature import MARGIN, UNKNOWN, best_temperature, softmax, spread_out

INSTALLED_WEIGHT: Final = 0.5
"""How much the rooms that listeners hang in count, before it is divided by the root of a room's presses."""

INSTALLED_SPREAD: Final = 6.0
"""Decibels by which the listener of the true room may be fainter than the loudest one."""

INSTALLED_ELSEWHERE: Final = -3.0
"""The installed score of a room that no listener hangs in."""

SILENT_SHARE: Final = 0.2
"""What silence alone may say: nobody who hears nothing knows a room."""

STRANGE_SHARE: Final = 0.01
"""Which part of the survey's own presses would be called strange."""


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
    """What a survey taught: nothing in it changes any more."""

    rooms: tuple[str, ...]
    listeners: tuple[str, ...]
    withheld: frozenset[str]
    temperature: float
    floor_temperature: float
    _layout: Layout
    _presses: Mapping[str, int]
    _columns: Mapping[str, Column] = field(repr=False)
    _strange_below: float

    def presses_of(self, room_id: str) -> int:
        """Return with how many presses a room was surveyed."""
        return self._presses.get(room_id, 0)

    def locate(self, heard: Levels, masked: AbstractSet[str] = frozenset()) -> Posterior:
        """Rank the rooms for the levels of one press, as if the masked listeners had never been there."""
        hidden = self.withheld | masked
        levels = {
            name: level for name, level in levels_of(heard).items() if name in self._columns and name not in hidden
        }
        if not self.rooms:
            return Posterior((), (), (), is_strange=False)
        raw = self._scores(levels, hidden)
        used = sum(name not in hidden for name in self.listeners)
        is_strange = bool(levels) and max(raw) / max(used, 1) < self._strange_below
        scores = self._with_installed(raw, levels)
        share = 1.0 if levels else SILENT_SHARE
        even = (1 - share) / len(scores)
        rooms = [share * part + even for part in softmax(scores, self.temperature)]
        floors: dict[str, float] = {}
        for room, part in zip(self.rooms, softmax(scores, self.floor_temperature), strict=True):
            floor = self._layout.floors.get(room) or ""
            floors[floor] = floors.get(floor, 0.0) + share * part + even
        return Posterior(
            _ranked(zip(self.rooms, rooms, strict=True)),
            _ranked(floors.items()),
            tuple(sorted(levels, key=lambda name: (-levels[name], name))),
            is_strange,
        )

    def _scores(self, levels: Mapping[str, float], hidden: AbstractSet[str]) -> list[float]:
        """Return the log likelihood of levels in every room."""
        silence = [0.0] * len(self.rooms)
        for name in self.listeners:
            if name not in hidden:
                silence = [total + part for total, part in zip(silence, self._columns[name].silent, strict=True)]
        return scored(silence, [(self._columns[name], level) for name, level in levels.items()])

    def _with_installed(self, scores: Sequence[float], levels: Mapping[str, float]) -> list[float]:
        """Return scores with what the rooms say in which listeners hang."""
        homes = self._layout.homes
        if not levels or not any(name in homes for name in levels):
            return list(scores)
        loudest = max(levels.values())
        known: dict[str, float] = {}
        for name, level in levels.items():
            if (home := homes.get(name)) is not None:
                gap = (level - loudest) / INSTALLED_SPREAD
                known[home] = max(gap, INSTALLED_ELSEWHERE, known.get(home, INSTALLED_ELSEWHERE))
        return [
            score + INSTALLED_WEIGHT / sqrt(self._presses[room]) * known.get(room, INSTALLED_ELSEWHERE)
            for room, score in zip(self.rooms, scores, strict=True)
        ]


def scored(silence: Sequence[float], heard: Sequence[tuple[Column, float]]) -> list[float]:
    """Return the log likelihood in every room, with the unknown gain averaged out."""
    for column, _ in heard:
        silence = [total + peak for total, peak in zip(silence, column.peaks, strict=True)]
    by_gain = []
    for gain, weight in zip(GAINS, GAIN_WEIGHTS, strict=True):
        totals = [total + weight for total in silence]
        for column, level in heard:
            shifted = level + gain
            totals = [
                total - power * log1p(sharp * (shifted - centre) * (shifted - centre))
                for total, power, sharp, centre in zip(
                    totals, column.powers, column.sharpness, column.centres, strict=True
                )
            ]
        by_gain.append(totals)
    return [
        most + log(sum(exp(part - most) for part in parts))
        for parts in zip(*by_gain, strict=True)
        for most in (max(parts),)
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
    return _Fit(presses, layout, since or {}, pause).model()


class _Fit:
    """The work of fitting one model."""

    def __init__(
        self, presses: Sequence[SurveyPress], layout: Layout, since: Mapping[str, float], pause: Pause
    ) -> None:
        """Count what each listener heard in each room."""
        self._layout = layout
        self._since = since
        self._pause = pause
        self._presses = in_order(press for press in presses if press.source is not Source.CHECK)
        pause()
        self._rooms = tuple(dict.fromkeys(press.room_id for press in self._presses))
        self._at = {room: at for at, room in enumerate(self._rooms)}
        self._levels = [levels_of(press.heard) for press in self._presses]
        self._tallies: dict[str, list[Tally]] = {}
        self._shared: dict[str, Shared] = {}
        for name in sorted({name for levels in self._levels for name in levels}):
            self._count(name)
            pause()

    def _count(self, name: str) -> None:
        """Count the presses of one listener."""
        tallies = [Tally() for _ in self._rooms]
        heard, presses = [], 0
        for press, levels in zip(self._presses, self._levels, strict=True):
            if counts_for(press, name, self._since):
                presses += 1
                level = levels.get(name)
                tallies[self._at[press.room_id]].add(level)
                if level is not None:
                    heard.append(level)
        if heard:
            self._tallies[name] = tallies
            self._shared[name] = shared_of(heard, presses)

    def _withheld(self) -> frozenset[str]:
        """Return the listeners that were moved and not surveyed again in all rooms that heard them."""
        withheld = set()
        for name in self._tallies:
            before = {
                press.room_id
                for press, levels in zip(self._presses, self._levels, strict=True)
                if name in levels and not counts_for(press, name, self._since)
            }
            if any(self._tallies[name][self._at[room]].presses == 0 for room in before):
                withheld.add(name)
        return frozenset(withheld)

    def model(self) -> Model:
        """Make the model."""
        columns = {}
        for name, tallies in self._tallies.items():
            cells = [cell(tally, self._shared[name]) for tally in tallies]
            columns[name] = Column(*zip(*cells, strict=True))
            self._pause()
        counts: dict[str, int] = dict.fromkeys(self._rooms, 0)
        for press in self._presses:
            counts[press.room_id] += 1
        withheld = self._withheld()
        used = [name for name in columns if name not in withheld]
        temperature, strange_below = self._leave_out(columns, used, counts)
        surveyed = len(self._presses) >= 2 * len(self._rooms)
        return Model(
            rooms=self._rooms,
            listeners=tuple(columns),
            withheld=withheld,
            temperature=temperature * MARGIN if surveyed else UNKNOWN,
            floor_temperature=temperature if surveyed else UNKNOWN / MARGIN,
            _layout=self._layout,
            _presses=counts,
            _columns=columns,
            _strange_below=strange_below,
        )

    def _leave_out(
        self, columns: Mapping[str, Column], used: Sequence[str], counts: Mapping[str, int]
    ) -> tuple[float, float]:
        """Leave presses out in turn; return the best temperature and the fit below which a press is strange."""
        silence = [0.0] * len(self._rooms)
        for name in used:
            silence = [total + part for total, part in zip(silence, columns[name].silent, strict=True)]
        chances = [number for number, press in enumerate(self._presses) if counts[press.room_id] > 1]
        trials = []
        for number in (chances[at] for at in spread_out(len(chances))):
            press, levels = self._presses[number], self._levels[number]
            heard = [(columns[name], levels[name]) for name in used if name in levels]
            scores = scored(silence, heard)
            self._pause()
            at = self._at[press.room_id]
            scores[at] = self._left_out(press, levels, used)
            trials.append((scores[at], scores))
            self._pause()
        fits = sorted(max(scores) / max(len(used), 1) for _, scores in trials)
        strange_below = fits[int(STRANGE_SHARE * len(fits))] if fits else float("-inf")
        return best_temperature(trials, self._pause) if trials else 1.0, strange_below

    def _left_out(self, press: SurveyPress, levels: Mapping[str, float], used: Sequence[str]) -> float:
        """Return the score of a press in its own room, as if it had never been made."""
        at = self._at[press.room_id]
        silence, heard = 0.0, []
        for name in used:
            tally = self._tallies[name][at]
            left = Tally(tally.presses, tally.heard, tally.total, tally.squares)
            if counts_for(press, name, self._since):
                left.add(levels.get(name), -1)
            silent, *rest = cell(left, self._shared[name])
            silence += silent
            if name in levels:
                heard.append((Column([silent], *([part] for part in rest)), levels[name]))
        return scored([silence], heard)[0]


def _ranked(parts: Iterable[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    """Return names with their probabilities, the most probable first, equal ones by name."""
    return tuple(sorted(parts, key=lambda part: (-part[1], part[0])))
