"""Joining the copies of one radio event into one press.

A press arrives one to five times within about two seconds, over the receiver and over repeaters, and the alarm bit is
a state, not an edge. So a message with an alarm bit is a copy of the press that is known, when

- it comes within `WINDOW` of the first copy (also after the release: a copy on a longer path may be late), or
- the button has not been released and the last copy is no older than `WINDOW` (it is still held), or
- it is a check-in while the button has not been released (the state is repeated), or
- it tells of another change within an interval after such a check-in, which has shown that the button is held, or
- it is the late copy of a check-in that belongs to that press, also after the release (`check_ins.py`).

The two about held buttons hold only while it is sure that the button is still held: its transmitter was heard often
enough not to be missing, somebody listened all the time, and it has not restarted.

Anything else is a new press: to join two would hide a call for help, to split one only notes it twice. Where presses
are counted, quick ones are told apart besides, by the order on each path (`bursts.py`).

Bits are handled as plain integers here: an operation of a flag class costs ten times as much, and somebody waits.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Final, NamedTuple

from ..echostream import AlarmInputs, EndDeviceFlags, EndDeviceReport, Uid
from .bursts import Bursts, Path
from .check_ins import CheckIns
from .events import Press
from .location import Hop
from .roster import Kind

WINDOW: Final = 5.0
"""Seconds in which an alarm bit belongs to the press before it."""

_ALL_FLAGS: Final = ~int(EndDeviceFlags.NO_CHANGE)
_RESET: Final = int(EndDeviceFlags.RESET)
_BITS_OF: Final = tuple(tuple(int(one) for one in AlarmInputs if one & bits) for bits in range(16))
_EVERY_BIT: Final = _BITS_OF[-1]
_EVERY_INPUT: Final = sum(_EVERY_BIT)


class Rhythm(NamedTuple):
    """How many seconds may pass until a transmitter checks in again, and until it is missing."""

    check_in: float
    missing: float


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
    checked_in: float | None = None
    """When a check-in said last that the button is held."""
    is_sure: bool = True
    """Whether nobody can have missed that the button was released."""

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

    def read(
        self, report: EndDeviceReport, steady: float, path: Path, rhythm: Rhythm, *, counts: bool = False
    ) -> Reading | None:
        """Sort a report into copies, releases and new inputs; None when it concerns no press at all.

        `path` is how it came; `counts` says whether quick presses of its transmitter are to be told apart.
        """
        uid = report.originator
        held = self._held.get(uid)
        flags, alarms = int(report.flags) & _ALL_FLAGS, int(report.alarms)
        since = self._check_ins.heard_at(report, path, steady)
        if since is not None and all(held and one in held for one in _BITS_OF[alarms]):
            return _late(report, held or {}, since)
        if not held and not counts:
            return Reading(report.alarms, (), ()) if alarms else None
        if not held:
            held = {}
            if not alarms:
                return None
        other_change = self._flags.get(uid, flags) != flags
        self._flags[uid] = flags
        new_bits = 0
        copies: dict[str, HeldPress] = {}
        released: dict[str, HeldPress] = {}
        for one in _EVERY_BIT:
            press = held.get(one)
            if one & alarms:
                if press is not None and not _is_copy(press, report, steady, rhythm, other_change=other_change):
                    press = None
                is_another = counts and self._bursts.pressed(
                    (uid, one), path, steady, None if press is None else press.last
                )
                if press is None or is_another:
                    new_bits |= one
                else:
                    copies[press.press_id] = press
                    if report.is_check_in:
                        press.checked_in = steady
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
        levels = {(receiver_id, report.first_hop): {(report.level, report.margin)}}
        shown = steady if report.is_check_in else None
        press = HeldPress(press_id, inputs, steady, steady, levels=levels, checked_in=shown)
        self._keep(report.originator, press)
        self._flags[report.originator] = int(report.flags) & _ALL_FLAGS
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

    def miss(self, could_miss: Callable[[Uid], bool]) -> None:
        """Note that nobody listens to some transmitters for a while: their buttons may be released unheard."""
        for uid, press in self.held():
            if could_miss(uid):
                press.is_sure = False

    def forget(self, uid: Uid) -> None:
        """Forget a transmitter that is not followed any more."""
        self._held.pop(uid, None)
        self._flags.pop(uid, None)

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


def _is_copy(press: HeldPress, report: EndDeviceReport, steady: float, rhythm: Rhythm, *, other_change: bool) -> bool:
    """Tell whether an alarm bit belongs to a known press (the rule of this module)."""
    if steady - press.first <= WINDOW:
        return True
    if press.released:
        return False
    shown = press.checked_in
    if report.is_check_in:
        heard = press.last if shown is None else max(press.last, shown)
        return press.is_sure and steady - heard <= rhythm.missing
    if steady - press.last <= WINDOW:
        return True
    was_reset = bool(int(report.flags) & _RESET)
    is_held = press.is_sure and shown is not None and steady - shown <= rhythm.check_in
    return other_change and is_held and not was_reset


def aged(presses: Sequence[tuple[Press, str | None]], utc: float) -> list[tuple[float, Press, str | None]]:
    """Return presses and their incidents, recorded in this order, with how many seconds ago they were made.

    If the clock was set back, those before were made no later than those after. Of one that is still to come nobody
    knows how old it is, and no new press must be taken for a copy of it.
    """
    found: list[tuple[float, Press, str | None]] = []
    age = -inf
    for press, incident_id in reversed(presses):
        age = max(age, utc - press.at)
        found.append((age, press, incident_id))
    ahead = -min((age for age, _, _ in found), default=0.0)
    unknown = ahead + 2 * WINDOW
    return [(age if age >= 0 else age + unknown, press, incident_id) for age, press, incident_id in reversed(found)]
