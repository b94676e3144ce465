"""What a site decided about presses: what they ask for by model, and what becomes of those that are in doubt."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from ..echostream import AlarmInputs, Uid
from .roster import Kind


class PressPolicy(StrEnum):
    """What a press in doubt becomes: an incident, or a note. It is shown at once either way."""

    ALARM = "alarm"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policies:
    """The decisions of one site; `kinds` by product type, `watched` until when (seconds since 1970).

    `confirm`: the seconds that endpoints wait for a confirmation, by kind; a kind that is not named is told at once.
    """

    unknown_press: PressPolicy = PressPolicy.ALARM
    retired_press: PressPolicy = PressPolicy.ALARM
    kinds: Mapping[int, Mapping[AlarmInputs, Kind]] = MappingProxyType({})
    not_ours: frozenset[Uid] = frozenset()
    confirm: Mapping[Kind, float] = MappingProxyType({})
    watched: Mapping[Uid, float] = MappingProxyType({})
