"""What people set about wires out of the building: outputs to an alarm panel, and pulses for a watchdog relay.

What cannot be read is left out, or is as it is usually.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from homeassistant.const import CONF_ENTITY_ID
from homeassistant.core import split_entity_id, valid_entity_id

from .contact import DOMAINS, is_button
from .core.outputs import Output, Restore
from .core.roster import Kind

CONF_PANEL_OUTPUTS: Final = "panel_outputs"
CONF_WATCHDOG: Final = "watchdog"

ATTR_DRILLS: Final = "drills"
ATTR_KINDS: Final = "kinds"
ATTR_NEEDS_PROTECTION: Final = "needs_protection"
ATTR_RESTORE: Final = "restore"
ATTR_SECONDS: Final = "seconds"
ATTR_WAY: Final = "way"

HOLD_SECONDS: Final = (1, 3600)
DEFAULT_HOLD: Final = 10
USUAL_KINDS: Final = (Kind.DURESS, Kind.LOCKDOWN)
"""What a panel is told of unless the site decides otherwise: its hold-up zone is no call for a nurse."""

PULSE_SECONDS: Final = (5, 600)
DEFAULT_PULSE: Final = 30


class Way(StrEnum):
    """What restarts a timer relay: on for a second, the other way each time, or turned on again."""

    PULSE = "pulse"
    TOGGLE = "toggle"
    RENEW = "renew"


@dataclass(frozen=True, slots=True, kw_only=True)
class Watchdog:
    """A watchdog relay: what is pulsed how and every how many seconds, and whether only while people are protected."""

    entity_id: str
    seconds: float = DEFAULT_PULSE
    way: Way = Way.PULSE
    needs_protection: bool = False


def panel_outputs(options: Mapping[str, Any]) -> dict[str, Output]:
    """Return the outputs to an alarm panel by their entities."""
    stored = options.get(CONF_PANEL_OUTPUTS)
    found = (_output(one) for one in (stored if isinstance(stored, (list, tuple)) else ()))
    return {output.name: output for output in found if output is not None}


def watchdog_of(options: Mapping[str, Any]) -> Watchdog | None:
    """Return the watchdog relay of a site; None if it has none."""
    stored = options.get(CONF_WATCHDOG)
    if not isinstance(stored, Mapping) or (entity_id := _entity(stored.get(CONF_ENTITY_ID))) is None:
        return None
    way = stored.get(ATTR_WAY)
    return Watchdog(
        entity_id=entity_id,
        seconds=_within(stored.get(ATTR_SECONDS), PULSE_SECONDS, DEFAULT_PULSE),
        way=Way(way) if way in list(Way) else Way.PULSE,
        needs_protection=stored.get(ATTR_NEEDS_PROTECTION) is True,
    )


def _output(stored: object) -> Output | None:
    """Return one output; without a kind that can be read it tells of the usual ones, as a doubtful alarm is one."""
    if not isinstance(stored, Mapping) or (entity_id := _entity(stored.get(CONF_ENTITY_ID))) is None:
        return None
    named, restore = stored.get(ATTR_KINDS), stored.get(ATTR_RESTORE)
    kinds = {Kind(one) for one in (named if isinstance(named, (list, tuple)) else ()) if one in list(Kind)}
    return Output(
        name=entity_id,
        kinds=frozenset(kinds or USUAL_KINDS),
        drills=stored.get(ATTR_DRILLS) is True,
        restore=Restore(restore) if restore in list(Restore) else Restore.ACKNOWLEDGED,
        seconds=_within(stored.get(ATTR_SECONDS), HOLD_SECONDS, DEFAULT_HOLD),
        momentary=is_button(entity_id),
    )


def _entity(value: object) -> str | None:
    """Return an entity that can be switched; None if it is none."""
    if not isinstance(value, str) or not valid_entity_id(value):
        return None
    return value if split_entity_id(value)[0] in DOMAINS else None


def _within(value: object, limits: tuple[int, int], usual: float) -> float:
    """Return a number if it is within limits."""
    fewest, most = limits
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        return usual
    return float(value) if fewest <= value <= most else usual
