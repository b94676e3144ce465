"""What becomes of the outputs to an alarm panel, and of the pulses for a watchdog relay."""

from dataclasses import dataclass

from .base import Event
from .incidents import IncidentEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelOutputEvent(IncidentEvent):
    """Something about an output to an alarm panel, for the incident with this `number`."""

    number: int
    output: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelOutputOn(PanelOutputEvent):
    """The output is on for the incident, or was pressed for it: the panel is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelOutputOff(PanelOutputEvent):
    """The output is off again: no incident holds it any more, this one was the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelOutputFailed(PanelOutputEvent):
    """The panel could not be told of the incident so far; `problem` says why. It is tried again."""

    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchdogPulsesStopped(Event):
    """The site sends no more pulses to the watchdog relay, because it could not raise the alarm; `reason` says why."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchdogPulsesResumed(Event):
    """The site sends pulses to the watchdog relay again."""
