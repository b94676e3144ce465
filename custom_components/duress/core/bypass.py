"""Devices whose troubles are muted: with an owner, a reason and an end. No press is ever muted by it."""

from dataclasses import dataclass
from typing import Final

from .events import Actor, BypassEnded, BypassEvent, BypassStarted, Ending, Event
from .ids import Namer
from .moment import Moment
from .roster import Receiver, Roster, Transmitter

LONGEST_BYPASS: Final = 24 * 3600.0
"""Most seconds for which a device may be muted: nothing is muted for good."""


@dataclass(frozen=True, slots=True)
class Bypass:
    """One muted device; `deadline` is steady seconds."""

    started: BypassStarted
    deadline: float


class Bypasses:
    """The muted devices of a site."""

    def __init__(self, roster: Roster, namer: Namer) -> None:
        """Start with none."""
        self._roster = roster
        self._namer = namer
        self.running: dict[str, Bypass] = {}

    def start(self, device_id: str, actor: Actor, now: Moment, *, reason: str, seconds: float) -> list[Event]:
        """Mute a device's troubles for a time, anew if it is muted; ValueError for a wrong time or no reason."""
        if not reason.strip() or not 0 < seconds <= LONGEST_BYPASS:
            raise ValueError("a bypass needs a reason and an end within a day")
        event = BypassStarted(
            event_id=self._namer.new(now.utc, "bypass", device_id),
            at=now.utc,
            device_id=device_id,
            label=self._device(device_id).label,
            until=now.utc + seconds,
            actor=actor,
            reason=reason.strip(),
        )
        self.apply(event, now)
        return [event]

    def end(self, device_id: str, ending: Ending, now: Moment, actor: Actor | None = None) -> list[Event]:
        """Let a device's troubles count again; nothing happens for one that is not muted."""
        bypass = self.running.get(device_id)
        if bypass is None:
            return []
        event = BypassEnded(
            event_id=self._namer.new(now.utc, "bypass ended", device_id),
            at=now.utc,
            device_id=device_id,
            label=bypass.started.label,
            ending=ending,
            actor=actor,
        )
        self.apply(event, now)
        return [event]

    def expired(self, now: Moment) -> list[Event]:
        """End what is over."""
        late = [device_id for device_id, one in self.running.items() if one.deadline <= now.steady]
        return [event for device_id in late for event in self.end(device_id, Ending.TIME, now)]

    def next_deadline(self) -> float | None:
        """Return the steady time at which `expired` must be asked next."""
        return min((one.deadline for one in self.running.values()), default=None)

    def installed(self, now: Moment) -> list[Event]:
        """Follow the roster: what is gone is muted no longer."""
        gone = self.running.keys() - self._roster.transmitters.keys() - self._roster.receivers.keys()
        return [event for device_id in sorted(gone) for event in self.end(device_id, Ending.PERSON, now)]

    def apply(self, event: BypassEvent, now: Moment) -> None:
        """Take over one event, fresh or stored."""
        if isinstance(event, BypassStarted):
            left = min(event.until - now.utc, event.until - event.at)
            self.running[event.device_id] = Bypass(event, now.steady + left)
        else:
            self.running.pop(event.device_id, None)

    def _device(self, device_id: str) -> Transmitter | Receiver:
        """Return an installed device; KeyError for any other."""
        return self._roster.transmitters.get(device_id) or self._roster.receivers[device_id]
