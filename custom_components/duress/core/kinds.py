"""What a press asks for, from the inputs it came with. In doubt the graver kind: it goes up, never down.

Looked for in this order: a combination's entry for this pendant, the same for its model, the pendant's kind, duress.
Inputs ask for the gravest of all they contain: an entry can make a combination graver than its parts, never less grave.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from ..echostream import AlarmInputs
from .roster import Kind, Transmitter

type Kinds = Mapping[AlarmInputs, Kind]

GRAVITY: Final[dict[Kind, int]] = {Kind.ASSIST: 0, Kind.MEDICAL: 1, Kind.DURESS: 2, Kind.LOCKDOWN: 3}

NO_KINDS: Final[Kinds] = MappingProxyType({})


def gravest(kinds: Iterable[Kind]) -> Kind:
    """Return the gravest of some kinds."""
    return max(kinds, key=GRAVITY.__getitem__)


def kind_of(inputs: AlarmInputs, transmitter: Transmitter | None, by_model: Kinds = NO_KINDS) -> Kind:
    """Return what these inputs ask for when they come new at the same time.

    What the model's setting says of a transmitter that is not installed cannot make its press less grave.
    """
    if transmitter is None:
        return gravest([_kind_of(inputs, by_model, Kind.DURESS), Kind.DURESS])
    return _kind_of(inputs, {**by_model, **transmitter.kinds}, transmitter.kind)


def kind_together(new: AlarmInputs, all_inputs: AlarmInputs, transmitter: Transmitter | None, by_model: Kinds) -> Kind:
    """Return what new inputs ask for that came while others were pressed already.

    The others have their own press, so only combinations with a new input count beside the new inputs themselves.
    """
    if new == all_inputs:
        return kind_of(new, transmitter, by_model)
    entries = {**by_model, **(transmitter.kinds if transmitter is not None else {})}
    joined = [kind for inputs, kind in entries.items() if inputs & new and inputs & ~all_inputs == AlarmInputs(0)]
    return gravest([kind_of(new, transmitter, by_model), *joined])


def less_grave_than_its_buttons(kinds: Kinds, fallback: Kind) -> AlarmInputs | None:
    """Return a combination that asks for less than one of its inputs alone, or than some of them together.

    That cannot work: the radio may report the inputs one after the other, and then the graver press comes first.
    """
    for inputs, kind in kinds.items():
        singles = [kinds.get(one, fallback) for one in inputs]
        parts = [other for part, other in kinds.items() if part & ~inputs == AlarmInputs(0)]
        if len(singles) > 1 and GRAVITY[kind] < GRAVITY[gravest([*singles, *parts])]:
            return inputs
    return None


def _kind_of(inputs: AlarmInputs, entries: Kinds, fallback: Kind) -> Kind:
    """Return the gravest of what a combination contains: its own entry, those of its parts, the fallback."""
    parts = [kind for part, kind in entries.items() if part & ~inputs == AlarmInputs(0)]
    return gravest([*parts, *(fallback for one in inputs if one not in entries)] or [fallback])
