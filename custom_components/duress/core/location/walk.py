"""Walking the rooms with a pendant: which room is next, what one press says of it, and when a walk begins and ends.

A walk is values: every step returns the walk after it, and what may follow what stands in `TRANSITIONS`. How far a walk
is follows from the survey, so a walk that was paused for days goes on where it was.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
import re
from typing import Final

from ..roster import Room
from .evidence import Levels
from .survey import Source, SurveyPress

NEEDED: Final = 3
"""Presses that a room needs."""

RECOMMENDED: Final = 5
"""Presses after which more of them say little."""

CHECKS_NEEDED: Final = 1
"""Presses that a room of a check walk needs."""

TARGET_HEARERS: Final = 5
"""Listeners that should hear a press, so that its room can be told from others."""

FEW_HEARERS: Final = 3
"""With fewer listeners a room is hardly ever told from others."""

WEAK_MARGIN: Final = 4
"""Decibels above the noise that the best copy should have."""

MOST_CONFUSED: Final = 3
"""Rooms named that a press was rather taken for."""

MOST_ANSWERS: Final = 10
"""Answers that a walk keeps, for whoever looks at it later."""


class WalkKind(StrEnum):
    """What a walk is for: it makes the survey, or it measures what the survey is worth."""

    SURVEY = "survey"
    CHECK = "check"

    @property
    def source(self) -> Source:
        """What its presses are."""
        return Source.WALK if self is WalkKind.SURVEY else Source.CHECK

    @property
    def needed(self) -> int:
        """How many presses a room needs in it."""
        return NEEDED if self is WalkKind.SURVEY else CHECKS_NEEDED


class WalkState(StrEnum):
    """Whether presses of the walker are for the walk, or calls for help as ever."""

    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"


class WalkStep(StrEnum):
    """What people do with a walk; one that nobody presses on for long is paused by itself."""

    ENTER = "enter"
    PAUSE = "pause"
    RESUME = "resume"
    END = "end"


TRANSITIONS: Final[dict[tuple[WalkState, WalkStep], WalkState]] = {
    (WalkState.RUNNING, WalkStep.ENTER): WalkState.RUNNING,
    (WalkState.RUNNING, WalkStep.PAUSE): WalkState.PAUSED,
    (WalkState.RUNNING, WalkStep.END): WalkState.ENDED,
    (WalkState.PAUSED, WalkStep.RESUME): WalkState.RUNNING,
    (WalkState.PAUSED, WalkStep.END): WalkState.ENDED,
}


class Verdict(StrEnum):
    """What a press, or a room by its presses, is worth."""

    PASS = "pass"  # noqa: S105 - a word for an answer, not a secret
    WEAK = "weak"
    """Its best margin is low, or a single listener heard it: one that fails, and nobody does."""
    NONE = "none"
    """Nobody who is installed heard it."""


class Hearers(StrEnum):
    """Whether enough listeners heard a press."""

    ENOUGH = "enough"
    FEW = "few"
    TOO_FEW = "too_few"


class IllegalWalkStepError(Exception):
    """A walk is not in a state in which this can be done; nothing has changed."""

    def __init__(self, state: WalkState, step: WalkStep) -> None:
        """Keep what was asked of what."""
        super().__init__(f"{step} while {state}")
        self.state = state
        self.step = step


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one press on a walk showed.

    `rank` is how the model before it, which did not know it, ranked its room among `of` rooms; None where its room was
    unknown then. `rather` are the rooms that were ranked before it. `presses` is how many its room has now.
    """

    press_id: str
    room_id: str
    at: float
    heard: Levels
    margins: Levels
    rank: int | None = None
    of: int = 0
    rather: tuple[str, ...] = ()
    presses: int = 0

    @property
    def verdict(self) -> Verdict:
        """What the press is worth."""
        return verdict_of(self.heard, self.margins)

    @property
    def hearers(self) -> Hearers:
        """Whether enough listeners heard it."""
        if len(self.heard) >= TARGET_HEARERS:
            return Hearers.ENOUGH
        return Hearers.FEW if len(self.heard) >= FEW_HEARERS else Hearers.TOO_FEW


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """One walk; without `room_ids` it is through all rooms. `rehearsal_id` is the test mode it runs under or ran last.

    `room_id` is where the walker stands, `redo` are the rooms whose earlier presses leave with the next one. `put_off`
    are rooms that are left for later, `unheard` those in which the latest press was made in vain. Presses from before
    `counts_from` (seconds since 1970) make no room done.
    """

    walk_id: str
    kind: WalkKind
    device_ids: tuple[str, ...]
    began: float
    room_ids: tuple[str, ...] = ()
    state: WalkState = WalkState.RUNNING
    rehearsal_id: str = ""
    room_id: str | None = None
    redo: frozenset[str] = frozenset()
    put_off: frozenset[str] = frozenset()
    unheard: frozenset[str] = frozenset()
    counts_from: float = 0.0
    answers: tuple[Answer, ...] = ()

    def step(self, step: WalkStep) -> Walk:
        """Return the walk after a step; raises IllegalWalkStepError. Who pauses stands nowhere."""
        state = self._next(step)
        return replace(self, state=state, room_id=self.room_id if state is WalkState.RUNNING else None)

    def entered(self, room_id: str, *, redo: bool = False) -> Walk:
        """Return the walk when its walker stands in a room; raises IllegalWalkStepError."""
        self._next(WalkStep.ENTER)
        fresh = self.redo | {room_id} if redo else self.redo - {room_id}
        return replace(self, room_id=room_id, redo=fresh, put_off=self.put_off - {room_id})

    def left(self, room_id: str, *, unheard: bool = False) -> Walk:
        """Return the walk when a room is left for later, or was pressed in vain; raises IllegalWalkStepError."""
        self._next(WalkStep.ENTER)
        if unheard:
            return replace(self, unheard=self.unheard | {room_id})
        return replace(self, put_off=self.put_off | {room_id})

    def took(self, answer: Answer) -> Walk:
        """Return the walk after a press; if it was heard, its room is not redone any more, nor unheard."""
        answers = (*self.answers, answer)[-MOST_ANSWERS:]
        here = {answer.room_id}
        if not answer.heard:
            return replace(self, put_off=self.put_off - here, unheard=self.unheard | here, answers=answers)
        return replace(
            self,
            redo=self.redo - here,
            put_off=self.put_off - here,
            unheard=self.unheard - here,
            answers=answers,
        )

    def leaving(self, room_id: str, presses: Iterable[SurveyPress]) -> list[SurveyPress]:
        """Return the presses that leave the survey with the next one in a room: those of this kind, if it is redone."""
        if room_id not in self.redo:
            return []
        return [one for one in presses if one.room_id == room_id and self.concerns(one)]

    def concerns(self, press: SurveyPress) -> bool:
        """Whether a press is of the kind that this walk gathers."""
        return (press.source is Source.CHECK) is (self.kind is WalkKind.CHECK)

    def counts(self, press: SurveyPress) -> bool:
        """Whether a press makes its room done."""
        return self.concerns(press) and press.at >= self.counts_from

    def _next(self, step: WalkStep) -> WalkState:
        """Return the state after a step; raises IllegalWalkStepError."""
        if (state := TRANSITIONS.get((self.state, step))) is None:
            raise IllegalWalkStepError(self.state, step)
        return state


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far one room is: its presses of the walk's kind, and what most of them are worth (None without any)."""

    room: Room
    presses: int
    needed: int
    verdict: Verdict | None = None
    is_redone: bool = False
    is_put_off: bool = False
    is_unheard: bool = False

    @property
    def is_done(self) -> bool:
        """Whether it has enough presses."""
        return self.presses >= self.needed and not self.is_redone

    @property
    def is_open(self) -> bool:
        """Whether there is something to press for: more of it says nothing new where nobody hears."""
        return not self.is_done and not self.is_unheard


