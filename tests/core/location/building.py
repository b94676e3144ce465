"""A building in a few words: rooms in a row on each floor, listeners in some of them, and presses with their levels."""

from collections.abc import Iterable
from random import Random

from custom_components.duress.core.location import Layout, Source, SurveyPress

DAY = 86_400.0
MONDAY = 1_795_443_121.0

FAINTEST = 12.0
"""The level below which a listener hears nothing."""


class Building:
    """Some floors of some rooms each, `r<floor><number>`, with listeners `l<floor><number>` in every second of them."""

    def __init__(self, floors: int = 2, rooms: int = 6, *, seed: int = 1, noise: float = 3.0) -> None:
        """Build it; the same seed makes the same presses."""
        self._random = Random(seed)
        self._noise = noise
        self._number = 0
        self.where = {f"r{floor}{at}": (floor, at) for floor in range(floors) for at in range(rooms)}
        self.listeners = {f"l{floor}{at}": (floor, at) for floor in range(floors) for at in range(0, rooms, 2)}
        self.layout = Layout({room: f"f{floor}" for room, (floor, _) in self.where.items()}, {})

    def press(
        self,
        room: str,
        *,
        at: float = MONDAY,
        source: Source = Source.WALK,
        device_id: str = "pendant",
        only: Iterable[str] | None = None,
    ) -> SurveyPress:
        """Press once in a room; `only` these listeners hear it, if they are near enough."""
        self._number += 1
        floor, column = self.where[room]
        heard = {}
        for listener, (other_floor, other) in self.listeners.items():
            level = 60.0 - 9.0 * abs(column - other) - 18.0 * abs(floor - other_floor)
            level += self._random.gauss(0.0, self._noise)
            if level >= FAINTEST and (only is None or listener in only):
                heard[listener] = round(level, 1)
        margins = {listener: level - FAINTEST for listener, level in heard.items()}
        return SurveyPress(
            press_id=f"p{self._number:04}",
            room_id=room,
            at=at + self._number,
            heard=heard,
            margins=margins,
            source=source,
            device_id=device_id,
        )

    def walk(self, presses: int = 4, *, rooms: Iterable[str] | None = None, at: float = MONDAY) -> list[SurveyPress]:
        """Walk through rooms, all unless some are named, and press in each."""
        return [self.press(room, at=at) for room in rooms or self.where for _ in range(presses)]
