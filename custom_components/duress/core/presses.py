"""Joining the copies of one radio event into one press.

A press arrives one to five times within about two seconds, over the receiver and over repeaters, and the alarm bit is
a state, not an edge. So a message with an alarm bit is a copy of the press that is known, when

- it comes within `WINDOW` of the first copy (also after the release: a copy on a longer path may be late), or
- the button has not been released and the last copy is no older than `WINDOW` (it is still held), or
- it is a check-in, or tells of another change, while the button has not been released (the state is repeated), or
- it is the late copy of a check-in that belongs to that press, also after the release (`check_ins.py`).

Anything else is a new press: to join two would hide a call for help, to split one only notes it twice. Where presses
are counted, quick ones are told apart besides, by the order on each path (`bursts.py`).

Bits are handled as plain integers here: an operation of a flag class costs ten times as much, and somebody waits.
"""

from dataclasses import dataclass, field
from typing import Final, NamedTuple

from ..echostream import AlarmInputs, EndDeviceFlags, EndDeviceReport, Uid
from .bursts import Bursts, Path
from .check_ins import CheckIns
from .location import Hop
from .roster import Kind

WINDOW: Final = 5.0
"""Seconds in which an alarm bit belongs to the press before it."""

_ALL_FLAGS: Final = ~int(EndDeviceFlags.NO_CHANGE)
_BITS_OF: Final = tuple(tuple(int(one) for one in AlarmInputs if one & bits) for bits in range(16))
_EVERY_BIT: Final = _BITS_OF[-1]
_EVERY_INPUT: Final = sum(_EVERY_BIT)


@dataclass(slots=True)
class HeldPress:
    """A press as the tracker follows it; times are steady seconds."""

    press_id: str
    inputs: AlarmInputs
    first: float
    last: float
    released: bool = False
    incident_id: str | None = None
    kind: Kind | None = None
    """What it asks for; None for one that asks for nothing, as while transmitters are added by pressing them."""
    levels: dict[Hop, set[tuple[int, int]]] = field(default_factory=dict)
    """Level and margin of its different copies, by how they came."""

    @property
    def paths(self) -> int:
        """Over how many ways it was heard: each pair of a receiver and who heard it first is one."""
        return len(self.levels)

    def add_copy(self, receiver_id: str, report: EndDeviceReport, steady: float, window: float) -> bool:
        """Take one more copy, which came over a receiver; return whether it is new evidence for the place.

        It is none if it comes more than `window` seconds after the first one, or is the same as one before.
        """
        self.last = steady
        if steady - self.first > window:
            return False
        copies = self.levels.setdefault((receiver_id, report.first_hop), set())
        before = len(copies)
        copies.add((report.level, report.margin))
        return len(copies) > before


class Reading(NamedTuple):
    """What one report means for the presses of its transmitter."""

    new_inputs: AlarmInputs
    copies: tuple[HeldPress, ...]
    released: tuple[HeldPress, ...]


class PressTracker:
    """Follows the presses of every transmitter, one state per alarm input."""

    def __init__(self) -> None:
        """Start with no button known to be pressed."""
        self._held: dict[Uid, dict[int, HeldPress]] = {}
        self._flags: dict[Uid, int] = {}
        self._bursts = Bursts(WINDOW)
        self._check_ins = CheckIns(WINDOW)

    def read(self, report: EndDeviceReport, steady: float, path: Path, *, counts: bool = False) -> Reading | None:
        """Sort a report into copies, releases and new inputs; None when it concerns no press at all.

        `path` is how it came; `counts` says whether quick presses of its transmitter are to be told apart.
        """
        uid = report.originator
        held = self._held.get(uid)
        flags, alarms = int(report.flags) & _ALL_FLAGS, int(report.alarms)
        since = self._check_ins.heard_at(report, path, steady)
        if since is not None and all(held and one in held for one in _BITS_OF[alarms]):
            return _late(report, held or {}, since)
        other_change = self._flags.get(uid, flags) != flags
        self._flags[uid] = flags
        if not held and not counts:
            return Reading(report.alarms, (), ()) if alarms else None
        if not held:
            held = {}
            if not alarms:
                return None
        new_bits = 0
        copies: dict[str, HeldPress] = {}
        released: dict[str, HeldPress] = {}
        for one in _EVERY_BIT:
            press = held.get(one)
            if one & alarms:
                if press is not None and not _is_copy(press, report, steady, other_change=other_change):
                    press = None
                is_another = counts and self._bursts.pressed(
                    (uid, one), path, steady, None if press is None else press.last
                )
                if press is None or is_another:
                    new_bits |= one
                else:
                    copies[press.press_id] = press
                continue
            if counts:
                self._bursts.cleared((uid, one), path)
            if press is not None and not press.released:
                released[press.press_id] = press
        for press in released.values():
            press.released = True
        return Reading(AlarmInputs(new_bits), tuple(copies.values()), tuple(released.values()))

    def start(
        self, press_id: str, receiver_id: str, report: EndDeviceReport, inputs: AlarmInputs, steady: float
    ) -> HeldPress:
        """Begin to follow a new press with its first copy."""
        press = HeldPress(
            press_id, inputs, steady, steady, levels={(receiver_id, report.first_hop): {(report.level, report.margin)}}
        )
        self._keep(report.originator, press)
        return press

    def restore(self, uid: Uid, press: HeldPress) -> AlarmInputs:
        """Take up a press that began before a restart, oldest first; return the inputs that were pressed new.

        An input of a press it came together with stays with that.
        """
        presses = self._held.setdefault(uid, {})
        new = AlarmInputs(0)
        for one in press.inputs:
            known = presses.get(one)
            if known is None or press.first - known.first > WINDOW or press.inputs == known.inputs:
                presses[one] = press
                new |= one
        return new

    def held(self) -> list[tuple[Uid, HeldPress]]:
        """Return every press whose button is not known to be released."""
        return [
            (uid, press)
            for uid, presses in self._held.items()
            for press in {press.press_id: press for press in presses.values()}.values()
            if not press.released
        ]

    def find(self, uid: Uid, press_id: str) -> HeldPress | None:
        """Return a followed press."""
        return next((press for press in self._held.get(uid, {}).values() if press.press_id == press_id), None)

    def _keep(self, uid: Uid, press: HeldPress) -> None:
        """Remember a press under each of its inputs."""
        presses = self._held.setdefault(uid, {})
        for one in _BITS_OF[int(press.inputs) & _EVERY_INPUT]:
            presses[one] = press


def _late(report: EndDeviceReport, held: dict[int, HeldPress], since: float) -> Reading | None:
    """Return what the late copy of a check-in that was heard at `since` means: it belongs to the presses of then."""
    found = (held.get(one) for one in _BITS_OF[int(report.alarms)])
    copies = {press.press_id: press for press in found if press is not None and press.first <= since}
    return Reading(AlarmInputs(0), tuple(copies.values()), ()) if copies else None


def _is_copy(press: HeldPress, report: EndDeviceReport, steady: float, *, other_change: bool) -> bool:
    """Tell whether an alarm bit belongs to a known press (the rule of this module)."""
    if steady - press.first <= WINDOW:
        return True
    if press.released:
        return False
    return report.is_check_in or other_change or steady - press.last <= WINDOW
