"""What a site decided about presses: what they ask for by model, and what becomes of those that are in doubt."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from ..echostream import AlarmInputs, Uid
from .location import LOCATION_WINDOW
from .patterns import Pattern
from .roster import Kind

DEFAULT_LADDER: Final = (30.0, 60.0, 120.0)
"""Seconds after which nobody having acknowledged is told to one more level of people."""


class PressPolicy(StrEnum):
    """What a press in doubt becomes: an incident, or a note. It is shown at once either way."""

    ALARM = "alarm"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policies:
    """The decisions of one site; `kinds` and `patterns` by product type, `watched` until when (seconds since 1970).

    `join_windows` are seconds by kind of incident; `ladder` are seconds without a person's acknowledgement.
    `confirm`: the seconds that endpoints wait for a confirmation, by kind; a kind that is not named is told at once.
    `checklists`: what is to be done, by kind of incident.
    `location_window`: the seconds in which the copies of a press say something of its place.
    """

    unknown_press: PressPolicy = PressPolicy.ALARM
    retired_press: PressPolicy = PressPolicy.ALARM
    kinds: Mapping[int, Mapping[AlarmInputs, Kind]] = MappingProxyType({})
    patterns: Mapping[int, Pattern] = MappingProxyType({})
    not_ours: frozenset[Uid] = frozenset()
    confirm: Mapping[Kind, float] = MappingProxyType({})
    watched: Mapping[Uid, float] = MappingProxyType({})
    join_windows: Mapping[Kind, float] = MappingProxyType({})
    ladder: tuple[float, ...] = DEFAULT_LADDER
    checklists: Mapping[Kind, tuple[str, ...]] = MappingProxyType({})
    location_window: float = LOCATION_WINDOW
