"""What location costs: time and memory of a large school, and how long a fit keeps the event loop waiting."""

import asyncio
from collections.abc import Sequence
import gc
import math
from random import Random
import time
import tracemalloc
from typing import Final

from custom_components.duress.core.location import Layout, SurveyPress, fit

from ..report import Bound, Measure

ROOMS: Final = 300
LISTENERS: Final = 32
PRESSES: Final = 5
ASKED: Final = 60
RUNS: Final = 4

WORK: Final = 0.001
REST: Final = 0.001
"""Seconds that a fit works and rests in turn, as in the integration."""

_LAYOUT: Final = Layout({f"{room:03}": str(room % 3) for room in range(ROOMS)}, {})


def school(random: Random, faintest: float) -> list[SurveyPress]:
    """Return a survey of 300 rooms on three floors; who would be fainter than `faintest` hears nothing."""
    listeners = [(random.random() * 120, random.random() * 60, at % 3) for at in range(LISTENERS)]
    rooms = [(random.random() * 120, random.random() * 60, room % 3) for room in range(ROOMS)]
    return [
        SurveyPress(
            press_id=f"{room:03}-{number}",
            room_id=f"{room:03}",
            at=float(number),
            heard=_heard(random, rooms[room], listeners, faintest),
            margins={},
        )
        for room in range(ROOMS)
        for number in range(PRESSES + 1)
    ]


def _heard(
    random: Random, place: tuple[float, float, int], listeners: Sequence[tuple[float, float, int]], faintest: float
) -> dict[str, float]:
    """Return the levels at which listeners hear a press."""
    x, y, floor = place
    heard = {}
    for name, (east, north, storey) in enumerate(listeners):
        metres = math.hypot(x - east, y - north) + 1
        level = 90 - 35 * math.log10(metres) - 12 * abs(floor - storey) + random.gauss(0, 4)
        if level > faintest:
            heard[f"{name:02}"] = max(level, 0.0)
    return heard


def measure() -> list[Measure]:
    """Measure a press, the memory and a fit, with a usual number of hearers and with all of them hearing everything."""
    measures = []
    for what, faintest in (("a usual press", 30.0), ("a press that all hear", -math.inf)):
        presses = school(Random(1), faintest)  # the same school in every run
        survey = [press for press in presses if press.at < PRESSES]
        asked = [press for press in presses if press.at == PRESSES][:: ROOMS // ASKED]
        gc.collect()
        tracemalloc.start()
        model = fit(survey, _LAYOUT)
        gc.collect()
        size = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
        times = []
        for press in asked:
            began = time.thread_time()
            model.locate(press.heard)
            times.append(time.thread_time() - began)
        hearers = sum(len(press.heard) for press in asked) / len(asked)
        measures.append(
            Measure.of(
                f"{what}, 300 rooms × 32 receivers, {hearers:.0f} of them heard it",
                1000 * sum(times) / len(times),
                "ms",
                goals={Bound.VALUE_AT_MOST: 10.0},
            )
        )
        measures.append(Measure.of(f"its model ({what})", size / 1e6, "MB", goals={Bound.VALUE_AT_MOST: 4.0}))
    return [*measures, *asyncio.run(_blocking())]


async def _blocking() -> list[Measure]:
    """Fit the large school in a thread, and see how long a running loop waits at most, beside a loop without a fit.

    What a fit blocks it blocks every time, what other programs do is chance: the best of some runs counts.
    """
    presses = [press for press in school(Random(1), 30.0) if press.at < PRESSES]
    runs = [await _fit_beside(presses) for _ in range(RUNS)]
    quiet = []
    for seconds, _ in runs:
        idle = asyncio.Event()
        asyncio.get_running_loop().call_later(seconds, idle.set)
        quiet.append(await _longest_gap(idle))
    return [
        Measure.of(
            "longest wait of the event loop during a fit, against none",
            min(gap for _, gap in runs),
            "ms",
            baseline=min(quiet),
            goals={Bound.VALUE_AT_MOST: 5.0},
        ),
        Measure.of("a fit in the background, 300 rooms × 32 receivers", min(seconds for seconds, _ in runs), "s"),
    ]


async def _fit_beside(presses: Sequence[SurveyPress]) -> tuple[float, float]:
    """Fit in a thread; return the seconds it takes and the longest wait of the loop meanwhile."""
    began = time.perf_counter()
    done = asyncio.Event()

    async def work() -> None:
        await asyncio.to_thread(fit, presses, _LAYOUT, pause=_Breath())
        done.set()

    task = asyncio.create_task(work())
    gap = await _longest_gap(done)
    await task
    return time.perf_counter() - began, gap


class _Breath:
    """A pause that rests after every millisecond of work."""

    def __init__(self) -> None:
        """Begin to work."""
        self._since = time.perf_counter()

    def __call__(self) -> None:
        """Rest if it is time to."""
        if time.perf_counter() - self._since > WORK:
            time.sleep(REST)
            self._since = time.perf_counter()


async def _longest_gap(until: asyncio.Event) -> float:
    """Return by how many ms a turn of a loop that wants one every millisecond is late at most."""
    longest = 0.0
    while not until.is_set():
        began = time.perf_counter()
        await asyncio.sleep(0.001)
        longest = max(longest, time.perf_counter() - began - 0.001)
    return 1000 * longest
