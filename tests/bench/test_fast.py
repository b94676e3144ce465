"""A fast clock makes minutes short and says so; afterwards everything is as before."""

import asyncio
import time

from bench.fast import FastClock


def test_minutes_are_over_soon() -> None:
    """Given a clock at a thousand times the speed, when somebody waits a minute and longer, then real seconds go by."""
    real, clock = time.perf_counter(), FastClock(1000)

    async def waits() -> tuple[float, float, float]:
        """Wait at two speeds; return how long that seemed."""
        began, wall = time.monotonic(), time.time()
        await asyncio.sleep(60)
        between, clock.speed = time.monotonic(), 4000
        assert time.monotonic() - between < 60
        await asyncio.sleep(600)
        return between - began, time.monotonic() - between, time.time() - wall

    with clock.in_use():
        first, second, both = asyncio.run(waits(), loop_factory=clock.event_loop)
    assert first >= 60
    assert second >= 600
    assert both >= 660
    assert time.perf_counter() - real < 60
