"""How well and how soon a surveyed school says where somebody pressed: the demo school, over its real line.

One person walks every room and presses; then others press anywhere, and for the second half a repeater is switched off.
Everything is real but the school and the clock, which runs faster. The baseline is the room of the receiver or repeater
that heard a press strongest, of the same presses.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
import random
from statistics import median
import time
from typing import Final

from homeassistant.auth.const import GROUP_ID_ADMIN
from homeassistant.auth.models import User
from homeassistant.config_entries import SOURCE_USER
from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import Context, Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.util import slugify

from custom_components.duress.const import CONF_SITE_NAME, CONF_SPEED, DOMAIN
from custom_components.duress.core.events import Actor, ActorKind, Place
from custom_components.duress.core.lifecycle import Step
from custom_components.duress.demo import async_demo_rooms
from custom_components.duress.echostream import EndDeviceReport, RepeaterStatus, format_uid
from custom_components.duress.installed import device_of
from custom_components.duress.listeners import SITE
from custom_components.duress.receivers.demo import SCHOOL, DemoCondition, DemoServer, DemoTransmitter
from custom_components.duress.site import DuressConfigEntry, Site

from .fast import FastClock
from .report import Bound, Measure
from .site import home_assistant, until as until_within

SPEED: Final = 20.0
WALKING: Final = 30.0
"""How fast it runs during the survey, in which nothing is timed."""
WAITING: Final = 100.0
"""How fast the clock runs while nothing happens but check-ins."""
PATIENCE: Final = 1800.0
"""Seconds of this clock after which something that should happen does not."""
SURVEYED: Final = 5
PRESSES: Final = 200
SEED: Final = 1
COPIES_IN: Final = 2.1
"""Seconds in which all copies of a press are sent."""
IN_BETWEEN: Final = 0.5
"""Seconds without a copy after which none is on its way."""
REST: Final = 1.0
"""Seconds after a press on test in which the copies of its release come in, so that it can be pressed again."""

SOON: Final = {Bound.VALUE_AT_MOST: 50.0}
RIGHT_FLOOR: Final = {Bound.VALUE_AT_LEAST: 99.0}
_BENCH: Final = Actor(kind=ActorKind.AUTOMATION, user_id=None, name="bench")
_ROOM_OF: Final = {one.label: one.room for one in SCHOOL.repeaters} | {"DEMO receiver": SCHOOL.receiver_room}
_KEY_OF: Final = {f"DEMO {room.name}": room.key for room in SCHOOL.rooms}


async def until(condition: Callable[[], object], poll: float = 0.2) -> None:
    """Wait for something; seconds are short here, so the patience is long."""
    await until_within(condition, seconds=PATIENCE, poll=poll)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the site said of one press: in milliseconds after its first byte, and where it was in the end.

    `with_first` says that the place was weighed before the second copy was heard, `strongest` is the room of who heard
    the press best.
    """

    room: str
    raised: float
    placed: float
    with_first: bool
    place: Place
    strongest: str

    @property
    def ranked(self) -> list[str]:
        """The rooms it was said to come from, the most probable first."""
        return [_KEY_OF[one.room.name] for one in self.place.ranked]


@dataclass(slots=True)
class Watch:
    """The steps of incidents as they are shown, and how many copies of presses were heard before each."""

    incident_entity: str
    copies: int = 0
    steps: dict[str, tuple[float, int]] = field(default_factory=dict)

    def begin(self) -> None:
        """Wait for the next press."""
        self.copies, self.steps = 0, {}

    @callback
    def changed(self, event: Event[EventStateChangedData]) -> None:
        """Note the first time that a step is shown."""
        state = event.data["new_state"]
        if state is not None and state.entity_id == self.incident_entity:
            self.steps.setdefault(str(state.attributes.get("event_type")), (time.monotonic(), self.copies))

    @callback
    def copied(self, report: EndDeviceReport | RepeaterStatus) -> None:
        """Count one copy of a press, after everything that it caused."""
        self.copies += isinstance(report, EndDeviceReport) and bool(report.alarms) and not report.is_check_in


