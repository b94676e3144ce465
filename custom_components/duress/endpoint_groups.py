"""Which endpoint stands in for which: pairs of primary and backup as the settings of a site name them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .const import CONF_BACKUP_FOR

type Settings = Mapping[str, Mapping[str, Any]]
"""The settings of all endpoints of a site, by their subentry."""


def primary_of(settings: Settings, endpoint_id: str) -> str | None:
    """Return whom an endpoint stands in for; None if it is no backup, or its primary is gone or stands in for it."""
    primary = next(_above(settings, endpoint_id), None)
    return None if primary is None or endpoint_id in _above(settings, primary) else primary


def leader_of(settings: Settings, endpoint_id: str) -> str:
    """Return the endpoint whose settings say what a whole group is told: the first primary, or an endpoint itself."""
    while (primary := primary_of(settings, endpoint_id)) is not None:
        endpoint_id = primary
    return endpoint_id


def with_backups(settings: Settings, endpoint_ids: Iterable[str]) -> list[str]:
    """Return endpoints and all that stand in for them, each after its primary."""
    found = list(dict.fromkeys(endpoint_ids))
    for endpoint_id in found:  # grows on the way
        found += [one for one in settings if one not in found and primary_of(settings, one) == endpoint_id]
    return found


def possible_primaries(settings: Settings, endpoint_id: str | None) -> list[str]:
    """Return for whom an endpoint may stand in; None asks for a new one. Nobody stands in for his own backup."""
    return [one for one in settings if one != endpoint_id and endpoint_id not in [*_above(settings, one)]]


def relieved(settings: Settings, proven: Mapping[str, bool]) -> set[str]:
    """Return the endpoints that do not work for now, but have somebody to stand in who does."""
    return {
        endpoint_id
        for endpoint_id, works in proven.items()
        if not works and any(proven.get(one, False) for one in with_backups(settings, [endpoint_id]))
    }


def _above(settings: Settings, endpoint_id: str) -> Iterator[str]:
    """Yield the primary of an endpoint, the primary of that one and so on, each once."""
    seen: set[str] = set()
    above: str | None = settings.get(endpoint_id, {}).get(CONF_BACKUP_FOR)
    while above is not None and above in settings and above not in seen:
        seen.add(above)
        yield above
        above = settings[above].get(CONF_BACKUP_FOR)
