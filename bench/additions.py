"""What a running school notices of transmitters that are added to it: no lost frame, and an event loop that is free."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
import time
from types import MappingProxyType
from typing import Final

from homeassistant.config_entries import ConfigSubentry
from homeassistant.helpers import entity_registry as er

from custom_components.duress.const import DOMAIN
from custom_components.duress.core.roster import Role
from custom_components.duress.echostream import Uid, format_uid

from .peers import Transmission
from .report import Bound, Measure
from .site import PENDANT_PTI, REPEATERS, School, check_in, pendants, running_school, transmitter, until

RATE: Final = 100
"""Frames per second on the line."""

PAUSE: Final = 0.15
"""Seconds from one addition to the next."""

LONGEST: Final = {Bound.VALUE_AT_MOST: 50.0}
NONE: Final = {Bound.VALUE_AT_MOST: 0.0}
SPARE: Final = 10
SHOWN: Final = (("binary_sensor", "alarm"), ("event", "press"), ("sensor", "location"))
_STEP: Final = 0.001


@dataclass(slots=True)
class LoopWatch:
    """How long the event loop kept a task waiting that wanted to go on every millisecond, and from when (s)."""

    delays: list[tuple[float, float]] = field(default_factory=list)

    async def run(self) -> None:
        """Watch until cancelled."""
        while True:
            begun = time.monotonic()
            await asyncio.sleep(_STEP)
            self.delays.append((begun, time.monotonic() - begun - _STEP))

    def longest(self, since: float, until: float) -> float:
        """Return the longest wait that was going on between two times, in milliseconds."""
        during = [delay for begun, delay in self.delays if begun + _STEP + delay > since and begun < until]
        return max(during, default=0.0) * 1000


async def add_live(transmitters: int, added: int) -> list[Measure]:
    """Add so many pendants, one after the other and then as many at once, while check-ins come over the line."""
    uids = pendants(transmitters + 2 * added)
    async with running_school(uids[:transmitters]) as school:
        watch = LoopWatch()
        watching = asyncio.create_task(watch.run())
        counters = school.link.counters
        handled, written = counters.messages, await school.receiver.frames_written()
        number = int((added + SPARE) * PAUSE * RATE * 2)
        frames = [check_in(uids[at % transmitters]).hex() for at in range(number)]
        await school.receiver.transmit(Transmission(port=school.receiver_port, frames=frames, gap=1 / RATE))
        await until(lambda: counters.messages > handled)
        each = [await _add(school, watch, [uid]) for uid in uids[transmitters:-added]]
        at_once = await _add(school, watch, uids[-added:])
        if counters.messages - handled >= number:
            raise RuntimeError("the frames were over before the additions: nothing was measured")
        written = await school.receiver.frames_written() - written
        await asyncio.sleep(1)
        watching.cancel()
        _check(school, len(uids))
        lost = written - (counters.messages - handled)
    what = f"{added} transmitters added to {transmitters:,}"
    return [
        Measure.of(f"{what}, frames lost of {written:,}", lost, "frames", goals=NONE),
        Measure.of(
            f"{what}, errors and reconnections", counters.callback_errors + counters.connects - 1, "", goals=NONE
        ),
        Measure.of(f"{what}, event loop blocked, median", median(each), "ms"),
        Measure.of(f"{what}, event loop blocked, longest", max(each), "ms", goals=LONGEST),
        Measure.of(f"{what} at once, event loop blocked, longest", at_once, "ms"),
    ]


async def _add(school: School, watch: LoopWatch, uids: Sequence[Uid]) -> float:
    """Add pendants in one go; return the longest time the event loop was blocked until all are there, in ms."""
    entry, roster = school.site.entry, school.site.school.roster
    begun = time.monotonic()
    for uid in uids:
        one = transmitter(uid, f"Pendant {format_uid(uid)}", Role.PENDANT, PENDANT_PTI, "room_0")
        school.hass.config_entries.async_add_subentry(
            entry,
            ConfigSubentry(
                data=MappingProxyType(dict(one["data"])),
                subentry_id=one["subentry_id"],
                subentry_type=one["subentry_type"],
                title=one["title"],
                unique_id=one["unique_id"],
            ),
        )
    await until(lambda: all(uid in roster.by_uid and _has_entities(school, uid) for uid in uids))
    await asyncio.sleep(PAUSE)
    return watch.longest(begun, time.monotonic())


def _has_entities(school: School, uid: Uid) -> bool:
    """Whether the entities of an added pendant show something."""
    registry, owner = er.async_get(school.hass), f"pendant_{format_uid(uid)}".lower()
    ids = [registry.async_get_entity_id(platform, DOMAIN, f"{owner}_{key}") for platform, key in SHOWN]
    return all(entity_id is not None and school.hass.states.get(entity_id) for entity_id in ids)


def _check(school: School, pendants_: int) -> None:
    """Check that everything was added; RuntimeError if not."""
    if len(school.site.school.roster.by_uid) != pendants_ + len(REPEATERS):
        raise RuntimeError("not every transmitter was added: nothing was measured")