def verdict_of(heard: Levels, margins: Levels) -> Verdict:
    """Return what a press is worth by who heard it and by how much above the noise."""
    if not heard:
        return Verdict.NONE
    best = max((margins[listener] for listener in heard if listener in margins), default=0.0)
    return Verdict.WEAK if len(heard) < 2 or best < WEAK_MARGIN else Verdict.PASS


def answer_of(press: SurveyPress, ranked: Sequence[tuple[str, float]] | None, presses: int) -> Answer:
    """Return what a press showed; `ranked` is what a model says of it that does not know it, most probable first."""
    order = [room_id for room_id, _ in ranked or ()]
    rank = order.index(press.room_id) + 1 if press.room_id in order else None
    rather = () if rank is None else tuple(order[: min(rank - 1, MOST_CONFUSED)])
    return Answer(
        press_id=press.press_id, room_id=press.room_id, at=press.at, heard=press.heard, margins=press.margins,
        rank=rank, of=len(order), rather=rather, presses=presses,
    )  # fmt: skip


def progress(walk: Walk, rooms: Mapping[str, Room], presses: Iterable[SurveyPress]) -> list[Progress]:
    """Return how far each room of a walk is, in the order in which one walks; weak rooms are no less done."""
    wanted = [rooms[room_id] for room_id in walk.room_ids or rooms if room_id in rooms]
    found: dict[str, list[Verdict]] = {}
    for press in presses:
        if walk.counts(press):
            found.setdefault(press.room_id, []).append(verdict_of(press.heard, press.margins))
    return [
        Progress(
            room=room,
            presses=len(found.get(room.room_id, ())),
            needed=walk.kind.needed,
            verdict=Verdict.NONE if room.room_id in walk.unheard else _middle(found.get(room.room_id, ())),
            is_redone=room.room_id in walk.redo,
            is_put_off=room.room_id in walk.put_off,
            is_unheard=room.room_id in walk.unheard,
        )
        for room in sorted(wanted, key=_place_key)
    ]


