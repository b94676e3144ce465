"""From alarm bits to incidents: the first good copy raises, further copies only improve the place."""

from ..echostream import AlarmInputs, EndDeviceReport
from .devices import is_implausible
from .events import (
    ButtonReleased,
    Doubt,
    Event,
    IncidentEvent,
    IncidentLocated,
    IncidentRaised,
    IncidentRepeated,
    Press,
)
from .ids import Namer
from .incidents import Incident, Incidents
from .location import locate
from .moment import Moment
from .presses import HeldPress, PressTracker
from .roster import Kind, Roster, Transmitter, role_of


class Alarms:
    """Follows presses and keeps the incidents they belong to."""

    def __init__(self, roster: Roster, namer: Namer) -> None:
        """Start with no button pressed and no incident open."""
        self._roster = roster
        self._namer = namer
        self._presses = PressTracker()
        self.incidents = Incidents()
        self.enrolling = False
        """While a person adds transmitters by pressing them, a press of an unknown one adds it and raises nothing."""

    def read(
        self, receiver_id: str, report: EndDeviceReport, transmitter: Transmitter | None, now: Moment
    ) -> list[Event]:
        """Turn the alarm bits of a report into new presses, better places and released buttons."""
        role = transmitter.role if transmitter is not None else role_of(report.product)
        if not role.calls_for_help:
            return []
        reading = self._presses.read(report, now.steady)
        if reading is None:
            return []
        events: list[Event] = []
        if reading.new_inputs and transmitter is None and self.enrolling:
            self._presses.start(
                self._namer.new(now.utc, "enrol", report.originator), report, reading.new_inputs, now.steady
            )
        elif reading.new_inputs:
            events.append(self._new_press(receiver_id, report, transmitter, reading.new_inputs, now))
        for held in reading.copies:
            if held.add_copy(report, now.steady):
                events += self._relocate(receiver_id, held, transmitter, now)
        for held in reading.released:
            events += self._released(held, now)
        return events

    def restore(self, events: list[IncidentEvent], last_number: int, now: Moment) -> None:
        """Replay what is open; a press counts as held until it was or will be released."""
        for event in events:
            incident = self.incidents.replay(event)
            if isinstance(event, (IncidentRaised, IncidentRepeated)):
                first = now.steady - max(0.0, now.utc - event.at)
                press = event.press
                self._presses.restore(
                    press.uid, HeldPress(press.press_id, press.inputs, first, first, incident_id=event.incident_id)
                )
            elif isinstance(event, ButtonReleased) and incident is not None:
                self._release_restored(incident, event.press_id)
        self.incidents.last_number = max(self.incidents.last_number, last_number)

    def _new_press(
        self,
        receiver_id: str,
        report: EndDeviceReport,
        transmitter: Transmitter | None,
        inputs: AlarmInputs,
        now: Moment,
    ) -> Event:
        """Raise an incident for a press, or note it in the active incident of its transmitter."""
        press_id, event_id, incident_id = self._namer.press(now.utc)
        held = self._presses.start(press_id, report, inputs, now.steady)
        press = Press(
            press_id=press_id,
            uid=report.originator,
            pti=report.pti,
            inputs=inputs,
            at=now.utc,
            device_id=transmitter.device_id if transmitter else None,
            label=transmitter.label if transmitter else "",
            model=report.product.model,
            doubts=_doubts(report, transmitter),
        )
        place = locate(self._roster, receiver_id, transmitter, held.levels)
        incident = self.incidents.active_for(press)
        event: IncidentRaised | IncidentRepeated
        if incident is not None:
            event = IncidentRepeated(
                event_id=event_id,
                at=now.utc,
                incident_id=incident.incident_id,
                press=press,
                place=place,
            )
        else:
            event = IncidentRaised(
                event_id=event_id,
                at=now.utc,
                incident_id=incident_id,
                number=self.incidents.last_number + 1,
                kind=transmitter.kind if transmitter else Kind.DURESS,
                press=press,
                place=place,
            )
        held.incident_id = event.incident_id
        self.incidents.apply(event)
        return event

    def _relocate(self, receiver_id: str, held: HeldPress, transmitter: Transmitter | None, now: Moment) -> list[Event]:
        """Return a new place if this copy of the incident's latest press changed it."""
        incident = self.incidents.open.get(held.incident_id or "")
        if incident is None or incident.presses[-1].press_id != held.press_id:
            return []
        place = locate(self._roster, receiver_id, transmitter, held.levels)
        if place == incident.place:
            return []
        located = IncidentLocated(
            event_id=self._namer.new(now.utc, "located", held.press_id),
            at=now.utc,
            incident_id=incident.incident_id,
            press_id=held.press_id,
            place=place,
        )
        self.incidents.apply(located)
        return [located]

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

    def _release_restored(self, incident: Incident, press_id: str) -> None:
        """Mark a restored press as released."""
        for press in incident.presses:
            if (held := self._presses.find(press.uid, press_id)) is not None:
                held.released = True


def _doubts(report: EndDeviceReport, transmitter: Transmitter | None) -> tuple[Doubt, ...]:
    """Return why this alarm may be less than it seems."""
    found: list[Doubt] = []
    if transmitter is None:
        found.append(Doubt.UNREGISTERED)
    elif transmitter.pti is not None and transmitter.pti != report.pti:
        found.append(Doubt.MODEL_MISMATCH)
    if is_implausible(report):
        found.append(Doubt.IMPLAUSIBLE_STATUS)
    return tuple(found)
