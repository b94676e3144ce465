"""Settings that every kind of endpoint has, in a section of its form."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.data_entry_flow import section
from homeassistant.helpers.selector import (
    BooleanSelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
)
import voluptuous as vol

CONF_COMMON: Final = "common"
"""The section in a form; what it asks is stored beside everything else."""
CONF_HEARTBEAT: Final = "heartbeat"
CONF_TELL_HOLDERS: Final = "tell_holders"
"""Whether messages name who carries a pendant."""

HEARTBEAT: Final = 60
SHORTEST_HEARTBEAT: Final = 10
LONGEST_HEARTBEAT: Final = 3600


def fields(*, heartbeat: bool = True) -> dict[vol.Marker, object]:
    """Return the section as a field of a form; without `heartbeat` where the form asks for that in words of its own."""
    return {vol.Optional(CONF_COMMON): section(vol.Schema(_asked(heartbeat=heartbeat)), {"collapsed": True})}


def suggested(stored: Mapping[str, Any], *, heartbeat: bool = True) -> dict[str, Any]:
    """Return what the section is filled in with."""
    return {CONF_COMMON: {name: stored[name] for name in map(str, _asked(heartbeat=heartbeat)) if name in stored}}


def data(typed: Mapping[str, Any], *, heartbeat: bool = True) -> dict[str, Any]:
    """Return what is to be stored of a filled-in form, which may leave the section out."""
    given: Mapping[str, Any] = typed.get(CONF_COMMON, {})
    beat = {CONF_HEARTBEAT: int(given.get(CONF_HEARTBEAT, HEARTBEAT))} if heartbeat else {}
    return {**beat, CONF_TELL_HOLDERS: bool(given.get(CONF_TELL_HOLDERS, False))}


def heartbeat_of(stored: Mapping[str, Any]) -> float:
    """Return the seconds between two heartbeats."""
    return float(stored.get(CONF_HEARTBEAT, HEARTBEAT))


def _asked(*, heartbeat: bool) -> dict[vol.Marker, object]:
    """Return the fields of the section."""
    seconds = NumberSelectorConfig(
        min=SHORTEST_HEARTBEAT,
        max=LONGEST_HEARTBEAT,
        step=1,
        mode=NumberSelectorMode.BOX,
        unit_of_measurement="s",
    )
    beat = {vol.Required(CONF_HEARTBEAT, default=HEARTBEAT): NumberSelector(seconds)} if heartbeat else {}
    return {**beat, vol.Required(CONF_TELL_HOLDERS, default=False): BooleanSelector()}
