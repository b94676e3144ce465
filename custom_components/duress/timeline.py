"""How long each hop of an alarm took, from the first byte to the endpoint's confirmation."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

KEPT: Final = 100


@dataclass(slots=True)
class Timeline:
    """Monotonic seconds at which an alarm reached each hop; None until it has."""

    heard: float
    entities: float | None = None
    committed: float | None = None
    posted: float | None = None
    confirmed: float | None = None

    def as_milliseconds(self) -> dict[str, float]:
        """Return the milliseconds from the first byte to each hop reached so far."""
        hops = {
            "heard": self.heard,
            "entities": self.entities,
            "committed": self.committed,
            "posted": self.posted,
            "confirmed": self.confirmed,
        }
        return {name: round((at - self.heard) * 1000, 1) for name, at in hops.items() if at is not None}


class Timelines:
    """The timelines of the latest alarms, by event id."""

    def __init__(self) -> None:
        """Start empty."""
        self._kept: OrderedDict[str, Timeline] = OrderedDict()

    def start(self, event_id: str, heard: float) -> Timeline:
        """Begin the timeline of an event heard at a monotonic time."""
        timeline = self._kept[event_id] = Timeline(heard)
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return timeline

    def get(self, event_id: str) -> Timeline | None:
        """Return the timeline of an event, while it is kept."""
        return self._kept.get(event_id)
