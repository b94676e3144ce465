"""Surveys for tests: a building of rooms in a row, and presses made in them by anybody."""

from collections.abc import Mapping
import math
from random import Random

from custom_components.duress.core.location import Layout, Source, SurveyPress

ROOMS = 8
"""Four rooms on each of two floors."""
LISTENERS = ("east", "gate", "hall", "north", "south")
_PLACES = {"east": (30.0, 0), "gate": (0.0, 0), "hall": (15.0, 0), "north": (8.0, 1), "south": (26.0, 1)}

LAYOUT = Layout({f"room-{room}": f"floor-{room // 4}" for room in range(ROOMS)}, {"gate": "room-0", "south": "room-7"})


def heard_in(room: int, random: Random, gain: float = 0.0) -> dict[str, float]:
    """Return the levels of a press in a room."""
    heard = {}
    for listener, (place, floor) in _PLACES.items():
        metres = abs(place - 8 * (room % 4) - random.uniform(0, 6)) + 2
        level = 85 - 30 * math.log10(metres) - 15 * abs(floor - room // 4) + random.gauss(0, 3) + gain
        if level > 30:
            heard[listener] = level
    return heard


def press(room: str, number: int, heard: Mapping[str, float], source: Source = Source.WALK) -> SurveyPress:
    """Return a survey press, made at the second of its number."""
    return SurveyPress(
        press_id=f"{room}-{number}", room_id=room, at=float(number), heard=heard, margins={}, source=source
    )


def a_survey(presses: int = 3, seed: int = 1) -> list[SurveyPress]:
    """Return a survey of the building with some presses a room."""
    random = Random(seed)
    return [press(f"room-{room}", at, heard_in(room, random)) for room in range(ROOMS) for at in range(presses)]
