"""Lost mode: where a transmitter that is lost is heard, for a limited time.

This is the one exception to the rule that a check-in is not located. It holds for transmitters whose life is "lost" and
for `LIMIT` seconds from when they became so; without that time nothing is located. Only hearing counts as evidence:
where a pendant usually is says nothing about one that is lost. With a survey the first copy would move a known place
back and forth with each check-in, so then all copies of one are awaited.
"""

from dataclasses import dataclass, field
from typing import Final

from ..echostream import EndDeviceReport
from .events import HEARD, Event, LostExpired, LostHeard, Place
from .ids import Namer
from .location import Hop, Locator, heard_at, told
from .moment import Moment
from .roster import Life, Roster, Transmitter

LIMIT: Final = 72 * 3600.0
"""Seconds from when it became lost in which a transmitter is located."""


@dataclass(slots=True)
class _Search:
    """One lost transmitter: since when, until when it is located (steady seconds), and what its latest copies say."""

    since: float
    until: float
    is_over: bool = False
    began: float = float("-inf")
    settles: float | None = None
    levels: dict[Hop, set[tuple[int, int]]] = field(default_factory=dict)
    place: Place | None = None


class LostMode:
    """Follows every lost transmitter while that is allowed."""

    def __init__(self, roster: Roster, namer: Namer, locator: Locator) -> None:
        """Look for none."""
        self._roster = roster
        self._locator = locator
        self._namer = namer
        self._searches: dict[str, _Search] = {}

    def place(self, device_id: str) -> Place | None:
        """Return where a lost transmitter was heard last, while it may be located."""
        search = self._searches.get(device_id)
        return search.place if search is not None else None

    def installed(self, now: Moment) -> None:
        """Follow the roster: begin to look for what is lost, forget all about what is not."""
        lost = {
            device_id: since
            for device_id, one in self._roster.transmitters.items()
            if one.life is Life.LOST and (since := one.lost_since) is not None
        }
        for device_id, search in list(self._searches.items()):
            if lost.get(device_id) != search.since:
                del self._searches[device_id]
        for device_id, since in lost.items():
            if device_id not in self._searches:
                left = min(LIMIT, LIMIT - (now.utc - since))
                self._searches[device_id] = _Search(since, now.steady + left, is_over=left <= 0)

    def heard(self, receiver_id: str, report: EndDeviceReport, transmitter: Transmitter, now: Moment) -> list[Event]:
        """Locate a lost transmitter by one copy of what it sent; only another place than before is an event."""
        search = self._searches.get(transmitter.device_id)
        if search is None or now.steady >= search.until:
            return []
        if now.steady - search.began > self._locator.window:
            search.began, search.levels = now.steady, {}
        search.levels.setdefault((receiver_id, report.first_hop), set()).add((report.level, report.margin))
        if search.place is not None and self._locator.model is not None:
            search.settles = search.began + self._locator.window
            return []
        return self._located(transmitter, search, now)

    def _located(self, transmitter: Transmitter, search: _Search, now: Moment) -> list[Event]:
        """Return where a transmitter is by the copies so far, if that is news."""
        search.settles = None
        place = self._locator.locate(None, heard_at(self._roster, search.levels))
        if place.method not in HEARD or (search.place is not None and told(place) == told(search.place)):
            return []
        search.place = place
        event_id = self._namer.new(now.utc, "lost", transmitter.device_id)
        return [
            LostHeard(
                event_id=event_id,
                at=now.utc,
                device_id=transmitter.device_id,
                label=transmitter.label,
                place=place,
            )
        ]

    def next_deadline(self) -> float | None:
        """Return the steady time at which `expired` must be asked next."""
        running = [search for search in self._searches.values() if not search.is_over]
        settling = [search.settles for search in running if search.settles is not None]
        return min([*(search.until for search in running), *settling], default=None)

    def expired(self, now: Moment) -> list[Event]:
        """Locate those whose copies are in; stop to look for those whose time is over, and forget where they were."""
        events: list[Event] = []
        for device_id, search in self._searches.items():
            if search.is_over:
                continue
            if now.steady < search.until:
                if search.settles is not None and search.settles <= now.steady:
                    events += self._located(self._roster.transmitters[device_id], search, now)
                continue
            search.is_over, search.place, search.settles = True, None, None
            event_id = self._namer.new(now.utc, "lost expired", device_id)
            label = self._roster.transmitters[device_id].label
            events.append(LostExpired(event_id=event_id, at=now.utc, device_id=device_id, label=label))
        return events
