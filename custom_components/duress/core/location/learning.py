"""Learn a model of survey presses, in small pieces of work, so that it can be done beside what must not wait."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Final

from .fitting import STEPS, Column, Pause, Shared, Tally, column_of, counts_for, levels_of, shared_of
from .likeness import Gallery, entries_of
from .scoring import Silence, scores_of
from .survey import Source, SurveyPress
from .surveyed import Survey, View, combined, fit_of
from .temperature import MARGIN, UNKNOWN, best_temperature, spread_out

STRANGE_SHARE: Final = 0.01
"""Which part of the survey's own presses would be called strange."""

_PIECE: Final = 25
"""How many presses are looked at before a pause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """What was learnt of a survey; `view` leaves out the listeners that are withheld."""

    survey: Survey
    view: View
    withheld: frozenset[str]
    temperature: float
    floor_temperature: float
    strange_below: float


def learn(presses: Sequence[SurveyPress], since: Mapping[str, float], pause: Pause) -> Learnt:
    """Learn of survey presses, as `fit` says."""
    return _Learning(presses, since, pause).learnt()


class _Learning:
    """The work of learning one model."""

    def __init__(self, presses: Sequence[SurveyPress], since: Mapping[str, float], pause: Pause) -> None:
        """Put the presses into an order of their own, so that sums do not depend on the order they come in."""
        self._since = since
        self._pause = pause
        by_room: dict[str, list[tuple[SurveyPress, dict[str, float]]]] = {}
        for number, press in enumerate(presses):
            if press.source is not Source.CHECK:
                by_room.setdefault(press.room_id, []).append((press, levels_of(press.heard)))
            if number % _PIECE == 0:
                pause()
        self._rooms = tuple(sorted(by_room))
        self._presses: list[SurveyPress] = []
        self._levels: list[dict[str, float]] = []
        self._room_at: list[int] = []
        self._ends: list[int] = []
        for at, room in enumerate(self._rooms):
            for press, levels in sorted(by_room[room], key=_order):
                self._presses.append(press)
                self._levels.append(levels)
                self._room_at.append(at)
            self._ends.append(len(self._presses))
            pause()
        self._tallies: dict[str, list[Tally]] = {}
        self._shared: dict[str, Shared] = {}
        self._withheld: set[str] = set()

    def learnt(self) -> Learnt:
        """Learn."""
        columns: dict[str, Column] = {}
        entries: dict[str, Sequence[float]] = {}
        names: set[str] = set()
        for number, levels in enumerate(self._levels):
            names.update(levels)
            if number % _PIECE == 0:
                self._pause()
        for name in sorted(names):
            counted = self._count(name)
            if name in self._shared:
                columns[name] = self._column(name)
                entries[name] = entries_of(counted)
                self._pause()
        counts = [end - start for start, end in zip([0, *self._ends], self._ends, strict=False)]
        survey = Survey(
            rooms=self._rooms,
            presses=dict(zip(self._rooms, counts, strict=True)),
            columns=columns,
            gallery=Gallery(entries, tuple(self._ends)),
        )
        withheld = frozenset(self._withheld)
        view = survey.view(withheld, self._pause)
        temperature, strange_below = self._leave_out(survey, counts, view)
        if temperature is None or len(self._presses) < 2 * len(self._rooms):
            temperature = UNKNOWN / MARGIN
        return Learnt(
            survey=survey,
            view=view,
            withheld=withheld,
            temperature=temperature * MARGIN,
            floor_temperature=temperature,
            strange_below=strange_below,
        )

    def _count(self, name: str) -> list[float | None]:
        """Count the presses of one listener; return its level at each press."""
        tallies = [Tally() for _ in self._rooms]
        heard: list[float] = []
        moved_from: set[int] = set()
        presses = 0
        counted: list[float | None] = []
        for number, (press, levels, at) in enumerate(zip(self._presses, self._levels, self._room_at, strict=True)):
            level = levels.get(name)
            if not counts_for(press, name, self._since):
                counted.append(None)
                if level is not None:
                    moved_from.add(at)
                continue
            counted.append(level)
            presses += 1
            tallies[at].add(level)
            if level is not None:
                heard.append(level)
            if number % 512 == 511:
                self._pause()
        if heard:
            self._tallies[name] = tallies
            self._shared[name] = shared_of(heard, presses)
            if any(tallies[at].presses == 0 for at in moved_from):
                self._withheld.add(name)
        self._pause()
        return counted

    def _column(self, name: str) -> Column:
        """Return the cells of one listener."""
        return column_of(self._tallies[name], self._shared[name])

    def _leave_out(self, survey: Survey, counts: Sequence[int], view: View) -> tuple[float | None, float]:
        """Leave presses out in turn; return the best temperature, and the fit below which a press is strange."""
        chances = [number for number, at in enumerate(self._room_at) if counts[at] > 1]
        trials, fits = [], []
        for number in (chances[at] for at in spread_out(len(chances))):
            at = self._room_at[number]
            levels = {name: level for name, level in self._levels[number].items() if self._is_used(name, number, view)}
            explained = survey.scores(levels, view, self._pause)
            explained[at] = self._explained_without(number, levels, view)
            self._pause()
            likenesses = survey.gallery.likenesses(levels, view.sights, self._pause)
            alike = survey.gallery.by_room(likenesses)
            start = self._ends[at] - counts[at]
            own = [*likenesses[start:number], *likenesses[number + 1 : self._ends[at]]]
            alike[at] = log(sum(own) / len(own))
            if levels:
                fits.append(fit_of(explained, len(levels)))
            trials.append((at, combined(explained, alike)))
            self._pause()
        if not trials:
            return None, float("-inf")
        strange_below = sorted(fits)[int(STRANGE_SHARE * len(fits))] if fits else float("-inf")
        return best_temperature(trials, self._pause), strange_below

    def _is_used(self, name: str, number: int, view: View) -> bool:
        """Whether a listener says something about a press of the survey."""
        return name in self._shared and name not in view.hidden and counts_for(self._presses[number], name, self._since)

    def _explained_without(self, number: int, levels: Mapping[str, float], view: View) -> float:
        """Return how well a press is explained by its own room, as if it had never been made."""
        at = self._room_at[number]
        silence = [0.0] * len(STEPS)
        heard: list[tuple[Column, float]] = []
        for name, tallies in self._tallies.items():
            if name in view.hidden:
                continue
            tally = tallies[at]
            left = Tally(tally.presses, tally.heard, tally.total, tally.squares)
            if counts_for(self._presses[number], name, self._since):
                left.add(levels.get(name), -1)
            column = column_of([left], self._shared[name])
            silence = [total + each[0] for total, each in zip(silence, column.silent, strict=True)]
            if name in levels:
                heard.append((column, levels[name]))
        return scores_of(Silence(tuple([each] for each in silence)), heard, self._pause)[0]


def _order(press: tuple[SurveyPress, dict[str, float]]) -> tuple[float, str, list[tuple[str, float]]]:
    """Return what presses of one room are ordered by."""
    return press[0].at, press[0].press_id, list(press[1].items())
