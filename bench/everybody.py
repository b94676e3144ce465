"""What a press costs when everybody presses: as one of the first of an incident, and as one of the last of 200.

Presses come one by one. What a press writes and how long the event loop works for it must not grow with how many were
pressed before; its message has up to 50 presses, so a later one costs a little more.
"""

import asyncio
from dataclasses import dataclass
from statistics import median
import time
from typing import Final

from homeassistant.core import Event, callback

from custom_components.duress.const import EVENT_HAPPENED

from .check_ins import Writes
from .peers import Transmission
from .report import Bound, Measure
from .site import PENDANTS, School, press, running_school, until

SAMPLE: Final = 20
"""Presses that are looked at, at the end and at the beginning: there after as many, whose windows close meanwhile."""

AFTERWARDS: Final = 0.1
"""Seconds in which whatever a press causes a little later is done."""

WRITES: Final = {Bound.RATIO_AT_MOST: 1.2}
TIME: Final = {Bound.RATIO_AT_MOST: 2.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one press cost: states and lines of the logbook that were written, seconds that the event loop worked."""

    states: int
    lines: int
    worked: float


async def measure() -> list[Measure]:
    """Measure a school in which each of 200 pendants is pressed."""
    return await compare(len(PENDANTS), SAMPLE)


async def compare(presses: int, sample: int) -> list[Measure]:
    """Let so many pendants be pressed in one incident, and compare the last ones with the first ones."""
    async with running_school() as school:
        costs = [await _cost(school, number) for number in range(presses)]
        (incident,) = school.site.school.incidents.open.values()
        if len(incident.presses) != presses:
            raise RuntimeError(f"not all {presses} presses joined one incident: nothing was measured")
    first, last = costs[sample : 2 * sample], costs[-sample:]
    what = f"a press that joins {presses - sample} others or more"
    return [
        Measure.of(
            f"{what}, states written",
            median(one.states for one in last),
            "writes",
            baseline=median(one.states for one in first),
            goals=WRITES,
        ),
        Measure.of(
            f"{what}, lines of the logbook",
            median(one.lines for one in last),
            "lines",
            baseline=median(one.lines for one in first),
            goals=WRITES,
        ),
        Measure.of(
            f"{what}, processor time of the event loop",
            median(one.worked for one in last) * 1000,
            "ms",
            baseline=median(one.worked for one in first) * 1000,
            goals=TIME,
        ),
    ]


async def _cost(school: School, number: int) -> Cost:
    """Press one pendant and return what that cost, once its message is confirmed."""
    lines: list[str] = []

    @callback
    def said(event: Event) -> None:
        """Note a line."""
        lines.append(event.data["name"])

    forget = school.hass.bus.async_listen(EVENT_HAPPENED, said)
    writes = Writes(school)
    endpoint_id = next(iter(school.site.endpoints.statuses))
    begun = time.thread_time()
    frames = [press(PENDANTS[number]).hex()]
    await school.receiver.transmit(Transmission(port=school.receiver_port, frames=frames))
    await until(lambda: _pressed(school) > number and school.site.endpoints.statuses[endpoint_id].waiting == 0)
    await asyncio.sleep(AFTERWARDS)
    worked = time.thread_time() - begun
    forget()
    writes.stop()
    return Cost(states=writes.count, lines=len(lines), worked=worked)


def _pressed(school: School) -> int:
    """Return how many presses the open incident has."""
    return sum(len(incident.presses) for incident in school.site.school.incidents.open.values())
