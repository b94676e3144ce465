"""What is on test or in a drill, and what breaks through it. In doubt a press is real.

A press is rehearsed only while a test or a drill of its transmitter runs. Everything else is live, and even then
these are, too:

- a press that asks for a lockdown, unless a pendant test says that lockdown buttons are tested, too;
- a press in doubt about which transmitter it is, or whose status words are impossible;
- a press of a transmitter that is part of a real incident that is active;
- every press while a real duress or lockdown incident is active: somebody is in danger, and this may be the next call.

Tests and drills name their transmitters and end by themselves. The time is asked with each press, never a timer.
Who surveys is on test, too, with the pendants in their hand, and only for as long as they go on pressing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from ..echostream import EndDeviceReport
from .danger import are_real, is_danger
from .events import (
    Actor,
    Doubt,
    DrillEnded,
    DrillStarted,
    Ending,
    Event,
    Mode,
    Place,
    Press,
    PressTested,
    Rehearsal,
    RehearsalEnded,
    RehearsalEvent,
    RehearsalStarted,
    SurveyEnded,
    SurveyRoomEntered,
    SurveyRoomLeft,
    SurveyStarted,
    TestEnded,
    TestPressed,
    TestStarted,
)
from .ids import Namer
from .incidents import Incidents
from .location import Hop, Locator, heard_at
from .moment import Moment
from .roster import Kind, Room, Roster
from .sessions import Hearing, Refusal, RehearsalRefusedError, Session, Sitting

PENDANT_TEST: Final = 120.0
"""Seconds in which the press of a pendant test must come."""

LONGEST: Final[dict[Rehearsal, float]] = {
    Rehearsal.PENDANT_TEST: PENDANT_TEST,
    Rehearsal.TEST: 2 * 3600.0,
    Rehearsal.DRILL: 2 * 3600.0,
    Rehearsal.SURVEY: 4 * 3600.0,
}
"""Most seconds that each may run."""

BREAKS_THROUGH: Final = frozenset({Doubt.UNREGISTERED, Doubt.NOT_OURS, Doubt.MODEL_MISMATCH, Doubt.IMPLAUSIBLE_STATUS})
"""Doubts with which a press is not taken for a rehearsal."""


@dataclass(slots=True)
class _Gathering:
    """A press in a test whose copies are still coming in."""

    first: TestPressed
    until: float
    margin: int
    stood_in: Room | None = None
    levels: dict[Hop, set[tuple[int, int]]] = field(default_factory=dict)


class Modes:
    """The tests and drills of a site."""

    def __init__(self, roster: Roster, namer: Namer, locator: Locator) -> None:
        """Start with everything meant seriously."""
        self._roster = roster
        self._namer = namer
        self._locator = locator
        self._gathering: dict[str, _Gathering] = {}
        self._is_fresh = False
        self.running: dict[str, Session] = {}
        self.begun: dict[str, RehearsalStarted] = {}
        """How each began that has run since the start: who is told of an end is told of what."""

    @property
    def mode(self) -> Mode:
        """What the site is in, as far as more than one pendant is concerned."""
        kinds = {session.kind for session in self.running.values()}
        if Rehearsal.DRILL in kinds:
            return Mode.DRILL
        return Mode.TEST if Rehearsal.TEST in kinds else Mode.LIVE

    @property
    def told(self) -> list[Session]:
        """What concerns more than one pendant, so that monitoring is told of it; what ends last comes last."""
        found = [one for one in self.running.values() if one.kind in (Rehearsal.TEST, Rehearsal.DRILL)]
        return sorted(found, key=lambda one: one.deadline)

    # What a press is

    def session_for(self, press: Press, incidents: Incidents, now: Moment) -> Session | None:
        """Return the test or drill that a new press belongs to; None for one that is real (rules of this module)."""
        if not self.running or press.device_id is None:
            return None
        session = next((one for one in self.running.values() if press.device_id in one.started.device_ids), None)
        if session is None or now.steady >= session.deadline or not BREAKS_THROUGH.isdisjoint(press.doubts):
            return None
        if press.kind is Kind.LOCKDOWN and not session.started.with_lockdown:
            return None
        return None if are_real([press.device_id], incidents) else session

    def take(
        self, session: Session, press: Press, place: Place, receiver_id: str, report: EndDeviceReport, now: Moment
    ) -> TestPressed:
        """Take the first copy of a press in a test; what it adds up to follows once its copies are in."""
        event = TestPressed(
            event_id=self._namer.new(now.utc, "test press", press.press_id),
            at=now.utc,
            rehearsal_id=session.rehearsal_id,
            kind=session.kind,
            press=press,
            place=place,
            margin=report.margin,
        )
        self.apply(event, now)
        self._gathering[press.press_id].levels[receiver_id, report.first_hop] = {(report.level, report.margin)}
        return event

    def copy(self, press_id: str, receiver_id: str, report: EndDeviceReport, now: Moment) -> None:
        """Take one more copy of a press in a test; of any other press it means nothing."""
        gathering = self._gathering.get(press_id)
        if gathering is None or now.steady > gathering.until:
            return
        gathering.levels.setdefault((receiver_id, report.first_hop), set()).add((report.level, report.margin))
        gathering.margin = max(gathering.margin, report.margin)
        self._is_fresh = True

    def hearing(self, session: Session) -> list[Hearing]:
        """Return the presses of a test whose copies are still coming in, the oldest first."""
        return [
            Hearing(one.first.press, one.stood_in, heard_at(self._roster, one.levels))
            for one in self._gathering.values()
            if one.first.rehearsal_id == session.rehearsal_id and one.levels
        ]

    def take_fresh(self) -> bool:
        """Return whether copies of presses in tests came in since this was asked last."""
        fresh, self._is_fresh = self._is_fresh, False
        return fresh

    # What people do

    def start(
        self,
        kind: Rehearsal,
        device_ids: Iterable[str],
        actor: Actor,
        now: Moment,
        *,
        reason: str,
        seconds: float,
        incidents: Incidents,
        whole_site: bool = False,
        with_lockdown: bool = False,
        stood_in: Room | None = None,
    ) -> list[Event]:
        """Begin a test or drill of some transmitters. Raises RehearsalRefusedError, and then nothing has changed."""
        wanted = tuple(dict.fromkeys(device_ids))
        self._check(kind, wanted, reason, seconds, incidents)
        started = DrillStarted if kind is Rehearsal.DRILL else TestStarted
        event = started(
            event_id=self._namer.new(now.utc, "started", kind),
            at=now.utc,
            rehearsal_id=self._namer.new(now.utc, kind, *wanted),
            kind=kind,
            device_ids=wanted,
            labels=tuple(self._roster.transmitters[one].label for one in wanted),
            until=now.utc + seconds,
            actor=actor,
            reason=reason.strip(),
            whole_site=whole_site,
            with_lockdown=with_lockdown and kind is Rehearsal.PENDANT_TEST,
            stood_in=stood_in if kind is Rehearsal.PENDANT_TEST else None,
        )
        self.apply(event, now)
        return [event]

    def start_walk(
        self, sitting: Sitting, device_ids: Iterable[str], actor: Actor, now: Moment, incidents: Incidents
    ) -> SurveyStarted:
        """Put the pendants of who surveys on test. Raises RehearsalRefusedError, and then nothing has changed."""
        wanted = tuple(one for one in dict.fromkeys(device_ids) if one in self._roster.transmitters)
        seconds = LONGEST[Rehearsal.SURVEY]
        self._check(Rehearsal.SURVEY, wanted, "", min(seconds, sitting.idle), incidents)
        event = SurveyStarted(
            event_id=self._namer.new(now.utc, "started", Rehearsal.SURVEY),
            at=now.utc,
            rehearsal_id=self._namer.new(now.utc, Rehearsal.SURVEY, *wanted),
            kind=Rehearsal.SURVEY,
            device_ids=wanted,
            labels=tuple(self._roster.transmitters[one].label for one in wanted),
            until=now.utc + seconds,
            actor=actor,
            reason="",
            walk_id=sitting.walk_id,
            idle=sitting.idle,
            is_check=sitting.is_check,
        )
        self.apply(event, now)
        return event

    def enter_room(self, session: Session, room: Room, actor: Actor, now: Moment, *, redo: bool) -> SurveyRoomEntered:
        """Note in which room who surveys stands."""
        assert isinstance(session.started, SurveyStarted)  # noqa: S101 - only a walk has rooms
        event = SurveyRoomEntered(
            event_id=self._namer.new(now.utc, "room", session.rehearsal_id, room.room_id),
            at=now.utc,
            rehearsal_id=session.rehearsal_id,
            kind=session.kind,
            walk_id=session.started.walk_id,
            room=room,
            actor=actor,
            redo=redo,
        )
        self.apply(event, now)
        return event

    def leave_room(self, session: Session, room: Room, actor: Actor, now: Moment, *, unheard: bool) -> SurveyRoomLeft:
        """Note that who surveys leaves a room for later, or pressed in it unheard."""
        assert isinstance(session.started, SurveyStarted)  # noqa: S101 - only a walk has rooms
        event = SurveyRoomLeft(
            event_id=self._namer.new(now.utc, "room left", session.rehearsal_id, room.room_id),
            at=now.utc,
            rehearsal_id=session.rehearsal_id,
            kind=session.kind,
            walk_id=session.started.walk_id,
            room=room,
            actor=actor,
            unheard=unheard,
        )
        self.apply(event, now)
        return event

    def _check(self, kind: Rehearsal, wanted: Sequence[str], reason: str, seconds: float, incidents: Incidents) -> None:
        """Refuse what cannot be rehearsed as asked."""
        taken = {one for session in self.running.values() for one in session.started.device_ids}
        is_second_drill = kind is Rehearsal.DRILL and self.mode is Mode.DRILL
        needs_reason = kind in (Rehearsal.TEST, Rehearsal.DRILL)
        for refused, why in (
            (not wanted, Refusal.NOBODY),
            (not reason.strip() and needs_reason, Refusal.REASON_MISSING),
            (not 0 < seconds <= LONGEST[kind], Refusal.TOO_LONG),
            (is_second_drill or not taken.isdisjoint(wanted), Refusal.ON_ALREADY),
            (is_danger(incidents), Refusal.INCIDENT_ACTIVE),
        ):
            if refused:
                raise RehearsalRefusedError(why)

    def find(self, rehearsal_id: str | None) -> Session:
        """Return a running test or drill; without an id the only one. Raises RehearsalRefusedError for any other."""
        found = [one for key, one in self.running.items() if rehearsal_id in (None, key)]
        if len(found) != 1:
            raise RehearsalRefusedError(Refusal.UNKNOWN)
        return found[0]

    def end(
        self, session: Session, ending: Ending, now: Moment, actor: Actor | None = None, reason: str = ""
    ) -> list[Event]:
        """End a test or drill; what was pressed in it is judged by the copies that have come in."""
        mine = [one for one in self._gathering.values() if one.first.rehearsal_id == session.rehearsal_id]
        events: list[Event] = [self._judge(one, now) for one in mine]
        event_id = self._namer.new(now.utc, "ended", session.rehearsal_id)
        facts = {"event_id": event_id, "rehearsal_id": session.rehearsal_id, "reason": reason}
        event: RehearsalEnded
        if session.kind is Rehearsal.DRILL:
            event = DrillEnded(**facts, at=now.utc, kind=session.kind, ending=ending, actor=actor)
        elif isinstance(session.started, SurveyStarted):
            walk_id = session.started.walk_id
            event = SurveyEnded(**facts, at=now.utc, kind=session.kind, ending=ending, actor=actor, walk_id=walk_id)
        else:
            passed, missed = _sorted_out(session)
            event = TestEnded(
                **facts, at=now.utc, kind=session.kind, ending=ending, actor=actor, passed=passed, not_tested=missed
            )
        self.apply(event, now)
        return [*events, event]

    # What time brings

    def expired(self, now: Moment) -> list[Event]:
        """Judge presses whose copies are in, and end what is over."""
        events: list[Event] = [
            self._judge(one, now) for one in list(self._gathering.values()) if one.until <= now.steady
        ]
        for session in list(self.running.values()):
            if session.deadline <= now.steady:
                events += self.end(session, Ending.TIME, now)
            elif session.kind is Rehearsal.PENDANT_TEST and len(session.tested) == len(session.started.device_ids):
                events += self.end(session, Ending.PASSED, now)
        return events

    def next_deadline(self) -> float | None:
        """Return the steady time at which `expired` must be asked next."""
        deadlines = [*(one.until for one in self._gathering.values()), *(one.deadline for one in self.running.values())]
        return min(deadlines, default=None)

    # What happened

    def apply(self, event: RehearsalEvent, now: Moment) -> None:
        """Take over one event, fresh or stored; one about what does not run changes nothing."""
        if isinstance(event, RehearsalStarted):
            # A clock that was set back while nothing ran makes no test longer than it was.
            self.begun[event.rehearsal_id] = event
            left = min(event.until - now.utc, event.until - event.at)
            self.running[event.rehearsal_id] = Session(event, now.steady + left)
            self._go_on(self.running[event.rehearsal_id], event.at, now)
            return
        session = self.running.get(event.rehearsal_id)
        if session is None:
            return
        match event:
            case TestPressed():
                session.presses.append(event)
                self._go_on(session, event.at, now)
                until = now.steady - max(0.0, now.utc - event.at) + self._locator.window
                stood_in = session.room or session.started.stood_in
                self._gathering[event.press.press_id] = _Gathering(event, until, event.margin, stood_in)
            case PressTested():
                session.tested[event.device_id] = event
                self._gathering.pop(event.press_id, None)
            case SurveyRoomEntered():
                session.room = event.room
                self._go_on(session, event.at, now)
            case SurveyRoomLeft():
                self._go_on(session, event.at, now)
            case RehearsalEnded():
                del self.running[event.rehearsal_id]

    def _go_on(self, session: Session, at: float, now: Moment) -> None:
        """Let a survey walk go on for a while after something was done on it, but never beyond its limit."""
        if isinstance(session.started, SurveyStarted):
            limit = min(session.started.until - now.utc, session.started.until - session.started.at)
            session.deadline = now.steady + min(limit, session.started.idle - max(0.0, now.utc - at))

    def _judge(self, gathering: _Gathering, now: Moment) -> PressTested:
        """Return what the copies of a press add up to."""
        first, press = gathering.first, gathering.first.press
        device_id = press.device_id or ""
        heard = heard_at(self._roster, gathering.levels)
        transmitter = self._roster.transmitters.get(device_id)
        event = PressTested(
            event_id=self._namer.new(now.utc, "tested", press.press_id),
            at=now.utc,
            rehearsal_id=first.rehearsal_id,
            kind=first.kind,
            device_id=device_id,
            label=press.label,
            press_id=press.press_id,
            place=self._locator.locate(transmitter, heard) if gathering.levels else first.place,
            margin=gathering.margin,
            paths=max(1, len(gathering.levels)),
            receiver_ids=tuple(sorted({receiver_id for receiver_id, _ in gathering.levels})),
            stood_in=gathering.stood_in,
            heard=heard,
        )
        self.apply(event, now)
        self._gathering.pop(press.press_id, None)
        return event


def _sorted_out(session: Session) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the labels of the transmitters that were heard in a test, and of those that were not."""
    named = list(zip(session.started.device_ids, session.started.labels, strict=True))
    passed = tuple(label for device_id, label in named if device_id in session.tested)
    return passed, tuple(label for device_id, label in named if device_id not in session.tested)