class Walk:
    """A school that is walked and pressed at; seconds are those of the fast clock."""

    def __init__(self, hass: HomeAssistant, entry: DuressConfigEntry, user: User, clock: FastClock, seed: int) -> None:
        """Watch a demo school that runs; the user is who walks."""
        self._hass = hass
        self._entry = entry
        self._user = user
        self._clock = clock
        self._chance = random.Random(seed)
        self._watch = Watch(f"event.{slugify(entry.title)}_incident")
        hass.bus.async_listen(EVENT_STATE_CHANGED, self._watch.changed)
        self.site.reports.add(SITE, self._watch.copied)

    @property
    def site(self) -> Site:
        """The running site."""
        return self._entry.runtime_data

    @property
    def demo(self) -> DemoServer:
        """The school at the other end of the line."""
        (demo,) = self.site.links.demos()
        return demo

    async def survey(self, walker: DemoTransmitter, presses: int) -> None:
        """Walk every room with a pendant, press so often in each, and wait for the model."""
        survey, device = self.site.survey, device_of(self._hass, self._entry, self._owner(walker))
        if device is None:
            raise RuntimeError(f"{walker.label} is not installed: nothing can be measured")
        areas = async_demo_rooms(self._hass)
        pace, self._clock.speed = self._clock.speed, max(self._clock.speed, WALKING)
        await self._act("start_survey", device_id=[device.id])
        for room in SCHOOL.rooms:
            await self._act("survey_room", room=areas[room.key])
            for _ in range(presses):
                known = len(survey.presses)
                self.demo.press(walker.key, room.key)
                await until(lambda: len(survey.presses) > known, poll=0.2)  # noqa: B023 - awaited before the next round
                await asyncio.sleep(REST)
        await self._act("end_survey")
        await until(lambda: survey.model is not None and not survey.keeper.is_busy, poll=0.5)
        self._clock.speed = pace

    async def press(self, transmitter: DemoTransmitter, room: str) -> Answer:
        """Press a pendant somewhere, note what is shown, and close the incident when all copies are in."""
        self._watch.begin()
        sent = self.demo.press(transmitter.key, room)
        if sent is None:
            raise RuntimeError("nobody listens to the demo school: nothing can be measured")
        await until(lambda: "located" in self._watch.steps, poll=0.05)
        await self._all_copies()
        (incident,) = self.site.school.incidents.open.values()
        raised, _ = self._watch.steps["raised"]
        placed, copies = self._watch.steps["located"]
        for step in (Step.ACKNOWLEDGE, Step.CLEAR, Step.CLOSE):
            await self.site.async_step(incident.incident_id, step, _BENCH, "measured")
        return Answer(
            room=room,
            raised=(raised - sent) / self._clock.speed * 1000,
            placed=(placed - sent) / self._clock.speed * 1000,
            with_first=copies <= 1,
            place=incident.place,
            strongest=_ROOM_OF[incident.place.heard_by or ""],
        )

    async def presses(self, pendants: Sequence[DemoTransmitter], presses: int) -> list[Answer]:
        """Press anywhere, one person after the other."""
        rooms = [room.key for room in SCHOOL.rooms]
        return [
            await self.press(pendants[number % len(pendants)], self._chance.choice(rooms)) for number in range(presses)
        ]

    async def switch_off(self) -> None:
        """Cut off some repeater and wait until it is missing."""
        repeater = self._chance.choice(SCHOOL.repeaters)
        self.demo.set_condition(repeater.key, DemoCondition.SILENT, active=True)
        pace, self._clock.speed = self._clock.speed, WAITING
        await until(self.site.school.locator.missing, poll=1)
        self._clock.speed = pace

    async def _all_copies(self) -> None:
        """Wait for the copies of a press; on a busy computer the last ones are read late."""
        heard = 0
        await asyncio.sleep(COPIES_IN)
        while heard < self._watch.copies:
            heard = self._watch.copies
            await asyncio.sleep(IN_BETWEEN)

    async def _act(self, action: str, **data: object) -> None:
        """Call an action, as the person who walks."""
        context = Context(user_id=self._user.id)
        await self._hass.services.async_call(DOMAIN, action, data, blocking=True, context=context)

    def _owner(self, transmitter: DemoTransmitter) -> str:
        """Return the subentry of a pendant."""
        uid = format_uid(transmitter.uid)
        return next(one.subentry_id for one in self._entry.subentries.values() if one.unique_id == uid)


async def walk(presses: int, surveyed: int, clock: FastClock, seed: int = SEED) -> tuple[list[Answer], list[Answer]]:
    """Survey a school and press in it; return the answers while all repeaters worked, and while one did not."""
    async with home_assistant() as hass:
        flow = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})
        for typed in ({CONF_SITE_NAME: "Lincoln"}, {"next_step_id": "demo"}, {CONF_SPEED: 1}):
            flow = await hass.config_entries.flow.async_configure(flow["flow_id"], typed)
        await hass.async_block_till_done()
        entry: DuressConfigEntry = flow["result"]
        try:
            await until(lambda: entry.runtime_data.readiness.not_yet_heard == 0)
            user = await hass.auth.async_create_user("Bench", group_ids=[GROUP_ID_ADMIN])
            school = Walk(hass, entry, user, clock, seed)
            walker, *others = SCHOOL.pendants
            await school.survey(walker, surveyed)
            working = await school.presses(others, presses // 2)
            await school.switch_off()
            return working, await school.presses(others, presses - presses // 2)
        finally:
            await hass.config_entries.async_unload(entry.entry_id)


def measure() -> list[Measure]:
    """Survey the demo school and press in it."""
    return measured(PRESSES, SURVEYED)


def measured(presses: int, surveyed: int, speed: float = SPEED) -> list[Measure]:
    """Return the figures of so many presses."""
    clock = FastClock(speed)
    with clock.in_use():
        working, one_off = asyncio.run(walk(presses, surveyed, clock), loop_factory=clock.event_loop)
    both = [*working, *one_off]
    return [
        Measure.of("press to the raised incident, slowest", max(one.raised for one in both), "ms", goals=SOON),
        Measure.of("press to its first weighed place, median", median(one.placed for one in both), "ms", goals=SOON),
        Measure.of("press to its first weighed place, slowest", max(one.placed for one in both), "ms", goals=SOON),
        Measure.of("places weighed with the first copy", _share([one.with_first for one in both]), "%"),
        *_hits("", both),
        *_hits(", one repeater off", one_off),
    ]


def _hits(when: str, answers: Sequence[Answer]) -> list[Measure]:
    """Return how often floor, room, and one of the first three rooms were right."""
    floors = {room.key: room.floor for room in SCHOOL.rooms}
    return [
        Measure.of(
            f"floor right{when}",
            _share([floors[one.ranked[0]] == floors[one.room] for one in answers]),
            "%",
            baseline=_share([floors[one.strongest] == floors[one.room] for one in answers]),
            goals=RIGHT_FLOOR,
        ),
        Measure.of(
            f"room right{when}",
            _share([one.ranked[0] == one.room for one in answers]),
            "%",
            baseline=_share([one.strongest == one.room for one in answers]),
        ),
        Measure.of(f"room among the first three{when}", _share([one.room in one.ranked[:3] for one in answers]), "%"),
    ]


def _share(hits: Sequence[bool]) -> float:
    """Return how many of them hold, of 100."""
    return 100 * sum(hits) / len(hits)
