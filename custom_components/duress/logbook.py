"""Readable sentences in the logbook, in the language of the installation, for the site and for each device."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from homeassistant.core import Event as BusEvent, HomeAssistant, callback

from .const import DOMAIN, EVENT_HAPPENED
from .phrases import Lenient, phrase, say

_IN_WORDS: Final = (
    ("life", "life"),
    ("before", "life"),
    ("act", "act"),
    ("change", "change"),
    ("answer", "answer"),
    ("problem", "output"),
    ("why", "watchdog"),
    ("because", "because"),
    ("said", "said"),
    ("left", "left"),
)
"""Facts that are said in words of their own."""


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
    kind = str(data.get("type", ""))
    is_near = data.get("word") == "near" and data.get("room")
    template = (phrase(hass, f"logbook_{kind}_near") if is_near else None) or phrase(hass, f"logbook_{kind}")
    if template is None:
        return kind
    values = {key: "" if value is None else str(value) for key, value in data.items()}
    labels = data.get("labels")
    values |= {
        "room": str(data.get("room") or data.get("floor") or say(hass, "logbook_somewhere")),
        "became": str(data.get("became") or say(hass, "logbook_nowhere")),
        "doubts": _doubts(hass, data.get("doubts")),
        "labels": ", ".join(map(str, labels)) if isinstance(labels, list) else "",
    }
    if kind.startswith("trouble_"):
        values["trouble"] = say(hass, f"trouble_{data.get('kind')}")
    for key, words in _IN_WORDS:
        if name := phrase(hass, f"logbook_{words}_{data.get(key)}"):
            values[key] = name
    # Not every act needs a reason; where none was given, the sentence ends before it.
    mark = f"{say(hass, 'logbook_drill')}: " if data.get("mode") == "drill" else ""
    return f"{mark}{template.format_map(Lenient(values))}".rstrip(": ")


def _doubts(hass: HomeAssistant, doubts: object) -> str:
    """Return the doubts about a press as the end of a sentence; nothing if there are none."""
    if not isinstance(doubts, list) or not doubts:
        return ""
    return f" ({', '.join(phrase(hass, f'logbook_doubt_{doubt}') or str(doubt) for doubt in doubts)})"
