"""Pendants whose presses are counted, in a few words."""

from collections.abc import Iterable
from dataclasses import replace

from custom_components.duress.core import events as core_events
from custom_components.duress.core.events import (
    DoubtfulPressNoted,
    Event,
    IncidentRaised,
    IncidentRepeated,
    PressNoted,
)
from custom_components.duress.core.patterns import Pattern, SinglePress, Step
from custom_components.duress.core.policies import Policies
from custom_components.duress.core.roster import Kind, Life
from custom_components.duress.core.school import School
from custom_components.duress.echostream import AlarmInputs, EndDeviceReport
from tests.core.builders import PENDANT, START, a_school, report

HELP_AND_LOCKDOWN = (Step(3, Kind.DURESS), Step(8, Kind.LOCKDOWN))
NOTE = Pattern(steps=HELP_AND_LOCKDOWN, single=SinglePress.NOTE)
ONE, TWO = AlarmInputs.INPUT_1, AlarmInputs.INPUT_2
SHOWN = (IncidentRaised, IncidentRepeated, PressNoted, DoubtfulPressNoted, core_events.TestPressed)


def a_school_with(pattern: Pattern | None, *, policies: Policies | None = None, life: Life = Life.ASSIGNED) -> School:
    """Return a school whose pendant has a pattern of its own."""
    school = a_school()
    school.set_policies(policies or Policies())
    transmitters = [
        replace(one, pattern=pattern, life=life) if one.uid == PENDANT else one
        for one in school.roster.transmitters.values()
    ]
    school.install(list(school.roster.receivers.values()), transmitters, START)
    return school


def taps(*seconds: float, inputs: AlarmInputs = ONE) -> list[tuple[float, EndDeviceReport]]:
    """Return presses of the pendant, each released 0.3 s later, over one path."""
    return [
        message
        for at in seconds
        for message in ((at, report(alarms=inputs)), (at + 0.3, report(alarms=AlarmInputs(0))))
    ]


def shown(events: Iterable[Event]) -> list[tuple[str, Kind, int]]:
    """Return what presses became: what, as which kind, and which press of the window each was."""
    words = {
        IncidentRaised: "raised",
        IncidentRepeated: "repeated",
        PressNoted: "noted",
        core_events.TestPressed: "tested",
    }
    return [
        (words[type(event)], event.press.kind, event.press.count)
        for event in events
        if isinstance(event, (IncidentRaised, IncidentRepeated, PressNoted, core_events.TestPressed))
    ]
