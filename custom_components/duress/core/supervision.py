"""Who must be heard by when. One deadline for the whole site; a check-in only notes a time.

A device is missing when nothing was heard of it for `factor` check-in intervals and `SLACK` seconds in which somebody
listened. Time in which nobody could hear it does not count, and when a check-in may have fallen into that time, the
device gets time to be heard again: an interval at least, and a whole window after an interval or more. The heap holds
an entry per device with a deadline that may be out of date; it is looked at when it comes up, so a check-in costs an
assignment.
"""

from collections.abc import Iterable
from heapq import heapify, heappop, heappush, heapreplace
from typing import Final

SLACK: Final = 30.0
"""Seconds on top of the intervals, for a transmitter's own clock."""

UNLIKELY: Final = 20
"""Of so many short outages, one loses a check-in; a shorter one gives no time, or restarts could hide a dead device."""


def window(check_in: float, factor: int) -> float:
    """Return the seconds of silence after which a device with this check-in interval is missing."""
    return factor * check_in + SLACK


class Supervision:
    """Deadlines of all devices, in steady seconds."""

    def __init__(self) -> None:
        """Watch nobody."""
        self._intervals: dict[str, float] = {}
        self._windows: dict[str, float] = {}
        self._due: dict[str, float] = {}
        self._heap: list[tuple[float, str]] = []
        self._held: dict[str, float] = {}

    def watch(self, device_id: str, check_in: float, factor: int, now: float) -> None:
        """Expect a device every `check_in` seconds; a changed expectation keeps when it was last heard.

        A device not watched so far gets a whole window.
        """
        fresh = window(check_in, factor)
        before = self._windows.get(device_id)
        if before == fresh:
            self._intervals[device_id] = check_in
            return
        heard = now if before is None else self._due[device_id] - before
        self._intervals[device_id], self._windows[device_id] = check_in, fresh
        self._due[device_id] = heard + fresh
        if before is None:
            heappush(self._heap, (self._due[device_id], device_id))
        else:
            # A shorter window may be due before the entry in the heap.
            self._rebuild()

    def take_up(self, device_id: str, silent: float, deaf: float, now: float) -> None:
        """Go on with a device that was unheard for `silent` seconds before nobody listened for `deaf` seconds."""
        if device_id in self._windows:
            due = now - silent + self._windows[device_id]
            self._due[device_id] = max(due, now + self._least(device_id, deaf))
            self._rebuild()

    def forget(self, device_id: str) -> None:
        """Stop expecting a device."""
        for kept in (self._intervals, self._windows, self._due, self._held):
            kept.pop(device_id, None)

    def watches(self, device_id: str) -> bool:
        """Whether a device is expected."""
        return device_id in self._windows

    def is_held(self, device_id: str) -> bool:
        """Whether nobody could hear a device at the moment."""
        return device_id in self._held

    def heard(self, device_id: str, now: float) -> None:
        """Note that a device was heard."""
        if device_id in self._windows:
            self._due[device_id] = now + self._windows[device_id]
            if device_id in self._held:
                self.release((device_id,), now)

    def hold(self, device_ids: Iterable[str], now: float) -> None:
        """Stop the clock of devices that nobody can hear."""
        for device_id in device_ids:
            if device_id in self._windows:
                self._held.setdefault(device_id, now)

    def release(self, device_ids: Iterable[str], now: float) -> None:
        """Let the clock of devices run on (rule of this module)."""
        for device_id in device_ids:
            since = self._held.pop(device_id, None)
            if since is None:
                continue
            deaf = now - since
            self._due[device_id] = max(self._due[device_id] + deaf, now + self._least(device_id, deaf))
            heappush(self._heap, (self._due[device_id], device_id))
        if len(self._heap) > 2 * len(self._windows) + 16:
            self._rebuild()

    def next_deadline(self) -> float | None:
        """Return when `overdue` must be asked next; it may find nobody then."""
        while self._heap and not self._is_running(self._heap[0][1]):
            heappop(self._heap)
        return self._heap[0][0] if self._heap else None

    def overdue(self, now: float) -> list[str]:
        """Return the devices whose window has passed, once each until they are watched or heard and overdue again."""
        late: dict[str, None] = {}
        while self._heap and self._heap[0][0] <= now:
            device_id = self._heap[0][1]
            if not self._is_running(device_id):
                heappop(self._heap)
                continue
            if self._due[device_id] <= now:
                late[device_id] = None
                self._due[device_id] = now + self._windows[device_id]
            heapreplace(self._heap, (self._due[device_id], device_id))
        return list(late)

    def _least(self, device_id: str, deaf: float) -> float:
        """Return the seconds a device gets after nobody listened for `deaf` seconds (rule of this module)."""
        interval = self._intervals[device_id]
        if deaf >= interval:
            return self._windows[device_id]
        return interval + SLACK if deaf >= interval / UNLIKELY else 0.0

    def _is_running(self, device_id: str) -> bool:
        """Whether a device is expected and its clock is not stopped; who is released gets a new entry."""
        return device_id in self._windows and device_id not in self._held

    def _rebuild(self) -> None:
        """Make the heap anew, one entry for each device whose clock runs."""
        self._heap = [(due, device_id) for device_id, due in self._due.items() if device_id not in self._held]
        heapify(self._heap)
