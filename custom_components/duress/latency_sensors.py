"""What the sensors of delivery times over 90 days read: a figure, and what stands behind it."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from homeassistant.helpers.typing import StateType

from .monitoring import Hop
from .site import Site

type Figure = Callable[[Hop], float]


def seconds_to_confirmation(figure: Figure) -> Callable[[Site, str], float | None]:
    """Read how long the alarms of an endpoint took from the press to its confirmation; None if it had none."""

    def value(site: Site, endpoint_id: str) -> float | None:
        found = site.endpoints.latency.figures.get(endpoint_id)
        return None if found is None else round(figure(found.confirmed), 4)

    return value


def figures_behind(figure: Figure) -> Callable[[Site, str], Mapping[str, StateType]]:
    """Read how many alarms there were since when, the worst of them, and the same figure at the hops before."""

    def attributes(site: Site, endpoint_id: str) -> Mapping[str, StateType]:
        found = site.endpoints.latency.figures.get(endpoint_id)
        if found is None:
            return {"alarms": 0}
        return {
            "alarms": found.count,
            "since": datetime.fromtimestamp(int(found.since), UTC).isoformat(),
            "worst": round(found.confirmed.worst, 4),
            "stored": None if found.stored is None else round(figure(found.stored), 4),
            "sent": None if found.sent is None else round(figure(found.sent), 4),
            "told_later": found.told_later,
        }

    return attributes
