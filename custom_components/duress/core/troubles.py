"""Troubles: what weakens protection, as cases that begin, spread, grow grave and end.

A trouble belongs to one device, but for what befalls many at once: mains losses within `GROUP_WINDOW` of the first are
one trouble, because a power cut is one thing to see to. Troubles are projections of their events, as incidents are.
"""

from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Final

from .events import (
    Event,
    TroubleEased,
    TroubleEnded,
    TroubleEscalated,
    TroubleEvent,
    TroubleKind,
    TroubleSpread,
    TroubleStarted,
)
from .ids import Namer
from .moment import Moment
from .roster import Receiver, Room, Transmitter, Way

HOUR: Final = 3600.0
DAY: Final = 24 * HOUR

ESCALATES_AFTER: Final = {TroubleKind.LOW_BATTERY: 7 * DAY, TroubleKind.MISSING: DAY, TroubleKind.PATH_LOST: DAY}
"""Seconds after which a trouble is grave enough for somebody else to be told."""

GROUPED: Final = frozenset({TroubleKind.MAINS_LOST})
GROUP_WINDOW: Final = 60.0


@dataclass(frozen=True, slots=True)
class Afflicted:
    """A device that a trouble is about, as it was called when it began."""

    label: str
    room: Room | None


@dataclass(slots=True)
class Trouble:
    """One open trouble; `since` is seconds since 1970, `steady` the same on the steady clock."""

    trouble_id: str
    kind: TroubleKind
    since: float
    steady: float
    detail: str
    devices: dict[str, Afflicted] = field(default_factory=dict)
    escalated: bool = False

    @property
    def is_many(self) -> bool:
        """Whether it is about more than one device."""
        return len(self.devices) > 1


class Troubles:
    """All open troubles of a site, in the order they began."""

    def __init__(self, namer: Namer) -> None:
        """Start with none."""
        self._namer = namer
        self._of_device: dict[tuple[str, TroubleKind], str] = {}
        self._grave: list[tuple[float, str]] = []
        self.open: dict[str, Trouble] = {}

    def of(self, device_id: str, kind: TroubleKind) -> Trouble | None:
        """Return the open trouble of a kind at a device."""
        trouble_id = self._of_device.get((device_id, kind))
        return None if trouble_id is None else self.open[trouble_id]

    def begin(self, kind: TroubleKind, device: Transmitter | Receiver | Way, now: Moment, detail: str) -> TroubleEvent:
        """Begin a trouble at a device that has none of this kind, or let one spread to it."""
        event_id = self._namer.new(now.utc, kind, device.device_id)
        event: TroubleEvent
        if (known := self._group(kind, now)) is not None:
            event = TroubleSpread(
                event_id=event_id, at=now.utc, trouble_id=known.trouble_id, kind=kind, device_id=device.device_id,
                label=device.label, room=device.room,
            )  # fmt: skip
        else:
            event = TroubleStarted(
                event_id=event_id, at=now.utc, trouble_id=self._namer.new(now.utc, "trouble", event_id), kind=kind,
                device_id=device.device_id, label=device.label, room=device.room, detail=detail,
            )  # fmt: skip
        self.apply(event, now)
        return event

    def end(self, kind: TroubleKind, device_id: str, now: Moment) -> TroubleEvent | None:
        """End a device's part in a trouble, and with the last device the trouble; None if there is none."""
        trouble = self.of(device_id, kind)
        if trouble is None:
            return None
        device = trouble.devices[device_id]
        event_id = self._namer.new(now.utc, kind, device_id)
        event: TroubleEvent
        if trouble.is_many:
            event = TroubleEased(
                event_id=event_id, at=now.utc, trouble_id=trouble.trouble_id, kind=kind, device_id=device_id,
                label=device.label, room=device.room,
            )  # fmt: skip
        else:
            event = TroubleEnded(
                event_id=event_id, at=now.utc, trouble_id=trouble.trouble_id, kind=kind, device_id=device_id,
                label=device.label, room=device.room, lasted=max(0.0, now.utc - trouble.since),
            )  # fmt: skip
        self.apply(event, now)
        return event

    def overdue(self, now: Moment) -> list[Event]:
        """Return which troubles have become grave."""
        events: list[Event] = []
        while self._grave and self._grave[0][0] <= now.steady:
            trouble = self.open.get(heappop(self._grave)[1])
            if trouble is None or trouble.escalated:
                continue
            device_id, device = next(iter(trouble.devices.items()))
            event = TroubleEscalated(
                event_id=self._namer.new(now.utc, "escalated", trouble.trouble_id), at=now.utc,
                trouble_id=trouble.trouble_id, kind=trouble.kind, device_id=device_id, label=device.label,
                room=device.room,
            )  # fmt: skip
            self.apply(event, now)
            events.append(event)
        return events

    def next_deadline(self) -> float | None:
        """Return the steady time at which a trouble may become grave."""
        while self._grave and self._grave[0][1] not in self.open:
            heappop(self._grave)
        return self._grave[0][0] if self._grave else None

    def apply(self, event: TroubleEvent, now: Moment) -> None:
        """Take over one event, fresh or stored; one about a trouble that is not open changes nothing."""
        if isinstance(event, TroubleStarted):
            steady = now.steady - max(0.0, now.utc - event.at)
            self.open[event.trouble_id] = Trouble(event.trouble_id, event.kind, event.at, steady, event.detail)
            if (after := ESCALATES_AFTER.get(event.kind)) is not None:
                heappush(self._grave, (steady + after, event.trouble_id))
        trouble = self.open.get(event.trouble_id)
        if trouble is None:
            return
        key = (event.device_id, event.kind)
        match event:
            case TroubleStarted() | TroubleSpread():
                trouble.devices[event.device_id] = Afflicted(event.label, event.room)
                self._of_device[key] = event.trouble_id
            case TroubleEased():
                trouble.devices.pop(event.device_id, None)
                self._of_device.pop(key, None)
            case TroubleEscalated():
                trouble.escalated = True
            case TroubleEnded():
                for device_id in trouble.devices:
                    self._of_device.pop((device_id, event.kind), None)
                del self.open[event.trouble_id]

    def _group(self, kind: TroubleKind, now: Moment) -> Trouble | None:
        """Return the open trouble that one more device of this kind belongs to."""
        if kind not in GROUPED:
            return None
        recent = (one for one in self.open.values() if one.kind is kind and now.steady - one.steady <= GROUP_WINDOW)
        return next(recent, None)
