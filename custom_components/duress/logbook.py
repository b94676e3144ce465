"""Readable sentences in the logbook, in the language of the installation, for the site and for each device."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from homeassistant.core import Event as BusEvent, HomeAssistant, callback
from homeassistant.helpers.translation import async_get_cached_translations, async_get_translations

from .const import DOMAIN, EVENT_HAPPENED

CATEGORY: Final = "common"
_PREFIX: Final = f"component.{DOMAIN}.{CATEGORY}.logbook_"


async def async_load_sentences(hass: HomeAssistant) -> None:
    """Load the sentences once, because the logbook cannot wait."""
    await async_get_translations(hass, hass.config.language, CATEGORY, [DOMAIN])


@callback
def async_describe_events(
    hass: HomeAssistant, async_describe_event: Callable[[str, str, Callable[[BusEvent], dict[str, str]]], None]
) -> None:
    """Describe what happened."""

    @callback
    def describe(event: BusEvent) -> dict[str, str]:
        """Return who it is about and what happened."""
        data = event.data
        described = {"name": str(data.get("name", "Duress")), "message": sentence(hass, data)}
        if entity_id := data.get("entity_id"):
            described["entity_id"] = str(entity_id)
        return described

    async_describe_event(DOMAIN, EVENT_HAPPENED, describe)


@callback
def sentence(hass: HomeAssistant, data: Mapping[str, Any]) -> str:
    """Return what happened as a sentence; without a translation, its kind."""
    sentences = async_get_cached_translations(hass, hass.config.language, CATEGORY, DOMAIN)
    kind = str(data.get("type", ""))
    template = sentences.get(f"{_PREFIX}{kind}")
    if template is None:
        return kind
    somewhere = sentences.get(f"{_PREFIX}somewhere", "?")
    condition = sentences.get(f"{_PREFIX}condition_{data.get('condition')}", str(data.get("condition", "")))
    values = {key: "" if value is None else str(value) for key, value in data.items()}
    values |= {"room": str(data.get("room") or somewhere), "condition": condition}
    for key in ("life", "before"):
        if name := sentences.get(f"{_PREFIX}life_{data.get(key)}"):
            values[key] = name
    # Not every act needs a reason; where none was given, the sentence ends before it.
    return template.format_map(_Lenient(values)).rstrip(": ")


class _Lenient(dict[str, str]):
    """Placeholders that an old row may not have."""

    def __missing__(self, key: str) -> str:
        """Leave a gap rather than fail the whole page."""
        return "–"
