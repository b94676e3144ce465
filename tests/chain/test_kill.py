"""Whatever ends the process between a press and its confirmation: nothing is lost, nothing gets a second name."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
import signal
from statistics import median
import time
from typing import Final

import pytest

from .conftest import Chain
from .peers import BYTE_GAP
from .process import PATIENCE

WARM_UP: Final = 3
KILLS: Final = 50
STOPS: Final = 10
INTERRUPTED_STARTS: Final = 12
START_STEP: Final = 0.02
"""Seconds by which each interrupted start gets further than the one before; a start takes about 0.2 s."""

type Point = Callable[[Chain, int, float], Awaitable[None]]
"""Waits, given the chain, the pressed pendant and the moment of its first byte, until the process is to end."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How the process ended, and how far the press was by then."""

    code: int
    stored: bool
    told: bool
    confirmed: bool

    @property
    def stage(self) -> tuple[bool, bool, bool]:
        """How far the press was: stored, told, confirmed."""
        return self.stored, self.told, self.confirmed


def after(seconds: float) -> Point:
    """Return the point some seconds after the first byte."""

    async def wait(_chain: Chain, _pendant: int, began: float) -> None:
        """Wait for the rest of the time."""
        await asyncio.sleep(max(0.0, began + seconds - time.monotonic()))

    return wait


async def stored(chain: Chain, pendant: int, _began: float) -> None:
    """Wait until the press is in the ledger, and no longer."""
    await chain.stored(pendant)


async def arrived(chain: Chain, pendant: int, _began: float) -> None:
    """Wait until the desk was told and does not answer before the process ended, however long that takes."""
    chain.desk.answers.clear()
    await chain.desk.arrived(pendant)


async def answered(chain: Chain, pendant: int, _began: float) -> None:
    """Wait until the desk has just answered."""
    await chain.desk.answered(pendant)


def points(number: int, usual: float) -> Iterator[Point]:
    """Return points from the first byte to a little after the usual time of the confirmation, most at work."""
    exact = (stored, arrived, answered)
    early = number // 8
    delays = number - early - 2 * len(exact)
    yield from (after(BYTE_GAP * step / early) for step in range(early))
    yield from (after(BYTE_GAP + (1.25 * usual - BYTE_GAP) * step / (delays - 1)) for step in range(delays))
    yield from exact
    yield from exact


async def measure(chain: Chain) -> float:
    """Return the usual seconds from the first byte to the confirmation, by presses that nothing disturbs."""
    took = []
    for pendant in range(WARM_UP):
        began = await chain.press(pendant)
        await chain.desk.answered(pendant)
        took.append(time.monotonic() - began)
        await chain.confirmed(pendant)
    return median(took)


async def survive(
    chain: Chain, pendant: int, point: Point, how: signal.Signals, interrupted: Sequence[float] = ()
) -> Ended:
    """Press, end the process at a point, start it again; check all promises about this press.

    Each of the `interrupted` starts before the one that succeeds is killed after so many seconds.
    """
    began = await chain.press(pendant)
    async with asyncio.timeout(PATIENCE):
        await point(chain, pendant, began)
    code = await chain.process.end(how)
    chain.desk.answers.set()

    posts_before = chain.desk.raised(pendant)
    confirmed_before = any(post.answered for post in posts_before)
    told_before = {post.event_id for post in posts_before}
    stored_before = chain.books.raised(pendant)
    open_before = chain.books.open()
    assert told_before <= {one.event_id for one in stored_before}, "told before it was stored"

    for seconds in interrupted:
        await chain.process.launch()
        await asyncio.sleep(seconds)
        await chain.process.end(signal.SIGKILL)
    taken_up = await chain.process.start()
    assert open_before <= set(taken_up), "an open incident was forgotten"
    await chain.confirmed(pendant)

    (raised,) = chain.books.raised(pendant)
    posts = chain.desk.raised(pendant)
    assert stored_before in ([], [raised]), "a stored press was raised anew"
    assert {post.event_id for post in posts} == {raised.event_id}, "one press under two names"
    assert {post.incident_id for post in posts} == {raised.incident_id}
    assert len({post.body for post in posts}) == 1, "one name for two messages"
    assert any(post.answered for post in posts)
    assert not chain.desk.repeated(pendant), "a button that is still held was taken for a second press"
    assert raised.incident_id in await chain.process.report(), "not open any more"
    return Ended(code, bool(stored_before), bool(told_before), confirmed_before)


async def check_all(chain: Chain, presses: int) -> None:
    """Check what must hold when all is over and the process has stopped, started and stopped once more."""
    assert await chain.process.end(signal.SIGTERM) == 0
    await chain.process.start()
    await chain.quiet()
    assert await chain.process.end(signal.SIGTERM) == 0
    opened = await chain.process.start()
    # What the stop itself tells the desk is told at the latest by now.
    deliveries = await chain.quiet()
    told = {(post.event_id, post.body) for post in chain.desk.posts}
    raised = chain.books.raised()
    assert [one.number for one in raised] == list(range(1, presses + 1))
    assert opened == [one.incident_id for one in raised]
    assert chain.books.open() == set(opened)

    assert [sequence for _, _, sequence in deliveries] == list(range(1, len(deliveries) + 1))
    assert {event_id for event_id, _ in told} == {event_id for event_id, _, _ in deliveries}
    assert {event_id for event_id, _, _ in deliveries} <= set(chain.books.entries())
    assert len(told) == len(deliveries), "one name for two messages"
    assert not [line for line in chain.process.log.read_text().splitlines() if line.startswith("ERROR")]


@pytest.mark.slow
@pytest.mark.parametrize("chain", [WARM_UP + KILLS], indirect=True)
async def test_a_press_survives_a_kill_at_any_point(chain: Chain) -> None:
    """Given a held pendant, when the process is killed anywhere on the way, then the press is told under one name."""
    usual = await measure(chain)
    chosen = list(points(KILLS, usual))
    assert len(chosen) == KILLS

    ended = [
        await survive(chain, pendant, point, signal.SIGKILL) for pendant, point in enumerate(chosen, start=WARM_UP)
    ]

    assert {one.code for one in ended} == {-signal.SIGKILL}
    nothing, unconfirmed, everything = (False, False, False), (True, True, False), (True, True, True)
    assert {one.stage for one in ended} >= {nothing, unconfirmed, everything}, "it was not killed at every stage"
    await check_all(chain, WARM_UP + KILLS)


@pytest.mark.slow
@pytest.mark.parametrize("chain", [INTERRUPTED_STARTS], indirect=True)
async def test_a_press_survives_a_kill_while_it_is_taken_up(chain: Chain) -> None:
    """Given a press that was being told, when the next start is killed as well, then the press has still one name."""
    for pendant in range(INTERRUPTED_STARTS):
        await survive(chain, pendant, arrived, signal.SIGKILL, [START_STEP * pendant, START_STEP * pendant])

    await check_all(chain, INTERRUPTED_STARTS)


@pytest.mark.slow
@pytest.mark.parametrize("chain", [WARM_UP + STOPS], indirect=True)
async def test_a_press_survives_a_clean_stop_at_any_point(chain: Chain) -> None:
    """Given a held pendant, when Home Assistant is stopped on the way, then the press is told under one name."""
    usual = await measure(chain)

    ended = [
        await survive(chain, pendant, point, signal.SIGTERM)
        for pendant, point in enumerate(points(STOPS, usual), start=WARM_UP)
    ]

    assert {one.code for one in ended} == {0}
    await check_all(chain, WARM_UP + STOPS)
