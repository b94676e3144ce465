"""Where the presses of open incidents come from: one answer each, which grows while copies come in.

A window opens with the first copy of a press and closes after the seconds that the site set. In it the place is worked
out again with each new copy, after whatever is urgent was shown, and it is news only if it says something else
(`told`). Until `SETTLING` is over, another copy may come over a listener that was silent so far; from then on its
silence counts, too. When the window closes, what was heard is kept. Copies after that change nothing. A press that
repeats has a window of its own, so the place of an incident moves while its first one stays.
"""

from typing import Final, NamedTuple

from .events import Event, IncidentLocated, Press, PressHeard
from .ids import Namer
from .incidents import Incidents
from .location import Locator, heard_at, told
from .moment import Moment
from .presses import HeldPress
from .roster import Roster

SETTLING: Final = 2.0
"""Seconds from the first copy within which the copies of a press come in (docs/echostream.md, section 18)."""

STALE: Final = 30.0
"""Seconds after which a place is shown as old: whoever pressed may be elsewhere by then."""


class _Window(NamedTuple):
    """A press whose copies are still coming in; `settles` and `until` are steady seconds."""

    held: HeldPress
    device_id: str | None
    settles: float
    until: float


class Placing:
    """Follows the presses of incidents while their copies say something of their place."""

    def __init__(self, roster: Roster, namer: Namer, incidents: Incidents, locator: Locator) -> None:
        """Follow none."""
        self._roster = roster
        self._namer = namer
        self._incidents = incidents
        self._locator = locator
        self._windows: dict[str, _Window] = {}
        self._fresh: dict[str, bool] = {}
        """By press, whether it was heard over more paths since it was placed."""
        self._settling: dict[str, float] = {}
        self._aging: dict[str, tuple[float, str | None]] = {}
        self._unshown: dict[str, None] = {}

    def began(self, held: HeldPress, press: Press, now: Moment) -> None:
        """Follow a press that is part of an incident now, while its window is open."""
        self._aging[press.press_id] = (now.steady + STALE, press.device_id)
        until = held.first + self._locator.window
        if now.steady <= until:
            settles = min(held.first + SETTLING, until)
            self._windows[press.press_id] = _Window(held, press.device_id, settles, until)
            self._settling[press.press_id] = settles
            self._fresh[press.press_id] = False

    def copy(self, press_id: str) -> None:
        """Note that one more copy of a press says something of its place."""
        if press_id in self._windows:
            self._fresh[press_id] = True

    @property
    def has_unlocated(self) -> bool:
        """Whether there are presses with new copies."""
        return bool(self._fresh)

    def located(self, now: Moment, most: int | None = None) -> list[Event]:
        """Work out the places of presses with new copies, of so many; return what says something else than before."""
        events: list[Event] = []
        for press_id in list(self._fresh)[:most]:
            has_copies = self._fresh.pop(press_id)
            window = self._windows[press_id]
            incident = self._incidents.open.get(window.held.incident_id or "")
            if incident is None or (known := incident.places.get(press_id)) is None:
                continue
            transmitter = self._roster.transmitters.get(window.device_id or "")
            heard = heard_at(self._roster, window.held.levels)
            place = self._locator.locate(transmitter, heard, settled=window.settles <= now.steady)
            if told(place) == told(known):
                if has_copies:
                    self._show(window.device_id)
                continue
            event = IncidentLocated(
                event_id=self._namer.new(now.utc, "located", press_id),
                at=now.utc,
                incident_id=incident.incident_id,
                press_id=press_id,
                place=place,
            )
            self._incidents.apply(event)
            self._aging[press_id] = (now.steady + STALE, window.device_id)
            events.append(event)
        return events

    def due(self, now: Moment, most: int | None = None) -> list[Event]:
        """Close the windows whose time is over; return what was heard in them.

        At most so many places are worked out for it. A window whose place is still to be worked out stays open, and is
        due again at once.
        """
        for press_id, (at, device_id) in list(self._aging.items()):
            if at <= now.steady:
                del self._aging[press_id]
                self._show(device_id)
        for press_id, settles in list(self._settling.items()):
            if settles <= now.steady:
                del self._settling[press_id]
                self._fresh.setdefault(press_id, False)
        events = self.located(now, most)
        over = [
            (press_id, window)
            for press_id, window in self._windows.items()
            if window.until <= now.steady and press_id not in self._fresh
        ]
        for press_id, window in over:
            del self._windows[press_id]
            incident = self._incidents.open.get(window.held.incident_id or "")
            if incident is None:
                continue
            event = PressHeard(
                event_id=self._namer.new(now.utc, "heard", press_id),
                at=now.utc,
                incident_id=incident.incident_id,
                press_id=press_id,
                device_id=window.device_id,
                heard=heard_at(self._roster, window.held.levels),
            )
            self._incidents.apply(event)
            events.append(event)
        return events

    def next_deadline(self) -> float | None:
        """Return the steady time at which `due` must be asked next."""
        deadlines = [*self._settling.values(), *(window.until for window in self._windows.values())]
        return min([*deadlines, *(at for at, _ in self._aging.values())], default=None)

    def is_stale(self, press_id: str) -> bool:
        """Whether the place of a press is so old that it may be another by now."""
        return press_id not in self._aging

    def take_unshown(self) -> list[str]:
        """Return the devices to be shown anew although their place is the same: it is old, or better proven, now."""
        unshown, self._unshown = list(self._unshown), {}
        return unshown

    def _show(self, device_id: str | None) -> None:
        """Have the place of a device shown anew."""
        if device_id is not None:
            self._unshown[device_id] = None

    def restore(self, now: Moment) -> None:
        """Take up how old the places of open incidents are; a window that a stop cut short stays shut."""
        for incident in self._incidents.open.values():
            for press in incident.presses:
                left = STALE - max(0.0, now.utc - incident.placed_at[press.press_id])
                if left > 0:
                    self._aging[press.press_id] = (now.steady + left, press.device_id)
