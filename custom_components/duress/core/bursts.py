"""Telling quick presses of one button from the copies of one press.

Copies come late, by up to `WINDOW` seconds, over any number of paths, so time alone cannot tell a second press within
that time from a copy of the first. What comes over one path keeps its order, though: a set bit after a clear one on the
same path belongs to a later press than the set bit before. A path is a receiver, who heard the message first, and the
relays in between.

The presses of a burst are numbered as they are counted. Of each path it is known which of them it has told at least.
Its next set bit tells of a later one, and not of one whose last copy is older than `WINDOW`; only if none is left that
it could tell of, it is another press. So there are never more presses than were made, and never fewer than any one
path has heard. What `presses.py` takes for a new press anyway stays one.
"""

from dataclasses import dataclass, field

from ..echostream import Uid

type Path = tuple[str, Uid, tuple[Uid, ...], int]
"""The receiver, who heard it first, the relays, and over how many hops it came."""


@dataclass(slots=True)
class _Burst:
    """Presses of one button, numbered from 1.

    `last` is when each was told last, `told` what each path has told at least, `set_on` where the bit is set now.
    """

    presses: int = 0
    last: dict[int, float] = field(default_factory=dict)
    told: dict[Path, int] = field(default_factory=dict)
    set_on: set[Path] = field(default_factory=set)


class Bursts:
    """The bursts of every button whose presses are counted; times are steady seconds."""

    def __init__(self, window: float) -> None:
        """Take after how many seconds no copy of a press comes any more."""
        self._window = window
        self._bursts: dict[tuple[Uid, int], _Burst] = {}

    def pressed(self, button: tuple[Uid, int], path: Path, steady: float, known: float | None) -> bool:
        """Take a set bit; return whether it is another press.

        `known` is when the press was told last that it seems to belong to; None if it is a new one in any case.
        """
        burst = self._bursts.setdefault(button, _Burst())
        if known is None:
            if all(self._is_over(last, steady) for last in burst.last.values()):
                burst = self._bursts[button] = _Burst()
            return self._another(burst, path, steady)
        if not burst.presses:
            # Pressed before its presses were counted, or before a restart.
            burst.presses, burst.last = 1, {1: known}
        if path in burst.set_on:
            burst.last[burst.told[path]] = steady
            return False
        fresh = [number for number, last in burst.last.items() if not self._is_over(last, steady)]
        number = max(burst.told.get(path, 0) + 1, min(fresh, default=burst.presses))
        if number > burst.presses:
            return self._another(burst, path, steady)
        burst.set_on.add(path)
        burst.told[path] = number
        burst.last[number] = steady
        return False

    def cleared(self, button: tuple[Uid, int], path: Path) -> None:
        """Take a clear bit."""
        if (burst := self._bursts.get(button)) is not None:
            burst.set_on.discard(path)

    def _another(self, burst: _Burst, path: Path, steady: float) -> bool:
        """Take another press, told by a path first; what no copy comes of any more is forgotten."""
        burst.presses += 1
        burst.last = {number: last for number, last in burst.last.items() if not self._is_over(last, steady)}
        burst.last[burst.presses] = steady
        burst.told[path] = burst.presses
        burst.set_on.add(path)
        return True

    def _is_over(self, last: float, steady: float) -> bool:
        """Whether no copy of a press comes any more that was told last so long ago."""
        return steady - last > self._window
