"""What 1,000 unchanged check-ins of installed devices cost: nothing on the disk, nothing in the state machine."""

import asyncio
from contextlib import closing
import sqlite3
import time
from typing import Final

from homeassistant.const import EVENT_STATE_CHANGED, EVENT_STATE_REPORTED
from homeassistant.core import Event, EventStateChangedData, EventStateReportedData, callback

from .peers import Transmission
from .report import Bound, Measure
from .site import School, check_ins, running_school, until

CHECK_INS: Final = 1000
GAP: Final = 0.002
"""Seconds between frames: each comes alone, as over a serial line."""

NONE: Final = {Bound.VALUE_AT_MOST: 0.0}
TABLES: Final = ("entry", "delivery", "attempt", "endpoint", "fact")


class Writes:
    """Counts what is written to the state machine."""

    def __init__(self, school: School) -> None:
        """Count from now on."""
        self.count = 0
        bus = school.hass.bus
        self._forget = [
            bus.async_listen(EVENT_STATE_CHANGED, self._written),
            bus.async_listen(EVENT_STATE_REPORTED, self._reported, event_filter=_every),
        ]

    @callback
    def _written(self, _event: Event[EventStateChangedData]) -> None:
        """Count a state that changed."""
        self.count += 1

    @callback
    def _reported(self, _event: Event[EventStateReportedData]) -> None:
        """Count a state that was written and did not change."""
        self.count += 1

    def stop(self) -> None:
        """Count no more."""
        for forget in self._forget:
            forget()


async def measure() -> list[Measure]:
    """Measure check-ins of 200 pendants, 6 repeaters and the receiver, in turn."""
    return await count(CHECK_INS)


async def count(number: int) -> list[Measure]:
    """Let so many check-ins come and count what they write."""
    async with running_school() as school:
        rows = ledger_rows(school)
        writes = Writes(school)
        seconds = await _receive(school, number)
        writes.stop()
        added = ledger_rows(school) - rows
    return [
        Measure.of(f"{number:,} unchanged check-ins, state writes", writes.count, "writes", goals=NONE),
        Measure.of(f"{number:,} unchanged check-ins, ledger rows", added, "rows", goals=NONE),
        Measure.of("an unchanged check-in, processor time of the event loop", seconds / number * 1e6, "µs"),
    ]


@callback
def _every(_data: EventStateReportedData) -> bool:
    """Let every report through; Home Assistant asks for a filter."""
    return True


def ledger_rows(school: School) -> int:
    """Return how many rows the ledger on the disk has in all its tables."""
    with closing(sqlite3.connect(f"file:{school.ledger}?mode=ro", uri=True)) as ledger:
        return sum(ledger.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES)  # noqa: S608 - constants


async def _receive(school: School, number: int) -> float:
    """Let check-ins come over the line; return the seconds this thread worked for them, waiting not counted."""
    one_round = check_ins(level=50)
    frames = [one_round[at % len(one_round)].hex() for at in range(number)]
    counters = school.link.counters
    wanted = counters.messages + number
    await school.receiver.transmit(Transmission(port=school.receiver_port, frames=frames, gap=GAP))
    begun = time.thread_time()
    await until(lambda: counters.messages >= wanted, poll=0.5)
    worked = time.thread_time() - begun
    await asyncio.sleep(0.2)  # whatever they would cause a little later
    if counters.messages != wanted or counters.checksum_errors or counters.callback_errors:
        raise RuntimeError(f"not exactly {number} check-ins were handled: nothing was measured")
    return worked
