"""A survey of the demo school: what a walk through all rooms would hear, and a check walk by somebody else.

Nobody walks and no time goes by. The presses are made by the radio that the school has, so that they are as good and as
bad as those of a walk that takes an hour. They are other presses than any that are made in the running school.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ...echostream import Uid
from .layout import SCHOOL, DemoLayout, DemoTransmitter
from .radio import Copy, Radio

SURVEYED: Final = 5
CHECKED: Final = 2
"""Presses in each room, of the walk and of the check walk."""

_SEED: Final = 1913


@dataclass(frozen=True, slots=True)
class WalkedPress:
    """One press of a walk: mean level and best margin at each station that heard it."""

    room: str
    pendant: DemoTransmitter
    is_check: bool
    levels: Mapping[Uid, float]
    margins: Mapping[Uid, int]


def walked(layout: DemoLayout = SCHOOL) -> Iterator[WalkedPress]:
    """Yield the presses of both walks, in the order of the rooms; the same ones every time."""
    radio, (surveyor, *others) = Radio(layout, _SEED), layout.pendants
    for presses, pendant in ((SURVEYED, surveyor), (CHECKED, others[-1])):
        for room in layout.rooms:
            for _ in range(presses):
                heard: dict[Uid, list[Copy]] = {}
                for copy in radio.copies(pendant, room.key):
                    heard.setdefault(copy.first_hop, []).append(copy)
                yield WalkedPress(
                    room.key,
                    pendant,
                    pendant is not surveyor,
                    {uid: sum(one.level for one in copies) / len(copies) for uid, copies in heard.items()},
                    {uid: max(one.margin for one in copies) for uid, copies in heard.items()},
                )
