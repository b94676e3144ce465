"""What the copies of one press say about its place: at which level each listener heard it.

A listener is a receiver or repeater of this site, named by its device id. Levels are those of the radio, as measured by
the first hop (docs/echostream.md, section 16).
"""

from collections.abc import Mapping, Sequence

from ...echostream import Mid, Uid, mid_of
from ..roster import Roster

type Hop = tuple[str, Uid]
"""Over which receiver a copy came, and who heard it first."""

type Levels = Mapping[str, float]
"""The mean level of a press at each listener that heard it."""

_RECEIVER = int(Mid.RECEIVER)


def listener_of(roster: Roster, hop: Hop) -> str | None:
    """Return the device that measured a copy; MID 00 is the receiver it came through. None for one not installed."""
    receiver_id, first_hop = hop
    if mid_of(first_hop) == _RECEIVER:
        return receiver_id if receiver_id in roster.receivers else None
    repeater = roster.by_uid.get(first_hop)
    return None if repeater is None else repeater.device_id


def pooled(roster: Roster, copies: Mapping[Hop, Sequence[int]]) -> dict[str, float]:
    """Return the mean level at each listener, in the order of their names; who is not installed is left out."""
    levels: dict[str, list[int]] = {}
    for hop, heard in copies.items():
        if (listener := listener_of(roster, hop)) is not None:
            levels.setdefault(listener, []).extend(heard)
    return {listener: sum(heard) / len(heard) for listener, heard in sorted(levels.items())}
