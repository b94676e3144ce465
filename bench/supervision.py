"""What a check-in costs the core at 10, 100, 1,000 and 10,000 devices: supervision must not grow with the school.

The core alone, with a moving clock. Every device checks in once per round, always in the same order, because each has a
rhythm of its own, but one that has nothing to do with the order in the memory. Deadlines are judged when the site's one
timer would call. As over a line, each message is made shortly before it is handled; making it is not measured.
"""

from collections.abc import Iterable, Iterator
from itertools import batched
import random
from statistics import median
import time
from typing import Final

from custom_components.duress.core.moment import Moment
from custom_components.duress.core.roster import Receiver, Role, Transmitter
from custom_components.duress.core.school import School
from custom_components.duress.echostream import (
    AlarmInputs,
    EndDeviceFlags,
    EndDeviceReport,
    Message,
    Uid,
    decode,
    encode,
    make_uid,
)

from .report import Bound, Measure

SIZES: Final = (10, 100, 1000, 10_000)
CHECK_INS: Final = 20_000
"""At least so many check-ins make one timed run, in full rounds of the school."""

RUNS: Final = 9
INTERVAL: Final = 180.0
"""Seconds in which every pendant checks in once."""

GOALS: Final = {Bound.RATIO_AT_MOST: 2.0}
_RECEIVER: Final = "receiver"
_HOP: Final = make_uid(0x01, 0x21AB10)
_PENDANT_PTI: Final = 0x18
_AT_ONCE: Final = 64
"""Messages made before they are handled: few enough to be in the cache, as one just read from the line is."""


class Course:
    """A school of so many pendants and its moving clock."""

    def __init__(self, devices: int) -> None:
        """Install the school; its receiver works and every device was heard."""
        self.ticks = self.count = 0
        self.seconds = 0.0
        """Processor time spent in the core by `run` so far."""
        self._uids = [make_uid(0xB2, 0x300000 + number) for number in range(devices)]
        self.frames = [_check_in(uid) for uid in self._uids]
        random.Random(devices).shuffle(self.frames)
        self._now = Moment(1000.0, 1_795_443_121.0)
        self._step = INTERVAL / devices
        self.school = School("bench")
        self.school.install([Receiver(device_id=_RECEIVER, label="Receiver")], _pendants(self._uids), self._now)
        self.school.link_changed(_RECEIVER, self._now, connected=True)
        self._deadline = self.school.next_deadline()

    def run(self, rounds: int) -> None:
        """Let every device check in so many times; RuntimeError if that caused an event."""
        self.count += rounds * len(self.frames)
        for _ in range(rounds):
            for frames in batched(self.frames, _AT_ONCE, strict=False):
                self._handle([(decode(frame), moment) for frame, moment in zip(frames, self._moments(), strict=False)])

    def _moments(self) -> Iterator[Moment]:
        """Move the clock on with each check-in."""
        while True:
            self._now = self._now.later(self._step)
            yield self._now

    def _handle(self, messages: Iterable[tuple[Message, Moment]]) -> None:
        """Handle messages as the site does and note the time; what is due is judged when its time has come."""
        school, deadline, ticks, events = self.school, self._deadline, 0, 0
        receive = school.receive
        begun = time.thread_time()
        for message, now in messages:
            if deadline is not None and deadline <= now.steady:
                events += len(school.tick(now))
                deadline = school.next_deadline()
                ticks += 1
            events += len(receive(_RECEIVER, message, now))
        self.seconds += time.thread_time() - begun
        self._deadline, self.ticks = deadline, self.ticks + ticks
        if events:
            raise RuntimeError(f"unchanged check-ins caused {events} events: nothing was measured")


def measure() -> list[Measure]:
    """Measure schools of all sizes."""
    return compare(SIZES, CHECK_INS, RUNS)


def compare(sizes: Iterable[int], check_ins: int, runs: int) -> list[Measure]:
    """Measure schools of some sizes, in turn, each against the first."""
    courses = {size: Course(size) for size in sizes}
    costs: dict[int, list[float]] = {size: [] for size in courses}
    for course in courses.values():
        course.run(4)  # every device was heard, and every deadline came up once
    for _ in range(runs):
        for size, course in courses.items():
            rounds = -(-check_ins // size)
            before = course.seconds
            course.run(rounds)
            costs[size].append((course.seconds - before) / (rounds * size) * 1e6)
    smallest, *larger = courses
    base = median(costs[smallest])
    return [
        Measure.of(f"a check-in at {smallest:,} devices", base, "µs"),
        *(
            Measure.of(f"a check-in at {size:,} devices", median(costs[size]), "µs", baseline=base, goals=GOALS)
            for size in larger
        ),
        *(
            Measure.of(f"calls of the one timer per check-in at {size:,} devices", course.ticks / course.count, "calls")
            for size, course in courses.items()
        ),
    ]


def _pendants(uids: Iterable[Uid]) -> Iterator[Transmitter]:
    """Return pendants as installed."""
    for number, uid in enumerate(uids):
        yield Transmitter(
            device_id=f"pendant-{number}", uid=uid, pti=_PENDANT_PTI, label=f"Pendant {number}", role=Role.PENDANT
        )


def _check_in(uid: Uid) -> bytes:
    """Return the frame of an unchanged check-in."""
    return encode(
        EndDeviceReport(uid, _HOP, _PENDANT_PTI, AlarmInputs(0), EndDeviceFlags.NO_CHANGE, 60, 57, (_HOP,), 1)
    )
