"""Telling the late copy of a check-in from news.

A transmitter checks in every few minutes, so within `window` seconds it does so once. A check-in that says exactly what
one said that was heard so shortly before is a copy of that, which took a longer path. It tells how the buttons were
then, and nothing of a press or a release that was heard since.

Two things are no late copy, whatever they may be, because a press must never be taken for one: what comes over a path
that has told of another state since, for what comes over one path keeps its order; and anything but a check-in, for a
new press looks just like it.
"""

from dataclasses import dataclass, field
from typing import Final

from ..echostream import EndDeviceFlags, EndDeviceReport, Uid
from .bursts import Path

_NO_CHANGE: Final = int(EndDeviceFlags.NO_CHANGE)


@dataclass(slots=True)
class _CheckIn:
    """The latest check-in of a transmitter: what it said, and when its first copy came (steady seconds)."""

    pti: int
    alarms: int
    flags: int
    first: float
    contradicted: set[Path] = field(default_factory=set)
    """The paths that have told of another state since."""


class CheckIns:
    """The latest check-in of every transmitter; times are steady seconds."""

    def __init__(self, window: float) -> None:
        """Take after how many seconds no copy of a check-in comes any more."""
        self._window = window
        self._latest: dict[Uid, _CheckIn] = {}

    def __len__(self) -> int:
        """Return of how many transmitters a check-in is kept."""
        return len(self._latest)

    def heard_at(self, report: EndDeviceReport, path: Path, steady: float) -> float | None:
        """Take a report; return when the check-in was heard that it is a late copy of, None if it is news."""
        uid, flags, alarms = report.originator, int(report.flags), int(report.alarms)
        latest = self._latest.get(uid)
        if latest is not None and steady - latest.first <= self._window:
            if alarms != latest.alarms:
                latest.contradicted.add(path)
            elif flags == latest.flags and report.pti == latest.pti and path not in latest.contradicted:
                return latest.first
        if flags & _NO_CHANGE:
            self._forget(uid, steady)
            self._latest[uid] = _CheckIn(report.pti, alarms, flags, steady)
        return None

    def _forget(self, uid: Uid, steady: float) -> None:
        """Forget the check-in of a transmitter, and those of which no copy comes any more: the oldest are first."""
        self._latest.pop(uid, None)
        while self._latest and steady - next(iter(self._latest.values())).first > self._window:
            del self._latest[next(iter(self._latest))]
