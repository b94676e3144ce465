"""Neutral names: what is installed as a capture may tell it, without anything a person has named.

Names are numbered in the order of the real ones and padded with zeros: where the core decides between equals by the
label, it decides in a replay as it did at the site. A device keeps its neutral name for the whole capture.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from ..core.roster import Receiver, Room, Transmitter

DIGITS: Final = 4


class Neutral:
    """Gives neutral names to labels, rooms, floors and buildings, each always the same one."""

    def __init__(self) -> None:
        """Start with no name given."""
        self._given: dict[tuple[str, str], str] = {}
        self._counts: dict[str, int] = {}

    def of(
        self, receivers: Iterable[Receiver], transmitters: Iterable[Transmitter]
    ) -> tuple[list[Receiver], list[Transmitter]]:
        """Return what is installed under neutral names."""
        receivers, transmitters = list(receivers), list(transmitters)
        devices: list[Receiver | Transmitter] = [*receivers, *transmitters]
        rooms = [one.room for one in devices if one.room is not None]
        for kind, names in (
            ("device", (one.label for one in devices)),
            ("room", (room.room_id for room in rooms)),
            ("floor", (room.floor_id or room.floor or "" for room in rooms)),
            ("building", (room.building or "" for room in rooms)),
            ("door", (room.door or "" for room in rooms)),
        ):
            for name in sorted(set(names)):
                self._name(kind, name)
        return (
            [replace(one, label=self._name("device", one.label), room=self._room(one.room)) for one in receivers],
            [replace(one, label=self._name("device", one.label), room=self._room(one.room)) for one in transmitters],
        )

    def _room(self, room: Room | None) -> Room | None:
        """Return a room under neutral names; its identifier is made from its name and must go too."""
        if room is None:
            return None
        name = self._name("room", room.room_id)
        floor = self._name("floor", room.floor_id or room.floor or "") or None
        return Room(
            room_id=name.replace(" ", "-"),
            name=name,
            floor_id=floor.replace(" ", "-") if floor and room.floor_id is not None else None,
            floor=floor if room.floor is not None else None,
            building=self._name("building", room.building or "") or None,
            kind=room.kind,
            door=self._name("door", room.door or "") or None,
        )

    def _name(self, kind: str, name: str) -> str:
        """Return the neutral name of a real one; nothing stays nothing."""
        if not name:
            return ""
        if (kind, name) not in self._given:
            self._counts[kind] = self._counts.get(kind, 0) + 1
            self._given[kind, name] = f"{kind} {self._counts[kind]:0{DIGITS}}"
        return self._given[kind, name]
