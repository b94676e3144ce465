"""What a link counts: live numbers for diagnostics, and the rate of frames."""

from collections import deque
from dataclasses import dataclass
from typing import Final

WINDOW: Final = 60.0
"""Seconds over which the rate of frames is counted."""

_BUCKET: Final = 5.0


@dataclass(slots=True)
class LinkCounters:
    """Counts since the link was made; `last_frame` is monotonic seconds, `check_in_interval` seconds."""

    frames: int = 0
    bytes: int = 0
    discarded_bytes: int = 0
    checksum_errors: int = 0
    messages: int = 0
    lost_frames: int = 0
    connects: int = 0
    callback_errors: int = 0
    last_frame: float | None = None
    check_in_interval: float | None = None


class FrameRate:
    """Frames of the last minute, in five-second buckets so that a frame costs one addition."""

    __slots__ = ("_buckets",)

    def __init__(self) -> None:
        """Start with nothing counted."""
        self._buckets: deque[list[int]] = deque(maxlen=int(WINDOW / _BUCKET))

    def add(self, frames: int, at: float) -> None:
        """Count frames that came at a monotonic time."""
        bucket = int(at // _BUCKET)
        if self._buckets and self._buckets[-1][0] == bucket:
            self._buckets[-1][1] += frames
        else:
            self._buckets.append([bucket, frames])

    def per_minute(self, now: float) -> float:
        """Return the frames of the last minute."""
        oldest = int((now - WINDOW) // _BUCKET)
        return float(sum(frames for bucket, frames in self._buckets if bucket > oldest))
