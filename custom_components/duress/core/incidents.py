"""Incidents as projections of their events."""

from collections.abc import Callable, Mapping, Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final, assert_never

from .events import (
    Actor,
    ActorKind,
    ButtonReleased,
    IncidentAcknowledged,
    IncidentAnswered,
    IncidentBackupTold,
    IncidentCancelled,
    IncidentCleared,
    IncidentClosed,
    IncidentConfirmed,
    IncidentEscalated,
    IncidentEvent,
    IncidentForwarded,
    IncidentInterrupted,
    IncidentLocated,
    IncidentNoteAdded,
    IncidentOnScene,
    IncidentPrimaryConfirmed,
    IncidentRaised,
    IncidentRepeated,
    IncidentResponding,
    IncidentStepChecked,
    IncidentUnconfirmed,
    Mode,
    PanelOutputFailed,
    PanelOutputOff,
    PanelOutputOn,
    Place,
    Press,
    PressHeard,
)
from .kinds import GRAVITY
from .lifecycle import ORDER, Disposition, State
from .roster import Kind, Room

type AnyIncidentEvent = (
    IncidentRaised
    | IncidentRepeated
    | IncidentLocated
    | ButtonReleased
    | IncidentAcknowledged
    | IncidentResponding
    | IncidentOnScene
    | IncidentEscalated
    | IncidentCleared
    | IncidentCancelled
    | IncidentClosed
    | IncidentConfirmed
    | IncidentForwarded
    | IncidentInterrupted
    | IncidentUnconfirmed
    | IncidentNoteAdded
    | IncidentStepChecked
    | IncidentAnswered
    | IncidentBackupTold
    | IncidentPrimaryConfirmed
    | PressHeard
    | PanelOutputOn
    | PanelOutputOff
    | PanelOutputFailed
)

INCIDENT_EVENTS: Final = (
    IncidentRaised,
    IncidentRepeated,
    IncidentLocated,
    ButtonReleased,
    IncidentAcknowledged,
    IncidentResponding,
    IncidentOnScene,
    IncidentEscalated,
    IncidentCleared,
    IncidentCancelled,
    IncidentClosed,
    IncidentConfirmed,
    IncidentForwarded,
    IncidentInterrupted,
    IncidentUnconfirmed,
    IncidentNoteAdded,
    IncidentStepChecked,
    IncidentAnswered,
    IncidentBackupTold,
    IncidentPrimaryConfirmed,
    PressHeard,
    PanelOutputOn,
    PanelOutputOff,
    PanelOutputFailed,
)

NOTE: Final = "note"
"""What a desk's receipt says that neither accepts nor declines."""

NEVER: Final = float("-inf")
"""A window that is over before it begins."""

JOIN_WINDOW: Final = 1800.0
"""Seconds after an incident was raised in which further presses at the site join it, unless the site sets another."""


