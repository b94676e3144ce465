"""Which endpoint is told of which trouble."""

from collections.abc import Mapping
from typing import Any

from .const import CONF_TELL_TROUBLES
from .core.events import Event, TroubleEnded, TroubleEvent, TroubleKind


def is_told(event: Event, endpoint_id: str, settings: Mapping[str, Any]) -> bool:
    """Return whether an endpoint is told of a trouble: of a lost path in any case, but never that it is its own."""
    if isinstance(event, TroubleEvent) and event.kind is TroubleKind.PATH_LOST:
        return isinstance(event, TroubleEnded) or event.device_id != endpoint_id
    return bool(settings.get(CONF_TELL_TROUBLES, True))
