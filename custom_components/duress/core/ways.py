"""Ways to monitoring that are lost: a trouble each, from when nothing is confirmed any more until the next proof."""

from collections.abc import Container

from .events import Event, TroubleKind
from .moment import Moment
from .roster import Way
from .troubles import Troubles


class Ways:
    """The lost ways among the open troubles of a site; the device of such a trouble is the endpoint."""

    def __init__(self, troubles: Troubles) -> None:
        """Take the troubles of the site."""
        self._troubles = troubles

    def is_lost(self, endpoint_id: str) -> bool:
        """Whether the way to an endpoint is lost, be it since before the last restart."""
        return self._troubles.of(endpoint_id, TroubleKind.PATH_LOST) is not None

    def lost(self, way: Way, now: Moment, detail: str) -> list[Event]:
        """Note that a way is lost and why; one that is lost already stays so."""
        if self.is_lost(way.device_id):
            return []
        return [self._troubles.begin(TroubleKind.PATH_LOST, way, now, detail)]

    def proven(self, endpoint_id: str, now: Moment) -> list[Event]:
        """Note that a way is proven."""
        ended = self._troubles.end(TroubleKind.PATH_LOST, endpoint_id, now)
        return [] if ended is None else [ended]

    def installed(self, endpoint_ids: Container[str], now: Moment) -> list[Event]:
        """Follow which endpoints there are: the trouble of one that was removed is over."""
        gone = [
            device_id
            for trouble in self._troubles.open.values()
            if trouble.kind is TroubleKind.PATH_LOST
            for device_id in trouble.devices
            if device_id not in endpoint_ids
        ]
        return [event for device_id in gone for event in self.proven(device_id, now)]
