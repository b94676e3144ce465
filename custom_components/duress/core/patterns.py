"""Press patterns: how many presses of one button within a window ask for what, and what a single one asks for.

Each press is judged at once by those before it; nobody waits to see whether more follow. What a series of presses has
reached it keeps until nothing was pressed for a whole window, so a further press never asks for less. Each button
counts by itself: the bits of two buttons that are pressed together come one after the other.

In doubt the graver: the highest count asks for at least what a press of the button usually asks for, and where a single
press asks for that already, so does every count. A pattern makes nothing less grave of a press in doubt or of several
buttons at once, because neither is an accident.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import Final, NamedTuple

from ..echostream import AlarmInputs, Uid
from .kinds import GRAVITY, gravest
from .roster import Kind

DEFAULT_WINDOW: Final = 10.0
WINDOWS: Final = (2, 60)
"""Fewest and most seconds of a window."""

PRESSES: Final = (2, 20)
"""Fewest and most presses of a count."""


class SinglePress(StrEnum):
    """What a press asks for while no count is reached."""

    USUAL = "usual"
    ASSIST = "assist"
    NOTE = "note"
    """It raises no incident; it is kept and shown like any other press."""


class Step(NamedTuple):
    """From how many presses on a series asks for a kind."""

    presses: int
    kind: Kind


class Flaw(StrEnum):
    """Why a pattern cannot be meant so."""

    NOT_RISING = "not_rising"
    NOT_MORE = "not_more"
    NEVER_USUAL = "never_usual"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """What the presses of a button ask for, by their number within `window` seconds."""

    steps: tuple[Step, ...] = ()
    window: float = DEFAULT_WINDOW
    single: SinglePress = SinglePress.USUAL

    @property
    def counts(self) -> bool:
        """Whether anything depends on how often somebody presses; without counts nothing is made less grave."""
        return bool(self.steps)

    def kind(self, presses: int, usual: Kind) -> Kind | None:
        """Return what so many presses ask for where one asks for `usual`; None for a press that is only noted."""
        reached = [step.kind for step in self.steps if step.presses <= presses]
        if not self.steps or (self.single is SinglePress.USUAL and not reached):
            return usual
        if not reached:
            return Kind.ASSIST if self.single is SinglePress.ASSIST else None
        is_all = len(reached) == len(self.steps)
        return gravest([*reached, usual] if is_all or self.single is SinglePress.USUAL else reached)

    def flaw(self, usual: Collection[Kind]) -> Flaw | None:
        """Return why this cannot be meant for buttons that usually ask for these kinds; None if it can."""
        for step, later in pairwise(sorted(self.steps)):
            if later.presses == step.presses or GRAVITY[later.kind] <= GRAVITY[step.kind]:
                return Flaw.NOT_RISING
        if self.single is SinglePress.USUAL:
            single = min(GRAVITY[kind] for kind in usual)
        else:
            single = GRAVITY[Kind.ASSIST] if self.single is SinglePress.ASSIST else -1
        if any(GRAVITY[step.kind] <= single for step in self.steps):
            return Flaw.NOT_MORE
        top = max((GRAVITY[step.kind] for step in self.steps), default=-1)
        if self.single is not SinglePress.USUAL and top < GRAVITY[gravest(usual)]:
            return Flaw.NEVER_USUAL
        return None


NO_PATTERN: Final = Pattern()


@dataclass(slots=True)
class _Series:
    """Presses of one button that follow each other; times are steady seconds, `most` the highest count so far."""

    times: list[float] = field(default_factory=list)
    most: int = 0


class Counted(NamedTuple):
    """How many presses of a button there are in the window, and at most in its series."""

    presses: int
    most: int


class Series:
    """The series of every button whose presses are counted."""

    def __init__(self) -> None:
        """Start with nothing counted."""
        self._series: dict[tuple[Uid, int], _Series] = {}

    def press(self, uid: Uid, inputs: AlarmInputs, window: float, steady: float) -> Counted:
        """Count one press of some buttons of a transmitter; return the highest count among them."""
        return max((self._press((uid, int(one)), window, steady) for one in inputs), default=Counted(1, 1))

    def _press(self, button: tuple[Uid, int], window: float, steady: float) -> Counted:
        """Count one press of a button."""
        series = self._series.get(button)
        if series is None or steady - series.times[-1] > window:
            series = self._series[button] = _Series()
        series.times = [*_within(series.times, window, steady), steady]
        series.most = max(series.most, len(series.times))
        return Counted(len(series.times), series.most)


def _within(times: Iterable[float], window: float, steady: float) -> list[float]:
    """Return the times that are in the window which ends now."""
    return [time for time in times if steady - time <= window]
