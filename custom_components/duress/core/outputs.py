"""Which outputs to an alarm panel are to be on, as incidents stand, and the notes of what became of them.

An output follows incidents of some kinds and is off only when none holds it. Like an endpoint it waits for a
confirmation where the site asks for one. How long an incident holds it is its restore policy.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from .confirm import Confirmation, confirmation_of
from .events import Mode, PanelOutputEvent, PanelOutputFailed, PanelOutputOff, PanelOutputOn
from .ids import Namer
from .incidents import Incident, Incidents
from .moment import Moment
from .roster import Kind


class Restore(StrEnum):
    """When an incident lets an output go: a person acknowledged it, it was closed, or some seconds are over."""

    ACKNOWLEDGED = "acknowledged"
    CLOSED = "closed"
    SECONDS = "seconds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """One output: the kinds of incident it tells of, in drills too if it should, and until when.

    `name` is what the platform calls it. One that is `momentary` is pressed once for each incident and holds nothing.
    """

    name: str
    kinds: frozenset[Kind]
    drills: bool = False
    restore: Restore = Restore.ACKNOWLEDGED
    seconds: float = 0.0
    momentary: bool = False

    def is_asked(self, incident: Incident) -> bool:
        """Whether it is to tell of an incident at all."""
        return (
            incident.kind in self.kinds
            and (self.drills or incident.mode is Mode.LIVE)
            and confirmation_of(incident) not in (Confirmation.WAITING, Confirmation.DENIED)
        )


class PanelNotes:
    """What the panel was told of the open incidents of a site."""

    def __init__(self, incidents: Incidents, namer: Namer) -> None:
        """Belong to a site."""
        self._incidents = incidents
        self._namer = namer
        self._told: dict[tuple[str, str], float] = {}

    def untold(self, output: Output) -> list[Incident]:
        """Return the incidents that the panel is still to be told of: nobody has taken care of them yet."""
        return [one for one in self._asking(output) if not _is_told(one, output.name) and _needs_help(one)]

    def holding(self, output: Output, now: Moment) -> list[Incident]:
        """Return the incidents for which an output is to be on; none ever for one that is momentary."""
        if output.momentary:
            return []
        return [one for one in self._asking(output) if self._holds(output, one, now)]

    def next_end(self, output: Output, now: Moment) -> float | None:
        """Return in how many seconds time alone lets an output go; None if only people do."""
        if output.momentary or output.restore is not Restore.SECONDS:
            return None
        ends = [self._told_at(one, output, now) + output.seconds for one in self.holding(output, now)]
        return max(0.0, max(ends) - now.steady) if ends else None

    def told(self, output: Output, incident: Incident, now: Moment) -> PanelOutputEvent:
        """Note that the panel is told of an incident."""
        opened = self._incidents.open
        self._told = {key: at for key, at in self._told.items() if key[0] in opened}
        self._told[incident.incident_id, output.name] = now.steady
        return self._note(
            PanelOutputOn(
                event_id=self._namer.new(now.utc, "output_on", incident.incident_id, output.name),
                at=now.utc,
                incident_id=incident.incident_id,
                number=incident.number,
                output=output.name,
            )
        )

    def failed(self, output: Output, incident: Incident, problem: str, now: Moment) -> list[PanelOutputEvent]:
        """Note that the panel could not be told; nothing if that is the last that was noted."""
        last = _last(incident, output.name)
        if isinstance(last, PanelOutputFailed) and last.problem == problem:
            return []
        return [
            self._note(
                PanelOutputFailed(
                    event_id=self._namer.new(now.utc, "output_failed", incident.incident_id, output.name),
                    at=now.utc,
                    incident_id=incident.incident_id,
                    number=incident.number,
                    output=output.name,
                    problem=problem,
                )
            )
        ]

    def released(self, name: str, incident_id: str, number: int, now: Moment) -> PanelOutputEvent:
        """Note that an output is off again; its last incident may be closed by now."""
        return self._note(
            PanelOutputOff(
                event_id=self._namer.new(now.utc, "output_off", incident_id, name),
                at=now.utc,
                incident_id=incident_id,
                number=number,
                output=name,
            )
        )

    def _asking(self, output: Output) -> Iterator[Incident]:
        """Yield the open incidents an output is to tell of."""
        return (one for one in list(self._incidents.open.values()) if output.is_asked(one))

    def _holds(self, output: Output, incident: Incident, now: Moment) -> bool:
        """Whether an incident holds an output; one the panel was never told of does as long as help is needed."""
        if not _is_told(incident, output.name):
            return _needs_help(incident)
        match output.restore:
            case Restore.ACKNOWLEDGED:
                return _needs_help(incident)
            case Restore.CLOSED:
                return True
            case Restore.SECONDS:
                return now.steady < self._told_at(incident, output, now) + output.seconds

    def _told_at(self, incident: Incident, output: Output, now: Moment) -> float:
        """Return the steady time at which the panel was told; after a restart as far back as the clock says."""
        key = (incident.incident_id, output.name)
        if key not in self._told:
            events = [one for one in _events(incident, output.name) if isinstance(one, PanelOutputOn)]
            ago = now.utc - events[-1].at if events else 0.0
            self._told[key] = now.steady - max(0.0, ago)
        return self._told[key]

    def _note[T: PanelOutputEvent](self, event: T) -> T:
        """Let the incident know of an event and return it."""
        _ = self._incidents.replay(event)
        return event


def _needs_help(incident: Incident) -> bool:
    """Whether no person has taken care of an incident; an automation that acknowledges is nobody."""
    return incident.state.is_active and not incident.attended


def _events(incident: Incident, name: str) -> list[PanelOutputEvent]:
    """Return what became of an output in an incident."""
    return [one for one in incident.history if isinstance(one, PanelOutputEvent) and one.output == name]


def _last(incident: Incident, name: str) -> PanelOutputEvent | None:
    """Return the last that became of an output in an incident."""
    return next(iter(reversed(_events(incident, name))), None)


def _is_told(incident: Incident, name: str) -> bool:
    """Whether the panel was told of an incident by an output."""
    return any(isinstance(one, PanelOutputOn) for one in _events(incident, name))
