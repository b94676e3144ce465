"""Data files the tests read: recorded and constructed frames."""

from dataclasses import dataclass
import json
from pathlib import Path

VECTORS = Path(__file__).parent / "vectors"


@dataclass(frozen=True, slots=True)
class Sequence:
    """Frames with their times in ms, and the times at which an alarm must be raised."""

    name: str
    frames: tuple[tuple[float, bytes], ...]
    alarms: list[int]


def sequences() -> list[Sequence]:
    """Return the constructed sequences."""
    data = json.loads((VECTORS / "derived.json").read_text())
    return [
        Sequence(
            one["id"],
            tuple((frame["t_ms"], bytes.fromhex(frame["hex"])) for frame in one["frames"]),
            [expected["t_ms"] for expected in one["expected"] if expected["event"] == "alarm"],
        )
        for one in data["sequences"]
    ]
