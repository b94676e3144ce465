"""What the copies of one press say about its place: at which level each listener heard it.

A listener is a receiver or repeater of this site, named by its device id. Levels are those of the radio, as measured by
the first hop (docs/echostream.md, section 16).
"""

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Final

from ...echostream import Mid, Uid, mid_of
from ..roster import Roster

type Hop = tuple[str, Uid]
"""Over which receiver a copy came, and who heard it first."""

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


def pooled(roster: Roster, copies: Mapping[Hop, Sequence[int]]) -> dict[str, float]:
    """Return the mean level at each listener, in the order of their names; who is not installed is left out."""
    levels: dict[str, list[float]] = {}
    for hop, heard in copies.items():
        if (listener := listener_of(roster, hop)) is not None:
            sound = (level_of(level) for level in heard)
            levels.setdefault(listener, []).extend(level for level in sound if level is not None)
    return {listener: sum(heard) / len(heard) for listener, heard in sorted(levels.items()) if heard}
