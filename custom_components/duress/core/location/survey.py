"""Survey presses: presses whose room is known, which is all that the model of a site is made of."""

from dataclasses import dataclass
from enum import StrEnum

from .evidence import Levels


class Source(StrEnum):
    """Where a survey press comes from."""

    WALK = "walk"
    """A survey walk: somebody stood in the room and pressed."""
    CHECK = "check"
    """A check walk by somebody else: it measures the model and is no part of it."""
    TEST = "test"
    """A press on test, whose room a person named."""
    INCIDENT = "incident"
    """A press of an incident, whose room a person named afterwards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyPress:
    """One press with the room it was made in; `heard` and `margins` are by listener, in the radio's decibels.

    `at` is seconds since 1970, `device_id` the pendant that was pressed.
    """

    press_id: str
    room_id: str
    at: float
    heard: Levels
    margins: Levels
    source: Source = Source.WALK
    device_id: str | None = None
