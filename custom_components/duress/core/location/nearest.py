"""Where a press comes from: the first ladder, each answer labelled with its method.

The room of a fixed button; else the room of the device that heard the press strongest; else the pendant's usual room;
else somewhere at the site. Never an empty answer.
"""

from collections.abc import Mapping, Sequence

from ...echostream import Uid
from ..events import Method, Place
from ..roster import Role, Room, Roster, Transmitter
from .evidence import Hop, listener_of


def locate(roster: Roster, transmitter: Transmitter | None, levels: Mapping[Hop, Sequence[int]]) -> Place:
    """Return the place of a press from the mean level of its copies at each first hop."""
    if transmitter is not None and transmitter.role is Role.FIXED_BUTTON and transmitter.room is not None:
        return Place(method=Method.FIXED_BUTTON, room=transmitter.room)
    strongest: tuple[float, str] | None = None
    for hop, copies in levels.items():
        room, label = _listener(roster, *hop)
        heard = (sum(copies) / len(copies), label)
        if room is not None and (strongest is None or heard > strongest):
            strongest, found = heard, room
    if strongest is not None:
        return Place(method=Method.HEARD_STRONGEST, room=found, heard_by=strongest[1])
    if transmitter is not None and transmitter.room is not None:
        return Place(method=Method.USUAL_ROOM, room=transmitter.room)
    return Place(method=Method.SITE)


def _listener(roster: Roster, receiver_id: str, first_hop: Uid) -> tuple[Room | None, str]:
    """Return room and label of the device that measured a copy."""
    listener = listener_of(roster, (receiver_id, first_hop)) or ""
    device = roster.receivers.get(listener) or roster.transmitters.get(listener)
    return (None, "") if device is None else (device.room, device.label)
