"""What is going on in a school: messages and the clock in, events out. Deterministic, no I/O.

`receive`, `tick`, `link_changed` and `step` return the events they cause, already applied; `receive` is `urgent`, then
`health`. An unchanged check-in returns none. Replaying the same messages with the same clock gives the same events,
names included.
"""

from collections.abc import Iterable

from ..echostream import (
    Aggregate,
    DeviceReset,
    EndDeviceFlags,
    EndDeviceReport,
    LegacyReceiverCheckIn,
    LocatorStatus,
    Message,
    ReceiverCheckIn,
    RepeaterFlags,
    RepeaterStatus,
    Uid,
)
from .alarms import Alarms
from .devices import DeviceState, receiver_conditions
from .events import Actor, Event, IncidentAcknowledged, IncidentCleared, IncidentClosed, IncidentEvent
from .health import Health
from .ids import Namer
from .incidents import AnyIncidentEvent, Incidents
from .lifecycle import NEEDS_REASON, TRANSITIONS, IllegalStepError, ReasonMissingError, Step, UnknownIncidentError
from .moment import Moment
from .roster import Receiver, Roster, Transmitter


class School:
    """The state of one site; `site_id` only goes into the names of what happens."""

    def __init__(self, site_id: str) -> None:
        """Start with nothing installed and nothing open."""
        self.roster = Roster()
        self._namer = Namer(site_id)
        self._alarms = Alarms(self.roster, self._namer)
        self._health = Health(self.roster, self._namer)

    @property
    def incidents(self) -> Incidents:
        """The open incidents."""
        return self._alarms.incidents

    @property
    def devices(self) -> dict[str, DeviceState]:
        """The live state of each installed device."""
        return self._health.devices

    @property
    def connected(self) -> dict[str, bool]:
        """Whether the link of each receiver works, as far as it was reported."""
        return self._health.connected

    @property
    def strangers(self) -> dict[Uid, float]:
        """Transmitters that are not on the roster and when each was last heard (seconds since 1970)."""
        return self._health.strangers

    def set_enrolling(self, *, enrolling: bool) -> None:
        """Say whether a press of an unknown transmitter is meant to add it, so that it raises no incident."""
        self._alarms.enrolling = enrolling

    def take_fresh(self) -> list[str]:
        """Return the devices to be shown anew although nothing happened: first heard, or an input changed."""
        return self._health.take_fresh()

    def install(self, receivers: Iterable[Receiver], transmitters: Iterable[Transmitter], now: Moment) -> None:
        """Take over what is installed now; what stays keeps its state."""
        before = dict(self.roster.transmitters)
        self.roster.replace(receivers, transmitters)
        replaced = {
            device_id
            for device_id, transmitter in self.roster.transmitters.items()
            if device_id in before and before[device_id].uid != transmitter.uid
        }
        self._health.installed(replaced, now)

    def receive(self, receiver_id: str, message: Message, now: Moment) -> list[Event]:
        """Take one message as it came from a receiver."""
        return self.urgent(receiver_id, message, now) + self.health(receiver_id, message, now)

    def urgent(self, receiver_id: str, message: Message, now: Moment) -> list[Event]:
        """Take the alarms of a message, which can be shown before `health` takes the rest of it."""
        if isinstance(message, EndDeviceReport):
            return self._alarms.read(receiver_id, message, self.roster.by_uid.get(message.originator), now)
        if isinstance(message, Aggregate):
            return [event for part in message.messages for event in self.urgent(receiver_id, part, now)]
        return []

    def health(self, receiver_id: str, message: Message, now: Moment) -> list[Event]:
        """Take everything of a message but its alarms."""
        match message:
            case EndDeviceReport():
                return self._end_device(message, now)
            case Aggregate(route=route):
                events = [event for part in message.messages for event in self.health(receiver_id, part, now)]
                return events + self._health.heard(route.originator, message.level, message.margin, now)
            case RepeaterStatus(route=route):
                events = self._health.heard(route.originator, message.level, message.margin, now)
                events += self._health.reported(route.originator, message, now)
                if message.flags & RepeaterFlags.RESET:
                    events += self._health.restarted(route.originator, now)
                return events
            case LocatorStatus(route=route):
                return self._health.heard(route.originator, message.level, message.margin, now)
            case DeviceReset(route=route):
                return self._health.restarted(route.originator, now)
            case ReceiverCheckIn() | LegacyReceiverCheckIn():
                if receiver_id not in self.devices:
                    return []
                self._health.receiver_heard(receiver_id, now)
                return self._health.conditions(receiver_id, receiver_conditions(message.flags), now)
        return []

    def link_changed(self, receiver_id: str, now: Moment, *, connected: bool, detail: str = "") -> list[Event]:
        """Note that a receiver's link works or not; `detail` says why, without secrets."""
        if receiver_id not in self.roster.receivers:
            return []
        return self._health.link(receiver_id, now, connected=connected, detail=detail)

    def tick(self, now: Moment) -> list[Event]:
        """Do what time alone brings: devices whose supervision window has passed are missing."""
        return self._health.overdue(now)

    def next_deadline(self) -> float | None:
        """Return the steady time at which `tick` must be called; None while nothing can be due."""
        return self._health.next_deadline()

    def step(self, incident_id: str, step: Step, actor: Actor, now: Moment, reason: str = "") -> list[Event]:
        """Take one step of an incident's life.

        Raises UnknownIncidentError, IllegalStepError or ReasonMissingError, and then nothing has changed.
        """
        incident = self.incidents.open.get(incident_id)
        if incident is None:
            raise UnknownIncidentError(incident_id)
        if (incident.state, step) not in TRANSITIONS:
            raise IllegalStepError(incident_id, incident.state, step)
        why = reason.strip()
        if step in NEEDS_REASON and not why:
            raise ReasonMissingError(step)
        event_id, at = self._namer.new(now.utc, step, incident_id), now.utc
        event: AnyIncidentEvent
        match step:
            case Step.ACKNOWLEDGE:
                event = IncidentAcknowledged(event_id=event_id, at=at, incident_id=incident_id, actor=actor)
            case Step.CLEAR:
                event = IncidentCleared(event_id=event_id, at=at, incident_id=incident_id, actor=actor, reason=why)
            case Step.CLOSE:
                event = IncidentClosed(event_id=event_id, at=at, incident_id=incident_id, actor=actor, reason=why)
        self.incidents.apply(event)
        return [event]

    def restore(self, events: Iterable[Event], last_number: int, heard: dict[str, float], now: Moment) -> None:
        """Take up what a stop or a crash left: open incidents, their numbering, when devices were last heard."""
        self._alarms.restore([event for event in events if isinstance(event, IncidentEvent)], last_number, now)
        self._health.restore_heard(heard)

    def _end_device(self, report: EndDeviceReport, now: Moment) -> list[Event]:
        """Note what a report of an end device says of the device itself."""
        transmitter = self.roster.by_uid.get(report.originator)
        events = self._health.heard(report.originator, report.level, report.margin, now, report.pti)
        if transmitter is None:
            return events
        state = self.devices[transmitter.device_id]
        if state.alarms != report.alarms:
            state.alarms = report.alarms
            if not transmitter.role.calls_for_help:
                self._health.show(transmitter.device_id)
        events += self._health.reported(report.originator, report, now)
        if report.flags & EndDeviceFlags.RESET:
            events += self._health.restarted(report.originator, now)
        return events
