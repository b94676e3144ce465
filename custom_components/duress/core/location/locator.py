"""The one who answers where: the ladder, with the model of the site and what supervision knows of the listeners."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from ..events import HeardAt, Place
from ..roster import Role, Room, Roster, Transmitter
from .evidence import Copies
from .ladder import Scene, first_place, place_of
from .model import Model

LOCATION_WINDOW: Final = 6.0
"""Seconds from the first copy in which copies are evidence for the place, unless the site sets others."""


class Locator:
    """Places presses at one site. `model` and `rooms` are set from outside and may change with every press."""

    def __init__(self, roster: Roster, is_dead: Callable[[str], bool]) -> None:
        """Start without a survey; `is_dead` says whether a listener is known to hear nothing."""
        self._roster = roster
        self._is_dead = is_dead
        self.model: Model | None = None
        self.rooms: Mapping[str, Room] = {}
        """Every room there is, by its id, also those in which nothing is installed."""
        self.window = LOCATION_WINDOW

    def missing(self) -> frozenset[str]:
        """Return the listeners that are known to hear nothing, so that their silence is no evidence."""
        roster = self._roster
        repeaters = [key for key, one in roster.transmitters.items() if one.role is Role.REPEATER]
        return frozenset(one for one in (*roster.receivers, *repeaters) if self._is_dead(one))

    def first(self, transmitter: Transmitter | None, copies: Copies) -> Place:
        """Return the place by the first copy, without any weighing."""
        return first_place(self._roster, transmitter, copies)

    def locate(self, transmitter: Transmitter | None, heard: Sequence[HeardAt]) -> Place:
        """Return the place by all that was heard of a press."""
        rooms = {**self._roster.rooms(), **self.rooms}
        return place_of(Scene(self._roster, rooms, self.model, self.missing()), transmitter, heard)
