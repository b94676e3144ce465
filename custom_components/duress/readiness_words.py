"""Readiness as a sentence, such as "118 of 120 pendants and buttons ready; 2 missing since 07:40"."""

from datetime import UTC, datetime
from typing import Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.util import dt as dt_util

from .core.events import Mode
from .core.readiness import Readiness
from .phrases import say

RECENT: Final = 120
"""Seconds within which a proof is as fresh as heartbeats make it, so that a shown sentence stays as it is."""

DAY: Final = 86_400


@callback
def readiness_sentence(
    hass: HomeAssistant, readiness: Readiness, now: float | None = None, language: str | None = None
) -> str:
    """Return what is protected and what is not; exact to the second only when it is asked for with `now` (UTC s)."""
    parts = [say(hass, "readiness_buttons", language, ready=readiness.buttons_ready, total=readiness.buttons)]
    if readiness.mode is not Mode.LIVE and readiness.until is not None:
        until = _since(readiness.until)
        parts.insert(0, say(hass, f"readiness_{readiness.mode}", language, until=until))
    if readiness.missing_since is not None:
        since = _since(readiness.missing_since)
        parts.append(say(hass, "readiness_missing", language, count=readiness.missing, since=since))
    others = readiness.troubles - readiness.missing
    for key, count in (
        ("readiness_not_yet_heard", readiness.not_yet_heard),
        ("readiness_not_listened", readiness.not_listened),
        ("readiness_other_troubles", others),
        ("readiness_away", readiness.away),
        ("readiness_bypassed", readiness.bypassed),
    ):
        if count > 0:
            parts.append(say(hass, key, language, count=count))
    if readiness.located_until is not None:
        until = _since(readiness.located_until)
        parts.append(say(hass, "readiness_located", language, count=readiness.located, until=until))
    if readiness.receivers_connected < readiness.receivers or not readiness.receivers:
        counts = {"connected": readiness.receivers_connected, "total": readiness.receivers}
        parts.append(say(hass, "readiness_receivers", language, **counts))
    if not readiness.stored:
        parts.append(say(hass, "readiness_not_stored", language))
    parts.append(_monitoring(hass, readiness, now, language))
    sentence = "; ".join(parts)
    return f"{sentence[0].upper()}{sentence[1:]}."


def _monitoring(hass: HomeAssistant, readiness: Readiness, now: float | None, language: str | None) -> str:
    """Return how the ways to monitoring are."""
    if not readiness.paths:
        return say(hass, "readiness_no_monitoring", language)
    if readiness.paths_proven < readiness.paths:
        counts = {"proven": readiness.paths_proven, "total": readiness.paths}
        key = "readiness_monitoring_relieved" if readiness.paths_relieved else "readiness_monitoring_partly"
        return say(hass, key, language, **counts)
    if now is not None and readiness.last_proven is not None:
        seconds = max(0, round(now - readiness.last_proven))
        return say(hass, "readiness_monitoring_seconds", language, seconds=seconds)
    return say(hass, "readiness_monitoring", language, minutes=RECENT // 60)


def _since(utc: float) -> str:
    """Return a moment as the clock on the wall shows it, with the day if it is another."""
    local = dt_util.as_local(datetime.fromtimestamp(utc, UTC))
    return f"{local:%H:%M}" if local.date() == dt_util.now().date() else f"{local:%Y-%m-%d %H:%M}"
