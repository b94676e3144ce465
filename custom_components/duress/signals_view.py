"""How well each transmitter is heard, now and over weeks, as plain data for consoles."""

from datetime import date, timedelta
import time

from homeassistant.util.json import JsonObjectType, JsonValueType

from .core.events import TroubleKind
from .core.hearing import ENOUGH_MARGIN, Trend
from .core.roster import Transmitter
from .core.signals import DayMargin, trend_of
from .place_view import place_row
from .site import Site

USUAL = 30
MOST = 500
"""Devices in one answer."""


async def async_signals_answer(site: Site, limit: int) -> JsonObjectType:
    """Return the links of the devices that are relied on, the weakest first, and how many there are."""
    site.alive.signals.take()
    judged = [one for one in site.school.roster.transmitters.values() if one.life.is_judged]
    ordered = sorted(judged, key=lambda one: _order(site, one))
    rows: list[JsonValueType] = [_row(site, one) for one in ordered[:limit]]
    return {"signals": rows, "count": len(judged), "enough": ENOUGH_MARGIN}


def _order(site: Site, one: Transmitter) -> tuple[bool, float, str]:
    """Return the place in the list: by margin, what was not heard yet at the end."""
    margin = site.school.devices[one.device_id].hearing.margin
    return margin is None, margin or 0.0, one.label


def _row(site: Site, one: Transmitter) -> JsonObjectType:
    """Return how one device is heard; margins are decibels, `days` has a median for each day or null."""
    state = site.school.devices[one.device_id]
    hearing, now = state.hearing, time.monotonic()
    days = site.alive.signals.days.of(one.device_id)
    trend = trend_of(days)
    return {
        **place_row(site, one.device_id),
        "role": str(one.role),
        "margin": hearing.margin,
        "lowest": min((day.lowest for day in days.values()), default=None),
        "weak": TroubleKind.WEAK_SIGNAL in state.troubles,
        "trend": str(hearing.trend if trend is Trend.UNKNOWN else trend),
        "paths": hearing.paths(now),
        "single_path": hearing.is_single_path(now),
        "missed": round(hearing.missed_rate(site.school.expected_interval(one.device_id)), 2),
        "recent": list(hearing.margins),
        **_series(days),
    }


def _series(days: dict[date, DayMargin]) -> JsonObjectType:
    """Return the medians of the days from the first to the last one, with gaps as null."""
    if not days:
        return {"first_day": None, "days": []}
    first, last = min(days), max(days)
    each = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return {
        "first_day": first.isoformat(),
        "days": [day.median if (day := days.get(one)) is not None else None for one in each],
    }
