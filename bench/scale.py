"""What a school of 1,000 transmitters costs: set-up against as many bare entities, and 50 more added while it runs.

Product and bare integration set up in turn, each time in a process of its own: first with empty registries, then again
in the same folder, as a restart does. Processor time is compared, which does not depend on what else the computer does;
how long it took stands beside it.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Final

from .additions import add_live
from .peers import ENDPOINT, RECEIVER, Peer
from .report import Bound, Measure
from .set_up import Result, SetUp, in_a_process
from .site import a_folder

TRANSMITTERS: Final = 1000
ADDED: Final = 50
ROUNDS: Final = 5
GOALS: Final = {Bound.RATIO_AT_MOST: 1.3}


@dataclass(slots=True)
class Samples:
    """Set-ups with empty registries and with filled ones."""

    first: list[Result] = field(default_factory=list)
    restart: list[Result] = field(default_factory=list)


async def measure() -> list[Measure]:
    """Measure a school of 1,000 pendants and 6 repeaters."""
    return [*await compare(TRANSMITTERS, ROUNDS), *await add_live(TRANSMITTERS, ADDED)]


async def compare(
    transmitters: int, rounds: int, run: Callable[[SetUp], Awaitable[Result]] = in_a_process
) -> list[Measure]:
    """Measure set-ups of a school with so many pendants."""
    product, bare = Samples(), Samples()
    async with Peer.running(RECEIVER) as receiver, Peer.running(ENDPOINT) as endpoint:
        with a_folder() as plan_folder:
            for _ in range(rounds):
                for samples in (product, bare):
                    with a_folder() as folder:
                        set_up = SetUp(
                            bare=samples is bare,
                            folder=folder,
                            plan=str(Path(plan_folder, "plan")),
                            pendants=transmitters,
                            receiver_url=f"socket://127.0.0.1:{receiver.ports[0]}",
                            endpoint_url=f"http://127.0.0.1:{endpoint.ports[0]}/",
                        )
                        samples.first.append(await run(set_up))
                        samples.restart.append(await run(set_up))
    what = f"set-up of {transmitters:,} pendants"
    return [
        *_compared(f"{what}, first time", product.first, bare.first),
        *_compared(f"{what}, after a restart", product.restart, bare.restart),
        Measure.of(f"{what}, entities on both sides", product.first[0].entities, "entities"),
    ]


def _compared(name: str, ours: list[Result], theirs: list[Result]) -> list[Measure]:
    """Compare medians."""
    return [
        Measure.of(
            f"{name}, processor time",
            median(one.processor for one in ours),
            "s",
            baseline=median(one.processor for one in theirs),
            goals=GOALS,
        ),
        Measure.of(
            f"{name}, to wait for",
            median(one.seconds for one in ours),
            "s",
            baseline=median(one.seconds for one in theirs),
        ),
    ]
