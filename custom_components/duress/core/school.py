"""What is going on in a school: messages and the clock in, events out. Deterministic, no I/O.

`receive`, `tick`, `link_changed` and `step` return the events they cause, already applied; `receive` is `urgent`, then
`located`, then `health`. An unchanged check-in returns none. Replaying the same messages with the same clock gives the
same events, names included.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

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
from .acts import escalation_event, step_event
from .alarms import Alarms
from .answers import Answers
from .bypass import Bypasses
from .confirm import Waits
from .devices import DeviceState
from .events import (
    Actor,
    BatteriesChanged,
    BypassEvent,
    DeclaredReal,
    Ending,
    Event,
    IncidentEvent,
    NotListening,
    Place,
    Press,
    PressNoted,
    RehearsalEvent,
    TroubleEvent,
    TroubleKind,
)
from .health import Health
from .hearing import Copy
from .ids import Namer
from .incidents import AnyIncidentEvent, Incident, Incidents
from .lifecycle import Disposition, Step, UnknownIncidentError
from .lines import Lines
from .location import Locator
from .lost import LostMode
from .modes import Modes
from .moment import Moment
from .notes import Notes
from .outputs import PanelNotes
from .policies import Policies
from .roster import Receiver, Roster, Transmitter
from .sessions import Session
from .strangers import Stranger
from .troubles import Trouble, Troubles
from .ways import Ways

SHORTEST_GAP: Final = 5.0
"""Seconds without listening that are worth a record."""


class School:
    """The state of one site; `site_id` only goes into the names of what happens."""

    def __init__(self, site_id: str) -> None:
        """Start with nothing installed and nothing open."""
        self.roster = Roster()
        self._namer = Namer(site_id)
        self._health = Health(self.roster, self._namer)
        self.locator = Locator(self.roster, self._health.is_dead)
        self.ways = Ways(self._health.troubles)
        self._alarms = Alarms(self.roster, self._namer, self.locator)
        self._lines = Lines()
        self._alive_at: float | None = None
        self._lost = LostMode(self.roster, self._namer, self.locator)
        self.waits = Waits(self.incidents, self._namer)
        self.notes = Notes(self.incidents, self._namer)
        self.answers = Answers(self.incidents)
        self.panel = PanelNotes(self.incidents, self._namer)
        self.bypasses = Bypasses(self.roster, self._namer)

    @property
    def incidents(self) -> Incidents:
        """The open incidents."""
        return self._alarms.incidents

    @property
    def modes(self) -> Modes:
        """What is on test or in a drill."""
        return self._alarms.modes

    @property
    def devices(self) -> dict[str, DeviceState]:
        """The live state of each installed device."""
        return self._health.devices

    @property
    def troubles(self) -> Troubles:
        """What weakens protection now."""
        return self._health.troubles

    def is_muted(self, trouble: Trouble) -> bool:
        """Whether a trouble is only about devices whose troubles are muted."""
        return trouble.devices.keys() <= self.bypasses.running.keys()

    @property
    def connected(self) -> dict[str, bool]:
        """Whether the link of each receiver works, as far as it was reported."""
        return self._health.connected

    @property
    def strangers(self) -> Mapping[Uid, Stranger]:
        """Transmitters that are not on the roster."""
        return self._health.strangers.known

    def lost_place(self, device_id: str) -> Place | None:
        """Return where a lost transmitter was heard last, while it may be located; None for every other."""
        return self._lost.place(device_id)

    def lost_until(self) -> dict[str, float]:
        """Return until when check-ins of which lost transmitters are located (seconds since 1970), by device."""
        return self._lost.until()

    def is_stale(self, press: Press) -> bool:
        """Whether the place of a press in an open incident is so old that it may be another by now."""
        return self._alarms.placing.is_stale(press.press_id)

    def take_unshown(self) -> list[str]:
        """Return the transmitters to be shown anew although their place is the same: it is old, or better proven."""
        return self._alarms.placing.take_unshown()

    def new_id(self, now: Moment, *parts: str | int) -> str:
        """Return the name of something that happens now and is decided outside the core."""
        return self._namer.new(now.utc, *parts)

    def paths(self, press: Press) -> int | None:
        """Return over how many ways a press was heard; None for one that is not followed (any more)."""
        return self._alarms.paths(press)

    def set_enrolling(self, *, enrolling: bool) -> None:
        """Say whether a press of an unknown transmitter is meant to add it, so that it raises no incident."""
        self._alarms.enrolling = enrolling

    def set_policies(self, policies: Policies) -> None:
        """Take over what the site decided about presses; it holds from the next message on."""
        self._alarms.policies = policies
        self.locator.window = policies.location_window
        self._health.strangers.follow(policies)

    def take_fresh(self) -> list[str]:
        """Return the devices to be shown anew although nothing happened: first heard, or an input changed."""
        return self._health.take_fresh()

    def can_be_heard(self, device_id: str) -> bool:
        """Whether a receiver that would hear a device is connected."""
        return self._health.can_be_heard(device_id)

    def expected_interval(self, device_id: str) -> float:
        """Return how many seconds between the check-ins of a transmitter are expected; KeyError for any other."""
        return self._health.expected_interval(self.roster.transmitters[device_id])

    def seen_interval(self, device_id: str) -> float | None:
        """Return how many seconds between the check-ins of a device were seen; None while too few were."""
        state = self.devices.get(device_id)
        return None if state is None else state.hearing.seen_interval

    def install(self, receivers: Iterable[Receiver], transmitters: Iterable[Transmitter], now: Moment) -> list[Event]:
        """Take over what is installed now; what stays keeps its state, troubles of what is gone are over."""
        before = dict(self.roster.transmitters)
        self.roster.replace(receivers, transmitters)
        replaced = {
            device_id
            for device_id, transmitter in self.roster.transmitters.items()
            if device_id in before and before[device_id].uid != transmitter.uid
        }
        events = self._health.installed(replaced, now)
        self._lost.installed(now)
        return events + self.bypasses.installed(now)

    def receive(self, receiver_id: str, message: Message, now: Moment) -> list[Event]:
        """Take one message as it came from a receiver."""
        urgent = self.urgent(receiver_id, message, now)
        return urgent + self.located(now) + self.health(receiver_id, message, now)

    def urgent(self, receiver_id: str, message: Message, now: Moment) -> list[Event]:
        """Take the alarms of a message, which can be shown before `health` takes the rest of it."""
        if isinstance(message, EndDeviceReport):
            events = self._alarms.read(receiver_id, message, self.roster.by_uid.get(message.originator), now)
            self.waits.follow(events, now)
            return events
        if isinstance(message, Aggregate):
            return [event for part in message.messages for event in self.urgent(receiver_id, part, now)]
        return []

    @property
    def has_unlocated(self) -> bool:
        """Whether there are presses whose place is to be worked out."""
        return self._alarms.placing.has_unlocated

    def located(self, now: Moment, most: int | None = None) -> list[Event]:
        """Work out the places that messages may have changed, once what is urgent was shown: of so many presses."""
        return self._alarms.placing.located(now, most)

    def health(self, receiver_id: str, message: Message, now: Moment) -> list[Event]:
        """Take everything of a message but its alarms."""
        match message:
            case EndDeviceReport():
                return self._end_device(receiver_id, message, now)
            case Aggregate(route=route):
                events = [event for part in message.messages for event in self.health(receiver_id, part, now)]
                copy = Copy(receiver_id, route.first_hop, message.level, message.margin)
                return events + self._health.heard(route.originator, copy, now)
            case RepeaterStatus(route=route):
                is_check_in = bool(message.flags & RepeaterFlags.NO_CHANGE)
                copy = Copy(receiver_id, route.first_hop, message.level, message.margin, is_check_in)
                events = self._health.heard(route.originator, copy, now)
                events += self._health.told(route.originator, message, now)
                if message.flags & RepeaterFlags.RESET:
                    low = bool(message.flags & RepeaterFlags.LOW_BATTERY)
                    events += self._health.restarted(route.originator, now, low_battery=low)
                return events
            case LocatorStatus(route=route):
                copy = Copy(receiver_id, route.first_hop, message.level, message.margin)
                return self._health.heard(route.originator, copy, now)
            case DeviceReset(route=route):
                return self._health.restarted(route.originator, now)
            case ReceiverCheckIn() | LegacyReceiverCheckIn():
                return (
                    self._health.receiver_told(receiver_id, message.flags, now) if receiver_id in self.devices else []
                )
        return []

    def link_changed(self, receiver_id: str, now: Moment, *, connected: bool, detail: str = "") -> list[Event]:
        """Note that a receiver's link works or not; `detail` says why, without secrets."""
        if receiver_id not in self.roster.receivers:
            return []
        events = self._health.link(receiver_id, now, connected=connected, detail=detail)
        if not connected:
            self._alarms.miss(lambda uid: not self._is_heard(uid))
        if connected and self._alive_at is not None:
            since, self._alive_at = self._alive_at, None
            if (lasted := now.utc - since) >= SHORTEST_GAP:
                event_id = self._namer.new(now.utc, "not_listening")
                events.append(NotListening(event_id=event_id, at=now.utc, since=since, lasted=lasted))
        return events

    def frames_lost(self, receiver_id: str, total: int, now: Moment) -> list[Event]:
        """Take how many frames a line has lost so far, with each check-in of its receiver."""
        if receiver_id not in self.roster.receivers:
            return []
        loses = self._lines.check_in(receiver_id, total)
        return [] if loses is None else self._health.reported(receiver_id, {TroubleKind.LOST_FRAMES: loses}, now)

    def tick(self, now: Moment, most: int | None = None) -> list[Event]:
        """Do what time alone brings: waits, patience, tests and mutes end, the silent are missing, troubles grave.

        At most so many places of presses are worked out, and what waits for the others is due again.
        """
        events = self._alarms.escalation.due(now) + self.waits.due(now) + self._alarms.placing.due(now, most)
        events += self._health.overdue(now) + self._lost.expired(now)
        return events + self.modes.expired(now) + self.bypasses.expired(now)

    def next_deadline(self) -> float | None:
        """Return the steady time at which `tick` must be called; None while nothing can be due."""
        alarms = self._alarms
        parts = (alarms.escalation, alarms.placing, self.waits, self._health, self._lost, self.modes, self.bypasses)
        deadlines = (part.next_deadline() for part in parts)
        return min((deadline for deadline in deadlines if deadline is not None), default=None)

    def step(
        self,
        incident_id: str,
        step: Step,
        actor: Actor,
        now: Moment,
        reason: str = "",
        disposition: Disposition = Disposition.CANCELLED,
    ) -> list[Event]:
        """Take one step of an incident's life; `disposition` says as what it is cancelled.

        Raises UnknownIncidentError, IllegalStepError or ReasonMissingError, and then nothing has changed.
        """
        return self._applied(step_event(self._open(incident_id), step, actor, now, self._namer, reason, disposition))

    def escalates_at(self, incident: Incident) -> float | None:
        """Return the steady time at which an incident escalates next by itself; None if it will not."""
        return self._alarms.escalation.deadline(incident)

    def escalate(self, incident_id: str, actor: Actor, now: Moment) -> list[Event]:
        """Have one more level of people told, as somebody wants it; raises as `step` does."""
        return self._applied(escalation_event(self._open(incident_id), actor, now, self._namer))

    def _open(self, incident_id: str) -> Incident:
        """Return an open incident or raise UnknownIncidentError."""
        if (incident := self.incidents.open.get(incident_id)) is None:
            raise UnknownIncidentError(incident_id)
        return incident

    def _applied(self, event: AnyIncidentEvent) -> list[Event]:
        """Take over an event of an incident."""
        self.incidents.apply(event)
        return [event]

    def declare_real(self, session: Session, actor: Actor, now: Moment, reason: str = "") -> list[Event]:
        """Make the presses of a running test or drill real incidents, and end it."""
        raised = self._alarms.made_real(session, now)
        self.waits.follow(raised, now)
        declared = DeclaredReal(
            event_id=self._namer.new(now.utc, "real", session.rehearsal_id),
            at=now.utc,
            rehearsal_id=session.rehearsal_id,
            kind=session.kind,
            presses=len(raised),
            actor=actor,
            reason=reason.strip(),
        )
        return [*raised, declared, *self.modes.end(session, Ending.REAL, now, actor, reason.strip())]

    def batteries_changed(self, device_ids: Sequence[str], day: date, actor: Actor, now: Moment) -> list[Event]:
        """Note that somebody put new batteries into transmitters on a day."""
        return [
            BatteriesChanged(
                event_id=self._namer.new(now.utc, "batteries", *device_ids),
                at=now.utc,
                device_ids=tuple(device_ids),
                labels=tuple(self.roster.transmitters[device_id].label for device_id in device_ids),
                day=day.isoformat(),
                actor=actor,
            )
        ]

    def restore(
        self,
        events: Iterable[Event],
        last_number: int,
        heard: dict[str, float],
        now: Moment,
        alive_at: float | None = None,
    ) -> list[Event]:
        """Take up what a stop or a crash left: open incidents and troubles, and when devices were last heard.

        `alive_at` is when somebody last listened (seconds since 1970). Returns what is over since.
        """
        stored = list(events)
        self._alive_at = alive_at
        for event in stored:
            if isinstance(event, RehearsalEvent):
                self.modes.apply(event, now)
            elif isinstance(event, BypassEvent):
                self.bypasses.apply(event, now)
        noted = [event for event in stored if isinstance(event, PressNoted)]
        tested = [pressed for session in self.modes.running.values() for pressed in session.presses]
        incidents = [event for event in stored if isinstance(event, IncidentEvent)]
        listened = alive_at is not None and 0 <= now.utc - alive_at < SHORTEST_GAP
        self._alarms.restore(incidents, [*noted, *tested], last_number, now, listened=listened)
        self.waits.restore(now)
        troubles = [event for event in stored if isinstance(event, TroubleEvent)]
        return self._health.restore(troubles, heard, alive_at, now)

    def _is_heard(self, uid: Uid) -> bool:
        """Whether a receiver is connected that hears a transmitter; of a stranger nobody knows which ones do."""
        if (transmitter := self.roster.by_uid.get(uid)) is None:
            return any(self.connected.values())
        return self.can_be_heard(transmitter.device_id)

    def _end_device(self, receiver_id: str, report: EndDeviceReport, now: Moment) -> list[Event]:
        """Note what a report of an end device says of the device itself."""
        transmitter = self.roster.by_uid.get(report.originator)
        copy = Copy(receiver_id, report.first_hop, report.level, report.margin, report.is_check_in)
        events = self._health.heard(report.originator, copy, now, report.pti)
        if transmitter is None:
            return events
        events += self._lost.heard(receiver_id, report, transmitter, now)
        state = self.devices[transmitter.device_id]
        if state.alarms != report.alarms:
            state.alarms = report.alarms
            if not transmitter.role.calls_for_help:
                self._health.show(transmitter.device_id)
        events += self._health.told(report.originator, report, now)
        if report.flags & EndDeviceFlags.RESET:
            low = bool(report.flags & EndDeviceFlags.LOW_BATTERY)
            events += self._health.restarted(report.originator, now, low_battery=low)
        return events