@dataclass(slots=True)
class Incident:
    """One case that people handle, from its first press until it is closed."""

    incident_id: str
    number: int
    kind: Kind
    raised_at: float
    presses: list[Press]
    places: dict[str, Place]
    placed_at: dict[str, float]
    mode: Mode = Mode.LIVE
    ladder: tuple[float, ...] = ()
    state: State = State.RAISED
    disposition: Disposition | None = None
    level: int = 0
    first_acknowledged: IncidentAcknowledged | None = None
    attended: bool = False
    released: set[str] = field(default_factory=set)
    checklist: tuple[str, ...] = ()
    checked: dict[int, IncidentStepChecked] = field(default_factory=dict)
    history: list[IncidentEvent] = field(default_factory=list)
    _latest: dict[str, Press] = field(init=False, default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Know whose presses they are."""
        for press in self.presses:
            self._pressed_by(press)

    @property
    def place(self) -> Place:
        """Where the latest press came from."""
        return self.places[self.presses[-1].press_id]

    @property
    def original_place(self) -> Place:
        """Where the first press came from, by all its copies."""
        return self.places[self.presses[0].press_id]

    @property
    def rooms(self) -> list[Room]:
        """Every room somebody pressed in, each once, in the order of the presses."""
        return list({place.room.room_id: place.room for place in self.places.values() if place.room}.values())

    @property
    def device_ids(self) -> AbstractSet[str]:
        """The registered transmitters that were pressed."""
        return self._latest.keys()

    @property
    def notes(self) -> list[IncidentNoteAdded]:
        """What people wrote down, the oldest first."""
        return [event for event in self.history if isinstance(event, IncidentNoteAdded)]

    @property
    def answers(self) -> list[IncidentAnswered]:
        """What desks answered, the oldest first."""
        return [event for event in self.history if isinstance(event, IncidentAnswered)]

    @property
    def desks(self) -> dict[str, str]:
        """What each desk answered last, by the label of its endpoint; a note alone is no answer."""
        return {event.endpoint: event.answer for event in self.answers if event.answer != NOTE}

    def pressed(self, press: Press, place: Place, at: float) -> None:
        """Take over a press, and where it came from."""
        self.presses.append(press)
        self._pressed_by(press)
        self.placed(press.press_id, place, at)

    def placed(self, press_id: str, place: Place, at: float) -> None:
        """Take over where a press came from, as it was known at a time (seconds since 1970)."""
        self.places[press_id] = place
        self.placed_at[press_id] = at

    def latest_of(self, device_id: str) -> Press | None:
        """Return the latest press of a transmitter; None if it was not pressed in this incident."""
        return self._latest.get(device_id)

    def devices_of(self, event: IncidentEvent) -> list[str]:
        """Return the registered transmitters that an event is about: the one of its press, or all that were pressed."""
        match event:
            case IncidentRepeated(press=press):
                return [press.device_id] if press.device_id is not None else []
            case IncidentLocated(press_id=press_id) | ButtonReleased(press_id=press_id) | PressHeard(press_id=press_id):
                found = next((press for press in reversed(self.presses) if press.press_id == press_id), None)
                return [found.device_id] if found is not None and found.device_id is not None else []
            case _:
                return sorted(self.device_ids)

    def acted(self, actor: Actor, state: State) -> None:
        """Take over a step; what a person does ends the escalation, what an automation does does not."""
        self.state = state
        self.attended = self.attended or actor.kind is ActorKind.USER

    def _pressed_by(self, press: Press) -> None:
        """Keep the latest press of each registered transmitter."""
        if press.device_id is not None:
            self._latest[press.device_id] = press


class Incidents:
    """All open incidents of a site, in the order they were raised."""

    def __init__(self) -> None:
        """Start with none."""
        self.open: dict[str, Incident] = {}
        self.last_number = 0

    def apply(self, event: AnyIncidentEvent) -> Incident | None:
        """Take over one event and return its incident; None for an incident that is not open (any more)."""
        if isinstance(event, IncidentRaised):
            return self._raise(event)
        if (known := self.open.get(event.incident_id)) is None:
            return None
        incident = known
        match event:
            case IncidentRepeated():
                incident.pressed(event.press, event.place, event.at)
            case IncidentLocated():
                incident.placed(event.press_id, event.place, event.at)
            case ButtonReleased():
                incident.released.add(event.press_id)
            case IncidentAcknowledged():
                # A person may take over what an automation acknowledged, wherever it stands by then.
                if incident.first_acknowledged is None or not incident.attended:
                    # Who else wants to acknowledge is told of the person, not of the automation before.
                    incident.first_acknowledged = event
                incident.acted(event.actor, max(incident.state, State.ACKNOWLEDGED, key=ORDER.index))
            case IncidentResponding():
                # Whoever sets out while somebody is there already sends nobody back.
                incident.acted(event.actor, max(incident.state, State.RESPONDING, key=ORDER.index))
            case IncidentOnScene():
                incident.acted(event.actor, State.ON_SCENE)
            case IncidentEscalated():
                incident.level = event.level
            case IncidentCleared():
                incident.acted(event.actor, State.RESOLVED)
                incident.disposition = disposition_of(incident.mode)
            case IncidentCancelled():
                incident.acted(event.actor, State.RESOLVED)
                incident.disposition = event.disposition
            case IncidentClosed():
                incident.acted(event.actor, State.CLOSED)
                del self.open[event.incident_id]
            case IncidentStepChecked():
                incident.checked.setdefault(event.step, event)
            case (
                IncidentConfirmed()
                | IncidentForwarded()
                | IncidentInterrupted()
                | IncidentUnconfirmed()
                | IncidentNoteAdded()
                | IncidentAnswered()
                | IncidentBackupTold()
                | IncidentPrimaryConfirmed()
                | PressHeard()
                | PanelOutputOn()
                | PanelOutputOff()
                | PanelOutputFailed()
            ):
                pass  # a note in the history; where the incident stands does not change
            case _:
                assert_never(event)
        incident.history.append(event)
        return incident

    def replay(self, event: IncidentEvent) -> Incident | None:
        """Take over one stored event, whichever it is."""
        return self.apply(event) if isinstance(event, INCIDENT_EVENTS) else None

    def own(self, press: Press, mode: Mode) -> Incident | None:
        """Return the active incident in which this transmitter was pressed: the gravest, if it is as grave."""
        return self._gravest(press, mode, lambda incident: any(known.uid == press.uid for known in incident.presses))

    def joined(
        self, press: Press, mode: Mode, windows: Mapping[Kind, float], age: Callable[[str], float]
    ) -> Incident | None:
        """Return the active incident that a press of another transmitter joins: the gravest, if it is as grave.

        `windows` are seconds after an incident was raised, by its kind; `age` returns an incident's seconds so far.
        """
        return self._gravest(
            press,
            mode,
            lambda incident: age(incident.incident_id) <= (windows.get(incident.kind, JOIN_WINDOW) or NEVER),
        )

    def _gravest(self, press: Press, mode: Mode, wanted: Callable[[Incident], bool]) -> Incident | None:
        """Return the gravest active incident of a mode that is wanted; a press graver than that belongs to none."""
        found: Incident | None = None
        for incident in self.open.values():
            if incident.state.is_active and incident.mode is mode and wanted(incident):
                found = incident if found is None or GRAVITY[incident.kind] > GRAVITY[found.kind] else found
        return found if found is not None and GRAVITY[found.kind] >= GRAVITY[press.kind] else None

    def _raise(self, event: IncidentRaised) -> Incident:
        """Begin an incident."""
        self.last_number = max(self.last_number, event.number)
        incident = Incident(
            incident_id=event.incident_id,
            number=event.number,
            kind=event.kind,
            raised_at=event.at,
            presses=[event.press],
            places={event.press.press_id: event.place},
            placed_at={event.press.press_id: event.at},
            mode=event.mode,
            ladder=event.ladder,
            checklist=event.checklist,
        )
        self.open[event.incident_id] = incident
        incident.history.append(event)
        return incident


def disposition_of(mode: Mode) -> Disposition:
    """Return what an incident was that people ended without cancelling it."""
    return _EXERCISES.get(mode, Disposition.REAL)


_EXERCISES: Final = {Mode.DRILL: Disposition.DRILL, Mode.TEST: Disposition.TEST}
