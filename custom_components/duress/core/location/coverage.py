"""Where a press is heard, by whom, since when that is known, and what would be lost without one listener.

A room counts by its latest walk: the presses made there within some hours of its newest one, in a survey, a check walk
or a test in which the tester said where they stand. Silence proves nothing: a room that nobody pressed in is a blind
spot, as is one in which presses are only just heard, hang on one listener, or were heard long ago.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from statistics import median_low
from typing import Final, Protocol

from .accuracy import best_of
from .evidence import Levels
from .leaving_out import in_order, outdated
from .model import Layout, Posterior
from .survey import SurveyPress
from .walk import WEAK_MARGIN

WALK: Final = 6 * 3_600.0
"""Seconds before the newest press of a room within which presses belong to the same walk."""

OLD_DAYS: Final = 180
"""Days after which a proof is old, unless the site has its rooms tested more or less often."""

_DAY: Final = 86_400.0


class Blind(StrEnum):
    """Why a room is a blind spot, the gravest first."""

    NEVER_PROVEN = "never_proven"
    """Nobody is known to have been heard there."""
    FAILED = "failed"
    """When it was tried last, nobody was heard; or all that heard it were taken away or hung elsewhere since."""
    SINGLE_PATH = "single_path"
    """One listener alone hears at least half of the presses there."""
    WEAK = "weak"
    """Even the listener that hears it best only just does."""
    NOT_WALKED = "not_walked"
    """A press was placed there, but nobody said to stand there: over which paths it is heard is not known."""
    OLD = "old"
    """It was proven too long ago."""


class Answer(IntEnum):
    """What the presses of a room lead to; more is better."""

    UNHEARD = 0
    OTHER_FLOOR = 1
    OTHER_ROOM = 2
    FLOOR = 3
    ROOM = 4


class Locating(Protocol):
    """What ranks rooms: a model."""

    def locate(self, heard: Levels, masked: AbstractSet[str] = ...) -> Posterior:
        """Rank the rooms for the levels of one press."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One press that was heard in a room, at a time (seconds since 1970): by whom, how well (decibels of margin).

    `paths` counts who heard it, also where their names were not kept.
    """

    press_id: str
    room_id: str
    at: float
    margins: Mapping[str, float | None]
    paths: int
    margin: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """One listener of a room: how many presses of its latest walk it heard, and with which margin (the median)."""

    listener: str
    presses: int
    margin: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomCoverage:
    """How well a room is covered, from its latest walk; moments are seconds since 1970.

    `typical` is how many listeners hear a typical press there, and `margin` that of the best of them; None where no
    walk tells. `blind` says why it is a blind spot, the gravest first.
    """

    room_id: str
    presses: int
    proven_at: float | None
    failed_at: float | None
    typical: int | None
    margin: float | None
    paths: tuple[Path, ...]
    blind: tuple[Blind, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How well the rooms of a site are covered: blind spots first, the gravest of them at the top."""

    at: float = field(compare=False)
    days: int
    rooms: tuple[RoomCoverage, ...]

    @property
    def blind_spots(self) -> tuple[RoomCoverage, ...]:
        """The rooms in which a call for help may not be heard, or not be placed."""
        return tuple(one for one in self.rooms if one.blind)

    def of(self, why: Blind) -> tuple[RoomCoverage, ...]:
        """Return the rooms that are blind spots for one reason."""
        return tuple(one for one in self.rooms if why in one.blind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fall:
    """A room whose answer gets worse when a listener fails."""

    room_id: str
    before: Answer
    after: Answer


def proof_of(press: SurveyPress) -> Proof:
    """Return what a survey press proves."""
    return Proof(
        press_id=press.press_id,
        room_id=press.room_id,
        at=press.at,
        margins={listener: press.margins.get(listener) for listener in press.heard},
        paths=len(press.heard),
    )


def coverage(
    rooms: Iterable[str],
    proofs: Iterable[Proof],
    *,
    now: float,
    listeners: Collection[str],
    since: Mapping[str, float],
    proven: Mapping[str, float],
    failed: Mapping[str, float],
    days: int = OLD_DAYS,
    pause: Callable[[], None] = lambda: None,
) -> Coverage:
    """Judge the coverage of rooms.

    `listeners` are those that are installed, `since` says from when on they hang where they hang. `proven` is when each
    room was proven last by whatever counts as a proof, `failed` when somebody stood there in vain.
    """
    by_room: dict[str, dict[str, Proof]] = {}
    for one in proofs:
        by_room.setdefault(one.room_id, {}).setdefault(one.press_id, one)
    found = []
    for room_id in sorted({*rooms, *by_room}):
        walk = _walk(by_room.get(room_id, {}).values())
        still = [_still_there(one, listeners, since) for one in walk]
        found.append(_judged(room_id, still, proven.get(room_id), failed.get(room_id), now - days * _DAY))
        pause()
    order = list(Blind)
    found.sort(key=lambda one: (order.index(one.blind[0]) if one.blind else len(order), one.room_id))
    return Coverage(at=now, days=days, rooms=tuple(found))


def answers(
    model: Locating,
    presses: Iterable[SurveyPress],
    layout: Layout,
    masked: AbstractSet[str] = frozenset(),
    pause: Callable[[], None] = lambda: None,
    *,
    since: Mapping[str, float] | None = None,
    before: Mapping[str, Answer] | None = None,
) -> dict[str, Answer]:
    """Return what at least half of each room's presses lead to, as if the masked listeners were not there.

    A listener that was hung elsewhere `since` has no say in older presses. With what they led to `before`, a room is
    done once it is known to be no worse; what is better is not told then.
    """
    by_room: dict[str, list[SurveyPress]] = {}
    for press in in_order(presses):
        by_room.setdefault(press.room_id, []).append(press)
    found: dict[str, Answer] = {}
    for room_id, own in by_room.items():
        enough, best = (len(own) + 1) // 2, Answer.ROOM if before is None else before[room_id]
        got: list[Answer] = []
        for press in own:
            hidden = masked | outdated(press, since or {})
            got.append(_answer(room_id, model.locate(press.heard, hidden), layout.floors))
            pause()
            if sum(one >= best for one in got) == enough:
                found[room_id] = best
                break
        else:
            found[room_id] = sorted(got, reverse=True)[enough - 1]
    return found


def falls(before: Mapping[str, Answer], after: Mapping[str, Answer]) -> tuple[Fall, ...]:
    """Return exactly the rooms whose answer is worse than before, those that fall deepest first."""
    worse = [
        Fall(room_id=room_id, before=before[room_id], after=answer)
        for room_id, answer in after.items()
        if answer < before[room_id]
    ]
    return tuple(sorted(worse, key=lambda one: (one.after, one.room_id)))


def _walk(proofs: Iterable[Proof]) -> list[Proof]:
    """Return the presses of the latest walk."""
    ordered = sorted(proofs, key=lambda one: (one.at, one.press_id))
    return [one for one in ordered if one.at >= ordered[-1].at - WALK]


def _still_there(proof: Proof, listeners: Collection[str], since: Mapping[str, float]) -> Proof:
    """Return a proof without the listeners that are gone or hang elsewhere now."""
    margins = {
        listener: margin
        for listener, margin in proof.margins.items()
        if listener in listeners and proof.at >= since.get(listener, proof.at)
    }
    gone = len(proof.margins) - len(margins)
    known = [margin for margin in margins.values() if margin is not None]
    return Proof(
        press_id=proof.press_id,
        room_id=proof.room_id,
        at=proof.at,
        margins=margins,
        paths=proof.paths - gone,
        margin=max(known) if known else (None if proof.margins else proof.margin),
    )


def _judged(
    room_id: str, walk: Sequence[Proof], proven_at: float | None, failed_at: float | None, oldest: float
) -> RoomCoverage:
    """Judge one room by its latest walk."""
    heard = [one for one in walk if one.paths]
    moments = [one for one in (proven_at, *(one.at for one in heard)) if one is not None]
    proven_at = max(moments, default=None)
    typical = median_low([one.paths for one in walk]) if walk else None
    best = [one.margin for one in heard if one.margin is not None]
    margin = median_low(best) if best else None
    return RoomCoverage(
        room_id=room_id,
        presses=len(walk),
        proven_at=proven_at,
        failed_at=failed_at,
        typical=typical,
        margin=margin,
        paths=_paths(walk),
        blind=tuple(_blind(proven_at, failed_at, typical, margin, oldest)),
    )


def _blind(
    proven_at: float | None, failed_at: float | None, typical: int | None, margin: float | None, oldest: float
) -> Iterable[Blind]:
    """Yield why a room is a blind spot, the gravest first."""
    if proven_at is None and failed_at is None and typical is None:
        yield Blind.NEVER_PROVEN
        return
    if typical == 0 or (failed_at is not None and (proven_at is None or failed_at > proven_at)):
        yield Blind.FAILED
    if typical == 1:
        yield Blind.SINGLE_PATH
    if margin is not None and margin < WEAK_MARGIN:
        yield Blind.WEAK
    if typical is None and proven_at is not None:
        yield Blind.NOT_WALKED
    if proven_at is not None and proven_at < oldest:
        yield Blind.OLD


def _paths(walk: Sequence[Proof]) -> tuple[Path, ...]:
    """Return who heard a walk, who heard most of it first."""
    heard: dict[str, list[float | None]] = {}
    for one in walk:
        for listener, margin in one.margins.items():
            heard.setdefault(listener, []).append(margin)
    paths = []
    for listener, margins in heard.items():
        known = [one for one in margins if one is not None]
        margin = median_low(known) if known else None
        paths.append(Path(listener=listener, presses=len(margins), margin=margin))
    return tuple(sorted(paths, key=lambda one: (-one.presses, -(one.margin or 0.0), one.listener)))


def _answer(room_id: str, posterior: Posterior, floors: Mapping[str, str | None]) -> Answer:
    """Return what a press of a room leads to; one listener alone names no room, only the floor."""
    if not posterior.hearers or not posterior.rooms:
        return Answer.UNHEARD
    if posterior.floors[0][0] != (floors.get(room_id) or ""):
        return Answer.OTHER_FLOOR
    if len(posterior.hearers) == 1:
        return Answer.FLOOR
    return Answer.ROOM if best_of(posterior, floors)[0] == room_id else Answer.OTHER_ROOM
