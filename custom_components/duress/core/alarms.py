"""From alarm bits to incidents: the first good copy raises, further copies only improve the place (`placing.py`)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from ..echostream import AlarmInputs, EndDeviceReport, Uid
from .confirm import hold_for
from .devices import is_implausible
from .escalation import Escalation
from .events import (
    ButtonReleased,
    Doubt,
    DoubtfulPressNoted,
    Event,
    IncidentEvent,
    IncidentRaised,
    IncidentRepeated,
    Mode,
    Place,
    Press,
    PressNoted,
    Rehearsal,
    TestPressed,
)
from .ids import Namer
from .incidents import Incident, Incidents
from .kinds import GRAVITY, NO_KINDS, Kinds, gravest, kind_of, kind_together
from .location import Locator
from .modes import Modes
from .moment import Moment
from .patterns import NO_PATTERN, Pattern, Series
from .placing import Placing
from .policies import Policies, PressPolicy
from .presses import HeldPress, PressTracker, Reading, Rhythm, aged
from .roster import DEFAULT_FACTOR, Kind, Life, Roster, Transmitter, role_of
from .sessions import Session
from .supervision import SLACK, window

LIFE_DOUBTS: Final[dict[Life, Doubt]] = {
    Life.RETIRED: Doubt.RETIRED,
    Life.IN_STOCK: Doubt.IN_STOCK,
    Life.IN_REPAIR: Doubt.IN_REPAIR,
    Life.LOST: Doubt.LOST,
    Life.AWAY: Doubt.AWAY,
}
"""Lives in which nobody should press; it is an alarm all the same, and by policy a note for a retired one."""


class Alarms:
    """Follows presses and keeps the incidents they belong to."""

    def __init__(self, roster: Roster, namer: Namer, locator: Locator) -> None:
        """Start with no button pressed and no incident open."""
        self._roster = roster
        self._namer = namer
        self._locator = locator
        self._presses = PressTracker()
        self._series = Series()
        self.incidents = Incidents()
        self.escalation = Escalation(self.incidents, namer)
        self.placing = Placing(roster, namer, self.incidents, locator)
        self.modes = Modes(roster, namer, locator)
        self.policies = Policies()
        self.enrolling = False
        """While a person adds transmitters by pressing them, a press of an unknown one adds it and raises nothing."""

    def read(
        self, receiver_id: str, report: EndDeviceReport, transmitter: Transmitter | None, now: Moment
    ) -> list[Event]:
        """Turn the alarm bits of a report into new presses and released buttons; `placing` has their places."""
        role = transmitter.role if transmitter is not None else role_of(report.product)
        if not role.calls_for_help:
            # Its releases are not followed, so nothing of its button is known if it calls for help again one day.
            self._presses.forget(report.originator)
            return []
        pattern = self._pattern(transmitter, report.pti)
        path = (receiver_id, report.first_hop, report.trace, report.hops)
        rhythm = _rhythm(report, transmitter)
        reading = self._presses.read(report, now.steady, path, rhythm, counts=pattern.counts)
        if reading is None:
            return []
        events: list[Event] = []
        if reading.new_inputs and transmitter is None and self.enrolling:
            press_id = self._namer.new(now.utc, "enrol", report.originator)
            self._presses.start(press_id, receiver_id, report, reading.new_inputs, now.steady)
        elif inputs := self._new_inputs(reading, report, transmitter):
            events.append(self._new_press(receiver_id, report, transmitter, pattern, inputs, now))
        for held in reading.copies:
            self.modes.copy(held.press_id, receiver_id, report, now)
            if held.add_copy(receiver_id, report, now.steady, self._locator.window):
                self.placing.copy(held.press_id)
        for held in reading.released:
            events += self._released(held, now)
        return events

    def miss(self, could_miss: Callable[[Uid], bool]) -> None:
        """Note that nobody listens to some transmitters for a while."""
        self._presses.miss(could_miss)

    def paths(self, press: Press) -> int | None:
        """Return over how many ways a press was heard; None for one that is not followed (any more)."""
        held = self._presses.find(press.uid, press.press_id)
        return held.paths if held is not None and held.levels else None

    def made_real(self, session: Session, now: Moment) -> list[Event]:
        """Raise real incidents for the presses that were taken in a test or drill, as if they came now."""
        if session.kind is Rehearsal.DRILL:
            drills = [one for one in self.incidents.open.values() if one.mode is Mode.DRILL]
            taken = [(press, incident.places[press.press_id]) for incident in drills for press in incident.presses]
        else:
            # Of a survey walk only the last press may have been meant: those before it were made in other rooms.
            presses = session.presses[-1:] if session.kind is Rehearsal.SURVEY else session.presses
            taken = [(one.press, one.place) for one in presses]
        events: list[Event] = []
        for press, place in taken:
            _, event_id, incident_id = self._namer.press(now.utc)
            incident = self.incidents.own(press, Mode.LIVE) or self._joined(press, Mode.LIVE, now)
            event = self._taken(incident, press, place, event_id, incident_id, now, Mode.LIVE)
            if (held := self._presses.find(press.uid, press.press_id)) is not None:
                held.incident_id = event.incident_id
                self.placing.began(held, press, now)
            events.append(event)
        return events

    def restore(
        self,
        events: list[IncidentEvent],
        others: list[PressNoted | TestPressed],
        last_number: int,
        now: Moment,
        *,
        listened: bool = False,
    ) -> None:
        """Replay what is open; a press counts as held until it was or will be released, if somebody `listened`.

        `others` are presses of no incident: late copies of theirs are no presses of their own, and patterns count them.
        """
        taken: list[tuple[Press, str | None]] = []
        released = {one.press.press_id for one in others if isinstance(one, PressNoted)}
        for event in events:
            self.incidents.replay(event)
            if isinstance(event, (IncidentRaised, IncidentRepeated)):
                taken.append((event.press, event.incident_id))
            elif isinstance(event, ButtonReleased):
                released.add(event.press_id)
        known = {press.press_id for press, _ in taken}
        apart = [one for one in others if one.press.press_id not in known]
        noted = aged([(one.press, None) for one in apart if isinstance(one, PressNoted)], now.utc)
        tested = aged([(one.press, None) for one in apart if isinstance(one, TestPressed)], now.utc)
        for age, press, incident_id in sorted([*noted, *tested, *aged(taken, now.utc)], key=lambda one: -one[0]):
            first, is_over = now.steady - age, press.press_id in released
            held = HeldPress(press.press_id, press.inputs, first, first, is_over, incident_id, press.kind)
            held.checked_in, held.is_sure = now.steady, listened
            new = self._presses.restore(press.uid, held)
            pattern = self._pattern(self._roster.by_uid.get(press.uid), press.pti)
            if pattern.counts:
                # Where nobody knows how old it is, it counts: in doubt the graver.
                self._series.press(press.uid, new, pattern.window, now.steady - max(0.0, now.utc - press.at))
        self.incidents.last_number = max(self.incidents.last_number, last_number)
        self.escalation.restore(now)
        self.placing.restore(now)

    def _new_press(
        self,
        receiver_id: str,
        report: EndDeviceReport,
        transmitter: Transmitter | None,
        pattern: Pattern,
        inputs: AlarmInputs,
        now: Moment,
    ) -> Event:
        """Raise an incident for a press, join an active one, or, by policy, only note it."""
        press_id, event_id, incident_id = self._namer.press(now.utc)
        held = self._presses.start(press_id, receiver_id, report, inputs, now.steady)
        press = self._press(press_id, report, transmitter, inputs, now)
        press, too_few = self._counted(press, report, pattern, inputs, now)
        held.kind = press.kind
        place = self._locator.first(transmitter, held.levels)
        session = self.modes.session_for(press, self.incidents, now)
        if session is not None and session.kind is not Rehearsal.DRILL:
            return self.modes.take(session, press, place, receiver_id, report, now)
        mode = Mode.LIVE if session is None else Mode.DRILL
        incident = self.incidents.own(press, mode)
        if self._is_only_noted(press, transmitter, incident):
            return DoubtfulPressNoted(event_id=event_id, at=now.utc, press=press, place=place)
        incident = incident or self._joined(press, mode, now)
        if too_few and incident is None:
            return PressNoted(event_id=event_id, at=now.utc, press=press, place=place, mode=mode)
        event = self._taken(incident, press, place, event_id, incident_id, now, mode)
        held.incident_id = event.incident_id
        self.placing.began(held, press, now)
        return event

    def _new_inputs(self, reading: Reading, report: EndDeviceReport, transmitter: Transmitter | None) -> AlarmInputs:
        """Return the inputs that are pressed new: all, where those pressed one by one ask for more together."""
        new, bits = reading.new_inputs, int(report.alarms)
        known = [held.kind for held in reading.copies if held.kind is not None]
        if not bits & (bits - 1) or not known or len(known) < len(reading.copies):
            return new
        if new:
            known.append(self._kind(report, transmitter, new))
        together = self._kind(report, transmitter, report.alarms)
        return report.alarms if GRAVITY[together] > GRAVITY[gravest(known)] else new

    def _kind(self, report: EndDeviceReport, transmitter: Transmitter | None, new: AlarmInputs) -> Kind:
        """Return what new inputs of a report ask for together with those that were pressed already."""
        models = self._models(report, transmitter)
        return gravest(kind_together(new, report.alarms, transmitter, model) for model in models)

    def _models(self, report: EndDeviceReport, transmitter: Transmitter | None) -> list[Kinds]:
        """Return the settings of the model. In doubt which one it is, those of both: the graver counts."""
        ptis = {report.pti, report.pti if transmitter is None or transmitter.pti is None else transmitter.pti}
        return [self.policies.kinds.get(pti, NO_KINDS) for pti in sorted(ptis)]

    def _joined(self, press: Press, mode: Mode, now: Moment) -> Incident | None:
        """Return the active incident that a press joins because of when it comes."""
        windows, escalation = self.policies.join_windows, self.escalation
        return self.incidents.joined(press, mode, windows, lambda key: escalation.age(key, now.steady))

    def _taken(
        self,
        incident: Incident | None,
        press: Press,
        place: Place,
        event_id: str,
        incident_id: str,
        now: Moment,
        mode: Mode,
    ) -> IncidentRaised | IncidentRepeated:
        """Take a press into the incident it belongs to, or into one of its own."""
        if incident is not None:
            repeated = self._repeated(event_id, incident, press, place, now)
            self.incidents.apply(repeated)
            return repeated
        raised = self._raised(event_id, incident_id, press, place, now, mode)
        self.incidents.apply(raised)
        self.escalation.raised(incident_id, now.steady)
        return raised

    def _pattern(self, transmitter: Transmitter | None, pti: int) -> Pattern:
        """Return the pattern of a transmitter: its own, that of its model, or that of the model it says it is."""
        if transmitter is not None and transmitter.pattern is not None:
            return transmitter.pattern
        by_model = self.policies.patterns
        if not by_model:
            return NO_PATTERN
        installed = by_model.get(transmitter.pti) if transmitter is not None and transmitter.pti is not None else None
        return installed or by_model.get(pti, NO_PATTERN)

    def _counted(
        self, press: Press, report: EndDeviceReport, pattern: Pattern, inputs: AlarmInputs, now: Moment
    ) -> tuple[Press, bool]:
        """Return a press as those before it make it, and whether it raises nothing by itself because of too few."""
        if not pattern.counts:
            return press, False
        counted = self._series.press(press.uid, inputs, pattern.window, now.steady)
        kind = pattern.kind(counted.most, press.kind)
        if press.doubts or len(report.alarms) > 1:
            # A press in doubt is an alarm, and several buttons at once are no accident.
            kind = press.kind if kind is None else gravest([kind, press.kind])
        return replace(press, kind=kind or Kind.ASSIST, count=counted.presses), kind is None

    def _press(
        self,
        press_id: str,
        report: EndDeviceReport,
        transmitter: Transmitter | None,
        inputs: AlarmInputs,
        now: Moment,
    ) -> Press:
        """Return a press with what it asks for, also together with inputs that were pressed already."""
        alone = gravest(kind_of(inputs, transmitter, model) for model in self._models(report, transmitter))
        together = self._kind(report, transmitter, inputs)
        return Press(
            press_id=press_id,
            uid=report.originator,
            pti=report.pti,
            inputs=inputs if together is alone else report.alarms,
            at=now.utc,
            device_id=transmitter.device_id if transmitter else None,
            label=transmitter.label if transmitter else "",
            model=report.product.model,
            doubts=self._doubts(report, transmitter),
            kind=together,
        )

    def _is_only_noted(self, press: Press, transmitter: Transmitter | None, incident: Incident | None) -> bool:
        """Tell whether the site's policies keep a press from raising an incident; one that is active goes on."""
        if transmitter is None and press.uid in self.policies.not_ours:
            return True
        if incident is not None:
            return False
        if transmitter is None:
            return self.policies.unknown_press is PressPolicy.NOTE
        return transmitter.life is Life.RETIRED and self.policies.retired_press is PressPolicy.NOTE

    def _raised(
        self, event_id: str, incident_id: str, press: Press, place: Place, now: Moment, mode: Mode = Mode.LIVE
    ) -> IncidentRaised:
        """Return the beginning of an incident."""
        return IncidentRaised(
            event_id=event_id,
            at=now.utc,
            incident_id=incident_id,
            number=self.incidents.last_number + 1,
            kind=press.kind,
            press=press,
            place=place,
            ladder=self.policies.ladder,
            checklist=self.policies.checklists.get(press.kind, ()),
            hold=hold_for(press, self.policies.confirm, self.incidents, now.utc),
            mode=mode,
        )

    def _repeated(self, event_id: str, incident: Incident, press: Press, place: Place, now: Moment) -> IncidentRepeated:
        """Return another press in an active incident."""
        return IncidentRepeated(
            event_id=event_id,
            at=now.utc,
            incident_id=incident.incident_id,
            press=press,
            place=place,
        )

    def _doubts(self, report: EndDeviceReport, transmitter: Transmitter | None) -> tuple[Doubt, ...]:
        """Return why this alarm may be less than it seems."""
        mismatch = transmitter is not None and transmitter.pti is not None and transmitter.pti != report.pti
        found = [
            (transmitter is None, Doubt.UNREGISTERED),
            (transmitter is None and report.originator in self.policies.not_ours, Doubt.NOT_OURS),
            (mismatch, Doubt.MODEL_MISMATCH),
            (is_implausible(report), Doubt.IMPLAUSIBLE_STATUS),
        ]
        life = LIFE_DOUBTS.get(transmitter.life) if transmitter is not None else None
        return tuple(doubt for present, doubt in found if present) + ((life,) if life is not None else ())

    def _released(self, held: HeldPress, now: Moment) -> list[Event]:
        """Note in an open incident that the button is released."""
        if held.incident_id is None or held.incident_id not in self.incidents.open:
            return []
        released = ButtonReleased(
            event_id=self._namer.new(now.utc, "released", held.press_id),
            at=now.utc,
            incident_id=held.incident_id,
            press_id=held.press_id,
        )
        self.incidents.apply(released)
        return [released]


def _rhythm(report: EndDeviceReport, transmitter: Transmitter | None) -> Rhythm:
    """Return how often a transmitter checks in, and when it is missing."""
    if transmitter is None:
        check_in, factor = float(report.product.check_in), DEFAULT_FACTOR
    else:
        check_in, factor = transmitter.check_in or float(transmitter.product.check_in), transmitter.factor
    return Rhythm(check_in + SLACK, window(check_in, factor))
