"""Who must be heard by when. One deadline for the whole site; a check-in only notes a time.

A device is missing when nothing was heard for `FACTOR` nominal check-in intervals and `SLACK` seconds. The heap holds
one entry per device with a deadline that may be out of date; it is looked at when it comes up, so a check-in costs
nothing but an assignment.
"""

from heapq import heapify, heappop, heappush, heapreplace
from typing import Final

FACTOR: Final = 3
SLACK: Final = 30.0


def window(check_in: float) -> float:
    """Return the seconds of silence after which a device with this check-in interval is missing."""
    return FACTOR * check_in + SLACK


class Supervision:
    """Deadlines of all devices, in steady seconds."""

    def __init__(self) -> None:
        """Watch nobody."""
        self._windows: dict[str, float] = {}
        self._heard: dict[str, float] = {}
        self._heap: list[tuple[float, str]] = []
        self._paused = False

    def watch(self, device_id: str, check_in: float, now: float) -> None:
        """Expect a device every `check_in` seconds; one not watched so far gets a whole window from now."""
        known = device_id in self._windows
        if known and self._windows[device_id] == window(check_in):
            return
        self._windows[device_id] = window(check_in)
        self._heard.setdefault(device_id, now)
        if known:
            # A shorter window may be due before the entry in the heap.
            self._heap = [(self._deadline(one), one) for one in self._windows]
            heapify(self._heap)
        else:
            heappush(self._heap, (self._deadline(device_id), device_id))

    def forget(self, device_id: str) -> None:
        """Stop expecting a device."""
        self._windows.pop(device_id, None)
        self._heard.pop(device_id, None)

    def heard(self, device_id: str, now: float) -> None:
        """Note that a device was heard."""
        self._heard[device_id] = now

    def pause(self) -> None:
        """Judge nobody: there is no receiver that could hear them."""
        self._paused = True

    def resume(self, now: float) -> None:
        """Judge again, each device after a whole new window."""
        if not self._paused:
            return
        self._paused = False
        self._heard = dict.fromkeys(self._windows, now)
        self._heap = [(self._deadline(device_id), device_id) for device_id in self._windows]
        heapify(self._heap)

    def next_deadline(self) -> float | None:
        """Return when `overdue` must be asked next; it may find nobody then."""
        return None if self._paused or not self._heap else self._heap[0][0]

    def overdue(self, now: float) -> list[str]:
        """Return the devices whose window has passed, once each until they are watched or heard and overdue again."""
        late: list[str] = []
        while not self._paused and self._heap and self._heap[0][0] <= now:
            device_id = self._heap[0][1]
            if device_id not in self._windows:
                heappop(self._heap)
                continue
            deadline = self._deadline(device_id)
            if deadline <= now:
                late.append(device_id)
                deadline = now + self._windows[device_id]
            heapreplace(self._heap, (deadline, device_id))
        return late

    def _deadline(self, device_id: str) -> float:
        """Return when a device is missing if nothing more is heard."""
        return self._heard[device_id] + self._windows[device_id]