def next_room(rooms: Sequence[Progress], current: Room | None) -> Room | None:
    """Return where to press next: here until it is done, then on the same floor, then in the same building.

    Of those, it is the nearest in the order in which rooms are walked; what was put off comes last. None once every
    room is done, or was pressed in vain.
    """
    order = [one.room for one in rooms]
    here = order.index(current) if current in order else None
    left = [at for at, one in enumerate(rooms) if one.is_open]
    if not left:
        return None
    if current is None or here is None:
        return order[min(left, key=lambda at: (rooms[at].is_put_off, at))]
    if rooms[here].is_open and not rooms[here].is_put_off:
        return current
    return order[
        min(
            left,
            key=lambda at: (
                rooms[at].is_put_off,
                order[at].floor_id != current.floor_id,
                order[at].building != current.building,
                abs(at - here),
                at < here,
            ),
        )
    ]


def finished_floors(rooms: Collection[Progress]) -> set[str]:
    """Return the floors all of whose rooms are done, those without a floor as "" together."""
    floors: dict[str, bool] = {}
    for one in rooms:
        floor = one.room.floor_id or ""
        floors[floor] = floors.get(floor, True) and one.is_done
    return {floor for floor, done in floors.items() if done}


def _middle(verdicts: Sequence[Verdict]) -> Verdict | None:
    """Return what most presses of a room are worth, in doubt the worse."""
    order = sorted(verdicts, key=list(Verdict).index, reverse=True)
    return order[(len(order) - 1) // 2] if order else None


def _place_key(room: Room) -> tuple[str, str, list[tuple[int, str]], str]:
    """Return where a room comes in the order of buildings, floors and names; 9 comes before 10."""
    parts = re.findall(r"\d+|\D+", room.name.casefold())
    name = [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]
    return room.building or "", room.floor or "", name, room.room_id
