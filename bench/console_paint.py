"""How long the console takes to be seen, against a panel that shows one word: same house, same browser, in turns.

The console is the whole way from the address to the heading of its first page. The page of the
empty panel loads the console's file as well, as every page does for its cards; a browser that is made to leave it out
is slower than one that loads it. With everything in the browser's cache, as every day, and with nothing.
"""

from statistics import median
from typing import Final

from .browser import in_browser
from .report import Bound, Measure

GOALS: Final = {Bound.RATIO_AT_MOST: 1.5}

type Seen = dict[str, float]
"""Milliseconds until something of the panel was there (`panel`), and until the heading was (`heading`)."""


async def measure() -> list[Measure]:
    """Measure visits with a filled cache and with an empty one."""
    return judged(await in_browser("paint"))


def judged(seen: dict[str, list[Seen]]) -> list[Measure]:
    """Compare medians; `seen` has the visits to each panel with each cache."""
    return [
        Measure.of(
            f"console, {what}, {cache} cache",
            median(one[key] for one in seen[f"{cache} duress"]),
            "ms",
            baseline=median(one[key] for one in seen[f"{cache} bare"]),
            goals=GOALS,
        )
        for cache in ("warm", "cold")
        for key, what in (("panel", "first paint"), ("heading", "heading of the page"))
    ]
