"""Settings that every kind of endpoint has, in a section of its form."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.data_entry_flow import section
from homeassistant.helpers.selector import (
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectSelector,
    SelectSelectorConfig,
    TimeSelector,
)
import voluptuous as vol

from .daily_jobs import CONF_DAILY_TEST, DAILY_TEST
from .trouble_routing import CONF_DIGEST_AT, CONF_TROUBLES, DIGEST_AT, Routing, routing_of

CONF_COMMON: Final = "common"
"""The section in a form; what it asks is stored beside everything else."""
CONF_HEARTBEAT: Final = "heartbeat"

HEARTBEAT: Final = 60
SHORTEST_HEARTBEAT: Final = 10
LONGEST_HEARTBEAT: Final = 3600


def fields(*, heartbeat: bool = True) -> dict[vol.Marker, object]:
    """Return the section as a field of a form; one that has its own supervision has no heartbeat in it."""
    asked = {marker: field for marker, field in _asked().items() if heartbeat or marker != CONF_HEARTBEAT}
    return {vol.Optional(CONF_COMMON): section(vol.Schema(asked), {"collapsed": True})}


def suggested(stored: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the section is filled in with; a new endpoint is to be tested each day, unless somebody says no."""
    if not stored:
        return {CONF_COMMON: {CONF_DAILY_TEST: DAILY_TEST}}
    shown = {name: stored[name] for name in map(str, _asked()) if name in stored}
    return {CONF_COMMON: {**shown, CONF_TROUBLES: routing_of(stored).value}}


def data(typed: Mapping[str, Any], *, heartbeat: bool = True) -> dict[str, Any]:
    """Return what is to be stored of a filled-in form, which may leave the section out."""
    given: Mapping[str, Any] = typed.get(CONF_COMMON, {})
    kept: dict[str, Any] = {CONF_HEARTBEAT: int(given.get(CONF_HEARTBEAT, HEARTBEAT))} if heartbeat else {}
    kept[CONF_TROUBLES] = given.get(CONF_TROUBLES, Routing.AT_ONCE.value)
    kept[CONF_DIGEST_AT] = given.get(CONF_DIGEST_AT) or DIGEST_AT
    if at := given.get(CONF_DAILY_TEST):
        kept[CONF_DAILY_TEST] = at
    return kept


def heartbeat_of(stored: Mapping[str, Any]) -> float:
    """Return the seconds between two heartbeats."""
    return float(stored.get(CONF_HEARTBEAT, HEARTBEAT))


def _asked() -> dict[vol.Marker, object]:
    """Return the fields of the section."""
    seconds = NumberSelectorConfig(
        min=SHORTEST_HEARTBEAT,
        max=LONGEST_HEARTBEAT,
        step=1,
        mode=NumberSelectorMode.BOX,
        unit_of_measurement="s",
    )
    routings = SelectSelectorConfig(options=[one.value for one in Routing], translation_key="trouble_routing")
    return {
        vol.Required(CONF_HEARTBEAT, default=HEARTBEAT): NumberSelector(seconds),
        vol.Required(CONF_TROUBLES, default=Routing.AT_ONCE.value): SelectSelector(routings),
        vol.Required(CONF_DIGEST_AT, default=DIGEST_AT): TimeSelector(),
        vol.Optional(CONF_DAILY_TEST): TimeSelector(),
    }
