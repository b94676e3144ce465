"""What the copies of one press say about its place: at which level each listener heard it.

A listener is a receiver or repeater of this site, named by its device id. Levels are those of the radio, as measured by
the first hop (docs/echostream.md, section 16). A copy that a listener heard at the same level and margin as another
is taken for the same copy, over whichever receiver it comes: it counts once.
"""

from collections.abc import Iterable, Mapping, Set as AbstractSet
from math import isfinite
from typing import Final

from ...echostream import Mid, Uid, mid_of
from ..events import HeardAt
from ..roster import Roster

type Hop = tuple[str, Uid]
"""Over which receiver a copy came, and who heard it first."""

type Copies = Mapping[Hop, AbstractSet[tuple[int, int]]]
"""Level and margin of the different copies of a press, by hop."""

type Levels = Mapping[str, float]
"""The mean level of a press at each listener that heard it."""

HIGHEST: Final = 255.0
"""The highest level that a radio can say: it is one byte."""

_RECEIVER = int(Mid.RECEIVER)


def listener_of(roster: Roster, hop: Hop) -> str | None:
    """Return the device that measured a copy; MID 00 is the receiver it came through. None for one not installed."""
    receiver_id, first_hop = hop
    if mid_of(first_hop) == _RECEIVER:
        return receiver_id if receiver_id in roster.receivers else None
    repeater = roster.by_uid.get(first_hop)
    return None if repeater is None else repeater.device_id


def sane(heard: Mapping[str, object]) -> dict[str, float]:
    """Return the levels that a radio can have measured, by listener in the order of names; others are left out."""
    levels = ((listener, level_of(said)) for listener, said in sorted(heard.items()))
    return {listener: level for listener, level in levels if level is not None}


def level_of(said: object) -> float | None:
    """Return what is a number from 0 to 255 as a level; a truth value is not meant as one."""
    if isinstance(said, (int, float)) and not isinstance(said, bool) and isfinite(said) and 0 <= said <= HIGHEST:
        return float(said)
    return None


def heard_at(roster: Roster, copies: Copies) -> tuple[HeardAt, ...]:
    """Return what each listener heard, in the order of their names; who is not installed is left out."""
    found: dict[str, set[tuple[int, int]]] = {}
    for hop, heard in copies.items():
        if (listener := listener_of(roster, hop)) is not None:
            found.setdefault(listener, set()).update(heard)
    return tuple(
        HeardAt(
            listener=listener,
            level=sum(level for level, _ in heard) / len(heard),
            margin=max(margin for _, margin in heard),
            copies=len(heard),
        )
        for listener, heard in sorted(found.items())
    )


def levels_of(heard: Iterable[HeardAt]) -> dict[str, float]:
    """Return the level at each listener."""
    return {one.listener: one.level for one in heard}
