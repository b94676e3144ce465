"""Settings that every kind of endpoint has, in a section of its form."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.data_entry_flow import section
from homeassistant.helpers.selector import (
    BooleanSelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TimeSelector,
)
import voluptuous as vol

from .const import CONF_BACKUP_FOR, CONF_TELL_HOLDERS
from .daily_jobs import CONF_DAILY_TEST, DAILY_TEST
from .trouble_routing import CONF_DIGEST_AT, CONF_TROUBLES, DIGEST_AT, Routing, routing_of

CONF_COMMON: Final = "common"
"""The section in a form; what it asks is stored beside everything else."""
CONF_HEARTBEAT: Final = "heartbeat"

HEARTBEAT: Final = 60
SHORTEST_HEARTBEAT: Final = 10
LONGEST_HEARTBEAT: Final = 3600


def fields(*, heartbeat: bool = True) -> dict[vol.Marker, object]:
    """Return the section as a field of a form; without `heartbeat` where the form asks for that in words of its own."""
    return {vol.Optional(CONF_COMMON): section(vol.Schema(_asked(heartbeat=heartbeat)), {"collapsed": True})}


def with_primaries(schema: vol.Schema, primaries: Mapping[str, str]) -> vol.Schema:
    """Return a form that asks in its section, too, which endpoint this one stands in for: one of these, names by id."""
    if not primaries:
        return schema
    options = [SelectOptionDict(value=key, label=name) for key, name in primaries.items()]
    asked = SelectSelector(SelectSelectorConfig(options=options, mode=SelectSelectorMode.DROPDOWN))
    common = schema.schema[CONF_COMMON]
    inner = common.schema.extend({vol.Optional(CONF_BACKUP_FOR): asked})
    return schema.extend({vol.Optional(CONF_COMMON): section(inner, common.options)})


def suggested(stored: Mapping[str, Any], *, heartbeat: bool = True) -> dict[str, Any]:
    """Return what the section is filled in with; a new endpoint is to be tested each day, unless somebody says no."""
    if not stored:
        return {CONF_COMMON: {CONF_DAILY_TEST: DAILY_TEST}}
    shown = {name: stored[name] for name in (*map(str, _asked(heartbeat=heartbeat)), CONF_BACKUP_FOR) if name in stored}
    return {CONF_COMMON: {**shown, CONF_TROUBLES: routing_of(stored).value}}


def data(typed: Mapping[str, Any], *, heartbeat: bool = True) -> dict[str, Any]:
    """Return what is to be stored of a filled-in form, which may leave the section out."""
    given: Mapping[str, Any] = typed.get(CONF_COMMON, {})
    kept: dict[str, Any] = {CONF_HEARTBEAT: int(given.get(CONF_HEARTBEAT, HEARTBEAT))} if heartbeat else {}
    kept[CONF_TROUBLES] = given.get(CONF_TROUBLES, Routing.AT_ONCE.value)
    kept[CONF_DIGEST_AT] = given.get(CONF_DIGEST_AT) or DIGEST_AT
    if at := given.get(CONF_DAILY_TEST):
        kept[CONF_DAILY_TEST] = at
    kept[CONF_TELL_HOLDERS] = bool(given.get(CONF_TELL_HOLDERS, False))
    if backup_for := given.get(CONF_BACKUP_FOR):
        kept[CONF_BACKUP_FOR] = backup_for
    return kept


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
    routings = SelectSelectorConfig(options=[one.value for one in Routing], translation_key="trouble_routing")
    return {
        **beat,
        vol.Required(CONF_TROUBLES, default=Routing.AT_ONCE.value): SelectSelector(routings),
        vol.Required(CONF_DIGEST_AT, default=DIGEST_AT): TimeSelector(),
        vol.Optional(CONF_DAILY_TEST): TimeSelector(),
        vol.Required(CONF_TELL_HOLDERS, default=False): BooleanSelector(),
    }
