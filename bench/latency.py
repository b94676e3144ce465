"""How long a press takes to the entities and to the monitoring endpoint, against the bare platform in the same run.

Presses of the product and of the floor alternate. Receiver and endpoint are other processes, so the event loop that is
measured does the work of the product, of Home Assistant and of the watch on its state machine only.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
import sqlite3
from statistics import median, quantiles
import time
from typing import Final

from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import Event, EventStateChangedData, callback

from custom_components.duress.core.events import Actor, ActorKind
from custom_components.duress.core.lifecycle import Step
from custom_components.duress.ledger import Delivery
from custom_components.duress.monitoring import Answer
from custom_components.duress.monitoring.messages import NoticeType
from custom_components.duress.monitoring.payload import EVENT_TYPES
from custom_components.duress.timeline import Timeline

from .floor import FLOOR_TYPE, Floor, Load
from .peers import Transmission
from .report import Bound, Measure
from .site import PENDANTS, School, press, running_school

PRESSES: Final = 80
WARM_UP: Final = 10
_LATER: Final = frozenset({"todo", "calendar"})
PAUSE: Final = 0.04
"""Seconds between presses, so that what the last one left to do is done."""

GOALS: Final = {Bound.RATIO_AT_MOST: 1.5}
RAISED_TYPE: Final = EVENT_TYPES[NoticeType.INCIDENT_RAISED]
_AFTERWARDS: Final = (
    (Step.ACKNOWLEDGE, NoticeType.INCIDENT_ACKNOWLEDGED),
    (Step.CLEAR, NoticeType.INCIDENT_CLEARED),
    (Step.CLOSE, NoticeType.INCIDENT_CLOSED),
)
_DESK: Final = Actor(kind=ActorKind.AUTOMATION, user_id=None, name="bench")


@dataclass(slots=True)
class StateWatch:
    """The states that change in one step of the event loop, from the first on, and when the first and last did."""

    alarm_entity: str
    changes: list[tuple[float, str, Mapping[str, object]]] = field(default_factory=list)
    is_on: bool = False
    awaited: str | None = None

    @callback
    def changed(self, event: Event[EventStateChangedData]) -> None:
        """Note a change."""
        state = event.data["new_state"]
        # The test calendar is made anew a second after a press, in the middle of another.
        if self.is_on and state is not None and state.domain not in _LATER:
            if not self.changes:
                asyncio.get_running_loop().call_soon(self._end)
            self.changes.append((time.monotonic(), state.entity_id, state.attributes))

    def begin(self, awaited: str | None = None) -> None:
        """Wait for the next step: what is written together, and, if an entity is awaited, with that one."""
        self.changes = []
        self.is_on = True
        self.awaited = awaited

    def _end(self) -> None:
        """Take no more: what is written later follows from something else, as does what came without the awaited."""
        if self.awaited is not None and all(one != self.awaited for _, one, _ in self.changes):
            self.changes = []
            return
        self.is_on = False

    def at(self, entity_id: str) -> float:
        """Return when an entity changed."""
        return next(at for at, one, _ in self.changes if one == entity_id)

    @property
    def first(self) -> float:
        """Return when the first state changed."""
        return self.changes[0][0]

    @property
    def last(self) -> float:
        """Return when the last state changed."""
        return self.changes[-1][0]


@dataclass(slots=True)
class Samples:
    """Milliseconds from the first byte of each press."""

    sensor: list[float] = field(default_factory=list)
    states: list[float] = field(default_factory=list)
    endpoint: list[float] = field(default_factory=list)


class Comparison:
    """Presses of the product and of the floor at one school."""

    def __init__(self, school: School) -> None:
        """Watch the states of a school that runs."""
        self._school = school
        self._hass = school.hass
        self._site = school.site
        sensor = f"binary_sensor.{self._site.entry.title.lower()}"
        if self._hass.states.get(sensor) is None:
            raise RuntimeError(f"there is no {sensor}: nothing can be measured")
        self._watch = StateWatch(sensor)
        self._delivered = asyncio.Event()
        self._awaited = ""
        self.product, self.floor = Samples(), Samples()
        self.states_written = 0

    async def run(self, presses: int, warm_up: int) -> None:
        """Press in turn and fill the samples."""
        endpoint_id = next(iter(self._site.endpoints.statuses))
        self._hass.bus.async_listen(EVENT_STATE_CHANGED, self._watch.changed)
        forget = self._site.endpoints.deliveries.add(endpoint_id, self._delivery)
        pendants = iter(PENDANTS)
        frame = press(next(pendants))
        await self._press(frame)
        load = self._load()
        floor = await Floor.connect(
            self._hass,
            load,
            self._school.ledger.with_name("floor.sqlite"),
            self._school.endpoint_url,
            self._school.receiver.ports[1],
        )
        self.states_written = len(load.attributes)
        try:
            for _ in range(warm_up):
                await self._press(press(next(pendants)))
                await self._press_floor(floor, frame)
            await self._school.receiver.first_bytes()
            await self._school.endpoint.arrivals()
            self.product, self.floor = Samples(), Samples()
            for _ in range(presses):
                await self._press(press(next(pendants)))
                await self._press_floor(floor, frame)
        finally:
            forget()
            await floor.close()
        await self._collect(presses)

    async def _press(self, frame: bytes) -> None:
        """Press at the site, then bring the incident to its end."""
        self._watch.begin(self._watch.alarm_entity)
        self._expect(NoticeType.INCIDENT_RAISED)
        port = self._school.receiver_port
        await self._school.receiver.transmit(Transmission(port=port, frames=[frame.hex()]))
        async with asyncio.timeout(10):
            await self._delivered.wait()
        self.product.sensor.append(self._watch.at(self._watch.alarm_entity))
        self.product.states.append(self._watch.last)
        (incident_id,) = self._site.school.incidents.open
        for step, kind in _AFTERWARDS:
            self._expect(kind)
            await self._site.async_step(incident_id, step, _DESK, "measured")
            async with asyncio.timeout(10):
                await self._delivered.wait()
        await asyncio.sleep(PAUSE)

    async def _press_floor(self, floor: Floor, frame: bytes) -> None:
        """Press at the floor, then bring its states back."""
        self._watch.begin()
        port = self._school.receiver.ports[1]
        await self._school.receiver.transmit(Transmission(port=port, frames=[frame.hex()]))
        async with asyncio.timeout(10):
            await floor.posted.wait()
        self.floor.sensor.append(self._watch.first)
        self.floor.states.append(self._watch.last)
        floor.reset()
        await asyncio.sleep(PAUSE)

    def _expect(self, kind: NoticeType) -> None:
        """Wait for a message of a kind from now on."""
        self._awaited = kind
        self._delivered.clear()

    @callback
    def _delivery(self, delivery: Delivery, _answer: Answer, _timeline: Timeline | None) -> None:
        """Take the endpoint's answer."""
        if delivery.kind == self._awaited:
            self._delivered.set()

    def _load(self) -> Load:
        """Return what the press before wrote, which the floor is to write too."""
        with sqlite3.connect(f"file:{self._school.ledger}?mode=ro", uri=True) as ledger:
            (row,) = ledger.execute("SELECT max(length(data)) FROM entry WHERE kind = 'incident_raised'").fetchone()
            (body,) = ledger.execute("SELECT length(body) FROM delivery WHERE kind = 'incident_raised'").fetchone()
        ledger.close()
        return Load(attributes=[attributes for _, _, attributes in self._watch.changes], row=row + body, body=body)

    async def _collect(self, presses: int) -> None:
        """Turn times into milliseconds from the first byte."""
        first_bytes = await self._school.receiver.first_bytes()
        arrivals = await self._school.endpoint.arrivals()
        for samples, kind, begun in (
            (self.product, RAISED_TYPE, first_bytes[::2]),
            (self.floor, FLOOR_TYPE, first_bytes[1::2]),
        ):
            samples.endpoint = [arrival.at for arrival in arrivals if arrival.type == kind]
            for column in (samples.sensor, samples.states, samples.endpoint):
                if not len(column) == len(begun) == presses:
                    raise RuntimeError(f"{presses} presses gave {len(column)} times of {kind}: nothing was measured")
                column[:] = [(at - start) * 1000 for at, start in zip(column, begun, strict=True)]


async def measure() -> list[Measure]:
    """Measure presses of different pendants of a school with 200, each raising an incident."""
    return await compare(PRESSES, WARM_UP)


async def compare(presses: int, warm_up: int) -> list[Measure]:
    """Measure so many presses of the product and of the floor, in turn."""
    async with running_school() as school:
        comparison = Comparison(school)
        await comparison.run(presses, warm_up)
    product, floor = comparison.product, comparison.floor
    return [
        *compared("press to the site's duress sensor", product.sensor, floor.sensor),
        *compared(f"press to the last of {comparison.states_written} states", product.states, floor.states),
        *compared("press to the endpoint", product.endpoint, floor.endpoint),
    ]


def compared(name: str, ours: Sequence[float], bare: Sequence[float]) -> list[Measure]:
    """Compare medians, which have a goal, and 95th percentiles, which have none."""
    return [
        Measure.of(f"{name}, median", median(ours), "ms", baseline=median(bare), goals=GOALS),
        Measure.of(f"{name}, 95th percentile", _p95(ours), "ms", baseline=_p95(bare)),
    ]


def _p95(values: Sequence[float]) -> float:
    """Return the 95th percentile."""
    return quantiles(values, n=20, method="inclusive")[-1]
