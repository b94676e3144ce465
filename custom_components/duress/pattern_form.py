"""The fields of a press pattern, in the settings of a model and of one transmitter, and what cannot be meant."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.helpers.selector import (
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)
import voluptuous as vol

from .core.patterns import DEFAULT_WINDOW, PRESSES, WINDOWS, SinglePress
from .core.roster import Kind
from .echostream import AlarmInputs
from .settings import ATTR_PRESSES, ATTR_SINGLE, ATTR_WINDOW, read_pattern

FIELD_SINGLE: Final = "pattern_single"
FIELD_WINDOW: Final = "pattern_window"
_COUNTS: Final = {f"pattern_{kind}": kind for kind in (Kind.ASSIST, Kind.MEDICAL, Kind.DURESS, Kind.LOCKDOWN)}

PATTERN_FIELDS: Final[dict[vol.Marker, Any]] = {
    vol.Optional(FIELD_SINGLE): SelectSelector(
        SelectSelectorConfig(
            options=list(SinglePress), translation_key="single_press", mode=SelectSelectorMode.DROPDOWN
        )
    ),
    **{
        vol.Optional(field): NumberSelector(
            NumberSelectorConfig(min=PRESSES[0], max=PRESSES[1], step=1, mode=NumberSelectorMode.BOX)
        )
        for field in _COUNTS
    },
    vol.Optional(FIELD_WINDOW): NumberSelector(
        NumberSelectorConfig(
            min=WINDOWS[0], max=WINDOWS[1], step=1, mode=NumberSelectorMode.BOX, unit_of_measurement="s"
        )
    ),
}


def typed_pattern(typed: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the pattern that was typed as it is stored; None if none was."""
    presses = {str(kind): int(typed[field]) for field, kind in _COUNTS.items() if typed.get(field) is not None}
    single = typed.get(FIELD_SINGLE)
    if single is None and not presses:
        return None
    window = typed.get(FIELD_WINDOW)
    return {
        ATTR_SINGLE: str(single or SinglePress.USUAL),
        ATTR_PRESSES: presses,
        ATTR_WINDOW: DEFAULT_WINDOW if window is None else window,
    }


def suggested_pattern(stored: object) -> dict[str, Any]:
    """Return a stored pattern as it is typed."""
    pattern = read_pattern(stored)
    if pattern is None:
        return {}
    fields = {kind: field for field, kind in _COUNTS.items()}
    return {
        FIELD_SINGLE: str(pattern.single),
        FIELD_WINDOW: pattern.window,
        **{fields[step.kind]: step.presses for step in pattern.steps},
    }


def pattern_error(stored: object, inputs: int, kinds: Mapping[AlarmInputs, Kind], fallback: Kind) -> str | None:
    """Return the error about a pattern for a number of buttons that ask for these kinds; None if it can be meant."""
    pattern = read_pattern(stored)
    if pattern is None:
        return None
    flaw = pattern.flaw([kinds.get(one, fallback) for one in list(AlarmInputs)[:inputs]])
    return None if flaw is None else f"pattern_{flaw}"
