"""Whether a receiver's line loses frames again and again: once may be a reconnect, twice is a fault of the line."""

from typing import Final

FAULTY: Final = 2
"""Lossy check-ins among the kept ones that make a trouble."""

KEPT: Final = 10
"""Receiver check-ins that are looked at, five minutes of them at the usual interval."""


class Lines:
    """The latest check-ins of each receiver and whether frames were lost before them."""

    def __init__(self) -> None:
        """Start knowing no line."""
        self._totals: dict[str, int] = {}
        self._lossy: dict[str, list[bool]] = {}

    def check_in(self, receiver_id: str, total: int) -> bool | None:
        """Take the frames lost so far; return whether the line is faulty now, None when the question stays open."""
        lossy = self._lossy.setdefault(receiver_id, [])
        lossy.append(total > self._totals.get(receiver_id, total))
        self._totals[receiver_id] = total
        del lossy[:-KEPT]
        if sum(lossy) >= FAULTY:
            return True
        return None if any(lossy) else False
